/* test_no_word_lost.c - Each word of a file is found again, at its line
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     test_no_word_lost                          the test: the sample archive, the spec's notes
 *     test_no_word_lost FOLDER...                counts for other archives; 1 when a word is lost
 *     test_no_word_lost --list WHAT FOLDER...    "lost", "joined", or what a rule leaves out, as
 *                                                "path<TAB>line<TAB>word"
 *     test_no_word_lost --sample N FOLDER...     words that stand once in their file, at most N
 *                                                each, likewise
 */
#define _GNU_SOURCE
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "archive/walk.h"
#include "base/file.h"
#include "found_words.h"
#include "note/parse.h"

static void check_bytes(struct mt_str bytes, struct mt_str path,
                        const struct left_out_regexes *regexes, const struct listing *listing,
                        struct counts *counts)
{
    void *ctx = mt_context(NULL);
    struct mt_text *text;
    struct mt_notes notes = {0};
    struct mt_error err = {0};
    if (mt_text_decode(ctx, bytes, &text, &err) == MT_OK) {
        mt_parse_file(ctx, text, path, &notes);
        check_notes(text, path, &notes, regexes, listing, counts);
    } else {
        printf("%.*s: %s\n", MT_ARG(path), err.message);
        counts->unreadable++;
    }
    mt_free(ctx);
}

/* ---- The command ---- */

/* Counts the words of all files of a folder. */
static void check_folder(const char *root, const struct listing *listing, struct counts *counts)
{
    void *ctx = mt_context(NULL);
    struct mt_files files = {0};
    struct mt_walk_problems problems = {0};
    struct mt_error err = {0};
    struct left_out_regexes regexes;
    if (mt_walk(ctx, root, &files, &problems, &err) != MT_OK)
        printf("%s: %s\n", root, err.message);
    left_out_compile(&regexes);
    for (size_t i = 0; i < files.len; i++) {
        struct mt_str path = files.ptr[i].path, bytes;
        void *scratch = mt_context(ctx);
        const char *place = mt_str_printf(scratch, "%s/%s", root, path.ptr).ptr;
        if (mt_file_read(scratch, place, MT_FILE_MAX, &bytes, &err) == MT_OK) {
            check_bytes(bytes, path, &regexes, listing, counts);
        } else {
            printf("%s: %s\n", place, err.message);
            counts->unreadable++;
        }
        mt_free(scratch);
    }
    left_out_free(&regexes);
    mt_free(ctx);
}

static bool is_whole(const struct counts *counts)
{
    return counts->files > 0 && counts->unreadable == 0 && counts->of[LOST] == 0;
}

static void print_head(void)
{
    printf("%7s %9s %9s %7s", "files", "words", "found", "joined");
    for (int i = RULE_NONE + 1; i < RULE_COUNT; i++)
        printf(" %9s", rule_names[i]);
    printf(" %6s  archive\n", "lost");
}

static void print_counts(const char *root, const struct counts *counts)
{
    printf("%7zu %9zu %9zu %7zu", counts->files, counts->words, counts->of[FOUND],
           counts->of[JOINED]);
    for (int i = RULE_NONE + 1; i < RULE_COUNT; i++)
        printf(" %9zu", counts->of[i]);
    printf(" %6zu  %s\n", counts->of[LOST], root);
}

/* The outcome of this name, or -1. */
static int outcome_named(const char *name)
{
    for (int i = RULE_NONE + 1; i < RULE_COUNT; i++)
        if (strcmp(name, rule_names[i]) == 0)
            return i;
    return strcmp(name, "joined") == 0 ? JOINED : strcmp(name, "lost") == 0 ? LOST : -1;
}

