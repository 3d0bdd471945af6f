"""Stated details of manner and setting around an act, where the words leave no doubt.

1. Words of a list (`CIRCUMSTANCES`): method, warning given or not given, earlier attacks.
2. A reason somebody gave: the words behind "under the pretext of", to the end of the clause.
3. A military use of the place, in what somebody says: "used by" beside a word for arms or forces.
4. Where people went: the place named behind "to" after a verb of going.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onrecord.extract.clauses import Range
from onrecord.extract.people import anchored
from onrecord.extract.shallow import Sentence
from onrecord.lang.circumstances import (
    CIRCUMSTANCES,
    GOING,
    MILITARY,
    MILITARY_USE,
    REASONS,
    TOWARDS,
)
from onrecord.lang.wordclass import AND, MARK, NEG, SUB
from onrecord.model.allegation import Circumstance
from onrecord.model.document import Document
from onrecord.model.vocab import Act, CircumstanceKind

_REASON_WORDS: Final = 25  # a longer reason is cut
_NEAR: Final = 6  # words between the verb of use and the word for arms or forces
_WENT: Final = 12  # words between the verb of going and the place
_BREAKS: Final = frozenset((",", "،", ";", "؛", ".", '"', "”", "»"))


def circumstances(
    document: Document, sentence: Sentence, act: Act, places: tuple[Range, ...]
) -> tuple[Circumstance, ...]:
    """The circumstances the sentence of an act states, in the order of the rules above."""
    found = [*_listed(sentence), *_reasons(sentence), *_military_use(sentence)]
    if act is Act.FORCED_DISPLACEMENT:
        found += _destinations(sentence, places)
    return tuple(Circumstance(kind, anchored(document, sentence, words)) for kind, words in found)


def _listed(sentence: Sentence) -> Iterator[tuple[CircumstanceKind, Range]]:
    at = 0
    while at < len(sentence.tokens):
        match = CIRCUMSTANCES.match(sentence.readings, at)
        if match is not None:
            yield match[1], (at, match[0])
        at = match[0] if match is not None else at + 1


def _clause_end(sentence: Sentence, start: int) -> int:
    end = min(len(sentence.tokens), start + _REASON_WORDS)
    return next((n for n in range(start, end) if sentence.word(n) in _BREAKS), end)


def _reasons(sentence: Sentence) -> Iterator[tuple[CircumstanceKind, Range]]:
    for at in range(len(sentence.tokens)):
        match = REASONS.match(sentence.readings, at)
        if match is None:
            continue
        end = _clause_end(sentence, match[0])
        if end > match[0]:
            yield CircumstanceKind.STATED_REASON, (at, end)
            return


def _military_use(sentence: Sentence) -> Iterator[tuple[CircumstanceKind, Range]]:
    for at in range(len(sentence.tokens)):
        match = MILITARY_USE.match(sentence.readings, at)
        if match is None or sentence.tag(at - 1) == NEG:
            continue
        for near in range(match[0], min(match[0] + _NEAR, len(sentence.tokens))):
            if sentence.tag(near) in {MARK, SUB}:
                break
            if set(sentence.readings[near]) & MILITARY:
                yield CircumstanceKind.MILITARY_PRESENCE, (at, near + 1)
                return


def _destinations(
    sentence: Sentence, places: tuple[Range, ...]
) -> Iterator[tuple[CircumstanceKind, Range]]:
    went: int | None = None
    for at in range(len(sentence.tokens)):
        if set(sentence.readings[at]) & GOING:
            went = at
        elif went is not None and sentence.word(at) in TOWARDS and at - went <= _WENT:
            for place in places:
                if at < place[0] <= at + _NEAR and not any(
                    sentence.tag(n) in {MARK, AND} for n in range(at + 1, place[0])
                ):
                    yield CircumstanceKind.DESTINATION, (at + 1, place[1])
                    return
