/* resolve.c - The persons behind the labels of a transcript
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/speakers.h"

#include "note/channels.h"
#include "note/intern.h"
#include "note/persons.h"

/* Labels beyond this many name themselves and nothing is asked of them: no meeting has more. */
#define LABELS_MAX 500

/* A distinct label of the note. */
struct voice {
    enum mt_channel channel;
    struct mt_str person; /* canonical; "" of a channel */
    enum mt_speaker_source known;
};

struct voices MT_VEC(struct voice);

struct resolver {
    const void *ctx;
    struct mt_note *note;
    struct mt_strs named;    /* outside the transcript */
    struct mt_intern labels; /* of the turns; parallel to voices */
    struct voices voices;
};

static bool is_one_word(struct mt_str name)
{
    return mt_str_find_char(name, ' ', 0) == MT_NPOS;
}

static bool is_person(const struct resolver *r, size_t voice)
{
    return r->voices.ptr[voice].channel == MT_CHANNEL_NONE;
}

static void gather_labels(struct resolver *r)
{
    mt_intern_init(&r->labels, r->ctx, LABELS_MAX);
    for (size_t i = 0; i < r->note->items.len; i++) {
        const struct mt_turn *turn = r->note->items.ptr[i].turn;
        if (!turn || turn->label.len == 0 || turn->speaker.len)
            continue;
        uint32_t id = mt_intern_add(&r->labels, turn->label, mt_intern_hash(turn->label));
        if (id == r->voices.len)
            mt_push(r->ctx, &r->voices)->channel = mt_channel_of(turn->label);
    }
}

/* Takes a fuller form of `name` into `found`; false when there are two different ones. */
static bool take_fuller(struct mt_str name, struct mt_str form, struct mt_str *found)
{
    if (form.len <= name.len || !mt_persons_match(name, form))
        return true;
    if (found->len && !mt_str_eq_nocase(*found, form))
        return false;
    *found = form;
    return true;
}

/* The only fuller form of a first name that the note has, or the name itself. */
static struct mt_str fullest(const struct resolver *r, struct mt_str name)
{
    struct mt_str found = {NULL, 0};
    bool single = is_one_word(name);
    for (size_t i = 0; single && i < r->named.len; i++)
        single = take_fuller(name, r->named.ptr[i], &found);
    for (size_t i = 0; single && i < r->voices.len; i++)
        if (is_person(r, i))
            single = take_fuller(name, r->labels.keys.ptr[i], &found);
    return single && found.len ? found : name;
}

/* The person of a label, in the form that the note uses elsewhere. */
static void name_voice(struct resolver *r, size_t id)
{
    struct mt_str label = r->labels.keys.ptr[id];
    struct voice *voice = &r->voices.ptr[id];
    voice->person = fullest(r, label);
    voice->known = MT_SPEAKER_LABEL;
    for (size_t i = 0; i < r->named.len; i++) {
        if (!mt_persons_match(r->named.ptr[i], voice->person))
            continue;
        voice->known = MT_SPEAKER_KNOWN;
        if (mt_str_eq_nocase(r->named.ptr[i], voice->person)) {
            voice->person = r->named.ptr[i];
            return;
        }
    }
}

static bool speaks(const struct resolver *r, struct mt_str person)
{
    for (size_t i = 0; i < r->voices.len; i++)
        if (is_person(r, i) && mt_persons_match(r->voices.ptr[i].person, person))
            return true;
    return false;
}

static bool is_among(const struct mt_strs *names, struct mt_str name)
{
    for (size_t i = 0; i < names->len; i++)
        if (mt_str_eq_nocase(names->ptr[i], name))
            return true;
    return false;
}

/* Those of `names` who do not speak under their own name, each once. */
static struct mt_strs silent_of(const struct resolver *r, const struct mt_strs *names)
{
    struct mt_strs silent = {0};
    for (size_t i = 0; i < names->len; i++) {
        struct mt_str person = fullest(r, names->ptr[i]);
        if (!speaks(r, person) && !is_among(&silent, person) && !mt_speaker_is_channel(person))
            *mt_push(r->ctx, &silent) = person;
    }
    return silent;
}

/* Who else took part in a meeting of two: the front matter's counterpart, else the one person that
 * the title or the list of people leaves. "" when they leave more, or contradict each other. */
