/* cueturns.c - Subtitles as the turns of a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The cues are read twice: for what they claim about their speakers, then for their turns.
 */
#include "base/base.h"
#include "note/cueturns.h"

#include "note/cuespeakers.h"
#include "note/cuetext.h"
#include "note/labels.h"
#include "note/prose.h"

struct parser {
    struct mt_note *note;
    const struct mt_cue_habits *habits;
    struct mt_cue_speakers speakers;
    struct mt_prose_maker maker;
    uint32_t section; /* of the turns; 0 as long as there are none */
    bool somebody;    /* is known to speak */
    /* the turn in the making */
    const struct mt_cue *cue;
    struct mt_str label; /* where that goes on, of the turn before as long as no other is named */
    bool later;          /* not the first of its cue */
};

/* --- the parts of a cue --- */

/* Walks over the stretches of a cue that have one tag, or none. */
struct stretches {
    size_t next, end;
    bool tagged; /* the stretch to come */
    struct mt_str voice;
};

struct stretch {
    size_t begin, end;
    bool tagged;
    struct mt_str voice; /* the tag's name, as written; may be "" */
};

static bool next_stretch(struct mt_str text, struct stretches *s, struct stretch *out)
{
    struct mt_cue_token token = {.kind = MT_CUE_TEXT};
    if (s->next >= s->end)
        return false;
    *out = (struct stretch){s->next, s->end, s->tagged, s->voice};
    while (mt_cue_token(text, &s->next, s->end, &token)) {
        s->tagged = token.kind == MT_CUE_VOICE;
        if (!s->tagged && token.kind != MT_CUE_VOICE_END)
            continue;
        s->voice = token.shown;
        out->end = token.begin;
        break;
    }
    return true;
}

/* A line of a stretch without a tag. */
struct line {
    size_t begin, end;
    size_t mark; /* the length of "-" or ">>" at its begin: somebody else speaks */
    bool claims; /* after the mark */
    struct mt_cue_claim claim;
};

/* The length of the mark of another speaker that the line begins with. "-5 degrees" has none. */
static size_t mark_of(struct mt_str line)
{
    static const struct mt_str dashes[] = {MT_STR("-"), MT_STR("\u2013")};
    size_t n = 0;
    while (n < line.len && line.ptr[n] == '>')
        n++;
    if (n > 1)
        return n;
    for (size_t i = 0; i < MT_COUNT(dashes); i++) {
        size_t len = dashes[i].len;
        if (mt_str_starts(line, dashes[i]) &&
            (line.len == len || (!mt_is_digit(line.ptr[len]) && line.ptr[len] != '-')))
            return len;
    }
    return 0;
}

/* Cuts the next line that is not empty off text[*at, end), without white space on both sides. */
static bool cut_line(struct mt_str text, size_t *at, size_t end, struct mt_str *out)
{
    while (*at < end) {
        const char *eol = memchr(text.ptr + *at, '\n', end - *at);
        size_t stop = eol ? (size_t)(eol - text.ptr) : end;
        *out = mt_str_trim(mt_str_slice(text, *at, stop));
        *at = stop + 1;
        if (out->len)
            return true;
    }
    return false;
}

static bool next_line(struct mt_str text, size_t *at, size_t end, struct line *out)
{
    struct mt_str line;
    if (!cut_line(text, at, end, &line))
        return false;
    size_t begin = (size_t)(line.ptr - text.ptr);
    *out = (struct line){.begin = begin, .end = begin + line.len, .mark = mark_of(line)};
    out->claims = mt_cue_claim(text, begin + out->mark, out->end, &out->claim);
    return true;
}

static struct stretches stretches_of(const struct mt_cue *cue)
{
    return (struct stretches){.next = cue->begin, .end = cue->end, .voice = {"", 0}};
}

/* --- who claims to speak --- */

/* A tag settles it. */
static void count_tag(struct parser *p, struct mt_str tag)
{
    struct mt_cue_name room;
    struct mt_cue_voice *voice = mt_cue_speakers_add(&p->speakers, mt_cue_tag_name(tag, &room));
    if (voice)
        voice->named = true;
}

static void count_line(struct parser *p, const struct line *line, bool first)
{
    p->speakers.cues += first;
    p->speakers.claiming += first && line->claims;
    if (!line->claims)
        return;
    struct mt_cue_voice *voice =
        mt_cue_speakers_add(&p->speakers, mt_cue_name_str(&line->claim.name));
    if (voice)
        voice->claims++;
}

/* Whether a cue's id may be the name of its speaker, as some tools have it. */
static bool may_name(const struct parser *p, struct mt_str id)
{
    for (size_t i = 0; i < id.len; i++)
        if (mt_is_digit(id.ptr[i]))
            return false;
    return p->habits->any_id && id.len <= MT_CUE_NAME_MAX && mt_label_is_name(id);
}

static void count_cue(struct parser *p, const struct mt_cue *cue)
{
    struct mt_str text = p->note->text->str;
    struct stretches stretches = stretches_of(cue);
    struct stretch stretch;
    struct line line;
    bool first = true;
    while (next_stretch(text, &stretches, &stretch)) {
        if (stretch.tagged)
            count_tag(p, stretch.voice);
        for (size_t at = stretch.begin; !stretch.tagged && next_line(text, &at, stretch.end, &line);
             first = false)
            count_line(p, &line, first);
    }
    struct mt_cue_voice *voice =
        may_name(p, cue->id) ? mt_cue_speakers_add(&p->speakers, cue->id) : NULL;
    if (voice)
        voice->ids++;
}

