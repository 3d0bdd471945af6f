"""Check "authenticity": who sealed the file, and whether its log goes on from one seen before.

Steps: 1. the parts of a signed file fit one another (no anchor and no library needed); 2. the
signatures are by a signer given from outside; 3. the log continues each checkpoint given;
4. witnesses cosigned one of these. What no anchor was given for is not checkable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from onrecord.model.fixity import Capture, CustodyEvent
from onrecord.verify.anchors import Anchors, Kept, signature_holds
from onrecord.verify.edition import check_edition
from onrecord.verify.members import UNREADABLE, Members, read_whole
from onrecord.verify.records import DAMAGED
from onrecord.verify.results import Results, shown
from onrecord.wire import layout
from onrecord.wire.custody import (
    Checkpoint,
    capture_proofs,
    key_name,
    leaf_data,
    origin_of,
    read_checkpoint,
    replaced_keys,
)
from onrecord.wire.merkle import leaf_hash, root
from onrecord.wire.notes import (
    ED25519,
    Note,
    NoteKey,
    NoteSignature,
    read_note,
    read_note_key,
    signed_parts,
)
from onrecord.wire.sshkeys import (
    NAMESPACE,
    AllowedSigner,
    allowed_signer_line,
    fingerprint,
)
from onrecord.wire.sshsig import SshSignature, read_signature_file

CHECK = "authenticity"
MAX_BYTES = 1 << 16
_PARTS = (layout.SIGNATURE, layout.ALLOWED_SIGNERS, layout.VKEY)


@dataclass(frozen=True, slots=True)
class _Signed:
    """The parts of a signed file, after they were found to fit one another."""

    signature: SshSignature
    key: NoteKey
    checkpoint: Note


def check_authenticity(
    members: Members,
    sound: frozenset[str],
    events: tuple[CustodyEvent, ...] | None,
    captures: Sequence[Capture],
    anchors: Anchors,
    results: Results,
    times: tuple[datetime, ...] = (),
) -> None:
    """All steps. `times`: instants by which trusted tokens show the signature to have existed."""
    if layout.OPENINGS in members.sizes:
        check_edition(members, sound, events, anchors, results)
        _older(events, anchors, results)
        return
    present = [path for path in _PARTS if path in members.sizes]
    signed = _parts_fit(members, sound, events, results) if present else None
    if signed and events:
        _proofs(members, sound, events, captures, signed.checkpoint, results)
    if anchors.signers:
        _signer(members, signed, bool(present), anchors.signers, times, results)
    elif signed:
        name = key_name(events or (), signed.key.public)
        results.not_checkable(
            CHECK,
            layout.SIGNATURE,
            f"claims to be by {name} ({fingerprint(signed.key.public)}); no signer to trust was "
            "given, so this was not checked (--signer)",
        )
        results.not_checkable(
            CHECK, layout.ALLOWED_SIGNERS, "is a hint from the file itself; nothing rests on it"
        )
    if not present and not anchors.signers and not anchors.older:
        results.not_checkable(
            CHECK,
            None,
            "no signature and no earlier checkpoint was given: who sealed this file, and whether "
            "the custody log was cut before sealing, cannot be told from the file alone",
        )
    _older(events, anchors, results)


def _parts_fit(
    members: Members,
    sound: frozenset[str],
    events: tuple[CustodyEvent, ...] | None,
    results: Results,
) -> _Signed | None:
    """Step 1."""
    before = results.count_failed()
    for path in _PARTS:
        if path not in members.sizes:
            results.failed("listing", path, "is missing, and other parts of a signature are there")
    if results.count_failed() > before:
        return None
    if not {layout.VKEY, layout.CHECKPOINT} <= sound or events is None:
        results.not_checkable(CHECK, layout.SIGNATURE, "log, checkpoint or its key is damaged")
        return None
    found = _read_parts(members, results)
    if found is None:
        return None
    try:
        hint = read_whole(members, layout.ALLOWED_SIGNERS, MAX_BYTES)
    except UNREADABLE:
        hint = b""
    for path, fault in _faults(found, hint, events):
        results.failed(CHECK, path, fault)
    return found if results.count_failed() == before else None


def _faults(
    found: _Signed, hint: bytes, events: tuple[CustodyEvent, ...]
) -> Iterator[tuple[str, str]]:
    """Where the parts of a signed file do not fit one another: member, and what is wrong."""
    public = found.key.public
    name = key_name(events, public)
    if name is None:
        yield layout.VKEY, "holds a key that the log does not make known"
    elif hint != allowed_signer_line(name, public).encode():
        yield layout.ALLOWED_SIGNERS, "does not name the key of the checkpoint"
    if found.signature.public != public:
        yield layout.SIGNATURE, "is by another key than the checkpoint"
    if found.signature.namespace != NAMESPACE:
        yield layout.SIGNATURE, f"was made for {shown(found.signature.namespace)}"
    if found.key.name != origin_of([leaf_hash(leaf_data(event)) for event in events[:1]]):
        yield layout.VKEY, "is the key of another log"
    if len(found.checkpoint.signatures) != 1 or found.checkpoint.by(found.key) is None:
        yield layout.CHECKPOINT, "is not signed by the key beside it, and it alone"
    if fingerprint(public) in replaced_keys(events):
        yield layout.SIGNATURE, "is by a key that the log says was replaced"
    sealed = [event.object for event in events if event.action == "sealed"][-1:]
    if sealed not in ([], [fingerprint(public)]):
        yield layout.SIGNATURE, "is by another key than the log says sealed it"


def _read_parts(members: Members, results: Results) -> _Signed | None:
    at = layout.SIGNATURE
    try:
        signature = read_signature_file(read_whole(members, at, MAX_BYTES))
        at = layout.VKEY
        body = read_whole(members, at, MAX_BYTES).decode("utf-8")
        key = read_note_key(body)
        if key.kind != ED25519 or body != key.text() + "\n":
            results.failed(CHECK, at, "is not the key of a checkpoint")
            return None
        at = layout.CHECKPOINT
        return _Signed(signature, key, read_note(read_whole(members, at, MAX_BYTES)))
    except (*UNREADABLE, *DAMAGED) as error:
        results.failed(CHECK, at, f"cannot be used: {shown(error)}")
        return None


def _proofs(
    members: Members,
    sound: frozenset[str],
    events: tuple[CustodyEvent, ...],
    captures: Sequence[Capture],
    checkpoint: Note,
    results: Results,
) -> None:
    """Step 1, each capture has its proof and no other stands there."""
    before = results.count_failed()
    expected = capture_proofs(events, captures, checkpoint.body())
    stray = {path for path in members.sizes if layout.proof_of(path)}
    for capture, proof in sorted(expected.items()):
        path = layout.proof_path(capture)
        stray.discard(path)
        if path not in members.sizes:
            results.failed("log", path, "is missing")
        elif path in sound:
            try:
                same = read_whole(members, path, 2 * MAX_BYTES) == proof.body()
            except UNREADABLE:
                same = False
            if not same:
                results.failed("log", path, "is not the proof that this log gives")
    for path in sorted(stray):
        results.failed("log", path, "proves nothing of a capture in this file")
    if results.count_failed() == before:
        results.held("log", None, f"{len(expected)} captures have their proof of inclusion")


def _signer(
    members: Members,
    signed: _Signed | None,
    present: bool,  # noqa: FBT001 - whether any part of a signature is there
    signers: tuple[AllowedSigner, ...],
    times: tuple[datetime, ...],
    results: Results,
) -> None:
    """Step 2."""
    wanted = ", ".join(f"{shown(each.name)} ({fingerprint(each.public)})" for each in signers[:5])
    if not present:
        results.failed(CHECK, layout.SIGNATURE, f"is missing; one by {wanted} was expected")
        return
    if signed is None:
        results.failed(CHECK, layout.SIGNATURE, f"cannot be held to be by {wanted}")
        return
    public = signed.key.public
    known = [each for each in signers if each.public == public]
    if not known:
        results.failed(
            CHECK, layout.SIGNATURE, f"is by the unknown key {fingerprint(public)}, not by {wanted}"
        )
        return
    allowed = [each for each in known if each.namespaces is None or NAMESPACE in each.namespaces]
    if not allowed:
        results.failed(CHECK, layout.SIGNATURE, f"is by a key not trusted for {NAMESPACE}")
        return
    try:
        body = read_whole(members, layout.TAG_MANIFEST)
        line = signed.checkpoint.by(signed.key)
        over_files = signature_holds(
            public, signed.signature.signature, signed.signature.message(body)
        )
        over_log = line is not None and signature_holds(
            *_arguments(signed.checkpoint, line, signed.key)
        )
    except (ImportError, *UNREADABLE, ValueError) as error:
        results.not_checkable(CHECK, layout.SIGNATURE, f"could not be checked ({shown(error)})")
        return
    if not over_log:
        results.failed(CHECK, layout.CHECKPOINT, "the signature does not hold for this checkpoint")
    if not over_files:
        results.failed(CHECK, layout.SIGNATURE, "does not hold for this tag manifest")
    if over_log and over_files:
        _in_time(allowed[0], times, results)


def _in_time(signer: AllowedSigner, times: tuple[datetime, ...], results: Results) -> None:
    """The end of step 2: whether the signature was made while its key was trusted."""
    who = f"{shown(signer.name)} ({fingerprint(signer.public)})"
    first, last = signer.valid_after, signer.valid_before
    if (first or last) is None:
        results.held(CHECK, layout.SIGNATURE, f"by {who}, over every listed file and the log")
        return
    since = first or datetime.min.replace(tzinfo=UTC)
    until = last or datetime.max.replace(tzinfo=UTC)
    span = f"{first or 'any time'} to {last or 'any time'}"
    if not times:
        results.not_checkable(
            CHECK,
            layout.SIGNATURE,
            f"by {who}, whose key is trusted from {span}; no trusted timestamp shows when it was "
            "made",
        )
    elif since <= min(times) <= until:
        results.held(CHECK, layout.SIGNATURE, f"by {who}, made by {min(times)}, trusted {span}")
    else:
        results.failed(
            CHECK, layout.SIGNATURE, f"by {who}, stamped {min(times)}, trusted only from {span}"
        )


def _older(events: tuple[CustodyEvent, ...] | None, anchors: Anchors, results: Results) -> None:
    """Steps 3 and 4."""
    if events is None:
        if anchors.older or anchors.witnesses:
            results.failed(CHECK, layout.LOG, "cannot be shown to continue any earlier log")
        return
    leaves = [leaf_hash(leaf_data(event)) for event in events]
    continued = [
        note for kept in anchors.older if (note := _continues(leaves, kept, results)) is not None
    ]
    for witness in anchors.witnesses:
        _witnessed(continued, witness, results)


def _continues(leaves: list[bytes], kept: Kept, results: Results) -> Note | None:
    """The note in `kept`, if the log has it as a beginning."""
    name = shown(kept.name)
    try:
        note = read_note(kept.body)
        older = read_checkpoint(note.text)
    except DAMAGED as error:
        results.failed(CHECK, layout.LOG, f"{name} is no checkpoint ({shown(error)})")
        return None
    fault = continuation_fault(leaves, older)
    if fault:
        results.failed(CHECK, layout.LOG, f"does not continue {name}: {fault}")
        return None
    results.held(CHECK, layout.LOG, f"continues {name}, over its first {older.size} events")
    return note


def continuation_fault(leaves: Sequence[bytes], older: Checkpoint) -> str | None:
    """Why a log of these leaf hashes does not begin as the checkpoint `older` says, if so."""
    if older.origin != origin_of(leaves):
        return f"that is of another log, {shown(older.origin)}"
    if older.size > len(leaves):
        return f"that has {older.size} events, this log {len(leaves)}: later ones are missing"
    if older.root != root(leaves[: older.size]):
        return f"its first {older.size} events were others"
    return None


def _witnessed(notes: Iterable[Note], witness: NoteKey, results: Results) -> None:
    """Step 4."""
    who = shown(witness.name)
    for note in notes:
        line = note.by(witness)
        if line is None:
            continue
        try:
            _, _, at = signed_parts(note, line, witness)
            holds = signature_holds(*_arguments(note, line, witness))
        except ImportError as error:
            results.not_checkable(CHECK, layout.CHECKPOINT, shown(error))
            return
        except ValueError:
            holds, at = False, None
        if holds:
            seen = f", who saw it at {at} seconds after 1970" if at is not None else ""
            results.held(CHECK, layout.CHECKPOINT, f"an earlier one is cosigned by {who}{seen}")
            return
    results.failed(
        CHECK, layout.CHECKPOINT, f"no checkpoint that this log continues is cosigned by {who}"
    )


def _arguments(note: Note, line: NoteSignature, key: NoteKey) -> tuple[bytes, bytes, bytes]:
    message, signature, _ = signed_parts(note, line, key)
    return key.public, signature, message
