"""`verify`: re-check a sealed file."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from onrecord.checking import verify_file
from onrecord.cli.output import (
    OUT,
    ClockOption,
    CollectorOption,
    Read,
    clock,
    entered,
    error_line,
    read_named,
    say,
)
from onrecord.errors import SettingInvalid, SourceMissing
from onrecord.keys.age import decrypter
from onrecord.model.dossier import VerificationReport
from onrecord.model.vocab import Outcome
from onrecord.seams import Clock
from onrecord.verify.anchors import Anchors, Kept
from onrecord.verify.members import members_of, read_whole
from onrecord.verify.results import Results
from onrecord.wire import layout
from onrecord.wire.canonical import to_plain
from onrecord.wire.notes import NoteKey, read_note_key
from onrecord.wire.sshkeys import read_signers

FAILED = 1
MAX_ANCHOR_BYTES = 1 << 20
SHOWN = 40  # failed checks printed; --json gives all


def verify(
    file: Annotated[Path, typer.Argument(help="A sealed file: its folder or its zip.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print every check as JSON.")] = False,
    signer: Annotated[
        list[Path] | None,
        typer.Option(help="Who may have signed: an allowed_signers file or a public key."),
    ] = None,
    older: Annotated[
        list[Path] | None,
        typer.Option(help="A checkpoint of this log that you kept; the log must continue it."),
    ] = None,
    witness: Annotated[
        list[str] | None,
        typer.Option(
            metavar="VKEY",
            help="Key of a witness who cosigned a checkpoint: one given with --older, else the "
            "one beside the file.",
        ),
    ] = None,
    tsa_root: Annotated[
        list[Path] | None,
        typer.Option(
            help="Certificates (PEM) of time-stamp authorities: the roots, and what leads to them."
        ),
    ] = None,
    identity: Annotated[
        Path | None,
        typer.Option(help="Your age identity or SSH key: opens objects encrypted to you."),
    ] = None,
    case: Annotated[
        Path | None, typer.Option("--case", help="Enter the result in the log of this case.")
    ] = None,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Check every byte, every record and every quote of a sealed file again."""
    if not file.exists():
        raise SourceMissing(
            "there is nothing to verify", str(file), expected="a sealed file", found="nothing"
        )
    against = anchors(file, signer or [], older or [], witness or [], tsa_root or [])
    if identity is not None:
        against = replace(against, decrypt=decrypting(identity))
    report = verify_file(file, against)
    if case is not None:
        _enter(file, report, case, clock(clock_at), collector)
    if as_json:
        checks = [to_plain(result) for result in report.results]
        typer.echo(json.dumps({"file": report.file, "checks": checks}, ensure_ascii=False))
    else:
        print_report(report)
    if report.failed():
        raise typer.Exit(FAILED)


def decrypting(identity: Path) -> Callable[[bytes], bytes]:
    """What decrypts with an identity. Raises: SourceMissing, SettingInvalid."""
    try:
        return decrypter(identity)
    except ImportError as error:
        raise SettingInvalid(
            "encryption needs one more package",
            str(error.name),
            advice='Run: pip install "onrecord[age]"',
        ) from error


def _enter(
    file: Path, report: VerificationReport, case: Path, now: Clock, collector: str | None
) -> None:
    """Enter in the log of a case that a file was verified, by its tag manifest, and the counts."""
    # Loaded here: most who verify have no case, and need not wait for its store.
    from onrecord.acts import VERIFIED, Acts  # noqa: PLC0415

    counts = Counter(result.outcome for result in report.results)
    detail = ", ".join(f"{counts[each]} {each.value}" for each in Outcome)
    digest = None
    with members_of(file, Results()) as members:
        if layout.TAG_MANIFEST in members.sizes:
            digest = hashlib.sha256(read_whole(members, layout.TAG_MANIFEST)).hexdigest()
    entered(Acts(now, collector).enter(case, VERIFIED, digest, detail))


def anchors(
    file: Path,
    signers: list[Path],
    older: list[Path],
    witnesses: list[str],
    roots: list[Path] | None = None,
) -> Anchors:
    """What the file is held against, read from where the user says.

    Raises: SourceMissing, SettingInvalid.
    """
    kept = list(older)
    beside = cosigned_path(file)
    if witnesses and not older and beside.is_file():
        kept.append(beside)
    return Anchors(
        signers=tuple(each for path in signers for each in _used(path, read_signers)),
        older=tuple(Kept(path.name, _used(path, str.encode)) for path in kept),
        witnesses=tuple(_vkey(text) for text in witnesses),
        roots=tuple(_used(path, str.encode) for path in roots or []),
    )


def cosigned_path(file: Path) -> Path:
    """Where the checkpoint of a sealed file lies once a witness has cosigned it."""
    return file.with_name(file.name.removesuffix(".zip") + ".cosigned")


def _used(path: Path, reader: Callable[[str], Read]) -> Read:
    return read_named(
        path,
        reader,
        most=MAX_ANCHOR_BYTES,
        missing="there is no such file",
        wrong="this cannot be used to check a file",
    )


def _vkey(text: str) -> NoteKey:
    try:
        return read_note_key(text)
    except ValueError as error:
        raise SettingInvalid(
            "this is no key of a witness",
            text[:80],
            found=str(error),
            advice="A witness prints it with: onrecord keys show KEY",
        ) from error


def print_report(report: VerificationReport) -> None:
    """Print a line for each kind of check, and every check that failed."""
    kinds = list(dict.fromkeys(result.check for result in report.results))
    for kind in kinds:
        counts = Counter(result.outcome for result in report.results if result.check == kind)
        parts = [
            f"{counts[outcome]:,} {outcome.value.replace('_', ' ')}"
            for outcome in Outcome
            if counts[outcome]
        ]
        say(f"{kind:<12} {', '.join(parts)}")
    failed = report.failed()
    for result in failed[:SHOWN]:
        error_line(f"{result.check}: {result.message}")
    if len(failed) > SHOWN:
        error_line(f"and {len(failed) - SHOWN} more; --json prints all")
    if failed:
        OUT.print(f"[bold red]{report.file}: {len(failed)} checks failed[/]")
    else:
        OUT.print(f"[bold green]{report.file}: every check that can be made here held[/]")
