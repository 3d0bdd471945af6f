"""Attributions in one Arabic sentence, by the words that mark them.

Verb before or after its speaker, with a clause ("أنّ"), a quotation or a colon; sources after
"وفق", "بحسب"; participles that add to a statement ("مضيفاً أن"); verbs that carry their speaker.
Words are compared folded; ranges are those of the text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.extract.arabic_phrases import VERBAL, adverbial, speaker_end
from onrecord.extract.attribution import Found, Range, trimmed
from onrecord.lang.arabic_cues import (
    ADJUNCTS,
    ARABIC_BODIES,
    ARABIC_OFFICES,
    CUTS,
    HEARD,
    LISTENERS,
    NOT_SPEAKERS,
    PASSIVE,
    SAYINGS,
    SOURCES,
    THAT,
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
    "تحدث": {"عن"}, "تحدثت": {"عن"}, "تحدثوا": {"عن"}, "يتحدث": {"عن"}, "تتحدث": {"عن"},
    "يتحدثون": {"عن"}, "اصر": {"علي"}, "اصرت": {"علي"}, "تصر": {"علي"}, "يصر": {"علي"},
    "حذروا": {"من"}, "المح": {"الي"}, "المحت": {"الي"}, "خلص": {"الي"}, "خلصت": {"الي"},
}  # fmt: skip
# Verbs that take what is said with a prefixed "ب": "أفادت بمقتل", "اعترف باحتجاز".
_WITH_B = wordset(
    "افاد افادت افادوا ابلغ ابلغت اعترف اعترفت اقر اقرت وعد وعدت تعهد تعهدت متعهدا متعهده افيد"
)
_RECORDING = wordset("وثق وثقت يوثق توثق سجل سجلت رصد رصدت احصي احصت")
_WITH_DEED = wordset("اعلن اعلنت اكد اكدت اوكد كشف كشفت رجح رجحت توقع توقعت استبعد استبعدت تستبعد")
_PASSIVE_SIGN = re.compile("^[وف]?\\w\u064f")
_SPOKEN = re.compile("ب[يت]?قول|بي?حكي|بتحكي")
_OBJECT_SENSES = wordset(
    "deny warn accuse demand call threaten evaluate promise express hope doubt"
)
# Words that are verbs of speech only before these: "بين" is also "between", "عبر" also "via".
_ONLY_BEFORE = {
    "بين": THAT, "عبر": frozenset({"عن"}), "امل": THAT | {"في"},
    "وعد": THAT | {"ب"}, "دان": frozenset({"ال"}),
}  # fmt: skip
_IN_WRITING = wordset(
    "بيان تصريح تصريحات مؤتمر موتمر حديث اتصال مقابله وقت ساعه كلمه رساله تغريده منشور تقرير يوم "
    "موءتمر الوقت اليوم صفحه صفحت حساب تويتر منصه"
)
_WRITINGS = wordset("تقرير بيان رساله وثيقه محضر شهاده افاده نشره مذكره كتاب برقيه")
_SUFFIXES = ("ه", "ها", "هم", "نا")
_NOT_STARTS = wordset("ان انه انها قد لقد كما حيث فيما بينما لكن ولكن غير عم و ف")
_ASIDES = wordset("وقد وكان وكانت الذي التي الذين")
_ASKS = ("سال", "تسال")
MAX_LABEL = 7  # words of "X:" at the head of a line
PASSIVE_REACH = 8  # units between a passive and its clause


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
        label = self._label()
        if label is not None and label.content:
            self._keep(label, len(self.units))
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
        if self._known(word) or len(word) < PREFIXED:
            return word
        if word[0] in "وف":
            return word[1:]
        return word

    def _known(self, word: str) -> bool:
        return word in self.verbs or word in self.participles or word in SOURCES or word in PASSIVE

    def _try(self, at: int) -> None:
        bare = self._bare(at)
        first = self._source_phrase(at, bare)
        passive = bare in PASSIVE or (bare in self.verbs and self._marked_passive(at))
        if first:
            self._according(at, first)
        elif bare in self.participles:
            self._participle(at, self.participles[bare])
        elif (bare in HEARD and self._heard(at)) or (passive and self._passive(at, bare)):
            return
        elif bare in {"جا", "وجا", "ورد"} and self._word(at + 1) == "في":
            self._stands_in(at)
        elif bare in self.verbs and self._speaks(at, bare):
            self._verb(at, bare, self.verbs[bare])

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

    def _heard(self, at: int) -> bool:
        """As in "سمعت من X أن", "عُلم من X أن"."""
        if self._word(at + 1) != "من":
            return False
        start = self._complement(at + 2, "")
        source = self._subject(at + 2, start[0]) if start else None
        if start is None or source is None:
            return False
        self._add(source, (at, at + 1), start, "say", "ar.heard")
        return True

    def _stands_in(self, at: int) -> None:
        """As in "جاء في تقرير للبعثة أن"."""
        start = self._complement(at + 2, "") if self._word(at + 2) in _WRITINGS else None
        source = self._range(at + 2, start[0]) if start else None
        if start is not None and source is not None:
            self._add(source, (at, at + 2), start, "say", "ar.stands_in")

    def _speaks(self, at: int, bare: str) -> bool:
        """Whether a word that is also a preposition or noun is a verb here."""
        if bare in {"طلب", "طلبت"} and self._word(at + 1) == "عدم":
            return False  # "who asked not to be named"
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
        start: tuple[int, str] | None = (at + 1, "that") if nxt in THAT else None
        if start is None and (self._marked_passive(at) or bare in {"قيل", "افيد"}):
            start = self._complement(at + 1, bare)
        if start is None or start[0] - at > PASSIVE_REACH:
            return False
        content, end = self._content(*start)
        if content:
            cue = (self.units[at].start, self.units[at].end)
            self._keep(
                Found(None, cue, content, "report", "ar.passive", unattributed=True), end
            )
        return True

    def _verb(self, at: int, bare: str, sense: str) -> None:
        if bare in {"نقل", "نقلت", "ينقل", "نسب", "نسبت"} and self._chain(at):
            return
        start = self._complement(at + 1, bare)
        if start is None and (
            sense in _OBJECT_SENSES or bare in _RECORDING or bare in _WITH_DEED
        ):
            self._object(at, sense, deed=bare in _WITH_DEED)
            return
        if start is None and (_SPOKEN.match(bare) or self._word(at - 1) == "عم"):
            self._spoken(at, sense)
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
        if self.verbs.get(bare) == "say" and bare.startswith(_ASKS) and start[1] == "that":
            return  # "asked whether"
        first = self._after_listener(at + 1)
        relayed = self._relayed(first, start[0])
        if relayed and self._relay(at, first, relayed, start, sense):
            return
        source = self._subject(first, start[0])
        if source is None or (first > at + 1 and start[0] - first == 1):
            source = self._before(at) or self._topic(at) or source
        self._add(source, (at, at + 1), start, sense, f"ar.{sense}")

    def _relayed(self, first: int, last: int) -> int:
        """Where "نقلاً عن" stands between a verb and what is said; 0 if it does not."""
        for b in range(first, last - 1):
            if self._word(b) == "نقلا" and self._word(b + 1) == "عن":
                return b
        return 0

    def _relay(self, at: int, first: int, relayed: int, start: tuple[int, str], sense: str) -> bool:
        """As in "أخبرني ابن عمي، نقلاً عن الحارس، أن": the inner speaker, through the outer."""
        outer = self._subject(first, relayed)
        inner = self._range(relayed + 2, start[0])
        content, end = self._content(*start)
        cue = (self.units[at].start, self.units[at].end)
        if outer is None or inner is None or not content:
            return False
        told = Found(outer, cue, content, "report", "ar.quoted")
        inner_cue = (self.units[relayed].start, self.units[relayed + 1].end)
        self._keep(Found(inner, inner_cue, content, sense, "ar.quoted", through=told), end)
        return True

    def _after_listener(self, at: int) -> int:
        return at + 1 if self._word(at) in LISTENERS else at

    def _spoken(self, at: int, sense: str) -> None:
        """As in "الإسعاف عم يقول في جرحى": spoken Arabic needs no "that"."""
        end = self._end(at + 1)
        content = self._range(at + 1, end)
        source = self._before(at)
        cue = (self.units[at].start, self.units[at].end)
        if content is not None:
            self._keep(
                Found(source, cue, (content,), sense, "ar.spoken", unattributed=source is None),
                end,
            )

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
            aside = word in {"،", ","} and self._word(end + 1) in _ASIDES
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
        last = commas[0] if aside in ADJUNCTS | _ASIDES else at
        return self._opening(first, last)

    def _verb_at(self, at: int) -> bool:
        bare = self._bare(at)
        return bare in self.verbs and self._speaks(at, bare)

    def _object(self, at: int, sense: str, *, deed: bool = False) -> None:
        """As in "نفى الناطق الاتهامات": the speaker, then what is denied, asked or accused of.

        `deed`: the object must be a verbal noun ("أكد المراقب وجود دخان").
        """
        first = self._after_listener(at + 1)
        end = self._end(first)
        cue = (self.units[at].start, self.units[at].end)
        if sense == "demand" and self._demands_at_once(first, end):
            span = self._range(first, end)
            if span is not None:
                self._keep(
                    Found(cue, cue, (span,), sense, f"ar.{sense}_object", pro_drop=True), end
                )
            return
        source = self._before(at)
        if source is None:
            stop = speaker_end(self.text, self.units, self.folded, first, end)
            source, first = self._range(first, stop), self._past_adjunct(stop, end)
        span = self._range(first, end)
        if source is None or span is None:
            return
        if self._word(first) in ADJUNCTS - {"من", "في", "علي"} and sense == "accuse":
            return
        if deed and not VERBAL.match(self._word(first).removeprefix("ب")):
            return
        self._keep(Found(source, cue, (span,), sense, f"ar.{sense}_object"), end)

    def _demands_at_once(self, first: int, end: int) -> bool:
        """As in "طالب بـ…" with nobody named after it."""
        return self._word(first).startswith("ب") and not any(
            self._word(b).startswith("ب") for b in range(first + 1, min(first + NEAR_UNITS, end))
        )

    def _past_adjunct(self, at: int, end: int) -> int:
        """Past "في رسالة إلى المكتب", to the verbal noun that follows, if one does."""
        if self._word(at) not in {"في", "خلال", "عبر", "عقب"}:
            return at
        for b in range(at + 1, min(at + PASSIVE_REACH, end)):
            if VERBAL.match(self._word(b)):
                return b
        return at

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
            and self._word(stop) not in ADJUNCTS | LISTENERS
            and not (self._word(stop) == "و" or self._word(stop) in _ASIDES)
        ):
            stop += 1
        quote = self.units[left - 1]
        source = self._range(self._after_listener(at + 1), stop)
        cue = (self.units[at].start, self.units[at].end)
        content = [(quote.start, quote.end)]
        if self._word(stop) in {"(", ")"}:
            stop = next((b for b in range(stop, len(self.units)) if self._word(b) == ")"), stop) + 1
        if self._word(stop) in {"،", ","} and self._quote(stop + 1):
            stop += 1
            content.append((self.units[stop].start, self.units[stop].end))
            stop += 1
        found = Found(
            source or cue, cue, tuple(content), sense, "ar.after_quote",
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

    def _according(self, at: int, first: int) -> None:
        if self._word(first) == "ما":
            first += 1
        told = self._bare(first) in self.verbs
        first = self._after_listener(first + told)
        stop = first
        while (
            stop < len(self.units)
            and stop - first < NEAR_UNITS
            and self.units[stop].sort is not Sort.MARK
        ):
            if stop > first and (self._word(stop) in THAT or self._word(stop).startswith("فان")):
                break
            stop += 1
        if not any(u.word for u in self.units[stop:]) and at - self.taken <= MAX_COMMAS:
            stop = speaker_end(self.text, self.units, self.folded, first, stop)
        source = self._range(first, stop)
        cue = (self.units[at].start, self.units[at].end)
        dropped = source is None
        if source is None:
            if not told:
                return
            source = cue
        if self._word(stop) == "فان":
            stop += 1
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
        self._keep(
            Found(source, cue, content, "say", "ar.according_to", pro_drop=dropped), last
        )

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

    def _label(self) -> Found | None:
        """As in "الشرطة: لا صحة لذلك" at the head of a line; what names nobody is passed over."""
        first = 0
        for at in range(min(2 * MAX_LABEL, len(self.units))):
            if self._word(at) != ":" or at + 1 >= len(self.units):
                continue
            lead = range(first, at)
            if not lead or len(lead) > MAX_LABEL or not all(self.units[b].word for b in lead):
                return None
            head = self._word(first)
            if head in NOT_SPEAKERS:
                first = at + 1
                continue
            if any(self._known(self._bare(b)) or self._word(b) in THAT for b in lead):
                return None
            known = head.removeprefix("ال") in ARABIC_BODIES | ARABIC_OFFICES
            if not known and not self._quote(at + 1):
                return None
            content, _ = self._content(at + 1, "quote")
            cue = (self.units[at].start, self.units[at].end)
            return Found(self._range(first, at), cue, content, "say", "ar.label", more=True)
        return None
