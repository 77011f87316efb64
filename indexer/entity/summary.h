/* summary.h - What one note says of names: all that the gazetteer is made from
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Depends on the note's bytes alone and is kept in the index beside it, so that the gazetteer can
 * be made anew at the end of a run, or after a change of the names file, without reading a note
 * again. Packed with base/pack.h. A transcript's text gives none of it but the speakers.
 */
#ifndef MT_ENTITY_SUMMARY_H
#define MT_ENTITY_SUMMARY_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/tally.h"
#include "entity/capitals.h"
#include "entity/gazetteer.h"

MT_BEGIN_DECLS

/* A name that the note gives outright, with what it is. */
struct mt_given_name {
    struct mt_str text;
    enum mt_name_source source; /* MT_NAME_OWN to MT_NAME_LINK */
    enum mt_entity_kind kind;
};
struct mt_given_names MT_VEC(struct mt_given_name);

/* Another name of one that is given. */
struct mt_given_alias {
    uint32_t name; /* index into the given names */
    struct mt_str text;
};
struct mt_given_aliases MT_VEC(struct mt_given_alias);

/* A capitalised run of the note's prose. */
struct mt_prose_name {
    struct mt_str text;
    uint32_t count;
    uint32_t person, organization; /* sums of cues, in tenths (capitals.h) */
    bool possessive, strong;       /* at least once */
};
struct mt_prose_names MT_VEC(struct mt_prose_name);

/* Two of them stood side by side as equals: "Dana, Sam", "Dana and Sam". */
struct mt_name_pair {
    uint32_t a, b; /* indexes into the prose names, a < b */
};
struct mt_name_pairs MT_VEC(struct mt_name_pair);

struct mt_name_summary {
    struct mt_given_names given;
    struct mt_given_aliases aliases;
    struct mt_prose_names prose;
    struct mt_name_pairs pairs;
    struct mt_tallies lower; /* words of the prose names that also stand in lower case in the prose:
                                folded, and how often */
};

/* No more of each are kept: of what the prose names the commonest. */
#define MT_SUMMARY_NAMES_MAX 600
/* No name is longer, in bytes. */
#define MT_NAME_MAX 100

void mt_summary_pack(const struct mt_name_summary *summary, struct mt_buf *out);

/* Arrays in `ctx`, strings as slices of `bytes`; nothing for the empty slice. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_summary_unpack(const void *ctx, struct mt_str bytes,
                                              struct mt_name_summary *out, struct mt_error *err);

/* Makes the sums of a note's prose; texts are added one by one, in any order. */
struct mt_prose_reader;
struct mt_prose_reader *mt_prose_reader_new(const void *ctx);
void mt_prose_read(struct mt_prose_reader *reader, struct mt_str text);
/* Fills prose, pairs and lower, which borrow the texts. */
void mt_prose_finish(struct mt_prose_reader *reader, struct mt_name_summary *out);

MT_END_DECLS

#endif
