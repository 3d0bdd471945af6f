"""Who vouches for a redacted edition: the signer of the original, through its log.

The lists of the original are not there, since their digests would let guesses at what was
withheld be tried. Its log is, with the checkpoint as it was signed, and the log commits to all that
the edition opens. A signature over the lists of the edition is that of whoever redacted it.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.fixity import CustodyEvent
from onrecord.verify.anchors import Anchors, signature_holds
from onrecord.verify.members import UNREADABLE, Members, read_whole
from onrecord.verify.records import DAMAGED
from onrecord.verify.results import Results, shown
from onrecord.wire import layout
from onrecord.wire.custody import key_name, leaf_data, origin_of
from onrecord.wire.merkle import leaf_hash
from onrecord.wire.notes import Note, NoteKey, read_note, read_note_key
from onrecord.wire.sshkeys import NAMESPACE, AllowedSigner, fingerprint
from onrecord.wire.sshsig import SshSignature, read_signature_file

CHECK = "authenticity"
MAX_BYTES = 1 << 16


def check_edition(
    members: Members,
    sound: frozenset[str],
    events: tuple[CustodyEvent, ...] | None,
    anchors: Anchors,
    results: Results,
) -> None:
    """The signature over the log of the original, then that over the edition."""
    _log_signed(members, sound, events, anchors, results)
    _lists_signed(members, anchors, results)


def _log_signed(
    members: Members,
    sound: frozenset[str],
    events: tuple[CustodyEvent, ...] | None,
    anchors: Anchors,
    results: Results,
) -> None:
    if events is None or layout.CHECKPOINT not in sound:
        results.not_checkable(CHECK, layout.CHECKPOINT, "log or checkpoint are damaged")
        return
    try:
        note = read_note(read_whole(members, layout.CHECKPOINT, MAX_BYTES))
        key = (
            read_note_key(read_whole(members, layout.VKEY, MAX_BYTES).decode("utf-8"))
            if note.signatures and layout.VKEY in sound
            else None
        )
    except (*UNREADABLE, *DAMAGED) as error:
        results.failed(CHECK, layout.VKEY, f"is no key of a checkpoint ({shown(error)})")
        return
    if key is None:
        if anchors.signers:
            results.failed(CHECK, layout.CHECKPOINT, "is not signed, and a signer was expected")
        else:
            results.not_checkable(CHECK, layout.CHECKPOINT, "the original was not signed")
        return
    fault = _key_fault(key, events)
    if fault:
        results.failed(CHECK, layout.VKEY, fault)
        return
    _by_signer(note, key, anchors.signers, results)


def _key_fault(key: NoteKey, events: Sequence[CustodyEvent]) -> str | None:
    if key_name(events, key.public) is None:
        return "holds a key that the log does not make known"
    if key.name != origin_of([leaf_hash(leaf_data(event)) for event in events[:1]]):
        return f"is a key of another log, {shown(key.name)}"
    return None


def _by_signer(
    note: Note, key: NoteKey, signers: Sequence[AllowedSigner], results: Results
) -> None:
    who = fingerprint(key.public)
    line = note.by(key)
    if not signers:
        results.not_checkable(
            CHECK,
            layout.CHECKPOINT,
            f"claims to be by {who}; no signer to trust was given, so this was not checked "
            "(--signer)",
        )
    elif not any(_trusts(each, key.public) for each in signers):
        results.failed(CHECK, layout.CHECKPOINT, f"is by the unknown key {who}")
    else:
        try:
            holds = line is not None and signature_holds(key.public, line.signature, note.text)
        except ImportError as error:
            results.not_checkable(CHECK, layout.CHECKPOINT, shown(error))
            return
        if holds:
            results.held(
                CHECK, layout.CHECKPOINT, f"by {who}, over the log and all that it commits to"
            )
        else:
            results.failed(CHECK, layout.CHECKPOINT, "the signature does not hold for this log")


def _trusts(signer: AllowedSigner, public: bytes) -> bool:
    meant = signer.namespaces is None or NAMESPACE in signer.namespaces
    return meant and signer.public == public


def _lists_signed(members: Members, anchors: Anchors, results: Results) -> None:
    if layout.SIGNATURE not in members.sizes:
        results.not_checkable(
            CHECK,
            layout.TAG_MANIFEST,
            "is not signed by whoever redacted: reasons, report and tables of this edition are "
            "vouched for by nobody; what it opens is",
        )
        return
    try:
        found = read_signature_file(read_whole(members, layout.SIGNATURE, MAX_BYTES))
        body = read_whole(members, layout.TAG_MANIFEST)
    except (*UNREADABLE, *DAMAGED) as error:
        results.failed(CHECK, layout.SIGNATURE, f"is no signature ({shown(error)})")
        return
    _redactor(found, body, anchors, results)


def _redactor(found: SshSignature, body: bytes, anchors: Anchors, results: Results) -> None:
    who = fingerprint(found.public)
    if not anchors.signers:
        results.not_checkable(CHECK, layout.SIGNATURE, f"claims to be by {who} (--signer)")
        return
    if found.namespace != NAMESPACE or not any(
        _trusts(each, found.public) for each in anchors.signers
    ):
        results.failed(CHECK, layout.SIGNATURE, f"is by the unknown key {who}")
        return
    try:
        holds = signature_holds(found.public, found.signature, found.message(body))
    except ImportError as error:
        results.not_checkable(CHECK, layout.SIGNATURE, shown(error))
        return
    if holds:
        results.held(CHECK, layout.SIGNATURE, f"redacted by {who}")
    else:
        results.failed(CHECK, layout.SIGNATURE, "does not hold for this tag manifest")
