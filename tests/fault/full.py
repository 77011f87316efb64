# full.py - The disk is full, the quota used up, a file may not grow: nothing is lost, and it is said
# SPDX-License-Identifier: GPL-2.0-or-later
#
# At points spread over all that a run writes, from its first byte to its last, there is no room any
# more: for a first build, an update and a rebuild in turn. mtindex ends with 2 and says why, the
# index answers as before, and the same run succeeds once there is room.
import errno
import os
import resource
import shutil
import subprocess

import changes
from harness import Failed, expect, fault

RUNS = ["build", "update", "rebuild"]
REASONS = {
    errno.ENOSPC: "disk is full",
    errno.EDQUOT: "quota",
    errno.EFBIG: "limit of a file's size",
}


def command_of(h, kind):
    return ["-q", "-d", h.index, *(["rebuild"] if kind == "rebuild" else []), h.archive]


class Situation:
    """An index and what a run would make of it."""

    def __init__(self, h, kind):
        self.h, self.kind = h, kind
        self.kept, self.before = h.dir / "kept", None
        shutil.rmtree(h.index, ignore_errors=True)
        shutil.rmtree(self.kept, ignore_errors=True)
        if kind != "build":
            h.must("mtindex", "-q", "-d", h.index, h.archive)
            self.before = h.state()
            changes.some(h, 5)
            shutil.copytree(h.index, self.kept)
        log = h.dir / "log"
        faults = fault("write", h.index, log=log)
        h.must("mtindex", *command_of(h, kind), faults=faults)
        self.bytes = int(log.read_text().split()[1])
        self.largest = max(path.stat().st_size for path in h.index.rglob("*"))
        self.after = h.state()

    def restore(self):
        shutil.rmtree(self.h.index, ignore_errors=True)
        if self.before:
            shutil.copytree(self.kept, self.h.index)

    def judge(self, run, reason):
        """The run failed as it should, and a run with room succeeds."""
        h = self.h
        if run.status <= 1:  # it had just enough
            h.count("points with just enough room")
        else:
            if reason not in run.err:
                raise Failed(f"does not say {reason}: {run}")
            if self.before:
                h.check()
                expect(h.state(), self.before, f"after {reason} the index is not as before")
            h.count(f"{self.kind}s stopped")
        h.must("mtindex", *command_of(h, self.kind))
        h.check()
        expect(h.state(), self.after, f"with room again, after {reason}")


def injected(h, situation, share, error):
    situation.restore()
    room = int(situation.bytes * share)
    faults = fault("write", h.index, room=room, error=error)
    run = h.run("mtindex", *command_of(h, situation.kind), faults=faults)
    situation.judge(run, REASONS[error])


def size_limited(h, situation, share):
    """The kernel's own limit, with its signal SIGXFSZ."""
    situation.restore()
    limit = int(situation.largest * share)
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, old[1]))
    try:
        process = h.start("mtindex", *command_of(h, situation.kind))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    situation.judge(h.finish(process), REASONS[errno.EFBIG])


def mounted(folder, size):
    """Whether a small file system could be mounted there: root may, outside of most containers."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
    return os.getuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0


def on_small_disk(h, situation, share):
    """A real file system that is too small, where there may be one."""
    index, disk = h.index, h.dir / "disk"
    kept = sum(p.stat().st_size for p in situation.kept.rglob("*")) if situation.before else 0
    if not mounted(disk, int(kept + situation.bytes * share) // 4096 * 4096 + 16384):
        return
    h.index = disk / "index"
    try:
        situation.restore()
        run = h.run("mtindex", *command_of(h, situation.kind))
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        situation.judge(run, REASONS[errno.ENOSPC])
        h.count("of them on a real small disk")
    finally:
        h.index = index
        subprocess.run(["umount", disk], check=True)


def run(h):
    h.make_archive(max(12, h.rounds(60)))
    points = max(2, -(-h.rounds(50) // len(RUNS)))
    for kind in RUNS:
        situation = Situation(h, kind)
        for number in range(points):
            share = (number + h.random.random()) / points
            injected(h, situation, share, errno.EDQUOT if number % 5 == 4 else errno.ENOSPC)
            if number % 4 == 0:
                size_limited(h, situation, share)
                on_small_disk(h, situation, share)
