/* named_labels.c - Which words before a colon are the name of a speaker
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/named_labels.h"

#include "note/channels.h"
#include "note/field_words.h"
#include "note/labels.h"
#include "note/persons.h"
#include "note/words.h"

/* Initials are this long: "DR", "AvW", "XX01". */
#define INITIALS_MIN 2
#define INITIALS_MAX 5
#define NAME_WORDS_MAX 4

/* So few lines with times are turns also where nobody comes back. */
#define FEW_LINES 3

/* What a line that explains initials may hold, at most. */
#define EXPLAINING_MAX 400
#define PIECES_MAX 12

/* How much of a line is looked at for how it sounds. */
#define SAID_MAX 400

/* Lines that come back are speech when this share sounds so, or they are this long. */
#define SPOKEN_SHARE .2
#define SPOKEN_WORDS 12

void mt_named_labels_init(struct mt_named_labels *labels, const void *ctx,
                          const struct mt_note *note)
{
    *labels = (struct mt_named_labels){.ctx = ctx};
    labels->persons = mt_persons_named(ctx, note, SIZE_MAX);
    mt_intern_init(&labels->names, ctx, MT_NAMED_LABELS_MAX);
}

static bool next_word(struct mt_str *rest, struct mt_str *word)
{
    *rest = mt_str_trim(*rest);
    size_t end = 0;
    while (end < rest->len && !mt_is_space(rest->ptr[end]))
        end++;
    *word = mt_str_slice(*rest, 0, end);
    *rest = mt_str_slice(*rest, end, rest->len);
    return word->len > 0;
}

static size_t count_words(struct mt_str text)
{
    struct mt_str word;
    size_t n = 0;
    while (next_word(&text, &word))
        n++;
    return n;
}

/* Whether it asks, or says "I", "you" or "we", as hardly a field of a note does. */
static bool sounds_spoken(struct mt_str text)
{
    static const struct mt_str voices[] = {
        MT_STR("i"),     MT_STR("i'm"),   MT_STR("i've"),   MT_STR("i'll"),  MT_STR("you"),
        MT_STR("we"),    MT_STR("we're"), MT_STR("we'll"),  MT_STR("me"),    MT_STR("my"),
        MT_STR("your"),  MT_STR("our"),   MT_STR("yes"),    MT_STR("yeah"),  MT_STR("no"),
        MT_STR("okay"),  MT_STR("ok"),    MT_STR("thanks"), MT_STR("thank"), MT_STR("hi"),
        MT_STR("hello"), MT_STR("let's"), MT_STR("right"),  MT_STR("well")};
    struct mt_str word;
    while (next_word(&text, &word)) {
        if (mt_str_find_char(word, '?', 0) != MT_NPOS)
            return true;
        while (word.len && !mt_is_alnum(word.ptr[word.len - 1]))
            word.len--;
        for (size_t i = 0; i < MT_COUNT(voices); i++)
            if (mt_str_eq_nocase(word, voices[i]))
                return true;
    }
    return false;
}

uint32_t mt_named_labels_add(struct mt_named_labels *labels, const struct mt_turn_line *line,
                             struct mt_str said)
{
    uint32_t id = mt_intern_add(&labels->names, line->label, mt_intern_hash(line->label));
    if (id == MT_INTERN_NONE)
        return id;
    if (id == labels->list.len)
        mt_push(labels->ctx, &labels->list);
    struct mt_named_label *label = &labels->list.ptr[id];
    if (line->start_ms != MT_TURN_UNTIMED) {
        label->timed++;
        label->weak += line->weak;
        return id;
    }
    said = mt_str_slice(said, 0, SAID_MAX);
    label->untimed++;
    label->words += count_words(said);
    label->spoken += sounds_spoken(said);
    return id;
}

/* ---- Initials ---- */

