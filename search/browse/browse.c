/* browse.c - What there is to ask for
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "browse/browse.h"

#include "entity/lookup.h"
#include "store/meta.h"
#include "store/record.h"
#include "store/store.h"
#include "text/display.h"
#include "text/fold.h"

#define TRIES 5
/* Meetings that are read from the index at a time. */
#define BATCH 1000

struct browser {
    const void *ctx;
    struct mt_reader *reader;
    size_t n_places;
    struct mt_str prefix; /* folded */
    struct mt_listing found;
    struct mt_error *err;
};

static struct mt_str folded(const void *ctx, struct mt_str text)
{
    struct mt_buf out;
    mt_buf_init(&out, (void *)ctx, SIZE_MAX / 2);
    mt_fold(&out, text);
    return mt_buf_str(&out);
}

/* Whether a word of the name begins with the prefix. */
static bool matches(const struct browser *b, struct mt_str name)
{
    void *scratch = mt_context(NULL);
    struct mt_str text = folded(scratch, name);
    size_t at = mt_str_find(text, b->prefix, 0);
    while (at != MT_NPOS && at > 0 && at < text.len &&
           ((unsigned char)text.ptr[at - 1] >= 0x80 || mt_is_alnum(text.ptr[at - 1])))
        at = mt_str_find(text, b->prefix, at + 1);
    mt_free(scratch);
    return at != MT_NPOS;
}

static struct mt_listed *add(struct browser *b, struct mt_str name, uint64_t notes)
{
    struct mt_listed *listed = mt_push(b->ctx, &b->found);
    listed->name = name;
    listed->notes = notes;
    return listed;
}

/* ---- Kinds that are terms of the index ---- */

static enum mt_status list_prefixed(struct browser *b, const char *prefix)
{
    struct mt_term_list terms = {0};
    enum mt_status status =
        mt_reader_terms(b->reader, b->ctx, mt_str(prefix), SIZE_MAX, false, &terms, b->err);
    for (size_t i = 0; status == MT_OK && i < terms.len; i++) {
        struct mt_str term = terms.ptr[i].term;
        struct mt_str name = mt_str_slice(term, strlen(prefix), term.len);
        if (matches(b, name))
            add(b, name, terms.ptr[i].documents);
    }
    return status;
}

static enum mt_status list_tags(struct browser *b)
{
    return list_prefixed(b, MT_PREFIX_TAG);
}

static enum mt_status list_types(struct browser *b)
{
    return list_prefixed(b, MT_PREFIX_TYPE);
}

static enum mt_status list_sections(struct browser *b)
{
    return list_prefixed(b, MT_PREFIX_KIND);
}

/* Words themselves are terms without a prefix, and never begin with a capital, as prefixes do. */
static enum mt_status list_terms(struct browser *b)
{
    struct mt_term_list terms = {0};
    enum mt_status status =
        mt_reader_terms(b->reader, b->ctx, b->prefix, SIZE_MAX, false, &terms, b->err);
    for (size_t i = 0; status == MT_OK && i < terms.len; i++)
        if (!mt_is_upper(terms.ptr[i].term.ptr[0]))
            add(b, terms.ptr[i].term, terms.ptr[i].documents);
    return status;
}

/* ---- People and organizations ---- */

/* Those of a kind, with the notes that speak of them, or in which they speak. */
static enum mt_status list_entities(struct browser *b, enum mt_entity_kind kind, bool speaking)
{
    struct mt_entity_list all = {0};
    struct mt_lookup *lookup = mt_lookup_new(b->ctx, b->reader, b->n_places);
    enum mt_status status = mt_lookup_all(lookup, kind, &all, b->err);
    for (size_t i = 0; status == MT_OK && i < all.len; i++) {
        uint64_t notes = speaking ? all.ptr[i]->spoke : all.ptr[i]->notes;
        if ((notes || !speaking) && matches(b, all.ptr[i]->name))
            add(b, all.ptr[i]->name, notes);
    }
    return status;
}

static enum mt_status list_people(struct browser *b)
{
    return list_entities(b, MT_ENTITY_PERSON, false);
}

static enum mt_status list_speakers(struct browser *b)
{
    return list_entities(b, MT_ENTITY_PERSON, true);
}

static enum mt_status list_organizations(struct browser *b)
{
    return list_entities(b, MT_ENTITY_ORGANIZATION, false);
}

/* ---- Archives and meetings ---- */

static enum mt_status read_archives(struct browser *b, size_t place, struct mt_archives *out)
{
    struct mt_str bytes;
    enum mt_status status =
        mt_reader_meta(b->reader, place, b->ctx, mt_str(MT_META_ARCHIVES), &bytes, b->err);
    return status == MT_OK ? mt_archives_unpack(b->ctx, bytes, out, b->err) : status;
}

static enum mt_status list_archives(struct browser *b)
{
    enum mt_status status = MT_OK;
    for (size_t place = 0; status == MT_OK && place < b->n_places; place++) {
        struct mt_archives archives = {0};
        status = read_archives(b, place, &archives);
        for (size_t i = 0; status == MT_OK && i < archives.len; i++) {
            struct mt_term_list notes = {0};
            struct mt_str term =
                mt_str_printf(b->ctx, MT_PREFIX_ARCHIVE "%u", archives.ptr[i].number);
            status = mt_reader_terms(b->reader, b->ctx, term, 1, false, &notes, b->err);
            bool any = notes.len && mt_str_eq(notes.ptr[0].term, term);
            if (status == MT_OK && matches(b, archives.ptr[i].path))
                add(b, archives.ptr[i].path, any ? notes.ptr[0].documents : 0);
        }
    }
    return status;
}

