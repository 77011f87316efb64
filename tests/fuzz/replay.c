/* replay.c - Runs a fuzzer over files instead of made-up bytes
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     fuzz_decode FILE-OR-FOLDER...
 *
 * Linked with every fuzzer when it is not built by libFuzzer, so that the corpus, in which each
 * found bug leaves its file, is tested with any compiler.
 */
#include "base/base.h"
#include "base/error.h"
#include "base/file.h"
#include "base/memory.h"

#include <dirent.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The bytes in a block of their own size: a sanitizer then sees the first one read too many. */
static bool replay_file(const char *path)
{
    void *ctx = mt_context(NULL);
    struct mt_error err = {0};
    struct mt_str bytes;
    bool ok = mt_file_read(ctx, path, MT_FILE_MAX, &bytes, &err) == MT_OK;
    if (ok) {
        uint8_t *exact = mt_alloc(ctx, bytes.len);
        memcpy(exact, bytes.ptr, bytes.len);
        LLVMFuzzerTestOneInput(exact, bytes.len);
    } else {
        fprintf(stderr, "%s: %s\n", path, err.message);
    }
    mt_free(ctx);
    return ok;
}

/* Adds the number of files run to `count`. */
static bool replay(const void *ctx, const char *path, size_t *count)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        perror(path);
        return false;
    }
    if (!S_ISDIR(st.st_mode)) {
        (*count)++;
        return replay_file(path);
    }
    DIR *dir = opendir(path);
    if (!dir) {
        perror(path);
        return false;
    }
    bool ok = true;
    struct dirent *entry;
    while ((entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] != '.')
            ok = replay(ctx, mt_str_printf(ctx, "%s/%s", path, entry->d_name).ptr, count) && ok;
    }
    closedir(dir);
    return ok;
}

int main(int argc, char **argv)
{
    void *ctx = mt_context(NULL);
    size_t count = 0;
    bool ok = true;
    for (int i = 1; i < argc; i++)
        ok = replay(ctx, argv[i], &count) && ok;
    printf("%zu files replayed\n", count);
    mt_free(ctx);
    return ok && count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
