/* mtsearch.c - The program that answers
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE
#include "base/base.h"

#include <argp.h>
#include <argz.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/log.h"
#include "base/xdg.h"
#include "query/parse.h"
#include "rank/search.h"
#include "render/render.h"
#include "text/stem.h"

#define EXIT_NOTHING 1
#define EXIT_FAILED 2

#define TIME_LIMIT_MS 5000
#define PIPE_WIDTH 120

const char *argp_program_version = "mtsearch " MT_VERSION;

enum format { TEXT, JSON, JSONL, VIMGREP, TSV, PATHS };
enum when { AUTO, ALWAYS, NEVER };

struct arguments {
    void *ctx;
    struct mt_buf query;
    struct indexes MT_VEC(const char *) indexes;
    size_t limit, offset;
    size_t per_meeting;
    bool per_meeting_set;
    enum mt_sort sort;
    struct mt_strs languages;
    enum format format;
    enum when color;
    bool width_set, count, null_ended, exact, explain;
    unsigned width;
    int64_t max_age_s; /* 0: any age will do */
};

enum {
    KEY_OFFSET = 256,
    KEY_PER_MEETING,
    KEY_SORT,
    KEY_JSON,
    KEY_EXACT,
    KEY_LANG,
    KEY_EXPLAIN,
    KEY_COLOR,
    KEY_WIDTH,
    KEY_MAX_AGE
};

static const struct argp_option options[] = {
    {"limit", 'n', "N", 0, "show at most N moments (10)", 0},
    {"offset", KEY_OFFSET, "N", 0, "leave out the first N", 0},
    {"per-meeting", KEY_PER_MEETING, "N", 0,
     "at most N of one meeting (3 in text, else no cap; 0: no cap)", 0},
    {"sort", KEY_SORT, "BY", 0, "relevance, newest or oldest", 0},
    {"format", 'f', "FORMAT", 0, "text, json, jsonl, vimgrep, tsv or path", 0},
    {"json", KEY_JSON, NULL, 0, "the same as -f json", 0},
    {"files", 'l', NULL, 0, "the same as -f path: the notes that hold a moment", 0},
    {"null", '0', NULL, 0, "end paths with NUL, for xargs -0", 0},
    {"count", 'c', NULL, 0, "print how many moments there are", 0},
    {"exact", KEY_EXACT, NULL, 0, "words as they stand, no other forms", 0},
    {"lang", KEY_LANG, "LIST", 0, "forms of words in these languages too, as de,fr", 0},
    {"explain", KEY_EXPLAIN, NULL, 0, "say how the question was read and why each moment is here",
     0},
    {"color", KEY_COLOR, "WHEN", 0, "auto, always or never", 0},
    {"width", KEY_WIDTH, "N", 0, "columns of a line of text (0: as long as it is)", 0},
    {"index", 'd', "INDEX", 0,
     "the index; may be repeated (default: $MTSEARCH_INDEX, ~/.local/share/mtsearch/index)", 0},
    {"max-age", KEY_MAX_AGE, "TIME", 0, "fail if the index is older, as 26h, 90m, 2d", 0},
    {NULL, 'h', NULL, OPTION_HIDDEN, NULL, 0},
    {NULL, 0, NULL, 0, NULL, 0},
};

static const char doc[] =
    "Find the moment it was said: ranked moments of meetings, with who spoke and when.\v"
    "All words are one question. \"exact phrase\", -without, a OR b, ( ), pre*, =Exact; "
    "speaker:NAME person:NAME in:decision owner:NAME is:open due:..2025-11-01 "
    "date:2025-10..2025-11 path:GLOB with:NAME type: tag: title:.\n\n"
    "Exit status: 0 something found, 1 nothing found, 2 any error.";

/* ---- Arguments ---- */

static size_t choice(struct argp_state *state, const char *option, const char *text,
                     const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(text, names[i]) == 0)
            return i;
    argp_error(state, "%s does not take \"%s\"", option, text);
    return 0;
}

