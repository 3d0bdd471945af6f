"""Attribution relations of a text by the trained model: source, cue and content, tied together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.extract.attribution import Range, Relation
from onrecord.extract.neural.heads import Array, Heads, Tagged, runs
from onrecord.extract.neural.windows import Window, windows

LIMIT = 192  # pieces a window, as in training
BATCH = 8  # windows; larger batches need more memory and are no faster on a CPU
SOURCE, CUE, CONTENT = range(3)
QUOTES = frozenset('“«„"')


class AttributionModel:
    """The encoder with its heads; one for a process."""

    def __init__(
        self,
        network: bytes,
        tokenizer: bytes,
        heads: dict[str, Array],
        knots: Sequence[tuple[float, float]] = (),
    ) -> None:
        """Make a session of checked bytes. Deterministic: one thread, fixed order.

        `knots`: the calibration curve; with it, scores are the share of like readings that was
        right on the articles it was measured on.
        """
        self._knots = np.array(knots, np.float64).reshape(-1, 2)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            network, options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_buffer(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._heads = Heads(heads)

    def relations(
        self, text: str, paragraphs: Iterable[Range], threshold: float = 0.0
    ) -> Iterator[Relation]:
        """The attributions of `text[start:end]` of each paragraph, by window, then by cue.

        `threshold`: relations of a lower score are left out.
        """
        batch: list[Window] = []
        for window in windows(text, paragraphs, self._tokenizer, LIMIT):
            batch.append(window)
            if len(batch) == BATCH:
                yield from self._of_batch(text, batch, threshold)
                batch = []
        if batch:
            yield from self._of_batch(text, batch, threshold)

    def _of_batch(self, text: str, batch: list[Window], threshold: float) -> Iterator[Relation]:
        longest = max(len(window.pieces) for window in batch)
        pieces = np.zeros((len(batch), longest), np.int64)
        attend = np.zeros((len(batch), longest), np.float32)
        for row, window in enumerate(batch):
            pieces[row, : len(window.pieces)] = window.pieces
            attend[row, : len(window.pieces)] = 1
        tags, vectors = self._session.run(None, {"pieces": pieces, "attend": attend})
        for row, window in enumerate(batch):
            own = np.array(window.first_piece)
            for relation in self._of_window(text, window, tags[row, own], vectors[row, own]):
                score = self._calibrated(relation.score)
                if score >= threshold:
                    yield replace(relation, score=score)

    def _calibrated(self, score: float) -> float:
        if len(self._knots):
            score = float(np.interp(score, self._knots[:, 0], self._knots[:, 1]))
        return round(score, 3)

    def _of_window(
        self, text: str, window: Window, emissions: Array, vectors: Array
    ) -> Iterator[Relation]:
        best, marginals = self._heads.tags(emissions)
        found = runs(best, marginals, window.paragraph)
        cues = [item for item in found if item.role == CUE]
        items = [item for item in found if item.role != CUE]
        if not cues or not items:
            return
        probabilities = self._heads.links(vectors, window, items, cues)
        owner = probabilities.argmax(1)
        for number, cue in enumerate(cues):
            mine = [
                (item, float(probabilities[i, number]))
                for i, item in enumerate(items)
                if owner[i] == number and _near(text, window, item, cue)
            ]
            content = [pair for pair in mine if pair[0].role == CONTENT]
            if content:
                source = [pair for pair in mine if pair[0].role == SOURCE]
                yield _relation(window, cue, source[:], content)


def _near(text: str, window: Window, item: Tagged, cue: Tagged) -> bool:
    """Whether an item may belong to a cue: in its paragraph, or a quotation in another one."""
    if window.paragraph[item.first] == window.paragraph[cue.first]:
        return True
    return item.role == CONTENT and text[window.words[item.first][0]] in QUOTES


def _relation(
    window: Window,
    cue: Tagged,
    source: list[tuple[Tagged, float]],
    content: list[tuple[Tagged, float]],
) -> Relation:
    if len(source) > 1:  # one speaker: the likeliest
        source = [max(source, key=lambda pair: pair[1])]
    score = cue.score
    for item, probability in (*source, *content):
        score = min(score, item.score * probability)
    return Relation(
        source=tuple(_range(window, item) for item, _ in source),
        cue=_range(window, cue),
        content=tuple(_range(window, item) for item, _ in content),
        score=score,
    )


def _range(window: Window, item: Tagged) -> Range:
    return window.words[item.first][0], window.words[item.last][1]