static bool are_initials(struct mt_str label)
{
    size_t upper = 0, lower = 0, digits = 0;
    if (label.len < INITIALS_MIN || label.len > INITIALS_MAX || !mt_is_upper(label.ptr[0]))
        return false;
    for (size_t i = 0; i < label.len; i++) {
        if (!mt_is_alnum(label.ptr[i]))
            return false;
        upper += mt_is_upper(label.ptr[i]);
        lower += mt_is_lower(label.ptr[i]);
        digits += mt_is_digit(label.ptr[i]);
    }
    return upper + digits >= 2 && upper > lower;
}

/* Whether each letter begins a word of the name, in order, and all words have one: "AvW" and
 * "Aaron van Wirdum". */
static bool stand_for(struct mt_str initials, struct mt_str name)
{
    struct mt_str word;
    size_t n = 0;
    while (next_word(&name, &word)) {
        if (n >= initials.len || mt_to_lower(word.ptr[0]) != mt_to_lower(initials.ptr[n]))
            return false;
        n++;
    }
    return n > 0 && n == initials.len;
}

/* The last words of a piece that the initials stand for; "" when there are none. */
static struct mt_str named_at_end(struct mt_str piece, struct mt_str initials)
{
    size_t begin = piece.len;
    for (size_t words = 0; words < NAME_WORDS_MAX && begin > 0; words++) {
        while (begin > 0 && mt_is_space(piece.ptr[begin - 1]))
            begin--;
        while (begin > 0 && !mt_is_space(piece.ptr[begin - 1]))
            begin--;
        struct mt_str name = mt_str_slice(piece, begin, piece.len);
        if (stand_for(initials, name) && mt_label_is_name(name))
            return name;
    }
    return mt_str(NULL);
}

static bool separates(struct mt_str line, size_t at, size_t *len)
{
    static const struct mt_str separators[] = {MT_STR(" - "), MT_STR("\u2013"), MT_STR("\u2014")};
    *len = 1;
    if (mt_is_alnum(line.ptr[at]))
        return false;
    if (strchr("|:=(),;\t[]", line.ptr[at]))
        return true;
    for (size_t i = 0; i < MT_COUNT(separators); i++) {
        *len = separators[i].len;
        if (mt_str_starts(mt_str_slice(line, at, line.len), separators[i]))
            return true;
    }
    return false;
}

static struct mt_str without_marks(struct mt_str piece)
{
    while (piece.len && strchr(" *_-+#>", piece.ptr[0]))
        piece = mt_str_slice(piece, 1, piece.len);
    while (piece.len && strchr(" *_.", piece.ptr[piece.len - 1]))
        piece.len--;
    return piece;
}

static size_t split_pieces(struct mt_str line, struct mt_str pieces[PIECES_MAX])
{
    size_t n = 0, begin = 0, len = 0;
    for (size_t at = 0; at <= line.len && n < PIECES_MAX; at++) {
        if (at < line.len && !separates(line, at, &len))
            continue;
        pieces[n] = without_marks(mt_str_slice(line, begin, at));
        n += pieces[n].len > 0;
        begin = at + len;
    }
    return n;
}

static struct mt_named_label *find_label(const struct mt_named_labels *labels, struct mt_str name)
{
    uint32_t id = mt_intern_find(&labels->names, name, mt_intern_hash(name));
    return id == MT_INTERN_NONE ? NULL : &labels->list.ptr[id];
}

void mt_named_labels_explain(struct mt_named_labels *labels, struct mt_str line)
{
    struct mt_str pieces[PIECES_MAX];
    if (line.len > EXPLAINING_MAX)
        return;
    size_t n = split_pieces(line, pieces);
    for (size_t i = 0; i < n; i++) {
        struct mt_named_label *label =
            are_initials(pieces[i]) ? find_label(labels, pieces[i]) : NULL;
        for (size_t k = 0; label && label->person.len == 0 && k < n; k++)
            if (k != i && pieces[k].len > pieces[i].len)
                label->person = named_at_end(pieces[k], pieces[i]);
    }
}

