"""Words and marks of running text, with quotations as single units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

_UNIT = re.compile(
    r"(?:[A-Za-z]\.){2,}|(?<![\w.])[A-Z]\.(?=\s?\w)"
    r"|(?:[Mm]rs?|[MD][rs]|Gen|Col|Lt|Sgt|Capt|Maj|Sen|Rep|Gov|Prof|St|Jr|Sr)\."
    r"|[\w\u0300-\u036f\u064b-\u065f\u0670]+(?:['’\-‑.][\w\u0300-\u036f\u064b-\u065f]+)*['’]?"
    r"|--+|[^\w\s]"
)
_FULL = frozenset(".,!?;…؟،؛")


class Sort(Enum):
    """What a unit is."""

    WORD = "word"
    MARK = "mark"
    QUOTE = "quote"


class Unit(NamedTuple):
    """One word, mark or whole quotation; `low` is the lower-cased word, or the mark."""

    start: int
    end: int
    low: str
    sort: Sort
    upper: bool  # begins with a capital letter
    full: bool = False  # a quotation that ends with a mark of its own ("…," "…!")

    @property
    def word(self) -> bool:
        """Whether it is a word."""
        return self.sort is Sort.WORD


def wordset(text: str) -> frozenset[str]:
    """The words of `text`, parted by white space, as a set: for word lists that read as lists."""
    return frozenset(text.split())


def units(text: str, start: int, end: int, quotes: Sequence[tuple[int, int]] = ()) -> list[Unit]:
    """The units of `text[start:end]` in order; each of `quotes` that begins there is one unit."""
    found: list[Unit] = []
    at = start
    for first, last in quotes:
        if last <= at or first >= end:
            continue
        _plain(text, at, max(at, first), found)
        full = any(c in _FULL for c in text[max(first, last - 3) : last])
        found.append(Unit(max(at, first), min(last, end), '"', Sort.QUOTE, upper=False, full=full))
        at = min(last, end)
    _plain(text, at, end, found)
    return found


def _plain(text: str, start: int, end: int, found: list[Unit]) -> None:
    for match in _UNIT.finditer(text, start, end):
        shape = match.group()
        first = shape[0]
        if first.isalnum() or first == "_" or (len(shape) > 1 and shape[0] != "-"):
            found.append(
                Unit(match.start(), match.end(), shape.lower(), Sort.WORD, first.isupper())
            )
        else:
            found.append(Unit(match.start(), match.end(), shape, Sort.MARK, upper=False))
