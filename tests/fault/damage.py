# damage.py - Files of the index are changed by somebody else: it is said, and a rebuild mends it
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Every file of an index in turn is damaged at places that the dice choose. mtsearch answers as the
# sound index does, or ends with 2 and a reason; mtindex brings the index up to date, building it anew
# if need be, or ends with 2 and a reason; a rebuild always gives the index that a build from nothing
# gives. Of what may not be read or written the same holds, but that mending it is up to who closed
# it.
import shutil

import changes
from harness import QUERIES, expect

BLOCK = 8192


def flip_bit(h, data):
    at = h.random.randrange(len(data))
    data[at] ^= 1 << h.random.randrange(8)


def flip_bytes(h, data):
    for _ in range(8):
        data[h.random.randrange(len(data))] = h.random.randrange(256)


def flip_header(h, data):
    """Where a block says what it is."""
    at = h.random.randrange(0, len(data), BLOCK) + h.random.randrange(11)
    data[min(at, len(data) - 1)] = h.random.randrange(256)


def zero_block(h, data):
    at = h.random.randrange(0, len(data), BLOCK)
    data[at : at + BLOCK] = bytes(len(data[at : at + BLOCK]))


def swap_blocks(h, data):
    a, b = (h.random.randrange(0, len(data), BLOCK) for _ in range(2))
    one, other = bytes(data[a : a + BLOCK]), bytes(data[b : b + BLOCK])
    if len(one) == len(other):
        data[a : a + BLOCK], data[b : b + BLOCK] = other, one


def truncate(h, data):
    del data[h.random.randrange(len(data)) :]


def lengthen(h, data):
    data += h.random.randbytes(BLOCK)


def remove(_h, _data):
    pass


WAYS = [flip_bit, flip_bytes, flip_header, zero_block, swap_blocks, truncate, lengthen, remove]


def damaged(h, path, how):
    """Damages a file; False when nothing is different afterwards."""
    if how is remove:
        path.unlink()
        return True
    data = bytearray(path.read_bytes())
    before = bytes(data)
    if data:
        how(h, data)
        path.write_bytes(data)
    return before != data


def restore(h, kept):
    if h.index.exists():
        open_all(h)
        shutil.rmtree(h.index)
    shutil.copytree(kept, h.index)


def open_all(h):
    h.index.chmod(0o700)
    for path in sorted(h.index.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)


def judge(h, right, after):
    """The index says nothing wrong."""
    for query, answer in h.random.sample(list(zip(QUERIES, right)), 3):
        got = h.answer(query)
        h.count("answers" if got[0] != 2 else "refusals")
        if got[0] != 2:
            expect(got, answer, "a wrong answer without a word")
    h.run("mtindex", "-d", h.index, "status")
    h.run("mtindex", "-d", h.index, "check")
    run = h.run("mtindex", "-d", h.index, h.archive)
    rebuilt = "rebuilt the whole index" in run.err
    h.count("runs refused" if run.status == 2 else "runs that rebuilt" if rebuilt else "updates")
    if run.status < 2:
        expect(h.state(), after, f"an update of a damaged index, {run}")


def run(h):
    h.make_archive(max(12, h.rounds(60)))
    h.must("mtindex", "-q", "-d", h.index, h.archive)
    changes.some(h, 5)  # so that there are free blocks, and two revisions
    h.must("mtindex", "-q", "-d", h.index, h.archive)
    right = h.answers()
    kept = h.dir / "kept"
    shutil.copytree(h.index, kept)
    changes.some(h, 3)
    after = h.built_anew()
    names = sorted(path.relative_to(kept) for path in kept.rglob("*"))
    for name in [name for name in names if (kept / name).is_file()]:
        for _ in range(h.rounds(25)):
            how = h.random.choice(WAYS)
            restore(h, kept)
            if not damaged(h, h.index / name, how):
                continue
            judge(h, right, after)
            h.must("mtindex", "-q", "-d", h.index, "rebuild", h.archive)
            expect(h.state(), after, f"a rebuild after {how.__name__} of {name}")
            h.count("damaged files")
    for name in h.random.sample([".", *names], h.rounds(len(names))):
        for mode in (0, 0o500):  # not to be read; not to be written to
            restore(h, kept)
            (h.index / name).chmod(mode)
            judge(h, right, after)
            open_all(h)
            h.must("mtindex", "-q", "-d", h.index, h.archive)
            expect(h.state(), after, f"after {name} of mode {mode:o} was opened again")
            h.count("closed files and folders")
