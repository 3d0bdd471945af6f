"""Pages of a scanned PDF as pictures. Run in a confined process."""

from __future__ import annotations

import base64
import zlib
from typing import Any

import pypdfium2

POINTS_AN_INCH = 72


def pages_and_chars(body: bytes, most: int) -> dict[str, int]:
    """How many pages there are, and how many characters the text layer of the first `most` has."""
    pdf = pypdfium2.PdfDocument(body)
    chars = 0
    for number in range(min(len(pdf), most)):
        chars += len(pdf[number].get_textpage().get_text_range().strip())
        if chars:
            break
    return {"pages": len(pdf), "chars": chars}


def picture(body: bytes, number: int, dpi: int, most_pixels: int) -> dict[str, Any]:
    """Page `number` (from 0) in shades of grey, at `dpi` or what `most_pixels` allows."""
    page = pypdfium2.PdfDocument(body)[number]
    width, height = page.get_size()
    at = float(dpi)
    while width * height * (at / POINTS_AN_INCH) ** 2 > most_pixels:
        at /= 2
    drawn = page.render(scale=at / POINTS_AN_INCH, grayscale=True)
    view, stride = memoryview(drawn.buffer), drawn.stride
    rows = b"".join(bytes(view[row * stride : row * stride + drawn.width])
                    for row in range(drawn.height))  # fmt: skip
    packed = base64.b64encode(zlib.compress(rows, 1)).decode("ascii")
    return {"width": drawn.width, "height": drawn.height, "dpi": round(at), "packed": packed}
