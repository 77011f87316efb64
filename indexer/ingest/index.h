/* index.h - What an index remembers beside its notes: archives, the last run
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_INGEST_INDEX_H
#define MT_INGEST_INDEX_H

#include "archive/manifest.h"
#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "ingest/run.h"
#include "store/meta.h"
#include "store/recent.h"
#include "store/store.h"
#include "store/units.h"

MT_BEGIN_DECLS

/* A file's row, the id of its first note (base/noteid.h), and its bytes in the index. */
struct mt_index_row {
    struct mt_str id; /* hexadecimal */
    struct mt_str packed;
    struct mt_row row;
};
struct mt_index_rows MT_VEC(struct mt_index_row);

/* All that an index remembers. */
struct mt_index {
    struct mt_archives archives;
    struct mt_index_rows rows;       /* sorted by id */
    struct mt_files_sum files;       /* of the rows */
    struct mt_run_problems problems; /* of the rows, by archive and path, none of them `now` */
    struct mt_totals totals;
    struct mt_tallies languages; /* of the notes, where known */
    struct mt_last_run last_run;
    struct mt_listened listened;
    struct mt_recents recents;
    struct mt_str user_names; /* hash of the names file that it was made with; "" without one */
    struct mt_str tokeniser;  /* mt_tokenise_version (text/tokenise.h) of the program that built it;
                                 "" for a new index */
    struct mt_str other_schema; /* the version of an index that is not of MT_SCHEMA_VERSION; then
                                   `archives` is all that is known. Else "" */
};

/* Reads the state of the index in folder `dir`; an index that does not exist yet, or whose first
 * run was stopped, is an empty state, and of one with another schema only the archives are read.
 * Errors: those of mt_reader_open but NOT_FOUND. */
MT_NODISCARD enum mt_status mt_index_read(const void *ctx, const char *dir, struct mt_index *out,
                                          struct mt_error *err);

/* The same without the rows. */
MT_NODISCARD enum mt_status mt_index_glance(const void *ctx, const char *dir, struct mt_index *out,
                                            struct mt_error *err);

/* The archives of a damaged index, by the seal of its live or else its newest generation; none when
 * that is gone or damaged too. */
void mt_index_read_damaged(const void *ctx, const char *dir, struct mt_archives *out);

/* Writes all but the rows and user_names as metadata, with this program's tokeniser. */
MT_NODISCARD enum mt_status mt_index_write(struct mt_writer *writer, const struct mt_index *state,
                                           struct mt_error *err);

/* Writes the rows, of which id and packed count, in place of those before: sorted by id, in blocks
 * of those whose ids begin alike (store/schema.h). A block that is as it was is not written. */
MT_NODISCARD enum mt_status mt_index_write_rows(struct mt_writer *writer,
                                                const struct mt_index_rows *rows,
                                                struct mt_error *err);

MT_END_DECLS

#endif
