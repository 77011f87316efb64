/* hearing.c - Which words of an archive may be a name that was misheard
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/hearing.h"

#include <math.h>

#include "text/commonness.h"
#include "text/distance.h"

/* No name has more candidates that are looked at closely. */
#define CANDIDATES_MAX 400
/* And no word of several has more. */
#define WORD_CANDIDATES_MAX 20
/* A word of every day is not misheard. */
#define COMMON .9
/* Shorter names sound like anything. */
#define LETTERS_MIN 3
/* What it says for a candidate that the name stands beside it. */
#define TOGETHER 2.11
/* That all of its letters are others, and what is usual. */
#define SPELLING 2.0
#define SPELT .45
/* That it stands between the name's other words. */
#define FRAMED .9
/* And, of all notes being known, for an occurrence that it does in this one. */
#define IN_NOTE .84
/* And that it does right beside it, which fades as talk moves on. */
#define BESIDE 1.5
#define FADE_S 90.0
/* log(p / (1 - p)) of MT_HEARING_LOW */
#define LOGIT_LOW (-2.944438979166440)

/* ---- The score ---- */

double mt_hearing_together(uint32_t mentions)
{
    double together = log2(1.0 + mentions) / 3;
    return together < 1 ? together : 1;
}

/* Of the logit the part that grows with the likeness m, from 0 to 1, is
 *     (LINEAR + MIXED * commonness) * m + SQUARE * m * m. */
#define LINEAR 3.99
#define SQUARE .21
#define MIXED .39

/* The rest of it. */
static double logit_at_least(const struct mt_hearing *h)
{
    double com = h->commonness, cap = h->capitals;
    double rival = 5 * (h->rival - h->likeness);
    rival = rival < 0 ? 0 : rival > 1 ? 1 : rival;
    return -3.81 - 2.92 * com - 1.83 * rival - .39 * h->brief - 1.71 * (1 - cap) - .21 * cap +
           2.97 * cap * com + TOGETHER * h->together + FRAMED * h->framed -
           SPELLING * (h->spelling - SPELT);
}

double mt_hearing_score(const struct mt_hearing *h)
{
    double m = (h->likeness - MT_SOUNDS_LEAST) / (1 - MT_SOUNDS_LEAST);
    double z = logit_at_least(h) + (LINEAR + MIXED * h->commonness) * m + SQUARE * m * m;
    return 1 / (1 + exp(-z));
}

/* Names and what is heard for them stand together half as often as can be. */
double mt_hearing_at(double score, uint32_t mentions, double away)
{
    double z = log(score / (1 - score)) + IN_NOTE * (mt_hearing_together(mentions) - .5) +
               BESIDE * exp(-away / FADE_S);
    return 1 / (1 + exp(-z));
}

/* Where the logit's square in m meets that of MT_HEARING_LOW. */
double mt_hearing_least(double commonness, double capitals)
{
    const struct mt_hearing least = {.commonness = commonness,
                                     .capitals = capitals,
                                     .together = 1,
                                     .spelling = SPELT,
                                     .likeness = MT_SOUNDS_LEAST};
    double missing = LOGIT_LOW - logit_at_least(&least), slope = LINEAR + MIXED * commonness;
    if (missing <= 0)
        return MT_SOUNDS_LEAST;
    double m = (sqrt(slope * slope + 4 * SQUARE * missing) - slope) / (2 * SQUARE);
    return m < 1 ? MT_SOUNDS_LEAST + m * (1 - MT_SOUNDS_LEAST) : 1;
}

double mt_hearing_capitals(uint32_t upper, uint32_t lower)
{
    return (upper + .5) / ((double)upper + lower + 1);
}

double mt_hearing_commonness(struct mt_str words)
{
    struct mt_str word;
    double sum = 0;
    size_t n = 0;
    for (; mt_str_next(&words, ' ', &word); n++)
        sum += mt_word_commonness(word);
    return n ? sum / (double)n : 0;
}

/* ---- Candidates ---- */

