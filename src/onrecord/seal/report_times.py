"""Trusted time as the report shows it: by when each source existed, and what clocks disagree.

What an authority stated is told as its statement: whether its token holds is for verification.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from onrecord.model.fixity import Capture, CustodyEvent
from onrecord.wire.clocks import Stamped, backward_steps, stamps
from onrecord.wire.custody import capture_places

_DAY_S, _HOUR_S, _MINUTE_S = 86_400, 3_600, 60


@dataclass(frozen=True, slots=True)
class NoLater:
    """By when a source existed, as one authority states."""

    at: str
    authority: str
    size: int  # entries of the log that the token is over
    gap: str  # to the clock of the capture


@dataclass(frozen=True, slots=True)
class ClocksView:
    """What the log tells of clocks."""

    authorities: tuple[str, ...]
    steps: tuple[tuple[int, str], ...]  # number of an entry, how far it is behind the one before
    anomalies: tuple[tuple[int, str], ...]  # number of an entry, what it says


def no_later_than(
    captures: Sequence[Capture], events: tuple[CustodyEvent, ...]
) -> dict[str, tuple[NoLater, ...]]:
    """Id of each capture -> the earliest statement of each authority that covers it."""
    stamped = sorted(stamps(events), key=lambda each: (each.at, each.authority))
    places = capture_places(events, captures) if stamped else {}
    found = {}
    for capture in captures:
        place = places.get(capture.id)
        first: dict[str, Stamped] = {}
        for each in stamped:
            if place is not None and place < each.size:
                first.setdefault(each.authority, each)
        found[capture.id] = tuple(
            NoLater(instant(each.at), each.authority, each.size, _gap(each.at, capture.captured_at))
            for each in first.values()
        )
    return found


def clocks_view(events: tuple[CustodyEvent, ...]) -> ClocksView:
    """What the whole log tells of clocks; entries are numbered from 1."""
    return ClocksView(
        authorities=tuple(sorted({each.authority for each in stamps(events)})),
        steps=tuple((step.place + 1, _span(step.seconds)) for step in backward_steps(events)),
        anomalies=tuple(
            (number, event.detail or "not stated")
            for number, event in enumerate(events, 1)
            if event.action == "clock_anomaly"
        ),
    )


def instant(value: datetime) -> str:
    """A UTC instant: "2026-03-01 12:00:00 UTC"."""
    return value.strftime("%Y-%m-%d %H:%M:%S UTC")


def _gap(stated: datetime, captured: datetime) -> str:
    between: timedelta = stated - captured
    seconds = between.total_seconds()
    if seconds < 0:
        return f"{_span(-seconds)} before the clock of the capture: the two disagree"
    return f"{_span(seconds)} after the clock of the capture"


def _span(seconds: float) -> str:
    for unit, name in ((_DAY_S, "days"), (_HOUR_S, "hours"), (_MINUTE_S, "minutes")):
        if seconds >= 2 * unit:
            return f"{seconds / unit:,.1f} {name}"
    return f"{seconds:,.0f} seconds"
