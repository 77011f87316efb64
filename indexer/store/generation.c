/* generation.c - The folders of an index, and the file that names the live one
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "store/generation.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

#define LIVE_FILE "XAPIANDB"
#define FOLDER "gen-"
#define LIVE_MAX 256
#define NUMBER_MAX 999999999

static const char *const side_files[] = {"lock", LIVE_FILE ".tmp"};

/* "gen-7" is 7; 0 for every other name, also "gen-07". */
static uint32_t generation_number(struct mt_str name)
{
    uint64_t number;
    struct mt_str prefix = MT_STR(FOLDER);
    if (!mt_str_starts(name, prefix))
        return 0;
    struct mt_str digits = mt_str_slice(name, prefix.len, name.len);
    if (!mt_str_to_u64(digits, &number) || digits.ptr[0] == '0' || number > NUMBER_MAX)
        return 0;
    return (uint32_t)number;
}

/* ---- What a folder holds ---- */

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* The next entry; NULL, with errno 0, at the end. */
static struct dirent *next_entry(DIR *folder)
{
    errno = 0;
    return readdir(folder);
}

static bool is_empty_folder(const char *path)
{
    DIR *folder = opendir(path);
    if (!folder)
        return false;
    bool empty = true;
    for (struct dirent *entry; empty && (entry = next_entry(folder));)
        empty = is_dots(entry->d_name);
    empty &= errno == 0;
    closedir(folder);
    return empty;
}

/* One of these two Xapian makes first, so that what another program calls gen-1 is never taken for
 * one of ours, and never removed. */
static bool is_generation(const char *dir, uint32_t number)
{
    static const char *const first_files[] = {"flintlock", "postlist.glass"};
    char *path = mt_generation_path(NULL, dir, number);
    bool ours = is_empty_folder(path);
    for (size_t i = 0; i < MT_COUNT(first_files); i++) {
        struct mt_str file = mt_str_printf(path, "%s/%s", path, first_files[i]);
        ours |= access(file.ptr, F_OK) == 0;
    }
    mt_free(path);
    return ours;
}

struct listing {
    struct mt_numbers MT_VEC(uint32_t) generations;
    uint32_t newest;    /* also of a folder that only looks like one of ours */
    bool named, others; /* XAPIANDB is there; so are files that are not ours */
};

static void list_name(const void *ctx, const char *dir, const char *name, struct listing *out)
{
    uint32_t number = generation_number(mt_str(name));
    if (number > out->newest)
        out->newest = number;
    if (number && is_generation(dir, number)) {
        *mt_push(ctx, &out->generations) = number;
        return;
    }
    if (strcmp(name, LIVE_FILE) == 0) {
        out->named = true;
        return;
    }
    bool known = is_dots(name);
    for (size_t i = 0; i < MT_COUNT(side_files); i++)
        known |= strcmp(name, side_files[i]) == 0;
    out->others |= !known;
}

static enum mt_status list(const void *ctx, const char *dir, struct listing *out,
                           struct mt_error *err)
{
    enum mt_status status = MT_OK;
    struct listing found = {.named = false};
    DIR *folder = opendir(dir);
    for (struct dirent *entry; folder && (entry = next_entry(folder));)
        list_name(ctx, dir, entry->d_name, &found);
    if (errno != 0 && (folder || errno != ENOENT)) {
        status = mt_error_errno(err, "cannot read the index's folder");
        mt_error_at(err, dir, 0);
    }
    if (folder)
        closedir(folder);
    if (status == MT_OK)
        *out = found;
    return status;
}

/* The number that the file says; 0 when it is none of ours. */
static enum mt_status read_live(const void *ctx, const char *dir, uint32_t *out,
                                struct mt_error *err)
{
    struct mt_str path = mt_str_printf(ctx, "%s/" LIVE_FILE, dir), text = {0},
                  prefix = MT_STR("auto ");
    struct mt_error reason = {0};
    enum mt_status status = mt_file_read(ctx, path.ptr, LIVE_MAX, &text, &reason);
    if (status != MT_OK && status != MT_ERR_LIMIT && status != MT_ERR_FORMAT) {
        if (err)
            *err = reason;
        return status;
    }
    bool ours = mt_str_starts(text, prefix);
    *out = ours ? generation_number(mt_str_trim(mt_str_slice(text, prefix.len, text.len))) : 0;
    return MT_OK;
}

