/* uncommon.c - What of a note's words may stand where a name was spoken
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/uncommon.h"

#include "base/pack.h"
#include "note/intern.h"
#include "text/commonness.h"
#include "text/fold.h"
#include "text/tokenise.h"

/* Two words longer than this together are nobody's name. */
#define PAIR_LETTERS_MAX 14
/* A note has no more different ones, and more of one kind say nothing more. */
#define UNCOMMON_MAX 200000
#define COUNT_MAX 200

enum rarity { EMPTY, COMMON, RARE };

struct rarities MT_VEC(enum rarity);
struct counts MT_VEC(uint32_t);

struct mt_uncommon {
    struct mt_pieces pieces; /* of the texts */
    struct mt_intern texts;  /* as written */
    struct counts counts;
    struct rarities rarities; /* of the note's terms, by their numbers */
};

/* Words between the names, which are rarely a part of what stands for one; sorted. */
typedef char empty_word[8];
static const empty_word empty[] = {
    "a",     "about", "after", "again",  "all",   "also",   "am",    "an",     "and",   "any",
    "are",   "as",    "at",    "be",     "been",  "before", "being", "both",   "but",   "by",
    "can",   "could", "did",   "do",     "does",  "doing",  "each",  "few",    "for",   "from",
    "had",   "has",   "have",  "having", "he",    "her",    "here",  "him",    "his",   "how",
    "i",     "if",    "in",    "into",   "is",    "it",     "its",   "just",   "may",   "me",
    "might", "more",  "most",  "must",   "my",    "no",     "not",   "of",     "on",    "only",
    "or",    "other", "our",   "own",    "same",  "shall",  "she",   "should", "so",    "some",
    "such",  "than",  "that",  "the",    "their", "them",   "then",  "there",  "these", "they",
    "this",  "those", "to",    "too",    "under", "us",     "very",  "was",    "we",    "were",
    "what",  "when",  "where", "which",  "who",   "whom",   "whose", "why",    "will",  "with",
    "would", "you",   "your",
};

struct mt_uncommon *mt_uncommon_new(const void *ctx)
{
    struct mt_uncommon *uncommon = mt_new(ctx, struct mt_uncommon);
    mt_intern_init(&uncommon->texts, uncommon, UNCOMMON_MAX);
    return uncommon;
}

/* The letters as one number, which is as great as they come late. */
static uint64_t number_of(const void *word)
{
    const unsigned char *letters = word;
    uint64_t number = 0;
    for (size_t i = 0; i < sizeof(empty_word); i++)
        number = number << 8 | letters[i];
    return number;
}

static int by_letters(const void *a, const void *b)
{
    uint64_t left = number_of(a), right = number_of(b);
    return (left > right) - (left < right);
}

static enum rarity rarity_of(struct mt_str term)
{
    empty_word key = "";
    int tier = mt_word_tier(term); /* each word of the list has one */
    if (tier && term.len < sizeof key) {
        memcpy(key, term.ptr, term.len);
        if (bsearch(key, empty, MT_COUNT(empty), sizeof *empty, by_letters))
            return EMPTY;
    }
    return tier && tier <= MT_TIER_COMMON ? COMMON : RARE;
}

static void count(struct mt_uncommon *uncommon, struct mt_str text)
{
    uint64_t hash = mt_intern_hash(text);
    uint32_t number = mt_intern_find(&uncommon->texts, text, hash);
    if (number == MT_INTERN_NONE) {
        if (uncommon->counts.len == UNCOMMON_MAX)
            return;
        text = mt_str_keep(uncommon, &uncommon->pieces, text);
        number = mt_intern_add(&uncommon->texts, text, hash);
        *mt_push(uncommon, &uncommon->counts) = 0;
    }
    if (uncommon->counts.ptr[number] < COUNT_MAX)
        uncommon->counts.ptr[number]++;
}

/* A word where it stands. */
struct word {
    struct mt_str written;
    enum rarity rarity;
    bool capital; /* that says something: within the word, or at its head inside a sentence */
    bool joined;  /* to the word before it by no more than a space, a hyphen, a dot */
};

static bool is_joint(char c)
{
    return c == ' ' || c == '-' || c == '.' || c == '\'' || c == '_' || c == '/';
}

static bool ends_sentence(char c)
{
    return c == '.' || c == '?' || c == '!' || c == ':' || c == '"';
}

