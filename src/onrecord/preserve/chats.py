"""Chats that an app exported, recognised by their form. Who wrote what is theirs to say."""

from __future__ import annotations

import json
import re

from onrecord.model.fixity import Pairs
from onrecord.preserve.sniff import JSON, PLAIN

CHAT_TYPES = frozenset({PLAIN, JSON})
LOOK_CHARS = 200_000
MIN_MESSAGES = 3
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?"
_MESSAGE = re.compile(rf"^[\u200e\u200f]?(?:\[{_DATE}\]|{_DATE} -) [^:\n]{{1,80}}: ", re.MULTILINE)
_TELEGRAM = re.compile(r'\A\s*\{[^{}\[\]]{0,2000}"messages"\s*:\s*\[')
_FIELD = re.compile(r'"(name|type|id)"\s*:\s*("(?:[^"\\]|\\.){0,300}"|\d{1,20})')


def chat_export(head: bytes) -> Pairs | None:
    """That `head` is the beginning of an exported chat, and which; `None` if it is none."""
    text = head.decode("utf-8-sig", "replace")[:LOOK_CHARS].replace("\u202f", " ")
    if (start := _TELEGRAM.match(text)) is not None:
        told = [("chat export", "Telegram, as JSON")]
        for found in _FIELD.finditer(start[0]):
            try:
                told.append((f"chat {found[1]}", str(json.loads(found[2]))))
            except ValueError:
                continue
        return tuple(told)
    messages = sum(1 for _ in _MESSAGE.finditer(text))
    if messages < MIN_MESSAGES:
        return None
    return (
        ("chat export", "WhatsApp, as text"),
        ("chat messages", f"{messages} at least, by their form"),
    )
