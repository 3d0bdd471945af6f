"""What the model is told of its mistakes on windows with tags and links."""

from __future__ import annotations

import random

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.extract.neural.windows import Window
from training.attribution.data import Example
from training.attribution.model import Attribution

SEED = 20261123
PADDING = 0
LINKS = 0.15  # weight of the links beside the tags


def padded(batch: list[Window]) -> tuple[Tensor, Tensor]:
    """Pieces and attention of windows, padded to the longest."""
    longest = max(len(window.pieces) for window in batch)
    pieces = torch.full((len(batch), longest), PADDING)
    attend = torch.zeros(len(batch), longest)
    for n, window in enumerate(batch):
        pieces[n, : len(window.pieces)] = torch.tensor(window.pieces)
        attend[n, : len(window.pieces)] = 1
    return pieces, attend


def batch_tensors(batch: list[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Pieces, attention, first pieces, tags and word mask, padded."""
    pieces, attend = padded([w.window for w in batch])
    most = max(len(w.window.words) for w in batch)
    first = torch.zeros(len(batch), most, dtype=torch.long)
    tags = torch.zeros(len(batch), most, dtype=torch.long)
    seen = torch.zeros(len(batch), most, dtype=torch.bool)
    for n, w in enumerate(batch):
        first[n, : len(w.window.words)] = torch.tensor(w.window.first_piece)
        tags[n, : len(w.window.words)] = torch.tensor(w.tags)
        seen[n, : len(w.window.words)] = True
    return pieces, attend, first, tags, seen


def _shake(first: int, last: int, count: int, rng: random.Random) -> tuple[int, int]:
    """A span with its edges moved a little, as a tagger would get them wrong."""
    if rng.random() < 0.3:
        first = min(max(0, first + rng.choice((-2, -1, 1, 2))), last)
        last = max(first, min(count - 1, last + rng.choice((-2, -1, 0, 1, 2))))
    return first, last


def link_loss(
    model: Attribution, vectors: Tensor, example: Example, rng: random.Random
) -> tuple[Tensor, int]:
    """Summed cross entropy of contents choosing their cue and cues their source, and the number.

    Both with edges as a tagger gets them wrong, and with what it finds where nothing is.
    """
    window = example.window
    count = len(window.words)
    cues = [_shake(*cue, count, rng) for cue in example.cues]
    contents = [(*_shake(a, b, count, rng), cue) for a, b, cue in example.contents]
    sources = [_shake(*source, count, rng) for source in example.sources]
    speakers = list(example.speakers)
    free = [i for i, tag in enumerate(example.tags) if tag == 0]
    for _ in range(2):
        if free and rng.random() < 0.5:
            at = rng.choice(free)
            drawn = rng.random()
            if drawn < 0.4:
                cues.append((at, at))
            elif drawn < 0.6:
                sources.append((at, min(count - 1, at + rng.randrange(3))))
            else:
                contents.append((at, min(count - 1, at + rng.randrange(8)), -1))
    told = [model.choices("content", vectors, window, (a, b), cues) for a, b, _ in contents]
    loss = _choice_loss(told, [cue for _, _, cue in contents])
    said = [model.choices("source", vectors, window, cue, sources) for cue in cues[: len(speakers)]]
    return loss + _choice_loss(said, speakers), len(told) + len(said)


def _choice_loss(scores: list[Tensor], chosen: list[int]) -> Tensor:
    """Summed cross entropy; -1 is the last score, that of nothing."""
    made = torch.zeros(())
    for one, index in zip(scores, chosen, strict=True):
        made = made + functional.cross_entropy(one, torch.tensor(index % len(one)))
    return made


def attribution_loss(
    model: Attribution, chosen: list[Example], rng: random.Random, *, bf16: bool
) -> tuple[Tensor, Tensor]:
    """Mean loss of the tags a word and of the links an item, over a batch."""
    pieces, attend, first, tags, seen = batch_tensors(chosen)
    with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
        scores, vectors = model.states(pieces, attend)
    scores, vectors = scores.float(), vectors.float()
    words = scores.gather(1, first[..., None].expand(-1, -1, scores.shape[2]))
    linked, items = vectors.new_zeros(()), 0
    for n, example in enumerate(chosen):
        own = vectors[n, first[n, : len(example.window.words)]]
        part, number = link_loss(model, own, example, rng)
        linked, items = linked + part, items + number
    return model.crf.loss(words, tags, seen), linked / max(1, items)


def batches(made: list[Example], size: int, epoch: int) -> list[list[int]]:
    """Batches of windows of like length, in an order that the epoch decides."""
    rng = random.Random(SEED + epoch)
    by_length = sorted(
        range(len(made)), key=lambda i: (len(made[i].window.pieces) // 16, rng.random())
    )
    found = [by_length[i : i + size] for i in range(0, len(by_length), size)]
    rng.shuffle(found)
    return found
