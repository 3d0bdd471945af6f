"""`report`: the report of a file again, in another language or as PDF."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.acts import EXPORTED, Acts
from onrecord.cli.files import deliver
from onrecord.cli.output import ClockOption, CollectorOption, clock, entered, say
from onrecord.errors import SettingInvalid
from onrecord.printing import report_pdf
from onrecord.seal.report import report_html


class Language(StrEnum):
    """Languages of the interface; quotes stay as they are."""

    EN = "en"
    AR = "ar"


def report(
    path: Annotated[Path, typer.Argument(help="A case folder or a sealed file.")],
    html: Annotated[Path | None, typer.Option("--html", help="A new HTML file.")] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", help="A new PDF file; needs Chromium or Chrome.")
    ] = None,
    lang: Annotated[Language, typer.Option("--lang", help="Of the interface.")] = Language.EN,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Write the report as a web page or as PDF, in English or Arabic."""
    if html is None and pdf is None:
        raise SettingInvalid("report needs --html, --pdf or both", str(path))
    made = pipeline.load(path)
    entered(Acts(clock(clock_at), collector).enter(path, EXPORTED, detail="report"))
    if html is not None:
        deliver(report_html(made, language=lang), html)
        say(f"report   {html}")
    if pdf is not None:
        deliver(report_pdf(made, lang), pdf)
        say(f"report   {pdf}")
