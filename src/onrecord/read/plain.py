"""Plain text: kept verbatim, split into paragraphs, its header lines marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from onrecord.errors import SourceUnreadableError
from onrecord.lang.fold import fold
from onrecord.model.document import Block, Document, OriginRow
from onrecord.model.fixity import Capture
from onrecord.model.vocab import BlockKind
from onrecord.read.decoding import Decoded, canonical_encoding, decode, served_charset
from onrecord.read.draft import Draft, Facts, document_of
from onrecord.read.header import HEAD_BLOCKS, is_sentence, mark, trim
from onrecord.read.letters import is_quoted, without_formulas
from onrecord.read.limits import MAX_TEXT_BYTES

ROW_CHARS = 4_000  # a longer block has several rows, so that a quote is checked by few bytes
MIN_WRAPPED_LINES = 3
MIN_WRAP_CHARS = 45  # hard-wrapped lines have at least this and at most `MAX_WRAP_CHARS`
MAX_WRAP_CHARS = 100
MAX_WRAP_SPREAD = 25  # how ragged the right edge of wrapped lines is

_GAP = re.compile(r"(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*(?:\r\n?|\n)\s*")
_LINE = re.compile(r"[^\r\n]+")
_ITEM = re.compile(r"^\s{0,12}(?:[-*•◦▪‣–]|\(?\d{1,3}[.)])\s")


def read_plain(capture: Capture, body: bytes) -> Document:
    """The document of a text file. Raises: SourceUnreadableError."""
    if len(body) > MAX_TEXT_BYTES:
        raise SourceUnreadableError(
            "reading text",
            capture.origin,
            expected=f"at most {MAX_TEXT_BYTES} bytes",
            found=f"{len(body)} bytes",
            advice="Split the source into smaller files and preserve each",
        )
    decoded = decode(body, capture.origin, served_charset(capture.media_type_declared))
    draft = _draft(decoded.text, None)
    draft.encoding = decoded.encoding
    draft.origins = rows_of(decoded)
    draft.notes.extend(decoded.notes)
    return document_of(draft, object_=capture.sha256, reader="plain", where=capture.origin)


def document_from_text(
    text: str,
    *,
    object_: str,
    encoding: str | None = "utf-8",
    title: str | None = None,
    where: str = "text",
) -> Document:
    """The document of a text that is at hand as a string; `Document.text == text`.

    `object_` is the sha256 of the bytes, `text` encoded with `encoding`; without an encoding (or
    with one that does not fit) there are no origin rows. `title`, if it is one of the first
    blocks, is taken for the title. Raises: SourceUnreadableError for a text without words.
    """
    draft = _draft(text, title)
    known = canonical_encoding(encoding)
    try:
        text.encode(known or "ascii", "strict")
    except UnicodeEncodeError:
        known = None
    if known is not None:
        draft.encoding = known
        draft.origins = rows_of(Decoded(text, known, 0, (), ()))
    elif encoding is not None:
        draft.notes.append(f"the text does not fit {encoding}; no way back to bytes is given")
    return document_of(draft, object_=object_, reader="plain", where=where)


def paragraphs(text: str) -> Iterator[Block]:
    """The blocks of a text, in order: parted by blank lines, else by lines that are not wrapped."""
    at = 0
    for gap in _GAP.finditer(text):
        yield from _chunk(text, at, gap.start())
        at = gap.end()
    yield from _chunk(text, at, len(text))


def rows_of(decoded: Decoded) -> list[OriginRow]:
    """Rows that tile the text, cut at line ends or at most `ROW_CHARS` apart."""
    cuts = _cuts(decoded.text, [fault[0] for fault in decoded.faults])
    places = decoded.offsets(cuts)
    ends = [*places[1:], 0]
    faults = {fault[0]: fault for fault in decoded.faults}
    rows = []
    for start, end, low, high in zip(cuts, cuts[1:], places, ends, strict=False):
        fault = faults.get(start)
        if fault is not None:
            rows.append(OriginRow(start, end, fault[1], fault[2], verbatim=False))
        else:
            rows.append(OriginRow(start, end, low, high, verbatim=True))
    return rows


def _cuts(text: str, faults: list[int]) -> list[int]:
    """Ascending offsets from 0 to the end; each fault stands between two of its own."""
    cuts = [0]
    for stop in sorted({len(text), *faults, *(fault + 1 for fault in faults)}):
        while cuts[-1] < stop:
            low = cuts[-1]
            if stop - low <= ROW_CHARS:
                cuts.append(stop)
                break
            line_end = text.rfind("\n", low, low + ROW_CHARS) + 1
            cuts.append(line_end if line_end > low else low + ROW_CHARS)
    return cuts


def _draft(text: str, title: str | None) -> Draft:
    blocks = without_formulas(text, list(paragraphs(text)))
    facts = Facts()
    if title is not None and (wanted := fold(title)):
        for at, block in enumerate(blocks[:HEAD_BLOCKS]):
            if fold(text[block.start : block.end]) == wanted:
                blocks[at] = Block(BlockKind.TITLE, block.start, block.end)
                facts.title = (block.start, block.end)
                break
    return Draft(text, mark(text, blocks, facts), [], facts=facts)


def _chunk(text: str, start: int, end: int) -> Iterator[Block]:
    if trim(text, start, end) is None:
        return
    lines = [
        place
        for match in _LINE.finditer(text, start, end)
        if (place := trim(text, *match.span())) is not None
    ]
    for quoted, run in groupby(lines, lambda place: is_quoted(text[place[0] : place[0] + 8])):
        places = list(run)
        if quoted or _is_wrapped(text, places):
            yield _block(text, places[0][0], places[-1][1])
        else:
            for place in places:
                yield _block(text, *place)


def _block(text: str, start: int, end: int) -> Block:
    kind = (
        BlockKind.ITEM if _ITEM.match(text[start : min(end, start + 20)]) else BlockKind.PARAGRAPH
    )
    return Block(kind, start, end)


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines are one paragraph broken at a right edge."""
    if len(lines) < MIN_WRAPPED_LINES:
        return len(lines) == MIN_WRAPPED_LINES - 1 and _runs_on(text, *lines)
    lengths = [end - start for start, end in lines[:-1]]
    if not MIN_WRAP_CHARS <= max(lengths) <= MAX_WRAP_CHARS:
        return False
    if max(lengths) - min(lengths) > MAX_WRAP_SPREAD:
        return False
    if any(_ITEM.match(text[start : start + 20]) for start, _ in lines[1:]):
        return False
    ended = sum(is_sentence(text[start:end]) for start, end in lines[:-1])
    return ended * 2 <= len(lines) - 1


def _runs_on(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether the second of two lines goes on with the sentence of the first."""
    return (
        MIN_WRAP_CHARS <= first[1] - first[0] <= MAX_WRAP_CHARS
        and not is_sentence(text[first[0] : first[1]])
        and text[second[0]].islower()
    )
