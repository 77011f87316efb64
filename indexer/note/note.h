/* note.h - What a file says, once it is understood: the model that every parser fills
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A note is a flat list of items in the order of the file. An item is what is read as one thing: a
 * heading, a paragraph, a list item, a row of a table, a turn of the transcript, a value of the
 * front matter. Each belongs to one section. Every word of the file that a person could look for
 * stands in an item. Left out are: the keys of the front matter, the stamps of turns, the marks of
 * Markdown (with the word after a code fence, the box of a task and the number of a list item) and
 * HTML tags that only set type (<b>, <br>).
 *
 * All strings are slices of the text or live in the note's context.
 */
#ifndef MT_NOTE_NOTE_H
#define MT_NOTE_NOTE_H

#include "base/base.h"
#include "base/kind.h"
#include "base/memory.h"
#include "text/dates.h"
#include "text/decode.h"

MT_BEGIN_DECLS

/* Text as shown, and where each run of it stands in the note's mt_text: from `at` (an offset in
 * the shown text) on, bytes correspond one to one to the text from `source` on, until the next
 * run. runs[0].at is 0. Joints that stand nowhere (the space for a line break) continue the run
 * before them. */
struct mt_run {
    uint32_t at;
    uint32_t source;
};

struct mt_prose {
    struct mt_str text;
    struct mt_run *runs;
    size_t n_runs;
};

enum mt_speaker_source {
    MT_SPEAKER_UNKNOWN, /* no label, or one that is nobody */
    MT_SPEAKER_LABEL,   /* the label itself names the person (or the channel) */
    MT_SPEAKER_KNOWN,   /* the label is a person that the note names elsewhere */
    MT_SPEAKER_RESOLVED /* a channel ("Remote") that in this 1:1 can be one person only */
};

/* The start and end of a turn of which nothing tells when it was: minutes of a meeting, an export
 * without times. */
#define MT_TURN_UNTIMED (-1)

struct mt_turn {
    int64_t start_ms, end_ms; /* end: of the speech, estimated where the file has none */
    bool start_exact;         /* start_ms stands in the file */
    struct mt_str speaker;    /* canonical name; "" when nobody is known */
    struct mt_str label;      /* as written in the file; "" when none */
    enum mt_speaker_source known;
};

struct mt_task {
    enum mt_task_status status;
    enum mt_priority priority;
    struct mt_str owner; /* "" when none */
    mt_date due, done;   /* 0 when none */
};

struct mt_item {
    uint32_t section; /* index into note->sections */
    struct mt_prose prose;
    struct mt_task *task; /* NULL when it is no task */
    struct mt_turn *turn; /* NULL when it is no turn */
    bool heading;         /* the section's own heading line */
};

struct mt_section {
    enum mt_kind kind;
    struct mt_str heading; /* as shown; "" for what stands before the first heading */
    int level;             /* 1 to 6; 0 for what stands before the first heading */
};

/* One scalar of the front matter; a list gives several with the same key, a map keys with dots
 * ("entities.people"). */
struct mt_property {
    struct mt_str key;   /* as written, with dots */
    struct mt_str value; /* a link `[[Name|shown]]` is given as "Name" */
};

/* Something that was not understood. The note is complete all the same. */
struct mt_problem {
    uint32_t line; /* in the file */
    struct mt_str reason;
};

enum mt_date_source {
    MT_DATE_NONE,
    MT_DATE_FRONT_MATTER,
    MT_DATE_TRANSCRIPT_PATH,
    MT_DATE_HEADING,
    MT_DATE_FILE_NAME,
    MT_DATE_TEXT
};

struct mt_sections MT_VEC(struct mt_section);
struct mt_items MT_VEC(struct mt_item);
struct mt_properties MT_VEC(struct mt_property);
struct mt_problems MT_VEC(struct mt_problem);

struct mt_note {
    const struct mt_text *text; /* borrowed: must outlive the note */
    size_t body;                /* offset in it where the front matter ends; 0 without one */
    struct mt_str path;         /* relative to the archive, slashes */
    struct mt_str title;        /* front matter title, else the first H1, else the file's name */
    struct mt_str heading;      /* the first H1 as shown; "" when there is none */
    mt_date date;               /* of the meeting; 0 when unknown */
    enum mt_date_source date_from;
    int start_minutes;      /* of the day, -1 when unknown */
    struct mt_str type;     /* front matter `type`, "" when none */
    struct mt_str language; /* ISO 639-1, "" when unknown */
    struct mt_strs people;  /* took part: front matter, counterpart, speakers; no doubles */
    struct mt_strs organizations;
    struct mt_strs tags; /* without # */
    struct mt_properties properties;
    struct mt_sections sections; /* sections.ptr[0] is what stands before the first heading */
    struct mt_items items;
    bool full; /* MT_NOTE_ITEMS_MAX was reached */
    struct mt_problems problems;
};

/* An empty note with its section 0, living below `ctx`. */
struct mt_note *mt_note_new(const void *ctx, const struct mt_text *text, struct mt_str path);

/* Appends a section and returns its index. */
uint32_t mt_note_add_section(struct mt_note *note, enum mt_kind kind, struct mt_str heading,
                             int level);

/* Appends an item to the section. Returns NULL, and appends nothing, when the prose holds no byte
 * but white space, or when the note has MT_NOTE_ITEMS_MAX items already (a problem says so once).
 * The pointer is valid until the next item is added. */
struct mt_item *mt_note_add_item(struct mt_note *note, uint32_t section, struct mt_prose prose);

/* Whether the item only holds a place: "(none)", "N/A", "Next meeting: TBD". What somebody said in
 * a turn always says something. */
bool mt_item_says_nothing(const struct mt_item *item);

/* The prose that is this slice of the note's text, unchanged. */
struct mt_prose mt_note_prose(struct mt_note *note, struct mt_str slice);

/* Appends a name if it is not empty and not there yet (compared without ASCII case). At most
 * MT_NOTE_NAMES_MAX are kept. */
void mt_note_add_name(struct mt_note *note, struct mt_strs *names, struct mt_str name);

/* Appends a problem at the line of this text offset; at most MT_NOTE_PROBLEMS_MAX are kept. */
void mt_note_problem(struct mt_note *note, size_t offset, const char *format, ...) MT_PRINTF(3, 4);

#define MT_NOTE_ITEMS_MAX 1000000
#define MT_NOTE_PROBLEMS_MAX 100
#define MT_NOTE_NAMES_MAX 1000

MT_END_DECLS

#endif
