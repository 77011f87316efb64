/* phones.c - Letters to phones
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A table of spelling rules, after the manner of Elovitz et al., "Automatic translation of English
 * text to phonetics by means of letter-to-sound rules" (NRL Report 7948, 1976): at each place of a
 * word the first rule of its letter whose letters and contexts fit is taken.
 */
#include "base/base.h"
#include "entity/phones.h"

#include "base/memory.h"
#include "text/fold.h"

/* Contexts, the left one read from the letters outward as it is written ("am": preceded by am):
 *     _  the word's end          V  a vowel letter, y included      C  any other letter
 *     E  e, i or y               P  (left only) a vowel anywhere before */
struct rule {
    char left[2], letters[5], right[5], phones[5];
};

/* clang-format off: a rule a line */
static const struct rule rules[] = {
    {"_", "a", "_", "e"},     {"", "augh", "", "o"},    {"", "au", "", "o"},
    {"", "aw", "", "o"},      {"", "ai", "", "e"},      {"", "ay", "", "e"},
    {"", "ae", "", "e"},      {"", "ah", "_", "a"},     {"", "ah", "C", "a"},
    {"", "alk", "", "ok"},    {"", "all", "_", "ol"},   {"w", "ar", "", "or"},
    {"w", "a", "", "o"},      {"P", "age", "_", "xJ"},  {"", "a", "tion", "e"},
    {"", "a", "Ce_", "e"},    {"P", "a", "_", "x"},     {"", "a", "", "a"},

    {"m", "b", "_", ""},      {"", "b", "", "b"},

    {"", "ch", "C", "k"},     {"", "cch", "", "k"},     {"", "ch", "", "C"},
    {"", "cia", "", "Sx"},    {"", "ck", "", "k"},      {"", "cqu", "", "kw"},
    {"s", "c", "E", ""},      {"", "c", "E", "s"},      {"", "c", "", "k"},

    {"", "dg", "E", "J"},     {"", "dj", "", "J"},      {"", "d", "", "d"},

    {"", "eau", "", "o"},     {"", "eigh", "", "e"},    {"", "ei", "", "i"},
    {"", "ee", "", "i"},      {"", "ea", "", "i"},      {"", "eu", "", "u"},
    {"", "ew", "", "u"},      {"", "ey", "_", "i"},     {"", "ey", "", "e"},
    {"", "er", "C", "xr"},    {"", "er", "_", "xr"},    {"t", "e", "d_", "x"},
    {"d", "e", "d_", "x"},    {"P", "e", "d_", ""},     {"P", "e", "s_", ""},
    {"P", "e", "_", ""},      {"", "e", "_", "i"},      {"", "e", "Ce_", "i"},
    {"", "e", "", "e"},

    {"", "f", "", "f"},

    {"_", "gh", "", "g"},     {"C", "gh", "", "g"},     {"", "gh", "", ""},
    {"_", "gn", "", "n"},     {"", "gn", "_", "n"},     {"", "gu", "E", "g"},
    {"", "gg", "", "g"},      {"", "g", "e_", "J"},     {"", "g", "E", "Q"},
    {"", "g", "", "g"},

    {"V", "h", "_", ""},      {"V", "h", "C", ""},      {"", "h", "", "h"},

    {"_", "i", "_", "Y"},     {"", "igh", "", "Y"},     {"", "ign", "_", "Yn"},
    {"", "ild", "", "Yld"},   {"", "ind", "_", "Ynd"},  {"", "ie", "", "i"},
    {"", "ir", "C", "xr"},    {"s", "ion", "", "xn"},   {"", "ion", "_", "yxn"},
    {"", "i", "Ce_", "Y"},    {"", "i", "", "i"},

    {"", "j", "", "J"},

    {"_", "kn", "", "n"},     {"", "kh", "", "k"},      {"", "k", "", "k"},

    {"C", "le", "_", "xl"},   {"", "l", "", "l"},

    {"_", "mc", "", "mxk"},   {"", "m", "", "m"},

    {"", "ng", "_", "N"},     {"", "ng", "C", "N"},     {"", "ng", "E", "nQ"},
    {"", "ng", "", "Ng"},     {"", "nk", "", "Nk"},     {"", "n", "", "n"},

    {"_", "one", "_", "wxn"}, {"", "oor", "", "or"},    {"", "oo", "", "u"},
    {"", "ough", "", "o"},    {"", "ould", "", "ud"},   {"", "ous", "_", "xs"},
    {"", "our", "", "or"},    {"", "ou", "", "W"},      {"", "ow", "_", "o"},
    {"", "ow", "C", "W"},     {"", "ow", "", "o"},      {"", "oy", "V", "oy"},
    {"", "oy", "", "O"},      {"", "oi", "", "O"},      {"", "oa", "", "o"},
    {"", "oe", "", "o"},      {"", "o", "", "o"},

    {"", "ph", "", "f"},      {"_", "ps", "", "s"},     {"_", "pn", "", "n"},
    {"", "p", "", "p"},

    {"", "qu", "", "kw"},     {"", "q", "", "k"},

    {"", "rh", "", "r"},      {"C", "re", "_", "xr"},   {"", "r", "", "r"},

    {"", "scho", "", "sku"},  {"", "sch", "", "S"},     {"", "sh", "", "S"},
    {"V", "sion", "", "Zxn"}, {"", "ssi", "on", "S"},   {"", "sion", "", "Sxn"},
    {"", "sure", "_", "Zxr"}, {"", "sm", "_", "zxm"},   {"V", "s", "V", "z"},
    {"", "s", "", "s"},

    {"", "tch", "", "C"},     {"", "th", "", "T"},      {"", "tion", "", "Sxn"},
    {"", "tia", "", "Sx"},    {"", "ture", "_", "Cxr"}, {"", "t", "", "t"},

    {"_", "u", "_", "yu"},    {"_", "uni", "", "yuni"}, {"", "uu", "", "u"},
    {"", "ui", "", "u"},      {"", "uy", "_", "Y"},     {"", "ur", "C", "xr"},
    {"", "ur", "_", "xr"},    {"P", "ue", "_", "u"},    {"", "u", "CC", "x"},
    {"", "u", "C_", "x"},     {"", "u", "", "u"},

    {"", "v", "", "v"},

    {"_", "wr", "", "r"},     {"_", "who", "", "hu"},   {"", "wh", "", "w"},
    {"", "w", "", "w"},

    {"_", "x", "", "z"},      {"", "x", "", "ks"},

    {"_", "y", "V", "y"},     {"V", "y", "V", "y"},     {"P", "y", "_", "i"},
    {"", "y", "_", "Y"},      {"", "y", "Ce_", "Y"},    {"", "y", "", "i"},

    {"", "z", "", "z"},
};
/* clang-format on */

