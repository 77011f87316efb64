/* cuespeakers.c - Who speaks in subtitles
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/cuespeakers.h"

#include "note/cuetext.h"
#include "note/labels.h"
#include "note/persons.h"
#include "note/speakers.h"
#include "note/words.h"

/* So many names are told apart: enough for any meeting. */
#define VOICES_MAX 2000

/* Cues with a claim among those without a tag. Where most have one, the rest is taken for one, too;
 * where some have, a single word may be a name. */
#define MOST_CLAIM .8
#define SOME_CLAIM .2

/* --- what a line claims --- */

/* Appends shown text to the name; false when it has become too long for one. */
static bool extend(struct mt_cue_name *name, struct mt_str shown)
{
    if (shown.len > sizeof name->bytes - name->len)
        return false;
    memcpy(name->bytes + name->len, shown.ptr, shown.len);
    name->len += shown.len;
    return true;
}

static void set_name(struct mt_cue_name *name, struct mt_str to)
{
    memmove(name->bytes, to.ptr, to.len);
    name->len = to.len;
}

static size_t count_characters(struct mt_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
    return n;
}

/* What "[SPEAKER_00]" and the like stand for. */
static struct mt_str without_brackets(struct mt_str name)
{
    bool bracketed = name.len > 2 && name.ptr[0] == '[' && name.ptr[name.len - 1] == ']';
    return bracketed ? mt_str_trim(mt_str_slice(name, 1, name.len - 1)) : name;
}

static bool has_letter(struct mt_str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (mt_is_alpha(name.ptr[i]) || (unsigned char)name.ptr[i] >= 0x80)
            return true;
    return false;
}

/* Makes what stands before a colon or in parentheses a name; false when nobody is called so. */
static bool settle_name(struct mt_cue_name *name)
{
    static const struct mt_str stops = MT_STR("?!\"");
    set_name(name, without_brackets(mt_str_trim(mt_cue_name_str(name))));
    struct mt_str settled = mt_cue_name_str(name);
    for (size_t i = 0; i < settled.len; i++)
        if (mt_str_find_char(stops, settled.ptr[i], 0) != MT_NPOS)
            return false;
    return has_letter(settled) && count_characters(settled) <= MT_CUE_NAME_MAX;
}

/* Whether white space or nothing follows in the line, marks aside. */
static bool ends_word(struct mt_str text, size_t at, size_t end)
{
    struct mt_cue_token token;
    return !mt_cue_token(text, &at, end, &token) || token.shown.len == 0 ||
           mt_is_space(token.shown.ptr[0]);
}

/* "Dana Reyes: Hello": up to the first colon, which must end a word. */
static bool claim_before_colon(struct mt_str text, size_t begin, size_t end,
                               struct mt_cue_claim *out)
{
    struct mt_cue_token token;
    out->name.len = 0;
    while (mt_cue_token(text, &begin, end, &token)) {
        if (token.kind != MT_CUE_TEXT && token.kind != MT_CUE_EXPANDED)
            return false;
        struct mt_str head = mt_str_slice(token.shown, 0, MT_CUE_NAME_SIZE + 1);
        size_t colon = token.kind == MT_CUE_TEXT ? mt_str_find_char(head, ':', 0) : MT_NPOS;
        if (!extend(&out->name, mt_str_slice(head, 0, colon)))
            return false;
        if (colon == MT_NPOS)
            continue;
        out->body = token.begin + colon + 1;
        return ends_word(text, out->body, end) && settle_name(&out->name);
    }
    return false;
}

/* Sounds that stand in parentheses like names. */
static bool is_sound(struct mt_str name)
{
    static const struct mt_str sounds[] = {
        MT_STR("applause"), MT_STR("audio"),   MT_STR("background"), MT_STR("beep"),
        MT_STR("chatter"),  MT_STR("chime"),   MT_STR("chuckles"),   MT_STR("clapping"),
        MT_STR("clicking"), MT_STR("coughs"),  MT_STR("crosstalk"),  MT_STR("inaudible"),
        MT_STR("laughing"), MT_STR("laughs"),  MT_STR("laughter"),   MT_STR("music"),
        MT_STR("noise"),    MT_STR("pause"),   MT_STR("ringing"),    MT_STR("sighs"),
        MT_STR("silence"),  MT_STR("singing"), MT_STR("typing"),     MT_STR("unintelligible"),
    };
    struct mt_str rest = name, word;
    while (mt_str_next(&rest, ' ', &word))
        for (size_t i = 0; i < MT_COUNT(sounds); i++)
            if (mt_str_eq_nocase(word, sounds[i]))
                return true;
    return false;
}

