/* decode.h - A file's bytes as clean UTF-8, and the way back to the bytes
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Everything above works on a `struct mt_text`: valid UTF-8, line ends `\n`, no NUL and no other
 * control character than `\n` and `\t`, mojibake repaired (mojibake.h). What it shows to people
 * and editors are places in the file as it is on disk, so the text carries a map: a sorted list of
 * marks, each saying that from text offset `text` on, bytes correspond one to one to the file from
 * `file` on, until the next mark. An offset within a character stands for the character: its place
 * is the first byte of its source.
 *
 * Encodings, in this order: a byte order mark (UTF-8, UTF-16LE/BE); UTF-16 without one (a NUL in
 * every second byte of the first 64); UTF-8 where valid; any byte that is not part of a valid
 * UTF-8 sequence is read as cp1252 (Latin-1 for the five bytes cp1252 leaves out), so a file in
 * cp1252, and one that mixes both, reads right. CRLF and lone CR become `\n`. Other control
 * characters (C0, DEL, and C1 where they are no mojibake) become a space. A byte order mark at the
 * start is dropped, also one that is mojibake.
 */
#ifndef MT_TEXT_DECODE_H
#define MT_TEXT_DECODE_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/place.h"

MT_BEGIN_DECLS

struct mt_mark {
    uint32_t text; /* offset in the text */
    uint32_t file; /* offset in the file */
};

struct mt_text {
    struct mt_str str;   /* the text; ptr[len] is a NUL */
    struct mt_mark *map; /* sorted by both, map[0].text is 0 */
    size_t n_map;
    uint32_t *lines; /* text offset of the first byte of each line; lines[0] is 0 */
    size_t n_lines;
    const char *encoding; /* "UTF-8", "UTF-16LE", "UTF-16BE" or "cp1252"; static storage */
    bool repaired;        /* some mojibake was repaired */
    bool cut;             /* UTF-16 that ends within a character */
};

/* The text of a file's bytes (at most MT_FILE_MAX). Lives in `ctx`; the bytes may go.
 * Errors: FORMAT when the bytes are no text (there is a NUL among the first 8,000 bytes of what is
 * not UTF-16, and a quarter of them are control characters or no UTF-8); LIMIT over 33 million
 * lines or 16 million marks (UTF-16 of ASCII has one for each character, so that is a file of
 * 32 MB). */
MT_NODISCARD enum mt_status mt_text_decode(const void *ctx, struct mt_str bytes,
                                           struct mt_text **out, struct mt_error *err);

/* Where this text offset (0 to str.len) stands in the file. O(log n). */
struct mt_place mt_text_place(const struct mt_text *text, size_t offset);

/* The line (from 1) of a text offset. O(log n). */
uint32_t mt_text_line(const struct mt_text *text, size_t offset);

MT_END_DECLS

#endif
