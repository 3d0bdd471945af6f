"""Pieces of a page put together: the text, its blocks, and rows back to the bytes."""

from __future__ import annotations

from bisect import bisect_left

from onrecord.model.document import Block, OriginRow
from onrecord.model.vocab import BlockKind
from onrecord.read.decoding import Decoded
from onrecord.read.draft import Range
from onrecord.read.html_walk import LINE_BREAK

SEPARATOR = "\n\n"
_Row = tuple[int, int, int, int, bool]  # text start, end, source start, end, verbatim


class Writer:
    """Puts pieces together: text, blocks and source places."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._strings: list[str] = []
        self._size = 0
        self._rows: list[_Row] = []

    def block(self, kind: BlockKind, pieces: list[tuple[str, int, int, bool]]) -> Range:
        """Write one block; its range in the text."""
        if self._size:
            self._strings.append(SEPARATOR)
            self._size += len(SEPARATOR)
        start = self._size
        for characters, low, high, verbatim in pieces:
            end = self._size + len(characters)
            if low != LINE_BREAK:
                self._row(self._size, end, low, high, verbatim=verbatim)
            self._strings.append(characters)
            self._size = end
        self.blocks.append(Block(kind, start, self._size))
        return start, self._size

    def text(self) -> str:
        """All that was written."""
        return "".join(self._strings)

    def origins(self, decoded: Decoded) -> list[OriginRow]:
        """The rows with byte offsets; a character put for damaged bytes has a row of its own."""
        rows = _without_faults(self._rows, decoded)
        places = sorted({place for row in rows for place in row[2:4]})
        byte_at = dict(zip(places, decoded.offsets(places), strict=True))
        return [
            OriginRow(start, end, byte_at[low], byte_at[high], verbatim=verbatim)
            for start, end, low, high, verbatim in rows
        ]

    def _row(self, start: int, end: int, low: int, high: int, *, verbatim: bool) -> None:
        if verbatim and self._rows:
            last = self._rows[-1]
            if last[4] and last[1] == start and last[3] == low:
                self._rows[-1] = (last[0], end, last[2], high, True)
                return
        self._rows.append((start, end, low, high, verbatim))


def _without_faults(rows: list[_Row], decoded: Decoded) -> list[_Row]:
    faults = [fault[0] for fault in decoded.faults]
    if not faults:
        return rows
    result: list[_Row] = []
    for start, end, low, high, verbatim in rows:
        at = low
        for fault in faults[bisect_left(faults, low) : bisect_left(faults, high)]:
            if not verbatim:
                break
            shift = start - low
            if fault > at:
                result.append((at + shift, fault + shift, at, fault, True))
            result.append((fault + shift, fault + shift + 1, fault, fault + 1, False))
            at = fault + 1
        if at == low:
            result.append((start, end, low, high, verbatim))
        elif at < high:
            result.append((at + start - low, end, at, high, True))
    return result