/* "Aaron van Wirdum (AvW)" says itself whom "AvW" stands for, whatever the letters are. */
static void explain_by_label(struct mt_named_labels *labels, uint32_t id)
{
    struct mt_str name = labels->names.keys.ptr[id];
    size_t open = mt_str_find_char(name, '(', 0);
    if (open == MT_NPOS || name.ptr[name.len - 1] != ')')
        return;
    struct mt_named_label *other = find_label(labels, mt_str_slice(name, open + 1, name.len - 1));
    struct mt_str person = mt_str_trim(mt_str_slice(name, 0, open));
    if (!other || !mt_label_is_name(person))
        return;
    other->person = person;
    labels->list.ptr[id].person = person;
}

/* The one person that initials can stand for. */
static void explain_by_persons(struct mt_named_labels *labels, uint32_t id)
{
    struct mt_named_label *label = &labels->list.ptr[id];
    struct mt_str name = labels->names.keys.ptr[id], found = {NULL, 0};
    size_t n = 0;
    if (label->person.len > 0 || !are_initials(name))
        return;
    for (size_t i = 0; i < labels->persons.len; i++)
        if (stand_for(name, labels->persons.ptr[i])) {
            found = labels->persons.ptr[i];
            n++;
        }
    if (n == 1)
        label->person = found;
}

/* ---- Classes ---- */

static bool is_asked(struct mt_str label)
{
    static const struct mt_str words[] = {MT_STR("q"),      MT_STR("a"),        MT_STR("p"),
                                          MT_STR("r"),      MT_STR("f"),        MT_STR("question"),
                                          MT_STR("answer"), MT_STR("pregunta"), MT_STR("respuesta"),
                                          MT_STR("frage"),  MT_STR("antwort")};
    for (size_t i = 0; i < MT_COUNT(words); i++)
        if (mt_str_eq_nocase(label, words[i]))
            return true;
    return false;
}

static bool is_handle(struct mt_str label)
{
    for (size_t i = 0; i < label.len; i++)
        if (!mt_is_alnum(label.ptr[i]) && !strchr("_-.", label.ptr[i]))
            return false;
    return label.len >= 3 && mt_is_lower(label.ptr[0]) && !mt_word_is_common(label);
}

/* Capitalised words of which none is common English. */
static bool is_name(struct mt_str label)
{
    struct mt_str rest = label, word;
    if (!mt_label_is_name(label))
        return false;
    while (next_word(&rest, &word))
        if (mt_is_upper(word.ptr[0]) && mt_word_is_common(word))
            return false;
    return true;
}

static enum mt_label_kind kind_by_words(struct mt_str name)
{
    if (is_asked(name))
        return MT_LABEL_ASKED;
    if (mt_word_heads_field(name))
        return MT_LABEL_FIELD;
    if (name.len == 0 || (!mt_is_lower(name.ptr[0]) && mt_channel_of(name) != MT_CHANNEL_NONE))
        return MT_LABEL_CHANNEL;
    if (are_initials(name) || (name.len == 1 && mt_is_upper(name.ptr[0])))
        return MT_LABEL_INITIALS;
    if (is_handle(name))
        return MT_LABEL_HANDLE;
    return is_name(name) ? MT_LABEL_NAME : MT_LABEL_NONE;
}

static bool is_known(const struct mt_named_labels *labels, uint32_t id)
{
    struct mt_str name = labels->names.keys.ptr[id];
    for (size_t i = 0; i < labels->persons.len; i++)
        if (mt_persons_match(labels->persons.ptr[i], name))
            return true;
    return labels->list.ptr[id].person.len > 0;
}

static void classify(struct mt_named_labels *labels)
{
    for (uint32_t id = 0; id < labels->list.len; id++) {
        explain_by_label(labels, id);
        explain_by_persons(labels, id);
    }
    for (uint32_t id = 0; id < labels->list.len; id++)
        labels->list.ptr[id].kind =
            is_known(labels, id) ? MT_LABEL_KNOWN : kind_by_words(labels->names.keys.ptr[id]);
}

/* ---- Deciding ---- */

