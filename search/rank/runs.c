/* runs.c - Where words of a question stand as they do in it
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/runs.h"

#include "rank/formula.h"

/* A run as far as it has come. */
struct part {
    uint32_t begin, end; /* positions of its first word and of its last */
    double idf;          /* of all its words */
};
struct parts MT_VEC(struct part);

double mt_runs_most(const struct mt_plan *plan)
{
    double idf = 0;
    for (size_t q = 0; q < plan->n_content; q++)
        idf += plan->families.ptr[plan->content[q]].idf;
    return plan->n_pairs ? idf : 0;
}

/* The runs in which the pair stands, of which the first word may end one that stands already. */
static void go_on(const void *scratch, const struct mt_plan *plan, const struct mt_pair *pair,
                  const struct mt_occurrences *words, const struct parts *before, struct parts *out)
{
    const struct mt_occurrences *first = &words[pair->first], *second = &words[pair->second];
    const struct mt_family *families = plan->families.ptr;
    size_t b = 0;
    for (size_t i = 0, j = 0; i < first->len && j < second->len;) {
        uint32_t at = first->ptr[i].position, wanted = at + pair->apart;
        uint32_t found = second->ptr[j].position;
        if (wanted == found) {
            struct part part = {at, at, families[pair->first].idf};
            while (b < before->len && before->ptr[b].end < at)
                b++;
            if (b < before->len && before->ptr[b].end == at)
                part = before->ptr[b];
            part.end = found;
            part.idf += families[pair->second].idf;
            *mt_push(scratch, out) = part;
        }
        i += wanted <= found;
        j += wanted >= found;
    }
}

static int by_position(const void *a, const void *b)
{
    const struct mt_run *left = a, *right = b;
    return (left->position > right->position) - (left->position < right->position);
}

/* Keeps the best of those that begin at the same place. */
static void sort(struct mt_runs *runs)
{
    size_t left = 0;
    if (runs->len)
        qsort(runs->ptr, runs->len, sizeof *runs->ptr, by_position);
    for (size_t i = 0; i < runs->len; i++) {
        if (left && runs->ptr[left - 1].position == runs->ptr[i].position) {
            runs->ptr[left - 1].worth = fmax(runs->ptr[left - 1].worth, runs->ptr[i].worth);
            continue;
        }
        runs->ptr[left++] = runs->ptr[i];
    }
    runs->len = left;
}

void mt_runs_find(const void *ctx, const struct mt_plan *plan, const struct mt_occurrences *words,
                  struct mt_runs *out)
{
    void *scratch = mt_context(NULL);
    struct parts parts = {0};
    double all = mt_runs_most(plan);
    for (size_t p = 0; p < plan->n_pairs; p++) {
        const struct mt_pair *pair = &plan->pairs[p];
        struct parts before = {0};
        if (p && plan->pairs[p - 1].second == pair->first)
            before = parts;
        parts = (struct parts){0};
        go_on(scratch, plan, pair, words, &before, &parts);
        for (size_t i = 0; i < parts.len; i++)
            *mt_push(ctx, out) =
                (struct mt_run){parts.ptr[i].begin, mt_score_run(parts.ptr[i].idf, all)};
    }
    sort(out);
    mt_free(scratch);
}
