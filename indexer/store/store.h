/* store.h - The index: a C interface to Xapian, dumb on purpose
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Terms, positions and values go in; ids, scores and values come out. What they mean is said in
 * schema.h; nothing here knows notes or questions. This header is C; everything behind it that is
 * C++ (barrier.cc, open.cc, reader.cc, search.cc, writer.cc) turns every exception into a status
 * and never calls back. All results are copied into the caller's talloc context.
 *
 * Statuses that any function here may return besides those it lists: IO (the disk failed), CORRUPT
 * (the index is damaged), NOMEM, INTERNAL (a bug). Readers also: STALE (a writer has committed
 * twice since the reader was opened; open anew and repeat the whole question), NETWORK.
 *
 * A reader or writer belongs to one thread at a time.
 */
#ifndef MT_STORE_STORE_H
#define MT_STORE_STORE_H

#include "base/base.h"
#include "base/deadline.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/written.h"
#include "store/schema.h"

MT_BEGIN_DECLS

/* ---- Terms ---- */

struct mt_term_stats {
    struct mt_str term;
    uint32_t documents;   /* that hold it */
    uint64_t occurrences; /* in all of them; 0 for boolean terms */
};
struct mt_term_list MT_VEC(struct mt_term_stats);

struct mt_term_document {
    uint32_t docid;
    uint32_t occurrences;
};
struct mt_term_documents MT_VEC(struct mt_term_document);

/* ---- Writing ---- */

struct mt_writer;

enum mt_writer_mode {
    MT_WRITER_UPDATE, /* go on with the live generation; start one where there is none */
    MT_WRITER_REBUILD /* a new generation beside the live one, which keeps answering */
};

/* Opens the index in folder `dir` for writing, making the folder if it is missing. The caller
 * holds the index's lock (lock.h). Generations that no stub names, left by a killed run, are
 * removed. Calls mt_writer_prepare, which see.
 * Errors: SCHEMA (a folder that holds something else, or an index of another schema version; only
 * a rebuild helps the latter), PERMISSION, LOCKED, FULL. */
MT_NODISCARD enum mt_status mt_writer_open(const char *dir, enum mt_writer_mode mode,
                                           struct mt_writer **out, struct mt_error *err);

/* Sets what a writer needs of its process: the umask 077 and XAPIAN_FLUSH_THRESHOLD in the
 * environment. Called before a program starts threads, it lets a writer be opened while they run.
 */
void mt_writer_prepare(void);

/* Drops what is not committed, closes, frees. NULL is fine. A new generation that was never
 * published is removed. */
void mt_writer_free(struct mt_writer *writer);

/* A term, how often it stands in a document, and where, ascending; NULL when it only counts. */
struct mt_posting {
    struct mt_str term;
    uint32_t occurrences;
    const uint32_t *positions;
    enum mt_written written; /* at all of them */
};

/* A document as the writer takes it; everything is borrowed for the call. Terms are 1 to 240 bytes
 * without NUL. */
struct mt_document {
    struct mt_str id;         /* the XF term, prefix included; also added as a boolean term */
    struct mt_str moved_from; /* the id it had before, if it is to take that one's place; or "" */
    const struct mt_posting *postings; /* each term once, bytewise ascending */
    size_t n_postings;
    const struct mt_str *terms; /* boolean, prefix included */
    size_t n_terms;
    struct mt_str values[MT_SLOT_COUNT]; /* empty: none; from MT_SLOT_PLACES on: the postings
                                            once more, by mt_places_pack (places.h);
                                            MT_SLOT_RECORD: by mt_squeeze (squeeze.h) */
};

/* Puts the document in place of the one with its id, or that it had before, if there is one; then
 * only what differs is written. Visible after the commit.
 * Errors: FULL. After any error the writer only takes mt_writer_free. */
MT_NODISCARD enum mt_status mt_writer_replace(struct mt_writer *writer,
                                              const struct mt_document *document,
                                              struct mt_error *err);

/* Deletes the document with this id; one that is not there is fine. */
MT_NODISCARD enum mt_status mt_writer_delete(struct mt_writer *writer, struct mt_str id,
                                             struct mt_error *err);

/* Moves values that wait in memory to blocks, as happens by itself when they are many: before what
 * takes memory of its own. Nothing is committed. */
MT_NODISCARD enum mt_status mt_writer_flush(struct mt_writer *writer, struct mt_error *err);

