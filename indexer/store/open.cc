/* open.cc - From the name of a place to a database that is ours
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "store/reader.h"

#include "store/generation.h"
#include "store/store.h"

namespace
{

const unsigned REMOTE_TIMEOUT_MS = 30000;
const unsigned CONNECT_TIMEOUT_MS = 10000;
/* Rebuilds that may finish, one after the other, while one reader opens. */
const int OPEN_TRIES = 5;
/* How far the commit that the tables name gets ahead of the seal by a run that failed or was
 * killed: one, and two more by which Xapian takes one back that failed. The next run seals it. */
const Xapian::rev AHEAD_MAX = 3;

} // namespace

/* ---- A folder ---- */

/* A commit may come between the look at the seal and the opening, and is then not sealed yet. */
enum mt_status store_open_sealed(const char *path, bool every_block, Xapian::Database *out,
                                 struct mt_sealed *sealed, struct mt_error *err)
{
    for (int i = 0; i < OPEN_TRIES; i++) {
        enum mt_status status = mt_seal_check(path, every_block, sealed, err);
        if (status == MT_ERR_STALE)
            continue;
        if (status != MT_OK)
            return status;
        *out = Xapian::Database(path);
        Xapian::rev revision = out->get_revision();
        bool ahead = revision > sealed->revision && revision - sealed->revision <= AHEAD_MAX;
        if (ahead || (revision == sealed->revision && sealed->latest))
            return MT_OK;
    }
    return mt_error_set(err, MT_ERR_CORRUPT, "the index is damaged: run mtindex rebuild");
}

namespace
{

enum mt_status open_generation(const char *dir, uint32_t number, bool any_version,
                               Xapian::Database *out, struct mt_error *err) noexcept
{
    char *path = mt_generation_path(nullptr, dir, number);
    struct mt_sealed sealed;
    enum mt_status status = store_guard(err, [&] {
        if (any_version) {
            *out = Xapian::Database(path);
            return MT_OK;
        }
        enum mt_status opened = store_open_sealed(path, false, out, &sealed, err);
        return opened == MT_OK ? store_check_schema(*out, err) : opened;
    });
    mt_free(path);
    return status;
}

} // namespace

/* A writer may publish the next generation and remove this one between our look at the stub and
 * the opening: then there is a newer stub to try. */
enum mt_status store_open_folder(const char *dir, bool any_version, Xapian::Database *out,
                                 struct mt_error *err)
{
    uint32_t tried = 0;
    struct mt_error reason = {};
    for (int i = 0; i < OPEN_TRIES; i++) {
        struct mt_generations generations;
        enum mt_status status = mt_generations_look(dir, &generations, err);
        if (status == MT_OK)
            status = mt_generations_status(&generations, dir, err);
        if (status != MT_OK)
            return status;
        if (generations.live == tried)
            break;
        tried = generations.live;
        if (open_generation(dir, tried, any_version, out, &reason) == MT_OK)
            return MT_OK;
    }
    if (reason.status == MT_ERR_NOT_FOUND)
        return mt_generation_missing(tried, err);
    if (err)
        *err = reason;
    return reason.status;
}

/* ---- Another machine ---- */

namespace
{

bool all_in(struct mt_str text, const char *extra)
{
    for (size_t i = 0; i < text.len; i++)
        if (!mt_is_alnum(text.ptr[i]) && (!text.ptr[i] || !strchr(extra, text.ptr[i])))
            return false;
    return text.len > 0;
}

/* Cuts ":port" off the end of "host:port". Without one, `port` is empty. */
void split_port(struct mt_str *host, struct mt_str *port)
{
    size_t colon = mt_str_find_char(*host, ':', 0);
    *port = colon == MT_NPOS ? mt_str_of(nullptr, 0) : mt_str_slice(*host, colon + 1, host->len);
    if (colon != MT_NPOS)
        *host = mt_str_slice(*host, 0, colon);
}

bool is_host(struct mt_str host)
{
    return all_in(host, ".-_@") && host.ptr[0] != '-';
}

bool is_port(struct mt_str port, unsigned *out)
{
    uint64_t number;
    if (!mt_str_to_u64(port, &number) || number < 1 || number > 65535)
        return false;
    *out = (unsigned)number;
    return true;
}

/* Xapian splits the arguments at spaces, ssh joins them again and the shell over there reads the
 * line: so only names that none of the three can take for anything else. */
enum mt_status open_ssh(struct mt_str rest, Xapian::Database *out, struct mt_error *err)
{
    size_t slash = mt_str_find_char(rest, '/', 0);
    struct mt_str host = mt_str_slice(rest, 0, slash == MT_NPOS ? rest.len : slash), port;
    struct mt_str path = mt_str_slice(rest, host.len, rest.len);
    unsigned number = 0;
    split_port(&host, &port);
    if (!is_host(host) || !all_in(path, "/._-+,@%=") || (port.ptr && !is_port(port, &number)))
        return mt_error_set(err, MT_ERR_USAGE,
                            "write ssh://host/path, user@host:port is fine too; the path may hold "
                            "ASCII letters, digits and / . _ - + , @ %% =");
    std::string args = "-T ";
    if (number)
        args += "-p " + std::to_string(number) + " ";
    args += "-- " + store_string(host) + " xapian-progsrv " + store_string(path);
    *out = Xapian::Remote::open("ssh", args, REMOTE_TIMEOUT_MS);
    return store_check_schema(*out, err);
}

enum mt_status open_tcp(struct mt_str rest, Xapian::Database *out, struct mt_error *err)
{
    struct mt_str port;
    unsigned number = 0;
    split_port(&rest, &port);
    if (!is_host(rest) || !is_port(port, &number))
        return mt_error_set(err, MT_ERR_USAGE, "write xapian://host:port");
    *out = Xapian::Remote::open(store_string(rest), number, REMOTE_TIMEOUT_MS, CONNECT_TIMEOUT_MS);
    return store_check_schema(*out, err);
}

const struct {
    struct mt_str scheme;
    enum mt_status (*open)(struct mt_str rest, Xapian::Database *out, struct mt_error *err);
} remotes[] = {{MT_STR("ssh://"), open_ssh}, {MT_STR("xapian://"), open_tcp}};

} // namespace

bool store_is_remote(const char *place)
{
    for (const auto &remote : remotes)
        if (mt_str_starts(mt_str(place), remote.scheme))
            return true;
    return false;
}

enum mt_status store_open_place(const char *place, Xapian::Database *out, struct mt_error *err)
{
    struct mt_str name = mt_str(place);
    for (const auto &remote : remotes)
        if (mt_str_starts(name, remote.scheme))
            return remote.open(mt_str_slice(name, remote.scheme.len, name.len), out, err);
    return store_open_folder(place, false, out, err);
}

/* ---- Is it sound? ---- */

enum mt_status mt_store_verify(const char *dir, size_t *out, struct mt_error *err)
{
    struct mt_generations generations;
    enum mt_status status = mt_generations_look(dir, &generations, err);
    if (status == MT_OK)
        status = mt_generations_status(&generations, dir, err);
    if (status != MT_OK)
        return status;
    char *path = mt_generation_path(nullptr, dir, generations.live);
    status = store_guard(err, [&] {
        enum mt_status opened;
        {
            Xapian::Database db; /* closed again, since `check` opens it too */
            struct mt_sealed sealed;
            opened = store_open_sealed(path, true, &db, &sealed, err);
        }
        if (opened == MT_OK)
            *out = Xapian::Database::check(path);
        return opened;
    });
    mt_free(path);
    return status;
}
