/* layout.c - A note laid out as units
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/layout.h"

#include "base/file.h"
#include "base/hash.h"
#include "ingest/noise.h"
#include "ingest/uncommon.h"
#include "note/intern.h"
#include "store/schema.h"

/* Speakers and owners beyond so many are nobody. */
#define SPEAKERS_MAX 1000000

/* An item this long is one unit; a cut leaves at least MIN words on both sides. */
#define UNIT_WORDS_MIN 8
#define UNIT_WORDS_WHOLE (MT_UNIT_WORDS + UNIT_WORDS_MIN - 1)

struct units MT_VEC(struct mt_unit);
struct speakers MT_VEC(struct mt_unit_speaker);
struct ranges MT_VEC(struct mt_range);
struct anchors MT_VEC(struct mt_anchor);

struct builder {
    const void *ctx;
    void *scratch; /* gone when the layout is done */
    const struct mt_note *note;
    struct mt_tokens *tokens;
    struct units units;
    struct speakers speakers;
    struct mt_strs owners;
    struct mt_intern known_speakers, known_owners;
    struct ranges ranges;
    struct anchors anchors;
    struct mt_words words;
    struct mt_intern terms; /* that they are */
    struct mt_writings written;
    struct mt_pieces pieces;
    struct mt_uncommon *uncommon;
    struct mt_buf joined;     /* words of one unit, for its hash */
    struct mt_buf transcript; /* words of the turns, for their hash */
    struct mt_buf text;       /* the record's text */
    uint32_t position;        /* of the next word */
    bool cut;                 /* there are more words than a note may have */
};

/* Whether what stands between two words ends a sentence, or at least a clause. */
static bool has_mark(struct mt_str text, uint32_t begin, uint32_t end, const char *marks)
{
    for (uint32_t i = begin; i < end; i++)
        if (text.ptr[i] && strchr(marks, text.ptr[i]))
            return true;
    return false;
}

/* The number of words, from token `begin` on, that the next unit takes. */
static size_t unit_length(const struct builder *b, struct mt_str text, size_t begin)
{
    size_t left = mt_tokens_count(b->tokens) - begin;
    if (left <= UNIT_WORDS_WHOLE)
        return left;
    static const char *const marks[] = {".?!", ",;:"};
    for (size_t m = 0; m < MT_COUNT(marks); m++) {
        for (size_t n = MT_UNIT_WORDS; n >= UNIT_WORDS_MIN; n--) {
            struct mt_token last = mt_tokens_at(b->tokens, begin + n - 1);
            struct mt_token next = mt_tokens_at(b->tokens, begin + n);
            if (has_mark(text, last.end, next.begin, marks[m]) &&
                has_mark(text, last.end, next.begin, " \n"))
                return n;
        }
    }
    return MT_UNIT_WORDS;
}

/* The number of a name among those of the note; `text` is its key as long as the layout lives. */
static uint32_t number_of(struct mt_intern *known, struct mt_str text)
{
    return mt_intern_add(known, text, mt_intern_hash(text));
}

static uint32_t speaker_index(struct builder *b, const struct mt_turn *turn)
{
    if (turn->speaker.len == 0 && turn->label.len == 0)
        return MT_NOBODY;
    struct mt_str key =
        mt_str_printf(b->scratch, "%.*s\n%.*s", MT_ARG(turn->speaker), MT_ARG(turn->label));
    uint32_t number = number_of(&b->known_speakers, key);
    if (number == b->speakers.len)
        *mt_push(b->ctx, &b->speakers) = (struct mt_unit_speaker){turn->speaker, turn->label};
    return number == MT_INTERN_NONE ? MT_NOBODY : number;
}

static uint32_t owner_index(struct builder *b, struct mt_str owner)
{
    if (owner.len == 0)
        return MT_NOBODY;
    uint32_t number = number_of(&b->known_owners, owner);
    if (number == b->owners.len)
        *mt_push(b->ctx, &b->owners) = owner;
    return number == MT_INTERN_NONE ? MT_NOBODY : number;
}

/* What all units of the item have in common. */
static struct mt_unit unit_of_item(struct builder *b, const struct mt_item *item, uint32_t number)
{
    struct mt_unit unit = {
        .section = item->section,
        .item = number,
        .kind = b->note->sections.ptr[item->section].kind,
        .heading = item->heading || mt_item_says_nothing(item),
        .speaker = MT_NOBODY,
        .owner = MT_NOBODY,
    };
    if (item->turn) {
        unit.timed = item->turn->start_ms != MT_TURN_UNTIMED;
        unit.speaker = speaker_index(b, item->turn);
    }
    if (item->task) {
        unit.status = item->task->status;
        unit.priority = item->task->priority;
        unit.owner = owner_index(b, item->task->owner);
        unit.due = item->task->due;
        unit.done = item->task->done;
    }
    return unit;
}

