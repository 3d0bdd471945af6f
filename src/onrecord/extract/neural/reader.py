"""A trained model over a text: one pass of the encoder for attributions and for roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.extract.attribution import Range, Relation
from onrecord.extract.neural.heads import Array, Heads, runs
from onrecord.extract.neural.relations import relations
from onrecord.extract.neural.roles import RoleHeads
from onrecord.extract.neural.sections import section
from onrecord.extract.neural.windows import Window, windows
from onrecord.extract.reading import Reading, RoleReading

LIMIT = 192  # pieces a window, as in training
BATCH = 16  # windows read together for tags and for roles: as long as the longest in training
# The fused kernel is slower than an addition and a normalisation, by a tenth of the network.
SLOWER = ["SkipLayerNormFusion"]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One window and what the network says of its words."""

    window: Window
    tags: Array  # (words, tags)
    vectors: Array  # (words, 3·SPAN)
    roles: Array  # (words, WIDTH)


class Reader:
    """The encoder with its heads; one for a process."""

    def __init__(
        self,
        network: bytes,
        tokenizer: bytes,
        heads: dict[str, Array],
        knots: Sequence[tuple[float, float]] = (),
    ) -> None:
        """Make a session of checked bytes. Deterministic: one thread, fixed order.

        `knots`: the calibration curve; with it, scores are the share of like attributions that
        was right on the articles it was measured on.
        """
        self._knots = np.array(knots, np.float64).reshape(-1, 2)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            network, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
        )
        self._tokenizer = Tokenizer.from_buffer(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, list[int]] = {}
        self._heads = Heads(heads)
        self._roles = RoleHeads(heads)

    def read(self, text: str, paragraphs: Iterable[Range]) -> Reading:
        """Attributions, by window and cue, and roles in `text[start:end]` of each paragraph.

        Memory beyond the result does not grow with the text.
        """
        found: list[Relation] = []
        roles: list[RoleReading] = []
        for batch in self._batches(text, paragraphs):
            found.extend(self._relations(text, batch))
            vectors = np.concatenate([one.roles for one in batch])
            roles.append(section(text, [one.window for one in batch], vectors, self._roles))
        return Reading(tuple(found), tuple(roles))

    def _batches(self, text: str, paragraphs: Iterable[Range]) -> Iterator[list[Encoded]]:
        batch: list[Encoded] = []
        for window in windows(text, paragraphs, self._tokenizer, LIMIT, self._known):
            batch.append(self._encoded(window))
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def _encoded(self, window: Window) -> Encoded:
        """What the network says of a window.

        One window at a time: nothing is padded, which saves a fifth of the work, and no window
        bears on the rounding of another.
        """
        given = self._session.run(None, {"pieces": np.array([window.pieces], np.int64)})
        return Encoded(window, *(part[0, window.first_piece] for part in given))

    def _relations(self, text: str, batch: list[Encoded]) -> Iterator[Relation]:
        tagged = self._heads.tags([one.tags for one in batch])
        for one, (tags, marginals) in zip(batch, tagged, strict=True):
            found = runs(tags, marginals, one.window.paragraph)
            for relation in relations(text, one.window, self._heads, found, one.vectors):
                yield replace(relation, score=self._calibrated(relation.score))

    def _calibrated(self, score: float) -> float:
        if len(self._knots):
            score = float(np.interp(score, self._knots[:, 0], self._knots[:, 1]))
        return round(score, 3)