static size_t number(struct argp_state *state, const char *option, const char *text)
{
    uint64_t value;
    if (!mt_str_to_u64(mt_str(text), &value) || value > UINT32_MAX)
        argp_error(state, "%s takes a number: %s", option, text);
    return (size_t)value;
}

static int64_t duration(struct argp_state *state, const char *text)
{
    static const struct {
        char unit;
        int64_t seconds;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 604800}};
    struct mt_str s = mt_str(text);
    uint64_t value;
    for (size_t i = 0; s.len && i < MT_COUNT(units); i++)
        if (s.ptr[s.len - 1] == units[i].unit &&
            mt_str_to_u64(mt_str_slice(s, 0, s.len - 1), &value) && value && value < 100000)
            return (int64_t)value * units[i].seconds;
    argp_error(state, "--max-age takes a time such as 26h: %s", text);
    return 0;
}

/* The list takes the place of one given before it: MTSEARCH_OPTS comes first. */
static void take_languages(struct arguments *arguments, struct argp_state *state, const char *text)
{
    struct mt_str rest = mt_str(text), code;
    arguments->languages.len = 0;
    while (mt_str_next(&rest, ',', &code)) {
        char *name = mt_strdup(arguments->ctx, mt_str_trim(code));
        struct mt_stemmer *stemmer = mt_stemmer_new(arguments->ctx, name);
        if (!stemmer)
            argp_error(state, "--lang knows no forms of words in \"%s\"", name);
        mt_stemmer_free(stemmer);
        *mt_push(arguments->ctx, &arguments->languages) = mt_str(name);
    }
}

static void add_word(struct arguments *arguments, const char *word)
{
    if (arguments->query.len)
        mt_buf_add_char(&arguments->query, ' ');
    mt_buf_add(&arguments->query, mt_str(word));
}

/* After the first word of the question, "-draft" is a negation, not a row of options. */
static void take_negations(struct arguments *arguments, struct argp_state *state)
{
    while (arguments->query.len && state->next < state->argc) {
        const char *word = state->argv[state->next];
        if (word[0] != '-' || word[1] == '-' || strlen(word) < 3)
            return;
        add_word(arguments, word);
        state->next++;
    }
}

