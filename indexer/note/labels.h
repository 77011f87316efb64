/* labels.h - What a speaker label may look like, and where it may end
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The rules about one line or one label alone; what the lines of a file say together is the
 * business of speakers.c.
 */
#ifndef MT_NOTE_LABELS_H
#define MT_NOTE_LABELS_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* No label is longer, and no line has more places where one may end. */
#define MT_LABEL_MAX 140
#define MT_CUTS_MAX 40

/* A place where a label may end and the glued text begin. */
struct mt_cut {
    size_t at;
    uint64_t hash; /* mt_intern_hash of the line before it */
};

/* The candidate cuts of a line, in order; the end of a short line is one too. Returns how many.
 * Reads no more than MT_LABEL_MAX bytes of the line. */
size_t mt_label_cuts(struct mt_str line, struct mt_cut cuts[MT_CUTS_MAX]);

/* The votes that a label has by its shape alone: "Dana Reyes" more than "Dana ReyesSo the". */
double mt_label_prior(struct mt_str label);
/* A name of up to four words has this at least; what holds glue or lower-case words has less. */
#define MT_LABEL_NAME_PRIOR .01

/* Whether its words begin as those of a name do: upper case, particles ("van", "of") aside, and
 * not digits alone. */
bool mt_label_is_name(struct mt_str label);

/* How a text begins, for what may be glued to a label. */
enum mt_glue {
    MT_GLUE_NONE,   /* white space: what is left of it is no whole label */
    MT_GLUE_END,    /* nothing follows */
    MT_GLUE_WORD,   /* an upper-case letter or a number */
    MT_GLUE_MARK,   /* a dash, a quote, a bracket */
    MT_GLUE_UNLIKE, /* anything else, as a lower-case letter */
};

/* Whether this is how a text that is glued to a label usually begins. */
static inline bool mt_glue_is_sure(enum mt_glue glue)
{
    return glue == MT_GLUE_END || glue == MT_GLUE_WORD || glue == MT_GLUE_MARK;
}

/* How the text begins that follows the first `at` bytes of the line. */
enum mt_glue mt_label_glue(struct mt_str line, size_t at);

/* "Label : text" and "Label: text". `gap` are the spaces between the colon and the text. */
struct mt_colon {
    struct mt_str label, text;
    size_t gap;
    bool spaced; /* a space stands before the colon, as no prose has it */
};

/* False when the line does not begin with what could be a label before a colon. */
bool mt_label_colon(struct mt_str line, struct mt_colon *out);

MT_END_DECLS

#endif