/* --- turns --- */

/* Appends a line, or what is left of one, with its markup resolved. */
static void add_line(struct parser *p, size_t begin, size_t end)
{
    struct mt_cue_token token;
    mt_prose_gap(&p->maker, mt_str(" "));
    while (mt_cue_token(p->note->text->str, &begin, end, &token)) {
        if (token.kind == MT_CUE_TEXT)
            mt_prose_add(&p->maker, token.begin, token.end - token.begin);
        else if (token.kind == MT_CUE_EXPANDED)
            mt_prose_expand(&p->maker, token.begin, token.shown);
        else
            mt_prose_gap(&p->maker, mt_str(" "));
    }
}

static void end_turn(struct parser *p)
{
    struct mt_prose prose = mt_prose_end(&p->maker);
    if (prose.text.len == 0)
        return;
    if (p->section == 0)
        p->section = mt_note_add_section(p->note, MT_KIND_TRANSCRIPT, mt_str(""), 0);
    struct mt_item *item = mt_note_add_item(p->note, p->section, prose);
    if (!item)
        return;
    item->turn = mt_new(p->note, struct mt_turn);
    item->turn->start_ms = p->cue->start_ms;
    item->turn->end_ms = p->cue->end_ms;
    item->turn->start_exact = p->cue->start_exact && !p->later;
    item->turn->label = p->label;
    p->somebody |= p->label.len > 0;
    p->later = true;
}

static void begin_turn(struct parser *p, struct mt_str label)
{
    end_turn(p);
    p->label = label;
}

static void parse_tagged(struct parser *p, struct stretch stretch)
{
    struct mt_str text = p->note->text->str, line;
    struct mt_cue_name room;
    begin_turn(p, mt_cue_speakers_label(&p->speakers, mt_cue_tag_name(stretch.voice, &room)));
    for (size_t at = stretch.begin; cut_line(text, &at, stretch.end, &line);)
        add_line(p, (size_t)(line.ptr - text.ptr), (size_t)(line.ptr - text.ptr) + line.len);
}

/* The label of the speaker that the line names, else "". */
static struct mt_str label_of(const struct parser *p, const struct line *line)
{
    if (!line->claims)
        return mt_str("");
    return mt_cue_speakers_label(&p->speakers, mt_cue_name_str(&line->claim.name));
}

/* A dash means another speaker where the cue begins with one, or where it stands alone; elsewhere
 * it belongs to the text, and after a name of its own line it says nothing new. */
static void parse_untagged(struct parser *p, struct stretch stretch)
{
    struct line line;
    bool dashes = false, first = true, announced = false;
    for (size_t at = stretch.begin; next_line(p->note->text->str, &at, stretch.end, &line);
         first = false) {
        struct mt_str label = label_of(p, &line);
        size_t begin = line.begin;
        dashes |= line.mark && (first || announced || line.begin + line.mark == line.end);
        if (label.len) {
            begin_turn(p, label);
            begin = line.claim.body;
        } else if (line.mark && dashes) {
            if (!announced)
                begin_turn(p, mt_str(""));
            begin += line.mark;
        }
        announced = label.len && line.claim.alone;
        add_line(p, begin, line.end);
    }
}

static void parse_cue(struct parser *p, const struct mt_cue *cue)
{
    struct stretches stretches = stretches_of(cue);
    struct stretch stretch;
    p->cue = cue;
    p->later = false;
    if (!p->habits->goes_on)
        p->label = may_name(p, cue->id) ? mt_cue_speakers_label(&p->speakers, cue->id) : mt_str("");
    while (next_stretch(p->note->text->str, &stretches, &stretch)) {
        if (stretch.tagged)
            parse_tagged(p, stretch);
        else
            parse_untagged(p, stretch);
        if (stretch.tagged)
            begin_turn(p, p->habits->goes_on ? p->label : mt_str(""));
    }
    end_turn(p);
    if (cue->problem)
        mt_note_problem(p->note, cue->timing, "%s", cue->problem);
}

static void parse_plain(struct parser *p, const struct mt_cue *cue)
{
    struct mt_str text = p->note->text->str, line;
    for (size_t at = cue->begin; cut_line(text, &at, cue->end, &line);) {
        mt_prose_gap(&p->maker, mt_str(" "));
        mt_prose_add(&p->maker, (size_t)(line.ptr - text.ptr), line.len);
    }
    mt_note_add_item(p->note, 0, mt_prose_end(&p->maker));
}

bool mt_cue_turns(struct mt_note *note, const struct mt_cue_habits *habits, size_t line)
{
    void *ctx = mt_context(NULL);
    struct parser p = {.note = note, .habits = habits, .label = {"", 0}};
    struct mt_cue_reader reader = mt_cue_reader(note->text, habits, line);
    struct mt_cue cue;
    mt_cue_speakers_init(&p.speakers, ctx, note);
    while (mt_cue_next(&reader, &cue))
        if (cue.kind == MT_CUE_SPEECH)
            count_cue(&p, &cue);
    mt_cue_speakers_decide(&p.speakers);

    reader = mt_cue_reader(note->text, habits, line);
    mt_prose_begin(&p.maker, note);
    while (mt_cue_next(&reader, &cue)) {
        if (cue.kind == MT_CUE_SPEECH)
            parse_cue(&p, &cue);
        else
            parse_plain(&p, &cue);
    }
    mt_prose_release(&p.maker);
    mt_free(ctx);
    return p.somebody;
}
