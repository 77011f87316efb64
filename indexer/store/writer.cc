/* writer.cc - Writing an index
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * All between two commits is one unflushed transaction: without one, Xapian commits by itself in
 * the middle of ours. Inside it Xapian moves what waits in memory to blocks that no reader sees,
 * every so many documents. It takes that number from the environment alone, and 10,000, its own,
 * is for small ones: of 2,000 notes of 5,000 words, 16 at a time take 21 MB and 17 s, all together
 * 600 MB and 27 s.
 *
 * A new generation is compacted before it comes alive, for 5 % of the time and a fourth less disk.
 *
 * The first failure ends a writer: Xapian may have lost a part of what it was given, and after a
 * full disk it can neither commit nor go back. What was committed before is whole.
 *
 * Everything in an index is private, so mt_writer_prepare sets the umask of the process to 077.
 */
#include "base/base.h"
#include "store/barrier.h"

#include <memory>

#include <sys/stat.h>

#include "base/file.h"
#include "store/generation.h"
#include "store/reader.h"
#include "store/seal.h"
#include "store/store.h"

namespace
{

/* How many changed documents wait in memory; who sets it otherwise has a reason. */
const char FLUSH_VARIABLE[] = "XAPIAN_FLUSH_THRESHOLD";
const char FLUSH_DOCUMENTS[] = "16";

/* How many bytes of values do: Xapian keeps these until the commit, unless somebody looks. */
const size_t FLUSH_VALUES = size_t{4} << 20;

const size_t TERM_MAX = 240;

} // namespace

struct mt_writer {
    std::string dir;
    uint32_t generation;
    uint32_t loose; /* where it was written before it was compacted, or 0 */
    bool fresh;     /* not named by the stub yet */
    bool rebuild;   /* to be checked before it takes the place of another */
    bool changed;   /* since the last commit */
    bool failed;
    size_t values; /* bytes of them that may wait in memory */
    Xapian::WritableDatabase db;
};

