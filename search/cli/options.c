/* options.c - The options of mtsearch, and how its command line is read by them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * argp, glibc's own reader of options, gives GNU conventions and --help for nothing.
 */
#define _GNU_SOURCE
#include "base/base.h"
#include "cli/options.h"

#include <argp.h>
#include <argz.h>

#include "base/log.h"
#include "cli/request.h"
#include "cli/surroundings.h"
#include "query/parse.h"
#include "render/render.h"
#include "text/stem.h"

const char *argp_program_version = "mtsearch " MT_VERSION;

static const char usage[] = "QUERY...\n--show MOMENT [QUERY...]\n--list KIND [PREFIX]\n--mcp";

static const char doc[] =
    "Find the moment it was said: ranked moments of meetings, with who spoke and when.\v"
    "All words are one question. \"exact phrase\", -without, a OR b, ( ), pre*, =Exact; "
    "speaker:NAME person:NAME in:decision owner:NAME is:open due:..2025-11-01 "
    "date:2025-10..2025-11 path:GLOB with:NAME type: tag: title:.\n\n"
    "Exit status: 0 something found, 1 nothing found, 2 any error.";

/* ---- How options take their values ---- */

/* One option on the command line. */
struct taking {
    const struct mt_option *option;
    struct argp_state *state;
    struct mt_request *request;
    void *at; /* the option's place in the request */
};

static void take_flag(const struct taking *taking, const char *text)
{
    (void)text;
    *(bool *)taking->at = true;
}

static void take_number(const struct taking *taking, const char *text)
{
    uint64_t value;
    if (!mt_str_to_u64(mt_str(text), &value) || value > UINT32_MAX)
        argp_error(taking->state, "--%s takes a number: %s", taking->option->name, text);
    *(size_t *)taking->at = (size_t)value;
}

static void take_choice(const struct taking *taking, const char *text)
{
    const char *const *values = taking->option->values;
    for (unsigned i = 0; values[i]; i++) {
        if (strcmp(text, values[i]) == 0) {
            *(unsigned *)taking->at = i;
            return;
        }
    }
    argp_error(taking->state, "--%s does not take \"%s\"", taking->option->name, text);
}

static void take_json(const struct taking *taking, const char *text)
{
    (void)text;
    taking->request->format = MT_FORMAT_JSON;
}

static void take_files(const struct taking *taking, const char *text)
{
    (void)text;
    taking->request->format = MT_FORMAT_PATHS;
}

static void take_text(const struct taking *taking, const char *text)
{
    *(const char **)taking->at = text;
}

static void take_moment(const struct taking *taking, const char *text)
{
    if (!*text)
        argp_error(taking->state, "--show takes the id of a moment");
    taking->request->show = text;
}

static void take_index(const struct taking *taking, const char *text)
{
    *mt_push(taking->request->ctx, &taking->request->indexes) = text;
}

static void take_duration(const struct taking *taking, const char *text)
{
    static const struct {
        char unit;
        int64_t seconds;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 604800}};
    struct mt_str s = mt_str(text);
    uint64_t value;
    for (size_t i = 0; s.len && i < MT_COUNT(units); i++) {
        if (s.ptr[s.len - 1] == units[i].unit &&
            mt_str_to_u64(mt_str_slice(s, 0, s.len - 1), &value) && value && value < 100000) {
            *(int64_t *)taking->at = (int64_t)value * units[i].seconds;
            return;
        }
    }
    argp_error(taking->state, "--%s takes a time such as 26h: %s", taking->option->name, text);
}

/* The list takes the place of one given before it: MTSEARCH_OPTS comes first. */
static void take_languages(const struct taking *taking, const char *text)
{
    struct mt_request *request = taking->request;
    struct mt_str rest = mt_str(text), code;
    request->languages.len = 0;
    while (mt_str_next(&rest, ',', &code)) {
        char *name = mt_strdup(request->ctx, mt_str_trim(code));
        struct mt_stemmer *stemmer = mt_stemmer_new(request->ctx, name);
        if (!stemmer)
            argp_error(taking->state, "--lang knows no forms of words in \"%s\"", name);
        mt_stemmer_free(stemmer);
        *mt_push(request->ctx, &request->languages) = mt_str(name);
    }
}

