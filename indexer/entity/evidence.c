/* evidence.c - Which capitalised runs are persons, which organizations
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/evidence.h"

#include <uthash.h>

#include "text/commonness.h"
#include "text/fold.h"
#include "text/letter.h"

#define PERSON_LEAST .6
#define ORGANIZATION_MOST (-.5)
#define CUES_MOST 2.0
/* People are spoken of with a cue in so many of their mentions at least. */
#define CUE_RATE .2
#define NEIGHBOUR_SHARE .35
#define NEIGHBOUR_LEAST .8
#define NEIGHBOUR_MOST 2.0
#define ROUNDS 3
/* Lower case in one of so many uses: it is a word that a writer capitalised. */
#define LOWER_SHARE 5
#define PAIRS_MAX 5000000

struct word {
    uint64_t upper, lower;
    bool known, first_name;
    struct mt_str text; /* folded */
    UT_hash_handle hh;
};

struct run {
    struct mt_str text;
    uint64_t count, person, organization;
    bool possessive, strong;
    double base, score, next;
    UT_hash_handle hh;
};

struct pair {
    struct run *runs[2];
    UT_hash_handle hh;
};

struct mt_evidence {
    void *ctx;
    struct word *words;
    struct run *given;   /* as the notes have them */
    struct run *trimmed; /* with their ends taken off */
    struct pair *pairs;  /* of given ones */
    struct mt_buf folded;
};

static int free_tables(struct mt_evidence *evidence)
{
    HASH_CLEAR(hh, evidence->words);
    HASH_CLEAR(hh, evidence->given);
    HASH_CLEAR(hh, evidence->trimmed);
    HASH_CLEAR(hh, evidence->pairs);
    return 0;
}

struct mt_evidence *mt_evidence_new(const void *ctx)
{
    struct mt_evidence *evidence = mt_new(ctx, struct mt_evidence);
    evidence->ctx = evidence;
    mt_buf_init(&evidence->folded, evidence, MT_NAME_MAX * 4);
    talloc_set_destructor(evidence, free_tables);
    return evidence;
}

/* ---- Taking in ---- */

static struct word *word_of(struct mt_evidence *e, struct mt_str folded)
{
    struct word *word;
    HASH_FIND(hh, e->words, folded.ptr, folded.len, word);
    if (!word) {
        word = mt_new(e->ctx, struct word);
        word->text = mt_str_copy(e->ctx, folded);
        HASH_ADD_KEYPTR(hh, e->words, word->text.ptr, word->text.len, word);
    }
    return word;
}

static struct word *word_as_written(struct mt_evidence *e, struct mt_str text)
{
    mt_buf_clear(&e->folded);
    mt_fold(&e->folded, text);
    return word_of(e, mt_buf_str(&e->folded));
}

static struct run *run_of(struct mt_evidence *e, struct run **table, struct mt_str text)
{
    struct run *run;
    HASH_FIND(hh, *table, text.ptr, text.len, run);
    if (!run) {
        run = mt_new(e->ctx, struct run);
        run->text = text;
        HASH_ADD_KEYPTR(hh, *table, text.ptr, text.len, run);
    }
    return run;
}

static void add_run(struct run *run, uint64_t count, uint64_t person, uint64_t organization,
                    bool possessive, bool strong)
{
    run->count += count;
    run->person += person;
    run->organization += organization;
    run->possessive |= possessive;
    run->strong |= strong;
}

static void add_pair(struct mt_evidence *e, struct run *a, struct run *b)
{
    struct pair *pair, key;
    memset(&key, 0, sizeof key);
    key.runs[0] = a < b ? a : b;
    key.runs[1] = a < b ? b : a;
    if (a == b || HASH_COUNT(e->pairs) >= PAIRS_MAX)
        return;
    HASH_FIND(hh, e->pairs, key.runs, sizeof key.runs, pair);
    if (pair)
        return;
    pair = mt_new(e->ctx, struct pair);
    memcpy(pair->runs, key.runs, sizeof key.runs);
    HASH_ADD(hh, e->pairs, runs, sizeof key.runs, pair);
}

