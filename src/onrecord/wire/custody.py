"""The custody log as written: one canonical event a line, and the checkpoint over it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model.fixity import Capture, CustodyEvent
from onrecord.wire.canonical import encode
from onrecord.wire.merkle import inclusion_proof_in, leaf_hash, levels, root
from onrecord.wire.notes import Proof
from onrecord.wire.sshkeys import public_text

CHECKPOINT_LINES = 3
_MAKES_KNOWN = frozenset({"key_created", "key_introduced", "key_rotated"})


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """State of a log: which log, how many leaves, which root."""

    origin: str
    size: int
    root: bytes


def origin_of(leaves: Sequence[bytes]) -> str:
    """The name of a log: made from its first leaf, so it stays the same while the log grows."""
    return f"onrecord/log-{leaves[0].hex()[:32]}" if leaves else "onrecord/log-empty"


def checkpoint_of(events: Sequence[CustodyEvent]) -> Checkpoint:
    """The checkpoint over the whole log."""
    leaves = [leaf_hash(encode(event)) for event in events]
    return Checkpoint(origin_of(leaves), len(leaves), root(leaves))


def checkpoint_text(checkpoint: Checkpoint) -> bytes:
    """The body of a C2SP tlog-checkpoint: origin, size, root in base64; a line each. Unsigned."""
    head = base64.b64encode(checkpoint.root).decode("ascii")
    return f"{checkpoint.origin}\n{checkpoint.size}\n{head}\n".encode()


def read_checkpoint(body: bytes) -> Checkpoint:
    """The checkpoint that `body` says. Raises: ValueError if it is not one."""
    rows = body.decode("utf-8").split("\n")
    if len(rows) != CHECKPOINT_LINES + 1 or rows[-1]:
        message = f"a checkpoint has {CHECKPOINT_LINES} lines"
        raise ValueError(message)
    try:
        head = base64.b64decode(rows[2], validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
    checkpoint = Checkpoint(rows[0], int(rows[1]), head)
    if checkpoint_text(checkpoint) != body:
        message = "the checkpoint is not in canonical form"
        raise ValueError(message)
    return checkpoint


def capture_places(events: Sequence[CustodyEvent], captures: Iterable[Capture]) -> dict[str, int]:
    """Id of each capture -> where in the log the event stands that tells of it, if one does."""
    told = {
        (event.object, event.detail): place
        for place, event in reversed(list(enumerate(events)))
        if event.action == "captured"
    }
    found = {}
    for capture in captures:
        place = told.get((capture.sha256, capture.id), told.get((capture.sha256, None)))
        if place is not None:
            found[capture.id] = place
    return found


def capture_proofs(
    events: Sequence[CustodyEvent], captures: Iterable[Capture], checkpoint: bytes
) -> dict[str, Proof]:
    """Id of each capture -> the proof that the log tells of it; `checkpoint` is over all events."""
    data = [encode(event) for event in events]
    tree = levels([leaf_hash(leaf) for leaf in data])
    return {
        name: Proof(data[place], place, inclusion_proof_in(tree, place), checkpoint)
        for name, place in capture_places(events, captures).items()
    }


def key_detail(name: str, public: bytes) -> str:
    """What the log says of a key: its name and the public key."""
    return f"{name} {public_text(public)}"


def key_name(events: Iterable[CustodyEvent], public: bytes) -> str | None:
    """The name under which the log makes `public` known; `None` if it does not."""
    for event in events:
        name, _, key = (event.detail or "").partition(" ")
        if event.action in _MAKES_KNOWN and key == public_text(public):
            return name
    return None


def replaced_keys(events: Iterable[CustodyEvent]) -> frozenset[str]:
    """The fingerprints of keys that the log says were replaced or withdrawn."""
    return frozenset(
        event.object
        for event in events
        if event.action in {"key_rotated", "key_revoked"} and event.object
    )
