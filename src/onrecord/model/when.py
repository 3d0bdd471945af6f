"""Ranges of dates and of numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.model.vocab import Basis, Precision, Unit


@dataclass(frozen=True, slots=True)
class When:
    """A closed range of civil dates at the place; an end that nobody states is `None`.

    Both ends are `None` only with `Precision.UNPLACED`: words about time ("yesterday" in an
    undated text) that are kept although no date can be read from them.
    """

    earliest: date | None
    latest: date | None
    precision: Precision
    basis: Basis
    local_time: str | None = None  # "19:28", as stated, at the place


@dataclass(frozen=True, slots=True)
class Count:
    """A stated number as a closed range; "at least five" is low 5, high `None`."""

    low: int | None
    high: int | None
    unit: Unit = Unit.PERSONS
