/* summary.c - What one note says of names, packed
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/summary.h"

#include "base/pack.h"

/* The fewest bytes that each of them takes. */
#define GIVEN_BYTES 3
#define ALIAS_BYTES 2
#define PROSE_BYTES 5
#define PAIR_BYTES 2

enum { FLAG_POSSESSIVE = 1 << 0, FLAG_STRONG = 1 << 1, FLAGS_END = 1 << 2 };

void mt_summary_pack(const struct mt_name_summary *summary, struct mt_buf *out)
{
    mt_pack_u64(out, summary->given.len);
    for (size_t i = 0; i < summary->given.len; i++) {
        const struct mt_given_name *name = &summary->given.ptr[i];
        mt_pack_str(out, name->text);
        mt_pack_u64(out, name->source);
        mt_pack_u64(out, name->kind);
    }
    mt_pack_u64(out, summary->aliases.len);
    for (size_t i = 0; i < summary->aliases.len; i++) {
        mt_pack_u64(out, summary->aliases.ptr[i].name);
        mt_pack_str(out, summary->aliases.ptr[i].text);
    }
    mt_pack_u64(out, summary->prose.len);
    for (size_t i = 0; i < summary->prose.len; i++) {
        const struct mt_prose_name *name = &summary->prose.ptr[i];
        mt_pack_str(out, name->text);
        mt_pack_u64(out, name->count);
        mt_pack_u64(out, name->person);
        mt_pack_u64(out, name->organization);
        mt_pack_u64(out,
                    (name->possessive ? FLAG_POSSESSIVE : 0) | (name->strong ? FLAG_STRONG : 0));
    }
    mt_pack_u64(out, summary->pairs.len);
    for (size_t i = 0; i < summary->pairs.len; i++) {
        mt_pack_u64(out, summary->pairs.ptr[i].a);
        mt_pack_u64(out, summary->pairs.ptr[i].b);
    }
    mt_tallies_pack(&summary->lower, out);
}

static struct mt_given_name unpack_given(struct mt_unpack *in)
{
    struct mt_given_name name = {.text = mt_unpack_str(in)};
    uint64_t source = mt_unpack_u64(in), kind = mt_unpack_u64(in);
    in->bad |= source < MT_NAME_OWN || source > MT_NAME_LINK || kind >= MT_ENTITY_KINDS;
    name.source = (enum mt_name_source)source;
    name.kind = (enum mt_entity_kind)kind;
    return name;
}

static struct mt_given_alias unpack_alias(struct mt_unpack *in, size_t n)
{
    struct mt_given_alias alias = {.name = mt_unpack_u32(in)};
    alias.text = mt_unpack_str(in);
    in->bad |= alias.name >= n;
    return alias;
}

static struct mt_prose_name unpack_prose(struct mt_unpack *in)
{
    struct mt_prose_name name = {.text = mt_unpack_str(in)};
    name.count = mt_unpack_u32(in);
    name.person = mt_unpack_u32(in);
    name.organization = mt_unpack_u32(in);
    uint64_t flags = mt_unpack_u64(in);
    in->bad |= flags >= FLAGS_END;
    name.possessive = flags & FLAG_POSSESSIVE;
    name.strong = flags & FLAG_STRONG;
    return name;
}

static struct mt_name_pair unpack_pair(struct mt_unpack *in, size_t n)
{
    struct mt_name_pair pair = {.a = mt_unpack_u32(in)};
    pair.b = mt_unpack_u32(in);
    in->bad |= pair.a >= pair.b || pair.b >= n;
    return pair;
}

enum mt_status mt_summary_unpack(const void *ctx, struct mt_str bytes, struct mt_name_summary *out,
                                 struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    struct mt_name_summary summary = {0};
    size_t n;
    if (bytes.len == 0) {
        *out = summary;
        return MT_OK;
    }
    n = mt_unpack_count(&in, GIVEN_BYTES);
    mt_reserve(ctx, &summary.given, n);
    for (; n > 0 && !in.bad; n--)
        *mt_push(ctx, &summary.given) = unpack_given(&in);
    n = mt_unpack_count(&in, ALIAS_BYTES);
    mt_reserve(ctx, &summary.aliases, n);
    for (; n > 0 && !in.bad; n--)
        *mt_push(ctx, &summary.aliases) = unpack_alias(&in, summary.given.len);
    n = mt_unpack_count(&in, PROSE_BYTES);
    mt_reserve(ctx, &summary.prose, n);
    for (; n > 0 && !in.bad; n--)
        *mt_push(ctx, &summary.prose) = unpack_prose(&in);
    n = mt_unpack_count(&in, PAIR_BYTES);
    mt_reserve(ctx, &summary.pairs, n);
    for (; n > 0 && !in.bad; n--)
        *mt_push(ctx, &summary.pairs) = unpack_pair(&in, summary.prose.len);
    summary.lower = mt_tallies_unpack(ctx, &in);
    if (in.bad || in.at != in.end)
        return mt_error_set(err, MT_ERR_CORRUPT,
                            "what the index knows of a note's names is damaged");
    *out = summary;
    return MT_OK;
}
