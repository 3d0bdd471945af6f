"""Fine-tune the encoder for attribution: one command, resumable, with its progress in a log.

python -m training.attribution.train --corpus FOLDER/polnear --out runs/attribution [--resume]
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from onrecord.extract.neural.heads import pair_facts
from training.attribution.data import Example, articles, examples, held_out
from training.attribution.model import Attribution, span_vector
from training.encoder import load_start, start_folder

SEED = 20261123
PADDING = 0


def batch_tensors(batch: list[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Pieces, attention, first pieces, tags and word mask, padded."""
    longest = max(len(w.window.pieces) for w in batch)
    most = max(len(w.window.words) for w in batch)
    pieces = torch.full((len(batch), longest), PADDING)
    attend = torch.zeros(len(batch), longest)
    first = torch.zeros(len(batch), most, dtype=torch.long)
    tags = torch.zeros(len(batch), most, dtype=torch.long)
    seen = torch.zeros(len(batch), most, dtype=torch.bool)
    for n, w in enumerate(batch):
        pieces[n, : len(w.window.pieces)] = torch.tensor(w.window.pieces)
        attend[n, : len(w.window.pieces)] = 1
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
    """Summed cross entropy of items choosing their cue, and the number of items."""
    window = example.window
    count = len(window.words)
    cues = [_shake(*cue, count, rng) for cue in example.cues]
    free = [i for i, tag in enumerate(example.tags) if tag == 0]
    items = [(*_shake(a, b, count, rng), kind, cue) for a, b, kind, cue in example.items]
    for _ in range(2):  # what a tagger finds where nothing is
        if free and rng.random() < 0.5:
            at = rng.choice(free)
            if rng.random() < 0.4:
                cues.append((at, at))
            else:
                items.append(
                    (at, min(count - 1, at + rng.randrange(8)), int(rng.random() < 0.6), -1)
                )
    if not items:
        return vectors.new_zeros(()), 0
    cue_vectors = [span_vector(vectors, 1, *cue) for cue in cues]
    rows, far, facts, targets, nothing = [], [], [], [], []
    for a, b, kind, cue in items:
        mine = span_vector(vectors, 2 if kind else 0, a, b)
        for other, vector in zip(cues, cue_vectors, strict=True):
            place, numbers = pair_facts((a, b, kind), other, cues, window.ends, window.paragraph)
            rows.append(torch.cat([mine, vector]))
            far.append(place)
            facts.append(numbers)
        nothing.append(torch.cat([mine, vectors.new_tensor([float(kind), float(not cues)])]))
        targets.append(cue if cue >= 0 else len(cues))
    none = model.none(torch.stack(nothing))
    if not rows:
        return vectors.new_zeros(()), 0
    features = torch.cat(
        [torch.stack(rows), model.distance(torch.tensor(far)), torch.tensor(facts)], dim=1
    )
    scores = model.pair(features).view(len(items), len(cues))
    scores = torch.cat([scores, none], dim=1)
    return functional.cross_entropy(scores, torch.tensor(targets), reduction="sum"), len(items)


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=5.0)
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--limit", type=int, default=192, help="pieces a window")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bf16", action="store_true", help="where the processor knows bfloat16")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--all", action="store_true", help="train on the held-out part too")
    parser.add_argument("--steps", type=int, default=0, help="stop early, for trials")
    return parser.parse_args()


def main() -> None:
    """Train and leave checkpoints and `log.jsonl` in the output folder."""
    args = parse()
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(start_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    made: list[Example] = []
    for article in articles(args.corpus / "train.jsonl.gz"):
        if not args.all and held_out(article["id"]):
            continue
        made += examples(article, tokenizer, args.limit)
    model = Attribution(load_start())
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in model.encoder.parameters()}
    head = [p for p in model.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": args.rate}, {"params": head, "lr": args.head_rate}],
        betas=(0.9, 0.99),
        weight_decay=0.01,
        fused=True,
    )
    per_epoch = math.ceil(len(made) / args.batch)
    total = int(per_epoch * args.epochs)
    warm = max(1, int(0.06 * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (total - s) / max(1, total - warm)))
    )
    step, checkpoint = 0, args.out / "checkpoint.pt"
    if args.resume and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        step = state["step"]
    log = (args.out / "log.jsonl").open("a", encoding="utf-8")
    began, seen_pieces, sums = time.monotonic(), 0, [0.0, 0.0, 0]
    model.train()
    while step < total:
        order = _order(made, args.batch, step // per_epoch)
        for batch in order[step % per_epoch :]:
            if step >= total:
                break
            rng = random.Random(SEED * 1_000_003 + step)
            chosen = [made[i] for i in batch]
            pieces, attend, first, tags, seen = batch_tensors(chosen)
            with torch.autocast("cpu", torch.bfloat16, enabled=args.bf16):
                scores, vectors = model.states(pieces, attend)
            scores, vectors = scores.float(), vectors.float()
            words = scores.gather(1, first[..., None].expand(-1, -1, scores.shape[2]))
            loss = model.crf.loss(words, tags, seen)
            linked, items = vectors.new_zeros(()), 0
            for n, example in enumerate(chosen):
                own = vectors[n, first[n, : len(example.window.words)]]
                part, number = link_loss(model, own, example, rng)
                linked, items = linked + part, items + number
            both = loss + 0.15 * linked / max(1, items)
            optimizer.zero_grad(set_to_none=True)
            both.backward()
            torch.nn.utils.clip_grad_norm_([*body, *head], 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            seen_pieces += int(attend.sum())
            sums = [sums[0] + loss.item(), sums[1] + linked.item() / max(1, items), sums[2] + 1]
            if step % 20 == 0 or step == total:
                speed = seen_pieces / (time.monotonic() - began)
                line = {
                    "step": step, "of": total, "tags": round(sums[0] / sums[2], 4),
                    "links": round(sums[1] / sums[2], 4), "pieces_per_s": round(speed),
                }  # fmt: skip
                log.write(json.dumps(line) + "\n")
                log.flush()
                print(line, flush=True)
                sums = [0.0, 0.0, 0]
            if step % 200 == 0 or step == total:
                _save(checkpoint, model, optimizer, schedule, step)
            if args.steps and step >= args.steps:
                return
    torch.save(model.state_dict(), args.out / "final.pt")


def _order(made: list[Example], size: int, epoch: int) -> list[list[int]]:
    """Batches of windows of like length, in an order that the epoch decides."""
    rng = random.Random(SEED + epoch)
    by_length = sorted(
        range(len(made)), key=lambda i: (len(made[i].window.pieces) // 16, rng.random())
    )
    batches = [by_length[i : i + size] for i in range(0, len(by_length), size)]
    rng.shuffle(batches)
    return batches


def _save(path: Path, model, optimizer, schedule, step: int) -> None:
    state = {
        "model": model.state_dict(), "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(), "step": step,
    }  # fmt: skip
    temporary = path.with_suffix(".tmp")
    torch.save(state, temporary)
    temporary.replace(path)


if __name__ == "__main__":
    main()
