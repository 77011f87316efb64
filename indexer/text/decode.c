/* decode.c - A file's bytes as clean UTF-8, and the way back to the bytes
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Two steps, each linear, each with a map: bytes to raw UTF-8 (which costs nothing when the file is
 * UTF-8 already), raw UTF-8 to clean text (line ends, control characters, mojibake).
 */
#include "base/base.h"
#include "text/decode.h"

#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "base/file.h"
#include "text/cp1252.h"
#include "text/mojibake.h"

#define BINARY_CHECKED 8000 /* bytes, as in git's buffer_is_binary */
#define UTF16_CHECKED 64
#define REPLACEMENT 0xfffd

/* talloc allocates no block of 256 MB; a vector's room doubles, so these are the largest that fit.
 * Only files of many millions of lines, or of characters that shift, ever come near. */
#define TEXT_MAX (((size_t)1 << 27) - 1)
#define MARKS_MAX ((size_t)1 << 24)
#define LINES_MAX ((size_t)1 << 25)

static const struct mt_str utf8_bom = MT_STR("\xef\xbb\xbf");

/* A text being written, with its map to where it came from. */
struct written {
    struct mt_buf buf;
    struct MT_VEC(struct mt_mark) map;
    struct MT_VEC(uint32_t) lines;
    bool full;
};

static void written_init(struct written *to, void *ctx)
{
    *to = (struct written){.full = false};
    mt_buf_init(&to->buf, ctx, TEXT_MAX);
}

/* What is written next comes from `source` on. */
static void set_source(struct written *to, size_t source)
{
    size_t at = to->buf.len;
    struct mt_mark *last = to->map.len ? &to->map.ptr[to->map.len - 1] : NULL;
    if (last && source - last->file == at - last->text)
        return;
    if (last && last->text == at) {
        last->file = (uint32_t)source;
        return;
    }
    if (to->map.len == MARKS_MAX) {
        to->full = true;
        return;
    }
    *mt_push(to->buf.ctx, &to->map) = (struct mt_mark){(uint32_t)at, (uint32_t)source};
}

static void begin_line(struct written *to)
{
    if (to->lines.len == LINES_MAX)
        to->full = true;
    else
        *mt_push(to->buf.ctx, &to->lines) = (uint32_t)to->buf.len;
}

static void write_character(struct written *to, UChar32 c)
{
    char utf8[U8_MAX_LENGTH];
    size_t n = 0;
    U8_APPEND_UNSAFE(utf8, n, c);
    mt_buf_add(&to->buf, mt_str_of(utf8, n));
}

/* --- bytes to raw UTF-8 --- */

struct raw {
    struct mt_str str;
    struct mt_mark *map;
    size_t n_map;
    const char *encoding;
    bool cut;
};

static bool is_utf16(struct mt_str bytes, bool *big_endian, size_t *bom)
{
    const unsigned char *b = (const unsigned char *)bytes.ptr;
    if (bytes.len >= 2 && ((b[0] == 0xff && b[1] == 0xfe) || (b[0] == 0xfe && b[1] == 0xff))) {
        *big_endian = b[0] == 0xfe;
        *bom = 2;
        return true;
    }
    size_t pairs = (bytes.len < UTF16_CHECKED ? bytes.len : UTF16_CHECKED) / 2, nuls[2] = {0, 0};
    for (size_t i = 0; i < 2 * pairs; i++)
        nuls[i % 2] += b[i] == 0;
    *big_endian = nuls[0] == pairs;
    *bom = 0;
    return pairs && nuls[0] + nuls[1] == pairs && (nuls[0] == 0 || nuls[1] == 0);
}

static UChar unit_at(struct mt_str bytes, size_t at, bool big_endian)
{
    unsigned first = (unsigned char)bytes.ptr[at], second = (unsigned char)bytes.ptr[at + 1];
    return (UChar)(big_endian ? first << 8 | second : second << 8 | first);
}

/* Returns whether the bytes end within a character. */
static bool read_utf16(struct written *to, struct mt_str bytes, size_t at, bool big_endian)
{
    bool cut = false;
    while (at < bytes.len) {
        UChar32 c = REPLACEMENT;
        size_t n = bytes.len - at < 2 ? 1 : 2;
        if (n == 2)
            c = unit_at(bytes, at, big_endian);
        if (U16_IS_LEAD(c) && bytes.len - at >= 4) {
            UChar trail = unit_at(bytes, at + 2, big_endian);
            if (U16_IS_TRAIL(trail)) {
                c = U16_GET_SUPPLEMENTARY(c, trail);
                n = 4;
            }
        }
        set_source(to, at);
        write_character(to, U_IS_SURROGATE(c) ? REPLACEMENT : c);
        cut = n == 1 || (U16_IS_LEAD(c) && at + 2 == bytes.len);
        at += n;
    }
    set_source(to, bytes.len);
    return cut;
}

