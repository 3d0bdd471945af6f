"""Names of places that only their shape or the words beside them give away.

Facilities, streets, counties, abbreviated states, and names behind "the village of" or "in" that no
gazetteer knows. Each function looks at one block and leaves out what meets the names found before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.lang import placecues as cues
from onrecord.lang.countries import country_of_adjective
from onrecord.lang.dates import month_number
from onrecord.lang.fold import fold
from onrecord.model.document import Block
from onrecord.model.vocab import PlaceLevel

ARTICLE: Final = re.compile(
    r"(?:al|el|ar|as|ash|at|ath|an|ad|adh|az|ez|es|ed)-[A-Z‘’'ʿ]", re.IGNORECASE
)
STATE: Final = re.compile(
    r"(?<=,\s)(?:"
    + "|".join(sorted(map(re.escape, cues.STATES), key=lambda s: -len(s)))
    + r")(?!\w)"
)
_AL: Final = r"(?:(?:al|el|ar|as|ash|an|ad|az|ez)-)?"
_UNKNOWN: Final = re.compile(
    r"(?<!\w)(?:[Vv]illages?|[Tt]owns?|[Cc]ity|[Cc]amp|hamlet|suburb|neighbou?rhood|district|quarter)"
    rf"\sof\s(?P<name>{_AL}[A-Z][\w’'-]{{1,30}}(?:\s{_AL}[A-Z][\w’'-]{{1,30}}){{0,2}})"
)
_IN_NAME: Final = re.compile(
    rf"(?<!\w)(?:in|near|outside|inside|around)\s(?P<name>{_AL}[A-Z][\w-]{{2,30}}"
    rf"(?:\s{_AL}[A-Z][\w-]{{2,30}}){{0,2}})"
)
FACILITY_NAME: Final = re.compile(
    rf"(?<!\w)(?P<name>{_AL}[A-Z][\w’'-]{{1,30}}(?:\s{_AL}[A-Z][\w’'-]{{1,30}}){{0,3}}\s"
    r"(?:hospital|clinic|school|mosque|church|market|camp|prison|bakery|roundabout|bridge|airport|"
    r"airbase|air\sbase|checkpoint|square|junction|crossing|station|Hospital|Clinic|Mosque|Market|"
    r"Camp|Prison|Airport|Bridge|Square|Roundabout|Junction|Crossing|Bakery|Station|Stadium|Tower|"
    r"Complex|Cemetery|School))(?!\w)"
)
STREET: Final = re.compile(
    rf"(?<!\w)(?P<name>(?:(?:[NSEW]\.|North|South|East|West)\s)?{_AL}[A-Z][\w’'-]{{1,30}}"
    rf"(?:\s{_AL}[A-Z][\w’'-]{{1,30}}){{0,2}}\s(?:[Ss]treet|St\.|[Rr]oad|Rd\.|[Aa]venue|Ave\.|Drive|"
    r"Lane|Boulevard|Blvd\.|Parkway|Highway|Turnpike))(?!\w)"
    r"|(?<!\w)(?P<numbered>(?:Interstate|Highway|County\sRoad|State\sRoad|(?:[A-Z][a-z]+\s)?Route)"
    r"\s\d{1,3}[A-Z]?)(?!\w)"
)
COUNTY: Final = re.compile(
    r"(?<!\w)(?P<name>[A-Z][\w.’'-]{1,20}(?:\s[A-Z][\w-]{1,20})?\s(?:County|Parish|Township))(?!\w)"
)
# "In the Xeria neighbourhood", "the al-Xeria area": the word behind says what it is.
_NAMED_UNIT: Final = re.compile(
    rf"(?<!\w)(?:in|at|of|on|to|near|from|outside|inside|around|hit|targeting|targeted)\s(?:the\s)?"
    rf"(?P<name>(?:(?:Al|El|Bir|Tal|Tel|Beit|Deir|Khan|Abu|Umm|Wadi|Ras|Kafr|Ein|Sheikh|Bab)\s)?"
    rf"{_AL}[A-Z][\w’'-]{{1,30}}(?:\s(?:[Aa]l\s)?{_AL}[A-Z][\w’'-]{{1,30}}){{0,2}})\s"
    r"(?:area|neighbou?rhoods?|quarter|district|region|(?:refugee\s)?camp|suburb|village|town|city)(?!\w)"
)
_PART_OF_MORE: Final = re.compile(r"^(?:['’]s?\s|[’'-]\w|\s[A-Z])")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may name a place."""

    start: int
    end: int
    kind: str  # name, adjective, inside; "weak": a name only if named with a cue elsewhere
    known: bool = True


