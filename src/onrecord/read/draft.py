"""A document in the making: what every reader hands over, and the record made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import onrecord
from onrecord.errors import SourceUnreadableError
from onrecord.lang.direction import direction_of, language_of
from onrecord.model.document import Anchored, Block, Document, OriginRow
from onrecord.model.fixity import Tool
from onrecord.model.vocab import BODY_KINDS, BlockKind
from onrecord.model.when import When
from onrecord.read.limits import MAX_BLOCKS

LANGUAGE_SAMPLE_CHARS = 20_000
Range = tuple[int, int]


@dataclass(slots=True)
class Facts:
    """What a page states about itself, as ranges of its text."""

    title: Range | None = None
    published: tuple[int, int, When] | None = None
    authors: list[Range] = field(default_factory=list)
    publisher: Range | None = None
    credit: Range | None = None
    language: str | None = None


@dataclass(slots=True)
class Draft:
    """Text, its blocks and origins, all in order of `start`."""

    text: str
    blocks: list[Block]
    origins: list[OriginRow]
    encoding: str | None = None
    facts: Facts = field(default_factory=Facts)
    notes: list[str] = field(default_factory=list)


def document_of(draft: Draft, *, object_: str, reader: str, where: str) -> Document:
    """The document of a draft. Raises: SourceUnreadableError if it holds no text at all."""
    if not draft.text.strip():
        raise SourceUnreadableError(
            f"reading text ({reader})",
            where,
            expected="at least one word",
            found="no text",
            advice="Check that the item was saved whole and opens in a viewer",
        )
    if len(draft.blocks) > MAX_BLOCKS:
        raise SourceUnreadableError(
            f"reading text ({reader})",
            where,
            expected=f"at most {MAX_BLOCKS} parts",
            found=f"{len(draft.blocks)}",
            advice="Split the source into smaller files and preserve each",
        )
    facts = draft.facts
    sample = body_sample(draft.text, draft.blocks)
    bare = Document(
        object=object_,
        text=draft.text,
        encoding=draft.encoding,
        language=facts.language or language_of(sample),
        direction=direction_of(sample),
        title=None,
        published=None,
        authors=(),
        publisher=None,
        credit=None,
        blocks=tuple(draft.blocks),
        origins=tuple(draft.origins),
        reader=Tool(f"onrecord.read.{reader}", onrecord.__version__),
        notes=tuple(draft.notes),
    )

    def named(place: Range | None) -> Anchored[str] | None:
        if place is None:
            return None
        span = bare.span(*place)
        return Anchored(" ".join(span.quote.split()), (span,))

    published = facts.published
    return replace(
        bare,
        title=named(facts.title),
        published=Anchored(published[2], (bare.span(published[0], published[1]),))
        if published
        else None,
        authors=tuple(found for place in facts.authors if (found := named(place)) is not None),
        publisher=named(facts.publisher),
        credit=named(facts.credit),
    )


def body_sample(text: str, blocks: Iterable[Block]) -> str:
    """The beginning of the body, for telling the language; the whole text if it has no body."""
    parts: list[str] = []
    size = 0
    for block in blocks:
        if block.kind in BODY_KINDS and block.kind is not BlockKind.CELL:
            parts.append(text[block.start : min(block.end, block.start + LANGUAGE_SAMPLE_CHARS)])
            size += len(parts[-1])
            if size > LANGUAGE_SAMPLE_CHARS:
                break
    return "\n".join(parts) or text[:LANGUAGE_SAMPLE_CHARS]
