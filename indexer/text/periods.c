/* periods.c - What people write for a stretch of days
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A text is cut into its words, as "last 2 weeks" into last, 2, weeks; then each reader looks
 * whether these words are of its kind.
 */
#include "base/base.h"
#include "text/periods.h"

#define PARTS_MAX 4
#define NUMBER_MAX 200000 /* more days than the calendar holds */

struct phrase {
    struct mt_str parts[PARTS_MAX];
    size_t n;
    mt_date today;
    enum mt_tense tense;
};

/* ---- Days, weeks, months, quarters, years ---- */

static mt_date first_of_month(int year, int month)
{
    return year * 10000 + month * 100 + 1;
}

/* The whole of it that a day lies in; unit as of read_unit. */
static struct mt_dates whole(char unit, mt_date day)
{
    int year = day / 10000, month = day / 100 % 100;
    mt_date from = day;
    switch (unit) {
    case 'd':
        return (struct mt_dates){day, day};
    case 'w':
        from = mt_date_add(day, 1 - mt_date_weekday(day));
        return (struct mt_dates){from, mt_date_add(from, 6)};
    case 'm':
        return (struct mt_dates){first_of_month(year, month), mt_date_month_end(day)};
    case 'q':
        from = first_of_month(year, (month - 1) / 3 * 3 + 1);
        return (struct mt_dates){from, mt_date_month_end(mt_date_add_months(from, 2))};
    default:
        return (struct mt_dates){first_of_month(year, 1), year * 10000 + 1231};
    }
}

static mt_date step(char unit, mt_date day, int n)
{
    switch (unit) {
    case 'd':
        return mt_date_add(day, n);
    case 'w':
        return mt_date_add(day, 7 * n);
    default:
        return mt_date_add_months(day, n * (unit == 'm' ? 1 : unit == 'q' ? 3 : 12));
    }
}

/* ---- Words ---- */

/* "w", "week", "weeks": the first letter; 0 for what is no unit. */
static char read_unit(struct mt_str word)
{
    static const struct mt_str names[] = {MT_STR("days"), MT_STR("weeks"), MT_STR("months"),
                                          MT_STR("quarters"), MT_STR("years")};
    for (size_t i = 0; i < MT_COUNT(names); i++)
        if (word.len == 1 || word.len + 1 >= names[i].len)
            if (mt_str_starts_nocase(names[i], word) && word.len)
                return names[i].ptr[0];
    return 0;
}

static bool read_count(struct mt_str word, int *out)
{
    uint64_t number;
    if (!mt_str_to_u64(word, &number))
        return false;
    *out = number < NUMBER_MAX ? (int)number : NUMBER_MAX;
    return true;
}

/* Digits alone, of a number in [low, high]. */
static bool read_number(struct mt_str word, int low, int high, int *out)
{
    return read_count(word, out) && *out >= low && *out <= high;
}

static bool read_year(struct mt_str word, int *out)
{
    return word.len == 4 && read_number(word, MT_YEAR_MIN, MT_YEAR_MAX, out);
}

static bool read_month(struct mt_str word, int *out)
{
    return word.len && mt_month_parse(word, out) == word.len;
}

/* "Q4", "W43" */
static bool read_lettered(struct mt_str word, char letter, int high, int *out)
{
    return word.len > 1 && mt_to_lower(word.ptr[0]) == letter &&
           read_number(mt_str_slice(word, 1, word.len), 1, high, out);
}

static bool read_weekday(struct mt_str word, int *out)
{
    static const struct mt_str names[] = {
        MT_STR("monday"), MT_STR("tuesday"),  MT_STR("wednesday"), MT_STR("thursday"),
        MT_STR("friday"), MT_STR("saturday"), MT_STR("sunday")};
    for (size_t i = 0; i < MT_COUNT(names); i++) {
        if (word.len >= 3 && mt_str_starts_nocase(names[i], word)) {
            *out = (int)i + 1;
            return true;
        }
    }
    return false;
}

