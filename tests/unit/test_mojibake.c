/* test_mojibake.c - Tests of text/mojibake.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/mojibake.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

struct row {
    const char *text, *repaired;
};

static struct mt_str repaired(void *ctx, struct mt_str text)
{
    struct mt_repairs repairs = {NULL, 0, 0};
    struct mt_buf out;
    size_t at = 0;
    mt_mojibake_find(ctx, text, &repairs);
    mt_buf_init(&out, ctx, SIZE_MAX / 2);
    for (size_t i = 0; i < repairs.len; i++) {
        const struct mt_repair *repair = &repairs.ptr[i];
        assert_true(repair->begin >= at && repair->end > repair->begin && repair->end <= text.len);
        assert_in_range(repair->with.len, 1, 4);
        mt_buf_add(&out, mt_str_slice(text, at, repair->begin));
        mt_buf_add(&out, repair->with);
        at = repair->end;
    }
    mt_buf_add(&out, mt_str_slice(text, at, text.len));
    return mt_buf_str(&out);
}

static void check(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        void *ctx = mt_context(NULL);
        struct mt_str seen = repaired(ctx, mt_str(rows[i].text));
        if (!mt_str_eq(seen, mt_str(rows[i].repaired)))
            fail_msg("[%s]\n  expected [%s]\n  but was  [%s]", rows[i].text, rows[i].repaired,
                     seen.ptr);
        mt_free(ctx);
    }
}

static void test_mojibake_find__genuine_text_stays(void **state)
{
    static const char *const rows[] = {
        "",
        "plain ASCII, it's \"quoted\" - and so on",
        "à la carte, ça va, Ça, où, été, naïve…, « Où »",
        "«Où»",
        "CAFÉ« ",
        "CAFÉ»",
        "CAFÉ…",
        "« CAFÉ »",
        "É—",
        "É— È… À–",
        "prix en £100, 100€, 25°C, ±5, ½ litre, §7, ©2025, 10µm, 3×4, 2×½",
        "Müller’s Straße… Fuß— Spaß” groß»",
        "Ã",
        "Ã.",
        "IRMÃ…",
        "IRMû",
        "IRMÔ, disse",
        "IRMÃ — NÃO",
        "São João, manhã, MANHÃ DE",
        "TRÂNSITO, Â, â, câmara, pânico",
        "il parlâ… il chantâ»",
        "Úžasné, VÝŠE, NÍŽE, ÚŽITOK",
        "hledáš… máš“ víš…",
        "Łódź, żółć, jaźń, świat",
        "Привет, мир… Ελλάδα",
        "það“ VIД",
        "日本語、中文",
        "✅ 📅 2025-11-04 ⏫",
        "l’été «déjà vu»… “oui”",
        "né…» “café”…",
        "smör”, ål…, ö–ä",
        "\xef\xbf\xbd \xef\xbf\xbd\xef\xbf\xbd",
        "Â word between spaces",
        "The letter Ã, or Â.",
        "€“ and ¢£¥",
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        check(&(struct row){rows[i], rows[i]}, 1);
}

static void test_mojibake_find__typography(void **state)
{
    static const struct row rows[] = {
        {"1:1 â€” Dana", "1:1 — Dana"},
        {"donâ€™t", "don’t"},
        {"â€œyesâ€\xc2\x9d", "“yes”"},
        {"â€œyesâ€", "“yes”"},
        {"â€œyesâ€\xef\xbf\xbd.", "“yes”."},
        {"onâ€¦", "on…"},
        {"2â€“3", "2–3"},
        {"a â†’ b", "a → b"},
        {"a â† b", "a ← b"},
        {"Â«Â OÃ¹Â Â»", "«\xc2\xa0Où\xc2\xa0»"},
        {"25Â°C", "25°C"},
        {"NÂ°5", "N°5"},
        {"Â£100", "£100"},
        {"Acmeâ„¢", "Acme™"},
        {"100â‚¬", "100€"},
        {"oï¬ƒce", "oﬃce"},
        {"ï¬nal", "ﬁnal"},
        {"â\xc2\x80\xc2\x94", "—"}, /* read as Latin-1 */
        {"doesn\xc2\x92t", "doesn’t"},
        {"doesnÂ’t", "doesn’t"},
        {"ï»¿text", "\xef\xbb\xbftext"},
    };
    (void)state;
    check(rows, MT_COUNT(rows));
}

static void test_mojibake_find__letters(void **state)
{
    static const struct row rows[] = {
        {"cafÃ©", "café"},
        {"Ã©tÃ©", "été"},
        {"MÃ¼ller", "Müller"},
        {"MÃœLLER", "MÜLLER"},
        {"KÃ–LN", "KÖLN"},
        {"StraÃŸe", "Straße"},
        {"ESPAÃ‘A", "ESPAÑA"},
        {"CAFÃ‰", "CAFÉ"},
        {"Ã\xc2\x81gua", "Água"},
        {"nÃ£o, SÃ£o JoÃ£o", "não, São João"},
        {"Ã\xc2\xa0 la carte", "à la carte"},
        {"bÄ™dÄ…", "będą"},
        {"ÅÃ³dÅº", "Åódź"}, /* the first letter lost a byte */
        {"kÄ±z", "kız"},
        {"Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет"},
        {"Î±Î²Î³", "αβγ"},
        {"ä½ å¥½", "ä½ 好"}, /* the first letter lost a byte */
        {"æ—¥æœ¬", "日本"},
        {"×©×œ×•×\xc2\x9d", "שלום"},
    };
    (void)state;
    check(rows, MT_COUNT(rows));
}

