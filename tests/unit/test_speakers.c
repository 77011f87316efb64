/* test_speakers.c - Tests of note/speakers.h and note/persons.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/speakers.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "note/persons.h"

static void split_text(const void *ctx, struct mt_str text, char separator, struct mt_strs *out)
{
    struct mt_str piece;
    while (mt_str_next(&text, separator, &piece))
        if (piece.len)
            *mt_push(ctx, out) = piece;
}

/* "label|text\n" of each line. */
static const char *show_split(void *ctx, const char *known, const char *text)
{
    struct mt_strs names = {0}, lines = {0};
    split_text(ctx, mt_str(known), ',', &names);
    split_text(ctx, mt_str(text), '\n', &lines);
    struct mt_labelled *out = mt_array(ctx, struct mt_labelled, lines.len);
    mt_speakers_split(ctx, lines.ptr, lines.len, &names, out);
    struct mt_buf shown;
    mt_buf_init(&shown, ctx, 1 << 16);
    for (size_t i = 0; i < lines.len; i++)
        mt_buf_printf(&shown, "%.*s|%.*s\n", MT_ARG(out[i].label), MT_ARG(out[i].text));
    return shown.ptr;
}

struct split_row {
    const char *known, *lines, *result;
};

static void check_split(const struct split_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        void *ctx = mt_context(NULL);
        const char *seen = show_split(ctx, rows[i].known, rows[i].lines);
        if (strcmp(seen, rows[i].result) != 0)
            fail_msg("%s\n  expected\n%s\n  but was\n%s", rows[i].lines, rows[i].result, seen);
        mt_free(ctx);
    }
}

static void test_speakers_split__glued(void **state)
{
    static const struct split_row rows[] = {
        {"", "", ""},
        {"",
         "  Dana ReyesNice to meet you.\n   RemoteYeah, you too.\n  Dana ReyesSo, the plan.\n"
         "   Remoteto pursue it.\n  Dana Reyes- Okay.\n   Remote>> Right.\n  Dana Reyesor not.\n"
         "  Dana Reyes(chime)\n   RemoteBLANK (silence)\n  Dana Reyes\n   Remote2 of them.",
         "Dana Reyes|Nice to meet you.\nRemote|Yeah, you too.\nDana Reyes|So, the plan.\n"
         "Remote|to pursue it.\nDana Reyes|Okay.\nRemote|Right.\nDana Reyes|or not.\n"
         "Dana Reyes|(chime)\nRemote|BLANK (silence)\nDana Reyes|\nRemote|2 of them.\n"},
        /* a label that only one line has, and a text that begins with a name */
        {"",
         "Dana ReyesHello.\nSam OkoroHi.\nDana ReyesThanks.\nSam OkoroPriya said so.\n"
         "Dana ReyesAnd then?\nAda QuistYeah, sorry.\nSam OkoroSo what?\nDana ReyesIt works.",
         "Dana Reyes|Hello.\nSam Okoro|Hi.\nDana Reyes|Thanks.\nSam Okoro|Priya said so.\n"
         "Dana Reyes|And then?\nAda Quist|Yeah, sorry.\nSam Okoro|So what?\nDana Reyes|It "
         "works.\n"},
        /* arrows and dashes that are no text */
        {"", "RemoteYes.\nRemote>> - So.\nRemote-\nRemote- -- Now.",
         "Remote|Yes.\nRemote|So.\nRemote|\nRemote|-- Now.\n"},
        /* with a role behind the name in the first line */
        {"",
         "Dana Reyes (Lead, QA)So we start.\nDana ReyesAnd I ask.\nSam OkoroYes.\n"
         "Dana ReyesThe next one.\nSam OkoroI agree.",
         "Dana Reyes (Lead, QA)|So we start.\nDana Reyes|And I ask.\nSam Okoro|Yes.\n"
         "Dana Reyes|The next one.\nSam Okoro|I agree.\n"},
    };
    check_split(rows, MT_COUNT(rows));
    (void)state;
}