/* Where the valid UTF-8 from `at` on ends. */
static size_t valid_end(struct mt_str bytes, size_t at)
{
    while (at < bytes.len) {
        UChar32 c = (unsigned char)bytes.ptr[at];
        size_t next = at;
        if (c < 0x80)
            next++;
        else
            U8_NEXT(bytes.ptr, next, bytes.len, c);
        if (c < 0)
            break;
        at = next;
    }
    return at;
}

/* UTF-8 with single bytes of cp1252 among it. */
static void read_mixed(struct written *to, struct mt_str bytes, size_t at)
{
    while (at < bytes.len) {
        size_t end = valid_end(bytes, at);
        set_source(to, at);
        mt_buf_add(&to->buf, mt_str_slice(bytes, at, end));
        if (end < bytes.len)
            write_character(to, mt_cp1252_decode((unsigned char)bytes.ptr[end++]));
        at = end;
    }
    set_source(to, bytes.len);
}

/* git calls a file binary that has a NUL in its beginning; but a note into which one strayed is
 * still a note. Compressed data is no UTF-8 for the most part, a program has NULs everywhere. */
static bool is_binary(struct mt_str bytes)
{
    struct mt_str first = mt_str_slice(bytes, 0, BINARY_CHECKED);
    size_t odd = 0;
    if (mt_str_find_char(first, '\0', 0) == MT_NPOS)
        return false;
    for (size_t at = 0; at < first.len;) {
        UChar32 c;
        U8_NEXT(first.ptr, at, first.len, c);
        odd += c < ' ' ? c != '\t' && c != '\n' && c != '\r' && c != '\f' : c == 0x7f;
    }
    return odd * 4 >= first.len;
}

static enum mt_status read_raw(void *ctx, struct mt_str bytes, struct raw *raw,
                               struct mt_error *err)
{
    bool big_endian;
    size_t bom;
    struct written to;
    if (is_utf16(bytes, &big_endian, &bom)) {
        written_init(&to, ctx);
        raw->cut = read_utf16(&to, bytes, bom, big_endian);
        raw->encoding = big_endian ? "UTF-16BE" : "UTF-16LE";
    } else if (is_binary(bytes)) {
        return mt_error_set(err, MT_ERR_FORMAT, "not a text file");
    } else {
        bom = mt_str_starts(bytes, utf8_bom) ? utf8_bom.len : 0;
        if (valid_end(bytes, bom) == bytes.len) {
            raw->str = mt_str_slice(bytes, bom, bytes.len);
            raw->map = mt_new(ctx, struct mt_mark);
            raw->map->file = (uint32_t)bom;
            raw->n_map = 1;
            raw->encoding = "UTF-8";
            return MT_OK;
        }
        written_init(&to, ctx);
        read_mixed(&to, bytes, bom);
        raw->encoding = "cp1252";
    }
    raw->str = mt_buf_str(&to.buf);
    raw->map = to.map.ptr;
    raw->n_map = to.map.len;
    return to.full || to.buf.full
               ? mt_error_set(err, MT_ERR_LIMIT, "too many characters of another encoding")
               : MT_OK;
}

/* --- raw UTF-8 to clean text --- */

/* Reads the raw text's map from front to back. */
struct cursor {
    const struct raw *raw;
    size_t mark;
};

static size_t source_of(struct cursor *cursor, size_t at)
{
    const struct mt_mark *map = cursor->raw->map;
    while (cursor->mark + 1 < cursor->raw->n_map && map[cursor->mark + 1].text <= at)
        cursor->mark++;
    return map[cursor->mark].file + (at - map[cursor->mark].text);
}

/* Writes raw text that stays as it is, with the shifts of the raw map in it. */
static void write_plain(struct written *to, struct cursor *from, size_t begin, size_t end)
{
    struct mt_str text = from->raw->str;
    while (begin < end) {
        set_source(to, source_of(from, begin));
        size_t cut = end;
        if (from->mark + 1 < from->raw->n_map && from->raw->map[from->mark + 1].text < end)
            cut = from->raw->map[from->mark + 1].text;
        mt_buf_add(&to->buf, mt_str_slice(text, begin, cut));
        begin = cut;
    }
}

