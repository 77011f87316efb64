/* test_hostile_queries.c - Whatever is asked, there is an answer, and it fits together
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     test_hostile_queries [N [INDEX]]
 *
 * Asks N questions (2,000) made at random, the same in each run, of the sample archive or of an
 * index that is there already, and prints the slowest. Some are built of the language's own parts,
 * some are long, deep or plain bytes.
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "rank/search.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "archive.h"
#include "chance.h"

#define QUERIES_DEFAULT 2000
#define TIME_LIMIT_MS 2000
#define LIMIT 7

static size_t n_queries = QUERIES_DEFAULT;
static const char *index_given;

/* ---- Questions ---- */

static const char *const parts[] = {
    "the",
    "of",
    "gauge",
    "lid",
    "Ronnie",
    "Borker",
    "what",
    "did",
    "we",
    "a",
    "storm",
    "bronze",
    "C++",
    "node.js",
    "e-mail",
    "don't",
    "12:30",
    "1.2.3",
    "EIP7928",
    "ada@quist.example",
    "42",
    "https://brightwater.example/a?b=c",
    "re:Invent",
    "caf\xc3\xa9",
    "\xe4\xbc\x9a\xe8\xad\xb0",
    "\xe0\xb8\x87\xe0\xb8\x9a",
    "\xd8\xa7\xd9\x84\xd9\x85",
    "\xd1\x8f",
    "\xf0\x9f\x8e\x89",
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "BEFORE",
    "NEAR/3",
    "BEFORE/1000",
    "NEAR/999999999",
    "NEAR/0",
    "|",
    "||",
    "(",
    ")",
    "((",
    "))",
    "\"",
    "\"the gauge\"",
    "\"of the\"",
    "-",
    "--",
    "-the",
    "-gauge",
    "-\"the lid\"",
    "-(",
    "=The",
    "=gauge",
    "==",
    "~",
    "quist~",
    "*",
    "th*",
    "the*",
    "con*",
    "gau*",
    "****",
    "*a*",
    "speaker:sam",
    "speaker:\"Dana Reyes\"",
    "-speaker:dana",
    "with:milo",
    "person:ada",
    "org:harbour",
    "in:decision",
    "in:transcript",
    "in:x",
    "owner:sam",
    "is:open",
    "is:overdue",
    "is:",
    "due:..friday",
    "due:3d",
    "date:2025",
    "date:2025-10..",
    "date:..3w",
    "date:last 2 weeks",
    "date:\"",
    "date:99999999",
    "type:meeting",
    "tag:x",
    "path:*.md",
    "path:**/2025/**",
    "path:[a-",
    "title:gauge",
    "series:sam",
    "nokey:x",
    ":",
    "::",
    "a:b:c",
    "\xff",
    "\xc3",
    "\xed\xa0\x80",
    "\x01",
    "\x1b[31m",
    "\t",
    "\n",
    "\xe2\x80\xae",
    "\\",
    "\xe2\x80\x9cthe lid\xe2\x80\x9d",
    "'",
    "''''",
    "\xc2\xa0",
    "%s%n",
    "$(id)",
    "`id`",
    ";",
    "..",
};

static void add_part(struct mt_buf *out)
{
    mt_buf_add(out, mt_str(parts[chance(MT_COUNT(parts))]));
}

static void make_of_parts(struct mt_buf *out)
{
    for (size_t n = 1 + chance(chance(4) ? 8 : 60); n-- > 0;) {
        add_part(out);
        if (chance(8))
            mt_buf_add_char(out, ' ');
    }
}

/* One part, or two, again and again, up to the limit of a question and beyond. */
static void make_of_one(struct mt_buf *out)
{
    const char *first = parts[chance(MT_COUNT(parts))], *second = parts[chance(MT_COUNT(parts))];
    const char *between = chance(2) ? " " : "";
    size_t size = (size_t)1 << (4 + chance(14));
    while (out->len < size)
        mt_buf_printf(out, "%s%s%s%s", first, between, second, between);
}

static void make_of_bytes(struct mt_buf *out)
{
    for (size_t n = chance(300); n-- > 0;)
        mt_buf_add_char(out, (char)chance(256));
}

static void make_deep(struct mt_buf *out)
{
    size_t depth = 1 + chance(20000);
    for (size_t i = 0; i < depth; i++)
        mt_buf_add(out, mt_str(chance(3) ? "(" : "(gauge OR -"));
    add_part(out);
    for (size_t i = chance(2) ? depth : chance(depth); i-- > 0;)
        mt_buf_add_char(out, ')');
}

/* Bytes of a question of parts changed, as a slip of the finger would. */
static void make_broken(struct mt_buf *out)
{
    static const char signs[] = " \"()|-:*~=/.";
    make_of_parts(out);
    for (size_t n = 1 + chance(4); n-- > 0 && out->len;)
        out->ptr[chance(out->len)] = chance(3) ? signs[chance(strlen(signs))] : (char)chance(256);
}

static struct mt_str make_query(const void *ctx)
{
    static void (*const makers[])(struct mt_buf *) = {make_of_parts, make_of_parts, make_of_parts,
                                                      make_broken,   make_of_one,   make_of_bytes,
                                                      make_deep};
    struct mt_buf query;
    mt_buf_init(&query, (void *)ctx, 1 << 20);
    makers[chance(MT_COUNT(makers))](&query);
    return mt_buf_str(&query);
}

/* ---- Answers ---- */

