"""What the checker brings along: trust never comes out of the file that is checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.wire.notes import NoteKey
from onrecord.wire.sshkeys import AllowedSigner


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint kept elsewhere, and what to call it."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Anchors:
    """Who may sign, checkpoints seen before, who witnesses, who tells the time."""

    signers: tuple[AllowedSigner, ...] = ()
    older: tuple[Kept, ...] = ()
    witnesses: tuple[NoteKey, ...] = ()
    roots: tuple[bytes, ...] = ()  # PEM certificates of time-stamp authorities
    # Decrypts what a redacted edition holds for some alone; ValueError for what it cannot.
    decrypt: Callable[[bytes], bytes] | None = None


def signature_holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether `signature` of `message` is by the Ed25519 key `public`.

    The key must have passed `wire.sshkeys.key_fault`. The one place where verification needs a
    library; it is loaded only here, so that all other checks run without it.
    """
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - see above
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PublicKey,
    )

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
