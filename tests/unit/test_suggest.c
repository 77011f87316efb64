/* test_suggest.c - mtindex names --accept: what is written into the names file
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive.h"
#include "command/suggest.h"
#include "entity/heard.h"

/* An index of one note, and what a recogniser made of three names. */
static void write_heard(struct archive *a)
{
    struct mt_heard_list list = {0};
    struct mt_strs blocks = {0};
    struct mt_writer *writer;
    archive_put(a, "notes/a.md", "Dana Reyes spoke.\n");
    archive_index(a);
    const struct mt_heard rows[] = {
        {MT_ENTITY_PERSON, MT_STR("Dana Reyes"), MT_STR("day nurse"), 3, 2, .5, 1, MT_STR("a.md"),
         1, MT_STR("the day nurse spoke")},
        {MT_ENTITY_PERSON, MT_STR("Dana Reyes"), MT_STR("dane rice"), 1, 1, .3, 1, MT_STR("a.md"),
         -1, MT_STR("dane rice spoke")},
        {MT_ENTITY_ORGANIZATION, MT_STR("Lodestar"), MT_STR("lone star"), 9, 2, .6, 1,
         MT_STR("a.md"), 1, MT_STR("at lone star")},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        *mt_push(a->ctx, &list) = rows[i];
    mt_heard_pack(a->ctx, &list, &blocks);
    assert_int_equal(mt_writer_open(archive_path(a, "index"), MT_WRITER_UPDATE, &writer, NULL),
                     MT_OK);
    assert_int_equal(mt_writer_set_meta(writer, mt_str(MT_META_HEARD " 0"), blocks.ptr[0], NULL),
                     MT_OK);
    assert_int_equal(mt_writer_commit(writer, NULL), MT_OK);
    mt_writer_free(writer);
}

static struct mt_arguments accepting(struct archive *a)
{
    return (struct mt_arguments){.index = archive_path(a, "index"),
                                 .names = archive_path(a, "config/names.yaml"),
                                 .accept = true,
                                 .quiet = true,
                                 .json = true};
}

static void assert_file(struct archive *a, const char *should)
{
    struct mt_str text;
    assert_int_equal(mt_file_read(a->ctx, archive_path(a, "config/names.yaml"), 10000, &text, NULL),
                     MT_OK);
    assert_string_equal(text.ptr, should);
}

static void test_suggest__accepts_what_is_sure(void **state)
{
    struct archive *a = *state;
    write_heard(a);
    struct mt_arguments arguments = accepting(a);
    assert_int_equal(mt_suggest(a->ctx, &arguments), MT_EXIT_OK);
    assert_file(a, "organizations:\n  Lodestar: [lone star]\npeople:\n  Dana Reyes: [day nurse]\n");
}

static void test_suggest__accepts_what_is_named(void **state)
{
    struct archive *a = *state;
    const char *operands[] = {"dana reyes=dane rice"};
    write_heard(a);
    archive_put(a, "config/names.yaml", "# mine\npeople:\n  Dana Reyes: [D.]  # she\n");
    struct mt_arguments arguments = accepting(a);
    arguments.operands = operands;
    arguments.n_operands = 1;
    assert_int_equal(mt_suggest(a->ctx, &arguments), MT_EXIT_OK);
    assert_file(a, "# mine\npeople:\n  Dana Reyes: [D., dane rice]  # she\n");
    operands[0] = "Nobody";
    assert_int_equal(mt_suggest(a->ctx, &arguments), MT_EXIT_FAILED);
}

static void test_suggest__what_is_settled_is_left_alone(void **state)
{
    struct archive *a = *state;
    static const char settled[] = "people:\n  Dana Reyes: [Day Nurse]\nignore: [Lodestar]\n";
    write_heard(a);
    archive_put(a, "config/names.yaml", settled);
    struct mt_arguments arguments = accepting(a);
    assert_int_equal(mt_suggest(a->ctx, &arguments), MT_EXIT_OK);
    assert_file(a, settled);
    archive_put(a, "config/names.yaml", "people: [\n");
    assert_int_equal(mt_suggest(a->ctx, &arguments), MT_EXIT_FAILED);
    assert_file(a, "people: [\n");
}

static void test_suggest__a_link_stays_one(void **state)
{
    struct archive *a = *state;
    struct stat st;
    write_heard(a);
    archive_put(a, "config/real.yaml", "");
    assert_int_equal(symlink("real.yaml", archive_path(a, "config/names.yaml")), 0);
    struct mt_arguments arguments = accepting(a);
    assert_int_equal(mt_suggest(a->ctx, &arguments), MT_EXIT_OK);
    assert_int_equal(lstat(archive_path(a, "config/names.yaml"), &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_file(a, "organizations:\n  Lodestar: [lone star]\npeople:\n  Dana Reyes: [day nurse]\n");
}

static void test_suggest__a_dry_run_writes_nothing(void **state)
{
    struct archive *a = *state;
    write_heard(a);
    struct mt_arguments arguments = accepting(a);
    arguments.dry_run = true;
    assert_int_equal(mt_suggest(a->ctx, &arguments), MT_EXIT_OK);
    assert_int_equal(access(archive_path(a, "config/names.yaml"), F_OK), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_suggest__accepts_what_is_sure, archive_make,
                                        archive_drop),
        cmocka_unit_test_setup_teardown(test_suggest__accepts_what_is_named, archive_make,
                                        archive_drop),
        cmocka_unit_test_setup_teardown(test_suggest__what_is_settled_is_left_alone, archive_make,
                                        archive_drop),
        cmocka_unit_test_setup_teardown(test_suggest__a_link_stays_one, archive_make, archive_drop),
        cmocka_unit_test_setup_teardown(test_suggest__a_dry_run_writes_nothing, archive_make,
                                        archive_drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
