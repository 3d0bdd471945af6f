"""One Arabic sentence as words and marks: where its speakers, clauses and contents begin and end.

Words are compared folded; ranges are those of the text.
"""

from __future__ import annotations

import re

from onrecord.extract.arabic_phrases import VERBAL, adverbial
from onrecord.extract.attribution import Range, trimmed
from onrecord.lang.arabic_cues import (
    ADJUNCTS,
    CUTS,
    LISTENERS,
    PASSIVE,
    SAYINGS,
    SOURCES,
    THAT,
    arabic_participles,
    arabic_verbs,
)
from onrecord.lang.fold import fold
from onrecord.lang.words import Sort, Unit, wordset

SUBJECT_UNITS = 25
NEAR_UNITS = 15  # of a speaker before its verb or after "according to"
MAX_COMMAS = 2
SHORT_QUOTE = 25  # characters; such a quotation inside a sentence may be a name
PREFIXED = 4  # letters of a word that may carry a conjunction
_PREPOSITIONS = {
    "اشار": {"الي"}, "اشارت": {"الي"}, "اشاروا": {"الي"}, "يشير": {"الي"}, "تشير": {"الي"},
    "لفت": {"الي"}, "لفتت": {"الي"}, "دعا": {"الي"}, "دعت": {"الي"}, "دعوا": {"الي"},
    "شدد": {"علي"}, "شددت": {"علي"}, "يشدد": {"علي"}, "تشدد": {"علي"}, "اكد": {"علي"},
    "اكدت": {"علي"}, "حذر": {"من"}, "حذرت": {"من"}, "يحذر": {"من"}, "تحذر": {"من"},
    "اعرب": {"عن"}, "اعربت": {"عن"}, "عبر": {"عن"}, "عبرت": {"عن"}, "كشف": {"عن"},
    "كشفت": {"عن"}, "حث": {"علي"}, "حثت": {"علي"}, "مشيرا": {"الي"}, "مشيره": {"الي"},
    "مشددا": {"علي"}, "محذرا": {"من"}, "محذره": {"من"}, "داعيا": {"الي"}, "داعيه": {"الي"},
    "مشدده": {"علي"}, "لافتا": {"الي"}, "لافته": {"الي"}, "معربا": {"عن"},
    "تحدث": {"عن"}, "تحدثت": {"عن"}, "تحدثوا": {"عن"}, "يتحدث": {"عن"}, "تتحدث": {"عن"},
    "يتحدثون": {"عن"}, "اصر": {"علي"}, "اصرت": {"علي"}, "تصر": {"علي"}, "يصر": {"علي"},
    "حذروا": {"من"}, "المح": {"الي"}, "المحت": {"الي"}, "خلص": {"الي"}, "خلصت": {"الي"},
}  # fmt: skip
# Verbs that take what is said with a prefixed "ب": "أفادت بمقتل", "اعترف باحتجاز".
_WITH_B = wordset(
    "افاد افادت افادوا ابلغ ابلغت اعترف اعترفت اقر اقرت وعد وعدت تعهد تعهدت متعهدا متعهده افيد"
)
_PASSIVE_SIGN = re.compile("^[وف]?\\w\u064f")
# Words that are verbs of speech only before these: "بين" is also "between", "عبر" also "via".
_ONLY_BEFORE = {
    "بين": THAT, "عبر": frozenset({"عن"}), "امل": THAT | {"في"},
    "وعد": THAT | {"ب"}, "دان": frozenset({"ال"}),
}  # fmt: skip
_IN_WRITING = wordset(
    "بيان تصريح تصريحات مؤتمر موتمر حديث اتصال مقابله وقت ساعه كلمه رساله تغريده منشور تقرير يوم "
    "موءتمر الوقت اليوم صفحه صفحت حساب تويتر منصه"
)
_SUFFIXES = ("ه", "ها", "هم", "نا")
_NOT_STARTS = wordset("ان انه انها قد لقد كما حيث فيما بينما لكن ولكن غير عم و ف")
ASIDES = wordset("وقد وكان وكانت الذي التي الذين")


