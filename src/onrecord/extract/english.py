"""Attributions in one English sentence, by the words that mark them.

1. Every form of an attribution verb outside quotations is tried, left to right.
2. Its complement is read: "that", a quotation, a colon, a clause, "to", a noun phrase.
3. Its speaker is the noun phrase before it, or after it ("said X"), or that of the verb it joins.
4. What is said ends where the next attribution, or the author's own clause, begins.
"""

from __future__ import annotations

import re

from onrecord.extract.attribution import Found, Range
from onrecord.extract.english_shapes import Shapes
from onrecord.extract.phrases import (
    subject_before,
    verb_group,
)
from onrecord.lang.cues import (
    BE,
    GROUPS,
    MONTHS_DAYS,
    NAMELESS,
    NEGATIONS,
    NOUNS,
    PRONOUNS,
    RELATIVES,
    ROLE_NOUNS,
    Cue,
)
from onrecord.lang.words import wordset

_CONTRACTED = re.compile(r"(he|she|they|we|i|you|it)['’](?:s|re|ve|d|ll|m)")
# Verbs whose present forms are more often nouns.
NOUN_LIKE = wordset(
    "state claim report comment answer call plan hope fear promise demand request support vote "
    "order rule challenge doubt question post signal estimate detail list record label brand "
    "object voice quote pledge desire want aim wish worry command charge blame attack"
)
_WEAK = wordset("evaluate want believe plan doubt seem describe fear express find hope")


NEAR_NAMELESS = 8  # words
SHORT_WORD = 3  # letters; titles leave short words without a capital


class Sentence(Shapes):
    """The units of one sentence and what has been found in them."""

    def find(self) -> list[Found]:
        """Every attribution of the sentence, outermost first, then those told within it."""
        at = 0
        while at < len(self.units):
            unit = self.units[at]
            if at >= self.taken and unit.word:
                self._try(at)
            at += 1
        return self.found

    def _try(self, at: int) -> None:
        unit = self.units[at]
        if unit.low == "according" and self._low(at + 1) == "to":
            self._according(at, at + 2)
        elif unit.low in self.verbs:
            self._verb(at, self.verbs[unit.low])
        elif unit.low in {"reportedly", "allegedly"}:
            self._adverb(at)
        if at >= self.taken and unit.low in NOUNS:
            self._noun(at)

    def _verb(self, at: int, cue: Cue) -> None:
        group = verb_group(self.units, at, self.taken)
        words = {u.low for u in self.units[group:at]}
        before = self._low(group - 1) if group > 0 else ""
        if self.units[at].upper and cue.lemma != "ask" and not self._headline():
            return
        if before == "to" or self._is_noun(at, group, cue) or self._unnamed(at, before):
            return
        if cue.form in {"past", "part"} and words & BE and self._low(at - 1) not in {"'s", "’s"}:
            self._passive(at, group, cue)
            return
        if cue.lemma == "ask" and cue.form == "past" and (group == 0 or before == "when"):
            self._asked(at)
            return
        negated = bool(words & NEGATIONS)
        if cue.form == "ing" and not words & BE and not _CONTRACTED.fullmatch(before):
            self._participle(at, group, cue)
            return
        bare = cue.form == "base" and not words and cue.lemma in NOUN_LIKE
        if bare and before not in PRONOUNS and not self._plural(group):
            return
        edge = self._before_day(group)
        source = self._nameless(edge) or subject_before(self.units, edge, self.taken)
        shared = None
        if source is None and before == "," and self.head is not None:
            shared = self._range(self.head, group)
        elif source is None and group > 0 and before in {"and", "but", "then", ","}:
            shared = self._shared() or (self._main_subject(group) if before != "," else None)
        joined = source is None and shared is not None
        if joined and cue.form in {"s", "base"} and cue.lemma in NOUN_LIKE:
            return
        if source is None and shared is None and _CONTRACTED.fullmatch(before):
            if cue.form in {"past", "part"} and before[-2:] in {"re", "'m", "’m", "'s", "’s"}:
                return
            pronoun = self.units[group - 1]
            length = len(_CONTRACTED.sub(r"\1", before))
            shared = (pronoun.start, pronoun.start + length)
        doubtful = not words and cue.form in {"s", "base"} and cue.lemma in NOUN_LIKE
        if source and doubtful and not self._agrees(source, at, cue):
            return
        self._finite(at, group, cue, source, shared, negated=negated)

    def _unnamed(self, at: int, before: str) -> bool:
        """Whether the verb only tells that a speaker wants no name: "who asked not to be named"."""
        return before in RELATIVES and any(
            self._low(b) in NAMELESS for b in range(at + 1, at + NEAR_NAMELESS)
        )

    def _nameless(self, edge: int) -> tuple[int, int] | None:
        """The speaker of "A nurse who asked not to be named said", with that description."""
        if self._low(edge - 1) not in NAMELESS:
            return None
        for b in range(edge - 2, max(self.taken, edge - NEAR_NAMELESS), -1):
            if self._low(b) in RELATIVES:
                head = subject_before(self.units, b, self.taken)
                return (head[0], edge) if head else None
        return None

    def _headline(self) -> bool:
        """Whether most words begin with a capital, so that capitals say nothing of names."""
        words = [u for u in self.units if u.word and len(u.low) > SHORT_WORD]
        return sum(u.upper for u in words) > len(words) / 2

    def _before_day(self, group: int) -> int:
        """`group`, or before the "on Tuesday" that stands between a speaker and its verb."""
        if group > 1 and self._low(group - 1) in MONTHS_DAYS and self._low(group - 1) != "may":
            group -= 1
            if self._low(group - 1) == "on":
                group -= 1
        return group

    def _agrees(self, source: tuple[int, int], at: int, cue: Cue) -> bool:
        """Whether a form that may be a noun ("claims", "state") can be the verb of `source`."""
        if self._low(at + 1) in {"that", ":"} or self._quote_at(at + 1):
            return True
        last = self.units[source[1] - 1]
        if last.low in PRONOUNS | RELATIVES or last.low in {",", ")"}:
            return True
        if self.units[at].upper and cue.lemma == "state":
            return False
        if cue.form == "s":
            return last.upper or last.low in GROUPS | ROLE_NOUNS
        return last.low.endswith("s") or last.low in GROUPS or last.upper

    def _finite(
        self,
        at: int,
        group: int,
        cue: Cue,
        source: tuple[int, int] | None,
        shared: Range | None,
        *,
        negated: bool,
    ) -> None:
        complement = self._complement(at, cue)
        says = "say" in cue.frames or "quote" in cue.frames
        if source is not None and says and self._postposed(source, at, complement):
            self._add_postposed(source, at, group, cue, source[0], negated=negated)
            return
        if says and (source is None or complement is None) and self._inverted(at, group, cue):
            return
        span = self._range(*source) if source else shared
        if (
            span is not None
            and complement is None
            and says
            and self._low(len(self.units) - 1) == ":"
        ):
            self.pending = Found(span, self._range(group, at + 1), (), cue.sense, "en.introduced")
            return
        if span is None or complement is None:
            return
        weak = cue.sense in _WEAK and complement[1] in {"object", "to", "quote"}
        if source is not None and self.units[source[0]].low in {"neither", "none"}:
            return
        if source is not None and weak and not self._speaker_like(source):
            return
        self._add_preposed(span, at, group, cue, complement, negated=negated)