static error_t parse_one(int key, char *text, struct argp_state *state)
{
    static const char *const sorts[] = {"relevance", "newest", "oldest"};
    static const char *const formats[] = {"text", "json", "jsonl", "vimgrep", "tsv", "path"};
    static const char *const whens[] = {"auto", "always", "never"};
    struct arguments *arguments = state->input;
    switch (key) {
    case 'n':
        arguments->limit = number(state, "--limit", text);
        return 0;
    case KEY_OFFSET:
        arguments->offset = number(state, "--offset", text);
        return 0;
    case KEY_PER_MEETING:
        arguments->per_meeting = number(state, "--per-meeting", text);
        arguments->per_meeting_set = true;
        return 0;
    case KEY_SORT:
        arguments->sort = (enum mt_sort)choice(state, "--sort", text, sorts, MT_COUNT(sorts));
        return 0;
    case 'f':
        arguments->format =
            (enum format)choice(state, "--format", text, formats, MT_COUNT(formats));
        return 0;
    case KEY_JSON:
        arguments->format = JSON;
        return 0;
    case 'l':
        arguments->format = PATHS;
        return 0;
    case '0':
        arguments->null_ended = true;
        return 0;
    case 'c':
        arguments->count = true;
        return 0;
    case KEY_EXACT:
        arguments->exact = true;
        return 0;
    case KEY_LANG:
        take_languages(arguments, state, text);
        return 0;
    case KEY_EXPLAIN:
        arguments->explain = true;
        return 0;
    case KEY_COLOR:
        arguments->color = (enum when)choice(state, "--color", text, whens, MT_COUNT(whens));
        return 0;
    case KEY_WIDTH:
        arguments->width = (unsigned)number(state, "--width", text);
        arguments->width_set = true;
        return 0;
    case 'd':
        *mt_push(arguments->ctx, &arguments->indexes) = text;
        return 0;
    case KEY_MAX_AGE:
        arguments->max_age_s = duration(state, text);
        return 0;
    case 'h':
        argp_state_help(state, stdout, ARGP_HELP_STD_HELP);
        return 0;
    case ARGP_KEY_ARG:
        add_word(arguments, text);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    error_t result = parse_one(key, text, state);
    if (result == 0 && !state->quoted)
        take_negations(state->input, state);
    return result;
}

static const struct argp argp = {options, parse_option, "QUERY...", doc, NULL, NULL, NULL};

/* Options of the environment come first, so that those of the command line win. */
static void parse_arguments(struct arguments *arguments, int argc, char **argv)
{
    char *words = NULL;
    size_t length = 0;
    const char *environment = getenv("MTSEARCH_OPTS");
    argp_err_exit_status = EXIT_FAILED;
    if (environment && argz_create_sep(environment, ' ', &words, &length) == 0 && length) {
        size_t n = argz_count(words, length) + 1;
        char **list = mt_array(arguments->ctx, char *, n + 1);
        char *kept = memcpy(mt_alloc(arguments->ctx, length), words, length);
        free(words);
        list[0] = argv[0];
        argz_extract(kept, length, list + 1);
        argp_parse(&argp, (int)n, list, ARGP_IN_ORDER, NULL, arguments);
        if (arguments->query.len) {
            mt_log_fail("MTSEARCH_OPTS holds options only, not words: %s", arguments->query.ptr);
            exit(EXIT_FAILED);
        }
    }
    argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, arguments);
}

/* ---- Surroundings ---- */

static unsigned width_of(const struct arguments *arguments)
{
    struct winsize size;
    uint64_t value;
    const char *environment = getenv("COLUMNS");
    if (arguments->width_set)
        return arguments->width;
    if (environment && mt_str_to_u64(mt_str(environment), &value) && value && value < 10000)
        return (unsigned)value;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
        return size.ws_col;
    return PIPE_WIDTH;
}

static bool wants_color(const struct arguments *arguments)
{
    const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (arguments->color != AUTO)
        return arguments->color == ALWAYS;
    return isatty(STDOUT_FILENO) && !(no && no[0]) && !(terminal && !strcmp(terminal, "dumb"));
}

/* Today, or the day that tests say it is. */
static mt_date today(void)
{
    const char *environment = getenv("MTSEARCH_NOW");
    mt_date date;
    if (environment && mt_date_parse(mt_str(environment), &date))
        return date;
    return mt_date_of_time(time(NULL));
}

static enum mt_status choose_index(struct arguments *arguments, struct mt_error *err)
{
    const char *place = getenv("MTSEARCH_INDEX");
    if (arguments->indexes.len)
        return MT_OK;
    if (!place || !place[0]) {
        enum mt_status status =
            mt_xdg_index(arguments->ctx, getenv("XDG_DATA_HOME"), getenv("HOME"), &place, err);
        if (status != MT_OK)
            return status;
    }
    *mt_push(arguments->ctx, &arguments->indexes) = place;
    return MT_OK;
}

static struct mt_renderer *renderer_of(const struct arguments *arguments)
{
    const void *ctx = arguments->ctx;
    char *cwd = getcwd(NULL, 0);
    struct mt_text_options text = {.color = wants_color(arguments), .width = width_of(arguments)};
    struct mt_str folder = mt_str_copy(ctx, mt_str(cwd ? cwd : ""));
    bool null = arguments->null_ended;
    free(cwd);
    switch (arguments->format) {
    case JSON:
        return mt_render_json_new(ctx, stdout, false);
    case JSONL:
        return mt_render_json_new(ctx, stdout, true);
    case VIMGREP:
        return mt_render_lines_new(ctx, stdout, MT_LINES_VIMGREP, null, folder);
    case TSV:
        return mt_render_lines_new(ctx, stdout, MT_LINES_TSV, null, folder);
    case PATHS:
        return mt_render_lines_new(ctx, stdout, MT_LINES_PATHS, null, folder);
    case TEXT:
        break;
    }
    return mt_render_text_new(ctx, stdout, &text, folder);
}

