/* make.c - The gazetteer made from the summaries of all notes and the names file
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/make.h"

#include <uthash.h>

#include "base/tally.h"
#include "entity/evidence.h"
#include "entity/naming.h"
#include "text/letter.h"

/* A name is shown as it is written most often, of at most so many ways. */
#define SPELLINGS_MAX 20

struct spelling {
    struct mt_str text;
    enum mt_name_source source;
    uint64_t count;
};
struct spellings MT_VEC(struct spelling);

/* A name that may become an entity. */
struct candidate {
    struct mt_str words; /* folded: with the kind, the key */
    enum mt_entity_kind kind;
    enum mt_name_source source;
    struct spellings spellings;
    struct mt_strs aliases, refused; /* folded */
    struct mt_strs own;              /* of the aliases, what the surest sources say */
    uint64_t given;                  /* how often, to settle what is equal in all else */
    struct candidate *into;          /* another one that this one is only a part of, or a name of */
    struct candidate *known_as;      /* whose own alias this is; itself where several say so */
    bool dropped;                    /* a part of others */
    bool hidden; /* ignored, or rather of the other kind; its parts go with it */
    uint32_t notes, spoke;
    size_t last_note, last_spoke; /* + 1: of the last note counted */
    UT_hash_handle hh;
};
struct candidates MT_VEC(struct candidate *);

/* Who bears a word as first or last of their name. */
struct bearer {
    struct mt_str word;
    struct candidates of;
    UT_hash_handle hh;
};

struct maker {
    const void *ctx;
    void *scratch;
    const struct mt_name_summary *summaries;
    size_t n_summaries;
    struct candidate *tables[MT_ENTITY_KINDS];
    struct bearer *bearers;
    struct mt_gazetteer *out;
};

/* ---- Candidates ---- */

static bool is_ignored(const struct maker *m, struct mt_str words)
{
    for (size_t i = 0; i < m->out->ignored.len; i++)
        if (mt_str_eq(m->out->ignored.ptr[i], words))
            return true;
    return false;
}

static struct candidate *find(const struct maker *m, enum mt_entity_kind kind, struct mt_str words)
{
    struct candidate *found;
    HASH_FIND(hh, m->tables[kind], words.ptr, words.len, found);
    return found;
}

static void add_spelling(struct maker *m, struct candidate *candidate, struct mt_str text,
                         enum mt_name_source source)
{
    for (size_t i = 0; i < candidate->spellings.len; i++) {
        struct spelling *known = &candidate->spellings.ptr[i];
        if (mt_str_eq(known->text, text)) {
            known->count++;
            known->source = source < known->source ? source : known->source;
            return;
        }
    }
    if (candidate->spellings.len < SPELLINGS_MAX)
        *mt_push(m->scratch, &candidate->spellings) = (struct spelling){text, source, 1};
}

/* The folded words that a name is known by. */
static struct mt_str key_of(const void *ctx, struct mt_str text, enum mt_entity_kind kind)
{
    struct mt_str words = mt_form_words(ctx, mt_name_tidy(ctx, text));
    return kind == MT_ENTITY_PERSON ? mt_form_core(words) : words;
}

/* The candidate of a name, new if need be; NULL for what cannot be one. */
static struct candidate *take(struct maker *m, struct mt_str text, enum mt_entity_kind kind,
                              enum mt_name_source source)
{
    text = mt_name_tidy(m->scratch, text);
    if (source != MT_NAME_USER && kind == MT_ENTITY_PERSON && !mt_name_is_person(text))
        return NULL;
    struct mt_str words = key_of(m->scratch, text, kind);
    if (words.len == 0)
        return NULL;
    struct candidate *candidate = find(m, kind, words);
    if (!candidate) {
        candidate = mt_new(m->scratch, struct candidate);
        candidate->words = words;
        candidate->kind = kind;
        candidate->source = source;
        candidate->hidden = is_ignored(m, words);
        HASH_ADD_KEYPTR(hh, m->tables[kind], words.ptr, words.len, candidate);
    }
    candidate->source = source < candidate->source ? source : candidate->source;
    candidate->given++;
    add_spelling(m, candidate, text, source);
    return candidate;
}

static void add_words(struct maker *m, struct mt_strs *list, struct mt_str text)
{
    struct mt_str words = mt_form_words(m->scratch, text);
    for (size_t i = 0; i < list->len; i++)
        if (mt_str_eq(list->ptr[i], words))
            return;
    if (words.len)
        *mt_push(m->scratch, list) = words;
}

