"""What the parts of a page are: title, dateline, byline, credit and furniture, in plain text.

1. Furniture at both ends: breadcrumbs, menus, share links, notices of rights.
2. The lines before the first long paragraph: dateline, byline, then the title.
3. Repeats of the title, alone or at the end of a breadcrumb: furniture.
4. "(Source: …)" at the end of a paragraph or on a line of its own: split off as the credit.
"""

from __future__ import annotations

import re

from onrecord.lang.fold import fold
from onrecord.model.document import Block
from onrecord.model.vocab import BODY_KINDS, BlockKind
from onrecord.model.when import When
from onrecord.read.dateline import dateline, tells_update
from onrecord.read.draft import Facts, Range
from onrecord.read.letterhead import (
    head_of,
    is_unit,
    lead_date,
    letterhead,
    tells_kind,
    tells_period,
    title_date,
)

HEAD_BLOCKS = 10  # how far down a title or dateline is looked for
TAIL_BLOCKS = 12
MAX_TITLE_CHARS = 250
MAX_CRUMB_CHARS = 600
MAX_CREDIT_CHARS = 150
LETTERHEAD_BLOCKS = 3  # how far down the name of a publisher may stand alone
LONG_CHARS = 280  # a block so long is running text

_CREDIT_LABEL = r"(?:sources?|source\s?de|credits?|المصدر|مصدر|المصادر)"
_CREDIT_TAIL = re.compile(
    rf"[(\[]\s{{0,3}}{_CREDIT_LABEL}\s{{0,3}}[:：/]\s{{0,3}}"
    rf"([^()\[\]\n]{{2,{MAX_CREDIT_CHARS}}}?)\s{{0,3}}[)\]]"
    r"[\s.*]{0,8}$",
    re.IGNORECASE,
)
_CREDIT_LINE = re.compile(
    rf"^\s{{0,8}}[-–—*]?\s{{0,3}}{_CREDIT_LABEL}\s{{0,3}}[:：]\s{{0,3}}"
    rf"([^\n]{{2,{MAX_CREDIT_CHARS}}}?)[\s.]{{0,8}}$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^\s{0,8}(?:by|written by|reported by|author|authors|reporter|"
    r"بقلم|كتب|كتبت|إعداد|اعداد|تقرير|الكاتب)"
    r"(?:\s{0,3}[:：]\s{0,3}|\s{1,3})([^\n.!?،;:|]{3,80}?)\s{0,8}$",
    re.IGNORECASE,
)
_TITLE_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})
_AND = re.compile(r"\s(?:and|&)\s|,\s|\sو(?=\w{3,}\s\w)")
_MENU = re.compile(r"^\s*(?:home|الرئيسية|main page|الصفحة الرئيسية|you are here)\b", re.IGNORECASE)
_FURNITURE = re.compile(
    r"^\s{0,8}(?:share(?: this| on| via)?\b.{0,80}|print(?: this)?(?: page)?|e-?mail(?: this)?|"
    r"tweet|read more.{0,120}|related (?:articles|news|posts|stories)\W*|tags?\s?:.{0,200}|"
    r"(?:copyright|©|\(c\)).{0,200}|all rights reserved.{0,80}|"
    r"(?:follow|join|like|contact|about) us.{0,120}|"
    r"(?:privacy policy|terms of use|cookie|subscribe|sign up|log ?in|search|skip to|back to)"
    r".{0,80}|"
    r"(?:facebook|twitter|telegram|whatsapp|instagram|youtube)(?:[\s,|]{1,3}\w{1,12}){0,6}|"
    r"(?:menu|next|previous|comments?|leave a (?:reply|comment)|advertisement|"
    r"جميع الحقوق محفوظة.{0,120}|"
    r"شارك.{0,60}|طباعة|اقرأ أيضا.{0,120}|مواضيع ذات صلة\W*|وسوم\s?:.{0,200}|تابعونا.{0,80}|"
    r"القائمة|اتصل بنا|من نحن|بحث))\s{0,8}$",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"\s(?:[|»>›·•/«]|::|\\)\s")
_SENTENCE_END = re.compile(r"[.!?؟…][\"'”’»)\]]{0,3}$")
_DIGITS_ONLY = re.compile(r"^\W*\d{0,6}\W*$")
_YEAR_ALONE = re.compile(r"^\s*(?:1[89]|20)\d\d\s*$")  # heads a part of a chronology
MIN_MENU_LINKS = 3
MAX_MENU_WORDS = 4  # a link


