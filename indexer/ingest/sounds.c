/* sounds.c - What the words of an archive sound like
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/sounds.h"

#include "entity/hearing.h"
#include "ingest/late.h"
#include "ingest/uncommon.h"
#include "note/intern.h"
#include "text/commonness.h"
#include "text/fold.h"
#include "text/tokenise.h"

/* Longer words are no names. */
#define WORD_MAX 26
/* An archive has fewer different words and pairs; what is beyond stands in for no name. */
#define WORDS_MAX 10000000
#define SEEN_AT_FIRST 1024

/* How often a word or two, folded, stand with a telling capital, and otherwise; and how common
 * these words are. */
struct count {
    uint32_t upper, lower;
    float commonness;
};
struct counts MT_VEC(struct count);

/* What a word sounds like, as a word and with its capitals spelled out (entity/phones.h); how
 * common it is. */
struct reading {
    struct mt_str sounds[2];
    size_t n;
    double commonness;
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

struct maker {
    void *scratch;
    struct mt_writer *writer;
    struct written written;
    struct mt_intern words; /* folded */
    struct counts counts;   /* of each of them */
    struct said_list said;
    struct mt_buf sounds;
    struct mt_buf folded;
    struct mt_pieces pieces;
};

/* The number of the text, also if it is a new one; MT_INTERN_NONE when there are too many. */
static uint32_t number_in(struct mt_intern *texts, struct mt_pieces *pieces, struct mt_str text)
{
    uint64_t hash = mt_intern_hash(text);
    uint32_t number = mt_intern_find(texts, text, hash);
    if (number == MT_INTERN_NONE)
        number = mt_intern_add(texts, mt_str_keep(texts->ctx, pieces, text), hash);
    return number;
}

static uint32_t number_of(struct maker *m, struct mt_str words)
{
    uint32_t number = number_in(&m->words, &m->pieces, words);
    if (number == m->counts.len)
        *mt_push(m->scratch, &m->counts) = (struct count){0, 0, 0};
    return number;
}

static struct reading read_part(struct maker *m, struct mt_str word)
{
    struct mt_phones readings[2];
    struct reading reading = {.n = mt_phones_read(word, readings)};
    for (size_t i = 0; i < reading.n; i++)
        reading.sounds[i] = mt_str_keep(m->written.ctx, &m->written.pieces,
                                        mt_str_of(readings[i].sound, readings[i].len));
    mt_buf_clear(&m->folded);
    mt_fold(&m->folded, word);
    reading.commonness = mt_word_commonness(mt_buf_str(&m->folded));
    return reading;
}

/* Reads it if it is a new one. */
static struct reading reading_of(struct maker *m, struct mt_str word)
{
    struct written *w = &m->written;
    uint32_t number = number_in(&w->parts, &w->pieces, word);
    if (number == MT_INTERN_NONE)
        return read_part(m, word);
    if (number == w->readings.len)
        *mt_push(w->ctx, &w->readings) = read_part(m, word);
    return w->readings.ptr[number];
}

/* As mt_phones_read and mt_hearing_commonness would, without reading each word every time. */
static size_t read_pair(struct maker *m, struct mt_str text, struct mt_phones out[2],
                        double *commonness)
{
    struct mt_str word;
    size_t n = 0;
    *commonness = 0;
    memset(out, 0, 2 * sizeof *out);
    while (mt_str_next(&text, ' ', &word)) {
        struct reading reading = reading_of(m, word);
        for (size_t i = 0; reading.n && i < 2; i++)
            mt_phones_add(&out[i], reading.sounds[i < reading.n ? i : reading.n - 1]);
        n = reading.n > n ? reading.n : n;
        *commonness += reading.commonness / 2;
    }
    return n == 2 && strcmp(out[0].sound, out[1].sound) == 0 ? 1 : n;
}

static void say(struct maker *m, uint32_t number, const struct mt_phones *phones)
{
    struct mt_sound_count count = mt_sounds_count(phones->sound, phones->len);
    *mt_push(m->scratch, &m->said) = (struct said){
        .number = number,
        .sound = (uint32_t)m->sounds.len,
        .len = (uint8_t)phones->len,
        .consonants = (uint8_t)count.consonants,
        .vowels = (uint8_t)count.vowels,
    };
    mt_buf_add(&m->sounds, mt_str_of(phones->sound, phones->len));
}

/* What the text sounds like in each reading. */
static void speak(struct maker *m, struct mt_str text, bool pair, uint32_t number)
{
    struct mt_phones readings[2];
    double commonness;
    size_t n;
    if (pair) {
        n = read_pair(m, text, readings, &commonness);
    } else {
        n = mt_phones_read(text, readings);
        commonness = mt_word_commonness(m->words.keys.ptr[number]);
    }
    m->counts.ptr[number].commonness = (float)commonness;
    for (size_t i = 0; i < n; i++)
        say(m, number, &readings[i]);
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
static uint32_t take_new(struct maker *m, struct mt_str text)
{
    bool pair = mt_str_find_char(text, ' ', 0) != MT_NPOS;
    mt_buf_clear(&m->folded);
    mt_fold(&m->folded, text);
    uint32_t number = number_of(m, mt_buf_str(&m->folded));
    if (number != MT_INTERN_NONE && (pair || has_upper(mt_str_slice(text, 1, text.len))))
        speak(m, text, pair, number);
    return number;
}

static void take_text(void *user, const struct mt_uncommon_count *written)
{
    struct maker *m = user;
    struct seen *seen = &m->written.seen;
    if (4 * seen->len >= 3 * seen->n_slots)
        make_room(m->written.ctx, seen);
    uint64_t hash = mt_intern_hash(written->text);
    size_t slot = slot_of(seen, hash);
    uint32_t number = seen->numbers[slot] - 1;
    if (number == MT_INTERN_NONE)
        number = take_new(m, written->text);
    if (number == MT_INTERN_NONE)
        return;
    seen->len += seen->numbers[slot] == 0;
    seen->hashes[slot] = hash;
    seen->numbers[slot] = number + 1;
    struct count *count = &m->counts.ptr[number];
    uint32_t *times = has_upper(written->text) ? &count->upper : &count->lower;
    *times = clamp((uint64_t)*times + written->occurrences);
}

/* A word as it stands in the index: folded. */
static void take_word(struct maker *m, const struct mt_term_stats *term)
{
    if (term->term.len < 2 || term->term.len > WORD_MAX)
        return;
    uint32_t number = number_of(m, term->term), all = clamp(term->occurrences);
    if (number == MT_INTERN_NONE)
        return;
    struct count *count = &m->counts.ptr[number];
    count->lower = all > count->upper ? all - count->upper : 0;
    speak(m, term->term, false, number);
}

/* Those of one letter at a time. */
static enum mt_status take_words(struct maker *m, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    for (char letter = 'a'; status == MT_OK && letter <= 'z'; letter++) {
        void *scratch = mt_context(m->scratch);
        struct mt_term_list terms = {0};
        status = mt_writer_terms(m->writer, scratch, mt_str_of(&letter, 1), &terms, err);
        for (size_t i = 0; status == MT_OK && i < terms.len; i++)
            take_word(m, &terms.ptr[i]);
        mt_free(scratch);
    }
    return status;
}

static void begin_written(struct maker *m)
{
    m->written.ctx = mt_context(NULL);
    mt_intern_init(&m->written.parts, m->written.ctx, WORDS_MAX);
}

static enum mt_status take_written(struct maker *m, struct mt_error *err)
{
    begin_written(m);
    enum mt_status status = mt_uncommon_each(m->writer, take_text, m, err);
    mt_free(m->written.ctx);
    return status;
}

static struct mt_spoken spoken_of(const struct maker *m, const struct said *said)
{
    const struct count *count = &m->counts.ptr[said->number];
    double capitals = mt_hearing_capitals(count->upper, count->lower);
    return (struct mt_spoken){
        .words = m->words.keys.ptr[said->number],
        .sound = mt_str_of(m->sounds.ptr + said->sound, said->len),
        .upper = count->upper,
        .lower = count->lower,
        .least = mt_hearing_least(count->commonness, capitals),
    };
}

/* How many phones of either kind, as a number below COUNTS. */
#define COUNTS ((size_t)(MT_PHONES_MAX + 1) * (MT_PHONES_MAX + 1))
static size_t counts_of(const struct said *said)
{
    return (size_t)said->consonants * (MT_PHONES_MAX + 1) + said->vowels;
}

/* What has as many consonants and vowels is packed together: as a list of its own it is small. */
static void pack_all(struct maker *m, const void *ctx, struct mt_sound_blocks *out)
{
    struct mt_spoken_list list = {0};
    size_t *ends = mt_array(m->scratch, size_t, COUNTS + 1);
    uint32_t *order = mt_array(m->scratch, uint32_t, m->said.len);
    for (size_t i = 0; i < m->said.len; i++)
        ends[counts_of(&m->said.ptr[i]) + 1]++;
    for (size_t c = 0; c < COUNTS; c++)
        ends[c + 1] += ends[c];
    for (size_t i = 0; i < m->said.len; i++)
        order[ends[counts_of(&m->said.ptr[i])]++] = (uint32_t)i;
    for (size_t c = 0, i = 0; c < COUNTS; c++) {
        for (list.len = 0; i < ends[c]; i++)
            *mt_push(m->scratch, &list) = spoken_of(m, &m->said.ptr[order[i]]);
        if (list.len)
            mt_soundtable_pack(ctx, &list, out);
    }
}

/* The keys stand in one value: a cursor over them would read every block. */
static enum mt_status write_table(struct mt_writer *writer, void *scratch,
                                  const struct mt_sound_blocks *blocks, struct mt_error *err)
{
    struct mt_strs old = {0};
    struct mt_str prefix = mt_str(MT_META_SOUNDS " ");
    struct mt_buf keys;
    mt_buf_init(&keys, scratch, SIZE_MAX / 2);
    enum mt_status status = mt_writer_meta_keys(writer, scratch, prefix, &old, err);
    for (size_t i = 0; status == MT_OK && i < old.len; i++)
        status = mt_writer_set_meta(writer, old.ptr[i], mt_str(""), err);
    for (size_t i = 0; status == MT_OK && i < blocks->len; i++) {
        const struct mt_sound_block *block = &blocks->ptr[i];
        struct mt_str key = mt_str_printf(scratch, "%s%s", prefix.ptr, block->key.ptr);
        mt_buf_printf(&keys, "%s%s", i ? "\n" : "", block->key.ptr);
        status = mt_writer_set_meta(writer, key, block->bytes, err);
    }
    if (status == MT_OK)
        status = mt_writer_set_meta(writer, mt_str(MT_META_SOUNDS), mt_buf_str(&keys), err);
    return status;
}

static struct maker maker_new(struct mt_writer *writer)
{
    struct maker m = {.scratch = mt_context(NULL), .writer = writer};
    mt_intern_init(&m.words, m.scratch, WORDS_MAX);
    mt_buf_init(&m.sounds, m.scratch, UINT32_MAX);
    mt_buf_init(&m.folded, m.scratch, MT_TERM_MAX * 4);
    return m;
}

/* Words with capitals come first: what is left of a word's occurrences is without. */
enum mt_status mt_sounds_make(const void *ctx, struct mt_writer *writer,
                              struct mt_sound_blocks *out, struct mt_error *err)
{
    struct maker m = maker_new(writer);
    enum mt_status status = take_written(&m, err);
    if (status == MT_OK)
        status = take_words(&m, err);
    if (status == MT_OK) {
        pack_all(&m, ctx, out);
        status = write_table(writer, m.scratch, out, err);
    }
    mt_free(m.scratch);
    return status;
}

/* ---- What came later ---- */

/* The end of the keys of blocks that were added. */
#define ADDED "+"

static enum mt_status take_late_written(struct maker *m, const struct mt_late_notes *notes,
                                        struct mt_error *err)
{
    enum mt_status status = MT_OK;
    begin_written(m);
    for (size_t i = 0; status == MT_OK && i < notes->len; i++)
        status = mt_uncommon_read(0, notes->ptr[i].uncommon, take_text, m, err);
    mt_free(m->written.ctx);
    return status;
}

static enum mt_status take_late_word(struct maker *m, struct mt_str word, size_t most,
                                     struct mt_error *err)
{
    struct mt_term_documents documents = {0};
    struct mt_term_stats stats = {.term = word};
    enum mt_status status = mt_writer_term_documents(m->writer, m->scratch, word, &documents, err);
    for (size_t i = 0; status == MT_OK && i < documents.len; i++)
        stats.occurrences += documents.ptr[i].occurrences;
    if (status == MT_OK && documents.len <= most)
        take_word(m, &stats);
    mt_free(documents.ptr);
    return status;
}

static enum mt_status take_late_words(struct maker *m, const struct mt_late_notes *notes,
                                      struct mt_error *err)
{
    enum mt_status status = MT_OK;
    struct mt_intern taken;
    mt_intern_init(&taken, m->scratch, WORDS_MAX);
    for (size_t i = 0; i < notes->len; i++) {
        const struct mt_strs *words = &notes->ptr[i].words;
        for (size_t w = 0; status == MT_OK && w < words->len; w++) {
            uint32_t n = (uint32_t)taken.keys.len;
            if (mt_intern_add(&taken, words->ptr[w], mt_intern_hash(words->ptr[w])) == n)
                status = take_late_word(m, words->ptr[w], notes->len, err);
        }
    }
    return status;
}

/* The keys of the table's own blocks as they are stored; blocks that were added go. */
static enum mt_status drop_added(struct maker *m, struct mt_buf *keys, struct mt_error *err)
{
    struct mt_str stored, key;
    enum mt_status status =
        mt_writer_meta(m->writer, m->scratch, mt_str(MT_META_SOUNDS), &stored, err);
    while (status == MT_OK && stored.len && mt_str_next(&stored, '\n', &key)) {
        if (!mt_str_ends(key, mt_str(ADDED)))
            mt_buf_printf(keys, "%s%.*s", keys->len ? "\n" : "", MT_ARG(key));
        else
            status = mt_writer_set_meta(
                m->writer, mt_str_printf(m->scratch, "%s %.*s", MT_META_SOUNDS, MT_ARG(key)),
                mt_str(""), err);
    }
    return status;
}

static enum mt_status add_blocks(struct maker *m, const struct mt_sound_blocks *blocks,
                                 struct mt_buf *keys, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    for (size_t i = 0; status == MT_OK && i < blocks->len; i++) {
        struct mt_str key = mt_str_printf(m->scratch, "%s" ADDED, blocks->ptr[i].key.ptr);
        mt_buf_printf(keys, "%s%s", keys->len ? "\n" : "", key.ptr);
        status = mt_writer_set_meta(m->writer,
                                    mt_str_printf(m->scratch, "%s %s", MT_META_SOUNDS, key.ptr),
                                    blocks->ptr[i].bytes, err);
    }
    return status;
}

enum mt_status mt_sounds_add_late(struct mt_writer *writer, struct mt_error *err)
{
    struct maker m = maker_new(writer);
    struct mt_late_notes notes = {0};
    struct mt_sound_blocks blocks = {0};
    struct mt_buf keys;
    mt_buf_init(&keys, m.scratch, SIZE_MAX / 2);
    enum mt_status status = mt_late_read(writer, m.scratch, &notes, err);
    if (status == MT_OK)
        status = take_late_written(&m, &notes, err);
    if (status == MT_OK)
        status = take_late_words(&m, &notes, err);
    if (status == MT_OK)
        status = drop_added(&m, &keys, err);
    if (status == MT_OK) {
        pack_all(&m, m.scratch, &blocks);
        status = add_blocks(&m, &blocks, &keys, err);
    }
    if (status == MT_OK)
        status = mt_writer_set_meta(writer, mt_str(MT_META_SOUNDS), mt_buf_str(&keys), err);
    mt_free(m.scratch);
    return status;
}
