/* json_note.h - From the values of JSON to the items of a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A format says in a table what is done with each key of an object, and mt_json_fill_fields goes
 * through the object in the order of the file, in which the items of a note stand:
 *
 *     static const struct mt_json_field fields[] = {
 *         {"title", mt_json_fill_title},
 *         {"id", NULL},                      left out
 *         {"summary", fill_summary},
 *     };                                     all else is plain text
 *     mt_json_fill_fields(&filler, object, fields, MT_COUNT(fields));
 */
#ifndef MT_NOTE_JSON_NOTE_H
#define MT_NOTE_JSON_NOTE_H

#include "base/base.h"
#include "note/format.h"
#include "note/json.h"
#include "note/stamp.h"

MT_BEGIN_DECLS

struct mt_json_filler {
    struct mt_note *note;
    const struct mt_json *json;
    struct mt_prose_maker maker; /* scratch */
    enum mt_kind kind;           /* of the section that items now join */
    enum mt_kind base;           /* the same before the headings in the text */
    int kind_level;              /* of the heading that named `kind`, 0 when none did */
    struct mt_str assignee;      /* whose tasks now follow, "" when that is not said */
    int when_rank;               /* how well the date is known, 0: not at all */
};

/* A new note, which the filler then adds to. */
void mt_json_filler_init(struct mt_json_filler *f, const void *ctx, const struct mt_text *text,
                         struct mt_str path, const struct mt_json *json);
/* Ends it: its scratch memory goes, the note stays and is appended to `out`, which lives in `ctx`.
 */
void mt_json_filler_finish(struct mt_json_filler *f, const void *ctx, struct mt_notes *out);

/* What is wrong with the JSON, if anything, becomes a problem of the note. */
void mt_json_fill_fault(struct mt_json_filler *f);

typedef void mt_json_fill(struct mt_json_filler *f, uint32_t value);

struct mt_json_field {
    const char *key;
    mt_json_fill *fill; /* NULL: the value is left out */
};

/* What the table says of one value; plain text when it says nothing. */
void mt_json_fill_field(struct mt_json_filler *f, uint32_t value,
                        const struct mt_json_field *fields, size_t n);
/* Of each value in an object; anything but an object is plain text. */
void mt_json_fill_fields(struct mt_json_filler *f, uint32_t object,
                         const struct mt_json_field *fields, size_t n);

/* Calls `fill` with the sections of this kind, then goes on with the kind before. */
void mt_json_fill_as(struct mt_json_filler *f, enum mt_kind kind, mt_json_fill *fill,
                     uint32_t value);

/* One string, word or rest as an item; NULL when it holds nothing. */
struct mt_item *mt_json_fill_item(struct mt_json_filler *f, uint32_t value);

/* Prose as an item of the section of f->kind; NULL when it holds nothing. */
struct mt_item *mt_json_add_item(struct mt_json_filler *f, struct mt_prose prose);

/* Opens a section whose heading this is. Its kind is what the heading names, else that of the
 * heading above it. */
void mt_json_add_heading(struct mt_json_filler *f, struct mt_prose prose, int level);

/* A line of a text such as people and models write: without list marks and asterisks. A heading
 * opens a section; in a section of actions, and after a task box, it is a task, and a name alone
 * in bold is whose tasks follow. The runs are copied, the text lives on. */
void mt_json_add_line(struct mt_json_filler *f, struct mt_prose prose);

/* Each string in the value, however deep, is an item; ids (UUIDs) and moments are left out. */
mt_json_fill mt_json_fill_plain;
/* Each line of each string is one, see mt_json_add_line. */
mt_json_fill mt_json_fill_lines;
/* The title of the note. */
mt_json_fill mt_json_fill_title;
/* A string that is a person's name, or an object or array of such: all strings are items, and those
 * that are a name (under "name", "displayName", "fullName", or directly in an array) are people
 * of the note, unless they are addresses or programs that take notes. What has a name under
 * "company" or "employment" is an organization. */
mt_json_fill mt_json_fill_people;

/* Sets date and start from a moment (a string, or a number of seconds or milliseconds since 1970),
 * unless a source of a higher rank has told them. False when it is none. */
bool mt_json_fill_when(struct mt_json_filler *f, uint32_t value, int rank);
void mt_json_set_when(struct mt_json_filler *f, struct mt_stamp stamp, int rank);

/* Whether a value holds any text: a string that is not blank, or, in objects and arrays, one under
 * the key "text". */
bool mt_json_has_text(const struct mt_json *json, uint32_t value);

MT_END_DECLS

#endif
