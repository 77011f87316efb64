/* labels.c - What a speaker label may look like, and where it may end
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/labels.h"

#include "note/intern.h"
#include "note/words.h"
#include "text/letter.h"

#define LABEL_WORDS_MAX 6
#define WHOLE_LINE_MAX 60
#define COLON_LABEL_MAX 60

/* Written together with the name that follows: "McRae", "DeShawn", "PhD". */
static const struct mt_str joined_particles[] = {MT_STR("Mc"),  MT_STR("Mac"), MT_STR("De"),
                                                 MT_STR("Le"),  MT_STR("La"),  MT_STR("Di"),
                                                 MT_STR("Van"), MT_STR("Ph")};
static const struct mt_str spaced_particles[] = {
    MT_STR("van"), MT_STR("von"), MT_STR("der"), MT_STR("den"), MT_STR("de"), MT_STR("da"),
    MT_STR("di"),  MT_STR("du"),  MT_STR("del"), MT_STR("la"),  MT_STR("le"), MT_STR("of"),
    MT_STR("ten"), MT_STR("ter"), MT_STR("zu"),  MT_STR("el"),  MT_STR("al"), MT_STR("bin"),
    MT_STR("ibn"), MT_STR("dos"), MT_STR("das"), MT_STR("y"),   MT_STR("ap")};
/* A glued text may begin with them, a label does not end with them. */
static const struct mt_str forms_of_address[] = {MT_STR("Mr"),    MT_STR("Mrs"),    MT_STR("Ms"),
                                                 MT_STR("Madam"), MT_STR("Madame"), MT_STR("Hon"),
                                                 MT_STR("Dr")};

static bool is_listed(struct mt_str word, const struct mt_str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (mt_str_eq(word, list[i]))
            return true;
    return false;
}
#define IS_LISTED(word, list) is_listed((word), (list), MT_COUNT(list))

static unsigned char byte_at(struct mt_str s, size_t i)
{
    return i < s.len ? (unsigned char)s.ptr[i] : 0;
}

/* Whether the character that ends before `at` is a letter or digit; of those beyond ASCII all but
 * U+0080 to U+00BF and U+2000 to U+2FFF (quotes, dashes, symbols) count as letters. */
static bool is_alnum_before(struct mt_str s, size_t at)
{
    size_t i = at - 1;
    while (i > 0 && (byte_at(s, i) & 0xc0) == 0x80)
        i--;
    unsigned char lead = byte_at(s, i);
    return lead < 0x80 ? mt_is_alnum((char)lead) : lead != 0xc2 && lead != 0xe2;
}

static bool is_mark_at(struct mt_str s, size_t i)
{
    static const struct mt_str marks[] = {
        MT_STR(">"), MT_STR("\""), MT_STR("["),  MT_STR("<"),      MT_STR("@"),     MT_STR("{"),
        MT_STR("("), MT_STR("- "), MT_STR("--"), MT_STR("\u201c"), MT_STR("\u2026")};
    struct mt_str rest = mt_str_slice(s, i, s.len);
    if (mt_is_alnum(s.ptr[i])) /* as nearly always */
        return false;
    for (size_t m = 0; m < MT_COUNT(marks); m++)
        if (mt_str_starts(rest, marks[m]))
            return true;
    return false;
}

enum mt_glue mt_label_glue(struct mt_str line, size_t at)
{
    if (at >= line.len)
        return MT_GLUE_END;
    char c = line.ptr[at];
    if (mt_is_space(c))
        return MT_GLUE_NONE;
    if (mt_letter_is_upper(line, at) ||
        (mt_is_digit(c) && at > 0 && !mt_is_digit(line.ptr[at - 1])))
        return MT_GLUE_WORD;
    return is_mark_at(line, at) ? MT_GLUE_MARK : MT_GLUE_UNLIKE;
}

/* The word of ASCII letters that ends at `at`. */
static struct mt_str letters_before(struct mt_str s, size_t at)
{
    size_t begin = at;
    while (begin > 0 && mt_is_alpha(s.ptr[begin - 1]))
        begin--;
    return mt_str_slice(s, begin, at);
}

/* Whether a label may end at `at`, going by what stands before. */
static bool may_end(struct mt_str line, size_t at)
{
    char last = line.ptr[at - 1];
    struct mt_str word = letters_before(line, last == '.' ? at - 1 : at);
    if (last == '.') /* not after the initial in "Dana R.Quist" */
        return word.len > 1 || !mt_is_upper(line.ptr[at - 1 - word.len]);
    if (mt_letter_is_upper(line, at) &&
        (mt_str_eq(word, joined_particles[0]) || mt_str_eq(word, joined_particles[1]) ||
         mt_str_eq(word, joined_particles[7])))
        return false;
    return last == ')' || is_alnum_before(line, at);
}

/* Whether the line before `at` ends in a form of address that is glued to what precedes it:
 * "The ChairMr." is the text "Mr. …" already. */
static bool ends_in_address(struct mt_str line, size_t at)
{
    struct mt_str word = letters_before(line, at);
    for (size_t i = 0; i < MT_COUNT(forms_of_address); i++) {
        struct mt_str form = forms_of_address[i];
        if (!mt_str_ends(word, form) || at == form.len)
            continue;
        char before = line.ptr[at - form.len - 1];
        if (before == ')' || mt_is_lower(before))
            return true;
    }
    return false;
}

