"""Attributions in one Arabic sentence, by the words that mark them.

Verb before or after its speaker, with a clause ("أنّ"), a quotation or a colon; sources after
"وفق", "بحسب"; participles that add to a statement ("مضيفاً أن"); verbs that carry their speaker.
Words are compared folded; ranges are those of the text.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.attribution import Found, Range, trimmed
from onrecord.lang.cues import (
    ARABIC_ADJUNCTS,
    ARABIC_PASSIVE,
    ARABIC_SOURCES,
    ARABIC_THAT,
    arabic_participles,
    arabic_verbs,
)
from onrecord.lang.fold import fold
from onrecord.lang.words import Sort, Unit, wordset

_SUBJECT_UNITS = 25
NEAR_UNITS = 15  # of a speaker before its verb or after "according to"
SHORT_UNITS = 3
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
}  # fmt: skip
_OBJECT_SENSES = wordset(
    "deny warn accuse demand call threaten evaluate promise express hope doubt"
)
# Words that are verbs of speech only before these: "بين" is also "between", "عبر" also "via".
_ONLY_BEFORE = {
    "بين": ARABIC_THAT, "عبر": frozenset({"عن"}), "امل": ARABIC_THAT | {"في"},
    "وعد": ARABIC_THAT | {"ب"}, "دان": frozenset({"ال"}),
}  # fmt: skip
_IN_WRITING = wordset(
    "بيان تصريح تصريحات مؤتمر موتمر حديث اتصال مقابله وقت ساعه كلمه رساله تغريده منشور تقرير يوم "
    "موءتمر الوقت اليوم"
)
_NOT_STARTS = wordset("ان انه انها قد لقد كما حيث فيما بينما")


class ArabicSentence:
    """The units of one Arabic sentence and what has been found in them."""

    def __init__(self, text: str, units: list[Unit]) -> None:
        """`units`: of one sentence, quotations as single units."""
        self.text = text
        self.units = units
        self.folded = [fold(text[u.start : u.end]) if u.sort is Sort.WORD else u.low for u in units]
        self.verbs = arabic_verbs()
        self.participles = arabic_participles()
        self.found: list[Found] = []
        self.pending: Found | None = None  # "قال X:" before a quoted paragraph
        self.taken = 0

    def find(self) -> list[Found]:
        """Every attribution of the sentence, in order."""
        at = 0
        while at < len(self.units):
            if at >= self.taken and self.units[at].word:
                self._try(at)
            at += 1
        return self.found

    def _word(self, at: int) -> str:
        return self.folded[at] if 0 <= at < len(self.folded) else ""

    def _bare(self, at: int) -> str:
        """The folded word at `at` without a prefixed "and" or "so"."""
        word = self._word(at)
        if word in self.verbs or word in self.participles or len(word) < PREFIXED:
            return word
        if word[0] in "وف":
            return word[1:]
        return word

    def _try(self, at: int) -> None:
        bare = self._bare(at)
        if bare in ARABIC_SOURCES:
            self._according(at)
        elif bare in self.participles:
            self._participle(at, self.participles[bare])
        elif bare in ARABIC_PASSIVE and self._passive(at, bare):
            return
        elif bare in self.verbs and self._speaks(at, bare):
            self._verb(at, bare, self.verbs[bare])

    def _speaks(self, at: int, bare: str) -> bool:
        """Whether a word that is also a preposition or noun is a verb here."""
        wanted = _ONLY_BEFORE.get(bare)
        return wanted is None or self._word(at + 1) in wanted

    def _range(self, first: int, last: int) -> Range | None:
        return trimmed(self.units, first, min(last, len(self.units)))

    def _passive(self, at: int, bare: str) -> bool:
        nxt = self._word(at + 1)
        if bare == "نقل":
            if nxt != "عن":
                return False
            start = self._complement(at + 2, "")
            if start is None:
                return False
            source = self._subject(at + 2, start[0])
            self._add(source, (at, at + 2), start, "report", "ar.quoted")
            return True
        if nxt not in ARABIC_THAT:
            return False
        content = self._content(at + 1, "that")
        if content[0]:
            cue = (self.units[at].start, self.units[at].end)
            self._keep(
                Found(None, cue, content[0], "report", "ar.passive", unattributed=True), content[1]
            )
        return True

    def _verb(self, at: int, bare: str, sense: str) -> None:
        if bare in {"نقل", "نقلت", "ينقل", "نسب", "نسبت"} and self._chain(at):
            return
        start = self._complement(at + 1, bare)
        if start is None and sense in _OBJECT_SENSES:
            self._object(at, sense)
            return
        if start is None:
            if self._word(len(self.units) - 1) == ":" and sense in {"say", "stress", "report"}:
                stop = min(at + _SUBJECT_UNITS, len(self.units) - 1)
                speaker = self._subject(at + 1, stop) or self._before(at)
                cue = (self.units[at].start, self.units[at].end)
                self.pending = Found(speaker or cue, cue, (), sense, "ar.introduced")
                self.pending = replace(self.pending, pro_drop=speaker is None)
                return
            self._after(at, sense)
            return
        source = self._subject(at + 1, start[0])
        if source is None:
            source = self._before(at) or self._topic(at)
        self._add(source, (at, at + 1), start, sense, f"ar.{sense}")

    def _topic(self, at: int) -> Range | None:
        """As in "أما X، فقال": what "as for" names, before its verb."""
        if self._word(self.taken) not in {"اما", "واما"} or self._word(at)[:1] != "ف":
            return None
        return self._range(self.taken + 1, at)

    def _complement(self, first: int, bare: str) -> tuple[int, str] | None:
        """Where the content begins: "أنّ", a colon, a quotation; with the preposition it takes."""
        wanted: set[str] | frozenset[str] = _PREPOSITIONS.get(bare, frozenset())
        depth = 0
        for b in range(first, min(first + _SUBJECT_UNITS, len(self.units))):
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
            if word in ARABIC_THAT:
                return b, "that"
            if word in wanted and depth == 0 and b + 1 < len(self.units):
                if self._word(b + 1) in ARABIC_THAT:
                    return b + 1, "that"
                return b + 1, "object"
            if word in {"،", ",", "؛"}:
                depth += 1
                if depth > MAX_COMMAS:
                    return None
            if b > first and self._bare(b) in self.verbs and word != "بين":
                return None
        return None

    def _quote(self, at: int) -> bool:
        return at < len(self.units) and self.units[at].sort is Sort.QUOTE

    def _subject(self, first: int, last: int) -> Range | None:
        end = first
        while end < last:
            word = self._word(end)
            attached = word[:1] in {"ل", "ب"} and end > first and word[1:3] == "ال"
            if word == "من" and end == first + 1 and not self._word(first).startswith("ال"):
                end += 2
                continue
            inside = word == "في" and end > first and self._word(end + 1) not in _IN_WRITING
            if inside:
                end += 2
                continue
            if word in ARABIC_ADJUNCTS or (attached and end > first) or word.startswith("لل"):
                break
            if self.units[end].sort is Sort.MARK and word not in {"(", ")", "،", ","}:
                break
            if self.units[end].sort is Sort.MARK and word in {"،", ","} and end == first:
                break
            end += 1
        return self._range(first, min(end, last))

    def _before(self, at: int) -> Range | None:
        """The speaker before its verb ("الوزارة قالت إن"): what the sentence opens with."""
        first = at
        while first > self.taken and at - first < NEAR_UNITS:
            unit = self.units[first - 1]
            if unit.sort is not Sort.WORD or self._bare(first - 1) in self.verbs:
                break
            first -= 1
        while first < at and self._bare(first) in _NOT_STARTS | {"قد"}:
            first += 1
        if first >= at or self._word(first) in ARABIC_ADJUNCTS:
            return None
        if self._word(at)[:1] in {"و", "ف"} and self._word(at) not in self.verbs:
            return None
        return self._range(first, at)

    def _object(self, at: int, sense: str) -> None:
        """As in "نفى الناطق الاتهامات": the speaker, then what is denied, asked or accused of."""
        first = at + 1
        source = self._before(at)
        end = self._end(first)
        demanded = sense == "demand" and self._word(first).startswith("ب")
        if demanded and not any(
            self._word(b).startswith("ب") for b in range(first + 1, min(first + NEAR_UNITS, end))
        ):
            span = self._range(first, end)
            cue = (self.units[at].start, self.units[at].end)
            if span is not None:
                self._keep(
                    Found(cue, cue, (span,), sense, f"ar.{sense}_object", pro_drop=True), end
                )
            return
        if source is None:
            stop = first
            while stop < end and stop - first < SHORT_UNITS:
                if stop > first and (
                    self._word(stop).startswith(("ب", "ل")) or self._word(stop) in ARABIC_ADJUNCTS
                ):
                    break
                stop += 1
                if not self._construct(stop - 1):
                    break
            source, first = self._range(first, stop), stop
        span = self._range(first, end)
        if (
            source is None
            or span is None
            or (self._word(first) in ARABIC_ADJUNCTS - {"من", "في", "علي"} and sense == "accuse")
        ):
            return
        cue = (self.units[at].start, self.units[at].end)
        self._keep(Found(source, cue, (span,), sense, f"ar.{sense}_object"), end)

    def _construct(self, at: int) -> bool:
        """Whether the noun at `at` seems to go on: no article, followed by a word with one."""
        word = self._word(at)
        return not word.startswith("ال") and self._word(at + 1).startswith("ال")

    def _after(self, at: int, sense: str) -> None:
        """As in "«…»، قال الناطق": the verb follows what is said."""
        if at - self.taken < 1 or sense not in {"say", "stress", "report"}:
            return
        left = at
        while left > self.taken and self.units[left - 1].sort is Sort.MARK:
            left -= 1
        if left <= self.taken or self.units[left - 1].sort is not Sort.QUOTE:
            return
        stop = at + 1
        while (
            stop < len(self.units)
            and stop - at < NEAR_UNITS
            and self.units[stop].word
            and self._word(stop) not in ARABIC_ADJUNCTS
        ):
            stop += 1
        quote = self.units[left - 1]
        source = self._range(at + 1, stop)
        cue = (self.units[at].start, self.units[at].end)
        found = Found(
            source or cue, cue, ((quote.start, quote.end),), sense, "ar.after_quote",
            pro_drop=source is None, more=True,
        )  # fmt: skip
        self._keep(found, stop)

    def _chain(self, at: int) -> bool:
        """As in "نقلت الوكالة عن الوزارة قولها إن": the inner speaker, through the outer."""
        for b in range(at + 1, min(at + 15, len(self.units) - 1)):
            if self._word(b) != ("الي" if self._bare(at).startswith("نسب") else "عن"):
                continue
            start = self._complement(b + 1, "")
            outer = self._subject(at + 1, b) or self._before(at)
            if start is None:
                return False
            last = start[0]
            said = last
            while said > b + 1 and self.units[said - 1].sort is Sort.MARK:
                said -= 1
            said = said - 1 if self._word(said - 1).startswith("قول") else last
            inner = self._subject(b + 1, said)
            if inner is None:
                return False
            cue = (self.units[at].start, self.units[at].end)
            content, end = self._content(*start)
            if not content:
                return False
            told = None
            if outer is not None:
                told = Found(outer, cue, content, "report", "ar.quoted")
            inner_cue = self._range(said, last) or (self.units[b].start, self.units[b].end)
            self._keep(Found(inner, inner_cue, content, "say", "ar.quoted", through=told), end)
            return True
        return False

    def _participle(self, at: int, sense: str) -> None:
        bare = self._bare(at)
        start = self._complement(at + 1, bare)
        earlier = next((f for f in reversed(self.found) if f.through is None), None)
        if earlier is None or earlier.source is None:
            return
        source = None if earlier.pro_drop else earlier.source
        if start is not None and start[0] <= at + 6:
            self._add(source, (at, at + 1), start, sense, f"ar.{sense}_participle")
        elif sense in _OBJECT_SENSES:
            end = self._end(at + 1)
            span = self._range(at + 1, end)
            if span:
                cue = (self.units[at].start, self.units[at].end)
                self._keep(
                    Found(
                        source or cue, cue, (span,), sense, f"ar.{sense}_participle",
                        pro_drop=source is None,
                    ),
                    end,
                )  # fmt: skip

    def _according(self, at: int) -> None:
        first = at + 1
        if self._word(first) in {"ل", "ما"}:
            first += 1
        if self._bare(first) in self.verbs:
            first += 1
        stop = first
        while (
            stop < len(self.units)
            and stop - first < NEAR_UNITS
            and self.units[stop].sort is not Sort.MARK
        ):
            if stop > first and self._word(stop) in ARABIC_THAT:
                break
            stop += 1
        source = self._range(first, stop)
        cue = (self.units[at].start, self.units[at].end)
        if source is None:
            return
        left = self._range(self.taken, at)
        if left is not None and at - self.taken > MAX_COMMAS:
            content: tuple[Range, ...] = (left,)
            last = stop
            if self._word(stop) in {"،", ","}:
                last = self._end(stop + 1)
                rest = self._range(stop + 1, last)
                if (
                    rest is not None
                    and last - stop > SHORT_UNITS
                    and self._bare(stop + 1) not in self.verbs
                ):
                    content = (left, rest)
                else:
                    last = stop
        else:
            last = self._end(stop + 1)
            span = self._range(stop, last)
            if span is None:
                return
            content = (span,)
        self._keep(Found(source, cue, content, "say", "ar.according_to"), last)

    def _add(
        self,
        source: Range | None,
        cue_units: tuple[int, int],
        start: tuple[int, str],
        sense: str,
        rule: str,
    ) -> None:
        content, end = self._content(*start)
        cue = self._range(*cue_units)
        if not content or cue is None:
            return
        self._keep(
            Found(source or cue, cue, content, sense, rule, pro_drop=source is None,
                  more=start[1] == "quote"),
            end,
        )  # fmt: skip

    def _keep(self, found: Found, end: int) -> None:
        self.found.append(found)
        self.taken = max(self.taken, end)

    def _content(self, start: int, mode: str) -> tuple[tuple[Range, ...], int]:
        if mode == "quote" and self._quote(start):
            return ((self.units[start].start, self.units[start].end),), start + 1
        end = self._end(start)
        span = self._range(start, end)
        return ((span,) if span else ()), end

    def _end(self, start: int) -> int:
        """Before a participle, a source phrase, or "and" with an attribution verb and clause."""
        for at in range(start + 1, len(self.units)):
            word = self._word(at)
            if word == "؛":
                return at
            bare = self._bare(at)
            if bare in ARABIC_SOURCES or bare in self.participles:
                return at
            joined = word[:1] == "و" and word not in self.verbs and bare in self.verbs
            if joined and self._speaks(at, bare):
                if self.units[at - 1].low in {"،", ","}:
                    return at
                if self._complement(at + 1, bare) is not None:
                    return at
        return len(self.units)
