"""What every command shares: where words go, progress, and common options."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from onrecord.engine.local import LocalEngine
from onrecord.engine.processes import ProcessesEngine
from onrecord.errors import SettingInvalid, SourceMissing
from onrecord.model.fixity import Handling
from onrecord.preserve.clocks import LocalClock, fixed
from onrecord.preserve.handling import handling_from
from onrecord.seams import Clock, Engine

OUT = Console(highlight=False)
ERR = Console(stderr=True, highlight=False)
Read = TypeVar("Read")

ClockOption = Annotated[
    str | None,
    typer.Option(
        "--clock",
        metavar="INSTANT",
        help="Use this instant for every clock reading, so that the same input gives the same "
        "bytes (ISO 8601 or Unix time; else SOURCE_DATE_EPOCH, else the local clock).",
    ),
]
CollectorOption = Annotated[
    str | None,
    typer.Option("--collector", help="Who collects, by a pseudonym; kept in the custody log."),
]
WorkersOption = Annotated[
    int,
    typer.Option("--workers", min=0, help="Worker processes; 0: one a core, 1: this process."),
]
SignOption = Annotated[
    Path | None,
    typer.Option(
        "--sign",
        metavar="KEY",
        help="Sign with this Ed25519 key: its private file, or its .pub if ssh-agent holds it.",
    ),
]
PassphraseOption = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="Read the passphrase of the key from this file."),
]
HandlingOption = Annotated[
    Path | None,
    typer.Option(
        "--handling",
        metavar="FILE",
        help="Circumstances of collecting, kept with each capture: a TOML file with any of reason, "
        "authority, consent, sharing, machine, egress.",
    ),
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Stop with exit code 2 at the first source that fails.")
]


def read_named(
    path: Path, reader: Callable[[str], Read], *, most: int, missing: str, wrong: str
) -> Read:
    """What `reader` makes of the words of a file that the user named.

    `most`: bytes; a longer file is refused, never cut. Raises: SourceMissing, saying `missing`;
    SettingInvalid, saying `wrong`.
    """
    if not path.is_file():
        raise SourceMissing(missing, str(path))
    with path.open("rb") as stream:
        body = stream.read(most + 1)
    if len(body) > most:
        raise SettingInvalid(
            wrong, str(path), expected=f"at most {most:,} bytes", found="more than that"
        )
    try:
        return reader(body.decode("utf-8"))
    except ValueError as error:
        raise SettingInvalid(wrong, str(path), found=str(error)) from error


def handling(path: Path | None) -> Handling | None:
    """The circumstances that a file states. Raises: SourceMissing, SettingInvalid."""
    if path is None:
        return None
    if not path.is_file():
        raise SourceMissing("the circumstances of collecting are not there", str(path))
    return handling_from(path.read_bytes(), str(path))


PreciseOption = Annotated[
    bool | None,
    typer.Option(
        "--precise/--complete",
        help="Read claims for few errors rather than few gaps; kept with the case.",
        show_default=False,
    ),
]


def clock(option: str | None) -> Clock:
    """The clock a command reads. Raises: SettingInvalid."""
    text = option or os.environ.get("SOURCE_DATE_EPOCH")
    return fixed(text) if text else LocalClock()


def new_secret(option: str | None = None) -> bytes | None:
    """What a new case makes its salts from; none under a set clock, whose bytes come out alike."""
    return None if option or os.environ.get("SOURCE_DATE_EPOCH") else secrets.token_bytes(32)


def engine(workers: int) -> Engine:
    """The engine for that many workers; 0 means one for each core."""
    return LocalEngine() if workers == 1 else ProcessesEngine(workers or None)


def error_line(message: str) -> None:
    """One error, to standard error."""
    ERR.print(f"[bold red]error:[/] {escape(message)}", soft_wrap=True)


def warning_line(message: str) -> None:
    """One warning, to standard error."""
    ERR.print(f"[yellow]warning:[/] {escape(message)}", soft_wrap=True)


def entered(fault: str | None) -> None:
    """Warn that an act is missing from the log of the case, if it is."""
    if fault:
        warning_line(f"this was not entered in the log of the case: {fault}")


def say(message: str) -> None:
    """One line for the person, to standard output."""
    OUT.print(escape(message), soft_wrap=True)


class Steps:
    """Shows how far a named piece of work has come."""

    def __init__(self, progress: Progress) -> None:
        """Show on `progress`."""
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, name: str, done: int, total: int) -> None:
        """Tell that `done` of `total` is done of the work called `name`."""
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=total)
        self._progress.update(self._tasks[name], completed=done, total=total)


@contextmanager
def steps() -> Iterator[Steps]:
    """Progress bars on standard error, gone when the work ends; nothing where nobody looks."""
    columns = (
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=ERR, transient=True, disable=not ERR.is_terminal) as progress:
        yield Steps(progress)
