"""`judge`: decisions of people, on a sheet that any spreadsheet opens."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord import judging
from onrecord.cli.case import CaseArgument
from onrecord.cli.files import deliver
from onrecord.cli.output import ClockOption, clock, say
from onrecord.errors import SettingInvalid, SourceMissing
from onrecord.store.case import Case


def judge(
    folder: CaseArgument,
    sheet: Annotated[Path | None, typer.Argument(help="The sheet, filled in (CSV).")] = None,
    as_template: Annotated[
        bool, typer.Option("--template", help="Write the sheet to fill in.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="With --template: a new file; default: print.")
    ] = None,
    clock_at: ClockOption = None,
) -> None:
    """Accept, correct or reject what was read, with name and reason; `process` applies it."""
    if as_template == (sheet is not None):
        raise SettingInvalid(
            "judge takes a sheet of decisions, or --template to write one", str(folder)
        )
    with Case.open(folder) as held:
        if sheet is None:
            deliver(judging.sheet_of(held), out)
            return
        if not sheet.is_file():
            raise SourceMissing("the sheet of decisions is not there", str(sheet))
        made = judging.judge(held, sheet.read_bytes(), sheet.name, clock=clock(clock_at))
    say(f"kept {len(made)} decisions" + ("" if made else "; no row has a verdict"))
    if made:
        say(f"apply them with: onrecord process {folder}")
