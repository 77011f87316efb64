/* language.c - Which language a text is in
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The limits below were tried on some 1,200 meetings in English, Spanish and Portuguese and on the
 * translated messages of a Linux system in 50 languages: of the meetings none is given a wrong
 * language, and fewer than one in a hundred that hold SAMPLE_MIN bytes of prose is given none.
 */
#include "base/base.h"
#include "text/language.h"

#include <common.h> /* libexttextcat's; fingerprint.h does not stand alone */
#include <fingerprint.h>

#include "base/memory.h"
#include "text/commonness.h"

/* A fingerprint is the commonest sequences of letters in the order of how common they are; a text
 * is as far from a model as the places of each differ, MISSING for one that the model lacks. */
#define SEQUENCES 200
#define MODEL_SEQUENCES 400
#define MISSING 400

/* A text is in a language only if its fingerprint is nearer than this, and farther from that of
 * every other language by this factor. */
#define DISTANCE_MAX (SEQUENCES * MISSING * 7 / 10)
#define MARGIN 1.03

/* A sample is taken in parts from all over the text, since a note may begin with the words of a
 * form. In each part no more than LOOK_MAX bytes are looked at. */
#define SAMPLE_MAX 640
#define SAMPLE_MIN 100
#define PARTS 4
#define LOOK_MAX 8192
#define WORD_MAX 64

static const struct {
    struct mt_str language;
    const char *file; /* of the model */
} models[] = {
    {MT_STR("en"), "en"},
    {MT_STR("de"), "de"},
    {MT_STR("fr"), "fr"},
    {MT_STR("es"), "es"},
    {MT_STR("pt"), "pt"},
    {MT_STR("it"), "it"},
    {MT_STR("nl"), "nl"},
    {MT_STR("sv"), "sv"},
    {MT_STR("da"), "da"},
    {MT_STR("no"), "nb"},
    {MT_STR("fi"), "fi"},
    {MT_STR("ru"), "ru"},
    {MT_STR("ca"), "ca"},
    {MT_STR("ro"), "ro"},
    {MT_STR("hu"), "hu"},
    {MT_STR("tr"), "tr"},
    {MT_STR("el"), "el"},
    {MT_STR("ar"), "ar"},
    {MT_STR("hi"), "hi"},
    {MT_STR("id"), "id"},
    {MT_STR("lt"), "lt"},
    {MT_STR("ga"), "ga"},
    {MT_STR("eu"), "eu"},
    {MT_STR("hy"), "hy"},
    {MT_STR("ne"), "ne"},
    {MT_STR("sr"), "sr-Cyrl"},
    {MT_STR("ta"), "ta"},
    {MT_STR("yi"), "yi"},
    /* neighbours without a stemmer */
    {MT_STR("pl"), "pl"},
    {MT_STR("cs"), "cs"},
    {MT_STR("uk"), "uk"},
    {MT_STR("bg"), "bg"},
    {MT_STR("sl"), "sl"},
    {MT_STR("et"), "et"},
    {MT_STR("lv"), "lv"},
};

struct mt_guesser {
    bool loaded;
    void *models[MT_COUNT(models)]; /* NULL: could not be read */
};

static int guesser_destroyed(struct mt_guesser *guesser)
{
    for (size_t i = 0; i < MT_COUNT(models); i++)
        if (guesser->models[i])
            fp_Done(guesser->models[i]);
    return 0;
}

struct mt_guesser *mt_guesser_new(const void *ctx)
{
    struct mt_guesser *guesser = mt_new(ctx, struct mt_guesser);
    talloc_set_destructor(guesser, guesser_destroyed);
    return guesser;
}

void mt_guesser_free(struct mt_guesser *guesser)
{
    mt_free(guesser);
}

static void load(struct mt_guesser *guesser)
{
    guesser->loaded = true;
    for (size_t i = 0; i < MT_COUNT(models); i++) {
        char path[sizeof MT_TEXTCAT_DIR + 32];
        snprintf(path, sizeof path, "%s/%s.lm", MT_TEXTCAT_DIR, models[i].file);
        void *model = fp_Init(models[i].file);
        if (fp_Read(model, path, MODEL_SEQUENCES))
            guesser->models[i] = model;
        else
            fp_Done(model);
    }
}

/* ---- The sample ---- */

/* The word without the punctuation around it, if it is one that tells a language: names and
 * abbreviations (capitals), numbers, addresses and paths do not. */