static enum mt_status add_meeting(struct browser *b, const struct mt_archives *archives,
                                  uint32_t docid)
{
    struct mt_str bytes;
    struct mt_record record;
    void *scratch = mt_context(NULL);
    enum mt_status status = mt_reader_data(b->reader, scratch, docid, &bytes, b->err);
    if (status == MT_OK)
        status = mt_record_unpack(scratch, bytes, &record, b->err);
    if (status == MT_OK && matches(b, record.title)) {
        const struct mt_archive *archive =
            mt_archive_numbered(&archives[mt_reader_place_of(b->reader, docid)], record.archive);
        struct mt_listed *meeting = add(b, mt_str_copy(b->ctx, record.title), 1);
        meeting->date = record.date;
        meeting->path = mt_str_copy(b->ctx, record.path);
        meeting->archive = archive ? archive->path : mt_str("");
    }
    mt_free(scratch);
    return status;
}

static enum mt_status list_meetings(struct browser *b)
{
    const struct mt_store_query all = {.op = MT_STORE_EVERYTHING};
    struct mt_search_options options = {.limit = BATCH, .newest_first = true, .k1 = 1, .b = .5};
    struct mt_archives *archives = mt_array(b->ctx, struct mt_archives, b->n_places);
    struct mt_store_hits hits = {0};
    enum mt_status status = MT_OK;
    for (size_t place = 0; status == MT_OK && place < b->n_places; place++)
        status = read_archives(b, place, &archives[place]);
    do {
        if (status == MT_OK)
            status = mt_reader_search(b->reader, b->ctx, &all, &options, &hits, b->err);
        for (size_t i = 0; status == MT_OK && i < hits.n_hits; i++)
            status = add_meeting(b, archives, hits.hits[i].docid);
        options.offset += BATCH;
    } while (status == MT_OK && hits.n_hits == BATCH);
    return status;
}

/* ---- The kinds ---- */

static int by_notes(const void *a, const void *b)
{
    const struct mt_listed *left = a, *right = b;
    if (left->notes != right->notes)
        return left->notes < right->notes ? 1 : -1;
    return mt_str_compare(left->name, right->name);
}

static const struct kind {
    struct mt_listing_kind shown;
    enum mt_status (*list)(struct browser *b);
    bool in_order; /* as `list` gives them */
} kinds[] = {
    {{"people", "persons that notes speak of"}, list_people, false},
    {{"orgs", "organizations that notes speak of"}, list_organizations, false},
    {{"speakers", "persons that speak in transcripts"}, list_speakers, false},
    {{"tags", "tags of notes"}, list_tags, false},
    {{"sections", "kinds of sections, for in:"}, list_sections, false},
    {{"types", "the front matter's type"}, list_types, false},
    {{"meetings", "titles of notes"}, list_meetings, true},
    {{"terms", "words"}, list_terms, false},
    {{"archives", "folders that are indexed"}, list_archives, false},
};

const struct mt_listing_kind *mt_browse_kind(size_t i)
{
    return i < MT_COUNT(kinds) ? &kinds[i].shown : NULL;
}

static enum mt_status refuse(const void *ctx, struct mt_str name, struct mt_error *err)
{
    struct mt_buf names;
    mt_buf_init(&names, (void *)ctx, 1024);
    for (size_t i = 0; i < MT_COUNT(kinds); i++)
        mt_buf_printf(&names, "%s%s", i ? ", " : "", kinds[i].shown.name);
    return mt_error_set(err, MT_ERR_USAGE, "there is no list of \"%.*s\", but of %s", MT_ARG(name),
                        names.ptr);
}

enum mt_status mt_browse(const void *ctx, const char *const *indexes, size_t n_indexes,
                         struct mt_str kind, struct mt_str prefix, struct mt_listing *out,
                         struct mt_error *err)
{
    const struct kind *row = NULL;
    for (size_t i = 0; i < MT_COUNT(kinds) && !row; i++)
        if (mt_str_eq(kind, mt_str(kinds[i].shown.name)))
            row = &kinds[i];
    if (!row)
        return refuse(ctx, kind, err);
    enum mt_status status = MT_ERR_STALE;
    for (int i = 0; i < TRIES && status == MT_ERR_STALE; i++) {
        struct browser b = {.ctx = ctx, .n_places = n_indexes, .err = err};
        struct mt_buf clean; /* a prefix can be any bytes */
        mt_buf_init(&clean, (void *)ctx, SIZE_MAX / 2);
        mt_display_add(&clean, prefix);
        b.prefix = folded(ctx, mt_buf_str(&clean));
        status = mt_reader_open(indexes, n_indexes, &b.reader, err);
        if (status == MT_OK)
            status = row->list(&b);
        mt_reader_free(b.reader);
        if (status == MT_OK) {
            if (!row->in_order && b.found.len)
                qsort(b.found.ptr, b.found.len, sizeof *b.found.ptr, by_notes);
            *out = b.found;
        }
    }
    return status;
}

struct mt_listing mt_listing_part(const struct mt_listing *listing, size_t offset, size_t limit)
{
    struct mt_listing part = *listing;
    size_t left = offset < part.len ? part.len - offset : 0;
    part.ptr = left ? part.ptr + offset : NULL;
    part.len = part.cap = left < limit ? left : limit;
    return part;
}
