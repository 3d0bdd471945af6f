"""Protocols between rooms; each has at least two implementations and one contract suite."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Protocol, TypeVar

from onrecord.model.entity import GazetteerRow

Item = TypeVar("Item")
Result = TypeVar("Result")


class Clock(Protocol):
    """Tells the time; handed in, never read from the machine by a stage."""

    @property
    def name(self) -> str:
        """What a record says of where the time was read."""

    def now(self) -> datetime:
        """The present UTC instant, whole seconds."""


class Engine(Protocol):
    """Runs one function over many items; every engine gives the same results in the same order."""

    name: str

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        *,
        lost: Callable[[Item], Result],
    ) -> Iterator[Result]:
        """The results of `function`, in the order of `items`.

        `lost` gives the result for an item whose worker process died twice.
        """


class Gazetteer(Protocol):
    """Looks up names of places."""

    name: str
    digest: str  # sha256 over its sources, printed in every export

    def lookup(self, name: str) -> tuple[GazetteerRow, ...]:
        """All rows that `name` may mean, under any key, strictest key first; empty if none."""
