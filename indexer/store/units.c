/* units.c - The unit table of a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Packed: path, copy, date, speakers, owners, then the units. Of a unit come one number of flags,
 * which say of what the usual is true, and then what is not and is likely to be small: positions,
 * sections and items as steps from the unit before, a start as the step from the last end, an end
 * as a duration, an index plus one (0: nobody).
 */
#include "base/base.h"
#include "store/units.h"

#include <math.h>

#include "base/pack.h"

/* The more usual first: most take a byte, nearly all two. */
enum {
    FLAG_KIND = 0xf,
    FLAG_TIMED = 1 << 4,
    FLAG_EXACT = 1 << 5,
    FLAG_START = 1 << 6,     /* it does not start at the last end */
    FLAG_NEXT = 1 << 7,      /* it begins the next item; else it is in the same, or … */
    FLAG_ITEM = 1 << 8,      /* … a step away */
    FLAG_SPEAKER = 1 << 9,   /* not the one before */
    FLAG_POSITION = 1 << 10, /* it does not follow the last word */
    FLAG_SECTION = 1 << 11,  /* not the same */
    FLAG_HEADING = 1 << 12,
    FLAG_NOISE = 1 << 13,
    FLAG_TASK = 1 << 14,
    FLAGS_END = 1 << 15
};

/* The fewest bytes that a packed speaker and a packed unit take. */
#define SPEAKER_BYTES 2
#define UNIT_BYTES 3

_Static_assert(MT_KIND_COUNT <= FLAG_KIND + 1, "a kind no longer fits its bits");

/* ---- Packing ---- */

static uint64_t index_packed(uint32_t index)
{
    return index == MT_NOBODY ? 0 : (uint64_t)index + 1;
}

static void pack_task(const struct mt_unit *unit, struct mt_buf *out)
{
    mt_pack_u64(out, unit->status);
    mt_pack_u64(out, unit->priority);
    mt_pack_u64(out, index_packed(unit->owner));
    mt_pack_i64(out, unit->due);
    mt_pack_i64(out, unit->done);
}

/* `before` ends at the last end of all. */
static unsigned flags_of(const struct mt_unit *unit, const struct mt_unit *before)
{
    int64_t items = (int64_t)unit->item - before->item;
    const struct {
        bool set;
        unsigned flag;
    } rows[] = {
        {unit->timed, FLAG_TIMED},
        {unit->exact, FLAG_EXACT},
        {unit->timed && unit->start_ms != before->end_ms, FLAG_START},
        {items == 1, FLAG_NEXT},
        {items != 0 && items != 1, FLAG_ITEM},
        {unit->speaker != before->speaker, FLAG_SPEAKER},
        {unit->position - before->position != before->words, FLAG_POSITION},
        {unit->section != before->section, FLAG_SECTION},
        {unit->heading, FLAG_HEADING},
        {unit->noise, FLAG_NOISE},
        {unit->status != MT_TASK_NONE, FLAG_TASK},
    };
    unsigned flags = unit->kind;
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        flags |= rows[i].set ? rows[i].flag : 0;
    return flags;
}

static void pack_unit(const struct mt_unit *unit, const struct mt_unit *before, struct mt_buf *out)
{
    unsigned flags = flags_of(unit, before);
    assert(unit->position >= before->position);
    mt_pack_u64(out, flags);
    if (flags & FLAG_POSITION)
        mt_pack_u64(out, unit->position - before->position);
    mt_pack_u64(out, unit->words);
    if (flags & FLAG_SECTION)
        mt_pack_i64(out, (int64_t)unit->section - before->section);
    if (flags & FLAG_ITEM)
        mt_pack_i64(out, (int64_t)unit->item - before->item);
    if (flags & FLAG_SPEAKER)
        mt_pack_u64(out, index_packed(unit->speaker));
    if (flags & FLAG_START)
        mt_pack_i64(out, (int64_t)unit->start_ms - before->end_ms);
    if (unit->timed)
        mt_pack_i64(out, (int64_t)unit->end_ms - unit->start_ms);
    else
        mt_pack_fixed32(out, unit->text_hash);
    if (flags & FLAG_TASK)
        pack_task(unit, out);
}