/* ---- Answering ---- */

static int fail(const struct arguments *arguments, struct mt_renderer *out,
                const struct mt_error *err)
{
    if (!arguments->count)
        out->failure(out, err);
    mt_log_error(err);
    return EXIT_FAILED;
}

static void say_notes(const struct mt_strs *notes)
{
    for (size_t i = 0; i < notes->len; i++)
        mt_log_note("%.*s", MT_ARG(notes->ptr[i]));
}

static int show(const struct arguments *arguments, struct mt_renderer *out,
                const struct mt_results *results)
{
    if (arguments->explain)
        mt_log_note("read as %.*s", MT_ARG(results->parsed));
    if (arguments->count)
        printf("%s%zu\n", results->total_exact ? "" : "about ", results->total);
    else
        out->results(out, mt_buf_str(&arguments->query), results);
    if (results->total == 0)
        mt_log_note("nothing found");
    return results->total ? EXIT_SUCCESS : EXIT_NOTHING;
}

static int answer(struct arguments *arguments, struct mt_renderer *out)
{
    struct mt_error err = {0};
    struct mt_results results;
    struct mt_parsed parsed =
        mt_query_parse(arguments->ctx, mt_buf_str(&arguments->query), today());
    say_notes(&parsed.notes);
    if (choose_index(arguments, &err) != MT_OK)
        return fail(arguments, out, &err);
    size_t cap = arguments->per_meeting_set  ? arguments->per_meeting
                 : arguments->format == TEXT ? 3
                                             : 0;
    struct mt_options search = {
        .indexes = arguments->indexes.ptr,
        .n_indexes = arguments->indexes.len,
        .offset = arguments->offset,
        .limit = arguments->limit,
        .per_meeting = cap,
        .sort = arguments->sort,
        .exact = arguments->exact,
        .explain = arguments->explain,
        .languages = arguments->languages,
        .today = today(),
        .time_limit_ms = TIME_LIMIT_MS,
    };
    if (mt_search(arguments->ctx, parsed.tree, &search, &results, &err) != MT_OK)
        return fail(arguments, out, &err);
    say_notes(&results.notes);
    if (arguments->max_age_s && results.index_age_s > arguments->max_age_s) {
        mt_error_set(&err, MT_ERR_STALE,
                     "the index is %" PRId64 " s old, more than --max-age allows: run mtindex",
                     results.index_age_s);
        return fail(arguments, out, &err);
    }
    return show(arguments, out, &results);
}

/* A reader that went away (| head) is no error; anything else that stdout refuses is. */
static int close_stdout(int result)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return result;
    if (errno == EPIPE)
        return result;
    mt_log_fail("cannot write the results: %s", strerror(errno));
    return EXIT_FAILED;
}

int main(int argc, char **argv)
{
    void *ctx = mt_context(NULL);
    struct arguments arguments = {.ctx = ctx, .limit = 10};
    signal(SIGPIPE, SIG_IGN);
    mt_log_init("mtsearch", MT_LOG_NORMAL);
    mt_buf_init(&arguments.query, ctx, 2 * MT_QUERY_BYTES_MAX);
    parse_arguments(&arguments, argc, argv);
    int result;
    if (arguments.query.len == 0) {
        mt_log_fail("what are you looking for? mtsearch QUERY (mtsearch --help says more)");
        result = EXIT_FAILED;
    } else {
        result = close_stdout(answer(&arguments, renderer_of(&arguments)));
    }
    mt_free(ctx);
    return result;
}
