"""Decoding of a linear-chain CRF in numpy: the best legal tags, and how sure each of them is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Marginals = Floats
Small = NDArray[np.float32]
SCALED = 4  # words; the sums of so many cannot leave the range of a float


def decode(
    emissions: Sequence[Small], moves: Small, start: Small
) -> list[tuple[list[int], Marginals]]:
    """For each sequence its best tags and the marginal probability of each of them.

    `emissions`: (words, tags) each, at least one word. Sequences are walked side by side; none
    bears on another. `moves`: (from, to); a forbidden one is so low that its power is 0.
    """
    order = sorted(range(len(emissions)), key=lambda row: -len(emissions[row]))
    sizes = [len(emissions[row]) for row in order]
    given = np.zeros((sizes[0], len(order), len(start)))
    for at, row in enumerate(order):
        given[: sizes[at], at] = emissions[row]
    open_at = [sum(size > t for size in sizes) for t in range(sizes[0])]
    first, between = start.astype(np.float64), moves.astype(np.float64)
    paths = _best(given, sizes, open_at, between, first)
    sure = _marginals(given, sizes, np.exp(between), np.exp(first - first.max()))
    found: list[tuple[list[int], Marginals]] = [([], np.zeros(0))] * len(order)
    for at, row in enumerate(order):
        found[row] = paths[at], sure[np.arange(sizes[at]), at, paths[at]]
    return found


def _best(
    given: Floats, sizes: list[int], open_at: list[int], moves: Floats, start: Floats
) -> list[list[int]]:
    """Viterbi's path of each row. `given`: (words, rows, tags), the longest rows first.

    `open_at`: how many rows have a word at each step.
    """
    score = start + given[0]
    back = np.zeros(given.shape, np.int8)
    for t in range(1, len(given)):
        rows = open_at[t]
        paths = score[:rows, :, None] + moves
        back[t, :rows] = paths.argmax(1)
        score[:rows] = paths.max(1) + given[t, :rows]
    found = []
    for row, size in enumerate(sizes):
        path = [int(score[row].argmax())]
        for t in range(size - 1, 0, -1):
            path.append(int(back[t, row, path[-1]]))
        found.append(path[::-1])
    return found


def _marginals(given: Floats, sizes: list[int], moves: Floats, start: Floats) -> Floats:
    """Probability of each tag of each word, by the forward and backward sums, scaled to 1.

    `moves` and `start`: powers of the transitions.
    """
    here = np.exp(given - given.max(2, keepdims=True))
    turned = np.ones_like(here)  # each row from its last word to its first
    for row, size in enumerate(sizes):
        turned[:size, row] = here[:size, row][::-1]
    forward = _sums(here, moves, start)
    ahead = _sums(turned, moves.T, np.ones_like(start))
    both = np.empty_like(here)
    for row, size in enumerate(sizes):
        both[:size, row] = forward[:size, row] * ahead[:size, row][::-1] / here[:size, row]
        both[size:, row] = 1.0
    made: Floats = both / both.sum(2, keepdims=True)
    return made


def _sums(here: Floats, moves: Floats, start: Floats) -> Floats:
    """Sums over all ways that lead to each tag of each word, that word included.

    Scaled once in a while, so that no length underflows; the scale of a word falls out later.
    """
    found = np.empty_like(here)
    found[0] = here[0] * start
    for t in range(1, len(here)):
        np.matmul(found[t - 1], moves, out=found[t])
        found[t] *= here[t]
        if not t % SCALED:
            found[t] /= found[t].sum(1, keepdims=True)
    return found
