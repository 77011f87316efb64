/* test_xdg.c - Where a user's index lies
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/xdg.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/memory.h"

static void test_xdg_index__cases(void **state)
{
    static const struct {
        const char *data_home, *home;
        const char *expected; /* NULL: not known */
    } rows[] = {
        {"/data", "/srv/dana", "/data/mtsearch/index"},
        {"/data", NULL, "/data/mtsearch/index"},
        {NULL, "/srv/dana", "/srv/dana/.local/share/mtsearch/index"},
        {"", "/srv/dana", "/srv/dana/.local/share/mtsearch/index"},
        {"data", "/srv/dana", "/srv/dana/.local/share/mtsearch/index"},
        {NULL, NULL, NULL},
        {"", "", NULL},
        {"data", NULL, NULL},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_error err = {0};
        const char *untouched = "untouched", *out = untouched;
        enum mt_status status = mt_xdg_index(ctx, rows[i].data_home, rows[i].home, &out, &err);
        if (rows[i].expected) {
            assert_int_equal(status, MT_OK);
            assert_string_equal(out, rows[i].expected);
        } else {
            assert_int_equal(status, MT_ERR_USAGE);
            assert_ptr_equal(out, untouched);
            assert_true(err.message[0] != '\0');
        }
        mt_free(ctx);
    }
    (void)state;
}

static void test_xdg_names__cases(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    assert_string_equal(mt_xdg_names(ctx, "/etc/dana", "/srv/dana"),
                        "/etc/dana/mtsearch/names.yaml");
    assert_string_equal(mt_xdg_names(ctx, "config", "/srv/dana"),
                        "/srv/dana/.config/mtsearch/names.yaml");
    assert_null(mt_xdg_names(ctx, NULL, ""));
    assert_null(mt_xdg_names(ctx, NULL, NULL));
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_xdg_index__cases),
                                       cmocka_unit_test(test_xdg_names__cases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
