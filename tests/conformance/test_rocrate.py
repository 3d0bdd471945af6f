"""RO-Crate: public crates through our reader, our crate through a public reader."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from onrecord.verify.crate import read_crate
from onrecord.wire import layout
from sealed_sample import CAPTURES
from sealed_tools import sealed_sample
from signed_sample import signed_sample

CORPORA = os.environ.get("ONRECORD_CORPORA")
SUITE = Path(CORPORA or "absent") / "conformance" / "rocrate"
VALIDATOR = shutil.which("rocrate-validator")


@pytest.mark.skipif(
    not SUITE.is_dir(), reason="ONRECORD_CORPORA is unset or holds no conformance/rocrate"
)
def test_no_public_crate_stops_our_reader() -> None:
    read, refused = 0, 0
    for path in sorted(SUITE.rglob("ro-crate-metadata.json*")):
        if not path.is_file():
            continue
        try:
            assert read_crate(path.read_bytes())
            read += 1
        except (ValueError, TypeError, AssertionError):
            refused += 1
    assert read > 100
    assert read > 20 * refused


def test_a_public_library_reads_our_crate(tmp_path: Path) -> None:
    rocrate = pytest.importorskip("rocrate.rocrate", reason="rocrate is not installed")
    folder = sealed_sample(tmp_path / "case")
    crate = rocrate.ROCrate(folder / "data")
    assert crate.name == "Alleged shelling of Dravna market"
    names = {entity.id for entity in crate.data_entities}
    for capture in CAPTURES:
        entity = crate.get(layout.object_path(capture.sha256).removeprefix("data/"))
        assert entity.id in names
        assert entity["sha256"] == capture.sha256
    assert "https://w3id.org/ro/crate/1.2" in str(crate.metadata["conformsTo"])


def test_every_payload_file_is_a_part_with_digest_and_size(tmp_path: Path) -> None:
    folder = sealed_sample(tmp_path / "case")
    graph = json.loads((folder / layout.CRATE).read_bytes())["@graph"]
    by_id = {entity["@id"]: entity for entity in graph}
    assert len(by_id) == len(graph)
    parts = {part["@id"] for part in by_id["./"]["hasPart"]}
    payload = {
        path.relative_to(folder / "data").as_posix()
        for path in (folder / "data").rglob("*")
        if path.is_file()
    }
    assert parts == payload - {"ro-crate-metadata.json"}
    assert all(len(by_id[part]["sha256"]) == 64 for part in parts)
    for key in ("name", "description", "datePublished", "license"):
        assert by_id["./"][key]


CONTEXT = "https://w3id.org/ro/crate/1.2/context"
FILL_CACHE = """
import sys
import requests_cache
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

class Given(HTTPAdapter):
    def send(self, request, **_):
        raw = HTTPResponse(
            open(sys.argv[2], "rb"), {"Content-Type": "application/ld+json"}, 200,
            preload_content=False, request_url=request.url,
        )
        return self.build_response(request, raw)

session = requests_cache.CachedSession(sys.argv[1], backend="sqlite")
session.mount("https://", Given())
assert session.get(sys.argv[3]).status_code == 200
"""


@pytest.mark.skipif(
    VALIDATOR is None, reason="rocrate-validator (PyPI roc-validator) is not on the PATH"
)
@pytest.mark.skipif(
    not SUITE.is_dir(), reason="ONRECORD_CORPORA is unset or holds no conformance/rocrate"
)
def test_the_public_validator_accepts_our_crate_and_refuses_a_broken_one(tmp_path: Path) -> None:
    folder = signed_sample(tmp_path / "case")
    cache = tmp_path / "cache.sqlite"
    python = Path(str(VALIDATOR)).with_name("python")
    given = SUITE / "context" / "context-1.2.jsonld"
    subprocess.run([python, "-c", FILL_CACHE, cache, given, CONTEXT], check=True)
    assert validated(folder, cache) == (0, [])
    crate = folder / layout.CRATE
    crate.write_text(crate.read_text().replace('"license"', '"licensed"'))
    code, issues = validated(folder, cache)
    assert code == 1
    assert issues


def validated(folder: Path, cache: Path) -> tuple[int, list[str]]:
    """The exit code of the validator, and what it asks of the crate, all of what is required."""
    out = cache.with_name("report.json")
    done = subprocess.run(
        [
            str(VALIDATOR), "--no-interactive", "--disable-color", "validate", "--offline",
            "--cache-path", cache, "-p", "ro-crate-1.2", "--no-paging", "-l", "required",
            "-f", "json", "-o", out, folder / "data",
        ],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert out.exists(), done.stdout + done.stderr
    issues = json.loads(out.read_text())["issues"]
    return done.returncode, [str(issue.get("message")) for issue in issues]
