/* capitals.c - Capitalised runs of prose
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/capitals.h"

#include "text/commonness.h"
#include "text/letter.h"

/* At the start of a sentence words up to this tier are words, not names. */
#define OPENING_TIER_MAX 40
#define WORD_MAX 64

/* Lists are text with a space around each word: short, greppable, and found by one search. */
static const char titles[] =
    " CC CVP VP SVP EVP CEO CTO CFO COO CIO PM Dr Mr Mrs Ms Prof Sir Dear Hi "
    "Hello Hey Thanks Thank ";
static const char honorifics[] = " Dr Mr Mrs Ms Prof Sir ";
static const char calendar[] =
    " January February March April May June July August September October November December Jan "
    "Feb "
    "Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday "
    "Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Today Tomorrow Yesterday ";
static const char particles[] = " van von de der den da di del della du la le bin al ten ter dos ";

static const char after_person[] =
    " follow follows align aligns consult consults send sends sent ask asks asked said says will "
    "join joins joined attend attends attended wants wanted thinks thought mentioned mentions "
    "noted "
    "notes suggested suggests proposed proposes agreed agrees explained explains shared shares "
    "raised raises confirmed confirms reported reports offered offers volunteered presented "
    "presents asking told tells wrote writes introduced replied felt feels believes pointed ";
static const char before_person[] =
    " with via thanking thank bring cc meeting meet approach ask tell ping remind email thanks "
    "introduce interview ";
static const char after_organization[] = " team teams customer customers contract contracts ";
static const char after_term[] =
    " marketplace cloud data politics org orgs leads program programs account accounts partnership "
    "office api apis service services product products integration stack app apps server servers "
    "cluster "
    "clusters node nodes driver drivers protocol network platform client code library software "
    "version release deck call calls slide slides project page file system model key keys ";
static const char before_term[] = " on at within in for into vs from the a an this ";

static bool listed(const char *list, struct mt_str word)
{
    char padded[WORD_MAX + 2];
    if (word.len == 0 || word.len > WORD_MAX)
        return false;
    padded[0] = ' ';
    memcpy(padded + 1, word.ptr, word.len);
    padded[word.len + 1] = ' ';
    return mt_str_find(mt_str(list), mt_str_of(padded, word.len + 2), 0) != MT_NPOS;
}

/* ---- Words ---- */

/* The length of what may stand inside a word at `at`: - : ' or U+2019; 0 for anything else. */
static size_t joint(struct mt_str text, size_t at)
{
    char c = text.ptr[at];
    if (c == '-' || c == ':' || c == '\'')
        return 1;
    return mt_str_starts(mt_str_slice(text, at, at + 3), mt_str("\u2019")) ? 3 : 0;
}

/* "we'll", whichever its apostrophe: in lower case, for the lists. */
static struct mt_str lowered(struct mt_str word, char room[WORD_MAX])
{
    size_t len = 0;
    for (size_t i = 0; i < word.len && len < WORD_MAX; len++) {
        size_t skip = (unsigned char)word.ptr[i] == 0xe2 ? joint(word, i) : 0;
        room[len] = skip ? '\'' : mt_to_lower(word.ptr[i]);
        i += skip ? skip : 1;
    }
    return mt_str_of(room, len);
}

static bool is_common(struct mt_str word)
{
    char room[WORD_MAX];
    int tier = mt_word_tier(lowered(word, room));
    return tier && tier <= OPENING_TIER_MAX;
}

/* "I'd", "We'll", "Don't" are no names wherever they stand. */
static bool is_contraction(struct mt_str word)
{
    char room[WORD_MAX];
    struct mt_str lower = lowered(word, room);
    return mt_str_find_char(lower, '\'', 0) != MT_NPOS && mt_word_tier(lower);
}

/* Of what is not ASCII all counts as letters but U+0080 to U+00BF and what is from U+2000 on:
 * quotes, dashes, symbols, and scripts without capitals or spaces. */
static bool is_letter(struct mt_str text, size_t at)
{
    unsigned char c = at < text.len ? (unsigned char)text.ptr[at] : ' ';
    return c < 0x80 ? mt_is_alnum((char)c) : c != 0xc2 && c < 0xe2;
}

static size_t after_letter(struct mt_str text, size_t at)
{
    at++;
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
        at++;
    return at;
}

bool mt_capitals_word(struct mt_str text, size_t *at, struct mt_str *word)
{
    size_t begin = *at;
    while (begin < text.len && !is_letter(text, begin))
        begin = after_letter(text, begin);
    size_t end = begin;
    while (end < text.len) {
        size_t skip = is_letter(text, end) ? 0 : joint(text, end);
        if (!is_letter(text, end + skip) || (skip == 0 && !is_letter(text, end)))
            break;
        end = after_letter(text, end + skip);
    }
    *at = end;
    *word = mt_str_slice(text, begin, end);
    return end > begin;
}

/* Drops 's; says whether there was one. */
static bool drop_possessive(struct mt_str *word)
{
    static const struct mt_str endings[] = {MT_STR("'s"), MT_STR("\u2019s")};
    for (size_t i = 0; i < MT_COUNT(endings); i++) {
        if (word->len > endings[i].len && mt_str_ends(*word, endings[i])) {
            word->len -= endings[i].len;
            return true;
        }
    }
    return false;
}

/* ---- Runs ---- */

struct word {
    struct mt_str text;
    struct mt_str gap; /* between the word before it and this one */
    bool capital, opens, possessive;
};
struct words MT_VEC(struct word);

