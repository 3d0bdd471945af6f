"""Signed notes: a text, an empty line, and signatures. Formats alone.

Sources: C2SP signed-note, tlog-checkpoint, tlog-cosignature and tlog-proof.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.wire.sshkeys import key_fault

ED25519, COSIGNATURE = 0x01, 0x04
MAX_BYTES = 1 << 16
_SIGNATURE_BYTES = 64
_TIME_BYTES = 8
_DASH = "— "
_LINE = re.compile(r"— ([^\s+]{1,256}) ([A-Za-z0-9+/]{16,400}={0,2})")
_PROOF_HEAD = "c2sp.org/tlog-proof@v1"
_MAX_PROOF_HASHES = 64
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,15})")


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A key that signs notes under a name."""

    name: str
    kind: int  # ED25519 or COSIGNATURE
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes that a signature line begins with."""
        return hashlib.sha256(
            self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        ).digest()[:4]

    def text(self) -> str:
        """The key as a line: name, id, key, joined by plus signs (a "vkey")."""
        key = base64.b64encode(bytes([self.kind]) + self.public).decode("ascii")
        return f"{self.name}+{self.id.hex()}+{key}"


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line, taken apart; nothing of it is checked yet."""

    name: str
    key_id: bytes
    signature: bytes  # what follows the id: 64 bytes, or time and 64 bytes in a cosignature


@dataclass(frozen=True, slots=True)
class Note:
    """A text and its signatures."""

    text: bytes
    signatures: tuple[NoteSignature, ...] = ()

    def signed(self, line: NoteSignature) -> Note:
        """The same note with one more signature."""
        return Note(self.text, (*self.signatures, line))

    def by(self, key: NoteKey) -> NoteSignature | None:
        """The signature line that names `key`."""
        own = [each for each in self.signatures if (each.name, each.key_id) == (key.name, key.id)]
        return own[0] if len(own) == 1 else None

    def body(self) -> bytes:
        """The note as written; without signatures, the text alone."""
        if not self.signatures:
            return self.text
        rows = [
            f"{_DASH}{each.name} {base64.b64encode(each.key_id + each.signature).decode('ascii')}\n"
            for each in self.signatures
        ]
        return self.text + b"\n" + "".join(rows).encode()


@dataclass(frozen=True, slots=True)
class Proof:
    """That a leaf stands in a log: its place, the audit path, a checkpoint, and the leaf itself."""

    leaf: bytes  # the data of the leaf, in the line "extra"
    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes  # a note

    def body(self) -> bytes:
        """The proof as a `.tlog-proof` file."""
        rows = [_PROOF_HEAD, "extra " + _b64(self.leaf), f"index {self.index}"]
        rows += [_b64(step) for step in self.path]
        return "\n".join([*rows, "", ""]).encode() + self.checkpoint


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _raw(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error


def read_note(body: bytes) -> Note:
    """The note in `body`; a text without signatures is one too. Raises: ValueError."""
    if len(body) > MAX_BYTES:
        message = "it is too long"
        raise ValueError(message)
    text, gap, rest = body.decode("utf-8").rpartition("\n\n")
    if not gap:
        return Note(body)
    found = []
    for row in rest.removesuffix("\n").split("\n"):
        line = _LINE.fullmatch(row)
        if line is None:
            message = "a line is no signature"
            raise ValueError(message)
        raw = _raw(line[2])
        found.append(NoteSignature(line[1], raw[:4], raw[4:]))
    note = Note(text.encode() + b"\n", tuple(found))
    if note.body() != body:
        message = "it is not in canonical form"
        raise ValueError(message)
    return note


def read_note_key(text: str) -> NoteKey:
    """The key in a line `NAME+ID+KEY`. Raises: ValueError."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3 or not parts[0]:  # noqa: PLR2004 - as the form says
        message = "it is not of the form NAME+ID+KEY"
        raise ValueError(message)
    raw = _raw(parts[2])
    key = NoteKey(parts[0], raw[0] if raw else 0, raw[1:])
    fault = key_fault(key.public)
    if key.kind not in {ED25519, COSIGNATURE}:
        fault = "it is of a kind that is not used here"
    if fault or key.text() != text.strip():
        raise ValueError(fault or "its id is not that of its name and key")
    return key


def cosigned_message(text: bytes, at: int) -> bytes:
    """What a witness signs, `at` seconds after 1970, to say that it saw the checkpoint `text`."""
    return f"cosignature/v1\ntime {at}\n".encode() + text


def cosignature(key: NoteKey, at: int, signature: bytes) -> NoteSignature:
    """The line for a signature of `cosigned_message`."""
    return NoteSignature(key.name, key.id, at.to_bytes(_TIME_BYTES, "big") + signature)


def signed_parts(note: Note, line: NoteSignature, key: NoteKey) -> tuple[bytes, bytes, int | None]:
    """Message and signature that `line` stands for, and the time that a witness states.

    Raises: ValueError if the line has not the length that the kind of key asks for.
    """
    head = _TIME_BYTES if key.kind == COSIGNATURE else 0
    if len(line.signature) != head + _SIGNATURE_BYTES:
        message = "the signature has not the right length"
        raise ValueError(message)
    if not head:
        return note.text, line.signature, None
    at = int.from_bytes(line.signature[:head], "big")
    return cosigned_message(note.text, at), line.signature[head:], at


def read_proof(body: bytes) -> Proof:
    """The proof in a `.tlog-proof` file. Raises: ValueError."""
    if len(body) > 2 * MAX_BYTES:
        message = "it is too long"
        raise ValueError(message)
    head, gap, checkpoint = body.partition(b"\n\n")
    rows: Sequence[str] = head.decode("ascii").split("\n")
    index = _INDEX.fullmatch(rows[2]) if len(rows) > 2 else None  # noqa: PLR2004 - three lines
    if not gap or rows[0] != _PROOF_HEAD or not rows[1].startswith("extra ") or index is None:
        message = "it is no tlog-proof with its leaf"
        raise ValueError(message)
    if len(rows) > 3 + _MAX_PROOF_HASHES:
        message = "its path is too long"
        raise ValueError(message)
    path = tuple(_raw(row) for row in rows[3:])
    found = Proof(_raw(rows[1].removeprefix("extra ")), int(index[1]), path, checkpoint)
    if found.body() != body:
        message = "it is not in canonical form"
        raise ValueError(message)
    return found
