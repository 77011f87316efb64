# harness.py - What the fault tests share: running the programs, comparing states of an index
# SPDX-License-Identifier: GPL-2.0-or-later
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
# A safety net against endless loops, far above what any command takes.
TIME_LIMIT_S = 300

# Together they read every table of an index: words, positions, values, text, metadata.
QUERIES = [
    "storm surge",
    "the gauge and the tide",
    '"of the"',
    "is:open",
    "in:decision harbour",
    "speaker:quist anchor",
    "date:2019..2021 buoy",
    "ba*",
    "zanzibar",
]


class Failed(Exception):
    """The programs did what they must never do."""


class Run:
    """A command that has ended."""

    def __init__(self, command, status, out, err):
        self.command, self.status, self.out, self.err = command, status, out, err

    def __str__(self):
        return f"{' '.join(map(str, self.command))}\n[{self.status}]\n{self.out[-2000:]}{self.err[-4000:]}"


def without_root_rights():
    """Also root is to meet "permission denied"."""
    rights = "-dac_override,-dac_read_search"
    return ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}"] if os.getuid() == 0 else []


def fault(calls, under, at=0, error=0, once=False, room=None, log=None):
    """The environment of a program that meets this fault; see inject.c."""
    values = {
        "FAULT_CALLS": calls,
        "FAULT_UNDER": under,
        "FAULT_AT": at,
        "FAULT_ERRNO": error,
        "FAULT_ONCE": 1 if once else None,
        "FAULT_ROOM": room,
        "FAULT_LOG": log,
        "LD_PRELOAD": os.environ["MT_INJECT"],
    }
    return {name: str(value) for name, value in values.items() if value is not None}


class Harness:
    """A folder for one test, the programs, and the dice."""

    def __init__(self, seed, scale):
        self.random = random.Random(seed)
        self.scale = scale  # how much of the long form this run does, 0 to 1
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="mt-fault-"))
        self.archive = self.dir / "archive"
        self.index = self.dir / "index"
        self.programs = {
            "mtindex": os.environ.get("MTINDEX", TOP / "build/indexer/mtindex"),
            "mtsearch": os.environ.get("MTSEARCH", TOP / "build/search/mtsearch"),
        }
        self.prefix = without_root_rights()
        self.counts = {}

    def close(self):
        subprocess.run(["chmod", "-R", "u+rwX", self.dir], check=False)
        shutil.rmtree(self.dir)

    def count(self, what, n=1):
        self.counts[what] = self.counts.get(what, 0) + n

    def rounds(self, long):
        """How many of what the long form does `long` times."""
        return max(1, round(long * self.scale))

    # ---- Running ----

    def start(self, program, *arguments, faults=None):
        """Starts a program; pass it to `finish`."""
        given = [f"{name}={value}" for name, value in (faults or {}).items()]
        command = [*self.prefix, "env", *given, self.programs[program], *map(str, arguments)]
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.dir),
            "TMPDIR": str(self.dir),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "MTSEARCH_NOW": "2025-11-05",
            # the injector comes before the sanitizer's library; what a killed program holds is no leak
            "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0",
        }
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def finish(self, process, killed=False):
        """Waits; the program must end by itself, unless it was `killed`, and break no rule."""
        try:
            out, err = process.communicate(timeout=TIME_LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Failed(f"does not end: {process.args}") from None
        run = Run(process.args, process.returncode, out, err)
        if run.status < 0 and not (killed and run.status == -signal.SIGKILL):
            raise Failed(f"died by signal {-run.status}: {run}")
        if "Sanitizer" in err or "runtime error:" in err:
            raise Failed(f"a sanitizer reports: {run}")
        if run.status not in (0, 1, 2, 75) and run.status >= 0:
            raise Failed(f"an exit status of no meaning: {run}")
        if run.status in (2, 75) and not err and not out:
            raise Failed(f"failed without a word: {run}")
        return run

    def run(self, program, *arguments, **options):
        return self.finish(self.start(program, *arguments, **options))

    def must(self, program, *arguments, **options):
        """A run that ends with 0 or 1: mtindex updated the index, mtsearch had an answer."""
        run = self.run(program, *arguments, **options)
        if run.status > 1:
            raise Failed(f"must not fail: {run}")
        return run

    # ---- States ----

    def make_archive(self, notes, words=120):
        subprocess.run(
            [TOP / "tools/make-archive", self.archive, str(notes), "--words", str(words)]
            + ["--seed", str(self.random.randrange(10**6))],
            check=True,
        )

    def answer(self, query, index=None, faults=None, limit=40):
        """What mtsearch says, without what may differ from run to run; (2, reason) if it fails."""
        where = ["-d", index or self.index]
        run = self.run("mtsearch", *where, "-f", "json", "-n", limit, query, faults=faults)
        if run.status == 2:
            return 2, run.err
        try:
            said = json.loads(run.out)
        except ValueError:
            raise Failed(f"no JSON: {run}") from None
        del said["took_ms"], said["index"]["age_s"]
        return run.status, said

    def answers(self, index=None):
        return [self.answer(query, index) for query in QUERIES]

    def status(self, index=None):
        """What mtindex says of the index, without its place and its times."""
        run = self.must("mtindex", "-d", index or self.index, "status", "--json")
        said = json.loads(run.out)
        del said["index"], said["age_s"], said["last_run"]
        return said

    def state(self, index=None):
        """Two indexes of equal state answer everything alike."""
        return self.answers(index), self.status(index)

    def check(self):
        """The index is sound; whether it agrees with its archives (1) is another question."""
        run = self.run("mtindex", "-d", self.index, "check")
        if run.status > 1:
            raise Failed(f"the index is not sound: {run}")

    def built_anew(self):
        """The state that a build from nothing gives."""
        anew = self.dir / "anew"
        shutil.rmtree(anew, ignore_errors=True)
        self.must("mtindex", "-q", "-d", anew, self.archive)
        state = self.state(anew)
        shutil.rmtree(anew)
        return state


def expect(got, wanted, what):
    """Fails, showing where they part, unless they are equal."""
    if got == wanted:
        return
    for one, other in zip(got, wanted):
        if one != other:
            got, wanted = one, other
            break
    raise Failed(f"{what}:\n  got    {str(got)[:1500]}\n  wanted {str(wanted)[:1500]}")
