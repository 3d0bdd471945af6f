"""Train the reader on attributions and roles together: one command, resumable, with a log.

python -m training.reader.train --polnear FOLDER --muc FOLDER --start runs/attribution/final.pt
    --out runs/reader [--resume]

Batches of both corpora alternate evenly; the rate rises, then falls to 0 at the end; what is kept
is a running mean of the weights.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from training.attribution.data import Example, articles, examples, held_out
from training.attribution.losses import LINKS, SEED, attribution_loss, batches
from training.encoder import load_start, start_folder
from training.reader.data import Report, report
from training.reader.losses import role_loss, total
from training.reader.model import Reader

WINDOWS = 10  # of an attribution batch
PIECES = 1400  # of a role batch, about
MEAN = 0.997  # share of the running mean that a step keeps

Step = tuple[str, list[int]]  # corpus, and numbers of its examples


def plan(made: list[Example], reports: list[Report], epochs: tuple[float, float]) -> list[Step]:
    """Every step of the training, those of both corpora spread evenly."""
    mine: list[Step] = []
    yours: list[Step] = []
    for epoch in range(100):
        mine += [("attribution", batch) for batch in batches(made, WINDOWS, epoch)]
        yours += [("roles", batch) for batch in role_batches(reports, epoch)]
        if epoch == 0:
            counts = [int(len(part) * n) for part, n in zip((mine, yours), epochs, strict=True)]
        if len(mine) >= counts[0] and len(yours) >= counts[1]:
            break
    mine, yours = mine[: counts[0]], yours[: counts[1]]
    places = [(n / len(part), kind, step) for kind, part in ((0, mine), (1, yours))
              for n, step in enumerate(part)]  # fmt: skip
    return [step for _, _, step in sorted(places, key=lambda one: one[:2])]


def role_batches(reports: list[Report], epoch: int) -> list[list[int]]:
    """Reports of like size, together about PIECES, in an order that the epoch decides."""
    rng = random.Random(SEED + epoch)
    order = sorted(range(len(reports)), key=lambda n: (reports[n].size // 100, rng.random()))
    found: list[list[int]] = [[]]
    size = 0
    for n in order:
        if found[-1] and size + reports[n].size > PIECES:
            found.append([])
            size = 0
        found[-1].append(n)
        size += reports[n].size
    rng.shuffle(found)
    return found


def parse() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--muc", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="final.pt of this or of training.attribution")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, nargs=2, default=(1.3, 5.0),
                        metavar=("ATTRIBUTION", "ROLES"))  # fmt: skip
    parser.add_argument("--limit", type=int, default=192, help="pieces a window")
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--head-rate", type=float, default=6e-4, help="heads for attribution")
    parser.add_argument("--role-rate", type=float, default=1.5e-3, help="heads for roles")
    parser.add_argument("--frozen", type=int, default=2, help="lowest layers left as they are")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--steps", type=int, default=0, help="stop early, for trials")
    return parser.parse_args()


def data(args: argparse.Namespace) -> tuple[list[Example], list[Report]]:
    """The windows and documents to train on, without those kept apart."""
    tokenizer = Tokenizer.from_file(str(start_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    made = [
        example
        for article in articles(args.polnear / "train.jsonl.gz")
        if not held_out(article["id"])
        for example in examples(article, tokenizer, args.limit)
    ]
    reports = [
        report(row, tokenizer, args.limit)
        for row in articles(args.muc / "train.jsonl.gz")
        if not held_out(row["id"])
    ]
    return made, reports


def groups(model: Reader, args: argparse.Namespace) -> Iterator[dict]:
    """The parameters to train, each kind with its rate."""
    encoder = model.attribution.encoder
    if args.frozen:
        for part in (encoder.positions, encoder.norm, *encoder.layers[: args.frozen]):
            part.requires_grad_(False)  # noqa: FBT003 - torch's own signature
    known = {id(p) for p in encoder.parameters()}
    heads = [p for p in model.attribution.parameters() if id(p) not in known]
    yield {"params": [p for p in encoder.parameters() if p.requires_grad], "lr": args.rate}
    yield {"params": heads, "lr": args.head_rate}
    yield {"params": list(model.roles.parameters()), "lr": args.role_rate}


class Run:
    """A training under way: all that a checkpoint holds."""

    def __init__(self, model: Reader, steps: list[Step], args: argparse.Namespace) -> None:
        self.model, self.args = model, args
        self.optimizer = torch.optim.AdamW(
            list(groups(model, args)), betas=(0.9, 0.99), weight_decay=0.01, fused=True
        )
        count, warm = len(steps), max(1, int(0.05 * len(steps)))
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda s: min((s + 1) / warm, max(0.0, (count - s) / max(1, count - warm))),
        )
        self.mean = copy.deepcopy(model)
        self.step = 0

    def advance(self, loss: torch.Tensor) -> None:
        """One step down."""
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        trained = [p for group in self.optimizer.param_groups for p in group["params"]]
        nn.utils.clip_grad_norm_(trained, 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.step += 1
        keep = min(MEAN, self.step / (self.step + 10))
        with torch.no_grad():
            for old, new in zip(self.mean.parameters(), self.model.parameters(), strict=True):
                if new.requires_grad:
                    old.lerp_(new, 1 - keep)

    def save(self, path: Path) -> None:
        """Write the checkpoint; a torn write leaves the old one."""
        names = ("model", "mean", "optimizer", "schedule")
        state = {name: getattr(self, name).state_dict() for name in names}
        temporary = path.with_suffix(".tmp")
        torch.save(state | {"step": self.step}, temporary)
        temporary.replace(path)

    def load(self, path: Path) -> None:
        """Go on from a checkpoint."""
        state = torch.load(path, weights_only=True)
        for name in ("model", "mean", "optimizer", "schedule"):
            getattr(self, name).load_state_dict(state[name])
        self.step = state["step"]


def main() -> None:
    """Train; leave `final.pt`, checkpoints and `log.jsonl` in the output folder."""
    args = parse()
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    made, reports = data(args)
    model = Reader(load_start())
    if args.start:
        start = torch.load(args.start, weights_only=True)
        whole = any(name.startswith("roles.") for name in start)
        part = model if whole else model.attribution
        missing = part.load_state_dict(start, strict=False).missing_keys
        print({"learnt from nothing": sorted({name.split(".")[0] for name in missing})})
    steps = plan(made, reports, tuple(args.epochs))
    run = Run(model, steps, args)
    checkpoint = args.out / "checkpoint.pt"
    if args.resume and checkpoint.exists():
        run.load(checkpoint)
    model.train()
    began, pieces, sums, counts = time.monotonic(), 0, {}, {}
    with (args.out / "log.jsonl").open("a", encoding="utf-8") as log:
        for corpus, numbers in steps[run.step :]:
            rng = random.Random(SEED * 1_000_003 + run.step)
            torch.manual_seed(SEED * 1_000_003 + run.step)
            if corpus == "attribution":
                chosen = [made[n] for n in numbers]
                tags, links = attribution_loss(model.attribution, chosen, rng, bf16=False)
                loss, parts = tags + LINKS * links, {"tags": tags, "links": links}
                pieces += sum(len(example.window.pieces) for example in chosen)
            else:
                parts = role_loss(model, [reports[n] for n in numbers])
                loss = total(parts)
                pieces += sum(reports[n].size for n in numbers)
            run.advance(loss)
            for name, part in parts.items():
                sums[name] = sums.get(name, 0.0) + part.item()
                counts[name] = counts.get(name, 0) + 1
            if run.step % 20 == 0 or run.step == len(steps):
                means = {name: round(sums[name] / counts[name], 4) for name in sums}
                speed = round(pieces / (time.monotonic() - began))
                line = {"step": run.step, "of": len(steps), **means, "pieces_per_s": speed}
                log.write(json.dumps(line) + "\n")
                log.flush()
                print(line, flush=True)
                sums, counts = {}, {}
            if run.step % 200 == 0 or run.step == len(steps):
                run.save(checkpoint)
            if args.steps and run.step >= args.steps:
                return
    torch.save(run.mean.state_dict(), args.out / "final.pt")


if __name__ == "__main__":
    main()
