"""Attacks on keys, signatures, checkpoints and logs; docs/reference/attacks.md maps them."""

from __future__ import annotations

import base64
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.keys.files import FileSigner
from onrecord.model.fixity import CustodyEvent
from onrecord.model.vocab import Outcome
from onrecord.verify.anchors import Anchors, Kept
from onrecord.verify.sealed import verify
from onrecord.wire import layout, sshsig
from onrecord.wire.custody import checkpoint_of, checkpoint_text, leaf_data, read_leaf
from onrecord.wire.notes import (
    COSIGNATURE,
    ED25519,
    Note,
    NoteKey,
    NoteSignature,
    cosignature,
    cosigned_message,
    read_note,
)
from onrecord.wire.sshkeys import (
    AllowedSigner,
    allowed_signer_line,
    fingerprint,
    public_blob,
    public_text,
    read_signers,
)
from onrecord.wire.sshsig import signature_file, signed_message
from sealed_sample import CAPTURES, SEALED_AT, sample
from sealed_tools import copy_of, edit, failed, hash_again
from signed_sample import (
    SEALER,
    STRANGER,
    WITNESS,
    authenticity,
    sign_and_seal,
    signed_dossier,
    signed_sample,
    trusted,
)

SEEN_AT = 1_936_000_000
A_PROOF = layout.proof_path(CAPTURES[0].id)


@pytest.fixture(scope="module")
def signed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return signed_sample(tmp_path_factory.mktemp("signed") / "case")


@pytest.fixture
def signed(signed_once: Path, tmp_path: Path) -> Path:
    return copy_of(signed_once, tmp_path / "case")


def kept(folder: Path) -> Kept:
    """The checkpoint of a sealed file, as somebody keeps it elsewhere."""
    return Kept("kept", (folder / layout.CHECKPOINT).read_bytes())


def resign(folder: Path, by: FileSigner = SEALER, *, hint: bool = True) -> None:
    """Sign the tag manifest as it now is."""
    body = (folder / layout.TAG_MANIFEST).read_bytes()
    signature = signature_file(by.public, by.sign(signed_message(body)))
    (folder / layout.SIGNATURE).write_bytes(signature)
    if hint:
        (folder / layout.ALLOWED_SIGNERS).write_text(allowed_signer_line(by.name, by.public))


def events_of(folder: Path) -> list[CustodyEvent]:
    return [read_leaf(line, None) for line in (folder / layout.LOG).read_bytes().splitlines()]


def rewrite_log(folder: Path, events: list[CustodyEvent]) -> None:
    """What an insider without the key does: log, checkpoint text and all digests made to fit."""
    (folder / layout.LOG).write_bytes(b"".join(leaf_data(event) + b"\n" for event in events))
    note = read_note((folder / layout.CHECKPOINT).read_bytes())
    text = checkpoint_text(checkpoint_of(events))
    (folder / layout.CHECKPOINT).write_bytes(Note(text, note.signatures).body())
    hash_again(folder)


# What holds when nothing is wrong


def test_a_signed_file_holds_against_its_signer(signed: Path) -> None:
    assert failed(verify(signed, anchors=trusted(SEALER))) == {}
    held = authenticity(signed, trusted(SEALER))
    assert list(held) == [Outcome.HELD]
    assert fingerprint(SEALER.public) in held[Outcome.HELD][0]


def test_without_an_anchor_a_signature_is_not_checkable_and_named_as_a_claim(signed: Path) -> None:
    found = authenticity(signed)
    assert list(found) == [Outcome.NOT_CHECKABLE]
    assert "claims to be by sealer-1" in found[Outcome.NOT_CHECKABLE][0]


def test_the_same_dossier_and_key_give_the_same_bytes(signed: Path, tmp_path: Path) -> None:
    again = signed_sample(tmp_path / "again")
    for path in signed.rglob("*"):
        if path.is_file():
            assert (again / path.relative_to(signed)).read_bytes() == path.read_bytes()


def test_the_log_continues_every_earlier_checkpoint_of_it(signed: Path) -> None:
    events = events_of(signed)
    for size in range(1, len(events) + 1, 4):
        body = checkpoint_text(checkpoint_of(events[:size]))
        found = authenticity(signed, Anchors(older=(Kept("kept", body),)))
        assert Outcome.FAILED not in found
        assert found[Outcome.HELD]