/* `gap` is where the word before it ends, if it is not the first. */
static struct word word_at(struct mt_str text, const struct mt_word *at, bool first, uint32_t gap,
                           enum rarity rarity)
{
    uint32_t between = first ? 0 : at->begin - gap;
    struct word word = {.written = mt_str_slice(text, at->begin, at->end), .rarity = rarity};
    bool begins = first; /* a sentence */
    word.joined = !first && (between == 0 || (between == 1 && is_joint(text.ptr[gap])));
    if (at->written == MT_WRITTEN_SMALL)
        return word;
    for (uint32_t i = gap; !first && !word.joined && i < at->begin; i++)
        begins |= ends_sentence(text.ptr[i]);
    word.capital = mt_is_upper(word.written.ptr[0]) && !begins;
    for (size_t i = 1; at->written != MT_WRITTEN_CAPITAL && i < word.written.len; i++)
        word.capital |= mt_is_upper(word.written.ptr[i]);
    return word;
}

/* A word that has no capital before one that has is not of the same name. */
static bool is_pair(const struct word *a, const struct word *b)
{
    return b->joined && a->rarity != EMPTY && b->rarity != EMPTY &&
           (a->rarity == RARE || b->rarity == RARE || a->capital || b->capital) &&
           (!b->capital || a->capital || mt_is_upper(a->written.ptr[0])) &&
           a->written.len + b->written.len <= PAIR_LETTERS_MAX && mt_is_alpha(a->written.ptr[0]) &&
           mt_is_alpha(b->written.ptr[0]);
}

/* A pair, with a capital that only begins a sentence made small. */
static void count_pair(struct mt_uncommon *uncommon, const struct word *a, const struct word *b)
{
    char pair[PAIR_LETTERS_MAX + 1];
    size_t begin = a->written.len + 1;
    memcpy(pair, a->written.ptr, a->written.len);
    memcpy(pair + begin, b->written.ptr, b->written.len);
    pair[begin - 1] = ' ';
    if (!a->capital)
        pair[0] = mt_to_lower(pair[0]);
    count(uncommon, mt_str_of(pair, begin + b->written.len));
}

void mt_uncommon_add(struct mt_uncommon *uncommon, struct mt_str text, const struct mt_str *terms,
                     const struct mt_word *words, size_t n)
{
    struct word before = {0};
    for (size_t i = 0; i < n; i++) {
        const struct mt_word *at = &words[i];
        if (at->term == uncommon->rarities.len)
            *mt_push(uncommon, &uncommon->rarities) = rarity_of(terms[at->term]);
        enum rarity rarity = uncommon->rarities.ptr[at->term];
        struct word word = word_at(text, at, i == 0, i ? at[-1].end : 0, rarity);
        if (word.capital && word.written.len > 1 && word.written.len <= MT_TERM_MAX)
            count(uncommon, word.written);
        if (i && is_pair(&before, &word))
            count_pair(uncommon, &before, &word);
        before = word;
    }
}

/* ---- As a value ---- */

/* Of each (base/pack.h): a number, which is how often it occurs, then how its second and its first
 * word are written, two bits each, then a bit: whether it has two; these words, without their
 * capitals where that tells them, as text/commonness.h packs them. One that has no rank is spelt
 * out once: from then on, it is a number, twice what is AGAIN for the first of these and goes up.
 * Squeezed by a library all would be as long, but take as much time again as all else that is done
 * with them. */
#define PACKED_MAX ((size_t)UNCOMMON_MAX * (MT_TERM_MAX + 16))
#define PAIR_BITS 1
#define WRITTEN_BITS 2
#define WRITTEN_MASK ((1U << WRITTEN_BITS) - 1)
#define AGAIN (MT_TERM_MAX + 1) /* no word is as long */

/* A word without its capitals, in `room`, or as it is if these cannot be told in two bits. */
static struct mt_str without_capitals(struct mt_str word, char *room, enum mt_written *written)
{
    for (size_t i = 0; i < word.len; i++)
        room[i] = mt_to_lower(word.ptr[i]);
    struct mt_str small = mt_str_of(room, word.len);
    *written = mt_written_as(word, small);
    return *written == MT_WRITTEN_OTHER ? word : small;
}

/* A note's texts as they are packed. */
struct packer {
    void *scratch;
    struct mt_buf out;
    struct mt_intern spelt; /* so far */
    struct mt_pieces pieces;
};

static void pack_word(struct packer *p, struct mt_str word)
{
    uint32_t rank = mt_word_rank(word);
    uint64_t hash = rank ? 0 : mt_intern_hash(word);
    uint32_t number = rank ? MT_INTERN_NONE : mt_intern_find(&p->spelt, word, hash);
    if (number != MT_INTERN_NONE) {
        mt_pack_u64(&p->out, ((uint64_t)number + AGAIN) << 1);
        return;
    }
    mt_word_pack_ranked(&p->out, word, rank);
    if (!rank)
        mt_intern_add(&p->spelt, mt_str_keep(p->scratch, &p->pieces, word), hash);
}

