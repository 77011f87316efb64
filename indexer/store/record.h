/* record.h - What is shown of a note, stored as the value MT_SLOT_RECORD
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Format: the byte MT_RECORD_VERSION, then the fields in the order below, packed (base/pack.h),
 * offsets delta-coded.
 */
#ifndef MT_STORE_RECORD_H
#define MT_STORE_RECORD_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/place.h"

MT_BEGIN_DECLS

#define MT_RECORD_VERSION 1

/* From this offset of the record's text on, bytes correspond one to one to the file from `place`
 * on, until the next anchor. No run between two anchors crosses a line end of the file. */
struct mt_anchor {
    uint32_t at;
    struct mt_place place;
};

/* The shown text of one unit: [begin, end) of the record's text. */
struct mt_range {
    uint32_t begin, end;
};

struct mt_record_property {
    struct mt_str key, value;
};

struct mt_record {
    uint32_t archive;   /* number (meta.h) */
    uint32_t part;      /* of a file with several notes, from 0 */
    struct mt_str path; /* in the archive */
    struct mt_str title;
    int32_t date;          /* YYYYMMDD or 0 */
    int32_t start_minutes; /* of the day, or -1 */
    struct mt_str type;
    struct mt_str language;
    struct mt_str *people;
    size_t n_people;
    struct mt_str *organizations;
    size_t n_organizations;
    struct mt_str *tags;
    size_t n_tags;
    struct mt_record_property *properties;
    size_t n_properties;
    struct mt_str text;      /* the units' texts, one after the other */
    struct mt_range *ranges; /* one a unit, same order as the unit table */
    size_t n_ranges;
    struct mt_anchor *anchors; /* sorted by `at` */
    size_t n_anchors;
};

void mt_record_pack(const struct mt_record *record, struct mt_buf *out);

/* Reads a record; arrays live in `ctx`, strings are slices of `bytes`, every range and anchor lies
 * in the text. Errors: SCHEMA for another version, CORRUPT when the bytes are no record. */
MT_NODISCARD enum mt_status mt_record_unpack(const void *ctx, struct mt_str bytes,
                                             struct mt_record *out, struct mt_error *err);

/* Where an offset of the record's text stands in the file. */
struct mt_place mt_record_place(const struct mt_record *record, uint32_t offset);

MT_END_DECLS

#endif