/* ---- What comes again: a weekday each week, all else each year ---- */

struct named {
    char kind; /* 'w' weekday, 'm' month, 'q' quarter, 'n' week by number, 'd' day of a month */
    int number, month;
};

static struct mt_dates week_of_year(int year, int week)
{
    struct mt_dates first = whole('w', year * 10000 + 104), wanted;
    wanted = whole('w', mt_date_add(first.from, 7 * (week - 1)));
    bool real = mt_date_add(wanted.from, 3) / 10000 == year; /* its Thursday tells */
    return real ? wanted : (struct mt_dates){0, 0};
}

/* That of the week or year which the day is in; {0, 0} where there is none. */
static struct mt_dates named_around(struct named named, mt_date day)
{
    int year = day / 10000;
    switch (named.kind) {
    case 'w':
        return whole('d', mt_date_add(whole('w', day).from, named.number - 1));
    case 'm':
        return whole('m', first_of_month(year, named.number));
    case 'q':
        return whole('q', first_of_month(year, named.number * 3));
    case 'n':
        return week_of_year(year, named.number);
    default:
        day = year * 10000 + named.month * 100 + named.number;
        return mt_date_valid(day) ? whole('d', day) : (struct mt_dates){0, 0};
    }
}

/* Words from part `at` on that name one, all of them. */
static bool read_named(const struct phrase *p, size_t at, struct named *out)
{
    static const struct {
        char kind;
        char letter;
        int high;
    } lettered[] = {{'q', 'q', 4}, {'n', 'w', 53}};
    size_t n = p->n - at;
    struct mt_str word = p->parts[at];
    *out = (struct named){0};
    if (n == 2) {
        bool day_first = mt_is_digit(word.ptr[0]);
        out->kind = 'd';
        return read_number(p->parts[at + !day_first], 1, 31, &out->number) &&
               read_month(p->parts[at + day_first], &out->month);
    }
    for (size_t i = 0; i < MT_COUNT(lettered) && !out->kind; i++)
        if (read_lettered(word, lettered[i].letter, lettered[i].high, &out->number))
            out->kind = lettered[i].kind;
    if (!out->kind && read_month(word, &out->number))
        out->kind = 'm';
    if (!out->kind && read_weekday(word, &out->number))
        out->kind = 'w';
    return n == 1 && out->kind;
}

enum which { NEAREST, THIS, LAST, NEXT };

static bool choose_named(const struct phrase *p, struct named named, enum which which,
                         struct mt_dates *out)
{
    struct mt_dates last = {0, 0}, next = {0, 0};
    bool ahead = which == NEXT || (which == NEAREST && p->tense == MT_AHEAD);
    for (int k = -8; k <= 8; k++) { /* eight years may pass without a 29 February */
        struct mt_dates at = named_around(named, step(named.kind == 'w' ? 'w' : 'y', p->today, k));
        if (!at.from)
            continue;
        if (which == THIS && k == 0)
            last = at;
        if (which != THIS && (which == LAST ? at.to < p->today : at.from <= p->today))
            last = at;
        if (!next.from && (which == NEXT ? at.from > p->today : at.to >= p->today))
            next = at;
    }
    *out = ahead ? next : last;
    return out->from != 0;
}

static bool read_which(struct mt_str word, enum which *out)
{
    static const struct {
        struct mt_str word;
        enum which which;
    } rows[] = {
        {MT_STR("this"), THIS}, {MT_STR("last"), LAST},     {MT_STR("past"), LAST},
        {MT_STR("next"), NEXT}, {MT_STR("previous"), LAST},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        if (mt_str_eq_nocase(word, rows[i].word)) {
            *out = rows[i].which;
            return true;
        }
    }
    return false;
}

