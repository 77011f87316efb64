/* occurrences.h - Where the words of a question stand in the notes found
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_OCCURRENCES_H
#define MT_RANK_OCCURRENCES_H

#include "base/base.h"
#include "base/deadline.h"
#include "base/error.h"
#include "query/plan.h"
#include "rank/search.h"
#include "store/units.h"

MT_BEGIN_DECLS

/* One place where a word or phrase stands. */
struct mt_occurrence {
    uint32_t position;
    uint32_t unit;       /* of its first word, after mt_occurrences_settle */
    uint32_t words;      /* how many stand for it: those of an entity's other name */
    enum mt_level level; /* as asked, of the same stem, or another form of a name */
    double sure; /* that it is the word: 1, or less if it only sounds like it (entity/hearing.h) */
    const struct mt_entity_form *heard; /* which form it is, if so; else NULL */
};
struct mt_occurrences {
    struct mt_occurrence *ptr;
    size_t len, cap;
    enum mt_written written; /* at all of them */
};

/* The values that hold where the words stand, as mt_reader_values takes it. */
uint32_t mt_occurrences_slots(const struct mt_families *families);

/* Finds the words in these values of some notes. Of note i and family f the list is
 * at[i * families + f], by position; lists live in `ctx` and are not to be added to. Errors:
 * CORRUPT; TIMEOUT after the deadline (NULL: none). */
MT_NODISCARD enum mt_status mt_occurrences_read(const void *ctx, const struct mt_families *families,
                                                const struct mt_values *notes, size_t n,
                                                const struct mt_deadline *deadline,
                                                struct mt_occurrences **at, struct mt_error *err);

/* Finds the unit of each occurrence; what lies in none (it cannot) is dropped. */
void mt_occurrences_settle(const struct mt_unit_table *table, struct mt_occurrences *list);

/* The first occurrence at or after a position; the list's length when there is none. */
size_t mt_occurrences_from(const struct mt_occurrences *list, uint32_t position);

/* The occurrence that begins at a position, or NULL. */
const struct mt_occurrence *mt_occurrences_at(const struct mt_occurrences *list, uint32_t position);

/* The first occurrence in this unit, or NULL. */
const struct mt_occurrence *mt_occurrences_in_unit(const struct mt_occurrences *list,
                                                   uint32_t unit);

/* The first occurrence of which a word stands at a position in [begin, end), or NULL. Of those in
 * the list, the one that begins first ends first. */
const struct mt_occurrence *mt_occurrences_touching(const struct mt_occurrences *list,
                                                    uint32_t begin, uint32_t end);

/* Whether the word stands in the unit, and if so how it does at best. */
bool mt_occurrences_level(const struct mt_occurrences *list, uint32_t unit, enum mt_level *level);

/* Sorts by position. */
void mt_occurrences_sort(struct mt_occurrences *list);

MT_END_DECLS

#endif
