"""The lines of PDF pages put together: paragraphs, items, headings, table cells, running heads.

1. Lines that come again at the top or foot of pages, and page numbers: furniture.
2. Rows of several cells under one another: a table, its cells one by one.
3. Lines of one letter size and one distance: a run. In it a new block begins where a line was
   ended before its time after a sentence, at an indent, at the mark of an item.
4. A paragraph that stops inside a sentence goes on at the top of the next column or page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice, pairwise
from statistics import median

from onrecord.lang.direction import direction_of
from onrecord.model.document import OriginRow
from onrecord.model.vocab import BlockKind
from onrecord.read.dateline import dateline
from onrecord.read.header import is_sentence
from onrecord.read.outline import Line, Passage

EDGE_LINES = 2  # lines at the top and foot of a page that may be running heads
MAX_HEAD_CHARS = 120  # of a running head
MIN_REPEATS = 3  # pages a running head stands on; of two pages both, at the same height
GAP_FACTOR = 1.35  # times the usual distance of lines: a new paragraph
SIZE_FACTOR = 1.15  # times the usual height of letters: a heading
MAX_HEADING_LINES = 3
MAX_HEADING_CHARS = 300
MAX_SHORT_HEADING = 60  # characters of a heading in letters of the usual size
MIN_PITCHES = 4
DATELINE_LINES = 12  # how far down the first page a line of its own may be the dateline
MIN_COLUMN_CHARS = 30  # a run of shorter lines does not show how wide its column is
SURELY_SHORT = 0.12  # of the column: a line that leaves so much was ended on purpose
SAME_BASE = 1.0  # points
MAX_CELLS = 40  # of a row that is put together
LOOK_BACK = 40  # blocks between the two halves of a sentence
ROW_FACTOR = 4.0  # times the height of letters: the most between two rows of a table
INDENT_FACTOR = 0.7  # times the height of letters

_PAGE_NUMBER = re.compile(
    r"^\W*(?:page|p\.|صفحة)?\s?\d{1,5}(?:\s?(?:of|/|من)\s?\d{1,5})?\W*$", re.IGNORECASE
)
_NUMBERS = re.compile(r"\d+")
_ITEM = re.compile(r"^(?:[-*•◦▪‣–●○■]|\(?(?:\d{1,3}|[a-z])[.)])\s", re.IGNORECASE)
_GOES_ON = re.compile(r"[,;،؛–—-]$")

Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line of the text layer, or one cell of it."""

    text: str
    page: int  # from 1
    box: Box
    base: float | None  # base line of the first letter, points from the foot
    height: float  # of the font as set, points
    bold: bool = False
    broken: bool = False  # ends inside a word
    cells: tuple[tuple[str, Box], ...] = ()  # parts with wide gaps between, if more than one


@dataclass(slots=True)
class _Group:
    """A block in the making."""

    kind: BlockKind
    lines: list[PdfLine]
    edge: float | None = None  # where the lines of its column end
    cells: list[tuple[PdfLine, str, Box]] = field(default_factory=list)


def passages(pages: list[list[PdfLine]]) -> list[Passage]:
    """The blocks of all pages, in order of reading."""
    heads = _running_heads(pages)
    usual = _usual([line.height for page in pages for line in page])
    pitch = _pitch(pages)
    found: list[_Group] = []
    for page in pages:
        edges = _edges(page)
        group: list[PdfLine] = []
        of_page: list[_Group] = []
        for at, line in enumerate(page):
            if at in edges and (_PAGE_NUMBER.match(line.text) or _head(line) in heads):
                of_page.extend(_body(group, usual, pitch))
                group = []
                of_page.append(_Group(BlockKind.FURNITURE, [line]))
            else:
                group.append(line)
        of_page.extend(_body(group, usual, pitch))
        _continue(found, of_page, usual)  # 4
        found.extend(of_page)
    return [passage for group in found for passage in _passages(group)]


