# changes.py - What people do to an archive between two runs
# SPDX-License-Identifier: GPL-2.0-or-later
import os


def files(harness):
    return sorted(path for path in harness.archive.rglob("*") if path.is_file())


def folders(harness):
    return sorted(path for path in harness.archive.rglob("*") if path.is_dir())


def add(harness, path):
    number = harness.random.randrange(10**9)
    (path.parent / f"Added {number}.md").write_text(f"# Added {number}\n\nA gauge, note {number}.\n")


def change(harness, path):
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\nThe tide was late by {harness.random.randrange(10**9)} seconds.\n")


def rewrite(harness, path):
    """As editors do: a new file takes the place of the old one."""
    new = path.with_name(".new")
    new.write_bytes(path.read_bytes().replace(b"tide", b"storm surge"))
    new.replace(path)


def delete(_harness, path):
    path.unlink()


def rename(harness, path):
    path.rename(path.with_name(f"Renamed {harness.random.randrange(10**9)}{path.suffix}"))


def touch(_harness, path):
    os.utime(path)


def move_folder(harness, path):
    if path.parent != harness.archive:
        path.parent.rename(path.parent.with_name(f"moved-{harness.random.randrange(10**9)}"))


def empty(_harness, path):
    path.write_bytes(b"")


def turn_binary(harness, path):
    path.write_bytes(harness.random.randbytes(3000))


def close_file(_harness, path):
    path.chmod(0)


def close_folder(harness, path):
    if path.parent != harness.archive:
        path.parent.chmod(0)


CHANGES = [add, change, rewrite, delete, rename, touch, move_folder, empty, turn_binary]
KEEPING = [add, change, rewrite, rename, touch, move_folder]  # no note is lost
CLOSINGS = [close_file, close_folder]


def open_all(harness):
    """Takes back what the closings did."""
    for path in [*folders(harness), *files(harness)]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    for path in files(harness):
        path.chmod(0o644)


def some(harness, n, closings=False):
    """Does n things to the archive, chosen by dice; says which."""
    done = []
    for _ in range(n):
        path = harness.random.choice(files(harness))
        action = harness.random.choice(CHANGES)
        action(harness, path)
        done.append(action.__name__)
    if closings:
        action = harness.random.choice(CLOSINGS)
        action(harness, harness.random.choice(files(harness)))
        done.append(action.__name__)
    return done
