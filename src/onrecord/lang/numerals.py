"""Stated numbers, English and Arabic, as ranges. Words in, numbers out; nothing is guessed.

How words become a range (both ends are included):
- "five" is 5–5; "about five" too, since the words kept beside it say "about".
- "at least five", "five or more" and "more than five" are 5–: the number stated is the low end,
  although "more than" leaves it out. "up to", "at most", "fewer than", "nearly five" are –5.
- "dozens" is 24–99, "scores" 40–99, "hundreds" 200–999, "thousands" 2,000–9,999 and so on: at
  least two of the unit, and below the next unit. Arabic "عشرات" (tens) is 20–99.
- "several", "many", "a number of", "عدد من" state no number.
- A negative number, a fraction of a person, or more than `MOST` is no count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.lang.fold import fold

MOST: Final = 8_500_000_000  # more than all people there are: such a number cannot be a count
_MOST_DIGITS: Final = 13
_DIGITS = re.compile(r"\d{1,3}(?:[,٬]\d{3})+|\d+(?:[.٫]\d+)?")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A range read from the words `[start, end)` of a sequence; an end nobody states is `None`."""

    start: int
    end: int
    low: int | None
    high: int | None


def _table(text: str) -> dict[str, int]:
    pairs = (entry.rsplit("=", 1) for entry in text.split(";") if entry.strip())
    return {fold(form): int(value) for forms, value in pairs for form in forms.split("|")}


_UNITS: Final = _table(
    "one=1;two|couple=2;three=3;four=4;five=5;six=6;seven=7;eight=8;nine=9;ten=10;eleven=11;"
    "twelve=12;thirteen=13;fourteen=14;fifteen=15;sixteen=16;seventeen=17;eighteen=18;"
    "nineteen=19;twenty=20;thirty=30;forty=40;fifty=50;sixty=60;seventy=70;eighty=80;ninety=90;"
    "واحد|واحدة=1;اثنان|اثنين|اثنتان|اثنتين=2;ثلاثة|ثلاث=3;أربعة|أربع=4;خمسة|خمس=5;ستة|ست=6;"
    "سبعة|سبع=7;ثمانية|ثماني|ثمان=8;تسعة|تسع=9;عشرة|عشر=10;عشرون|عشرين=20;ثلاثون|ثلاثين=30;"
    "أربعون|أربعين=40;خمسون|خمسين=50;ستون|ستين=60;سبعون|سبعين=70;ثمانون|ثمانين=80;"
    "تسعون|تسعين=90;مئتان|مئتين|مائتان|مائتين=200;ألفان|ألفين=2000;مليونان|مليوني|مليونين=2000000"
)
_SCALES: Final = _table(
    "dozen=12;score=20;hundred=100;thousand=1000;million|mln=1000000;billion=1000000000;"
    "مئة|مائة|مئه=100;ألف|آلاف|الاف|ألفا=1000;مليون|ملايين|مليونا=1000000;مليار=1000000000"
)
# "eleven" and "twelve" in Arabic are two words; alone the first of them is "anyone" or "Sunday".
_TEENS: Final = {
    fold(f"{first} {ten}"): value
    for value, firsts in ((11, "أحد|إحدى"), (12, "اثني|اثنا|اثنتي|اثنتا"))
    for first in firsts.split("|")
    for ten in ("عشر", "عشرة")
}
_ELEVENTH: Final = frozenset({"احد", "احدي"})
_ALONE: Final = frozenset(fold(word) for word in ("مئة", "مائة", "ألف", "مليون", "مليار"))
_VAGUE: Final = {
    "dozens": (24, 99), "scores": (40, 99), "hundreds": (200, 999), "thousands": (2000, 9999),
    "millions": (2_000_000, 9_999_999), fold("عشرات"): (20, 99), fold("العشرات"): (20, 99),
    fold("مئات"): (200, 999), fold("المئات"): (200, 999), fold("مئات الآلاف"): (200_000, 999_999),
    fold("آلاف"): (2000, 9999), fold("الآلاف"): (2000, 9999), fold("ملايين"): (2_000_000, None),
    "tens of thousands": (20_000, 99_999), "hundreds of thousands": (200_000, 999_999),
    "thousands of thousands": (2_000_000, None), "tens": (20, 99),
    fold("عشرات الآلاف"): (20_000, 99_999),
}  # fmt: skip
_LOW: Final = (
    "at least", "no fewer than", "no less than", "not less than", "more than", "over",
    "upwards of", "a minimum of", "minimum of", "in excess of", "as many as at least",
    "ما لا يقل عن", "لا يقل عن", "أكثر من", "اكثر من", "ما يزيد عن", "ما يزيد على", "يزيد عن",
)  # fmt: skip
_HIGH: Final = (
    "up to", "as many as", "at most", "no more than", "not more than", "fewer than", "less than",
    "nearly", "almost", "a maximum of", "under", "ما يصل إلى", "أقل من", "ما لا يزيد عن",
    "لا يزيد عن",
)  # fmt: skip
_NEAR: Final = (
    "about", "around", "some", "approximately", "in total", "in all", "a total of", "total of",
    "roughly", "an estimated", "estimated", "exactly", "نحو", "حوالي", "قرابة", "ما يقارب", "زهاء",
)  # fmt: skip
_AFTER_LOW: Final = ("or more", "at least", "على الأقل", "أو أكثر")


