"""Text read from a capture, and the way back from each character to the preserved bytes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import ClassVar, Generic, TypeVar

from onrecord.errors import AnchorMismatch
from onrecord.model.fixity import Tool
from onrecord.model.ids import Identified
from onrecord.model.vocab import BODY_KINDS, BlockKind
from onrecord.model.when import When

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of `Document.text` in code points, with the words that stand there."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Anchored(Generic[T_co]):
    """A value and the words that carry it; without words there is no value."""

    value: T_co
    spans: tuple[Span, ...]
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page: a half-open range of `Document.text`. Blocks do not overlap."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OriginRow:
    """Where the characters `[start, end)` of `Document.text` come from.

    Text and HTML: the bytes `[byte_start, byte_end)` of the object. `verbatim`: those bytes,
    decoded with `Document.encoding`, are exactly the characters; otherwise the row is one
    character reference, one run of white space shown as one character, or one run of bytes that
    are no characters, shown as U+FFFD.
    PDF: `page` (from 1) and `box` (left, bottom, right, top in points, origin bottom left).
    DOCX and e-mail: `part` (name inside the container) and `paragraph` (from 0) in it.
    """

    start: int
    end: int
    byte_start: int | None = None
    byte_end: int | None = None
    verbatim: bool = False
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    part: str | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Document(Identified):
    """Text read from one preserved object. Stated facts about it are anchored in its own text."""

    KIND: ClassVar[str] = "document"
    IDENTITY: ClassVar[tuple[str, ...]] = ("object", "text")

    object: str  # sha256 of the bytes it was read from
    text: str
    encoding: str | None  # of the bytes, where they are text
    language: str | None  # ISO 639-1
    direction: str  # "ltr" or "rtl"
    title: Anchored[str] | None
    published: Anchored[When] | None
    authors: tuple[Anchored[str], ...]
    publisher: Anchored[str] | None  # who publishes the page
    credit: Anchored[str] | None  # who the page itself names as its source ("Source: …")
    blocks: tuple[Block, ...]  # in order of `start`
    origins: tuple[OriginRow, ...]  # in order of `start`, without overlap
    reader: Tool
    notes: tuple[str, ...] = ()  # what the reader assumed or could not read
    id: str = field(init=False)

    def span(self, start: int, end: int) -> Span:
        """The span of `[start, end)`. Raises: AnchorMismatch if it is empty or outside."""
        if not 0 <= start < end <= len(self.text):
            raise AnchorMismatch(
                "a span lies outside its document",
                self.id,
                expected=f"0 <= start < end <= {len(self.text)}",
                found=f"[{start}, {end})",
            )
        return Span(self.id, start, end, self.text[start:end])

    def body(self) -> tuple[Block, ...]:
        """The blocks that claims are read from, in order."""
        return tuple(block for block in self.blocks if block.kind in BODY_KINDS)

    def block_at(self, offset: int) -> Block | None:
        """The block that holds the character at `offset`, if any."""
        at = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        if at >= 0 and self.blocks[at].start <= offset < self.blocks[at].end:
            return self.blocks[at]
        return None

    def rows(self, start: int, end: int) -> tuple[OriginRow, ...]:
        """The origin rows that meet `[start, end)`, in order."""
        first = max(0, bisect_right(self.origins, start, key=lambda row: row.start) - 1)
        found = []
        for row in self.origins[first:]:
            if row.start >= end:
                break
            if row.end > start:
                found.append(row)
        return tuple(found)

    def publisher_name(self) -> str | None:
        """Who speaks where nobody else does: the publisher, else the credited source."""
        named = self.publisher or self.credit
        return named.value if named else None
