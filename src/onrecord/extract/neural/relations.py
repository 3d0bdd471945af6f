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
BATCH = 16  # windows whose tags are decoded side by side
# The fused kernel is slower than an addition and a normalisation, by a tenth of the network.
SLOWER = ["SkipLayerNormFusion"]
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
            network, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
        )
        self._masked = len(self._session.get_inputs()) > 1
        self._tokenizer = Tokenizer.from_buffer(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, list[int]] = {}
        self._heads = Heads(heads)

    def relations(
        self, text: str, paragraphs: Iterable[Range], threshold: float = 0.0
    ) -> Iterator[Relation]:
        """The attributions of `text[start:end]` of each paragraph, by window, then by cue.

        `threshold`: relations of a lower score are left out.
        """
        batch: list[Window] = []
        for window in windows(text, paragraphs, self._tokenizer, LIMIT, self._known):
            batch.append(window)
            if len(batch) == BATCH:
                yield from self._of_batch(text, batch, threshold)
                batch = []
        if batch:
            yield from self._of_batch(text, batch, threshold)

    def _of_batch(self, text: str, batch: list[Window], threshold: float) -> Iterator[Relation]:
        given = [self._run(window) for window in batch]
        decoded = self._heads.tags([tags for tags, _ in given])
        for window, (_, vectors), (best, marginals) in zip(batch, given, decoded, strict=True):
            found = runs(best, marginals, window.paragraph)
            for relation in self._of_window(text, window, found, vectors):
                score = self._calibrated(relation.score)
                if score >= threshold:
                    yield replace(relation, score=score)

    def _run(self, window: Window) -> tuple[Array, Array]:
        """Tag scores and vectors of the words of a window.

        One window at a time: nothing is padded, which saves a fifth of the work, and no window
        bears on the rounding of another.
        """
        pieces = np.array([window.pieces], np.int64)
        feed = {"pieces": pieces}
        if self._masked:
            feed["attend"] = np.ones(pieces.shape, np.float32)
        tags, vectors = self._session.run(None, feed)
        return tags[0, window.first_piece], vectors[0, window.first_piece]

    def _calibrated(self, score: float) -> float:
        if len(self._knots):
            score = float(np.interp(score, self._knots[:, 0], self._knots[:, 1]))
        return round(score, 3)

    def _of_window(
        self, text: str, window: Window, found: list[Tagged], vectors: Array
    ) -> Iterator[Relation]:
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
