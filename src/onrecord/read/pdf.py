"""PDF: the text layer, line by line, with page and box. Nothing is recognised from images.

1. Characters of a page in the order of its text layer; a line ends where the layer says so.
2. Lines that come again at the top or foot of pages, and page numbers: furniture.
3. Lines are joined to a paragraph until the gap or the size of the letters changes.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from onrecord.errors import SourceUnreadableError
from onrecord.lang.direction import direction_of
from onrecord.model.document import Document, OriginRow
from onrecord.model.fixity import Capture
from onrecord.model.vocab import BlockKind
from onrecord.read.dateline import dateline
from onrecord.read.draft import document_of
from onrecord.read.header import is_sentence
from onrecord.read.limits import MAX_PDF_BYTES, MAX_PDF_CHARS, MAX_PDF_PAGES
from onrecord.read.outline import Line, Passage, draft_of

HYPHENS = frozenset({0x2, 0xFFFE})  # what the library gives for a hyphen at a line end
EDGE_LINES = 2  # lines at the top and foot of a page that may be running heads
MAX_HEAD_CHARS = 120  # of a running head
MIN_REPEATS = 3  # pages a running head stands on
GAP_FACTOR = 1.35  # times the usual distance of lines: a new paragraph
SIZE_FACTOR = 1.15  # times the usual height of letters: a heading
MAX_HEADING_LINES = 3
MAX_HEADING_CHARS = 300
MIN_PITCHES = 4
DATELINE_LINES = 12  # how far down the first page a line of its own may be the dateline

_PAGE_NUMBER = re.compile(
    r"^\W*(?:page|p\.|صفحة)?\s?\d{1,5}(?:\s?(?:of|/|من)\s?\d{1,5})?\W*$", re.IGNORECASE
)
_NUMBERS = re.compile(r"\d+")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _PdfLine:
    text: str
    page: int  # from 1
    box: Box | None  # left, bottom, right, top
    base: float | None  # base line of the first letter, points from the foot
    height: float  # of the font as set, points


def read_pdf(capture: Capture, body: bytes) -> Document:
    """The document of a PDF's text layer. Raises: SourceUnreadableError."""
    if len(body) > MAX_PDF_BYTES:
        raise _unreadable(
            capture,
            f"at most {MAX_PDF_BYTES} bytes",
            f"{len(body)} bytes",
            "Split the file by pages",
        )
    pages = _pages(capture, body)
    if not any(line.text.strip() for page in pages for line in page):
        raise _unreadable(
            capture,
            "a text layer",
            f"{len(pages)} pages without text, as in a scan",
            "Run optical character recognition (OCR) on a copy and preserve the result beside it",
        )
    draft = draft_of(_passages(pages))
    if direction_of(draft.text) == "rtl":
        draft.notes.append(
            "right-to-left text in a PDF: the order of letters is as the text layer gives it"
        )
    return document_of(draft, object_=capture.sha256, reader="pdf", where=capture.origin)


def _unreadable(capture: Capture, expected: str, found: str, advice: str) -> SourceUnreadableError:
    return SourceUnreadableError(
        "reading a PDF", capture.origin, expected=expected, found=found, advice=advice
    )


def _pages(capture: Capture, body: bytes) -> list[list[_PdfLine]]:
    try:
        pdf = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise _unreadable(
                capture,
                "a file that opens without a password",
                "an encrypted PDF",
                "Ask the depositor for an unlocked copy and preserve it beside this one",
            ) from error
        raise _unreadable(
            capture,
            "a whole PDF file",
            f"a damaged one ({error})",
            "Fetch or receive the item again; the damaged bytes stay preserved",
        ) from error
    try:
        if len(pdf) > MAX_PDF_PAGES:
            raise _unreadable(
                capture, f"at most {MAX_PDF_PAGES} pages", f"{len(pdf)}", "Split the file by pages"
            )
        pages: list[list[_PdfLine]] = []
        chars = 0
        for number in range(len(pdf)):
            lines, count = _page_lines(pdf, number)
            chars += count
            if chars > MAX_PDF_CHARS:
                raise _unreadable(
                    capture,
                    f"at most {MAX_PDF_CHARS} characters",
                    "more",
                    "Split the file by pages",
                )
            pages.append(lines)
        return pages
    finally:
        pdf.close()


