/* run.h - One run of mtindex: archives against index, until they agree
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_INGEST_RUN_H
#define MT_INGEST_RUN_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"

MT_BEGIN_DECLS

struct mt_progress {
    uint64_t files, files_total;
    uint64_t bytes, bytes_total;
};

struct mt_run_options {
    const char *index;           /* folder */
    const char *const *archives; /* folders to add or bring up to date, none: all remembered
                                    ones; or to forget */
    size_t n_archives;
    const char *command; /* what others are told while the lock is held */
    unsigned wait_s;     /* for another writer */
    const char *names;   /* the user's names file (entity/names_file.h); NULL: none */
    bool names_optional; /* it need not be there */
    unsigned jobs;       /* threads that read files; 0: as many as there are processors */
    bool rebuild;        /* read everything anew, beside the old index */
    bool forget;         /* drop the archives named, their folders may be gone; read nothing */
    bool dry_run;        /* find out what would be done; write nothing */
    bool allow_empty;    /* also when more than half of an archive disappeared */

    /* Called now and then while files are read; may be NULL. */
    void (*progress)(void *user, const struct mt_progress *progress);
    void *user;
};

/* A file, or a line of it, that was not understood. */
struct mt_run_problem {
    struct mt_str path; /* absolute */
    uint32_t line;      /* 0: the file as a whole */
    struct mt_str reason;
    bool now; /* found in this run; else remembered from an earlier one */
};
struct mt_run_problems MT_VEC(struct mt_run_problem);

struct mt_run_report {
    /* files; `deleted` are also those that are there, but whose notes left the index */
    uint64_t added, updated, renamed, deleted, unchanged;
    uint64_t notes, units;           /* in the index afterwards */
    uint64_t bytes;                  /* read in this run */
    double seconds;                  /* that it took, once it had the lock */
    struct mt_str rebuilt_because;   /* "" unless everything had to be read anew */
    struct mt_strs empty;            /* absolute paths of files read now that hold no word */
    struct mt_run_problems problems; /* files that could not be read or only in part */
};

/* Brings the index to agree with its archives and commits once, at the end: a run that fails
 * leaves the index as it was. Everything is read anew, into a new generation, when asked to or when
 * the index has another schema or another tokeniser than this program, or is damaged.
 *  - A file that cannot be read keeps what the index has of it; if it was moved, under the path
 *    before. One that is no text any more, or too large, leaves the index, and so does one that is
 *    gone before it is read. Where everything is read anew there is nothing to keep: then also what
 *    cannot be read leaves.
 *  - A file that was merely touched is no news: its row goes with the next real commit.
 *  - A file that was moved, told by inode, size and time, is read again (its path may tell its
 *    date), but its note stays in its place, so that only what differs is written. A move is
 *    reported as one also when only the content tells it.
 *  - A remembered archive that cannot be read just now keeps its notes and is a problem.
 * Errors: USAGE (no archive named or remembered, none of that name to forget), NOT_FOUND,
 * PERMISSION and FORMAT (an archive that is no readable folder, a names file that cannot be read),
 * LIMIT (more than half of an archive disappeared), LOCKED, SCHEMA (the index folder holds
 * something else), CORRUPT (a damaged index that does not tell its archives any more:
 * rebuild), FULL, IO. */
MT_NODISCARD enum mt_status mt_run(const void *ctx, const struct mt_run_options *options,
                                   struct mt_run_report *out, struct mt_error *err);

MT_END_DECLS

#endif
