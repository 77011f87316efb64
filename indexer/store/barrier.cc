/* barrier.cc - What each exception of Xapian means to us
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "store/barrier.h"

#include <cerrno>
#include <new>

#include <unistd.h>

#include "base/log.h"
#include "store/schema.h"
#include "store/squeeze.h"

/* Database::check of Xapian 1.4 frees a table under the size of its base class, which the address
 * sanitizer, and it alone, minds. */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define MT_ADDRESS_SANITIZER
#endif
#elif defined __SANITIZE_ADDRESS__
#define MT_ADDRESS_SANITIZER
#endif
#ifdef MT_ADDRESS_SANITIZER
extern "C" __attribute__((visibility("default"))) const char *__asan_default_options()
{
    return "new_delete_type_mismatch=0";
}
#endif

namespace
{

const int EXIT_GAVE_UP = 2; /* what both programs end with after a failure */

/* Causes that matter more than the class of the exception which reports them; without a hint, what
 * mt_error_reason says. */
const struct {
    int code;
    enum mt_status status;
    const char *hint;
} causes[] = {
    {ENOSPC, MT_ERR_FULL, nullptr},
    {EDQUOT, MT_ERR_FULL, nullptr},
    {EFBIG, MT_ERR_FULL, nullptr},
    {EACCES, MT_ERR_PERMISSION, "the index may not be read or written by this user"},
    {EPERM, MT_ERR_PERMISSION, "the index may not be read or written by this user"},
    {EROFS, MT_ERR_PERMISSION, "the index lies on a read-only file system"},
    {EIO, MT_ERR_IO, "the disk failed"},
    {EMFILE, MT_ERR_IO, "too many files are open: see ulimit -n"},
    {ENFILE, MT_ERR_IO, "too many files are open on this machine"},
};

/* get_error_string() makes its string when first asked, for which it may run out of memory. */
const char *system_reason(const Xapian::Error &e) noexcept
{
    try {
        const char *reason = e.get_error_string();
        return reason ? reason : "";
    } catch (...) {
        return "";
    }
}

/* The message is cut: it may hold a whole term, and with it words of a private note. */
enum mt_status fail(struct mt_error *err, enum mt_status status, const Xapian::Error &e,
                    const char *hint) noexcept
{
    const char *reason = system_reason(e);
    return mt_error_set(err, status, "%s (%s: %.160s%s%s)", hint, e.get_type(), e.get_msg().c_str(),
                        *reason ? ": " : "", reason);
}

/* As fail, unless the system's own reason, which a follow-up exception has only in its message,
 * says more. */
enum mt_status fail_local(struct mt_error *err, enum mt_status status, const Xapian::Error &e,
                          const char *hint) noexcept
{
    const char *reason = system_reason(e);
    for (const auto &cause : causes) {
        const char *text = strerror(cause.code);
        if (strcmp(reason, text) != 0 && e.get_msg().find(text) == std::string::npos)
            continue;
        if (err)
            err->sys_errno = cause.code;
        return fail(err, cause.status, e, cause.hint ? cause.hint : mt_error_reason(cause.code));
    }
    return fail(err, status, e, hint);
}

/* Our own mistakes: InvalidArgumentError quotes the term that it does not like. */
enum mt_status fail_bug(struct mt_error *err, const Xapian::Error &e) noexcept
{
    return mt_error_set(err, MT_ERR_INTERNAL, "a bug, please report it (%s: %.40s)", e.get_type(),
                        e.get_msg().c_str());
}

/* A write that fails while Xapian 1.4 merges values throws from a destructor, which ends the
 * program where it stands. That is no harm to the index, so this is a failure like any other, and
 * not a crash. Of its cause only errno is left. */
[[noreturn]] void give_up()
{
    const char *hint = "the index cannot be written";
    int code = errno;
    for (const auto &cause : causes)
        if (cause.code == code)
            hint = cause.hint ? cause.hint : mt_error_reason(code);
    mt_log_fail("%s (Xapian gave up: %s)", hint, strerror(code));
    _exit(EXIT_GAVE_UP);
}

} // namespace

void store_outlive_xapian(void) noexcept
{
    std::set_terminate(give_up);
}

/* Xapian::Error has no base class, and some of its classes derive from others: most derived first.
 */