/* "(Dana Reyes)" */
static bool claim_alone(struct mt_str text, size_t begin, size_t end, struct mt_cue_claim *out)
{
    struct mt_cue_token token;
    out->name.len = 0;
    out->body = end;
    out->alone = true;
    while (mt_cue_token(text, &begin, end, &token))
        if (!extend(&out->name, token.shown))
            return false;
    struct mt_str line = mt_str_trim(mt_cue_name_str(&out->name));
    if (line.len < 3 || line.ptr[0] != '(' || mt_str_find_char(line, ')', 0) != line.len - 1)
        return false;
    set_name(&out->name, mt_str_slice(line, 1, line.len - 1));
    return settle_name(&out->name) && !is_sound(mt_cue_name_str(&out->name)) &&
           mt_str_find_char(mt_cue_name_str(&out->name), ':', 0) == MT_NPOS;
}

bool mt_cue_claim(struct mt_str text, size_t begin, size_t end, struct mt_cue_claim *out)
{
    out->alone = false;
    return claim_before_colon(text, begin, end, out) || claim_alone(text, begin, end, out);
}

struct mt_str mt_cue_tag_name(struct mt_str tag, struct mt_cue_name *room)
{
    struct mt_cue_token token;
    size_t at = 0;
    room->len = 0;
    while (mt_cue_token(tag, &at, tag.len, &token))
        if (!extend(room, token.shown))
            return tag;
    return mt_str_trim(mt_cue_name_str(room));
}

/* --- names --- */

/* What a company's directory adds for those who are not its own. */
static struct mt_str without_guest_mark(struct mt_str name)
{
    static const struct mt_str marks[] = {MT_STR("(Ext)"),    MT_STR("(Ext.)"),
                                          MT_STR("(Extern)"), MT_STR("(External)"),
                                          MT_STR("(Guest)"),  MT_STR("(Unverified)")};
    for (size_t i = 0; i < MT_COUNT(marks); i++)
        if (name.len > marks[i].len &&
            mt_str_eq_nocase(mt_str_slice(name, name.len - marks[i].len, name.len), marks[i]))
            return mt_str_trim(mt_str_slice(name, 0, name.len - marks[i].len));
    return name;
}

/* What follows a comma without being a first name. */
static bool is_suffix(struct mt_str text)
{
    static const struct mt_str suffixes[] = {
        MT_STR("Inc"), MT_STR("LLC"), MT_STR("Ltd"), MT_STR("GmbH"), MT_STR("Co"),  MT_STR("Corp"),
        MT_STR("Jr"),  MT_STR("Sr"),  MT_STR("PhD"), MT_STR("MD"),   MT_STR("Esq"), MT_STR("MBA"),
    };
    if (mt_str_ends(text, mt_str(".")))
        text.len--;
    for (size_t i = 0; i < MT_COUNT(suffixes); i++)
        if (mt_str_eq_nocase(text, suffixes[i]))
            return true;
    return false;
}

/* The label that turns have: "Reyes, Dana (Ext)" is "Dana Reyes", any other name itself. */
static struct mt_str label_of(const void *ctx, struct mt_str name)
{
    struct mt_str bare = without_guest_mark(name);
    size_t comma = mt_str_find_char(bare, ',', 0);
    if (comma == MT_NPOS || mt_str_find_char(bare, ',', comma + 1) != MT_NPOS)
        return mt_str_copy(ctx, bare);
    struct mt_str last = mt_str_trim(mt_str_slice(bare, 0, comma));
    struct mt_str first = mt_str_trim(mt_str_slice(bare, comma + 1, bare.len)), more = {"", 0};
    size_t open = mt_str_find_char(first, '(', 0);
    if (open != MT_NPOS) {
        more = mt_str_slice(first, open, first.len);
        first = mt_str_trim(mt_str_slice(first, 0, open));
    }
    if (last.len == 0 || first.len == 0 || is_suffix(first))
        return mt_str_copy(ctx, bare);
    return mt_str_printf(ctx, "%.*s %.*s%s%.*s", MT_ARG(first), MT_ARG(last), more.len ? " " : "",
                         MT_ARG(more));
}

