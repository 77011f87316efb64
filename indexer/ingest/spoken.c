/* spoken.c - Words counted, and what they sound like, until they are a table
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/spoken.h"

#include "base/pack.h"
#include "entity/hearing.h"
#include "note/intern.h"
#include "text/fold.h"
#include "text/tokenise.h"

/* Longer words are no names. */
#define WORD_MAX 26
#define SEEN_AT_FIRST 1024

/* How often a word or two, folded, stand with a telling capital, and otherwise. */
struct count {
    uint32_t upper, lower;
};
struct counts MT_VEC(struct count);

/* What a word sounds like, as a word and with its capitals spelled out (entity/phones.h). */
struct reading {
    struct mt_str sounds[2];
    size_t n;
};
struct readings MT_VEC(struct reading);

/* What a word or two sound like; small, as an archive has a million. */
struct said {
    uint32_t number; /* of the words */
    uint32_t sound;  /* where it begins among all sounds */
    uint8_t len, consonants, vowels;
};
struct said_list MT_VEC(struct said);

/* The numbers of texts by their hashes: a table, in which a number is one more, and 0 is free. The
 * texts themselves would take four times as much; two never have one hash. */
struct seen {
    uint64_t *hashes;
    uint32_t *numbers;
    size_t n_slots; /* a power of two */
    size_t len;
};

/* What is known of words as they are written, until all of these are taken. */
struct written {
    void *ctx;
    struct seen seen;         /* words with a capital, and pairs */
    struct mt_intern parts;   /* of pairs: most are a part of many */
    struct readings readings; /* of each of them */
    struct mt_pieces pieces;  /* of texts: there are too many for a block each */
};

struct mt_spoken_words {
    uint32_t part, n_parts;
    struct written written;
    struct mt_intern words; /* folded */
    struct counts counts;   /* of each of them */
    struct said_list said;
    struct mt_buf sounds;
    struct mt_buf folded;
    struct mt_pieces pieces;
};

struct mt_spoken_words *mt_spoken_new(const void *ctx, uint32_t part, uint32_t n_parts)
{
    struct mt_spoken_words *w = mt_new(ctx, struct mt_spoken_words);
    w->part = part;
    w->n_parts = n_parts;
    mt_intern_init(&w->words, w, MT_SPOKEN_WORDS_MAX);
    mt_buf_init(&w->sounds, w, UINT32_MAX);
    mt_buf_init(&w->folded, w, MT_TERM_MAX * 4);
    w->written.ctx = mt_context(w);
    mt_intern_init(&w->written.parts, w->written.ctx, MT_SPOKEN_WORDS_MAX);
    return w;
}

/* By high bits of the hash: the low ones are the places in the tables of a part. */
static bool is_of_part(struct mt_spoken_words *w, struct mt_str text)
{
    return w->n_parts == 1 || (mt_uncommon_hash(&w->folded, text) >> 40) % w->n_parts == w->part;
}

/* The number of the text, also if it is a new one; MT_INTERN_NONE when there are too many. */
static uint32_t number_in(struct mt_intern *texts, struct mt_pieces *pieces, struct mt_str text)
{
    uint64_t hash = mt_intern_hash(text);
    uint32_t number = mt_intern_find(texts, text, hash);
    if (number == MT_INTERN_NONE)
        number = mt_intern_add(texts, mt_str_keep(texts->ctx, pieces, text), hash);
    return number;
}

static uint32_t number_of(struct mt_spoken_words *w, struct mt_str words)
{
    uint32_t number = number_in(&w->words, &w->pieces, words);
    if (number == w->counts.len)
        *mt_push(w, &w->counts) = (struct count){0, 0};
    return number;
}

static struct reading read_part(struct mt_spoken_words *w, struct mt_str word)
{
    struct mt_phones readings[2];
    struct reading reading = {.n = mt_phones_read(word, readings)};
    for (size_t i = 0; i < reading.n; i++)
        reading.sounds[i] = mt_str_keep(w->written.ctx, &w->written.pieces,
                                        mt_str_of(readings[i].sound, readings[i].len));
    return reading;
}

/* Reads it if it is a new one. */
static struct reading reading_of(struct mt_spoken_words *w, struct mt_str word)
{
    struct written *written = &w->written;
    uint32_t number = number_in(&written->parts, &written->pieces, word);
    if (number == MT_INTERN_NONE)
        return read_part(w, word);
    if (number == written->readings.len)
        *mt_push(written->ctx, &written->readings) = read_part(w, word);
    return written->readings.ptr[number];
}