static bool parse_named(const struct phrase *p, struct mt_dates *out)
{
    enum which which = NEAREST;
    struct named named;
    bool chosen = p->n > 1 && read_which(p->parts[0], &which);
    return read_named(p, chosen, &named) && choose_named(p, named, which, out);
}

/* ---- The kinds of phrases ---- */

static bool parse_word(const struct phrase *p, struct mt_dates *out)
{
    static const struct {
        struct mt_str word;
        int days;
    } rows[] = {{MT_STR("today"), 0}, {MT_STR("yesterday"), -1}, {MT_STR("tomorrow"), 1}};
    for (size_t i = 0; i < MT_COUNT(rows) && p->n == 1; i++) {
        if (mt_str_eq_nocase(p->parts[0], rows[i].word)) {
            *out = whole('d', mt_date_add(p->today, rows[i].days));
            return true;
        }
    }
    return false;
}

/* "last week", "last 2 weeks" */
static bool parse_relative(const struct phrase *p, struct mt_dates *out)
{
    enum which which;
    int count = 0;
    char unit = p->n > 1 && p->n < 4 ? read_unit(p->parts[p->n - 1]) : 0;
    if (!unit || !read_which(p->parts[0], &which))
        return false;
    if (p->n == 2) {
        *out = whole(unit, step(unit, p->today, which == THIS ? 0 : which == LAST ? -1 : 1));
        return true;
    }
    if (which == THIS || !read_count(p->parts[1], &count))
        return false;
    mt_date other = step(unit, p->today, which == LAST ? -count : count);
    *out = which == LAST ? (struct mt_dates){other, p->today} : (struct mt_dates){p->today, other};
    return true;
}

/* "3w", "3 weeks" and, with `ago`, "3 weeks ago". */
static bool parse_length(const struct phrase *p, struct mt_dates *out)
{
    int count;
    bool ago = p->n == 3 && mt_str_eq_nocase(p->parts[2], mt_str("ago"));
    char unit = p->n == 2 || ago ? read_unit(p->parts[1]) : 0;
    if (!unit || !read_count(p->parts[0], &count))
        return false;
    mt_date then = step(unit, p->today, -count);
    *out = ago ? whole(unit, then) : (struct mt_dates){then, p->today};
    return true;
}

/* A year, and what it is cut into. */
static bool parse_year(const struct phrase *p, struct mt_dates *out)
{
    int year, number, day;
    if (p->n == 2 && read_year(p->parts[1], &year) && read_month(p->parts[0], &number)) {
        *out = whole('m', first_of_month(year, number));
        return true;
    }
    if (p->n == 0 || !read_year(p->parts[0], &year))
        return false;
    struct mt_str word = p->n > 1 ? p->parts[1] : mt_str("");
    if (p->n == 1)
        *out = whole('y', first_of_month(year, 1));
    else if (p->n == 2 && (read_number(word, 1, 12, &number) || read_month(word, &number)))
        *out = whole('m', first_of_month(year, number));
    else if (p->n == 2 && read_lettered(word, 'q', 4, &number))
        *out = whole('q', first_of_month(year, number * 3));
    else if (p->n == 2 && read_lettered(word, 'w', 53, &number))
        *out = week_of_year(year, number);
    else if (p->n == 3 && read_number(word, 1, 12, &number) &&
             read_number(p->parts[2], 1, 31, &day) &&
             mt_date_valid(first_of_month(year, number) + day - 1))
        *out = whole('d', first_of_month(year, number) + day - 1);
    else
        return false;
    return out->from != 0;
}

/* ---- Cutting ---- */

static bool is_gap(char c)
{
    return c == ' ' || c == '-' || c == '_' || c == '/';
}

/* "28th" is 28. */
static bool is_ordinal(const struct phrase *p, struct mt_str word)
{
    int number;
    return p->n && read_count(p->parts[p->n - 1], &number) && word.len == 2 &&
           (mt_str_eq_nocase(word, mt_str("st")) || mt_str_eq_nocase(word, mt_str("nd")) ||
            mt_str_eq_nocase(word, mt_str("rd")) || mt_str_eq_nocase(word, mt_str("th")));
}

