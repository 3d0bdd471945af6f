"""The numbers that a claim states of people and objects, as ranges, whatever act it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from onrecord.extract.counts import group_of
from onrecord.extract.people import text_range
from onrecord.extract.shallow import sentences
from onrecord.model.claim import Claim
from onrecord.model.document import Anchored, Document
from onrecord.model.when import Count

# A content without any of these states no number: most are passed over at once.
_MAY_COUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty|"
    r"dozens?|scores?|hundreds?|thousands?|millions?)\b"
    r"|[\u0660-\u0669\u06f0-\u06f9]|ثلاث|أربع|اربع|خمس|ست|سبع|ثمان|تسع|عشر|مئ|مائ|ألف|آلاف"
    r"|مليون|ملايين|ان\b|ين\b",
    re.IGNORECASE,
)

_ARTICLES = frozenset(["a", "an"])  # "a man" counts nobody


def with_numbers(document: Document, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of `document`, each with the numbers its content states, in order of the words."""
    return tuple(replace(claim, numbers=_numbers(document, claim)) for claim in claims)


def _numbers(document: Document, claim: Claim) -> tuple[Anchored[Count], ...]:
    if not any(_MAY_COUNT.search(span.quote) for span in claim.content):
        return ()
    found: dict[tuple[int, int], Anchored[Count]] = {}
    for sentence in sentences(document.text, [(s.start, s.end) for s in claim.content]):
        for phrase in sentence.phrases:
            if phrase.number is None:
                continue
            group = group_of(sentence, phrase)
            if group.counted is None or not (group.people or group.category):
                continue
            if sentence.word(group.counted[0]) in _ARTICLES:
                continue
            words = min(group.first, group.counted[0]), max(group.last, group.counted[1])
            start, end = text_range(sentence, words)
            if any(s.start <= start and end <= s.end for s in claim.content):
                span = document.span(start, end)
                found[start, end] = Anchored(Count(group.low, group.high, group.unit), (span,))
    return tuple(found[at] for at in sorted(found))
