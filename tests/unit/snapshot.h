/* snapshot.h - A folder as a string: to see whether anything in it was written
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_UNIT_SNAPSHOT_H
#define MT_UNIT_SNAPSHOT_H

#include <dirent.h>
#include <inttypes.h>
#include <sys/stat.h>

#include "archive.h"

/* Name, inode, size and time of last change of all files in a folder below the root, but of the
 * locks (the index's own, Xapian's), which tell who came last. */
static inline const char *snapshot(const struct archive *a, const char *folder)
{
    struct dirent **names;
    struct mt_buf seen;
    int n = scandir(archive_path(a, folder), &names, NULL, alphasort);
    assert_true(n >= 0);
    mt_buf_init(&seen, a->ctx, 100000);
    for (int i = 0; i < n; i++) {
        const char *name = mt_str_printf(a->ctx, "%s/%s", folder, names[i]->d_name).ptr;
        struct stat st;
        assert_int_equal(lstat(archive_path(a, name), &st), 0);
        if (S_ISDIR(st.st_mode) && names[i]->d_name[0] != '.')
            mt_buf_add(&seen, mt_str(snapshot(a, name)));
        else if (S_ISREG(st.st_mode) && !mt_str_ends(mt_str(name), mt_str("lock")))
            mt_buf_printf(&seen, "%s %ju %jd %jd.%09ld\n", name, (uintmax_t)st.st_ino,
                          (intmax_t)st.st_size, (intmax_t)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
        free(names[i]);
    }
    free(names);
    return mt_buf_str(&seen).ptr;
}

#endif
