"""Capture to Document: text and the way back from each character to the preserved bytes."""

from __future__ import annotations

from onrecord.errors import MediaUnsupportedError, SourceUnreadableError
from onrecord.model.document import Document
from onrecord.model.fixity import Capture

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = frozenset({"text/html", "application/xhtml+xml"})
HOCR = "text/vnd.hocr+html"  # words recognised in a picture
PLAIN = frozenset({"text/plain", "text/markdown"})
READABLE = "text, HTML, PDF, DOCX or e-mail (.eml)"


def read(capture: Capture, body: bytes) -> Document:
    """The document of one capture, by its sniffed media type, else the declared one.

    Raises: MediaUnsupportedError if no reader knows the type; SourceUnreadableError if the bytes
    hold no text that can be read, with the way out.
    """
    if not body:
        raise SourceUnreadableError(
            "reading text",
            capture.origin,
            expected="at least one byte",
            found="an empty file",
            advice="Fetch or receive the item again; the empty capture stays in the log",
        )
    media = (capture.media_type_sniffed or capture.media_type_declared or "").partition(";")[0]
    media = media.strip().lower()
    # Each reader is loaded when a source needs it: PDF and HTML libraries take long to import.
    if media in HTML:
        from onrecord.read.html import read_html  # noqa: PLC0415

        return read_html(capture, body)
    if media == "application/pdf":
        from onrecord.read.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(capture, body)
    if media == HOCR:
        from onrecord.read.hocr import read_hocr  # noqa: PLC0415

        return read_hocr(capture, body)
    if media == DOCX:
        from onrecord.read.docx import read_docx  # noqa: PLC0415

        return read_docx(capture, body)
    if media == "message/rfc822":
        from onrecord.read.mail import read_mail  # noqa: PLC0415

        return read_mail(capture, body)
    if media in PLAIN:
        from onrecord.read.plain import read_plain  # noqa: PLC0415

        return read_plain(capture, body)
    raise MediaUnsupportedError(
        "preserved, not read",
        capture.origin,
        expected=READABLE,
        found=media or "bytes of no known kind",
        advice="To have its words read, add a transcript or a text export beside it; words in a "
        "picture can be recognised: onrecord ocr CASE",
    )