/* Metadata, part of the same commit. Keys are 1 to 240 bytes; an empty value removes the key. */
MT_NODISCARD enum mt_status mt_writer_set_meta(struct mt_writer *writer, struct mt_str key,
                                               struct mt_str value, struct mt_error *err);

/* As mt_reader_meta and mt_reader_meta_keys, with what this writer has changed. */
MT_NODISCARD enum mt_status mt_writer_meta(struct mt_writer *writer, const void *ctx,
                                           struct mt_str key, struct mt_str *out,
                                           struct mt_error *err);
MT_NODISCARD enum mt_status mt_writer_meta_keys(struct mt_writer *writer, const void *ctx,
                                                struct mt_str prefix, struct mt_strs *out,
                                                struct mt_error *err);

/* As mt_reader_terms and mt_reader_term_documents, with what this writer has changed. */
MT_NODISCARD enum mt_status mt_writer_terms(struct mt_writer *writer, const void *ctx,
                                            struct mt_str prefix, struct mt_term_list *out,
                                            struct mt_error *err);
MT_NODISCARD enum mt_status mt_writer_term_documents(struct mt_writer *writer, const void *ctx,
                                                     struct mt_str term,
                                                     struct mt_term_documents *out,
                                                     struct mt_error *err);

/* As mt_reader_value and mt_reader_data, with what this writer has changed; a document that is gone
 * is INTERNAL. */
MT_NODISCARD enum mt_status mt_writer_value(struct mt_writer *writer, const void *ctx,
                                            uint32_t docid, enum mt_slot slot, struct mt_str *out,
                                            struct mt_error *err);
MT_NODISCARD enum mt_status mt_writer_data(struct mt_writer *writer, const void *ctx,
                                           uint32_t docid, struct mt_str *out,
                                           struct mt_error *err);

/* Appends a value of all documents that have one, by ascending id: at most `limit` of them, of
 * those whose ids are above `after`. */
struct mt_document_value {
    uint32_t docid;
    struct mt_str value;
};
struct mt_document_values MT_VEC(struct mt_document_value);
MT_NODISCARD enum mt_status mt_writer_values(struct mt_writer *writer, const void *ctx,
                                             enum mt_slot slot, uint32_t after, size_t limit,
                                             struct mt_document_values *out, struct mt_error *err);

/* Makes everything since the last commit visible, whole or not at all, and durable: when it
 * returns, the change survives a power cut. The first commit of a new generation also names it in
 * the stub, after which the generation before it is removed; so a rebuild commits once, at its
 * end. A commit without changes writes nothing.
 * Errors: FULL; CORRUPT when a table turns out to be damaged. */
MT_NODISCARD enum mt_status mt_writer_commit(struct mt_writer *writer, struct mt_error *err);

/* ---- Reading ---- */

struct mt_reader;

/* Opens one or more indexes as one: a folder made by the writer, "ssh://host/path" or
 * "xapian://host:port". Document ids are those of this reader alone.
 * Errors: NOT_FOUND (no index there), SCHEMA (a Xapian database that is not ours, or another
 * schema version; the message says what to do), CORRUPT (half written), PERMISSION, NETWORK, USAGE
 * (a remote place that is not written like one of these). */
MT_NODISCARD enum mt_status mt_reader_open(const char *const *places, size_t n_places,
                                           struct mt_reader **out, struct mt_error *err);
void mt_reader_free(struct mt_reader *reader);

/* Opens the index in folder `dir` whatever its schema version, for what all versions keep in one
 * form: MT_META_SCHEMA and MT_META_ARCHIVES. */
MT_NODISCARD enum mt_status mt_reader_open_any(const char *dir, struct mt_reader **out,
                                               struct mt_error *err);

/* Which of the places a document is from. */
size_t mt_reader_place_of(const struct mt_reader *reader, uint32_t docid);

/* The value of a metadata key of one place; empty when there is none. */
MT_NODISCARD enum mt_status mt_reader_meta(struct mt_reader *reader, size_t place, const void *ctx,
                                           struct mt_str key, struct mt_str *out,
                                           struct mt_error *err);

/* The keys that begin with a prefix, sorted. */
MT_NODISCARD enum mt_status mt_reader_meta_keys(struct mt_reader *reader, size_t place,
                                                const void *ctx, struct mt_str prefix,
                                                struct mt_strs *out, struct mt_error *err);

/* All documents there are, ascending. */
struct mt_docids MT_VEC(uint32_t);
MT_NODISCARD enum mt_status mt_reader_documents(struct mt_reader *reader, const void *ctx,
                                                struct mt_docids *out, struct mt_error *err);