/* A way to read the name aloud. */
struct reading {
    struct mt_sound sound;
    struct mt_sieve sieve;
};

struct hearer {
    void *scratch;
    const struct mt_ears *ears;
    struct reading *readings;
    size_t n_readings;
    size_t letters;
    const struct mt_strs *words;
    bool framed;               /* they are one word of several */
    struct mt_str joined;      /* the name's words without spaces */
    struct mt_note_counts own; /* notes that hold the name, and how often */
    double together;           /* the most that any of these notes says */
    double above;              /* see above_low */
    struct mt_sound_matches matches;
};
struct hearers MT_VEC(struct hearer);

static struct mt_str without_spaces(void *ctx, struct mt_str words)
{
    struct mt_buf out;
    struct mt_str word;
    mt_buf_init(&out, ctx, words.len + 1);
    while (mt_str_next(&words, ' ', &word))
        mt_buf_add(&out, word);
    return mt_buf_str(&out);
}

static size_t letters_of(struct mt_str word)
{
    size_t n = 0;
    for (size_t i = 0; i < word.len; i++)
        n += mt_is_alpha(word.ptr[i]);
    return n;
}

/* How many bytes of the words are of words that are the name's. */
static size_t own_letters(const struct hearer *h, struct mt_str words)
{
    struct mt_str word;
    size_t n = 0;
    while (mt_str_next(&words, ' ', &word)) {
        bool own = false;
        for (size_t i = 0; i < h->words->len && !own; i++)
            own = mt_str_eq(h->words->ptr[i], word);
        n += own ? word.len : 0;
    }
    return n;
}

/* Whether it is the name, a part of it, its plural, or holds it. */
static bool is_name(struct hearer *h, struct mt_str words)
{
    struct mt_str joined = without_spaces(h->scratch, words), own = h->joined;
    bool all = true, part = own_letters(h, words) == joined.len;
    for (size_t i = 0; i < h->words->len && all; i++)
        all = mt_str_has_word(words, h->words->ptr[i]);
    size_t longer = joined.len > own.len ? joined.len : own.len;
    bool plural = mt_str_starts(joined, own) || mt_str_starts(own, joined);
    plural &= longer - (joined.len < own.len ? joined.len : own.len) == 1;
    plural &= mt_str_ends(joined.len == longer ? joined : own, mt_str("s"));
    return all || plural || part || mt_str_find(joined, own, 0) != MT_NPOS;
}

/* Words of the name itself do not tell how the others are spelt. */
static double spelling_of(const struct hearer *h, struct mt_str words)
{
    struct mt_str joined = without_spaces(h->scratch, words);
    size_t longer = joined.len > h->joined.len ? joined.len : h->joined.len;
    double others = (double)(longer - own_letters(h, words));
    double spelling = mt_distance(joined, h->joined, (uint32_t)longer) / others;
    return spelling < 1 ? spelling : 1;
}

/* By words, the likest reading first, and of these what stands more often: the same words may be
 * in a block that was added later. */
static int by_words(const void *a, const void *b)
{
    const struct mt_sound_match *left = a, *right = b;
    int order = mt_str_compare(left->spoken.words, right->spoken.words);
    if (order)
        return order;
    if (left->likeness != right->likeness)
        return left->likeness > right->likeness ? -1 : 1;
    uint64_t l = (uint64_t)left->spoken.upper + left->spoken.lower;
    uint64_t r = (uint64_t)right->spoken.upper + right->spoken.lower;
    return (l < r) - (l > r);
}

/* The score's logit grows by no more than STEEPEST over the whole range of likeness. A band asks
 * for what the least sure of all needs if the name stands beside it; one that must be surer, or
 * whose name does not, must sound more alike by as much as makes up for it. */
#define STEEPEST 4.8

static double above_low(const struct hearer *h, double score)
{
    double logits = log(score / (1 - score)) - LOGIT_LOW;
    logits += TOGETHER * (1 - h->together) - FRAMED * h->framed;
    return logits / STEEPEST * (1 - MT_SOUNDS_LEAST);
}

