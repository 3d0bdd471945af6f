"""Text of sources made safe to show, and the text view with its marked passages.

Nothing of a source becomes markup: it is escaped, and characters that reorder or hide text are
shown as visible marks. U+200C to U+200F and U+061C stay as they are: Arabic and Persian need them,
and their effect ends with the element, which carries its own direction.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from onrecord.model.document import Document
from onrecord.model.vocab import BlockKind

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
MAX_DEPTH = 6  # marks within marks; deeper ones keep their anchor and lose their colour
CONTEXT_CHARS = 400  # shown around a passage where a text is too long to show whole


@dataclass(frozen=True, slots=True)
class Passage:
    """A cited range of a document: its anchor, and the claims (id, label) whose words it is."""

    start: int
    end: int
    anchor: str
    claims: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a text view: a block of the page, or `omitted` characters not shown."""

    kind: BlockKind | None  # `None`: text outside all blocks
    html: Markup
    omitted: int = 0


def shown(text: str) -> Markup:
    """`text` as markup that shows every character and does nothing."""
    if not _HIDDEN.search(text):
        return escape(text)
    out, at = [], 0
    for found in _HIDDEN.finditer(text):
        code = f"U+{ord(found[0]):04X}"
        out.append(escape(text[at : found.start()]))
        out.append(Markup('<span class="ctl">{}</span>').format(code))
        at = found.end()
    return Markup("").join([*out, escape(text[at:])])


def plain(text: str) -> str:
    """`text` for places that hold no markup (page title, SVG): hidden characters as "[U+…]"."""
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def direction(text: str, default: str = "ltr") -> str:
    """That of most letters, "rtl" or "ltr"; `default` where neither leads."""
    right = left = 0
    for char in text[:400]:
        kind = unicodedata.bidirectional(char)
        right += kind in {"R", "AL"}
        left += kind == "L"
    if right == left:
        return "rtl" if default == "rtl" else "ltr"
    return "rtl" if right > left else "ltr"


def language(document: Document, text: str) -> str:
    """The language of a quote for the `lang` attribute; "und" where it is not known."""
    named = document.language or ""
    same = direction(text, document.direction) == document.direction
    return named if same and _LANGUAGE.fullmatch(named) else "und"


def text_view(document: Document, passages: Iterable[Passage], *, whole: bool) -> tuple[Part, ...]:
    """The text of `document` in order, each passage marked and carrying its anchor once.

    `whole` false: only the passages and `CONTEXT_CHARS` around them; the rest is counted.
    """
    marks = sorted(passages, key=lambda each: (each.start, -each.end))
    text = document.text
    windows = [(0, len(text))] if whole else _windows(marks, len(text))
    waiting = {each.anchor for each in marks}
    parts: list[Part] = []
    active: list[Passage] = []
    at = following = 0
    for kind, start, end in _regions(document, windows):
        if start > at:
            parts.append(Part(None, Markup(""), omitted=start - at))
        active = [each for each in active if each.end > start]
        while following < len(marks) and marks[following].start < end:
            if marks[following].end > start:
                active.append(marks[following])
            following += 1
        if kind is not None or active or text[start:end].strip():
            parts.append(Part(kind, _marked(text, start, end, active, waiting)))
        at = end
    if at < len(text) and not whole:
        parts.append(Part(None, Markup(""), omitted=len(text) - at))
    if waiting:
        rest = Markup("").join(_anchor(anchor) for anchor in sorted(waiting))
        parts.append(Part(None, rest))
    return tuple(parts)


def _windows(marks: list[Passage], length: int) -> list[tuple[int, int]]:
    """Ranges to show of a long text, merged and in order."""
    found: list[tuple[int, int]] = [(0, min(length, CONTEXT_CHARS))]
    for each in marks:
        start = max(0, each.start - CONTEXT_CHARS)
        ends = [min(length, each.end + CONTEXT_CHARS)]
        starts = [start]
        if each.end - each.start > 4 * CONTEXT_CHARS:  # a passage of pages: its two ends
            ends = [each.start + CONTEXT_CHARS, ends[0]]
            starts = [start, each.end - CONTEXT_CHARS]
        found.extend(zip(starts, ends, strict=True))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _regions(
    document: Document, windows: list[tuple[int, int]]
) -> Iterable[tuple[BlockKind | None, int, int]]:
    """Blocks and what stands between them, cut to the windows, in order, without overlap."""
    at = 0
    every: list[tuple[BlockKind | None, int, int]] = []
    for block in document.blocks:
        if block.start > at:
            every.append((None, at, block.start))
        start = max(at, block.start)
        if block.end > start:
            every.append((block.kind, start, block.end))
        at = max(at, block.end)
    if at < len(document.text):
        every.append((None, at, len(document.text)))
    first = 0
    for kind, start, end in every:
        while first < len(windows) and windows[first][1] <= start:
            first += 1
        for low, high in windows[first:]:
            if low >= end:
                break
            yield kind, max(start, low), min(end, high)


def _anchor(name: str) -> Markup:
    return Markup('<a id="{}"></a>').format(name)


def _marked(text: str, start: int, end: int, marks: list[Passage], waiting: set[str]) -> Markup:
    """`text[start:end]` with marks nested where they nest and cut where they cross."""
    out: list[Markup] = []
    open_ends: list[int] = []
    at = start

    def advance(to: int) -> None:
        nonlocal at
        while open_ends and open_ends[-1] <= to:
            out.append(shown(text[at : open_ends[-1]]))
            out.append(Markup("</mark>"))
            at = open_ends.pop()
        out.append(shown(text[at:to]))
        at = to

    heap = [
        (max(start, each.start), -min(end, each.end), order) for order, each in enumerate(marks)
    ]
    heapq.heapify(heap)
    while heap:
        low, high, order = heapq.heappop(heap)
        high = -high
        each = marks[order]
        advance(low)
        is_first = each.anchor in waiting
        waiting.discard(each.anchor)
        if len(open_ends) >= MAX_DEPTH:
            out.append(_anchor(each.anchor) if is_first else Markup(""))
            continue
        if open_ends and high > open_ends[-1]:
            heapq.heappush(heap, (open_ends[-1], -high, order))
            high = open_ends[-1]
        out.append(_opening(each, is_first=is_first))
        open_ends.append(high)
    advance(end)
    return Markup("").join(out)


def _opening(each: Passage, *, is_first: bool) -> Markup:
    kind = Markup(' class="v"') if not each.claims else Markup("")
    if not is_first:
        return Markup("<mark{}>").format(kind)
    back = Markup("").join(
        Markup('<a class="ref" href="#{}" aria-label="claim {}" data-n="{}"></a>').format(
            target, label, label
        )
        for target, label in each.claims
    )
    return Markup('<mark id="{}"{}>{}').format(each.anchor, kind, back)


def by_document(cited: Mapping[tuple[str, int, int], Passage]) -> dict[str, list[Passage]]:
    """Passages keyed by (document, start, end), gathered by document."""
    found: dict[str, list[Passage]] = {}
    for (document, _, _), passage in cited.items():
        found.setdefault(document, []).append(passage)
    return found
