"""Prints how the stages do on the project's own annotated reports, and keeps the floors.

corpus_score.py [--json] [--report NAME]       the table, of all reports or of one
corpus_score.py --set-floors [--slack 0.02] [--reason WORDS]
    writes tests/gate/floors.json, each floor `slack` under its figure and never below the old
    one. With ONRECORD_LOWER_FLOORS=1 and a reason a floor may sink; the reason is kept.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1] / "tests"
FLOORS = TESTS / "gate" / "floors.json"
sys.path.insert(0, str(TESTS))

import corpus_format  # noqa: E402 - the path is set above
import corpus_scorer  # noqa: E402
from onrecord.resolve.gazetteer import open_gazetteer  # noqa: E402

UNFLOORED = frozenset({"through", "real_resolved"})  # too few cases
FLAG = "ONRECORD_LOWER_FLOORS"


def figures(only: str | None = None) -> dict[str, corpus_scorer.Scores]:
    """The scores of each group over the corpus, or over one report of it."""
    reports = [r for r in corpus_format.load() if only in {None, r.name}]
    groups = corpus_scorer.score(reports, open_gazetteer())
    if only is None:
        corpus_scorer.score_sentences(groups)
    return groups


def table(groups: dict[str, corpus_scorer.Scores]) -> str:
    """One line a figure: per group its value and the counts behind it."""
    names = list(dict.fromkeys(n for scores in groups.values() for n in scores.tallies))
    lines = [f"{'figure':<24}" + "".join(f"{group:>26}" for group in groups)]
    for name in names:
        cells = []
        for scores in groups.values():
            tally = scores.tallies.get(name, corpus_scorer.Tally())
            value = scores.figures().get(name)
            shown = "-" if value is None else f"{100 * value:.1f}"
            counts = f"{tally.hits}/{tally.gold}"
            if name.endswith("_f1"):
                counts = f"{tally.hits}/{tally.predicted}/{tally.gold}"
            cells.append(f"{shown:>9} {'(' + counts + ')':<16}")
        lines.append(f"{name:<24}" + "".join(cells))
    return "\n".join([*lines, "F1: (right/found/gold), else (right/cases); percent"])


def set_floors(groups: dict[str, corpus_scorer.Scores], slack: float, reason: str) -> list[str]:
    """Write the floors; gives the names of those that sank. Exits if they may not."""
    old: dict[str, Any] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {"history": []}
    before = old["history"][-1]["floors"] if old["history"] else {}
    same = bool(old["history"]) and old["history"][-1]["corpus"] == corpus_format.digest()
    floors: dict[str, dict[str, float]] = {}
    sank = []
    for group, scores in groups.items():
        floors[group] = {}
        for name, value in scores.figures().items():
            if name in UNFLOORED:
                continue
            floor = math.floor(max(0.0, value - slack) * 1000) / 1000
            earlier = before.get(group, {}).get(name, 0.0)
            floors[group][name] = max(floor, earlier) if value >= earlier else floor
            if floors[group][name] < earlier:
                sank.append(f"{group} {name}: {earlier} to {floors[group][name]}")
    if sank and not (os.environ.get(FLAG) == "1" and reason):
        sys.exit("floors would sink; set " + FLAG + "=1 and give --reason:\n" + "\n".join(sank))
    entry = {"corpus": corpus_format.digest(), "floors": floors, "reason": reason}
    if not same or sank or floors != before:
        old["history"].append(entry)
    FLOORS.write_text(json.dumps(old, indent=1, sort_keys=True) + "\n")
    return sank


def main() -> None:
    """Print the table, or set the floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--report")
    parser.add_argument("--set-floors", action="store_true")
    parser.add_argument("--slack", type=float, default=0.02)
    parser.add_argument("--reason", default="")
    given = parser.parse_args()
    groups = figures(given.report)
    if given.json:
        print(json.dumps({group: scores.figures() for group, scores in groups.items()}, indent=1))
    else:
        print(table(groups))
    if given.set_floors:
        for line in set_floors(groups, given.slack, given.reason):
            print("sank:", line)


if __name__ == "__main__":
    main()
