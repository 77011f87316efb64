/* reader.h - The inside of a reader, shared by the C++ files behind it; open.cc opens it
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_STORE_READER_H
#define MT_STORE_READER_H

#include <vector>

#include "store/barrier.h"
#include "store/seal.h"
#include "store/store.h"

struct mt_reader {
    std::vector<Xapian::Database> places;
    Xapian::Database all; /* the places as one */
    bool remote;          /* one of them is */
    /* The document that was asked for last: of one, several things are wanted. */
    uint32_t opened; /* its id, or 0 */
    Xapian::Document document;
};

/* Opens the generation in folder `path` if its files are as they were sealed (seal.h). May throw.
 * Errors: those of mt_seal_check. */
enum mt_status store_open_sealed(const char *path, bool every_block, Xapian::Database *out,
                                 struct mt_sealed *sealed, struct mt_error *err);

/* Opens a folder, one with another schema, sealed or not, only if any will do. May throw. */
enum mt_status store_open_folder(const char *dir, bool any_version, Xapian::Database *out,
                                 struct mt_error *err);

/* Whether a place is on another machine. */
bool store_is_remote(const char *place);

/* Opens one place and checks its schema. May throw. */
enum mt_status store_open_place(const char *place, Xapian::Database *out, struct mt_error *err);

#endif
