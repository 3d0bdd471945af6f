"""Words of a document that name places.

Steps, for each title, dateline and body block: 1. every capitalised phrase that the gazetteer or
the list of countries knows becomes a candidate, the longest first; 2. the words around it decide:
a place, an adjective, part of another name, or a person; 3. names without a cue are kept if the
same name has one elsewhere in the document. Arabic has no capitals and asks for more cues
(`extract.arabic_places`). Unknown names count where a word beside them says what they are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from onrecord.extract.arabic_places import ARABIC, arabic_mentions
from onrecord.extract.placecontext import (
    LARGE,
    LIST_GAP,
    OWN,
    SHORT_NAMES,
    WIDE,
    Setting,
    Word,
    kind_of,
)
from onrecord.extract.placepatterns import ARTICLE, Candidate, by_shape, level_by_shape
from onrecord.lang import placecues as cues
from onrecord.lang.countries import country_of_adjective
from onrecord.lang.fold import fold
from onrecord.model.document import Block, Document
from onrecord.model.entity import GazetteerRow, PlaceMention
from onrecord.model.vocab import BODY_KINDS, BlockKind
from onrecord.seams import Gazetteer

READ_KINDS: Final = BODY_KINDS | {BlockKind.TITLE, BlockKind.DATELINE}
LONGEST_BLOCK: Final = 200_000  # code points read of one block
MOST_WORDS: Final = 5  # words in one name
KM_A_MILE: Final = 1.609

_WORD: Final = re.compile(
    r"(?:[A-Z]\.){2,4}|[^\W\d_]+(?:[’'ʼ‘`-][^\W\d_]+){0,4}(?<!['’]s)(?<!['’]S)|[^\W\d_]+"
)
_CONNECTORS: Final = frozenset(
    {"of", "de", "del", "la", "al", "el", "the", "du", "upon", "on", "and"}
)
# "R-Oxford", "Olmar-based", "Olmari-Velmoran": words that a hyphen joins to a name.
_PARTY: Final = re.compile(r"(?:R|D|I|DFL|GOP)-(?=[A-Z])")
_SUFFIX: Final = re.compile(
    r"-(?:based|area|born|controlled|held|led|backed|occupied|administered|run|owned|made|wide|bound|"
    r"style|trained|funded|supplied|allied|aligned|facing|language|speaking)$"
)


def place_mentions(document: Document, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Names of places in title, dateline and body blocks, in order, not overlapping."""
    found: list[tuple[Block, Candidate]] = []
    arabic: list[PlaceMention] = []
    surnames = cues.surnames(document.text)
    for block in document.blocks:
        if block.kind in READ_KINDS:
            clipped = replace(block, end=min(block.end, block.start + LONGEST_BLOCK))
            found += [(clipped, c) for c in _block(document.text, clipped, gazetteer, surnames)]
            if ARABIC.search(document.text, clipped.start, clipped.end):
                arabic += arabic_mentions(document, clipped, gazetteer)
    bodies = cues.bodies_that_act(document.text)
    found = [(b, c) for b, c in found if not _is_body(document.text, c, bodies, gazetteer)]
    named = {fold(document.text[c.start : c.end]) for _, c in found if c.kind == "name"}
    mentions = arabic
    for block, candidate in found:
        words = document.text[candidate.start : candidate.end]
        if candidate.kind != "weak":
            mentions.append(_mention(document, block, candidate, candidate.kind))
        elif fold(words) in named:
            mentions.append(_mention(document, block, candidate, "name"))
    return tuple(sorted(mentions, key=lambda mention: mention.span.start))


def _is_body(text: str, candidate: Candidate, bodies: frozenset[str], gazetteer: Gazetteer) -> bool:
    """Whether the document uses the name for somebody who acts, and no known place outweighs it."""
    phrase = " ".join(text[candidate.start : candidate.end].split())
    if phrase not in bodies or candidate.kind not in {"name", "weak"}:
        return False
    return not any(
        row.gazetteer_id.startswith(OWN)
        or row.level in WIDE
        or (row.population or 0) >= LARGE
        or row.label.startswith("The ")
        for row in _known(gazetteer, phrase, shouted=False)
    )


def _mention(document: Document, block: Block, candidate: Candidate, kind: str) -> PlaceMention:
    """The mention with its level and relation, read from the words beside it."""
    span = document.span(candidate.start, candidate.end)
    if kind != "name":
        return PlaceMention(span, kind)
    before = document.text[max(block.start, candidate.start - 70) : candidate.start]
    after = document.text[candidate.end : min(block.end, candidate.end + 40)]
    unit = cues.UNIT_AFTER.match(after) or cues.UNIT_BEFORE.search(before)
    level = cues.unit_level(unit["unit"]) if unit else None
    level = level_by_shape(span.quote) or level
    related = cues.RELATION.search(before)
    if related and related[0].strip():
        start = candidate.start - len(related[0])
        relation = document.span(start, start + len(related[0].rstrip()))
        return PlaceMention(span, kind, level, relation, _km(related))
    beside = cues.RELATION_AFTER.match(after)
    if beside:
        start = candidate.end + len(beside[0]) - len(beside[0].lstrip("'’s").lstrip())
        return PlaceMention(span, kind, level, document.span(start, candidate.end + len(beside[0])))
    return PlaceMention(span, kind, level)


def _km(related: re.Match[str]) -> float | None:
    if not related["distance"]:
        return None
    return round(
        float(related["distance"]) * (KM_A_MILE if related["unit"].startswith("mi") else 1), 1
    )


def _words(text: str, block: Block) -> list[Word]:
    return [
        Word(start, end, text[start:end], _may_name(text[start:end]))
        for match in _WORD.finditer(text, block.start, block.end)
        for start, end in _parts(match)
    ]


