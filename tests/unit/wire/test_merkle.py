"""The Merkle tree: known roots, proofs that hold, and proofs that must not."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.wire.merkle import (
    consistency_holds,
    consistency_proof,
    inclusion_holds,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
)

TREES = st.integers(1, 70)


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


def test_the_root_of_no_leaves_is_the_digest_of_nothing() -> None:
    assert root([]) == hashlib.sha256().digest()


def test_the_root_of_three_leaves_pairs_from_the_left() -> None:
    a, b, c = leaves(3)
    assert root([a, b, c]) == node_hash(node_hash(a, b), c)


def test_a_leaf_is_no_inner_node() -> None:
    a, b = leaves(2)
    assert leaf_hash(a + b) != node_hash(a, b)


@given(TREES, st.data())
def test_every_leaf_has_a_proof_that_holds_for_it_alone(size: int, data: st.DataObject) -> None:
    tree = leaves(size)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, tree)
    assert inclusion_holds(tree[index], index, size, proof, root(tree))
    assert not inclusion_holds(leaf_hash(b"other"), index, size, proof, root(tree))
    assert not inclusion_holds(tree[index], index, size, (*proof, tree[0]), root(tree))
    if size > 1:
        assert not inclusion_holds(tree[index], (index + 1) % size, size, proof, root(tree))
        assert not inclusion_holds(tree[index], index, size, proof[:-1], root(tree))


@given(TREES, st.data())
def test_every_prefix_is_shown_to_be_one_and_a_changed_one_is_not(
    size: int, data: st.DataObject
) -> None:
    tree = leaves(size)
    old = data.draw(st.integers(1, size))
    proof = consistency_proof(old, tree)
    assert consistency_holds(old, size, root(tree[:old]), root(tree), proof)
    forked = [leaf_hash(b"other"), *tree[1:old]]
    assert not consistency_holds(old, size, root(forked), root(tree), proof)
    assert not consistency_holds(old, size, root(tree[:old]), root([*tree, tree[0]]), proof)


def test_nothing_is_consistent_with_an_empty_log() -> None:
    tree = leaves(3)
    assert not consistency_holds(0, 3, root([]), root(tree), ())
    assert not consistency_holds(0, 0, root([]), root([]), ())
    with pytest.raises(IndexError):
        consistency_proof(0, tree)


def test_what_is_no_hash_is_no_leaf() -> None:
    assert not inclusion_holds(b"", 0, 1, (), b"")


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_proof_outside_the_tree(index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof(index, leaves(3))
    assert not inclusion_holds(leaves(3)[0], index, 3, (), root(leaves(3)))
