"""RFC 6962 proof vectors of the transparency-dev project, read from ONRECORD_CORPORA.

The verifiers here speak of whole trees (RFC 9162). A subtree [start, end) whose start is a multiple
of the next power of two is a tree of its own, so its inclusion vectors are whole-tree vectors with
shifted index; consistency of a subtree with start 0 is consistency of a prefix. What is left has no
counterpart and is skipped by name, never dropped.
"""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest

from onrecord.wire.merkle import consistency_holds, inclusion_holds

CORPORA = os.environ.get("ONRECORD_CORPORA")
SUITE = Path(CORPORA or "absent") / "conformance" / "merkle"
pytestmark = pytest.mark.skipif(
    not SUITE.is_dir(), reason="ONRECORD_CORPORA is unset or holds no conformance/merkle"
)


def vectors(kind: str) -> list[Path]:
    return sorted((SUITE / kind).rglob("*.json"))


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text())
    return found


def raw(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def name(path: Path) -> str:
    return "-".join(path.parts[-2:])


def proof(vector: dict[str, Any]) -> list[bytes]:
    return [raw(step) for step in vector["proof"] or []]


def test_the_suite_is_whole() -> None:
    kinds = ("inclusion", "consistency", "subtreeinclusion", "subtreeconsistency")
    assert [len(vectors(kind)) for kind in kinds] == [98, 98, 204, 118]


@pytest.mark.parametrize("path", vectors("inclusion"), ids=name)
def test_inclusion(path: Path) -> None:
    v = read(path)
    held = inclusion_holds(
        raw(v["leafHash"]), v["leafIdx"], v["treeSize"], proof(v), raw(v["root"])
    )
    assert held is not v["wantErr"], v["desc"]


@pytest.mark.parametrize("path", vectors("consistency"), ids=name)
def test_consistency(path: Path) -> None:
    v = read(path)
    held = consistency_holds(v["size1"], v["size2"], raw(v["root1"]), raw(v["root2"]), proof(v))
    assert held is not v["wantErr"], v["desc"]
    assert v["size1"] > 0 or not held, "from an empty tree nothing can be shown"


@pytest.mark.parametrize("path", vectors("subtreeinclusion"), ids=name)
def test_inclusion_in_a_subtree_that_is_a_tree_of_its_own(path: Path) -> None:
    v = read(path)
    start, size = v["start"], v["end"] - v["start"]
    is_tree = size > 0 and start % (1 << (size - 1).bit_length()) == 0
    held = is_tree and inclusion_holds(
        raw(v["leafHash"]), v["leafIdx"] - start, size, proof(v), raw(v["root"])
    )
    assert held is not v["wantErr"], v["desc"]


@pytest.mark.parametrize("path", vectors("subtreeconsistency"), ids=name)
def test_consistency_of_a_subtree_that_is_a_prefix(path: Path) -> None:
    v = read(path)
    if v["start"] > 0:
        pytest.skip("RFC 9162 has no consistency proof for a subtree that does not start at 0")
    if v["end"] == 0 and not v["wantErr"]:
        pytest.skip("an empty subtree shows nothing; RFC 9162 proofs start from size 1")
    held = consistency_holds(v["end"], v["size"], raw(v["root1"]), raw(v["root2"]), proof(v))
    assert held is not v["wantErr"], v["desc"]


def test_what_has_no_counterpart_is_counted() -> None:
    left = [read(path) for path in vectors("subtreeconsistency")]
    assert sum(v["start"] > 0 for v in left) == 16
    assert sum(v["start"] == 0 and v["end"] == 0 and not v["wantErr"] for v in left) == 2
