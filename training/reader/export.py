"""A trained run to the files the package ships: int8 ONNX, heads, tokenizer.

python -m training.reader.export --run runs/reader --out src/onrecord/resources/models
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

from training.encoder import load_start, start_folder
from training.fuse import fuse, to_int8
from training.reader.files import NAME
from training.reader.model import Reader

NAMES_IN, NAMES_OUT = ("pieces", "attend"), ("tags", "vectors", "roles")
IN_NETWORK = ("encoder", "tags", "spans", "crf")  # parts of attribution that are no numpy heads


class Exported(nn.Module):
    """What runs in ONNX: pieces to tag scores, span vectors and role vectors."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, attend: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """As `Reader.states`."""
        return self.model.states(pieces, attend)


def network(model: Reader, path: Path) -> None:
    """Write the network as ONNX in 32-bit floats, for one window at a time."""
    example = (torch.ones(2, 16, dtype=torch.long), torch.ones(2, 16))
    torch.onnx.export(
        Exported(model), example, str(path), input_names=list(NAMES_IN),
        output_names=list(NAMES_OUT), opset_version=17, dynamo=False,
        dynamic_axes={n: {0: "batch", 1: "length"} for n in (*NAMES_IN, *NAMES_OUT)},
    )  # fmt: skip
    fuse(path, path)


def heads(model: Reader) -> dict[str, np.ndarray]:
    """The arrays of the heads by the names that run time knows them by."""
    crf = model.attribution.crf
    found = {"moves": crf.moves + crf.ban, "start": crf.start + crf.ban_start}
    for name, tensor in model.attribution.state_dict().items():
        if name.split(".")[0] not in IN_NETWORK:
            found["distance" if name == "distance.weight" else name] = tensor
    for name, tensor in model.roles.state_dict().items():
        if not name.startswith("reduce."):
            found[f"roles.{name}"] = tensor
    return {name: tensor.detach().numpy() for name, tensor in found.items()}


def main() -> None:
    """Write the files; their digests and figures go into the card."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fp32", action="store_true", help="also keep the fp32 network")
    args = parser.parse_args()
    model = Reader(load_start())
    weights = args.run / "final.pt"
    if weights.exists():
        model.load_state_dict(torch.load(weights, weights_only=True))
    else:
        state = torch.load(args.run / "checkpoint.pt", weights_only=True)
        model.load_state_dict(state["mean"])
    model.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    fp32, int8 = args.out / f"{NAME}.fp32.onnx", args.out / f"{NAME}.onnx"
    network(model, fp32)
    to_int8(fp32, int8)
    if not args.fp32:
        fp32.unlink()
    np.savez(args.out / f"{NAME}.heads.npz", **heads(model))
    shutil.copy(start_folder() / "tokenizer.json", args.out / f"{NAME}.tokenizer.json")
    files = (f"{NAME}.onnx", f"{NAME}.heads.npz", f"{NAME}.tokenizer.json")
    digests = {f: hashlib.sha256((args.out / f).read_bytes()).hexdigest() for f in files}
    print(json.dumps({"files": digests}, indent=2))


if __name__ == "__main__":
    main()
