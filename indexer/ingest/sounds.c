/* sounds.c - What the words of an archive sound like
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/sounds.h"

#include "ingest/late.h"
#include "ingest/spoken.h"
#include "note/intern.h"

/* Of so many words of text some 160,000 differ, pairs included: fifteen megabytes while they are
 * counted. Each part reads once more what is kept of all notes, so there are no more than a few. */
#define PART_WORDS ((uint64_t)6 << 20)
#define PARTS_MAX 8

/* The words of the index, those of one letter at a time. */
static enum mt_status take_words(struct mt_writer *writer, struct mt_spoken_words *words,
                                 struct mt_error *err)
{
    enum mt_status status = MT_OK;
    for (char letter = 'a'; status == MT_OK && letter <= 'z'; letter++) {
        void *scratch = mt_context(NULL);
        struct mt_term_list terms = {0};
        status = mt_writer_terms(writer, scratch, mt_str_of(&letter, 1), &terms, err);
        for (size_t i = 0; status == MT_OK && i < terms.len; i++)
            mt_spoken_take_word(words, &terms.ptr[i]);
        mt_free(scratch);
    }
    return status;
}

static enum mt_status take_part(void *scratch, struct mt_writer *writer, uint32_t part,
                                uint32_t n_parts, struct mt_spoken_part *out, struct mt_error *err)
{
    struct mt_spoken_words *words = mt_spoken_new(scratch, part, n_parts);
    enum mt_status status = mt_uncommon_each(writer, mt_spoken_take_written, words, err);
    if (status == MT_OK)
        status = take_words(writer, words, err);
    if (status == MT_OK)
        *out = mt_spoken_pack(scratch, words);
    mt_memory_trim();
    return status;
}

/* The end of the keys of blocks that were added later. */
#define ADDED "+"

/* Writes blocks and puts their keys behind those in `keys`. The keys stand in one value: a cursor
 * over them would read every block. */
static enum mt_status write_blocks(struct mt_writer *writer, void *scratch,
                                   const struct mt_sound_blocks *blocks, const char *suffix,
                                   struct mt_buf *keys, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    for (size_t i = 0; status == MT_OK && i < blocks->len; i++) {
        struct mt_str key = mt_str_printf(scratch, "%s%s", blocks->ptr[i].key.ptr, suffix);
        mt_buf_printf(keys, "%s%s", keys->len ? "\n" : "", key.ptr);
        status =
            mt_writer_set_meta(writer, mt_str_printf(scratch, "%s %s", MT_META_SOUNDS, key.ptr),
                               blocks->ptr[i].bytes, err);
    }
    if (status == MT_OK)
        status = mt_writer_set_meta(writer, mt_str(MT_META_SOUNDS), mt_buf_str(keys), err);
    return status;
}

static enum mt_status write_table(struct mt_writer *writer, void *scratch,
                                  const struct mt_sound_blocks *blocks, struct mt_error *err)
{
    struct mt_strs old = {0};
    struct mt_buf keys;
    mt_buf_init(&keys, scratch, SIZE_MAX / 2);
    enum mt_status status =
        mt_writer_meta_keys(writer, scratch, mt_str(MT_META_SOUNDS " "), &old, err);
    for (size_t i = 0; status == MT_OK && i < old.len; i++)
        status = mt_writer_set_meta(writer, old.ptr[i], mt_str(""), err);
    if (status == MT_OK)
        status = write_blocks(writer, scratch, blocks, "", &keys, err);
    return status;
}

enum mt_status mt_sounds_make(const void *ctx, struct mt_writer *writer, uint64_t n_words,
                              struct mt_sound_blocks *out, struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_spoken_parts parts = {0};
    uint64_t n = 1 + n_words / PART_WORDS;
    uint32_t n_parts = n < PARTS_MAX ? (uint32_t)n : PARTS_MAX;
    enum mt_status status = MT_OK;
    for (uint32_t part = 0; part < n_parts && status == MT_OK; part++)
        status = take_part(scratch, writer, part, n_parts, mt_push(scratch, &parts), err);
    if (status == MT_OK) {
        mt_spoken_table(ctx, &parts, out);
        status = write_table(writer, scratch, out, err);
    }
    mt_free(scratch);
    return status;
}

