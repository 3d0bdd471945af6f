"""Which parts of a page are its main text.

1. trafilatura says which words are main text; parts with exactly these words are main.
2. Running text between the first and the last such part is main too: a dropped paragraph would
   be lost evidence, a stray line costs little.
3. Pages that are too large or too deep for trafilatura, or of which it makes nothing, are read by
   their own marks: what is not in a navigation element and not mostly links.
"""

from __future__ import annotations

import re

import trafilatura
from lxml.etree import LxmlError

from onrecord.read.header import is_sentence
from onrecord.read.html_walk import Page, Part
from onrecord.read.limits import (
    MAX_MAIN_TEXT_CHARS,
    MAX_MAIN_TEXT_DEPTH,
    MAX_MAIN_TEXT_TAGS,
    MAX_MAIN_TEXT_WEIGHT,
    MAX_TABLE_DEPTH,
)

MAX_LINK_SHARE = 0.5  # of the characters of a part; more is navigation
MIN_RUNNING_CHARS = 60
FIND_WINDOW_CHARS = 20_000  # how far on a part is looked for, so that a search stays linear
MIN_COVERED_SHARE = 0.25  # of the running text; less means that the wrong part was found

_SPACES = re.compile(r"\s+")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BLOCK_TAGS = ("p", "head", "item", "cell", "quote", "code", "list", "ab", "row", "div")


def main_parts(source: str, page: Page) -> tuple[list[bool], str | None]:
    """For each part of the page whether it is main text, and a note if step 3 decided."""
    own = [_by_own_marks(part) for part in page.parts]
    if (
        len(source) > MAX_MAIN_TEXT_CHARS
        or page.depth > MAX_MAIN_TEXT_DEPTH
        or page.tags > MAX_MAIN_TEXT_TAGS
        or page.weight > MAX_MAIN_TEXT_WEIGHT
        or page.table_depth > MAX_TABLE_DEPTH
    ):
        return own, "page too large or too deep for main text detection; read by its own marks"
    found = _extracted(source)
    if found is None:
        return own, "no main text detected; read by the marks of the page itself"
    lines, flat = found
    matched = _matched(page.parts, lines, flat)
    running = [len(part.text()) if _runs(part) else 0 for part in page.parts]
    covered = sum(size for size, hit in zip(running, matched, strict=True) if hit)
    if not any(matched) or covered < MIN_COVERED_SHARE * sum(running):
        return own, "detected main text covers little of the page; read by its own marks"
    first = matched.index(True)
    last = len(matched) - 1 - matched[::-1].index(True)
    return [
        hit or (first < at < last and _runs(part))
        for at, (hit, part) in enumerate(zip(matched, page.parts, strict=True))
    ], None


def _by_own_marks(part: Part) -> bool:
    return not part.furniture and part.link_chars <= MAX_LINK_SHARE * len(part.text())


def _runs(part: Part) -> bool:
    """Whether a part is running text outside navigation."""
    text = part.text()
    return _by_own_marks(part) and (len(text) >= MIN_RUNNING_CHARS or is_sentence(text))


def _extracted(source: str) -> tuple[set[str], str] | None:
    try:
        found = trafilatura.bare_extraction(
            _NOT_XML.sub(" ", source), include_comments=False, include_tables=True
        )
    except (RecursionError, LxmlError, ValueError, AttributeError, TypeError):
        # The library fails on some broken trees; the page still has its own marks.
        return None
    body = getattr(found, "body", None)
    if body is None:
        return None
    lines = {_SPACES.sub("", "".join(node.itertext())) for node in body.iter(*_BLOCK_TAGS)}
    return lines, _SPACES.sub("", "".join(body.itertext()))


def _matched(parts: list[Part], lines: set[str], flat: str) -> list[bool]:
    result, at = [], 0
    for part in parts:
        words = _SPACES.sub("", part.text())
        place = flat.find(words, at, at + len(words) + FIND_WINDOW_CHARS)
        hit = words in lines or (place >= 0 and len(words) >= MIN_RUNNING_CHARS // 2)
        if hit and place >= 0:
            at = place + len(words)
        result.append(hit and not (part.furniture and not _runs(part)) and not _mostly_links(part))
    return result


def _mostly_links(part: Part) -> bool:
    return part.link_chars > MAX_LINK_SHARE * len(part.text()) and not is_sentence(part.text())