static void add_own(struct maker *m, struct candidate *candidate, struct mt_str alias)
{
    add_words(m, &candidate->aliases, alias);
    add_words(m, &candidate->own, alias);
}

static void take_file(struct maker *m, const struct mt_names_file *file)
{
    const struct mt_user_names *lists[] = {&file->people, &file->organizations};
    for (size_t i = 0; i < file->ignored.len; i++)
        *mt_push(m->ctx, &m->out->ignored) = mt_form_words(m->ctx, file->ignored.ptr[i]);
    for (size_t kind = 0; kind < MT_COUNT(lists); kind++)
        for (size_t i = 0; i < lists[kind]->len; i++) {
            const struct mt_user_name *name = &lists[kind]->ptr[i];
            struct candidate *candidate =
                take(m, name->name, (enum mt_entity_kind)kind, MT_NAME_USER);
            for (size_t a = 0; candidate && a < name->others.len; a++)
                add_own(m, candidate, name->others.ptr[a]);
        }
}

/* Another name of a link or a note of its own is one only if it looks like it: `[[People/Dana
 * Reyes|my boss]]`. */
static bool is_alias(struct mt_str text)
{
    return mt_name_is_person(text) && !mt_form_is_common(mt_str_trim(text));
}

static void take_summary(struct maker *m, const struct mt_name_summary *summary)
{
    for (size_t i = 0; i < summary->given.len; i++) {
        const struct mt_given_name *name = &summary->given.ptr[i];
        struct candidate *candidate = take(m, name->text, name->kind, name->source);
        for (size_t a = 0; candidate && a < summary->aliases.len; a++) {
            const struct mt_given_alias *alias = &summary->aliases.ptr[a];
            if (alias->name == i && name->source == MT_NAME_OWN)
                add_own(m, candidate, alias->text);
            else if (alias->name == i && is_alias(alias->text))
                add_words(m, &candidate->aliases, alias->text);
        }
    }
}

/* ---- What prose names ---- */

static bool holds_words(struct mt_str words, struct mt_str part)
{
    size_t at = mt_str_find(words, part, 0);
    for (; at != MT_NPOS; at = mt_str_find(words, part, at + 1)) {
        size_t end = at + part.len;
        if ((at == 0 || words.ptr[at - 1] == ' ') && (end == words.len || words.ptr[end] == ' '))
            return true;
    }
    return false;
}

/* Whether the run only holds or repeats what is known: "Dana Reyes LinkedIn", "Lindhaven". */
static bool is_told(const struct maker *m, struct mt_str words)
{
    for (size_t kind = 0; kind < MT_ENTITY_KINDS; kind++) {
        if (find(m, (enum mt_entity_kind)kind, words))
            return true;
        struct mt_str rest = words, word;
        while (mt_str_next(&rest, ' ', &word)) {
            const struct bearer *bearer;
            HASH_FIND(hh, m->bearers, word.ptr, word.len, bearer);
            for (size_t i = 0; bearer && i < bearer->of.len; i++)
                if (holds_words(words, bearer->of.ptr[i]->words) ||
                    holds_words(bearer->of.ptr[i]->words, words))
                    return true;
        }
    }
    return false;
}

static void take_prose(struct maker *m)
{
    struct mt_evidence *evidence = mt_evidence_new(m->scratch);
    struct mt_verdicts verdicts = {0};
    for (size_t i = 0; i < m->n_summaries; i++)
        mt_evidence_add(evidence, &m->summaries[i]);
    for (struct candidate *c = m->tables[MT_ENTITY_PERSON]; c; c = c->hh.next)
        mt_evidence_know(evidence, c->words);
    mt_evidence_decide(evidence, m->scratch, &verdicts);
    for (size_t i = 0; i < verdicts.len; i++)
        if (!is_told(m, mt_form_words(m->scratch, verdicts.ptr[i].text)))
            (void)take(m, verdicts.ptr[i].text, verdicts.ptr[i].kind, MT_NAME_PROSE);
    mt_free(evidence);
}

/* ---- One name, one entity ---- */

static bool is_better(const struct candidate *a, const struct candidate *b)
{
    if (a->source != b->source)
        return a->source < b->source;
    if (a->given != b->given)
        return a->given > b->given;
    return a->kind < b->kind;
}

static void settle_kinds(struct maker *m)
{
    for (struct candidate *c = m->tables[MT_ENTITY_PERSON]; c; c = c->hh.next) {
        struct candidate *other = find(m, MT_ENTITY_ORGANIZATION, c->words);
        if (other)
            *(is_better(c, other) ? &other->hidden : &c->hidden) = true;
    }
}

