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

from training.attribution.data import Example, articles, examples, held_out
from training.attribution.losses import LINKS, SEED, attribution_loss, batches
from training.attribution.model import Attribution
from training.encoder import load_start, start_folder


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
        order = batches(made, args.batch, step // per_epoch)
        for batch in order[step % per_epoch :]:
            if step >= total:
                break
            rng = random.Random(SEED * 1_000_003 + step)
            chosen = [made[i] for i in batch]
            loss, linked = attribution_loss(model, chosen, rng, bf16=args.bf16)
            both = loss + LINKS * linked
            optimizer.zero_grad(set_to_none=True)
            both.backward()
            torch.nn.utils.clip_grad_norm_([*body, *head], 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            seen_pieces += sum(len(example.window.pieces) for example in chosen)
            sums = [sums[0] + loss.item(), sums[1] + linked.item(), sums[2] + 1]
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