/* Lines with times: a time of the recording, by somebody who comes back or is known. */
static bool decide_timed(struct mt_named_labels *labels)
{
    size_t lines = 0, weak = 0, sure = 0, names = 0;
    for (size_t i = 0; i < labels->list.len; i++) {
        const struct mt_named_label *label = &labels->list.ptr[i];
        if (label->kind == MT_LABEL_FIELD)
            continue;
        lines += label->timed;
        weak += label->weak;
        if (label->timed > 1 || label->kind == MT_LABEL_KNOWN)
            sure += label->timed;
        if (label->kind >= MT_LABEL_NAME)
            names += label->timed;
    }
    bool few = lines >= 2 && lines <= FEW_LINES && names == lines && weak == 0;
    bool enough = weak == lines ? sure > 2 : sure > 0;
    if (!few && (!enough || sure * 2 < lines))
        return false;
    for (size_t i = 0; i < labels->list.len; i++) {
        struct mt_named_label *label = &labels->list.ptr[i];
        label->accepted = label->timed > 0 && label->kind != MT_LABEL_FIELD;
    }
    return true;
}

/* Whether what is said under a label is speech. */
static bool is_spoken(const struct mt_named_label *label)
{
    return (double)label->spoken >= SPOKEN_SHARE * (double)label->untimed ||
           label->words >= SPOKEN_WORDS * label->untimed;
}

static bool comes_back(const struct mt_named_label *label)
{
    static const size_t least[] = {
        [MT_LABEL_NONE] = 5,     [MT_LABEL_FIELD] = SIZE_MAX, [MT_LABEL_HANDLE] = 3,
        [MT_LABEL_INITIALS] = 3, [MT_LABEL_NAME] = 2,         [MT_LABEL_ASKED] = 2,
        [MT_LABEL_CHANNEL] = 2,  [MT_LABEL_KNOWN] = 2,
    };
    return label->untimed >= least[label->kind] &&
           (label->kind == MT_LABEL_KNOWN || is_spoken(label));
}

/* What the labels that come back say of the others. */
struct returning {
    size_t labels;
    size_t most; /* lines of one that is no handle and no initials */
    bool kinds[MT_LABEL_KNOWN + 1];
};

/* Whether a label is one without coming back so often. */
static bool is_sure(const struct mt_named_label *label, const struct returning *returning,
                    bool in_transcript)
{
    if (label->kind == MT_LABEL_KNOWN || (in_transcript && label->kind >= MT_LABEL_INITIALS))
        return true;
    if (label->kind == MT_LABEL_HANDLE || label->kind == MT_LABEL_INITIALS)
        return label->untimed >= 2 && returning->kinds[label->kind];
    return label->kind == MT_LABEL_CHANNEL;
}

static bool decide_untimed(struct mt_named_labels *labels, bool in_transcript)
{
    struct returning returning = {0};
    size_t sure = 0;
    for (size_t i = 0; i < labels->list.len; i++) {
        const struct mt_named_label *label = &labels->list.ptr[i];
        if (in_transcript && label->kind >= MT_LABEL_INITIALS)
            sure += label->untimed;
        if (!comes_back(label) || label->kind == MT_LABEL_NONE)
            continue;
        returning.labels++;
        returning.kinds[label->kind] = true;
        if (label->kind >= MT_LABEL_NAME && label->untimed > returning.most)
            returning.most = label->untimed;
    }
    if (returning.labels < 2 && returning.most < 3 && sure < 2)
        return false;
    for (size_t i = 0; i < labels->list.len; i++) {
        struct mt_named_label *label = &labels->list.ptr[i];
        if (label->untimed > 0 && (comes_back(label) || is_sure(label, &returning, in_transcript)))
            label->accepted = true;
    }
    return true;
}

bool mt_named_labels_decide(struct mt_named_labels *labels, bool in_transcript)
{
    classify(labels);
    bool timed = decide_timed(labels);
    return decide_untimed(labels, in_transcript) || timed;
}

bool mt_named_label_is_likely(const struct mt_named_labels *labels, uint32_t id)
{
    return labels->list.ptr[id].kind >= MT_LABEL_INITIALS;
}