def by_shape(text: str, block: Block, found: list[Candidate]) -> list[Candidate]:
    """`found` with the names that no gazetteer has to know, sorted."""
    for rule in (
        _states, _streets, _counties, _facilities, _before_units, _after_in, _unknown
    ):  # fmt: skip
        taken = sorted((c.start, c.end) for c in found)
        found = found + [c for c in rule(text, block) if not _meets(taken, c.start, c.end)]
    return sorted(found, key=lambda c: c.start)


def level_by_shape(words: str) -> PlaceLevel | None:
    """The level that a name's last word fixes."""
    if COUNTY.fullmatch(words):
        return PlaceLevel.DISTRICT
    return PlaceLevel.SITE if FACILITY_NAME.fullmatch(words) or STREET.fullmatch(words) else None


def _meets(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether `[start, end)` meets one of the sorted, disjoint ranges."""
    at = bisect_left(taken, (end, end)) - 1
    return at >= 0 and taken[at][1] > start


def _states(text: str, block: Block) -> Iterator[Candidate]:
    """Abbreviated states after a comma: "Oxford, N.C."."""
    for match in STATE.finditer(text, block.start, block.end):
        if text[max(block.start, match.start() - 3) : match.start()][:1].isalpha():
            yield Candidate(match.start(), match.end(), "name")


def _without_starter(text: str, start: int, end: int) -> int:
    """Where a name begins, the capitalised word that only begins its sentence left out."""
    first = text[start:end].split(maxsplit=1)[0]
    compass = cues.DIRECTION.match(first + " ") or re.fullmatch(r"[NSEW]\.", first)
    if compass or fold(first.rstrip(".")) not in cues.NOT_ALONE:
        return start
    start += len(first) + 1
    return start if text[start : start + 1].isupper() or ARTICLE.match(text[start:end]) else end


def _streets(text: str, block: Block) -> Iterator[Candidate]:
    for match in STREET.finditer(text, block.start, block.end):
        start, end = match.span("name" if match["name"] else "numbered")
        start = start if match["numbered"] else _without_starter(text, start, end)
        if len(text[start:end].split()) > 1:
            yield Candidate(start, end, "name", known=False)


def _counties(text: str, block: Block) -> Iterator[Candidate]:
    for match in COUNTY.finditer(text, block.start, block.end):
        start, end = match.span("name")
        start = _without_starter(text, start, end)
        if len(text[start:end].split()) > 1:
            yield Candidate(start, end, "name", known=False)


def _after_in(text: str, block: Block) -> Iterator[Candidate]:
    """Names after "in" or "near" that no table knows: persons rarely stand there."""
    for match in _IN_NAME.finditer(text, block.start, block.end):
        start, end = match.span("name")
        first = fold(re.split(r"[\s-]", match["name"], maxsplit=1)[0])
        if first in cues.NOT_ALONE or match["name"].isupper() or month_number(match["name"]):
            continue
        if country_of_adjective(match["name"]) or _PART_OF_MORE.match(text[end : end + 40]):
            continue
        yield Candidate(start, end, "name", known=False)


def _facilities(text: str, block: Block) -> Iterator[Candidate]:
    """Named hospitals, schools, markets …: "Nabd al-Xeria hospital"."""
    for match in FACILITY_NAME.finditer(text, block.start, block.end):
        start, end = match.span("name")
        start = _without_starter(text, start, end)
        if start < end:
            yield Candidate(start, end, "name", known=False)


def _before_units(text: str, block: Block) -> Iterator[Candidate]:
    """Names that only the word behind them makes a place: "the Xeria neighbourhood"."""
    for match in _NAMED_UNIT.finditer(text, block.start, block.end):
        start, end = match.span("name")
        start = _without_starter(text, start, end)
        words = text[start:end]
        if start < end and not country_of_adjective(words) and not words.isupper():
            yield Candidate(start, end, "name", known=False)


def _unknown(text: str, block: Block) -> Iterator[Candidate]:
    """Names that only the word before them makes a place: "the village of Xeria"."""
    for match in _UNKNOWN.finditer(text, block.start, block.end):
        start, end = match.span("name")
        if text[start:end].endswith(("'s", "’s")):
            end -= 2
        yield Candidate(start, end, "name", known=False)
