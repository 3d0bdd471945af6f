"""`gaps`: what a file lacks, as a list to work from."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord import pipeline
from onrecord.cli.files import deliver
from onrecord.seal.worklist import as_csv, as_markdown, worklist


class Reports(StrEnum):
    """How well reports can answer a question."""

    USUALLY = "usually"
    PARTLY = "partly"
    RARELY = "rarely"
    NEEDS_PATTERN = "needs_pattern"


def gaps(
    path: Annotated[Path, typer.Argument(help="A case folder or a sealed file.")],
    as_table: Annotated[bool, typer.Option("--csv", help="As a table, not as Markdown.")] = False,
    reports: Annotated[
        list[Reports] | None,
        typer.Option("--reports", help="Only what reports carry this well; may be given again."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="A new file; default: print.")] = None,
) -> None:
    """List the open questions of a file, by article and element, with whom to ask."""
    made = pipeline.load(path)
    tasks = worklist(made, reports or ())
    body = as_csv(tasks) if as_table else as_markdown(made.title, tasks).encode()
    deliver(body, out)