static int run_command(int argc, char **argv)
{
    struct listing listing = {.outcome = -1};
    int first = 1;
    bool whole = true;
    if (argc > 3 && strcmp(argv[1], "--sample") == 0)
        listing.sample = (size_t)strtoul(argv[2], NULL, 10);
    else if (argc > 3 && strcmp(argv[1], "--list") == 0)
        listing.outcome = outcome_named(argv[2]);
    if (listing.sample || listing.outcome >= 0)
        first = 3;
    else
        print_head();
    for (int i = first; i < argc; i++) {
        struct counts counts = {0};
        check_folder(argv[i], &listing, &counts);
        whole &= is_whole(&counts);
        if (first == 1)
            print_counts(argv[i], &counts);
    }
    return whole ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* ---- The test ---- */

static void test_no_word_lost__of_the_sample(void **state)
{
    const struct listing lost = {.outcome = LOST};
    struct counts counts = {0};
    check_folder(MT_CORPORA_DIR "/sample", &lost, &counts);
    if (!is_whole(&counts) || counts.of[FOUND] < counts.words * 3 / 4)
        fail_msg("%zu of %zu words lost, %zu found", counts.of[LOST], counts.words,
                 counts.of[FOUND]);
    (void)state;
}

/* The notes of a file of cases: up to a line ".", and between them what they are understood as. */
static void check_cases(struct mt_str rest, const struct left_out_regexes *regexes,
                        struct counts *counts)
{
    static const struct mt_str comment = MT_STR(";;"), name = MT_STR(";; path: ");
    const struct listing lost = {.outcome = LOST};
    struct mt_str line, path = mt_str("note.md");
    const char *begin = NULL; /* of the note */
    bool in_note = true;
    while (mt_str_next(&rest, '\n', &line)) {
        bool between = in_note && !begin;
        if (mt_str_eq(line, mt_str("."))) {
            if (begin)
                check_bytes(mt_str_of(begin, (size_t)(line.ptr - begin)), path, regexes, &lost,
                            counts);
            in_note = !in_note;
            begin = NULL;
            path = in_note ? mt_str("note.md") : path;
        } else if (between && mt_str_starts(line, name)) {
            path = mt_str_slice(line, name.len, line.len);
        } else if (between && line.len && !mt_str_starts(line, comment)) {
            begin = line.ptr;
        }
    }
}

static void test_no_word_lost__of_the_spec(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_files files = {0};
    struct mt_walk_problems problems = {0};
    struct left_out_regexes regexes;
    struct counts counts = {0};
    assert_int_equal(mt_walk(ctx, MT_SPEC_DIR "/notes", &files, &problems, NULL), MT_OK);
    left_out_compile(&regexes);
    for (size_t i = 0; i < files.len; i++) {
        struct mt_str bytes;
        struct mt_str place = mt_str_printf(ctx, MT_SPEC_DIR "/notes/%s", files.ptr[i].path.ptr);
        assert_int_equal(mt_file_read(ctx, place.ptr, MT_FILE_MAX, &bytes, NULL), MT_OK);
        check_cases(bytes, &regexes, &counts);
    }
    if (!is_whole(&counts) || counts.files < 30)
        fail_msg("%zu of %zu words of %zu notes lost", counts.of[LOST], counts.words, counts.files);
    left_out_free(&regexes);
    mt_free(ctx);
    (void)state;
}

/* Small texts: how many words each outcome has. */
static void test_no_word_lost__outcomes(void **state)
{
#define TURNS "[00:00:01.00]  Dana ReyesGood.\n\n[00:00:04.25]  Dana ReyesYes.\n"
    static const struct {
        const char *path, *text;
        bool dropped; /* as if the parser gave nothing */
        int outcome;
        size_t words;
    } rows[] = {
        {"a.md", "# Plan\n\nWe dive.\n", false, FOUND, 3},
        {"a.md", "# Plan\n\nWe dive.\n", true, LOST, 3},
        {"a.md", "an **un**done job\n", false, JOINED, 2},
        {"a.md", "---\ntitle: Dive\n---\n1. Rope\n", false, RULE_KEY, 1},
        {"a.md", "---\ntitle: Dive\n---\n1. Rope\n", true, LOST, 2},
        {"a.md", "---\ntitle: Dive\n---\n1. Rope\n", false, RULE_MARK, 1},
        {"a.md", "```sh\nls\n```\n", false, RULE_MARK, 1},
        {"a.md", "Rope&nbsp;and <b>lamp</b>\n", false, RULE_TAG, 3},
        {"a.md", TURNS, false, FOUND, 2},
        {"a.md", TURNS, false, RULE_SPEAKER, 4},
        {"a.md", TURNS, false, RULE_TIMING, 8},
        {"a.vtt", "WEBVTT\n\n7\n00:01.000 --> 00:02.000\nDana: Yes.\n", false, RULE_ID, 1},
        {"a.vtt", "WEBVTT\n\n7\n00:01.000 --> 00:02.000\nDana: Yes.\n", true, LOST, 2},
        {"a.json", "{\"id\": \"x\", \"said\": \"\\nYes\"}", false, FOUND, 2},
        {"a.json", "{\"id\": \"x\", \"said\": \"\\nYes\"}", true, LOST, 1},
        {"a.json", "{\"in\": \"{\\\"said\\\": \\\"\\\\nYes\\\"}\"}", true, RULE_KEY, 2},
        {"a.json", "{\"in\": \"{\\\"said\\\": \\\"\\\\nYes\\\"}\"}", true, LOST, 1},
    };
    struct left_out_regexes regexes;
    const struct listing nothing = {.outcome = -1};
    left_out_compile(&regexes);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_text *text;
        struct mt_notes notes = {0};
        struct counts counts = {0};
        assert_int_equal(mt_text_decode(ctx, mt_str(rows[i].text), &text, NULL), MT_OK);
        if (!rows[i].dropped)
            mt_parse_file(ctx, text, mt_str(rows[i].path), &notes);
        check_notes(text, mt_str(rows[i].path), &notes, &regexes, &nothing, &counts);
        if (counts.of[rows[i].outcome] != rows[i].words || (!rows[i].dropped && counts.of[LOST]))
            fail_msg("row %zu: %zu words, %zu lost, of\n%s", i, counts.of[rows[i].outcome],
                     counts.of[LOST], rows[i].text);
        mt_free(ctx);
    }
    left_out_free(&regexes);
    (void)state;
}

/* A word that is shown for another line of the file is lost in its own. */
static void test_no_word_lost__of_another_line(void **state)
{
    static const struct mt_run wrong[] = {{0, 0}};
    const struct listing nothing = {.outcome = -1};
    struct left_out_regexes regexes;
    void *ctx = mt_context(NULL);
    struct mt_text *text;
    struct mt_notes notes = {0};
    struct counts counts = {0};
    left_out_compile(&regexes);
    assert_int_equal(mt_text_decode(ctx, mt_str("rope\nlamp\n"), &text, NULL), MT_OK);
    struct mt_note *note = mt_note_new(ctx, text, mt_str("a.md"));
    struct mt_prose prose = {mt_str("lamp"), (struct mt_run *)wrong, 1};
    assert_non_null(mt_note_add_item(note, 0, prose));
    *mt_push(ctx, &notes) = note;
    check_notes(text, mt_str("a.md"), &notes, &regexes, &nothing, &counts);
    assert_int_equal(counts.of[LOST], 2);
    left_out_free(&regexes);
    mt_free(ctx);
    (void)state;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_word_lost__of_the_sample),
        cmocka_unit_test(test_no_word_lost__of_the_spec),
        cmocka_unit_test(test_no_word_lost__outcomes),
        cmocka_unit_test(test_no_word_lost__of_another_line),
    };
    return argc > 1 ? run_command(argc, argv) : cmocka_run_group_tests(tests, NULL, NULL);
}
