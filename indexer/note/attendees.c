/* attendees.c - Who took part, from the tables and lists of a note that say so
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The lines of the file are read, not the shown text: an empty cell is not shown, and only a link
 * tells "Dana (Dana Reyes)" from "Dana (Lindhaven)". Items say where to look.
 */
#include "base/base.h"
#include "note/attendees.h"

#include "note/frontmatter.h"
#include "note/markup.h"

#define LINE_MAX_BYTES 2000
#define COLUMNS_MAX 32
#define NAME_WORDS_MAX 5
#define NAME_BYTES_MAX 80

static bool is_one_of(struct mt_str text, const struct mt_str *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (mt_str_eq_nocase(text, words[i]))
            return true;
    return false;
}

/* ---- Names ---- */

static struct mt_str without_marks(struct mt_str text)
{
    static const char marks[] = "*_`~@\\\"' \t";
    while (text.len && strchr(marks, text.ptr[0]))
        text = mt_str_slice(text, 1, text.len);
    while (text.len && strchr(marks, text.ptr[text.len - 1]))
        text.len--;
    return text;
}

static bool is_nobody(struct mt_str name)
{
    static const struct mt_str names[] = {
        MT_STR("All"),      MT_STR("Everyone"),  MT_STR("Everybody"),   MT_STR("Guests"),
        MT_STR("Name"),     MT_STR("None"),      MT_STR("Nobody"),      MT_STR("Others"),
        MT_STR("Regrets"),  MT_STR("Apologies"), MT_STR("Not present"), MT_STR("TBA"),
        MT_STR("TBD"),      MT_STR("Team"),      MT_STR("The Team"),    MT_STR("Unknown"),
        MT_STR("Various"),  MT_STR("Yes"),       MT_STR("No"),          MT_STR("Absent"),
        MT_STR("Optional"), MT_STR("Required"),
    };
    return is_one_of(name, names, MT_COUNT(names));
}

/* "VP Engineering" stands beside a name. */
static bool is_role_word(struct mt_str word)
{
    static const struct mt_str words[] = {
        MT_STR("CEO"),       MT_STR("CFO"),         MT_STR("CIO"),       MT_STR("CISO"),
        MT_STR("COO"),       MT_STR("CPO"),         MT_STR("CTO"),       MT_STR("CVP"),
        MT_STR("EVP"),       MT_STR("PM"),          MT_STR("SVP"),       MT_STR("VP"),
        MT_STR("Analyst"),   MT_STR("Architect"),   MT_STR("Chief"),     MT_STR("Consultant"),
        MT_STR("Designer"),  MT_STR("Developer"),   MT_STR("Director"),  MT_STR("Engineer"),
        MT_STR("Engineers"), MT_STR("Founder"),     MT_STR("Head"),      MT_STR("Lead"),
        MT_STR("Manager"),   MT_STR("President"),   MT_STR("Principal"), MT_STR("Product"),
        MT_STR("Sales"),     MT_STR("Scientist"),   MT_STR("Senior"),    MT_STR("Staff"),
        MT_STR("Team"),      MT_STR("Engineering"),
    };
    return is_one_of(word, words, MT_COUNT(words));
}

static bool is_particle(struct mt_str word)
{
    static const struct mt_str words[] = {
        MT_STR("al"),  MT_STR("bin"), MT_STR("da"),  MT_STR("de"),  MT_STR("del"),
        MT_STR("den"), MT_STR("der"), MT_STR("di"),  MT_STR("dos"), MT_STR("du"),
        MT_STR("el"),  MT_STR("ibn"), MT_STR("la"),  MT_STR("le"),  MT_STR("ten"),
        MT_STR("ter"), MT_STR("van"), MT_STR("von"), MT_STR("y"),
    };
    return is_one_of(word, words, MT_COUNT(words));
}

static bool is_letter(char c)
{
    return mt_is_alpha(c) || (unsigned char)c >= 0x80;
}

/* "Dana", "O'Neil-Quist", "J." */
static bool is_name_word(struct mt_str word)
{
    if (mt_is_lower(word.ptr[0]) || !is_letter(word.ptr[0]))
        return false;
    for (size_t i = 1; i < word.len; i++)
        if (!is_letter(word.ptr[i]) && !strchr(".'-", word.ptr[i]))
            return false;
    return true;
}

static bool is_person(struct mt_str name)
{
    size_t words = 0;
    struct mt_str rest = name, word;
    if (name.len == 0 || name.len > NAME_BYTES_MAX || is_nobody(name))
        return false;
    while (mt_str_next(&rest, ' ', &word)) {
        if (word.len == 0)
            continue;
        bool particle = words > 0 && rest.len > 0 && is_particle(word);
        if ((!particle && !is_name_word(word)) || is_role_word(word))
            return false;
        words++;
    }
    return words > 0 && words <= NAME_WORDS_MAX;
}

