/* search.cc - Asking an index: from our query tree to Xapian's, and the hits back
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "store/reader.h"

#include <algorithm>
#include <memory>

#include "store/places.h"

namespace
{

const unsigned DEPTH_MAX = 200;

/* ---- The deadline ---- */

struct timed_out {
};

/* Every document, at no score: Xapian asks it of each document that it looks at, before it compares
 * positions, and so meets the deadline. */
class Deadline : public Xapian::PostingSource
{
    const struct mt_deadline *deadline;
    Xapian::doccount count = 0;
    Xapian::docid at = 0, last = 0;
    unsigned asked = 0;

    void look()
    {
        const unsigned SELDOM = 64;
        if (++asked % SELDOM == 0 && mt_deadline_passed(deadline))
            throw timed_out();
    }

  public:
    explicit Deadline(const struct mt_deadline *d) : deadline(d)
    {
    }
    Deadline *clone() const override
    {
        return new Deadline(deadline);
    }
    void init(const Xapian::Database &db) override
    {
        if (mt_deadline_passed(deadline))
            throw timed_out();
        at = 0;
        last = db.get_lastdocid();
        count = db.get_doccount();
    }
    Xapian::doccount get_termfreq_min() const override
    {
        return count;
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return count;
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return count;
    }
    void next(double) override
    {
        look();
        at++;
    }
    void skip_to(Xapian::docid to, double) override
    {
        look();
        at = to > at ? to : at;
    }
    bool check(Xapian::docid to, double) override
    {
        look();
        at = to;
        return true;
    }
    bool at_end() const override
    {
        return at > last;
    }
    Xapian::docid get_docid() const override
    {
        return at;
    }
};

/* ---- Words side by side ---- */

/* Any of them will do; in the order of their keys. */
typedef std::vector<struct mt_place_key> forms;

/* The documents in which words stand side by side, in a row, at no score. Xapian asks it last,
 * of documents that have all of the words. */
class Row : public Xapian::PostingSource
{
    /* The values of one part, of which that of the document asked for last is held. */
    struct part {
        Xapian::ValueIterator at;
        bool begun = false;
        Xapian::docid of = 0;
        std::string value;
    };

    std::vector<forms> words;
    const struct mt_deadline *deadline;
    Xapian::Database db;
    struct part parts[MT_PLACES_PARTS];
    Xapian::docid at = 0, last = 0;
    std::unique_ptr<void, void (*)(void *)> found{mt_context(nullptr), mt_free};
    struct mt_positions ends = {nullptr, 0, 0}, following = {nullptr, 0, 0}; /* there */

    struct mt_str value_of(unsigned number)
    {
        struct part &part = parts[number];
        unsigned slot = MT_SLOT_PLACES + number;
        if (part.of != at) {
            if (!part.begun)
                part.at = db.valuestream_begin(slot);
            part.begun = true;
            part.of = at;
            part.value.clear();
            if (part.at != db.valuestream_end(slot))
                part.at.skip_to(at);
            if (part.at != db.valuestream_end(slot) && part.at.get_docid() == at)
                part.value = *part.at;
        }
        return mt_str_of(part.value.data(), part.value.size());
    }

    /* Appends where any of them stands. */
    void find(const forms &any, struct mt_positions *out)
    {
        struct mt_error err;
        size_t before = out->len;
        for (size_t i = 0, end; i < any.size(); i = end) {
            unsigned number = any[i].part;
            for (end = i; end < any.size() && any[end].part == number;)
                end++;
            if (mt_places_find(value_of(number), &any[i], end - i, found.get(), out, nullptr,
                               &err) != MT_OK)
                throw Xapian::DatabaseCorruptError(err.message);
        }
        if (any.size() > 1 && out->len > before)
            std::sort(out->ptr + before, out->ptr + out->len);
    }

    bool at_row()
    {
        if (mt_deadline_passed(deadline))
            throw timed_out();
        ends.len = 0;
        find(words[0], &ends);
        for (size_t i = 1; i < words.size() && ends.len; i++) {
            following.len = 0;
            find(words[i], &following);
            keep_followed();
        }
        return ends.len > 0;
    }

    /* Goes on from the ends to the words that follow them. */
    void keep_followed()
    {
        size_t kept = 0, n = 0;
        for (size_t i = 0; i < ends.len; i++) {
            uint32_t wanted = ends.ptr[i] + 1;
            while (n < following.len && following.ptr[n] < wanted)
                n++;
            if (n < following.len && following.ptr[n] == wanted)
                ends.ptr[kept++] = wanted;
        }
        ends.len = kept;
    }