static void test_speakers_split__colon(void **state)
{
    static const struct split_row rows[] = {
        {"", "Sam Okoro : Long time no see.", "Sam Okoro|Long time no see.\n"},
        {"", "Remote : I heard there's one.", "Remote|I heard there's one.\n"},
        {"",
         "Dana Reyes :  Dana ReyesYeah, it's fine.\nJabra Speak 710 :  Dana Reyes(chime)\n"
         "Jabra Speak 710 :  Dana ReyesThe plan.\nParallels Desktop : I heard that.",
         "Dana Reyes|Yeah, it's fine.\nDana Reyes|(chime)\nDana Reyes|The plan.\n"
         "Parallels Desktop|I heard that.\n"},
        /* glued and with colons, side by side */
        {"",
         "  Dana ReyesHello there.\nDana Reyes : So it is.\n   RemoteYes.\n"
         "Remote : Dana Reyes is here.\nRemote : Yes: it is.",
         "Dana Reyes|Hello there.\nDana Reyes|So it is.\nRemote|Yes.\n"
         "Remote|Dana Reyes is here.\nRemote|Yes: it is.\n"},
        {"", "Dana: Hello.\nSam: Hi.\nDana: So: yes.\nSam: Fine.",
         "Dana|Hello.\nSam|Hi.\nDana|So: yes.\nSam|Fine.\n"},
        /* prose with a colon in it */
        {"", "One more thing: it works.", "|One more thing: it works.\n"},
        {"", "Okay: it works.\nOkay: it does.", "|Okay: it works.\n|Okay: it does.\n"},
    };
    check_split(rows, MT_COUNT(rows));
    (void)state;
}

static void test_speakers_split__known(void **state)
{
    static const struct split_row rows[] = {
        {"Dana Reyes", "Dana Reyesor not.", "Dana Reyes|or not.\n"},
        {"Dana Reyes", "Dana ReyesZyx.", "Dana Reyes|Zyx.\n"},
        {"Dana", "DanaSomething.", "Dana|Something.\n"},
        /* only what is glued: here the name is what was said */
        {"Dana Reyes,Sam Okoro", "Dana ReyesHi.\nSam OkoroHi.\nDana Reyes said so.",
         "Dana Reyes|Hi.\nSam Okoro|Hi.\n|Dana Reyes said so.\n"},
        /* the longest name, and a longer label that the file itself shows */
        {"Dana,Dana Reyes", "Dana ReyesSo.", "Dana Reyes|So.\n"},
        {"Dana", "Dana ReyesSo.\nDana ReyesAnd.\nDana ReyesYes.",
         "Dana Reyes|So.\nDana Reyes|And.\nDana Reyes|Yes.\n"},
        {"Dan", "DanaSo.\nDanaAnd.\nDanaYes.\nDanaWell.",
         "Dana|So.\nDana|And.\nDana|Yes.\nDana|Well.\n"},
        {"Sam Okoro, ", "Nothing of the kind.", "|Nothing of the kind.\n"},
    };
    check_split(rows, MT_COUNT(rows));
    (void)state;
}

static void test_speakers_split__no_labels(void **state)
{
    static const struct split_row rows[] = {
        {"",
         "Okay\nYeah\nSo we look at YouTube.\nAnd then it works, I think.\nYouTube is fine.\nOkay\n"
         "The rest of it is done.",
         "|Okay\n|Yeah\n|So we look at YouTube.\n|And then it works, I think.\n|YouTube is fine.\n"
         "|Okay\n|The rest of it is done.\n"},
        {"", "lower case\n(noise)\n...\n-", "|lower case\n|(noise)\n|...\n|\n"},
    };
    check_split(rows, MT_COUNT(rows));
    (void)state;
}

