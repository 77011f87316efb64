/* manifest.h - What the index knows of each file: to see what changed, and what to say of it
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One row a file, stored as metadata of the index (ingest/index.h), so that it is committed
 * together with the documents it speaks of. Also files that could not be read have a row.
 */
#ifndef MT_ARCHIVE_MANIFEST_H
#define MT_ARCHIVE_MANIFEST_H

#include "archive/walk.h"
#include "base/base.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/tally.h"

MT_BEGIN_DECLS

struct mt_row_problem {
    uint32_t line; /* 0: the file as a whole */
    struct mt_str reason;
};
struct mt_row_problems MT_VEC(struct mt_row_problem);

struct mt_row {
    uint32_t archive; /* number */
    struct mt_file file;
    struct mt_str content; /* hash of the bytes, hexadecimal; "" when they could not be read */
    bool indexed;          /* there is a document */
    uint32_t parts;        /* how many: one a note in the file */
    uint64_t units, words;
    double near20;               /* its share of the sum in struct mt_totals (store/units.h) */
    struct mt_tallies languages; /* of its notes, where known (ISO 639-1) */
    struct mt_row_problems problems;
};

/* The row with all that it points to in `ctx`; `pieces` are those of many rows. */
struct mt_row mt_row_copy(const void *ctx, struct mt_pieces *pieces, const struct mt_row *row);

void mt_row_pack(const struct mt_row *row, struct mt_buf *out);

/* Strings are slices of `bytes`. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_row_unpack(const void *ctx, struct mt_str bytes, struct mt_row *out,
                                          struct mt_error *err);

/* Whether the file is, by size, mtime and inode, the one of the row. */
bool mt_row_is_fresh(const struct mt_row *row, const struct mt_file *file);

/* Many files as one number, whatever their order: with their archive's number, and what
 * mt_row_is_fresh compares. Begins as zeros. */
struct mt_files_sum {
    uint64_t files, sum;
};
void mt_files_sum_add(struct mt_files_sum *sum, uint32_t archive, const struct mt_file *file);

MT_END_DECLS

#endif
