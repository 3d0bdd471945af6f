"""Parsing of embedded metadata. Run in a confined process; each function gives names and values.

Sources: ISO 16684-1 (XMP); IPTC Information Interchange Model 4.2, chapter 6; ISO/IEC 14496-12,
8.2.2 (`mvhd`); QuickTime File Format, user data and metadata atoms.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

Pair = tuple[str, str]

MAX_PACKET_BYTES = 1 << 20
MAX_DEPTH = 4
_BINARY = ("MakerNote", "JPEGThumbnail", "TIFFThumbnail", "ApplicationNotes")  # no text
_MALFORMED = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError,
              NotImplementedError, RecursionError, EOFError, OSError, struct.error)  # fmt: skip
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_MARKS = {
    b"/JavaScript": "a script",
    b"/JS": "a script",
    b"/Launch": "an order to start a program",
    b"/OpenAction": "an act on opening",
    b"/EmbeddedFile": "a file inside",
    b"/RichMedia": "film or sound",
    b"/XFA": "a form with rules of its own",
    b"/AcroForm": "a form",
    b"/Encrypt": "encryption",
}
_IPTC = {
    5: "Object Name", 25: "Keywords", 40: "Special Instructions", 55: "Date Created",
    60: "Time Created", 62: "Digital Creation Date", 63: "Digital Creation Time", 80: "By-line",
    85: "By-line Title", 90: "City", 92: "Sub-location", 95: "Province/State", 101: "Country",
    105: "Headline", 110: "Credit", 115: "Source", 116: "Copyright Notice", 120: "Caption",
    122: "Writer/Editor",
}  # fmt: skip
_SINCE_1904 = datetime(1904, 1, 1, tzinfo=UTC)


def picture(body: bytes) -> list[Pair]:
    """EXIF, XMP and IPTC of a picture."""
    return [*_exif(body), *_xmp(body), *_iptc(body)]


def pdf(body: bytes) -> list[Pair]:
    """Document information, XMP, and what a PDF holds that is more than text."""
    return [*_information(body), *_xmp(body), *_holds(body)]


def _exif(body: bytes) -> Iterator[Pair]:
    import exifread  # noqa: PLC0415 - each kind loads what it needs
    from exifread.core.exceptions import ExifNotFound, InvalidExif  # noqa: PLC0415

    try:
        tags = exifread.process_file(
            io.BytesIO(body), details=False, truncate_tags=False, extract_thumbnail=False
        )
    except (*_MALFORMED, ExifNotFound, InvalidExif) as error:
        yield "unreadable", f"EXIF data that cannot be read ({type(error).__name__})"
        return
    for name in sorted(tags):
        if not name.endswith(_BINARY):
            yield name, str(tags[name])


def _xmp(body: bytes) -> Iterator[Pair]:
    from lxml import etree  # noqa: PLC0415 - each kind loads what it needs

    start = body.find(b"<x:xmpmeta")
    end = body.find(b"</x:xmpmeta>", start)
    if start < 0 or end < 0:
        return
    packet = body[start : end + len(b"</x:xmpmeta>")]
    if len(packet) > MAX_PACKET_BYTES:
        yield "unreadable", f"XMP of {len(packet)} bytes"
        return
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        tree = etree.fromstring(packet, parser)
    except etree.XMLSyntaxError as error:
        yield "unreadable", f"XMP that cannot be read ({error})"
        return
    for described in tree.iter(f"{_RDF}Description"):
        yield from _properties(described, "XMP", 0)


def _properties(described: Any, before: str, depth: int) -> Iterator[Pair]:  # noqa: ANN401 - lxml
    if depth > MAX_DEPTH:
        return
    for name, value in described.attrib.items():
        if not name.startswith((_RDF, _XML)):
            yield f"{before} {_short(name, described)}", value
    for element in described:
        if not isinstance(element.tag, str) or element.tag.startswith(_RDF):
            continue
        name = f"{before} {_short(element.tag, element)}"
        values = [" ".join(item.itertext()).strip() for item in element.iter(f"{_RDF}li")]
        text = "; ".join(value for value in values if value) or (element.text or "").strip()
        if text:
            yield name, text
        if not values:
            yield from _properties(element, name, depth + 1)


def _short(name: str, element: Any) -> str:  # noqa: ANN401 - lxml
    """A name with the prefix that the file gives to its vocabulary."""
    address, _, local = name.removeprefix("{").rpartition("}")
    prefix = next((p for p, uri in element.nsmap.items() if uri == address and p), None)
    return f"{prefix}:{local}" if prefix else local


def _iptc(body: bytes) -> Iterator[Pair]:
    at = body.find(b"8BIM\x04\x04")
    if at < 0:
        return
    named = body[at + 6] if at + 6 < len(body) else 0
    start = at + 6 + named + 1 + (named + 1) % 2
    block = body[start + 4 : start + 4 + int.from_bytes(body[start : start + 4], "big")]
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:  # noqa: PLR2004 - the mark of a data set
        record, number = block[at + 1], block[at + 2]
        size = int.from_bytes(block[at + 3 : at + 5], "big")
        value = block[at + 5 : at + 5 + size]
        at += 5 + size
        if record == 2 and number in _IPTC:  # noqa: PLR2004 - the application record
            yield f"IPTC {_IPTC[number]}", value.decode("utf-8", "backslashreplace")


def _information(body: bytes) -> Iterator[Pair]:
    import pypdfium2  # noqa: PLC0415 - each kind loads what it needs

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        yield "unreadable", f"a PDF that cannot be opened ({error})"
        return
    for name, value in document.get_metadata_dict(skip_empty=True).items():
        yield f"PDF {name}", value
    version = document.get_version()
    yield "PDF pages", str(len(document))
    if version:
        yield "PDF version", f"{version / 10:.1f}"
    if files := document.count_attachments():
        yield "PDF attachments", str(files)


def _holds(body: bytes) -> Iterator[Pair]:
    """Marks of what does more than show text, where they stand in the open."""
    found = {what for mark, what in _MARKS.items() if mark in body}
    if found:
        yield "PDF shows marks of", "; ".join(sorted(found))


def sound(body: bytes) -> list[Pair]:
    """The tags of a sound file."""
    import tinytag  # noqa: PLC0415 - each kind loads what it needs

    try:
        tags = tinytag.TinyTag.get(file_obj=io.BytesIO(body), image=False)
    except (*_MALFORMED, tinytag.TinyTagException) as error:
        return [("unreadable", f"tags that cannot be read ({type(error).__name__})")]
    told = tags.as_dict()
    told.pop("filename", None)
    told.pop("filesize", None)  # of the part that was looked at
    told.pop("duration", None)  # the same
    return [(f"tag {name}", _joined(value)) for name, value in sorted(told.items())]


def _joined(value: object) -> str:
    return "; ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def film(moov: bytes) -> list[Pair]:
    """Times, places and makers in the box that describes a film."""
    return list(_boxes(moov, 0))


def _boxes(body: bytes, depth: int) -> Iterator[Pair]:
    keys: list[str] = []
    for name, content in _walk(body):
        if name == b"mvhd":
            yield from _header(content)
        elif name in {b"udta", b"trak", b"mdia"} and depth < MAX_DEPTH:
            yield from _boxes(content, depth + 1)
        elif name == b"meta" and depth < MAX_DEPTH:
            # Apple leaves out the four bytes that the standard asks for.
            yield from _boxes(content if content[4:8] == b"hdlr" else content[4:], depth + 1)
        elif name == b"keys":
            keys = [key.decode("utf-8", "backslashreplace") for _, key in _walk(content[8:])]
        elif name == b"ilst":
            for number, item in _walk(content):
                place = int.from_bytes(number, "big") - 1
                told = keys[place] if 0 <= place < len(keys) else number.decode("latin-1")
                for inside, value in _walk(item):
                    if inside == b"data":
                        yield f"film {told}", value[8:].decode("utf-8", "backslashreplace")
        elif name.startswith(b"\xa9") and len(content) > 4:  # noqa: PLR2004 - size and language
            size = int.from_bytes(content[:2], "big")
            text = content[4 : 4 + size].decode("utf-8", "backslashreplace")
            yield f"film {name.decode('latin-1')}", text


def _walk(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(body):
        size = int.from_bytes(body[at : at + 4], "big")
        if size < 8:  # noqa: PLR2004 - a size counts itself and the name
            return
        yield body[at + 4 : at + 8], body[at + 8 : at + size]
        at += size


def _header(content: bytes) -> Iterator[Pair]:
    wide = content[:1] == b"\x01"
    form = struct.Struct(">QQ" if wide else ">II")
    if len(content) < 4 + form.size:
        return
    for name, seconds in zip(("created", "changed"), form.unpack_from(content, 4), strict=True):
        if seconds:  # as found, and what it says as a time, which many makers give as local time
            yield f"film {name}", f"{seconds} s after 1904-01-01{_as_time(seconds)}"


def _as_time(seconds: int) -> str:
    try:
        return f", {(_SINCE_1904 + timedelta(seconds=seconds)).isoformat()}"
    except OverflowError:
        return ", no time"
