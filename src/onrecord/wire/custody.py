"""The custody log as written: one entry a line, and the checkpoint over it.

An entry says in the open when and what kind of act it was, and holds salted commitments to who did
it, to what, and the detail; salts and values lie apart, in a file that can be withheld in part or
whole. An event without commitments (`event/1`, of cases without a secret) stands in the open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.model.fixity import WITHHELD, Capture, Commitment, CustodyEvent
from onrecord.model.ids import canonical_json, plain
from onrecord.wire.canonical import from_plain, to_plain
from onrecord.wire.merkle import inclusion_proof_in, leaf_hash, levels, root
from onrecord.wire.notes import Proof
from onrecord.wire.sshkeys import public_text

CHECKPOINT_LINES = 3
COMMITTED = ("actor", "detail", "object")
SALT_CHARS = 32  # hex digits: 128 bits
_ENTRY, _OPEN = "entry/1", "event/1"
_MAKES_KNOWN = frozenset({"key_created", "key_introduced", "key_rotated"})


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """State of a log: which log, how many leaves, which root."""

    origin: str
    size: int
    root: bytes


def commitment_to(salt: str, value: str) -> str:
    """What `printf %s SALTVALUE | sha256sum` prints."""
    return hashlib.sha256((salt + value).encode("utf-8", "surrogatepass")).hexdigest()


def with_commitments(event: CustodyEvent, secret: bytes, place: int) -> CustodyEvent:
    """The event with salted commitments; salts come from `secret` and the place in the log."""
    made = []
    for field in COMMITTED:
        value = getattr(event, field)
        if value is not None:
            salt = hmac.digest(secret, f"event/{place}/{field}".encode(), "sha256")
            text = salt.hex()[:SALT_CHARS]
            made.append(Commitment(field, commitment_to(text, value), text))
    return replace(event, commitments=tuple(made))


def leaf_data(event: CustodyEvent) -> bytes:
    """The event as it stands in the log, without a line end."""
    terms = to_plain(event)
    digests = {each.field: each.digest for each in event.commitments}
    if not digests:
        return canonical_json(
            {**{k: v for k, v in terms.items() if k != "commitments"}, "schema": _OPEN}
        )
    return canonical_json(
        {name: terms[name] for name in ("action", "at", "clock")}
        | {"commitments": digests, "schema": _ENTRY}
    )


def opened_data(event: CustodyEvent) -> bytes:
    """Salt and value of each commitment of the event that is not withheld, as a line."""
    return canonical_json(
        {
            each.field: [each.salt, getattr(event, each.field)]
            for each in event.commitments
            if each.salt is not None
        }
    )


def read_leaf(line: bytes, opened: bytes | None) -> CustodyEvent:
    """The event that stands in the log as `line`; `opened` holds salts and values.

    Raises: ValueError, TypeError or an OnrecordError if either is not what was written.
    """
    terms = json.loads(line)
    if not isinstance(terms, dict) or terms.get("schema") != _ENTRY:
        event = from_plain(terms, CustodyEvent)
        if opened not in {None, b"{}"}:
            message = "an event in the open has nothing to be opened"
            raise ValueError(message)
    else:
        event = _read_entry(terms, {} if opened is None else json.loads(opened))
    if leaf_data(event) != line or opened not in {None, opened_data(event)}:
        message = "it is not in canonical form"
        raise ValueError(message)
    return event


def _read_entry(terms: dict[str, Any], opened: dict[str, Any]) -> CustodyEvent:
    values: dict[str, Any] = {"actor": WITHHELD, "object": None, "detail": None}
    commitments = []
    for field, digest in sorted(terms["commitments"].items()):
        salt, value = opened.get(field, (None, values[field]))
        if salt is not None and (len(salt) != SALT_CHARS or commitment_to(salt, value) != digest):
            message = f"what is given as {field} is not what the log commits to"
            raise ValueError(message)
        values[field] = value
        commitments.append({"field": field, "digest": digest, "salt": salt})
    plain = {name: terms[name] for name in ("action", "at", "clock")}
    return from_plain(
        {**plain, **values, "commitments": commitments, "schema": "event/2"}, CustodyEvent
    )


def origin_of(leaves: Sequence[bytes]) -> str:
    """The name of a log: made from its first leaf, so it stays the same while the log grows."""
    return f"onrecord/log-{leaves[0].hex()[:32]}" if leaves else "onrecord/log-empty"


def checkpoint_of(events: Sequence[CustodyEvent]) -> Checkpoint:
    """The checkpoint over the whole log."""
    leaves = [leaf_hash(leaf_data(event)) for event in events]
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


def record_digest(capture: Capture) -> str:
    """SHA-256 over all that the record of a capture states.

    What is not known is left out, so that fields which a later version adds change nothing.
    """
    return hashlib.sha256(canonical_json(_stated(plain(capture)))).hexdigest()


def _stated(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return {name: _stated(part) for name, part in value.items() if part is not None}
    return [_stated(part) for part in value] if isinstance(value, list) else value


def captured_detail(capture: Capture) -> str:
    """What the log says of a capture: its id, and the digest of its record."""
    return f"{capture.id} {record_digest(capture)}"


def captured_in(event: CustodyEvent) -> tuple[str | None, str | None]:
    """Id and digest in the entry of a capture; `None` for what it does not tell."""
    name, _, digest = (event.detail or "").partition(" ")
    return name or None, digest or None


def capture_places(events: Sequence[CustodyEvent], captures: Iterable[Capture]) -> dict[str, int]:
    """Id of each capture -> where in the log the event stands that tells of it, if one does."""
    told = {
        (event.object, captured_in(event)[0]): place
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
    data = [leaf_data(event) for event in events]
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
