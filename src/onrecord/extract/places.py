"""Words of a document that name places.

Steps, for each title, dateline and body block: 1. every capitalised phrase that the gazetteer or
the list of countries knows becomes a candidate, the longest first; 2. the words around it decide:
a place, an adjective, part of another name, or a person; 3. names without a cue are kept if the
same name has one elsewhere in the document. Arabic has no capitals and asks for more cues
(`extract.arabic_places`). Unknown names count where a word beside them says what they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.extract.arabic_places import ARABIC, arabic_mentions
from onrecord.lang import placecues as cues
from onrecord.lang.countries import country_of_adjective
from onrecord.lang.dates import month_number
from onrecord.lang.fold import fold
from onrecord.model.document import Block, Document
from onrecord.model.entity import GazetteerRow, PlaceMention
from onrecord.model.vocab import BODY_KINDS, BlockKind, PlaceLevel
from onrecord.seams import Gazetteer

READ_KINDS = BODY_KINDS | {BlockKind.TITLE, BlockKind.DATELINE}
LONGEST_BLOCK = 200_000  # code points read of one block
MOST_WORDS = 5  # words in one name
LARGE = 250_000  # inhabitants: such a name needs no cue; tuned on the LGL corpus
KM_A_MILE = 1.609
OWN = "own:"  # ids of the user's own places begin so

_WORD = re.compile(
    r"(?:[A-Z]\.){2,4}|[^\W\d_]+(?:[’'ʼ‘`-][^\W\d_]+){0,4}(?<!['’]s)(?<!['’]S)|[^\W\d_]+"
)
_ARTICLE = re.compile(r"(?:al|el|ar|as|ash|at|ath|an|ad|adh|az|ez|es|ed)-[A-Z‘’'ʿ]", re.IGNORECASE)
_CONNECTORS = frozenset({"of", "de", "del", "la", "al", "el", "the", "du", "upon", "on", "and"})
_LIST_GAP = re.compile(
    r"^(?:,\s|\s(?:and|or|to|through)\s|,\s(?:and|or)\s|/|\s?[–-]\s?)(?:the\s|in\s)?$"
)
_DATELINE_AFTER = re.compile(
    r"^(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?\s?(?:\([^)\n]{2,30}\)\s?)?(?:—|–|--|-\s)"
)
_STATE = re.compile(
    r"(?<=,\s)(?:"
    + "|".join(sorted(map(re.escape, cues.STATES), key=lambda s: -len(s)))
    + r")(?!\w)"
)
_SENTENCE_END = re.compile(r"(?:^|[.!?:;\"“”\n)]\s*)$")
_UNKNOWN = re.compile(
    r"(?<!\w)(?:[Vv]illages?|[Tt]owns?|[Cc]ity|[Cc]amp|hamlet|suburb|neighbou?rhood|di"
    r"strict|quarter)"
    r"\sof\s(?P<name>(?:(?:al|el|ar|as|ash|an|ad|az)-)?[A-Z][\w’'-]{1,30}(?:\s(?:(?:al"
    r"|el|ar|as|ash|an|ad|az|ez)-)?[A-Z][\w’'-]{1,30}){0,2})"
)
_IN_NAME = re.compile(
    r"(?<!\w)(?:in|near|outside|inside|around)\s(?P<name>(?:(?:al|el|ar|as|ash|an|ad|a"
    r"z)-)?[A-Z][\w-]{2,30}"
    r"(?:\s(?:(?:al|el|ar|as|ash|an|ad|az|ez)-)?[A-Z][\w-]{2,30}){0,2})"
)
_FACILITY_NAME = re.compile(
    r"(?<!\w)(?P<name>(?:(?:al|el|ar|as|ash|an|ad|az)-)?[A-Z][\w’'-]{1,30}"
    r"(?:\s(?:(?:al|el|ar|as|ash|an|ad|az|ez)-)?[A-Z][\w’'-]{1,30}){0,3}\s"
    r"(?:hospital|clinic|school|mosque|church|market|camp|prison|bakery|roundabout|bridge|airport|"
    r"airbase|air\sbase|checkpoint|square|Hospital|Clinic|Mosque|Market|Camp|Prison|Airport))(?!\w)"
)
_PART_OF_MORE = re.compile(r"^(?:['’]s?\s|[’'-]\w|\s[A-Z])")


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    name: bool  # could be (part of) a name


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    kind: str  # name, adjective, inside; "weak": a name only if named with a cue elsewhere
    known: bool = True


def place_mentions(document: Document, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Names of places in title, dateline and body blocks, in order, not overlapping."""
    found: list[tuple[Block, _Candidate]] = []
    arabic: list[PlaceMention] = []
    for block in document.blocks:
        if block.kind in READ_KINDS:
            clipped = replace(block, end=min(block.end, block.start + LONGEST_BLOCK))
            found += [(clipped, c) for c in _block(document.text, clipped, gazetteer)]
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


