/* units.h - The unit table of a note: what is scored, cheap to read without the text
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A unit is about 30 words of one turn, or of one item of a section. The table lies in value slot
 * MT_SLOT_UNITS, delta-coded with base/pack.h, about 5 bytes a unit.
 */
#ifndef MT_STORE_UNITS_H
#define MT_STORE_UNITS_H

#include "base/base.h"
#include "base/error.h"
#include "base/kind.h"
#include "base/memory.h"

MT_BEGIN_DECLS

#define MT_NOBODY UINT32_MAX

struct mt_unit {
    uint32_t position; /* of its first word */
    uint32_t words;    /* how many; 0 for a unit of punctuation alone */
    uint32_t section;  /* running number of the section in the note, from 0 */
    uint32_t item;     /* running number of the item; units of one item stand side by side */
    enum mt_kind kind;
    bool heading; /* the heading of its section, or an item that says nothing: "(none)" */

    /* transcript and chat units; 0 elsewhere */
    bool timed;
    bool exact; /* start_ms stands in the file */
    bool noise; /* what a recogniser writes when nobody speaks */
    int32_t start_ms, end_ms;
    uint32_t speaker; /* index into the table's speakers, or MT_NOBODY */

    /* tasks; status MT_TASK_NONE elsewhere */
    enum mt_task_status status;
    enum mt_priority priority;
    uint32_t owner;    /* index into the table's owners, or MT_NOBODY */
    int32_t due, done; /* YYYYMMDD or 0 */

    /* of an untimed unit's folded words, to know copies; 0 in timed units */
    uint32_t text_hash;
};

struct mt_unit_speaker {
    struct mt_str name;  /* canonical; "" when nobody is known */
    struct mt_str label; /* as written in the file */
};

struct mt_unit_table {
    struct mt_unit *units;
    size_t n_units;
    struct mt_unit_speaker *speakers;
    size_t n_speakers;
    struct mt_str *owners;
    size_t n_owners;

    /* of the note, so that ranking reads one value and not several far from each other */
    struct mt_str path; /* in its archive */
    struct mt_str copy; /* transcript hash, "" without one */
    int32_t date;       /* YYYYMMDD or 0 */
};

void mt_units_pack(const struct mt_unit_table *table, struct mt_buf *out);

/* Reads a packed table into `out`, arrays in `ctx`, strings as slices of `bytes`.
 * Errors: CORRUPT when the bytes are no unit table. */
MT_NODISCARD enum mt_status mt_units_unpack(const void *ctx, struct mt_str bytes,
                                            struct mt_unit_table *out, struct mt_error *err);

/* Sums over all notes of an index, from which ranking takes its means and status its counts. */
struct mt_totals {
    uint64_t notes;
    uint64_t units;
    uint64_t words;
    uint64_t bytes; /* of the files */
    double near20;  /* sum over units of the words around them, smoothed by the kernel of 20 seconds
                       (rank/score.h) */
};

void mt_totals_pack(const struct mt_totals *totals, struct mt_buf *out);
/* Zeroes for the empty slice. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_totals_unpack(struct mt_str bytes, struct mt_totals *out,
                                             struct mt_error *err);

/* The clock of each unit in seconds, for the kernels: its start for timed units; for the others a
 * virtual clock of 2.6 words a second with ten minutes between sections, after the last time of
 * the note, so that no kernel reaches from one section into another or into the transcript.
 * `out` has n_units places; the order of units is kept, times ascend within each section: a start
 * that goes back waits for the one before, and a unit without a time in a section with times is
 * placed by reading on from its neighbour. */
void mt_units_clock(const struct mt_unit_table *table, double *out);

/* Σ over units v of words(v) exp(-(t_u - t_v)² / 2s²), 0 beyond 3s, for each unit u: the smoothed
 * length around it. Only units of one section reach each other, and at most 512 on either side, so
 * the work is bounded in a file that says everything at one instant. `clock` from mt_units_clock;
 * `out` has n_units places. */
void mt_units_smooth_length(const struct mt_unit_table *table, const double *clock, double s,
                            double *out);

MT_END_DECLS

#endif
