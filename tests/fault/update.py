# update.py - A run reads what changed and nothing else, and writes nothing when nothing did
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Of 2,000 notes ten are changed: the report says ten. Then strace watches a run with nothing to do:
# it opens no file of the archive and writes to no file of the index. It sets the lock's time, which
# says when the index was last found true.
import re
import shutil

import changes
from harness import Failed, expect

NOTES = 2000
CHANGED = 10
OPENING = re.compile(r'^(?:open|openat|creat)\((?:\w+(?:<[^>]*>)?, )?"([^"]*)", ([A-Z_|]+)')
CHANGING = re.compile(
    r"^(?:write|pwrite64|writev|ftruncate|rename|renameat2?|unlink|unlinkat|mkdir|mkdirat|link)\("
)


def report(h, *arguments):
    """The numbers of the report: added, updated, renamed, deleted, unchanged."""
    run = h.must("mtindex", "-d", h.index, *arguments)
    match = re.search(
        r"(\d+) added, (\d+) updated, (\d+) renamed, (\d+) deleted, (\d+) unchanged", run.err
    )
    if not match:
        raise Failed(f"no report: {run}")
    return [int(number) for number in match.groups()]


def watched(h):
    """The calls of a run with nothing to do, one a line, with descriptors as paths."""
    log = h.dir / "strace"
    h.prefix = [*h.prefix, "strace", "-f", "-y", "-qq", "-s", "4096", "-o", log]
    h.prefix += ["-e", "trace=file,desc"]
    expect(report(h), [0, 0, 0, 0, NOTES], "the report of a run with nothing to do")
    return [re.sub(r"^\d+ +", "", line) for line in log.read_text().splitlines()]


def times(h):
    return {path: path.stat().st_mtime_ns for path in h.index.rglob("*") if path.name != "lock"}


def check_calls(h, calls):
    index, archive = str(h.index), str(h.archive)
    for call in calls:
        opening = OPENING.match(call)
        path = opening.group(1) if opening else ""
        flags = opening.group(2) if opening else ""
        if opening and archive in call and "O_DIRECTORY" not in flags:
            raise Failed(f"opens a file of the archive: {call}")
        if path.startswith(index) and re.search("O_TRUNC|O_CREAT|O_WRONLY|O_RDWR", flags):
            if not path.endswith("/lock"):  # opened to be locked; a write to it would be seen below
                raise Failed(f"opens a file of the index for writing: {call}")
        if CHANGING.match(call) and index in call and " = -1 " not in call:
            raise Failed(f"changes the index: {call}")
    h.count("calls of a run with nothing to do", len(calls))


def run(h):
    notes = NOTES
    h.make_archive(notes, words=60)
    expect(report(h, h.archive), [notes, 0, 0, 0, 0], "the report of the first run")
    for path in h.random.sample(changes.files(h), CHANGED):
        changes.change(h, path)
    expect(report(h), [0, CHANGED, 0, 0, notes - CHANGED], "the report of an update")
    h.count("notes", notes)
    h.count("changed", CHANGED)
    if not shutil.which("strace"):
        raise Failed("no strace here: tools/setup installs it")
    before = times(h)
    check_calls(h, watched(h))
    expect(times(h), before, "the files of the index before and after a run with nothing to do")
