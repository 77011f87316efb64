/* walk.c - The files of an archive that hold notes
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "archive/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/ignore.h"
#include "base/file.h"
#include "base/sort.h"

struct walk {
    const void *ctx;
    const char *root;
    struct mt_pieces paths;
    struct mt_buf below;          /* the path that is being made */
    struct mt_ignore_rules rules; /* of the folders from the root to here */
    struct mt_files *files;
    struct mt_strs *folders; /* absolute; NULL when nobody asks */
    struct mt_walk_problems *problems;
    bool full;
};

enum { GITIGNORE, MTIGNORE, IGNORE_FILES };
static const char *const ignore_names[IGNORE_FILES] = {".gitignore", ".mtignore"};

static bool holds_note(struct mt_str name)
{
    static const struct mt_str endings[] = {MT_STR(".md"),   MT_STR(".markdown"), MT_STR(".txt"),
                                            MT_STR(".text"), MT_STR(".vtt"),      MT_STR(".srt"),
                                            MT_STR(".json")};
    for (size_t i = 0; i < MT_COUNT(endings); i++) {
        struct mt_str end = endings[i];
        if (name.len > end.len &&
            mt_str_eq_nocase(mt_str_slice(name, name.len - end.len, name.len), end))
            return true;
    }
    return false;
}

bool mt_walk_minds(struct mt_str name)
{
    bool minds = name.len && name.ptr[0] != '.' && holds_note(name);
    for (size_t i = 0; i < IGNORE_FILES; i++)
        minds |= mt_str_eq(name, mt_str(ignore_names[i]));
    return minds;
}

static void add_problem(struct walk *walk, struct mt_str path, const char *what)
{
    struct mt_walk_problem *problem = mt_push(walk->ctx, walk->problems);
    problem->path = path;
    problem->reason = mt_str_printf(walk->ctx, "%s: %s", what, strerror(errno));
}

static int by_name(const void *a, const void *b)
{
    return mt_str_compare(*(const struct mt_str *)a, *(const struct mt_str *)b);
}

/* The next entry; NULL, with errno 0, at the end. */
static struct dirent *next_entry(DIR *folder)
{
    errno = 0;
    return readdir(folder);
}

/* With the NUL that follows it. */
static struct mt_str keep_terminated(const void *ctx, struct mt_pieces *pieces, struct mt_str text)
{
    struct mt_str kept = mt_str_keep(ctx, pieces, mt_str_of(text.ptr, text.len + 1));
    return mt_str_of(kept.ptr, text.len);
}

/* The entries of a folder, sorted, so that every run sees the same order; and which of the ignore
 * files are there. False, with errno, when there may be more that cannot be read. */
static bool names_of(const void *ctx, DIR *folder, bool ignores[IGNORE_FILES], struct mt_strs *out)
{
    struct mt_strs names = {0};
    struct mt_pieces pieces = {0};
    for (struct dirent *entry; (entry = next_entry(folder));) {
        for (size_t i = 0; i < IGNORE_FILES; i++)
            ignores[i] |= strcmp(entry->d_name, ignore_names[i]) == 0;
        if (entry->d_name[0] != '.')
            *mt_push(ctx, &names) = keep_terminated(ctx, &pieces, mt_str(entry->d_name));
    }
    int error = errno;
    if (names.len)
        qsort(names.ptr, names.len, sizeof *names.ptr, by_name);
    *out = names;
    errno = error;
    return error == 0;
}

/* False when it is not known what is to be left out of the folder: then all of it is. */
static bool add_rules(struct walk *walk, struct mt_str folder, const bool ignores[IGNORE_FILES])
{
    for (size_t i = 0; i < IGNORE_FILES; i++) {
        if (!ignores[i])
            continue;
        struct mt_str text;
        struct mt_str path =
            mt_str_printf(walk->ctx, "%s%s%s/%s", walk->root, folder.len ? "/" : "",
                          folder.len ? folder.ptr : "", ignore_names[i]);
        struct mt_error err = {0};
        if (mt_file_read(walk->ctx, path.ptr, MT_IGNORE_BYTES_MAX, &text, &err) != MT_OK) {
            struct mt_walk_problem *problem = mt_push(walk->ctx, walk->problems);
            problem->path = folder;
            problem->reason =
                mt_str_printf(walk->ctx, "left as it was, with all that is in it: %s: %s",
                              ignore_names[i], err.message);
            return false;
        }
        mt_ignore_parse(walk->ctx, text, folder, &walk->rules);
    }
    return true;
}

static void add_file(struct walk *walk, struct mt_str path, const struct stat *st)
{
    if (walk->files->len == MT_WALK_FILES_MAX) {
        walk->full = true;
        return;
    }
    struct mt_file *file = mt_push(walk->ctx, walk->files);
    file->path = path;
    file->size = (uint64_t)st->st_size;
    file->mtime_ns = mt_file_time(st->st_mtim);
    file->inode = (uint64_t)st->st_ino;
}