def _is_body(
    text: str, candidate: _Candidate, bodies: frozenset[str], gazetteer: Gazetteer
) -> bool:
    """Whether the document uses the name for somebody who acts, and no known place outweighs it."""
    phrase = " ".join(text[candidate.start : candidate.end].split())
    if phrase not in bodies or candidate.kind not in {"name", "weak"}:
        return False
    return not any(
        row.gazetteer_id.startswith(OWN)
        or row.level in _WIDE
        or (row.population or 0) >= LARGE
        or row.label.startswith("The ")
        for row in _known(gazetteer, phrase, shouted=False)
    )


def _mention(document: Document, block: Block, candidate: _Candidate, kind: str) -> PlaceMention:
    """The mention with its level and relation, read from the words beside it."""
    span = document.span(candidate.start, candidate.end)
    if kind != "name":
        return PlaceMention(span, kind)
    before = document.text[max(block.start, candidate.start - 70) : candidate.start]
    after = document.text[candidate.end : min(block.end, candidate.end + 40)]
    unit = cues.UNIT_AFTER.match(after) or cues.UNIT_BEFORE.search(before)
    level = cues.unit_level(unit["unit"]) if unit else None
    if level is None and span.quote.endswith((" County", " Parish")):
        level = PlaceLevel.DISTRICT
    if not candidate.known and _FACILITY_NAME.fullmatch(span.quote):
        level = PlaceLevel.SITE
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


def _words(text: str, block: Block) -> list[_Word]:
    return [
        _Word(m.start(), m.end(), m[0], m[0][0].isupper() or bool(_ARTICLE.match(m[0])))
        for m in _WORD.finditer(text, block.start, block.end)
    ]


def _block(text: str, block: Block, gazetteer: Gazetteer) -> list[_Candidate]:
    words = _words(text, block)
    shouted = sum(w.text.isupper() for w in words) * 2 > len(words) > 3  # noqa: PLR2004 - a headline
    found: list[_Candidate] = []
    at = 0
    while at < len(words):
        reading = _read_at(text, block, words, at, found, gazetteer, shouted=shouted)
        if reading is None:
            at += 1
            continue
        candidate, at = reading
        if candidate is not None:
            found.append(candidate)
    taken = {(c.start, c.end) for c in found if c.kind in {"name", "inside"}}
    found = [c for c in found if c.kind != "weak" or (c.start, c.end) not in taken]
    found += _states(text, block, found)
    found += _after_in(text, block, found)
    found += _facilities(text, block, found)
    found += _unknown(text, block, found)
    return sorted(found, key=lambda c: c.start)