static struct mt_str other_person(const struct resolver *r)
{
    struct mt_strs counterparts = {0};
    for (size_t i = 0; i < r->note->properties.len; i++) {
        const struct mt_property *property = &r->note->properties.ptr[i];
        if (mt_str_eq_nocase(property->key, mt_str("counterpart")))
            *mt_push(r->ctx, &counterparts) = property->value;
    }
    counterparts = silent_of(r, &counterparts);
    if (counterparts.len == 1)
        return counterparts.ptr[0];

    struct mt_strs titled = mt_persons_titled(r->ctx, r->note);
    titled = silent_of(r, &titled);
    struct mt_strs people = silent_of(r, &r->note->people);
    if (titled.len == 1)
        return people.len == 0 || is_among(&people, titled.ptr[0]) ? titled.ptr[0] : mt_str(NULL);
    return people.len == 1 ? people.ptr[0] : mt_str(NULL);
}

/* A meeting of two in which the far end is one person: said by the title or the type, or one
 * person speaks under an own name and the far end is the only channel. */
static bool is_one_to_one(const struct resolver *r)
{
    size_t persons = 0, channels = 0, far = 0;
    struct mt_str person = {NULL, 0};
    for (size_t i = 0; i < r->voices.len; i++) {
        const struct voice *voice = &r->voices.ptr[i];
        channels += !is_person(r, i);
        far += voice->channel == MT_CHANNEL_FAR;
        if (is_person(r, i) && !mt_str_eq_nocase(voice->person, person)) {
            person = voice->person;
            persons++;
        }
    }
    bool said = mt_persons_one_to_one(r->note);
    return far > 0 && persons <= 1 && (said || (persons == 1 && channels == 1));
}

static void name_far_end(struct resolver *r)
{
    if (!is_one_to_one(r))
        return;
    struct mt_str other = other_person(r);
    for (size_t i = 0; i < r->voices.len && other.len; i++) {
        struct voice *voice = &r->voices.ptr[i];
        if (voice->channel != MT_CHANNEL_FAR)
            continue;
        voice->person = other;
        voice->known = MT_SPEAKER_RESOLVED;
    }
}

/* Adds a speaker to the people of the note; a first name there becomes the full name. */
static void add_to_people(struct mt_note *note, struct mt_str person)
{
    for (size_t i = 0; i < note->people.len; i++) {
        struct mt_str *listed = &note->people.ptr[i];
        if (mt_str_eq_nocase(*listed, person))
            return;
        if (listed->len < person.len && mt_persons_match(*listed, person)) {
            *listed = person;
            return;
        }
    }
    mt_note_add_name(note, &note->people, person);
}

/* For a label that was one too many. */
static enum mt_speaker_source known_alone(struct mt_str label)
{
    return label.len && !mt_speaker_is_channel(label) ? MT_SPEAKER_LABEL : MT_SPEAKER_UNKNOWN;
}

static void set_turns(const struct resolver *r)
{
    for (size_t i = 0; i < r->note->items.len; i++) {
        struct mt_turn *turn = r->note->items.ptr[i].turn;
        if (!turn || turn->speaker.len) /* some formats say who it is */
            continue;
        uint32_t id = mt_intern_find(&r->labels, turn->label, mt_intern_hash(turn->label));
        const struct voice *voice = id == MT_INTERN_NONE ? NULL : &r->voices.ptr[id];
        turn->speaker = voice && voice->person.len ? voice->person : turn->label;
        turn->known = voice ? voice->known : known_alone(turn->label);
    }
}

void mt_speakers_resolve(struct mt_note *note)
{
    void *ctx = mt_context(NULL);
    struct resolver r = {.ctx = ctx, .note = note};
    r.named = mt_persons_named(ctx, note, SIZE_MAX);
    gather_labels(&r);
    for (size_t i = 0; i < r.voices.len; i++)
        if (is_person(&r, i))
            name_voice(&r, i);
    name_far_end(&r);
    set_turns(&r);
    for (size_t i = 0; i < r.voices.len; i++)
        if (r.voices.ptr[i].person.len)
            add_to_people(note, r.voices.ptr[i].person);
    mt_free(ctx);
}
