"""Durable appends to the custody log per second, beside what the disk itself can sync.

    python bench/durability.py [--seconds 5] [--folder /tmp]

Both are measured in the same folder and the same run, in turns: one append of an event (a
transaction that is on the disk when it returns), one write of as many bytes to a plain file with
fsync. Quote the ratio: single figures are those of the disk.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from onrecord.model.fixity import CustodyEvent
from onrecord.store.case import Case
from onrecord.wire.canonical import encode

ROUNDS = 10
AT = datetime(2031, 5, 9, tzinfo=UTC)


def event(number: int) -> CustodyEvent:
    """An event as captures make them."""
    return CustodyEvent(AT, "local", "collector-7", "captured", f"{number:064x}", f"c-{number}")


def timed(seconds: float, act: Callable[[int], None], start: int) -> tuple[int, float]:
    """How often `act` came to its end within some seconds, and how long that took."""
    begun, done = time.perf_counter(), 0
    while (took := time.perf_counter() - begun) < seconds:
        act(start + done)
        done += 1
    return done, took


def main() -> None:
    """Measure in turns; print rates and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="of each kind")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    args = parser.parse_args()
    counts, times = {"append": 0, "fsync": 0}, {"append": 0.0, "fsync": 0.0}
    with tempfile.TemporaryDirectory(dir=args.folder) as work:
        handle = os.open(Path(work) / "plain", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        with Case.create(Path(work) / "case", title="t", secret=bytes(32)) as case:

            def append(number: int) -> None:
                case.log(event(number))

            def sync(number: int) -> None:
                os.write(handle, encode(event(number)))
                os.fsync(handle)

            for _ in range(ROUNDS):
                for name, act in (("append", append), ("fsync", sync)):
                    done, took = timed(args.seconds / ROUNDS, act, counts[name])
                    counts[name] += done
                    times[name] += took
            held = len(case.events())
        os.close(handle)
    rates = {name: counts[name] / times[name] for name in counts}
    print(f"durable appends  {rates['append']:8.0f} a second ({held} entries in the log)")
    print(f"bare fsync       {rates['fsync']:8.0f} a second")
    print(f"ratio            {rates['append'] / rates['fsync']:8.2f}")


if __name__ == "__main__":
    main()