static struct mt_str first_word(struct mt_str words)
{
    return mt_str_slice(words, 0, mt_str_find_char(words, ' ', 0));
}

static struct mt_str last_word(struct mt_str words)
{
    size_t begin = words.len;
    while (begin > 0 && words.ptr[begin - 1] != ' ')
        begin--;
    return mt_str_slice(words, begin, words.len);
}

static bool is_single(struct mt_str words)
{
    return mt_str_find_char(words, ' ', 0) == MT_NPOS;
}

static void add_bearer(struct maker *m, struct mt_str word, struct candidate *candidate)
{
    struct bearer *bearer;
    if (word.len < 2)
        return;
    HASH_FIND(hh, m->bearers, word.ptr, word.len, bearer);
    if (!bearer) {
        bearer = mt_new(m->scratch, struct bearer);
        bearer->word = word;
        HASH_ADD_KEYPTR(hh, m->bearers, word.ptr, word.len, bearer);
    }
    *mt_push(m->scratch, &bearer->of) = candidate;
}

static bool has_initials(struct mt_str words)
{
    struct mt_str word;
    while (mt_str_next(&words, ' ', &word))
        if (word.len == 1)
            return true;
    return false;
}

/* Persons with a full name, by its first and last word. */
static void find_bearers(struct maker *m)
{
    HASH_CLEAR(hh, m->bearers);
    for (struct candidate *c = m->tables[MT_ENTITY_PERSON]; c; c = c->hh.next) {
        if (is_single(c->words) || has_initials(c->words))
            continue;
        add_bearer(m, first_word(c->words), c);
        if (!mt_str_eq(first_word(c->words), last_word(c->words)))
            add_bearer(m, last_word(c->words), c);
    }
}

/* Whether a word is the other, or its first letter. */
static bool abbreviates(struct mt_str shorter, struct mt_str word)
{
    return mt_str_eq(shorter, word) || (shorter.len == 1 && word.ptr[0] == shorter.ptr[0]);
}

/* "Dana R.", "D. Reyes", "Dana M. Reyes" for "Dana Reyes". */
static bool is_short_for(struct mt_str words, struct mt_str full)
{
    return abbreviates(first_word(words), first_word(full)) &&
           abbreviates(last_word(words), last_word(full));
}

/* The one person whose name this is a short form of; `*several` says that more than one could be
 * meant. */
static struct candidate *meant_by(const struct maker *m, struct mt_str words, bool *several)
{
    struct mt_str keys[] = {first_word(words), last_word(words)};
    struct candidate *meant = NULL;
    *several = false;
    for (size_t k = 0; k < (is_single(words) ? 1 : MT_COUNT(keys)); k++) {
        const struct bearer *bearer;
        HASH_FIND(hh, m->bearers, keys[k].ptr, keys[k].len, bearer);
        for (size_t i = 0; bearer && i < bearer->of.len; i++) {
            struct candidate *full = bearer->of.ptr[i];
            if (full == meant || (!is_single(words) && !is_short_for(words, full->words)))
                continue;
            *several |= meant != NULL;
            meant = full;
        }
    }
    return *several ? NULL : meant;
}

/* A part of a name is no entity of its own where somebody bears it, unless the user says so. */
static void join_parts(struct maker *m)
{
    for (struct candidate *c = m->tables[MT_ENTITY_PERSON]; c; c = c->hh.next) {
        bool several, part = is_single(c->words) || has_initials(c->words);
        if (c->source == MT_NAME_USER || !part)
            continue;
        struct candidate *full = meant_by(m, c->words, &several);
        c->dropped = full || several;
        c->into = full;
        if (!full)
            continue;
        if (!is_single(c->words))
            add_words(m, &full->aliases, c->words);
        for (size_t i = 0; i < c->aliases.len; i++)
            add_words(m, &full->aliases, c->aliases.ptr[i]);
    }
}

/* What the names file, or somebody's own note, calls them besides is nobody else, however often it
 * is written; unless several are called so, or one who has a note of their own. */
static void join_aliases(struct maker *m, enum mt_entity_kind kind)
{
    for (struct candidate *c = m->tables[kind]; c; c = c->hh.next) {
        for (size_t i = 0; i < c->own.len && !c->hidden && !c->dropped; i++) {
            struct candidate *other = find(m, kind, c->own.ptr[i]);
            if (other && other != c && other->source > MT_NAME_OWN && !other->dropped)
                other->known_as = other->known_as ? other : c;
        }
    }
    for (struct candidate *c = m->tables[kind]; c; c = c->hh.next) {
        if (!c->known_as || c->known_as == c)
            continue;
        c->dropped = true;
        c->into = c->known_as;
        for (size_t i = 0; i < c->aliases.len; i++)
            add_words(m, &c->into->aliases, c->aliases.ptr[i]);
    }
}

