/* uncommon.h - What of a note's words may stand where a name was spoken
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A recogniser writes what it does not know as a word with a capital ("Aragon") or as two words of
 * which one is uncommon or has a capital ("Lone Star"). The index keeps how often each of these
 * stands in a note, in its value MT_SLOT_UNCOMMON; together they are the sound table
 * (entity/soundtable.h).
 */
#ifndef MT_INGEST_UNCOMMON_H
#define MT_INGEST_UNCOMMON_H

#include "base/base.h"
#include "base/memory.h"
#include "base/written.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* Counts of one note. */
struct mt_uncommon;
struct mt_uncommon *mt_uncommon_new(const void *ctx);

/* A word of a note. */
struct mt_word {
    uint32_t term; /* the number of what it is, folded: they count up as they first occur */
    uint32_t position;
    uint32_t begin, end; /* where it stands in the text of its item */
    enum mt_written written;
};

/* Adds what one item says, whose words these are; `terms` by their numbers. */
void mt_uncommon_add(struct mt_uncommon *uncommon, struct mt_str text, const struct mt_str *terms,
                     const struct mt_word *words, size_t n);

/* What was counted, in `ctx`, as mt_uncommon_each reads it; no bytes when there is nothing. */
struct mt_str mt_uncommon_pack(const void *ctx, const struct mt_uncommon *uncommon);

/* A word with a capital inside a sentence or within the word, or two words with a space between, as
 * written; but a capital that only begins a sentence is made small. */
struct mt_uncommon_count {
    uint32_t docid; /* of the note */
    struct mt_str text;
    uint32_t occurrences;
};

/* A hash of a text that is the same for all that fold to one. `room` is for what is not ASCII. */
uint64_t mt_uncommon_hash(struct mt_buf *room, struct mt_str text);

typedef void mt_uncommon_take(void *user, const struct mt_uncommon_count *count);

/* Calls `take` for all that was counted in one note, whose value this is, in the order of its first
 * occurrence. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_uncommon_read(uint32_t docid, struct mt_str packed,
                                             mt_uncommon_take *take, void *user,
                                             struct mt_error *err);

/* The same for all notes of the writer, by ascending docid. A text lives until `take` returns.
 * Errors: those of the writer; CORRUPT. */
MT_NODISCARD enum mt_status mt_uncommon_each(struct mt_writer *writer, mt_uncommon_take *take,
                                             void *user, struct mt_error *err);

MT_END_DECLS

#endif