static void test_mojibake_find__lost_no_break_space(void **state)
{
    static const struct row rows[] = {
        {"Ã la carte", "à la carte"},         {"Ã  la carte", "à la carte"},
        {"voilÃ  tout", "voilà tout"},        {"voilÃ tout", "voilà tout"},
        {"voilÃ , lÃ -bas", "voilà, là-bas"}, {"5Â km", "5\xc2\xa0km"},
        {"IRMÃ disse", "IRMÃ disse"},         {"Ã Paris", "Ã Paris"},
    };
    (void)state;
    check(rows, MT_COUNT(rows));
}

static void test_mojibake_find__task_marks(void **state)
{
    static const struct row rows[] = {
        {"ðŸ“… 2025-11-04", "📅 2025-11-04"},
        {"âœ… 2025-10-27", "✅ 2025-10-27"},
        {"â« ðŸ“…", "⏫ 📅"},
        {"â\xef\xbf\xbd« now", "⏫ now"},
        {"â\xc2\x8f« now", "⏫ now"},
        {"â« ", "⏫ "},
        {"ðŸ”¼", "🔼"},
        {"ðŸ”½", "🔽"},
        {"ðŸ”º", "🔺"},
        {"â¬ï¸", "⏬\xef\xb8\x8f"},
        {"ï¸\xc2\x8f", "\xef\xb8\x8f"},
        {"â³ 2025-11-04", "⏳ 2025-11-04"},
        {"ðŸ›« 2025-11-04", "🛫 2025-11-04"},
        {"âž• âŒ", "➕ ❌"},
        {"ðŸ” every week ðŸ delete", "🔁 every week 🏁 delete"},
        {"â›” abc ðŸ†” def", "⛔ abc 🆔 def"},
        {"ðŸ“ Notes", "📝 Notes"},
        {"châ« fermÃ©", "châ« fermé"},
    };
    (void)state;
    check(rows, MT_COUNT(rows));
}

static void test_mojibake_find__doubled(void **state)
{
    static const struct row rows[] = {
        {"Ã¢â‚¬â€\xc2\x9d", "—"}, {"Ã¢â‚¬â€", "—"}, {"itÃ¢â‚¬â„¢s", "it’s"}, {"cafÃƒÂ©", "café"},
        {"cafÃƒÆ’Ã‚Â©", "café"},  {"HÃƒÂ¡", "Há"},  {"Ã°Å¸â€œâ€¦", "📅"},
    };
    (void)state;
    check(rows, MT_COUNT(rows));
}

/* What is doubtful alone is trusted where the same lead was sure before. */
static void test_mojibake_find__evidence(void **state)
{
    static const struct row rows[] = {
        {"Ð² Ð³Ð¾Ñ€Ð¾Ð´", "Ð² город"},
        {"Ð³Ð¾Ñ€Ð¾Ð´ Ð² Ð½Ñ‘Ð¼", "город в нём"},
        {"Â«PUTÂ»", "«PUT»"},
        {"PUTÂ»", "PUTÂ»"},
    };
    (void)state;
    check(rows, MT_COUNT(rows));
}

static void test_mojibake_find__long_runs(void **state)
{
    static const char *const units[] = {"ã", "Ã©", "Â", "ðŸ", "é", "â€", "\xef\xbf\xbd", "Ð¿"};
    (void)state;
    for (size_t i = 0; i < MT_COUNT(units); i++) {
        void *ctx = mt_context(NULL);
        struct mt_buf text;
        mt_buf_init(&text, ctx, 1 << 20);
        for (size_t k = 0; k < 20000; k++)
            mt_buf_add(&text, mt_str(units[i]));
        repaired(ctx, mt_buf_str(&text));
        mt_free(ctx);
    }
}

/* A run is repaired in parts; what stands where one ends is none of its business. */
static void test_mojibake_find__where_a_run_is_cut(void **state)
{
    (void)state;
    for (size_t n = 4090; n <= 4100; n++) {
        void *ctx = mt_context(NULL);
        struct mt_buf text;
        mt_buf_init(&text, ctx, 1 << 20);
        for (size_t k = 0; k < n; k++)
            mt_buf_add(&text, mt_str("é"));
        mt_buf_add(&text, mt_str("â€ tail"));
        assert_true(mt_str_ends(repaired(ctx, mt_buf_str(&text)), mt_str(" tail")));
        mt_free(ctx);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mojibake_find__genuine_text_stays),
        cmocka_unit_test(test_mojibake_find__typography),
        cmocka_unit_test(test_mojibake_find__letters),
        cmocka_unit_test(test_mojibake_find__lost_no_break_space),
        cmocka_unit_test(test_mojibake_find__task_marks),
        cmocka_unit_test(test_mojibake_find__doubled),
        cmocka_unit_test(test_mojibake_find__evidence),
        cmocka_unit_test(test_mojibake_find__long_runs),
        cmocka_unit_test(test_mojibake_find__where_a_run_is_cut),
    };
    return cmocka_run_group_tests_name("mojibake", tests, NULL, NULL);
}