/* ---- What came later ---- */

/* What is added. */
struct late {
    void *scratch;
    struct mt_writer *writer;
    struct mt_late_notes notes;
    struct mt_spoken_words *words;
    struct mt_buf keys; /* of the table's own blocks, then of those that are added */
};

static enum mt_status take_late_written(struct late *late, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    for (size_t i = 0; status == MT_OK && i < late->notes.len; i++)
        status = mt_uncommon_read(0, late->notes.ptr[i].uncommon, mt_spoken_take_written,
                                  late->words, err);
    return status;
}

static enum mt_status take_late_word(struct late *late, struct mt_str word, struct mt_error *err)
{
    struct mt_term_documents documents = {0};
    struct mt_term_stats stats = {.term = word};
    enum mt_status status =
        mt_writer_term_documents(late->writer, late->scratch, word, &documents, err);
    for (size_t i = 0; status == MT_OK && i < documents.len; i++)
        stats.occurrences += documents.ptr[i].occurrences;
    if (status == MT_OK && documents.len <= late->notes.len)
        mt_spoken_take_word(late->words, &stats);
    mt_free(documents.ptr);
    return status;
}

static enum mt_status take_late_words(struct late *late, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    struct mt_intern taken;
    mt_intern_init(&taken, late->scratch, MT_SPOKEN_WORDS_MAX);
    for (size_t i = 0; i < late->notes.len; i++) {
        const struct mt_strs *words = &late->notes.ptr[i].words;
        for (size_t w = 0; status == MT_OK && w < words->len; w++) {
            uint32_t n = (uint32_t)taken.keys.len;
            if (mt_intern_add(&taken, words->ptr[w], mt_intern_hash(words->ptr[w])) == n)
                status = take_late_word(late, words->ptr[w], err);
        }
    }
    return status;
}

/* The keys of the table's own blocks as they are stored; blocks that were added go. */
static enum mt_status drop_added(struct late *late, struct mt_error *err)
{
    struct mt_str stored, key;
    enum mt_status status =
        mt_writer_meta(late->writer, late->scratch, mt_str(MT_META_SOUNDS), &stored, err);
    while (status == MT_OK && stored.len && mt_str_next(&stored, '\n', &key)) {
        if (!mt_str_ends(key, mt_str(ADDED)))
            mt_buf_printf(&late->keys, "%s%.*s", late->keys.len ? "\n" : "", MT_ARG(key));
        else
            status = mt_writer_set_meta(
                late->writer, mt_str_printf(late->scratch, "%s %.*s", MT_META_SOUNDS, MT_ARG(key)),
                mt_str(""), err);
    }
    return status;
}

static enum mt_status add_blocks(struct late *late, struct mt_error *err)
{
    struct mt_sound_blocks blocks = {0};
    struct mt_spoken_part part = mt_spoken_pack(late->scratch, late->words);
    mt_spoken_table(late->scratch, &(struct mt_spoken_parts){&part, 1, 1}, &blocks);
    return write_blocks(late->writer, late->scratch, &blocks, ADDED, &late->keys, err);
}

enum mt_status mt_sounds_add_late(struct mt_writer *writer, struct mt_error *err)
{
    struct late late = {.scratch = mt_context(NULL), .writer = writer};
    late.words = mt_spoken_new(late.scratch, 0, 1);
    mt_buf_init(&late.keys, late.scratch, SIZE_MAX / 2);
    enum mt_status status = mt_late_read(writer, late.scratch, &late.notes, err);
    if (status == MT_OK)
        status = take_late_written(&late, err);
    if (status == MT_OK)
        status = take_late_words(&late, err);
    if (status == MT_OK)
        status = drop_added(&late, err);
    if (status == MT_OK)
        status = add_blocks(&late, err);
    mt_free(late.scratch);
    return status;
}
