"""DOCX: paragraphs, headings, tables and footnotes, each with its part and paragraph number."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from onrecord.errors import SourceUnreadableError
from onrecord.model.document import Document, OriginRow
from onrecord.model.fixity import Capture
from onrecord.model.vocab import BlockKind
from onrecord.read.draft import document_of
from onrecord.read.limits import MAX_ZIP_MEMBERS, MAX_ZIP_PART_BYTES
from onrecord.read.outline import Line, Passage, draft_of

BODY = "word/document.xml"
STYLES = "word/styles.xml"
FOOTNOTES = ("word/footnotes.xml", "word/endnotes.xml")
MAX_RATIO = 300  # unpacked to packed size of a part; text packs to about 10

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING = re.compile(r"^heading\s?[1-9]$", re.IGNORECASE)


def read_docx(capture: Capture, body: bytes) -> Document:
    """The document of a DOCX file. Raises: SourceUnreadableError."""
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            passages = _read(capture, archive)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        zlib.error,
    ) as error:
        raise _unreadable(
            capture,
            "a whole DOCX file",
            f"a damaged or encrypted one ({error})",
            "Open it in a word processor, save a copy and preserve that beside this one",
        ) from error
    except (etree.XMLSyntaxError, RuntimeError) as error:
        raise _unreadable(
            capture,
            "well-formed XML inside, without a password",
            str(error),
            "Open it in a word processor, save a copy and preserve that beside this one",
        ) from error
    return document_of(
        draft_of(passages), object_=capture.sha256, reader="docx", where=capture.origin
    )


def _unreadable(capture: Capture, expected: str, found: str, advice: str) -> SourceUnreadableError:
    return SourceUnreadableError(
        "reading a DOCX file", capture.origin, expected=expected, found=found, advice=advice
    )


def _read(capture: Capture, archive: zipfile.ZipFile) -> list[Passage]:
    members = archive.infolist()
    if len(members) > MAX_ZIP_MEMBERS:
        raise _unreadable(
            capture, f"at most {MAX_ZIP_MEMBERS} members", f"{len(members)}", "Check the file"
        )
    names = {member.filename for member in members}
    if BODY not in names:
        raise _unreadable(
            capture, f"a part {BODY}", "none", "This may be another kind of office file or archive"
        )
    kinds = _styles(_part(capture, archive, STYLES)) if STYLES in names else {}
    passages = list(_passages(_part(capture, archive, BODY), BODY, kinds))
    for name in FOOTNOTES:
        if name in names:
            passages.extend(_passages(_part(capture, archive, name), name, {}))
    return _titled(passages, kinds)


def _part(capture: Capture, archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part, never more than it says and `MAX_ZIP_PART_BYTES`."""
    info = archive.getinfo(name)
    if (
        info.file_size > MAX_ZIP_PART_BYTES
        or info.file_size > MAX_RATIO * info.compress_size + 10**6
    ):
        raise _unreadable(
            capture,
            f"parts of at most {MAX_ZIP_PART_BYTES} bytes that unpack at most {MAX_RATIO}-fold",
            f"{name} with {info.file_size} bytes from {info.compress_size}",
            "The file may be made to exhaust memory; do not unpack it",
        )
    with archive.open(info) as part:
        found = part.read(MAX_ZIP_PART_BYTES + 1)
    if len(found) > info.file_size:
        raise _unreadable(capture, f"{info.file_size} bytes in {name}", "more", "Check the file")
    return found


def _events(xml: bytes) -> Iterator[tuple[str, etree._Element]]:
    return iter(
        etree.iterparse(
            BytesIO(xml),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
    )


def _styles(xml: bytes) -> dict[str, BlockKind]:
    """Style ids that mean a title, a heading, a caption or a list item."""
    kinds: dict[str, BlockKind] = {}
    for event, element in _events(xml):
        if event != "end" or element.tag != f"{_W}style":
            continue
        name_of = element.find(f"{_W}name")
        name = (name_of.get(f"{_W}val") or "") if name_of is not None else ""
        kind = _kind_of(name)
        if kind is None and element.find(f"{_W}pPr/{_W}outlineLvl") is not None:
            kind = BlockKind.HEADING
        if kind is not None:
            kinds[element.get(f"{_W}styleId") or name] = kind
        element.clear()
    return kinds


def _kind_of(style: str) -> BlockKind | None:
    lowered = style.lower()
    if lowered == "title":
        return BlockKind.TITLE
    if _HEADING.match(style) or lowered == "subtitle":
        return BlockKind.HEADING
    if lowered == "caption":
        return BlockKind.CAPTION
    return BlockKind.ITEM if lowered.startswith("list") else None


def _passages(xml: bytes, part: str, kinds: dict[str, BlockKind]) -> Iterator[Passage]:
    """One passage a paragraph; `paragraph` counts all paragraphs of the part, from 0."""
    count = cells = fallbacks = 0
    open_: list[tuple[int, list[str]]] = []  # paragraphs may stand in text boxes of others
    for event, element in _events(xml):
        tag = element.tag
        if event == "start":
            cells += tag == f"{_W}tc"
            fallbacks += tag == f"{_MC}Fallback"
            if tag == f"{_W}p":
                open_.append((count, []))
                count += 1
            continue
        cells -= tag == f"{_W}tc"
        fallbacks -= tag == f"{_MC}Fallback"
        if open_ and not fallbacks:
            open_[-1][1].append(_characters(element))
        if tag == f"{_W}p":
            number, strings = open_.pop()
            text = "".join(strings).strip()
            if text and not fallbacks:
                yield Passage(_block_kind(element, kinds, cells), (_line(text, part, number),))
            element.clear()
        elif tag in {f"{_W}tbl", f"{_W}tr"}:
            element.clear()


def _characters(element: etree._Element) -> str:
    tag = element.tag
    if tag == f"{_W}t":
        return element.text or ""
    if (
        tag == f"{_W}tab"
        and element.getparent() is not None
        and element.getparent().tag == f"{_W}r"
    ):
        return "\t"
    if tag in {f"{_W}br", f"{_W}cr"}:
        return "\n"
    return "-" if tag == f"{_W}noBreakHyphen" else ""


def _block_kind(paragraph: etree._Element, kinds: dict[str, BlockKind], cells: int) -> BlockKind:
    if cells:
        return BlockKind.CELL
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    if style is not None:
        name = style.get(f"{_W}val") or ""
        if (kind := kinds.get(name) or _kind_of(name)) is not None:
            return kind
    return (
        BlockKind.ITEM if paragraph.find(f"{_W}pPr/{_W}numPr") is not None else BlockKind.PARAGRAPH
    )


def _titled(passages: list[Passage], kinds: dict[str, BlockKind]) -> list[Passage]:
    """The first heading is the title, where no paragraph has the style of one."""
    del kinds
    if any(passage.kind is BlockKind.TITLE for passage in passages):
        return passages
    for at, passage in enumerate(passages[:5]):
        if passage.kind is BlockKind.HEADING:
            return [*passages[:at], Passage(BlockKind.TITLE, passage.lines), *passages[at + 1 :]]
    return passages


def _line(text: str, part: str, number: int) -> Line:
    def row(start: int, end: int) -> OriginRow:
        return OriginRow(start, end, part=part, paragraph=number)

    return Line(text, row)
