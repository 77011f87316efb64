/* test_language.c - Which language a text is in
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/language.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/memory.h"

static const char english[] =
    "We looked at the drawings of the new gauge again and nobody was happy with the lid. It lets "
    "the rain in when the wind comes from the sea, so we will try one with a deeper rim. Somebody "
    "has to ask the workshop how long that takes before we promise anything to the harbour.";
static const char german[] =
    "Wir haben die Zeichnungen für den neuen Pegel noch einmal angesehen, und niemand war mit dem "
    "Deckel zufrieden. Wenn der Wind vom Meer kommt, läuft der Regen hinein, deshalb versuchen wir "
    "es jetzt mit einem tieferen Rand. Jemand muss die Werkstatt fragen, wie lange das dauert.";
static const char french[] =
    "Nous avons revu les dessins de la nouvelle jauge et personne n'était content du couvercle. "
    "Quand le vent vient de la mer, la pluie entre dedans, alors nous allons essayer avec un bord "
    "plus profond. Il faut demander à l'atelier combien de temps cela prendra.";
static const char spanish[] =
    "Volvimos a mirar los dibujos del nuevo medidor y nadie estaba contento con la tapa. Cuando el "
    "viento viene del mar, la lluvia entra, así que vamos a probar con un borde más profundo. "
    "Alguien tiene que preguntar en el taller cuánto tiempo hace falta para hacerlo.";
static const char italian[] =
    "Abbiamo guardato di nuovo i disegni del nuovo misuratore e nessuno era contento del "
    "coperchio. Quando il vento viene dal mare la pioggia entra, quindi proveremo con un bordo più "
    "profondo. Qualcuno deve chiedere in officina quanto tempo ci vuole per farlo.";
static const char dutch[] =
    "We hebben nog eens naar de tekeningen van de nieuwe meter gekeken en niemand was blij met het "
    "deksel. Als de wind van zee komt, loopt de regen erin, dus we gaan het proberen met een "
    "diepere rand. Iemand moet aan de werkplaats vragen hoe lang dat gaat duren.";
static const char russian[] =
    "мы ещё раз посмотрели чертежи нового прибора, и никто не был доволен крышкой. когда ветер "
    "дует с моря, внутрь попадает дождь, поэтому мы попробуем сделать край глубже. кто-то должен "
    "спросить в мастерской, сколько времени это займёт, прежде чем мы что-нибудь пообещаем.";
static const char polish[] =
    "jeszcze raz obejrzeliśmy rysunki nowego miernika i nikt nie był zadowolony z pokrywy. kiedy "
    "wiatr wieje od morza, deszcz dostaje się do środka, więc spróbujemy zrobić głębszy brzeg. "
    "ktoś musi zapytać w warsztacie, jak długo to potrwa, zanim coś obiecamy.";
static const char chinese[] =
    "我们又看了一遍新仪器的图纸，大家都不满意那个盖子。风从海上吹来的时候，雨水会进到里面，所以我们"
    "打算把边缘做得更深一些。在答应港口任何事情之前，必须有人去问车间需要多长时间。";

static void assert_guess(struct mt_guesser *guesser, const char *text, const char *expected)
{
    struct mt_str language = mt_guess_language(guesser, mt_str(text));
    if (!mt_str_eq(language, mt_str(expected)))
        fail_msg("\"%.60s…\": \"%.*s\", not \"%s\"", text, MT_ARG(language), expected);
}

static void test_guess_language__prose(void **state)
{
    static const struct {
        const char *text, *language;
    } rows[] = {
        {english, "en"}, {german, "de"},  {french, "fr"}, {spanish, "es"}, {italian, "it"},
        {dutch, "nl"},   {russian, "ru"}, {polish, "pl"}, {english, "en"},
    };
    struct mt_guesser *guesser = mt_guesser_new(NULL);
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        assert_guess(guesser, rows[i].text, rows[i].language);
    mt_guesser_free(guesser);
    (void)state;
}

static void test_guess_language__nothing_to_tell_it_by(void **state)
{
    static const char *const rows[] = {
        "",
        "   \n\t ",
        "Yes, the rope.",
        "Wir haben es gesehen.",
        chinese,
        "DANA REYES AND SAM OKORO MET ADA QUIST IN THE HARBOUR AND MILO TANAKA WROTE DOWN WHAT WAS "
        "SAID ABOUT THE NEW GAUGE AND THE OLD ONE AND WHO PAYS FOR THEM",
        "2025-10-28 12:30 +44.20 17/3 8f0c 00:12:30.120 --> 00:12:34.500 1e-9 #44 (12) [x] 3.5% "
        "https://example.org/notes/what-was-said-about-the-gauge dana@example.org ~/notes/a.md "
        "https://example.org/and-another/address/of/words/that/tell/nothing_at_all?in=them&for=us",
    };
    struct mt_guesser *guesser = mt_guesser_new(NULL);
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        assert_guess(guesser, rows[i], "");
    mt_guesser_free(guesser);
    (void)state;
}

/* A note's first words are often those of a form; names are everywhere. */
static void test_guess_language__prose_among_other_things(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_guesser *guesser = mt_guesser_new(ctx);
    struct mt_buf text;
    mt_buf_init(&text, ctx, 100000);
    mt_buf_printf(&text, "the notes of this meeting with these people at that place\n");
    for (int i = 0; i < 20; i++)
        mt_buf_printf(&text, "00:%02d:00 Dana Reyes https://example.org/%d/the-of-and\n%s\n", i, i,
                      german);
    assert_guess(guesser, text.ptr, "de");
    mt_free(ctx);
    (void)state;
}

