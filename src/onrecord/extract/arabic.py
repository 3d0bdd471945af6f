"""Attributions in one Arabic sentence, by the words that mark them.

Verb before or after its speaker, with a clause ("أنّ"), a quotation or a colon; sources after
"وفق", "بحسب"; participles that add to a statement ("مضيفاً أن"); verbs that carry their speaker.
Words are compared folded; ranges are those of the text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.extract.arabic_phrases import VERBAL, speaker_end
from onrecord.extract.arabic_units import ASIDES, MAX_COMMAS, NEAR_UNITS, SUBJECT_UNITS, ArabicUnits
from onrecord.extract.attribution import Found, Range
from onrecord.lang.arabic_cues import (
    ADJUNCTS,
    ARABIC_BODIES,
    ARABIC_OFFICES,
    HEARD,
    LISTENERS,
    NOT_SPEAKERS,
    PASSIVE,
    THAT,
)
from onrecord.lang.words import Sort, Unit, wordset

SHORT_UNITS = 3
_RECORDING = wordset("وثق وثقت يوثق توثق سجل سجلت رصد رصدت احصي احصت")
_WITH_DEED = wordset("اعلن اعلنت اكد اكدت اوكد كشف كشفت رجح رجحت توقع توقعت استبعد استبعدت تستبعد")
_SPOKEN = re.compile("ب[يت]?قول|بي?حكي|بتحكي")
_OBJECT_SENSES = wordset(
    "deny warn accuse demand call threaten evaluate promise express hope doubt"
)
_WRITINGS = wordset("تقرير بيان رساله وثيقه محضر شهاده افاده نشره مذكره كتاب برقيه")
_ASKS = ("سال", "تسال")
MAX_LABEL = 7  # words of "X:" at the head of a line
PASSIVE_REACH = 8  # units between a passive and its clause


class ArabicSentence(ArabicUnits):
    """The attributions of one Arabic sentence."""

    def __init__(self, text: str, units: list[Unit]) -> None:
        """`units`: of one sentence, quotations as single units."""
        super().__init__(text, units)
        self.found: list[Found] = []
        self.pending: Found | None = None  # "قال X:" before a quoted paragraph

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

    def _passive(self, at: int, bare: str) -> bool:
        nxt = self._word(at + 1)
        if bare == "نقل":
            return nxt == "عن" and self._handed_on(at)
        start: tuple[int, str] | None = (at + 1, "that") if nxt in THAT else None
        if start is None and (self._marked_passive(at) or bare in {"قيل", "افيد"}):
            start = self._complement(at + 1, bare)
        if start is None or start[0] - at > PASSIVE_REACH:
            return False
        content, end = self._content(*start)
        if content:
            cue = (self.units[at].start, self.units[at].end)
            self._keep(Found(None, cue, content, "report", "ar.passive", unattributed=True), end)
        return True

    def _handed_on(self, at: int) -> bool:
        """As in "نُقل عن مختار القرية أن"."""
        start = self._complement(at + 2, "")
        if start is None:
            return False
        source = self._subject(at + 2, start[0])
        self._add(source, (at, at + 2), start, "report", "ar.quoted")
        return True

    def _verb(self, at: int, bare: str, sense: str) -> None:
        if bare in {"نقل", "نقلت", "ينقل", "نسب", "نسبت"} and self._chain(at):
            return
        start = self._complement(at + 1, bare)
        if start is None and (sense in _OBJECT_SENSES or bare in _RECORDING or bare in _WITH_DEED):
            self._object(at, sense, deed=bare in _WITH_DEED)
            return
        if start is None and (_SPOKEN.match(bare) or self._word(at - 1) == "عم"):
            self._spoken(at, sense)
            return
        if start is None:
            if self._word(len(self.units) - 1) == ":" and sense in {"say", "stress", "report"}:
                stop = min(at + SUBJECT_UNITS, len(self.units) - 1)
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

    def _object(self, at: int, sense: str, *, deed: bool = False) -> None:
        """As in "نفى الناطق الاتهامات": the speaker, then what is denied, asked or accused of.

        `deed`: the object must be a verbal noun ("أكد المراقب وجود دخان").
        """
        first = self._after_listener(at + 1)
        if deed and not self._deed_near(first):
            return
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

    def _deed_near(self, first: int) -> bool:
        last = min(first + PASSIVE_REACH, len(self.units))
        return any(VERBAL.match(self._word(b).removeprefix("ب")) for b in range(first, last))

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
            and not (self._word(stop) == "و" or self._word(stop) in ASIDES)
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
        stop = self._source_end(at, first)
        source = self._range(first, stop)
        cue = (self.units[at].start, self.units[at].end)
        if source is None and not told:
            return
        stop += self._word(stop) == "فان"
        content, last = self._around(at, stop)
        if content:
            self._keep(
                Found(
                    source or cue, cue, content, "say", "ar.according_to", pro_drop=source is None
                ),
                last,
            )  # fmt: skip

    def _source_end(self, at: int, first: int) -> int:
        """After the source that begins at `first`: before a mark, "that" or "so that"."""
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
            return speaker_end(self.text, self.units, self.folded, first, stop)
        return stop

    def _around(self, at: int, stop: int) -> tuple[tuple[Range, ...], int]:
        """What a source phrase `[at, stop)` vouches for: before it, and what goes on after it."""
        left = self._range(self.taken, at)
        if left is None or at - self.taken <= MAX_COMMAS:
            last = self._end(stop + 1)
            span = self._range(stop, last)
            return ((span,) if span else ()), last
        if self._word(stop) in {"،", ","}:
            last = self._end(stop + 1)
            rest = self._range(stop + 1, last)
            goes_on = self._bare(stop + 1) not in self.verbs
            if rest is not None and last - stop > SHORT_UNITS and goes_on:
                return (left, rest), last
        return (left,), stop

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
