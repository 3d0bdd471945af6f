"""hOCR: words recognised in pictures, with page and box. They are derived, and said to be so.

Source: hOCR 1.2, The hOCR Embedded OCR Workflow and Output Format (Breuel, Baierer), sections 3, 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import mean

from lxml import etree

from onrecord.errors import SourceUnreadableError
from onrecord.model.document import Document, OriginRow
from onrecord.model.fixity import Capture
from onrecord.model.vocab import BlockKind
from onrecord.read.draft import document_of
from onrecord.read.limits import MAX_HTML_BYTES
from onrecord.read.outline import Line, Passage, draft_of

LOW_CONFIDENCE = 60  # of 100, as the recogniser states it
_POINTS_AN_INCH = 72
_USUAL_DPI = 300.0
_MAX_PIXELS = 1_000_000  # of one side
_BOX = re.compile(r"\bbbox ((?:\d{1,7} ?){4})(?![\d.])")
_DPI = re.compile(r"\bscan_res (\d{1,5})\b")
_SURE = re.compile(r"\bx_wconf (\d{1,3})\b")
_LINES = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})


def read_hocr(capture: Capture, body: bytes) -> Document:
    """The document of recognised words. Raises: SourceUnreadableError."""
    if len(body) > MAX_HTML_BYTES:
        raise _unreadable(capture, f"at most {MAX_HTML_BYTES} bytes", f"{len(body)} bytes")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        tree = etree.fromstring(body, parser)
    except etree.LxmlError as error:
        raise _unreadable(capture, "hOCR", str(error)[:200]) from error
    if tree is None:
        raise _unreadable(capture, "hOCR", "nothing")
    sure: list[int] = []
    passages = [
        passage
        for number, page in enumerate(_of_class(tree, frozenset({"ocr_page"})), start=1)
        for passage in _passages(page, number, sure)
    ]
    draft = draft_of(passages)
    draft.notes.append(_note(tree, sure))
    return document_of(draft, object_=capture.sha256, reader="hocr", where=capture.origin)


def _unreadable(capture: Capture, expected: str, found: str) -> SourceUnreadableError:
    return SourceUnreadableError(
        "reading recognised words", capture.origin, expected=expected, found=found,
        advice="Look at the picture they come from",
    )  # fmt: skip


def _note(tree: etree._Element, sure: list[int]) -> str:
    systems = tree.xpath("//meta[@name='ocr-system']/@content")
    by = str(systems[0])[:60] if systems else "a program that is not named"
    note = f"words recognised in a picture by {by}, not the source's own bytes: compare the picture"
    if sure:
        low = sum(each < LOW_CONFIDENCE for each in sure)
        note += f"; its mean confidence is {mean(sure):.0f} of 100, below {LOW_CONFIDENCE} for "
        note += f"{low} of {len(sure)} words"
    return note


def _of_class(tree: etree._Element, names: frozenset[str]) -> Iterator[etree._Element]:
    for element in tree.iter():
        if isinstance(element.tag, str) and names & set((element.get("class") or "").split()):
            yield element


def _passages(page: etree._Element, number: int, sure: list[int]) -> Iterator[Passage]:
    stated = page.get("title") or ""
    around = _box(stated)
    found = _DPI.search(stated)
    dpi = float(found[1]) if found and int(found[1]) else _USUAL_DPI
    foot = around[3] if around else 0
    for paragraph in _of_class(page, frozenset({"ocr_par"})):
        lines = tuple(
            line
            for each in _of_class(paragraph, _LINES)
            if (line := _line(each, number, foot, dpi, sure)) is not None
        )
        if lines:
            yield Passage(BlockKind.PARAGRAPH, lines)


def _line(
    element: etree._Element, page: int, foot: int, dpi: float, sure: list[int]
) -> Line | None:
    words = []
    for word in _of_class(element, frozenset({"ocrx_word"})):
        if text := " ".join("".join(word.itertext()).split()):
            words.append(text)
            if found := _SURE.search(word.get("title") or ""):
                sure.append(min(100, int(found[1])))
    if not words:
        return None
    pixels = _box(element.get("title") or "")
    scale = _POINTS_AN_INCH / dpi
    box = None
    if pixels is not None:
        left, top, right, bottom = pixels
        sides = (left, foot - bottom, right, foot - top)
        box = tuple(round(side * scale, 2) for side in sides)

    def row(start: int, end: int) -> OriginRow:
        return OriginRow(start, end, page=page, box=box)  # type: ignore[arg-type]  # four of them

    return Line(" ".join(words), row)


def _box(title: str) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom in pixels from the top left corner."""
    found = _BOX.search(title)
    if found is None:
        return None
    left, top, right, bottom = (min(int(side), _MAX_PIXELS) for side in found[1].split())
    return left, top, right, bottom
