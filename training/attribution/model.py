"""Heads for attribution on the shared encoder: tags with a CRF, and links from spans to cues."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.attribution.data import TAGS
from training.encoder import HIDDEN, Encoder

FORBIDDEN = -1e4
SPAN = 96  # width of the word vectors that links are made of
DISTANCES = 32


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


def bucket(words: int) -> int:
    """A signed distance in words as one of `2 * DISTANCES` buckets, fine near 0."""
    size = abs(words)
    level = size if size < 12 else min(DISTANCES - 1, 12 + int((size - 12) ** 0.5 * 1.6))
    return DISTANCES + level if words >= 0 else DISTANCES - 1 - level


def span_vector(vectors: Tensor, role: int, first: int, last: int) -> Tensor:
    """First, last and mean word vector of a span in one role: (3·SPAN,). `vectors`: (words, 3·SPAN)."""
    part = vectors[first : last + 1, role * SPAN : (role + 1) * SPAN]
    return torch.cat([part[0], part[-1], part.mean(0)])


def pair_facts(
    item: tuple[int, int, int],
    cue: tuple[int, int],
    cues: list[tuple[int, int]],
    ends: list[int],
    paragraph: list[int],
) -> tuple[int, list[float]]:
    """Distance bucket and five numbers of an item (first, last, kind) and a cue.

    `ends[i]`: sentence ends before word `i`. Numbers: kind, cues between, sentence ends between,
    paragraphs between, whether the cue stands before the item.
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
