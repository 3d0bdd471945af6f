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


Pairs = tuple[tuple[str, str], ...]  # names and values, in the order and form found

# Ways of receiving bytes whose items are captures of their own: kept whole, not read as a report.
WHOLE = frozenset({"zip", "warc", "wacz", "mhtml", "http"})
# What witnesses a retrieval without being a report.
WITNESS = frozenset({"tls certificate", "screenshot", "rendered page"})
# Words that a program recognised in a picture or scan, which is the container of them.
RECOGNISED = "recognised text"
_REPORTS = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "application/pdf",
        "application/x-pdf",
        "message/rfc822",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/octet-stream",
        "binary/octet-stream",
    }
)


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer on the way from the requested to the final address."""

    url: str
    status: int | None
    location: str | None  # where it sent on to, as the server wrote it
    server_ip: str | None
    at: datetime | None  # UTC, by the capture's clock


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What another clock said; differences are kept and never corrected."""

    name: str  # "server Date header", "WARC-Date" …
    reads: str  # as found
    at: datetime | None  # the same as a UTC instant; `None`: it cannot be read as one
    ahead_s: float | None  # seconds before (+) or behind (-) the capture's clock


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How an item came from a server. `None`: not known; empty: looked for, and there is none."""

    requested_url: str
    final_url: str | None
    hops: tuple[Hop, ...] | None
    verb: str | None
    status: int | None
    request_headers: Pairs | None
    response_headers: Pairs | None
    server_ip: str | None
    dns: tuple[str, ...] | None  # all addresses the name gave
    tls_chain: tuple[str, ...] | None  # sha256 of each certificate (DER), the server's first
    started_at: datetime | None
    ended_at: datetime | None
    clocks: tuple[ClockReading, ...]
    complete: bool | None  # false: not all bytes came; `notes` say why
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Handling:
    """The circumstances of collecting, as the collector states them. `None`: not stated."""

    reason: str | None = None  # what it was collected for
    authority: str | None = None  # on what legal or other ground
    consent: str | None = None  # of whom, to what
    sharing: str | None = None  # with whom it may be shared
    machine: str | None = None  # a name for the machine, not one of its own
    egress: str | None = None  # how it reached the network: directly, by VPN, by Tor


@dataclass(frozen=True, slots=True)
class Capture(Identified):
    """The exact bytes of one item as received. `sha256` also names the stored object."""

    KIND: ClassVar[str] = "capture"
    IDENTITY: ClassVar[tuple[str, ...]] = ("origin", "sha256")
    IDENTITY_IF_KNOWN: ClassVar[tuple[str, ...]] = ("container", "member")

    # Path relative to what the depositor named, "/"-separated, never a path of a machine; inside a
    # container "container!member"; for what came from the web its address.
    origin: str
    original_name: str
    sha256: str
    sha512: str
    size: int  # bytes
    media_type_declared: str | None  # from the name's suffix
    media_type_sniffed: str | None  # from the bytes
    method: str  # "file", "folder", one of `WHOLE` or `WITNESS`, "member", "record", "part" …
    collector: str | None  # pseudonymous
    captured_at: datetime  # UTC
    clock: str  # which clock was read
    tool: Tool
    container: str | None = None  # id of the capture it was taken out of
    member: str | None = None  # where in it: a member's name, "@" and a byte offset of a record
    retrieval: Retrieval | None = None  # `None`: not known to come from a server
    embedded: Pairs | None = None  # metadata inside the bytes, as found; `None`: not looked for
    modified_at: datetime | None = None  # UTC; of the file, as its folder stated it
    handling: Handling | None = None  # `None`: nothing was stated
    settings: str | None = None  # sha256 of the limits it was captured with
    id: str = field(init=False)

    @property
    def to_be_read(self) -> bool:
        """Whether a reader is tried on it: not on containers, witnesses and parts of a page.

        A part of a page is what a server sent as no kind of report (style, script, image), or
        with a status other than success. All of these are preserved; none is a failure.
        """
        if self.method in WHOLE or self.method in WITNESS:
            return False
        if self.retrieval is None:
            return True
        if self.retrieval.status is not None and self.retrieval.status not in range(200, 300):
            return False
        stated = (self.media_type_declared or "").partition(";")[0].strip().casefold()
        return bool(self.size) and (not stated or stated in _REPORTS)


@dataclass(frozen=True, slots=True)
class Commitment:
    """What stands in the log instead of a value: SHA-256 over the salt, then the value (UTF-8)."""

    field: str
    digest: str
    salt: str | None  # 32 hex digits; `None`: the value is withheld


WITHHELD = "▇"  # stands where a value or words were withheld, a number may follow


@dataclass(frozen=True, slots=True)
class CustodyEvent:
    """One leaf of the custody log; its order comes from the log.

    With `commitments`, the log itself holds these instead of actor, object and detail; a value
    that is withheld is `None` here, a withheld actor `WITHHELD`.
    """

    at: datetime  # UTC
    clock: str
    actor: str
    action: str  # captured, read, failed, processed, sealed …
    object: str | None = None  # sha256 or record id it was done to
    detail: str | None = None
    commitments: tuple[Commitment, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A source or step that could not be processed; kept in the output, never dropped."""

    stage: str
    subject: str  # origin of the source
    error: str  # class name of the error
    message: str

    @property
    def only_unread(self) -> bool:
        """Whether nothing went wrong: the bytes are preserved, and no reader knows their kind."""
        return self.error == "MediaUnsupportedError"
