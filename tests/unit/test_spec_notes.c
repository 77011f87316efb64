/* test_spec_notes.c - Runs the notes of tests/spec/notes
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A case is a note, a line ".", what it is understood as, a line ".". Between cases, empty lines
 * and lines that begin with ";;" do not count, but ";; path: a/b.md" names the note's file.
 *
 * What is understood is written as: the note's facts that are known, its properties and problems,
 * then each section that has items as "[kind] heading", its level as so many "#" before the
 * heading, and each item as "line| text". Tasks and turns say what they are before the text.
 */
#include "base/base.h"
#include "note/parse.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "base/file.h"
#include "text/timecode.h"

#define FOLDER MT_SPEC_DIR "/notes"
#define DUMP_MAX ((size_t)1 << 20)
#define CASES_MIN 30

static void dump_fact(struct mt_buf *out, const char *name, struct mt_str value)
{
    if (value.len)
        mt_buf_printf(out, "%s: %.*s\n", name, MT_ARG(value));
}

static void dump_names(struct mt_buf *out, const char *name, const struct mt_strs *names)
{
    for (size_t i = 0; i < names->len; i++)
        mt_buf_printf(out, "%s%.*s%s", i ? ", " : name, MT_ARG(names->ptr[i]),
                      i + 1 < names->len ? "" : "\n");
}

static void dump_facts(struct mt_buf *out, const struct mt_note *note)
{
    static const char *const sources[] = {
        [MT_DATE_FRONT_MATTER] = "front matter",
        [MT_DATE_TRANSCRIPT_PATH] = "transcript path",
        [MT_DATE_HEADING] = "heading",
        [MT_DATE_FILE_NAME] = "file name",
        [MT_DATE_TEXT] = "text",
    };
    char date[MT_DATE_SIZE];
    dump_fact(out, "title", note->title);
    if (note->date)
        mt_buf_printf(out, "date: %s, %s\n", mt_date_format(note->date, date),
                      sources[note->date_from]);
    if (note->start_minutes >= 0)
        mt_buf_printf(out, "start: %02d:%02d\n", note->start_minutes / 60,
                      note->start_minutes % 60);
    dump_fact(out, "type", note->type);
    dump_fact(out, "language", note->language);
    dump_names(out, "people: ", &note->people);
    dump_names(out, "organizations: ", &note->organizations);
    dump_names(out, "tags: ", &note->tags);
    for (size_t i = 0; i < note->properties.len; i++)
        mt_buf_printf(out, "property %.*s: %.*s\n", MT_ARG(note->properties.ptr[i].key),
                      MT_ARG(note->properties.ptr[i].value));
    for (size_t i = 0; i < note->problems.len; i++)
        mt_buf_printf(out, "problem %u: %.*s\n", note->problems.ptr[i].line,
                      MT_ARG(note->problems.ptr[i].reason));
}

static void dump_task(struct mt_buf *out, const struct mt_task *task)
{
    static const char *const priorities[] = {
        [MT_PRIORITY_LOWEST] = "lowest",   [MT_PRIORITY_LOW] = "low",
        [MT_PRIORITY_MEDIUM] = "medium",   [MT_PRIORITY_HIGH] = "high",
        [MT_PRIORITY_HIGHEST] = "highest",
    };
    char date[MT_DATE_SIZE];
    mt_buf_printf(out, "{%.*s", MT_ARG(mt_task_status_name(task->status)));
    if (task->owner.len)
        mt_buf_printf(out, ", owner %.*s", MT_ARG(task->owner));
    if (task->due)
        mt_buf_printf(out, ", due %s", mt_date_format(task->due, date));
    if (task->done)
        mt_buf_printf(out, ", done %s", mt_date_format(task->done, date));
    if (task->priority)
        mt_buf_printf(out, ", %s", priorities[task->priority]);
    mt_buf_add(out, mt_str("} "));
}

static void dump_turn(struct mt_buf *out, const struct mt_turn *turn)
{
    static const char *const known[] = {
        [MT_SPEAKER_UNKNOWN] = "unknown",
        [MT_SPEAKER_LABEL] = "label",
        [MT_SPEAKER_KNOWN] = "known",
        [MT_SPEAKER_RESOLVED] = "resolved",
    };
    char start[MT_TIMECODE_SIZE], end[MT_TIMECODE_SIZE];
    mt_buf_printf(out, "{%s%s.%03d-%s.%03d", turn->start_exact ? "" : "~",
                  mt_timecode_format(turn->start_ms, start), (int)(turn->start_ms % 1000),
                  mt_timecode_format(turn->end_ms, end), (int)(turn->end_ms % 1000));
    mt_buf_printf(out, ", %s \"%.*s\" by \"%.*s\"} ", known[turn->known], MT_ARG(turn->speaker),
                  MT_ARG(turn->label));
}

