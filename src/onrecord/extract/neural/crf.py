"""Decoding of a linear-chain CRF in numpy: the best legal tags, and how sure each of them is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Marginals = Floats
Small = NDArray[np.float32]


def decode(
    emissions: Sequence[Small], moves: Small, start: Small
) -> list[tuple[list[int], Marginals]]:
    """For each sequence its best tags and the marginal probability of each of them.

    `emissions`: (words, tags) each, at least one word. Sequences are walked side by side; none
    bears on another. `moves`: (from, to); a forbidden one is so low that its power is 0.
    """
    longest = max(len(part) for part in emissions)
    lengths = np.array([len(part) for part in emissions])
    given = np.zeros((len(emissions), longest, len(start)))
    for row, part in enumerate(emissions):
        given[row, : len(part)] = part
    best = _best(given, lengths, moves.astype(np.float64), start)
    sure = _marginals(given, lengths, np.exp(moves.astype(np.float64)), start)
    return [(tags, sure[row, np.arange(len(tags)), tags]) for row, tags in enumerate(best)]


def _best(
    given: Floats, lengths: NDArray[np.int64], moves: Floats, start: Small
) -> list[list[int]]:
    """Viterbi's path of each row."""
    rows, longest, tags = given.shape
    score = start + given[:, 0]
    back = np.zeros((longest, rows, tags), np.int8)
    ends = score.copy()
    for t in range(1, longest):
        paths = score[:, :, None] + moves
        back[t] = paths.argmax(1)
        score = paths.max(1) + given[:, t]
        ends[lengths == t + 1] = score[lengths == t + 1]
    found = []
    for row in range(rows):
        path = [int(ends[row].argmax())]
        for t in range(int(lengths[row]) - 1, 0, -1):
            path.append(int(back[t, row, path[-1]]))
        found.append(path[::-1])
    return found


def _marginals(given: Floats, lengths: NDArray[np.int64], moves: Floats, start: Small) -> Floats:
    """Probability of each tag of each word, by the forward and backward sums, scaled to 1.

    `moves`: powers of the transitions. Each step is scaled, so that no length underflows.
    """
    longest = given.shape[1]
    here = np.exp(given - given.max(2, keepdims=True))
    forward = np.empty_like(here)
    forward[:, 0] = here[:, 0] * np.exp(start - start.max())
    for t in range(1, longest):
        step = (forward[:, t - 1, :, None] * moves).sum(1) * here[:, t]
        forward[:, t] = step / step.sum(1, keepdims=True)
    backward = np.ones_like(here)
    inside = np.arange(longest) < lengths[:, None]
    for t in range(longest - 2, -1, -1):
        ahead = here[:, t + 1] * backward[:, t + 1]
        step = (moves * ahead[:, None, :]).sum(2)
        step /= step.sum(1, keepdims=True)
        backward[:, t] = np.where(inside[:, t + 1, None], step, 1.0)
    both = forward * backward
    made: Floats = both / both.sum(2, keepdims=True)
    return made
