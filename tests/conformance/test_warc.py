"""Web archives of the warcio and pywb projects, good and damaged, read from ONRECORD_CORPORA."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from web_samples import Taken, response

CORPORA = os.environ.get("ONRECORD_CORPORA")
SUITE = Path(CORPORA or "absent") / "conformance" / "warc"
in_suite = pytest.mark.skipif(
    not SUITE.is_dir(), reason="ONRECORD_CORPORA is unset or holds no conformance/warc"
)
DAMAGED = {
    "bad.arc",
    "example-digest.warc",
    "example-extra.warc",
    "example-space-in-url.arc",  # 12 bytes shorter than it states
    "example-trunc.warc",
    "example-wrong-chunks.warc.gz",
}
LENGTH_LIES = {SUITE / "pywb" / "example.warc"}  # one record is longer than it states
FILES = sorted(p for p in SUITE.glob("*/*") if ".warc" in p.name or ".arc" in p.name)


@in_suite
@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_each_sample_is_kept_whole_and_read_as_far_as_it_goes(tmp_path: Path, path: Path) -> None:
    got = Taken(tmp_path, path.name, path.read_bytes())

    assert got.whole.method == "warc"
    told = [failure.message for failure in got.failures]
    if path.name in DAMAGED or path in LENGTH_LIES:
        assert told
    else:
        assert told == []
    if path.name not in {"example-digest.warc", "example-url-agnostic-revisit.warc.gz"}:
        assert got.inside


@pytest.mark.parametrize("cut", [10, 150, 300, 420, 470, -30, -5, -3, -1])
@pytest.mark.parametrize("pack", ["plain", "cut then packed", "packed then cut"])
def test_archives_cut_inside_header_or_payload_are_reported(
    tmp_path: Path, cut: int, pack: str
) -> None:
    record = response()
    if pack == "cut then packed" and cut > -5:
        pytest.skip("a whole gzip member without its last line ends has lost nothing")
    body = record[:cut]
    if pack == "cut then packed":
        body = gzip.compress(body, mtime=0)
    elif pack == "packed then cut":
        whole = gzip.compress(record, mtime=0)
        body = whole[: max(60, cut % len(whole))] if cut > 0 else whole[:cut]

    got = Taken(tmp_path, "a.warc", body)

    assert got.failures