void mt_units_pack(const struct mt_unit_table *table, struct mt_buf *out)
{
    struct mt_unit before = {.speaker = MT_NOBODY};
    mt_pack_str(out, table->path);
    mt_pack_str(out, table->copy);
    mt_pack_u64(out, (uint64_t)table->date);
    mt_pack_u64(out, table->n_speakers);
    for (size_t i = 0; i < table->n_speakers; i++) {
        mt_pack_str(out, table->speakers[i].name);
        mt_pack_str(out, table->speakers[i].label);
    }
    mt_pack_u64(out, table->n_owners);
    for (size_t i = 0; i < table->n_owners; i++)
        mt_pack_str(out, table->owners[i]);
    mt_pack_u64(out, table->n_units);
    for (size_t i = 0; i < table->n_units; i++) {
        int32_t last_end_ms = before.end_ms;
        pack_unit(&table->units[i], &before, out);
        before = table->units[i];
        if (!before.timed)
            before.end_ms = last_end_ms;
    }
}

/* ---- Unpacking ---- */

/* A number that must lie in [low, high]; `low`, and bad, when it does not. */
static int64_t within(struct mt_unpack *in, int64_t value, int64_t low, int64_t high)
{
    if (value >= low && value <= high)
        return value;
    in->bad = true;
    return low;
}

static uint32_t unpack_below(struct mt_unpack *in, uint32_t end)
{
    return (uint32_t)within(in, mt_unpack_u32(in), 0, (int64_t)end - 1);
}

static uint32_t unpack_index(struct mt_unpack *in, size_t n)
{
    uint32_t index = mt_unpack_u32(in);
    if (index > n)
        in->bad = true;
    return index == 0 || in->bad ? MT_NOBODY : index - 1;
}

static void unpack_task(struct mt_unpack *in, size_t n_owners, struct mt_unit *unit)
{
    unit->status = (enum mt_task_status)unpack_below(in, MT_TASK_CANCELLED + 1);
    unit->priority = (enum mt_priority)unpack_below(in, MT_PRIORITY_HIGHEST + 1);
    unit->owner = unpack_index(in, n_owners);
    unit->due = (int32_t)mt_unpack_step(in, 0, 0, INT32_MAX);
    unit->done = (int32_t)mt_unpack_step(in, 0, 0, INT32_MAX);
    if (unit->status == MT_TASK_NONE)
        in->bad = true;
}

/* What the flags say by themselves. */
static struct mt_unit unit_of(struct mt_unpack *in, uint32_t flags)
{
    return (struct mt_unit){
        .kind = (enum mt_kind)within(in, flags & FLAG_KIND, 0, MT_KIND_COUNT - 1),
        .timed = flags & FLAG_TIMED,
        .exact = flags & FLAG_EXACT,
        .heading = flags & FLAG_HEADING,
        .noise = flags & FLAG_NOISE,
        .owner = MT_NOBODY,
    };
}