/* As mt_phones_read would, without reading each word every time. */
static size_t read_pair(struct mt_spoken_words *w, struct mt_str text, struct mt_phones out[2])
{
    struct mt_str word;
    size_t n = 0;
    memset(out, 0, 2 * sizeof *out);
    while (mt_str_next(&text, ' ', &word)) {
        struct reading reading = reading_of(w, word);
        for (size_t i = 0; reading.n && i < 2; i++)
            mt_phones_add(&out[i], reading.sounds[i < reading.n ? i : reading.n - 1]);
        n = reading.n > n ? reading.n : n;
    }
    return n == 2 && strcmp(out[0].sound, out[1].sound) == 0 ? 1 : n;
}

static void say(struct mt_spoken_words *w, uint32_t number, const struct mt_phones *phones)
{
    struct mt_sound_count count = mt_sounds_count(phones->sound, phones->len);
    *mt_push(w, &w->said) = (struct said){
        .number = number,
        .sound = (uint32_t)w->sounds.len,
        .len = (uint8_t)phones->len,
        .consonants = (uint8_t)count.consonants,
        .vowels = (uint8_t)count.vowels,
    };
    mt_buf_add(&w->sounds, mt_str_of(phones->sound, phones->len));
}

/* What the text sounds like in each reading. */
static void speak(struct mt_spoken_words *w, struct mt_str text, bool pair, uint32_t number)
{
    struct mt_phones readings[2];
    size_t n = pair ? read_pair(w, text, readings) : mt_phones_read(text, readings);
    for (size_t i = 0; i < n; i++)
        say(w, number, &readings[i]);
}