/* What the words of a name tell. */
struct looks {
    size_t words;
    bool common_first, common_any; /* of the words that sentences begin with */
    bool digits;                   /* a word begins with one */
};

static struct looks look_at(struct mt_str name)
{
    struct looks looks = {0};
    struct mt_str rest = name, word;
    while (mt_str_next(&rest, ' ', &word)) {
        if (word.len == 0)
            continue;
        if (word.ptr[word.len - 1] == ',')
            word.len--;
        bool common = mt_word_is_common(word);
        looks.common_first |= common && looks.words == 0;
        looks.common_any |= common;
        looks.digits |= word.len > 0 && mt_is_digit(word.ptr[0]);
        looks.words++;
    }
    return looks;
}

/* "Note: …", "Action items: …" */
static bool is_heading(struct mt_str name)
{
    static const struct mt_str words[] = {MT_STR("note"), MT_STR("example"), MT_STR("reminder"),
                                          MT_STR("update"), MT_STR("warning")};
    for (size_t i = 0; i < MT_COUNT(words); i++)
        if (mt_str_eq_nocase(name, words[i]))
            return true;
    return mt_kind_of_heading(name) != MT_KIND_OTHER;
}

/* Who claims alone must look like a name throughout; who claims again, or where most do, must only
 * not begin as a sentence does. */
static bool is_speaker(const struct mt_cue_speakers *speakers, const struct mt_cue_voice *voice,
                       struct mt_str name)
{
    double share = (double)speakers->claiming / (double)(speakers->cues ? speakers->cues : 1);
    bool most = voice->claims && share >= MOST_CLAIM && speakers->claiming > 1;
    bool some = voice->claims && share >= SOME_CLAIM;
    struct looks looks = look_at(name);
    bool comma = mt_str_find_char(name, ',', 0) != MT_NPOS;
    bool again = voice->claims + voice->ids > 1;
    bool named = mt_speaker_is_channel(name) || (mt_label_is_name(voice->label) && !looks.digits);
    if (voice->claims + voice->ids == 0 || (!again && is_heading(name)) ||
        (comma && (!named || looks.common_any)))
        return false;
    if (most)
        return named || again || !looks.common_first;
    if (again)
        return !looks.common_first || (named && (some || looks.words > 1));
    return named && !looks.common_any && (some || (looks.words > 1 && !comma));
}

/* --- the table --- */

struct mt_cue_voice *mt_cue_speakers_add(struct mt_cue_speakers *speakers, struct mt_str name)
{
    uint64_t hash = mt_intern_hash(name);
    uint32_t id = mt_intern_find(&speakers->names, name, hash);
    if (id == MT_INTERN_NONE) {
        if (speakers->voices.len == VOICES_MAX)
            return NULL;
        id = mt_intern_add(&speakers->names, mt_str_copy(speakers->ctx, name), hash);
        mt_push(speakers->ctx, &speakers->voices)->label = label_of(speakers->note, name);
    }
    return &speakers->voices.ptr[id];
}

void mt_cue_speakers_init(struct mt_cue_speakers *speakers, const void *ctx, struct mt_note *note)
{
    *speakers = (struct mt_cue_speakers){.note = note, .ctx = ctx};
    mt_intern_init(&speakers->names, ctx, VOICES_MAX);
    struct mt_strs named = mt_persons_named(ctx, note, SIZE_MAX);
    for (size_t i = 0; i < named.len; i++) {
        struct mt_cue_voice *voice = mt_cue_speakers_add(speakers, named.ptr[i]);
        if (voice)
            voice->named = true;
    }
}

void mt_cue_speakers_decide(struct mt_cue_speakers *speakers)
{
    for (size_t i = 0; i < speakers->voices.len; i++) {
        struct mt_cue_voice *voice = &speakers->voices.ptr[i];
        voice->speaks = voice->named || is_speaker(speakers, voice, speakers->names.keys.ptr[i]);
    }
}

struct mt_str mt_cue_speakers_label(const struct mt_cue_speakers *speakers, struct mt_str name)
{
    uint32_t id = mt_intern_find(&speakers->names, name, mt_intern_hash(name));
    if (id == MT_INTERN_NONE || !speakers->voices.ptr[id].speaks)
        return mt_str("");
    return speakers->voices.ptr[id].label;
}
