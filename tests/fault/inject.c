/* inject.c - Makes system calls fail, to be preloaded into the programs under test
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     LD_PRELOAD=libmt_inject.so FAULT_UNDER=/tmp/index FAULT_CALLS=fsync FAULT_AT=3 mtindex …
 *
 *     FAULT_UNDER   only calls on this path and what lies below it count; absolute
 *     FAULT_CALLS   which calls: names as in the table `names`, joined by commas
 *     FAULT_AT      from this call on, counted from 1, they fail; 0 or absent: they are only
 * counted FAULT_ERRNO   with this errno, in decimal; 0: the process is killed instead, by SIGKILL
 *     FAULT_ONCE    if set, only the call FAULT_AT fails
 *     FAULT_ROOM    so many bytes may be written, then the disk is full (FAULT_ERRNO or ENOSPC)
 *     FAULT_LOG     at its end, the process writes "calls bytes\n" to this file
 *
 * Calls that libc makes for itself, as opendir does to open, are not seen; so readdir is a call of
 * its own.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum call {
    OPEN,
    READ, /* read, pread */
    WRITE,
    CLOSE,
    SYNC, /* fsync, fdatasync */
    RENAME,
    UNLINK,
    STAT, /* fstat, fstatat */
    READDIR,
    CALL_COUNT
};

static const char *const names[CALL_COUNT] = {"open",   "read",   "write", "close",  "fsync",
                                              "rename", "unlink", "stat",  "readdir"};

static struct {
    const char *under, *log;
    bool calls[CALL_COUNT];
    bool once, limited;
    int error;
    unsigned long at;
    unsigned long long room;
} config;

static atomic_ulong calls;
static atomic_ullong bytes;

/* The function that this one stands before. */
static void *next(const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);
    if (!function)
        abort();
    return function;
}
#define NEXT(name, ...) ((__typeof__(&name))next(#name))(__VA_ARGS__)

static unsigned long long number(const char *variable)
{
    const char *text = getenv(variable);
    return text ? strtoull(text, NULL, 10) : 0;
}

__attribute__((constructor)) static void begin(void)
{
    const char *list = getenv("FAULT_CALLS");
    for (int call = 0; list && call < CALL_COUNT; call++) {
        size_t length = strlen(names[call]);
        for (const char *at = list; (at = strstr(at, names[call])); at += length)
            config.calls[call] |= at[length] == ',' || at[length] == '\0';
    }
    config.under = getenv("FAULT_UNDER");
    config.log = getenv("FAULT_LOG");
    config.at = number("FAULT_AT");
    config.error = (int)number("FAULT_ERRNO");
    config.once = getenv("FAULT_ONCE");
    config.limited = getenv("FAULT_ROOM");
    config.room = number("FAULT_ROOM");
}

__attribute__((destructor)) static void end(void)
{
    FILE *file = config.log ? fopen(config.log, "we") : NULL;
    if (!file)
        return;
    fprintf(file, "%lu %llu\n", atomic_load(&calls), atomic_load(&bytes));
    fclose(file);
}

/* ---- Which calls count ---- */

static bool is_under(const char *path)
{
    size_t length = config.under ? strlen(config.under) : 0;
    return length && strncmp(path, config.under, length) == 0 &&
           (path[length] == '/' || path[length] == '\0');
}

/* Where the descriptor leads; `name`, unless it is NULL or absolute, is looked up from there. */
static bool fd_is_under(int fd, const char *name)
{
    char link[64], path[PATH_MAX * 2];
    if (name && (name[0] == '/' || fd == AT_FDCWD))
        return is_under(name);
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, PATH_MAX);
    if (n < 0)
        return false;
    snprintf(path + n, sizeof path - (size_t)n, "%s%s", name ? "/" : "", name ? name : "");
    return is_under(path);
}

/* Counts a call on a path of ours; true, with errno set, when it is to fail. */
static bool count(enum call call)
{
    if (!config.calls[call])
        return false;
    unsigned long n = atomic_fetch_add(&calls, 1) + 1;
    if (!config.at || n < config.at || (config.once && n > config.at))
        return false;
    if (config.error == 0)
        kill(getpid(), SIGKILL);
    errno = config.error;
    return true;
}

static bool fails(enum call call, const char *path)
{
    return config.calls[call] && is_under(path) && count(call);
}