  public:
    Row(std::vector<forms> w, const struct mt_deadline *d) : words(std::move(w)), deadline(d)
    {
    }
    Row *clone() const override
    {
        return new Row(words, deadline);
    }
    void init(const Xapian::Database &searched) override
    {
        db = searched;
        for (struct part &part : parts)
            part = {};
        at = 0;
        last = db.get_lastdocid();
    }
    Xapian::doccount get_termfreq_min() const override
    {
        return 0;
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return db.get_doccount();
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return db.get_doccount();
    }
    void next(double) override
    {
        at++;
        while (!at_end() && !at_row())
            at++;
    }
    void skip_to(Xapian::docid to, double) override
    {
        if (to > at) {
            at = to - 1;
            next(0);
        }
    }
    bool check(Xapian::docid to, double) override
    {
        at = to;
        return at_end() || at_row();
    }
    bool at_end() const override
    {
        return at > last;
    }
    Xapian::docid get_docid() const override
    {
        return at;
    }
};

/* ---- The tree, checked before Xapian sees it ---- */

struct shape {
    Xapian::Query::op op;
    size_t min_kids, max_kids;
};

struct shape shape_of(enum mt_store_op op)
{
    switch (op) {
    case MT_STORE_AND:
        return {Xapian::Query::OP_AND, 0, SIZE_MAX};
    case MT_STORE_OR:
        return {Xapian::Query::OP_OR, 0, SIZE_MAX};
    case MT_STORE_SYNONYM:
        return {Xapian::Query::OP_SYNONYM, 0, SIZE_MAX};
    case MT_STORE_PHRASE:
        return {Xapian::Query::OP_AND, 0, SIZE_MAX};
    case MT_STORE_FILTER:
        return {Xapian::Query::OP_FILTER, 2, 2};
    case MT_STORE_AND_NOT:
        return {Xapian::Query::OP_AND_NOT, 2, 2};
    case MT_STORE_SCALE:
        return {Xapian::Query::OP_SCALE_WEIGHT, 1, 1};
    case MT_STORE_NOTHING:
    case MT_STORE_EVERYTHING:
    case MT_STORE_TERM:
    case MT_STORE_RANGE:
        break;
    }
    return {Xapian::Query::OP_INVALID, 0, 0};
}

bool all_terms(const struct mt_store_query *query)
{
    bool all = true;
    for (size_t i = 0; i < query->n_kids; i++)
        all &= query->kids[i]->op == MT_STORE_TERM;
    return all;
}

bool is_positional(const struct mt_store_query *query)
{
    return query->op == MT_STORE_TERM || (query->op == MT_STORE_OR && all_terms(query));
}

bool kids_fit(const struct mt_store_query *query)
{
    bool fit = true;
    if (query->op == MT_STORE_SYNONYM)
        fit = all_terms(query);
    if (query->op == MT_STORE_PHRASE)
        for (size_t i = 0; i < query->n_kids; i++)
            fit &= is_positional(query->kids[i]);
    return fit;
}

enum mt_status check(const struct mt_store_query *query, unsigned depth, struct mt_error *err)
{
    struct shape shape = shape_of(query->op);
    if (depth > DEPTH_MAX)
        return mt_error_set(err, MT_ERR_USAGE, "the question is nested deeper than %u", DEPTH_MAX);
    bool fits = query->n_kids >= shape.min_kids && query->n_kids <= shape.max_kids;
    fits &= query->op != MT_STORE_TERM || query->term.len > 0;
    fits &= query->op != MT_STORE_SCALE || query->scale >= 0;
    if (!fits || !kids_fit(query))
        return mt_error_set(err, MT_ERR_INTERNAL, "a store query of a shape that has no meaning");
    enum mt_status status = MT_OK;
    for (size_t i = 0; status == MT_OK && i < query->n_kids; i++)
        status = check(query->kids[i], depth + 1, err);
    return status;
}

/* ---- The tree, as Xapian's ---- */

/* Documents without a value have the empty one for Xapian, so open ends begin after it. */
Xapian::Query range(Xapian::valueno slot, struct mt_str from, struct mt_str to)
{
    std::string begin = from.len ? store_string(from) : std::string(1, '\0');
    if (!to.len)
        return Xapian::Query(Xapian::Query::OP_VALUE_GE, slot, begin);
    return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, begin, store_string(to));
}

/* What the questions of a search have in common. */
struct asked {
    const struct mt_deadline *deadline;
    bool remote; /* a source of ours cannot be asked there */
};

Xapian::Query row(const struct mt_store_query *query, const std::vector<Xapian::Query> &kids,
                  const struct asked &asked)
{
    Xapian::Query all(Xapian::Query::OP_AND, kids.begin(), kids.end());
    std::vector<forms> words;
    for (size_t i = 0; i < query->n_kids; i++) {
        const struct mt_store_query *kid = query->kids[i];
        forms any;
        for (size_t f = 0; f < kid->n_kids; f++)
            any.push_back(mt_place_key(kid->kids[f]->term));
        if (kid->op == MT_STORE_TERM)
            any.push_back(mt_place_key(kid->term));
        std::sort(any.begin(), any.end(),
                  [](const struct mt_place_key &a, const struct mt_place_key &b) {
                      return mt_place_key_compare(&a, &b) < 0;
                  });
        words.push_back(std::move(any));
    }
    if (words.size() < 2 || asked.remote)
        return all;
    Xapian::Query side_by_side((new Row(std::move(words), asked.deadline))->release());
    return Xapian::Query(Xapian::Query::OP_FILTER, all, side_by_side);
}

