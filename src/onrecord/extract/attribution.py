"""What an attribution is while it is being found: ranges of the text, not yet records."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.lang.words import Sort, Unit

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in one sentence. All ranges are half-open offsets of the document's text."""

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    sense: str  # of the cue: say, deny, call, …
    rule: str
    negated: bool = False
    through: Found | None = None
    unattributed: bool = False
    pro_drop: bool = False  # the verb stands for its subject (Arabic)
    clausal: bool = False  # the content is a clause or a quotation, not a noun phrase
    more: bool = False  # a quotation that follows at once belongs to the same claim
    score: float | None = None

    def within(self, through: Found) -> Found:
        """The same attribution as told by another speaker."""
        return replace(self, through=through)


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution as a trained model reads it: half-open ranges of the text, in order."""

    source: tuple[Range, ...]  # empty: no source named
    cue: Range
    content: tuple[Range, ...]  # never empty
    score: float


def trimmed(units: list[Unit], first: int, last: int) -> Range | None:
    """The range of `units[first:last]` without marks at its edges, `None` if no word is left."""
    while first < last and units[first].sort is Sort.MARK and units[first].low not in "$£€#@(":
        first += 1
    while last > first and units[last - 1].sort is Sort.MARK and units[last - 1].low not in ")%":
        last -= 1
    if first >= last:
        return None
    opening = sum(u.low == "(" for u in units[first:last])
    closing = sum(u.low == ")" for u in units[first:last])
    if closing > opening and units[last - 1].low == ")":
        return trimmed(units, first, last - 1)
    if opening > closing and units[first].low == "(":
        return trimmed(units, first + 1, last)
    return units[first].start, units[last - 1].end
