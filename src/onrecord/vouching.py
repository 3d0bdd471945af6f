"""The wiring of proofs, witnesses and trusted time, above the pipeline."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from onrecord import pipeline
from onrecord.errors import RecordMissing, StoreInvalid
from onrecord.seams.trust import Signer
from onrecord.store.case import DATABASE
from onrecord.verify.members import UNREADABLE, members_of, read_whole
from onrecord.verify.results import Results
from onrecord.wire import layout
from onrecord.wire.custody import capture_proofs, checkpoint_of, checkpoint_text
from onrecord.wire.notes import (
    COSIGNATURE,
    MAX_BYTES,
    NoteKey,
    cosignature,
    cosigned_message,
    read_note,
)


def proof(path: Path, capture: str) -> bytes:
    """The proof that the log of a case or sealed file tells of a capture, as a `.tlog-proof`.

    Its checkpoint is the one in the sealed file, signed if that is; of a case, the present one.
    Raises: StoreInvalid; RecordMissing if there is no such capture.
    """
    made = pipeline.load(path)
    body = checkpoint_text(checkpoint_of(made.custody))
    if not (path / DATABASE).is_file():
        body = sealed_member(path, layout.CHECKPOINT, MAX_BYTES)
    found = capture_proofs(made.custody, made.captures, body).get(capture)
    if found is None:
        raise RecordMissing(
            "the log tells of no such capture",
            capture[:80],
            expected=f"one of {len(made.captures)} captures",
            advice="onrecord show FILE --json prints them",
        )
    return found.body()


def cosigned(path: Path, witness: Signer, at: datetime) -> bytes:
    """The checkpoint of a sealed file with the cosignature of `witness`, who saw it at `at`.

    Whether the file holds is for the caller to check first. Raises: StoreInvalid.
    """
    note = read_note(sealed_member(path, layout.CHECKPOINT, MAX_BYTES))
    key = NoteKey(witness.name, COSIGNATURE, witness.public)
    seconds = int(at.timestamp())
    signature = witness.sign(cosigned_message(note.text, seconds))
    return note.signed(cosignature(key, seconds, signature)).body()


def sealed_member(path: Path, member: str, limit: int) -> bytes:
    """The bytes of one member of a sealed file. Raises: StoreInvalid if it cannot be read."""
    with members_of(path, Results()) as members:
        try:
            return read_whole(members, member, limit)
        except UNREADABLE as error:
            raise StoreInvalid(
                "a member of the sealed file cannot be read", f"{path.name}/{member}",
                found=str(error),
            ) from error  # fmt: skip
