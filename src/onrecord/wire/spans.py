"""Which bytes of an object a range of a document's text stands in."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from onrecord.model.document import Document, Span

# Encoders that begin with a mark or keep state: the length of a part says nothing of its place.
_STATEFUL = frozenset({"utf-16", "utf-32", "utf-7", "utf-8-sig"})


def byte_ranges(
    document: Document, spans: Iterable[Span]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Half-open byte ranges of the object, by (start, end) of the span.

    Spans that have none (PDF, DOCX, e-mail, characters without origin) are left out. Time is
    linear in the text and in the number of spans.
    """
    wanted = sorted({(span.start, span.end) for span in spans})
    points = sorted({point for pair in wanted for point in pair})
    starts = _byte_at(document, points, after=True)
    ends = _byte_at(document, points, after=False)
    return {
        (start, end): (starts[start], ends[end])
        for start, end in wanted
        if start in starts and end in ends
    }


def _byte_at(document: Document, points: list[int], *, after: bool) -> dict[int, int]:
    """Byte offset of each point; `after`: of the character after it, else of the end before it."""
    found: dict[int, int] = {}
    rows = document.origins
    at, done, done_bytes = 0, 0, 0  # row, and how much of it is encoded already
    for point in points:
        while at < len(rows) and (rows[at].end <= point if after else rows[at].end < point):
            at, done, done_bytes = at + 1, 0, 0
        if at == len(rows):
            break
        row = rows[at]
        if not (row.start <= point < row.end if after else row.start < point <= row.end):
            continue
        if row.byte_start is None or row.byte_end is None:
            continue
        if not row.verbatim:
            found[point] = row.byte_start if after else row.byte_end
            continue
        part = document.text[row.start + done : point]
        length = _encoded_length(part, document.encoding)
        if length is not None:
            done, done_bytes = point - row.start, done_bytes + length
            found[point] = row.byte_start + done_bytes
    return found


def _encoded_length(text: str, encoding: str | None) -> int | None:
    if encoding is None:
        return None
    try:
        if codecs.lookup(encoding).name in _STATEFUL - {"utf-8-sig"}:
            return None
        name = "utf-8" if codecs.lookup(encoding).name == "utf-8-sig" else encoding
        return len(text.encode(name))
    except (LookupError, UnicodeError, ValueError):
        return None


def byte_ranges_of(
    documents: Iterable[Document], spans: Iterable[Span]
) -> dict[tuple[str, int, int], tuple[int, int]]:
    """As `byte_ranges`, over several documents; by (document id, start, end)."""
    by_document: dict[str, list[Span]] = {}
    for span in spans:
        by_document.setdefault(span.document, []).append(span)
    found = {}
    for document in documents:
        wanted = by_document.get(document.id)
        if wanted:
            for (start, end), place in byte_ranges(document, wanted).items():
                found[document.id, start, end] = place
    return found
