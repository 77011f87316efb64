/* fuzz_names_file.c - Any bytes as the user's list of names
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include "entity/names_edit.h"
#include "entity/names_file.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_names(const struct mt_user_names *names)
{
    for (size_t i = 0; i < names->len; i++) {
        require(names->ptr[i].name.len > 0);
        for (size_t o = 0; o < names->ptr[i].others.len; o++)
            require(names->ptr[i].others.ptr[o].len > 0);
    }
}

/* What is added reads back, and nothing that was there is lost. */
static void check_edit(void *ctx, struct mt_str text, const struct mt_names_file *file)
{
    struct mt_names_file after;
    struct mt_str out;
    struct mt_error err = {0};
    enum mt_status status = mt_names_edit_add(ctx, text, MT_ENTITY_PERSON, mt_str("Dana Reyes"),
                                              mt_str("day: nurse"), &out, &err);
    require(status == MT_OK || (status == MT_ERR_FORMAT && err.line > 0));
    if (status != MT_OK)
        return;
    require(mt_names_file_parse(ctx, out, &after, NULL) == MT_OK && out.len >= text.len);
    require(after.organizations.len == file->organizations.len &&
            after.ignored.len == file->ignored.len && after.people.len >= file->people.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_names_file file;
    struct mt_error err = {0};
    struct mt_str text = mt_str_copy(ctx, mt_str_of((const char *)data, size));
    if (mt_names_file_parse(ctx, text, &file, &err) == MT_OK) {
        check_names(&file.people);
        check_names(&file.organizations);
        check_names(&file.refused);
        check_edit(ctx, text, &file);
    } else {
        require(err.status == MT_ERR_FORMAT && err.line > 0 && err.column > 0);
    }
    mt_free(ctx);
    return 0;
}
