"""Heads for attribution on the shared encoder: tags with a CRF, and links from spans to cues."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from onrecord.extract.neural.heads import (
    CONTENT,
    CUE,
    DISTANCES,
    FORBIDDEN,
    PAIR_FACTS,
    SOURCE,
    SPAN,
    TAGS,
    pair_facts,
)
from onrecord.extract.neural.windows import Window
from training.encoder import HIDDEN, Encoder


def legal(before: str, after: str) -> bool:
    """Whether BIO allows `after` to follow `before`."""
    return not after.startswith("I-") or before[1:] == after[1:]


class Crf(nn.Module):
    """A linear-chain CRF over words with BIO-legal transitions."""

    def __init__(self) -> None:
        super().__init__()
        n = len(TAGS)
        self.moves = nn.Parameter(torch.zeros(n, n))
        self.start = nn.Parameter(torch.zeros(n))
        ban = torch.tensor([[0.0 if legal(a, b) else FORBIDDEN for b in TAGS] for a in TAGS])
        self.register_buffer("ban", ban)
        self.register_buffer(
            "ban_start", torch.tensor([FORBIDDEN if t.startswith("I-") else 0.0 for t in TAGS])
        )

    def loss(self, emissions: Tensor, tags: Tensor, seen: Tensor) -> Tensor:
        """Mean negative log likelihood a word. Shapes (batch, words[, tags]); `seen` is bool."""
        moves, start = self.moves + self.ban, self.start + self.ban_start
        batch, length, _ = emissions.shape
        score = start + emissions[:, 0]
        gold = score.gather(1, tags[:, :1]).squeeze(1)
        for t in range(1, length):
            step = torch.logsumexp(score.unsqueeze(2) + moves, 1) + emissions[:, t]
            on = seen[:, t]
            score = torch.where(on[:, None], step, score)
            here = moves[tags[:, t - 1], tags[:, t]]
            here = here + emissions[:, t].gather(1, tags[:, t : t + 1]).squeeze(1)
            gold = gold + torch.where(on, here, torch.zeros(batch))
        return (torch.logsumexp(score, 1) - gold).sum() / seen.sum()


def _tying() -> nn.Sequential:
    width = 6 * SPAN + 16 + PAIR_FACTS
    return nn.Sequential(nn.Linear(width, 128), nn.GELU(), nn.Dropout(0.1), nn.Linear(128, 1))


def _leaving() -> nn.Sequential:
    return nn.Sequential(nn.Linear(3 * SPAN + 2, 64), nn.GELU(), nn.Linear(64, 1))


class Attribution(nn.Module):
    """Encoder, tag head and link head."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(HIDDEN, len(TAGS))
        self.crf = Crf()
        self.spans = nn.Linear(HIDDEN, 3 * SPAN)  # as source, as cue, as content
        self.distance = nn.Embedding(2 * DISTANCES, 16)
        self.pair = _tying()  # a content and a cue
        self.none = _leaving()  # a content without any
        self.speaker = _tying()  # a cue and a source
        self.silent = _leaving()  # a cue without any

    def states(self, pieces: Tensor, attend: Tensor) -> tuple[Tensor, Tensor]:
        """Per piece: tag scores (batch, pieces, tags) and span vectors (batch, pieces, 3·SPAN)."""
        hidden = self.drop(self.encoder(pieces, attend).float())
        return self.tags(hidden), self.spans(hidden)

    def choices(
        self,
        kind: str,
        vectors: Tensor,
        window: Window,
        chooser: tuple[int, int],
        offered: list[tuple[int, int]],
    ) -> Tensor:
        """Scores of each of the spans offered, last of none of them.

        A content chooses among cues, a cue among sources; `kind` is of the one that is no cue.
        """
        content = kind == "content"
        mine = span_vector(vectors, CONTENT if content else CUE, *chooser)
        empty = torch.cat([mine, vectors.new_tensor([float(content), float(not offered)])])
        net, nothing = (self.pair, self.none) if content else (self.speaker, self.silent)
        if not offered:
            return nothing(empty)
        rows, far = [], []
        for span in offered:
            item, cue = (chooser, span) if content else (span, chooser)
            place, numbers = pair_facts(item, cue, offered, window, content=content)
            other = span_vector(vectors, CUE if content else SOURCE, *span)
            both = [mine, other] if content else [other, mine]
            far.append(place)
            rows.append(torch.cat([*both, vectors.new_tensor(numbers)]))
        stacked = torch.stack(rows)
        cut = 6 * SPAN
        features = torch.cat(
            [stacked[:, :cut], self.distance(torch.tensor(far)), stacked[:, cut:]], dim=1
        )
        return torch.cat([net(features).squeeze(1), nothing(empty)])


def span_vector(vectors: Tensor, role: int, first: int, last: int) -> Tensor:
    """First, last and mean word vector of a span in one role; `vectors`: (words, 3·SPAN)."""
    part = vectors[first : last + 1, role * SPAN : (role + 1) * SPAN]
    return torch.cat([part[0], part[-1], part.mean(0)])
