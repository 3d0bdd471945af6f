"""Time expressions of a document and the ranges of civil dates they give.

Steps: 1. match every pattern in each body block, 2. keep the longest from the left, 3. read the
values in order, each setting the anchor of the next, 4. join clock times, Hijri doubles, the other
end of a range and words such as "since" to the date beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.extract import timewords
from onrecord.extract.timeanchors import Anchors
from onrecord.extract.timevalues import value
from onrecord.lang.dates import plain
from onrecord.model.document import Anchored, Document
from onrecord.model.vocab import Basis, BlockKind, Precision
from onrecord.model.when import When

HISTORY_DAYS = 500  # most dates named lie this long before publication: the text tells of the past
HISTORY_DATES = 3
LONGEST_GAP = 30  # code points between a date and its clock time
LONGEST_BLOCK = 200_000  # code points read of one block
LOOK_BACK = 90  # code points in which words speak of what is to come
BACK_REFERENCE = timedelta(days=90)  # tuned on half of the WikiWars development part
FAR_AHEAD = timedelta(days=3 * 365)

_DATED = frozenset({"iso", "numeric", "year_first", "days", "day", "month", "year"})
_ANCHORING = _DATED | {
    "ago", "unit", "bare", "weekday", "weekdays", "deictic", "season", "feast", "month_week",
    "week_of", "quarter",
}  # fmt: skip
_WITH_WAY = _DATED | {"bare", "weekday", "season", "edge", "feast", "month_week"}
_ENDS_OF_RANGE = frozenset({"day", "month", "year", "bare", "iso"})
_BEFORE_CLOCK = re.compile(
    r"^(?:,?\s(?:at|around|at around|at about|about|on|في|عند|حوالي|نحو)?\s?|\s)$"
)
_AFTER_CLOCK = re.compile(
    r"^(?:\s(?:local time\s)?(?:on|of|in the morning of|من|يوم|من يوم|في)?\s?(?:the\s)?|,\s)$"
)
_TO = re.compile(r"^\s?(?:-|–|—|to|until|till|through|الي|حتي)\s?(?:the\s)?$")
_TO_OR_AND = re.compile(r"^\s?(?:-|–|—|to|until|till|through|and|or|الي|حتي|و|او)\s?(?:the\s)?$")
_LEAD = re.compile(r"(?<!\w)(?:(?P<between>between|بين)|from|من)\s(?:the\s)?$", re.IGNORECASE)
_BESIDE = re.compile(r"^,\s(?:just\s|only\s|exactly\s)?$")
_SENTENCE_START = re.compile(
    r"(?:^|[.!?;:]\s|\n)\s*(?:[Oo]n|[Ii]n|[Bb]y|[Dd]uring|[Ff]rom|[Uu]ntil|[Aa]fter|[Bb]efore)?"
    r"\s?(?:the\s)?$"
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
    for at, (block_start, item) in enumerate(found):
        anchors.block = block_start
        before = text[max(block_start, item.start - LOOK_BACK) : item.start]
        anchors.ahead = timewords.is_ahead(before)
        anchors.beside = _beside(text, read[-1] if read else None, block_start, item)
        following = found[at + 1][1] if at + 1 < len(found) else None
        anchors.year_behind = _year_behind(text, item, following)
        when = value(item.rule, item.match, anchors)
        _move(anchors, item, when, before)
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


def _beside(
    text: str, last: tuple[int, _Found, When] | None, block_start: int, item: _Found
) -> date | None:
    """The day named right before, a comma between."""
    if last is None or last[0] != block_start or last[2].precision is not Precision.DAY:
        return None
    end = last[1].end
    near = item.start - end < LONGEST_GAP and _BESIDE.match(text[end : item.start])
    return last[2].earliest if near else None


def _year_behind(text: str, item: _Found, following: _Found | None) -> tuple[int, int] | None:
    """Year and month of the date that closes a range which `item` begins without a year."""
    if following is None or item.match.groupdict().get("year"):
        return None
    if not {item.rule, following.rule} <= {"day", "month", "days"}:
        return None
    gap = text[item.end : following.start]
    if len(gap) > LONGEST_GAP or not _TO_OR_AND.match(gap):
        return None
    if not following.match.groupdict().get("year"):
        return None
    closing = value(following.rule, following.match, Anchors(published=None, history=False))
    return (closing.latest.year, closing.latest.month) if closing.latest else None


def _move(anchors: Anchors, item: _Found, when: When, before: str) -> None:
    """Let a date that was read be the anchor of those that follow it."""
    if item.rule == "past" and (year := re.search(r"\d{4}", item.match[0])):
        anchors.narrative = (date(int(year[0]), 1, 1), date(int(year[0]), 12, 31))
        return
    if item.rule not in _ANCHORING or when.earliest is None or when.latest is None:
        return
    if anchors.history and item.rule in {"weekday", "weekdays", "deictic"}:
        return
    if anchors.history and anchors.narrative is not None:
        jump = when.earliest - anchors.narrative[0]
        within = anchors.narrative_block == anchors.block and not _SENTENCE_START.search(before)
        if within and jump < -BACK_REFERENCE:
            return  # a glance back inside a sentence; the account goes on where it was
        if item.rule == "year" and jump > FAR_AHEAD and within:
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
            if both is None:
                lead = _LEAD.search(text[max(block_start, start - 12) : start])
                both = _range(item, when, lead, gap, other, other_when)
                start -= len(lead[0]) if both is not None and lead else 0
            if both is not None:
                when, end = both, other.end
                at += 1
        way = timewords.BEFORE.search(text[max(block_start, start - 12) : start])
        if way and item.rule in _WITH_WAY:
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


def _range(
    first: _Found,
    when: When,
    lead: re.Match[str] | None,
    gap: str,
    second: _Found,
    other: When,
) -> When | None:
    """One range for "from 27 February to 4 March"; `None` if the two are no ends of one."""
    if not {first.rule, second.rule} <= _ENDS_OF_RANGE:
        return None
    if not (_TO.match(gap) or (lead and lead["between"] and _TO_OR_AND.match(gap))):
        return None
    if when.earliest is None or other.latest is None or when.earliest > other.latest:
        return None
    basis = Basis.RELATIVE if Basis.RELATIVE in {when.basis, other.basis} else Basis.STATED
    return When(when.earliest, other.latest, Precision.RANGE, basis)


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
