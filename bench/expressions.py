"""Prints how the invented time expressions of `tests/corpus/expressions.tsv` are read.

expressions.py [--misses]      `--misses` lists what is not right in the half that may be looked at
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import expressions


def main() -> None:
    """Read every row, print figures by language and half."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    readings = [expressions.read(row) for row in expressions.load()]
    print(f"{'rows':<16}{'number':>8}{'found':>8}{'right':>8}{'misdated':>10}")
    for lang in ("en", "ar"):
        for half in (None, False, True):
            of = [r for r in readings if r.expression.lang == lang]
            of = [r for r in of if half is None or r.expression.unseen is half]
            name = f"{lang} {'all' if half is None else 'unseen half' if half else 'other half'}"
            shares = "".join(f"{100 * v:>{w}.1f}" for v, w in zip(
                expressions.figures(of).values(), (8, 8, 10), strict=True))  # fmt: skip
            print(f"{name:<16}{len(of):>8}{shares}")
    if args.misses:
        for reading in readings:
            row, when = reading.expression, reading.found
            if not (reading.right or row.unseen):
                read = f"{when.earliest} .. {when.latest}" if when else "not found"
                print(f"{row.id} [{row.words}] {read}; right: {sorted(map(str, row.right))}")


if __name__ == "__main__":
    main()