static int32_t clamp_ms(int64_t ms)
{
    return ms < 0 ? 0 : ms > INT32_MAX ? INT32_MAX : (int32_t)ms;
}

/* The times of text [begin, end) of a turn, by its share of the characters. */
static void set_times(struct mt_unit *unit, const struct mt_turn *turn, size_t length, size_t begin,
                      size_t end)
{
    int64_t span = clamp_ms(turn->end_ms - turn->start_ms), whole = length ? (int64_t)length : 1;
    unit->start_ms = clamp_ms(turn->start_ms + span * (int64_t)begin / whole);
    unit->end_ms = clamp_ms(turn->start_ms + span * (int64_t)end / whole);
    if (unit->end_ms < unit->start_ms)
        unit->end_ms = unit->start_ms;
}

static uint32_t term_index(struct builder *b, struct mt_str term, enum mt_written written)
{
    uint64_t hash = mt_intern_hash(term);
    uint32_t number = mt_intern_find(&b->terms, term, hash);
    if (number == MT_INTERN_NONE) {
        *mt_push(b->ctx, &b->written) = written;
        return mt_intern_add(&b->terms, mt_str_keep(b->ctx, &b->pieces, term), hash);
    }
    if (b->written.ptr[number] != written)
        b->written.ptr[number] = MT_WRITTEN_OTHER;
    return number;
}

/* The words of tokens [begin, begin + n) at the next positions; the unit's hash over them. */
static void add_words(struct builder *b, struct mt_str text, struct mt_unit *unit, size_t begin,
                      size_t n)
{
    mt_buf_clear(&b->joined);
    unit->position = b->position;
    unit->words = (uint32_t)n;
    for (size_t i = begin; i < begin + n; i++) {
        struct mt_token token = mt_tokens_at(b->tokens, i);
        struct mt_str term = token.term;
        enum mt_written written = mt_written_as(mt_str_slice(text, token.begin, token.end), term);
        *mt_push(b->ctx, &b->words) = (struct mt_word){.term = term_index(b, term, written),
                                                       .position = b->position++,
                                                       .begin = token.begin,
                                                       .end = token.end,
                                                       .written = written};
        mt_buf_add(&b->joined, term);
        mt_buf_add_char(&b->joined, ' ');
    }
    if (unit->timed)
        mt_buf_add(&b->transcript, mt_buf_str(&b->joined));
    else
        unit->text_hash = mt_hash32(mt_buf_str(&b->joined));
}

static void add_anchor(struct builder *b, size_t at, struct mt_place place)
{
    struct mt_anchor *anchor = mt_push(b->ctx, &b->anchors);
    anchor->at = (uint32_t)at;
    anchor->place = place;
}

/* Anchors for shown text that stands at [source, source + length) of the note's text: where it
 * begins, at each new line, and wherever the way back to the file's bytes has a joint. */
static void anchor_run(struct builder *b, size_t at, size_t source, size_t length)
{
    const struct mt_text *text = b->note->text;
    size_t low = 0, high = text->n_map;
    while (low < high) { /* the first mark after `source` */
        size_t middle = (low + high) / 2;
        if (text->map[middle].text > source)
            high = middle;
        else
            low = middle + 1;
    }
    add_anchor(b, at, mt_text_place(text, source));
    for (size_t i = 1; i < length; i++) {
        bool joint = false;
        for (; low < text->n_map && text->map[low].text <= source + i; low++)
            joint |= text->map[low].text == source + i;
        if (joint || text->str.ptr[source + i - 1] == '\n')
            add_anchor(b, at + i, mt_text_place(text, source + i));
    }
}

static void anchor_prose(struct builder *b, const struct mt_prose *prose, size_t base)
{
    for (size_t r = 0; r < prose->n_runs; r++) {
        size_t begin = prose->runs[r].at;
        size_t end = r + 1 < prose->n_runs ? prose->runs[r + 1].at : prose->text.len;
        size_t source = prose->runs[r].source, room = b->note->text->str.len - source;
        anchor_run(b, base + begin, source, end - begin < room ? end - begin : room);
    }
}

