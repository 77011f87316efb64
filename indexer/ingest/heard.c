/* heard.c - The list of what was heard in place of names, for the user to judge
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/heard.h"

#include <uthash.h>

#include "entity/heard.h"
#include "ingest/uncommon.h"
#include "note/intern.h"
#include "store/record.h"
#include "store/units.h"
#include "text/fold.h"
#include "text/tokenise.h"

/* So many bytes around the words make an example. */
#define CONTEXT 40

#define KNOWN_SLOTS ((size_t)1 << 18)

/* ---- Where forms stand ---- */

struct docids MT_VEC(uint32_t);

struct spelling {
    struct mt_str written;
    uint64_t count;
};
struct spellings MT_VEC(struct spelling);

/* The words of a form, which several names may share. */
struct place {
    struct mt_str words;        /* folded */
    struct spellings spellings; /* with a capital, or of two words */
    struct mt_str as;           /* as most often written */
    uint64_t count;
    struct docids notes; /* ascending; until the first is found */
    size_t n_notes;
    uint32_t first; /* of them by path: its example is read */
    struct mt_heard example;
    UT_hash_handle hh;
};

/* The note that was read last: many examples come from the same. */
struct note {
    void *scratch;
    uint32_t docid;
    struct mt_record record;
    struct mt_unit_table units;
};

struct maker {
    void *scratch;
    struct mt_writer *writer;
    const struct mt_gazetteer *gazetteer;
    struct place *places;
    bool *known; /* by part of the hash of their words: most texts are none of them */
    struct mt_heard_list list;
    struct mt_document_values paths; /* of all notes */
    struct mt_buf folded;
    struct note note;
};

static bool is_ignored(const struct maker *m, struct mt_str words)
{
    for (size_t i = 0; i < m->gazetteer->ignored.len; i++)
        if (mt_str_eq(m->gazetteer->ignored.ptr[i], words))
            return true;
    return false;
}

static bool is_heard(const struct maker *m, const struct mt_entity_form *form)
{
    return form->level > MT_FORM_ALIAS && !is_ignored(m, form->words);
}

static struct place *place_of(const struct maker *m, struct mt_str words)
{
    struct place *place;
    HASH_FIND(hh, m->places, words.ptr, words.len, place);
    return place;
}

static bool *known_at(struct maker *m, struct mt_str text)
{
    uint64_t hash = mt_uncommon_hash(&m->folded, text);
    return &m->known[(size_t)(hash ^ hash >> 32) % KNOWN_SLOTS];
}

static void gather(struct maker *m)
{
    m->known = mt_array(m->scratch, bool, KNOWN_SLOTS);
    for (size_t e = 0; e < m->gazetteer->entities.len; e++) {
        const struct mt_entity *entity = &m->gazetteer->entities.ptr[e];
        for (size_t f = 0; f < entity->forms.len; f++) {
            struct mt_str words = entity->forms.ptr[f].words;
            if (!is_heard(m, &entity->forms.ptr[f]) || place_of(m, words))
                continue;
            struct place *place = mt_new(m->scratch, struct place);
            place->words = place->as = words;
            *known_at(m, words) = true;
            HASH_ADD_KEYPTR(hh, m->places, place->words.ptr, place->words.len, place);
        }
    }
}

static bool is_pair(const struct place *place)
{
    return mt_str_find_char(place->words, ' ', 0) != MT_NPOS;
}

static void add_spelling(const struct maker *m, struct place *place,
                         const struct mt_uncommon_count *count)
{
    struct spellings *spellings = &place->spellings;
    size_t i = 0;
    while (i < spellings->len && !mt_str_eq(spellings->ptr[i].written, count->text))
        i++;
    if (i == spellings->len)
        mt_push(m->scratch, spellings)->written = mt_str_copy(m->scratch, count->text);
    spellings->ptr[i].count += count->occurrences;
    place->count += count->occurrences;
}

/* Words with capitals and pairs, as written: they say how a form is written, and where pairs are.
 */
static void take_written(void *user, const struct mt_uncommon_count *count)
{
    struct maker *m = user;
    if (!*known_at(m, count->text))
        return;
    mt_buf_clear(&m->folded);
    mt_fold(&m->folded, count->text);
    struct place *place = place_of(m, mt_buf_str(&m->folded));
    if (!place)
        return;
    add_spelling(m, place, count);
    struct docids *notes = &place->notes;
    if (is_pair(place) && (!notes->len || notes->ptr[notes->len - 1] != count->docid))
        *mt_push(m->scratch, notes) = count->docid;
}

