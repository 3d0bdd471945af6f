"""Runs the installed package over a JSONL file and writes what an evaluator reads.

    python bench/predict.py TASK IN OUT [--victims named|all] [--count names|adjectives|all]
                            [--workers N] [--precise] [--network FILE]

TASK: claims, incidents, places, times, records. IN: JSONL, plain or .gz, with `id`, `text` and,
where present, `dct`, `date`, `published`. OUT: JSONL, one line for every input id.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import formats
from documents import Row, document, rows
from onrecord.engine.local import LocalEngine
from onrecord.engine.processes import ProcessesEngine
from onrecord.extract.claims import claims, latin_blocks
from onrecord.extract.neural.reader import Reader
from onrecord.extract.places import place_mentions
from onrecord.extract.reading import ReadingModel
from onrecord.extract.times import times
from onrecord.link.incidents import link
from onrecord.pipeline import analyse, gazetteer, reading_model
from onrecord.resolve.gazetteer import SqliteGazetteer
from onrecord.resolve.gazetteer import open_gazetteer as opened
from onrecord.resolve.parties import parties
from onrecord.resolve.places import resolve_places
from onrecord.resources.models import reader


@functools.lru_cache(maxsize=1)
def open_gazetteer() -> SqliteGazetteer:
    """The gazetteer of this process."""
    return opened()


@functools.lru_cache(maxsize=1)
def model_of(network: Path | None) -> ReadingModel:
    """The shipped model, or it with another network."""
    if network is None:
        return reading_model()
    held = reader()
    return Reader(network.read_bytes(), held.tokenizer, held.heads, held.knots)


def predict(given: argparse.Namespace, row: Row) -> dict[str, Any]:
    """The prediction for one row, with its id; `given`: the command line."""
    made, task = document(row), given.task
    if task == "claims":
        told = model_of(given.network).read(made.text, latin_blocks(made))
        return {"id": row.id, **formats.attributions(claims(made, told, precise=given.precise))}
    if task == "times":
        return {"id": row.id, **formats.timexes(times(made))}
    if task == "places":
        table = open_gazetteer()
        mentions = formats.counted(place_mentions(made, table), given.count)
        places = resolve_places(made, mentions, table)
        return {"id": row.id, **formats.toponyms(mentions, places, table)}
    whole = analyse("", made, gazetteer(None))
    named = parties((made,), whole.claims, whole.allegations)
    incidents, *_ = link((made,), whole.claims, whole.allegations, named, whole.places)
    if task == "incidents":
        found = formats.templates(incidents, whole.allegations, named, given.victims)
    else:
        found = formats.records(incidents, whole.allegations, whole.places)
    return {"id": row.id, **found}


def lost(row: Row) -> dict[str, Any]:
    """Never used: a lost worker ends the measurement."""
    message = f"{row.id}: the worker process died"
    raise RuntimeError(message)


def main() -> None:
    """Read, predict, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=["claims", "incidents", "places", "times", "records"])
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--victims", choices=["named", "all"], default="named")
    parser.add_argument("--count", choices=["names", "adjectives", "all"], default="all")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--network", type=Path, help="for claims, in place of the shipped one")
    parser.add_argument("--precise", action="store_true")
    args = parser.parse_args()
    engine = LocalEngine() if args.workers == 1 else ProcessesEngine(args.workers or None)
    work = functools.partial(predict, args)
    with args.out.open("w", encoding="utf-8") as out:
        for made in engine.map(work, rows(args.source), lost=lost):
            out.write(json.dumps(made, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