#define MUST(condition)                                                                  \
    do {                                                                                 \
        if (!(condition))                                                                \
            fail_msg("%s: [%.*s]", #condition, (int)(query.len < 300 ? query.len : 300), \
                     query.ptr);                                                         \
    } while (0)

static bool begins_character(struct mt_str text, uint32_t at)
{
    return at == text.len || ((unsigned char)text.ptr[at] & 0xc0) != 0x80;
}

static void check_moment(struct mt_str query, const struct mt_moment *moment)
{
    uint32_t end = 0;
    for (size_t i = 0; i < moment->highlights.len; i++) {
        struct mt_highlight mark = moment->highlights.ptr[i];
        MUST(mark.begin >= end && mark.end > mark.begin && mark.end <= moment->snippet.len);
        MUST(begins_character(moment->snippet, mark.begin));
        MUST(begins_character(moment->snippet, mark.end));
        end = mark.end;
    }
    for (size_t i = 0; i < moment->snippet.len; i++)
        MUST((unsigned char)moment->snippet.ptr[i] >= ' ');
    MUST(moment->line > 0 && moment->column > 0 && moment->path.len && moment->id.len >= 16);
    MUST(moment->focus <= moment->snippet.len);
}

static double ask(const struct archive *a, struct mt_str query, const char *place)
{
    void *ctx = mt_context(a->ctx);
    struct mt_results results = {0};
    struct mt_error err = {0};
    struct mt_options options = {
        .indexes = &place,
        .n_indexes = 1,
        .limit = LIMIT,
        .offset = chance(10) ? 0 : chance(50),
        .per_meeting = chance(4),
        .sort = (enum mt_sort)(chance(4) ? 0 : chance(3)),
        .exact = chance(8) == 0,
        .explain = chance(4) == 0,
        .count = chance(8) == 0,
        .today = ARCHIVE_TODAY,
        .time_limit_ms = TIME_LIMIT_MS,
    };
    struct mt_parsed parsed = mt_query_parse(ctx, query, ARCHIVE_TODAY);
    if (mt_search(ctx, parsed.tree, &options, &results, &err) != MT_OK)
        fail_msg("%s: [%.*s]", err.message, (int)(query.len < 300 ? query.len : 300), query.ptr);
    MUST(results.moments.len <= LIMIT && results.moments.len <= results.total);
    MUST(results.meetings <= results.total && (results.total == 0 || results.meetings));
    MUST(results.parsed.len > 2);
    for (size_t i = 0; i < results.moments.len; i++) {
        MUST(results.moments.ptr[i].rank == options.offset + i + 1);
        check_moment(query, &results.moments.ptr[i]);
    }
    mt_free(ctx);
    return results.took_ms;
}

static void test_search__hostile(void **state)
{
    struct archive *a = *state;
    struct mt_str slowest = {0};
    double most = 0;
    for (size_t i = 0; i < n_queries; i++) {
        struct mt_str query = make_query(a->ctx);
        double took = ask(a, query, index_given ? index_given : archive_path(a, "index"));
        if (took > most) {
            most = took;
            slowest = query;
        }
    }
    print_message("%zu questions, the slowest took %.0f ms: %.*s\n", n_queries, most,
                  (int)(slowest.len < 200 ? slowest.len : 200), slowest.ptr);
}

/* So many times the same, with other letters in the place of each %. */
static const char *repeated(struct archive *a, const char *part, int times)
{
    struct mt_buf query;
    mt_buf_init(&query, a->ctx, 1 << 20);
    for (int i = 0; i < times; i++) {
        const char letters[] = {(char)('a' + i % 26), (char)('a' + i % 7), (char)('a' + i % 5), 0};
        for (const char *c = part; *c; c++)
            mt_buf_add(&query, *c == '%' ? mt_str(letters) : mt_str_of(c, 1));
    }
    return query.ptr;
}

/* The deadline is over before anything ends, wherever that is: a line says why. */
static void test_search__out_of_time(void **state)
{
    static const char *const shapes[] = {"%* ", "%* OR ", "path:*%* ", "=The ", "the* OR ", "the "};
    struct archive *a = *state;
    for (size_t p = 0; p < MT_COUNT(shapes); p++) {
        const char *query = repeated(a, shapes[p], 150);
        for (uint32_t ms = 1; ms <= 64; ms *= 2) {
            struct mt_options options = {.limit = 100000, .time_limit_ms = ms};
            struct mt_results results = archive_ask_with(a, query, options);
            if (!results.total_exact && results.notes.len == 0)
                fail_msg("%s: cut off without a word after %u ms", shapes[p], ms);
            if (results.moments.len > results.total)
                fail_msg("%s: %zu of %zu", shapes[p], results.moments.len, results.total);
        }
    }
}

static int make_index(void **state)
{
    if (archive_make(state) != 0)
        return -1;
    struct archive *a = *state;
    struct mt_run_options options = archive_options(a);
    static const char *const corpus[] = {MT_CORPORA_DIR "/sample"};
    options.archives = corpus;
    archive_run(a, &options);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_search__hostile),
        cmocka_unit_test(test_search__out_of_time),
    };
    uint64_t number;
    if (argc > 1 && mt_str_to_u64(mt_str(argv[1]), &number))
        n_queries = (size_t)number;
    if (argc > 2)
        index_given = argv[2];
    return cmocka_run_group_tests(tests, make_index, archive_drop);
}
