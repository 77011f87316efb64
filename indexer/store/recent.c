/* recent.c - Did an archive change after the index was made true?
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "store/recent.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/pack.h"

void mt_recents_pack(const struct mt_recents *recents, struct mt_buf *out)
{
    mt_pack_u64(out, recents->len);
    for (size_t i = 0; i < recents->len; i++) {
        mt_pack_u64(out, recents->ptr[i].archive);
        mt_pack_str(out, recents->ptr[i].path);
    }
}

enum mt_status mt_recents_unpack(const void *ctx, struct mt_str bytes, struct mt_recents *out,
                                 struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    struct mt_recents recents = {0};
    for (size_t n = bytes.len ? mt_unpack_count(&in, 2) : 0; n > 0 && !in.bad; n--) {
        struct mt_recent *recent = mt_push(ctx, &recents);
        recent->archive = mt_unpack_u32(&in);
        recent->path = mt_unpack_str(&in);
    }
    if (in.bad || in.at != in.end)
        return mt_error_set(err, MT_ERR_CORRUPT, "the index's list of recent notes is damaged");
    *out = recents;
    return MT_OK;
}

static bool changed(const char *path, int64_t since_ns)
{
    struct stat st;
    return fstatat(AT_FDCWD, path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
           mt_file_time(st.st_ctim) > since_ns;
}

/* How much of the path, whole folders, the path before it has already been asked for. */
static size_t asked(struct mt_str path, struct mt_str before)
{
    size_t folder = 0;
    for (size_t i = 0; i < path.len && i < before.len && path.ptr[i] == before.ptr[i]; i++)
        if (path.ptr[i] == '/')
            folder = i + 1;
    return folder;
}

/* The note and the folders above it. `whole` holds the archive's path and a slash. */
static bool note_changed(struct mt_buf *whole, struct mt_str path, size_t from, int64_t since_ns)
{
    size_t root = whole->len;
    bool found = false;
    mt_buf_add(whole, path);
    for (size_t i = root + from; !found && i <= whole->len; i++) {
        char *end = &whole->ptr[i];
        if (*end != '/' && *end != '\0')
            continue;
        char kept = *end;
        *end = '\0';
        found = changed(whole->ptr, since_ns);
        *end = kept;
    }
    whole->len = root;
    whole->ptr[root] = '\0';
    return found;
}

const struct mt_archive *mt_recents_changed(const struct mt_archives *archives,
                                            const struct mt_recents *recents, int64_t since_ns)
{
    void *scratch = mt_context(NULL);
    const struct mt_archive *found = NULL;
    for (size_t i = 0; !found && i < archives->len; i++) {
        const struct mt_archive *archive = &archives->ptr[i];
        struct mt_str before = {NULL, 0};
        struct mt_buf whole;
        mt_buf_init(&whole, scratch, SIZE_MAX / 2);
        mt_buf_add(&whole, archive->path);
        bool news = changed(whole.ptr, since_ns);
        mt_buf_add_char(&whole, '/');
        for (size_t n = 0; !news && n < recents->len; n++) {
            struct mt_str path = recents->ptr[n].path;
            if (recents->ptr[n].archive != archive->number)
                continue;
            news = note_changed(&whole, path, asked(path, before), since_ns);
            before = path;
        }
        if (news)
            found = archive;
    }
    mt_free(scratch);
    return found;
}
