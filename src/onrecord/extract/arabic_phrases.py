"""Where a noun phrase of an Arabic sentence ends: the speaker in "نفى ناطق باسم الجيش علمه".

Arabic puts verb, speaker and what is denied or asked side by side without a mark between them.
What may go on a noun phrase is told by the article, by construct heads ("مجلس القرية"), by
adjectives of relation, and by what cannot be a part of it: verbal nouns, words with an adverbial
ending, words with a suffixed pronoun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.lang.arabic_cues import ARABIC_BODIES, ARABIC_OFFICES
from onrecord.lang.words import Unit, wordset

_ADVERBIAL = re.compile(r"(?:ا\u064b|\u064bا|ة\u064b)$")
_SUFFIXED = re.compile(r"[^ة](?:ه|ها|هم|هما|نا)$")
# Verbal nouns by their pattern, folded, with or without a suffixed pronoun.
VERBAL = re.compile(
    r"(?:است\w{2,3}ا\w|ا\wت\w?ا\w|ان\w{2}ا\w|ت\w{2}ي\w|ا\w{2}ا\w|تفجير|قصف|قتل|فتح|نشر|وجود|وقوع|"
    r"حدوث|مقتل|علم|صحه|خبر|عدم|اي|مسووليه|مسووليت|تورط|ضلوع|رفع|وقف|منع|دخول|خروج|نقل|ذلك|هذا|"
    r"هذه|تلك)(?:ه|ها|هم|نا)?$"
)
_RELATION = re.compile(r"ال\w{2,}(?:ي|يه|يون|يين|يات)$")
_ADJECTIVES = wordset(
    "العام العامه الاعلي العليا المتحده الاحمر الاول الاولي الثاني الثالث الرابع السابق السابقه "
    "المجاوره المستقله المشتركه الموحده الكبري الديمقراطي الخاص الخاصه المسلحه المدنيه"
)
_OBJECT_ENDINGS = ("ين", "تين")
MAX_NAMES = 3
MAX_CONSTRUCT = 4
LEAST = 2
_PRESENT = re.compile(r"[يت]\w{3,}$")
_PARTICIPLE = re.compile(r"م\w{3,}ه$")


def feminine(word: str) -> bool | None:
    """Whether a folded verb or participle speaks of a woman or body; `None`: it does not say."""
    bare = re.sub(r"^[وف](?=\w{3})", "", word)
    if bare.endswith(("وا", "ون", "ين")):
        return None
    if _PRESENT.match(bare):
        return bare[0] == "ت"
    return bare.endswith(("ت", "ته", "تها", "تني", "تنا")) or bool(_PARTICIPLE.match(bare))


def adverbial(text: str, unit: Unit) -> bool:
    """Whether a word carries the ending of an adverb or object ("باكيةً", "أيضاً")."""
    return bool(_ADVERBIAL.search(text[unit.start : unit.end]))


def speaker_end(
    text: str, units: Sequence[Unit], folded: Sequence[str], first: int, end: int
) -> int:
    """Index after the noun phrase that begins at `first`; `first` if there is none before `end`."""
    if first >= end or not units[first].word:
        return first
    at = _construct(folded, units, first, end)
    while at < end and (_RELATION.match(folded[at]) or folded[at] in _ADJECTIVES):
        if folded[at].endswith(_OBJECT_ENDINGS):
            break
        at += 1
    if folded[first] in ARABIC_OFFICES or folded[first].removeprefix("ال") in ARABIC_OFFICES:
        at = _named(text, units, folded, at, end)
    return _attached(text, folded, units, at, end)


def _construct(folded: Sequence[str], units: Sequence[Unit], first: int, end: int) -> int:
    """After "لجنة أهالي الموقوفين": a head, nouns without article, one with it."""
    head = folded[first]
    if head.startswith("ال"):
        return first + 1
    heads = head in ARABIC_BODIES or head in ARABIC_OFFICES
    for at in range(first + 1, min(first + 1 + MAX_CONSTRUCT, end)):
        if not units[at].word:
            break
        if folded[at].startswith("ال"):
            return at + 1 if heads or at == first + 1 else first + 1
        if VERBAL.match(folded[at]) or folded[at][:1] == "ب":
            break
    if heads and first + 1 < end and units[first + 1].word and not VERBAL.match(folded[first + 1]):
        return first + 1 if folded[first + 1][:1] == "ب" else first + LEAST
    return first + 1


def _named(text: str, units: Sequence[Unit], folded: Sequence[str], at: int, end: int) -> int:
    """After the name that follows an office: "رئيس البلدية وديع حنون"."""
    for _ in range(MAX_NAMES):
        if at >= end or not units[at].word or folded[at].startswith("ال"):
            break
        shape = text[units[at].start : units[at].end]
        if VERBAL.match(folded[at]) or _SUFFIXED.search(shape) or adverbial(text, units[at]):
            break
        if len(folded[at]) <= LEAST or folded[at][:1] == "ب":
            break
        at += 1
    return at


def _attached(text: str, folded: Sequence[str], units: Sequence[Unit], at: int, end: int) -> int:
    """After "باسم الميثاق الشمالي", "للرصد", "من الحارة الشرقية", "في الحرس"."""
    if at >= end or not units[at].word:
        return at
    if folded[at].startswith("لل"):
        return at + 1
    if folded[at] in {"باسمها", "باسمه", "باسمهم"}:
        rank = at + 1 < end and folded[at + 1].removeprefix("ال") in ARABIC_OFFICES
        return _named(text, units, folded, at + 1 + rank, end)
    if folded[at] not in {"باسم", "من", "في", "لدي"} or at + 1 >= end or not units[at + 1].word:
        return at
    if not folded[at + 1].startswith("ال") and folded[at] != "باسم":
        return at
    after = _construct(folded, units, at + 1, end)
    while after < end and _RELATION.match(folded[after]):
        after += 1
    return after
