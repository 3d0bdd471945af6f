"""One item inside a container, and streams that stop a bomb while it unpacks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from onrecord.errors import InputError, SourceUnreadableError
from onrecord.model.fixity import Retrieval
from onrecord.preserve import limits


class Readable(Protocol):
    """Anything bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, all if it is negative; empty at the end."""


class Budget:
    """How much may still be unpacked from one container, and how much was packed so far."""

    def __init__(self, origin: str, packed_size: int | None) -> None:
        """Watch over the container called `origin`, of `packed_size` bytes if that is known."""
        self.origin = origin
        self.packed = packed_size
        self.unpacked = 0

    def spend(self, count: int) -> None:
        """Count unpacked bytes. Raises: SourceUnreadableError beyond size or ratio."""
        self.unpacked += count
        bombs = (
            self.packed is not None
            and self.unpacked > limits.RATIO_FROM_BYTES
            and self.unpacked > self.packed * limits.MAX_RATIO
        )
        if bombs or self.unpacked > limits.MAX_UNPACKED_BYTES:
            raise too_much(
                self.origin,
                f"at most {limits.MAX_RATIO} times its size, {limits.MAX_UNPACKED_BYTES} bytes",
            )


@dataclass
class Body:
    """The bytes of one item, counted; `problems` is complete once all of it was read."""

    stream: Readable
    origin: str
    budget: Budget
    problems: list[str] = field(default_factory=list)
    size: int = 0

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes. Raises: SourceUnreadableError beyond a limit."""
        chunk = self.stream.read(limits.CHUNK_BYTES if size < 0 else size)
        self.size += len(chunk)
        self.budget.spend(len(chunk))
        if self.size > limits.MAX_ITEM_BYTES:
            raise too_much(self.origin, f"at most {limits.MAX_ITEM_BYTES} bytes")
        return chunk


@dataclass(frozen=True, slots=True)
class Item:
    """One thing found in a container: bytes to capture, or why they cannot be."""

    origin: str
    name: str
    member: str  # where in the container
    method: str
    declared: str | None  # media type that container or server states
    body: Body | None
    retrieval: Retrieval | None = None
    refused: InputError | None = None


def refused(origin: str, member: str, error: InputError) -> Item:
    """An item that is not taken out of its container."""
    return Item(origin, "", member, "refused", None, None, refused=error)


def damaged(origin: str, what: str, *, found: str | None = None) -> SourceUnreadableError:
    """The error that says what of a container could not be taken out."""
    return SourceUnreadableError(
        what,
        origin,
        found=found,
        advice="The container is kept whole; ask whoever made it for an undamaged copy",
    )


def too_much(origin: str, expected: str) -> SourceUnreadableError:
    """The error for what would unpack to more than is taken."""
    return SourceUnreadableError(
        "unpacking it would cost too much",
        origin,
        expected=expected,
        found="more",
        advice="The container is kept whole; unpack it on a machine you can spare and add the rest",
    )