class ArabicUnits:
    """The units of one Arabic sentence."""

    def __init__(self, text: str, units: list[Unit]) -> None:
        """`units`: of one sentence, quotations as single units."""
        self.text = text
        self.units = units
        self.folded = [fold(text[u.start : u.end]) if u.sort is Sort.WORD else u.low for u in units]
        self.verbs = arabic_verbs()
        self.participles = arabic_participles()
        self.taken = 0  # units before it belong to attributions already found

    def _word(self, at: int) -> str:
        return self.folded[at] if 0 <= at < len(self.folded) else ""

    def _bare(self, at: int) -> str:
        """The folded word at `at` without a prefixed "and" or "so"."""
        word = self._word(at)
        if self._known(word) or len(word) < PREFIXED:
            return word
        if word[0] in "وف":
            return word[1:]
        return word

    def _known(self, word: str) -> bool:
        return word in self.verbs or word in self.participles or word in SOURCES or word in PASSIVE

    def _marked_passive(self, at: int) -> bool:
        unit = self.units[at]
        return bool(_PASSIVE_SIGN.match(self.text[unit.start : unit.end]))

    def _source_phrase(self, at: int, bare: str) -> int:
        """Where the speaker begins after "وفقاً لـ", "نقلاً عن", "على حد قول", "كما قال"; else 0."""
        after, third = self._word(at + 1), self._bare(at + 2)
        if bare in SOURCES:
            return at + (2 if after in {"ل", "الي"} else 1)
        if bare == "نقلا" and after == "عن":
            return at + 2
        if bare == "علي" and after in SAYINGS and third.startswith("قول" if after == "حد" else ""):
            return at + (3 if after == "حد" else 2)
        verb = at + 2 if bare == "علي" and after == "ما" else at + 1
        if bare not in {"علي", "كما"} or self._bare(verb) not in self.verbs:
            return 0
        tells = self.verbs[self._bare(verb)] in {"say", "stress", "report"}
        return verb if tells and self._complement(verb + 1, "") is None else 0

    def _speaks(self, at: int, bare: str) -> bool:
        """Whether a word that is also a preposition or noun is a verb here."""
        if bare in {"طلب", "طلبت"} and self._word(at + 1) == "عدم":
            return False  # "who asked not to be named"
        wanted = _ONLY_BEFORE.get(bare)
        return wanted is None or self._word(at + 1) in wanted

    def _range(self, first: int, last: int) -> Range | None:
        return trimmed(self.units, first, min(last, len(self.units)))

    def _topic(self, at: int) -> Range | None:
        """As in "أما X، فقال": what "as for" names, before its verb."""
        if self._word(self.taken) not in {"اما", "واما"} or self._word(at)[:1] != "ف":
            return None
        return self._range(self.taken + 1, at)

    def _complement(self, first: int, bare: str) -> tuple[int, str] | None:
        """Where the content begins: "أنّ", a colon, a quotation; with the preposition it takes."""
        wanted: set[str] | frozenset[str] = _PREPOSITIONS.get(bare, frozenset())
        depth = 0
        for b in range(first, min(first + SUBJECT_UNITS, len(self.units))):
            word = self._word(b)
            unit = self.units[b]
            if unit.sort is Sort.QUOTE:
                if (
                    unit.end - unit.start < SHORT_QUOTE
                    and self._word(b - 1) not in {":", "،", ","}
                    and b + 1 < len(self.units)
                    and self.units[b + 1].word
                    and b > first
                ):
                    continue
                return b, "quote"
            if word == ":":
                return (
                    (b + 1, "quote" if self._quote(b + 1) else "that")
                    if b + 1 < len(self.units)
                    else None
                )
            if word in THAT:
                return b, "that"
            added = self._word(b - 1) in {"،", ","} and self._bare(b) in self.participles
            if word in CUTS or added or self._bare(b) in SOURCES:
                return None
            if bare in _WITH_B and word[:1] == "ب" and VERBAL.match(word[1:]):
                return b, "object"
            if word in wanted and depth == 0 and b + 1 < len(self.units):
                if self._word(b + 1) in THAT:
                    return b + 1, "that"
                return b + 1, "object"
            if word in {"،", ",", "؛"}:
                depth += 1
                if depth > MAX_COMMAS:
                    return None
            if b > first and self._verb_at(b):
                return None
        return None

    def _quote(self, at: int) -> bool:
        return at < len(self.units) and self.units[at].sort is Sort.QUOTE

    def _subject(self, first: int, last: int) -> Range | None:
        end = first
        while end < last:
            word = self._word(end)
            attached = word[:1] in {"ل", "ب"} and end > first and word[1:3] == "ال"
            single = end == first + 1 and not self._word(first).startswith("ال")
            if single and word in {"من", "علي", "عند"} and not self._in_writing(end + 1):
                end += 2
                continue
            inside = word == "في" and end > first and not self._in_writing(end + 1)
            if inside:
                end += 2
                continue
            if word in ADJUNCTS or word in LISTENERS or (attached and end > first):
                break
            if word.startswith("لل") or (end > first and adverbial(self.text, self.units[end])):
                break
            if self.units[end].sort is Sort.MARK and word not in {"(", ")", "،", ","}:
                break
            aside = word in {"،", ","} and self._word(end + 1) in ASIDES
            if word in {"،", ","} and (end == first or aside):
                break
            end += 1
        return self._range(first, min(end, last))

    def _in_writing(self, at: int) -> bool:
        word = self._word(at)
        return word in _IN_WRITING or any(
            word.endswith(s) and word.removesuffix(s) in _IN_WRITING for s in _SUFFIXES
        )

    def _before(self, at: int) -> Range | None:
        """The speaker before its verb ("الوزارة قالت إن"): what the sentence opens with."""
        if self._word(at)[:1] in {"و", "ف"} and self._word(at) not in self.verbs:
            return None
        first = at
        while first > self.taken and at - first < NEAR_UNITS:
            unit = self.units[first - 1]
            if unit.sort is not Sort.WORD or self._verb_at(first - 1):
                break
            first -= 1
        if first == at:
            return self._with_apposition(at)
        last = at - 1 if self._word(at - 1) == "عم" else at
        return self._opening(first, last)

    def _opening(self, first: int, last: int) -> Range | None:
        while first < last and self._bare(first) in _NOT_STARTS:
            first += 1
        if first >= last or self._word(first) in ADJUNCTS:
            return None
        return self._range(first, last)

    def _with_apposition(self, at: int) -> Range | None:
        """As in "المنسق الإقليمي، السيد جلال نصور، حذّر": all of a sentence before its verb."""
        first = self.taken
        if at - first > NEAR_UNITS or self._word(at - 1) not in {"،", ","}:
            return None
        inside = range(first, at)
        if any(self._verb_at(b) or self.units[b].sort is Sort.QUOTE for b in inside):
            return None
        commas = [b for b in inside if self._word(b) in {"،", ","}]
        if len(commas) > MAX_COMMAS:
            return None
        aside = self._word(commas[0] + 1)
        last = commas[0] if aside in ADJUNCTS | ASIDES else at
        return self._opening(first, last)

    def _verb_at(self, at: int) -> bool:
        bare = self._bare(at)
        return bare in self.verbs and self._speaks(at, bare)

    def _after_listener(self, at: int) -> int:
        return at + 1 if self._word(at) in LISTENERS else at

    def _content(self, start: int, mode: str) -> tuple[tuple[Range, ...], int]:
        if mode == "quote" and self._quote(start):
            return ((self.units[start].start, self.units[start].end),), start + 1
        if mode == "that" and self._word(start) in {"ان", "بان"}:
            start += 1
        end = self._end(start)
        if self._quote(start) and not any(u.word for u in self.units[start + 1 : end]):
            return ((self.units[start].start, self.units[start].end),), end
        span = self._range(start, end)
        return ((span,) if span else ()), end

    def _end(self, start: int) -> int:
        """Before a participle, a source phrase, or "and" with an attribution verb and clause."""
        for at in range(start + 1, len(self.units)):
            word = self._word(at)
            if word == "؛":
                return at
            bare = self._bare(at)
            if bare in SOURCES or bare in self.participles or self._turns(at):
                return at
            joined = word[:1] == "و" and word not in self.verbs and bare in self.verbs
            if joined and self._speaks(at, bare):
                if self.units[at - 1].low in {"،", ","}:
                    return at
                if self._complement(at + 1, bare) is not None:
                    return at
        return len(self.units)

    def _turns(self, at: int) -> bool:
        """Whether another's words begin: "فيما قال", "في حين تتحدث", "كما أفاد", "على ما أعلن"."""
        word, after = self._word(at), self._word(at + 1)
        if word in {"فيما", "بينما"} or (word == "في" and after == "حين"):
            return any(self._verb_at(b) for b in range(at + 1, at + 4))
        if word == "علي" and after in SAYINGS | {"ما"}:
            return bool(self._source_phrase(at, word))
        return word == "كما" and self._verb_at(at + 1)
