"""What the custody log tells of clocks: states that an authority stamped, and steps backward."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from onrecord.model.fixity import CustodyEvent

_STAMPED = re.compile(r"checkpoint ([1-9]\d{0,8}) by (\S{1,80}) at (\S{1,40})")


@dataclass(frozen=True, slots=True)
class Stamped:
    """An authority stated that the first `size` entries existed no later than `at`."""

    size: int
    authority: str
    at: datetime
    entered_at: datetime  # by the local clock, when the token came


@dataclass(frozen=True, slots=True)
class Step:
    """An entry that is earlier than the one before it."""

    place: int  # from 0
    seconds: float  # how far back


def stamped_detail(subject: str, authority: str, at: datetime) -> str:
    """What the log says of a token: "checkpoint 12 by office-example at 2031-05-10T12:00:00+00:00".

    See `stamps`, which reads it.
    """
    return f"{subject} by {authority} at {at.isoformat()}"


def stamps(events: Sequence[CustodyEvent]) -> tuple[Stamped, ...]:
    """The tokens over states of the log that it tells of, in order."""
    found = []
    for event in events:
        told = _STAMPED.fullmatch(event.detail or "") if event.action == "timestamped" else None
        if told is None:
            continue
        try:
            at = datetime.fromisoformat(told[3])
        except ValueError:
            continue
        if at.tzinfo is not None:
            found.append(Stamped(int(told[1]), told[2], at, event.at))
    return tuple(found)


def backward_steps(events: Sequence[CustodyEvent]) -> tuple[Step, ...]:
    """The entries that are earlier than the one before, by the clock that each was made with."""
    return tuple(
        Step(place, (before.at - event.at).total_seconds())
        for place, (before, event) in enumerate(pairwise(events), start=1)
        if event.at < before.at
    )