def mark(text: str, blocks: list[Block], facts: Facts) -> list[Block]:
    """The blocks with their kinds, the credit split off; fills what `facts` does not have yet."""
    marked = [
        _as(block, BlockKind.FURNITURE)
        if _is_furniture(text, block, position, len(blocks))
        else _as(block, BlockKind.HEADING)
        if _YEAR_ALONE.match(text[block.start : min(block.end, block.start + 40)])
        and block.kind is BlockKind.PARAGRAPH
        else block
        for position, block in enumerate(blocks)
    ]  # 1
    _mark_head(text, marked, facts)  # 2
    if facts.title:
        _mark_repeats(text, marked, facts)  # 3
    return _split_credits(text, marked, facts)  # 4


def split_names(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges of the single names in a list of names."""
    places, at = [], start
    for match in _AND.finditer(text, start, end):
        places.append((at, match.start()))
        at = match.end()
    places.append((at, end))
    return [trimmed for a, b in places if (trimmed := trim(text, a, b)) is not None]


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range without white space at both ends; `None` if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def is_byline(words: str) -> bool:
    """Whether a line names the author, and nothing else."""
    return len(words) <= MAX_CREDIT_CHARS and bool(_BYLINE.match(words))


def is_credit(words: str) -> bool:
    """Whether a line names the source of the page, and nothing else."""
    if len(words) > 2 * MAX_CREDIT_CHARS:
        return False
    tail = _CREDIT_TAIL.search(words)
    return bool(_CREDIT_LINE.match(words)) or (
        tail is not None and not words[: tail.start()].strip()
    )


def is_sentence(words: str) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(_SENTENCE_END.search(words.rstrip()))


def _as(block: Block, kind: BlockKind) -> Block:
    return Block(kind, block.start, block.end)


def _is_furniture(text: str, block: Block, position: int, total: int) -> bool:
    if block.kind not in BODY_KINDS:
        return False
    if position >= HEAD_BLOCKS and position < total - TAIL_BLOCKS:
        return False
    if block.end - block.start > MAX_CRUMB_CHARS:
        return False
    words = text[block.start : block.end]
    if not any(char.isalnum() for char in words):
        return True
    if block.kind is BlockKind.CELL:
        return False  # a number alone is what cells hold
    if _YEAR_ALONE.match(words):
        return False
    if total > 1 and (_FURNITURE.match(words) or _DIGITS_ONLY.match(words)):
        return True
    links = _SEPARATORS.split(words)
    head = head_of(words) if position < HEAD_BLOCKS else None
    if head is not None and not head.release:
        return False
    return (
        len(links) >= MIN_MENU_LINKS
        and not is_sentence(words)
        and (sum(len(link.split()) <= MAX_MENU_WORDS for link in links) * 3 >= len(links) * 2)
    )


def _mark_head(text: str, blocks: list[Block], facts: Facts) -> None:
    candidate: int | None = None
    for at, block in enumerate(blocks[:HEAD_BLOCKS]):
        words = text[block.start : block.end]
        if block.kind not in BODY_KINDS:
            continue
        if (kind := _kind_by_head(text, blocks, at, facts)) is not None:
            blocks[at] = _as(block, kind)
            continue
        if byline := _BYLINE.match(words):
            blocks[at] = _as(block, BlockKind.BYLINE)
            if not facts.authors:
                a, b = byline.span(1)
                facts.authors.extend(split_names(text, block.start + a, block.start + b))
            continue
        if at and blocks[at - 1].kind is BlockKind.BYLINE and tells_period(words):
            continue  # read for the year of the days named below
        if _ends_head(words) or _CREDIT_LINE.match(words):
            break
        if candidate is None and facts.title is None:
            if block.kind not in _TITLE_KINDS or not _may_be_title(words):
                break
            candidate = at
    if candidate is not None and candidate + 1 < len(blocks):
        candidate = _not_a_crumb(text, blocks, candidate)
        blocks[candidate] = _as(blocks[candidate], BlockKind.TITLE)
        facts.title = (blocks[candidate].start, blocks[candidate].end)


def _kind_by_head(text: str, blocks: list[Block], at: int, facts: Facts) -> BlockKind | None:
    """The kind of a line that states date or publisher, both noted; `None` for other lines."""
    start = blocks[at].start
    words = text[start : blocks[at].end]
    if (head := head_of(words)) is not None:
        _state(facts, start, head.name, head.dated)
        if head.release:
            return BlockKind.FURNITURE
        return BlockKind.DATELINE if head.dated else BlockKind.BYLINE
    if found := dateline(words):
        _state(facts, start, None, None if tells_update(words) else found)
        return BlockKind.DATELINE
    if _is_letterhead(text, blocks, at):
        _state(facts, start, None if is_unit(words) else (0, len(words)), None)
        return BlockKind.BYLINE
    _state(facts, start, None, title_date(words) or lead_date(words))
    return None


def _state(
    facts: Facts, start: int, name: Range | None, dated: tuple[int, int, When] | None
) -> None:
    """Fill publisher and date from ranges of the block at `start`, if not known yet."""
    if name is not None and facts.publisher is None:
        facts.publisher = (start + name[0], start + name[1])
    if dated is not None and facts.published is None:
        facts.published = (start + dated[0], start + dated[1], dated[2])


def _is_letterhead(text: str, blocks: list[Block], at: int) -> bool:
    """Whether a name stands alone at the top, with a date or kind of publication soon below."""
    words = text[blocks[at].start : blocks[at].end]
    if at >= LETTERHEAD_BLOCKS or not (letterhead(words) or (at and is_unit(words))):
        return False
    for block in blocks[at + 1 : at + 1 + LETTERHEAD_BLOCKS]:
        below = text[block.start : block.end]
        if dateline(below) is not None or head_of(below) is not None:
            return True
        if not (is_unit(below) or letterhead(below)):
            return tells_kind(below) and not is_sentence(below)
    return False


def _ends_head(words: str) -> bool:
    return len(words) >= LONG_CHARS or (is_sentence(words) and len(words) > MAX_TITLE_CHARS // 2)


def _may_be_title(words: str) -> bool:
    if _YEAR_ALONE.match(words):
        return False
    return len(words) <= MAX_TITLE_CHARS and not words.rstrip().endswith((".", ":", ";", ",", "،"))


def _not_a_crumb(text: str, blocks: list[Block], at: int) -> int:
    """The title that a breadcrumb at `at` ends with, if one follows soon; else `at`."""
    crumb = fold(text[blocks[at].start : blocks[at].end])
    for later in range(at + 1, min(at + 4, len(blocks))):
        block = blocks[later]
        if block.kind not in BODY_KINDS or block.end - block.start > MAX_TITLE_CHARS:
            continue
        words = fold(text[block.start : block.end])
        if len(words) < len(crumb) and crumb.endswith(" " + words):
            blocks[at] = _as(blocks[at], BlockKind.FURNITURE)
            return later
    return at


def _mark_repeats(text: str, blocks: list[Block], facts: Facts) -> None:
    if facts.title is None:
        return
    title = fold(text[facts.title[0] : facts.title[1]])
    length = facts.title[1] - facts.title[0]
    if not title:
        return
    for at, block in enumerate(blocks):
        size = block.end - block.start
        if block.kind not in BODY_KINDS or size > MAX_CRUMB_CHARS:
            continue
        near_edge = at < HEAD_BLOCKS or at >= len(blocks) - TAIL_BLOCKS
        if not near_edge and not 0.5 * length < size < 2 * length:
            continue
        words = fold(text[block.start : block.end])
        repeated = words == title
        crumb = (
            near_edge
            and words.endswith(" " + title)
            and (
                len(title.split()) >= MAX_MENU_WORDS
                or bool(_MENU.match(text[block.start : block.end]))
            )
        )
        if repeated or crumb:
            blocks[at] = _as(block, BlockKind.FURNITURE)


def _split_credits(text: str, blocks: list[Block], facts: Facts) -> list[Block]:
    result: list[Block] = []
    for block in blocks:
        if block.kind not in BODY_KINDS:
            result.append(block)
            continue
        # Only the end is searched: the label, the name and the brackets fit into this many.
        low = max(block.start, block.end - 2 * MAX_CREDIT_CHARS)
        match = _CREDIT_TAIL.search(text[low : block.end])
        alone = (
            None
            if block.end - block.start > 2 * MAX_CREDIT_CHARS
            else _CREDIT_LINE.match(text[block.start : block.end])
        )
        if alone is not None:
            a, b = block.start + alone.start(1), block.start + alone.end(1)
            result.append(_as(block, BlockKind.CREDIT))
        elif match is not None:
            a, b = low + match.start(1), low + match.end(1)
            head = trim(text, block.start, low + match.start())
            if head is not None:
                result.append(Block(block.kind, *head))
            result.append(Block(BlockKind.CREDIT, low + match.start(), block.end))
        else:
            result.append(block)
            continue
        if facts.credit is None:
            facts.credit = trim(text, a, b)
    return result
