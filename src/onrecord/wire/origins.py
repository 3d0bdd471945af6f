"""The way back from characters of a document to preserved bytes, checked anew."""

from __future__ import annotations

import html
import re

from onrecord.model.document import Document, OriginRow

_SPACES = re.compile(r"[ \t\n\r\f]+")
_REFERENCE = re.compile(r"&#?\w{1,40};?")
REPLACEMENT = "\ufffd"  # stands for one run of bytes that are no characters


def rows_hold(document: Document, body: bytes, start: int, end: int) -> bool | None:
    """Whether the origin rows of `[start, end)` lead to bytes of `body` that give the characters.

    Only white space may stand between rows (put there to part blocks). `None` where nothing can
    be checked: the rows name pages or parts, not bytes.
    """
    if not 0 <= start < end <= len(document.text):
        return False
    rows = document.rows(start, end)
    if not rows:
        # Blank by the reader, or a document without any way back.
        return document.text[start:end].isspace() if document.origins else None
    if document.encoding is None or any(row.byte_start is None for row in rows):
        return None
    at = start
    for row in rows:
        if at < row.start and not document.text[at : row.start].isspace():
            return False
        if not _holds(document.text[row.start : row.end], row, body, document.encoding):
            return False
        at = row.end
    return at >= end or document.text[at:end].isspace()


def _holds(characters: str, row: OriginRow, body: bytes, encoding: str) -> bool:
    if row.byte_start is None or row.byte_end is None:
        return False
    if not 0 <= row.byte_start < row.byte_end <= len(body):
        return False
    raw = body[row.byte_start : row.byte_end]
    try:
        decoded = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return not row.verbatim and characters == REPLACEMENT
    if row.verbatim:
        return decoded == characters
    if characters == " " and _SPACES.fullmatch(decoded):
        return True
    return bool(_REFERENCE.fullmatch(decoded)) and html.unescape(decoded) == characters
