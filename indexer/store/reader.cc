/* reader.cc - Reading an index: documents, terms, values, metadata
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Xapian numbers the documents of several databases in turns: document d of the whole is document
 * (d - 1) / n + 1 of database (d - 1) % n. What belongs to one document is asked of its own
 * database.
 */
#include "base/base.h"
#include "store/reader.h"

#include <memory>

namespace
{

const Xapian::Database &database_of(const struct mt_reader *reader, uint32_t docid)
{
    return reader->places[mt_reader_place_of(reader, docid)];
}

Xapian::docid own_docid(const struct mt_reader *reader, uint32_t docid)
{
    return (docid - 1) / static_cast<uint32_t>(reader->places.size()) + 1;
}

const Xapian::Document &document_of(struct mt_reader *reader, uint32_t docid)
{
    if (reader->opened != docid) {
        reader->document = database_of(reader, docid).get_document(own_docid(reader, docid));
        reader->opened = docid;
    }
    return reader->document;
}

} // namespace

enum mt_status mt_reader_open(const char *const *places, size_t n_places, struct mt_reader **out,
                              struct mt_error *err)
{
    assert(n_places > 0);
    store_outlive_xapian();
    return store_guard(err, [&] {
        auto reader = std::make_unique<mt_reader>();
        for (size_t i = 0; i < n_places; i++) {
            Xapian::Database db;
            enum mt_status status =
                store_guard(err, [&] { return store_open_place(places[i], &db, err); });
            if (status != MT_OK) {
                mt_error_at(err, places[i], 0);
                return status;
            }
            reader->remote |= store_is_remote(places[i]);
            reader->places.push_back(db);
            reader->all.add_database(db);
        }
        *out = reader.release();
        return MT_OK;
    });
}

enum mt_status mt_reader_open_any(const char *dir, struct mt_reader **out, struct mt_error *err)
{
    return store_guard(err, [&] {
        auto reader = std::make_unique<mt_reader>();
        Xapian::Database db;
        enum mt_status status = store_open_folder(dir, true, &db, err);
        if (status != MT_OK)
            return status;
        reader->places.push_back(db);
        reader->all.add_database(db);
        *out = reader.release();
        return MT_OK;
    });
}

void mt_reader_free(struct mt_reader *reader)
{
    (void)store_guard(nullptr, [&] {
        delete reader;
        return MT_OK;
    });
}

size_t mt_reader_place_of(const struct mt_reader *reader, uint32_t docid)
{
    assert(docid > 0);
    return (docid - 1) % reader->places.size();
}

enum mt_status mt_reader_meta(struct mt_reader *reader, size_t place, const void *ctx,
                              struct mt_str key, struct mt_str *out, struct mt_error *err)
{
    assert(place < reader->places.size());
    return store_guard(err, [&] {
        *out = store_copy(ctx, reader->places[place].get_metadata(store_string(key)));
        return MT_OK;
    });
}

enum mt_status mt_reader_meta_keys(struct mt_reader *reader, size_t place, const void *ctx,
                                   struct mt_str prefix, struct mt_strs *out, struct mt_error *err)
{
    assert(place < reader->places.size());
    return store_guard(err, [&] {
        *out = store_meta_keys(reader->places[place], ctx, prefix);
        return MT_OK;
    });
}

enum mt_status mt_reader_documents(struct mt_reader *reader, const void *ctx, struct mt_docids *out,
                                   struct mt_error *err)
{
    return store_guard(err, [&] {
        struct mt_docids docids = {nullptr, 0, 0};
        auto end = reader->all.postlist_end(std::string());
        for (auto i = reader->all.postlist_begin(std::string()); i != end; ++i)
            store_push(ctx, &docids, uint32_t{*i});
        *out = docids;
        return MT_OK;
    });
}

enum mt_status mt_reader_terms(struct mt_reader *reader, const void *ctx, struct mt_str prefix,
                               size_t limit, bool occurrences, struct mt_term_list *out,
                               struct mt_error *err)
{
    return store_guard(err, [&] {
        *out = store_terms(reader->all, ctx, prefix, limit, occurrences);
        return MT_OK;
    });
}

enum mt_status mt_reader_term_documents(struct mt_reader *reader, const void *ctx,
                                        struct mt_str term, struct mt_term_documents *out,
                                        struct mt_error *err)
{
    return store_guard(err, [&] {
        store_documents(reader->all, ctx, term, out);
        return MT_OK;
    });
}

/* Of a remote place, a document comes with all its values. */
enum mt_status mt_reader_values(struct mt_reader *reader, const void *ctx, uint32_t slots,
                                const uint32_t *docids, size_t n, struct mt_values *out,
                                struct mt_error *err)
{
    return store_guard(err, [&] {
        for (size_t i = 0; i < n; i++) {
            assert(i == 0 || docids[i] > docids[i - 1]);
            out[i] = {};
            for (unsigned slot = 0; slot < MT_SLOT_COUNT && reader->remote; slot++)
                if (slots >> slot & 1)
                    out[i].of[slot] =
                        store_copy(ctx, document_of(reader, docids[i]).get_value(slot));
        }
        for (unsigned slot = 0; slot < MT_SLOT_COUNT && !reader->remote; slot++) {
            if (!(slots >> slot & 1))
                continue;
            auto at = reader->all.valuestream_begin(slot), end = reader->all.valuestream_end(slot);
            for (size_t i = 0; i < n && at != end; i++) {
                at.skip_to(docids[i]);
                if (at != end && at.get_docid() == docids[i])
                    out[i].of[slot] = store_copy(ctx, *at);
            }
        }
        return MT_OK;
    });
}

enum mt_status mt_reader_value(struct mt_reader *reader, const void *ctx, uint32_t docid,
                               enum mt_slot slot, struct mt_str *out, struct mt_error *err)
{
    return store_guard(err, [&] {
        *out = store_copy(ctx, document_of(reader, docid).get_value(slot));
        return MT_OK;
    });
}

enum mt_status mt_reader_data(struct mt_reader *reader, const void *ctx, uint32_t docid,
                              struct mt_str *out, struct mt_error *err)
{
    return store_guard(err,
                       [&] { return store_record(ctx, document_of(reader, docid), out, err); });
}
