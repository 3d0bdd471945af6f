"""Documents of plain paragraphs for tests of places and times."""

from __future__ import annotations

import hashlib
import re
from datetime import date

from onrecord.model.document import Anchored, Block, Document, Span
from onrecord.model.fixity import Tool
from onrecord.model.vocab import Basis, BlockKind, Precision
from onrecord.model.when import When


def paragraphs(
    text: str, *, published: date | None = None, dateline: bool = False, language: str = "en"
) -> Document:
    """A document with a block a line; `dateline`: the first line is one."""
    blocks = [Block(BlockKind.PARAGRAPH, m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    if dateline:
        blocks[0] = Block(BlockKind.DATELINE, blocks[0].start, blocks[0].end)
    when = None
    if published is not None:
        day = When(published, published, Precision.DAY, Basis.STATED)
        when = Anchored(day, (Span("document-0", 0, 1, text[:1]),))
    return Document(
        object=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        encoding="utf-8",
        language=language,
        direction="ltr",
        title=None,
        published=when,
        authors=(),
        publisher=None,
        credit=None,
        blocks=tuple(blocks),
        origins=(),
        reader=Tool("test", "1"),
    )
