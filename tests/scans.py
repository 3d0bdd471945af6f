"""A scanned statement of an invented country, in English and Arabic, as picture and as PDF."""

from __future__ import annotations

import shutil
import struct

from onrecord.guard.reach import Reach
from onrecord.preserve.browser import Chromium, chromium
from onrecord.preserve.clocks import LocalClock
from onrecord.preserve.ocr import PROGRAM
from web_server import serving

MISSING = [
    name
    for name, found in (("Tesseract", shutil.which(PROGRAM)), ("Chromium", chromium()))
    if found is None
]


def statement_png() -> bytes:
    """What Chromium shows of the page, 1280 pixels wide, RGB."""
    with serving() as server:
        here = Chromium(chromium() or "", LocalClock(), Reach(frozenset({"127.0.0.1"})))
        return here.render(server.url + "/statement").picture


def scanned(png: bytes, pages: int = 1) -> bytes:
    """A PDF that shows the picture on each page, 144 dots an inch, without any text."""
    width, height, depth, color = struct.unpack(">IIBB", png[16:26])
    assert (depth, color) == (8, 2)
    data, at = b"", 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + size]
        at += size + 12
    wide, high = width / 2, height / 2
    draw = b"q %f 0 0 %f 0 0 cm /I Do Q" % (wide, high)
    kids = " ".join(f"{5 + n} 0 R" for n in range(pages)).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 "
        b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 3 /Columns %d >> "
        b"/Length %d >>\nstream\n%s\nendstream" % (width, height, width, len(data), data),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw),
        *(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %f %f] /Contents 4 0 R "
            b"/Resources << /XObject << /I 3 0 R >> >> >>" % (wide, high)
            for _ in range(pages)
        ),
    ]
    body = b"\n".join(b"%d 0 obj %s endobj" % (n, o) for n, o in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"\ntrailer << /Root 1 0 R >>\n%%EOF\n"