/* Bytes that a control character may begin with. */
static bool may_be_control(char byte)
{
    unsigned char c = (unsigned char)byte;
    return (c < 0x20 && c != '\t') || c == 0x7f || c == 0xc2;
}

/* How many bytes at `at` do not go into the text as they are: control characters. */
static size_t control_length(struct mt_str text, size_t at)
{
    unsigned char c = (unsigned char)text.ptr[at];
    if (c == 0xc2)
        return (unsigned char)text.ptr[at + 1] < 0xa0 ? 2 : 0;
    return (c < 0x20 && c != '\t') || c == 0x7f;
}

static void write_clean(struct written *to, struct cursor *from, size_t begin, size_t end)
{
    struct mt_str text = from->raw->str;
    assert(text.ptr);
    for (size_t at = begin, n; at < end; at += n) {
        n = may_be_control(text.ptr[at]) ? control_length(text, at) : 0;
        if (n == 0) {
            n = 1;
            continue;
        }
        write_plain(to, from, begin, at);
        set_source(to, source_of(from, at));
        bool cr = text.ptr[at] == '\r', lf = text.ptr[at] == '\n';
        mt_buf_add_char(&to->buf, cr || lf ? '\n' : ' ');
        if (cr && at + 1 < end && text.ptr[at + 1] == '\n')
            n = 2;
        begin = at + n;
        if (cr || lf)
            begin_line(to);
    }
    write_plain(to, from, begin, end);
}

static void write_text(struct written *to, const struct raw *raw, const struct mt_repairs *repairs)
{
    struct cursor from = {raw, 0};
    size_t at = 0;
    begin_line(to);
    for (size_t i = 0; i < repairs->len; i++) {
        const struct mt_repair *repair = &repairs->ptr[i];
        write_clean(to, &from, at, repair->begin);
        set_source(to, source_of(&from, repair->begin));
        if (control_length(repair->with, 0))
            mt_buf_add_char(&to->buf, ' ');
        else if (to->buf.len || !mt_str_eq(repair->with, utf8_bom))
            mt_buf_add(&to->buf, repair->with);
        at = repair->end;
    }
    write_clean(to, &from, at, raw->str.len);
    set_source(to, source_of(&from, raw->str.len));
}

enum mt_status mt_text_decode(const void *ctx, struct mt_str bytes, struct mt_text **out,
                              struct mt_error *err)
{
    assert(bytes.len <= MT_FILE_MAX);
    void *scratch = mt_context(NULL);
    struct mt_text *text = mt_new(ctx, struct mt_text);
    struct raw raw = {.n_map = 0};
    struct mt_repairs repairs = {NULL, 0, 0};
    struct written to;
    enum mt_status status = read_raw(scratch, bytes, &raw, err);
    if (status == MT_OK) {
        mt_mojibake_find(scratch, raw.str, &repairs);
        written_init(&to, text);
        write_text(&to, &raw, &repairs);
        if (to.full || to.buf.full)
            status = mt_error_set(err, MT_ERR_LIMIT, "too many lines or repairs");
    }
    if (status == MT_OK) {
        *text = (struct mt_text){
            .str = mt_buf_str(&to.buf),
            .map = to.map.ptr,
            .n_map = to.map.len,
            .lines = to.lines.ptr,
            .n_lines = to.lines.len,
            .encoding = raw.encoding,
            .repaired = repairs.len > 0,
            .cut = raw.cut,
        };
        *out = text;
    } else {
        mt_free(text);
    }
    mt_free(scratch);
    return status;
}

/* --- the way back --- */

static uint32_t file_offset(const struct mt_text *text, size_t offset)
{
    size_t low = 0, high = text->n_map; /* the mark is in [low, high) */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (text->map[middle].text <= offset)
            low = middle;
        else
            high = middle;
    }
    return text->map[low].file + ((uint32_t)offset - text->map[low].text);
}

uint32_t mt_text_line(const struct mt_text *text, size_t offset)
{
    size_t low = 0, high = text->n_lines;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (text->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low + 1;
}

struct mt_place mt_text_place(const struct mt_text *text, size_t offset)
{
    assert(offset <= text->str.len);
    if (offset < text->str.len)
        U8_SET_CP_START_UNSAFE(text->str.ptr, offset);
    uint32_t byte = file_offset(text, offset), line = mt_text_line(text, offset);
    return (struct mt_place){byte, line, byte - file_offset(text, text->lines[line - 1]) + 1};
}