namespace
{

/* store_guard for what a writer does: its first failure is its last. */
template <typename Fn>
enum mt_status write_guard(struct mt_writer *writer, struct mt_error *err, Fn &&fn) noexcept
{
    if (writer->failed)
        return mt_error_set(err, MT_ERR_INTERNAL,
                            "nothing more can be written after an earlier failure");
    enum mt_status status = store_guard(err, std::forward<Fn>(fn));
    if (status == MT_ERR_STALE) /* nobody else writes: a block bears a revision that never was */
        status = mt_error_set(err, MT_ERR_CORRUPT, "the index is damaged: run mtindex rebuild");
    writer->failed = status != MT_OK;
    return status;
}

std::string path_of(const struct mt_writer *writer)
{
    char *path = mt_generation_path(nullptr, writer->dir.c_str(), writer->generation);
    std::string copy(path);
    mt_free(path);
    return copy;
}

/* What cannot be removed today, the next run tries again: no reason to fail. */
void sweep(const char *dir)
{
    (void)!mt_generations_sweep(dir, nullptr);
}

/* ---- Opening ---- */

enum mt_status seal_database(const std::string &path, const Xapian::Database &db,
                             struct mt_error *err)
{
    std::string archives = db.get_metadata(MT_META_ARCHIVES);
    return mt_seal_write(path.c_str(), static_cast<uint32_t>(db.get_revision()),
                         mt_str_of(archives.data(), archives.size()), err);
}

/* What is damaged is not built on; what a killed run committed last is sealed now. */
enum mt_status go_on(struct mt_writer *writer, struct mt_error *err)
{
    std::string path = path_of(writer);
    struct mt_sealed sealed;
    Xapian::Database before;
    enum mt_status status = store_open_sealed(path.c_str(), true, &before, &sealed, err);
    if (status == MT_OK)
        status = store_check_schema(before, err);
    if (status == MT_OK && before.get_revision() != sealed.revision)
        status = seal_database(path, before, err);
    if (status == MT_OK)
        writer->db = Xapian::WritableDatabase(path, Xapian::DB_OPEN);
    return status;
}

enum mt_status start(struct mt_writer *writer, struct mt_error *err)
{
    std::string path = path_of(writer);
    enum mt_status status = mt_file_make_folder(path.c_str(), err);
    if (status != MT_OK)
        return status;
    writer->fresh = true;
    writer->changed = true;
    writer->db = Xapian::WritableDatabase(path, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS);
    return MT_OK;
}

/* Which generation to write, and whether the folder is one to write to at all. */
enum mt_status choose(struct mt_writer *writer, bool *go, struct mt_error *err)
{
    const char *dir = writer->dir.c_str();
    struct mt_generations found;
    enum mt_status status = mt_file_make_folder(dir, err);
    if (status == MT_OK)
        status = mt_generations_look(dir, &found, err);
    if (status != MT_OK)
        return status;
    bool refused =
        found.state == MT_INDEX_FOREIGN || (found.state == MT_INDEX_DAMAGED && !writer->rebuild);
    if (refused)
        return mt_generations_status(&found, dir, err);
    sweep(dir);
    *go = found.state == MT_INDEX_LIVE && !writer->rebuild;
    writer->generation = *go ? found.live : found.newest + 1;
    return MT_OK;
}

enum mt_status open_writer(struct mt_writer *writer, struct mt_error *err)
{
    bool go = false;
    enum mt_status status = choose(writer, &go, err);
    if (status != MT_OK)
        return status;
    status = store_guard(err, [&] { return go ? go_on(writer, err) : start(writer, err); });
    if (status == MT_ERR_NOT_FOUND)
        status = mt_generation_missing(writer->generation, err);
    if (status != MT_OK)
        return status;
    writer->db.begin_transaction(false);
    if (!go)
        writer->db.set_metadata(MT_META_SCHEMA, std::to_string(MT_SCHEMA_VERSION));
    return MT_OK;
}

/* ---- Documents ---- */

bool is_term(struct mt_str term)
{
    return term.len > 0 && term.len <= TERM_MAX && !memchr(term.ptr, '\0', term.len);
}

/* Xapian would take some bad terms and lose the whole batch for them at the commit. */
enum mt_status check_document(const struct mt_document *document, struct mt_error *err)
{
    bool good = is_term(document->id);
    for (size_t i = 0; i < document->n_postings; i++)
        good &= is_term(document->postings[i].term);
    for (size_t i = 0; i < document->n_terms; i++)
        good &= is_term(document->terms[i]);
    if (good)
        return MT_OK;
    return mt_error_set(err, MT_ERR_INTERNAL, "a term is empty, too long or holds a NUL");
}

Xapian::Document make_document(const struct mt_document *document)
{
    Xapian::Document made;
    for (size_t i = 0; i < document->n_postings; i++)
        made.add_term(store_string(document->postings[i].term), document->postings[i].occurrences);
    for (size_t i = 0; i < document->n_terms; i++)
        made.add_boolean_term(store_string(document->terms[i]));
    made.add_boolean_term(store_string(document->id));
    for (unsigned slot = 0; slot < MT_SLOT_COUNT; slot++)
        if (document->values[slot].len)
            made.add_value(slot, store_string(document->values[slot]));
    return made;
}

/* Has Xapian move values to blocks, as it does by itself with all else. */
void flush_values(struct mt_writer *writer)
{
    (void)writer->db.valuestream_begin(MT_SLOT_DATE);
    writer->values = 0;
}

void count_values(struct mt_writer *writer, const struct mt_document *document)
{
    for (const struct mt_str &value : document->values)
        writer->values += value.len;
    if (writer->values >= FLUSH_VALUES)
        flush_values(writer);
}

/* ---- Committing ---- */

/* A rebuild replaces an index that may be good, so it is read back first. */
enum mt_status check_rebuilt(struct mt_writer *writer, struct mt_error *err)
{
    size_t errors = Xapian::Database::check(path_of(writer));
    if (errors == 0)
        return MT_OK;
    return mt_error_set(err, MT_ERR_CORRUPT,
                        "the new index was written with %zu errors, the old one stays: check "
                        "the disk, then run it again",
                        errors);
}

enum mt_status publish(struct mt_writer *writer, struct mt_error *err)
{
    const char *dir = writer->dir.c_str();
    enum mt_status status = writer->rebuild ? check_rebuilt(writer, err) : MT_OK;
    if (status == MT_OK)
        status = mt_generation_publish(dir, writer->generation, err);
    if (status != MT_OK)
        return status;
    writer->fresh = false;
    Xapian::Database answering; /* the old one goes when the new one answers */
    if (store_open_folder(dir, false, &answering, nullptr) == MT_OK)
        sweep(dir);
    return MT_OK;
}

/* Goes on in a compacted copy, under the next number. */
enum mt_status compact(struct mt_writer *writer, struct mt_error *err)
{
    Xapian::doccount documents = writer->db.get_doccount();
    writer->loose = writer->generation++;
    writer->db.compact(path_of(writer), Xapian::Compactor::FULL);
    writer->db.close();
    writer->db = Xapian::WritableDatabase(path_of(writer), Xapian::DB_OPEN);
    if (writer->db.get_doccount() == documents)
        return MT_OK;
    return mt_error_set(err, MT_ERR_CORRUPT, "the new index lost notes when it was compacted");
}

/* What is in the live generation is committed, with or without a seal, which the next run makes up
 * for. */
enum mt_status seal(struct mt_writer *writer, struct mt_error *err)
{
    enum mt_status status = seal_database(path_of(writer), writer->db, err);
    return writer->fresh || status == MT_ERR_CORRUPT ? status : MT_OK;
}

enum mt_status commit(struct mt_writer *writer, struct mt_error *err)
{
    writer->db.commit_transaction();
    writer->db.commit();
    enum mt_status status = writer->fresh ? compact(writer, err) : MT_OK;
    if (status == MT_OK)
        status = seal(writer, err);
    if (status == MT_OK && writer->fresh)
        status = publish(writer, err);
    if (status != MT_OK)
        return status;
    writer->changed = false;
    writer->db.begin_transaction(false);
    return MT_OK;
}

} // namespace

