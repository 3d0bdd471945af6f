"""What rules and a trained model found in one sentence, made one.

Order of precedence:
1. Where both found an attribution at one cue, the model says where source and content lie; the
   rules add what the model does not see: the sense of the cue, negation, who it was told through.
2. What only the model found stands.
3. What only the rules found stands if its rule is one the model was never shown (headlines,
   press-release forms, chains), or if no words of it belong to another attribution.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from onrecord.extract.attribution import Found, Range, Relation
from onrecord.lang.cues import NAMELESS, english_verbs

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
# "who asked not to be named" belongs to the words for a speaker; it is no statement.
_NAMELESS = re.compile(r"(?i)\b(?:not to be|declined to be|without being) \w+|\banonym")
_OPENING = frozenset('“«„"')
# What only the model found needs this score. Higher suits our own corpus (claims F1, English:
# 76.1 at 0, 78.4 at 0.45, 80.4 at 0.56), lower finds more indirect speech in the articles kept
# apart from training (recall 62.3, 60.8, 54). Re-run both.
ALONE_SCORE = 0.45
# A nameless attribution below this is left to the rules; measured on the articles kept apart.
NAMELESS_SCORE = 0.5
# "X reported, citing Y", "X quoted Y as saying": the model reads X as a speaker of its own there.
CHAINED = frozenset({"en.cited", "en.quoted"})
# With `precise`: what the model found needs this score, alone or together with a rule, and nothing
# counts that only a rule for ordinary sentences found.
PRECISE_ALONE, PRECISE_BOTH = 0.68, 0.5
NEGATIONS = frozenset(["not", "never", "no", "n't"])


class Modelled:
    """The model's attributions of one document, looked up by sentence."""

    def __init__(self, text: str, relations: Iterable[Relation], *, precise: bool) -> None:
        """Index the relations of `text` by where their cues stand."""
        self._text = text
        self._precise = precise
        self._relations = sorted(
            (self._cut(r) for r in relations if r.source or r.score >= NAMELESS_SCORE),
            key=lambda relation: relation.cue,
        )
        self._cues = [relation.cue[0] for relation in self._relations]
        self._verbs = english_verbs()
        self._content = sorted(part for r in self._relations for part in r.content)
        self._starts = [part[0] for part in self._content]
        self._left: set[Range] = set()  # content of attributions that were not kept

    def _cut(self, relation: Relation) -> Relation:
        """Without quotations that are sentences of their own after the first piece.

        The corpus joins them to the attribution before; here each is a claim by context, or more
        of the same quotation, as the rules decide.
        """
        first, *rest = relation.content
        kept = [part for part in rest if not self._stands_alone(part, relation.cue)]
        return replace(relation, content=(first, *kept))

    def _stands_alone(self, part: Range, cue: Range) -> bool:
        if part[0] < cue[1] or self._text[part[0]] not in _OPENING:
            return False
        before = self._text[max(0, part[0] - 12) : part[0]].rstrip(" \n\r\t")
        return before.rstrip("\"”'’»)").endswith((".", "!", "?"))

    def covers(self, start: int, end: int) -> bool:
        """Whether more than half of `[start, end)` is content of some attribution."""
        held = 0
        at = max(0, bisect_left(self._starts, start) - 1)
        while at < len(self._content) and self._content[at][0] < end:
            first, last = self._content[at]
            if self._content[at] not in self._left:
                held += max(0, min(end, last) - max(start, first))
            at += 1
        return held * 2 > end - start

    def parts_in(self, start: int, end: int) -> list[Range]:
        """The pieces of content that begin in `[start, end)` or reach into it."""
        at = max(0, bisect_left(self._starts, start) - 1)
        found = []
        while at < len(self._content) and self._content[at][0] < end:
            if self._content[at][1] > start and self._content[at] not in self._left:
                found.append(self._content[at])
            at += 1
        return found

    def merged(self, start: int, end: int, ruled: list[Found]) -> list[Found]:
        """The attributions of the sentence `[start, end)`, in order of their cues."""
        first = bisect_left(self._cues, start)
        last = bisect_left(self._cues, end)
        made: list[Found] = []
        used: set[int] = set()
        cited = [r for f in ruled if f.rule in CHAINED for r in _cues(f)]
        for relation in self._relations[first:last]:
            if any(_meet(relation.cue, cue) for cue in cited):
                continue
            same = next((f for f in ruled if f.cue and _meet(f.cue, relation.cue)), None)
            if same is not None:
                used.add(id(same))
            asked = same is None and _NAMELESS.match(self._text, relation.content[0][0])
            if asked or relation.score < self._needed(alone=same is None):
                self._left.update(relation.content)
                continue
            made.append(self._found(relation, same))
        taken = [r for f in made for r in _ranges(f)]
        for found in ruled:
            if id(found) in used:
                continue
            free = not any(_meet(r, t) for r in _ranges(found) for t in taken)
            if (free and not self._precise) or (
                found.through is not None and not _clashes(found, made)
            ):
                made.append(found)
        return sorted(made, key=lambda found: found.cue or found.content[0])

    def _described(self, source: Range, same: Found | None) -> Range:
        """With the rules' "who asked not to be named", which describes a speaker without name."""
        longer = same.source if same is not None else None
        if longer is None or longer[0] != source[0] or longer[1] <= source[1]:
            return source
        rest = _WORD.findall(self._text[source[1] : longer[1]].lower())
        return longer if NAMELESS.intersection(rest) else source

    def _needed(self, *, alone: bool) -> float:
        """The score that a relation must have; `alone`: no rule found one at its cue."""
        if self._precise:
            return PRECISE_ALONE if alone else PRECISE_BOTH
        return ALONE_SCORE if alone else 0.0

    def _found(self, relation: Relation, same: Found | None) -> Found:
        source = None
        if relation.source:
            source = self._described((relation.source[0][0], relation.source[-1][1]), same)
        if same is not None:
            if source and same.source and same.source[0] == source[0]:
                left = self._text[source[1] : same.source[1]]
                source = same.source if _NAMELESS.search(left) else source
            return replace(
                same,
                source=source or same.source,
                cue=relation.cue,
                content=relation.content,
                rule="model",
                more=self._text[relation.content[-1][0]] in _OPENING,
                unattributed=source is None and same.source is None,
                score=relation.score,
            )
        words = _WORD.findall(self._text[slice(*relation.cue)].lower())
        senses = [self._verbs[word].sense for word in words if word in self._verbs]
        return Found(
            source=source,
            cue=relation.cue,
            content=relation.content,
            sense=senses[-1] if senses else "say",
            rule="model",
            negated=bool(NEGATIONS & set(words)),
            unattributed=source is None,
            clausal=True,
            more=self._text[relation.content[-1][0]] in _OPENING,
            score=relation.score,
        )


def _cues(found: Found) -> list[Range]:
    both = (found.cue, found.through.cue if found.through else None)
    return [cue for cue in both if cue is not None]


def _ranges(found: Found) -> list[Range]:
    return [r for r in (found.source, found.cue, *found.content) if r is not None]


def _clashes(found: Found, made: list[Found]) -> bool:
    return any(f.cue and found.cue and _meet(f.cue, found.cue) for f in made)


def _meet(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]
