/* surroundings.c - Where the answer is read: the terminal, the day, the folder, the index
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "cli/surroundings.h"

#include <limits.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/xdg.h"

#define PIPE_WIDTH 120
/* No terminal is wider, and places are aligned with spaces up to the width. */
#define WIDTH_MAX 9999

unsigned mt_surroundings_width(const struct mt_request *request)
{
    struct winsize size;
    uint64_t value;
    const char *environment = getenv("COLUMNS");
    if (request->width != MT_UNSET)
        return request->width < WIDTH_MAX ? (unsigned)request->width : WIDTH_MAX;
    if (environment && mt_str_to_u64(mt_str(environment), &value) && value && value <= WIDTH_MAX)
        return (unsigned)value;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
        return size.ws_col;
    return PIPE_WIDTH;
}

bool mt_surroundings_fold(const struct mt_request *request)
{
    const char *columns = getenv("COLUMNS");
    return request->width != MT_UNSET || (columns && columns[0]) || isatty(STDOUT_FILENO);
}

static bool on_terminal(void)
{
    const char *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(terminal && !strcmp(terminal, "dumb"));
}

bool mt_surroundings_color(const struct mt_request *request)
{
    const char *no = getenv("NO_COLOR");
    if (request->color != MT_WHEN_AUTO)
        return request->color == MT_WHEN_ALWAYS;
    return on_terminal() && !(no && no[0]);
}

bool mt_surroundings_links(const struct mt_request *request)
{
    const char *terminal = getenv("TERM");
    if (request->hyperlink != MT_WHEN_AUTO)
        return request->hyperlink == MT_WHEN_ALWAYS;
    return on_terminal() && terminal && strcmp(terminal, "linux") != 0;
}

struct mt_str mt_surroundings_host(const void *ctx)
{
    char name[HOST_NAME_MAX + 1] = "";
    if (gethostname(name, sizeof name) != 0)
        name[0] = '\0';
    name[sizeof name - 1] = '\0';
    return mt_str_copy(ctx, mt_str(name));
}

mt_date mt_surroundings_today(void)
{
    const char *environment = getenv("MTSEARCH_NOW");
    mt_date date;
    if (environment && mt_date_parse(mt_str(environment), &date))
        return date;
    return mt_date_of_time(time(NULL));
}

struct mt_str mt_surroundings_folder(const void *ctx)
{
    char *folder = getcwd(NULL, 0);
    struct mt_str copy = mt_str_copy(ctx, mt_str(folder ? folder : ""));
    free(folder);
    return copy;
}

enum mt_status mt_surroundings_index(struct mt_request *request, struct mt_error *err)
{
    const char *place = getenv("MTSEARCH_INDEX");
    if (request->indexes.len)
        return MT_OK;
    if (!place || !place[0]) {
        enum mt_status status =
            mt_xdg_index(request->ctx, getenv("XDG_DATA_HOME"), getenv("HOME"), &place, err);
        if (status != MT_OK)
            return status;
    }
    *mt_push(request->ctx, &request->indexes) = place;
    return MT_OK;
}
