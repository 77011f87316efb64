# kill.py - kill -9 at any moment: the index is what it was, or what it was to become
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Each round changes the archive, and kills first builds, updates and rebuilds of the index: half of
# them at a system call that the dice choose, half at a time. After each kill the index is sound and
# answers as before the run or as after it, whole. The run that is let finish gives the index that a
# build from nothing gives.
import shutil
import time

import changes
from harness import Failed, expect, fault

KILLS_A_ROUND = 4
WRITING = "open,write,fsync,rename,unlink"


def reference(h):
    """Duration, calls and outcome of the run that will be killed, from one on a copy."""
    copy, log = h.dir / "copy", h.dir / "log"
    shutil.rmtree(copy, ignore_errors=True)
    if h.index.exists():
        shutil.copytree(h.index, copy)
    began = time.monotonic()
    h.must("mtindex", "-q", "-d", copy, h.archive, faults=fault(WRITING, copy, log=log))
    seconds = time.monotonic() - began
    calls = int(log.read_text().split()[0]) if log.exists() else 0
    state = h.state(copy)
    shutil.rmtree(copy)
    return seconds, calls, state


def killed_run(h, command, seconds, calls):
    """Runs mtindex and kills it; False when it was done before."""
    if h.random.random() < 0.5:
        at = h.random.randint(1, max(1, calls))
        faults = fault(WRITING, h.index, at=at)
        run = h.finish(h.start("mtindex", *command, faults=faults), killed=True)
    else:
        process = h.start("mtindex", *command)
        time.sleep(h.random.uniform(0, seconds))
        process.kill()
        run = h.finish(process, killed=True)
    h.count("kills" if run.status < 0 else "runs that ended before their kill")
    return run.status < 0


def answers_as(h, before, after):
    """Which of two committed states the index answers as; None: there is no index yet."""
    answers = h.answers()
    if before is None and all(status == 2 for status, _ in answers):
        return None
    h.check()
    if before is not None and answers == before[0]:
        return before
    if answers != after[0]:
        expect(answers, (before or after)[0], "neither the old answers nor the new")
    return after


def kill_round(h, before, rebuild):
    """From one committed state, or None, to the next."""
    seconds, calls, after = reference(h)
    command = ["-q", "-d", h.index]
    if rebuild:
        command.append("rebuild")
        calls *= 3
    now = before
    for _ in range(KILLS_A_ROUND):
        killed_run(h, [*command, h.archive], seconds, calls)
        state = answers_as(h, now, after)
        if now is not None and state is None:
            raise Failed("the index is gone")
        now = state
        if now == after:  # nothing left to do in which to be killed
            break
    h.must("mtindex", "-q", "-d", h.index, h.archive)
    h.check()
    expect(h.state(), after, "the run after the kills is not the run without them")
    return after


def run(h):
    h.make_archive(max(12, h.rounds(60)))
    before = None
    number = 0
    while number < 3 or h.counts.get("kills", 0) < h.rounds(200):
        if number % 8 == 0:
            shutil.rmtree(h.index, ignore_errors=True)
            before = None
        closings = number % 3 == 1
        if number:
            done = changes.some(h, h.random.randint(1, 6), closings)
            h.count("changes", len(done))
        # what the old index keeps of an unreadable file, a rebuild cannot know
        rebuild = before is not None and not closings and h.random.random() < 0.3
        before = kill_round(h, before, rebuild)
        if closings:
            changes.open_all(h)
            h.must("mtindex", "-q", "-d", h.index, h.archive)
            before = h.state()
        expect(before, h.built_anew(), "an updated index differs from one built anew")
        h.count("rounds")
        number += 1
