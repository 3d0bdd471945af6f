"""Lost, half there, different? `add` and `seal`, killed (SIGKILL) at random moments.

    python bench/crash.py [--runs 1000] [--state FILE]

Half of the runs are of each command. With `--state` the tally is kept in a file after every batch,
and a later run goes on from there. Needs Linux or another system with fork. Exit code 1: a fault.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from kill_runs import KilledAdd, KilledSeal, Tally

BATCH = 25
KINDS = {"add": KilledAdd, "seal": KilledSeal}


def main() -> int:
    """Run what is left of the runs; print the tally."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--state", type=Path)
    args = parser.parse_args()
    tallies = {name: Tally() for name in KINDS}
    if args.state and args.state.exists():
        held = json.loads(args.state.read_text())
        tallies = {name: Tally(**held[name]) for name in KINDS}
    start = time.monotonic()
    for name, kind in KINDS.items():
        while tallies[name].runs < args.runs // 2:
            before = tallies[name]
            with tempfile.TemporaryDirectory(prefix="onrecord-crash-") as work:
                killed = kind(Path(work), seed=before.runs)
                made = killed.run(min(BATCH, args.runs // 2 - before.runs))
            tallies[name] = before.and_(made)
            if args.state:
                facts = {each: asdict(tally) for each, tally in tallies.items()}
                args.state.write_text(json.dumps(facts))
            print(tallies[name].line(name), flush=True)
    print(f"{time.monotonic() - start:.0f} s")
    for tally in tallies.values():
        for fault in tally.faults[:20]:
            print(fault)
    return 1 if any(tally.faults for tally in tallies.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
