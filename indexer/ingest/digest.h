/* digest.h - What one file gives to an index
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Everything here follows from the file's path and bytes and from what the index knows of the file
 * (but for whether it was saved only now: then it is read again in the next run); no other file
 * matters and nothing is written. So files are digested in any order, and by several
 * threads, each with a digester of its own.
 */
#ifndef MT_INGEST_DIGEST_H
#define MT_INGEST_DIGEST_H

#include "base/base.h"
#include "entity/summary.h"
#include "ingest/plan.h"
#include "store/store.h"

MT_BEGIN_DECLS

enum mt_digest_outcome {
    MT_DIGEST_SAME,    /* touched, not changed: its notes stay as they are */
    MT_DIGEST_NOTES,   /* they are in `notes` */
    MT_DIGEST_UNREAD,  /* cannot be read just now: what the index has under this path stays */
    MT_DIGEST_REFUSED, /* no text, or too large: its notes leave the index */
    MT_DIGEST_GONE,    /* no file any more: it vanished after the archive was looked at */
};

struct mt_digest_note {
    struct mt_str id; /* mt_digest_id */
    struct mt_document document;
    struct mt_name_summary names; /* that it holds */
};
struct mt_digest_notes MT_VEC(struct mt_digest_note);

struct mt_digest {
    enum mt_digest_outcome outcome;
    struct mt_row row; /* as it will be */
    struct mt_digest_notes notes;
    uint64_t bytes; /* read */
};

/* What is kept from file to file: room for tokens, the models of languages. Lives in `ctx`. */
struct mt_digester;
struct mt_digester *mt_digester_new(const void *ctx);

/* The id of a note of the file that the row speaks of (schema.h, XF), without the prefix. */
struct mt_str mt_digest_id(const void *ctx, struct mt_str archive, struct mt_str path,
                           uint32_t part);

/* Reads and digests the file of an entry to be read. `everything`: also if its bytes are those that
 * the index knows, and then nothing is taken over from the index. What it gives lives in `ctx`,
 * which no other thread may use meanwhile, and for a row taken over in the entry. */
void mt_digest_file(struct mt_digester *digester, const void *ctx, const struct mt_entry *entry,
                    bool everything, struct mt_digest *out);

MT_END_DECLS

#endif