def _page_lines(pdf: pypdfium2.PdfDocument, number: int) -> tuple[list[_PdfLine], int]:
    try:
        page = pdf[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return [], 0  # a page that cannot be loaded counts as a page without text
    count = min(text.count_chars(), MAX_PDF_CHARS + 1)
    lines: list[_PdfLine] = []
    chars: list[str] = []
    start = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code not in {0x0A, 0x0D}:
            chars.append(_character(code))
        if code in {0x0A, 0x0D} or code in HYPHENS:
            _end_line(lines, text, start, chars, number + 1)
            chars, start = [], index + 1
    _end_line(lines, text, start, chars, number + 1)
    text.close()
    page.close()
    return lines, count


def _character(code: int) -> str:
    if code in HYPHENS:
        return "-"
    if code == 0 or code > 0x10FFFF:  # noqa: PLR2004 - the last code point
        return "\ufffd"
    return chr(code)


def _end_line(
    lines: list[_PdfLine], layer: pypdfium2.PdfTextPage, start: int, chars: list[str], page: int
) -> None:
    # Characters beyond the first plane may come as two halves.
    raw = "".join(chars).encode("utf-16-le", "surrogatepass")
    text = raw.decode("utf-16-le", "replace").strip()
    if not text:
        return
    shown = [start + at for at, char in enumerate(chars) if not char.isspace()]
    left, bottom, right, top = zip(*(layer.get_charbox(index) for index in shown), strict=True)
    loose = layer.get_charbox(shown[0], loose=True)
    x, y = ctypes.c_double(), ctypes.c_double()
    known = pdfium.FPDFText_GetCharOrigin(layer, shown[0], ctypes.byref(x), ctypes.byref(y))
    box = (round(min(left), 2), round(min(bottom), 2), round(max(right), 2), round(max(top), 2))
    lines.append(_PdfLine(text, page, box, y.value if known else None, loose[3] - loose[1]))


def _passages(pages: list[list[_PdfLine]]) -> list[Passage]:
    heads = _running_heads(pages)
    usual = _usual([line.height for page in pages for line in page])
    pitch = _pitch(pages)
    passages: list[Passage] = []
    for page in pages:
        group: list[_PdfLine] = []
        for at, line in enumerate(page):
            edge = at < EDGE_LINES or at >= len(page) - EDGE_LINES
            if edge and (_PAGE_NUMBER.match(line.text) or _NUMBERS.sub("#", line.text) in heads):
                _close(passages, group, usual)
                passages.append(Passage(BlockKind.FURNITURE, (_line(line),)))
                continue
            dated = line.page == 1 and at < DATELINE_LINES and dateline(line.text) is not None
            if group and (dated or _parts(group[-1], line, pitch)):
                _close(passages, group, usual)
            group.append(line)
            if dated:
                _close(passages, group, usual)
        _close(passages, group, usual)
    return passages


def _running_heads(pages: list[list[_PdfLine]]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for page in pages:
        edges = {_NUMBERS.sub("#", line.text) for line in (*page[:EDGE_LINES], *page[-EDGE_LINES:])}
        counts.update(edges)
    least = max(MIN_REPEATS, len(pages) // 3)
    return frozenset(
        text for text, count in counts.items() if count >= least and len(text) <= MAX_HEAD_CHARS
    )


def _usual(numbers: list[float]) -> float:
    return median(numbers) if numbers else 0.0


def _pitch(pages: list[list[_PdfLine]]) -> float:
    """The distance of base lines inside paragraphs: the lower quartile, as gaps are larger."""
    gaps = sorted(gap for page in pages for a, b in pairwise(page) if (gap := _gap(a, b)) > 0)
    return gaps[len(gaps) // 4] if len(gaps) >= MIN_PITCHES else 0.0


def _gap(above: _PdfLine, below: _PdfLine) -> float:
    """The distance of two base lines in points; `0.0` where it is not known."""
    if above.base is None or below.base is None:
        return 0.0
    return above.base - below.base


def _parts(above: _PdfLine, below: _PdfLine, pitch: float) -> bool:
    """Whether a new block begins between two lines."""
    a, b = above.height, below.height
    if a and b and not 1 / SIZE_FACTOR / SIZE_FACTOR < b / a < SIZE_FACTOR * SIZE_FACTOR:
        return True
    gap = _gap(above, below)
    usual = pitch or 1.6 * max(a, b)  # of one line no pitch is known: letters and a common leading
    return gap < 0 or (usual > 0 and gap > GAP_FACTOR * usual)


def _close(passages: list[Passage], group: list[_PdfLine], usual: float) -> None:
    if not group:
        return
    size = median(line.height for line in group)
    chars = sum(len(line.text) for line in group)
    large = usual > 0 and size > SIZE_FACTOR * usual
    short = len(group) <= MAX_HEADING_LINES and chars <= MAX_HEADING_CHARS
    heading = large and short and not is_sentence(group[-1].text)
    kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
    passages.append(Passage(kind, tuple(_line(line) for line in group)))
    group.clear()


def _line(line: _PdfLine) -> Line:
    def row(start: int, end: int) -> OriginRow:
        return OriginRow(start, end, page=line.page, box=line.box)

    return Line(line.text, row)
