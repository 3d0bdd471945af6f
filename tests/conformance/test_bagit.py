"""The BagIt conformance suite (Library of Congress), read from ONRECORD_CORPORA."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from onrecord.verify.bag import check_bag

CORPORA = os.environ.get("ONRECORD_CORPORA")
SUITE = Path(CORPORA or "absent") / "conformance" / "bagit"
pytestmark = pytest.mark.skipif(
    not SUITE.is_dir(), reason="ONRECORD_CORPORA is unset or holds no conformance/bagit"
)


def bags(kind: str) -> list[Path]:
    return sorted(path for path in SUITE.glob(f"v*/{kind}/*") if path.is_dir())


def faults(bag: Path) -> list[str]:
    return [result.message for result in check_bag(bag) if result.outcome == "failed"]


def test_the_suite_is_whole() -> None:
    kinds = ("valid", "invalid", "linux-only", "windows-only", "warning")
    assert [len(bags(kind)) for kind in kinds] == [27, 15, 6, 6, 6]


@pytest.mark.parametrize("bag", bags("valid"), ids=lambda bag: f"{bag.parts[-3]}-{bag.name}")
def test_a_valid_bag_is_accepted(bag: Path) -> None:
    assert faults(bag) == []


# What makes each one invalid, so that none is refused for another reason.
WHY = {
    "v0.97/baginfo-missing-encoding": "is not a bag declaration",
    "v0.97/bom-in-bagit.txt": "is not a bag declaration",
    "v0.97/corrupt-data-file": "data/bare-filename: md5 is",
    "v0.97/corrupt-tag-file": "tagmanifest-md5.txt",
    "v0.97/extra-file-in-bag": "no manifest lists it",
    "v0.97/invalid-version-number": "is not a bag declaration",
    "v0.97/missing-baginfo": "bag-info.txt: is listed but missing",
    "v0.97/missing-bagit.txt": "bagit.txt: is missing",
    "v0.97/out-of-scope-file-paths-using-dot-notation": "'.' or '..' part",
    "v0.97/out-of-scope-file-paths-using-dot-notation-for-fetch": "outside the payload",
    "v0.97/same-filename-listed-twice-with-different-hashes": "listed twice",
    "v1.0/bagit-with-invalid-whitespace": "is not a bag declaration",
    "v1.0/notAllManifestsListAllFiles": "no manifest lists it",
    "v1.0/same-filename-listed-twice-with-different-hashes": "listed twice",
    "v1.0/same-filename-listed-twice-with-the-same-hash": "listed twice",
}


@pytest.mark.parametrize("bag", bags("invalid"), ids=lambda bag: f"{bag.parts[-3]}-{bag.name}")
def test_an_invalid_bag_is_refused_for_its_fault(bag: Path) -> None:
    why = WHY[f"{bag.parts[-3]}/{bag.name}"]
    found = faults(bag)
    assert any(why in fault for fault in found), found


@pytest.mark.parametrize("kind", ["linux-only", "windows-only"])
def test_a_path_that_leads_out_is_refused_and_nothing_outside_is_opened(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    real = os.open

    def noted(path: str, *rest: int) -> int:
        opened.append(str(path))
        return real(path, *rest)

    monkeypatch.setattr(os, "open", noted)
    for bag in bags(kind):
        copy = shutil.copytree(bag, tmp_path / bag.name)
        opened.clear()
        assert faults(copy), bag.name
        assert opened, "the bag itself was read"
        assert all(Path(path).resolve().is_relative_to(copy) for path in opened), opened


# Bags of the suite that readers may refuse or accept; stated, so that a change is seen.
REFUSED_WARNINGS = {
    "duplicate-file-with-different-case",
    "same-filename-listed-twice-with-different-normalization",
    "same-filename-listed-twice-with-the-same-hash",
    "special-system-files",  # lists .DS_Store, which is not there
}


def test_ambiguous_names_are_refused_and_other_warnings_accepted() -> None:
    assert {bag.name for bag in bags("warning") if faults(bag)} == REFUSED_WARNINGS
