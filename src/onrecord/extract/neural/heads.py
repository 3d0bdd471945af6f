"""The heads on the encoder, in numpy: tags by a CRF, links from spans to cues by a small net.

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


@dataclass(frozen=True, slots=True)
class Heads:
    """The weights, by name, as the .npz file holds them."""

    weights: dict[str, Array]

    def tags(self, emissions: Sequence[Array]) -> list[tuple[list[int], Marginals]]:
        """For each window the best legal tag of each word, and its marginal.

        `emissions`: (words, tags) each.
        """
        return decode(emissions, self.weights["moves"], self.weights["start"])

    def links(
        self, vectors: Array, window: Window, items: list[Tagged], cues: list[Tagged]
    ) -> Array:
        """Probabilities that each item belongs to each cue, last column: to none of them.

        `vectors`: (words, 3·SPAN). Shape of the result: (items, cues + 1).
        """
        w = self.weights
        spans = [(cue.first, cue.last) for cue in cues]
        cue_vectors = [_span_vector(vectors, 1, *span) for span in spans]
        rows, far, nothing = [], [], []
        for item in items:
            kind = int(item.role == ROLES.index("content"))
            mine = _span_vector(vectors, item.role, item.first, item.last)
            nothing.append(np.concatenate([mine, [float(kind), float(not cues)]]))
            for span, vector in zip(spans, cue_vectors, strict=True):
                place, facts = pair_facts(
                    (item.first, item.last, kind), span, spans, window.ends, window.paragraph
                )
                far.append(place)
                rows.append(np.concatenate([mine, vector, w["distance"][place], facts]))
        none = _net(np.array(nothing, np.float32), w, "none", last=2)
        if rows:
            pairs = _net(np.array(rows, np.float32), w, "pair", last=3).reshape(len(items), -1)
            none = np.concatenate([pairs, none], axis=1)
        powers = np.exp(none - none.max(1, keepdims=True))
        probabilities: Array = powers / powers.sum(1, keepdims=True)
        return probabilities


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
    item: tuple[int, int, int],
    cue: tuple[int, int],
    cues: list[tuple[int, int]],
    ends: list[int],
    paragraph: list[int],
) -> tuple[int, list[float]]:
    """Distance bucket and five numbers of an item (first, last, kind) and a cue (first, last).

    `cues`: the spans among which one is chosen, cues for a content, sources for a cue. Numbers:
    kind, such spans between, sentence ends between, paragraphs between, cue before item.
    """
    first, last, kind = item
    before = cue[1] < first
    low, high = (cue[1], first) if before else (last, cue[0])
    gap = max(0, high - low - 1)
    between = sum(1 for a, b in cues if low < a and b < high)
    return bucket(gap if before else -gap - 1), [
        float(kind),
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


def _span_vector(vectors: Array, role: int, first: int, last: int) -> Array:
    part = vectors[first : last + 1, role * SPAN : (role + 1) * SPAN]
    return np.concatenate([part[0], part[-1], part.mean(0)])


def _net(x: Array, weights: dict[str, Array], name: str, *, last: int) -> Array:
    inner = x @ weights[f"{name}.0.weight"].T + weights[f"{name}.0.bias"]
    hidden: Array = inner * 0.5 * (1 + _erf(inner / np.sqrt(2)))  # GELU
    return hidden @ weights[f"{name}.{last}.weight"].T + weights[f"{name}.{last}.bias"]


def _erf(x: Array) -> Array:
    size = np.abs(x)
    step = 1 / (1 + _ERF_SCALE * size)
    terms = np.polyval(_ERF_TERMS, step) * step
    made: Array = np.copysign(1 - terms * np.exp(-size * size), x)
    return made
