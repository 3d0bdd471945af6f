"""Metadata inside images (EXIF), as found: no value is mended, none is put in for a missing one."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import BinaryIO

from onrecord.model.fixity import Pairs

IMAGES = frozenset(
    {"image/jpeg", "image/tiff", "image/png", "image/webp", "image/heic", "image/heif"}
)
LOOK_BYTES = 4 << 20  # where cameras write it; what stands behind is not looked for
MAX_PAIRS = 500
MAX_VALUE_CHARS = 1_000
_BINARY = ("MakerNote", "JPEGThumbnail", "TIFFThumbnail", "ApplicationNotes")  # no text
_MALFORMED = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError,
              NotImplementedError, RecursionError, EOFError, OSError, struct.error)  # fmt: skip


def embedded(media_type: str | None, open_: Callable[[], BinaryIO]) -> Pairs | None:
    """Names and values in an image, by name; empty if there are none, `None` if not looked for.

    Damaged metadata is told as such under the name "unreadable".
    """
    if media_type not in IMAGES:
        return None
    # Loaded when an image needs it: most cases hold none.
    import exifread  # noqa: PLC0415
    from exifread.core.exceptions import ExifNotFound, InvalidExif  # noqa: PLC0415

    with open_() as stream:
        head = stream.read(LOOK_BYTES)
    try:
        tags = exifread.process_file(
            io.BytesIO(head), details=False, truncate_tags=False, extract_thumbnail=False
        )
    except (*_MALFORMED, ExifNotFound, InvalidExif) as error:
        return (("unreadable", f"EXIF data that cannot be read ({type(error).__name__})"),)
    found = []
    for name in sorted(tags)[:MAX_PAIRS]:
        if name.endswith(_BINARY):
            continue
        text = str(tags[name]).encode("utf-8", "backslashreplace").decode()
        cut = len(text) > MAX_VALUE_CHARS
        found.append((name, text[:MAX_VALUE_CHARS] + "…" * cut))
    return tuple(found)
