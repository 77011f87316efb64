/* fuzz_units.c - Any bytes as a unit table, and as totals
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is read must be within its limits, pack to bytes that read back the same, and have a clock
 * that ascends within each section.
 */
#include "base/base.h"

#include <math.h>

#include "store/units.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

static struct mt_str pack(void *ctx, const struct mt_unit_table *table)
{
    struct mt_buf buf;
    mt_buf_init(&buf, ctx, 64 << 20);
    mt_units_pack(table, &buf);
    return mt_buf_str(&buf);
}

static void check_units(const struct mt_unit_table *table)
{
    uint32_t position = 0;
    for (size_t i = 0; i < table->n_units; i++) {
        const struct mt_unit *unit = &table->units[i];
        require(unit->position >= position);
        require(unit->words <= UINT32_MAX - unit->position);
        require(unit->kind < MT_KIND_COUNT && mt_kind_name(unit->kind).len > 0);
        require(unit->status <= MT_TASK_CANCELLED && unit->priority <= MT_PRIORITY_HIGHEST);
        require(unit->speaker == MT_NOBODY || unit->speaker < table->n_speakers);
        require(unit->owner == MT_NOBODY || unit->owner < table->n_owners);
        require(unit->due >= 0 && unit->done >= 0);
        position = unit->position;
    }
}

static void check_clock(void *ctx, const struct mt_unit_table *table)
{
    double *clock = mt_array(ctx, double, table->n_units);
    double *length = mt_array(ctx, double, table->n_units);
    mt_units_clock(table, clock);
    mt_units_smooth_length(table, clock, 20, length);
    for (size_t i = 0; i < table->n_units; i++) {
        require(isfinite(clock[i]) && isfinite(length[i]) && length[i] >= table->units[i].words);
        if (i > 0 && table->units[i].section == table->units[i - 1].section)
            require(clock[i] >= clock[i - 1]);
    }
}

static void check_totals(void *ctx, struct mt_str bytes)
{
    struct mt_totals totals, again;
    struct mt_buf buf;
    if (mt_totals_unpack(bytes, &totals, NULL) != MT_OK)
        return;
    mt_buf_init(&buf, ctx, 1000);
    mt_totals_pack(&totals, &buf);
    require(mt_totals_unpack(mt_buf_str(&buf), &again, NULL) == MT_OK);
    require(memcmp(&totals, &again, sizeof totals) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_str bytes = mt_str_copy(ctx, mt_str_of((const char *)data, size));
    struct mt_unit_table table, again;
    check_totals(ctx, bytes);
    if (mt_units_unpack(ctx, bytes, &table, NULL) == MT_OK) {
        check_units(&table);
        check_clock(ctx, &table);
        struct mt_str packed = pack(ctx, &table);
        require(mt_units_unpack(ctx, packed, &again, NULL) == MT_OK);
        require(again.n_units == table.n_units && again.n_speakers == table.n_speakers);
        require(mt_str_eq(pack(ctx, &again), packed));
    }
    mt_free(ctx);
    return 0;
}
