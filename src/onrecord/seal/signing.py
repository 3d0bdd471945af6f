"""What a signer adds to a sealed file: steps 4 and 9 of sealing."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.dossier import Dossier
from onrecord.seal.writing import Folder
from onrecord.seams.trust import Signer
from onrecord.wire import layout
from onrecord.wire.custody import (
    Checkpoint,
    capture_proofs,
    checkpoint_of,
    checkpoint_text,
    key_name,
    leaf_data,
    opened_data,
)
from onrecord.wire.notes import ED25519, Note, NoteKey, NoteSignature
from onrecord.wire.sshkeys import allowed_signer_line
from onrecord.wire.sshsig import signature_file, signed_message


def signed_checkpoint(checkpoint: Checkpoint, signer: Signer) -> tuple[bytes, NoteKey]:
    """The checkpoint as a note signed under its origin, and the key that checks it."""
    text = checkpoint_text(checkpoint)
    key = NoteKey(checkpoint.origin, ED25519, signer.public)
    line = NoteSignature(key.name, key.id, signer.sign(text))
    return Note(text, (line,)).body(), key


def write_log(folder: Folder, dossier: Dossier) -> None:
    """Write the custody log, and beside it the salts and values that its entries commit to."""
    folder.write(layout.LOG, (leaf_data(event) + b"\n" for event in dossier.custody))
    if any(event.commitments for event in dossier.custody):
        folder.write(layout.DETAILS, (opened_data(event) + b"\n" for event in dossier.custody))


@dataclass(frozen=True, slots=True)
class Original:
    """What a redacted edition keeps of the file it was made from."""

    checkpoint: bytes  # a note
    vkey: bytes | None  # the key that checks it, if it is signed


def write_checkpoint(
    folder: Folder, dossier: Dossier, signer: Signer | None, original: Original | None = None
) -> None:
    """Write the checkpoint; with a signer also its key, and a proof for each capture.

    Of an edition, checkpoint and key are those of the `original`.
    """
    checkpoint = checkpoint_of(dossier.custody)
    body, vkey = checkpoint_text(checkpoint), None
    if original is not None:
        body, vkey = original.checkpoint, original.vkey
    elif signer is not None:
        body, key = signed_checkpoint(checkpoint, signer)
        vkey = f"{key.text()}\n".encode()
    folder.write(layout.CHECKPOINT, [body])
    if vkey is None:
        return
    folder.write(layout.VKEY, [vkey])
    proofs = capture_proofs(dossier.custody, dossier.captures, body)
    for capture, proof in sorted(proofs.items()):
        folder.write(layout.proof_path(capture), [proof.body()])


def sign_tag_manifest(folder: Folder, dossier: Dossier, signer: Signer) -> None:
    """Write the signature over the tag manifest, and whose it is said to be."""
    body = (folder.at / layout.TAG_MANIFEST).read_bytes()
    signature = signature_file(signer.public, signer.sign(signed_message(body)))
    folder.write(layout.SIGNATURE, [signature])
    name = key_name(dossier.custody, signer.public) or signer.name
    hint = allowed_signer_line(name, signer.public)
    folder.write(layout.ALLOWED_SIGNERS, [hint.encode()])
