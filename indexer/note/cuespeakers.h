/* cuespeakers.h - Who speaks in subtitles
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * WebVTT has a tag for it, but most write the name into the text: "Dana Reyes: Hello", or
 * "(Dana Reyes)" on a line of its own. So may begin what is no name ("Remember this: …"), and so
 * all cues are asked first what they claim: a claim that looks like a name, is made again or stands
 * where nearly all cues make one is a speaker.
 */
#ifndef MT_NOTE_CUESPEAKERS_H
#define MT_NOTE_CUESPEAKERS_H

#include "base/base.h"
#include "note/intern.h"
#include "note/note.h"

MT_BEGIN_DECLS

/* No name has more characters; and the bytes that so many may take. */
#define MT_CUE_NAME_MAX 60
#define MT_CUE_NAME_SIZE (MT_CUE_NAME_MAX * 4)

struct mt_cue_name {
    char bytes[MT_CUE_NAME_SIZE];
    size_t len;
};

static inline struct mt_str mt_cue_name_str(const struct mt_cue_name *name)
{
    return mt_str_of(name->bytes, name->len);
}

/* What a line claims about its speaker. */
struct mt_cue_claim {
    struct mt_cue_name name; /* without markup */
    size_t body;             /* the text offset of what is said */
    bool alone;              /* in parentheses, as the whole line */
};

/* Reads the claim at the start of the line [begin, end) of the text; false when it makes none. Of
 * a line of any length little more than a name is read. */
bool mt_cue_claim(struct mt_str text, size_t begin, size_t end, struct mt_cue_claim *out);

/* The name in a voice tag without markup: in `room`, or the tag's own if it is too long. */
struct mt_str mt_cue_tag_name(struct mt_str tag, struct mt_cue_name *room);

struct mt_cue_voice {
    struct mt_str label; /* as turns have it */
    uint32_t claims;     /* by lines */
    uint32_t ids;        /* of cues that are this name */
    bool named;          /* by a tag, or elsewhere in the note: it needs no claims */
    bool speaks;         /* the outcome */
};

struct mt_cue_voices MT_VEC(struct mt_cue_voice);

struct mt_cue_speakers {
    struct mt_note *note;
    const void *ctx;
    struct mt_intern names; /* parallel to voices */
    struct mt_cue_voices voices;
    size_t cues, claiming; /* cues that no tag gives a speaker, and those of them with a claim */
};

/* The table lives in `ctx`, its labels in the note; it knows the persons that the note names. */
void mt_cue_speakers_init(struct mt_cue_speakers *speakers, const void *ctx, struct mt_note *note);

/* The voice of this name, added if it is new; NULL when there are too many. */
struct mt_cue_voice *mt_cue_speakers_add(struct mt_cue_speakers *speakers, struct mt_str name);

/* Settles, after all claims are counted, who of them speaks. */
void mt_cue_speakers_decide(struct mt_cue_speakers *speakers);

/* The label of a name that speaks, else "". */
struct mt_str mt_cue_speakers_label(const struct mt_cue_speakers *speakers, struct mt_str name);

MT_END_DECLS

#endif