/* `unit` is what its flags say. */
static void unpack_unit(struct mt_unpack *in, const struct mt_unit_table *table, uint32_t flags,
                        const struct mt_unit *before, int32_t last_end_ms, struct mt_unit *unit)
{
    uint32_t step = flags & FLAG_POSITION ? mt_unpack_u32(in) : before->words;
    uint64_t position = (uint64_t)before->position + step;
    unit->words = mt_unpack_u32(in);
    in->bad |= position + unit->words > UINT32_MAX;
    unit->position = (uint32_t)position;
    unit->section = before->section;
    unit->item = before->item;
    if (flags & FLAG_SECTION)
        unit->section = (uint32_t)mt_unpack_step(in, before->section, 0, UINT32_MAX);
    if (flags & FLAG_NEXT)
        in->bad |= ++unit->item == 0;
    if (flags & FLAG_ITEM)
        unit->item = (uint32_t)mt_unpack_step(in, before->item, 0, UINT32_MAX);
    unit->speaker = flags & FLAG_SPEAKER ? unpack_index(in, table->n_speakers) : before->speaker;
    if (flags & FLAG_TIMED) {
        unit->start_ms = last_end_ms;
        if (flags & FLAG_START)
            unit->start_ms = (int32_t)mt_unpack_step(in, last_end_ms, INT32_MIN, INT32_MAX);
        unit->end_ms = (int32_t)mt_unpack_step(in, unit->start_ms, INT32_MIN, INT32_MAX);
    } else {
        unit->text_hash = mt_unpack_fixed32(in);
    }
    if (flags & FLAG_TASK)
        unpack_task(in, table->n_owners, unit);
}

/* Most units have the flags of the one before. */
static void unpack_units(struct mt_unpack *from, struct mt_unit_table *table)
{
    const struct mt_unit first = {.speaker = MT_NOBODY}, *before = &first;
    struct mt_unit plain = {0};
    struct mt_unpack in = *from;
    uint32_t plain_flags = FLAGS_END;
    int32_t last_end_ms = 0;
    for (size_t i = 0; i < table->n_units && !in.bad; i++) {
        uint32_t flags = unpack_below(&in, FLAGS_END);
        if (flags != plain_flags)
            plain = unit_of(&in, plain_flags = flags);
        table->units[i] = plain;
        unpack_unit(&in, table, flags, before, last_end_ms, &table->units[i]);
        before = &table->units[i];
        last_end_ms = flags & FLAG_TIMED ? before->end_ms : last_end_ms;
    }
    *from = in;
}

enum mt_status mt_units_unpack(const void *ctx, struct mt_str bytes, struct mt_unit_table *out,
                               struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    struct mt_unit_table table = {.path = mt_unpack_str(&in)};
    table.copy = mt_unpack_str(&in);
    table.date = (int32_t)within(&in, mt_unpack_u32(&in), 0, INT32_MAX);
    table.n_speakers = mt_unpack_count(&in, SPEAKER_BYTES);
    table.speakers = mt_array(ctx, struct mt_unit_speaker, table.n_speakers);
    for (size_t i = 0; i < table.n_speakers; i++) {
        table.speakers[i].name = mt_unpack_str(&in);
        table.speakers[i].label = mt_unpack_str(&in);
    }
    table.n_owners = mt_unpack_count(&in, 1);
    table.owners = mt_array(ctx, struct mt_str, table.n_owners);
    for (size_t i = 0; i < table.n_owners; i++)
        table.owners[i] = mt_unpack_str(&in);
    table.n_units = mt_unpack_count(&in, UNIT_BYTES);
    table.units = mt_alloc(ctx, table.n_units * sizeof *table.units);
    unpack_units(&in, &table);
    if (in.bad || in.at != in.end)
        return mt_error_set(err, MT_ERR_CORRUPT,
                            "a note's table of units is damaged: run mtindex rebuild");
    *out = table;
    return MT_OK;
}

/* ---- Totals ---- */

void mt_totals_pack(const struct mt_totals *totals, struct mt_buf *out)
{
    mt_pack_u64(out, totals->notes);
    mt_pack_u64(out, totals->units);
    mt_pack_u64(out, totals->words);
    mt_pack_u64(out, totals->bytes);
    mt_pack_sum(out, totals->near20);
}

enum mt_status mt_totals_unpack(struct mt_str bytes, struct mt_totals *out, struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    struct mt_totals totals = {.notes = 0};
    if (bytes.len) {
        totals.notes = mt_unpack_u64(&in);
        totals.units = mt_unpack_u64(&in);
        totals.words = mt_unpack_u64(&in);
        totals.bytes = mt_unpack_u64(&in);
        totals.near20 = mt_unpack_sum(&in);
    }
    if (in.bad || in.at != in.end)
        return mt_error_set(err, MT_ERR_CORRUPT,
                            "the index's totals are damaged: run mtindex rebuild");
    *out = totals;
    return MT_OK;
}