def test_a_witness_who_cosigned_is_named_with_the_time(signed: Path) -> None:
    body, key = _cosigned(signed)
    found = authenticity(signed, Anchors(older=(Kept("kept", body),), witnesses=(key,)))
    assert any("cosigned by witness-1" in message for message in found[Outcome.HELD])


def _cosigned(folder: Path, by: FileSigner = WITNESS) -> tuple[bytes, NoteKey]:
    note = read_note((folder / layout.CHECKPOINT).read_bytes())
    key = NoteKey(by.name, COSIGNATURE, by.public)
    line = cosignature(key, SEEN_AT, by.sign(cosigned_message(note.text, SEEN_AT)))
    return note.signed(line).body(), key


# 1. One bit flipped


@pytest.mark.parametrize(
    "member",
    [layout.SIGNATURE, layout.ALLOWED_SIGNERS, layout.VKEY, layout.CHECKPOINT, A_PROOF],
)
def test_01_every_byte_of_what_signing_adds_counts(signed: Path, member: str) -> None:
    path = signed / member
    body = path.read_bytes()
    for at in range(0, len(body), 17):
        path.write_bytes(body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :])
        named = failed(verify(signed, anchors=trusted(SEALER)))
        assert member in named, f"byte {at}"
        # What rests on it may be named too, nothing else is.
        assert named.keys() <= {member, layout.SIGNATURE}, f"byte {at}"


def test_01_a_changed_hint_is_named_without_any_anchor(signed: Path) -> None:
    body = (signed / layout.ALLOWED_SIGNERS).read_bytes()
    for at in range(0, len(body), 5):
        changed = body[:at] + bytes([body[at] ^ 2]) + body[at + 1 :]
        (signed / layout.ALLOWED_SIGNERS).write_bytes(changed)
        assert set(failed(verify(signed))) == {layout.ALLOWED_SIGNERS}, f"byte {at}"


# 2. A file added


@pytest.mark.parametrize(
    "name",
    [
        "seal/added.txt",
        "seal/tsa-chain.pem",
        "seal/VERIFY.txt",
        "seal/x/allowed_signers",
        "seal/tagmanifest-sha512.txt.sig",
        "data/custody/proofs/x.tlog-proof",
    ],
)
def test_02_an_unknown_file_beside_the_signature_is_refused(signed: Path, name: str) -> None:
    (signed / name).parent.mkdir(exist_ok=True)
    (signed / name).write_text("read me")
    assert set(failed(verify(signed, anchors=trusted(SEALER)))) == {name}


def test_02_a_listed_proof_of_no_capture_is_refused(signed: Path) -> None:
    name = layout.proof_path("capture-" + "0" * 32)
    shutil.copy(signed / A_PROOF, signed / name)
    hash_again(signed)
    assert name in failed(verify(signed))


# 3. A part removed


@pytest.mark.parametrize("member", [layout.SIGNATURE, layout.ALLOWED_SIGNERS])
def test_03_a_part_of_the_signature_removed_is_named_without_any_anchor(
    signed: Path, member: str
) -> None:
    (signed / member).unlink()
    assert set(failed(verify(signed))) == {member}


def test_03_a_file_stripped_of_all_signatures_fails_its_signer(signed: Path) -> None:
    shutil.rmtree(signed / "seal")
    shutil.rmtree(signed / "data/custody/proofs")
    (signed / layout.VKEY).unlink()
    bare = read_note((signed / layout.CHECKPOINT).read_bytes()).text
    (signed / layout.CHECKPOINT).write_bytes(bare)
    hash_again(signed)
    assert layout.SIGNATURE in failed(verify(signed, anchors=trusted(SEALER)))


def test_03_a_proof_removed_is_named(signed: Path) -> None:
    (signed / A_PROOF).unlink()
    hash_again(signed)
    assert A_PROOF in failed(verify(signed))


# 4. An insider edits the log and hashes everything again


def test_04_an_insider_without_the_key_fails_signature_checkpoint_and_old_checkpoint(
    signed: Path,
) -> None:
    earlier = kept(signed)
    events = events_of(signed)
    rewrite_log(signed, [events[0], *events[2:5], events[1], *events[5:]])
    anchors = Anchors(signers=trusted(SEALER).signers, older=(earlier,))
    messages = authenticity(signed, anchors)[Outcome.FAILED]
    assert any(m.startswith(layout.SIGNATURE) and "does not hold" in m for m in messages)
    assert any(m.startswith(layout.CHECKPOINT) and "does not hold" in m for m in messages)
    assert any("does not continue kept" in m for m in messages)


