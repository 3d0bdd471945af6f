"""The reader: heads for attribution and for roles on one encoder."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from onrecord.extract.neural.roles import FACTS, JUDGED, POOLS, SPAN, STATUS, WIDTH, node_facts
from onrecord.extract.neural.roles import Node as Place
from onrecord.extract.reading import ROLES, TYPES
from training.attribution.model import Attribution
from training.encoder import HIDDEN, Encoder


class Roles(nn.Module):
    """Who did what to whom, from the words of a whole section."""

    def __init__(self) -> None:
        super().__init__()
        self.reduce = nn.Linear(HIDDEN, WIDTH)
        self.drop = nn.Dropout(0.1)
        self.look = nn.Linear(WIDTH, POOLS)
        self.gist = nn.Linear(POOLS * WIDTH, WIDTH)
        self.word = nn.Linear(2 * WIDTH, WIDTH)
        self.tag = nn.Linear(WIDTH, 3 * len(ROLES))
        self.whole = nn.Linear(WIDTH + len(ROLES), 64)
        self.judge = nn.Linear(64, JUDGED)
        self.filler = nn.Linear(2 * WIDTH + len(ROLES), SPAN)
        self.kind = nn.Linear(SPAN, len(TYPES))
        self.status = nn.Linear(SPAN, STATUS)
        self.pair = nn.Linear(2 * SPAN + FACTS, 64)
        self.same = nn.Linear(64, 2)

    def section(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Of (words, WIDTH): gist, tag scores (words, roles, 3), judgements."""
        weights = self.look(words).softmax(0)
        gist = self.drop(torch.relu(self.gist((weights.T @ words).reshape(-1))))
        both = torch.cat([words, gist.expand(len(words), -1)], 1)
        hidden = self.drop(torch.relu(self.word(both)))
        scores = self.tag(hidden).view(len(words), len(ROLES), 3)
        inside = torch.logsumexp(scores[..., 1:], 2) - scores[..., 0]
        whole = torch.cat([gist, inside.max(0).values])
        return gist, scores, self.judge(self.drop(torch.relu(self.whole(whole))))

    def fillers(self, words: Tensor, gist: Tensor, nodes: list[Place]) -> Tensor:
        """One vector for each node."""
        rows = []
        for node in nodes:
            means = [words[first : last + 1].mean(0) for first, last in node.mentions]
            role = words.new_zeros(len(ROLES))
            role[node.role] = 1
            rows.append(torch.cat([torch.stack(means).mean(0), gist, role]))
        return self.drop(torch.relu(self.filler(torch.stack(rows))))

    def pairs(self, fillers: Tensor, nodes: list[Place], both: list[tuple[int, int]]) -> Tensor:
        """Scores of (one entity, one incident) for each of the pairs of nodes."""
        one, other = torch.tensor(both).T
        facts = fillers.new_tensor([node_facts(nodes[i], nodes[j]) for i, j in both])
        a, b = fillers[one], fillers[other]
        rows = torch.cat([(a - b).abs(), a * b, facts], 1)
        return self.same(torch.relu(self.pair(rows)))


class Reader(nn.Module):
    """Everything that is trained."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.attribution = Attribution(encoder)
        self.roles = Roles()

    def states(self, pieces: Tensor, attend: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Per piece: tag scores, span vectors and role vectors; what runs in ONNX."""
        hidden = self.attribution.drop(self.attribution.encoder(pieces, attend).float())
        return (
            self.attribution.tags(hidden),
            self.attribution.spans(hidden),
            self.roles.reduce(hidden),
        )