static void lay_out_item(struct builder *b, const struct mt_item *item, uint32_t number)
{
    struct mt_str text = item->prose.text;
    mt_tokenise(b->tokens, text);
    size_t count = mt_tokens_count(b->tokens), base = b->text.len, words = b->words.len;
    if (count == 0)
        return;

    struct mt_unit shared = unit_of_item(b, item, number);
    for (size_t begin = 0, n; begin < count; begin += n) {
        n = unit_length(b, text, begin);
        b->cut |= b->words.len + n > MT_NOTE_WORDS_MAX;
        if (b->cut)
            break;
        size_t from = begin ? mt_tokens_at(b->tokens, begin).begin : 0;
        size_t to = begin + n < count ? mt_tokens_at(b->tokens, begin + n).begin : text.len;
        while (to > from && mt_is_space(text.ptr[to - 1]))
            to--;
        struct mt_unit *unit = mt_push(b->ctx, &b->units);
        *unit = shared;
        if (unit->timed) {
            set_times(unit, item->turn, text.len, from, to);
            unit->exact = begin == 0 && item->turn->start_exact;
            unit->noise = unit->kind != MT_KIND_CHAT &&
                          mt_noise_is(b->tokens, begin, n, mt_str_slice(text, from, to));
        }
        unit->noise |= mt_noise_is_boilerplate(text);
        add_words(b, text, unit, begin, n);
        *mt_push(b->ctx, &b->ranges) =
            (struct mt_range){(uint32_t)(base + from), (uint32_t)(base + to)};
    }
    mt_uncommon_add(b->uncommon, text, b->terms.keys.ptr, b->words.ptr + words,
                    b->words.len - words);
    mt_buf_add(&b->text, text);
    mt_buf_add_char(&b->text, '\n');
    anchor_prose(b, &item->prose, base);
}

static void smooth(struct builder *b, struct mt_layout *out)
{
    size_t n = out->table.n_units;
    double *clock = mt_array(b->ctx, double, n), *near = mt_array(b->ctx, double, n);
    mt_units_clock(&out->table, clock);
    mt_units_smooth_length(&out->table, clock, 20, near);
    for (size_t i = 0; i < n; i++)
        out->near20 += near[i];
    mt_free(near);
    mt_free(clock);
}

static void fill_record(struct builder *b, struct mt_record *record)
{
    const struct mt_note *note = b->note;
    *record = (struct mt_record){
        .path = note->path,
        .title = note->title,
        .date = note->date,
        .start_minutes = note->start_minutes,
        .type = note->type,
        .language = note->language,
        .people = note->people.ptr,
        .n_people = note->people.len,
        .organizations = note->organizations.ptr,
        .n_organizations = note->organizations.len,
        .tags = note->tags.ptr,
        .n_tags = note->tags.len,
        .n_properties = note->properties.len,
        .text = mt_buf_str(&b->text),
        .ranges = b->ranges.ptr,
        .n_ranges = b->ranges.len,
        .anchors = b->anchors.ptr,
        .n_anchors = b->anchors.len,
    };
    record->properties = mt_array(b->ctx, struct mt_record_property, note->properties.len);
    for (size_t i = 0; i < note->properties.len; i++)
        record->properties[i] =
            (struct mt_record_property){note->properties.ptr[i].key, note->properties.ptr[i].value};
}

void mt_layout_note(const void *ctx, const struct mt_note *note, struct mt_tokens *tokens,
                    struct mt_layout *out)
{
    struct builder b = {.ctx = ctx, .note = note, .tokens = tokens, .position = 1};
    b.scratch = mt_context(NULL);
    b.uncommon = mt_uncommon_new(ctx);
    mt_intern_init(&b.terms, ctx, MT_NOTE_WORDS_MAX);
    mt_intern_init(&b.known_speakers, b.scratch, SPEAKERS_MAX);
    mt_intern_init(&b.known_owners, b.scratch, SPEAKERS_MAX);
    struct mt_buf *const buffers[] = {&b.joined, &b.transcript, &b.text};
    for (size_t i = 0; i < MT_COUNT(buffers); i++)
        mt_buf_init(buffers[i], (void *)ctx, MT_FILE_MAX * 4);
    for (size_t i = 0; i < note->items.len; i++) {
        const struct mt_item *item = &note->items.ptr[i];
        bool goes_on = i && item->turn && item[-1].turn;
        if (i && !goes_on)
            b.position += MT_POSITION_GAP;
        lay_out_item(&b, item, (uint32_t)i);
    }
    *out = (struct mt_layout){
        .table = {.units = b.units.ptr,
                  .n_units = b.units.len,
                  .speakers = b.speakers.ptr,
                  .n_speakers = b.speakers.len,
                  .owners = b.owners.ptr,
                  .n_owners = b.owners.len,
                  .path = note->path,
                  .date = note->date},
        .words = b.words,
        .terms = b.terms.keys,
        .written = b.written,
        .uncommon = b.uncommon,
        .transcript_id = {"", 0},
        .cut = b.cut,
    };
    if (b.transcript.len) {
        struct mt_hash hash = mt_hash(mt_buf_str(&b.transcript));
        out->transcript_id = out->table.copy = mt_str_copy(ctx, mt_str(hash.hex));
    }
    mt_free(b.scratch);
    fill_record(&b, &out->record);
    smooth(&b, out);
}
