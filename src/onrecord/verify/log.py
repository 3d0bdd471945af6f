"""Check "log": the custody log gives the checkpoint, and tells of every capture and document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord.model.fixity import Capture, CustodyEvent
from onrecord.verify.members import UNREADABLE, Members, read_whole
from onrecord.verify.records import DAMAGED, path_of
from onrecord.verify.results import Results, shown
from onrecord.wire import layout
from onrecord.wire.contents import REDACTED
from onrecord.wire.custody import (
    Checkpoint,
    captured_in,
    origin_of,
    read_checkpoint,
    read_leaf,
    record_digest,
)
from onrecord.wire.merkle import leaf_hash, root
from onrecord.wire.notes import read_note

CHECK = "log"
MAX_EVENT_BYTES = 1 << 16


def read_log(
    members: Members, sound: frozenset[str], results: Results
) -> tuple[CustodyEvent, ...] | None:
    """The events, if the log is in order and gives the checkpoint; else `None`."""
    needed = {layout.LOG, layout.CHECKPOINT} | ({layout.DETAILS} & members.sizes.keys())
    for path in sorted(needed):
        if path not in sound:
            results.not_checkable(CHECK, path, "its bytes are not those sealed")
            return None
    stated = _checkpoint(members, results)
    before = results.count_failed()
    events, leaves = _events(members, results)
    if stated is None or results.count_failed() > before:
        return None
    found = Checkpoint(origin_of(leaves), len(leaves), root(leaves))
    if found != stated:
        results.failed(
            CHECK,
            layout.LOG,
            f"has {found.size} events, origin {found.origin} and root {found.root.hex()}; the "
            f"checkpoint says {stated.size}, {shown(stated.origin)} and {stated.root.hex()}",
        )
        return None
    results.held(CHECK, layout.LOG, f"{found.size} events give the root of the checkpoint")
    return tuple(events)


def _checkpoint(members: Members, results: Results) -> Checkpoint | None:
    try:
        note = read_note(read_whole(members, layout.CHECKPOINT, MAX_EVENT_BYTES))
        if note.signatures and layout.VKEY not in members.sizes:
            results.failed(CHECK, layout.VKEY, "is missing, and the checkpoint is signed")
        return read_checkpoint(note.text)
    except (*UNREADABLE, *DAMAGED) as error:
        results.failed(CHECK, layout.CHECKPOINT, f"is no checkpoint ({shown(error)})")
        return None


def _events(members: Members, results: Results) -> tuple[list[CustodyEvent], list[bytes]]:
    events: list[CustodyEvent] = []
    leaves: list[bytes] = []
    try:
        opened = _lines(members, layout.DETAILS) if layout.DETAILS in members.sizes else None
        for body in _lines(members, layout.LOG):
            event = read_leaf(body, None)
            if opened is not None:
                event = _opened(event, body, opened, len(leaves) + 1, results)
            events.append(event)
            leaves.append(leaf_hash(body))
        if opened is not None and next(opened, None) is not None:
            results.failed(CHECK, layout.DETAILS, "has more lines than the log")
    except (*UNREADABLE, *DAMAGED) as error:
        results.failed(CHECK, layout.LOG, f"line {len(leaves) + 1}: {shown(error)}")
    return events, leaves


def _opened(
    event: CustodyEvent, body: bytes, opened: Iterator[bytes], number: int, results: Results
) -> CustodyEvent:
    """The event with what its line of details tells; as it was, if that does not fit."""
    try:
        return read_leaf(body, next(opened, b""))
    except DAMAGED as error:
        results.failed(CHECK, layout.DETAILS, f"line {number}: {shown(error)}")
        return event


def _lines(members: Members, path: str) -> Iterator[bytes]:
    """The lines of a member. Raises: ValueError for one that is too long or not ended."""
    with members.open(path) as stream:
        while line := stream.readline(MAX_EVENT_BYTES):
            if not line.endswith(b"\n"):
                message = "is too long or not ended"
                raise ValueError(message)
            yield line[:-1]


def check_log_tells(
    events: tuple[CustodyEvent, ...],
    captures: Iterable[Capture],
    documents: Mapping[str, str],
    results: Results,
) -> None:
    """Each capture has its `captured` event, each document that was logged is the one logged.

    `documents`: document id -> sha256 of its object.
    """
    captured: dict[tuple[str | None, str | None], set[str | None]] = {}
    for event in events:
        if event.action == "captured":
            name, digest = captured_in(event)
            captured.setdefault((event.object, name), set()).add(digest)
    bare = {name for name, _ in captured}
    before = results.count_failed(CHECK)
    for capture in captures:
        if capture.method == REDACTED:  # what it is of is bound to the log by the contents
            continue
        told = captured.get((capture.sha256, capture.id), captured.get((capture.sha256, None)))
        if told and not told & {None, record_digest(capture)}:
            results.failed(
                CHECK,
                path_of("capture"),
                f"{capture.id} ({shown(capture.origin)}) is not the record that the log tells of",
            )
        elif not told:
            what = "under another id" if capture.sha256 in bare else "nowhere"
            results.failed(
                CHECK,
                path_of("capture") if capture.sha256 in bare else layout.LOG,
                f"{capture.id} ({shown(capture.origin)}) is captured {what} in the log",
            )
    read: dict[str | None, set[str | None]] = {}
    for event in events:
        if event.action == "read":
            read.setdefault(event.object, set()).add(event.detail)
    for document, sha256 in documents.items():
        if sha256 in read and document not in read[sha256]:
            results.failed(
                CHECK, path_of("document"), f"{document} is not what the log says was read"
            )
    if results.count_failed(CHECK) == before:
        results.held(CHECK, layout.LOG, "tells of every capture")