static const char *const letter_names[] = {
    "e",  "bi", "si", "di",  "i",  "ef", "Ji", "eC", "Y",  "Je",      "ke",  "el", "em",
    "en", "o",  "pi", "kyu", "ar", "es", "ti", "yu", "vi", "dxbxlyu", "eks", "wY", "zi"};

static const char *const digit_names[] = {"ziro", "wxn",  "tu",    "Tri", "for",
                                          "fYv",  "siks", "sevxn", "et",  "nYn"};

void mt_phones_add(struct mt_phones *out, struct mt_str phones)
{
    for (size_t i = 0; i < phones.len && out->len < MT_PHONES_MAX; i++)
        if (out->len == 0 || out->sound[out->len - 1] != phones.ptr[i])
            out->sound[out->len++] = phones.ptr[i];
    out->sound[out->len] = '\0';
}

static void say(struct mt_phones *out, const char *phones)
{
    mt_phones_add(out, mt_str(phones));
}

/* ---- Words ---- */

static bool is_vowel(char letter)
{
    switch (letter) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
    case 'y':
        return true;
    default:
        return false;
    }
}

static bool has_vowel(struct mt_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (is_vowel(word.ptr[i]))
            return true;
    return false;
}

/* Whether the letter at a place is what the context asks for there. */
static bool fits(char wanted, struct mt_str word, size_t at)
{
    bool outside = at >= word.len; /* also before the first: at wraps */
    switch (wanted) {
    case '_':
        return outside;
    case 'V':
        return !outside && is_vowel(word.ptr[at]);
    case 'C':
        return !outside && !is_vowel(word.ptr[at]);
    case 'E':
        return !outside && strchr("eiy", word.ptr[at]) != NULL;
    default:
        return !outside && word.ptr[at] == wanted;
    }
}

