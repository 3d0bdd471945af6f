"""A trained run to the files the package ships: int8 ONNX, heads, tokenizer, card.

python -m training.attribution.export --run runs/attribution --out src/onrecord/resources/models
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.attribution.model import Attribution
from training.encoder import load_start, start_folder
from training.fuse import fuse, to_int8

NAME = "attribution-1"
NAMES_IN, NAMES_OUT = ("pieces", "attend"), ("tags", "vectors")


class Exported(nn.Module):
    """What runs in ONNX: pieces to tag scores and span vectors."""

    def __init__(self, model: Attribution) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, attend: Tensor) -> tuple[Tensor, Tensor]:
        """As `Attribution.states`."""
        return self.model.states(pieces, attend)


def main() -> None:
    """Write the files; the card gets its figures by hand from the committed bench commands."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fp32", action="store_true", help="also keep the fp32 network")
    args = parser.parse_args()
    model = Attribution(load_start())
    weights = args.run / "final.pt"
    if weights.exists():
        model.load_state_dict(torch.load(weights, weights_only=True))
    else:
        state = torch.load(args.run / "checkpoint.pt", weights_only=True)
        model.load_state_dict(state["model"])
    model.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    fp32 = args.out / f"{NAME}.fp32.onnx"
    example = (torch.ones(2, 16, dtype=torch.long), torch.ones(2, 16))
    torch.onnx.export(
        Exported(model), example, str(fp32), input_names=list(NAMES_IN),
        output_names=list(NAMES_OUT), opset_version=17, dynamo=False,
        dynamic_axes={n: {0: "batch", 1: "length"} for n in (*NAMES_IN, *NAMES_OUT)},
    )  # fmt: skip
    int8 = args.out / f"{NAME}.onnx"
    fuse(fp32, fp32)
    to_int8(fp32, int8)
    if not args.fp32:
        fp32.unlink()
    heads = {
        "moves": (model.crf.moves + model.crf.ban).detach().numpy(),
        "start": (model.crf.start + model.crf.ban_start).detach().numpy(),
        "distance": model.distance.weight.detach().numpy(),
    }
    for part in ("pair", "none"):
        for name, tensor in getattr(model, part).state_dict().items():
            heads[f"{part}.{name}"] = tensor.numpy()
    np.savez(args.out / f"{NAME}.heads.npz", **heads)
    shutil.copy(start_folder() / "tokenizer.json", args.out / f"{NAME}.tokenizer.json")
    files = (f"{NAME}.onnx", f"{NAME}.heads.npz", f"{NAME}.tokenizer.json")
    digests = {f: hashlib.sha256((args.out / f).read_bytes()).hexdigest() for f in files}
    print(json.dumps({"files": digests}, indent=2))


if __name__ == "__main__":
    main()
