"""Every accuracy figure: predict with the installed package, score with the evaluators.

    ONRECORD_CORPORA=FOLDER python bench/accuracy.py [--workers N] [--keep DIR] [TASK ...]

Only development parts are scored. Figures are printed as JSON lines, then as one table.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

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


def main() -> None:
    """Predict and score each chosen run; print what the evaluators say."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tasks", nargs="*", help="claims incidents places times records")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="keep the predictions in this folder")
    args = parser.parse_args()
    corpora = os.environ.get("ONRECORD_CORPORA")
    if not corpora:
        sys.exit("ONRECORD_CORPORA is unset: it names the folder with data/ and eval/")
    root = Path(corpora).resolve()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for run in RUNS:
            if not args.tasks or run.task in args.tasks:
                print(f"\n== {run.name}", flush=True)
                print(measure(run, root, folder, args.workers), flush=True)


def measure(run: Run, root: Path, folder: Path, workers: int) -> str:
    """What the evaluator prints for one run."""
    gold = root / "data" / run.data
    pred = folder / (run.name.replace(" ", "_").replace(",", "") + ".jsonl")
    command: list[Any] = [sys.executable, PREDICT, run.task, gold, pred]
    subprocess.run([*command, *run.extra, "--workers", str(workers)], check=True)
    names = {"GOLD": str(gold), "PRED": str(pred)}
    script, *words = run.score
    scorer = [sys.executable, str(root / "eval" / script), *(names.get(w, w) for w in words)]
    done = subprocess.run(scorer, check=True, capture_output=True, text=True)
    return done.stdout.rstrip()


if __name__ == "__main__":
    main()