/* Cuts at gaps, and behind a number that a letter follows: "3w". False for too many words. */
static bool cut(struct mt_str text, struct phrase *out)
{
    out->n = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && !is_gap(text.ptr[end]) &&
               !(end > at && mt_is_digit(text.ptr[end - 1]) && mt_is_alpha(text.ptr[end])))
            end++;
        struct mt_str word = mt_str_slice(text, at, end);
        bool is_part = word.len && !is_ordinal(out, word);
        if (is_part && out->n == PARTS_MAX)
            return false;
        if (is_part)
            out->parts[out->n++] = word;
        at = end + (end < text.len && is_gap(text.ptr[end]));
    }
    return out->n > 0 && !is_gap(text.ptr[0]);
}

static bool parse_period(struct mt_str text, const struct phrase *now, struct mt_dates *out)
{
    static bool (*const kinds[])(const struct phrase *, struct mt_dates *) = {
        parse_word, parse_relative, parse_length, parse_year, parse_named,
    };
    struct phrase phrase = *now;
    mt_date day;
    text = mt_str_trim(text);
    if (text.len && mt_date_parse(text, &day) == text.len) {
        *out = (struct mt_dates){day, day};
        return true;
    }
    if (!cut(text, &phrase))
        return false;
    for (size_t i = 0; i < MT_COUNT(kinds); i++)
        if (kinds[i](&phrase, out))
            return true;
    return false;
}

/* An end of a range: "3w" is the day that long ago, not all days since. */
static bool parse_end(struct mt_str text, const struct phrase *now, struct mt_dates *out)
{
    struct phrase phrase = *now;
    if (!parse_period(text, now, out))
        return false;
    if (cut(mt_str_trim(text), &phrase) && phrase.n == 2 && parse_length(&phrase, out))
        out->to = out->from;
    return true;
}

/* "since A" and the like. */
static bool parse_open(struct mt_str text, const struct phrase *now, struct mt_dates *out)
{
    static const struct mt_str words[] = {MT_STR("since"), MT_STR("after"), MT_STR("until"),
                                          MT_STR("before")};
    for (size_t i = 0; i < MT_COUNT(words); i++) {
        struct mt_str word = words[i];
        struct mt_dates end;
        if (text.len <= word.len || !mt_str_starts_nocase(text, word) ||
            !is_gap(text.ptr[word.len]) ||
            !parse_end(mt_str_slice(text, word.len + 1, text.len), now, &end))
            continue;
        mt_date ends[] = {end.from, mt_date_add(end.to, 1), end.to, mt_date_add(end.from, -1)};
        *out = i < 2 ? (struct mt_dates){ends[i], 0} : (struct mt_dates){0, ends[i]};
        return true;
    }
    return false;
}

bool mt_dates_parse(struct mt_str text, mt_date today, enum mt_tense tense, struct mt_dates *out)
{
    assert(mt_date_valid(today));
    struct phrase now = {.today = today, .tense = tense};
    struct mt_dates first = {0, 0}, last = {0, 0};
    size_t dots = mt_str_find(text, mt_str(".."), 0);
    if (dots == MT_NPOS) {
        if (!parse_period(text, &now, &first) && !parse_open(text, &now, &first))
            return false;
        *out = first;
        return true;
    }
    struct mt_str begin = mt_str_slice(text, 0, dots), end = mt_str_slice(text, dots + 2, text.len);
    if (begin.len + end.len == 0 || (begin.len && !parse_end(begin, &now, &first)) ||
        (end.len && !parse_end(end, &now, &last)))
        return false;
    bool turned = first.from && last.to && first.from > last.to;
    *out = turned ? (struct mt_dates){last.from, first.to} : (struct mt_dates){first.from, last.to};
    return true;
}
