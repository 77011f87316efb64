/* test_noteid.c - The id of a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/noteid.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

static void test_note_id__archive_path_and_part_do_not_run_together(void **state)
{
    (void)state;
    struct mt_hash one = mt_note_id(mt_str("/a"), mt_str("b/c.md"), 0);
    struct mt_hash two = mt_note_id(mt_str("/a/b"), mt_str("c.md"), 0);
    struct mt_hash part = mt_note_id(mt_str("/a"), mt_str("b/c.md"), 1);
    assert_string_not_equal(one.hex, two.hex);
    assert_string_not_equal(one.hex, part.hex);
    assert_int_equal(strlen(one.hex), MT_HASH_HEX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_note_id__archive_path_and_part_do_not_run_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