/* An organization may have digits and "&": "3 Rivers & Sons". */
static bool is_organization(struct mt_str name)
{
    size_t words = 0;
    struct mt_str rest = name, word;
    while (mt_str_next(&rest, ' ', &word))
        words += word.len > 0;
    return words > 0 && words <= NAME_WORDS_MAX && name.len <= NAME_BYTES_MAX &&
           !mt_is_lower(name.ptr[0]) && (is_letter(name.ptr[0]) || mt_is_digit(name.ptr[0])) &&
           !strchr(".?!", name.ptr[name.len - 1]) && !is_nobody(name);
}

/* The name in a piece of Markdown: what a link leads to, else what stands before a remark. */
static struct mt_str name_in(struct mt_str text)
{
    static const struct mt_str remarks[] = {
        MT_STR(" ("),  MT_STR(" <"),  MT_STR(" ["), MT_STR(" — "), MT_STR(" – "),
        MT_STR(" - "), MT_STR(" / "), MT_STR(":"),  MT_STR("\t"),
    };
    size_t open = mt_str_find(text, mt_str("[["), 0);
    size_t close = mt_str_find(text, mt_str("]]"), open == MT_NPOS ? text.len : open);
    if (close != MT_NPOS)
        return without_marks(mt_frontmatter_link(mt_str_slice(text, open, close + 2)));
    text = without_marks(text);
    if (mt_str_starts(text, mt_str("["))) /* [Dana Reyes](mailto:…) */
        return without_marks(mt_str_slice(text, 1, mt_str_find_char(text, ']', 0)));
    size_t end = text.len;
    for (size_t i = 0; i < MT_COUNT(remarks); i++) {
        size_t at = mt_str_find(text, remarks[i], 0);
        end = at < end ? at : end;
    }
    return without_marks(mt_str_slice(text, 0, end));
}

/* Cuts the next name off a list; separators in parentheses and links belong to the name. */
static bool next_name(struct mt_str *rest, struct mt_str *piece)
{
    static const struct mt_str separators[] = {MT_STR(","), MT_STR(";"), MT_STR(" and "),
                                               MT_STR(" & ")};
    size_t depth = 0;
    struct mt_str all = *rest;
    if (all.len == 0)
        return false;
    for (size_t i = 0; i < all.len; i++) {
        depth += all.ptr[i] == '(' || all.ptr[i] == '[';
        depth -= depth > 0 && (all.ptr[i] == ')' || all.ptr[i] == ']');
        for (size_t s = 0; s < MT_COUNT(separators) && depth == 0; s++) {
            struct mt_str here = mt_str_slice(all, i, all.len);
            if (!mt_str_starts(here, separators[s]))
                continue;
            *piece = mt_str_slice(all, 0, i);
            *rest = mt_str_slice(here, separators[s].len, here.len);
            return true;
        }
    }
    *piece = all;
    *rest = mt_str_slice(all, all.len, all.len);
    return true;
}

static bool is_single_word(struct mt_str name)
{
    return mt_str_find_char(name, ' ', 0) == MT_NPOS;
}

/* "Dana Reyes, Sam Okoro" and "Dana, Sam"; of "Dana Reyes, Finance" only the first is a person.
 * `singles`: whether one word may be a name. */
static void add_people(struct mt_note *note, struct mt_str list, bool singles)
{
    struct mt_str first = {"", 0}, piece, rest = list;
    for (size_t n = 0; next_name(&rest, &piece); n++) {
        struct mt_str name = name_in(piece);
        if (n == 0)
            first = name;
        bool beside = n == 1 && rest.len == 0 && !is_single_word(first) && is_single_word(name);
        if (!beside && (singles || !is_single_word(name)) && is_person(name))
            mt_note_add_name(note, &note->people, name);
    }
}

/* ---- Tables ---- */

struct row {
    struct mt_str cells[COLUMNS_MAX];
    size_t n;
};

/* The cells of a line with "|"; false when it has none. */
static bool read_row(struct mt_str line, struct row *row)
{
    while (line.len && (line.ptr[0] == '>' || mt_is_space(line.ptr[0])))
        line = mt_str_slice(line, 1, line.len);
    line = mt_str_trim(line);
    if (mt_str_find_char(line, '|', 0) == MT_NPOS)
        return false;
    if (line.ptr[0] == '|')
        line = mt_str_slice(line, 1, line.len);
    row->n = 0;
    for (size_t i = 0, begin = 0; i <= line.len && row->n < COLUMNS_MAX; i++) {
        bool escaped = i > 0 && line.ptr[i - 1] == '\\';
        if (i < line.len && (line.ptr[i] != '|' || escaped))
            continue;
        row->cells[row->n++] = mt_str_trim(mt_str_slice(line, begin, i));
        begin = i + 1;
    }
    return true;
}

