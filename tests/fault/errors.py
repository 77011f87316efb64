# errors.py - A system call fails, once or for good: an error or the right answer, never a wrong one
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Of every kind of call and at places that the dice choose. Below the index: mtindex fails with a
# reason and the index is as before or as after; mtsearch answers as ever or fails with a reason.
# Below the archive: what cannot be read is a problem that is listed (1), and leaves the index with
# what it had of it; what vanished leaves the index (unless it is most of an archive: 2); nothing else
# changes. And while files change, move and vanish under it, mtindex goes on, and agrees with them
# once they rest.
import errno
import shutil
import threading

import changes
from harness import QUERIES, Failed, expect, fault

# call, errno: what a disk, a network file system or a lack of rights answer
AT_INDEX = [
    ("read", errno.EIO),
    ("open", errno.EIO),
    ("open", errno.EMFILE),
    ("open", errno.EACCES),
    ("write", errno.EIO),
    ("fsync", errno.EIO),
    ("close", errno.EIO),
    ("rename", errno.EIO),
    ("rename", errno.EROFS),
    ("unlink", errno.EACCES),
    ("stat", errno.EIO),
    ("readdir", errno.EIO),
]
AT_ARCHIVE = [
    ("read", errno.EIO),
    ("read", errno.ESTALE),
    ("open", errno.EIO),
    ("open", errno.EACCES),
    ("open", errno.ENOENT),  # it vanished after the folder was listed
    ("stat", errno.EIO),
    ("readdir", errno.EIO),
    ("close", errno.EIO),
]


def calls_of(h, call, under, program, *arguments):
    """How many such calls the command makes."""
    log = h.dir / "log"
    log.unlink(missing_ok=True)
    h.run(program, *arguments, faults=fault(call, under, log=log))
    return int(log.read_text().split()[0]) if log.exists() else 0


def restore(h, kept):
    shutil.rmtree(h.index)
    shutil.copytree(kept, h.index)


def writing(h, kept, before, after):
    """mtindex meets a failing call below the index."""
    update = ["-q", "-d", h.index, h.archive]
    for call, error in AT_INDEX:
        restore(h, kept)
        calls = calls_of(h, call, h.index, "mtindex", *update)
        for _ in range(h.rounds(12) if calls else 0):
            restore(h, kept)
            once = h.random.random() < 0.5
            at = h.random.randint(1, calls)
            faults = fault(call, h.index, at=at, error=error, once=once)
            run = h.run("mtindex", *update, faults=faults)
            h.check()
            state = h.state()
            if state != before:
                expect(state, after, f"neither as before nor as after: {run}")
            if run.status < 2 and state == before:
                raise Failed(f"says it is done, but nothing changed: {run}")
            h.must("mtindex", *update)
            expect(h.state(), after, f"the run after {run}")
            h.count("failing calls of mtindex at the index")


def reading(h, sound):
    """mtsearch meets a failing call below the index."""
    for call, error in AT_INDEX:
        for query, right in zip(QUERIES, sound):
            if h.random.random() > max(0.15, h.scale):
                continue
            calls = calls_of(
                h, call, h.index, "mtsearch", "-d", h.index, "-f", "json", "-n", 40, query
            )
            if not calls:
                continue
            faults = fault(
                call,
                h.index,
                at=h.random.randint(1, calls),
                error=error,
                once=h.random.random() < 0.5,
            )
            answer = h.answer(query, faults=faults)
            if answer[0] != 2:
                expect(answer, right, f"a wrong answer without a word, {faults}")
            h.count("failing calls of mtsearch")


def archive_unread(h, before):
    """mtindex meets a failing call below the archive, in which nothing is new."""
    for path in changes.files(h):  # so that all are read again
        changes.touch(h, path)
    update = ["-d", h.index, h.archive]
    kept = h.dir / "touched"
    shutil.copytree(h.index, kept)
    for call, error in AT_ARCHIVE:
        calls = calls_of(h, call, h.archive, "mtindex", "-n", *update)
        for _ in range(h.rounds(12) if calls else 0):
            restore(h, kept)
            once = h.random.random() < 0.7
            at = h.random.randint(1, calls)
            faults = fault(call, h.archive, at=at, error=error, once=once)
            run = h.run("mtindex", *update, faults=faults)
            if error == errno.ENOENT:
                h.check()
            else:
                expect(h.answers(), before[0], f"answers after {run}")
            if run.status == 0 and call not in ("close", "stat", "read") and error != errno.ENOENT:
                raise Failed(f"not a word of the failure, {faults}: {run}")
            h.must("mtindex", *update)
            expect(h.state(), before, f"the run after {run}")
            h.count("failing calls at the archive")


def archive_in_motion(h):
    """Files change while they are listed and read."""
    stop = threading.Event()

    def move():
        while not stop.wait(0.01):
            h.random.choice(changes.KEEPING)(h, h.random.choice(changes.files(h)))
            h.count("changes during runs")

    mover = threading.Thread(target=move)
    mover.start()
    try:
        for _ in range(max(2, h.rounds(20))):
            h.must("mtindex", "-q", "-d", h.index, h.archive)
    finally:
        stop.set()
        mover.join()
    h.must("mtindex", "-q", "-d", h.index, h.archive)
    expect(h.state(), h.built_anew(), "after the archive came to rest")


def run(h):
    h.make_archive(max(12, h.rounds(40)))
    h.must("mtindex", "-q", "-d", h.index, h.archive)
    before = h.state()
    kept = h.dir / "kept"
    shutil.copytree(h.index, kept)
    archive_unread(h, before)
    reading(h, before[0])
    changes.some(h, 5)
    h.must("mtindex", "-q", "-d", h.index, h.archive)
    after = h.state()
    writing(h, kept, before, after)
    archive_in_motion(h)