/* The terms that begin with a prefix, sorted, at most `limit` of them; `occurrences` are read only
 * if asked for (they cost a look-up a term). */
MT_NODISCARD enum mt_status mt_reader_terms(struct mt_reader *reader, const void *ctx,
                                            struct mt_str prefix, size_t limit, bool occurrences,
                                            struct mt_term_list *out, struct mt_error *err);

/* Appends the documents that hold a term, by ascending id, with how often it stands in each. */
MT_NODISCARD enum mt_status mt_reader_term_documents(struct mt_reader *reader, const void *ctx,
                                                     struct mt_str term,
                                                     struct mt_term_documents *out,
                                                     struct mt_error *err);

/* A question to the store. Nodes are plain memory of the caller, borrowed for the search. */
enum mt_store_op {
    MT_STORE_NOTHING,
    MT_STORE_EVERYTHING,
    MT_STORE_TERM,    /* term */
    MT_STORE_AND,     /* all of the kids, scores added */
    MT_STORE_OR,      /* any of the kids, scores added */
    MT_STORE_SYNONYM, /* any of the kids (terms), scored as one term */
    MT_STORE_PHRASE,  /* the kids side by side in this order; kids are TERM or OR of TERMs. Of a
                         remote place also what has all of them anywhere */
    MT_STORE_FILTER,  /* kids[0], where kids[1] also matches; its score does not count */
    MT_STORE_AND_NOT, /* kids[0], where kids[1] does not match */
    MT_STORE_SCALE,   /* kids[0] with its score times `scale` */
    MT_STORE_RANGE    /* value of `slot` in [term, term_to], bytewise; an empty end is open */
};

struct mt_store_query {
    enum mt_store_op op;
    struct mt_str term, term_to;
    enum mt_slot slot;
    double scale;
    const struct mt_store_query **kids;
    size_t n_kids;
};

struct mt_search_options {
    uint32_t offset, limit;
    const struct mt_deadline *deadline; /* NULL: none */
    bool newest_first;                  /* by the date value, then docid, instead of by score */
    bool oldest_first;                  /* the same, other way round; undated last in both */
    double k1, b;                       /* of BM25 */
};

struct mt_store_hit {
    uint32_t docid;
    double score;
};

struct mt_store_hits {
    struct mt_store_hit *hits;
    size_t n_hits;
    uint32_t matches; /* how many documents match, at least */
    uint32_t about;   /* the same, estimated */
    bool exact;       /* `matches` is the exact number */
};

/* Errors: TIMEOUT when the deadline has passed (Xapian cannot leave half-way with what it has; a
 * remote place knows no deadline), USAGE for a query nested deeper than 200. */
MT_NODISCARD enum mt_status mt_reader_search(struct mt_reader *reader, const void *ctx,
                                             const struct mt_store_query *query,
                                             const struct mt_search_options *options,
                                             struct mt_store_hits *out, struct mt_error *err);

/* Values of some documents (`docids`, ascending), those of some slots (`slots`: 1 << slot of each);
 * empty where there is none or no such document: read slot by slot in one walk each, much cheaper
 * than one by one. */
struct mt_values {
    struct mt_str of[MT_SLOT_COUNT];
};
MT_NODISCARD enum mt_status mt_reader_values(struct mt_reader *reader, const void *ctx,
                                             uint32_t slots, const uint32_t *docids, size_t n,
                                             struct mt_values *out, struct mt_error *err);

/* A value of a document, or what its record holds (MT_SLOT_RECORD, unsqueezed). Errors: STALE when
 * the document is gone. */
MT_NODISCARD enum mt_status mt_reader_value(struct mt_reader *reader, const void *ctx,
                                            uint32_t docid, enum mt_slot slot, struct mt_str *out,
                                            struct mt_error *err);
MT_NODISCARD enum mt_status mt_reader_data(struct mt_reader *reader, const void *ctx,
                                           uint32_t docid, struct mt_str *out,
                                           struct mt_error *err);

/* ---- Checking ---- */

/* Reads the tables of the live generation block by block, compares them with their seal (seal.h)
 * and then with each other; `out` is the number of errors found. Not while a writer is at work.
 * Errors: those of mt_reader_open but SCHEMA; also CORRUPT when the tables cannot even be read. */
MT_NODISCARD enum mt_status mt_store_verify(const char *dir, size_t *out, struct mt_error *err);

MT_END_DECLS

#endif
