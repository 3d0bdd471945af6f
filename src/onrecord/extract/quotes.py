"""Quotations in a block, with unbalanced marks repaired inside the block.

Marks of all families may answer one another (“ … " is common on the web). A mark that opens while
another is open is a quotation inside a quotation if both close, else a sign that the first was
never closed. What had to be assumed is said in `Quote.assumed`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[“”„‟«»\"]|''|``|‘‘|’’|[‘’']")
_OPENERS = frozenset({"“", "„", "«", "‟", "``", "‘‘"})
_CLOSERS = frozenset({"”", "»", "’’"})
_SINGLE = frozenset("‘’'")
_SENTENCE_END = re.compile(r"[.!?؟…]+(?=\s|$)")
_NESTED_CHARS = 200  # how far a quotation inside a quotation is looked for
_SINGLE_CHARS = 1000  # how far the end of a ‘…’ is looked for
_BEFORE_OPEN = frozenset("([{—–-:;,،؛=/‘'\"“«>…")


@dataclass(frozen=True, slots=True)
class Quote:
    """A top-level quotation: `[start, end)` with its marks, `[inner_start, inner_end)` without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True  # a closing mark was found
    assumed: str | None = None  # "opened" or "closed": the mark that had to be supplied

    def words(self, text: str) -> int:
        """How many words stand between the marks, counted up to 50."""
        return len(text[self.inner_start : min(self.inner_end, self.inner_start + 400)].split())


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool
    single: bool


def quotes(text: str, start: int, end: int) -> tuple[Quote, ...]:
    """The top-level quotations of `text[start:end]`, in order, without overlap.

    An opening mark with nothing to close it ends with the block if it begins the block or
    follows a colon or comma, else with its sentence.
    """
    marks = _marks(text, start, end)
    found: list[Quote] = []
    at = 0
    low = start  # nothing may begin before here
    while at < len(marks):
        mark = marks[at]
        if mark.single:
            quote, at = _single(marks, at)
        elif mark.opens:
            quote, at = _opened(text, marks, at, start, end)
        else:
            quote, at = _unopened(text, mark, low), at + 1
        if quote is not None and quote.inner_start < quote.inner_end:
            found.append(quote)
            low = quote.end
    return tuple(found)


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    found = []
    for match in _MARK.finditer(text, start, end):
        a, b, shape = match.start(), match.end(), match.group()
        before = text[a - 1] if a > start else " "
        after = text[b] if b < end else " "
        opens = (before.isspace() or before in _BEFORE_OPEN) and not after.isspace()
        closes = not before.isspace() and not after.isalnum()
        if shape in _SINGLE:
            if shape == "’" or (shape == "'" and not opens):
                opens = False
            if not (opens and (after.isalpha() or after == "…")) and not closes:
                continue
            found.append(
                _Mark(a, b, opens and after.isalpha(), closes and shape != "‘", single=True)
            )
            continue
        if shape in _OPENERS:
            # “ also closes after „, and by mistake at the end of a word.
            opens = not (closes and after.isspace())
            closes = not opens
        elif shape in _CLOSERS:
            closes = not (opens and not after.isspace())
            opens = not closes
        elif (opens and closes) or (not opens and not closes):
            opens = closes = True
        found.append(_Mark(a, b, opens, closes, single=False))
    return found


def _single(marks: list[_Mark], at: int) -> tuple[Quote | None, int]:
    """‘…’ and '…': only if the closing mark stands near and no double mark comes between."""
    first = marks[at]
    if not first.opens:
        return None, at + 1
    for later in range(at + 1, min(at + 40, len(marks))):
        mark = marks[later]
        if not mark.single or mark.start - first.end > _SINGLE_CHARS:
            break
        if mark.closes and not mark.opens:
            return Quote(first.start, mark.end, first.end, mark.start), later + 1
    return None, at + 1


def _opened(text: str, marks: list[_Mark], at: int, start: int, end: int) -> tuple[Quote, int]:
    first = marks[at]
    depth = 1
    later = at + 1
    while later < len(marks):
        mark = marks[later]
        if mark.single:
            later += 1
            continue
        if mark.closes and not (mark.opens and depth == 1 and _is_opening(text, mark)):
            depth -= 1
            if depth == 0:
                return Quote(first.start, mark.end, first.end, mark.start), later + 1
        elif _nests(text, marks, later):
            depth += 1
        else:
            break
        later += 1
    limit = marks[later].start if later < len(marks) else end
    close = _supplied_end(text, first, start, limit)
    while later > at + 1 and marks[later - 1].start >= close:
        later -= 1
    return Quote(first.start, close, first.end, close, closed=False, assumed="closed"), later


def _is_opening(text: str, mark: _Mark) -> bool:
    """Whether a two-way mark looks like an opening one: space before, a letter after."""
    before = text[mark.start - 1 : mark.start]
    after = text[mark.end : mark.end + 1]
    return before.isspace() and after.isalnum()


def _nests(text: str, marks: list[_Mark], at: int) -> bool:
    """Whether the mark at `at`, met inside a quotation, opens one that closes before the outer."""
    closings = 0
    for later in range(at + 1, min(at + 12, len(marks))):
        mark = marks[later]
        if mark.single:
            continue
        if mark.opens and not mark.closes:
            return False
        closings += 1
        if closings == 1 and mark.start - marks[at].end > _NESTED_CHARS:
            return False
        if closings == 1 and text[mark.start - 1] in ".!?" and not _more_closings(marks, later):
            return False
        if closings == 2:  # noqa: PLR2004 - the inner and the outer one
            return True
    return False


def _more_closings(marks: list[_Mark], at: int) -> bool:
    return any(m.closes and not m.opens for m in marks[at + 1 : at + 4] if not m.single)


def _supplied_end(text: str, first: _Mark, start: int, limit: int) -> int:
    stop = limit
    while stop > first.end and text[stop - 1].isspace():
        stop -= 1
    lead = text[max(start, first.start - 3) : first.start].strip()
    if not text[start : first.start].strip() or lead.endswith((":", ",", "،")):
        return stop
    match = _SENTENCE_END.search(text, first.end, limit)
    return match.end() if match else stop


def _unopened(text: str, mark: _Mark, low: int) -> Quote | None:
    """A closing mark alone: the quotation is taken to begin with its sentence."""
    begin = low
    for match in _SENTENCE_END.finditer(text, max(low, mark.start - 2000), mark.start - 1):
        begin = match.end()
    while begin < mark.start and text[begin].isspace():
        begin += 1
    if begin >= mark.start:
        return None
    return Quote(begin, mark.end, begin, mark.start, assumed="opened")
