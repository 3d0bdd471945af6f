"""Places of reports on twelve countries at war, one a sentence: right, wrong and unresolved.

    python bench/probe.py [--no-home] [TABLE]

TABLE: the tab-separated list, by default the copy among the tests. Each name stands in a sentence
that names its country, with `--no-home` in one that does not. Right is the row expected, or, where
the gazetteer has none, no answer; abroad is a row in another country.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from onrecord.extract.places import place_mentions
from onrecord.lang.countries import by_code
from onrecord.resolve.gazetteer import SqliteGazetteer, open_gazetteer
from onrecord.resolve.places import resolve_places
from place_help import paragraphs

TABLE = Path(__file__).resolve().parents[1] / "tests" / "unit" / "resolve" / "probe.tsv"
ABROAD = frozenset({"CH", "RU"})  # named in reports on Syria


def outcome(row: dict[str, str], gazetteer: SqliteGazetteer, *, home: bool) -> str:
    """Right, wrong, unresolved or abroad, for one line of the list."""
    code = "SY" if row["country"] in ABROAD else row["country"]
    lead = f"Reports from {by_code()[code].name} say that shells" if home else "Shells"
    document = paragraphs(f"{lead} fell in {row['name']} on Monday.")
    found = resolve_places(document, place_mentions(document, gazetteer), gazetteer)
    place = next((each for each in found if each.label == row["name"]), None)
    answer = place.gazetteer_id if place else None
    if place is None or answer is None:
        return "right" if row["answer"] == "none" else "unresolved"
    if place.path[0] != by_code()[row["country"]].name:
        return "abroad"
    return "right" if answer.startswith(row["answer"]) else "wrong"


def main() -> None:
    """Read the list, print what is not right and the counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--no-home", action="store_true")
    parser.add_argument("table", nargs="?", type=Path, default=TABLE)
    args = parser.parse_args()
    gazetteer = open_gazetteer()
    counts: Counter[str] = Counter()
    with args.table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            made = outcome(row, gazetteer, home=not args.no_home)
            counts[made] += 1
            if made in {"wrong", "abroad"} or (made == "unresolved" and not args.no_home):
                print(f"{row['name']} ({row['country']}): {made}")
    shares = ", ".join(
        f"{counts[name]} {name}" for name in ("right", "unresolved", "wrong", "abroad")
    )
    print(f"{sum(counts.values())} names: {shares}")


if __name__ == "__main__":
    main()
