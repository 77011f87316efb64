/* names.c - mtindex names: the persons and organizations that the index knows
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "command/command.h"

#include "entity/lookup.h"

static enum mt_status print_kind(struct mt_lookup *lookup, enum mt_entity_kind kind,
                                 struct mt_error *err)
{
    static const char *const titles[MT_ENTITY_KINDS] = {"people", "organizations"};
    struct mt_entity_list list = {0};
    enum mt_status status = mt_lookup_all(lookup, kind, &list, err);
    if (status != MT_OK)
        return status;
    printf("%s\n", titles[kind]);
    for (size_t i = 0; i < list.len; i++) {
        const struct mt_entity *entity = list.ptr[i];
        printf("  %4u  %.*s", entity->notes, MT_ARG(entity->name));
        for (size_t f = 1; f < entity->forms.len; f++)
            printf("%s%.*s", f == 1 ? "  (" : ", ", MT_ARG(entity->forms.ptr[f].words));
        puts(entity->forms.len > 1 ? ")" : "");
    }
    return MT_OK;
}

enum mt_exit mt_command_names(const void *ctx, const struct mt_arguments *arguments)
{
    struct mt_reader *reader = NULL;
    struct mt_error err = {0};
    enum mt_status status = mt_reader_open(&arguments->index, 1, &reader, &err);
    if (status == MT_OK) {
        struct mt_lookup *lookup = mt_lookup_new(ctx, reader, 1);
        for (int kind = 0; status == MT_OK && kind < MT_ENTITY_KINDS; kind++)
            status = print_kind(lookup, (enum mt_entity_kind)kind, &err);
        mt_free(lookup);
    }
    mt_reader_free(reader);
    return status == MT_OK ? MT_EXIT_OK : mt_command_fail(arguments, &err);
}
