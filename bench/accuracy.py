"""Every accuracy figure: predict with the installed package, score with the evaluators.

    ONRECORD_CORPORA=FOLDER python bench/accuracy.py [--workers N] [--keep DIR] [TASK ...]
        [--held-out] [--network FILE] [--precise]

Only development parts are scored; with `--held-out`, of claims and incidents, what the training
of the shipped model kept apart of the train parts, to choose settings on. `--network` puts other
weights in place of the shipped network, such as those before they were rounded to 8 bits. What
each evaluator prints comes first, one table at the end.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from training.attribution.data import held_out

PREDICT = Path(__file__).with_name("predict.py")


class Run:
    """One task on one collection: how to predict, how to score, which figures to print."""

    def __init__(self, name: str, task: str, data: str, score: list[str], *extra: str) -> None:
        self.name, self.task, self.data, self.score, self.extra = name, task, data, score, extra


RUNS = (
    Run(
        "claims, PolNeAR dev", "claims", "polnear/dev.jsonl.gz",
        ["attribution.py", "GOLD", "PRED"],
    ),
    Run(
        "incidents, MUC-4 dev, published view", "incidents", "muc4/dev.jsonl.gz",
        ["incidents.py", "GOLD", "PRED", "--view", "published"],
    ),
    Run(
        "incidents, MUC-4 dev, full view", "incidents", "muc4/dev.jsonl.gz",
        ["incidents.py", "GOLD", "PRED", "--view", "full"], "--victims", "all",
    ),
    Run(
        "places, TR-News dev", "places", "places/tr_news_dev.jsonl",
        ["places.py", "--gold", "GOLD", "--pred", "PRED", "--allow-missing"],
    ),
    Run(
        "places, LGL", "places", "places/lgl.jsonl",
        ["places.py", "--gold", "GOLD", "--pred", "PRED", "--allow-missing"],
    ),
    Run("times, WikiWars dev", "times", "time/wikiwars_dev.jsonl", ["timexes.py", "GOLD", "PRED"]),
    Run(
        "records, Airwars dev", "records", "airwars/dev.jsonl.gz",
        ["records.py", "GOLD", "PRED", "--select", "first", "--strict"],
    ),
)  # fmt: skip


# Task -> what the one table shows of an evaluator's words: name and pattern, first match counts.
FIGURES: dict[str, tuple[tuple[str, str], ...]] = {
    "claims": (
        ("relation P R F1", r"relation +([\d.]+ +[\d.]+ +[\d.]+)"),
        ("who said it", r"who_said_it +([\d.]+)"),
        ("recall, indirect", r"recall, indirect +([\d.]+)"),
    ),
    "incidents": (
        ("role entities F1", r"ree\n(?:.*\n)*?  micro.*?F1 +([\d.]+)"),
        ("template F1", r"gtt\n(?:.*\n)*?  micro.*?F1 +([\d.]+)"),
        ("relevance F1", r"relevance.*?F1 +([\d.]+)"),
    ),
    "places": (
        ("exact F1", r"recognition exact.*?F1 ([\d.]+)"),
        ("within 161 km, all", r"resolution  all.*?Acc@161 ([\d.]+)"),
    ),
    "times": (
        ("value F1", r'"value": \{[^}]*"f": ([\d.]+)'),
        ("calendar dates right", r'"end_to_end_recall": ([\d.]+)'),
    ),
    "records": (
        ("killed exact P R F1", r"killed_exact +([\d.]+ +[\d.]+ +[\d.]+)"),
        ("date overlap P R F1", r"date_overlap +([\d.]+ +[\d.]+ +[\d.]+)"),
    ),
}


def table(said: dict[str, str]) -> str:
    """One line a figure, for every run in `said` (name of the run -> what its evaluator said)."""
    tasks = {run.name: run.task for run in RUNS}
    lines = []
    for name, words in said.items():
        for label, pattern in FIGURES[tasks[name]]:
            found = re.search(pattern, words)
            value = " ".join(found[1].split()) if found else "not found"
            lines.append(f"{name:<40} {label:<22} {value}")
    return "\n".join(lines)


def main() -> None:
    """Predict and score each chosen run; print what the evaluators say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tasks", nargs="*", help="claims incidents places times records")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="keep the predictions in this folder")
    parser.add_argument("--held-out", action="store_true", help="kept-apart train documents")
    parser.add_argument("--network", type=Path, help="read claims with this network")
    parser.add_argument("--precise", action="store_true", help="the setting for precision")
    args = parser.parse_args()
    corpora = os.environ.get("ONRECORD_CORPORA")
    if not corpora:
        sys.exit("ONRECORD_CORPORA is unset: it names the folder with data/ and eval/")
    root = Path(corpora).resolve()
    options: list[Any] = ["--workers", str(args.workers)]
    options += ["--network", args.network] if args.network else []
    options += ["--precise"] if args.precise else []
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        said: dict[str, str] = {}
        for run in RUNS:
            if not args.tasks or run.task in args.tasks:
                gold = root / "data" / run.data
                if args.held_out:
                    gold = kept_apart(gold.with_name("train.jsonl.gz"), folder)
                print(f"\n== {run.name}{', held-out train' * args.held_out}", flush=True)
                said[run.name] = measure(run, root, gold, folder, options)
                print(said[run.name], flush=True)
        print(f"\n== all tasks\n{table(said)}")


def kept_apart(train: Path, folder: Path) -> Path:
    """A file in `folder` with the documents of `train` that training kept apart."""
    chosen = folder / f"{train.parent.name}_held_out.jsonl"
    with gzip.open(train, "rt", encoding="utf-8") as lines:
        kept = [line for line in lines if held_out(json.loads(line)["id"])]
    chosen.write_text("".join(kept), encoding="utf-8")
    return chosen


def measure(run: Run, root: Path, gold: Path, folder: Path, options: list[Any]) -> str:
    """What the evaluator prints for one run."""
    pred = folder / (run.name.replace(" ", "_").replace(",", "") + ".jsonl")
    command: list[Any] = [sys.executable, PREDICT, run.task, gold, pred]
    subprocess.run([*command, *run.extra, *options], check=True)
    names = {"GOLD": str(gold), "PRED": str(pred)}
    script, *words = run.score
    scorer = [sys.executable, str(root / "eval" / script), *(names.get(w, w) for w in words)]
    done = subprocess.run(scorer, check=True, capture_output=True, text=True)
    return done.stdout.rstrip()


if __name__ == "__main__":
    main()
