/* test_zoom_text.c - Tests of Zoom's saved captions and chats (note/zoom_text.c)
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "shown_turns.h"

#define FOLDER "Zoom/2026-08-13 15.10.28 Gauge review 98765432100/"

static void test_recognises__texts(void **state)
{
    static const struct {
        const char *path, *text;
        bool is;
    } rows[] = {
        {"a.txt", "", false},
        {"a.txt", "[Dana Reyes] 15:12:04\nHello.\n\n[Sam Okoro] 15:12:09\nHi.\n", true},
        {"a.txt", "15:12:30 From Sam Okoro to Everyone: hi\n", true},
        {"a.txt", "15:12:30\t From  Sam Okoro : hi\n15:12:31\t From  Sam Okoro : so\n", true},
        {"a.txt", "00:02:13\tDana Reyes:\thi\n", true},
        {"a.txt", "Words.\n[Dana Reyes] 15:12:04\nHello.\n[Dana Reyes] 15:12:05\nHello.\n", false},
        {FOLDER "meeting_saved_chat.txt", "Words.\n15:12:30 From Sam Okoro to Everyone: hi\n",
         true},
        {FOLDER "meeting_saved_chat.txt", "Words.\n", false},
        {"a.txt", "[00:00:02.02]  Dana ReyesHello.\n[00:00:04.25]   RemoteYes.\n", false},
        {"a.txt", "[ ] 25:00:00\nwords\n", false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        const struct mt_text *text = text_of(ctx, rows[i].text);
        if (mt_format_zoom_text.recognises(text, mt_str(rows[i].path)) != rows[i].is)
            fail_msg("%s: %s\n  recognised: %d", rows[i].path, rows[i].text, !rows[i].is);
        mt_free(ctx);
    }
    (void)state;
}

static void test_parse__turns(void **state)
{
    static const struct {
        const char *path, *text, *shown;
    } rows[] = {
        {FOLDER "meeting_saved_closed_caption.txt",
         "[Dana Reyes] 15:12:04\nLet's start\nwith the budget.\n\n[Sam Okoro] 15:12:09: yes\n"
         "15:12:30 From Sam Okoro to Everyone: a link\n",
         "96000-97666! Dana Reyes: Let's start with the budget.\n"
         "101000-102000! Sam Okoro: yes\n(chat) 122000-123000! Sam Okoro: a link\n"},
        /* a date, and the words indented below */
        {FOLDER "meeting_saved_new_chat.txt",
         "2026-08-13 15:12:30 From Sam Okoro to Everyone:\n\tone\n\n\ttwo\n",
         "(chat) 122000-123000! Sam Okoro: one two\n"},
        /* what is not to everyone */
        {FOLDER "chat.txt",
         "15:12:30 From Sam Okoro to Dana Reyes (Direct Message):\n\tsecret\n"
         "15:12:31 From Dana Reyes to Sam Okoro (Privately) : secret\nsecret\n"
         "15:12:32 From Dana Reyes To Hosts and panelists: secret\n"
         "15:12:33 From Sam Okoro to everyone in meeting: shown\n"
         "15:12:34\t From  Ada Quist : shown\n",
         "(chat) 125000-126000! Sam Okoro: shown\n(chat) 126000-127000! Ada Quist: shown\n"},
        /* over midnight, and before the start */
        {"2026-08-13 23.50.00 Late/chat.txt",
         "23:49:58 From Sam Okoro to Everyone: a\n23:59:00 From Sam Okoro to Everyone: b\n"
         "00:10:00 From Sam Okoro to Everyone: c\n",
         "(chat) 0-1000! Sam Okoro: a\n(chat) 540000-541000! Sam Okoro: b\n"
         "(chat) 1200000-1201000! Sam Okoro: c\n"},
        /* nothing tells the start: times from the first line, not exact */
        {"chat.txt",
         "15:12:30 From Sam Okoro to Everyone: a\n15:12:35 From Sam Okoro to Everyone: b\n",
         "(chat) 0-1000 Sam Okoro: a\n(chat) 5000-6000 Sam Okoro: b\n"},
        /* of a cloud recording */
        {"GMT20251028-140000_Recording.chat.txt", "00:02:13\tDana Reyes:\thi\r\nthere\n",
         "(chat) 133000-134000! Dana Reyes: hi there\n"},
        /* nobody's */
        {FOLDER "meeting_saved_chat.txt", "Saved chat\n15:12:30 From Sam Okoro to Everyone: a\n",
         "[other] Saved chat\n(chat) 122000-123000! Sam Okoro: a\n"},
        {"chat.txt", "", ""},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        check_shown(ctx, note_in(ctx, &mt_format_zoom_text, rows[i].path, rows[i].text),
                    rows[i].text, rows[i].shown);
        mt_free(ctx);
    }
    (void)state;
}

static void test_parse__start(void **state)
{
    static const struct {
        const char *path, *title;
        mt_date date;
        int minutes;
    } rows[] = {
        {FOLDER "meeting_saved_chat.txt", "Gauge review", 20260813, 910},
        {"2026-08-13 15.10.28 Gauge review.txt", "Gauge review", 20260813, 910},
        {"2026-08-13 15.10.28/chat.txt", "", 20260813, 910},
        {"2026-08-13 Gauge/chat.txt", "", 0, -1},
        {"chat.txt", "", 0, -1},
        {"", "", 0, -1},
        {"2026-08-13 15.10.28 Room 12/chat.txt", "Room 12", 20260813, 910},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_note *note = note_in(ctx, &mt_format_zoom_text, rows[i].path,
                                       "15:12:30 From Sam Okoro to Everyone: a\n");
        if (!mt_str_eq(note->title, mt_str(rows[i].title)) || note->date != rows[i].date ||
            note->start_minutes != rows[i].minutes)
            fail_msg("%s: \"%.*s\" %d %d", rows[i].path, MT_ARG(note->title), note->date,
                     note->start_minutes);
        mt_free(ctx);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recognises__texts),
        cmocka_unit_test(test_parse__turns),
        cmocka_unit_test(test_parse__start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
