"""`add` and `seal` killed at random moments, and what must hold afterwards.

A run is one warm process, forked, that runs the command as the command line does and is killed by
SIGKILL after a random time. What it was told to be done (`Case` methods that returned) it says on a
pipe. Then: nothing that was said is lost, nothing half-written is to be seen, and running the
command again gives what one run without interruption gives. A kill shows what the process had not
yet handed to the system; that it is on the disk (fsync, in the right order) is tested apart.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import time
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from onrecord import pipeline
from onrecord.cli.main import app
from onrecord.model.fixity import CustodyEvent
from onrecord.seal import bag
from onrecord.store.case import Case
from onrecord.verify.sealed import verify
from onrecord.wire import layout
from onrecord.wire.canonical import encode
from sealed_sample import OBJECTS, sample

AT = "2031-05-09T10:00:00Z"
SECRET = bytes(32)
CLOCK = ("--clock", AT, "--collector", "collector-7")


@dataclass
class Tally:
    """What runs of one command gave."""

    runs: int = 0
    killed: int = 0  # the others had ended before
    entries: int = 0  # acknowledged
    objects: int = 0
    visible: int = 0  # sealed files that were there after the kill
    entry_alone: int = 0  # runs of which the log tells, and whose file never got its name
    faults: list[str] = field(default_factory=list)

    def and_(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Tally)))

    def line(self, command: str) -> str:
        """The tally in words."""
        return (
            f"{command:<5} {self.runs} runs, {self.killed} killed before their end; "
            f"{self.entries} entries and {self.objects} objects acknowledged, "
            f"{self.visible} sealed files there, {self.entry_alone} logged without; "
            f"{len(self.faults)} faults"
        )


@contextmanager
def said(pipe: int) -> Iterator[None]:
    """While it lasts, every commit of a case is said on `pipe`: number of entries, object."""
    add_capture, log = Case.add_capture, Case.log

    def say(case: Case, sha256: str) -> None:
        os.write(pipe, f"{len(case.events())} {sha256}\n".encode())

    def added(case: Case, capture, *events: CustodyEvent) -> bool:
        new = add_capture(case, capture, *events)
        say(case, capture.sha256)
        return new

    def logged(case: Case, *events: CustodyEvent) -> None:
        log(case, *events)
        say(case, "-")

    Case.add_capture, Case.log = added, logged  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        Case.add_capture, Case.log = add_capture, log  # type: ignore[method-assign]


def in_a_process(words: list[str], kill_after_s: float | None) -> tuple[bool, list[str], float]:
    """Whether the command came to its end, what it said was done, and how long it ran."""
    reads, writes = os.pipe()
    start = time.monotonic()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(reads)
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            with said(writes):
                app(words, standalone_mode=False)
            os.write(writes, b"ended -\n")
            code = 0
        finally:
            os._exit(code)
    os.close(writes)
    if kill_after_s is not None:
        time.sleep(kill_after_s)
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    took = time.monotonic() - start
    with os.fdopen(reads, encoding="ascii") as stream:
        lines = stream.read().splitlines()
    return status == 0 or "ended -" in lines, lines, took


def log_of(folder: Path) -> list[bytes]:
    with Case.open(folder, alone=False) as case:
        return [encode(event) for event in case.events()]


def half_objects(folder: Path) -> list[str]:
    """Objects in their place that are not what their name says."""
    return [
        path.name
        for path in (folder / "objects").glob("??/*")
        if hashlib.sha256(path.read_bytes()).hexdigest() != path.name
    ]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Killed(ABC):
    """Runs of one command, each on a fresh copy of the same case."""

    def __init__(self, work: Path, seed: int) -> None:
        self.work = work
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.template, self.whole = work / "template", work / "whole"
        self.tally = Tally()
        self.prepare()
        # Once in this process: what is loaded and compiled at first use is there for every child,
        # so that the kills come while it writes.
        shutil.copytree(self.template, self.whole)
        with redirect_stdout(StringIO()):
            app(self.words(self.whole), standalone_mode=False)
        for path in self.work.glob("whole*"):
            shutil.rmtree(path)
        shutil.copytree(self.template, self.whole)
        ended, _, self.took = in_a_process(self.words(self.whole), None)
        assert ended, "the run without interruption must come to its end"
        self.log = log_of(self.whole)

    @abstractmethod
    def prepare(self) -> None:
        """Make `template`."""

    @abstractmethod
    def words(self, case: Path) -> list[str]:
        """The command, on that case."""

    @abstractmethod
    def after_kill(self, case: Path, *, ended: bool) -> Iterator[str]:
        """What is wrong after a kill."""

    @abstractmethod
    def after_again(self, case: Path, *, before: int) -> Iterator[str]:
        """What is wrong after the command was run again; the log had `before` entries."""

    def again(self, name: str = "case-again") -> Path:
        """A fresh copy of the case."""
        return Path(shutil.copytree(self.template, self.work / name))

    def run(self, runs: int, told: Callable[[int], None] = lambda _done: None) -> Tally:
        """Kill that many runs."""
        for _ in range(runs):
            self.one()
            told(self.tally.runs)
        return self.tally

    def one(self) -> None:
        """One kill, and all that is checked after it."""
        tally, case = self.tally, self.work / "case"
        shutil.copytree(self.template, case)
        delay = self.chance.uniform(0, self.took * 1.05)
        ended, lines, _ = in_a_process(self.words(case), delay)
        tally.runs += 1
        tally.killed += not ended
        at = f"run {tally.runs}, killed after {delay:.4f} s: "
        log = log_of(case)
        tally.faults += [at + fault for fault in self._acknowledged(case, lines, log)]
        tally.faults += [at + fault for fault in self.after_kill(case, ended=ended)]
        in_a_process(self.words(case), None)
        tally.faults += [at + fault for fault in self.after_again(case, before=len(log))]
        left = [path.name for path in self.work.rglob(".*") if path.parent.name != "template"]
        tally.faults += [f"{at}{name} was left behind" for name in left]
        for path in self.work.glob("case*"):
            shutil.rmtree(path)

    def _acknowledged(self, case: Path, lines: list[str], log: list[bytes]) -> Iterator[str]:
        whole = [line.split() for line in lines if line != "ended -"]
        counts = [int(count) for count, _ in whole]
        objects = {sha256 for _, sha256 in whole if sha256 != "-"}
        self.tally.entries += max(counts, default=0)
        self.tally.objects += len(objects)
        if len(log) < max(counts, default=0):
            yield f"{max(counts)} entries were acknowledged, {len(log)} are there"
        if log != self.log[: len(log)]:
            yield "the log is not a beginning of the log of a whole run"
        held = {path.name for path in (case / "objects").glob("??/*")}
        for sha256 in objects - held:
            yield f"object {sha256} was acknowledged and is lost"
        for sha256 in half_objects(case):
            yield f"object {sha256} is there in half"


class KilledAdd(Killed):
    """`onrecord add CASE SOURCES`: files of several sizes, and a zip."""

    def prepare(self) -> None:
        sources = self.work / "sources"
        sources.mkdir()
        for number in range(8):
            body = self.chance.randbytes(self.chance.choice((0, 500, 40_000, 1_500_000)))
            (sources / f"report-{number}.bin").write_bytes(b"%d " % number + body)
        with zipfile.ZipFile(sources / "more.zip", "w") as archive:
            for number in range(3):
                archive.writestr(f"inside-{number}.txt", f"Report {number} from Tarvik.\n" * 50)
        Case.create(self.template, title="t", secret=SECRET).close()

    def words(self, case: Path) -> list[str]:
        return ["add", str(case), str(self.work / "sources"), *CLOCK]

    def after_kill(self, case: Path, *, ended: bool) -> Iterator[str]:
        with Case.open(case, alone=False) as held:
            captures = held.captures()
        for capture in captures:
            if not (case / "objects" / capture.sha256[:2] / capture.sha256).is_file():
                yield f"{capture.id} has no object"
        if ended and log_of(case) != self.log:
            yield "it came to its end, and the log is not whole"

    def after_again(self, case: Path, *, before: int) -> Iterator[str]:
        del before
        if log_of(case) != self.log:
            yield "run again, it gives another log"
        if bytes_of(case / "objects") != bytes_of(self.whole / "objects"):
            yield "run again, it gives other objects"
        with Case.open(case) as held, Case.open(self.whole) as other:
            if (held.captures(), held.failures()) != (other.captures(), other.failures()):
                yield "run again, it gives other captures"


class KilledSeal(Killed):
    """`onrecord seal CASE --out FILE`."""

    def prepare(self) -> None:
        made = sample()
        with Case.create(self.template, title=made.title, secret=SECRET) as case:
            key = pipeline.analysis_key(case)
            for body in OBJECTS.values():
                with (self.work / "body").open("wb+") as stream:
                    stream.write(body)
                    stream.seek(0)
                    case.objects.put(stream)
            for capture in made.captures:
                at = datetime(2031, 5, 9, tzinfo=UTC)
                note = CustodyEvent(at, "l", "c", "captured", capture.sha256, capture.id)
                case.add_capture(capture, note)
            by_object = {document.object: document for document in made.documents}
            for capture in made.captures:
                if capture.to_be_read:
                    document = by_object.get(capture.sha256)
                    claims = [c for c in made.claims if document and c.document == document.id]
                    gave = pipeline.Analysis(capture.sha256, document, tuple(claims))
                    case.put_analysis(capture.sha256, key, gave.to_json())

    def run(self, runs: int, told: Callable[[int], None] = lambda _done: None) -> Tally:
        """As above; the page of the report is made once, its making writes nothing."""
        page = (self.out(self.whole) / layout.REPORT).read_bytes()
        real, bag.report_html = bag.report_html, lambda *_, **__: page
        try:
            self.took = in_a_process(self.words(self.again()), None)[2]
            return super().run(runs, told)
        finally:
            bag.report_html = real

    def words(self, case: Path) -> list[str]:
        return ["seal", str(case), "--out", str(self.out(case)), *CLOCK]

    @staticmethod
    def out(case: Path) -> Path:
        return case.parent / f"{case.name}-out" / "file"

    def after_kill(self, case: Path, *, ended: bool) -> Iterator[str]:
        out = self.out(case)
        if not out.exists():
            if ended:
                yield "it came to its end, and there is no file"
            return
        self.tally.visible += 1
        if bytes_of(out) != bytes_of(self.out(self.whole)):
            yield "a sealed file is there that is not whole"

    def after_again(self, case: Path, *, before: int) -> Iterator[str]:
        out = self.out(case)
        with Case.open(self.template, alone=False) as held:
            untouched = len(held.events())
        if before == untouched or bytes_of(out) == bytes_of(self.out(self.whole)):
            if bytes_of(out) != bytes_of(self.out(self.whole)):
                yield "run again, it gives another file"
            return
        self.tally.entry_alone += 1  # killed between the entry and the name: logged twice
        if failed := verify(out).failed():
            yield f"run again, it gives a file that does not hold: {failed[0].message}"