/* ---- The clock ---- */

#define WORDS_PER_SECOND 2.6
#define SECTION_GAP_S 600.0
/* On either side of a unit. Nobody speaks three units a second, but a broken file may hold a
 * hundred thousand at one instant. */
#define REACH_UNITS 512

static double seconds_spoken(const struct mt_unit *unit)
{
    return unit->words / WORDS_PER_SECOND;
}

/* End of the run of units in one section that begins at `begin`. */
static size_t section_end(const struct mt_unit_table *table, size_t begin)
{
    size_t end = begin + 1;
    while (end < table->n_units && table->units[end].section == table->units[begin].section)
        end++;
    return end;
}

/* The first timed unit in [begin, end), or `end`. */
static size_t next_timed(const struct mt_unit_table *table, size_t begin, size_t end)
{
    while (begin < end && !table->units[begin].timed)
        begin++;
    return begin;
}

static double last_second(const struct mt_unit_table *table)
{
    int32_t last_ms = 0;
    for (size_t i = 0; i < table->n_units; i++) {
        const struct mt_unit *unit = &table->units[i];
        int32_t ms = unit->start_ms > unit->end_ms ? unit->start_ms : unit->end_ms;
        if (unit->timed && ms > last_ms)
            last_ms = ms;
    }
    return last_ms / 1000.0;
}

/* A section with times. Starts that go back wait for the latest before them; units without a time,
 * such as its heading, stand where reading on from the unit before would place them, at most at
 * the next start. */
static void clock_timed(const struct mt_unit_table *table, size_t begin, size_t end, double *out)
{
    size_t timed = next_timed(table, begin, end);
    double now = table->units[timed].start_ms / 1000.0;
    double next = now;
    for (size_t i = begin; i < end; i++) {
        if (i > begin && !table->units[i].timed) {
            if (timed < i) {
                timed = next_timed(table, i, end);
                next = timed < end ? fmax(now, table->units[timed].start_ms / 1000.0) : INFINITY;
            }
            now = fmin(now + seconds_spoken(&table->units[i - 1]), next);
        } else if (table->units[i].timed) {
            double start = table->units[i].start_ms / 1000.0;
            now = start > now ? start : now;
        }
        out[i] = now;
    }
}

void mt_units_clock(const struct mt_unit_table *table, double *out)
{
    double virtual = last_second(table);
    for (size_t begin = 0; begin < table->n_units;) {
        size_t end = section_end(table, begin);
        if (next_timed(table, begin, end) < end) {
            clock_timed(table, begin, end, out);
        } else {
            virtual += SECTION_GAP_S;
            for (size_t i = begin; i < end; i++) {
                out[i] = virtual;
                virtual += seconds_spoken(&table->units[i]);
            }
        }
        begin = end;
    }
}

/* Each pair is looked at once, from its earlier unit. */
void mt_units_smooth_length(const struct mt_unit_table *table, const double *clock, double s,
                            double *out)
{
    const struct mt_unit *units = table->units;
    double reach = 3 * s, scale = -1 / (2 * s * s);
    for (size_t i = 0; i < table->n_units; i++)
        out[i] = units[i].words;
    for (size_t begin = 0; begin < table->n_units;) {
        size_t end = section_end(table, begin);
        for (size_t u = begin; u < end; u++) {
            size_t stop = end - u > REACH_UNITS ? u + REACH_UNITS + 1 : end;
            for (size_t v = u + 1; v < stop && clock[v] - clock[u] <= reach; v++) {
                double apart = clock[v] - clock[u];
                double weight = exp(apart * apart * scale);
                out[u] += units[v].words * weight;
                out[v] += units[u].words * weight;
            }
        }
        begin = end;
    }
}
