"""Captures and small hand-made files for the readers' tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from onrecord.model.document import Document
from onrecord.model.fixity import Capture, Tool
from onrecord.model.vocab import BlockKind
from onrecord.read import DOCX, read

PAGES = Path(__file__).parent / "pages"
PDF = "application/pdf"
MAIL = "message/rfc822"


def capture(body: bytes, media: str | None, declared: str | None = None) -> Capture:
    return Capture(
        origin="source.bin",
        original_name="source.bin",
        sha256=hashlib.sha256(body).hexdigest(),
        sha512="0" * 128,
        size=len(body),
        media_type_declared=declared,
        media_type_sniffed=media,
        method="file",
        collector=None,
        captured_at=datetime(2031, 1, 1, tzinfo=UTC),
        clock="test",
        tool=Tool("test", "1"),
    )


def plain(text: str | bytes) -> Document:
    body = text if isinstance(text, bytes) else text.encode()
    return read(capture(body, "text/plain"), body)


def page(text: str | bytes) -> Document:
    body = text if isinstance(text, bytes) else text.encode()
    return read(capture(body, "text/html"), body)


def read_as(body: bytes, media: str) -> Document:
    return read(capture(body, media), body)


def texts(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind is kind]


def pdf(
    pages: Sequence[Sequence[tuple[float, float, str] | tuple[float, float, str, float]]],
) -> bytes:
    """A PDF with lines of `(y, size, text)` or `(y, size, text, left)` in points."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        stream = "\n".join(
            f"BT /F1 {size} Tf {left[0] if left else 72} {y} Td ({text}) Tj ET"
            for y, size, text, *left in lines
        ).encode("latin-1")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


__all__ = ["DOCX", "MAIL", "PAGES", "PDF", "capture", "page", "pdf", "plain", "read_as", "texts"]