static void dump_item(struct mt_buf *out, const struct mt_note *note, const struct mt_item *item)
{
    mt_buf_printf(out, "%u%s ", mt_text_line(note->text, item->prose.runs[0].source),
                  item->heading ? "#" : "|");
    if (item->task)
        dump_task(out, item->task);
    if (item->turn)
        dump_turn(out, item->turn);
    for (size_t i = 0; i < item->prose.text.len; i++) {
        if (item->prose.text.ptr[i] == '\n')
            mt_buf_add(out, mt_str("\\n"));
        else
            mt_buf_add_char(out, item->prose.text.ptr[i]);
    }
    mt_buf_add_char(out, '\n');
}

static void dump_items(struct mt_buf *out, const struct mt_note *note)
{
    uint32_t section = UINT32_MAX;
    for (size_t i = 0; i < note->items.len; i++) {
        const struct mt_item *item = &note->items.ptr[i];
        const struct mt_section *in = &note->sections.ptr[item->section];
        if (item->section != section)
            mt_buf_printf(out, "[%.*s]%s%.*s %.*s\n", MT_ARG(mt_kind_name(in->kind)),
                          in->level ? " " : "", in->level, "######", MT_ARG(in->heading));
        if (item->section != section && in->heading.len == 0)
            out->ptr[--out->len - 1] = '\n'; /* no space at a line's end */
        section = item->section;
        dump_item(out, note, item);
    }
}

static struct mt_str understood(void *ctx, struct mt_str bytes, struct mt_str path)
{
    struct mt_text *text;
    struct mt_error err = {0};
    struct mt_buf out;
    assert_int_equal(mt_text_decode(ctx, bytes, &text, &err), MT_OK);
    struct mt_notes notes = {0};
    mt_parse_file(ctx, text, path, &notes);
    mt_buf_init(&out, ctx, DUMP_MAX);
    for (size_t i = 0; i < notes.len; i++) {
        dump_facts(&out, notes.ptr[i]);
        dump_items(&out, notes.ptr[i]);
    }
    return mt_buf_str(&out);
}

/* Cuts the lines up to a line "." off `rest`. */
static struct mt_str until_dot(struct mt_str *rest)
{
    struct mt_str all = *rest, line;
    while (mt_str_next(rest, '\n', &line))
        if (mt_str_eq(line, mt_str(".")))
            return mt_str_of(all.ptr, (size_t)(line.ptr - all.ptr));
    fail_msg("a case that does not end");
    return all;
}

/* Skips what stands between cases; false at the end of the file. */
static bool find_case(struct mt_str *rest, struct mt_str *path)
{
    static const struct mt_str comment = MT_STR(";;"), name = MT_STR(";; path: ");
    struct mt_str after = *rest, line;
    *path = mt_str("note.md");
    while (mt_str_next(&after, '\n', &line)) {
        if (mt_str_starts(line, name))
            *path = mt_str_slice(line, name.len, line.len);
        else if (line.len && !mt_str_starts(line, comment))
            return true;
        *rest = after;
    }
    return false;
}

/* Runs the cases of a file; returns how many differ and adds to `count`. */
static size_t run_file(const char *name, size_t *count)
{
    void *ctx = mt_context(NULL);
    struct mt_error err = {0};
    struct mt_str rest, path;
    size_t n_bad = 0;
    const char *file = mt_str_printf(ctx, "%s/%s", FOLDER, name).ptr;
    assert_int_equal(mt_file_read(ctx, file, MT_FILE_MAX, &rest, &err), MT_OK);
    while (find_case(&rest, &path)) {
        struct mt_str bytes = until_dot(&rest), expected = until_dot(&rest);
        struct mt_str seen = understood(ctx, bytes, path);
        (*count)++;
        if (!mt_str_eq(seen, expected)) {
            n_bad++;
            print_error("%s:\n%.*s.\nexpected\n%.*s.\nbut was\n%.*s.\n", name, MT_ARG(bytes),
                        MT_ARG(expected), MT_ARG(seen));
        }
    }
    mt_free(ctx);
    return n_bad;
}

static void test_spec_notes(void **state)
{
    (void)state;
    size_t n_bad = 0, count = 0;
    DIR *folder = opendir(FOLDER);
    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder))
        if (mt_str_ends(mt_str(entry->d_name), mt_str(".txt")))
            n_bad += run_file(entry->d_name, &count);
    closedir(folder);
    assert_true(count >= CASES_MIN);
    assert_int_equal(n_bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spec_notes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
