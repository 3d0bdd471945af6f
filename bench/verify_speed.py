"""Time and memory of `onrecord verify` on a large sealed file, beside `openssl dgst`.

    python bench/verify_speed.py [--objects 2000] [--bytes 1048576] [--folder /tmp] [--rounds 3]

Makes a sealed file of that many random objects, then in turns: `openssl dgst -sha256` and `-sha512`
over its objects, and `onrecord verify` of it, each as a process of its own from a warm cache.
Needs about twice the size on the disk; all of it is removed at the end. Quote the ratio.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import BinaryIO

from onrecord.model.dossier import Dossier
from onrecord.model.fixity import Capture, CustodyEvent, Tool
from onrecord.seal.bag import seal

AT = datetime(2031, 5, 9, tzinfo=UTC)
AT_ONCE = 500  # objects in one openssl process: its arguments have a limit


def capture(number: int, body: bytes) -> Capture:
    """The capture of an object that no reader reads."""
    return Capture(
        origin=f"object-{number:06}.bin",
        original_name=f"object-{number:06}.bin",
        sha256=hashlib.sha256(body).hexdigest(),
        sha512=hashlib.sha512(body).hexdigest(),
        size=len(body),
        media_type_declared=None,
        media_type_sniffed=None,
        method="file",
        collector=None,
        captured_at=AT,
        clock="local",
        tool=Tool("bench", "1"),
    )


def sealed_file(work: Path, objects: int, size: int) -> Path:
    """A sealed file of random objects."""
    store = work / "objects"
    store.mkdir()
    captures = []
    for number in range(objects):
        body = os.urandom(size)
        made = capture(number, body)
        (store / made.sha256).write_bytes(body)
        captures.append(made)
    events = tuple(
        CustodyEvent(AT, "local", "collector-7", "captured", each.sha256, each.id)
        for each in captures
    )
    empty: dict[str, tuple[()]] = dict.fromkeys(
        (
            "documents", "claims", "allegations", "parties", "places", "independences",
            "incidents", "crimes", "findings", "failures",
        ),
        (),
    )  # fmt: skip
    by_id = tuple(sorted(captures, key=lambda each: each.id))
    dossier = Dossier(title="Speed", captures=by_id, custody=events, **empty)

    def moved(sha256: str) -> BinaryIO:
        stream = (store / sha256).open("rb")
        (store / sha256).unlink()  # never twice on the disk
        return stream

    return seal(dossier, moved, work / "file", sealed_at=AT)


def took(words: Sequence[str]) -> tuple[float, int]:
    """Seconds and peak resident bytes of a process, which must end well."""
    start = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        message = f"{' '.join(words[:3])} ended with {process.returncode}"
        raise RuntimeError(message)
    return time.perf_counter() - start, usage.ru_maxrss * 1024


def main() -> None:
    """Measure in turns; print medians and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=2000)
    parser.add_argument("--bytes", type=int, default=1 << 20, help="of each object")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    args = parser.parse_args()
    ours = [sys.executable, "-m", "onrecord", "verify"]
    with tempfile.TemporaryDirectory(prefix="onrecord-speed-", dir=args.folder) as work:
        folder = sealed_file(Path(work), args.objects, args.bytes)
        objects = [str(path) for path in sorted((folder / "data" / "objects").glob("??/*"))]
        openssl, verify, peaks = [], [], []
        for _ in range(args.rounds):
            spent = 0.0
            for algorithm in ("-sha256", "-sha512"):
                for at in range(0, len(objects), AT_ONCE):
                    spent += took(["openssl", "dgst", algorithm, *objects[at : at + AT_ONCE]])[0]
            openssl.append(spent)
            seconds, peak = took([*ours, str(folder)])
            verify.append(seconds)
            peaks.append(peak)
            print(f"openssl {spent:7.2f} s, verify {seconds:7.2f} s, peak {peak >> 20} MB")
    size = args.objects * args.bytes / 1e9
    print(f"{args.objects} objects, {size:.2f} GB, {args.rounds} rounds, medians")
    print(f"openssl dgst sha256 + sha512 {median(openssl):7.2f} s")
    print(f"onrecord verify              {median(verify):7.2f} s")
    print(f"ratio {median(verify) / median(openssl):.2f}, peak memory {max(peaks) >> 20} MB")


if __name__ == "__main__":
    main()
