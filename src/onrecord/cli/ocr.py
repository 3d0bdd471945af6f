"""`ocr`: words in pictures and scans, recognised."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord import intake
from onrecord.cli.case import CaseArgument
from onrecord.cli.output import (
    ClockOption,
    CollectorOption,
    StrictOption,
    clock,
    say,
    steps,
    warning_line,
)
from onrecord.preserve.ocr import LANGUAGES, tesseract
from onrecord.seams import Clock
from onrecord.store.case import Case


def ocr(
    folder: CaseArgument,
    languages: Annotated[
        str, typer.Option("--languages", help="What Tesseract is to expect, joined by +.")
    ] = LANGUAGES,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
    strict: StrictOption = False,
) -> None:
    """Have the words in pictures and scanned PDFs recognised (needs Tesseract)."""
    with Case.open(folder) as held:
        recognise_in(held, clock(clock_at), collector, strict=strict, languages=languages)


def recognise_in(
    case: Case, now: Clock, collector: str | None, *, strict: bool, languages: str = LANGUAGES
) -> None:
    """Recognise words in every picture and scan of `case`, warning of each that fails.

    Raises: SettingInvalid if Tesseract or a language is not installed.
    """
    new = failed = 0
    with steps() as step:
        for added in intake.recognise(
            case, tesseract(languages), clock=now, collector=collector, strict=strict, step=step
        ):
            new += added.new
            if added.failure:
                failed += 1
                warning_line(f"{added.failure.message} (kept as a failure)")
    say(
        f"recognised  words in {new} pictures and scans"
        + (f", {failed} failures" if failed else "")
    )