static enum mt_index_state state_of(const struct listing *found, uint32_t live)
{
    if (live)
        return MT_INDEX_LIVE;
    if (found->others || (found->named && !found->generations.len))
        return MT_INDEX_FOREIGN;
    if (!found->generations.len)
        return MT_INDEX_NONE;
    return found->named ? MT_INDEX_DAMAGED : MT_INDEX_UNFINISHED;
}

static enum mt_status look(const void *ctx, const char *dir, struct listing *found,
                           struct mt_generations *out, struct mt_error *err)
{
    struct mt_generations generations = {.live = 0};
    enum mt_status status = list(ctx, dir, found, err);
    if (status == MT_OK && found->named)
        status = read_live(ctx, dir, &generations.live, err);
    if (status != MT_OK)
        return status;
    generations.state = state_of(found, generations.live);
    generations.newest = generations.live > found->newest ? generations.live : found->newest;
    *out = generations;
    return MT_OK;
}

enum mt_status mt_generations_look(const char *dir, struct mt_generations *out,
                                   struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct listing found = {0};
    enum mt_status status = look(scratch, dir, &found, out, err);
    mt_free(scratch);
    return status;
}

enum mt_status mt_generations_status(const struct mt_generations *generations, const char *dir,
                                     struct mt_error *err)
{
    static const struct {
        enum mt_status status;
        const char *message;
    } meanings[MT_INDEX_STATE_COUNT] = {
        [MT_INDEX_NONE] = {MT_ERR_NOT_FOUND, "no index here: run mtindex ARCHIVE to build it"},
        [MT_INDEX_LIVE] = {MT_OK, ""},
        [MT_INDEX_UNFINISHED] = {MT_ERR_CORRUPT,
                                 "the index was never finished: mtindex is building it just now, "
                                 "or was stopped; run mtindex ARCHIVE"},
        [MT_INDEX_DAMAGED] = {MT_ERR_CORRUPT,
                              "the index's file " LIVE_FILE " is damaged: run mtindex rebuild"},
        [MT_INDEX_FOREIGN] = {MT_ERR_SCHEMA, "this folder holds something else than an index of "
                                             "mtindex: choose another one"},
    };
    enum mt_status status = meanings[generations->state].status;
    if (status != MT_OK) {
        mt_error_set(err, status, "%s", meanings[generations->state].message);
        mt_error_at(err, dir, 0);
    }
    return status;
}

enum mt_status mt_generation_missing(uint32_t number, struct mt_error *err)
{
    return mt_error_set(err, MT_ERR_CORRUPT,
                        "the index is damaged, its folder " FOLDER "%" PRIu32
                        " is missing or not whole: run mtindex rebuild",
                        number);
}

/* ---- Making and removing generations ---- */

char *mt_generation_path(const void *ctx, const char *dir, uint32_t number)
{
    return (char *)mt_str_printf(ctx, "%s/" FOLDER "%" PRIu32, dir, number).ptr;
}

enum mt_status mt_generation_publish(const char *dir, uint32_t number, struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_str path = mt_str_printf(scratch, "%s/" LIVE_FILE, dir);
    struct mt_str line = mt_str_printf(scratch, "auto " FOLDER "%" PRIu32 "\n", number);
    enum mt_status status = mt_file_replace(path.ptr, line, err);
    mt_free(scratch);
    return status;
}

/* Removes the generation `chosen` (0: all of them) unless it is live. Of an index with a damaged
 * XAPIANDB, and of a folder that is not ours, only the chosen one is surely unused. */
static enum mt_status drop(const char *dir, uint32_t chosen, struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct listing found = {0};
    struct mt_generations generations;
    enum mt_status status = look(scratch, dir, &found, &generations, err);
    bool sure = chosen || (status == MT_OK && (generations.state == MT_INDEX_LIVE ||
                                               generations.state == MT_INDEX_UNFINISHED));
    for (size_t i = 0; status == MT_OK && sure && i < found.generations.len; i++) {
        uint32_t number = found.generations.ptr[i];
        if (number != generations.live && (chosen == 0 || number == chosen))
            status = mt_file_remove_folder(mt_generation_path(scratch, dir, number), err);
    }
    mt_free(scratch);
    return status;
}

enum mt_status mt_generation_drop(const char *dir, uint32_t number, struct mt_error *err)
{
    assert(number != 0);
    return drop(dir, number, err);
}

enum mt_status mt_generations_sweep(const char *dir, struct mt_error *err)
{
    return drop(dir, 0, err);
}
