"""What files say of themselves: claims of whoever made them, kept as found, trusted in nothing.

Pictures: EXIF, XMP, IPTC. PDF: document information, XMP, and what it holds besides text. Films:
times and places in the container. Sound: tags. Chats that were exported: that they are. No value is
mended, none put in for a missing one. The parsing is done in a confined process (`metadata`).
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import BinaryIO

from onrecord.guard.confine import ConfinedError, confined
from onrecord.model.fixity import Pairs
from onrecord.preserve.chats import CHAT_TYPES, chat_export
from onrecord.preserve.sniff import PDF

PICTURES = frozenset(
    {"image/jpeg", "image/tiff", "image/png", "image/webp", "image/heic", "image/heif"}
)
FILMS = frozenset({"video/mp4", "video/quicktime", "video/3gpp", "audio/mp4"})
SOUNDS = frozenset({"audio/mpeg", "audio/flac", "audio/wav", "application/ogg"})
LOOK_BYTES = 4 << 20  # where cameras write it; what stands behind is not looked for
MAX_PDF_BYTES = 100 << 20
MAX_MOVIE_BYTES = 16 << 20  # of the box that describes a film, not the film
MAX_BOXES = 1_000
MAX_SECONDS = 20.0
MAX_PAIRS = 500
MAX_VALUE_CHARS = 1_000
_BOX = struct.Struct(">I4s")
_SEEKS_TO_END = 2


def embedded(media_type: str | None, open_: Callable[[], BinaryIO]) -> Pairs | None:
    """Names and values found in a file; empty if there are none, `None` if not looked for.

    Damaged metadata is told as such under the name "unreadable".
    """
    if media_type in CHAT_TYPES:
        with open_() as stream:
            return chat_export(stream.read(LOOK_BYTES))
    with_kind = _bytes_to_look_at(media_type, open_)
    if with_kind is None:
        return None
    kind, body = with_kind
    try:
        rows = confined(f"onrecord.preserve.metadata:{kind}", body, seconds=MAX_SECONDS)
        found = [(_text(name), _text(value)) for name, value in rows]
    except (ConfinedError, TypeError, ValueError) as error:
        return (("unreadable", f"metadata that cannot be read ({_text(error)})"),)
    return tuple(found[:MAX_PAIRS])


def _text(value: object) -> str:
    text = str(value).encode("utf-8", "backslashreplace").decode()
    return text[:MAX_VALUE_CHARS] + "…" * (len(text) > MAX_VALUE_CHARS)


def _bytes_to_look_at(
    media_type: str | None, open_: Callable[[], BinaryIO]
) -> tuple[str, bytes] | None:
    """The function of `metadata` that knows this kind, and the part of the file that it needs."""
    if media_type in PICTURES:
        kind, read = "picture", LOOK_BYTES
    elif media_type in SOUNDS:
        kind, read = "sound", LOOK_BYTES
    elif media_type == PDF:
        kind, read = "pdf", MAX_PDF_BYTES
    elif media_type in FILMS:
        with open_() as stream:
            return "film", _movie(stream)
    else:
        return None
    with open_() as stream:
        return kind, stream.read(read)


def _movie(stream: BinaryIO) -> bytes:
    """The content of the box that describes a film; empty if there is none.

    Source: ISO/IEC 14496-12 (ISO base media file format), section 4.2.
    """
    size = stream.seek(0, _SEEKS_TO_END)
    at = 0
    for _ in range(MAX_BOXES):
        stream.seek(at)
        head = stream.read(_BOX.size + 8)
        if len(head) < _BOX.size:
            break
        length, name = _BOX.unpack_from(head)
        before = _BOX.size
        if length == 1 and len(head) == _BOX.size + 8:
            length, before = int.from_bytes(head[8:], "big"), _BOX.size + 8
        elif length == 0:
            length = size - at
        if length < before:
            break
        if name == b"moov":
            stream.seek(at + before)
            return stream.read(min(length - before, MAX_MOVIE_BYTES))
        at += length
    return b""
