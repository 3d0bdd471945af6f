"""The Merkle tree of RFC 6962, section 2.1: root, inclusion and consistency proofs, verifiers.

Pure functions over leaf hashes (32 bytes each). Leaf hash: SHA-256(0x00 ‖ data); inner node:
SHA-256(0x01 ‖ left ‖ right). `docs/reference/sealed-file.md` says what a leaf holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

HASH_BYTES = 32


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The tree head over leaf hashes, in order; of no leaves, the SHA-256 of nothing."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    # One pass with a stack of perfect subtrees: memory is log2(n) hashes.
    stack: list[tuple[int, bytes]] = []
    for leaf in leaves:
        height, node = 0, leaf
        while stack and stack[-1][0] == height:
            node = node_hash(stack.pop()[1], node)
            height += 1
        stack.append((height, node))
    node = stack.pop()[1]
    while stack:
        node = node_hash(stack.pop()[1], node)
    return node


def _split(size: int) -> int:
    """The largest power of two smaller than `size`; `size` is at least 2."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """The audit path of leaf `index`, from the leaf up. Raises: IndexError outside the tree."""
    if not 0 <= index < len(leaves):
        message = f"leaf {index} is not in a tree of {len(leaves)}"
        raise IndexError(message)
    if len(leaves) == 1:
        return ()
    k = _split(len(leaves))
    if index < k:
        return (*inclusion_proof(index, leaves[:k]), root(leaves[k:]))
    return (*inclusion_proof(index - k, leaves[k:]), root(leaves[:k]))


def levels(leaves: Sequence[bytes]) -> tuple[tuple[bytes, ...], ...]:
    """The tree, level by level from the leaves up; a last node without a sibling is carried up."""
    found = [tuple(leaves)]
    while len(found[-1]) > 1:
        row = found[-1]
        paired = [node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        found.append((*paired, *row[len(paired) * 2 :]))
    return tuple(found)


def inclusion_proof_in(tree: Sequence[Sequence[bytes]], index: int) -> tuple[bytes, ...]:
    """As `inclusion_proof`, from the `levels` of a tree: for many proofs in one tree.

    Raises: IndexError outside the tree.
    """
    if not 0 <= index < len(tree[0]):
        message = f"leaf {index} is not in a tree of {len(tree[0])}"
        raise IndexError(message)
    path = []
    for row in tree[:-1]:
        if index ^ 1 < len(row):
            path.append(row[index ^ 1])
        index >>= 1
    return tuple(path)


def consistency_proof(old_size: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """The proof that the tree of the first `old_size` leaves is a prefix of the whole tree.

    Raises: IndexError unless `0 < old_size <= len(leaves)`.
    """
    if not 0 < old_size <= len(leaves):
        message = f"no consistency proof from {old_size} to {len(leaves)} leaves"
        raise IndexError(message)
    return _subproof(old_size, leaves, whole=True)


def _subproof(size: int, leaves: Sequence[bytes], *, whole: bool) -> tuple[bytes, ...]:
    if size == len(leaves):
        return () if whole else (root(leaves),)
    k = _split(len(leaves))
    if size <= k:
        return (*_subproof(size, leaves[:k], whole=whole), root(leaves[k:]))
    return (*_subproof(size - k, leaves[k:], whole=False), root(leaves[:k]))


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)


def inclusion_holds(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected_root: bytes
) -> bool:
    """Whether `proof` shows leaf hash `leaf` at `index` of the tree of `size`.

    Source: RFC 9162, 2.1.3.2.
    """
    if not 0 <= index < size or not _are_hashes(leaf, expected_root, *proof):
        return False
    fn, sn, node = index, size - 1, leaf
    for step in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            node = node_hash(step, node)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = node_hash(node, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and node == expected_root


def consistency_holds(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether `proof` shows the old tree to be a prefix of the new one (RFC 9162, 2.1.4.2).

    From an empty tree nothing can be shown: always false.
    """
    if not 0 < old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    path = list(proof)
    if not old_size & (old_size - 1):
        path.insert(0, old_root)
    if not path:
        return False
    fn, sn = old_size - 1, new_size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    old = new = path[0]
    for step in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            old, new = node_hash(step, old), node_hash(step, new)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            new = node_hash(new, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and old == old_root and new == new_root