/* Many lines of each kind of hostile text; what is asserted is that nothing is lost. */
static void test_speakers_split__hostile(void **state)
{
    static const char *const lines[] = {"(",
                                        "((((((((((((((((",
                                        "A",
                                        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                        "Dana ReyesThe same.",
                                        "A : A : A",
                                        ">>>>>>>>>>>>",
                                        "- - -"};
    const size_t n = 20000;
    for (size_t k = 0; k < MT_COUNT(lines); k++) {
        void *ctx = mt_context(NULL);
        struct mt_strs none = {0};
        struct mt_str *many = mt_array(ctx, struct mt_str, n);
        struct mt_labelled *out = mt_array(ctx, struct mt_labelled, n);
        for (size_t i = 0; i < n; i++)
            many[i] = mt_str(lines[k]);
        mt_speakers_split(ctx, many, n, &none, out);
        for (size_t i = 0; i < n; i++)
            assert_true(out[i].label.len + out[i].text.len <= many[i].len);
        mt_free(ctx);
    }
    (void)state;
}

static void test_speaker_is_channel__labels(void **state)
{
    static const char *const channels[] = {"Remote",
                                           "remote",
                                           "Speaker 2",
                                           "SPEAKER_00",
                                           "Unknown Speaker",
                                           "Room 4",
                                           "Caller B",
                                           "Guest-1",
                                           "Jabra Speak 710",
                                           "Parallels Desktop",
                                           "Dana's iPhone",
                                           "MacBook Pro Microphone",
                                           "AirPods",
                                           "Meeting Room",
                                           "Them",
                                           "Audience"};
    static const char *const persons[] = {
        "",           "Dana",           "Dana Reyes", "Priya Raman",
        "Host Reyes", "User Interface", "Grad C",     "Remo Tanaka"};
    for (size_t i = 0; i < MT_COUNT(channels); i++)
        if (!mt_speaker_is_channel(mt_str(channels[i])))
            fail_msg("%s is a person", channels[i]);
    for (size_t i = 0; i < MT_COUNT(persons); i++)
        if (mt_speaker_is_channel(mt_str(persons[i])))
            fail_msg("%s is a channel", persons[i]);
    (void)state;
}

