/* evidence.h - Which capitalised runs of an archive's prose are persons, which organizations
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A run is weighed by its shape, by what stands around it in all notes, and then, three rounds, by
 * what stands beside it as an equal:
 *
 *     shape     all words of known persons 3; two or more uncommon words .8; one unknown word .3;
 * all of them common English -.8; all capitals -2; a capital, digit or hyphen inside -1.5 around
 * possessive .8; cues p for a person and o for another thing, as 2 (p - o) / (p + o), or p - o
 * where they are less than 2 together beside    .35 of a neighbour's score, at most 2, where that
 * is .8 or more either way
 *
 * A person has .6 or more. An organization has -.5 or less and a cue that only organizations have.
 * What is between is left alone. Words that the prose also has in lower case are taken off a run's
 * ends first. The weights were found by experiment on notes of real meetings.
 */
#ifndef MT_ENTITY_EVIDENCE_H
#define MT_ENTITY_EVIDENCE_H

#include "base/base.h"
#include "entity/summary.h"

MT_BEGIN_DECLS

struct mt_evidence;
struct mt_evidence *mt_evidence_new(const void *ctx);

/* Adds what the prose of a note says; borrows its strings. */
void mt_evidence_add(struct mt_evidence *evidence, const struct mt_name_summary *summary);

/* The folded words of somebody's name that is known otherwise. */
void mt_evidence_know(struct mt_evidence *evidence, struct mt_str words);

struct mt_verdict {
    struct mt_str text; /* the run, its ends taken off */
    enum mt_entity_kind kind;
};
struct mt_verdicts MT_VEC(struct mt_verdict);

/* Decides; the verdicts are sorted by text, so that they do not depend on the order of the notes.
 * To be called once, after all else. Lives in `ctx`. */
void mt_evidence_decide(struct mt_evidence *evidence, const void *ctx, struct mt_verdicts *out);

MT_END_DECLS

#endif