Xapian::Query build(const struct mt_store_query *query, const struct asked &asked)
{
    std::vector<Xapian::Query> kids;
    kids.reserve(query->n_kids);
    for (size_t i = 0; i < query->n_kids; i++)
        kids.push_back(build(query->kids[i], asked));
    if (query->n_kids && mt_deadline_passed(asked.deadline))
        throw timed_out();
    Xapian::Query::op op = shape_of(query->op).op;
    switch (query->op) {
    case MT_STORE_NOTHING:
        return Xapian::Query();
    case MT_STORE_EVERYTHING:
        return Xapian::Query(std::string());
    case MT_STORE_TERM:
        return Xapian::Query(store_string(query->term));
    case MT_STORE_RANGE:
        return range(query->slot, query->term, query->term_to);
    case MT_STORE_SCALE:
        return Xapian::Query(op, kids[0], query->scale);
    case MT_STORE_PHRASE:
        return row(query, kids, asked);
    case MT_STORE_AND:
    case MT_STORE_OR:
    case MT_STORE_SYNONYM:
    case MT_STORE_FILTER:
    case MT_STORE_AND_NOT:
        break;
    }
    return Xapian::Query(op, kids.begin(), kids.end());
}

/* ---- The search ---- */

void add_hits(const void *ctx, const Xapian::MSet &found, struct mt_store_hits *out)
{
    size_t n = out->n_hits + found.size();
    void *room = mt_resize(ctx, out->hits, n * sizeof *out->hits);
    out->hits = static_cast<struct mt_store_hit *>(room);
    for (auto i = found.begin(); i != found.end(); ++i)
        out->hits[out->n_hits++] = {*i, i.get_weight()};
    out->matches += found.get_matches_lower_bound();
    out->about += found.get_matches_estimated();
    out->exact &= found.get_matches_lower_bound() == found.get_matches_upper_bound();
}

void by_score(const Xapian::Database &db, const void *ctx, const Xapian::Query &query,
              const struct mt_search_options *options, struct mt_store_hits *out)
{
    Xapian::Enquire enquire(db);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BM25Weight(options->k1, 0, 1, options->b, 0.5));
    add_hits(ctx, enquire.get_mset(options->offset, options->limit), out);
}

void by_date(const Xapian::Database &db, const void *ctx, const Xapian::Query &query,
             const struct mt_search_options *options, struct mt_store_hits *out)
{
    Xapian::Enquire enquire(db);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_sort_by_value(MT_SLOT_DATE, options->newest_first);
    add_hits(ctx, enquire.get_mset(options->offset, options->limit, db.get_doccount()), out);
}

/* No date sorts before every date: right for the newest first, while the oldest first are two
 * searches, the dated and then the others. */
void by_age(const Xapian::Database &db, const void *ctx, const Xapian::Query &query,
            const struct mt_search_options *options, struct mt_store_hits *out)
{
    Xapian::Query dated = range(MT_SLOT_DATE, {nullptr, 0}, {nullptr, 0});
    struct mt_search_options rest = *options;
    by_date(db, ctx, Xapian::Query(Xapian::Query::OP_FILTER, query, dated), options, out);
    rest.limit -= static_cast<uint32_t>(out->n_hits);
    rest.offset -= options->offset < out->matches ? options->offset : out->matches;
    by_date(db, ctx, Xapian::Query(Xapian::Query::OP_AND_NOT, query, dated), &rest, out);
}

} // namespace

enum mt_status mt_reader_search(struct mt_reader *reader, const void *ctx,
                                const struct mt_store_query *query,
                                const struct mt_search_options *options, struct mt_store_hits *out,
                                struct mt_error *err)
{
    assert(!(options->newest_first && options->oldest_first));
    return store_guard(err, [&] {
        struct mt_store_hits hits = {nullptr, 0, 0, 0, true};
        enum mt_status status = check(query, 0, err);
        if (status != MT_OK)
            return status;
        Deadline deadline(options->deadline);
        auto run = options->oldest_first ? by_age : options->newest_first ? by_date : by_score;
        try {
            Xapian::Query asked = build(query, {options->deadline, reader->remote});
            if (options->deadline && !reader->remote)
                asked = Xapian::Query(Xapian::Query::OP_FILTER, asked, Xapian::Query(&deadline));
            run(reader->all, ctx, asked, options, &hits);
        } catch (const timed_out &) {
            return mt_error_set(err, MT_ERR_TIMEOUT, "the search took too long");
        }
        *out = hits;
        return MT_OK;
    });
}