/* A single word is a term of its own, which occurs more often than with a capital. */
static enum mt_status take_word(struct maker *m, struct place *place, struct mt_error *err)
{
    struct mt_term_documents documents = {0};
    uint64_t all = 0;
    enum mt_status status =
        mt_writer_term_documents(m->writer, m->scratch, place->words, &documents, err);
    for (size_t i = 0; status == MT_OK && i < documents.len; i++) {
        *mt_push(m->scratch, &place->notes) = documents.ptr[i].docid;
        all += documents.ptr[i].occurrences;
    }
    if (all > place->count)
        *mt_push(m->scratch, &place->spellings) =
            (struct spelling){place->words, all - place->count};
    place->count = all;
    mt_free(documents.ptr);
    return status;
}

/* The spelling that occurs most; of several the first by letters. */
static void choose_spelling(struct place *place)
{
    const struct spellings *spellings = &place->spellings;
    const struct spelling *most = NULL;
    for (size_t i = 0; i < spellings->len; i++) {
        const struct spelling *one = &spellings->ptr[i];
        if (!most || one->count > most->count ||
            (one->count == most->count && mt_str_compare(one->written, most->written) < 0))
            most = one;
    }
    place->as = most ? most->written : place->words;
}

/* ---- The example ---- */

static bool is_part(char c)
{
    return mt_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* The first of [begin, end) that is this letter in either case, or `end`. */
static size_t find_letter(struct mt_str text, size_t begin, size_t end, char letter)
{
    const char *found = memchr(text.ptr + begin, mt_to_lower(letter), end - begin);
    end = found ? (size_t)(found - text.ptr) : end;
    found = memchr(text.ptr + begin, mt_to_upper(letter), end - begin);
    return found ? (size_t)(found - text.ptr) : end;
}

/* Where the words stand in [begin, end) of the text, in whatever case. */
static size_t find_words(struct mt_str text, size_t begin, size_t end, struct mt_str words)
{
    size_t at = find_letter(text, begin, end, words.ptr[0]);
    for (; at + words.len <= end; at = find_letter(text, at + 1, end, words.ptr[0]))
        if ((at == begin || !is_part(text.ptr[at - 1])) &&
            (at + words.len == end || !is_part(text.ptr[at + words.len])) &&
            mt_str_eq_nocase(mt_str_slice(text, at, at + words.len), words))
            return at;
    return MT_NPOS;
}

/* What stands around [at, at + len), cut between words. */
static struct mt_str around(struct mt_str text, const struct mt_range *range, size_t at, size_t len)
{
    size_t begin = at > range->begin + CONTEXT ? at - CONTEXT : range->begin;
    size_t end = range->end > at + len + CONTEXT ? at + len + CONTEXT : range->end;
    while (begin > range->begin && begin < at && !mt_is_space(text.ptr[begin - 1]))
        begin++;
    while (end < range->end && end > at + len && !mt_is_space(text.ptr[end]))
        end--;
    return mt_str_trim(mt_str_slice(text, begin, end));
}

static enum mt_status read_note(struct maker *m, uint32_t docid, struct mt_error *err)
{
    struct note *note = &m->note;
    struct mt_str data, table;
    if (note->scratch && note->docid == docid)
        return MT_OK;
    mt_free(note->scratch);
    *note = (struct note){.scratch = mt_context(m->scratch), .docid = docid};
    enum mt_status status = mt_writer_data(m->writer, note->scratch, docid, &data, err);
    if (status == MT_OK)
        status = mt_writer_value(m->writer, note->scratch, docid, MT_SLOT_UNITS, &table, err);
    if (status == MT_OK)
        status = mt_record_unpack(note->scratch, data, &note->record, err);
    if (status == MT_OK)
        status = mt_units_unpack(note->scratch, table, &note->units, err);
    return status;
}

static enum mt_status read_example(struct maker *m, struct place *place, struct mt_error *err)
{
    struct mt_heard *example = &place->example;
    const struct mt_record *record = &m->note.record;
    const struct mt_unit_table *units = &m->note.units;
    enum mt_status status = read_note(m, place->first, err);
    if (status != MT_OK)
        return status;
    example->archive = record->archive;
    example->path = mt_str_copy(m->scratch, record->path);
    for (size_t i = 0; i < record->n_ranges && i < units->n_units; i++) {
        struct mt_range range = record->ranges[i];
        /* Two words may stand on either side of a cut within one item. */
        if (i + 1 < units->n_units && units->units[i + 1].item == units->units[i].item)
            range.end = record->ranges[i + 1].end;
        size_t at = find_words(record->text, range.begin, range.end, place->words);
        if (at == MT_NPOS)
            continue;
        example->time_ms = units->units[i].timed ? units->units[i].start_ms : -1;
        example->words =
            mt_str_copy(m->scratch, around(record->text, &range, at, place->words.len));
        break;
    }
    return MT_OK;
}

static int by_docid(const void *a, const void *b)
{
    const struct mt_document_value *left = a, *right = b;
    return (left->docid > right->docid) - (left->docid < right->docid);
}

static struct mt_str path_of(const struct maker *m, uint32_t docid)
{
    const struct mt_document_value key = {.docid = docid}, *found = NULL;
    if (m->paths.len)
        found = bsearch(&key, m->paths.ptr, m->paths.len, sizeof key, by_docid);
    return found ? found->value : mt_str("");
}

/* Which of two notes comes first: by path, then by all that is stored of them. Their numbers tell
 * of the order of runs. */
static enum mt_status compare(struct maker *m, uint32_t a, uint32_t b, int *order,
                              struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_str left = path_of(m, a), right = path_of(m, b);
    enum mt_status status = MT_OK;
    if (mt_str_eq(left, right)) {
        status = mt_writer_data(m->writer, scratch, a, &left, err);
        if (status == MT_OK)
            status = mt_writer_data(m->writer, scratch, b, &right, err);
    }
    if (status == MT_OK)
        *order = mt_str_compare(left, right);
    mt_free(scratch);
    return status;
}

static enum mt_status find_first(struct maker *m, struct place *place, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    place->example.time_ms = -1;
    for (size_t i = 0; status == MT_OK && i < place->notes.len; i++) {
        int order = -1;
        if (i)
            status = compare(m, place->notes.ptr[i], place->first, &order, err);
        if (order < 0)
            place->first = place->notes.ptr[i];
    }
    place->n_notes = place->notes.len;
    mt_free(place->notes.ptr);
    place->notes = (struct docids){0};
    return status;
}

static int by_first_note(const struct place *a, const struct place *b)
{
    return (a->first > b->first) - (a->first < b->first);
}

/* ---- The list ---- */

static void list_forms(struct maker *m, const struct mt_entity *entity)
{
    for (size_t f = 0; f < entity->forms.len; f++) {
        const struct mt_entity_form *form = &entity->forms.ptr[f];
        const struct place *place = is_heard(m, form) ? place_of(m, form->words) : NULL;
        if (!place || place->n_notes == 0)
            continue;
        struct mt_heard heard = place->example;
        heard.kind = entity->kind;
        heard.name = entity->name;
        heard.as = place->as;
        heard.count = place->count < UINT32_MAX ? (uint32_t)place->count : UINT32_MAX;
        heard.notes = (uint32_t)place->n_notes;
        heard.score = form->score;
        *mt_push(m->scratch, &m->list) = heard;
    }
}

static enum mt_status write_list(struct maker *m, struct mt_error *err)
{
    struct mt_strs blocks = {0}, old = {0};
    struct mt_str prefix = mt_str(MT_META_HEARD " ");
    mt_heard_sort(&m->list);
    mt_heard_pack(m->scratch, &m->list, &blocks);
    enum mt_status status = mt_writer_meta_keys(m->writer, m->scratch, prefix, &old, err);
    for (size_t i = 0; status == MT_OK && i < old.len; i++)
        status = mt_writer_set_meta(m->writer, old.ptr[i], mt_str(""), err);
    for (size_t i = 0; status == MT_OK && i < blocks.len; i++) {
        struct mt_str key = mt_str_printf(m->scratch, "%s%zu", prefix.ptr, i);
        status = mt_writer_set_meta(m->writer, key, blocks.ptr[i], err);
    }
    return status;
}

/* Where the forms stand, and how they are written. */
static enum mt_status look_up(struct maker *m, struct mt_error *err)
{
    enum mt_status status =
        mt_writer_values(m->writer, m->scratch, MT_SLOT_PATH, 0, SIZE_MAX, &m->paths, err);
    if (status == MT_OK)
        status = mt_uncommon_each(m->writer, take_written, m, err);
    for (struct place *place = m->places; status == MT_OK && place; place = place->hh.next) {
        if (!is_pair(place))
            status = take_word(m, place, err);
        choose_spelling(place);
        if (status == MT_OK)
            status = find_first(m, place, err);
    }
    return status;
}

enum mt_status mt_heard_make(struct mt_writer *writer, const struct mt_gazetteer *gazetteer,
                             struct mt_error *err)
{
    struct maker m = {.scratch = mt_context(NULL), .writer = writer, .gazetteer = gazetteer};
    mt_buf_init(&m.folded, m.scratch, 4 * MT_TERM_MAX);
    gather(&m);
    enum mt_status status = m.places ? look_up(&m, err) : MT_OK;
    HASH_SORT(m.places, by_first_note);
    for (struct place *place = m.places; status == MT_OK && place; place = place->hh.next)
        if (place->n_notes)
            status = read_example(&m, place, err);
    for (size_t e = 0; status == MT_OK && e < gazetteer->entities.len; e++)
        list_forms(&m, &gazetteer->entities.ptr[e]);
    if (status == MT_OK)
        status = write_list(&m, err);
    HASH_CLEAR(hh, m.places);
    mt_free(m.scratch);
    return status;
}
