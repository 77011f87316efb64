/* hearing.h - Which words of an archive may be a name that was misheard, and how surely
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A candidate is what sounds like the name (soundtable.h) and is not the name itself. How surely it
 * stands for the name is judged from its sound and spelling, from how common it is as a word of
 * English and how it is written in this archive, from whether the name occurs in the same notes,
 * and from whether another known name fits it better. The score is a probability, by logistic
 * regression on 1,300 moments of real meetings where a recogniser wrote something else than the
 * name that was spoken.
 *
 * What sounds as alike is likelier to be the name if it shares its letters: with the spelling, of
 * 159 names in 101 meetings .300 of what questions find is known to be right, .271 without; .459
 * and .441 of what is tagged, at a recall of .623 and .552; MRR@10 is .594 and .574.
 */
#ifndef MT_ENTITY_HEARING_H
#define MT_ENTITY_HEARING_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "entity/soundtable.h"

MT_BEGIN_DECLS

/* What is tagged, and what a question is widened by. */
#define MT_HEARING_HIGH .40
#define MT_HEARING_MEDIUM .20
#define MT_HEARING_LOW .05

/* What is known of a candidate. */
struct mt_hearing {
    double likeness;   /* sounds.h */
    double spelling;   /* the share of its letters that are others, but for words of the name */
    double rival;      /* likeness of another known name, or 0 */
    double commonness; /* mean over its words (text/commonness.h) */
    double capitals;   /* of its occurrences the share that is capitalised inside a sentence */
    double together;   /* how much the name occurs where it does: mean over its notes of
                          mt_hearing_together */
    bool brief;        /* the name has at most four letters */
    bool framed;       /* it stands for one word of the name, between the others */
};

/* min(1, log2(1 + n) / 3) for n exact mentions of the name in a note. */
double mt_hearing_together(uint32_t mentions);

double mt_hearing_score(const struct mt_hearing *hearing);

/* The score at one place: `score` is that of the form over all notes, the place's note mentions the
 * name so often, and nearest so many seconds away (INFINITY: nowhere). That it is near raises the
 * MRR@10 of 159 names in 101 meetings from .526 to .546. */
double mt_hearing_at(double score, uint32_t mentions, double away);

/* The least likeness with which words of this commonness, so often capitalised, and spelt no more
 * differently than is usual, can be as sure as MT_HEARING_LOW. */
double mt_hearing_least(double commonness, double capitals);

/* The mean commonness of words with spaces between them. */
double mt_hearing_commonness(struct mt_str words);

/* The share of capitals among so many occurrences; few say little. */
double mt_hearing_capitals(uint32_t upper, uint32_t lower);

/* Where the notes of an archive and its sound table are looked up. */
struct mt_note_count {
    uint32_t note, count; /* notes ascend */
};
struct mt_note_counts MT_VEC(struct mt_note_count);

struct mt_ears {
    void *user;
    /* The lists to be filled are empty. The keys of the sound table's blocks, which stay as they
     * are, and a block's bytes. */
    enum mt_status (*keys)(void *user, const void *ctx, struct mt_strs *out, struct mt_error *err);
    enum mt_status (*block)(void *user, const void *ctx, struct mt_str key, struct mt_str *out,
                            struct mt_error *err);
    /* The notes that hold a folded word. */
    enum mt_status (*notes)(void *user, const void *ctx, struct mt_str word,
                            struct mt_note_counts *out, struct mt_error *err);
    /* The likeness of these words to the likest of the other known names, where it is more than
     * `least`; else 0. */
    enum mt_status (*rival)(void *user, struct mt_str words, double least, double *out,
                            struct mt_error *err);
};

struct mt_heard_form {
    struct mt_str words; /* folded, one space between two */
    double likeness, score;
    uint32_t occurrences; /* in the archive; of what stands for one word, of that */
    uint32_t upper;       /* of them */
};
struct mt_heard_forms MT_VEC(struct mt_heard_form);

/* Appends what may have been heard for a name (as written), `least` or more sure, the surest first.
 * `words` are the name's folded words: forms that hold them all, or are a part of them, or differ
 * by an s, are the name itself. Names of less than three letters have none. With `each`, also the
 * name with one of its words misheard, judged by what was heard for that word: "ceiling branch" for
 * a name "Seeline branch" is two common words that are the name but for one of them. Not wanted
 * where the words are names by themselves. It raises the MRR@10 of 159 names in 101 meetings, of
 * which 50 have several words, from .555 to .575. Errors: those of the ears. */
MT_NODISCARD enum mt_status mt_hear(const void *ctx, const struct mt_ears *ears, struct mt_str name,
                                    const struct mt_strs *words, bool each, double least,
                                    struct mt_heard_forms *out, struct mt_error *err);

MT_END_DECLS

#endif
