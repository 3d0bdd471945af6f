"""The heads for attribution, in numpy: tags by a CRF, ties between spans by small nets.

Their shapes and formulas are those of `training/attribution/model.py`, which trains them; a test
holds both together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.neural.crf import Marginals, decode
from onrecord.extract.neural.windows import Window

Array = NDArray[np.float32]
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLES = ("source", "cue", "content")
SOURCE, CUE, CONTENT = range(3)
FORBIDDEN = -1e4
SPAN = 96  # width of a word's vector in one role
DISTANCES = 32
PAIR_FACTS = 5  # numbers that `pair_facts` gives beside the distance
FINE_WORDS = 12  # distances below this have a bucket each
# Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 7.1.26: within 1.5e-7.
_ERF_SCALE = 0.3275911
_ERF_TERMS = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A run of words in one role; `first` and `last` are inclusive word indices of a window."""

    role: int  # index into ROLES
    first: int
    last: int
    score: float  # lowest marginal of its words

    @property
    def span(self) -> tuple[int, int]:
        """First and last word."""
        return self.first, self.last


@dataclass(frozen=True, slots=True)
class Heads:
    """The weights, by name, as the .npz file holds them."""

    weights: dict[str, Array]

    def tags(self, emissions: Sequence[Array]) -> list[tuple[list[int], Marginals]]:
        """For each window the best legal tag of each word, and its marginal.

        `emissions`: (words, tags) each.
        """
        return decode(emissions, self.weights["moves"], self.weights["start"])

    def cues_of(
        self, vectors: Array, window: Window, contents: list[Tagged], cues: list[Tagged]
    ) -> Array:
        """Probabilities that each content belongs to each cue, last column: to none of them.

        `vectors`: (words, 3·SPAN). Shape of the result: (contents, cues + 1).
        """
        spans = [cue.span for cue in cues]
        facts = [
            pair_facts(content.span, cue.span, spans, window, content=True)
            for content in contents
            for cue in cues
        ]
        return self._choices("pair", "none", vectors, (contents, cues), facts)

    def sources_of(
        self, vectors: Array, window: Window, cues: list[Tagged], sources: list[Tagged]
    ) -> Array:
        """Probabilities that each cue has each source, last column: none of them."""
        spans = [source.span for source in sources]
        facts = [
            pair_facts(source.span, cue.span, spans, window, content=False)
            for cue in cues
            for source in sources
        ]
        return self._choices("speaker", "silent", vectors, (cues, sources), facts)

    def _choices(
        self,
        net: str,
        nothing: str,
        vectors: Array,
        sides: tuple[list[Tagged], list[Tagged]],
        facts: list[tuple[int, list[float]]],
    ) -> Array:
        """Probabilities that each of the one side chooses each of the other, or nothing."""
        choosers, offered = sides
        mine = np.array([_span_vector(vectors, one) for one in choosers], np.float32)
        flags = np.full((len(mine), 2), (float(net == "pair"), float(not offered)), np.float32)
        inner = np.concatenate([mine, flags], 1) @ self.weights[f"{nothing}.0.weight"].T
        scores = self._outer(nothing, inner, last=2)
        if offered:
            others = np.array([_span_vector(vectors, one) for one in offered], np.float32)
            pairs = self._outer(net, self._pairs(net, mine, others, facts), last=3)
            scores = np.concatenate([pairs.reshape(len(mine), -1), scores], 1)
        powers = np.exp(scores - scores.max(1, keepdims=True))
        probabilities: Array = powers / powers.sum(1, keepdims=True)
        return probabilities

    def _pairs(
        self, net: str, mine: Array, others: Array, facts: list[tuple[int, list[float]]]
    ) -> Array:
        """First layer of a net over all pairs, each part of its input multiplied but once.

        The input is the vector of content or source, then that of the cue, distance, facts.
        """
        weight = self.weights[f"{net}.0.weight"]
        wide = mine.shape[1]
        by_item, by_cue, by_place, by_fact = np.split(
            weight, [wide, 2 * wide, weight.shape[1] - PAIR_FACTS], axis=1
        )
        mine_by, others_by = (by_item, by_cue) if net == "pair" else (by_cue, by_item)
        inner = (mine @ mine_by.T)[:, None] + (others @ others_by.T)[None]
        inner = inner.reshape(len(facts), -1)
        inner += (self.weights["distance"] @ by_place.T)[[place for place, _ in facts]]
        inner += np.array([numbers for _, numbers in facts], np.float32) @ by_fact.T
        made: Array = inner
        return made

    def _outer(self, name: str, inner: Array, *, last: int) -> Array:
        """A net of two layers from what comes before its first bias."""
        inner = inner + self.weights[f"{name}.0.bias"]
        hidden: Array = inner * 0.5 * (1 + _erf(inner / np.sqrt(2)))  # GELU
        return (
            hidden @ self.weights[f"{name}.{last}.weight"].T + self.weights[f"{name}.{last}.bias"]
        )


def runs(tags: list[int], marginals: Marginals, paragraph: list[int]) -> list[Tagged]:
    """The tagged runs of a window, in order; none goes on into another paragraph."""
    found: list[Tagged] = []
    for i, tag in enumerate(tags):
        name = TAGS[tag]
        if name == "O":
            continue
        role = ROLES.index(name[2:])
        if name[0] == "B" or paragraph[i] != paragraph[i - 1]:
            found.append(Tagged(role, i, i, float(marginals[i])))
        else:
            last = found[-1]
            score = min(last.score, float(marginals[i]))
            found[-1] = Tagged(role, last.first, i, score)
    return found


def pair_facts(
    item: tuple[int, int],
    cue: tuple[int, int],
    offered: Sequence[tuple[int, int]],
    window: Window,
    *,
    content: bool,
) -> tuple[int, list[float]]:
    """Distance bucket and five numbers of a content or source and a cue (first, last).

    `offered`: the spans among which one is chosen, cues for a content, sources for a cue. Numbers:
    content or not, such spans between, sentence ends between, paragraphs between, cue first.
    """
    first, last = item
    before = cue[1] < first
    low, high = (cue[1], first) if before else (last, cue[0])
    gap = max(0, high - low - 1)
    between = sum(1 for a, b in offered if low < a and b < high)
    ends, paragraph = window.ends, window.paragraph
    return bucket(gap if before else -gap - 1), [
        float(content),
        min(between, 4) / 4,
        min(abs(ends[min(high, len(ends) - 1)] - ends[max(low, 0)]), 4) / 4,
        min(abs(paragraph[cue[0]] - paragraph[first]), 3) / 3,
        float(before),
    ]


def bucket(words: int) -> int:
    """A signed distance in words as one of `2 * DISTANCES` buckets, fine near 0."""
    size = abs(words)
    level = size
    if size >= FINE_WORDS:
        level = min(DISTANCES - 1, FINE_WORDS + int((size - FINE_WORDS) ** 0.5 * 1.6))
    return DISTANCES + level if words >= 0 else DISTANCES - 1 - level


def _span_vector(vectors: Array, item: Tagged) -> Array:
    part = vectors[item.first : item.last + 1, item.role * SPAN : (item.role + 1) * SPAN]
    return np.concatenate([part[0], part[-1], part.mean(0)])


def _erf(x: Array) -> Array:
    size = np.abs(x)
    step = 1 / (1 + _ERF_SCALE * size)
    terms = np.polyval(_ERF_TERMS, step) * step
    made: Array = np.copysign(1 - terms * np.exp(-size * size), x)
    return made
