"""Stretches of the calendar: months, weeks, seasons, parts of them, and steps between them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final

from onrecord.lang import dates
from onrecord.model.vocab import Basis, Precision
from onrecord.model.when import When

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
Range = tuple[date, date]

UNITS: Final = {
    "ساعه": "hour", "ساعات": "hour", "ساعتين": "hours2", "يوم": "day", "يوما": "day",
    "ايام": "day", "يومين": "day2", "اسبوع": "week", "اسابيع": "week", "اسبوعين": "week2",
    "شهر": "month", "اشهر": "month", "شهور": "month", "شهرين": "month2", "سنه": "year",
    "سنوات": "year", "سنتين": "year2", "عام": "year", "عاما": "year", "اعوام": "year",
    "عامين": "year2", "ليله": "night", "دقيقه": "minute", "دقائق": "minute",
    "صباح": "day", "مساء": "day", "morning": "day", "afternoon": "day", "evening": "day",
}  # fmt: skip
PRECISION: Final = {
    "day": Precision.DAY, "week": Precision.WEEK, "month": Precision.MONTH,
    "year": Precision.YEAR, "weekend": Precision.RANGE, "night": Precision.RANGE,
}  # fmt: skip
_EARLY: Final = ("early", "begin", "start", "مطلع", "اوائل", "بدايه", "مستهل")
_MIDDLE: Final = ("mid", "منتصف", "اواسط")


def when_of(span: Range, precision: Precision, basis: Basis) -> When:
    """The `When` of a range of days."""
    return When(span[0], span[1], precision, basis)


def on(day: date, basis: Basis) -> When:
    """One day."""
    return When(day, day, Precision.DAY, basis)


def night(day: date) -> When:
    """The night that begins on `day`: it ends on the next."""
    return When(day, day + DAY, Precision.RANGE, Basis.RELATIVE)


def exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has such a day."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]  # noqa: PLR2004


def month_range(year: int, month: int) -> Range:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def season_range(season: str, year: int) -> Range:
    """Meteorological seasons of the northern half of the earth; winter begins in `year`."""
    first, last = dates.SEASONS[season.casefold()]
    return date(year, first, 1), month_range(year + (last < first), last)[1]


def week_of(day: date) -> Range:
    """The week that holds a day, Monday first."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + 6 * DAY


def period(day: date, unit: str) -> Range:
    """The week, weekend, month or year that holds a day."""
    if unit == "week":
        return week_of(day)
    if unit == "weekend":
        saturday = day + timedelta(days=5 - day.weekday())
        return saturday, saturday + DAY
    if unit == "month":
        return month_range(day.year, day.month)
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


def of_period(day: date, unit: str) -> When:
    """The whole period that holds a day, read from words that point to it."""
    return when_of(period(day, unit), PRECISION.get(unit, Precision.RANGE), Basis.RELATIVE)


def shift(day: date, amount: int, unit: str) -> date:
    """`day` moved by so many units; the last day of a shorter month stands for its missing days.

    Raises: ValueError, OverflowError beyond the calendar.
    """
    if unit in {"day", "night"}:
        return day + amount * DAY
    if unit in {"week", "weekend"}:
        return day + amount * WEEK
    months = day.year * 12 + day.month - 1 + amount * {"month": 1, "year": 12, "decade": 120}[unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def edged(whole: Range, edge: str | None, precision: Precision, basis: Basis) -> When:
    """A third of a period: early, middle or late; halves where halves are named."""
    first, last = whole
    words = (edge or "").casefold()
    if not words:
        return When(first, last, precision, basis)
    days = (last - first).days + 1
    third = 10 if precision is Precision.MONTH else days // 3
    if "first half" in words or "النصف الاول" in words:
        return When(first, first + (days // 2 - 1) * DAY, Precision.RANGE, basis)
    if "second half" in words or "النصف الثاني" in words:
        return When(first + days // 2 * DAY, last, Precision.RANGE, basis)
    if any(w in words for w in _EARLY):
        return When(first, first + (third - 1) * DAY, Precision.RANGE, basis)
    if any(w in words for w in _MIDDLE):
        return When(first + third * DAY, first + (2 * third - 1) * DAY, Precision.RANGE, basis)
    return When(first + 2 * third * DAY, last, Precision.RANGE, basis)


def numbered_week(number: int, year: int, month: int) -> Range:
    """The n-th seven days of a month; -1: its last seven."""
    first, last = month_range(year, month)
    if number < 0:
        return last - 6 * DAY, last
    start = first + (number - 1) * WEEK
    return start, min(start + 6 * DAY, last)


def hijri_year_at(month: int, by: date) -> int:
    """The Hijri year of the last beginning of a month that is not after the day `by`."""
    year = (by.toordinal() - date(622, 7, 19).toordinal()) * 30 // 10_631 + 2
    while (first := dates.gregorian(year, month, 1)) is None or first > by:
        year -= 1
        if year < 1:
            raise ValueError("before the Hijri calendar")
    return year
