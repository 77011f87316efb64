/* check.c - mtindex check: is the index sound, and does it agree with its archives?
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Ends with 0 when it is and does, 1 when it is sound but its archives differ, 2 when it is damaged
 * or could not be read. With --json, one document:
 *
 *     {"v":1,"index":"/…","sound":true,"agrees":false,"files":14,"notes":14,
 *      "findings":[{"kind":"differs","path":"/…/a.md","reason":"…"}]}
 *
 * `kind` is "damage" or "differs"; `path` is null where the index as a whole is meant.
 */
#include "base/base.h"
#include "command/command.h"

#include <inttypes.h>

#include "base/log.h"
#include "command/json.h"
#include "ingest/verify.h"

static void print_json(const char *index, const struct mt_verify_report *report, size_t damages)
{
    static const char *const kinds[] = {
        [MT_FINDING_DAMAGE] = "damage",
        [MT_FINDING_DIFFERS] = "differs",
    };
    json_t *findings = json_array();
    for (size_t i = 0; i < report->findings.len; i++) {
        const struct mt_finding *finding = &report->findings.ptr[i];
        json_array_append_new(
            findings, json_pack("{s:s,s:o,s:o}", "kind", kinds[finding->kind], "path",
                                finding->path.len ? mt_json_str(finding->path) : json_null(),
                                "reason", mt_json_str(finding->reason)));
    }
    mt_json_print(json_pack("{s:i,s:o,s:b,s:b,s:I,s:I,s:o}", "v", MT_JSON_VERSION, "index",
                            mt_json_str(mt_str(index)), "sound", damages == 0, "agrees",
                            report->findings.len == damages, "files", (json_int_t)report->files,
                            "notes", (json_int_t)report->notes, "findings", findings));
}

static void print_words(const void *ctx, const struct mt_arguments *arguments,
                        const struct mt_verify_report *report, size_t damages)
{
    for (size_t i = 0; i < report->findings.len; i++) {
        const struct mt_finding *finding = &report->findings.ptr[i];
        struct mt_str path = finding->path.len ? finding->path : mt_str(arguments->index);
        mt_log_result(mt_str_printf(ctx, "%.*s: %.*s", MT_ARG(path), MT_ARG(finding->reason)));
    }
    if (!arguments->quiet)
        printf("%" PRIu64 " notes read back, %" PRIu64 " files compared: the index is %s%s\n",
               report->notes, report->files, damages ? "damaged" : "sound",
               report->findings.len > damages ? ", its archives differ"
               : damages                      ? ""
                                              : " and agrees with its archives");
}

enum mt_exit mt_command_check(const void *ctx, const struct mt_arguments *arguments)
{
    struct mt_verify_report report;
    struct mt_error err = {0};
    if (mt_verify(ctx, arguments->index, arguments->wait_s, &report, &err) != MT_OK)
        return mt_command_fail(arguments, &err);
    size_t damages = 0;
    for (size_t i = 0; i < report.findings.len; i++)
        damages += report.findings.ptr[i].kind == MT_FINDING_DAMAGE;
    if (arguments->json)
        print_json(arguments->index, &report, damages);
    else
        print_words(ctx, arguments, &report, damages);
    return damages ? MT_EXIT_FAILED : report.findings.len ? MT_EXIT_PROBLEMS : MT_EXIT_OK;
}
