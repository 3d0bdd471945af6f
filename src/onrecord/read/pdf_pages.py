"""The text layer of a PDF, line by line, with page and box. Run in a confined process.

Characters of a page come in the order of its text layer; a line ends where the layer says so.
"""

from __future__ import annotations

import ctypes
import dataclasses
import re
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from onrecord.read.limits import MAX_PDF_CHARS, MAX_PDF_PAGES
from onrecord.read.pdf_layout import Box, PdfLine

HYPHENS = frozenset({0x2, 0xFFFE})  # what the library gives for a hyphen at a line end
WIDE_GAP = 1.5  # times the height of letters: the gap between two cells of a row
MAX_FONT_NAME = 128
_BOLD = re.compile(rb"bold|black|heavy", re.IGNORECASE)


def pages(body: bytes) -> dict[str, Any]:
    """The lines of all pages, or why there are none: what was expected, what found, what to do."""
    try:
        pdf = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            return _fault(
                "a file that opens without a password",
                "an encrypted PDF",
                "Ask the depositor for an unlocked copy and preserve it beside this one",
            )
        return _fault(
            "a whole PDF file",
            f"a damaged one ({error})",
            "Fetch or receive the item again; the damaged bytes stay preserved",
        )
    try:
        if len(pdf) > MAX_PDF_PAGES:
            return _fault(
                f"at most {MAX_PDF_PAGES} pages", str(len(pdf)), "Split the file by pages"
            )
        found: list[list[tuple[Any, ...]]] = []
        chars = 0
        for number in range(len(pdf)):
            lines, count = _page_lines(pdf, number)
            chars += count
            if chars > MAX_PDF_CHARS:
                return _fault(
                    f"at most {MAX_PDF_CHARS} characters", "more", "Split the file by pages"
                )
            found.append([dataclasses.astuple(line) for line in lines])
        return {"pages": found}
    finally:
        pdf.close()


def _fault(expected: str, found: str, advice: str) -> dict[str, Any]:
    return {"fault": [expected, found, advice]}


def _page_lines(pdf: pypdfium2.PdfDocument, number: int) -> tuple[list[PdfLine], int]:
    try:
        page = pdf[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return [], 0  # a page that cannot be loaded counts as a page without text
    count = min(text.count_chars(), MAX_PDF_CHARS + 1)
    lines: list[PdfLine] = []
    chars: list[str] = []
    start = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code not in {0x0A, 0x0D}:
            chars.append(_character(code))
        if code in {0x0A, 0x0D} or code in HYPHENS:
            _end_line(lines, text, start, chars, number + 1, broken=code in HYPHENS)
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
    lines: list[PdfLine],
    layer: pypdfium2.PdfTextPage,
    start: int,
    chars: list[str],
    page: int,
    *,
    broken: bool = False,
) -> None:
    text = _text_of(chars)
    if not text:
        return
    shown = [start + at for at, char in enumerate(chars) if not char.isspace()]
    boxes = [layer.get_charbox(index) for index in shown]
    loose = layer.get_charbox(shown[0], loose=True)
    height = loose[3] - loose[1]
    x, y = ctypes.c_double(), ctypes.c_double()
    known = pdfium.FPDFText_GetCharOrigin(layer, shown[0], ctypes.byref(x), ctypes.byref(y))
    line = PdfLine(
        text,
        page,
        _around(boxes),
        y.value if known else None,
        height,
        _is_bold(layer, shown[0]) and _is_bold(layer, shown[-1]),
        broken,
        _cells(chars, [index - start for index in shown], boxes, WIDE_GAP * height),
    )
    lines.append(line)


def _text_of(chars: list[str]) -> str:
    """Characters as text; those beyond the first plane may come as two halves."""
    raw = "".join(chars).encode("utf-16-le", "surrogatepass")
    return raw.decode("utf-16-le", "replace").strip()


def _around(boxes: list[Box]) -> Box:
    left, bottom, right, top = zip(*boxes, strict=True)
    return round(min(left), 2), round(min(bottom), 2), round(max(right), 2), round(max(top), 2)


def _cells(
    chars: list[str], shown: list[int], boxes: list[Box], wide: float
) -> tuple[tuple[str, Box], ...]:
    """The parts of a line with gaps of more than `wide` between; `()` if it has none."""
    cuts = [0]
    for at in range(1, len(shown)):
        a, b = boxes[at - 1], boxes[at]
        if wide > 0 and max(b[0] - a[2], a[0] - b[2]) > wide and shown[at] > shown[at - 1] + 1:
            cuts.append(at)
    if len(cuts) == 1:
        return ()
    cuts.append(len(shown))
    return tuple(
        (_text_of(chars[shown[low] : shown[high - 1] + 1]), _around(boxes[low:high]))
        for low, high in pairwise(cuts)
    )


def _is_bold(layer: pypdfium2.PdfTextPage, index: int) -> bool:
    name = ctypes.create_string_buffer(MAX_FONT_NAME)
    flags = ctypes.c_int()
    size = pdfium.FPDFText_GetFontInfo(layer, index, name, MAX_FONT_NAME, ctypes.byref(flags))
    return 0 < size <= MAX_FONT_NAME and _BOLD.search(name.value) is not None
