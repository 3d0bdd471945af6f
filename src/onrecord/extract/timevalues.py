"""What a matched time expression means, given what the document said before it.

Anchors, in order: a date named earlier in the narrative, the dateline, the date of publication.
Words that point from the moment of speaking ("yesterday", "on Thursday") are read by
`timerelative`; here are those that name the calendar.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from onrecord.extract import timerelative
from onrecord.extract.timeanchors import UNPLACED, UNREADABLE, Anchors, group
from onrecord.extract.timeperiods import (
    DAY,
    edged,
    exists,
    hijri_year_at,
    month_range,
    numbered_week,
    on,
    season_range,
    week_of,
    when_of,
)
from onrecord.lang import dates
from onrecord.model.vocab import Basis, Precision
from onrecord.model.when import When

CENTURY_SPLIT: Final = 69  # two-digit years: 00–68 are 20xx, the rest 19xx (POSIX)


def value(rule: str, match: re.Match[str], anchors: Anchors) -> When:
    """The meaning of a match; `Precision.UNPLACED` where no date can be read."""
    try:
        return _HANDLERS[rule](match, anchors)
    except (ValueError, OverflowError):  # 31/02, year 0: words about time, no date
        return UNREADABLE


def _year(words: str) -> int:
    if words.startswith("'") or len(words) == 2:  # noqa: PLR2004 - two digits
        short = int(words.lstrip("'"))
        return short + (2000 if short < CENTURY_SPLIT else 1900)
    return int(words)


def _iso(match: re.Match[str], anchors: Anchors) -> When:
    del anchors
    return on(date(int(match["year"]), int(match["month"]), int(match["day"])), Basis.STATED)


def _numeric(match: re.Match[str], anchors: Anchors) -> When:
    """Day first and month first, where both can be: a range over the two when they are days."""
    del anchors
    year, a, b = _year(match["year"]), int(match["a"]), int(match["b"])
    readings = {date(year, m, d) for d, m in ((a, b), (b, a)) if m <= 12 and exists(year, m, d)}  # noqa: PLR2004
    if not readings:
        return UNREADABLE
    if "." in match[0]:  # written with points, the day comes first everywhere
        readings = {date(year, b, a)}
    if len(readings) == 1:
        return on(min(readings), Basis.STATED)
    return when_of((min(readings), max(readings)), Precision.RANGE, Basis.STATED)


def _year_first(match: re.Match[str], anchors: Anchors) -> When:
    del anchors
    return on(date(int(match["year"]), int(match["b"]), int(match["a"])), Basis.STATED)


def _month_number(match: re.Match[str]) -> int | None:
    """The month named; `None` if the two names of a dual name differ."""
    first, second = match["month"], group(match, "month2")
    number = dates.month_number(first)
    if (
        second
        and number not in _months_named(second)
        and not ({dates.month_number(second)} & set(_months_named(first)))
    ):
        return None
    if second:
        common = set(_months_named(first)) & set(_months_named(second))
        return min(common) if common else None
    return number


def _months_named(words: str) -> tuple[int, ...]:
    key = " ".join(dates.plain(words).split())
    systems = (dates.LEVANTINE_MONTHS, dates.EGYPTIAN_MONTHS, dates.MAGHREBI_MONTHS)
    return tuple({system[key] for system in systems if key in system})


def _day(match: re.Match[str], anchors: Anchors) -> When:
    """A day; its night or its eve where the words say so."""
    when = _civil_day(match, anchors)
    if when.precision is not Precision.DAY or when.earliest is None:
        return when
    if group(match, "eve"):
        return when_of((when.earliest - DAY, when.earliest - DAY), Precision.DAY, when.basis)
    if group(match, "night"):
        return when_of((when.earliest, when.earliest + DAY), Precision.RANGE, when.basis)
    return when


def _civil_day(match: re.Match[str], anchors: Anchors) -> When:
    month = _month_number(match)
    if month is None:
        return UNREADABLE
    ordinal = group(match, "ordinal")
    number = dates.ARABIC_ORDINALS[" ".join(ordinal.split())] if ordinal else int(match["day"])
    stated, weekday = group(match, "year"), dates.weekday_number(group(match, "weekday") or "")
    if stated:
        return _checked(date(_year(stated), month, number), weekday)
    year = anchors.year_for(month, number)
    if year is None:
        return UNREADABLE
    if weekday is not None:  # a weekday settles a year that is not named
        for near in (year, year - 1, year + 1):
            if exists(near, month, number) and date(near, month, number).isoweekday() == weekday:
                return on(date(near, month, number), Basis.RELATIVE)
    return on(date(year, month, number), Basis.RELATIVE)


def _checked(day: date, weekday: int | None) -> When:
    """A day; if the weekday beside it is another, the range of both readings."""
    if weekday is None or day.isoweekday() == weekday:
        return on(day, Basis.STATED)
    away = (weekday - day.isoweekday() + 3) % 7 - 3
    other = day + timedelta(days=away)
    return when_of((min(day, other), max(day, other)), Precision.RANGE, Basis.STATED)


def _days(match: re.Match[str], anchors: Anchors) -> When:
    month, stated = _month_number(match), group(match, "year")
    if month is None:
        return UNREADABLE
    first, last = int(match["day"]), int(match["day2"])
    year = _year(stated) if stated else anchors.year_for(month, last)
    if year is None or first > last:
        return UNREADABLE
    basis = Basis.STATED if stated else Basis.RELATIVE
    return when_of((date(year, month, first), date(year, month, last)), Precision.RANGE, basis)


def _month(match: re.Match[str], anchors: Anchors) -> When:
    month, stated = _month_number(match), group(match, "year")
    if month is None:
        return UNREADABLE
    year = _year(stated) if stated else anchors.year_for(month)
    rel = (group(match, "rel") or "").casefold()
    if not stated and year is not None:
        base = anchors.speaking() or anchors.told()
        if rel in {"last", "previous", "الماضي", "المنصرم", "الفائت"} and base is not None:
            year = base.year if month < base.month else base.year - 1
        elif rel in {"next", "following", "المقبل", "القادم"} and base is not None:
            year = base.year if month > base.month else base.year + 1
        elif group(match, "same") == "the following" and anchors.narrative is not None:
            year = anchors.narrative[0].year + 1
    if year is None:
        return UNREADABLE
    basis = Basis.STATED if stated else Basis.RELATIVE
    return edged(month_range(year, month), group(match, "edge"), Precision.MONTH, basis)


_WEEKS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1, "final": -1, "الاول": 1,
    "الثاني": 2, "الثالث": 3, "الرابع": 4, "الاخير": -1,
}  # fmt: skip


def _month_week(match: re.Match[str], anchors: Anchors) -> When:
    """The seven days of "the last week of August"."""
    month, stated = _month_number(match), group(match, "year")
    year = _year(stated) if stated else anchors.year_for(month or 1)
    if month is None or year is None:
        return UNREADABLE
    span = numbered_week(_WEEKS[match["which"].casefold()], year, month)
    return when_of(span, Precision.RANGE, Basis.STATED if stated else Basis.RELATIVE)


def _week_of(match: re.Match[str], anchors: Anchors) -> When:
    """Monday to Sunday of "the week of 16 June"."""
    when = _civil_day(match, anchors)
    return (
        when_of(week_of(when.earliest), Precision.WEEK, when.basis) if when.earliest else UNREADABLE
    )


def _decade(match: re.Match[str], anchors: Anchors) -> When:
    del anchors
    year = int(match["year"])
    return when_of((date(year, 1, 1), date(year + 9, 12, 31)), Precision.RANGE, Basis.STATED)


def _quarter(match: re.Match[str], anchors: Anchors) -> When:
    del anchors
    year, number = _year(match["year"]), _WEEKS[match["which"].casefold()] % 5
    first = date(year, 3 * number - 2, 1)
    return when_of((first, month_range(year, 3 * number)[1]), Precision.RANGE, Basis.STATED)


def _season(match: re.Match[str], anchors: Anchors) -> When:
    """A season of a year; without one, of the narrative, else the last that has begun."""
    stated, season = group(match, "year"), match["season"]
    if stated:
        return when_of(season_range(season, _year(stated)), Precision.RANGE, Basis.STATED)
    rel = (group(match, "rel") or "").casefold()
    base = anchors.speaking()
    if base is None or anchors.history:
        if anchors.narrative is None or rel:
            return UNREADABLE
        year = anchors.narrative[0].year
        return when_of(season_range(season, year), Precision.RANGE, Basis.RELATIVE)
    begun = [y for y in (base.year, base.year - 1) if season_range(season, y)[0] <= base]
    year = begun[0]
    if rel in {"last", "الماضي", "الفائت"} and season_range(season, year)[1] >= base:
        year -= 1
    elif rel in {"next", "المقبل", "القادم"}:
        year += 1
    return when_of(season_range(season, year), Precision.RANGE, Basis.RELATIVE)


def _whole_year(match: re.Match[str], anchors: Anchors) -> When:
    del anchors
    year = _year(match["year"])
    whole = (date(year, 1, 1), date(year, 12, 31))
    return edged(whole, group(match, "edge"), Precision.YEAR, Basis.STATED)


def _years(match: re.Match[str], anchors: Anchors) -> When:
    """The years of "1990-94" and "2011–2013"."""
    del anchors
    first, closing = match["year"], match["year2"]
    last = int(first[: 4 - len(closing)] + closing)
    if not int(first) < last:
        return UNREADABLE
    return when_of((date(int(first), 1, 1), date(last, 12, 31)), Precision.RANGE, Basis.STATED)


_FEASTS: Final = {
    "new year's eve": (12, 31), "new year's day": (1, 1), "christmas eve": (12, 24),
    "christmas day": (12, 25), "ليله راس السنه": (12, 31), "راس السنه": (1, 1),
}  # fmt: skip


def _feast(match: re.Match[str], anchors: Anchors) -> When:
    """Feasts that the civil calendar fixes."""
    month, day = _FEASTS[" ".join(match["feast"].casefold().split())]
    stated = group(match, "year")
    year = _year(stated) if stated else anchors.year_for(month, day)
    if year is None:
        return UNREADABLE
    return on(date(year, month, day), Basis.STATED if stated else Basis.RELATIVE)


def _hijri(match: re.Match[str], anchors: Anchors) -> When:
    """A Hijri date in the tabular calendar, a day wider on each side.

    Without a year, of the last such month that has begun by the day of speaking.
    """
    stated, day = group(match, "year"), group(match, "day")
    month = dates.HIJRI_MONTHS[" ".join(match["hijri"].casefold().split())]
    base = anchors.speaking()
    if not stated and (base is None or anchors.history):
        return UNREADABLE
    year = int(stated) if stated else hijri_year_at(month, base or date.min)
    first = dates.gregorian(year, month, int(day) if day else 1)
    last = first if day else dates.gregorian(year, month, 29)
    if first is None or last is None:
        return UNREADABLE
    basis = Basis.STATED if stated else Basis.RELATIVE
    return when_of((first - DAY, last + DAY), Precision.RANGE, basis)


def _clock(match: re.Match[str], anchors: Anchors) -> When:
    del anchors
    return When(None, None, Precision.UNPLACED, Basis.STATED, match["clock"])


def _words(match: re.Match[str], anchors: Anchors) -> When:
    del match, anchors
    return UNPLACED


_HANDLERS: Final[dict[str, Callable[[re.Match[str], Anchors], When]]] = {
    "iso": _iso, "numeric": _numeric, "year_first": _year_first, "days": _days, "day": _day,
    "month": _month, "month_week": _month_week, "week_of": _week_of, "decade": _decade,
    "quarter": _quarter, "season": _season, "year": _whole_year, "years": _years,
    "feast": _feast, "hijri": _hijri, "clock": _clock, "words": _words,
    "weekday": timerelative.weekday, "weekdays": timerelative.weekdays,
    "deictic": timerelative.deictic, "ago": timerelative.ago, "past": timerelative.past,
    "unit": timerelative.unit, "edge": timerelative.edge, "bare": timerelative.bare,
}  # fmt: skip
