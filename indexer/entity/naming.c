/* naming.c - What a name looks like, and what is none
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/naming.h"

#include "text/commonness.h"
#include "text/letter.h"

#define WORDS_MAX 5
#define WORD_MAX 64
/* Up to this tier a word may stand in a text without meaning anybody. */
#define FORM_TIER_MAX 60

/* What people are in meetings. A name of these words alone, single letters and numbers is nobody;
 * folded, a space around each. */
static const char roles[] =
    " admin administrator agent analyst announcer attendee audience author assistant board bot ceo "
    "chair chairman chairperson chairwoman cfo client clerk committee consultant coo coordinator "
    "counsel cto customer deputy design designer dev developer director doctor dr editor engineer "
    "engineering everybody everyone executive expert facilitator female finance grad graduate "
    "group "
    "guest head host hosts hr industrial interface interpreter interviewee interviewer it judge "
    "lead leader legal lecturer male man manager marketing member minister moderator narrator "
    "notetaker official officer operations operator organizer owner panel panelist participant "
    "phd postdoc president presenter presiding producer product prof professor project recorder "
    "reporter research researcher room sales scribe secretary senator speaker staff student "
    "support "
    "tba tbd teacher team technical translator transcriber transcripter introducer bot bots "
    "recording undergrad undergraduate unknown user vice video "
    "voice vp witness woman all a an and of the for to self myself me you us we they none nobody "
    "n/a na de del di da la le el al van von ";
/* Whoever's name ends so is several. */
static const char groups[] = " team teams group squad org dept department committee office board "
                             "crew staff folks guys people eng engineering leads leadership bot "
                             "notetaker labs inc llc ltd gmbh corp foundation university ";

static bool listed(const char *list, struct mt_str word)
{
    char padded[WORD_MAX + 2];
    if (word.len == 0 || word.len > WORD_MAX)
        return false;
    padded[0] = ' ';
    for (size_t i = 0; i < word.len; i++)
        padded[i + 1] = mt_to_lower(word.ptr[i]);
    padded[word.len + 1] = ' ';
    return mt_str_find(mt_str(list), mt_str_of(padded, word.len + 2), 0) != MT_NPOS;
}

static struct mt_str cut_at(struct mt_str name, char c)
{
    return mt_str_trim(mt_str_slice(name, 0, mt_str_find_char(name, c, 0)));
}

static size_t words_in(struct mt_str name)
{
    size_t n = 0;
    struct mt_str word;
    while (mt_str_next(&name, ' ', &word))
        n += word.len > 0;
    return n;
}

static struct mt_str single_blanks(const void *ctx, struct mt_str name)
{
    struct mt_buf out;
    struct mt_str word;
    if (mt_str_find(name, mt_str("  "), 0) == MT_NPOS)
        return name;
    mt_buf_init(&out, (void *)ctx, name.len + 1);
    while (mt_str_next(&name, ' ', &word)) {
        if (word.len && out.len)
            mt_buf_add_char(&out, ' ');
        mt_buf_add(&out, word);
    }
    return mt_buf_str(&out);
}

struct mt_str mt_name_tidy(const void *ctx, struct mt_str name)
{
    name = mt_str_trim(name);
    if (name.len && name.ptr[0] == '@')
        name = mt_str_slice(name, 1, name.len);
    name = cut_at(cut_at(cut_at(cut_at(name, '('), '<'), '['), '|');
    name = mt_str_slice(name, 0, mt_str_find(name, mt_str(" - "), 0));
    name = mt_str_slice(name, 0, mt_str_find(name, mt_str(" @ "), 0));
    while (
        name.len && strchr(",;:.*_\"", name.ptr[name.len - 1]) &&
        !(name.ptr[name.len - 1] == '.' && name.len > 1 && mt_letter_is_upper(name, name.len - 2)))
        name = mt_str_trim(mt_str_slice(name, 0, name.len - 1));
    while (name.len && strchr("*_\"", name.ptr[0]))
        name = mt_str_slice(name, 1, name.len);
    size_t comma = mt_str_find_char(name, ',', 0);
    if (comma != MT_NPOS) {
        struct mt_str last = mt_str_trim(mt_str_slice(name, 0, comma));
        struct mt_str first = mt_str_trim(mt_str_slice(name, comma + 1, name.len));
        bool turned = words_in(last) == 1 && words_in(first) <= 2 && first.len &&
                      mt_str_find_char(first, ',', 0) == MT_NPOS;
        name = turned ? mt_str_printf(ctx, "%.*s %.*s", MT_ARG(first), MT_ARG(last)) : last;
    }
    return single_blanks(ctx, name);
}

/* Single letters ("B", "B."), numbers ("2"). */
static bool is_mark(struct mt_str word)
{
    bool digits = word.len > 0;
    for (size_t i = 0; i < word.len && digits; i++)
        digits = mt_is_digit(word.ptr[i]);
    return digits || word.len == 1 || (word.len == 2 && word.ptr[1] == '.');
}

/* What stands for nobody known by name: "XX01"; "I've", which is no label at all. */
static bool is_code(struct mt_str word)
{
    size_t letters = 0, digits = 0;
    for (size_t i = 0; i < word.len; i++) {
        letters += mt_is_alpha(word.ptr[i]);
        digits += mt_is_digit(word.ptr[i]);
    }
    bool contracted = word.len > 1 && word.ptr[0] == 'I' && !mt_is_alnum(word.ptr[1]) &&
                      word.ptr[1] != '-' && word.ptr[1] != '.';
    return contracted || (letters <= 2 && digits > 0 && letters + digits == word.len);
}

bool mt_name_is_person(struct mt_str name)
{
    struct mt_str rest = name, word, last = {"", 0};
    size_t n = 0, said = 0;
    if (mt_str_find_char(name, '@', 0) != MT_NPOS || mt_str_find_char(name, '/', 0) != MT_NPOS ||
        mt_str_find_char(name, '&', 0) != MT_NPOS || mt_str_find_char(name, '+', 0) != MT_NPOS)
        return false;
    while (mt_str_next(&rest, ' ', &word)) {
        if (word.len == 0)
            continue;
        n++;
        last = word;
        if (mt_str_eq_nocase(word, mt_str("and")) || mt_str_eq_nocase(word, mt_str("the")) ||
            (mt_is_digit(word.ptr[0]) && !mt_str_starts_nocase(word, mt_str("0x"))))
            return false;
        said += !is_mark(word) && !is_code(word) && !listed(roles, word);
    }
    return said > 0 && n <= WORDS_MAX && !listed(groups, last);
}

/* Words before and after a name that are none of it; folded. */
static const char before_names[] =
    " mr mrs ms miss dr prof professor sir dame lord lady hon honourable honorable rev right rt ";
static const char after_names[] = " jr sr ii iii phd md mp am ms msp mep qc kc esq obe mbe cbe ";

struct mt_str mt_form_core(struct mt_str words)
{
    for (;;) {
        size_t first = mt_str_find_char(words, ' ', 0), last = words.len;
        while (last > 0 && words.ptr[last - 1] != ' ')
            last--;
        if (first == MT_NPOS)
            return words;
        if (listed(before_names, mt_str_slice(words, 0, first)))
            words = mt_str_slice(words, first + 1, words.len);
        else if (listed(after_names, mt_str_slice(words, last, words.len)))
            words = mt_str_slice(words, 0, last - 1);
        else
            return words;
    }
}

bool mt_form_is_common(struct mt_str words)
{
    int tier = mt_word_tier(words); /* more words than one are in no tier */
    return tier && tier <= FORM_TIER_MAX;
}