def test_04_an_insider_with_the_key_fails_the_old_checkpoint_alone(
    signed: Path, tmp_path: Path
) -> None:
    made = signed_dossier()
    rest = tuple(event for event in made.custody if event.action != "processed")
    forged = sign_and_seal(replace(made, custody=rest), tmp_path / "b" / "case")
    assert Outcome.FAILED not in authenticity(forged, trusted(SEALER))
    assert authenticity(forged, Anchors(older=(kept(signed),)))[Outcome.FAILED]


# 5. Log truncated, forked, reordered


@pytest.mark.parametrize("how", ["truncated", "forked", "reordered", "with one put in"])
def test_05_a_log_that_does_not_continue_the_kept_one_fails(signed: Path, how: str) -> None:
    earlier = kept(signed)
    events = events_of(signed)
    changed = {
        "truncated": events[:-1],
        "forked": [*events[:-1], replace(events[-1], detail="other")],
        "reordered": [*events[:6], events[7], events[6], *events[8:]],
        "with one put in": [*events[:8], events[7], *events[8:]],
    }[how]
    rewrite_log(signed, changed)
    messages = authenticity(signed, Anchors(older=(earlier,)))[Outcome.FAILED]
    assert any("does not continue kept" in message for message in messages)


@pytest.mark.parametrize("body", [b"", b"onrecord/x\n1\n", b"\xff", b"a\n" * 9, b"x" * (1 << 17)])
def test_05_a_kept_checkpoint_that_is_none_fails(signed: Path, body: bytes) -> None:
    assert authenticity(signed, Anchors(older=(Kept("kept", body),)))[Outcome.FAILED]


def test_05_without_the_cosignature_of_the_witness_it_fails(signed: Path) -> None:
    body, key = _cosigned(signed)
    assert authenticity(signed, Anchors(older=(kept(signed),), witnesses=(key,)))[Outcome.FAILED]
    assert authenticity(signed, Anchors(witnesses=(key,)))[Outcome.FAILED]
    # The time in a cosignature is signed too.
    note = read_note(body)
    line = note.signatures[-1]
    later = (SEEN_AT + 1).to_bytes(8, "big") + line.signature[8:]
    moved = Note(note.text, (note.signatures[0], replace(line, signature=later)))
    anchors = Anchors(older=(Kept("kept", moved.body()),), witnesses=(key,))
    assert authenticity(signed, anchors)[Outcome.FAILED]


def test_05_a_witness_of_another_fork_does_not_help_this_one(signed: Path, tmp_path: Path) -> None:
    made = signed_dossier()
    fork = (*made.custody[:-1], replace(made.custody[-1], detail="fork"))
    other = sign_and_seal(replace(made, custody=fork), tmp_path / "b" / "case")
    body, key = _cosigned(other)
    anchors = Anchors(older=(Kept("kept", body),), witnesses=(key,))
    assert len(authenticity(signed, anchors)[Outcome.FAILED]) == 2


# 6. Keys replaced inside the bag


def test_06_a_file_signed_anew_by_another_is_by_an_unknown_signer(tmp_path: Path) -> None:
    forged = signed_sample(tmp_path / "case", STRANGER)
    assert failed(verify(forged)) == {}, "it fits itself"
    messages = authenticity(forged, trusted(SEALER))[Outcome.FAILED]
    assert any("unknown key" in m and fingerprint(STRANGER.public) in m for m in messages)


def test_06_a_signature_and_hint_swapped_alone_do_not_fit_the_checkpoint(signed: Path) -> None:
    resign(signed, STRANGER)
    assert set(failed(verify(signed))) == {layout.SIGNATURE, layout.ALLOWED_SIGNERS}
    resign(signed)
    resign(signed, STRANGER, hint=False)
    for anchors in (trusted(SEALER), trusted(STRANGER), trusted(SEALER, STRANGER)):
        assert layout.SIGNATURE in failed(verify(signed, anchors=anchors))


def test_06_the_key_of_the_checkpoint_swapped_alone_is_named(signed: Path) -> None:
    key = NoteKey(checkpoint_of(events_of(signed)).origin, 1, STRANGER.public)
    (signed / layout.VKEY).write_text(key.text() + "\n")
    hash_again(signed)
    resign(signed)
    assert layout.VKEY in failed(verify(signed, anchors=trusted(SEALER)))


