"""Publication dates: the date and time that a page gives for itself, in English and Arabic."""

from __future__ import annotations

import re
from datetime import date

from onrecord.lang.dates import ARABIC_MONTHS, ENGLISH_MONTHS, alternatives, month_number, plain
from onrecord.model.vocab import Basis, Precision
from onrecord.model.when import When

MAX_LINE_CHARS = 160  # a longer line is running text, not a dateline
MAX_TIME_GAP = 24  # characters between a date and its time
EARLIEST_YEAR = 1900
LATEST_YEAR = 2100
MAX_PLACE_WORDS = 6  # "KARVAN, Northern Velia – 12 March 2019"
MONTHS = 12
NOON = 12

_MONTH = f"(?:{alternatives(ENGLISH_MONTHS)}|{alternatives(ARABIC_MONTHS)})"
_PAIR = rf"({_MONTH})(?:\s?[/(]\s?({_MONTH})\)?)?"
_ISO = re.compile(
    r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"
    r"(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?\s?(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?(?:\s(?:of\s)?|[-./])\s?{_PAIR}\.?,?(?:\s|[-./،]\s?)(\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w){_PAIR}\.?\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s?،?\s?(\d{{4}})(?!\d)", re.IGNORECASE
)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([-./])(\d{1,2})\2(\d{4})(?!\d)")
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2}):(\d{2})(?::\d{2})?(?:\s?(a\.?m\b\.?|p\.?m\b\.?|صباحا|مساء|ص\b|م\b))?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|(?:الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|الاحد))[,،]?\s?$",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"\b(?:published|posted|created|written|issued|released|last|updated?|modified|date|on|at|and|"
    r"time|day|mon|tues?|wed|wednes|thu|thurs|fri|sat|satur|sun|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"gmt|utc|est|edt|cet|eet|local|hrs?|hours|"
    r"نشر|نشرت|النشر|في|بتاريخ|تاريخ|التاريخ|تم|اخر|تحديث|الساعه|بتوقيت|يوم|صدر|"
    r"الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|الاحد)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?:last\s)?(?:updated?|modified)\b|(?:اخر\s)?تحديث", re.IGNORECASE)
_PERIOD = re.compile(
    r"\.?\s{1,3}(?:(?:reporting )?period(?: covered)?|covering|covers|(?:عن )?الفتره)\b"
    r"[^.]{0,80}\.?",
    re.IGNORECASE,
)
_PLACE_LEAD = re.compile(r"^[^.!?:]{2,60}[,،|–—-]\s?$")


def find_date(text: str) -> tuple[int, int, When] | None:
    """The first full date of a short text, its time of day taken along: `(start, end, when)`."""
    flat = plain(text[:2_000])
    found = _first(flat)
    if found is None:
        return None
    start, end, earliest, latest, local_time = found
    if local_time is None:
        start, end, local_time = _time_beside(flat, start, end)
    if weekday := _WEEKDAY.search(flat[max(0, start - 14) : start]):
        start = max(0, start - 14) + weekday.start()
    precision = Precision.DAY if earliest == latest else Precision.RANGE
    return start, end, When(earliest, latest, precision, Basis.STATED, local_time)


def dateline(text: str) -> tuple[int, int, When] | None:
    """As `find_date`, if the text is a dateline: little but the date, labels and a place."""
    if len(text) > MAX_LINE_CHARS or (found := find_date(text)) is None:
        return None
    start, end, _ = found
    flat = plain(text)
    before, after = flat[:start], flat[end:]
    rest = _words(_LABELS.sub(" ", before)), _words(_LABELS.sub(" ", after))
    if not rest[0] and len(rest[1]) <= 1:
        return found
    if _PERIOD.fullmatch(after):  # "Karvan, 9 June 2031. Period covered: 2 to 8 June 2031."
        rest = rest[0], []
    lead_is_place = len(rest[0]) <= MAX_PLACE_WORDS and bool(_PLACE_LEAD.match(before))
    return found if lead_is_place and not rest[1] else None


def tells_update(text: str) -> bool:
    """Whether a dateline gives the date of the last change, not of publication."""
    return bool(_UPDATED.match(plain(text).strip()))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _first(flat: str) -> tuple[int, int, date, date, str | None] | None:
    best: tuple[int, int, date, date, str | None] | None = None
    for pattern, reading in (
        (_ISO, _iso),
        (_DAY_FIRST, _day_first),
        (_MONTH_FIRST, _month_first),
        (_NUMBERS, _numbers),
    ):
        for match in pattern.finditer(flat):
            days = reading(match, flat)
            if days is not None and (best is None or match.start() < best[0]):
                time = _iso_time(match) if pattern is _ISO else None
                best = (match.start(), match.end(), *days, time)
            if days is not None:
                break
    return best


def _civil(year: int, month: int | None, day: int) -> date | None:
    if month is None or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _one(day: date | None) -> tuple[date, date] | None:
    return None if day is None else (day, day)


def _iso(match: re.Match[str], _: str) -> tuple[date, date] | None:
    return _one(_civil(int(match[1]), int(match[2]), int(match[3])))


def _iso_time(match: re.Match[str]) -> str | None:
    """The time of day, unless it is given in UTC: then the local time is not known."""
    if not match[4] or match.group().rstrip("0:").endswith(("Z", "UTC", "+")):
        return None
    return _clock(match[4], match[5], None)


def _agreed_month(first: str, second: str | None) -> int | None:
    month = month_number(first)
    return month if second is None or month_number(second) == month else None


def _day_first(match: re.Match[str], _: str) -> tuple[date, date] | None:
    return _one(_civil(int(match[4]), _agreed_month(match[2], match[3]), int(match[1])))


def _month_first(match: re.Match[str], _: str) -> tuple[date, date] | None:
    return _one(_civil(int(match[4]), _agreed_month(match[1], match[2]), int(match[3])))


def _numbers(match: re.Match[str], flat: str) -> tuple[date, date] | None:
    """Day first where it must be or the text is Arabic; else both readings, as a range."""
    a, b, year = int(match[1]), int(match[3]), int(match[4])
    day_first, month_first = _civil(year, b, a), _civil(year, a, b)
    if day_first is None or month_first is None or day_first == month_first:
        return _one(day_first or month_first)
    if match[2] == "." or re.search(r"[\u0620-\u064a]", flat):
        return _one(day_first)
    return min(day_first, month_first), max(day_first, month_first)


def _time_beside(flat: str, start: int, end: int) -> tuple[int, int, str | None]:
    after = _TIME.search(flat, end, end + MAX_TIME_GAP + 12)
    if after and after.start() - end <= MAX_TIME_GAP and "\n" not in flat[end : after.start()]:
        clock = _clock(after[1], after[2], after[3])
        if clock:
            return start, after.end(), clock
    low = max(0, start - MAX_TIME_GAP)
    for before in _TIME.finditer(flat, low, start):
        clock = _clock(before[1], before[2], before[3])
        if clock and "\n" not in flat[before.end() : start]:
            return before.start(), end, clock
    return start, end, None


def _clock(hour: str, minute: str, half: str | None) -> str | None:
    h, m = int(hour), int(minute)
    if half is not None:
        if not 1 <= h <= NOON:
            half = None
        else:
            h = h % NOON + (NOON if half[0].casefold() in {"p", "م"} else 0)
    return f"{h:02d}:{m:02d}" if h < 24 and m < 60 else None  # noqa: PLR2004 - hours, minutes