/* As much of one language as of another is in neither. */
static void test_guess_language__two_at_once(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_guesser *guesser = mt_guesser_new(ctx);
    struct mt_buf text;
    mt_buf_init(&text, ctx, 100000);
    for (int i = 0; i < 8; i++)
        mt_buf_printf(&text, "we have not seen it y no sabemos que hacer con la puerta of the "
                             "old house pero mañana we will go and look at it por la tarde ");
    assert_guess(guesser, text.ptr, "");
    mt_free(ctx);
    (void)state;
}

/* Words that English has as well make no English. */
static void test_guess_language__words_that_english_has(void **state)
{
    static const char *const rows[] = {
        "van man en was in water over of van war we had van land en hand in was of van man",
        "die man in den arm warm war es an also so man hat die not in also was an die warm hand",
    };
    void *ctx = mt_context(NULL);
    struct mt_guesser *guesser = mt_guesser_new(ctx);
    struct mt_buf text;
    mt_buf_init(&text, ctx, 100000);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        mt_buf_clear(&text);
        for (int times = 0; times < 4; times++)
            mt_buf_printf(&text, "%s ", rows[i]);
        assert_false(mt_str_eq(mt_guess_language(guesser, mt_buf_str(&text)), mt_str("en")));
    }
    mt_free(ctx);
    (void)state;
}

static void test_guess_language__any_bytes(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_guesser *guesser = mt_guesser_new(ctx);
    char *bytes = mt_alloc(ctx, 100000);
    for (int c = 0; c < 256; c++) {
        memset(bytes, c, 100000);
        assert_int_equal(mt_guess_language(guesser, mt_str_of(bytes, 100000)).len, 0);
        for (size_t i = 0; i < 100000; i += 7)
            bytes[i] = ' ';
        assert_in_range(mt_guess_language(guesser, mt_str_of(bytes, 99999)).len, 0, 2);
    }
    mt_free(ctx);
    (void)state;
}

static void test_guesser_free__unused_or_none(void **state)
{
    mt_guesser_free(NULL);
    mt_guesser_free(mt_guesser_new(NULL));
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_guess_language__prose),
        cmocka_unit_test(test_guess_language__nothing_to_tell_it_by),
        cmocka_unit_test(test_guess_language__prose_among_other_things),
        cmocka_unit_test(test_guess_language__two_at_once),
        cmocka_unit_test(test_guess_language__words_that_english_has),
        cmocka_unit_test(test_guess_language__any_bytes),
        cmocka_unit_test(test_guesser_free__unused_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