def test_06_a_key_that_was_replaced_no_longer_signs(tmp_path: Path) -> None:
    gone = CustodyEvent(
        SEALED_AT, "local", "collector-7", "key_rotated", fingerprint(SEALER.public),
        f"witness-1 {public_text(WITNESS.public)}",
    )  # fmt: skip
    folder = signed_sample(tmp_path / "case", SEALER, gone)
    messages = failed(verify(folder, anchors=trusted(SEALER)))[layout.SIGNATURE]
    assert any("was replaced" in message for message in messages)


def test_06_a_signature_for_another_purpose_does_not_count(signed: Path) -> None:
    body = (signed / layout.TAG_MANIFEST).read_bytes()
    signature = SEALER.sign(signed_message(body, "git"))
    other = sshsig.SshSignature(SEALER.public, "git", "sha512", signature)
    (signed / layout.SIGNATURE).write_bytes(sshsig._armoured(other))
    messages = failed(verify(signed, anchors=trusted(SEALER)))[layout.SIGNATURE]
    assert any("was made for git" in message for message in messages)


@pytest.mark.parametrize(
    ("namespaces", "held"), [(("git",), False), (("git", "onrecord"), True), (None, True)]
)
def test_06_a_signer_trusted_for_something_else_does_not_count(
    signed: Path, namespaces: tuple[str, ...] | None, held: bool
) -> None:
    one = AllowedSigner("sealer-1", SEALER.public, namespaces)
    assert (Outcome.HELD in authenticity(signed, Anchors(signers=(one,)))) is held


def test_06_a_key_trusted_for_some_time_only_needs_a_timestamp(signed: Path) -> None:
    until = datetime(2032, 1, 1, tzinfo=UTC)
    one = AllowedSigner("sealer-1", SEALER.public, valid_before=until)
    assert list(authenticity(signed, Anchors(signers=(one,)))) == [Outcome.NOT_CHECKABLE]


# The eight points of low order, forms of them that are not canonical, and y = 2, no point at all.
UNUSABLE = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0200000000000000000000000000000000000000000000000000000000000000",
]


@pytest.mark.parametrize("key", UNUSABLE)
def test_06_a_key_that_anybody_can_sign_with_is_never_trusted(key: str) -> None:
    blob = base64.b64encode(public_blob(bytes.fromhex(key))).decode()
    with pytest.raises(ValueError, match=r"order|canonical|point"):
        read_signers(f"somebody ssh-ed25519 {blob}\n")


# 7. The seal of one case put on another


def test_07_the_seal_of_one_file_does_not_fit_another(signed: Path, tmp_path: Path) -> None:
    made = signed_dossier()
    swapped = (*made.custody[1::-1], *made.custody[2:])
    other = sign_and_seal(replace(made, custody=swapped, title="Another"), tmp_path / "b")
    for name in (layout.SIGNATURE, layout.ALLOWED_SIGNERS):
        shutil.copy(other / name, signed / name)
    assert set(failed(verify(signed, anchors=trusted(SEALER)))) == {layout.SIGNATURE}
    for name in (layout.CHECKPOINT, layout.VKEY):
        shutil.copy(other / name, signed / name)
    hash_again(signed)
    resign(signed)
    assert layout.LOG in failed(verify(signed, anchors=trusted(SEALER)))


def test_07_a_checkpoint_signed_under_the_name_of_another_log_fails(signed: Path) -> None:
    text = read_note((signed / layout.CHECKPOINT).read_bytes()).text
    key = NoteKey("onrecord/log-of-another-case", ED25519, SEALER.public)
    note = Note(text, (NoteSignature(key.name, key.id, SEALER.sign(text)),))
    (signed / layout.CHECKPOINT).write_bytes(note.body())
    (signed / layout.VKEY).write_text(key.text() + "\n")
    hash_again(signed)
    resign(signed)
    messages = failed(verify(signed, anchors=trusted(SEALER)))[layout.VKEY]
    assert any("of another log" in message for message in messages)


def test_07_a_checkpoint_kept_of_another_case_fails(signed: Path) -> None:
    other = checkpoint_text(checkpoint_of(sample().custody[1:]))
    messages = authenticity(signed, Anchors(older=(Kept("kept", other),)))[Outcome.FAILED]
    assert any("of another log" in message for message in messages)


def test_a_changed_source_fails_though_the_signature_over_the_lists_holds(signed: Path) -> None:
    member = layout.object_path(CAPTURES[0].sha256)
    edit(signed, member, lambda body: body.replace(b"five", b"nine"))
    assert set(failed(verify(signed, anchors=trusted(SEALER)))) == {member}
    assert Outcome.HELD in authenticity(signed, trusted(SEALER))
