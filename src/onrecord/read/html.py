"""HTML: visible text with its bytes, main text told from navigation, stated facts anchored.

Values that stand only in attributes, `<title>` or JSON-LD come first in the text, as blocks of
their own, so that each has a span and bytes. Text outside the main text is kept as furniture.
"""

from __future__ import annotations

import re

from onrecord.errors import SourceUnreadableError
from onrecord.lang.direction import language_of
from onrecord.lang.fold import fold
from onrecord.model.document import Document
from onrecord.model.fixity import Capture
from onrecord.model.vocab import BODY_KINDS, BlockKind
from onrecord.model.when import When
from onrecord.read.dateline import dateline, tells_update
from onrecord.read.decoding import Decoded, decode, served_charset
from onrecord.read.draft import Draft, Facts, Range, body_sample, document_of
from onrecord.read.header import is_byline, is_credit, mark
from onrecord.read.html_main import main_parts
from onrecord.read.html_meta import Meta, meta_of
from onrecord.read.html_walk import Page, Part, Walker, pieces_of
from onrecord.read.html_write import Writer
from onrecord.read.limits import MAX_HTML_BYTES

HEAD_BYTES = 4096  # where a charset declaration is looked for
PARTS_BEFORE_TITLE = 5  # how far around the title a visible dateline or byline is looked for
PARTS_AFTER_TITLE = 10
CREDIT_PARTS = 4  # how far behind the main text a credit line is looked for
MAX_LINE_CHARS = 300
MIN_SUFFIX = re.compile(r"\s[|–—»-]\s")  # between a headline and the name of the site

_CHARSET = re.compile(
    rb"""<meta[^>]{0,300}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{2,40})""", re.IGNORECASE
)
_XML_ENCODING = re.compile(
    rb"""^\s{0,20}<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}["']([\w.-]{2,40})"""
)
_LANGUAGE = re.compile(r"^[a-z]{2}(?=$|[-_])")
_Dates = dict[int, tuple[int, int, When]]  # part -> range in it and what it gives


def read_html(capture: Capture, body: bytes) -> Document:
    """The document of a web page. Raises: SourceUnreadableError."""
    if len(body) > MAX_HTML_BYTES:
        raise SourceUnreadableError(
            "reading HTML",
            capture.origin,
            expected=f"at most {MAX_HTML_BYTES} bytes",
            found=f"{len(body)} bytes",
            advice="Save the part of the page that matters as its own file",
        )
    charset = declared_charset(body) or served_charset(capture.media_type_declared)
    decoded = decode(body, capture.origin, charset)
    draft = html_draft(decoded, capture.origin)
    return document_of(draft, object_=capture.sha256, reader="html", where=capture.origin)


def declared_charset(body: bytes) -> str | None:
    """The encoding that the beginning of a page declares."""
    head = body[:HEAD_BYTES]
    match = _XML_ENCODING.search(head) or _CHARSET.search(head)
    return match[1].decode("ascii", "replace") if match else None


def html_draft(decoded: Decoded, where: str) -> Draft:
    """The draft of a decoded page: stated values, then the visible parts in their order."""
    source = decoded.text
    page = Walker(source, where).walk()
    meta = meta_of(source, page)
    main, note = main_parts(source, page)
    notes = [*decoded.notes, *([note] if note else [])]
    title_at = _title_part(source, page, meta, main)
    dates = _visible_dates(page.parts, title_at, main)
    shown_at = _shown_date(dates, page, meta, notes)
    _keep_lines(page.parts, title_at, main)
    writer, facts = Writer(), Facts()
    _write_stated(source, writer, facts, meta, (title_at, shown_at))
    if meta.author and not any(main[n] and is_byline(p.text()) for n, p in enumerate(page.parts)):
        place = writer.block(BlockKind.BYLINE, pieces_of(source, *meta.author))
        facts.authors.append(place)
    for at, part in enumerate(page.parts):
        kind = part.kind if main[at] else BlockKind.FURNITURE
        kind = BlockKind.DATELINE if at in dates else kind
        place = writer.block(BlockKind.TITLE if at == title_at else kind, part.pieces)
        if at == title_at:
            facts.title = place
        if at == shown_at:
            start, end, when = dates[at]
            facts.published = (place[0] + start, place[0] + end, when)
    text = writer.text()
    body = [block for block in writer.blocks if block.kind in BODY_KINDS]
    rest = [block for block in writer.blocks if block.kind not in BODY_KINDS]
    blocks = sorted([*rest, *mark(text, body, facts)], key=lambda block: block.start)
    draft = Draft(text, blocks, writer.origins(decoded), decoded.encoding, facts, notes)
    _tell_language(draft, page)
    return draft


