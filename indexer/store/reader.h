/* reader.h - The inside of a reader, shared by the C++ files behind it
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_STORE_READER_H
#define MT_STORE_READER_H

#include <vector>

#include "store/barrier.h"
#include "store/store.h"

struct mt_reader {
    std::vector<Xapian::Database> places;
    Xapian::Database all; /* the places as one */
};

/* Opens one place and checks its schema (open.cc). May throw. */
enum mt_status store_open_place(const char *place, Xapian::Database *out, struct mt_error *err);

#endif
