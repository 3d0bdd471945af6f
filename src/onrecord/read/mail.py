"""E-mail (.eml): subject, date and sender, then the text part, else the HTML part.

The headers come first, as title, dateline and byline. A row names the part ("header:subject",
"1.2") and the paragraph in it; the bytes of a part may be encoded, so that no byte range is given.
"""

from __future__ import annotations

import email
import email.policy
import re
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from onrecord.errors import SourceUnreadableError
from onrecord.model.document import Document, OriginRow
from onrecord.model.fixity import Capture
from onrecord.model.vocab import Basis, BlockKind, Precision
from onrecord.model.when import When
from onrecord.read.decoding import canonical_encoding, decode
from onrecord.read.draft import Draft, document_of
from onrecord.read.html import html_draft
from onrecord.read.letters import without_formulas
from onrecord.read.limits import MAX_MAIL_PARTS, MAX_TEXT_BYTES
from onrecord.read.outline import Line, Passage, draft_of
from onrecord.read.plain import paragraphs

MAX_HEADER_CHARS = 500
_SIGNATURE = re.compile(r"^--\s*$")
_SPACES = re.compile(r"\s+")


def read_mail(capture: Capture, body: bytes) -> Document:
    """The document of one message. Raises: SourceUnreadableError."""
    if len(body) > MAX_TEXT_BYTES:
        raise _unreadable(capture, f"at most {MAX_TEXT_BYTES} bytes", f"{len(body)} bytes")
    if (count := body.lower().count(b"boundary=")) > MAX_MAIL_PARTS:
        raise _unreadable(capture, f"at most {MAX_MAIL_PARTS} parts", f"{count} nested ones")
    try:
        message = email.message_from_bytes(body, policy=email.policy.default)
        parts = list(message.walk())
    except (MessageError, RecursionError, ValueError, IndexError, KeyError, TypeError) as error:
        raise _unreadable(capture, "a well-formed message", type(error).__name__) from error
    if len(parts) > MAX_MAIL_PARTS:
        raise _unreadable(capture, f"at most {MAX_MAIL_PARTS} parts", f"{len(parts)}")
    headers = _headers(message)
    passages, notes = _text(capture, parts)
    draft = draft_of([*headers, *passages])
    draft.notes.extend(notes)
    _state(draft, message, headers)
    return document_of(draft, object_=capture.sha256, reader="mail", where=capture.origin)


def _unreadable(capture: Capture, expected: str, found: str) -> SourceUnreadableError:
    return SourceUnreadableError(
        "reading an e-mail",
        capture.origin,
        expected=expected,
        found=found,
        advice="Export the message again from the mail program, or preserve its text beside it",
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header as one line; headers that the library cannot parse count as missing."""
    try:
        value = message.get(name)
        text = _SPACES.sub(" ", str(value)).strip() if value is not None else ""
    except (MessageError, ValueError, IndexError, KeyError, TypeError, AttributeError):
        return ""
    return text.encode("utf-8", "replace").decode("utf-8")[:MAX_HEADER_CHARS]


def _headers(message: EmailMessage) -> list[Passage]:
    kinds = (("subject", BlockKind.TITLE), ("date", BlockKind.DATELINE), ("from", BlockKind.BYLINE))
    return [
        Passage(kind, (_line(text, f"header:{name}", 0),))
        for name, kind in kinds
        if (text := _header(message, name))
    ]


def _state(draft: Draft, message: EmailMessage, headers: list[Passage]) -> None:
    """Fill the publication date and the author from the header blocks."""
    for block, passage in zip(draft.blocks, headers, strict=False):
        text = passage.lines[0].text
        if passage.kind is BlockKind.DATELINE and (when := _when(text)) is not None:
            draft.facts.published = (block.start, block.end, when)
        elif passage.kind is BlockKind.BYLINE:
            name = parseaddr(text)[0] or text
            at = text.find(name)
            place = (block.start + at, block.start + at + len(name)) if at >= 0 else None
            draft.facts.authors = [place or (block.start, block.end)]
    del message


def _when(text: str) -> When | None:
    try:
        sent = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    time = f"{sent:%H:%M}" if sent.utcoffset() else None  # in UTC: local time not known
    return When(sent.date(), sent.date(), Precision.DAY, Basis.STATED, time)


def _text(capture: Capture, parts: list[EmailMessage]) -> tuple[list[Passage], list[str]]:
    notes: list[str] = []
    texts = [part for part in parts if not part.is_multipart() and not _is_attachment(part)]
    others = [part for part in parts if not part.is_multipart() and _is_attachment(part)]
    if others:
        notes.append(f"{len(others)} attachments are not read; preserve each as its own source")
    for media in ("text/plain", "text/html"):
        found: list[Passage] = []
        for part in texts:
            if part.get_content_type() == media:
                found.extend(_part(capture, part, f"{parts.index(part)}", notes))
        if found:
            return found, notes
    notes.append("the message has no text part")
    return [], notes


def _is_attachment(part: EmailMessage) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or (
            part.get_content_maintype() != "text"
        )
    except (MessageError, ValueError, IndexError, KeyError, TypeError, AttributeError):
        return True


def _part(capture: Capture, part: EmailMessage, name: str, notes: list[str]) -> list[Passage]:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return []
    decoded = decode(payload, capture.origin, canonical_encoding(part.get_content_charset()))
    notes.extend(decoded.notes)
    if part.get_content_type() == "text/html":
        draft = html_draft(decoded, capture.origin)
        blocks, text = draft.blocks, draft.text
    else:
        text = decoded.text
        blocks = list(paragraphs(text))
    blocks = without_formulas(text, blocks)
    found: list[Passage] = []
    signed = False
    for number, block in enumerate(blocks):
        words = text[block.start : block.end]
        signed = signed or bool(_SIGNATURE.match(words))
        kind = BlockKind.FURNITURE if signed else block.kind
        kind = BlockKind.HEADING if kind is BlockKind.TITLE else kind
        lines = words.splitlines() if part.get_content_type() == "text/plain" else [words]
        kept = tuple(_line(line.strip(), name, number) for line in lines if line.strip())
        found.append(Passage(kind, kept, " "))
    return found


def _line(text: str, part: str, number: int) -> Line:
    def row(start: int, end: int) -> OriginRow:
        return OriginRow(start, end, part=part, paragraph=number)

    return Line(text, row)
