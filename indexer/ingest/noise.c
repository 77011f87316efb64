/* noise.c - What a recogniser writes when nobody speaks
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/noise.h"

/* A remark of a sound is short: more words in brackets are somebody's. */
#define REMARK_WORDS_MAX 8
#define FILLER_WORDS_MAX 7
#define SAME_WORDS_MIN 4
#define LOOP_WORDS_MIN 12
#define LOOP_SHARE 4 /* of so many words one is another than those before */
#define WORDS_MAX 64 /* more than any unit has */

static struct mt_str term_at(const struct mt_tokens *tokens, size_t i)
{
    return mt_tokens_at(tokens, i).term;
}

/* "(laughs)", "- [Music] *sighs*": no letter or digit stands outside of brackets. */
static bool is_bracketed(struct mt_str text)
{
    static const char opening[] = "([*", closing[] = ")]*";
    char close = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        const char *open = c ? strchr(opening, c) : NULL;
        if (close && c == close)
            close = 0;
        else if (!close && open)
            close = closing[open - opening];
        else if (!close && (mt_is_alnum(c) || (unsigned char)c >= 0x80))
            return false;
    }
    return close == 0;
}

static bool is_sound(struct mt_str term)
{
    static const struct mt_str sounds[] = {
        MT_STR("applause"),  MT_STR("audio"),    MT_STR("blank"),          MT_STR("crosstalk"),
        MT_STR("inaudible"), MT_STR("laughter"), MT_STR("music"),          MT_STR("noise"),
        MT_STR("pause"),     MT_STR("silence"),  MT_STR("unintelligible"),
    };
    for (size_t i = 0; i < MT_COUNT(sounds); i++)
        if (mt_str_eq(term, sounds[i]))
            return true;
    return false;
}

static bool are_sounds(const struct mt_tokens *tokens, size_t begin, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!is_sound(term_at(tokens, begin + i)))
            return false;
    return n > 0;
}

/* One word over and over, or a few: "Five days. Five days. Five days. …" */
static bool repeats(const struct mt_tokens *tokens, size_t begin, size_t n)
{
    size_t distinct = 0, most = n >= LOOP_WORDS_MIN ? n / LOOP_SHARE : 1;
    if (n < SAME_WORDS_MIN || n > WORDS_MAX)
        return false;
    for (size_t i = 0; i < n && distinct <= most; i++) {
        size_t before = 0;
        while (before < i &&
               !mt_str_eq(term_at(tokens, begin + before), term_at(tokens, begin + i)))
            before++;
        distinct += before == i;
    }
    return distinct <= most;
}

/* Whether the words are those of the phrase, which is lower case with single spaces. */
static bool are_words(const struct mt_tokens *tokens, size_t begin, size_t n, struct mt_str phrase)
{
    struct mt_str word;
    size_t i = 0;
    for (; mt_str_next(&phrase, ' ', &word); i++)
        if (i >= n || !mt_str_eq(term_at(tokens, begin + i), word))
            return false;
    return i == n;
}

/* What Whisper was taught by the subtitles of silent films. */
static bool is_filler(const struct mt_tokens *tokens, size_t begin, size_t n)
{
    static const struct mt_str phrases[] = {
        MT_STR("pause for group work"),
        MT_STR("please subscribe"),
        MT_STR("please subscribe to my channel"),
        MT_STR("please subscribe to our channel"),
        MT_STR("silence from 1 minute to 1 hour"),
        MT_STR("subtitles by the amara org community"),
        MT_STR("thank you for watching"),
        MT_STR("thank you so much for watching"),
        MT_STR("thanks for watching"),
    };
    for (size_t i = 0; n <= FILLER_WORDS_MAX && i < MT_COUNT(phrases); i++)
        if (are_words(tokens, begin, n, phrases[i]))
            return true;
    return false;
}

bool mt_noise_is(const struct mt_tokens *tokens, size_t begin, size_t n, struct mt_str text)
{
    return (n <= REMARK_WORDS_MAX && is_bracketed(text)) || are_sounds(tokens, begin, n) ||
           is_filler(tokens, begin, n) || repeats(tokens, begin, n);
}

bool mt_noise_is_boilerplate(struct mt_str text)
{
    static const struct mt_str beginnings[] = {
        MT_STR("This editable transcript was computer generated"),
        MT_STR("You should review Gemini's notes"),
        MT_STR("You should review Gemini\xe2\x80\x99s notes"),
        MT_STR("Get tips and learn how Gemini takes notes"),
        MT_STR("Please provide feedback about using Gemini"),
        MT_STR("How is the quality of these specific notes?"),
        MT_STR("Transcribed by https://otter.ai"),
    };
    text = mt_str_trim(text);
    for (size_t i = 0; i < MT_COUNT(beginnings); i++)
        if (mt_str_starts_nocase(text, beginnings[i]))
            return true;
    return false;
}
