/* barrier.h - The fence around Xapian: no exception gets past it
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * For the C++ files of this room only. Every extern "C" function of theirs that calls Xapian is
 *
 *     return store_guard(err, [&] { ...; return MT_OK; });
 *
 * Inside, exceptions may fly and C++ objects clean up after themselves; outside there are only
 * statuses. Objects are copied into talloc contexts before the guard is left. Nothing in here
 * calls back into C that could longjmp.
 */
#ifndef MT_STORE_BARRIER_H
#define MT_STORE_BARRIER_H

#ifndef __cplusplus
#error "barrier.h is C++: C files use store.h"
#endif

#include <string>
#include <utility>

#include <xapian.h>

/* C lets a function bear the name of a struct, which C++ compilers report. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "store/store.h"
#pragma GCC diagnostic pop

/* Turns the exception being handled into a status and a message. */
enum mt_status store_caught(struct mt_error *err) noexcept;

/* From now on, where Xapian would abort the process, it ends with a message and status 2. */
void store_outlive_xapian(void) noexcept;

template <typename Fn> enum mt_status store_guard(struct mt_error *err, Fn &&fn) noexcept
{
    try {
        return std::forward<Fn>(fn)();
    } catch (...) {
        return store_caught(err);
    }
}

/* OK when the database is an index of this schema version, else SCHEMA and what to do. May throw.
 */
enum mt_status store_check_schema(const Xapian::Database &db, struct mt_error *err);

static inline std::string store_string(struct mt_str text)
{
    return text.len ? std::string(text.ptr, text.len) : std::string();
}

static inline struct mt_str store_copy(const void *ctx, const std::string &text)
{
    return mt_str_copy(ctx, mt_str_of(text.data(), text.size()));
}

/* What MT_SLOT_RECORD of a document holds, in `ctx`. May throw. Errors: CORRUPT. */
enum mt_status store_record(const void *ctx, const Xapian::Document &document, struct mt_str *out,
                            struct mt_error *err);

/* mt_push for C++, which converts no void pointers. */
template <typename Vec, typename Item> void store_push(const void *ctx, Vec *vec, const Item &item)
{
    if (vec->len == vec->cap)
        vec->ptr =
            static_cast<Item *>(mt_vec_grown(ctx, vec->ptr, vec->len, &vec->cap, sizeof item));
    vec->ptr[vec->len++] = item;
}

/* The keys of a database's metadata that begin with a prefix, sorted. May throw. */
struct mt_strs store_meta_keys(const Xapian::Database &db, const void *ctx, struct mt_str prefix);

/* The terms of a database that begin with a prefix, and the documents of one term, as
 * mt_reader_terms and mt_reader_term_documents give them. May throw. */
struct mt_term_list store_terms(const Xapian::Database &db, const void *ctx, struct mt_str prefix,
                                size_t limit, bool occurrences);
void store_documents(const Xapian::Database &db, const void *ctx, struct mt_str term,
                     struct mt_term_documents *out);

#endif
