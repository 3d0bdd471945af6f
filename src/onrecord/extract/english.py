"""Attributions in one English sentence, by the words that mark them.

1. Every form of an attribution verb outside quotations is tried, left to right.
2. Its complement is read: "that", a quotation, a colon, a clause, "to", a noun phrase.
3. Its speaker is the noun phrase before it, or after it ("said X"), or that of the verb it joins.
4. What is said ends where the next attribution, or the author's own clause, begins.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.extract.attribution import Found, Range, trimmed
from onrecord.extract.phrases import (
    phrase_after,
    subject_before,
    subject_before_comma,
    verb_group,
)
from onrecord.lang.cues import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    EXPRESSED,
    FINITE,
    GROUPS,
    MONTHS_DAYS,
    NEGATIONS,
    NOUN_SENSE,
    NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    ROLE_NOUNS,
    Cue,
    english_verbs,
)
from onrecord.lang.words import Sort, Unit

_LISTENERS = frozenset(
    [
        "him",
        "her",
        "them",
        "me",
        "us",
        "you",
        "reporters",
        "journalists",
        "supporters",
        "voters",
        "people",
        "everyone",
    ]
)
_OBJECTIVE = frozenset(["him", "her", "them", "me", "us"])
_PASSIVE_REPORT = frozenset(
    [
        "report",
        "announce",
        "allege",
        "believe",
        "claim",
        "say",
        "think",
        "understand",
        "reveal",
        "disclose",
        "confirm",
        "suggest",
        "argue",
        "estimate",
        "expect",
        "know",
        "note",
        "hope",
        "fear",
    ]
)
_RAISING = frozenset(
    ["expect", "believe", "think", "say", "report", "allege", "know", "understand", "suspect"]
)
_CLAUSE_STARTS = frozenset(["how", "what", "why", "whether", "if", "who", "when", "where"])
# Verbs that take a quotation or "that", but never a bare clause or noun phrase.
NO_BARE = frozenset(
    "answer ask respond reply continue comment remark observe read post call cry shout yell object "
    "protest counter retort boast joke quip muse exclaim add relate quote".split()
)
_CONTRACTED = re.compile(r"(he|she|they|we|i|you|it)['’](?:s|re|ve|d|ll|m)")
_ADJUNCT_UNITS = 18
SHORT_QUOTE = 30  # characters; shorter and inside a sentence it may be a by-name
MAX_MAIN_SUBJECT = 14
# Verbs whose present forms are more often nouns.
NOUN_LIKE = frozenset(
    "state claim report comment answer call plan hope fear promise demand request support vote "
    "order rule challenge doubt question post signal estimate detail list record label brand "
    "object voice quote pledge desire want aim wish worry command charge blame attack".split()
)
_DASHES = frozenset({"—", "–", "--", "-"})
_ASIDES = frozenset("lies located situated borders sits population chairs heads leads".split())
_STOPPERS = frozenset(["but", "though", "although", "whereas"])
_WEAK = frozenset(
    [
        "evaluate",
        "want",
        "believe",
        "plan",
        "doubt",
        "seem",
        "describe",
        "fear",
        "express",
        "find",
        "hope",
    ]
)


class Sentence:
    """The units of one sentence and what has been found in them."""

    def __init__(self, text: str, units: list[Unit]) -> None:
        """`units`: of one sentence, quotations as single units."""
        self.text = text
        self.units = units
        self.verbs = english_verbs()
        self.found: list[Found] = []
        self.taken = 0  # units before this one belong to an attribution already found
        self.pending: Found | None = None  # "X told reporters:" before a quoted paragraph
        self.head: int | None = None  # where "X, who …," begins, while its verb is awaited

    def find(self) -> list[Found]:
        """Every attribution of the sentence, outermost first, then those told within it."""
        at = 0
        while at < len(self.units):
            unit = self.units[at]
            if at >= self.taken and unit.word:
                self._try(at)
            at += 1
        return self.found

    # -- finding -------------------------------------------------------------------------------

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

    def _low(self, at: int) -> str:
        return self.units[at].low if 0 <= at < len(self.units) else ""

    def _range(self, first: int, last: int) -> Range | None:
        return trimmed(self.units, first, min(last, len(self.units)))

    def _verb(self, at: int, cue: Cue) -> None:
        group = verb_group(self.units, at, self.taken)
        words = {u.low for u in self.units[group:at]}
        before = self._low(group - 1) if group > 0 else ""
        if self.units[at].upper and cue.lemma != "ask" and not self._headline():
            return
        if before == "to" or self._is_noun(at, group, cue, before):
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
        source = subject_before(self.units, edge, self.taken)
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

    def _headline(self) -> bool:
        """Whether most words begin with a capital, so that capitals say nothing of names."""
        words = [u for u in self.units if u.word and len(u.low) > 3]
        return sum(u.upper for u in words) > len(words) / 2

    def _before_day(self, group: int) -> int:
        """`group`, or before the "on Tuesday" that stands between a speaker and its verb."""
        if group > 1 and self._low(group - 1) in MONTHS_DAYS and self._low(group - 1) != "may":
            group -= 1
            if self._low(group - 1) == "on":
                group -= 1
        return group

    def _plural(self, group: int) -> bool:
        previous = self._low(group - 1)
        return (
            previous.endswith("s")
            or previous in GROUPS
            or previous in RELATIVES
            or (previous in DETERMINERS)
        )

    def _is_noun(self, at: int, group: int, cue: Cue, before: str) -> bool:
        direct = self._low(at - 1)
        if cue.form in {"s", "base"}:
            if direct in AUXILIARIES:
                return False
            return (
                direct in DETERMINERS - {"some", "many", "most", "others", "all", "this", "that"}
                or direct.endswith(("'s", "’s", "s'", "s’"))
                or (direct in PREPOSITIONS and direct != "like")
                or self._low(at + 1) in {"of", "'s"}
            )
        if cue.form == "ing":
            return direct in DETERMINERS or direct.endswith(("'s", "’s"))
        return direct in DETERMINERS - {
            "some",
            "many",
            "most",
            "others",
            "all",
            "this",
            "that",
        } or (direct in {"as", "of"} and at == group)

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

    def _shared(self) -> Range | None:
        if not self.found:
            return None
        for earlier in reversed(self.found):
            if earlier.through is None:
                return earlier.source
        return None

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
        """ "X, citing Y, said Z": Z is Y's, through X."""
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

    def _quoting(self, at: int, outer: Found) -> bool:
        """ "X quoted Y as saying Z": Z is Y's, through X."""
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

    def _keep(self, found: Found, end: int) -> None:
        self.found.append(found)
        self.taken = max(self.taken, end)

    # -- complements ---------------------------------------------------------------------------

    def _complement(self, at: int, cue: Cue) -> tuple[int, str, int] | None:
        """Where the content begins, how ("that", "quote", …), and where the cue words end."""
        units, frames = self.units, cue.frames
        a = at + 1
        while a < len(units) and (
            self._low(a) in ADVERBS - {"both", "all", "each", "not"}
            or (self._low(a).endswith("ly") and units[a].word and len(self._low(a)) > 4)
        ):
            a += 1
        if cue.lemma == "point" and self._low(a) == "out":
            a += 1
        elif cue.lemma == "point" and self._low(a) != "to":
            return None
        if a >= len(units):
            return None
        word = units[a].low
        clausal = bool(frames & {"say", "that", "clause", "quote"})
        if units[a].sort is Sort.QUOTE and (clausal or "object" in frames or "person" in frames):
            return a, "quote" if frames & {"say", "quote", "that"} else "object", at + 1
        if word == "that" and frames & {"say", "that", "clause"}:
            return a, "that", at + 1
        if word in {":", ",", "-", "—", "–"} and clausal and self._quote_at(a + 1):
            return a + 1, "quote", a + 1
        if word == ":" and clausal and a + 1 < len(units):
            return a + 1, "bare", a + 1
        if cue.sense == "express":
            return self._expressed(a)
        for frame in ("to_object", "for", "on", "of", "against", "about", "at", "with"):
            wanted = "to" if frame == "to_object" else frame
            if frame in frames and word == wanted and a + 1 < len(units):
                if frame in {"of", "on", "about"} and "say" in frames and self._later(a):
                    return self._later(a)
                return a + 1, "object", a + 1
        if word == "to" and "to" in frames:
            return a, "to", at + 1
        if cue.lemma == "call" and self._named(a):
            return a, "object", at + 1
        if "tell" in frames:
            return self._told(a, at)
        if word == "," and frames & {"say"}:
            return self._after_commas(a)
        if units[a].sort is Sort.MARK and word not in {"$", "£", "€"}:
            return None
        if "say" in frames:
            return self._said(a, at, cue)
        if word in _CLAUSE_STARTS and frames & {"clause", "object"}:
            return a, "clause", at + 1
        if "person" in frames and word not in PREPOSITIONS | CONJUNCTIONS:
            return a, "object", at + 1
        if "clause" in frames and word not in PREPOSITIONS | CONJUNCTIONS | {"about"}:
            if self._clause_like(a):
                return a, "bare", at + 1
        if "object" in frames and word not in PREPOSITIONS | (CONJUNCTIONS - _CLAUSE_STARTS):
            return a, "object", at + 1
        return None

    def _named(self, a: int) -> bool:
        """Whether "called X "Y"" follows: a quotation before the next mark."""
        for b in range(a + 1, min(a + 14, len(self.units))):
            if self.units[b].sort is Sort.QUOTE:
                return True
            if self.units[b].sort is Sort.MARK or self._low(b) in self.verbs:
                return False
        return False

    def _clause_like(self, a: int) -> bool:
        """Whether a clause seems to begin at `a`: a subject, then soon a finite verb."""
        for b in range(a, min(a + 12, len(self.units))):
            unit = self.units[b]
            if unit.sort is not Sort.WORD:
                return False
            if b > a and (unit.low in FINITE or unit.low in AUXILIARIES or "'" in unit.low[1:]):
                return True
        return False

    def _quote_at(self, a: int) -> bool:
        return a < len(self.units) and self.units[a].sort is Sort.QUOTE

    def _expressed(self, a: int) -> tuple[int, str, int] | None:
        b = a
        while b < min(a + 5, len(self.units)) and self._low(b) not in EXPRESSED:
            b += 1
        if self._low(b) not in EXPRESSED:
            return None
        follows = self._low(b + 1)
        if follows in {"that"}:
            return b + 1, "that", b + 1
        if follows in {"for", "of", "about", "over", "at", "to", "with", "in", "on"}:
            return b + 2, "object", b + 2
        return None

    def _later(self, a: int) -> tuple[int, str, int] | None:
        """A "that", colon or quotation after an adjunct that begins at `a`."""
        high = min(a + _ADJUNCT_UNITS, len(self.units))
        for b in range(a + 1, high):
            low = self._low(b)
            if self.units[b].sort is Sort.QUOTE:
                if self._low(b - 1) in {",", ":"}:
                    return b, "quote", a
                continue
            if low == "that" and self._low(b - 1) not in PREPOSITIONS:
                return b, "that", a
            if low == ":" and b + 1 < len(self.units):
                return b + 1, "quote" if self._quote_at(b + 1) else "bare", a
            if low in {";", "—", "–", "("} or (low in self.verbs and low not in NOUNS):
                return None
        return None

    def _after_commas(self, a: int) -> tuple[int, str, int] | None:
        """ "said, however, that …": a short parenthesis before the content."""
        for b in range(a + 1, min(a + 8, len(self.units) - 1)):
            if self._low(b) == "," and self._low(b + 1) == "that":
                return b + 1, "that", a
        return None

    def _said(self, a: int, at: int, cue: Cue) -> tuple[int, str, int] | None:
        word = self.units[a].low
        if word in MONTHS_DAYS and word != "may":
            nxt = self._low(a + 1)
            if nxt in {"", ",", "."} or nxt in PREPOSITIONS:
                return self._later(a)
            return (a + 1, "that" if nxt == "that" else "bare", at + 1)
        if word in PREPOSITIONS and word != "despite":
            return self._later(a)
        if word in CONJUNCTIONS - _CLAUSE_STARTS - {"nor"}:
            return None
        if word in _LISTENERS & {"reporters", "journalists"}:
            return self._later(a)
        if cue.form == "base" and cue.lemma in {"add", "report"} and word in {"to"}:
            return None
        if cue.lemma in NO_BARE:
            return None
        return a, "bare", at + 1

    def _told(self, a: int, at: int) -> tuple[int, str, int] | None:
        high = min(a + 14, len(self.units))
        for b in range(a + 1, high):
            low = self._low(b)
            if low == "that":
                return b, "that", at + 1
            if self.units[b].sort is Sort.QUOTE and self._low(b - 1) in {",", ":"}:
                return b, "quote", at + 1
            if low == ":":
                return (b + 1, "bare", at + 1) if b + 1 < len(self.units) else None
            if low in {",", ";", "(", "—"}:
                break
        if self._low(a) in _OBJECTIVE | _LISTENERS or self.units[min(a, len(self.units) - 1)].upper:
            b = a + 1
            while b < high and self.units[b].upper and self._low(a) not in _LISTENERS:
                b += 1
            follows = self._low(b)
            if follows in MONTHS_DAYS:
                b, follows = b + 1, self._low(b + 1)
            if follows == "to":
                return b, "to", at + 1
            if b < len(self.units) and self.units[b].word and follows not in PREPOSITIONS:
                if follows not in CONJUNCTIONS - _CLAUSE_STARTS:
                    return b, "bare", at + 1
        return None

    # -- where the content ends ----------------------------------------------------------------

    def _content(
        self, start: int, mode: str, cue: Cue, *, relative: bool = False
    ) -> tuple[list[Range], int]:
        units = self.units
        if mode == "quote" and self._quote_at(start):
            end = start + 1
            follows = units[end] if end < len(units) else None
            mixed = (
                follows is not None
                and follows.word
                and not units[start].full
                and (
                    follows.low not in (PREPOSITIONS - {"of"}) | CONJUNCTIONS
                    or (follows.low == "and" and self._low(end + 1) == "that")
                )
            )
            if not mixed:
                return [(units[start].start, units[start].end)], end
        end = self._end(start, cue, relative=relative)
        span = self._range(start, end)
        return ([span] if span else []), end

    def _end(self, start: int, cue: Cue, *, relative: bool = False) -> int:
        units = self.units
        at = start + 1
        while at < len(units):
            low = units[at].low
            if low == ";":
                return at
            if low == "," and (
                self._breaks_after_comma(at) or (relative and self._closes_relative(at))
            ):
                return at
            if low == "," and cue.sense in _WEAK | {"order", "refuse", "promise"}:
                return at
            if low in _DASHES and at > start + 1:
                return at
            if low in {"and", "but"} and self._joined_cue(at, cue):
                return at
            at += 1
        return len(units)

    def _breaks_after_comma(self, comma: int) -> bool:
        at = comma + 1
        low = self._low(at)
        if low == "according" or low in _STOPPERS or self._aside(at):
            return True
        if low in {"while", "as"} and self._own_cue(at + 1):
            return True
        if low in {"and", "but"}:
            return self._own_cue(at + 1)
        while self._low(at) in ADVERBS or (
            self._low(at).endswith("ly") and self._low(at) != "early"
        ):
            at += 1
        verb = self.verbs.get(self._low(at))
        if verb is not None and verb.form == "ing":
            return self._complement(at, verb) is not None
        return self._own_cue(comma + 1)

    def _aside(self, at: int) -> bool:
        """The author's own explanation: "…, which lies 10 km away"."""
        if self._low(at) not in {"which", "who", "where", "whose"}:
            return False
        return any(self._low(b) in _ASIDES for b in range(at + 1, at + 5))

    def _closes_relative(self, comma: int) -> bool:
        """Whether the verb of "X, who …," stands after this comma."""
        low = self._low(comma + 1)
        verb = self.verbs.get(low)
        if low in AUXILIARIES or low in FINITE or low.endswith("ed"):
            return True
        return verb is not None and verb.form in {"past", "s"}

    def _own_cue(self, first: int) -> bool:
        """Whether a speaker and a verb of saying begin at `first` ("…, X said")."""
        for at in range(first, min(first + 14, len(self.units))):
            unit = self.units[at]
            if unit.sort is Sort.MARK or unit.low in {"who", "which", "that"}:
                return False
            verb = self.verbs.get(unit.low)
            if verb is None or at == first or verb.form not in {"s", "past", "base"}:
                continue
            if "say" not in verb.frames or verb.sense in _WEAK:
                continue
            group = verb_group(self.units, at, first)
            if self._is_noun(at, group, verb, self._low(group - 1)):
                continue
            if {u.low for u in self.units[group:at]} & BE:
                continue
            if verb.form == "base" and not self._plural(group):
                continue
            return group > first and subject_before(self.units, group, first) is not None
        return False

    def _joined_cue(self, conj: int, cue: Cue) -> bool:
        at = conj + 1
        while self._low(at) in ADVERBS or self._low(at).endswith("ly"):
            at += 1
        verb = self.verbs.get(self._low(at))
        if verb is None or verb.form != cue.form or verb.form not in {"past", "s", "ing"}:
            return False
        return self._complement(at, verb) is not None

    # -- the other shapes ----------------------------------------------------------------------

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
            return left.end - left.start > 6 and (complement is None or complement[1] != "that")
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
        if cue.form not in {"past", "s"} or group == 0 or group <= self.taken:
            return False
        left = self.units[group - 1]
        if left.sort is not Sort.QUOTE and left.low not in {",", "?", "!", "—"}:
            return False
        if left.sort is not Sort.QUOTE and group - 1 - self.taken < 3:
            return False
        short = left.sort is Sort.QUOTE and left.end - left.start < SHORT_QUOTE
        if short and not left.full and group - 1 > self.taken:
            return False
        end = phrase_after(self.units, at + 1, len(self.units))
        if end is None:
            return False
        if left.sort is not Sort.QUOTE and end < len(self.units):
            if self.units[end].word and self.units[end].low not in PREPOSITIONS | MONTHS_DAYS:
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
        """ "a statement saying that …", "witnesses saying …"."""
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
            if end > first and units[end - 1].low in ROLE_NOUNS and low not in PREPOSITIONS:
                if not units[end].upper:
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
        """ "Asked whether …, he said", "when asked about …": somebody unnamed asks."""
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
        """ "X reportedly did Y": attributed to nobody named."""
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
        """ "the allegation that …", "her warning that …", "reports of …"."""
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

    # -- chains --------------------------------------------------------------------------------

    def _nested(self, start: int, end: int, outer: Found) -> None:
        """Speech told within the content: kept as claims of the inner speaker `through` the outer."""
        if outer.sense in _WEAK | {"promise", "call", "demand", "quote"}:
            return
        inner = Sentence(self.text, self.units[start:end])
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
            if sum(u.sort is not Sort.MARK for u in part) > 2:
                span = trimmed(part, 0, len(part))
                kept += [span] if span else []
        return tuple(kept)


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
