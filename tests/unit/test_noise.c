/* test_noise.c - What a recogniser writes when nobody speaks
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/noise.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "base/memory.h"

static void test_noise_is__knows_noise_from_speech(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool noise;
    } rows[] = {
        /* sounds */
        {"(keyboard clicking)", true},
        {"[Music]", true},
        {"*sighs*", true},
        {"- (laughs) [BLANK_AUDIO].", true},
        {"[typing (loudly)]", true},
        {">> [door slams]", true},
        {"(laughs) Right.", false},
        {"Right (he laughs).", false},
        {"(unclosed", false},
        {"[Music] é", false},
        {"(as we said before, the plan is to go on with it)", false},
        {"MUSIC", true},
        {"BLANK", true},
        {"Music. Applause!", true},
        {"Crosstalk", true},
        {"Music was played", false},
        {"The silence", false},
        /* repetition */
        {"You You you you", true},
        {"you you you", false},
        {"No, no, no, yes", false},
        {"Five days. Five days. Five days. Five days. Five days. Five days.", true},
        {"Five days. Five days. Five days. Five days. Five days.", false},
        {"one two three one two three one two three one two three", true},
        {"one two three four one two three one two three one two", false},
        /* fillers */
        {"Thanks for watching!", true},
        {"Thank you for watching.", true},
        {"Silence from 1 minute to 1 hour", true},
        {"Pause for group work", true},
        {"Subtitles by the Amara.org community", true},
        {"Thanks for watching the demo", false},
        {"Well, thanks for watching", false},
        {"Thanks for", false},
        {"Thank you.", false},
    };
    void *ctx = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str text = mt_str(rows[i].text);
        mt_tokenise(tokens, text);
        if (mt_noise_is(tokens, 0, mt_tokens_count(tokens), text) != rows[i].noise)
            fail_msg("%s", rows[i].text);
    }
    mt_free(ctx);
}

static void test_noise_is__of_a_part(void **state)
{
    (void)state;
    static const char text[] = "Thanks for watching the music";
    void *ctx = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    mt_tokenise(tokens, mt_str(text));
    assert_true(mt_noise_is(tokens, 0, 3, mt_str("Thanks for watching")));
    assert_false(mt_noise_is(tokens, 1, 3, mt_str("for watching the")));
    assert_true(mt_noise_is(tokens, 4, 1, mt_str("music")));
    assert_false(mt_noise_is(tokens, 3, 1, mt_str("the")));
    mt_free(ctx);
}

static void test_noise_is_boilerplate__beginnings(void **state)
{
    (void)state;
    assert_true(mt_noise_is_boilerplate(mt_str(" You should review Gemini's notes to be sure.")));
    assert_true(mt_noise_is_boilerplate(mt_str("transcribed by https://otter.ai")));
    assert_false(mt_noise_is_boilerplate(mt_str("You should review the notes")));
    assert_false(mt_noise_is_boilerplate(mt_str("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_noise_is_boilerplate__beginnings),
        cmocka_unit_test(test_noise_is__knows_noise_from_speech),
        cmocka_unit_test(test_noise_is__of_a_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