static uint32_t clamp(uint64_t n)
{
    return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

static bool has_upper(struct mt_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (mt_is_upper(text.ptr[i]))
            return true;
    return false;
}

/* The slot that holds the hash, or the free one where it belongs. */
static size_t slot_of(const struct seen *seen, uint64_t hash)
{
    size_t mask = seen->n_slots - 1, at = (size_t)(hash ^ (hash >> 32)) & mask;
    while (seen->numbers[at] && seen->hashes[at] != hash)
        at = (at + 1) & mask;
    return at;
}

static void make_room(const void *ctx, struct seen *seen)
{
    struct seen old = *seen;
    seen->n_slots = old.n_slots ? 2 * old.n_slots : SEEN_AT_FIRST;
    seen->hashes = mt_array(ctx, uint64_t, seen->n_slots);
    seen->numbers = mt_array(ctx, uint32_t, seen->n_slots);
    for (size_t i = 0; i < old.n_slots; i++) {
        size_t at = slot_of(seen, old.hashes[i]);
        if (old.numbers[i]) {
            seen->hashes[at] = old.hashes[i];
            seen->numbers[at] = old.numbers[i];
        }
    }
    mt_free(old.hashes);
    mt_free(old.numbers);
}

/* A word with a capital, or a pair, as written, that comes for the first time. */
static uint32_t take_new(struct mt_spoken_words *w, struct mt_str text)
{
    bool pair = mt_str_find_char(text, ' ', 0) != MT_NPOS;
    mt_buf_clear(&w->folded);
    mt_fold(&w->folded, text);
    uint32_t number = number_of(w, mt_buf_str(&w->folded));
    if (number != MT_INTERN_NONE && (pair || has_upper(mt_str_slice(text, 1, text.len))))
        speak(w, text, pair, number);
    return number;
}

void mt_spoken_take_written(void *words, const struct mt_uncommon_count *written)
{
    struct mt_spoken_words *w = words;
    struct seen *seen = &w->written.seen;
    if (!is_of_part(w, written->text))
        return;
    if (4 * seen->len >= 3 * seen->n_slots)
        make_room(w->written.ctx, seen);
    uint64_t hash = mt_intern_hash(written->text);
    size_t slot = slot_of(seen, hash);
    uint32_t number = seen->numbers[slot] - 1;
    if (number == MT_INTERN_NONE)
        number = take_new(w, written->text);
    if (number == MT_INTERN_NONE)
        return;
    seen->len += seen->numbers[slot] == 0;
    seen->hashes[slot] = hash;
    seen->numbers[slot] = number + 1;
    struct count *count = &w->counts.ptr[number];
    uint32_t *times = has_upper(written->text) ? &count->upper : &count->lower;
    *times = clamp((uint64_t)*times + written->occurrences);
}

void mt_spoken_take_word(struct mt_spoken_words *w, const struct mt_term_stats *word)
{
    if (w->written.ctx) {
        mt_free(w->written.ctx);
        w->written = (struct written){0};
    }
    if (word->term.len < 2 || word->term.len > WORD_MAX || !is_of_part(w, word->term))
        return;
    uint32_t number = number_of(w, word->term), all = clamp(word->occurrences);
    if (number == MT_INTERN_NONE)
        return;
    struct count *count = &w->counts.ptr[number];
    count->lower = all > count->upper ? all - count->upper : 0;
    speak(w, word->term, false, number);
}

/* ---- Packed ---- */

/* How many phones of either kind, as a number below COUNTS. */
#define COUNTS ((size_t)(MT_PHONES_MAX + 1) * (MT_PHONES_MAX + 1))
static size_t counts_of(const struct said *said)
{
    return (size_t)said->consonants * (MT_PHONES_MAX + 1) + said->vowels;
}

/* Bytes of numbers and lengths, at most. */
#define NUMBERS_MAX 16

static void pack_said(const struct mt_spoken_words *w, const struct said *said, struct mt_buf *out)
{
    const struct count *count = &w->counts.ptr[said->number];
    mt_pack_str(out, w->words.keys.ptr[said->number]);
    mt_pack_str(out, mt_str_of(w->sounds.ptr + said->sound, said->len));
    mt_pack_u64(out, count->upper);
    mt_pack_u64(out, count->lower);
}

static struct mt_spoken unpack_said(struct mt_unpack *in)
{
    struct mt_spoken spoken = {.words = mt_unpack_str(in)};
    spoken.sound = mt_unpack_str(in);
    spoken.upper = mt_unpack_u32(in);
    spoken.lower = mt_unpack_u32(in);
    spoken.least = mt_hearing_least(mt_hearing_commonness(spoken.words),
                                    mt_hearing_capitals(spoken.upper, spoken.lower));
    return spoken;
}

struct mt_spoken_part mt_spoken_pack(const void *ctx, struct mt_spoken_words *w)
{
    struct mt_spoken_part part = {.ends = mt_array(ctx, size_t, COUNTS)};
    struct mt_buf packed;
    size_t most = 0;
    size_t *ends = mt_array(w, size_t, COUNTS + 1);
    uint32_t *order = mt_array(w, uint32_t, w->said.len);
    mt_buf_init(&packed, (void *)ctx, SIZE_MAX / 2);
    for (size_t i = 0; i < w->said.len; i++) {
        const struct said *said = &w->said.ptr[i];
        ends[counts_of(said) + 1]++;
        most += w->words.keys.ptr[said->number].len + said->len + NUMBERS_MAX;
    }
    mt_buf_make_room(&packed, most); /* megabytes: never copied */
    for (size_t c = 0; c < COUNTS; c++)
        ends[c + 1] += ends[c];
    for (size_t i = 0; i < w->said.len; i++)
        order[ends[counts_of(&w->said.ptr[i])]++] = (uint32_t)i;
    for (size_t c = 0, i = 0; c < COUNTS; c++) {
        for (; i < ends[c]; i++)
            pack_said(w, &w->said.ptr[order[i]], &packed);
        part.ends[c] = packed.len;
    }
    part.bytes = mt_buf_str(&packed);
    mt_free(w);
    return part;
}

/* What has as many consonants and vowels is put in order together: as a list of its own it is
 * small. */
void mt_spoken_table(const void *ctx, const struct mt_spoken_parts *parts,
                     struct mt_sound_blocks *out)
{
    void *scratch = mt_context(NULL);
    struct mt_spoken_list list = {0};
    for (size_t c = 0; c < COUNTS; c++) {
        list.len = 0;
        for (size_t p = 0; p < parts->len; p++) {
            const struct mt_spoken_part *part = &parts->ptr[p];
            size_t begin = c ? part->ends[c - 1] : 0;
            struct mt_unpack in = mt_unpack(mt_str_slice(part->bytes, begin, part->ends[c]));
            while (in.at < in.end && !in.bad)
                *mt_push(scratch, &list) = unpack_said(&in);
        }
        if (list.len)
            mt_soundtable_pack(ctx, &list, out);
    }
    mt_free(scratch);
}
