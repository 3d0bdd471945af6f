"""Where the content of an English attribution begins and ends.

1. The complement of a cue is read: "that", a quotation, a colon, a clause, "to", a noun phrase.
2. It ends where the next attribution, or the author's own clause, begins.
"""

from __future__ import annotations

from onrecord.extract.attribution import Found, Range, trimmed
from onrecord.extract.phrases import (
    is_adverb,
    subject_before,
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
    NOUNS,
    PREPOSITIONS,
    RELATIVES,
    Cue,
    english_verbs,
)
from onrecord.lang.words import Sort, Unit, wordset

_LISTENERS = wordset(
    "him her them me us you reporters journalists supporters voters people everyone"
)
_OBJECTIVE = wordset("him her them me us")
_CLAUSE_STARTS = wordset("how what why whether if who when where")
# Verbs that take a quotation or "that", but never a bare clause or noun phrase.
NO_BARE = wordset(
    "answer ask respond reply continue comment remark observe read post call cry shout yell object "
    "protest counter retort boast joke quip muse exclaim add relate quote"
)
_ADJUNCT_UNITS = 18
_DASHES = frozenset({"—", "–", "--", "-"})
_ASIDES = wordset("lies located situated borders sits population chairs heads leads")
_STOPPERS = wordset("but though although whereas")
_WEAK = wordset("evaluate want believe plan doubt seem describe fear express find hope")


CLAUSAL = frozenset({"say", "that", "clause", "quote"})
LATER_FRAMES = frozenset({"of", "on", "about"})  # "said of him: …"


class Content:
    """The units of one sentence, and where the content of a cue in it begins and ends."""

    def __init__(self, text: str, units: list[Unit]) -> None:
        """`units`: of one sentence, quotations as single units."""
        self.text = text
        self.units = units
        self.verbs = english_verbs()
        self.found: list[Found] = []
        self.taken = 0  # units before this one belong to an attribution already found
        self.pending: Found | None = None  # "X told reporters:" before a quoted paragraph
        self.head: int | None = None  # where "X, who …," begins, while its verb is awaited

    def _low(self, at: int) -> str:
        return self.units[at].low if 0 <= at < len(self.units) else ""

    def _range(self, first: int, last: int) -> Range | None:
        return trimmed(self.units, first, min(last, len(self.units)))

    def _keep(self, found: Found, end: int) -> None:
        self.found.append(found)
        self.taken = max(self.taken, end)

    def _complement(self, at: int, cue: Cue) -> tuple[int, str, int] | None:
        """Where the content begins, how ("that", "quote", …), and where the cue words end."""
        units = self.units
        a = at + 1
        while a < len(units) and (
            self._low(a) in ADVERBS - {"both", "all", "each", "not"}
            or (is_adverb(self._low(a)) and units[a].word)
        ):
            a += 1
        if cue.lemma == "point" and self._low(a) == "out":
            a += 1
        elif cue.lemma == "point" and self._low(a) != "to":
            return None
        if a >= len(units):
            return None
        return (
            self._marked(a, at, cue)
            if self._is_marked(a, cue)
            else self._after_preposition(a, at, cue) or self._open(a, at, cue)
        )

    def _is_marked(self, a: int, cue: Cue) -> bool:
        """Whether "that", a quotation or a colon opens the content at `a`."""
        word, frames = self._low(a), cue.frames
        clausal = bool(frames & CLAUSAL)
        if self._quote_at(a):
            return clausal or bool(frames & {"object", "person"})
        if word == "that":
            return bool(frames & {"say", "that", "clause"})
        if word in {":", ",", "-", "—", "–"} and clausal and self._quote_at(a + 1):
            return True
        return word == ":" and clausal and a + 1 < len(self.units)

    def _marked(self, a: int, at: int, cue: Cue) -> tuple[int, str, int]:
        if self._quote_at(a):
            return a, "quote" if cue.frames & {"say", "quote", "that"} else "object", at + 1
        if self._low(a) == "that":
            return a, "that", at + 1
        return a + 1, "quote" if self._quote_at(a + 1) else "bare", a + 1

    def _after_preposition(self, a: int, at: int, cue: Cue) -> tuple[int, str, int] | None:
        """As in "warned of …", "called for …", "vowed to …", "expressed hope that …"."""
        word, frames = self._low(a), cue.frames
        if cue.sense == "express":
            return self._expressed(a)
        for frame in ("to_object", "for", "on", "of", "against", "about", "at", "with"):
            wanted = "to" if frame == "to_object" else frame
            if frame in frames and word == wanted and a + 1 < len(self.units):
                later = self._later(a) if "say" in frames and frame in LATER_FRAMES else None
                return later or (a + 1, "object", a + 1)
        if word == "to" and "to" in frames:
            return a, "to", at + 1
        if cue.lemma == "call" and self._named(a):
            return a, "object", at + 1
        return None

    def _open(self, a: int, at: int, cue: Cue) -> tuple[int, str, int] | None:
        """A listener and then the content, a bare clause, or a noun phrase."""
        word, frames = self._low(a), cue.frames
        if cue.sense == "express":
            return None
        if "tell" in frames:
            return self._told(a, at)
        if word == "," and "say" in frames:
            return self._after_commas(a)
        if self.units[a].sort is Sort.MARK and word not in {"$", "£", "€"}:
            return None
        if "say" in frames:
            return self._said(a, at, cue)
        if word in _CLAUSE_STARTS and frames & {"clause", "object"}:
            return a, "clause", at + 1
        nominal = word not in PREPOSITIONS | CONJUNCTIONS
        if "clause" in frames and nominal and self._clause_like(a):
            return a, "bare", at + 1
        if nominal and word != "not" and frames & {"person", "object"}:
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
        if follows == "that":
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
        """As in "said, however, that …": a short parenthesis before the content."""
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
        if word in {"reporters", "journalists"}:
            return self._later(a)
        if cue.form == "base" and cue.lemma in {"add", "report"} and word == "to":
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
            barred = PREPOSITIONS | (CONJUNCTIONS - _CLAUSE_STARTS)
            if b < len(self.units) and self.units[b].word and follows not in barred:
                return b, "bare", at + 1
        return None

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
            if self._is_noun(at, group, verb):
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

    def _is_noun(self, at: int, group: int, cue: Cue) -> bool:
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

    def _plural(self, group: int) -> bool:
        previous = self._low(group - 1)
        return (
            previous.endswith("s")
            or previous in GROUPS
            or previous in RELATIVES
            or (previous in DETERMINERS)
        )
