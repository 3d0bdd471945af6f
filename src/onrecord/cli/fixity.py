"""`fixity`: whether a case still holds the bytes it captured."""

from __future__ import annotations

import secrets
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.case import CaseArgument
from onrecord.cli.output import (
    ClockOption,
    CollectorOption,
    clock,
    error_line,
    say,
    steps,
)
from onrecord.fixity import State, check_case
from onrecord.store.case import Case

DIFFERS = 3


def fixity(
    folder: CaseArgument,
    sample: Annotated[
        int | None, typer.Option("--sample", metavar="N", help="Check N objects picked by chance.")
    ] = None,
    copy: Annotated[
        Path | None,
        typer.Option(help="A case folder or sealed folder to restore from what does not hold."),
    ] = None,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Hash the objects of a case again and enter what was found in the custody log."""
    chance = secrets.SystemRandom()
    with Case.open(folder) as case, steps() as step:
        made = check_case(
            case, clock=clock(clock_at), collector=collector, sample=sample,
            choose=lambda names, number: chance.sample(list(names), number),
            copy=copy, step=step,
        )  # fmt: skip
    for each in made:
        if each.state is not State.HELD:
            what = f"{each.origin}: object {each.sha256} is {each.state} {each.found}".rstrip()
            error_line(what + ("; restored from the copy" if each.restored else ""))
    counts = Counter(each.state for each in made)
    said = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
    restored = sum(each.restored for each in made)
    say(f"checked  {said or 'no objects'}" + (f", {restored} restored" if restored else ""))
    if any(each.state is not State.HELD and not each.restored for each in made):
        raise typer.Exit(DIFFERS)