/* "|---|:--:|", the line below the header. */
static bool is_delimiter(struct mt_str line)
{
    bool dash = false, bar = false;
    for (size_t i = 0; i < line.len; i++) {
        if (!mt_is_space(line.ptr[i]) && !strchr("|:->", line.ptr[i]))
            return false;
        dash |= line.ptr[i] == '-';
        bar |= line.ptr[i] == '|';
    }
    return dash && bar;
}

enum column { COLUMN_OTHER, COLUMN_PERSON, COLUMN_NAME, COLUMN_ORGANIZATION, COLUMN_OF_PERSONS };

static enum column column_of(struct mt_str header)
{
    static const struct {
        struct mt_str name;
        enum column column;
    } columns[] = {
        {MT_STR("Attendee"), COLUMN_PERSON},
        {MT_STR("Attendees"), COLUMN_PERSON},
        {MT_STR("Participant"), COLUMN_PERSON},
        {MT_STR("Participants"), COLUMN_PERSON},
        {MT_STR("Person"), COLUMN_PERSON},
        {MT_STR("People"), COLUMN_PERSON},
        {MT_STR("Name"), COLUMN_NAME},
        {MT_STR("Full name"), COLUMN_NAME},
        {MT_STR("Organization"), COLUMN_ORGANIZATION},
        {MT_STR("Organisation"), COLUMN_ORGANIZATION},
        {MT_STR("Company"), COLUMN_ORGANIZATION},
        {MT_STR("Org"), COLUMN_ORGANIZATION},
        {MT_STR("Affiliation"), COLUMN_OF_PERSONS},
        {MT_STR("Role"), COLUMN_OF_PERSONS},
        {MT_STR("Title"), COLUMN_OF_PERSONS},
        {MT_STR("Job title"), COLUMN_OF_PERSONS},
        {MT_STR("Position"), COLUMN_OF_PERSONS},
        {MT_STR("Team"), COLUMN_OF_PERSONS},
        {MT_STR("Department"), COLUMN_OF_PERSONS},
        {MT_STR("Email"), COLUMN_OF_PERSONS},
        {MT_STR("E-mail"), COLUMN_OF_PERSONS},
        {MT_STR("Attended"), COLUMN_OF_PERSONS},
        {MT_STR("Present"), COLUMN_OF_PERSONS},
    };
    header = without_marks(header);
    for (size_t i = 0; i < MT_COUNT(columns); i++)
        if (mt_str_eq_nocase(header, columns[i].name))
            return columns[i].column;
    return COLUMN_OTHER;
}

/* ---- The note ---- */

struct finder {
    struct mt_note *note;
    size_t lines;                /* read as names so far */
    bool below;                  /* a heading that says who took part */
    bool singles;                /* below it one word may be a name */
    int level;                   /* of that heading */
    bool listing;                /* below a line that ends with "Attendees:" */
    uint32_t next;               /* line of the next row of a table, from 0; 0 outside of one */
    size_t person, organization; /* its columns, or MT_NPOS */
};

/* A line of the file, from 0; empty when there is none, or one too long to be of names. */
static struct mt_str line_at(const struct mt_note *note, size_t line)
{
    const struct mt_text *text = note->text;
    if (line >= text->n_lines)
        return mt_str("");
    size_t end = line + 1 < text->n_lines ? text->lines[line + 1] : text->str.len;
    struct mt_str whole = mt_str_slice(text->str, text->lines[line], end);
    return whole.len > LINE_MAX_BYTES ? mt_str("") : mt_str_trim(whole);
}

/* "Attendees", "Participants (5)", "People present:" */
static bool says_who(struct mt_str heading)
{
    static const struct mt_str names[] = {
        MT_STR("Attendees"),
        MT_STR("Attendee"),
        MT_STR("Attendance"),
        MT_STR("Attending"),
        MT_STR("Attended"),
        MT_STR("In attendance"),
        MT_STR("Participants"),
        MT_STR("Participant"),
        MT_STR("Participating"),
        MT_STR("Present"),
        MT_STR("People"),
        MT_STR("People present"),
        MT_STR("Meeting attendees"),
        MT_STR("Meeting participants"),
    };
    size_t end = mt_str_find_char(heading, '(', 0);
    heading = without_marks(mt_str_slice(heading, 0, end));
    if (mt_str_ends(heading, mt_str(":")))
        heading = without_marks(mt_str_slice(heading, 0, heading.len - 1));
    return is_one_of(heading, names, MT_COUNT(names));
}

