/* why.c - Why a moment is where it is
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/why.h"

#include "entity/mention.h"
#include "rank/formula.h"

#define WHY_MAX 4096

enum evidence {
    EXACT,
    ALIAS,
    STEM,
    SOUNDS,
    PHRASE,
    TOGETHER,
    NEAR,
    TITLE,
    SPEAKER,
    ABSENT,
    EVIDENCE
};

static const char *const labels[EVIDENCE] = {
    [EXACT] = "exact",         [ALIAS] = "other name", [STEM] = "other form",
    [SOUNDS] = "sounds alike", [PHRASE] = "phrase",    [TOGETHER] = "close together",
    [NEAR] = "near",           [TITLE] = "title",      [SPEAKER] = "speaker",
    [ABSENT] = "not near",
};

struct reasons {
    struct mt_strs of[EVIDENCE];
};

static enum evidence stands(const struct mt_found *found, const struct mt_occurrences *list)
{
    static const enum evidence by_level[] = {[MT_LEVEL_EXACT] = EXACT,
                                             [MT_LEVEL_ALIAS] = ALIAS,
                                             [MT_LEVEL_STEM] = STEM,
                                             [MT_LEVEL_SOUNDS] = SOUNDS};
    enum mt_level level;
    if (mt_occurrences_level(list, found->unit, &level))
        return by_level[level];
    return mt_match_near(found->note, list, found->unit) ? NEAR : ABSENT;
}

static void add_words(void *ctx, const struct mt_plan *plan, const struct mt_found *found,
                      struct reasons *reasons)
{
    const struct mt_unit_table *table = &found->note->table;
    uint32_t speaker = table->units[found->unit].speaker;
    for (size_t i = 0; i < plan->n_content; i++) {
        struct mt_str word = plan->families.ptr[plan->content[i]].word;
        const struct mt_strs part = {.ptr = &word, .len = 1};
        enum evidence how = stands(found, &found->note->families[plan->content[i]]);
        *mt_push(ctx, &reasons->of[how]) = word;
        if (found->note->record && mt_name_has_part(found->note->record->title, &part))
            *mt_push(ctx, &reasons->of[TITLE]) = word;
        if (speaker != MT_NOBODY && mt_name_has_part(table->speakers[speaker].name, &part))
            *mt_push(ctx, &reasons->of[SPEAKER]) = word;
    }
}

static struct mt_str words_of_kids(void *ctx, const struct mt_node *node)
{
    struct mt_buf words;
    mt_buf_init(&words, ctx, WHY_MAX);
    for (size_t i = 0; i < node->n_kids; i++)
        mt_buf_printf(&words, "%s%.*s", i ? " " : "",
                      MT_ARG(node->kids[i]->n_kids ? mt_str("…") : node->kids[i]->query->text));
    return mt_buf_str(&words);
}

/* Phrases, names of several words and words that are to be near each other, where they are. */
static void add_rows(void *ctx, const struct mt_found *found, const struct mt_node *node,
                     struct reasons *reasons)
{
    bool together = node->op == MT_QUERY_NEAR || node->op == MT_QUERY_BEFORE;
    bool row = node->op == MT_QUERY_PHRASE || (node->op == MT_QUERY_WORD && node->n_families > 1);
    if (node->op == MT_QUERY_NOT)
        return;
    if ((row || together) && mt_occurrences_in_unit(&found->note->leaves[node->leaf], found->unit))
        *mt_push(ctx, &reasons->of[row ? PHRASE : TOGETHER]) =
            row ? node->query->text : words_of_kids(ctx, node);
    for (size_t i = 0; i < node->n_kids; i++)
        add_rows(ctx, found, node->kids[i], reasons);
}

struct mt_str mt_why_print(const void *ctx, const struct mt_plan *plan,
                           const struct mt_found *found)
{
    void *scratch = mt_context(NULL);
    struct reasons reasons = {0};
    struct mt_buf why;
    mt_buf_init(&why, (void *)ctx, WHY_MAX);
    add_words(scratch, plan, found, &reasons);
    if (plan->root)
        add_rows(scratch, found, plan->root, &reasons);
    for (size_t e = 0; e < EVIDENCE; e++) {
        const struct mt_strs *list = &reasons.of[e];
        for (size_t i = 0; i < list->len; i++)
            mt_buf_printf(&why, "%s%s%.*s", i ? ", " : labels[e], i ? "" : ": ",
                          MT_ARG(list->ptr[i]));
        mt_buf_add(&why, mt_str(list->len ? "; " : ""));
    }
    if (plan->n_content)
        mt_buf_printf(&why, "score %.3f, of it note %.3f", found->score,
                      MT_SCORE_MEET * found->note->meet);
    else
        mt_buf_add(&why, mt_str("it passes the filters"));
    mt_free(scratch);
    return mt_buf_str(&why);
}
