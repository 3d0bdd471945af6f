"""Protocols for what vouches: who signs, and who tells the time."""

from __future__ import annotations

from typing import Protocol


class Signer(Protocol):
    """Signs with an Ed25519 key that it may never show: a key file, or an agent that holds it."""

    @property
    def name(self) -> str:
        """What people call the key; fits `wire.sshkeys.NAME`."""

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""

    def sign(self, message: bytes) -> bytes:
        """The signature of `message`, 64 bytes; the same message gives the same signature."""


class TimestampAuthority(Protocol):
    """Answers time-stamp queries (RFC 3161)."""

    @property
    def name(self) -> str:
        """A name for it that can stand in a file name."""

    def ask(self, query: bytes) -> bytes:
        """The DER reply to a DER query. Raises: OSError if there is none."""