static bool fits_left(char context, struct mt_str word, size_t at)
{
    if (context == 'P')
        return has_vowel(mt_str_slice(word, 0, at));
    return context == '\0' || fits(context, word, at - 1);
}

static bool fits_right(const char *context, struct mt_str word, size_t at)
{
    for (; *context; context++, at++)
        if (!fits(*context, word, at))
            return false;
    return true;
}

/* The first rule of a letter; they stand in the order of the alphabet. */
static size_t rules_of(char letter)
{
    size_t low = 0, high = MT_COUNT(rules);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (rules[middle].letters[0] < letter)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How many letters the rule, one of the letter at the place, is for if all stand there; else 0. */
static size_t matched(const struct rule *rule, struct mt_str word, size_t at)
{
    size_t n = 1;
    for (; rule->letters[n]; n++)
        if (at + n == word.len || word.ptr[at + n] != rule->letters[n])
            return 0;
    return n;
}

/* Says the letters at a place by the first rule that fits, and returns how many. Each letter has a
 * rule without contexts. */
static size_t say_letters(struct mt_phones *out, struct mt_str word, size_t at)
{
    for (size_t i = rules_of(word.ptr[at]); i < MT_COUNT(rules); i++) {
        const struct rule *rule = &rules[i];
        size_t n = matched(rule, word, at);
        if (n && fits_left(rule->left[0], word, at) && fits_right(rule->right, word, at + n)) {
            say(out, rule->phones);
            return n;
        }
    }
    assert(!"a letter without a rule");
    return 1;
}

static void say_word(struct mt_phones *out, struct mt_str word)
{
    for (size_t at = 0; at < word.len && out->len < MT_PHONES_MAX;)
        at += say_letters(out, word, at);
}

static void spell(struct mt_phones *out, struct mt_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        size_t letter = (unsigned char)word.ptr[i] - (size_t)'a';
        if (letter < MT_COUNT(letter_names))
            say(out, letter_names[letter]);
    }
}

/* ---- Pieces of a text ---- */

/* Letters that folding leaves as they are, in the Latin ones of their sound. */
static const struct {
    struct mt_str letter;
    char ascii;
} plain[] = {
    {MT_STR("\xc3\xb8"), 'o'}, {MT_STR("\xc5\x82"), 'l'}, {MT_STR("\xc4\x91"), 'd'},
    {MT_STR("\xc3\xa6"), 'e'}, {MT_STR("\xc5\x93"), 'e'}, {MT_STR("\xc4\xb1"), 'i'},
    {MT_STR("\xc3\xb0"), 'd'}, {MT_STR("\xc3\xbe"), 't'},
};

/* Longer pieces are cut. */
#define LETTERS_MAX (4 * MT_PHONES_MAX)

