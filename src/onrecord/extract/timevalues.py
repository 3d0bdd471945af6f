"""What a matched time expression means, given what the document said before it.

Anchors, in order: a date named earlier in the narrative, the dateline, the date of publication.
Words that point from the moment of speaking ("yesterday", "on Thursday") take the dateline or
publication first, unless the text tells of years long before it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from onrecord.lang import dates
from onrecord.model.vocab import Basis, Precision
from onrecord.model.when import When

UNPLACED: Final = When(None, None, Precision.UNPLACED, Basis.RELATIVE)
_UNREADABLE: Final = When(None, None, Precision.UNPLACED, Basis.STATED)
CENTURY_SPLIT: Final = 69  # two-digit years: 00–68 are 20xx, the rest 19xx (POSIX)
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
NEAR_FUTURE_DAYS = 31  # a date without year may lie this far after its anchor

Range = tuple[date, date]


@dataclass(slots=True)
class Anchors:
    """What is known at one point of a document; changed as its expressions are read in order."""

    published: date | None
    history: bool  # the text tells of times long before it was published
    narrative: Range | None = None
    narrative_block: int = -1  # start of the block that set it
    block: int = -1

    def speaking(self) -> date | None:
        """The day from which "yesterday" is said."""
        if self.published is not None and not self.history:
            return self.published
        told = self.told()
        return told if self.published is None or self.history else None

    def told(self) -> date | None:
        """The last day named, if it was named as a day."""
        if self.narrative is not None and self.narrative[0] == self.narrative[1]:
            return self.narrative[0]
        return None

    def year_for(self, month: int, day: int = 1) -> int | None:
        """The year of a date that names none."""
        here = self.narrative is not None and self.narrative_block == self.block
        if self.narrative is not None and (here or self.history or self.published is None):
            start = self.narrative[0]
            return start.year + (1 if start.month - month > 8 else 0)  # noqa: PLR2004 - Dec → Jan
        if self.published is None:
            return None
        year = self.published.year
        latest = self.published + timedelta(days=NEAR_FUTURE_DAYS)
        return (
            year if (month, day) <= (latest.month, latest.day) or latest.year > year else year - 1
        )


def month_range(year: int, month: int) -> Range:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def value(rule: str, match: re.Match[str], anchors: Anchors) -> When:
    """The meaning of a match; `Precision.UNPLACED` where no date can be read."""
    try:
        return _HANDLERS[rule](match, anchors)
    except (ValueError, OverflowError):  # 31/02, year 0: words about time, no date
        return _UNREADABLE


def _group(match: re.Match[str], name: str) -> str | None:
    return match.groupdict().get(name)


def _year(words: str) -> int:
    if words.startswith("'") or len(words) == 2:  # noqa: PLR2004 - two digits
        short = int(words.lstrip("'"))
        return short + (2000 if short < CENTURY_SPLIT else 1900)
    return int(words)


def _when(earliest: date, latest: date, precision: Precision, basis: Basis) -> When:
    return When(earliest, latest, precision, basis)


def _on(day: date, basis: Basis) -> When:
    return When(day, day, Precision.DAY, basis)


def _iso(match: re.Match[str], anchors: Anchors) -> When:
    del anchors
    return _on(date(int(match["year"]), int(match["month"]), int(match["day"])), Basis.STATED)


def _numeric(match: re.Match[str], anchors: Anchors) -> When:
    """Day first and month first, where both can be: a range over the two when they are days."""
    del anchors
    year, a, b = _year(match["year"]), int(match["a"]), int(match["b"])
    readings = {date(year, m, d) for d, m in ((a, b), (b, a)) if m <= 12 and _valid(year, m, d)}  # noqa: PLR2004
    if not readings:
        return _UNREADABLE
    if "." in match[0]:  # written with points, the day comes first everywhere
        readings = {date(year, b, a)}
    if len(readings) == 1:
        return _on(min(readings), Basis.STATED)
    return _when(min(readings), max(readings), Precision.RANGE, Basis.STATED)


def _valid(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]  # noqa: PLR2004


def _year_first(match: re.Match[str], anchors: Anchors) -> When:
    del anchors
    return _on(date(int(match["year"]), int(match["b"]), int(match["a"])), Basis.STATED)


def _month_number(match: re.Match[str]) -> int | None:
    """The month named; `None` if the two names of a dual name differ."""
    first, second = match["month"], _group(match, "month2")
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
    month = _month_number(match)
    if month is None:
        return _UNREADABLE
    ordinal = _group(match, "ordinal")
    number = dates.ARABIC_ORDINALS[" ".join(ordinal.split())] if ordinal else int(match["day"])
    stated, weekday = _group(match, "year"), dates.weekday_number(_group(match, "weekday") or "")
    if stated:
        return _checked(date(_year(stated), month, number), weekday)
    year = anchors.year_for(month, number)
    if year is None:
        return _UNREADABLE
    if weekday is not None:  # a weekday settles a year that is not named
        for near in (year, year - 1, year + 1):
            if _valid(near, month, number) and date(near, month, number).isoweekday() == weekday:
                return _on(date(near, month, number), Basis.RELATIVE)
    return _on(date(year, month, number), Basis.RELATIVE)


def _checked(day: date, weekday: int | None) -> When:
    """A day; if the weekday beside it is another, the range of both readings."""
    if weekday is None or day.isoweekday() == weekday:
        return _on(day, Basis.STATED)
    away = (weekday - day.isoweekday() + 3) % 7 - 3
    other = day + timedelta(days=away)
    return _when(min(day, other), max(day, other), Precision.RANGE, Basis.STATED)


def _days(match: re.Match[str], anchors: Anchors) -> When:
    month, stated = _month_number(match), _group(match, "year")
    if month is None:
        return _UNREADABLE
    first, last = int(match["day"]), int(match["day2"])
    year = _year(stated) if stated else anchors.year_for(month, last)
    if year is None or first > last:
        return _UNREADABLE
    basis = Basis.STATED if stated else Basis.RELATIVE
    return _when(date(year, month, first), date(year, month, last), Precision.RANGE, basis)


def _month(match: re.Match[str], anchors: Anchors) -> When:
    month, stated = _month_number(match), _group(match, "year")
    if month is None:
        return _UNREADABLE
    year = _year(stated) if stated else anchors.year_for(month)
    rel = (_group(match, "rel") or "").casefold()
    if not stated and year is not None:
        base = anchors.speaking() or anchors.told()
        if rel in {"last", "previous", "الماضي", "المنصرم", "الفائت"} and base is not None:
            year = base.year if month < base.month else base.year - 1
        elif rel in {"next", "following", "المقبل", "القادم"} and base is not None:
            year = base.year if month > base.month else base.year + 1
        elif _group(match, "same") == "the following" and anchors.narrative is not None:
            year = anchors.narrative[0].year + 1
    if year is None:
        return _UNREADABLE
    basis = Basis.STATED if stated else Basis.RELATIVE
    first, last = month_range(year, month)
    return _edged(first, last, _group(match, "edge"), Precision.MONTH, basis)


def _edged(first: date, last: date, edge: str | None, whole: Precision, basis: Basis) -> When:
    """A third of a period: early, middle or late; halves where halves are named."""
    words = (edge or "").casefold()
    if not words:
        return _when(first, last, whole, basis)
    days = (last - first).days + 1
    third = 10 if whole is Precision.MONTH else days // 3
    if "first half" in words:
        return _when(first, first + (days // 2 - 1) * DAY, Precision.RANGE, basis)
    if "second half" in words:
        return _when(first + days // 2 * DAY, last, Precision.RANGE, basis)
    if any(w in words for w in ("early", "begin", "start", "مطلع", "اوائل", "بدايه")):
        return _when(first, first + (third - 1) * DAY, Precision.RANGE, basis)
    if any(w in words for w in ("mid", "منتصف", "اواسط")):
        return _when(first + third * DAY, first + (2 * third - 1) * DAY, Precision.RANGE, basis)
    return _when(first + 2 * third * DAY, last, Precision.RANGE, basis)


def _decade(match: re.Match[str], anchors: Anchors) -> When:
    del anchors
    year = int(match["year"])
    return _when(date(year, 1, 1), date(year + 9, 12, 31), Precision.RANGE, Basis.STATED)


def _season(match: re.Match[str], anchors: Anchors) -> When:
    """Meteorological seasons of the northern half of the earth."""
    stated = _group(match, "year")
    year = _year(stated) if stated else anchors.narrative[0].year if anchors.narrative else None
    if year is None:
        return _UNREADABLE
    first, last = dates.SEASONS[match["season"].casefold()]
    start = date(year, first, 1)
    end = month_range(year + (1 if last < first else 0), last)[1]
    return _when(start, end, Precision.RANGE, Basis.STATED if stated else Basis.RELATIVE)


def _whole_year(match: re.Match[str], anchors: Anchors) -> When:
    del anchors
    year = _year(match["year"])
    edge = _group(match, "edge")
    return _edged(date(year, 1, 1), date(year, 12, 31), edge, Precision.YEAR, Basis.STATED)


def _night(day: date) -> When:
    return _when(day, day + DAY, Precision.RANGE, Basis.RELATIVE)


def _is_night(part: str | None) -> bool:
    return (part or "").casefold() in {"night", "midnight", "ليل", "ليله"}


def _weekday(match: re.Match[str], anchors: Anchors) -> When:
    base, wanted = anchors.speaking() or anchors.told(), dates.weekday_number(match["weekday"])
    if base is None or wanted is None:
        return UNPLACED
    rel = (_group(match, "rel") or "").casefold() or (_group(match, "rel2") or "").strip()
    if rel.startswith(("next", "المقبل", "القادم")):
        day = base + timedelta(days=(wanted - base.isoweekday() - 1) % 7 + 1)
    else:
        back = (base.isoweekday() - wanted) % 7
        if back == 0 and rel.startswith(("last", "الماضي", "الفائت", "المنصرم")):
            back = 7
        day = base - timedelta(days=back)
    return _night(day) if _is_night(_group(match, "part")) else _on(day, Basis.RELATIVE)


_DEICTIC: Final = {
    "yesterday": -1, "امس": -1, "البارحه": -1, "today": 0, "اليوم": 0, "tomorrow": 1, "غدا": 1,
    "the day before yesterday": -2, "اول امس": -2, "اول من امس": -2, "امس الاول": -2,
    "this morning": 0, "this afternoon": 0, "this evening": 0,
}  # fmt: skip


def _deictic(match: re.Match[str], anchors: Anchors) -> When:
    base = anchors.speaking()
    if base is None:
        return UNPLACED
    word = " ".join(match["word"].casefold().split())
    if word in {"last night", "overnight", "الليله الماضيه"}:
        return _night(base - DAY)
    if word in {"tonight", "الليله"}:
        return _night(base)
    day = base + _DEICTIC[word] * DAY
    return _night(day) if _is_night(_group(match, "part")) else _on(day, Basis.RELATIVE)


_UNITS: Final = {
    "ساعه": "hour", "ساعات": "hour", "ساعتين": "hours2", "يوم": "day", "يوما": "day",
    "ايام": "day", "يومين": "day2", "اسبوع": "week", "اسابيع": "week", "اسبوعين": "week2",
    "شهر": "month", "اشهر": "month", "شهور": "month", "شهرين": "month2", "سنه": "year",
    "سنوات": "year", "سنتين": "year2", "عام": "year", "عاما": "year", "اعوام": "year",
    "عامين": "year2", "ليله": "night",
}  # fmt: skip


def _amount(match: re.Match[str]) -> tuple[int | None, str]:
    """How many of which unit; duals carry their two, a bare Arabic singular is one."""
    words = match["unit"].casefold()
    unit = _UNITS.get(words, words)
    if unit.endswith("2"):
        return 2, unit[:-1].rstrip("s")
    stated = _group(match, "n")
    bare = (
        1 if words in _UNITS and words not in {"ساعات", "ايام", "اسابيع", "اشهر", "سنوات"} else None
    )
    return (dates.number(stated) if stated else bare), unit


def _shift(day: date, amount: int, unit: str) -> date:
    if unit in {"day", "night"}:
        return day + amount * DAY
    if unit in {"week", "weekend"}:
        return day + amount * WEEK
    months = day.year * 12 + day.month - 1 + amount * {"month": 1, "year": 12, "decade": 120}[unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _period(day: date, unit: str) -> Range:
    """The week (Monday first), month or year that holds a day."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + 6 * DAY
    if unit == "weekend":
        saturday = day + timedelta(days=5 - day.weekday())
        return saturday, saturday + DAY
    if unit == "month":
        return month_range(day.year, day.month)
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


