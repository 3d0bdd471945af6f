"""What kind of bytes these are, told from the bytes alone."""

from __future__ import annotations

import mimetypes
import re
import zlib

HEAD_BYTES = 8192  # enough for every mark below, also behind a long comment or mail header

PLAIN = "text/plain"
HTML = "text/html"
PDF = "application/pdf"
MAIL = "message/rfc822"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
WARC = "application/warc"
ARC = "application/x-arc"
GZIP = "application/gzip"
JSON = "application/json"
MHTML = "multipart/related"
HOCR = "text/vnd.hocr+html"

_HTML = re.compile(rb"(?i)<(?:!doctype\s+html|html|head|body|title|meta|div|article|p)[\s>]")
_MAIL = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.MULTILINE
)
_MAIL_FIELD = re.compile(rb"(?im)^(?:from|received|message-id|return-path|mime-version):")
_JSON = re.compile(
    rb"\A\s{0,1000}(?:\{\s{0,100}\"[^\"\n]{1,200}\"\s{0,20}:|\[\s{0,100}\{\s{0,100}\")"
)
_RELATED = re.compile(rb"(?i)^Content-Type:\s*multipart/related", re.MULTILINE)
_SAVED = re.compile(
    rb"(?im)^(?:Snapshot-Content-Location:|From:\s*[\"<]*(?:Saved by|Gespeichert)|X-MAF-)"
)
_MARKS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"WARC/0.", WARC),
    (b"WARC/1.", WARC),
    (b"filedesc://", ARC),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"OggS", "application/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ", "application/x-msdownload"),
)
_BRANDS = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heif",
    b"avif": "image/avif",
    b"M4A ": "audio/mp4",
    b"qt  ": "video/quicktime",
    b"3gp4": "video/3gpp",
    b"3gp5": "video/3gpp",
}
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_STATED = re.compile(rb"application/[A-Za-z0-9.+-]{1,80}?(?=PK|[^A-Za-z0-9.+-]|\Z)")
_LOOK_BYTES = 4096
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def sniff(head: bytes) -> str | None:
    """The media type that the first `HEAD_BYTES` of an object show; `None` if none is known.

    Never taken from a name or a header, which a hostile sender chooses.
    """
    head = head[:HEAD_BYTES]
    if not head:
        return None
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(head)
    if head.startswith(b"\x1f\x8b"):
        return _gzipped(head)
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head.startswith(b"RIFF") and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    for mark, media_type in _MARKS:
        if head.startswith(mark):
            return media_type
    if head.startswith(_UTF16):
        return HTML if _HTML.search(head.replace(b"\x00", b"")) else PLAIN
    controls = len(head) - len(head.translate(None, _CONTROL))
    if b"\x00" in head or controls * 100 > len(head):
        return "application/octet-stream"
    return _text(head)


def _text(head: bytes) -> str:
    """The kind of something written in characters."""
    if _JSON.match(head.removeprefix(b"\xef\xbb\xbf")):
        return JSON
    if _MAIL.match(head) and _MAIL_FIELD.search(head):
        return MHTML if _RELATED.search(head) and _SAVED.search(head) else MAIL
    if not _HTML.search(head):
        return PLAIN
    return HOCR if b"ocr-system" in head and b"ocr_page" in head else HTML


def _zipped(head: bytes) -> str:
    """A zip, or one of the formats that are zips of their own kind."""
    if head[30:38] == b"mimetype" and (stated := _STATED.match(head, 38)):
        return stated[0].decode("ascii")
    if b"word/" in head or b"[Content_Types].xml" in head:
        return DOCX
    return ZIP


def _gzipped(head: bytes) -> str:
    try:
        inner = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, _LOOK_BYTES)
    except zlib.error:
        return GZIP
    found = sniff(inner) if inner and not inner.startswith(b"\x1f\x8b") else None
    return found if found in {WARC, ARC} else GZIP


def declared(name: str) -> str | None:
    """The media type that the suffix of a file name declares; `None` if it declares none."""
    if name.casefold().endswith(".eml"):
        return MAIL
    if name.casefold().endswith(".docx"):
        return DOCX
    return mimetypes.types_map.get(name[name.rfind(".") :].casefold()) if "." in name else None