/* The letters of a piece that has others than ASCII ones; what has no such equal is dropped. */
static size_t plain_letters(struct mt_str piece, char out[LETTERS_MAX])
{
    void *scratch = mt_context(NULL);
    struct mt_str rest = mt_fold_cut(scratch, piece, 4 * LETTERS_MAX);
    size_t len = 0;
    while (rest.len && len < LETTERS_MAX) {
        size_t step = 1;
        if (mt_is_lower(rest.ptr[0]))
            out[len++] = rest.ptr[0];
        for (size_t i = 0; i < MT_COUNT(plain) && step == 1; i++) {
            if (mt_str_starts(rest, plain[i].letter)) {
                out[len++] = plain[i].ascii;
                step = plain[i].letter.len;
            }
        }
        rest = mt_str_slice(rest, step, rest.len);
    }
    mt_free(scratch);
    return len;
}

/* A piece in lower-case ASCII letters. */
static size_t letters_of(struct mt_str piece, char out[LETTERS_MAX])
{
    size_t len = 0;
    for (; len < piece.len && len < LETTERS_MAX; len++) {
        if ((unsigned char)piece.ptr[len] >= 0x80)
            return plain_letters(piece, out);
        out[len] = mt_to_lower(piece.ptr[len]);
    }
    return len;
}

static bool is_letter(char c)
{
    return mt_is_alpha(c) || (unsigned char)c >= 0x80;
}

/* Where the piece that begins at `at` ends: before another capital, but "ETHLambda" is ETH and
 * Lambda, and the s of "APIs" is a piece of its own. */
static size_t piece_end(struct mt_str text, size_t at)
{
    size_t end = at + 1;
    bool capitals = mt_is_upper(text.ptr[at]) && end < text.len && mt_is_upper(text.ptr[end]);
    while (end < text.len && is_letter(text.ptr[end]) && mt_is_upper(text.ptr[end]) == capitals)
        end++;
    bool goes_on = end < text.len && mt_is_lower(text.ptr[end]);
    bool plural =
        goes_on && text.ptr[end] == 's' && (end + 1 == text.len || !is_letter(text.ptr[end + 1]));
    return capitals && goes_on && !plural ? end - 1 : end;
}

/* Says a piece of letters in the `n` readings that there are: as a word; in the second, with its
 * capitals spelled out. Returns how many there are then: they part at the first such capitals. */
static size_t say_piece(struct mt_str piece, struct mt_phones readings[2], size_t n)
{
    bool capitals = piece.len > 1;
    for (size_t i = 0; i < piece.len; i++)
        capitals &= mt_is_upper(piece.ptr[i]);
    char word[LETTERS_MAX];
    struct mt_str letters = mt_str_of(word, letters_of(piece, word));
    bool plural = mt_str_eq(piece, mt_str("s")); /* of capitals: see piece_end */
    bool spelled = !has_vowel(letters) && !plural;
    if (capitals && !spelled && n == 1)
        readings[n++] = readings[0];
    for (size_t i = 0; i < n; i++) {
        if (spelled || (capitals && i == 1))
            spell(&readings[i], letters);
        else
            say_word(&readings[i], letters);
    }
    return n;
}

size_t mt_phones_read(struct mt_str text, struct mt_phones out[2])
{
    size_t n = 1;
    memset(out, 0, 2 * sizeof *out);
    size_t enough = text.len < LETTERS_MAX ? text.len : LETTERS_MAX;
    while (enough && enough < text.len && ((unsigned char)text.ptr[enough] & 0xc0) == 0x80)
        enough--;
    text = mt_str_slice(text, 0, enough);
    for (size_t at = 0; at < text.len;) {
        char c = text.ptr[at];
        size_t end = at + 1;
        if (mt_is_digit(c)) {
            for (size_t i = 0; i < n; i++)
                say(&out[i], digit_names[c - '0']);
        } else if (is_letter(c)) {
            end = piece_end(text, at);
            n = say_piece(mt_str_slice(text, at, end), out, n);
        }
        at = end;
    }
    if (out[0].len == 0)
        return 0;
    return n == 2 && strcmp(out[0].sound, out[1].sound) != 0 ? 2 : 1;
}
