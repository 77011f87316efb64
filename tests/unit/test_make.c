/* test_make.c - The gazetteer from summaries and the names file: who is one, who is none
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "entity/make.h"

struct notes {
    void *ctx;
    struct mt_name_summary list[8];
    size_t n;
    struct mt_names_file file;
};

static struct notes begin(void)
{
    return (struct notes){.ctx = mt_context(NULL)};
}

static void give(struct notes *notes, size_t note, enum mt_name_source source,
                 enum mt_entity_kind kind, const char *name)
{
    *mt_push(notes->ctx, &notes->list[note].given) =
        (struct mt_given_name){mt_str(name), source, kind};
    notes->n = note + 1 > notes->n ? note + 1 : notes->n;
}

static void person(struct notes *notes, size_t note, const char *name)
{
    give(notes, note, MT_NAME_LISTED, MT_ENTITY_PERSON, name);
}

static void prose(struct notes *notes, size_t note, const char *text)
{
    struct mt_prose_reader *reader = mt_prose_reader_new(notes->ctx);
    mt_prose_read(reader, mt_str(text));
    mt_prose_finish(reader, &notes->list[note]);
    notes->n = note + 1 > notes->n ? note + 1 : notes->n;
}

static void user(struct notes *notes, const char *text)
{
    assert_int_equal(mt_names_file_parse(notes->ctx, mt_str(text), &notes->file, NULL), MT_OK);
}

/* "p2 Dana Reyes: dana reyes, dana~" for a person in two notes; ~ alias, * shared, ^ capital. */
static const char *made(struct notes *notes)
{
    struct mt_gazetteer gazetteer;
    struct mt_buf out;
    mt_buf_init(&out, notes->ctx, 10000);
    mt_gazetteer_make(notes->ctx, notes->list, notes->n, &notes->file, &gazetteer);
    for (size_t i = 0; i < gazetteer.entities.len; i++) {
        const struct mt_entity *entity = &gazetteer.entities.ptr[i];
        mt_buf_printf(&out, "%s%c%u %.*s:", i ? "; " : "",
                      entity->kind == MT_ENTITY_PERSON ? 'p' : 'o', entity->notes,
                      MT_ARG(entity->name));
        for (size_t f = 0; f < entity->forms.len; f++) {
            const struct mt_entity_form *form = &entity->forms.ptr[f];
            mt_buf_printf(&out, "%s%.*s%s%s%s", f ? ", " : " ", MT_ARG(form->words),
                          form->level == MT_FORM_ALIAS ? "~" : "", form->shared ? "*" : "",
                          form->capital ? "^" : "");
        }
    }
    return mt_buf_str(&out).ptr;
}

static void assert_made(struct notes *notes, const char *should)
{
    assert_string_equal(made(notes), should);
    mt_free(notes->ctx);
}

static void test_gazetteer_make__spellings_are_one(void **state)
{
    (void)state;
    struct notes notes = begin();
    person(&notes, 0, "Dana Reyes");
    person(&notes, 1, "dana reyes");
    person(&notes, 2, "Reyes, Dana (Lindhaven)");
    person(&notes, 3, "Dr. Dana Reyes MP");
    assert_made(&notes, "p4 Dana Reyes: dana reyes, dana~, reyes~");
}

static void test_gazetteer_make__parts_of_one_person(void **state)
{
    (void)state;
    struct notes notes = begin();
    person(&notes, 0, "Dana Reyes");
    person(&notes, 1, "Dana");
    person(&notes, 2, "D. Reyes");
    person(&notes, 3, "Dana R.");
    person(&notes, 4, "Dana M. Reyes");
    assert_made(&notes, "p5 Dana Reyes: dana reyes, d reyes~, dana~, dana m reyes~, dana r~, "
                        "reyes~");
}

static void own(struct notes *notes, size_t note, const char *name, const char *alias)
{
    give(notes, note, MT_NAME_OWN, MT_ENTITY_PERSON, name);
    *mt_push(notes->ctx, &notes->list[note].aliases) =
        (struct mt_given_alias){(uint32_t)(notes->list[note].given.len - 1), mt_str(alias)};
}

/* Who says what else they are called is known by it, whoever else calls them so. */
static void test_gazetteer_make__another_name_is_nobody_else(void **state)
{
    (void)state;
    static const enum mt_name_source sources[] = {MT_NAME_LISTED, MT_NAME_SPEAKER, MT_NAME_OWNER,
                                                  MT_NAME_LINK};
    for (size_t i = 0; i < MT_COUNT(sources); i++) {
        struct notes notes = begin();
        own(&notes, 0, "Katarzyna Nowak", "Kasia");
        give(&notes, 1, sources[i], MT_ENTITY_PERSON, "Kasia");
        assert_made(&notes, "p2 Katarzyna Nowak: katarzyna nowak, kasia~, katarzyna~, nowak~");
    }
    struct notes notes = begin();
    user(&notes, "people: {Katarzyna Nowak: [Kasia]}\n");
    person(&notes, 0, "Kasia");
    assert_string_equal(made(&notes),
                        "p1 Katarzyna Nowak: katarzyna nowak, kasia~, katarzyna~, nowak~");
    mt_free(notes.ctx);
}

/* Two say so, or one who has a note of their own is called so: nobody is joined. */
static void test_gazetteer_make__another_name_of_several(void **state)
{
    (void)state;
    struct notes notes = begin();
    own(&notes, 0, "Katarzyna Nowak", "Kasia");
    own(&notes, 1, "Kassandra Moen", "Kasia");
    person(&notes, 2, "Kasia");
    assert_made(&notes, "p1 Kasia: kasia; p1 Kassandra Moen: kassandra moen, kassandra~, moen~; "
                        "p1 Katarzyna Nowak: katarzyna nowak, katarzyna~, nowak~");
    notes = begin();
    own(&notes, 0, "Katarzyna Nowak", "Kasia");
    own(&notes, 1, "Kasia", "Kas");
    assert_made(&notes, "p1 Kasia: kasia, kas~; "
                        "p1 Katarzyna Nowak: katarzyna nowak, katarzyna~, nowak~");
}

