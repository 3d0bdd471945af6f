"""Words that point back at what was told before, or say that something else is told."""

from __future__ import annotations

import re

from onrecord.lang.fold import fold

MAX_CHARS = 2_000  # of a claim that are looked at

_ANOTHER = re.compile(
    r"\b(?:again|another|once more|second|third|fourth|fifth|earlier|previous(?:ly)?|"
    r"repeated(?:ly)?|separate(?:ly)?)\b"
    r"|(?<!\w)(?:مجددا|مره اخري|ثانيه|ثانيا|اخر|اخري|سابق|سابقا)(?!\w)"
)
_DEFINITE = re.compile(r"^(?:the|this|that|these|those|its|their)\s+(?=\S)|^(?:هذا|هذه)\s+(?=\S)")
_ARABIC_ARTICLE = "ال"
_PART = re.compile(
    r"^(?:\S+\s+){1,3}?of\s+(?:the\s+|those\s+)?"
    r"(?:wounded|injured|hurt|dead|killed|victims|casualties|them|whom)\b"
    r"|^(?:\S+\s+){1,2}?من\s+(?:بين\s+)?(?:الجرحي|المصابين|القتلي|الضحايا)(?!\w)"
    r"|^(?:\S+\s+){1,2}?(?:منهم|بينهم|منهن)(?!\w)"
)
MAX_PART_CHARS = 80

_PLACE_WORDS = (
    "island village town city area region district province country neighbourhood place "
    "neighborhood camp north south east west "
    "الجزيرة القرية البلدة المدينة المنطقة الناحية المحافظة البلاد الحي المكان المخيم "
    "قرية بلدة مدينة منطقة"
)
_KINDS_OF_PLACE = frozenset(fold(word) for word in _PLACE_WORDS.split())


def tells_of_another(words: str) -> bool:
    """Whether words say that another act is told than before ("again", "a second strike")."""
    return _ANOTHER.search(fold(words[:MAX_CHARS])) is not None


def part_of_the_harmed(words: str) -> bool:
    """Whether words count a part of people already counted ("three of the wounded …")."""
    return _PART.match(fold(words[:MAX_PART_CHARS])) is not None


def generic_place(words: str) -> bool:
    """Whether words name a kind of place and no single one ("the island", "القرية")."""
    return _DEFINITE.sub("", fold(words)) in _KINDS_OF_PLACE


def points_at(short: str, full: str) -> bool:
    """Whether folded words can be a short definite form of others ("the hospital", "X Hospital").

    The order matters; equal words point at each other.
    """
    if short == full:
        return True
    bare = _DEFINITE.sub("", short)
    few, many = bare.split(), full.split()
    if not few or not many:
        return False
    if bare != short:
        return many[-len(few) :] == few if len(few) == len(many) else many[-1] == few[-1]
    if len(few) == 1 and few[0].startswith(_ARABIC_ARTICLE):
        return many[0].removeprefix(_ARABIC_ARTICLE) == few[0].removeprefix(_ARABIC_ARTICLE)
    return False
