"""The heads on the encoder, in numpy: tags by a CRF, links from spans to cues by a small net.

Their shapes and formulas are those of `training/attribution/model.py`, which trains them; a test
holds both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erf

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.neural.windows import Window

Array = NDArray[np.float32]
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLES = ("source", "cue", "content")
FORBIDDEN = -1e4
SPAN = 96  # width of a word's vector in one role
DISTANCES = 32
PAIR_FACTS = 5  # numbers that `pair_facts` gives beside the distance
FINE_WORDS = 12  # distances below this have a bucket each
_ERF = np.vectorize(erf, otypes=[np.float32])


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

    def tags(self, emissions: Array) -> tuple[list[int], Array]:
        """The best legal tag of each word, and each word's marginal of its tag.

        `emissions`: (words, tags).
        """
        moves, start = self.weights["moves"], self.weights["start"]
        score = start + emissions[0]
        back = np.zeros(emissions.shape, dtype=np.int64)
        for t in range(1, len(emissions)):
            paths = score[:, None] + moves
            back[t] = paths.argmax(0)
            score = paths.max(0) + emissions[t]
        best = [int(score.argmax())]
        for t in range(len(emissions) - 1, 0, -1):
            best.append(int(back[t, best[-1]]))
        best.reverse()
        return best, _marginals(emissions, moves, start)[np.arange(len(best)), best]

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


def runs(tags: list[int], marginals: Array, paragraph: list[int]) -> list[Tagged]:
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
    hidden = x @ weights[f"{name}.0.weight"].T + weights[f"{name}.0.bias"]
    hidden = hidden * 0.5 * (1 + _ERF(hidden / np.sqrt(2)))  # GELU
    made: Array = hidden @ weights[f"{name}.{last}.weight"].T + weights[f"{name}.{last}.bias"]
    return made


def _marginals(emissions: Array, moves: Array, start: Array) -> Array:
    count = len(emissions)
    forward, backward = np.zeros_like(emissions), np.zeros_like(emissions)
    forward[0] = start + emissions[0]
    for t in range(1, count):
        forward[t] = _logsum(forward[t - 1][:, None] + moves, 0) + emissions[t]
    for t in range(count - 2, -1, -1):
        backward[t] = _logsum(moves + (emissions[t + 1] + backward[t + 1])[None, :], 1)
    total = forward + backward
    made: Array = np.exp(total - _logsum(total, 1)[:, None])
    return made


def _logsum(values: Array, axis: int) -> Array:
    top = values.max(axis, keepdims=True)
    made: Array = np.log(np.exp(values - top).sum(axis)) + top.squeeze(axis)
    return made