enum mt_status store_caught(struct mt_error *err) noexcept
{
    static const char stale[] =
        "the index changed while it was read: ask again, and if it stays so: mtindex check";
    static const char damaged[] = "the index is damaged: run mtindex rebuild";
    try {
        throw;
    } catch (const Xapian::DatabaseLockError &e) {
        return fail_local(err, MT_ERR_LOCKED, e, "another program writes this index");
    } catch (const Xapian::DatabaseModifiedError &e) {
        return fail(err, MT_ERR_STALE, e, stale);
    } catch (const Xapian::DocNotFoundError &e) {
        return fail(err, MT_ERR_STALE, e, stale);
    } catch (const Xapian::DatabaseNotFoundError &e) {
        return fail_local(err, MT_ERR_NOT_FOUND, e, "no index here: run mtindex ARCHIVE");
    } catch (const Xapian::DatabaseVersionError &e) {
        return fail(err, MT_ERR_SCHEMA, e, "of another version of Xapian: run mtindex rebuild");
    } catch (const Xapian::DatabaseOpeningError &e) {
        return fail_local(err, MT_ERR_CORRUPT, e, damaged);
    } catch (const Xapian::DatabaseCorruptError &e) {
        return fail_local(err, MT_ERR_CORRUPT, e, damaged);
    } catch (const Xapian::DatabaseClosedError &e) {
        return fail_bug(err, e);
    } catch (const Xapian::NetworkError &e) {
        return fail(err, MT_ERR_NETWORK, e, "the remote index does not answer");
    } catch (const Xapian::SerialisationError &e) {
        return fail(err, MT_ERR_CORRUPT, e, damaged);
    } catch (const Xapian::RangeError &e) {
        return fail(err, MT_ERR_CORRUPT, e, damaged);
    } catch (const Xapian::LogicError &e) {
        return fail_bug(err, e);
    } catch (const Xapian::Error &e) {
        if (e.get_msg().compare(0, 3, "EOF") == 0) /* a file ends before its last block */
            return fail(err, MT_ERR_CORRUPT, e, damaged);
        return fail_local(err, MT_ERR_IO, e, "the index cannot be read or written");
    } catch (const std::bad_alloc &) {
        return mt_error_set(err, MT_ERR_NOMEM, "out of memory");
    } catch (const std::exception &e) {
        return mt_error_set(err, MT_ERR_INTERNAL, "a bug, please report it (%.160s)", e.what());
    } catch (...) {
        return mt_error_set(err, MT_ERR_INTERNAL, "a bug, please report it (unknown exception)");
    }
}

enum mt_status store_check_schema(const Xapian::Database &db, struct mt_error *err)
{
    std::string text = db.get_metadata(MT_META_SCHEMA);
    uint64_t version = 0;
    if (!mt_str_to_u64(mt_str_of(text.data(), text.size()), &version))
        return mt_error_set(err, MT_ERR_SCHEMA, "a Xapian database, but no index of mtindex");
    if (version > MT_SCHEMA_VERSION)
        return mt_error_set(err, MT_ERR_SCHEMA,
                            "the index is of a newer mtindex (schema %llu, here %d): use that one, "
                            "or run this mtindex, which rebuilds it",
                            (unsigned long long)version, MT_SCHEMA_VERSION);
    if (version < MT_SCHEMA_VERSION)
        return mt_error_set(err, MT_ERR_SCHEMA,
                            "the index is of an older mtindex (schema %llu, here %d): run mtindex, "
                            "which rebuilds it",
                            (unsigned long long)version, MT_SCHEMA_VERSION);
    return MT_OK;
}

struct mt_strs store_meta_keys(const Xapian::Database &db, const void *ctx, struct mt_str prefix)
{
    struct mt_strs keys = {nullptr, 0, 0};
    std::string start = store_string(prefix);
    for (auto i = db.metadata_keys_begin(start); i != db.metadata_keys_end(start); ++i)
        store_push(ctx, &keys, store_copy(ctx, *i));
    return keys;
}

struct mt_term_list store_terms(const Xapian::Database &db, const void *ctx, struct mt_str prefix,
                                size_t limit, bool occurrences)
{
    struct mt_term_list terms = {nullptr, 0, 0};
    std::string start = store_string(prefix);
    auto end = db.allterms_end(start);
    for (auto i = db.allterms_begin(start); i != end && terms.len < limit; ++i) {
        std::string term = *i;
        struct mt_term_stats stats = {store_copy(ctx, term), i.get_termfreq(), 0};
        if (occurrences)
            stats.occurrences = db.get_collection_freq(term);
        store_push(ctx, &terms, stats);
    }
    return terms;
}

enum mt_status store_record(const void *ctx, const Xapian::Document &document, struct mt_str *out,
                            struct mt_error *err)
{
    std::string squeezed = document.get_value(MT_SLOT_RECORD);
    return mt_unsqueeze(ctx, mt_str_of(squeezed.data(), squeezed.size()), out, err);
}

void store_documents(const Xapian::Database &db, const void *ctx, struct mt_str term,
                     struct mt_term_documents *out)
{
    std::string name = store_string(term);
    for (auto i = db.postlist_begin(name); i != db.postlist_end(name); ++i) {
        struct mt_term_document document = {*i, i.get_wdf()};
        store_push(ctx, out, document);
    }
}
