/* identity.c - The id of a moment, and the moment of an id
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/identity.h"

#include "base/hash.h"
#include "base/noteid.h"

#define HALF 12
#define NOTES_MAX 16

static struct mt_str text_of(const struct mt_record *record, uint32_t unit)
{
    return mt_str_slice(record->text, record->ranges[unit].begin, record->ranges[unit].end);
}

struct mt_str mt_moment_id(const void *ctx, const struct mt_record *record, struct mt_str archive,
                           uint32_t unit)
{
    struct mt_str text = text_of(record, unit);
    struct mt_hash note = mt_note_id(archive, record->path, record->part), own = mt_hash(text);
    size_t before = 0;
    for (uint32_t u = 0; u < unit; u++)
        before += mt_str_eq(text, text_of(record, u));
    struct mt_str id = mt_str_printf(ctx, "%.*s%.*s", HALF, note.hex, HALF, own.hex);
    return before ? mt_str_printf(ctx, "%.*s.%zu", MT_ARG(id), before) : id;
}

/* The number behind the digits; false when there is something else. */
static bool parse(struct mt_str id, uint64_t *number)
{
    struct mt_str behind = mt_str_slice(id, 2 * HALF, id.len);
    for (size_t i = 0; i < 2 * HALF; i++)
        if (i >= id.len || (!mt_is_digit(id.ptr[i]) && !(id.ptr[i] >= 'a' && id.ptr[i] <= 'f')))
            return false;
    *number = 0;
    return behind.len == 0 ||
           (behind.ptr[0] == '.' && mt_str_to_u64(mt_str_slice(behind, 1, behind.len), number));
}

bool mt_moment_unit(const struct mt_record *record, struct mt_str archive, struct mt_str id,
                    uint32_t *out)
{
    struct mt_hash note = mt_note_id(archive, record->path, record->part);
    uint64_t number;
    if (!parse(id, &number) || !mt_str_starts(id, mt_str_of(note.hex, HALF)))
        return false;
    struct mt_str own = mt_str_slice(id, HALF, 2 * HALF);
    for (uint32_t u = 0; u < record->n_ranges; u++) {
        struct mt_hash hash = mt_hash(text_of(record, u));
        if (!mt_str_eq(own, mt_str_of(hash.hex, HALF)))
            continue;
        if (number == 0) {
            *out = u;
            return true;
        }
        number--;
    }
    return false;
}

enum mt_status mt_moment_notes(const void *ctx, struct mt_reader *reader, struct mt_str id,
                               struct mt_store_hits *out, struct mt_error *err)
{
    struct mt_store_hits none = {.exact = true};
    struct mt_term_list terms;
    uint64_t number;
    *out = none;
    if (!parse(id, &number))
        return MT_OK;
    struct mt_str prefix = mt_str_printf(ctx, MT_PREFIX_FILE "%.*s", HALF, id.ptr);
    enum mt_status status = mt_reader_terms(reader, ctx, prefix, NOTES_MAX, false, &terms, err);
    if (status != MT_OK || terms.len == 0)
        return status;
    struct mt_store_query *leaves = mt_array(ctx, struct mt_store_query, terms.len);
    const struct mt_store_query **kids = mt_array(ctx, const struct mt_store_query *, terms.len);
    for (size_t i = 0; i < terms.len; i++) {
        leaves[i] = (struct mt_store_query){.op = MT_STORE_TERM, .term = terms.ptr[i].term};
        kids[i] = &leaves[i];
    }
    struct mt_store_query any = {.op = MT_STORE_OR, .kids = kids, .n_kids = terms.len};
    struct mt_search_options options = {.limit = NOTES_MAX, .k1 = 1, .b = .5};
    return mt_reader_search(reader, ctx, &any, &options, out, err);
}
