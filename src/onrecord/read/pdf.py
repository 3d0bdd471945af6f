"""PDF: the text layer, line by line, with page and box. Nothing is recognised from images.

The library that opens the file works in a confined process (`pdf_pages`): a hostile file ends that
process and nothing else. `pdf_layout` puts the lines together.
"""

from __future__ import annotations

from typing import Any

from onrecord.errors import SourceUnreadableError
from onrecord.guard.confine import ConfinedError, confined
from onrecord.lang.direction import direction_of
from onrecord.model.document import Document
from onrecord.model.fixity import Capture
from onrecord.read.draft import document_of
from onrecord.read.limits import MAX_PDF_BYTES, MAX_PDF_S
from onrecord.read.outline import draft_of
from onrecord.read.pdf_layout import PdfLine, passages


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
            "Have its words recognised (OCR): onrecord ocr CASE, or build --ocr; needs Tesseract",
        )
    draft = draft_of(passages(pages))
    if direction_of(draft.text) == "rtl":
        draft.notes.append(
            "right-to-left text in a PDF: the order of letters is as the text layer gives it"
        )
    return document_of(draft, object_=capture.sha256, reader="pdf", where=capture.origin)


def _unreadable(capture: Capture, expected: str, found: str, advice: str) -> SourceUnreadableError:
    return SourceUnreadableError(
        "reading a PDF", capture.origin, expected=expected, found=found, advice=advice
    )


def _pages(capture: Capture, body: bytes) -> list[list[PdfLine]]:
    try:
        found = confined("onrecord.read.pdf_pages:pages", body, seconds=MAX_PDF_S)
        if "fault" in found:
            raise _unreadable(capture, *found["fault"])
        return [[_line(*row) for row in rows] for rows in found["pages"]]
    except (ConfinedError, LookupError, TypeError, ValueError) as error:
        raise _unreadable(
            capture,
            f"a PDF that can be read in {MAX_PDF_S:.0f} seconds",
            f"one that cannot: {error}",
            "The bytes are kept; look at them on a machine you can spare, and add a copy as text",
        ) from error


def _line(text: str, page: int, box: Any, base: Any, height: float, *rest: Any) -> PdfLine:  # noqa: ANN401
    bold, broken, cells = rest
    made = tuple((str(words), tuple(around)) for words, around in cells)
    return PdfLine(text, page, tuple(box), base, height, bold, broken, made)