static void pack_text(struct packer *p, struct mt_str text, uint32_t occurrences)
{
    char room[2 * MT_TERM_MAX];
    enum mt_written ways[2] = {MT_WRITTEN_OTHER, MT_WRITTEN_OTHER};
    struct mt_str words[2];
    assert(text.len <= MT_TERM_MAX);
    mt_str_next(&text, ' ', &words[0]);
    bool pair = text.ptr != NULL;
    words[0] = without_capitals(words[0], room, &ways[0]);
    if (pair)
        words[1] = without_capitals(text, room + MT_TERM_MAX, &ways[1]);
    uint64_t head = (uint64_t)occurrences << WRITTEN_BITS | ways[1];
    head = (head << WRITTEN_BITS | ways[0]) << PAIR_BITS | pair;
    mt_pack_u64(&p->out, head);
    pack_word(p, words[0]);
    if (pair)
        pack_word(p, words[1]);
}

struct mt_str mt_uncommon_pack(const void *ctx, const struct mt_uncommon *uncommon)
{
    struct packer p = {.scratch = mt_context(NULL)};
    mt_buf_init(&p.out, (void *)ctx, PACKED_MAX);
    mt_intern_init(&p.spelt, p.scratch, SIZE_MAX);
    for (size_t i = 0; i < uncommon->counts.len; i++)
        pack_text(&p, uncommon->texts.keys.ptr[i], uncommon->counts.ptr[i]);
    mt_free(p.scratch);
    return mt_buf_str(&p.out);
}

uint64_t mt_uncommon_hash(struct mt_buf *room, struct mt_str text)
{
    uint64_t hash = MT_INTERN_SEED;
    size_t i = 0;
    for (; i < text.len && (unsigned char)text.ptr[i] < 0x80; i++)
        hash = mt_intern_step(hash, mt_to_lower(text.ptr[i]));
    if (i == text.len)
        return hash;
    mt_buf_clear(room);
    mt_fold(room, text);
    return mt_intern_hash(mt_buf_str(room));
}

/* So many notes are read at a time. */
#define NOTES_A_READ 64

/* A note's texts as they are read. */
struct reading {
    void *ctx;
    struct mt_unpack in;
    struct mt_strs spelt; /* so far */
};

static struct mt_str read_packed(struct reading *r)
{
    uint64_t head = mt_unpack_u64(&r->in), number = head >> 1;
    if (head & 1)
        return mt_word_of(head, &r->in);
    if (number < AGAIN)
        return *mt_push(r->ctx, &r->spelt) = mt_word_of(head, &r->in);
    number -= AGAIN;
    r->in.bad |= number >= r->spelt.len;
    return r->in.bad ? mt_str("") : r->spelt.ptr[number];
}

/* Into `room`, which has MT_TERM_MAX bytes; returns how many it has. */
static size_t read_word(struct reading *r, char *room, unsigned written)
{
    struct mt_str word = read_packed(r);
    if (r->in.bad)
        return 0;
    memcpy(room, word.ptr, word.len);
    mt_write_as(room, word.len, (enum mt_written)written);
    return word.len;
}

enum mt_status mt_uncommon_read(uint32_t docid, struct mt_str packed, mt_uncommon_take *take,
                                void *user, struct mt_error *err)
{
    struct reading r = {.ctx = mt_context(NULL), .in = mt_unpack(packed)};
    char room[2 * MT_TERM_MAX + 1];
    while (r.in.at < r.in.end) {
        uint64_t head = mt_unpack_u64(&r.in), ways = head >> PAIR_BITS;
        size_t len = read_word(&r, room, ways & WRITTEN_MASK);
        if (head & 1) {
            room[len++] = ' ';
            len += read_word(&r, room + len, ways >> WRITTEN_BITS & WRITTEN_MASK);
        }
        const struct mt_uncommon_count count = {docid, mt_str_of(room, len),
                                                (uint32_t)(ways >> 2 * WRITTEN_BITS)};
        if (!r.in.bad)
            take(user, &count);
    }
    mt_free(r.ctx);
    if (r.in.bad)
        return mt_error_set(err, MT_ERR_CORRUPT, "the index is damaged: run mtindex rebuild");
    return MT_OK;
}

enum mt_status mt_uncommon_each(struct mt_writer *writer, mt_uncommon_take *take, void *user,
                                struct mt_error *err)
{
    uint32_t docid = 0;
    size_t read;
    enum mt_status status;
    do {
        void *scratch = mt_context(NULL);
        struct mt_document_values values = {0};
        status =
            mt_writer_values(writer, scratch, MT_SLOT_UNCOMMON, docid, NOTES_A_READ, &values, err);
        read = values.len;
        for (size_t i = 0; status == MT_OK && i < read; i++) {
            docid = values.ptr[i].docid;
            status = mt_uncommon_read(docid, values.ptr[i].value, take, user, err);
        }
        mt_free(scratch);
    } while (status == MT_OK && read == NOTES_A_READ);
    return status;
}
