/* test_paint.c - Styled text in columns, and the stretch of a snippet that fits
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/paint.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "render/excerpt.h"
#include "text/display.h"

#define OUT_MAX 4096

/* A painter into memory. */
struct canvas {
    struct mt_paint paint;
    char out[OUT_MAX];
};

static void open_canvas(struct canvas *canvas, bool color)
{
    memset(canvas->out, 0, sizeof canvas->out);
    canvas->paint = (struct mt_paint){fmemopen(canvas->out, OUT_MAX, "w"), color, true};
    assert_non_null(canvas->paint.stream);
}

static void assert_canvas(struct canvas *canvas, const char *expected)
{
    fclose(canvas->paint.stream);
    assert_string_equal(canvas->out, expected);
}

static void test_mt_paint_text__styles(void **state)
{
    struct canvas canvas;
    (void)state;
    open_canvas(&canvas, true);
    mt_paint_text(&canvas.paint, MT_STYLE_TITLE, mt_str("Tide\x1b[2J"));
    mt_paint_text(&canvas.paint, MT_STYLE_TITLE, mt_str(""));
    mt_paint_text(&canvas.paint, MT_STYLE_PLAIN, mt_str("."));
    assert_canvas(&canvas, "\033[1mTide\xef\xbf\xbd[2J\033[0m.");
}

static void test_mt_paint_link__only_with_a_target(void **state)
{
    struct canvas canvas;
    (void)state;
    open_canvas(&canvas, false);
    mt_paint_link(&canvas.paint, mt_str("x:y"), MT_STYLE_PLACE, mt_str("here"));
    mt_paint_link(&canvas.paint, mt_str(""), MT_STYLE_PLACE, mt_str("there"));
    canvas.paint.links = false;
    mt_paint_link(&canvas.paint, mt_str("x:y"), MT_STYLE_PLACE, mt_str("."));
    assert_canvas(&canvas, "\033]8;;x:y\033\\here\033]8;;\033\\there.");
}

static void test_mt_paint_wrapped__lines(void **state)
{
    static const struct {
        const char *text;
        unsigned width;
        const char *expected;
        unsigned column;
    } rows[] = {
        {"one two three four", 0, "one two three four", 22},
        {"one two three four five", 20, "one two three\n    four five", 13},
        {"a_word_longer_than_a_line", 20, "a_word_longer_th\n    an_a_line", 13},
        /* Ideographs take two columns each, and their lines need no spaces. */
        {"\xe4\xbc\x9a\xe8\xad\xb0\xe4\xbc\x9a\xe8\xad\xb0\xe4\xbc\x9a\xe8\xad\xb0\xe4\xbc\x9a"
         "\xe8\xad\xb0\xe4\xbc\x9a",
         20,
         "\xe4\xbc\x9a\xe8\xad\xb0\xe4\xbc\x9a\xe8\xad\xb0\xe4\xbc\x9a\xe8\xad\xb0\xe4\xbc\x9a"
         "\xe8\xad\xb0\n    \xe4\xbc\x9a",
         6},
        {"", 20, "", 4},
    };
    const struct mt_highlights none = {0};
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct canvas canvas;
        open_canvas(&canvas, false);
        unsigned column = mt_paint_wrapped(&canvas.paint, MT_STYLE_PLAIN, mt_str(rows[i].text),
                                           &none, 4, rows[i].width);
        assert_canvas(&canvas, rows[i].expected);
        assert_int_equal(column, rows[i].column);
    }
}

/* A highlight that runs over the end of a line is marked on both. */
static void test_mt_paint_wrapped__marks(void **state)
{
    struct mt_highlight mark = {8, 18};
    const struct mt_highlights marks = {&mark, 1, 1};
    struct canvas canvas;
    (void)state;
    open_canvas(&canvas, true);
    mt_paint_wrapped(&canvas.paint, MT_STYLE_PLAIN, mt_str("one two three four five"), &marks, 4,
                     20);
    assert_canvas(&canvas, "one two \033[1;31mthree\033[0m\n    \033[1;31mfour\033[0m five");
}

static void test_mt_excerpt_make__fits_and_shows_the_best_word(void **state)
{
    static const char *const texts[] = {
        "short",
        "The staff at the point was read by hand twice a day for more than forty years, Ada said",
        "\xe4\xbc\x9a\xe8\xad\xb0 \xe4\xbc\x9a\xe8\xad\xb0 \xe4\xbc\x9a\xe8\xad\xb0 end of it",
        "oneverylongwordwithoutanyspaceinitatallthatgoesonandonandonforever",
    };
    void *ctx = mt_context(NULL);
    (void)state;
    for (size_t t = 0; t < MT_COUNT(texts); t++) {
        struct mt_str text = mt_str(texts[t]);
        for (unsigned room = 12; room < 100; room++) {
            for (uint32_t best = 0; best < text.len; best++) {
                if (best && text.ptr[best - 1] != ' ')
                    continue;
                size_t end = mt_str_find_char(text, ' ', best);
                struct mt_highlight mark = {best, (uint32_t)(end == MT_NPOS ? text.len : end)};
                struct mt_moment moment = {
                    .snippet = text, .focus = best, .highlights = {&mark, 1, 1}};
                struct mt_excerpt excerpt = mt_excerpt_make(ctx, &moment, room);
                if (mt_display_columns(excerpt.text) > room)
                    fail_msg("%u columns: %.*s", room, MT_ARG(excerpt.text));
                if (mt_display_columns(mt_str_slice(text, mark.begin, mark.end)) > room - 2)
                    continue;
                if (excerpt.highlights.len != 1 ||
                    !mt_str_eq(mt_str_slice(text, mark.begin, mark.end),
                               mt_str_slice(excerpt.text, excerpt.highlights.ptr[0].begin,
                                            excerpt.highlights.ptr[0].end)))
                    fail_msg("best word %u not in %u columns: %.*s", best, room,
                             MT_ARG(excerpt.text));
            }
        }
    }
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mt_paint_text__styles),
        cmocka_unit_test(test_mt_paint_link__only_with_a_target),
        cmocka_unit_test(test_mt_paint_wrapped__lines),
        cmocka_unit_test(test_mt_paint_wrapped__marks),
        cmocka_unit_test(test_mt_excerpt_make__fits_and_shows_the_best_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
