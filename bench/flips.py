"""Does `verify` name the member? Single bits flipped all over a sealed file, one at a time.

    python bench/flips.py [--flips 2000] [--sources 50]

The file is signed and stamped. Flips are spread evenly: every member is hit, larger ones not more
often. Each flip is put down as: named (verify fails and names that member), listed (no failure,
but the member is one that `docs/reference/sealed-file.md` lists as a hint or as not checkable
without something from outside), or unseen. Printed for three readers: one who brings nothing, one
who brings the signer's key, one who also brings the root of the authority. Exit code 1: one unseen.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from flip_runs import READERS, Flips


def main() -> int:
    """Flip, verify, put back; print the tally."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=2000)
    parser.add_argument("--sources", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="onrecord-flips-") as work:
        flips = Flips(Path(work), args.sources)
        tally = {reader: Counter[str]() for reader in READERS}
        members: dict[str, Counter[str]] = {}
        chance = random.Random(args.seed)  # noqa: S311 - no secret
        for flip in flips.places(args.flips, chance):
            for reader, outcome in flips.outcomes(flip).items():
                tally[reader][outcome] += 1
                if outcome != "named":
                    members.setdefault(f"{reader}: {outcome}", Counter())[flip.member] += 1
        print(f"{args.flips} flips in {len(flips.members)} members, each hit")
    for reader, counts in tally.items():
        print(f"{reader:<28} " + ", ".join(f"{n} {what}" for what, n in sorted(counts.items())))
    for what, where in members.items():
        print(what, dict(where))
    print(f"{time.monotonic() - start:.0f} s")
    return 1 if any(counts["unseen"] for counts in tally.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
