/* test_tasks.c - Task lines
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/tasks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void test_task_parse__status(void **state)
{
    (void)state;
    static const struct {
        char mark;
        enum mt_task_status status;
    } rows[] = {
        {' ', MT_TASK_OPEN},      {'x', MT_TASK_DONE}, {'X', MT_TASK_DONE},
        {'-', MT_TASK_CANCELLED}, {'>', MT_TASK_OPEN}, {'/', MT_TASK_PROGRESS},
        {'<', MT_TASK_OPEN},      {'!', MT_TASK_OPEN}, {'?', MT_TASK_OPEN},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_task task = mt_task_parse(rows[i].mark, mt_str("Send it"));
        if (task.status != rows[i].status)
            fail_msg("[%c]: status %d", rows[i].mark, task.status);
        assert_int_equal(task.owner.len, 0);
        assert_int_equal(task.due, 0);
        assert_int_equal(task.done, 0);
        assert_int_equal(task.priority, MT_PRIORITY_NONE);
    }
}

static void test_task_parse__owner(void **state)
{
    (void)state;
    static const struct {
        const char *text, *owner;
    } rows[] = {
        {"", ""},
        {"@", ""},
        {"@ home", ""},
        {"Send it @Dana", "Dana"},
        {"Send it @Dana Reyes ⏫ 📅 2025-11-04", "Dana Reyes"},
        {"Send it @Storage Protocols team", "Storage Protocols team"},
        {"Send it @Dana Reyes.", "Dana Reyes"},
        {"Send it (@Dana Reyes)", ""},
        {"Send it ( @Dana Reyes)", "Dana Reyes"},
        {"Ask @Sam Okoro about it @Dana Reyes 🔼", "Dana Reyes"},
        {"Ask @Sam Okoro, then @Dana", "Dana"},
        {"Mail dana@example.org", ""},
        {"Mail dana@example.org @Sam", "Sam"},
        {"@Dana to send the plan", "Dana"},
        {"@Dana: send the plan", "Dana"},
        {"@Dana Reyes — send the plan", "Dana Reyes"},
        {"@Dana will", "Dana"},
        {"📅 2025-11-04 @Dana Reyes", "Dana Reyes"},
        {"@Dana Reyes 📅 2025-11-04 and more words", "Dana Reyes"},
        {"@Zoë Åberg ✅ 2025-10-27", "Zoë Åberg"},
        {"@Dana Reyes (Orchard Labs)", "Dana Reyes"},
        {"@⏫", ""},
        {"a\n@Dana", "Dana"},
        {"Send it [owner:: Dana Reyes]", "Dana Reyes"},
        {"Send it (Assignee::@Sam Okoro) now", "Sam Okoro"},
        {"@Sam, [ OWNER :: Dana ] [assignee:: Ada]", "Dana"},
        {"[owner:: ] @Sam", "Sam"},
        {"Send it @Dana Reyes [due:: 2025-11-04]", "Dana Reyes"},
        {"Send it @Dana Reyes (scheduled:: 2025-11-04) by then", "Dana Reyes"},
        {"Send it @Dana Reyes [created:: 2025-11-04] @Sam", "Sam"},
        {"Send it @Dana [seen: 1]", "Dana [seen"},
        {"[reviewer:: @Ada Quist] @Sam", "Sam"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str owner = mt_task_parse(' ', mt_str(rows[i].text)).owner;
        if (!mt_str_eq(owner, mt_str(rows[i].owner)))
            fail_msg("%s: owner \"%.*s\"", rows[i].text, MT_ARG(owner));
    }
}

static void test_task_parse__dates_and_priority(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        mt_date due, done;
        enum mt_priority priority;
    } rows[] = {
        {"a 📅 2025-11-04 ✅ 2025-10-27", 20251104, 20251027, MT_PRIORITY_NONE},
        {"a 📆 2025-11-04", 20251104, 0, MT_PRIORITY_NONE},
        {"a 🗓️ 2025-11-04", 20251104, 0, MT_PRIORITY_NONE},
        {"a 📅2025-11-04", 20251104, 0, MT_PRIORITY_NONE},
        {"a 📅 2025-02-30", 0, 0, MT_PRIORITY_NONE},
        {"a 📅 soon", 0, 0, MT_PRIORITY_NONE},
        {"a 📅", 0, 0, MT_PRIORITY_NONE},
        {"a 📅 soon 📅 2025-11-04 📅 2026-01-01", 20251104, 0, MT_PRIORITY_NONE},
        {"a ➕ 2025-10-01 ⏳ 2025-10-02 🛫 2025-10-03 ❌ 2025-10-04", 0, 0, MT_PRIORITY_NONE},
        {"a 2025-11-04", 0, 0, MT_PRIORITY_NONE},
        {"a 🔺", 0, 0, MT_PRIORITY_HIGHEST},
        {"a ⏫️ b", 0, 0, MT_PRIORITY_HIGH},
        {"a 🔼", 0, 0, MT_PRIORITY_MEDIUM},
        {"a 🔽", 0, 0, MT_PRIORITY_LOW},
        {"a ⏬", 0, 0, MT_PRIORITY_LOWEST},
        {"a 🔽 🔺", 0, 0, MT_PRIORITY_LOW},
        {"a \xf0\x9f", 0, 0, MT_PRIORITY_NONE},
        {"a [due:: 2025-11-04] [completion:: 2025-10-27]", 20251104, 20251027, MT_PRIORITY_NONE},
        {"a (due:: 2025-11-04)(Done::2025-10-27)", 20251104, 20251027, MT_PRIORITY_NONE},
        {"a [ DUE ::2025-11-04 ] b", 20251104, 0, MT_PRIORITY_NONE},
        {"a [due:: soon] 📅 2025-11-04", 20251104, 0, MT_PRIORITY_NONE},
        {"a [due:: 2025-11-04] 📅 2026-01-01", 20251104, 0, MT_PRIORITY_NONE},
        {"a [scheduled:: 2025-11-04] [created:: 2025-11-04]", 0, 0, MT_PRIORITY_NONE},
        {"a [due: 2025-11-04]", 0, 0, MT_PRIORITY_NONE},
        {"a [due:: 2025-11-04)", 0, 0, MT_PRIORITY_NONE},
        {"a [due:: 2025-11-04", 0, 0, MT_PRIORITY_NONE},
        {"a [[due:: 2025-11-04]", 20251104, 0, MT_PRIORITY_NONE},
        {"a [::] [:: 2025-11-04] [due::]", 0, 0, MT_PRIORITY_NONE},
        {"a [priority:: high]", 0, 0, MT_PRIORITY_HIGH},
        {"a (Priority:: Highest)", 0, 0, MT_PRIORITY_HIGHEST},
        {"a [priority:: urgent] 🔽", 0, 0, MT_PRIORITY_LOW},
        {"a [priority:: medium] 🔽", 0, 0, MT_PRIORITY_MEDIUM},
        {"a [priority::lowest]", 0, 0, MT_PRIORITY_LOWEST},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_task task = mt_task_parse('x', mt_str(rows[i].text));
        if (task.due != rows[i].due || task.done != rows[i].done ||
            task.priority != rows[i].priority)
            fail_msg("%s: due %d, done %d, priority %d", rows[i].text, task.due, task.done,
                     task.priority);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_task_parse__status),
        cmocka_unit_test(test_task_parse__owner),
        cmocka_unit_test(test_task_parse__dates_and_priority),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
