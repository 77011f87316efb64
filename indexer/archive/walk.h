/* walk.h - The files of an archive that hold notes
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Regular files named *.md, *.markdown, *.txt, *.text, *.vtt, *.srt or *.json (any case) in the
 * folder and below it, sorted by path. Left out: names that begin with a dot (so .git, .obsidian,
 * .trash), what .gitignore and .mtignore name (ignore.h), symbolic links (an archive is what lies
 * in it; no link can lead out or round in a circle), and folders nested deeper than
 * MT_WALK_DEPTH_MAX.
 */
#ifndef MT_ARCHIVE_WALK_H
#define MT_ARCHIVE_WALK_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"

MT_BEGIN_DECLS

#define MT_WALK_DEPTH_MAX 64
#define MT_WALK_FILES_MAX 5000000

struct mt_file {
    struct mt_str path; /* relative to the archive, slashes; NUL-terminated */
    uint64_t size;
    int64_t mtime_ns;
    uint64_t inode;
};
#define MT_NO_INODE 0 /* of no file that there is */
struct mt_files MT_VEC(struct mt_file);

/* A folder or file that could not be looked at. */
struct mt_walk_problem {
    struct mt_str path;
    struct mt_str reason;
};
struct mt_walk_problems MT_VEC(struct mt_walk_problem);

/* Whether `root` is a folder that can be read. Errors: those of mt_walk but LIMIT. */
MT_NODISCARD enum mt_status mt_walk_check(const char *root, struct mt_error *err);

/* Lists the archive at `root`. Folders below it that cannot be read are problems, not errors, and
 * so is a folder whose ignore file cannot be read: nothing in it is listed. Opens folders and
 * ignore files, never a note. Errors: NOT_FOUND, PERMISSION, FORMAT (not a folder), IO - all of
 * `root` itself; LIMIT. */
MT_NODISCARD enum mt_status mt_walk(const void *ctx, const char *root, struct mt_files *files,
                                    struct mt_walk_problems *problems, struct mt_error *err);

/* The folders in which a walk looks for notes, the root first, as absolute paths (NUL-terminated,
 * in `ctx`). Errors: those of mt_walk but LIMIT. */
MT_NODISCARD enum mt_status mt_walk_folders(const void *ctx, const char *root,
                                            struct mt_strs *folders, struct mt_error *err);

/* Whether a file of this name makes a difference to a walk: it may hold a note, or says what is
 * left out. */
bool mt_walk_minds(struct mt_str name);

MT_END_DECLS

#endif