def _phrases(*groups: tuple[tuple[str, ...], str]) -> tuple[tuple[tuple[str, ...], str], ...]:
    rows = [(tuple(fold(p).split(" ")), kind) for phrases, kind in groups for p in phrases]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


_BEFORE: Final = _phrases((_LOW, "low"), (_HIGH, "high"), (_NEAR, "near"))
_AFTER: Final = _phrases((_AFTER_LOW, "low"))
_VAGUE_PHRASES: Final = _phrases((tuple(_VAGUE), "vague"))
_BETWEEN: Final = frozenset({"between", fold("بين")})
_TO: Final = frozenset({"to", "and", "or", "-", "–", "—", fold("إلى"), fold("أو")})
_BAD_NEIGHBOURS: Final = frozenset({"^", "-", "–", "−", "$", "€", "£", "%", "٪", "/", "#", "+-"})


def _at(words: Sequence[str], at: int, phrase: tuple[str, ...]) -> bool:
    return tuple(words[at : at + len(phrase)]) == phrase


def _digits(word: str) -> float | int | None:
    if len(word) > _MOST_DIGITS or not _DIGITS.fullmatch(word):
        return None
    plain = word.replace(",", "").replace("٬", "").replace("٫", ".")
    return float(plain) if "." in plain else int(plain)


def _and_word(words: Sequence[str], at: int) -> int | None:
    """Where the number word after "and" (or after a prefixed "و") stands, if there is one."""
    if at + 1 < len(words) and words[at] == "and" and words[at + 1] in _UNITS:
        return at + 1
    return None


def _word_value(word: str) -> int | None:
    if word in _UNITS:
        return _UNITS[word]
    for unit, value in (("مايه", 100), ("ميه", 100)):
        if word.endswith(unit) and word[: -len(unit)] in _UNITS:  # "ثلاثمئة"
            return _UNITS[word[: -len(unit)]] * value
    return None


def _words_number(words: Sequence[str], at: int) -> tuple[float, int] | None:
    """A number in words or digits with scales ("two hundred and five", "3.5 million")."""
    total, current, end, seen, plain = 0.0, *_arabic_start(words, at), True
    while end < len(words) and end - at < _MOST_DIGITS:
        word = words[end]
        bare = word[1:] if seen and word.startswith("و") else word  # "خمسة وعشرون"
        digits = _digits(word)
        value = _word_value(bare)
        joined = bare != word or (seen and end > at and words[end - 1] == "and")
        if digits is not None and not seen:
            current, seen, plain = float(digits), True, False
        elif value is not None and (not seen or _may_follow(current, value, joined=joined)):
            current, seen = current + value, True
        elif bare in _SCALES and (seen or bare in _ALONE):
            scale = _SCALES[bare]
            if bare != word and scale <= current:
                return None
            if scale in {100, 12}:
                current = max(current, 1) * scale
            else:
                total, current = total + max(current, 1) * scale, 0.0
            seen = True
        elif word in {"a", "half"} and not seen and _scale_next(words, end):
            if word == "half":
                return _half(words, end)
            seen = True
        elif (
            seen
            and plain
            and _and_word(words, end)
            and _may_follow(current, _UNITS[words[end + 1]], joined=True)
        ):
            pass
        else:
            break
        end += 1
    return (total + current, end) if seen else None


