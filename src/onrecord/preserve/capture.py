"""Bytes to a capture: stored and hashed first, before anything parses them."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, Protocol

from onrecord import __version__
from onrecord.errors import SourceUnreadableError
from onrecord.model.fixity import Capture, Tool
from onrecord.preserve.sniff import declared, sniff
from onrecord.preserve.sources import Found
from onrecord.seams import Clock


class Stored(Protocol):
    """What an object store says of the bytes it took in."""

    @property
    def sha256(self) -> str:
        """SHA-256 in hex; also the object's name."""

    @property
    def sha512(self) -> str:
        """SHA-512 in hex."""

    @property
    def size(self) -> int:
        """Bytes."""

    @property
    def head(self) -> bytes:
        """The first bytes, for sniffing."""


def capture(
    found: Found, store: Callable[[BinaryIO], Stored], *, clock: Clock, collector: str | None
) -> Capture:
    """The capture of one file, its bytes given to `store` first.

    Raises: what `found.refused` holds, or SourceUnreadableError if the file cannot be opened.
    """
    if found.refused is not None:
        raise found.refused
    at = clock.now()
    try:
        with found.path.open("rb") as stream:
            stored = store(stream)
    except PermissionError as error:
        raise SourceUnreadableError(
            "the system does not let it be read",
            found.origin,
            found=error.strerror,
            advice="Check its permissions; it is recorded as a failure, nothing else is lost",
        ) from error
    return Capture(
        origin=found.origin,
        original_name=found.path.name,
        sha256=stored.sha256,
        sha512=stored.sha512,
        size=stored.size,
        media_type_declared=declared(found.path.name),
        media_type_sniffed=sniff(stored.head),
        method=found.method,
        collector=collector,
        captured_at=at,
        clock=clock.name,
        tool=Tool("onrecord", __version__),
    )
