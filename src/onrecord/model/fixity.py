"""What was received, when and by whom, and what happened to it since."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from onrecord.model.ids import Identified


@dataclass(frozen=True, slots=True)
class Tool:
    """What did a step."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Capture(Identified):
    """The exact bytes of one item as received. `sha256` also names the stored object."""

    KIND: ClassVar[str] = "capture"
    IDENTITY: ClassVar[tuple[str, ...]] = ("origin", "sha256")

    origin: (
        str  # path relative to what the depositor named, "/"-separated; never a path of a machine
    )
    original_name: str
    sha256: str
    sha512: str
    size: int  # bytes
    media_type_declared: str | None  # from the name's suffix
    media_type_sniffed: str | None  # from the bytes
    method: str  # "file" or "folder"
    collector: str | None  # pseudonymous
    captured_at: datetime  # UTC
    clock: str  # which clock was read
    tool: Tool
    id: str = field(init=False)


@dataclass(frozen=True, slots=True)
class CustodyEvent:
    """One leaf of the custody log; its order comes from the log."""

    at: datetime  # UTC
    clock: str
    actor: str
    action: str  # captured, read, failed, processed, sealed …
    object: str | None = None  # sha256 or record id it was done to
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A source or step that could not be processed; kept in the output, never dropped."""

    stage: str
    subject: str  # origin of the source
    error: str  # class name of the error
    message: str