def _arabic_start(words: Sequence[str], at: int) -> tuple[float, int, bool]:
    """The number, its end and whether there is one, where Arabic puts two words or a prefix."""
    word = words[at] if at < len(words) else ""
    for first in (word, word[1:] if word.startswith("و") else ""):
        teen = _TEENS.get(" ".join((first, *words[at + 1 : at + 2])))
        if teen is not None:
            return float(teen), at + 2, True
    if word in _ELEVENTH and _ten_next(words, at + 1):
        return 1.0, at + 1, True  # "إحدى وعشرين"
    glued = word[1:]
    if word.startswith("و") and len(glued) > len("ست") and glued in _UNITS:
        return float(_UNITS[glued]), at + 1, True  # "وأربع عشرة", "وخمسة أطفال"
    return 0.0, at, False


def _ten_next(words: Sequence[str], at: int) -> bool:
    word = words[at] if at < len(words) else ""
    return word.startswith("و") and 20 <= _UNITS.get(word[1:], 0) < 100  # noqa: PLR2004


def _may_follow(current: float, value: int, *, joined: bool) -> bool:
    """Whether a number word may continue the number read so far."""
    if current == 0:
        return True
    if value < 10 <= current < 100 and current % 10 == 0:  # noqa: PLR2004  ("twenty five")
        return True
    if joined and current < 10 and 20 <= value < 100:  # noqa: PLR2004  ("خمسة وعشرون")
        return True
    if current < 10 and value == 10 and not joined:  # noqa: PLR2004  ("خمسة عشر")
        return True
    return current >= 100 and current % 100 == 0 and value < 100  # noqa: PLR2004


def _scale_next(words: Sequence[str], at: int) -> bool:
    following = words[at + 1 : at + 3]
    return (
        bool(following)
        and (following[0] in _SCALES or (words[at] == "half" and following[0] == "a"))
    ) or (words[at] == "a" and following[:1] == ["half"])


def _half(words: Sequence[str], at: int) -> tuple[float, int] | None:
    end = at + 1
    if end < len(words) and words[end] == "a":
        end += 1
    if end < len(words) and words[end] in _SCALES:
        return _SCALES[words[end]] / 2, end + 1
    return None


def _whole(value: float) -> int | None:
    return int(value) if value == int(value) and 0 <= value <= MOST else None


def read_number(words: Sequence[str], at: int) -> NumberWords | None:
    """The number that begins at the word `at`, with what stands before it ("at least").

    `words` are folded words and marks, one an entry; a hyphen between numbers is its own entry.
    `None`: no number begins there, or it cannot be a count.
    """
    kind, begin = "", at
    for phrase, what in _BEFORE:
        if _at(words, at, phrase):
            kind, begin = what, at + len(phrase)
            break
    between = at + (words[at] == "ما")
    if not kind and between < len(words) and words[between] in _BETWEEN:
        return _between(words, at, between)
    for phrase, _ in _VAGUE_PHRASES:
        if _at(words, begin, phrase):
            low, high = _VAGUE[" ".join(phrase)]
            end = begin + len(phrase)
            return NumberWords(at, end, low, None if kind == "low" else high)
    if begin > 0 and words[begin - 1] in _BAD_NEIGHBOURS:
        return None
    return _plain(words, at, begin, kind)


def _plain(words: Sequence[str], at: int, begin: int, kind: str) -> NumberWords | None:
    read = _words_number(words, begin)
    if read is None or (value := _whole(read[0])) is None:
        return None
    end = read[1]
    if end < len(words) and words[end] in {"^", "%", "٪", "/", ":"}:
        return None
    if kind != "near" and end < len(words) and words[end] in {"-", "–", "—", "to", "or"}:
        second = _words_number(words, end + 1)
        high = _whole(second[0]) if second else None
        if second and high is not None and high > value:
            return NumberWords(at, second[1], value, high)
    if end < len(words) and words[end] == "+":
        return NumberWords(at, end + 1, value, None)
    for phrase, what in _AFTER:
        if _at(words, end, phrase):
            kind, end = what, end + len(phrase)
    low = None if kind == "high" else value
    return NumberWords(at, end, low, None if kind == "low" else value)


def _between(words: Sequence[str], at: int, between: int) -> NumberWords | None:
    first = _words_number(words, between + 1)
    if first is None or first[1] >= len(words):
        return None
    joint = words[first[1]]
    glued = joint.startswith("و") and len(joint) > 1
    if joint not in _TO and not glued and joint != "و":
        return None
    rest = [joint[1:], *words[first[1] + 1 : first[1] + _MOST_DIGITS]] if glued else None
    second = _words_number(rest, 0) if rest else _words_number(words, first[1] + 1)
    if second is None:
        return None
    end = first[1] + second[1] if glued else second[1]
    low, high = _whole(first[0]), _whole(second[0])
    if low is None or high is None or high < low:
        return None
    return NumberWords(at, end, low, high)
