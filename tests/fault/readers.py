# readers.py - Eight readers, in a loop, while a writer commits and swaps generations; two writers
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The writer gives every note a new stamp and brings the index up to date, by an update or a
# rebuild. So an answer that holds two stamps, or not every note, mixes states of the index; and a
# reader must never see an older stamp than before.
import re
import signal
import threading
import time

from harness import Failed

READERS = 8
NOTES = 40
STAMP = re.compile(r"stamp(\d+)")


def stamp_all(h, stamp):
    """Each note in a size of its own, which changes, so that a commit moves blocks about."""
    h.archive.mkdir(exist_ok=True)
    for number in range(NOTES):
        words = " ".join(f"word{h.random.randrange(500)}" for _ in range(h.random.randrange(200)))
        text = f"# Note {number}\n\n- Lighthouse stamp{stamp} of note {number}.\n\n{words}\n"
        (h.archive / f"note {number}.md").write_text(text)


def read(h, stop, failures):
    """One reader's loop."""
    latest = 0
    while not stop.is_set() and not failures:
        try:
            status, said = h.answer("lighthouse", limit=NOTES * 2)
            if status != 0:
                raise Failed(f"a query failed: {said}")
            stamps = [int(STAMP.search(hit["snippet"]).group(1)) for hit in said["hits"]]
            if len(stamps) != NOTES or len(set(stamps)) != 1:
                raise Failed(f"an answer of {len(stamps)} moments that mixes states {set(stamps)}")
            if stamps[0] < latest:
                raise Failed(f"back from {latest} to {stamps[0]}")
            latest = stamps[0]
            h.count("queries")
        except Failed as failed:
            failures.append(failed)


def write(h, seconds, failures):
    end = time.monotonic() + seconds
    stamp = 1
    while time.monotonic() < end and not failures:
        stamp += 1
        stamp_all(h, stamp)
        command = ["rebuild"] if stamp % 4 == 0 else []
        h.must("mtindex", "-q", "-d", h.index, *command, h.archive)
        h.count("rebuilds" if command else "updates")


def stopped_at_work(h):
    """A writer that has been halted in the middle of its work."""
    lock = h.index / "lock"
    for _ in range(20):
        writer = h.start("mtindex", "-d", h.index, "rebuild", h.archive)
        while writer.poll() is None:
            if lock.read_text().startswith(f"{writer.pid} "):
                writer.send_signal(signal.SIGSTOP)
                return writer
        h.finish(writer)
    raise Failed("no writer was ever seen at work")


def two_writers(h):
    """One works; the other is told who it is, and since when."""
    h.make_archive(200)
    first = stopped_at_work(h)
    second = h.run("mtindex", "-q", "-d", h.index, h.archive)
    first.send_signal(signal.SIGCONT)
    h.finish(first)
    told = re.search(rf"pid {first.pid}, since \d{{4}}-\d\d-\d\d \d\d:\d\d", second.err)
    if second.status != 75 or not told:
        raise Failed(f"the second writer was not told of pid {first.pid}: {second}")
    h.count("second writers sent away")


def run(h):
    stamp_all(h, 1)
    h.must("mtindex", "-q", "-d", h.index, h.archive)
    stop, failures = threading.Event(), []
    readers = [threading.Thread(target=read, args=(h, stop, failures)) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    write(h, max(8, h.rounds(60)), failures)
    stop.set()
    for reader in readers:
        reader.join()
    if failures:
        raise failures[0]
    two_writers(h)
