"""What kind of bytes these are, told from the bytes alone."""

from __future__ import annotations

import mimetypes
import re

HEAD_BYTES = 8192  # enough for every mark below, also behind a long comment or mail header

PLAIN = "text/plain"
HTML = "text/html"
PDF = "application/pdf"
MAIL = "message/rfc822"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"

_HTML = re.compile(rb"(?i)<(?:!doctype\s+html|html|head|body|title|meta|div|article|p)[\s>]")
_MAIL = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.MULTILINE
)
_MAIL_FIELD = re.compile(rb"(?im)^(?:from|received|message-id|return-path|mime-version):")
_MARKS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ", "application/x-msdownload"),
)
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
    if head.startswith(b"PK\x03\x04"):
        return DOCX if b"word/" in head or b"[Content_Types].xml" in head else ZIP
    for mark, media_type in _MARKS:
        if head.startswith(mark):
            return media_type
    if head.startswith(_UTF16):
        return HTML if _HTML.search(head.replace(b"\x00", b"")) else PLAIN
    controls = len(head) - len(head.translate(None, _CONTROL))
    if b"\x00" in head or controls * 100 > len(head):
        return "application/octet-stream"
    if _MAIL.match(head) and _MAIL_FIELD.search(head):
        return MAIL
    return HTML if _HTML.search(head) else PLAIN


def declared(name: str) -> str | None:
    """The media type that the suffix of a file name declares; `None` if it declares none."""
    if name.casefold().endswith(".eml"):
        return MAIL
    if name.casefold().endswith(".docx"):
        return DOCX
    return mimetypes.types_map.get(name[name.rfind(".") :].casefold()) if "." in name else None
