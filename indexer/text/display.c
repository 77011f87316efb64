/* display.c - Text as a terminal displays it
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/display.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

static const struct mt_str replacement = MT_STR("\xef\xbf\xbd");

/* Characters that show nothing, with which text can be hidden in text: marks of direction, and most
 * of what Unicode calls default ignorable. Not those that shape what stands beside them: joiners,
 * variation selectors of the Basic Multilingual Plane, conjoining vowels; nor the soft hyphen,
 * which is drawn. */
static bool shows_nothing(UChar32 c)
{
    bool shapes = c == 0xad || c == 0x34f || c == 0x115f || c == 0x1160 || c == 0x200c ||
                  c == 0x200d || (c >= 0x180b && c <= 0x180d) || c == 0x180f ||
                  (c >= 0xfe00 && c <= 0xfe0f);
    return !shapes && u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

static bool is_direction_mark(UChar32 c)
{
    return c == 0x200e || c == 0x200f || c == 0x061c;
}

static bool is_tag(UChar32 c)
{
    return c >= 0xe0000 && c <= 0xe007f;
}

static bool is_harmful(UChar32 c)
{
    switch (u_charType(c)) {
    case U_CONTROL_CHAR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
    case U_SURROGATE:
        return true;
    default:
        return is_tag(c) || (u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL) && !is_direction_mark(c));
    }
}

/* As wcwidth(3) of most terminals, from the Unicode that the rest of the program uses. */
static unsigned columns_of(UChar32 c)
{
    switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
        return 0;
    case U_FORMAT_CHAR:
        return c == 0xad; /* the soft hyphen is drawn */
    default:
        break;
    }
    if (c >= 0x1160 && c <= 0x11ff) /* Hangul vowels and finals join the letter before them */
        return 0;
    switch (u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH)) {
    case U_EA_FULLWIDTH:
    case U_EA_WIDE:
        return 2;
    default:
        return 1;
    }
}

struct mt_glyph mt_display_at(struct mt_str s, size_t at)
{
    assert(at < s.len);
    unsigned char first = (unsigned char)s.ptr[at];
    if (first >= ' ' && first < 0x7f)
        return (struct mt_glyph){1, first, mt_str_slice(s, at, at + 1), true, 1};

    /* No character is longer than 4 bytes, so the rest is cut to what ICU can count. */
    struct mt_str rest = mt_str_slice(s, at, at + U8_MAX_LENGTH);
    const uint8_t *bytes = (const uint8_t *)rest.ptr;
    int32_t len = 0;
    UChar32 c;
    U8_NEXT(bytes, len, (int32_t)rest.len, c);
    if (c < 0)
        return (struct mt_glyph){1, 0xfffd, replacement, false, 1};
    struct mt_glyph glyph = {.len = (size_t)len, .code = (uint32_t)c};
    bool harmful = is_harmful(c);
    if (!harmful && shows_nothing(c))
        return glyph;
    glyph.safe = !harmful;
    glyph.shown = glyph.safe ? mt_str_slice(rest, 0, glyph.len) : replacement;
    glyph.columns = glyph.safe ? columns_of(c) : 1;
    return glyph;
}

unsigned mt_display_columns(struct mt_str s)
{
    unsigned columns = 0;
    for (size_t i = 0; i < s.len;) {
        struct mt_glyph glyph = mt_display_at(s, i);
        columns += glyph.columns;
        i += glyph.len;
    }
    return columns;
}

size_t mt_display_fit(struct mt_str s, unsigned columns)
{
    size_t i = 0;
    while (i < s.len) {
        struct mt_glyph glyph = mt_display_at(s, i);
        if (glyph.columns > columns)
            break;
        columns -= glyph.columns;
        i += glyph.len;
    }
    return i;
}

void mt_display_add(struct mt_buf *out, struct mt_str s)
{
    for (size_t i = 0; i < s.len;) {
        struct mt_glyph glyph = mt_display_at(s, i);
        mt_buf_add(out, glyph.shown);
        i += glyph.len;
    }
}

void mt_display_add_json(struct mt_buf *out, struct mt_str json)
{
    for (size_t i = 0; i < json.len;) {
        struct mt_glyph glyph = mt_display_at(json, i);
        if (glyph.safe)
            mt_buf_add(out, glyph.shown);
        else if (glyph.code < 0x10000)
            mt_buf_printf(out, "\\u%04x", glyph.code);
        else
            mt_buf_printf(out, "\\u%04x\\u%04x", 0xd7c0 + (glyph.code >> 10),
                          0xdc00 + (glyph.code & 0x3ff));
        i += glyph.len;
    }
}