void mt_evidence_add(struct mt_evidence *e, const struct mt_name_summary *summary)
{
    struct run **runs = mt_array(e->ctx, struct run *, summary->prose.len);
    for (size_t i = 0; i < summary->prose.len; i++) {
        const struct mt_prose_name *name = &summary->prose.ptr[i];
        struct mt_str next;
        runs[i] = run_of(e, &e->given, name->text);
        add_run(runs[i], name->count, name->person, name->organization, name->possessive,
                name->strong);
        for (size_t at = 0; mt_capitals_word(name->text, &at, &next);)
            word_as_written(e, next)->upper += name->count;
    }
    for (size_t i = 0; i < summary->pairs.len; i++)
        add_pair(e, runs[summary->pairs.ptr[i].a], runs[summary->pairs.ptr[i].b]);
    for (size_t i = 0; i < summary->lower.len; i++)
        word_of(e, summary->lower.ptr[i].name)->lower += summary->lower.ptr[i].count;
    mt_free(runs);
}

void mt_evidence_know(struct mt_evidence *e, struct mt_str words)
{
    bool several = mt_str_find_char(words, ' ', 0) != MT_NPOS;
    struct mt_str word;
    for (bool first = true; mt_str_next(&words, ' ', &word); first = false) {
        if (word.len > 1)
            word_of(e, word)->known = true;
        if (word.len > 1 && first && several)
            word_of(e, word)->first_name = true;
    }
}

/* ---- Shape ---- */

static bool is_word_of_text(const struct word *word)
{
    return !word->known && word->lower > 0 && word->lower * LOWER_SHARE >= word->upper;
}

/* The run without the words at its ends that are no names. */
static struct mt_str take_ends_off(struct mt_evidence *e, struct mt_str text)
{
    struct mt_str first = {"", 0}, last = {"", 0}, next;
    for (size_t at = 0; mt_capitals_word(text, &at, &next);) {
        if (is_word_of_text(word_as_written(e, next)))
            continue;
        if (first.len == 0)
            first = next;
        last = next;
    }
    if (first.len == 0)
        return first;
    return mt_str_of(first.ptr, (size_t)(last.ptr + last.len - first.ptr));
}

static bool has_lower(struct mt_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        bool begins = ((unsigned char)word.ptr[i] & 0xc0) == 0xc0;
        if (mt_is_lower(word.ptr[i]) || (begins && !mt_letter_is_upper(word, i)))
            return true;
    }
    return false;
}

/* "McRae", "O'Hara", "DeShawn", "Jean-Luc": capitals that names have inside. */
static bool has_name_joint(struct mt_str word, size_t at)
{
    static const struct mt_str beginnings[] = {MT_STR("Mc"), MT_STR("Mac"), MT_STR("De"),
                                               MT_STR("Le"), MT_STR("La"),  MT_STR("Di"),
                                               MT_STR("Van")};
    for (size_t i = 0; i < MT_COUNT(beginnings); i++)
        if (at == beginnings[i].len && mt_str_starts(word, beginnings[i]))
            return true;
    return word.ptr[at - 1] == '\'' || word.ptr[at - 1] == '-' ||
           (unsigned char)word.ptr[at - 1] >= 0x80;
}

static bool is_odd(struct mt_str word)
{
    for (size_t i = 1; i < word.len; i++)
        if (mt_is_digit(word.ptr[i]) || word.ptr[i] == '-' || word.ptr[i] == ':' ||
            (mt_is_upper(word.ptr[i]) && !has_name_joint(word, i)))
            return true;
    return false;
}