/* ---- Entities ---- */

static bool is_nicer(const struct spelling *a, const struct spelling *b)
{
    if (a->source != b->source && (a->source <= MT_NAME_OWN || b->source <= MT_NAME_OWN))
        return a->source < b->source;
    if (a->count != b->count)
        return a->count > b->count;
    return mt_str_compare(a->text, b->text) < 0;
}

static struct mt_str shown_name(const struct candidate *candidate)
{
    const struct spelling *best = &candidate->spellings.ptr[0];
    for (size_t i = 1; i < candidate->spellings.len; i++)
        if (is_nicer(&candidate->spellings.ptr[i], best))
            best = &candidate->spellings.ptr[i];
    return best->text;
}

static void add_form(struct maker *m, struct mt_entity *entity, struct mt_str words,
                     enum mt_form_level level, bool shared, bool capital)
{
    struct mt_entity_form form = {
        .words = mt_str_copy(m->ctx, words),
        .level = level,
        .score = 1,
        .shared = shared,
        .capital = capital && mt_form_is_common(words),
    };
    mt_entity_add_form(m->ctx, entity, form);
}

/* Whether a form is the very name of another one. */
static bool is_taken(const struct maker *m, const struct candidate *by, struct mt_str words)
{
    for (size_t kind = 0; kind < MT_ENTITY_KINDS; kind++) {
        const struct candidate *other = find(m, (enum mt_entity_kind)kind, words);
        if (other && other != by && !other->dropped && !other->hidden)
            return true;
    }
    return false;
}

static void add_part(struct maker *m, struct mt_entity *entity, const struct candidate *candidate,
                     struct mt_str word)
{
    const struct bearer *bearer;
    HASH_FIND(hh, m->bearers, word.ptr, word.len, bearer);
    if (bearer && word.len > 1 && !is_taken(m, candidate, word))
        add_form(m, entity, word, MT_FORM_ALIAS, bearer->of.len > 1, true);
}

/* Whether the first and the last word are both written with a capital, or neither: who writes the
 * names of people so writes both so, and "Lodestar team" has no surname. */
static bool has_surname(struct mt_str name)
{
    size_t last = name.len;
    while (last > 0 && name.ptr[last - 1] != ' ')
        last--;
    return mt_letter_is_upper(name, 0) == mt_letter_is_upper(name, last);
}

static void add_forms(struct maker *m, struct mt_entity *entity, const struct candidate *candidate)
{
    struct mt_str words = candidate->words;
    for (size_t i = 0; i < candidate->refused.len; i++)
        *mt_push(m->ctx, &entity->refused) = mt_str_copy(m->ctx, candidate->refused.ptr[i]);
    add_form(m, entity, words, MT_FORM_EXACT, false, true);
    for (size_t i = 0; i < candidate->aliases.len; i++)
        if (candidate->source == MT_NAME_USER || !is_taken(m, candidate, candidate->aliases.ptr[i]))
            add_form(m, entity, candidate->aliases.ptr[i], MT_FORM_ALIAS, false, false);
    if (entity->kind != MT_ENTITY_PERSON || is_single(words) || !has_surname(entity->name))
        return;
    add_part(m, entity, candidate, first_word(words));
    add_part(m, entity, candidate, last_word(words));
}

static int by_kind_and_name(const void *a, const void *b)
{
    const struct mt_entity *left = a, *right = b;
    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    int order = mt_str_compare(left->name, right->name);
    return order ? order : mt_str_compare(left->forms.ptr[0].words, right->forms.ptr[0].words);
}

static int by_words(const void *a, const void *b)
{
    const struct mt_entity_form *left = a, *right = b;
    if (left->level != right->level)
        return left->level < right->level ? -1 : 1;
    return mt_str_compare(left->words, right->words);
}

static void write_entities(struct maker *m)
{
    for (size_t kind = 0; kind < MT_ENTITY_KINDS; kind++) {
        for (struct candidate *c = m->tables[kind]; c; c = c->hh.next) {
            if (c->dropped || c->hidden)
                continue;
            struct mt_entity *entity = mt_push(m->ctx, &m->out->entities);
            entity->kind = c->kind;
            entity->source = c->source;
            entity->name = mt_str_copy(m->ctx, shown_name(c));
            entity->notes = c->notes;
            entity->spoke = c->spoke;
            add_forms(m, entity, c);
            qsort(entity->forms.ptr, entity->forms.len, sizeof *entity->forms.ptr, by_words);
        }
    }
    if (m->out->entities.len)
        qsort(m->out->entities.ptr, m->out->entities.len, sizeof *m->out->entities.ptr,
              by_kind_and_name);
}

