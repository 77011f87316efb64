/* test_browse.c - What there is to ask for
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "browse/browse.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "archive.h"

static void put_notes(const struct archive *a)
{
    archive_put(a, "notes/old.md",
                "---\ntitle: Lámp review\ndate: 2025-01-02\ntype: review\ntags: [Blue, new lamp]\n"
                "people: [Dana Reyes, Sam Okoro]\n---\n\n## Decisions\n- Light the lamp.\n");
    archive_put(
        a, "notes/new.md",
        "---\ntitle: Rope talk\ndate: 2025-03-04\ntags: [blue]\npeople: [Dana Reyes]\n---\n\n"
        "## Transcript\n[00:00:01.00] Dana Reyes : A lamplight.\n\n[00:00:09.00] Sam Okoro : "
        "Aye.\n");
    archive_index(a);
}

/* "blue 2, new lamp 1": what is listed of a kind. */
static const char *listed(const struct archive *a, const char *kind, const char *prefix)
{
    const char *index = archive_path(a, "index");
    struct mt_listing listing = {0};
    struct mt_error err = {0};
    struct mt_buf out;
    mt_buf_init(&out, a->ctx, 100000);
    if (mt_browse(a->ctx, &index, 1, mt_str(kind), mt_str(prefix), &listing, &err) != MT_OK)
        fail_msg("%s: %s", kind, err.message);
    for (size_t i = 0; i < listing.len; i++)
        mt_buf_printf(&out, "%s%.*s %d", i ? ", " : "", MT_ARG(listing.ptr[i].name),
                      (int)listing.ptr[i].notes);
    return out.len ? out.ptr : "";
}

static void test_browse__kinds_and_prefixes(void **state)
{
    static const struct {
        const char *kind, *prefix, *expected;
    } rows[] = {
        {"tags", "", "blue 2, new lamp 1"},
        {"tags", "BL", "blue 2"},
        {"tags", "lam", "new lamp 1"}, /* any word's beginning */
        {"tags", "ue", ""},
        {"types", "", "review 1"},
        {"sections", "dec", "decision 1"},
        {"people", "", "Dana Reyes 2, Sam Okoro 2"},
        {"people", "oko", "Sam Okoro 2"},
        {"speakers", "", "Dana Reyes 1, Sam Okoro 1"},
        {"orgs", "", ""},
        {"meetings", "", "Rope talk 1, Lámp review 1"}, /* the newest first */
        {"meetings", "lamp", "Lámp review 1"},
        {"meetings", "LÁMP", "Lámp review 1"},
        {"terms", "lamp", "lamp 1, lamplight 1"},
        {"terms", "lampli", "lamplight 1"},
        {"tags", "\xff", ""},
    };
    struct archive *a = *state;
    put_notes(a);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        const char *found = listed(a, rows[i].kind, rows[i].prefix);
        if (strcmp(found, rows[i].expected) != 0)
            fail_msg("%s %s\n  expected %s\n  but was  %s", rows[i].kind, rows[i].prefix,
                     rows[i].expected, found);
    }
}

static void test_browse__meetings_tell_where_they_are(void **state)
{
    struct archive *a = *state;
    const char *index = archive_path(a, "index");
    struct mt_listing listing = {0};
    put_notes(a);
    assert_int_equal(
        mt_browse(a->ctx, &index, 1, mt_str("meetings"), mt_str("rope"), &listing, NULL), MT_OK);
    assert_int_equal(listing.len, 1);
    assert_int_equal(listing.ptr[0].date, 20250304);
    assert_string_equal(listing.ptr[0].path.ptr, "new.md");
    assert_string_equal(listing.ptr[0].archive.ptr, archive_path(a, "notes"));
}

/* Two indexes are one list; people that both know are one. */
static void test_browse__several_indexes(void **state)
{
    struct archive *a = *state;
    const char *index = archive_path(a, "index"), *both[] = {index, index};
    struct mt_listing listing = {0};
    put_notes(a);
    assert_int_equal(mt_browse(a->ctx, both, 2, mt_str("tags"), mt_str("blue"), &listing, NULL),
                     MT_OK);
    assert_int_equal(listing.len, 1);
    assert_int_equal(listing.ptr[0].notes, 4);
    assert_int_equal(mt_browse(a->ctx, both, 2, mt_str("people"), mt_str("dana"), &listing, NULL),
                     MT_OK);
    assert_int_equal(listing.len, 1);
}

static void test_browse__errors(void **state)
{
    struct archive *a = *state;
    const char *index = archive_path(a, "index"), *nowhere = archive_path(a, "nowhere");
    struct mt_listing listing = {0};
    struct mt_error err = {0};
    put_notes(a);
    assert_int_equal(mt_browse(a->ctx, &index, 1, mt_str("tag"), mt_str(""), &listing, &err),
                     MT_ERR_USAGE);
    for (size_t i = 0; mt_browse_kind(i); i++)
        assert_non_null(strstr(err.message, mt_browse_kind(i)->name));
    assert_int_equal(mt_browse(a->ctx, &nowhere, 1, mt_str("tags"), mt_str(""), &listing, &err),
                     MT_ERR_NOT_FOUND);
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, archive_make, archive_drop)
    const struct CMUnitTest tests[] = {
        CASE(test_browse__kinds_and_prefixes),
        CASE(test_browse__meetings_tell_where_they_are),
        CASE(test_browse__several_indexes),
        CASE(test_browse__errors),
    };
#undef CASE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
