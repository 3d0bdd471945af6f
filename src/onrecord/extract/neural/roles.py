"""The role heads on the encoder, in numpy: who fills which role, and what the section tells of.

Their shapes and formulas are those of `training/reader/model.py`, which trains them; a test holds
both together.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from onrecord.extract.neural.heads import Array
from onrecord.extract.reading import ROLES, STAGES, STATUSES, TYPES

WIDTH = 128  # of a word's vector for roles
POOLS = 4  # ways to look at the whole section
SPAN = 64  # of a filler's vector
OUT, BEGIN, INSIDE = range(3)
FACTS = 6
EDGE = 0.2  # chance from which a word belongs to the run of its neighbour
FAR = 400  # words between mentions, from which distance no longer matters
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of words in one role; `first` and `last` are inclusive."""

    role: int  # index into ROLES
    first: int
    last: int
    score: float


@dataclass(frozen=True, slots=True)
class Node:
    """All mentions of one role with the same words."""

    role: int
    words: tuple[str, ...]  # folded
    mentions: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class RoleHeads:
    """The weights, by name, as the .npz file holds them."""

    weights: dict[str, Array]

    def section(self, words: Array) -> tuple[Array, Array, Array]:
        """Of the vectors of all words (words, WIDTH): gist, tag chances, judgement chances.

        Shapes: (WIDTH,), (words, roles, 3), (1 + types + stages,).
        """
        look = self._linear(words, "look")
        weights = np.exp(look - look.max(0, keepdims=True))
        weights /= weights.sum(0, keepdims=True)
        gist = np.maximum(self._linear((weights.T @ words).reshape(-1), "gist"), 0)
        a, b = self.weights["roles.word.weight"][:, :WIDTH], self.weights["roles.word.weight"]
        base = b[:, WIDTH:] @ gist + self.weights["roles.word.bias"]
        hidden = np.maximum(words @ a.T + base, 0)
        scores = self._linear(hidden, "tag").reshape(len(words), len(ROLES), 3)
        top = scores.max(2, keepdims=True)
        powers = np.exp(scores - top)
        inside = np.log(powers[..., 1:].sum(2)) - (scores[..., 0] - top[..., 0])
        whole = np.concatenate([gist, inside.max(0)])
        judged = self._linear(np.maximum(self._linear(whole, "whole"), 0), "judge")
        return gist, powers / powers.sum(2, keepdims=True), _chance(judged)

    def fillers(self, words: Array, gist: Array, nodes: list[Node]) -> Array:
        """One vector for each node: (nodes, SPAN)."""
        rows = []
        for node in nodes:
            means = [words[first : last + 1].mean(0) for first, last in node.mentions]
            role = np.zeros(len(ROLES), np.float32)
            role[node.role] = 1
            rows.append(np.concatenate([np.mean(means, 0), gist, role]))
        return np.maximum(self._linear(np.array(rows, np.float32), "filler"), 0)

    def kinds(self, fillers: Array) -> tuple[Array, Array]:
        """Chances of each filler for TYPES and for STATUSES."""
        return _chance(self._linear(fillers, "kind")), _chance(self._linear(fillers, "status"))

    def pairs(self, fillers: Array, nodes: list[Node]) -> tuple[list[tuple[int, int]], Array]:
        """All pairs of nodes, and for each the chances of one entity and of one incident."""
        both = [(i, j) for j in range(len(nodes)) for i in range(j)]
        if not both:
            return [], np.zeros((0, 2), np.float32)
        one, other = np.array(both).T
        facts = np.array([node_facts(nodes[i], nodes[j]) for i, j in both], np.float32)
        a, b = fillers[one], fillers[other]
        rows = np.concatenate([np.abs(a - b), a * b, facts], 1)
        hidden = np.maximum(self._linear(rows, "pair"), 0)
        return both, _chance(self._linear(hidden, "same"))

    def _linear(self, x: Array, name: str) -> Array:
        weight, bias = self.weights[f"roles.{name}.weight"], self.weights[f"roles.{name}.bias"]
        made: Array = x @ weight.T + bias
        return made


def mentions(chances: Array, breaks: list[int], least: float) -> Iterator[Mention]:
    """Runs of words that fill a role with at least the mean chance `least`, by role, then place.

    A run goes as far as words have the chance EDGE. `chances`: (words, roles, 3). `breaks`: number
    of the part of text of each word, which no run leaves.
    """
    for role in range(len(ROLES)):
        filled = 1 - chances[:, role, OUT]
        begins = chances[:, role, BEGIN] > chances[:, role, INSIDE]
        at = 0
        places = np.nonzero(filled >= EDGE)[0].tolist()
        while at < len(places):
            first = last = places[at]
            at += 1
            while at < len(places) and places[at] == last + 1 and not begins[places[at]]:
                if breaks[places[at]] != breaks[first]:
                    break
                last = places[at]
                at += 1
            score = float(filled[first : last + 1].mean())
            if score >= least:
                yield Mention(role, first, last, score)


def folded(words: str) -> tuple[str, ...]:
    """The words as compared with others: without case, marks and articles."""
    found = _WORD.findall(words.lower())
    return tuple(word for word in found if word not in {"the", "a", "an"}) or tuple(found)


def node_facts(one: Node, other: Node) -> list[float]:
    """What their words and places say of two nodes, as numbers from 0 to 1."""
    a, b = set(one.words), set(other.words)
    small, large = sorted((one.words, other.words), key=len)
    gap = min(abs(p[0] - q[0]) for p in one.mentions for q in other.mentions)
    return [
        float(one.role == other.role),
        float(bool(small) and one.words[-1:] == other.words[-1:]),
        float(a <= b or b <= a),
        len(a & b) / max(1, len(a | b)),
        float(len(small) == 1 and len(large) > 1 and small[0] == _initials(large)),
        min(1.0, math.log1p(gap) / math.log1p(FAR)),
    ]


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words if word not in {"of", "for", "and", "in"})


def _chance(scores: Array) -> Array:
    made: Array = np.float32(1) / (np.float32(1) + np.exp(-np.clip(scores, -30, 30)))
    return made


JUDGED = 1 + len(TYPES) + len(STAGES)
STATUS = len(STATUSES)
