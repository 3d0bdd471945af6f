"""One item after the other, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class LocalEngine:
    """Runs everything in this process."""

    name = "local"

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        *,
        lost: Callable[[Item], Result],  # noqa: ARG002 - a crash here ends the process itself
    ) -> Iterator[Result]:
        """The results of `function`, in the order of `items`."""
        return map(function, items)