static bool fd_fails(enum call call, int fd, const char *name)
{
    int before = errno;
    bool failed = config.calls[call] && fd_is_under(fd, name) && count(call);
    if (!failed)
        errno = before;
    return failed;
}

/* How many of `n` bytes may still be written; 0, with errno set, when there is no room. */
static size_t room_for(int fd, size_t n)
{
    if (!config.calls[WRITE] || !fd_is_under(fd, NULL))
        return n;
    unsigned long long used = atomic_fetch_add(&bytes, n);
    if (!config.limited || used + n <= config.room)
        return n;
    errno = config.error ? config.error : ENOSPC;
    return used < config.room ? (size_t)(config.room - used) : 0;
}

/* ---- The calls ---- */

static mode_t mode_of(int flags, va_list list)
{
    return flags & (O_CREAT | O_TMPFILE) ? (mode_t)va_arg(list, unsigned) : 0;
}

#define DEFINE_OPEN(name)                                              \
    int name(const char *path, int flags, ...)                         \
    {                                                                  \
        va_list list;                                                  \
        va_start(list, flags);                                         \
        mode_t mode = mode_of(flags, list);                            \
        va_end(list);                                                  \
        return fails(OPEN, path) ? -1 : NEXT(name, path, flags, mode); \
    }
DEFINE_OPEN(open)
DEFINE_OPEN(open64)

#define DEFINE_OPENAT(name)                                                       \
    int name(int fd, const char *path, int flags, ...)                            \
    {                                                                             \
        va_list list;                                                             \
        va_start(list, flags);                                                    \
        mode_t mode = mode_of(flags, list);                                       \
        va_end(list);                                                             \
        return fd_fails(OPEN, fd, path) ? -1 : NEXT(name, fd, path, flags, mode); \
    }
DEFINE_OPENAT(openat)
DEFINE_OPENAT(openat64)

ssize_t read(int fd, void *to, size_t n)
{
    return fd_fails(READ, fd, NULL) ? -1 : NEXT(read, fd, to, n);
}

ssize_t pread(int fd, void *to, size_t n, off_t at)
{
    return fd_fails(READ, fd, NULL) ? -1 : NEXT(pread, fd, to, n, at);
}

ssize_t pread64(int fd, void *to, size_t n, off64_t at)
{
    return fd_fails(READ, fd, NULL) ? -1 : NEXT(pread64, fd, to, n, at);
}

ssize_t write(int fd, const void *from, size_t n)
{
    size_t room = fd_fails(WRITE, fd, NULL) ? 0 : room_for(fd, n);
    return room || !n ? NEXT(write, fd, from, room) : -1;
}

ssize_t pwrite(int fd, const void *from, size_t n, off_t at)
{
    size_t room = fd_fails(WRITE, fd, NULL) ? 0 : room_for(fd, n);
    return room || !n ? NEXT(pwrite, fd, from, room, at) : -1;
}

ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at)
{
    size_t room = fd_fails(WRITE, fd, NULL) ? 0 : room_for(fd, n);
    return room || !n ? NEXT(pwrite64, fd, from, room, at) : -1;
}

int close(int fd)
{
    if (!fd_fails(CLOSE, fd, NULL))
        return NEXT(close, fd);
    int error = errno;
    NEXT(close, fd);
    errno = error;
    return -1;
}

int fsync(int fd)
{
    return fd_fails(SYNC, fd, NULL) ? -1 : NEXT(fsync, fd);
}

int fdatasync(int fd)
{
    return fd_fails(SYNC, fd, NULL) ? -1 : NEXT(fdatasync, fd);
}

int rename(const char *from, const char *to)
{
    return fails(RENAME, to) ? -1 : NEXT(rename, from, to);
}

int unlink(const char *path)
{
    return fails(UNLINK, path) ? -1 : NEXT(unlink, path);
}

int fstat(int fd, struct stat *st)
{
    return fd_fails(STAT, fd, NULL) ? -1 : NEXT(fstat, fd, st);
}

int fstatat(int fd, const char *path, struct stat *st, int flags)
{
    return fd_fails(STAT, fd, path) ? -1 : NEXT(fstatat, fd, path, st, flags);
}

struct dirent *readdir(DIR *folder)
{
    return fd_fails(READDIR, dirfd(folder), NULL) ? NULL : NEXT(readdir, folder);
}