_PRECISION: Final = {
    "day": Precision.DAY, "week": Precision.WEEK, "month": Precision.MONTH,
    "year": Precision.YEAR, "weekend": Precision.RANGE, "night": Precision.RANGE,
}  # fmt: skip


def _of_period(day: date, unit: str) -> When:
    first, last = _period(day, unit)
    return _when(first, last, _PRECISION.get(unit, Precision.RANGE), Basis.RELATIVE)


def _ago(match: re.Match[str], anchors: Anchors) -> When:
    """A shift from the moment of speaking ("ago") or from the last day named ("later").

    منذ may also mean "for": the range runs from then to now.
    """
    amount, unit = _amount(match)
    way = match["way"].casefold()
    told = way in {"earlier", "later", "before", "after"}
    base = anchors.narrative[0] if told and anchors.narrative else anchors.speaking()
    if base is None or amount is None or unit == "hour":
        return UNPLACED
    moved = _shift(base, amount if way in {"later", "after"} else -amount, unit)
    if way == "منذ":
        return _when(moved, base, Precision.RANGE, Basis.RELATIVE)
    exact = anchors.told() is not None or not told
    return _of_period(moved, unit if unit != "day" or exact else "month")


def _past(match: re.Match[str], anchors: Anchors) -> When:
    amount, unit = _amount(match)
    base = anchors.speaking()
    way = match["way"].casefold()
    if amount is None or base is None or way == "first" or _group(match, "tail"):
        return UNPLACED
    if unit == "hour":
        amount, unit = -(-amount // 24), "day"
    if way in {"next", "coming", "following"}:
        return _when(base, _shift(base, amount, unit), Precision.RANGE, Basis.RELATIVE)
    return _when(_shift(base, -amount, unit), base, Precision.RANGE, Basis.RELATIVE)


_BACK: Final = ("last", "previous", "preceding", "past", "الماضي", "الفائت", "المنصرم", "السابق")
_ON: Final = ("next", "following", "المقبل", "القادم", "التالي")
_NOW: Final = ("this", "current", "الجاري", "الحالي")


def _unit(match: re.Match[str], anchors: Anchors) -> When:
    which, unit = " ".join(match["which"].casefold().split()), match["unit"].casefold()
    unit = _UNITS.get(unit, unit)
    if unit in {"morning", "afternoon", "evening"}:
        unit = "day"
    told = which.startswith(("the ", "that", "early the", "this same", "this very")) or any(
        word in which for word in ("التالي", "نفس", "ذات", "السابق")
    )
    if "past" in which or "current" in which:
        told = False
    base: date | None = anchors.speaking()
    if told and anchors.narrative is not None:
        day_wanted = unit in {"day", "night", "week"}
        base = (anchors.told() if day_wanted else anchors.narrative[0]) or None
    elif told and anchors.published is None:
        base = None
    if base is None and which.startswith("this") and anchors.narrative is not None:
        base = anchors.narrative[0] if unit in {"month", "year"} else None
    if base is None:
        return UNPLACED
    step = -1 if any(w in which for w in _BACK) else 1 if any(w in which for w in _ON) else 0
    if unit == "night":
        return _night(base + step * DAY)
    return _of_period(_shift(base, step, unit), unit)


def _edge(match: re.Match[str], anchors: Anchors) -> When:
    unit = match["unit"].casefold()
    unit = _UNITS.get(unit, unit)
    told = anchors.narrative[0] if anchors.narrative and anchors.history else None
    base = told or anchors.speaking()
    if base is None:
        return UNPLACED
    first, last = _period(base, unit)
    part = _edged(first, last, match["edge"], _PRECISION[unit], Basis.RELATIVE)
    if _group(match, "since"):
        return _when(first, max(base, first), Precision.RANGE, Basis.RELATIVE)
    return part


def _bare(match: re.Match[str], anchors: Anchors) -> When:
    day = int(match["day"])
    if anchors.narrative is not None:
        base = anchors.narrative[0]
        return _on(date(base.year, base.month, day), Basis.RELATIVE)
    spoken = anchors.speaking()
    if spoken is None:
        return UNPLACED
    base = spoken if day <= spoken.day else spoken.replace(day=1) - DAY
    return _on(date(base.year, base.month, day), Basis.RELATIVE)


def _hijri(match: re.Match[str], anchors: Anchors) -> When:
    """A Hijri date in the tabular calendar, a day wider on each side; without a year, unplaced."""
    del anchors
    year, day = _group(match, "year"), _group(match, "day")
    month = dates.HIJRI_MONTHS[" ".join(match["hijri"].casefold().split())]
    if not year:
        return _UNREADABLE
    first = dates.gregorian(int(year), month, int(day) if day else 1)
    last = first if day else dates.gregorian(int(year), month, 30)
    if first is None or last is None:
        return _UNREADABLE
    return _when(first - DAY, last + DAY, Precision.RANGE, Basis.STATED)


def _clock(match: re.Match[str], anchors: Anchors) -> When:
    del anchors
    return When(None, None, Precision.UNPLACED, Basis.STATED, match["clock"])


def _words(match: re.Match[str], anchors: Anchors) -> When:
    del match, anchors
    return UNPLACED


_HANDLERS: Final[dict[str, Callable[[re.Match[str], Anchors], When]]] = {
    "iso": _iso, "numeric": _numeric, "year_first": _year_first, "days": _days, "day": _day,
    "month": _month, "decade": _decade, "season": _season, "year": _whole_year,
    "weekday": _weekday, "deictic": _deictic, "ago": _ago, "past": _past, "unit": _unit,
    "edge": _edge, "bare": _bare, "hijri": _hijri, "clock": _clock, "words": _words,
}  # fmt: skip