/* ---- The interface ---- */

void mt_writer_prepare(void)
{
    umask(077);
    if (!getenv(FLUSH_VARIABLE))
        setenv(FLUSH_VARIABLE, FLUSH_DOCUMENTS, 0);
}

enum mt_status mt_writer_open(const char *dir, enum mt_writer_mode mode, struct mt_writer **out,
                              struct mt_error *err)
{
    struct mt_writer *writer = nullptr;
    mt_writer_prepare();
    store_outlive_xapian();
    enum mt_status status = store_guard(err, [&] {
        writer = new mt_writer();
        writer->dir = dir;
        writer->rebuild = mode == MT_WRITER_REBUILD;
        return open_writer(writer, err);
    });
    if (status == MT_OK) {
        *out = writer;
    } else {
        mt_error_at(err, dir, 0);
        mt_writer_free(writer);
    }
    return status;
}

/* Without a transaction to cancel, Xapian commits what it has when it closes, also the half of a
 * commit that failed: so one is begun where a failure left none. Whatever fails here has nobody to
 * hear of it. */
void mt_writer_free(struct mt_writer *writer)
{
    if (!writer)
        return;
    (void)store_guard(nullptr, [&] {
        writer->db.begin_transaction(false);
        return MT_OK;
    });
    (void)store_guard(nullptr, [&] {
        writer->db.cancel_transaction();
        writer->db.close();
        return MT_OK;
    });
    for (uint32_t number : {writer->loose, writer->generation})
        if (writer->fresh && number)
            (void)!mt_generation_drop(writer->dir.c_str(), number, nullptr);
    delete writer;
}

static Xapian::docid place_of(const struct mt_writer *writer, struct mt_str id)
{
    std::string term = store_string(id);
    auto place = writer->db.postlist_begin(term);
    return id.len && place != writer->db.postlist_end(term) ? *place : 0;
}

enum mt_status mt_writer_replace(struct mt_writer *writer, const struct mt_document *document,
                                 struct mt_error *err)
{
    return write_guard(writer, err, [&] {
        enum mt_status status = check_document(document, err);
        if (status != MT_OK)
            return status;
        Xapian::docid place = place_of(writer, document->moved_from);
        if (!place)
            place = place_of(writer, document->id);
        Xapian::Document made = make_document(document);
        writer->changed = true;
        if (place)
            writer->db.replace_document(place, made);
        else
            writer->db.add_document(made);
        count_values(writer, document);
        return MT_OK;
    });
}