static double weigh_shape(struct mt_evidence *e, struct mt_str text)
{
    size_t words = 0, uncommon = 0, common = 0, capitals = 0, known = 0;
    bool odd = false, first_name = false;
    struct mt_str next;
    for (size_t at = 0; mt_capitals_word(text, &at, &next); words++) {
        const struct word *word = word_as_written(e, next);
        int tier = mt_word_tier(word->text);
        known += word->known;
        first_name |= words == 0 && word->first_name;
        uncommon += tier == 0 && has_lower(next);
        common += tier && tier <= MT_TIER_COMMON;
        capitals += !has_lower(next);
        odd |= has_lower(next) && is_odd(next);
    }
    double score = known == words ? 3 : 0;
    score += uncommon >= 2 ? .5 : 0;
    score += first_name && words > 1 && common < words - 1 ? .7 : 0;
    score += words == 1 && uncommon == 1 ? .3 : 0;
    score -= common == words ? .8 : 0;
    score -= capitals == words ? 2 : capitals ? 1 : 0;
    score -= odd ? 1.5 : 0;
    return score;
}

static double weigh_cues(const struct run *run)
{
    double person = (double)run->person / 10, other = (double)run->organization / 10;
    double rate = person / (double)run->count / CUE_RATE;
    double both = person + other;
    double cues = both > CUES_MOST ? CUES_MOST * (person - other) / both : person - other;
    if (cues > 0 && rate < 1)
        cues *= rate;
    return cues + (run->possessive ? .8 : 0);
}

/* ---- Deciding ---- */

static struct run *trimmed_of(struct mt_evidence *e, const struct run *given)
{
    struct mt_str text = take_ends_off(e, given->text);
    return text.len ? run_of(e, &e->trimmed, text) : NULL;
}

static double beside(double score)
{
    if (score < NEIGHBOUR_LEAST && score > -NEIGHBOUR_LEAST)
        return 0;
    double most = score > NEIGHBOUR_MOST ? NEIGHBOUR_MOST : score;
    return NEIGHBOUR_SHARE * (most < -NEIGHBOUR_MOST ? -NEIGHBOUR_MOST : most);
}

/* Sums over neighbours are taken in an order of their own, as floating-point sums depend on it. */
static int by_texts(struct pair *a, struct pair *b)
{
    int order = mt_str_compare(a->runs[0]->text, b->runs[0]->text);
    return order ? order : mt_str_compare(a->runs[1]->text, b->runs[1]->text);
}

static void look_beside(struct mt_evidence *e)
{
    for (struct pair *pair = e->pairs; pair; pair = pair->hh.next)
        if (mt_str_compare(pair->runs[0]->text, pair->runs[1]->text) > 0) {
            struct run *first = pair->runs[0];
            pair->runs[0] = pair->runs[1];
            pair->runs[1] = first;
        }
    HASH_SORT(e->pairs, by_texts);
    for (int round = 0; round < ROUNDS; round++) {
        for (struct run *run = e->trimmed; run; run = run->hh.next)
            run->next = run->base;
        for (struct pair *pair = e->pairs; pair; pair = pair->hh.next) {
            struct run *a = trimmed_of(e, pair->runs[0]), *b = trimmed_of(e, pair->runs[1]);
            if (!a || !b || a == b)
                continue;
            a->next += beside(b->score);
            b->next += beside(a->score);
        }
        for (struct run *run = e->trimmed; run; run = run->hh.next)
            run->score = run->next;
    }
}

static int by_text(struct run *a, struct run *b)
{
    return mt_str_compare(a->text, b->text);
}

void mt_evidence_decide(struct mt_evidence *e, const void *ctx, struct mt_verdicts *out)
{
    for (struct run *given = e->given; given; given = given->hh.next) {
        struct run *run = trimmed_of(e, given);
        if (run)
            add_run(run, given->count, given->person, given->organization, given->possessive,
                    given->strong);
    }
    for (struct run *run = e->trimmed; run; run = run->hh.next)
        run->score = run->base = weigh_shape(e, run->text) + weigh_cues(run);
    look_beside(e);
    HASH_SORT(e->trimmed, by_text);
    for (struct run *run = e->trimmed; run; run = run->hh.next) {
        if (run->score >= PERSON_LEAST)
            *mt_push(ctx, out) = (struct mt_verdict){run->text, MT_ENTITY_PERSON};
        else if (run->score <= ORGANIZATION_MOST && run->strong)
            *mt_push(ctx, out) = (struct mt_verdict){run->text, MT_ENTITY_ORGANIZATION};
    }
}
