"""`hold`, `release`, `remove`: what may be removed from a case, and its tombstone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord import holding
from onrecord.acts import Acts
from onrecord.cli.output import ClockOption, CollectorOption, clock, say
from onrecord.holding import Grounds
from onrecord.store.case import Case

CaseArgument = Annotated[Path, typer.Argument(help="The case folder.")]
ObjectArgument = Annotated[
    str, typer.Argument(metavar="OBJECT", help="Its sha256, its origin or a capture id.")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why; kept in the log.")]
AuthorityOption = Annotated[
    str, typer.Option("--authority", help="Who decided, or by which rule; kept in the log.")
]


def hold(
    case: CaseArgument,
    named: ObjectArgument,
    reason: ReasonOption,
    authority: AuthorityOption,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Put an object under legal hold: it cannot be removed."""
    with Case.open(case) as held:
        acts = Acts(clock(clock_at), collector)
        say(f"held     {holding.hold(held, named, Grounds(reason, authority), acts)}")


def release(
    case: CaseArgument,
    named: ObjectArgument,
    reason: ReasonOption,
    authority: AuthorityOption,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
) -> None:
    """End a legal hold."""
    with Case.open(case) as held:
        acts = Acts(clock(clock_at), collector)
        say(f"released {holding.release(held, named, Grounds(reason, authority), acts)}")


def remove(
    case: CaseArgument,
    named: ObjectArgument,
    reason: ReasonOption,
    authority: AuthorityOption,
    collector: CollectorOption = None,
    clock_at: ClockOption = None,
) -> None:
    """Remove an object and what was taken out of it; a tombstone stays in the log."""
    with Case.open(case) as held:
        acts = Acts(clock(clock_at), collector)
        for sha256 in holding.remove(held, named, Grounds(reason, authority), acts):
            say(f"removed  {sha256}")
    say(f"Copies elsewhere are not reached. Run: onrecord process {case}")
