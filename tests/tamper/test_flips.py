"""Single bits flipped in a signed and stamped file. `bench/flips.py` flips many more of them."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("rfc3161_client", reason="needs the extra 'time'")
pytest.importorskip("asn1crypto", reason="needs the extra 'time'")

from flip_runs import LISTED, READERS, TOKEN, Flips
from onrecord.wire import layout

SEALED_LATE = (layout.SIGNATURE, layout.ALLOWED_SIGNERS, layout.CHECKPOINT, layout.VKEY, TOKEN)


@pytest.fixture(scope="module")
def flips(tmp_path_factory: pytest.TempPathFactory) -> Flips:
    return Flips(tmp_path_factory.mktemp("flips"), sources=10)


def test_no_flip_goes_unseen_by_those_who_bring_something(flips: Flips) -> None:
    seen = {reader: Counter[str]() for reader in READERS}
    hit = [m for m in flips.members if m.startswith(("seal/", "data/custody/"))]
    chosen = [flip for flip in flips.places(len(flips.members), random.Random(7))  # noqa: S311
              if flip.member in hit][:20]  # fmt: skip
    assert {*SEALED_LATE} <= {flip.member for flip in chosen}
    for flip in chosen:
        for reader, outcome in flips.outcomes(flip).items():
            seen[reader][outcome] += 1
    assert {reader: counts["unseen"] for reader, counts in seen.items()} == dict.fromkeys(seen, 0)
    assert seen["the signer's key"]["named"] >= len(chosen) - 1


def test_what_is_listed_as_not_checkable_is_said_in_the_reference() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "sealed-file.md").read_text()
    for member in set().union(*LISTED.values()):
        kind = member.replace(".test.tsr", ".<authority>.tsr")
        assert f"`{kind}`" in page[page.index("## What a flipped bit shows") :]
