"""Words that point from the moment of speaking or from the day last named.

"Yesterday", "on Thursday" and "two weeks ago" are said from the dateline or the day of publication,
unless the text tells of years long before it; "the next day" and "two days later" from the
narrative. Without such a day they give no date.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from onrecord.extract.timeanchors import UNPLACED, Anchors, group
from onrecord.extract.timeperiods import (
    DAY,
    PRECISION,
    UNITS,
    edged,
    night,
    of_period,
    on,
    period,
    shift,
    when_of,
)
from onrecord.lang import dates
from onrecord.model.vocab import Basis, Precision
from onrecord.model.when import When

_NEXT: Final = ("next", "coming", "following", "this coming", "المقبل", "القادم", "التالي")
_LAST: Final = ("last", "past", "this past", "previous", "الماضي", "الفائت", "المنصرم")


def _is_night(part: str | None) -> bool:
    return (part or "").casefold() in {"night", "midnight", "ليل", "ليله"}


def _day_named(base: date, wanted: int, rel: str, *, ahead: bool) -> date:
    """The weekday `wanted` nearest to `base` on the side that the words speak of."""
    if rel.startswith(_NEXT):
        return base + timedelta(days=(wanted - base.isoweekday() - 1) % 7 + 1)
    if ahead and not rel.startswith(_LAST):
        return base + timedelta(days=(wanted - base.isoweekday()) % 7)
    back = (base.isoweekday() - wanted) % 7
    if back == 0 and rel.startswith(_LAST):
        back = 7
    return base - timedelta(days=back)


def weekday(match: re.Match[str], anchors: Anchors) -> When:
    """The day that "Thursday" means: the last one, or the next where the words look ahead."""
    base, wanted = anchors.speaking() or anchors.told(), dates.weekday_number(match["weekday"])
    rel = (group(match, "rel") or group(match, "rel2") or "").casefold().strip()
    if rel.removeprefix("the ") in {"following", "previous"} and anchors.told():
        base = anchors.told()
    if base is None or wanted is None:
        return UNPLACED
    day = _day_named(base, wanted, rel.removeprefix("the "), ahead=anchors.ahead)
    return night(day) if _is_night(group(match, "part")) else on(day, Basis.RELATIVE)


def weekdays(match: re.Match[str], anchors: Anchors) -> When:
    """One range for "from Monday to Wednesday" and "Saturday and Sunday"."""
    base = anchors.speaking() or anchors.told()
    first, last = (dates.weekday_number(match[name]) for name in ("weekday", "weekday2"))
    if base is None or first is None or last is None:
        return UNPLACED
    long = timedelta(days=(last - first) % 7)
    if anchors.ahead:
        start = _day_named(base, first, "", ahead=True)
        return when_of((start, start + long), Precision.RANGE, Basis.RELATIVE)
    end = _day_named(base, last, "", ahead=False)
    return when_of((end - long, end), Precision.RANGE, Basis.RELATIVE)


_DEICTIC: Final = {
    "yesterday": -1, "امس": -1, "البارحه": -1, "today": 0, "اليوم": 0, "tomorrow": 1, "غدا": 1,
    "the day before yesterday": -2, "اول امس": -2, "اول من امس": -2, "امس الاول": -2,
    "the day after tomorrow": 2, "بعد غد": 2,
    "this morning": 0, "this afternoon": 0, "this evening": 0,
}  # fmt: skip


def deictic(match: re.Match[str], anchors: Anchors) -> When:
    """Days such as "yesterday" and "overnight", counted from the moment of speaking."""
    base = anchors.speaking()
    if base is None:
        return UNPLACED
    word = " ".join(match["word"].casefold().split())
    if word in {"last night", "overnight", "الليله الماضيه", "ليله امس"}:
        return night(base - DAY)
    if word in {"tonight", "الليله"}:
        return night(base)
    day = base + _DEICTIC[word] * DAY
    return night(day) if _is_night(group(match, "part")) else on(day, Basis.RELATIVE)


_SEVERAL: Final = frozenset({"ساعات", "ايام", "اسابيع", "اشهر", "شهور", "سنوات", "اعوام", "دقائق"})


def _amount(match: re.Match[str]) -> tuple[int | None, str]:
    """How many of which unit; duals carry their two, a bare Arabic singular is one."""
    words = match["unit"].casefold()
    unit = UNITS.get(words, words)
    if unit.endswith("2"):
        return 2, unit[:-1].rstrip("s")
    stated = group(match, "n")
    bare = 1 if words in UNITS and not words.isascii() and words not in _SEVERAL else None
    return (dates.number(stated) if stated else bare), unit


def ago(match: re.Match[str], anchors: Anchors) -> When:
    """A shift from the moment of speaking ("ago") or from the last day named ("later").

    منذ may also mean "for": the range runs from then to now. In apposition to a date ("on 8 May,
    two days after the shelling") the words mean that date.
    """
    amount, unit = _amount(match)
    way = match["way"].casefold()
    if way in {"after", "before"} and anchors.beside is not None:
        return on(anchors.beside, Basis.RELATIVE)
    told = way in {"earlier", "later", "before", "after", "بعد"}
    base = anchors.narrative[0] if told and anchors.narrative else anchors.speaking()
    if told and anchors.narrative is None:
        base = None
    if base is None or amount is None or unit in {"hour", "minute"}:
        return UNPLACED
    moved = shift(base, amount if way in {"later", "after", "بعد"} else -amount, unit)
    if way == "منذ":
        return when_of((moved, base), Precision.RANGE, Basis.RELATIVE)
    exact = anchors.told() is not None or not told
    return of_period(moved, unit if unit != "day" or exact else "month")


def past(match: re.Match[str], anchors: Anchors) -> When:
    """Ranges such as "the past 48 hours", from or up to the moment of speaking."""
    amount, unit = _amount(match)
    base = anchors.speaking()
    way = match["way"].casefold()
    if amount is None or base is None or way == "first" or group(match, "tail"):
        return UNPLACED
    if unit == "minute":
        return on(base, Basis.RELATIVE)
    if unit == "hour":
        amount, unit = -(-amount // 24), "day"
    if way in {"next", "coming", "following"} or way.startswith(("مقبل", "قادم")):
        return when_of((base, shift(base, amount, unit)), Precision.RANGE, Basis.RELATIVE)
    return when_of((shift(base, -amount, unit), base), Precision.RANGE, Basis.RELATIVE)


_BACK: Final = ("last", "previous", "preceding", "past", "الماضي", "الفائت", "المنصرم", "السابق")
_ON: Final = ("next", "following", "coming", "المقبل", "القادم", "التالي")


def _step(which: str) -> int:
    return -1 if any(w in which for w in _BACK) else 1 if any(w in which for w in _ON) else 0


def unit(match: re.Match[str], anchors: Anchors) -> When:
    """Whole periods: "last week", "that year", "the next day"."""
    which, name = " ".join(match["which"].casefold().split()), match["unit"].casefold()
    name = UNITS.get(name, name)
    told = which.startswith(("the ", "that", "early the", "this same", "this very")) or any(
        word in which for word in ("التالي", "نفس", "ذات", "السابق")
    )
    if "past" in which or "current" in which:
        told = False
    base: date | None = anchors.speaking()
    if told and anchors.narrative is not None:
        day_wanted = name in {"day", "night", "week"}
        base = (anchors.told() if day_wanted else anchors.narrative[0]) or None
    elif told and anchors.published is None:
        base = None
    if base is None and which.startswith("this") and anchors.narrative is not None:
        base = anchors.narrative[0] if name in {"month", "year"} else None
    if base is None:
        return UNPLACED
    step = _step(which)
    if name == "weekend" and which.startswith("over the"):
        step = -1 if base.isoweekday() < 6 and not anchors.ahead else 0  # noqa: PLR2004 - Saturday
    if name == "night":
        return night(base + step * DAY)
    return of_period(shift(base, step, name), name)


def edge(match: re.Match[str], anchors: Anchors) -> When:
    """Parts of periods: "since the beginning of the month", "late last year"."""
    name = UNITS.get(match["unit"].casefold(), match["unit"].casefold())
    told = anchors.narrative[0] if anchors.narrative and anchors.history else None
    base = told or anchors.speaking()
    if base is None:
        return UNPLACED
    word, step = match["edge"].casefold(), _step((group(match, "which") or "").casefold())
    whole = period(shift(base, step, name), name)
    if group(match, "since"):
        return when_of((whole[0], max(base, whole[0])), Precision.RANGE, Basis.RELATIVE)
    if word == "earlier" and whole[0] <= base <= whole[1]:
        return when_of((whole[0], base), Precision.RANGE, Basis.RELATIVE)
    if word == "later" and whole[0] <= base <= whole[1]:
        return when_of((base, whole[1]), Precision.RANGE, Basis.RELATIVE)
    if word in {"earlier", "later"}:
        return when_of(whole, PRECISION[name], Basis.RELATIVE)
    return edged(whole, word, PRECISION[name], Basis.RELATIVE)


def bare(match: re.Match[str], anchors: Anchors) -> When:
    """The day that "the 12th" means: of the month last named, else the last such day."""
    day = int(match["day"])
    if anchors.narrative is not None:
        base = anchors.narrative[0]
        return on(date(base.year, base.month, day), Basis.RELATIVE)
    spoken = anchors.speaking()
    if spoken is None:
        return UNPLACED
    base = spoken if day <= spoken.day else spoken.replace(day=1) - DAY
    return on(date(base.year, base.month, day), Basis.RELATIVE)