/* What is not written as names of people are has no surname. */
static void test_gazetteer_make__no_parts(void **state)
{
    (void)state;
    struct notes notes = begin();
    user(&notes, "people: {Zorin team: [], ines okafor: []}\n");
    person(&notes, 0, "Zorin team");
    person(&notes, 0, "ines okafor");
    assert_string_equal(made(&notes), "p1 Zorin team: zorin team; "
                                      "p1 ines okafor: ines okafor, ines~, okafor~");
    mt_free(notes.ctx);
}

static void test_gazetteer_make__parts_of_several(void **state)
{
    (void)state;
    struct notes notes = begin();
    person(&notes, 0, "Dana Reyes");
    person(&notes, 1, "Dana Okoro");
    person(&notes, 2, "Dana");
    person(&notes, 3, "Milo");
    assert_made(&notes, "p1 Dana Okoro: dana okoro, dana~*, okoro~; "
                        "p1 Dana Reyes: dana reyes, dana~*, reyes~; p1 Milo: milo");
}

static void test_gazetteer_make__nobody(void **state)
{
    (void)state;
    struct notes notes = begin();
    person(&notes, 0, "Moderator");
    person(&notes, 0, "Project Manager");
    person(&notes, 0, "Storage Protocols team");
    person(&notes, 0, "Professor B");
    give(&notes, 0, MT_NAME_OWN, MT_ENTITY_ORGANIZATION, "Lindhaven Harbour Trust");
    *mt_push(notes.ctx, &notes.list[0].aliases) = (struct mt_given_alias){4, mt_str("The Trust")};
    assert_made(&notes, "o1 Lindhaven Harbour Trust: lindhaven harbour trust, the trust~");
}

static void test_gazetteer_make__common_words_are_marked(void **state)
{
    (void)state;
    struct notes notes = begin();
    person(&notes, 0, "Mark Okoro");
    person(&notes, 0, "Rose");
    assert_made(&notes, "p1 Mark Okoro: mark okoro, mark~^, okoro~; p1 Rose: rose^");
}

static void test_gazetteer_make__what_prose_says(void **state)
{
    (void)state;
    struct notes notes = begin();
    person(&notes, 0, "Dana Reyes");
    prose(&notes, 0,
          "Ask Ada Quist (harbour) and Okoro. The Kestrel team met. Dana will join. A Lindhaven "
          "customer wrote, and the GCP API is slow. Reviewed the Plan. Dana Reyes LinkedIn page.");
    prose(&notes, 1, "So Okoro said, via Ada.");
    assert_made(&notes, "p2 Ada Quist: ada quist, ada~, quist~; p1 Dana Reyes: dana reyes, dana~, "
                        "reyes~; p2 Okoro: okoro; o1 Kestrel: kestrel^; o1 Lindhaven: lindhaven");
}

static void test_gazetteer_make__lower_case_speaks_against_a_name(void **state)
{
    (void)state;
    struct notes notes = begin();
    prose(&notes, 0, "Send Foobarly (soon). Foobarly asked why no foobarly came.");
    assert_made(&notes, "");
}

static void test_gazetteer_make__the_user_decides(void **state)
{
    (void)state;
    struct notes notes = begin();
    person(&notes, 0, "Lodestar");
    person(&notes, 0, "Dana");
    person(&notes, 0, "Dana Reyes");
    person(&notes, 0, "Localhost");
    user(&notes, "people:\n  Dana: [Dayna, day nurse]\norganizations:\n  Lodestar: [Lone Star]\n"
                 "not:\n  Dana: [day nurse]\nignore: [localhost]\n");
    assert_made(&notes, "p1 Dana: dana, dayna~; p1 Dana Reyes: dana reyes, reyes~; "
                        "o1 Lodestar: lodestar^, lone star~");
}

static void test_gazetteer_make__order_does_not_matter(void **state)
{
    (void)state;
    struct notes notes = begin(), turned = begin();
    const char *const names[] = {"Dana Reyes", "DANA REYES", "dana", "Ada Quist", "Quist"};
    for (size_t i = 0; i < MT_COUNT(names); i++) {
        person(&notes, i, names[i]);
        person(&turned, MT_COUNT(names) - 1 - i, names[i]);
    }
    prose(&notes, 0, "Ask Okoro, Milo and Priya.");
    prose(&turned, MT_COUNT(names) - 1, "Ask Okoro, Milo and Priya.");
    assert_string_equal(made(&notes), made(&turned));
    mt_free(notes.ctx);
    mt_free(turned.ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gazetteer_make__spellings_are_one),
        cmocka_unit_test(test_gazetteer_make__parts_of_one_person),
        cmocka_unit_test(test_gazetteer_make__another_name_is_nobody_else),
        cmocka_unit_test(test_gazetteer_make__another_name_of_several),
        cmocka_unit_test(test_gazetteer_make__no_parts),
        cmocka_unit_test(test_gazetteer_make__parts_of_several),
        cmocka_unit_test(test_gazetteer_make__nobody),
        cmocka_unit_test(test_gazetteer_make__common_words_are_marked),
        cmocka_unit_test(test_gazetteer_make__what_prose_says),
        cmocka_unit_test(test_gazetteer_make__lower_case_speaks_against_a_name),
        cmocka_unit_test(test_gazetteer_make__the_user_decides),
        cmocka_unit_test(test_gazetteer_make__order_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