enum mt_status mt_writer_flush(struct mt_writer *writer, struct mt_error *err)
{
    return write_guard(writer, err, [&] {
        flush_values(writer);
        return MT_OK;
    });
}

enum mt_status mt_writer_delete(struct mt_writer *writer, struct mt_str id, struct mt_error *err)
{
    return write_guard(writer, err, [&] {
        std::string term = store_string(id);
        if (writer->db.term_exists(term)) {
            writer->changed = true;
            writer->db.delete_document(term);
        }
        return MT_OK;
    });
}

enum mt_status mt_writer_set_meta(struct mt_writer *writer, struct mt_str key, struct mt_str value,
                                  struct mt_error *err)
{
    return write_guard(writer, err, [&] {
        if (!is_term(key))
            return mt_error_set(err, MT_ERR_INTERNAL, "a metadata key is empty or too long");
        std::string name = store_string(key), text = store_string(value);
        if (writer->db.get_metadata(name) != text) {
            writer->changed = true;
            writer->db.set_metadata(name, text);
        }
        return MT_OK;
    });
}

enum mt_status mt_writer_meta(struct mt_writer *writer, const void *ctx, struct mt_str key,
                              struct mt_str *out, struct mt_error *err)
{
    return write_guard(writer, err, [&] {
        *out = store_copy(ctx, writer->db.get_metadata(store_string(key)));
        return MT_OK;
    });
}

enum mt_status mt_writer_meta_keys(struct mt_writer *writer, const void *ctx, struct mt_str prefix,
                                   struct mt_strs *out, struct mt_error *err)
{
    return write_guard(writer, err, [&] {
        *out = store_meta_keys(writer->db, ctx, prefix);
        return MT_OK;
    });
}

enum mt_status mt_writer_terms(struct mt_writer *writer, const void *ctx, struct mt_str prefix,
                               struct mt_term_list *out, struct mt_error *err)
{
    return write_guard(writer, err, [&] {
        *out = store_terms(writer->db, ctx, prefix, SIZE_MAX, true);
        return MT_OK;
    });
}

enum mt_status mt_writer_term_documents(struct mt_writer *writer, const void *ctx,
                                        struct mt_str term, struct mt_term_documents *out,
                                        struct mt_error *err)
{
    return write_guard(writer, err, [&] {
        store_documents(writer->db, ctx, term, out);
        return MT_OK;
    });
}

enum mt_status mt_writer_value(struct mt_writer *writer, const void *ctx, uint32_t docid,
                               enum mt_slot slot, struct mt_str *out, struct mt_error *err)
{
    return write_guard(writer, err, [&] {
        *out = store_copy(ctx, writer->db.get_document(docid).get_value(slot));
        return MT_OK;
    });
}

enum mt_status mt_writer_data(struct mt_writer *writer, const void *ctx, uint32_t docid,
                              struct mt_str *out, struct mt_error *err)
{
    return write_guard(writer, err,
                       [&] { return store_record(ctx, writer->db.get_document(docid), out, err); });
}

enum mt_status mt_writer_values(struct mt_writer *writer, const void *ctx, enum mt_slot slot,
                                uint32_t after, size_t limit, struct mt_document_values *out,
                                struct mt_error *err)
{
    return write_guard(writer, err, [&] {
        auto at = writer->db.valuestream_begin(slot), end = writer->db.valuestream_end(slot);
        if (at != end)
            at.skip_to(after + 1);
        for (; at != end && limit > 0; ++at, limit--) {
            struct mt_document_value value = {at.get_docid(), store_copy(ctx, *at)};
            store_push(ctx, out, value);
        }
        return MT_OK;
    });
}

enum mt_status mt_writer_commit(struct mt_writer *writer, struct mt_error *err)
{
    return write_guard(writer, err, [&] { return writer->changed ? commit(writer, err) : MT_OK; });
}