/* What of a block is like the name; it outlives the block. */
static enum mt_status search_block(struct hearer *h, const void *scratch, struct mt_str key,
                                   struct mt_str block, struct mt_error *err)
{
    struct mt_sound_matches matches = {0};
    enum mt_status status = MT_OK;
    for (size_t i = 0; status == MT_OK && i < h->n_readings; i++)
        if (mt_soundtable_may_hold(key, &h->readings[i].sound, h->above))
            status = mt_soundtable_search(scratch, block, &h->readings[i].sieve, h->above, &matches,
                                          err);
    for (size_t i = 0; i < matches.len; i++) {
        matches.ptr[i].spoken.words = mt_str_copy(h->scratch, matches.ptr[i].spoken.words);
        *mt_push(h->scratch, &h->matches) = matches.ptr[i];
    }
    return status;
}

static bool is_wanted(const struct hearers *hearers, struct mt_str key)
{
    for (size_t k = 0; k < hearers->len; k++) {
        const struct hearer *h = &hearers->ptr[k];
        for (size_t i = 0; i < h->n_readings; i++)
            if (mt_soundtable_may_hold(key, &h->readings[i].sound, h->above))
                return true;
    }
    return false;
}

/* Reads each block once, whoever wants it. */
static enum mt_status search_table(const struct mt_ears *ears, void *ctx, struct hearers *hearers,
                                   struct mt_error *err)
{
    struct mt_strs keys = {0};
    enum mt_status status = ears->keys(ears->user, ctx, &keys, err);
    for (size_t k = 0; status == MT_OK && k < keys.len; k++) {
        struct mt_str block = {0};
        if (!is_wanted(hearers, keys.ptr[k]))
            continue;
        void *scratch = mt_context(NULL);
        status = ears->block(ears->user, scratch, keys.ptr[k], &block, err);
        for (size_t h = 0; status == MT_OK && h < hearers->len; h++)
            status = search_block(&hearers->ptr[h], scratch, keys.ptr[k], block, err);
        mt_free(scratch);
    }
    for (size_t h = 0; h < hearers->len; h++) {
        struct mt_sound_matches *matches = &hearers->ptr[h].matches;
        if (matches->len)
            qsort(matches->ptr, matches->len, sizeof *matches->ptr, by_words);
    }
    return status;
}

/* ---- Judging them ---- */

struct candidate {
    const struct mt_sound_match *match;
    struct mt_hearing hearing;
    double score;
    bool stands; /* some note has all of its words */
};
struct candidates MT_VEC(struct candidate);

static int surest_first(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    return mt_str_compare(left->match->spoken.words, right->match->spoken.words);
}

/* The notes that hold each of the words, and how often the rarest of them. */
static enum mt_status notes_of(const struct hearer *h, const void *ctx, const struct mt_strs *words,
                               struct mt_note_counts *out, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    for (size_t w = 0; status == MT_OK && w < words->len; w++) {
        struct mt_note_counts one = {0};
        status = h->ears->notes(h->ears->user, ctx, words->ptr[w], &one, err);
        size_t kept = 0, at = 0;
        for (size_t i = 0; w && status == MT_OK && i < out->len; i++) {
            while (at < one.len && one.ptr[at].note < out->ptr[i].note)
                at++;
            if (at == one.len || one.ptr[at].note != out->ptr[i].note)
                continue;
            uint32_t a = out->ptr[i].count, b = one.ptr[at].count;
            out->ptr[kept++] = (struct mt_note_count){out->ptr[i].note, a < b ? a : b};
        }
        if (w == 0)
            *out = one;
        else
            out->len = kept;
    }
    return status;
}

