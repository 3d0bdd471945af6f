"""The shapes of English attribution: before and after the content, inverted, joined, told."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

from onrecord.extract.attribution import Found, Range, trimmed
from onrecord.extract.english_content import Content
from onrecord.extract.phrases import (
    phrase_after,
    subject_before,
    subject_before_comma,
)
from onrecord.lang.cues import (
    AUXILIARIES,
    CONJUNCTIONS,
    FINITE,
    GROUPS,
    MONTHS_DAYS,
    NOUN_SENSE,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    ROLE_NOUNS,
    Cue,
)
from onrecord.lang.words import Sort, wordset

_PASSIVE_REPORT = wordset(
    "report announce allege believe claim say think understand reveal disclose confirm "
    "suggest argue estimate expect know note hope fear"
)
_RAISING = wordset("expect believe think say report allege know understand suspect")
_CLAUSE_STARTS = wordset("how what why whether if who when where")
_ADJUNCT_UNITS = 18
SHORT_QUOTE = 30  # characters; shorter and inside a sentence it may be a by-name
MAX_MAIN_SUBJECT = 14
_WEAK = wordset("evaluate want believe plan doubt seem describe fear express find hope")


LEAST_WORDS = 3  # of a content beside its cue
LEAST_QUOTE_CHARS = 7


class Shapes(Content, ABC):
    """Attributions of each shape in one sentence, by the cue that has been met."""

    @abstractmethod
    def find(self) -> list[Found]:
        """Every attribution of the sentence, outermost first, then those told within it."""

    def _shared(self) -> Range | None:
        if not self.found:
            return None
        for earlier in reversed(self.found):
            if earlier.through is None:
                return earlier.source
        return None

    def _speaker_like(self, source: tuple[int, int]) -> bool:
        first, last = source
        head = self.units[first:last]
        if any(u.upper for u in head[(1 if first == 0 else 0) :]):
            return True
        if head[0].low in PRONOUNS | RELATIVES:
            return head[0].low != "it"
        return any(u.low in GROUPS for u in head) or (first == 0 and head[0].upper and last == 1)

    def _add_preposed(
        self,
        source: Range | None,
        at: int,
        group: int,
        cue: Cue,
        complement: tuple[int, str, int],
        *,
        negated: bool,
        rule: str | None = None,
    ) -> None:
        start, mode, cue_end = complement
        relative = group > 0 and self._low(group - 1) in RELATIVES
        if relative and self._low(group - 2) == ",":
            head = subject_before_comma(self.units, group - 2, self.taken)
            self.head = head if head is not None else self.head
        content, end = self._content(start, mode, cue, relative=relative)
        if not content:
            return
        name = rule or f"en.{'quote' if mode == 'quote' else cue.sense}"
        found = Found(
            source=source,
            cue=self._range(group, cue_end),
            content=tuple(content),
            sense=cue.sense,
            rule=name,
            negated=negated,
            clausal=mode in {"that", "bare", "quote", "clause"},
        )
        if cue.lemma == "quote" and self._quoting(at, found):
            return
        found = self._citing(group, found)
        self._keep(found, end)
        if mode != "quote":
            self._nested(start, end, found)

    def _citing(self, group: int, found: Found) -> Found:
        """As in "X, citing Y, said Z": Z is Y's, through X."""
        for b in range(max(1, group - 24), group):
            if self._low(b) not in {"citing", "quoting"} or self._low(b - 1) != ",":
                continue
            if found.source is None or not found.source[0] < self.units[b].start < found.source[1]:
                continue
            first = next(n for n, u in enumerate(self.units) if u.start >= found.source[0])
            outer, inner = self._range(first, b), self._range(b + 1, group)
            if outer is None or inner is None:
                continue
            cue = (self.units[b].start, self.units[b].end)
            through = replace(found, source=outer, cue=cue, rule="en.citing")
            return replace(found, source=inner, through=through, rule="en.cited")
        return found

    def _cited_last(self, at: int) -> bool:
        """As in "Z, X reported, citing Y": Z is Y's, through X."""
        end = phrase_after(self.units, at + 1, len(self.units))
        if not self.found or end is None or end - at > MAX_MAIN_SUBJECT:
            return False
        last, inner = self.found[-1], self._range(at + 1, end)
        if inner is None or last.source is None or last.through or last.sense in _WEAK:
            return False
        if max(r[1] for r in (last.source, last.cue or last.source)) < self.units[at - 2].start:
            return False  # more stands between the telling and "citing"
        cue = (self.units[at].start, self.units[at].end)
        through = replace(last, rule="en.citing")
        self.found[-1] = replace(last, source=inner, cue=cue, through=through, rule="en.cited")
        self.taken = max(self.taken, end)
        return True

    def _quoting(self, at: int, outer: Found) -> bool:
        """As in "X quoted Y as saying Z": Z is Y's, through X."""
        for b in range(at + 2, min(at + 20, len(self.units) - 2)):
            if self._low(b) == "as" and self._low(b + 1) == "saying":
                complement = self._complement(b + 1, self.verbs["saying"])
                source = self._range(at + 1, b)
                if complement is None or source is None:
                    return False
                content, end = self._content(complement[0], complement[1], self.verbs["saying"])
                if not content:
                    return False
                cue = self._range(b, b + 2)
                inner = Found(source, cue, tuple(content), "say", "en.quoted", through=outer)
                self._keep(inner, end)
                return True
        return False

    def _nested(self, start: int, end: int, outer: Found) -> None:
        """Speech told within the content becomes claims of its speaker `through` the outer."""
        if outer.sense in _WEAK | {"promise", "call", "demand", "quote"}:
            return
        inner = type(self)(self.text, self.units[start:end])
        if inner.units and inner.units[0].low == "that":
            inner.taken = 1
        told = [
            found
            for found in inner.find()
            if found.through is None and _strong(found) and found.source != outer.source
        ]
        if not told:
            return
        place = next(n for n, found in enumerate(self.found) if found is outer)
        kept = self._without(start, end, told)
        self.found[place : place + 1] = [replace(outer, content=kept)] if kept else []
        self.found.extend(
            replace(found, through=outer, rule=found.rule + ".told") for found in told
        )

    def _without(self, start: int, end: int, told: list[Found]) -> tuple[Range, ...]:
        """The parts of the content between `start` and `end` that are not told by another."""
        covered = [r for f in told for r in (f.source, f.cue, *f.content) if r is not None]
        low = min(r[0] for r in covered)
        high = max(r[1] for r in covered)
        units = self.units[start:end]
        kept = []
        for part in ([u for u in units if u.end <= low], [u for u in units if u.start >= high]):
            while part and part[-1].low in {"and", "but", "that", "while", ","}:
                part.pop()
            while part and part[0].low in {"and", "but", ",", "that"}:
                part.pop(0)
            if sum(u.sort is not Sort.MARK for u in part) >= LEAST_WORDS:
                span = trimmed(part, 0, len(part))
                kept += [span] if span else []
        return tuple(kept)

    def _postposed(
        self, source: tuple[int, int], at: int, complement: tuple[int, str, int] | None
    ) -> bool:
        first = source[0]
        if first - 1 <= self.taken - 1 or first == 0:
            return False
        left = self.units[first - 1]
        if left.sort is Sort.QUOTE:
            if not left.full and first - 1 > self.taken and left.end - left.start < SHORT_QUOTE:
                return False
            return left.end - left.start >= LEAST_QUOTE_CHARS and (
                complement is None or complement[1] != "that"
            )
        if left.low not in {",", "?", "!", "—", "–", "-"}:
            return False
        follows = self.units[at + 1] if at + 1 < len(self.units) else None
        quoted = first - 2 >= self.taken and self.units[first - 2].sort is Sort.QUOTE
        if first - 1 - self.taken < (1 if quoted or (follows and follows.low == ",") else 2):
            return False
        if follows is None or (follows.sort is Sort.MARK and follows.low not in {":", "("}):
            return follows is None or follows.low != "," or not self._quote_at(at + 2)
        if complement is not None:
            return False
        return self._low(self.taken) not in PREPOSITIONS | {"after", "when"} or self._clause_like(
            self.taken
        )

    def _add_postposed(
        self,
        source: tuple[int, int],
        at: int,
        group: int,
        cue: Cue,
        left: int,
        *,
        negated: bool,
        end: int | None = None,
    ) -> None:
        stop = left
        content = self._left_content(stop)
        if not content:
            return
        rest, last = self._after(end or at + 1)
        quoted = self.units[stop - 1].sort is Sort.QUOTE
        found = Found(
            source=self._range(*source),
            cue=self._range(group, at + 1),
            content=tuple(content + rest),
            sense=cue.sense,
            rule="en.after_quote" if quoted else "en.after",
            negated=negated,
            more=quoted,
        )
        self._keep(found, max(last, end or at + 1))

    def _left_content(self, stop: int) -> list[Range]:
        units, first = self.units, self.taken
        while first < stop and units[first].low in {",", ";", "and", "but"}:
            first += 1
        span = self._range(first, stop)
        if span is None:
            return []
        begin = first
        while begin < stop and units[begin].sort is Sort.MARK:
            begin += 1
        if units[stop - 1].sort is Sort.QUOTE:
            quotes = [u for u in units[begin:stop] if u.sort is Sort.QUOTE]
            if len(quotes) == sum(u.sort is not Sort.MARK for u in units[begin:stop]):
                return [(u.start, u.end) for u in quotes]
        return [span]

    def _after(self, at: int) -> tuple[list[Range], int]:
        """More of the content after the cue: '"Five people," he said, "were killed"'."""
        units = self.units
        comma = at
        while comma < len(units) and comma < at + _ADJUNCT_UNITS and units[comma].low != ",":
            if units[comma].sort is not Sort.WORD or units[comma].low in self.verbs:
                return [], at
            comma += 1
        if comma + 1 >= len(units) or units[comma].low != ",":
            return [], at
        if units[comma + 1].sort is Sort.QUOTE:
            return [(units[comma + 1].start, units[comma + 1].end)], comma + 2
        if comma != at or self._breaks_after_comma(comma):
            return [], at
        follows = units[comma + 1].low
        if units[at - 2].sort is Sort.QUOTE or follows in CONJUNCTIONS | {"after"}:
            return [], at
        if follows.endswith("ing") or follows in {"who", "which"} | PREPOSITIONS:
            return [], at
        end = self._end(comma + 1, self.verbs["said"])
        span = self._range(comma + 1, end)
        return ([span] if span else []), end

    def _inverted(self, at: int, group: int, cue: Cue) -> bool:
        if (
            cue.lemma == "tell"
            or cue.form not in {"past", "s"}
            or group == 0
            or group <= self.taken
        ):
            return False
        left = self.units[group - 1]
        if left.sort is not Sort.QUOTE and left.low not in {",", "?", "!", "—"}:
            return False
        if left.sort is not Sort.QUOTE and group - 1 - self.taken < LEAST_WORDS:
            return False
        short = left.sort is Sort.QUOTE and left.end - left.start < SHORT_QUOTE
        if short and not left.full and group - 1 > self.taken:
            return False
        end = phrase_after(self.units, at + 1, len(self.units))
        if end is None:
            return False
        goes_on = end < len(self.units) and self.units[end].word
        adjunct = goes_on and self.units[end].low in PREPOSITIONS | MONTHS_DAYS
        if left.sort is not Sort.QUOTE and goes_on and not adjunct:
            return False
        if self.units[at + 1].low in {"it", "there"}:
            return False
        self._add_postposed((at + 1, end), at, group, cue, group, negated=False, end=end)
        return True

    def _participle(self, at: int, group: int, cue: Cue) -> None:
        before = self._low(group - 1) if group else ""
        quote_before = group > 0 and self.units[group - 1].sort is Sort.QUOTE
        if (
            group > 0
            and not quote_before
            and before not in {",", "while", "by", "and", "as", "—", "before", "after", "without"}
        ):
            return self._reduced(at, group, cue)
        if before == "," and self._low(at) in {"citing", "quoting"} and self._cited_last(at):
            return None
        complement = self._complement(at, cue)
        if complement is None:
            return None
        source = self._shared() or self._main_subject(group)
        if source is None or (group == 0):
            return None
        self._add_preposed(
            source,
            at,
            group,
            cue,
            complement,
            negated=before == "without",
            rule=f"en.{cue.sense}_ing",
        )
        return None

    def _reduced(self, at: int, group: int, cue: Cue) -> None:
        """As in "a statement saying that …", "witnesses saying …"."""
        complement = self._complement(at, cue)
        if complement is None or cue.sense in _WEAK or self._low(group - 1) not in GROUPS:
            return
        source = subject_before(self.units, group, self.taken)
        if source is not None:
            self._add_preposed(
                self._range(*source), at, group, cue, complement, negated=False, rule="en.reduced"
            )

    def _main_subject(self, before: int) -> Range | None:
        """The noun phrase the sentence opens with, if it reads like a speaker."""
        units = self.units
        at = 0
        while at < before and not units[at].word:
            at += 1
        if at < before and units[at].low in PREPOSITIONS:
            while at < before and units[at].low != ",":
                at += 1
            at += 1
        if at >= before:
            return None
        if units[at].low in PRONOUNS:
            return units[at].start, units[at].end
        end = self._subject_end(at, before)
        if end is None or not self._speaker_like((at, end)) or units[at].low in CONJUNCTIONS:
            return None
        return self._range(at, end)

    def _subject_end(self, first: int, before: int) -> int | None:
        """Where the noun phrase at `first` ends: its capitals, or before its verb."""
        units = self.units
        end = first
        while end < before and end - first < MAX_MAIN_SUBJECT and units[end].word:
            low = units[end].low
            if low in AUXILIARIES or low in FINITE or low in CONJUNCTIONS - {"and"}:
                return end if end > first else None
            if end > first and not units[end].upper and (low.endswith("ed") or low in self.verbs):
                return end
            capitals = end > first + 1 and units[end - 1].upper and not units[end].upper
            if capitals and low not in {"of", "for", "and", "in", "the"} | GROUPS | ROLE_NOUNS:
                return end
            titled = end > first and units[end - 1].low in ROLE_NOUNS and low not in PREPOSITIONS
            if titled and not units[end].upper:
                return end
            end += 1
        return None

    def _passive(self, at: int, group: int, cue: Cue) -> None:
        follows = self._low(at + 1)
        before = self._low(group - 1) if group else ""
        if cue.lemma == "quote" and follows == "as" and self._low(at + 2) == "saying":
            source = subject_before(self.units, group, self.taken)
            complement = self._complement(at + 2, self.verbs["saying"])
            if source and complement:
                self._add_preposed(
                    self._range(*source),
                    at,
                    group,
                    cue,
                    complement,
                    negated=False,
                    rule="en.quoted",
                )
            return
        if before == "it" and cue.lemma in _PASSIVE_REPORT and follows in {"that", ","}:
            complement = self._complement(at, cue)
            if complement:
                self._sourceless(group - 1, at, cue, complement)
            return
        if follows == "to" and cue.lemma in _RAISING:
            subject = subject_before(self.units, group, self.taken)
            if subject is None:
                return
            end = self._end(at + 1, cue)
            first, second = self._range(*subject), self._range(at + 1, end)
            if first and second:
                found = Found(
                    None, self._range(group, at + 1), (first, second), cue.sense,
                    "en.raising", unattributed=True,
                )  # fmt: skip
                self._keep(found, end)

    def _sourceless(self, group: int, at: int, cue: Cue, complement: tuple[int, str, int]) -> None:
        content, end = self._content(complement[0], complement[1], cue)
        if content:
            found = Found(
                None, self._range(group, at + 1), tuple(content), cue.sense, "en.passive",
                unattributed=True,
            )  # fmt: skip
            self._keep(found, end)
            self._nested(complement[0], end, found)

    def _asked(self, at: int) -> None:
        """As in "Asked whether …, he said", "when asked about …": somebody unnamed asks."""
        low = self._low(at + 1)
        if low not in _CLAUSE_STARTS | {"about", "to"}:
            return
        start = at + 2 if low == "about" else at + 1
        end = start
        while end < len(self.units) and self._low(end) not in {",", ";"}:
            end += 1
        span = self._range(start, end)
        if span is not None:
            cue = (self.units[at].start, self.units[at].end)
            self._keep(Found(None, cue, (span,), "ask", "en.asked", unattributed=True), end)

    def _adverb(self, at: int) -> None:
        """As in "X reportedly did Y": attributed to nobody named."""
        before = self._range(self.taken, at)
        end = self._end(at, self.verbs["said"])
        after = self._range(at + 1, end)
        if after is None or (before is None and at > self.taken):
            return
        content = (before, after) if before else (after,)
        cue = (self.units[at].start, self.units[at].end)
        sense = "allege" if self.units[at].low == "allegedly" else "report"
        self._keep(Found(None, cue, content, sense, "en.adverb", unattributed=True), end)

    def _according(self, at: int, first: int) -> None:
        end = phrase_after(self.units, first, len(self.units))
        if end is None:
            return
        left = self._left_content(at) if at > self.taken else []
        if left and at - self.taken > 1:
            while end < len(self.units) and self.units[end].word and self._low(end) != "that":
                end += 1
        source = self._range(first, end)
        cue = self._range(at, first)
        last = end
        content: list[Range] = []
        if left and at - self.taken > 1:
            content = left
            if self._low(end) == "," and not self._breaks_after_comma(end):
                stop = self._end(end + 1, self.verbs["said"])
                span = self._range(end + 1, stop)
                if span and self._low(end + 1) not in {"who", "which", "and"} | PREPOSITIONS:
                    content, last = [*content, span], stop
        elif end < len(self.units):
            begin = end
            while begin < len(self.units) and self._low(begin) != ",":
                begin += 1
            if begin >= len(self.units):
                begin = end
            last = self._end(begin, self.verbs["said"])
            span = self._range(begin, last)
            content = [span] if span else []
        if source and content:
            self._keep(Found(source, cue, tuple(content), "say", "en.according_to"), last)

    def _noun(self, at: int) -> None:
        """As in "the allegation that …", "her warning that …", "reports of …"."""
        follows = self._low(at + 1)
        if follows not in {"that", "of"} or at + 2 >= len(self.units):
            return
        if follows == "of" and self._low(at) not in {
            "reports",
            "allegations",
            "accusations",
            "rumors",
            "rumours",
            "claims",
        }:
            return
        before = self._low(at - 1)
        sense = NOUN_SENSE.get(self._low(at), "say")
        source: Range | None = None
        group = at
        if before in {"his", "her", "their", "my", "our"}:
            source = (self.units[at - 1].start, self.units[at - 1].end)
        elif before.endswith(("'s", "’s", "s'", "s’")):
            owner = subject_before(self.units, at, self.taken)
            source = self._range(*owner) if owner else None
        start = at + 1 if follows == "that" else at + 2
        content, end = self._content(start, "that", self.verbs["said"])
        if not content:
            return
        if source is None and before in {"there", "was", "is"}:
            return
        found = Found(
            source, self._range(group, at + 1), tuple(content), sense,
            "en.noun", unattributed=source is None,
        )  # fmt: skip
        self._keep(found, end)


def _strong(found: Found) -> bool:
    """Whether a told attribution is speech with a clause or a quotation, by somebody named."""
    if (
        not found.rule.startswith(("en.after", "en.according", "en.quote"))
        and found.clausal is False
    ):
        return False
    return found.sense in {
        "say",
        "deny",
        "stress",
        "accuse",
        "warn",
        "report",
        "allege",
        "admit",
    } and (found.source is not None and found.cue is not None)
