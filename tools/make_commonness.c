/* make_commonness.c - A program of the build: SCOWL's lists as a table of C
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     make_commonness /usr/share/dict/scowl common_words.inc
 *
 * Takes what is English, American or British, in lower case, up to size 70. The lists are ISO
 * 8859-1; letters with accents lose them, as the folded words have none. Possessives go: the
 * tokeniser drops their 's. What is written is read by indexer/text/commonness.c:
 *
 *     mt_common_words[]   the words in lower case, one after the other: by tier, and bytewise in it
 *     mt_common_begins[]  where each begins, and where the last one ends
 *     mt_common_slots[]   an open-addressing table of their ranks, by FNV-1a of the word; 0 is free
 *     mt_common_tiers[]   the tiers, with the rank of the last word of each
 *     MT_COMMON_HASH      FNV-1a of all of them: other lists, other ranks
 *
 * A word's rank is its place among all of them, from 1.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORD_MAX 64

static char (*words)[WORD_MAX]; /* "word 10" */
static size_t n_words, room;

/* What folding leaves of a letter; 0 where it leaves none of a-z. */
static char bare(unsigned char c)
{
    static const char latin[] = "aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0y";
    if (c == '\'' || islower(c))
        return (char)c;
    return c >= 0xe0 ? latin[c - 0xe0] : '\0';
}

static void add(const char *line, int tier)
{
    char word[WORD_MAX - 4];
    size_t len = 0;
    for (; line[len] && line[len] != '\n'; len++) {
        bool pronoun = len == 0 && strncmp(line, "I'", 2) == 0; /* "I'll" */
        word[len] = pronoun ? 'i' : bare((unsigned char)line[len]);
        if (len + 1 == sizeof word || !word[len])
            return;
    }
    word[len] = '\0';
    if (len == 0 || (len > 2 && strcmp(word + len - 2, "'s") == 0))
        return;
    if (n_words == room) {
        room = room ? room * 2 : 1 << 16;
        words = realloc(words, room * sizeof *words);
        if (!words)
            abort();
    }
    snprintf(words[n_words++], WORD_MAX, "%s %d", word, tier);
}

static int read_list(const char *dir, const char *kind, int tier)
{
    char path[4096], line[256];
    snprintf(path, sizeof path, "%s/%s.%d", dir, kind, tier);
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    while (fgets(line, sizeof line, file))
        add(line, tier);
    fclose(file);
    return 1;
}

static size_t word_length(const char *entry)
{
    return (size_t)(strchr(entry, ' ') - entry);
}

static int tier_of(const char *entry)
{
    return atoi(strchr(entry, ' '));
}

static int by_word(const void *a, const void *b)
{
    size_t left = word_length(a), right = word_length(b);
    int order = memcmp(a, b, left < right ? left : right);
    if (order == 0 && left != right)
        return left < right ? -1 : 1;
    return order ? order : strcmp(a, b); /* the commonest first */
}

static int by_tier(const void *a, const void *b)
{
    int left = tier_of(a), right = tier_of(b);
    return left != right ? (left > right) - (left < right) : by_word(a, b);
}

/* Keeps each word once, with its first tier. */
static void drop_repeated(void)
{
    size_t kept = 0;
    for (size_t i = 0; i < n_words; i++) {
        size_t len = word_length(words[i]);
        if (kept == 0 || len != word_length(words[kept - 1]) ||
            memcmp(words[i], words[kept - 1], len) != 0)
            memmove(words[kept++], words[i], WORD_MAX);
    }
    n_words = kept;
}

#define FNV_SEED 2166136261u

static uint32_t fnv(uint32_t hash, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
    return hash;
}

static void write_begins(FILE *out)
{
    size_t begin = 0;
    fprintf(out, "static const uint32_t mt_common_begins[%zu] = {", n_words + 1);
    for (size_t i = 0; i < n_words; begin += word_length(words[i++]))
        fprintf(out, "%s%zu,", i % 16 ? "" : "\n", begin);
    fprintf(out, "%zu};\n", begin);
}

static void write_slots(FILE *out)
{
    size_t n = 1;
    while (n < n_words * 2)
        n *= 2;
    size_t *slots = calloc(n, sizeof *slots);
    if (!slots)
        abort();
    for (size_t i = 0; i < n_words; i++) {
        size_t at = fnv(FNV_SEED, words[i], word_length(words[i])) & (n - 1);
        while (slots[at])
            at = (at + 1) & (n - 1);
        slots[at] = i + 1;
    }
    fprintf(out, "static const uint32_t mt_common_slots[%zu] = {", n);
    for (size_t at = 0; at < n; at++)
        fprintf(out, "%s%zu,", at % 16 ? "" : "\n", slots[at]);
    fputs("\n};\n", out);
    free(slots);
}

static void write_tiers(FILE *out)
{
    fputs("static const struct {\n    int tier;\n    uint32_t last;\n} mt_common_tiers[] = {\n",
          out);
    for (size_t i = 0; i < n_words; i++)
        if (i + 1 == n_words || tier_of(words[i]) != tier_of(words[i + 1]))
            fprintf(out, "    {%d, %zu},\n", tier_of(words[i]), i + 1);
    fputs("};\n", out);
}

static void write_hash(FILE *out)
{
    uint32_t hash = FNV_SEED;
    for (size_t i = 0; i < n_words; i++)
        hash = fnv(hash, words[i], strlen(words[i]) + 1);
    fprintf(out, "#define MT_COMMON_HASH 0x%08xu\n", (unsigned)hash);
}

static int write_words(const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out)
        return 0;
    fputs("static const char mt_common_words[] =\n", out);
    for (size_t i = 0; i < n_words; i++)
        fprintf(out, "    \"%.*s\"\n", (int)word_length(words[i]), words[i]);
    fputs("    ;\n", out);
    write_begins(out);
    write_slots(out);
    write_tiers(out);
    write_hash(out);
    int failed = ferror(out);
    return fclose(out) == 0 && !failed;
}

int main(int argc, char **argv)
{
    static const char *const kinds[] = {"english-words", "american-words", "british-words",
                                        "english-contractions", "american-contractions"};
    static const int tiers[] = {10, 20, 35, 40, 50, 55, 60, 70};
    size_t lists = 0, n_tiers = sizeof tiers / sizeof *tiers;
    for (size_t k = 0; argc == 3 && k < sizeof kinds / sizeof *kinds; k++)
        for (size_t t = 0; t < n_tiers; t++)
            lists += (size_t)read_list(argv[1], kinds[k], tiers[t]);
    if (lists < n_tiers) {
        fprintf(stderr, "usage: make_commonness FOLDER-OF-SCOWL OUTPUT\n");
        return 2;
    }
    qsort(words, n_words, sizeof *words, by_word);
    drop_repeated();
    qsort(words, n_words, sizeof *words, by_tier);
    int written = write_words(argv[2]);
    if (!written)
        perror(argv[2]);
    free(words);
    return written ? 0 : 2;
}
