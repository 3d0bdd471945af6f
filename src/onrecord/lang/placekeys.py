"""Keys under which spellings of one place name meet, from strict to loose. Never for display."""

from __future__ import annotations

import re

from onrecord.lang.fold import fold

_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|at|ath|an|ad|adh|az|the) (?=\S{2})|^ال(?=\S{3})")
_INNER_ARTICLE = re.compile(r"(?<= )(?:al|el|ar|as|ash|at|ath|an|ad|adh|az|ez|esh|ul|ud) (?=\S{2})")
_ARABIC_INNER_ARTICLE = re.compile(r"(?<= )ال(?=\S{2})")
_ADMIN = re.compile(
    r" (?:governorate|province|oblast|region|state|district|prefecture|municipality)$"
    r"|^(?:محافظه|ولايه|اقليم) "
)
_ADMIN_BEFORE = re.compile(r"^(?:governorate|province|state|region) of ")

# Letters of both scripts that transliteration confuses share a class; weak letters vanish.
_DIGRAPHS = (("sh", "$"), ("ch", "$"), ("kh", "x"), ("gh", "g"), ("dj", "j"), ("dh", "d"),
             ("th", "d"), ("ph", "f"), ("ck", "k"), ("ts", "s"))  # fmt: skip
_LATIN_CLASS = str.maketrans({"q": "k", "c": "k", "z": "d", "g": "j", "v": "f", "p": "b"})
_ARABIC_CLASS = str.maketrans(
    {
        "ب": "b", "ت": "t", "ط": "t", "ث": "d", "ج": "j", "ح": "h", "ه": "h", "خ": "x",
        "د": "d", "ذ": "d", "ض": "d", "ظ": "d", "ر": "r", "ز": "d", "س": "s", "ص": "s",
        "ش": "$", "ع": "", "غ": "G", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m",
        "ن": "n", "و": "", "ي": "", "ا": "", "ء": "", "ئ": "", "ؤ": "",
    }
)  # fmt: skip
_DOUBLED = re.compile(r"([^aeiouwy])\1+")
_VOWELS = re.compile(r"[aeiouwy]+")
_FINAL_H = re.compile(r"(?<=[aei])h\b|(?<=\S{2})ه\b")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_KEEP = re.compile(r"[^a-z$]+")


def without_article(key: str) -> str:
    """A folded name without a leading article ("al ", "ال")."""
    return _ARTICLE.sub("", key, count=1)


def without_unit(key: str) -> str | None:
    """A folded name without the word for a province beside it; `None` if there is none."""
    plain = _ADMIN_BEFORE.sub("", _ADMIN.sub("", key, count=1), count=1)
    return plain if plain != key and plain else None


def _classed(folded: str) -> str:
    """Latin letters by class, weak letters of Latin script kept; articles and spaces off."""
    key = _FINAL_H.sub("", without_article(folded))
    if _ARABIC.search(key):
        return _KEEP.sub("", _ARABIC_INNER_ARTICLE.sub("", key).translate(_ARABIC_CLASS).lower())
    key = _INNER_ARTICLE.sub("", key)
    key = key.replace("gh", "G").translate(_LATIN_CLASS).replace("G", "g")
    for pair, one in _DIGRAPHS:
        key = key.replace(pair, one)
    return _KEEP.sub("", _DOUBLED.sub(r"\1", key.replace(" ", "")))


def consonants(name: str) -> str:
    """The consonant classes of a name in Latin or Arabic script; empty if fewer than two."""
    key = _VOWELS.sub("", _classed(fold(name)))
    return key if len(key) > 1 else ""


def sound(name: str) -> str:
    """A name in Latin script with each run of vowels as one of a, i, u, to measure distance on."""
    return _VOWELS.sub(_vowel, _classed(fold(name)))


def _vowel(match: re.Match[str]) -> str:
    run = match[0]
    if "o" in run or "u" in run or run == "w":
        return "u"
    return "i" if set(run) & set("iey") else "a"


def close(a: str, b: str) -> bool:
    """Whether two names, given as `sound`, may be one: few edits for their length."""
    shorter = min(len(a), len(b))
    if shorter < 3:  # noqa: PLR2004 - two letters carry no name
        return False
    allowed = 0 if shorter < 5 else 1 if shorter < 9 else 2  # noqa: PLR2004 - tuned on the probe
    return _within(a, b, allowed)


def _within(a: str, b: str, allowed: int) -> bool:
    """Whether the edit distance of `a` and `b` is at most `allowed`."""
    if abs(len(a) - len(b)) > allowed:
        return False
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        above, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1] <= allowed