static enum mt_status judge_together(const struct hearer *h, struct candidate *candidate,
                                     struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_strs words = {0};
    struct mt_note_counts notes = {0};
    struct mt_str rest = candidate->match->spoken.words, word;
    double sum = 0, n = 0;
    while (mt_str_next(&rest, ' ', &word))
        *mt_push(scratch, &words) = word;
    enum mt_status status = notes_of(h, scratch, &words, &notes, err);
    for (size_t i = 0, at = 0; i < notes.len; i++) {
        while (at < h->own.len && h->own.ptr[at].note < notes.ptr[i].note)
            at++;
        uint32_t count = notes.ptr[i].count;
        n += count;
        if (at < h->own.len && h->own.ptr[at].note == notes.ptr[i].note)
            sum += count * mt_hearing_together(h->own.ptr[at].count);
    }
    candidate->hearing.together = n > 0 ? sum / n : 0;
    candidate->stands = n > 0;
    mt_free(scratch);
    return status;
}

/* The candidates that would be sure enough if each of them stood where the name does most. */
static void choose(struct hearer *h, double least, struct candidates *out)
{
    for (size_t i = 0; i < h->matches.len; i++) {
        const struct mt_sound_match *match = &h->matches.ptr[i];
        if (i && mt_str_eq(match[-1].spoken.words, match->spoken.words))
            continue;
        struct candidate candidate = {.match = match};
        candidate.hearing = (struct mt_hearing){
            .likeness = match->likeness,
            .capitals = mt_hearing_capitals(match->spoken.upper, match->spoken.lower),
            .together = h->together,
            .brief = h->letters <= 4,
            .framed = h->framed,
            .commonness = mt_hearing_commonness(match->spoken.words),
        };
        if (mt_hearing_score(&candidate.hearing) < least || is_name(h, match->spoken.words))
            continue;
        candidate.hearing.spelling = spelling_of(h, match->spoken.words);
        candidate.score = mt_hearing_score(&candidate.hearing);
        if (candidate.score >= least)
            *mt_push(h->scratch, out) = candidate;
    }
    if (out->len)
        qsort(out->ptr, out->len, sizeof *out->ptr, surest_first);
    if (out->len > CANDIDATES_MAX)
        out->len = CANDIDATES_MAX;
}

static enum mt_status judge(struct hearer *h, double least, struct candidates *list,
                            struct mt_error *err)
{
    enum mt_status status = MT_OK;
    size_t kept = 0;
    for (size_t i = 0; status == MT_OK && i < list->len; i++) {
        struct candidate candidate = list->ptr[i];
        struct mt_hearing *hearing = &candidate.hearing;
        status = judge_together(h, &candidate, err);
        if (status == MT_OK && mt_hearing_score(hearing) >= least)
            status = h->ears->rival(h->ears->user, candidate.match->spoken.words, hearing->likeness,
                                    &hearing->rival, err);
        candidate.score = mt_hearing_score(hearing);
        if (candidate.stands && candidate.score >= least)
            list->ptr[kept++] = candidate;
    }
    list->len = kept;
    if (kept)
        qsort(list->ptr, kept, sizeof *list->ptr, surest_first);
    return status;
}

/* The name's sounds, and where it stands. */
static enum mt_status know_name(struct hearer *h, struct mt_str name, struct mt_error *err)
{
    struct mt_phones readings[2];
    struct mt_buf joined;
    mt_buf_init(&joined, h->scratch, MT_SOUND_BLOCK_MAX);
    for (size_t i = 0; i < h->words->len; i++)
        mt_buf_add(&joined, h->words->ptr[i]);
    h->joined = mt_buf_str(&joined);
    h->letters = letters_of(h->joined);
    h->n_readings = h->letters >= LETTERS_MIN ? mt_phones_read(name, readings) : 0;
    h->readings = mt_alloc(h->scratch, h->n_readings * sizeof *h->readings);
    for (size_t i = 0; i < h->n_readings; i++) {
        mt_sound_init(&h->readings[i].sound, &readings[i]);
        mt_sieve_init(&h->readings[i].sieve, &h->readings[i].sound);
    }
    if (h->n_readings == 0)
        return MT_OK;
    enum mt_status status = notes_of(h, h->scratch, h->words, &h->own, err);
    for (size_t i = 0; i < h->own.len; i++) {
        double together = mt_hearing_together(h->own.ptr[i].count);
        h->together = together > h->together ? together : h->together;
    }
    return status;
}