static void test_persons_of_title__names(void **state)
{
    static const struct {
        const char *title, *names;
        bool one_to_one;
    } rows[] = {
        {"1:1 \u2014 Dana Reyes \u2014 2025-10-28", "Dana Reyes,", true},
        {"1-1 Dana", "Dana,", true},
        {"2025-10-30 - 1-1 Dana", "Dana,", true},
        {"Weekly 1:1 with Dana Reyes", "Dana Reyes,", true},
        {"Dana / Sam: 1on1", "Dana,Sam,", true},
        {"Dana one on one", "Dana,", true},
        {"1:1 - Roadmap - Dana", "Dana,", true},
        {"Dana / Sam", "Dana,Sam,", false},
        {"Dana <> Sam Okoro", "Dana,Sam Okoro,", false},
        {"Dana & Sam & Ada", "", false},
        {"Dana", "", false},
        {"Weekly sync / Review", "", false},
        {"Meeting at 11:15", "", false},
        {"Plan 2025-1-1", "", false},
        {"", "", false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_strs names = {0};
        struct mt_buf seen;
        mt_buf_init(&seen, ctx, 1000);
        mt_persons_of_title(ctx, mt_str(rows[i].title), &names);
        for (size_t k = 0; k < names.len; k++)
            mt_buf_printf(&seen, "%.*s,", MT_ARG(names.ptr[k]));
        if (strcmp(seen.ptr, rows[i].names) != 0)
            fail_msg("%s: expected %s but was %s", rows[i].title, rows[i].names, seen.ptr);
        struct mt_note note = {.title = mt_str(rows[i].title)};
        if (mt_persons_one_to_one(&note) != rows[i].one_to_one)
            fail_msg("%s: is%s 1:1", rows[i].title, rows[i].one_to_one ? " not" : "");
        mt_free(ctx);
    }
    (void)state;
}

/* A title is read up to a limit: a name that crosses it is not half a name. */
static void test_persons_of_title__cut(void **state)
{
    (void)state;
    for (size_t n = 170; n < 205; n++) {
        void *ctx = mt_context(NULL);
        struct mt_strs names = {0};
        struct mt_buf title;
        mt_buf_init(&title, ctx, 1000);
        for (size_t i = 0; i < n; i++)
            mt_buf_add_char(&title, 'x');
        mt_buf_add(&title, mt_str(" 1:1 \u2014 José Peña"));
        mt_persons_of_title(ctx, mt_buf_str(&title), &names);
        for (size_t i = 0; i < names.len; i++)
            assert_true(mt_str_eq(names.ptr[i], mt_str("José Peña")));
        mt_free(ctx);
    }
}

/* A note whose turns have these labels; lists are separated by commas. */
struct resolve_row {
    const char *title, *type, *people, *counterpart, *owners, *labels;
    const char *speakers; /* "name:how" with how one of ? L K R */
    const char *people_after;
};

static struct mt_note *make_note(void *ctx, const struct resolve_row *row)
{
    static char source[] = "x";
    static uint32_t lines[] = {0};
    static struct mt_mark map[] = {{0, 0}};
    struct mt_text *text = mt_new(ctx, struct mt_text);
    *text =
        (struct mt_text){.str = {source, 1}, .map = map, .n_map = 1, .lines = lines, .n_lines = 1};
    struct mt_note *note = mt_note_new(ctx, text, mt_str("notes/a.md"));
    struct mt_strs owners = {0}, labels = {0};
    note->title = mt_str(row->title);
    note->type = mt_str(row->type);
    split_text(note, mt_str(row->people), ',', &note->people);
    split_text(note, mt_str(row->owners), ',', &owners);
    split_text(note, mt_str(row->labels), ',', &labels);
    if (row->counterpart[0])
        *mt_push(note, &note->properties) =
            (struct mt_property){mt_str("counterpart"), mt_str(row->counterpart)};
    for (size_t i = 0; i < owners.len; i++) {
        struct mt_item *item = mt_note_add_item(note, 0, mt_note_prose(note, text->str));
        item->task = mt_new(note, struct mt_task);
        item->task->owner = owners.ptr[i];
    }
    for (size_t i = 0; i < labels.len; i++) {
        struct mt_item *item = mt_note_add_item(note, 0, mt_note_prose(note, text->str));
        item->turn = mt_new(note, struct mt_turn);
        if (!mt_str_eq(labels.ptr[i], mt_str("-")))
            item->turn->label = labels.ptr[i];
    }
    return note;
}

static void test_speakers_resolve__who(void **state)
{
    static const struct resolve_row rows[] = {
        {"x", "", "", "", "", "", "", ""},
        {"x", "", "", "", "", "Dana Reyes,-", "Dana Reyes:L,:?,", "Dana Reyes,"},
        /* a 1:1 by its voices; by its title; by its type */
        {"x", "", "Sam Okoro", "", "", "Dana Reyes,Remote", "Dana Reyes:L,Sam Okoro:R,",
         "Sam Okoro,Dana Reyes,"},
        {"x", "", "Sam Okoro,Dana Reyes", "", "", "Dana Reyes,Remote", "Dana Reyes:K,Sam Okoro:R,",
         "Sam Okoro,Dana Reyes,"},
        {"1:1 - Sam", "", "Sam Okoro,Ada Quist", "", "", "Dana Reyes,Remote,Jabra 7",
         "Dana Reyes:L,Sam Okoro:R,Jabra 7:?,", "Sam Okoro,Ada Quist,Dana Reyes,"},
        {"1:1 - Sam", "", "", "", "", "Dana Reyes,Remote", "Dana Reyes:L,Sam:R,",
         "Dana Reyes,Sam,"},
        {"x", "1-1", "Sam Okoro,Ada Quist", "Ada Quist", "", "Remote", "Ada Quist:R,",
         "Sam Okoro,Ada Quist,"},
        {"1:1 - Sam", "", "", "", "Sam Okoro,Dana Reyes", "Dana Reyes,Remote",
         "Dana Reyes:K,Sam Okoro:R,", "Dana Reyes,Sam Okoro,"},
        /* title and people contradict each other */
        {"1:1 - Sam", "", "Ada Quist", "", "", "Dana Reyes,Remote", "Dana Reyes:L,Remote:?,",
         "Ada Quist,Dana Reyes,"},
        /* a group: nobody is guessed */
        {"x", "", "Sam Okoro,Ada Quist", "", "", "Dana Reyes,Remote", "Dana Reyes:L,Remote:?,",
         "Sam Okoro,Ada Quist,Dana Reyes,"},
        {"x", "", "Sam Okoro", "", "", "Dana Reyes,Milo Tanaka,Remote",
         "Dana Reyes:L,Milo Tanaka:L,Remote:?,", "Sam Okoro,Dana Reyes,Milo Tanaka,"},
        {"x", "", "Sam Okoro", "", "", "Dana Reyes,Unknown", "Dana Reyes:L,Unknown:?,",
         "Sam Okoro,Dana Reyes,"},
        /* first names */
        {"x", "", "Dana Reyes,Sam Okoro", "", "", "Dana,Sam", "Dana Reyes:K,Sam Okoro:K,",
         "Dana Reyes,Sam Okoro,"},
        {"x", "", "Dana Reyes,Dana Quist", "", "", "Dana", "Dana:K,",
         "Dana Reyes,Dana Quist,Dana,"},
        {"x", "", "Dana", "", "", "Dana Reyes", "Dana Reyes:K,", "Dana Reyes,"},
        {"x", "", "", "", "", "Dana,Dana Reyes", "Dana Reyes:L,Dana Reyes:L,", "Dana Reyes,"},
        {"x", "", "dana reyes", "", "", "Dana Reyes", "dana reyes:K,", "dana reyes,"},
        {"x", "", "", "", "Dana Reyes", "Dana", "Dana Reyes:K,", "Dana Reyes,"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_note *note = make_note(ctx, &rows[i]);
        struct mt_buf speakers, people;
        mt_speakers_resolve(note);
        mt_buf_init(&speakers, ctx, 1000);
        mt_buf_init(&people, ctx, 1000);
        for (size_t k = 0; k < note->items.len; k++) {
            const struct mt_turn *turn = note->items.ptr[k].turn;
            if (turn)
                mt_buf_printf(&speakers, "%.*s:%c,", MT_ARG(turn->speaker), "?LKR"[turn->known]);
        }
        for (size_t k = 0; k < note->people.len; k++)
            mt_buf_printf(&people, "%.*s,", MT_ARG(note->people.ptr[k]));
        if (strcmp(speakers.ptr, rows[i].speakers) != 0)
            fail_msg("row %zu: expected %s but was %s", i, rows[i].speakers, speakers.ptr);
        if (strcmp(people.ptr, rows[i].people_after) != 0)
            fail_msg("row %zu: expected %s but was %s", i, rows[i].people_after, people.ptr);
        mt_free(ctx);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_speakers_split__glued),
        cmocka_unit_test(test_speakers_split__colon),
        cmocka_unit_test(test_speakers_split__known),
        cmocka_unit_test(test_speakers_split__no_labels),
        cmocka_unit_test(test_speakers_split__hostile),
        cmocka_unit_test(test_speaker_is_channel__labels),
        cmocka_unit_test(test_persons_of_title__names),
        cmocka_unit_test(test_persons_of_title__cut),
        cmocka_unit_test(test_speakers_resolve__who),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
