"""Words of the calendar: months in all systems in use, weekdays, numbers, Hijri conversion.

Words are matched against text made `plain` first, which keeps every offset.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from onrecord.lang.fold import western_digits

_SAME_LENGTH = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك",
     "\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "‘": "'", "‐": "-", "‑": "-"}
)  # fmt: skip


def plain(text: str) -> str:
    """`text` of the same length: western digits, one form of alef, ya, ta marbuta and quotes."""
    return western_digits(text).translate(_SAME_LENGTH)


def _numbered(text: str) -> dict[str, int]:
    """Rows of "a|b c|d": the n-th row's words have the value n."""
    return {
        plain(word): number
        for number, row in enumerate(text.split("/"), start=1)
        for word in row.strip().split("|")
    }


ENGLISH_MONTHS: Final = _numbered(
    "january|jan/february|feb/march|mar/april|apr/may/june|jun/july|jul/august|aug/"
    "september|sept|sep/october|oct/november|nov/december|dec"
)
# Levantine and Iraqi, Egyptian and Gulf, Maghrebi.
LEVANTINE_MONTHS: Final = _numbered(
    "كانون الثاني|كانون ثاني/شباط|اشباط/اذار|آذار/نيسان/ايار|أيار|مايس/حزيران/تموز/آب"
    "|اب/أيلول|ايلول/"
    "تشرين الأول|تشرين الاول|تشرين أول/تشرين الثاني|تشرين ثاني/كانون الأول|كانون الاول|كانون أول"
)
EGYPTIAN_MONTHS: Final = _numbered(
    "يناير/فبراير/مارس/أبريل|ابريل|إبريل/مايو/يونيو|يونيه/يوليو|يوليه/أغسطس|اغسطس/سبتمبر/"
    "أكتوبر|اكتوبر/نوفمبر/ديسمبر"
)
MAGHREBI_MONTHS: Final = _numbered(
    "جانفي/فيفري/مارس/أفريل|افريل/ماي/جوان/جويلية/أوت|غشت/شتنبر/أكتوبر/نونبر/دجنبر"
)
ARABIC_MONTHS: Final = {**MAGHREBI_MONTHS, **EGYPTIAN_MONTHS, **LEVANTINE_MONTHS}
HIJRI_MONTHS: Final = _numbered(
    "محرم|المحرم|muharram/صفر|safar/ربيع الأول|ربيع أول|rabi al-awwal|rabi' al-awwal/"
    "ربيع الآخر|ربيع الثاني|ربيع ثاني|rabi al-thani|rabi' al-thani|rabi al-akhir/"
    "جمادى الأولى|جمادى الأول|jumada al-awwal|jumada al-ula|jumada al-awwali/"
    "جمادى الآخرة|جمادى الثانية|جمادى الثاني|jumada al-thani|jumada al-akhira|jumada al-thaniya/"
    "رجب|rajab/شعبان|sha'ban|shaban|shaaban/رمضان|ramadan|ramazan/شوال|shawwal/"
    "ذو القعدة|ذي القعدة|dhu al-qa'dah|dhu al-qadah|dhul qadah/"
    "ذو الحجة|ذي الحجة|dhu al-hijjah|dhul hijjah|dhu al-hijja"
)
# Monday is 1, as in `date.isoweekday`.
WEEKDAYS: Final = _numbered(
    "monday|mon|الاثنين|الإثنين/tuesday|tue|tues|الثلاثاء/wednesday|wed|الأربعاء|الاربعاء/"
    "thursday|thu|thurs|الخميس/friday|fri|الجمعة/saturday|sat|السبت/sunday|sun|الأحد|الاحد"
)
_NUMBERS = _numbered(
    "one|a|an|واحد|واحدة/two|a couple of|اثنين|اثنان|اثنتين/three|ثلاثة|ثلاث/four|أربعة|أربع/"
    "five|خمسة|خمس/six|ستة|ست/seven|سبعة|سبع/eight|ثمانية|ثماني|ثمان/nine|تسعة|تسع/ten|عشرة|عشر/"
    "eleven/twelve/thirteen/fourteen/fifteen/sixteen/seventeen/eighteen/nineteen/twenty"
)
NUMBERS: Final = {**_NUMBERS, "twenty-four": 24, "thirty": 30, "forty-eight": 48, "seventy-two": 72}
ENGLISH_ORDINALS: Final = _numbered(
    "first/second/third/fourth/fifth/sixth/seventh/eighth/ninth/tenth/eleventh/twelfth"
)
ARABIC_ORDINALS: Final = _numbered(
    "الأول/الثاني/الثالث/الرابع/الخامس/السادس/السابع/الثامن/التاسع/العاشر/"
    "الحادي عشر/الثاني عشر/الثالث عشر/الرابع عشر/الخامس عشر/السادس عشر/السابع عشر/الثامن عشر/"
    "التاسع عشر/العشرين/الحادي والعشرين/الثاني والعشرين/الثالث والعشرين/الرابع والعشرين/"
    "الخامس والعشرين/السادس والعشرين/السابع والعشرين/الثامن والعشرين/التاسع والعشرين/الثلاثين"
)
SEASONS: Final = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2),
    "ربيع": (3, 5), "صيف": (6, 8), "خريف": (9, 11), "شتاء": (12, 2),
}  # fmt: skip


def alternatives(words: dict[str, int]) -> str:
    """A pattern of all words, longest first, spaces flexible."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("\\ ", r"\s") for word in ordered)


def month_number(words: str) -> int | None:
    """The month that `words` name, in English or any Arabic system; `None` if none."""
    key = " ".join(plain(words).casefold().rstrip(".").split())
    return ENGLISH_MONTHS.get(key) or ARABIC_MONTHS.get(key)


def number(words: str) -> int | None:
    """The small number that digits or words give; `None` if they give none."""
    key = " ".join(plain(words).casefold().split())
    return int(key) if key.isdecimal() and len(key) < 5 else NUMBERS.get(key)  # noqa: PLR2004


def weekday_number(words: str) -> int | None:
    """ISO number of the weekday, Monday 1; `None` if the words name none."""
    return WEEKDAYS.get(plain(words).casefold().rstrip("."))


def gregorian(year: int, month: int, day: int) -> date | None:
    """The civil date of a Hijri one in the tabular calendar (civil epoch, leap years 2, 5, 7 …).

    Local sighting differs by a day either way: widen the result. `None` outside 1–1600 AH.
    Source: E. M. Reingold, N. Dershowitz, Calendrical Calculations (2018), chapter 7.
    """
    if not (1 <= year <= 1600 and 1 <= month <= 12 and 1 <= day <= 30):  # noqa: PLR2004 - calendar
        return None
    epoch = date(622, 7, 19).toordinal()  # 1 Muharram 1 AH, proleptic Gregorian
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return date.fromordinal(epoch + days)
