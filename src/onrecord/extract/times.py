"""Time expressions of a document and the ranges of civil dates they give.

Steps: 1. match every pattern in each body block, 2. keep the longest from the left, 3. read the
values in order, each setting the anchor of the next, 4. join clock times, Hijri doubles and words
such as "since" to the date beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.extract import timewords
from onrecord.extract.timevalues import Anchors, value
from onrecord.lang.dates import plain
from onrecord.model.document import Anchored, Document
from onrecord.model.vocab import BlockKind, Precision
from onrecord.model.when import When

HISTORY_DAYS = 500  # most dates named lie this long before publication: the text tells of the past
HISTORY_DATES = 3
LONGEST_GAP = 30  # code points between a date and its clock time
LONGEST_BLOCK = 200_000  # code points read of one block

_DATED = frozenset({"iso", "numeric", "year_first", "days", "day", "month", "year"})
_ANCHORING = _DATED | {"ago", "unit", "bare", "weekday", "deictic"}
_BEFORE_CLOCK = re.compile(
    r"^(?:,?\s(?:at|around|at around|at about|about|on|في|عند|حوالي|نحو)?\s?|\s)$"
)
_AFTER_CLOCK = re.compile(
    r"^(?:\s(?:local time\s)?(?:on|of|in the morning of|من|يوم|من يوم|في)?\s?(?:the\s)?|,\s)$"
)
_SAME_DATE = re.compile(r"^[\s،,]*(?:الموافق(?:\sل)?|\(|/|corresponding to)\s?(?:الموافق\s)?$")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    rule: str
    match: re.Match[str]


def times(document: Document) -> tuple[Anchored[When], ...]:
    """Every time expression in the body blocks, in order, not overlapping.

    Words about time that give no date have `Precision.UNPLACED`.
    """
    text = plain(document.text)
    found = [
        (block.start, item)
        for block in document.body()
        for item in _matches(text, block.start, min(block.end, block.start + LONGEST_BLOCK))
    ]
    anchors = _first_anchors(document, text, [item for _, item in found])
    read: list[tuple[int, _Found, When]] = []
    for block_start, item in found:
        anchors.block = block_start
        when = value(item.rule, item.match, anchors)
        _move(anchors, item, when)
        read.append((block_start, item, when))
    return tuple(
        Anchored(when, (document.span(start, end),))
        for start, end, when in _joined(text, read, anchors.published)
    )


def _matches(text: str, start: int, end: int) -> list[_Found]:
    """The longest match from the left, again and again."""
    every = [
        _Found(*_core(match), rule, match)
        for rule, pattern in timewords.RULES
        for match in pattern.finditer(text, start, end)
        if _wanted(rule, match, text, start)
    ]
    every.sort(key=lambda item: (item.start, -item.end))
    kept: list[_Found] = []
    for item in every:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _core(match: re.Match[str]) -> tuple[int, int]:
    if match.groupdict().get("core"):
        return match.span("core")
    start, end = match.span()
    groups = match.groupdict()
    # Arabic words that were matched along (و، ب، في) do not belong to the date.
    if groups.get("cue"):
        start = match.start("tail")
    elif groups.get("pre"):
        start = match.end("pre")
    while end > start and match.string[end - 1].isspace():
        end -= 1
    return start, end


def _wanted(rule: str, match: re.Match[str], text: str, block_start: int) -> bool:
    before = text[max(block_start, match.start() - 20) : match.start()]
    groups = match.groupdict()
    if rule == "month" and not groups.get("year") and match["month"].isascii():
        if any(groups.get(name) for name in ("edge", "rel", "same")):
            return True
        shy = match["month"].casefold() in timewords.AMBIGUOUS
        return not shy or bool(timewords.MONTH_CUE.search(before))
    if rule == "year" and not groups.get("edge") and match[0].isdecimal():
        return bool(timewords.YEAR_CUE.search(before)) or not before.strip()
    return True


def _first_anchors(document: Document, text: str, found: list[_Found]) -> Anchors:
    published = _published(document, text)
    blank = Anchors(published=None, history=False)
    stated = [
        when.latest
        for item in found
        if item.rule in _DATED and item.match.groupdict().get("year")
        if (when := value(item.rule, item.match, blank)).latest is not None
    ]
    if published is None:
        return Anchors(published=None, history=bool(stated))
    old = sum(published - day > timedelta(days=HISTORY_DAYS) for day in stated)
    history = old >= HISTORY_DATES and old * 2 > len(stated)
    return Anchors(published=published, history=history)


def _published(document: Document, text: str) -> date | None:
    """The day of the dateline, else of publication."""
    blank = Anchors(published=None, history=False)
    for block in document.blocks:
        if block.kind is BlockKind.DATELINE:
            for item in _matches(text, block.start, min(block.end, block.start + LONGEST_BLOCK)):
                when = value(item.rule, item.match, blank)
                if when.precision is Precision.DAY:
                    return when.latest
    return document.published.value.latest if document.published else None


def _move(anchors: Anchors, item: _Found, when: When) -> None:
    if item.rule in _ANCHORING and when.earliest is not None and when.latest is not None:
        if item.rule in {"weekday", "deictic"} and anchors.history:
            return
        anchors.narrative = (when.earliest, when.latest)
        anchors.narrative_block = anchors.block


def _joined(
    text: str, read: list[tuple[int, _Found, When]], published: date | None
) -> Iterator[tuple[int, int, When]]:
    """Items with their neighbours joined, in order."""
    at = 0
    while at < len(read):
        block_start, item, when = read[at]
        start, end = item.start, item.end
        at += 1
        if at < len(read) and read[at][0] == block_start:
            _, other, other_when = read[at]
            gap = text[end : other.start] if other.start - end < LONGEST_GAP else "…"
            both = _pair(item, when, gap, other, other_when)
            if both is not None:
                when, end = both, other.end
                at += 1
        way = timewords.BEFORE.search(text[max(block_start, start - 12) : start])
        if way and item.rule in _DATED | {"bare", "weekday", "season"}:
            start, when = _with_way(way, start, when, published)
        part = item.match.groupdict().get("part")
        if part and when.local_time is None:
            when = replace(when, local_time=part)
        yield start, end, when


def _pair(first: _Found, when: When, gap: str, second: _Found, other: When) -> When | None:
    """Two neighbours that speak of one time, as one; `None` if they do not."""
    if first.rule == "clock" and second.rule != "clock" and _AFTER_CLOCK.match(gap):
        return replace(other, local_time=when.local_time) if other.earliest else None
    if second.rule == "clock" and first.rule != "clock" and _BEFORE_CLOCK.match(gap):
        return replace(when, local_time=other.local_time) if when.earliest else None
    if "hijri" in {first.rule, second.rule} and _SAME_DATE.match(gap):
        civil, lunar = (other, when) if first.rule == "hijri" else (when, other)
        if civil.earliest is None or civil.latest is None:
            return None
        if lunar.earliest is None or lunar.latest is None:
            return civil
        if lunar.earliest <= civil.earliest <= lunar.latest:
            return civil
        earliest = min(civil.earliest, lunar.earliest)
        return replace(
            civil,
            earliest=earliest,
            latest=max(civil.latest, lunar.latest),
            precision=Precision.RANGE,
        )
    return None


def _with_way(
    way: re.Match[str], start: int, when: When, published: date | None
) -> tuple[int, When]:
    """A date under "since", "before", "after", "until" or "by": where it begins and its range."""
    word = way["way"].casefold()
    if when.earliest is None or when.latest is None or word == "from":
        return start, when
    begin = start - len(way[0])
    day = timedelta(days=1)
    if word in {"since", "منذ"}:
        if published is not None and published >= when.earliest:
            return begin, replace(when, latest=published, precision=Precision.RANGE)
        return begin, replace(when, latest=None, precision=Precision.AFTER)
    if word in {"after", "بعد"}:
        return begin, replace(
            when, earliest=when.latest + day, latest=None, precision=Precision.AFTER
        )
    if word in {"before", "prior to", "قبل"}:
        return begin, replace(
            when, earliest=None, latest=when.earliest - day, precision=Precision.BEFORE
        )
    return begin, replace(when, earliest=None, precision=Precision.BEFORE)