/* A link may also be a template of the user's. */
static void take_link(const struct taking *taking, const char *text)
{
    struct mt_request *request = taking->request;
    struct mt_error err = {0};
    const char *const *whens = taking->option->values;
    for (unsigned i = 0; whens[i]; i++) {
        if (strcmp(text, whens[i]) == 0) {
            request->hyperlink = i;
            return;
        }
    }
    request->hyperlink = MT_WHEN_AUTO;
    if (mt_link_parse(request->ctx, mt_str(text), request->link.host, &request->link, &err) !=
        MT_OK)
        argp_error(taking->state, "--%s: %s", taking->option->name, err.message);
}

/* ---- The table ---- */

static const char *const sorts[] = {"relevance", "newest", "oldest", NULL};
static const char *const formats[] = {"text", "json", "jsonl", "vimgrep", "tsv", "path", NULL};
static const char *const whens[] = {"auto", "always", "never", NULL};

#define INTO(member) offsetof(struct mt_request, member)

static const struct row {
    struct mt_option option;
    void (*take)(const struct taking *taking, const char *text);
    size_t at; /* where in the request */
} rows[] = {
    {{"limit", 'n', "N", "show at most N moments (10)", NULL}, take_number, INTO(limit)},
    {{"offset", 0, "N", "leave out the first N", NULL}, take_number, INTO(offset)},
    {{"per-meeting", 0, "N", "at most N of one meeting (3 in text, else no cap; 0: no cap)", NULL},
     take_number,
     INTO(per_meeting)},
    {{"sort", 0, "BY", "relevance, newest or oldest", sorts}, take_choice, INTO(sort)},
    {{"context", 'C', "N", "show N turns or items around each moment (with --show: 3)", NULL},
     take_number,
     INTO(context)},
    {{"format", 'f', "FORMAT", "text, json, jsonl, vimgrep, tsv or path", formats},
     take_choice,
     INTO(format)},
    {{"json", 0, NULL, "the same as -f json", NULL}, take_json, 0},
    {{"files", 'l', NULL, "the same as -f path: the notes that hold a moment", NULL},
     take_files,
     0},
    {{"null", '0', NULL, "end paths with NUL, for xargs -0", NULL}, take_flag, INTO(null_ended)},
    {{"count", 'c', NULL, "print how many moments there are", NULL}, take_flag, INTO(count)},
    {{"exact", 0, NULL, "words as they stand, no other forms", NULL}, take_flag, INTO(exact)},
    {{"sounds-like", 0, "WHEN", "find what sounds like a name: auto, always or never", whens},
     take_choice,
     INTO(sounds)},
    {{"lang", 0, "LIST", "forms of words in these languages too, as de,fr", NULL},
     take_languages,
     0},
    {{"explain", 0, NULL, "say how the question was read and why each moment is here", NULL},
     take_flag,
     INTO(explain)},
    {{"color", 0, "WHEN", "auto, always or never", whens}, take_choice, INTO(color)},
    {{"hyperlink", 0, "WHEN|TEMPLATE",
      "places as links: auto, always, never, or a template of {path} {line} {col} {s} {clock}",
      whens},
     take_link,
     0},
    {{"no-pager", 0, NULL, "write to the terminal, not through $PAGER", NULL},
     take_flag,
     INTO(no_pager)},
    {{"width", 0, "N", "columns of a line of text (0: as long as it is)", NULL},
     take_number,
     INTO(width)},
    {{"index", 'd', "INDEX",
      "the index; may be repeated (default: $MTSEARCH_INDEX, ~/.local/share/mtsearch/index)", NULL},
     take_index,
     0},
    {{"show", 0, "MOMENT", "the moment with this id, among the turns around it", NULL},
     take_moment,
     0},
    {{"list", 0, "KIND", "what there is of people, tags, sections, types, meetings, terms …", NULL},
     take_text,
     INTO(list)},
    {{"mcp", 0, NULL, "serve assistants (Model Context Protocol) on stdin and stdout", NULL},
     take_flag,
     INTO(mcp)},
    {{"max-age", 0, "TIME", "fail if the index is older, as 26h, 90m, 2d", NULL},
     take_duration,
     INTO(max_age_s)},
};

const struct mt_option *mt_option_at(size_t i)
{
    return i < MT_COUNT(rows) ? &rows[i].option : NULL;
}

/* ---- Reading ---- */

/* argp's keys: 'h' is taken, and those of rows lie beyond all letters. */
#define KEY_OF_ROW 256

static void add_word(struct mt_request *request, const char *word)
{
    *mt_push(request->ctx, &request->words) = mt_str(word);
    if (request->query.len)
        mt_buf_add_char(&request->query, ' ');
    mt_buf_add(&request->query, mt_str(word));
}

