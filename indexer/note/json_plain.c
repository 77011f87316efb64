/* json_plain.c - Any other JSON: its strings are plain text
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/format.h"

#include "note/json_note.h"

static bool has_json_name(struct mt_str path)
{
    static const struct mt_str endings[] = {MT_STR(".json"), MT_STR(".jsonl"), MT_STR(".ndjson")};
    for (size_t i = 0; i < MT_COUNT(endings); i++)
        if (path.len > endings[i].len &&
            mt_str_starts_nocase(mt_str_slice(path, path.len - endings[i].len, path.len),
                                 endings[i]))
            return true;
    return false;
}

/* Text may begin with a bracket too, but not with one, a quoted key and a colon. */
static bool begins_as_json(const struct mt_json *json, uint32_t top)
{
    if (mt_json_is(json, top, MT_JSON_ARRAY))
        top = mt_json_first(json, top);
    uint32_t first = mt_json_is(json, top, MT_JSON_OBJECT) ? top + 1 : MT_JSON_NONE;
    return first < json->tokens.len && mt_json_is(json, first, MT_JSON_KEY) &&
           json->str.ptr[json->tokens.ptr[first].at] == '"';
}

static bool is_any(const struct mt_json *json, uint32_t top)
{
    return mt_json_is(json, top, MT_JSON_ARRAY) || mt_json_is(json, top, MT_JSON_OBJECT);
}

static bool recognises(const struct mt_text *text, struct mt_str path)
{
    return mt_json_recognise(text, has_json_name(path) ? is_any : begins_as_json);
}

static bool is_text(const struct mt_json *json, uint32_t value)
{
    if (mt_json_is(json, value, MT_JSON_WORD))
        return !mt_json_is_literal(mt_json_raw(json, value));
    return mt_json_is(json, value, MT_JSON_STRING) || mt_json_is(json, value, MT_JSON_REST);
}

static void parse(const void *ctx, const struct mt_text *text, struct mt_str path,
                  struct mt_notes *out)
{
    struct mt_json *json = mt_json_read(NULL, text->str);
    struct mt_json_filler filler;
    mt_json_filler_init(&filler, ctx, text, path, json);
    uint32_t title = mt_json_get(json, mt_json_first(json, MT_JSON_ROOT), "title");
    for (uint32_t value = MT_JSON_ROOT; value < json->tokens.len; value++) {
        if (value == title && mt_json_is(json, value, MT_JSON_STRING))
            mt_json_fill_title(&filler, value);
        else if (is_text(json, value))
            mt_json_fill_item(&filler, value);
    }
    mt_json_fill_fault(&filler);
    mt_json_filler_finish(&filler, ctx, out);
    mt_free(json);
}

const struct mt_format mt_format_json = {"json", recognises, parse};
