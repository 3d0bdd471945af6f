"""Keys, signatures, notes and proofs in their written forms: read back whole, or not at all."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.wire.merkle import inclusion_proof, inclusion_proof_in, leaf_hash, levels, root
from onrecord.wire.notes import (
    COSIGNATURE,
    ED25519,
    Note,
    NoteKey,
    NoteSignature,
    Proof,
    read_note,
    read_note_key,
    read_proof,
)
from onrecord.wire.sshkeys import (
    allowed_signer_line,
    fingerprint,
    key_fault,
    public_text,
    read_public_text,
    read_signers,
)
from onrecord.wire.sshsig import read_signature_file, signature_file

# RFC 8032, section 7.1, TEST 1 and TEST 2.
KEY = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
OTHER = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
BYTES = st.binary(max_size=300)


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


@given(st.integers(1, 90), st.data())
def test_proofs_made_at_once_are_those_made_one_by_one(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    tree = levels(leaves(size))
    assert tree[-1] == (root(leaves(size)),)
    assert inclusion_proof_in(tree, index) == inclusion_proof(index, leaves(size))


def test_there_is_no_proof_outside_the_tree() -> None:
    with pytest.raises(IndexError):
        inclusion_proof_in(levels(leaves(3)), 3)


def test_a_public_key_reads_back() -> None:
    assert read_public_text(public_text(KEY) + " somebody at a desk\n") == (
        KEY, "somebody at a desk",
    )  # fmt: skip
    assert key_fault(KEY) is None
    assert fingerprint(KEY) != fingerprint(OTHER)


def test_signers_read_with_their_options() -> None:
    text = (
        "# ours\n\n"
        + allowed_signer_line("a-1", KEY)
        + f'b@x valid-after="20310101",valid-before="20320203040506Z" {public_text(OTHER)} note\n'
    )
    first, second = read_signers(text)
    assert (first.name, first.public, first.namespaces) == ("a-1", KEY, ("onrecord",))
    assert second.namespaces is None
    assert second.valid_after == datetime(2031, 1, 1, tzinfo=UTC)
    assert second.valid_before == datetime(2032, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert read_signers(public_text(KEY))[0].name == fingerprint(KEY)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "# nobody",
        "somebody",
        "somebody ssh-rsa AAAA",
        f"somebody cert-authority {public_text(KEY)}",
        f'somebody valid-after="tomorrow" {public_text(KEY)}',
        f'somebody valid-after="2031" {public_text(KEY)}',
        f'somebody verify-required="x" {public_text(KEY)}',
        public_text(KEY)[:-4],
        public_text(KEY).replace("AAAA", "AAAB", 1),
        "a" * 9000 + " " + public_text(KEY),
        "a " + "b-" * 4000 + "! " + public_text(KEY),
    ],
)
def test_a_signer_that_is_not_understood_is_refused_and_never_passed_over(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_signers(allowed_signer_line("a", KEY) + line if line.strip(" #nobdy") else line)


def test_a_signature_file_reads_back() -> None:
    found = read_signature_file(signature_file(KEY, b"\7" * 64))
    assert (found.public, found.namespace, found.signature) == (KEY, "onrecord", b"\7" * 64)


@given(st.integers(0, 400), st.integers(1, 255))
def test_a_changed_signature_file_is_refused_or_says_something_else(at: int, by: int) -> None:
    body = signature_file(KEY, b"\7" * 64)
    at %= len(body)
    changed = body[:at] + bytes([body[at] ^ by]) + body[at + 1 :]
    try:
        found = read_signature_file(changed)
    except ValueError:
        return
    assert found != read_signature_file(body)


@given(BYTES)
def test_no_bytes_crash_the_readers(body: bytes) -> None:
    for reader in (read_signature_file, read_note, read_proof):
        try:
            reader(body)
        except ValueError:
            continue


def test_a_note_and_its_key_read_back() -> None:
    key = NoteKey("onrecord/log-1", ED25519, KEY)
    note = Note(b"onrecord/log-1\n1\nAAAA\n", (NoteSignature(key.name, key.id, b"s" * 64),))
    assert read_note(note.body()) == note
    assert note.by(key) == note.signatures[0]
    assert note.by(NoteKey("onrecord/log-1", ED25519, OTHER)) is None
    assert read_note_key(key.text() + "\n") == key
    assert read_note(note.text) == Note(note.text)


def test_the_key_of_the_specification_has_the_id_it_says() -> None:
    # The example of C2SP signed-note.
    text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    assert read_note_key(text).id.hex() == "c74f20a3"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a+b",
        NoteKey("a", ED25519, KEY).text().replace("a+", "b+", 1),
        NoteKey("a", 2, KEY).text(),
        NoteKey("a", COSIGNATURE, b"\1" + bytes(31)).text(),
        NoteKey("a", COSIGNATURE, KEY[:-1]).text(),
    ],
)
def test_a_key_of_a_note_that_is_not_sound_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_note_key(text)


def test_a_proof_reads_back_and_is_refused_in_another_form() -> None:
    proof = Proof(b'{"a":1}', 2, (b"1" * 32, b"2" * 32), b"onrecord/log-1\n3\nAAAA\n")
    assert read_proof(proof.body()) == proof
    body = proof.body()
    for changed in (
        body.replace(b"v1", b"v2", 1),
        body.replace(b"index 2", b"index 02", 1),
        body.replace(b"extra ", b"", 1),
        body.replace(b"\n\n", b"\n", 1),
        body.replace(b"\n\n", b"\n" + base64.b64encode(b"x" * 32) + b"\n" * 2, 1).replace(
            b"index 2\n", b"index 2\n" + (base64.b64encode(b"x" * 32) + b"\n") * 70, 1
        ),
    ):
        with pytest.raises(ValueError, match=r"."):
            read_proof(changed)