/* After the first word of the question, "-draft" is a negation, not a row of options. */
static void take_negations(struct mt_request *request, struct argp_state *state)
{
    while (request->query.len && state->next < state->argc) {
        const char *word = state->argv[state->next];
        if (word[0] != '-' || word[1] == '-' || strlen(word) < 3)
            return;
        add_word(request, word);
        state->next++;
    }
}

static const struct row *row_of(int key)
{
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (key == (rows[i].option.letter ? rows[i].option.letter : KEY_OF_ROW + (int)i))
            return &rows[i];
    return NULL;
}

static error_t parse_one(int key, char *text, struct argp_state *state)
{
    struct mt_request *request = state->input;
    const struct row *row = row_of(key);
    if (row) {
        struct taking taking = {&row->option, state, request, (char *)request + row->at};
        row->take(&taking, text);
        return 0;
    }
    switch (key) {
    case 'h':
        argp_state_help(state, stdout, ARGP_HELP_STD_HELP);
        return 0;
    case ARGP_KEY_ARG:
        add_word(request, text);
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

/* The table as argp wants it: two rows more, for -h and the end. */
static const struct argp_option *argp_table(const void *ctx)
{
    struct argp_option *table = mt_array(ctx, struct argp_option, MT_COUNT(rows) + 2);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        const struct mt_option *option = &rows[i].option;
        table[i].name = option->name;
        table[i].key = option->letter ? option->letter : KEY_OF_ROW + (int)i;
        table[i].arg = option->argument;
        table[i].doc = option->help;
    }
    table[MT_COUNT(rows)] = (struct argp_option){.key = 'h', .flags = OPTION_HIDDEN};
    return table;
}

/* Options of the environment come first, so that those of the command line win. */
static void read_environment(const struct argp *argp, const char *program,
                             struct mt_request *request)
{
    char *words = NULL;
    size_t length = 0;
    const char *environment = getenv("MTSEARCH_OPTS");
    if (!environment || argz_create_sep(environment, ' ', &words, &length) != 0 || !length)
        return;
    size_t n = argz_count(words, length) + 1;
    char **list = mt_array(request->ctx, char *, n + 1);
    char *kept = memcpy(mt_alloc(request->ctx, length), words, length);
    free(words);
    list[0] = mt_strdup(request->ctx, mt_str(program));
    argz_extract(kept, length, list + 1);
    argp_parse(argp, (int)n, list, ARGP_IN_ORDER, NULL, request);
    if (request->query.len) {
        mt_log_fail("MTSEARCH_OPTS holds options only, not words: %s", request->query.ptr);
        exit(MT_EXIT_FAILED);
    }
}

/* ---- What is refused ---- */

/* The command line while it is being read. */
static struct {
    const struct mt_request *request; /* NULL before and afterwards */
    char **argv;
} reading;

/* Also where the wrong option stands before this one. */
static bool wants_json(void)
{
    for (char **arg = reading.argv; *arg; arg++)
        if (!strcmp(*arg, "--json") || !strcmp(*arg, "--format=json") || !strcmp(*arg, "-fjson") ||
            (!strcmp(*arg, "-f") && arg[1] && !strcmp(arg[1], "json")))
            return true;
    return reading.request->format == MT_FORMAT_JSON;
}

/* argp says on stderr what is wrong and ends the process; who reads JSON gets a document too. */
static void tell_refused(int status, void *nothing)
{
    struct mt_error err = {0};
    (void)nothing;
    if (!reading.request || status != MT_EXIT_FAILED || !wants_json())
        return;
    mt_error_set(&err, MT_ERR_USAGE, "the command line is not understood: stderr says why");
    struct mt_renderer *out = mt_render_json_new(reading.request->ctx, stdout, false);
    out->failure(out, &err);
}

void mt_request_read(void *ctx, int argc, char **argv, struct mt_request *out)
{
    const struct argp argp = {argp_table(ctx), parse_option, usage, doc, NULL, NULL, NULL};
    *out = (struct mt_request){.ctx = ctx,
                               .limit = MT_UNSET,
                               .per_meeting = MT_UNSET,
                               .width = MT_UNSET,
                               .context = MT_UNSET};
    out->link = (struct mt_link){mt_str(mt_link_default), false, mt_surroundings_host(ctx)};
    mt_buf_init(&out->query, ctx, 2 * MT_QUERY_BYTES_MAX);
    argp_err_exit_status = MT_EXIT_FAILED;
    reading.request = out;
    reading.argv = argv;
    on_exit(tell_refused, NULL);
    read_environment(&argp, argv[0], out);
    argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, out);
    reading.request = NULL;
}
