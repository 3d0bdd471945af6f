"""Records as JSON-LD: an inline context, then one wire record a line. Nothing to look up online.

The frame is fixed, so that a reader may stream it: a first line with the context, one canonical
record a line (`wire.canonical`), a last line `]}`. The keys `id` and `schema` are aliases of
`@id` and `@type`; so each entry of `@graph` is a wire record and linked data at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from onrecord.model.ids import canonical_json
from onrecord.wire.canonical import encode

BASE = "onrecord:/"  # ids resolve against it; a name, not an address
MAX_LINE_BYTES = 2 << 30  # the text of one source and its origin rows
_REFERENCES = (
    "claim", "claims_against", "claims_for", "contradicting", "crime", "disputing", "document",
    "element", "incidents", "left", "members", "nearest", "perpetrators", "places", "right",
    "silent", "silent_documents", "supporting",
)  # fmt: skip
_LISTS = ("authors", "blocks", "content", "elements", "notes", "origins", "path", "spans")
_VALUES = ("box", "features")
_ADDED_2 = {
    "references": ("container",),
    "lists": ("clocks", "dns", "hops", "tls_chain"),
    "values": ("embedded", "request_headers", "response_headers"),
}
_ADDED_3 = {
    "references": ("judgement", "subjects"),
    "lists": ("about",),
    "values": ("by_party", "by_target"),
}
VERSION = 3
_LAST = b"]}\n"


def context(version: int = VERSION) -> dict[str, object]:
    """The `@context` of every file of records, as that version writes it."""
    later = (_ADDED_2, _ADDED_3)[: version - 1]
    added = {kind: [name for each in later for name in each[kind]] for kind in _ADDED_2}
    terms: dict[str, object] = {
        "@version": 1.1,
        "@base": BASE,
        "@vocab": BASE + "terms#",
        "id": "@id",
        "schema": "@type",
    }
    terms.update({name: {"@type": "@id"} for name in (*_REFERENCES, *added["references"])})
    terms.update({name: {"@container": "@list"} for name in (*_LISTS, *added["lists"])})
    terms.update({name: {"@type": "@json"} for name in (*_VALUES, *added["values"])})
    return terms


def first_line(version: int = VERSION) -> bytes:
    """The line before the records."""
    return b'{"@context":' + canonical_json(context(version)) + b',"@graph":[\n'


def jsonld(records: Iterable[object]) -> Iterator[bytes]:
    """A file of records, in chunks."""
    yield first_line()
    held: bytes | None = None
    for record in records:
        if held is not None:
            yield held + b",\n"
        held = encode(record)
    if held is not None:
        yield held + b"\n"
    yield _LAST


def record_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The records of a file as canonical JSON, in order, one at a time.

    Raises: ValueError where the file does not have the fixed frame.
    """
    known = [first_line(version) for version in range(1, VERSION + 1)]
    if stream.readline(max(map(len, known))) not in known:
        message = "line 1 is not a context this version knows"
        raise ValueError(message)
    number, more = 1, False
    while True:
        line = stream.readline(MAX_LINE_BYTES)
        number += 1
        if not more and line == _LAST:
            break
        if more and line == _LAST:
            message = f"line {number}: a record was announced and none follows"
            raise ValueError(message)
        if number > 2 and not more:  # noqa: PLR2004 - the first record follows line 1
            message = f"line {number}: a comma or the end of the list was expected"
            raise ValueError(message)
        more = line.endswith(b",\n")
        body = line[: -2 if more else -1]
        if not line.endswith(b"\n") or not body.startswith(b"{"):
            message = f"line {number}: a record was expected"
            raise ValueError(message)
        yield body
    if stream.read(1):
        message = f"line {number + 1}: nothing may follow the end of the list"
        raise ValueError(message)
