"""Readers of containers (PDF, DOCX, mail): paragraphs gathered, then written as one draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.model.document import Block, OriginRow
from onrecord.model.vocab import BODY_KINDS, BlockKind
from onrecord.read.draft import Draft, Facts, Range
from onrecord.read.header import mark

SEPARATOR = "\n\n"


@dataclass(frozen=True, slots=True)
class Line:
    """Text of one origin: a line of a PDF page, or a paragraph of a part of a container."""

    text: str
    row: Callable[[int, int], OriginRow]  # makes the row of `[start, end)`
    broken: bool = False  # ends inside a word: the next line follows without a joint


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of one or more lines, joined by `joint`."""

    kind: BlockKind
    lines: tuple[Line, ...]
    joint: str = "\n"


def draft_of(passages: list[Passage], facts: Facts | None = None) -> Draft:
    """The draft of passages in order; header lines are marked as in plain text."""
    strings: list[str] = []
    size = 0
    blocks: list[Block] = []
    rows: list[OriginRow] = []

    def put(text: str) -> Range:
        nonlocal size
        strings.append(text)
        size += len(text)
        return size - len(text), size

    stated = facts or Facts()
    for passage in passages:
        if blocks:
            put(SEPARATOR)
        start = size
        for number, line in enumerate(passage.lines):
            if number and not passage.lines[number - 1].broken:
                put(passage.joint)
            rows.append(line.row(*put(line.text)))
        blocks.append(Block(passage.kind, start, size))
        if passage.kind is BlockKind.TITLE and stated.title is None:
            stated.title = (start, size)
    text = "".join(strings)
    body = [block for block in blocks if block.kind in BODY_KINDS]
    rest = [block for block in blocks if block.kind not in BODY_KINDS]
    marked = sorted([*rest, *mark(text, body, stated)], key=lambda block: block.start)
    return Draft(text, marked, rows, None, stated)
