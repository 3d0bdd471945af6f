"""`proof`, `witness`, `stamp`: what others keep of a log, and when it was so."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline, vouching
from onrecord.checking import verify_file
from onrecord.cli.keys import signer_for
from onrecord.cli.output import (
    ClockOption,
    CollectorOption,
    PassphraseOption,
    clock,
    say,
    warning_line,
)
from onrecord.cli.verify import FAILED, anchors, cosigned_path, print_report
from onrecord.errors import InputError, SettingInvalid, SourceMissing
from onrecord.stamp.authority import HttpAuthority
from onrecord.stamp.queue import State
from onrecord.wire.notes import COSIGNATURE, NoteKey

NOT_REACHED = 4


def proof(
    path: Annotated[Path, typer.Argument(help="A case folder or a sealed file.")],
    capture: Annotated[str, typer.Argument(help="The id of a capture.")],
    out: Annotated[Path, typer.Option("--out", help="File to write; must not exist.")],
) -> None:
    """Write the proof that the custody log tells of a capture, without the rest of the log."""
    pipeline.must_be_free(out)
    _write(out, vouching.proof(_there(path), capture))
    say(f"proof    {out}")
    for name, (salt, value) in vouching.opened(path, capture).items():
        say(f"{name:<8} {salt} {value}")


def witness(
    file: Annotated[Path, typer.Argument(help="A sealed file: its folder or its zip.")],
    key: Annotated[Path, typer.Option("--key", help="Your key, not that of the signer.")],
    older: Annotated[
        list[Path] | None,
        typer.Option(help="A checkpoint that you saw before; the log must continue it."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write; default: beside the sealed file.")
    ] = None,
    passphrase_file: PassphraseOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Check a sealed file, then cosign its checkpoint: you saw this log at this time."""
    target = out or cosigned_path(file)
    pipeline.must_be_free(target)
    report = verify_file(_there(file), anchors(file, [], older or [], []))
    if report.failed():
        print_report(report)
        raise typer.Exit(FAILED)
    by = signer_for(key, passphrase_file)
    if by is None:
        return
    _write(target, vouching.cosigned(file, by, clock(clock_at).now()))
    say(f"cosigned {target}")
    say(f"witness  {NoteKey(by.name, COSIGNATURE, by.public).text()}")


def stamp(
    path: Annotated[Path, typer.Argument(help="A case folder or a sealed folder.")],
    tsa: Annotated[
        list[str] | None,
        typer.Option(metavar="URL", help="A time-stamp authority (RFC 3161); give at least two."),
    ] = None,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Ask authorities for timestamps; what cannot be reached now is asked at the next run."""
    try:
        tried = vouching.stamp(
            _there(path), tsa or [], clock=clock(clock_at), collector=collector,
            new_nonce=lambda: secrets.randbits(63), authority_at=HttpAuthority,
            lists_of=vouching.lists_of,
        )  # fmt: skip
    except ImportError as error:
        raise SettingInvalid(
            "timestamps need two more packages",
            str(error.name),
            advice='Run: pip install "onrecord[time]"',
        ) from error
    for query in tried:
        why = f": {query.message}" if query.message else ""
        say(f"{query.state:<8} {query.subject} by {query.authority}{why}")
    if not tried:
        say("nothing is pending")
    if len({query.authority for query in tried}) == 1 and tsa:
        warning_line("one authority alone is one witness; ask a second with --tsa")
    if any(query.state is State.FAILED for query in tried):
        raise typer.Exit(FAILED)
    if any(query.state is State.PENDING for query in tried):
        raise typer.Exit(NOT_REACHED)


def _there(path: Path) -> Path:
    if not path.exists():
        raise SourceMissing("there is nothing of that name", str(path))
    return path


def _write(path: Path, body: bytes) -> None:
    try:
        with path.open("xb") as out:
            out.write(body)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror})", str(path)) from error