/* ---- Counts ---- */

static void count(struct candidate *candidate, size_t note, bool spoke)
{
    if (candidate && candidate->into)
        candidate = candidate->into;
    if (!candidate)
        return;
    candidate->notes += candidate->last_note != note + 1;
    candidate->last_note = note + 1;
    candidate->spoke += spoke && candidate->last_spoke != note + 1;
    if (spoke)
        candidate->last_spoke = note + 1;
}

/* What the words mean in prose: a name, or the part of one that only one person bears. */
static struct candidate *named_by(const struct maker *m, struct mt_str words)
{
    bool several;
    for (size_t kind = 0; kind < MT_ENTITY_KINDS; kind++) {
        struct candidate *candidate = find(m, (enum mt_entity_kind)kind, words);
        if (candidate && !candidate->hidden && (!candidate->dropped || candidate->into))
            return candidate;
    }
    return is_single(words) && !mt_form_is_common(words) ? meant_by(m, words, &several) : NULL;
}

/* Who is meant by a name in prose, which many notes have. */
struct meant {
    struct mt_str text;
    struct candidate *candidate;
    UT_hash_handle hh;
};

static struct candidate *meant_in_prose(const struct maker *m, struct meant **known,
                                        struct mt_str text)
{
    struct meant *meant;
    HASH_FIND(hh, *known, text.ptr, text.len, meant);
    if (!meant) {
        meant = mt_new(m->scratch, struct meant);
        meant->text = text;
        meant->candidate = named_by(m, mt_form_words(m->scratch, text));
        HASH_ADD_KEYPTR(hh, *known, meant->text.ptr, meant->text.len, meant);
    }
    return meant->candidate;
}

static void count_notes(struct maker *m)
{
    struct meant *known = NULL;
    for (size_t i = 0; i < m->n_summaries; i++) {
        void *one = mt_context(m->scratch);
        const struct mt_name_summary *summary = &m->summaries[i];
        for (size_t g = 0; g < summary->given.len; g++) {
            const struct mt_given_name *name = &summary->given.ptr[g];
            struct mt_str words = key_of(one, name->text, name->kind);
            count(named_by(m, words), i, name->source == MT_NAME_SPEAKER);
        }
        for (size_t p = 0; p < summary->prose.len; p++)
            count(meant_in_prose(m, &known, summary->prose.ptr[p].text), i, false);
        mt_free(one);
    }
    HASH_CLEAR(hh, known);
}

/* ---- All of it ---- */

static void refuse(struct maker *m, const struct mt_names_file *file)
{
    for (size_t i = 0; i < file->refused.len; i++) {
        const struct mt_user_name *name = &file->refused.ptr[i];
        struct candidate *candidate = named_by(m, key_of(m->scratch, name->name, MT_ENTITY_PERSON));
        if (candidate && candidate->into)
            candidate = candidate->into;
        for (size_t o = 0; candidate && o < name->others.len; o++)
            add_words(m, &candidate->refused, name->others.ptr[o]);
    }
}

void mt_gazetteer_make(const void *ctx, const struct mt_name_summary *summaries, size_t n,
                       const struct mt_names_file *file, struct mt_gazetteer *out)
{
    struct mt_gazetteer gazetteer = {0};
    struct maker m = {.ctx = ctx,
                      .scratch = mt_context(NULL),
                      .summaries = summaries,
                      .n_summaries = n,
                      .out = &gazetteer};
    take_file(&m, file);
    for (size_t i = 0; i < n; i++)
        take_summary(&m, &summaries[i]);
    settle_kinds(&m);
    find_bearers(&m);
    take_prose(&m);
    find_bearers(&m);
    join_parts(&m);
    for (size_t kind = 0; kind < MT_ENTITY_KINDS; kind++)
        join_aliases(&m, (enum mt_entity_kind)kind);
    refuse(&m, file);
    count_notes(&m);
    write_entities(&m);
    for (size_t kind = 0; kind < MT_ENTITY_KINDS; kind++)
        HASH_CLEAR(hh, m.tables[kind]);
    HASH_CLEAR(hh, m.bearers);
    mt_free(m.scratch);
    *out = gazetteer;
}
