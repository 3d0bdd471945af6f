"""Build time, size and memory of the gazetteer, and documents resolved per second.

    ONRECORD_CORPORA=FOLDER python bench/places_speed.py

The documents are LGL's, read by one process after a first pass has warmed nothing but the imports.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from documents import document, rows
from onrecord.extract.places import place_mentions
from onrecord.resolve.gazetteer import open_gazetteer
from onrecord.resolve.places import resolve_places


def main() -> None:
    """Measure and print."""
    corpora = os.environ.get("ONRECORD_CORPORA")
    if not corpora:
        sys.exit("ONRECORD_CORPORA is unset: it names the folder with data/")
    print(f"load {os.getloadavg()[0]:.1f}")
    gazetteer = open_gazetteer()
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    made = [document(row) for row in rows(Path(corpora) / "data" / "places" / "lgl.jsonl")]
    start = time.process_time()
    places = sum(len(resolve_places(d, place_mentions(d, gazetteer), gazetteer)) for d in made)
    took = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    words = sum(len(d.text.split()) for d in made)
    print(
        f"{len(made)} documents, {words} words, {places} places: {len(made) / took:.0f} documents "
        f"and {words / took:,.0f} words a CPU second"
    )
    print(f"resident: {base:.0f} MiB with the gazetteer open, {peak:.0f} MiB at the end")
    with tempfile.TemporaryDirectory() as scratch:
        start = time.process_time()
        fresh = open_gazetteer(Path(scratch))
        size = fresh.path.stat().st_size / 1e6
        built = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"gazetteer: {fresh.rows():,} places, built in {built:.1f} CPU seconds, {size:.0f} MB "
            f"on disk, peak {peak:.0f} MiB while building"
        )


if __name__ == "__main__":
    main()