/* ---- One word of several ---- */

/* The name's words, with others in place of one. */
static struct mt_str framed(const struct hearer *h, size_t place, struct mt_str heard)
{
    struct mt_buf out;
    mt_buf_init(&out, h->scratch, MT_SOUND_BLOCK_MAX);
    for (size_t i = 0; i < h->words->len; i++)
        mt_buf_printf(&out, "%s%.*s", i ? " " : "", MT_ARG(i == place ? heard : h->words->ptr[i]));
    return mt_buf_str(&out);
}

/* Adds one for each of the name's words that may be misheard while the others are heard as they
 * are. */
static enum mt_status add_words(struct hearers *hearers, double least, struct mt_error *err)
{
    const struct hearer whole = hearers->ptr[0];
    enum mt_status status = MT_OK;
    for (size_t i = 0; status == MT_OK && i < whole.words->len; i++) {
        struct mt_strs *word = mt_new(whole.scratch, struct mt_strs);
        *word = (struct mt_strs){.ptr = &whole.words->ptr[i], .len = 1};
        if (mt_hearing_commonness(*word->ptr) >= COMMON)
            continue;
        struct hearer *h = mt_push(whole.scratch, hearers);
        *h = (struct hearer){
            .scratch = whole.scratch, .ears = whole.ears, .words = word, .framed = true};
        status = know_name(h, *word->ptr, err);
        h->together = whole.together;
        h->above = above_low(h, least);
    }
    return status;
}

/* The candidates for one word, as candidates for the name. */
static void choose_word(struct hearer *h, const struct hearer *whole, double least,
                        struct candidates *out)
{
    struct candidates found = {0};
    size_t place = (size_t)(h->words->ptr - whole->words->ptr);
    choose(h, least, &found);
    for (size_t i = 0; i < found.len && i < WORD_CANDIDATES_MAX; i++) {
        struct mt_sound_match *match = mt_new(whole->scratch, struct mt_sound_match);
        *match = *found.ptr[i].match;
        match->spoken.words = framed(whole, place, match->spoken.words);
        found.ptr[i].match = match;
        *mt_push(whole->scratch, out) = found.ptr[i];
    }
}

static bool is_among(const struct mt_heard_forms *forms, struct mt_str words)
{
    for (size_t i = 0; i < forms->len; i++)
        if (mt_str_eq(forms->ptr[i].words, words))
            return true;
    return false;
}

enum mt_status mt_hear(const void *ctx, const struct mt_ears *ears, struct mt_str name,
                       const struct mt_strs *words, bool each, double least,
                       struct mt_heard_forms *out, struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct hearers hearers = {0};
    struct candidates candidates = {0};
    struct hearer *whole = mt_push(scratch, &hearers);
    *whole = (struct hearer){.scratch = scratch, .ears = ears, .words = words};
    enum mt_status status = know_name(whole, name, err);
    whole->above = above_low(whole, least);
    if (status == MT_OK && each && words->len > 1)
        status = add_words(&hearers, least, err);
    if (status == MT_OK)
        status = search_table(ears, scratch, &hearers, err);
    whole = hearers.ptr; /* it may have moved */
    if (status == MT_OK)
        choose(whole, least, &candidates);
    for (size_t i = 1; status == MT_OK && i < hearers.len; i++)
        choose_word(&hearers.ptr[i], whole, least, &candidates);
    if (status == MT_OK)
        status = judge(whole, least, &candidates, err);
    for (size_t i = 0; status == MT_OK && i < candidates.len; i++) {
        const struct mt_spoken *spoken = &candidates.ptr[i].match->spoken;
        if (is_among(out, spoken->words))
            continue;
        *mt_push(ctx, out) = (struct mt_heard_form){
            .words = mt_str_copy(ctx, spoken->words),
            .likeness = candidates.ptr[i].match->likeness,
            .score = candidates.ptr[i].score,
            .occurrences = spoken->upper + spoken->lower,
            .upper = spoken->upper,
        };
    }
    mt_free(scratch);
    return status;
}