static struct mt_str telling_word(struct mt_str word)
{
    while (word.len && strchr("(\"'", word.ptr[0]))
        word = mt_str_slice(word, 1, word.len);
    while (word.len && strchr(".,;:!?)\"'", word.ptr[word.len - 1]))
        word.len--;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        bool beyond_ascii = (unsigned char)c >= 0x80;
        if (!beyond_ascii && !mt_is_lower(c) && c != '\'' && c != '-')
            return mt_str("");
    }
    return word.len <= WORD_MAX ? word : mt_str("");
}

/* Cuts the next run of bytes without white space off `rest`; empty at the end. */
static struct mt_str next_run(struct mt_str *rest)
{
    *rest = mt_str_trim(*rest);
    size_t end = 0;
    while (end < rest->len && !mt_is_space(rest->ptr[end]))
        end++;
    struct mt_str run = mt_str_slice(*rest, 0, end);
    *rest = mt_str_slice(*rest, end, rest->len);
    return run;
}

static void add_part(struct mt_buf *sample, struct mt_str text, size_t room)
{
    size_t end = sample->len + room;
    struct mt_str run;
    while (sample->len < end && (run = next_run(&text)).len) {
        struct mt_str word = telling_word(run);
        if (word.len == 0 || sample->len + word.len > end)
            continue;
        mt_buf_add(sample, word);
        mt_buf_add_char(sample, ' ');
    }
}

/* The part of the text from `begin` on, at most up to `end`, that cuts no word in two. */
static struct mt_str whole_words(struct mt_str text, size_t begin, size_t end)
{
    if (end - begin > LOOK_MAX)
        end = begin + LOOK_MAX;
    while (begin && begin < end && !mt_is_space(text.ptr[begin - 1]))
        begin++;
    while (end < text.len && begin < end && !mt_is_space(text.ptr[end]))
        end--;
    return mt_str_slice(text, begin, end);
}

static void take_sample(struct mt_buf *sample, struct mt_str text)
{
    size_t parts = text.len <= SAMPLE_MAX ? 1 : PARTS;
    for (size_t i = 0; i < parts; i++) {
        struct mt_str part = whole_words(text, text.len * i / parts, text.len * (i + 1) / parts);
        add_part(sample, part, SAMPLE_MAX / parts);
    }
}

/* ---- The guess ---- */

/* What is plainly English need not be held against every model: most of its words are among the few
 * thousand commonest, and some of them no other language has. Of 1,200 meetings nearly all of those
 * in English are known by that (the others have no more than a fourth of such words), of 2,700
 * translated texts in 90 languages only English ones. */
#define ENGLISH_TIER 10
#define ENGLISH_SHARE .7

static bool is_plainly_english(struct mt_str sample)
{
    size_t words = 0, common = 0, the = 0, links = 0;
    struct mt_str word;
    while (mt_str_next(&sample, ' ', &word)) {
        int tier = mt_word_tier(word);
        words += word.len > 0;
        common += tier > 0 && tier <= ENGLISH_TIER;
        the += mt_str_eq(word, mt_str("the"));
        links += mt_str_eq(word, mt_str("and")) || mt_str_eq(word, mt_str("to"));
    }
    return the && links && (double)common >= ENGLISH_SHARE * (double)words;
}

static struct mt_str nearest_language(const struct mt_guesser *guesser, void *print)
{
    int nearest = DISTANCE_MAX, second = INT32_MAX, limit = INT32_MAX;
    struct mt_str language = {"", 0};
    for (size_t i = 0; i < MT_COUNT(models); i++) {
        if (!guesser->models[i])
            continue;
        int distance = fp_Compare(guesser->models[i], print, limit);
        if (distance < nearest) {
            second = language.len ? nearest : second;
            nearest = distance;
            limit = (int)(distance * MARGIN); /* what is farther need not be known exactly */
            language = models[i].language;
        } else if (distance < second) {
            second = distance;
        }
    }
    return second > nearest * MARGIN ? language : mt_str("");
}

struct mt_str mt_guess_language(struct mt_guesser *guesser, struct mt_str text)
{
    struct mt_buf sample;
    struct mt_str language = {"", 0};
    void *scratch = mt_context(NULL);
    mt_buf_init(&sample, scratch, 2 * SAMPLE_MAX);
    take_sample(&sample, text);
    if (sample.len >= SAMPLE_MIN && is_plainly_english(mt_buf_str(&sample))) {
        language = mt_str("en");
    } else if (sample.len >= SAMPLE_MIN) {
        if (!guesser->loaded)
            load(guesser);
        void *print = fp_Init(NULL);
        /* reads on to the NUL behind the sample, whatever its length */
        if (fp_Create(print, sample.ptr, (uint4)sample.len, SEQUENCES))
            language = nearest_language(guesser, print);
        fp_Done(print);
    }
    mt_free(scratch);
    return language;
}