def _passages(group: _Group) -> list[Passage]:
    if group.cells:
        return [
            Passage(BlockKind.CELL, (_line(line, text, box),)) for line, text, box in group.cells
        ]
    lines = tuple(_line(line, line.text, line.box, broken=line.broken) for line in group.lines)
    return [Passage(group.kind, lines, " ")]


def _line(line: PdfLine, text: str, box: Box, *, broken: bool = False) -> Line:
    def row(start: int, end: int) -> OriginRow:
        return OriginRow(start, end, page=line.page, box=box)

    return Line(text, row, broken)


# --- 1. running heads


def _edges(page: list[PdfLine]) -> frozenset[int]:
    """The first and last lines of a page, in the order of the layer and by height."""
    order = range(len(page))
    by_height = sorted(order, key=lambda at: (page[at].box[3], at))
    ends = (by_height[:EDGE_LINES], by_height[-EDGE_LINES:])
    return frozenset({*order[:EDGE_LINES], *order[-EDGE_LINES:], *ends[0], *ends[1]})


def _head(line: PdfLine) -> str:
    return _NUMBERS.sub("#", line.text)


def _running_heads(pages: list[list[PdfLine]]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_head(page[at]) for at in _edges(page)})
    least = max(MIN_REPEATS, len(pages) // 3)
    heads = {text for text, count in counts.items() if count >= least}
    if len(pages) == MIN_REPEATS - 1:
        first, last = (
            {(page[at].text, round(page[at].box[1])) for at in _edges(page)} for page in pages
        )
        heads = {_NUMBERS.sub("#", text) for text, _ in first & last}
    return frozenset(text for text in heads if len(text) <= MAX_HEAD_CHARS)


# --- 2. tables


def _body(lines: list[PdfLine], usual: float, pitch: float) -> list[_Group]:
    """The groups of a stretch of one page without furniture."""
    rows = _rows(lines)
    groups: list[_Group] = []
    at = 0
    while at < len(rows):
        table = _table_end(rows, at)
        if table > at:
            cells = [(row, *cell) for row in rows[at:table] for cell in _cells(row)]
            groups.append(_Group(BlockKind.CELL, rows[at:table], cells=cells))
            at = table
            continue
        stop = at + 1
        while stop < len(rows) and _table_end(rows, stop) == stop:
            stop += 1
        _text(groups, rows[at:stop], at, usual, pitch)
        at = stop
    return groups


def _rows(lines: list[PdfLine]) -> list[PdfLine]:
    """Lines that the layer parts though they stand beside one another count as one row."""
    rows: list[PdfLine] = []
    for line in lines:
        last = rows[-1] if rows else None
        if last is None or len(last.cells) >= MAX_CELLS or not _beside(last, line):
            rows.append(line)
            continue
        a, b = last.box, line.box
        box = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
        rows[-1] = PdfLine(
            f"{last.text} {line.text}",
            last.page,
            box,
            last.base,
            max(last.height, line.height),
            last.bold and line.bold,
            line.broken,
            (*_cells(last), *_cells(line)),
        )
    return rows


def _beside(a: PdfLine, b: PdfLine) -> bool:
    if a.base is None or b.base is None or a.broken or abs(a.base - b.base) > SAME_BASE:
        return False
    apart = max(b.box[0] - a.box[2], a.box[0] - b.box[2])
    return apart > max(a.height, b.height)


def _cells(row: PdfLine) -> tuple[tuple[str, Box], ...]:
    return row.cells or ((row.text, row.box),)


def _table_end(rows: list[PdfLine], start: int) -> int:
    """Where the table that begins at `start` ends; `start` if none does."""
    end = start
    while end + 1 < len(rows):
        above, below = rows[end], rows[end + 1]
        near = 0 < _gap(above, below) <= ROW_FACTOR * max(above.height, below.height)
        if not (near and _columns_agree(above, below)):
            break
        end += 1
    return end + 1 if end > start else start


def _columns_agree(above: PdfLine, below: PdfLine) -> bool:
    """Whether a later cell of one row stands over a later cell of the other."""
    return any(a[0] < b[2] and b[0] < a[2] for _, a in above.cells[1:] for _, b in below.cells[1:])


# --- 3. runs and paragraphs


def _text(
    groups: list[_Group], rows: list[PdfLine], first: int, usual: float, pitch: float
) -> None:
    page = _sides([row for row in rows if row.height <= SIZE_FACTOR * usual] or rows)
    at = 0
    while at < len(rows):
        stop = at + 1
        while stop < len(rows) and not _parts(rows[stop - 1], rows[stop], pitch):
            stop += 1
        made = _run(rows[at:stop], page, first + at, usual)
        if len(made) == 1 and stop < len(rows) and _is_short_heading(made[0]):
            made[0].kind = BlockKind.HEADING
        if made and at and _gap(rows[at - 1], rows[at]) < 0:  # the next column
            _continue(groups, made, usual)
        groups.extend(made)
        at = stop


def _sides(rows: list[PdfLine]) -> tuple[float, float]:
    return min(row.box[0] for row in rows), max(row.box[2] for row in rows)


def _run(run: list[PdfLine], page: tuple[float, float], first: int, usual: float) -> list[_Group]:
    """The groups of lines that follow one another closely; `page`: its left and right side."""
    rtl = direction_of(" ".join(line.text for line in run[:20])) == "rtl"
    if _is_heading(run, usual):
        return [_Group(BlockKind.HEADING, list(run))]
    wide = len(run) >= MIN_REPEATS and max(len(line.text) for line in run) >= MIN_COLUMN_CHARS
    left, right = _sides(run) if wide else page
    edge = left if rtl else right
    groups: list[_Group] = []
    after_date = False
    for at, line in enumerate(run):
        dated = line.page == 1 and first + at < DATELINE_LINES and dateline(line.text) is not None
        last = groups[-1] if groups else None
        if _begins_item(last, line, rtl=rtl):
            groups.append(_Group(BlockKind.ITEM, [line], edge))
        elif last is None or dated or after_date or _breaks(last, line, rtl=rtl):
            groups.append(_Group(BlockKind.PARAGRAPH, [line], edge))
        else:
            last.lines.append(line)
        after_date = dated
    return groups


def _is_heading(run: list[PdfLine], usual: float) -> bool:
    size = median(line.height for line in run)
    chars = sum(len(line.text) for line in run)
    marked = (usual > 0 and size > SIZE_FACTOR * usual) or all(line.bold for line in run)
    short = len(run) <= MAX_HEADING_LINES and chars <= MAX_HEADING_CHARS
    return marked and short and not is_sentence(run[-1].text)


def _is_short_heading(group: _Group) -> bool:
    """Whether a line that stands alone between paragraphs heads the next one."""
    words = group.lines[0].text
    return (
        group.kind is BlockKind.PARAGRAPH
        and len(group.lines) == 1
        and len(words) <= MAX_SHORT_HEADING
        and any(char.isalpha() for char in words)
        and not words[0].islower()
        and not is_sentence(words)
        and not words.endswith((":", ";", ",", "،", "-", "–"))
        and dateline(words) is None
    )


def _begins_item(last: _Group | None, line: PdfLine, *, rtl: bool) -> bool:
    if not _ITEM.match(line.text):
        return False
    if last is None:
        return True
    above = last.lines[-1].text
    if last.kind is BlockKind.ITEM:  # not a number that wrapped lines happen to begin with
        return is_sentence(above) or _indent(last.lines[0], line, rtl=rtl) <= 1
    return is_sentence(above) or above.endswith((":", ";", "؛"))


def _breaks(group: _Group, below: PdfLine, *, rtl: bool) -> bool:
    """Whether a new paragraph begins with `below`, though it follows closely."""
    above = group.lines[-1]
    ended = is_sentence(above.text)
    step = INDENT_FACTOR * below.height
    if group.kind is BlockKind.ITEM and _indent(group.lines[0], below, rtl=rtl) < -step:
        return True
    if group.kind is not BlockKind.ITEM and ended and _indent(above, below, rtl=rtl) > step:
        return True
    room = _room(group, below, rtl=rtl)
    if ended:
        return room > 0
    if below.text[0].islower() or above.broken or _GOES_ON.search(above.text):
        return False
    width = abs((group.edge or 0.0) - (above.box[2] if rtl else above.box[0]))
    return room > SURELY_SHORT * width


def _indent(above: PdfLine, below: PdfLine, *, rtl: bool) -> float:
    return above.box[2] - below.box[2] if rtl else below.box[0] - above.box[0]


def _room(group: _Group, below: PdfLine, *, rtl: bool) -> float:
    """What is left of the last line of a group after the first word of the next, in points."""
    above = group.lines[-1]
    if group.edge is None:
        return 0.0
    left = above.box[0] - group.edge if rtl else group.edge - above.box[2]
    letter = (below.box[2] - below.box[0]) / max(1, len(below.text))
    return left - letter * (len(below.text.split(" ", 1)[0]) + 2)


def _usual(numbers: list[float]) -> float:
    return median(numbers) if numbers else 0.0


def _pitch(pages: list[list[PdfLine]]) -> float:
    """The distance of base lines inside paragraphs: the lower quartile, as gaps are larger."""
    gaps = sorted(
        gap for page in pages for a, b in pairwise(page) if (gap := _gap(a, b)) > SAME_BASE
    )
    return gaps[len(gaps) // 4] if len(gaps) >= MIN_PITCHES else 0.0


def _gap(above: PdfLine, below: PdfLine) -> float:
    """The distance of two base lines in points; `0.0` where it is not known."""
    if above.base is None or below.base is None:
        return 0.0
    return above.base - below.base


def _same_size(a: float, b: float) -> bool:
    return not (a and b) or 1 / SIZE_FACTOR / SIZE_FACTOR < b / a < SIZE_FACTOR * SIZE_FACTOR


def _parts(above: PdfLine, below: PdfLine, pitch: float) -> bool:
    """Whether a new run begins between two lines."""
    a, b = above.height, below.height
    if not _same_size(a, b) or above.bold != below.bold:
        return True
    gap = _gap(above, below)
    usual = pitch or 1.6 * max(a, b)  # of one line no pitch is known: letters and a common leading
    return gap < -SAME_BASE or (usual > 0 and gap > GAP_FACTOR * usual)


# --- 4. over the end of a column or page


def _continue(before: list[_Group], after: list[_Group], usual: float) -> None:
    """Move the first paragraph of `after` to the last of `before` if its sentence goes on."""
    last = _neighbour(reversed(before), usual)
    first = _neighbour(iter(after), usual)
    if last is None or first is None or first.kind is not BlockKind.PARAGRAPH:
        return
    if last.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
        return
    above, below = last.lines[-1], first.lines[0]
    if is_sentence(above.text) or above.text.endswith(":") or dateline(above.text) is not None:
        return
    rtl = direction_of(above.text) == "rtl"
    width = abs((last.edge or 0.0) - (above.box[2] if rtl else above.box[0]))
    filled = len(last.lines) > 1 and _room(last, below, rtl=rtl) <= SURELY_SHORT * width
    if below.text[0].islower() or above.broken or _GOES_ON.search(above.text) or filled:
        last.lines.extend(first.lines)
        last.edge = first.edge
        after[:] = [group for group in after if group is not first]


def _neighbour(groups: Iterable[_Group], usual: float) -> _Group | None:
    """The first group that is neither furniture nor set in small letters, as notes are."""
    for group in islice(groups, LOOK_BACK):
        small = group.lines[0].height * SIZE_FACTOR < usual
        if group.kind is not BlockKind.FURNITURE and not small:
            return group
    return None