def _meets(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether `[start, end)` meets one of the sorted, disjoint ranges."""
    at = bisect_left(taken, (end, end)) - 1
    return at >= 0 and taken[at][1] > start


def _after_in(text: str, block: Block, found: list[_Candidate]) -> Iterator[_Candidate]:
    """Names after "in" or "near" that no table knows: persons rarely stand there."""
    taken = sorted((c.start, c.end) for c in found)
    for match in _IN_NAME.finditer(text, block.start, block.end):
        start, end = match.span("name")
        first = fold(re.split(r"[\s-]", match["name"], maxsplit=1)[0])
        if first in cues.NOT_ALONE or match["name"].isupper() or month_number(match["name"]):
            continue
        if country_of_adjective(match["name"]) or _PART_OF_MORE.match(text[end : end + 40]):
            continue
        if not _meets(taken, start, end):
            yield _Candidate(start, end, "name", known=False)


def _facilities(text: str, block: Block, found: list[_Candidate]) -> Iterator[_Candidate]:
    """Named hospitals, schools, markets …: "Nabd al-Xeria hospital"."""
    taken = sorted((c.start, c.end) for c in found)
    for match in _FACILITY_NAME.finditer(text, block.start, block.end):
        start, end = match.span("name")
        first = match["name"].split()[0]
        if fold(first) in cues.NOT_ALONE:
            start += len(first) + 1
            if not text[start : start + 1].isupper() and not _ARTICLE.match(text[start:end]):
                continue
        if start < end and not _meets(taken, start, end):
            yield _Candidate(start, end, "name", known=False)


def _states(text: str, block: Block, found: list[_Candidate]) -> Iterator[_Candidate]:
    """Abbreviated states after a comma: "Oxford, N.C."."""
    taken = sorted((c.start, c.end) for c in found)
    for match in _STATE.finditer(text, block.start, block.end):
        before = text[max(block.start, match.start() - 3) : match.start()]
        if before[:1].isalpha() and not _meets(taken, match.start(), match.end()):
            yield _Candidate(match.start(), match.end(), "name")


def _unknown(text: str, block: Block, found: list[_Candidate]) -> Iterator[_Candidate]:
    """Names that only the word before them makes a place: "the village of Xeria"."""
    taken = sorted((c.start, c.end) for c in found)
    for match in _UNKNOWN.finditer(text, block.start, block.end):
        start, end = match.span("name")
        if text[start:end].endswith(("'s", "’s")):
            end -= 2
        if not _meets(taken, start, end):
            yield _Candidate(start, end, "name", known=False)


def _joined(text: str, left: _Word, right: _Word) -> bool:
    return right.start - left.end == 1 and text[left.end] in " \u00a0"


def _read_at(
    text: str,
    block: Block,
    words: list[_Word],
    at: int,
    found: list[_Candidate],
    gazetteer: Gazetteer,
    *,
    shouted: bool,
) -> tuple[_Candidate | None, int] | None:
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
            kind, end = _kind(text, block, words, at, last, found, rows)
        if kind is None:
            return None if last == at else (None, at + 1)
        nxt = last + 1
        while nxt < len(words) and words[nxt].start < end:
            nxt += 1
        return _Candidate(first.start, end, kind), nxt
    return _sibling(text, words, at, found)


def _furthest(text: str, words: list[_Word], at: int) -> int:
    last = at
    while last + 1 < len(words) and last - at + 1 < MOST_WORDS:
        nxt = words[last + 1]
        if not _joined(text, words[last], nxt) or not (nxt.name or nxt.text in _CONNECTORS):
            break
        last += 1
    return last


def _known(gazetteer: Gazetteer, phrase: str, *, shouted: bool) -> tuple[GazetteerRow, ...]:
    """Rows under a strict key. Short words in capitals are initials, except of countries."""
    if len(phrase) < 3 and phrase not in _SHORT_NAMES:  # noqa: PLR2004 - initials
        return ()
    rows = tuple(row for row in gazetteer.lookup(phrase) if row.key != "consonants")
    if _ENGLISH_ARTICLE.match(phrase):
        rows = tuple(row for row in rows if row.key != "article")
    if phrase.isupper() and "." not in phrase:
        if len(phrase) < 4 and phrase not in _SHORT_NAMES:  # noqa: PLR2004 - initials
            return ()
        if shouted:
            rows = tuple(r for r in rows if r.level in _WIDE or (r.population or 0) >= LARGE)
    elif phrase.casefold() in {"us", "uae"}:
        return ()
    return rows


_SHORT_NAMES = frozenset({"US", "UK", "UAE", "DRC", "USA", "DPRK"})
_ENGLISH_ARTICLE = re.compile(r"(?:The|the|An|As|At|Ad|A|Any)\s")
_WIDE = frozenset({PlaceLevel.COUNTRY, PlaceLevel.REGION})


def _sibling(
    text: str, words: list[_Word], at: int, found: list[_Candidate]
) -> tuple[_Candidate | None, int] | None:
    """An unknown name between known ones of a list: "Homs, Xeria and Idlib"."""
    word = words[at]
    if not word.name or not found or found[-1].kind != "name" or word.text.isupper():
        return None
    gap = text[found[-1].end : word.start]
    listed = gap in {", ", " and ", ", and "}
    after = text[word.end : word.end + 5]
    inner = listed and gap == ", " and after.startswith((", ", " and "))
    if inner and _seen_in_list(text, found) and fold(word.text) not in cues.NOT_ALONE:
        return _Candidate(word.start, word.end, "name", known=False), at + 1
    return None


def _seen_in_list(text: str, found: list[_Candidate]) -> bool:
    return len(found) > 1 and bool(_LIST_GAP.match(text[found[-2].end : found[-1].start]))


def _kind(
    text: str,
    block: Block,
    words: list[_Word],
    at: int,
    last: int,
    found: list[_Candidate],
    rows: tuple[GazetteerRow, ...],
) -> tuple[str | None, int]:
    """What the words around make of a known name, and where it ends; kind `None`: no place."""
    start, end = words[at].start, words[last].end
    phrase = text[start:end]
    if phrase + "." in cues.STATES and text[end : end + 1] == ".":
        return "name", end + 1
    folded = fold(phrase)
    before = text[max(block.start, start - 60) : start]
    after = text[end : min(block.end, end + 60)]
    if folded in cues.NOT_ALONE and phrase not in _SHORT_NAMES:
        return None, end
    own = any(row.gazetteer_id.startswith(OWN) for row in rows)
    wide = any(row.level in _WIDE for row in rows)
    facility = cues.FACILITY.match(after)
    if facility and facility[0][1:2].isupper() and not wide:
        return ("name" if facility[0].strip() in {"County", "Parish"} else "inside"), (
            end + len(facility[0])
        )
    if cues.OF_SOMETHING.match(after) and not after.startswith(("'", "’")):
        return "inside", end
    previous = words[at - 1] if at and _joined(text, words[at - 1], words[at]) else None
    following = (
        words[last + 1]
        if last + 1 < len(words) and _joined(text, words[last], words[last + 1])
        else None
    )
    if _part_of_person(before, previous, following, found, after):
        return None, end
    cue = _cue(text, block, before, after, start, found)
    person = fold(phrase) in cues.NAMES_OF_PERSONS
    if cues.SPEECH_AFTER.match(after) and not cue and (person or not wide):
        return None, end
    if person and not cue:
        return "weak", end
    large = any(
        (row.population or 0) >= LARGE and row.key in {"exact", "folded"} for row in rows
    ) or any(row.country in {"US", "CA"} and row.level is PlaceLevel.PROVINCE for row in rows)
    return ("name" if own or wide or cue or large else "weak"), end


def _part_of_person(
    before: str,
    previous: _Word | None,
    following: _Word | None,
    found: list[_Candidate],
    after: str,
) -> bool:
    """Whether neighbours in capitals make it part of a person's or thing's name."""
    if cues.TITLE.search(before):
        return True
    if previous is not None and previous.name:
        place = bool(found) and found[-1].end == previous.end
        starter = fold(previous.text) in cues.NOT_ALONE
        direction = bool(cues.DIRECTION.match(previous.text + " "))
        if not (place or starter or direction):
            return True
    if following is None or not following.name:
        return False
    unit = bool(cues.UNIT_AFTER.match(" " + following.text.casefold()))
    return not (
        unit
        or country_of_adjective(following.text) is not None
        or fold(following.text) in cues.NOT_ALONE
        or _DATELINE_AFTER.match(after) is not None
    )


def _cue(
    text: str, block: Block, before: str, after: str, start: int, found: list[_Candidate]
) -> bool:
    """Whether the words around say that this is a place."""
    if cues.STRONG_PREPOSITION.search(before) or cues.UNIT_BEFORE.search(before):
        return True
    if cues.UNIT_AFTER.match(after) or cues.RELATION.search(before) or _STATE.match(text, start):
        return True
    if re.match(r"^,\s(?:" + _PARENTS + r")(?!\w)", after):
        return True
    follows = bool(found) and found[-1].kind == "name" and found[-1].end <= start
    if follows and _LIST_GAP.match(text[found[-1].end : start]):
        return True
    return not before.strip() and start - block.start < 3 and bool(_DATELINE_AFTER.match(after))  # noqa: PLR2004


_PARENTS = "|".join(
    sorted({re.escape(n) for pair in cues.STATES.items() for n in pair}, key=lambda s: -len(s))
)