size_t mt_label_cuts(struct mt_str line, struct mt_cut cuts[MT_CUTS_MAX])
{
    static const struct mt_str stops = MT_STR("?!,;:\"");
    size_t n = 0, words = 1, depth = 0, i = 0;
    uint64_t hash = MT_INTERN_SEED;
    if (!mt_letter_is_upper(line, 0) && !mt_is_digit((char)byte_at(line, 0)))
        return 0;
    for (; i < line.len && i < MT_LABEL_MAX && n < MT_CUTS_MAX - 1; i++) {
        char c = line.ptr[i];
        enum mt_glue glue = i > 0 && depth == 0 ? mt_label_glue(line, i) : MT_GLUE_NONE;
        bool is_cut = (glue == MT_GLUE_WORD || glue == MT_GLUE_MARK) && may_end(line, i);
        if (depth == 0 && (is_cut || c == ' ' || c == '.') && ends_in_address(line, i))
            break;
        if (is_cut)
            cuts[n++] = (struct mt_cut){i, hash};
        if (c == '(')
            depth++;
        else if (c == ')' && depth > 0)
            depth--;
        else if (depth == 0 && mt_str_find_char(stops, c, 0) != MT_NPOS)
            break;
        else if (depth == 0 && c == ' ' && ++words > LABEL_WORDS_MAX)
            break;
        hash = mt_intern_step(hash, c);
    }
    if (i == line.len && i <= WHOLE_LINE_MAX && depth == 0 &&
        (line.ptr[i - 1] == ')' || is_alnum_before(line, i)))
        cuts[n++] = (struct mt_cut){i, hash};
    return n;
}

/* The next word outside parentheses; false when there is none. */
static bool next_word(struct mt_str *rest, struct mt_str *word)
{
    struct mt_str s = *rest;
    size_t i = 0, depth = 0;
    while (i < s.len && (depth > 0 || s.ptr[i] == ' ' || s.ptr[i] == '(')) {
        depth += s.ptr[i] == '(';
        depth -= s.ptr[i] == ')' && depth > 0;
        i++;
    }
    size_t begin = i;
    while (i < s.len && s.ptr[i] != ' ' && s.ptr[i] != '(')
        i++;
    *word = mt_str_slice(s, begin, i);
    *rest = mt_str_slice(s, i, s.len);
    return word->len > 0;
}

/* Whether an upper-case letter follows a lower-case one, other than in "McRae". */
static bool has_inner_glue(struct mt_str word)
{
    for (size_t i = 1; i < word.len; i++)
        if (mt_is_lower(word.ptr[i - 1]) && mt_letter_is_upper(word, i) &&
            !IS_LISTED(letters_before(word, i), joined_particles))
            return true;
    return false;
}

double mt_label_prior(struct mt_str label)
{
    struct mt_str rest = label, word, last = {NULL, 0};
    bool first_is_common = false;
    size_t n = 0;
    double prior = 1;
    while (next_word(&rest, &word)) {
        if (n++ == 0)
            first_is_common = mt_word_is_common(word);
        prior *= .35;
        if (mt_is_lower(word.ptr[0]))
            prior *= IS_LISTED(word, spaced_particles) ? .3 : .01;
        if (has_inner_glue(word))
            prior *= .02;
        last = word;
    }
    if (n > 1 && first_is_common)
        prior *= .6;
    if (IS_LISTED(last, joined_particles))
        prior *= .02;
    return prior;
}

bool mt_label_is_name(struct mt_str label)
{
    struct mt_str rest = label, word;
    size_t n = 0;
    bool letters = false;
    while (next_word(&rest, &word)) {
        if (!mt_letter_is_upper(word, 0) && !mt_is_digit(word.ptr[0]) &&
            (unsigned char)word.ptr[0] < 0x80 && !IS_LISTED(word, spaced_particles))
            return false;
        letters = letters || !mt_is_digit(word.ptr[0]);
        n++;
    }
    return letters && n <= LABEL_WORDS_MAX;
}

bool mt_label_colon(struct mt_str line, struct mt_colon *out)
{
    static const struct mt_str stops = MT_STR("?!,;\"");
    size_t colon = 0, depth = 0;
    for (;; colon++) {
        if (colon >= line.len || colon > COLON_LABEL_MAX)
            return false;
        char c = line.ptr[colon];
        if (c == ':' && depth == 0)
            break;
        depth += c == '(';
        depth -= c == ')' && depth > 0;
        if (depth == 0 && mt_str_find_char(stops, c, 0) != MT_NPOS)
            return false;
    }
    struct mt_str text = mt_str_slice(line, colon + 1, line.len);
    struct mt_str label = mt_str_trim(mt_str_slice(line, 0, colon));
    if ((text.len > 0 && !mt_is_space(text.ptr[0])) || !mt_label_is_name(label))
        return false;
    struct mt_str trimmed = mt_str_trim(text);
    *out = (struct mt_colon){.label = label,
                             .text = trimmed,
                             .gap = trimmed.len ? (size_t)(trimmed.ptr - text.ptr) : 0,
                             .spaced = mt_is_space(line.ptr[colon ? colon - 1 : 0])};
    return true;
}
