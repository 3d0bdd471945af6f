"""The custody log as written: one canonical event a line, and the checkpoint over it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.fixity import CustodyEvent
from onrecord.wire.canonical import encode
from onrecord.wire.merkle import leaf_hash, root

CHECKPOINT_LINES = 3


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