/* Whether a sentence begins after this gap. */
static bool is_break(struct mt_str gap)
{
    for (size_t i = 0; i < gap.len; i++)
        if (strchr(".?!:;\n|", gap.ptr[i]) || (unsigned char)gap.ptr[i] >= 0x80)
            return true;
    return false;
}

static struct words words_of(void *ctx, struct mt_str text)
{
    struct words words = {0};
    size_t at = 0, before = 0;
    struct mt_str next;
    while (mt_capitals_word(text, &at, &next)) {
        struct word word = {.text = next};
        word.gap = mt_str_slice(text, before, (size_t)(next.ptr - text.ptr));
        word.possessive = drop_possessive(&word.text);
        word.capital = mt_letter_is_upper(next, 0);
        word.opens = words.len == 0 || is_break(word.gap);
        const struct word *last = words.len ? &words.ptr[words.len - 1] : NULL;
        if (last && mt_str_eq(word.gap, mt_str(". ")) && listed(titles, last->text))
            word.opens = last->opens;
        before = at;
        *mt_push(ctx, &words) = word;
    }
    return words;
}

static bool goes_on(const struct words *words, size_t i)
{
    return i < words->len && mt_str_eq(words->ptr[i].gap, mt_str(" ")) && !words->ptr[i].opens &&
           !words->ptr[i - 1].possessive;
}

/* The end of the run that begins with word `i`. */
static size_t run_end(const struct words *words, size_t i)
{
    size_t end = i + 1;
    for (;;) {
        if (goes_on(words, end) && words->ptr[end].capital)
            end++;
        else if (goes_on(words, end) && listed(particles, words->ptr[end].text) &&
                 goes_on(words, end + 1) && words->ptr[end + 1].capital)
            end += 2;
        else
            return end;
    }
}

/* Also "I" and the letters of a list. */
static bool is_no_name(const struct word *word)
{
    return word->text.len == 1 || is_contraction(word->text) || listed(titles, word->text) ||
           listed(calendar, word->text);
}

static void trim_run(const struct words *words, size_t *begin, size_t *end)
{
    bool opens = words->ptr[*begin].opens;
    while (*begin < *end &&
           (is_no_name(&words->ptr[*begin]) || (opens && is_common(words->ptr[*begin].text))))
        ++*begin;
    while (*end > *begin &&
           (listed(calendar, words->ptr[*end - 1].text) || !words->ptr[*end - 1].capital))
        --*end;
}

static void weigh_after(const struct words *words, size_t end, struct mt_capital_run *run)
{
    if (end == words->len)
        return;
    const struct word *next = &words->ptr[end];
    if (mt_str_eq(next->gap, mt_str(" ("))) {
        run->person += 10;
        return;
    }
    if (!mt_str_eq(next->gap, mt_str(" ")) || run->possessive)
        return;
    if (listed(after_person, next->text)) {
        run->person += 10;
    } else if (listed(after_organization, next->text)) {
        run->organization += 10;
        run->strong = true;
    } else if (listed(after_term, next->text)) {
        run->organization += 10;
    }
}

static void weigh_before(const struct words *words, size_t begin, struct mt_capital_run *run)
{
    const struct word *first = &words->ptr[begin];
    if (begin == 0)
        return;
    struct mt_str before = words->ptr[begin - 1].text;
    bool touches = mt_str_eq(first->gap, mt_str(" "));
    if (listed(honorifics, before) && (touches || mt_str_eq(first->gap, mt_str(". "))))
        run->person += 10;
    if (!touches)
        return;
    char room[WORD_MAX];
    struct mt_str word = lowered(before, room);
    bool sponsored = mt_str_eq(word, mt_str("by")) && begin > 1 &&
                     mt_str_eq_nocase(words->ptr[begin - 2].text, mt_str("sponsored"));
    if (listed(before_person, word) || sponsored)
        run->person += 6;
    else if (listed(before_term, word))
        run->organization += 5;
}

/* Whether the runs before and after this gap stand side by side as equals. */
static bool joins(const struct words *words, size_t last_end, size_t begin)
{
    if (last_end == begin) {
        struct mt_str gap = words->ptr[begin].gap;
        return mt_str_eq(gap, mt_str("/")) || mt_str_eq(gap, mt_str(" / ")) ||
               mt_str_eq(gap, mt_str(", "));
    }
    struct mt_str between = words->ptr[last_end].text;
    return begin == last_end + 1 &&
           (mt_str_eq_nocase(between, mt_str("and")) || mt_str_eq_nocase(between, mt_str("or")));
}

void mt_capitals_find(const void *ctx, struct mt_str text, struct mt_capital_runs *out)
{
    void *scratch = mt_context(NULL);
    struct words words = words_of(scratch, text);
    size_t last_end = MT_NPOS;
    for (size_t i = 0, end; i < words.len; i = end) {
        end = i + 1;
        if (!words.ptr[i].capital)
            continue;
        end = run_end(&words, i);
        size_t begin = i, stop = end;
        trim_run(&words, &begin, &stop);
        if (begin == stop || stop - begin > MT_CAPITALS_WORDS_MAX)
            continue;
        const struct word *first = &words.ptr[begin], *last = &words.ptr[stop - 1];
        struct mt_capital_run *run = mt_push(ctx, out);
        run->text =
            mt_str_of(first->text.ptr, (size_t)(last->text.ptr + last->text.len - first->text.ptr));
        run->possessive = last->possessive;
        run->joined = last_end != MT_NPOS && joins(&words, last_end, begin);
        weigh_before(&words, begin, run);
        weigh_after(&words, stop, run);
        last_end = stop;
    }
    mt_free(scratch);
}
