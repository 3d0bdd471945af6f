"""A `When` and its words as a TIMEX value, which the evaluator compares letter by letter."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.lang.dates import number
from onrecord.model.vocab import Precision
from onrecord.model.when import When

EDGE = re.compile(r"^(?:since|before|prior to|after|until|till|by)\s+")
PART_OF_YEAR = re.compile(
    r"(?:(?:the\s)?(?:very\s)?(?:early|late|mid|middle|beginning|start|end|first half|second half)"
    r"(?: part)?(?:-|\s(?:of\s|in\s)?))?(?:the\s)?(?:year )?(\d{4})"
)
DECADE = re.compile(r"(\d{3})0s$")
SEASONS = (("spring", "SP"), ("summer", "SU"), ("autumn", "FA"), ("fall", "FA"), ("winter", "WI"))
DURATION = re.compile(r"(\w+)[\s-](day|week|month|year|hour|decade)s?\b")
MONTH = re.compile(
    r"january|february|march|april|may|june|july|august|september|october|november|december|month"
)
DAY_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\b(?!\d)")
YEAR_NUMBER = re.compile(r"\d{4}|'\d\d")


TWO_ENDS = re.compile(
    r"(?:(?:from|between|the night of)\s+)?(?:the\s+)?(?P<first>\S.*?)"
    r"(?:\s?[-–—]\s?|\s(?:to|until|till|through|and|or)\s)(?P<last>\S.*)",
    re.IGNORECASE,
)
DATED = re.compile(rf"\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|{MONTH.pattern}", re.IGNORECASE)


def timexes_of(words: str, when: When) -> list[tuple[int, int, str | None]]:
    """Start, end and value of each TIMEX in `words`: the scheme has no ranges, only their ends."""
    found = TWO_ENDS.fullmatch(words)
    if (
        found is None
        or when.precision is not Precision.RANGE
        or when.earliest is None
        or when.latest is None
        or not (DATED.search(found["first"]) and DATED.search(found["last"]))
    ):
        return [(0, len(words), timex_value(words, when))]
    return [
        (*found.span(name), _end(found[name].lower(), found["last"].lower(), day))
        for name, day in (("first", when.earliest), ("last", when.latest))
    ]


def _end(words: str, closing: str, day: date) -> str:
    """One end of a range, as finely as its words or, for a number alone, those behind it say."""
    if (words.isdecimal() and len(words) == 4) or (words.isdecimal() and closing.isdecimal()):
        return str(day.year)
    has_day = bool(DAY_NUMBER.search(YEAR_NUMBER.sub("", words)))
    return f"{day.year}-{day.month:02}" if MONTH.search(words) and not has_day else str(day)


def timex_value(words: str, when: When) -> str | None:
    """The value for `words` read as `when`; `None` where TIMEX has none for it."""
    low = words.lower()
    bare = EDGE.sub("", low)
    core = when.earliest or when.latest
    if found := PART_OF_YEAR.fullmatch(bare) or DECADE.search(bare):
        return found[1]
    if core:
        for season, code in SEASONS:
            if season in bare:
                return f"{core.year}-{code}"
    if when.precision is Precision.UNPLACED or core is None:
        return _unplaced(bare)
    if when.precision is Precision.BEFORE and when.latest and low.startswith(("before", "prior")):
        core = when.latest + timedelta(1)
    if when.precision is Precision.AFTER and when.earliest and low.startswith("after"):
        core = when.earliest - timedelta(1)
    return _calendar(bare, core, when.precision)


def _calendar(bare: str, core: date, precision: Precision) -> str | None:
    if precision is Precision.DAY:
        return core.isoformat()
    has_day = bool(DAY_NUMBER.search(YEAR_NUMBER.sub("", bare)))
    if precision is Precision.MONTH or (MONTH.search(bare) and not has_day):
        return f"{core.year}-{core.month:02}"
    if precision is Precision.YEAR or "year" in bare:
        return str(core.year)
    return core.isoformat() if has_day else None


def _unplaced(bare: str) -> str | None:
    if bare in {"now", "currently", "nowadays"}:
        return "PRESENT_REF"
    if bare == "recently":
        return "PAST_REF"
    if bare in {"daily", "every day"}:
        return "XXXX-XX-XX"
    found = DURATION.search(bare)
    if not found:
        return None
    count = number(found[1])
    each = "1" if found[1] in {"per", "each", "every"} else "X"
    unit = {"decade": "DE"}.get(found[2], found[2][0].upper())
    return f"{'PT' if found[2] == 'hour' else 'P'}{count or each}{unit}"
