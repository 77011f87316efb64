/* sources.c - What the indexes that are asked say of themselves
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/sources.h"

#include "rank/freshness.h"
#include "text/tokenise.h"

static enum mt_status check_tokeniser(const void *ctx, struct mt_reader *reader, size_t place,
                                      const char *where, struct mt_error *err)
{
    struct mt_str built;
    const char *mine = mt_tokenise_version();
    enum mt_status status =
        mt_reader_meta(reader, place, ctx, mt_str(MT_META_TOKENISER), &built, err);
    if (status != MT_OK || mt_str_eq(built, mt_str(mine)))
        return status;
    status = mt_error_set(err, MT_ERR_SCHEMA,
                          "the index was built by tokeniser %.*s, this is %s: run mtindex, which "
                          "rebuilds it",
                          MT_ARG(built), mine);
    mt_error_at(err, where, 0);
    return status;
}

static enum mt_status read_totals(const void *ctx, struct mt_reader *reader, size_t place,
                                  struct mt_totals *sum, struct mt_error *err)
{
    struct mt_str packed;
    struct mt_totals totals = {0};
    enum mt_status status =
        mt_reader_meta(reader, place, ctx, mt_str(MT_META_TOTALS), &packed, err);
    if (status == MT_OK)
        status = mt_totals_unpack(packed, &totals, err);
    sum->notes += totals.notes;
    sum->units += totals.units;
    sum->words += totals.words;
    sum->bytes += totals.bytes;
    sum->near20 += totals.near20;
    return status;
}

static enum mt_status read_languages(const void *ctx, struct mt_reader *reader, size_t place,
                                     struct mt_tallies *sum, struct mt_error *err)
{
    struct mt_str packed;
    struct mt_tallies languages = {0};
    enum mt_status status =
        mt_reader_meta(reader, place, ctx, mt_str(MT_META_LANGUAGES), &packed, err);
    if (status == MT_OK)
        status = mt_languages_unpack(ctx, packed, &languages, err);
    mt_tallies_add(ctx, sum, &languages);
    return status;
}

static enum mt_status read_archives(const void *ctx, struct mt_reader *reader, size_t place,
                                    struct mt_archives *out, struct mt_error *err)
{
    struct mt_str packed;
    enum mt_status status =
        mt_reader_meta(reader, place, ctx, mt_str(MT_META_ARCHIVES), &packed, err);
    return status == MT_OK ? mt_archives_unpack(ctx, packed, out, err) : status;
}

enum mt_status mt_sources_read(const void *ctx, struct mt_reader *reader, const char *const *places,
                               size_t n_places, struct mt_sources *out, struct mt_error *err)
{
    struct mt_sources sources = {.archives = mt_array(ctx, struct mt_archives, n_places)};
    int64_t oldest = INT64_MAX, now = time(NULL);
    enum mt_status status = MT_OK;
    for (size_t i = 0; i < n_places && status == MT_OK; i++) {
        struct mt_freshness freshness = {0};
        status = check_tokeniser(ctx, reader, i, places[i], err);
        if (status == MT_OK)
            status = read_totals(ctx, reader, i, &sources.totals, err);
        if (status == MT_OK)
            status = read_languages(ctx, reader, i, &sources.languages, err);
        if (status == MT_OK)
            status = read_archives(ctx, reader, i, &sources.archives[i], err);
        if (status == MT_OK)
            status =
                mt_freshness_of(ctx, reader, i, places[i], &sources.archives[i], &freshness, err);
        oldest = freshness.true_at < oldest ? freshness.true_at : oldest;
        if (freshness.changed.len)
            sources.changed = freshness.changed;
    }
    sources.age_s = now > oldest ? now - oldest : 0;
    *out = sources;
    return status;
}
