"""Heads for attribution on the shared encoder: tags with a CRF, and links from spans to cues."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from onrecord.extract.neural.heads import DISTANCES, FORBIDDEN, SPAN, TAGS
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
        self.pair = nn.Sequential(
            nn.Linear(6 * SPAN + 16 + 5, 128), nn.GELU(), nn.Dropout(0.1), nn.Linear(128, 1)
        )
        self.none = nn.Sequential(nn.Linear(3 * SPAN + 2, 64), nn.GELU(), nn.Linear(64, 1))

    def states(self, pieces: Tensor, attend: Tensor) -> tuple[Tensor, Tensor]:
        """Per piece: tag scores (batch, pieces, tags) and span vectors (batch, pieces, 3·SPAN)."""
        hidden = self.drop(self.encoder(pieces, attend).float())
        return self.tags(hidden), self.spans(hidden)


def span_vector(vectors: Tensor, role: int, first: int, last: int) -> Tensor:
    """First, last and mean word vector of a span in one role; `vectors`: (words, 3·SPAN)."""
    part = vectors[first : last + 1, role * SPAN : (role + 1) * SPAN]
    return torch.cat([part[0], part[-1], part.mean(0)])