def _write_stated(
    source: str, writer: Writer, facts: Facts, meta: Meta, shown: tuple[int | None, int | None]
) -> None:
    """Title, publication date and publisher, where no visible part carries them."""
    title_at, date_at = shown
    title = meta.title or _headline(source, meta)
    if title_at is None and title is not None:
        facts.title = writer.block(BlockKind.TITLE, pieces_of(source, *title))
    if date_at is None and meta.published is not None:
        place, when = meta.published
        facts.published = (*writer.block(BlockKind.DATELINE, pieces_of(source, *place)), when)
    if meta.publisher is not None:
        facts.publisher = writer.block(BlockKind.BYLINE, pieces_of(source, *meta.publisher))


def _headline(source: str, meta: Meta) -> Range | None:
    """`<title>` without the name of the site, where the publisher is named and it ends so."""
    if meta.page_title is None or meta.publisher is None:
        return meta.page_title
    start, end = meta.page_title
    publisher = fold(_shown(source, meta.publisher))
    for cut in reversed(list(MIN_SUFFIX.finditer(source, start, end))):
        if fold(_shown(source, (cut.end(), end))) == publisher:
            return start, cut.start()
    return meta.page_title


def _title_part(source: str, page: Page, meta: Meta, main: list[bool]) -> int | None:
    """The visible part that is the title: one that the stated title repeats, else the only h1."""
    stated = [fold(_shown(source, place)) for place in (meta.title, meta.page_title) if place]
    headings = [at for at, part in enumerate(page.parts) if part.tag in {"h1", "h2", "h3"}]
    for at in headings:
        words = fold(page.parts[at].text())
        if words and any(_repeats(words, name) for name in stated):
            return at
    for at, part in enumerate(page.parts):
        if main[at] and stated and len(part.text()) < MAX_LINE_CHARS:
            words = fold(part.text())
            if words in stated:
                return at
    tops = [at for at in headings if page.parts[at].tag == "h1" and not page.parts[at].furniture]
    return tops[0] if not meta.title and (len(tops) == 1 or (tops and not stated)) else None


def _repeats(words: str, name: str) -> bool:
    """Whether a stated title is these words, alone or with the name of the site beside them."""
    return words == name or (f" {words} " in f" {name} " and 2 * len(words) > len(name))


def _shown(source: str, place: Range) -> str:
    return "".join(piece[0] for piece in pieces_of(source, *place))


def _visible_dates(parts: list[Part], title_at: int | None, main: list[bool]) -> _Dates:
    """Datelines near the title, or near the first main part of a page without a visible title."""
    centre = title_at if title_at is not None else (main.index(True) if any(main) else 0)
    found: _Dates = {}
    for at in range(
        max(0, centre - PARTS_BEFORE_TITLE), min(len(parts), centre + PARTS_AFTER_TITLE)
    ):
        if at != title_at and (date := dateline(parts[at].text())) is not None:
            found[at] = date
    return found


def _shown_date(dates: _Dates, page: Page, meta: Meta, notes: list[str]) -> int | None:
    """The visible dateline to anchor the publication date in; `None`: the stated value, if any."""
    order = sorted(dates, key=lambda at: (tells_update(page.parts[at].text()), at))
    shown = next((at for at in order if not tells_update(page.parts[at].text())), None)
    if shown is None or meta.published is None:
        return shown
    seen, stated = dates[shown][2], meta.published[1]
    if seen.earliest == stated.earliest and seen.latest == stated.latest:
        return shown if seen.local_time or not stated.local_time else None
    if not (seen.earliest and seen.latest and stated.earliest) or not (
        seen.earliest <= stated.earliest <= seen.latest
    ):
        notes.append("the page shows another date than its metadata; the metadata is taken")
    return None


def _keep_lines(parts: list[Part], title_at: int | None, main: list[bool]) -> None:
    """Count bylines near the title and credit lines behind the main text as main text."""
    if not any(main):
        return
    last = len(main) - 1 - main[::-1].index(True)
    for at in range(last + 1, min(len(parts), last + 1 + CREDIT_PARTS)):
        if is_credit(parts[at].text()):
            main[at] = True
    centre = title_at if title_at is not None else main.index(True)
    for at in range(max(0, centre - 2), min(len(parts), centre + PARTS_AFTER_TITLE)):
        text = parts[at].text()
        if not parts[at].furniture and (is_byline(text) or is_credit(text)):
            main[at] = True


def _tell_language(draft: Draft, page: Page) -> None:
    """The declared language only where the text itself does not tell another."""
    declared = _LANGUAGE.match(page.language or "")
    if declared is None:
        return
    shown = language_of(body_sample(draft.text, draft.blocks))
    if shown is None:
        draft.facts.language = declared.group()
    elif shown != declared.group():
        draft.notes.append(f"declared as language {declared.group()}, read as {shown}")
