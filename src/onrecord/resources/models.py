"""The trained weights shipped with the package, checked before any byte of them is used."""

from __future__ import annotations

import io
from dataclasses import dataclass
from importlib.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from onrecord.resources.cards import READER_CARD
from onrecord.resources.files import checked_bytes, checked_json

READER = "models/reader-2"


@dataclass(frozen=True, slots=True)
class Weights:
    """One model's files: the network as ONNX, its tokenizer as JSON, its heads as arrays."""

    name: str
    network: bytes
    tokenizer: bytes
    heads: dict[str, NDArray[np.float32]]
    knots: tuple[tuple[float, float], ...]  # score of the heads, share that was right
    digest: str  # of the card, which names the digests of all files


def reader(root: Traversable | None = None) -> Weights:
    """The weights that read attributions and roles. Raises: ResourceMissing, ResourceMismatch."""
    card = checked_json(f"{READER}.card.json", READER_CARD, root)
    digests = card["files"]
    network, tokenizer, heads = (
        checked_bytes(f"{READER}.{part}", digests[part], root)
        for part in ("onnx", "tokenizer.json", "heads.npz")
    )
    with np.load(io.BytesIO(heads), allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}
    knots = tuple((float(score), float(share)) for score, share in card["calibration"]["knots"])
    return Weights(card["name"], network, tokenizer, arrays, knots, READER_CARD)