/* Whether a table begins with this line; finds its columns. */
static bool begins_table(struct finder *f, uint32_t line)
{
    struct row header;
    bool persons = f->below;
    size_t name = MT_NPOS;
    if (!read_row(line_at(f->note, line), &header) || !is_delimiter(line_at(f->note, line + 1)))
        return false;
    f->person = f->organization = MT_NPOS;
    for (size_t i = 0; i < header.n; i++) {
        enum column column = column_of(header.cells[i]);
        if (column == COLUMN_PERSON && f->person == MT_NPOS)
            f->person = i;
        if (column == COLUMN_NAME && name == MT_NPOS)
            name = i;
        if (column == COLUMN_ORGANIZATION && f->organization == MT_NPOS)
            f->organization = i;
        persons |= column == COLUMN_ORGANIZATION || column == COLUMN_OF_PERSONS;
    }
    if (f->person == MT_NPOS && persons)
        f->person = name;
    f->next = line + 2;
    return true;
}

/* Whether the line is a row of the table that began above it. Empty rows are no items. */
static bool is_row(struct finder *f, uint32_t line)
{
    struct row row;
    while (f->next > 0 && f->next < line && read_row(line_at(f->note, f->next), &row))
        f->next++;
    if (f->next == 0 || f->next != line || !read_row(line_at(f->note, line), &row)) {
        f->next = 0;
        return false;
    }
    f->next++;
    f->lines++;
    if (f->person >= row.n) /* MT_NPOS is, too */
        return true;
    add_people(f->note, row.cells[f->person], true);
    if (f->organization < row.n) {
        struct mt_str name = name_in(row.cells[f->organization]);
        if (is_organization(name))
            mt_note_add_name(f->note, &f->note->organizations, name);
    }
    return true;
}

static bool is_bullet(struct mt_str line)
{
    return line.len && (strchr("-*+", line.ptr[0]) || mt_is_digit(line.ptr[0]));
}

/* "Lindhaven: Dana Reyes" and "CTO: Dana Reyes" name a person after the colon, "Dana Reyes: CTO"
 * before it, "Regrets: Dana Reyes" nobody. */
static struct mt_str without_group(struct mt_str words)
{
    struct mt_str rest, piece;
    size_t colon = mt_str_find(words, mt_str(": "), 0);
    if (colon == MT_NPOS)
        return words;
    rest = mt_str_slice(words, colon + 2, words.len);
    if (is_nobody(without_marks(mt_str_slice(words, 0, colon))))
        return mt_str("");
    struct mt_str after = rest;
    if (!next_name(&rest, &piece))
        return words;
    piece = name_in(piece);
    return !is_single_word(piece) && is_person(piece) ? after : words;
}

/* A line of prose and, where it ends with a comma, those that it goes on in. */
static void read_list(struct finder *f, uint32_t line)
{
    struct mt_str raw = line_at(f->note, line), words = mt_markup_words(raw);
    if (mt_markup_box(words))
        words = mt_str_trim(mt_str_slice(words, MT_MARKUP_BOX_LEN, words.len));
    size_t colon = mt_str_find_char(words, ':', 0);
    bool named = colon != MT_NPOS && says_who(mt_str_slice(words, 0, colon));
    if (named)
        words = without_marks(mt_str_slice(words, colon + 1, words.len));
    f->listing = named ? words.len == 0 : f->listing && is_bullet(raw);
    if (!named && !f->below && !f->listing)
        return;
    bool singles = named || f->listing || f->singles;
    f->lines++;
    add_people(f->note, without_group(words), singles);
    while (mt_str_ends(words, mt_str(",")) && f->lines++ < MT_ATTENDEES_LINES_MAX) {
        words = mt_markup_words(line_at(f->note, ++line));
        add_people(f->note, words, singles);
    }
}

static void enter_section(struct finder *f, const struct mt_section *section)
{
    f->listing = false;
    if (f->below && section->level > f->level && !is_nobody(section->heading))
        return;
    f->below = says_who(section->heading);
    f->singles = !mt_str_starts_nocase(section->heading, mt_str("People"));
    f->level = section->level;
}

void mt_attendees_find(struct mt_note *note, size_t body)
{
    struct finder f = {.note = note};
    uint32_t last = UINT32_MAX;
    for (size_t i = 0; i < note->items.len && f.lines < MT_ATTENDEES_LINES_MAX; i++) {
        const struct mt_item *item = &note->items.ptr[i];
        size_t at = item->prose.runs[0].source;
        if (i == 0 || item->section != item[-1].section)
            enter_section(&f, &note->sections.ptr[item->section]);
        uint32_t line = mt_text_line(note->text, at) - 1;
        if (at < body || item->turn || item->heading || line == last)
            continue;
        last = line;
        if (!is_row(&f, line) && !begins_table(&f, line))
            read_list(&f, line);
    }
}
