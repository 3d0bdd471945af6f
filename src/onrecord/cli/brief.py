"""`brief`: a summary of two pages, each sentence with the claims it is built from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.acts import EXPORTED, Acts
from onrecord.cli.files import deliver
from onrecord.cli.output import ClockOption, CollectorOption, clock, entered
from onrecord.errors import SettingInvalid
from onrecord.seal.brief import as_markdown
from onrecord.seal.brief import brief as summary_of
from onrecord.seal.brief_docx import as_docx


def brief(
    path: Annotated[Path, typer.Argument(help="A case folder or a sealed file.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="A new file, .md or .docx; default: print.")
    ] = None,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Write a two-page summary in neutral words, from claims only."""
    if out is not None and out.suffix not in {".md", ".docx"}:
        raise SettingInvalid(
            "the summary can be Markdown or a Word document", str(out), expected=".md or .docx"
        )
    made = summary_of(pipeline.load(path))
    entered(Acts(clock(clock_at), collector).enter(path, EXPORTED, detail="brief"))
    as_word = out is not None and out.suffix == ".docx"
    deliver(as_docx(made) if as_word else as_markdown(made).encode(), out)
