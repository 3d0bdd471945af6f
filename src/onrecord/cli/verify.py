"""`verify`: re-check a sealed file."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.cli.output import OUT, error_line, say
from onrecord.errors import SourceMissing
from onrecord.model.dossier import VerificationReport
from onrecord.model.vocab import Outcome
from onrecord.wire.canonical import to_plain

FAILED = 1
SHOWN = 40  # failed checks printed; --json gives all


def verify(
    file: Annotated[Path, typer.Argument(help="A sealed file: its folder or its zip.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print every check as JSON.")] = False,
) -> None:
    """Check every byte, every record and every quote of a sealed file again."""
    if not file.exists():
        raise SourceMissing(
            "there is nothing to verify", str(file), expected="a sealed file", found="nothing"
        )
    report = pipeline.verify_file(file)
    if as_json:
        checks = [to_plain(result) for result in report.results]
        typer.echo(json.dumps({"file": report.file, "checks": checks}, ensure_ascii=False))
    else:
        print_report(report)
    if report.failed():
        raise typer.Exit(FAILED)


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