static struct mt_str path_below(struct walk *walk, struct mt_str folder, struct mt_str name)
{
    mt_buf_clear(&walk->below);
    mt_buf_add(&walk->below, folder);
    if (folder.len)
        mt_buf_add_char(&walk->below, '/');
    mt_buf_add(&walk->below, name);
    return keep_terminated(walk->ctx, &walk->paths, mt_buf_str(&walk->below));
}

/* Takes over the folder's descriptor. `path` is "" at the root. */
static void walk_folder(struct walk *walk, int fd, struct mt_str path, int depth)
{
    DIR *folder = fdopendir(fd);
    if (!folder) {
        add_problem(walk, path, "cannot read the folder");
        close(fd);
        return;
    }
    void *scratch = mt_context(NULL);
    if (walk->folders)
        *mt_push(walk->ctx, walk->folders) = mt_str_printf(
            walk->ctx, "%s%s%s", walk->root, path.len ? "/" : "", path.len ? path.ptr : "");
    bool ignores[IGNORE_FILES] = {false};
    struct mt_strs names;
    if (!names_of(scratch, folder, ignores, &names))
        add_problem(walk, path, "cannot read all of the folder");
    size_t rules_above = walk->rules.len;
    if (!add_rules(walk, path, ignores))
        names.len = 0;
    for (size_t i = 0; i < names.len && !walk->full; i++) {
        struct stat st;
        const char *name = names.ptr[i].ptr;
        struct mt_str below = path_below(walk, path, names.ptr[i]);
        if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
            if (errno != ENOENT) /* gone between the two calls: never there */
                add_problem(walk, below, "cannot look at it");
        } else if (mt_ignore_matches(&walk->rules, below, S_ISDIR(st.st_mode))) {
            continue;
        } else if (S_ISREG(st.st_mode) && holds_note(names.ptr[i])) {
            add_file(walk, below, &st);
        } else if (S_ISDIR(st.st_mode)) {
            int next = -1;
            errno = ELOOP; /* "too many levels", when the depth is the reason */
            if (depth < MT_WALK_DEPTH_MAX)
                next = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            if (next < 0)
                add_problem(walk, below, "cannot read the folder");
            else
                walk_folder(walk, next, below, depth + 1);
        }
    }
    walk->rules.len = rules_above;
    mt_free(scratch);
    closedir(folder);
}

static int by_path(const void *a, const void *b)
{
    return mt_str_compare(((const struct mt_file *)a)->path, ((const struct mt_file *)b)->path);
}

static enum mt_status open_root(const char *root, int *out, struct mt_error *err)
{
    int fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        *out = fd;
        return MT_OK;
    }
    enum mt_status status =
        errno == ENOTDIR
            ? mt_error_set(err, MT_ERR_FORMAT, "not a folder; name the folder of your notes")
            : mt_error_errno(err, "cannot read the archive's folder");
    mt_error_at(err, root, 0);
    return status;
}

enum mt_status mt_walk_check(const char *root, struct mt_error *err)
{
    int fd = -1;
    enum mt_status status = open_root(root, &fd, err);
    if (status == MT_OK)
        close(fd);
    return status;
}

static enum mt_status walk_all(struct walk *walk, struct mt_error *err)
{
    int fd = -1;
    enum mt_status status = open_root(walk->root, &fd, err);
    mt_buf_init(&walk->below, (void *)walk->ctx, SIZE_MAX / 2);
    if (status == MT_OK)
        walk_folder(walk, fd, mt_str(""), 0);
    return status;
}

enum mt_status mt_walk(const void *ctx, const char *root, struct mt_files *files,
                       struct mt_walk_problems *problems, struct mt_error *err)
{
    struct walk walk = {.ctx = ctx, .root = root, .files = files, .problems = problems};
    enum mt_status status = walk_all(&walk, err);
    if (status != MT_OK)
        return status;
    if (walk.full)
        return mt_error_set(err, MT_ERR_LIMIT, "more than %d files", MT_WALK_FILES_MAX);
    /* folder by folder is nearly always the order of paths; not where "a-b" stands beside "a" */
    mt_sort(files->ptr, files->len, sizeof *files->ptr, by_path);
    return MT_OK;
}

enum mt_status mt_walk_folders(const void *ctx, const char *root, struct mt_strs *folders,
                               struct mt_error *err)
{
    struct mt_files files = {0};
    struct mt_walk_problems problems = {0};
    struct walk walk = {
        .ctx = ctx, .root = root, .files = &files, .folders = folders, .problems = &problems};
    return walk_all(&walk, err);
}