def _may_name(word: str) -> bool:
    return word[0].isupper() or bool(ARTICLE.match(word))


def _parts(match: re.Match[str]) -> list[tuple[int, int]]:
    """The word of a match, or those that its hyphen joins."""
    start, end, word = match.start(), match.end(), match[0]
    if "-" not in word:
        return [(start, end)]
    if party := _PARTY.match(word):
        return [(start + party.end(), end)]
    if suffix := _SUFFIX.search(word):
        return [(start, start + suffix.start())]
    left, _, right = word.partition("-")
    if country_of_adjective(left) or country_of_adjective(right) or left in SHORT_NAMES:
        at = start + len(left)
        return [(start, at), (at + 1, end)]
    return [(start, end)]


def _block(
    text: str, block: Block, gazetteer: Gazetteer, surnames: frozenset[str]
) -> list[Candidate]:
    words = _words(text, block)
    shouted = sum(w.text.isupper() for w in words) * 2 > len(words) > 3  # noqa: PLR2004 - a headline
    found: list[Candidate] = []
    at = 0
    while at < len(words):
        reading = _read_at(text, block, words, at, found, gazetteer, surnames, shouted=shouted)
        if reading is None:
            at += 1
            continue
        candidate, at = reading
        if candidate is not None:
            found.append(candidate)
    taken = {(c.start, c.end) for c in found if c.kind in {"name", "inside"}}
    found = [c for c in found if c.kind != "weak" or (c.start, c.end) not in taken]
    return by_shape(text, block, found)


def _joined(text: str, left: Word, right: Word) -> bool:
    return right.start - left.end == 1 and text[left.end] in " \u00a0"


def _read_at(
    text: str,
    block: Block,
    words: list[Word],
    at: int,
    found: list[Candidate],
    gazetteer: Gazetteer,
    surnames: frozenset[str],
    *,
    shouted: bool,
) -> tuple[Candidate | None, int] | None:
    """The candidate that begins at word `at`, and where to go on; `None`: nothing begins here."""
    first = words[at]
    direction = bool(cues.DIRECTION.match(first.text + " "))
    if not first.name and not direction:
        return None
    for last in range(_furthest(text, words, at), at - 1, -1):
        if not words[last].name or (last == at and not first.name):
            continue
        phrase = text[first.start : words[last].end]
        adjective = country_of_adjective(phrase) is not None and not phrase.isupper()
        rows = () if adjective else _known(gazetteer, phrase, shouted=shouted)
        if not adjective and not rows:
            continue
        kind: str | None = "adjective"
        end = words[last].end
        if not adjective:
            setting = Setting(text, block, found, *_beside(text, words, at, last), surnames)
            kind, end = kind_of(setting, first.start, end, rows)
        if kind is None:
            return None if last == at else (None, at + 1)
        nxt = last + 1
        while nxt < len(words) and words[nxt].start < end:
            nxt += 1
        return Candidate(first.start, end, kind), nxt
    return _sibling(text, words, at, found)


def _beside(text: str, words: list[Word], at: int, last: int) -> tuple[Word | None, Word | None]:
    """The words joined to `words[at]` … `words[last]` by one space."""
    previous = words[at - 1] if at and _joined(text, words[at - 1], words[at]) else None
    behind = last + 1 < len(words) and _joined(text, words[last], words[last + 1])
    return previous, words[last + 1] if behind else None


def _furthest(text: str, words: list[Word], at: int) -> int:
    last = at
    while last + 1 < len(words) and last - at + 1 < MOST_WORDS:
        nxt = words[last + 1]
        if not _joined(text, words[last], nxt) or not (nxt.name or nxt.text in _CONNECTORS):
            break
        last += 1
    return last


def _known(gazetteer: Gazetteer, phrase: str, *, shouted: bool) -> tuple[GazetteerRow, ...]:
    """Rows under a strict key. Short words in capitals are initials, except of countries."""
    if len(phrase) < 3 and phrase not in SHORT_NAMES:  # noqa: PLR2004 - initials
        return ()
    rows = tuple(row for row in gazetteer.lookup(phrase) if row.key != "consonants")
    if _ENGLISH_ARTICLE.match(phrase):
        rows = tuple(row for row in rows if fold(row.label) == fold(phrase))  # "The Hague"
    if phrase.isupper() and "." not in phrase:
        if len(phrase) < 4 and phrase not in SHORT_NAMES:  # noqa: PLR2004 - initials
            return ()
        if shouted:
            rows = tuple(r for r in rows if r.level in WIDE or (r.population or 0) >= LARGE)
    elif phrase.casefold() in {"us", "uae"}:
        return ()
    return rows


_ENGLISH_ARTICLE = re.compile(r"(?:The|the|An|As|At|Ad|A|Any)\s")


def _sibling(
    text: str, words: list[Word], at: int, found: list[Candidate]
) -> tuple[Candidate | None, int] | None:
    """An unknown name between known ones of a list: "Homs, Xeria and Idlib"."""
    word = words[at]
    if not word.name or not found or found[-1].kind != "name" or word.text.isupper():
        return None
    gap = text[found[-1].end : word.start]
    listed = gap in {", ", " and ", ", and "}
    after = text[word.end : word.end + 5]
    inner = listed and gap == ", " and after.startswith((", ", " and "))
    if inner and _seen_in_list(text, found) and fold(word.text) not in cues.NOT_ALONE:
        return Candidate(word.start, word.end, "name", known=False), at + 1
    return None


def _seen_in_list(text: str, found: list[Candidate]) -> bool:
    return len(found) > 1 and bool(LIST_GAP.match(text[found[-2].end : found[-1].start]))
