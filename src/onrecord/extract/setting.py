"""When and where the words of an act say it was.

Nothing is carried over from the page: no publication date as date, no dateline as place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.extract.acts import ActNamed
from onrecord.extract.clauses import Range, Roles
from onrecord.extract.shallow import Sentence
from onrecord.lang.effects import SETTLEMENTS
from onrecord.lang.phrases import folded, listed
from onrecord.lang.wordclass import MARK, OF, PREP
from onrecord.model.document import Anchored, Document
from onrecord.model.entity import PlaceMention
from onrecord.model.vocab import Precision
from onrecord.model.when import When

_TOLL_NOUNS: Final = frozenset(("dead", "deaths", "fatalities", "wounded", "injuries"))
_PUBLISHED: Final = folded(
    listed(
        """released|published|posted|issued|updated|dated|accessed|retrieved|uploaded|archived|
        نشر|نشرت|نشرته|صدر|صدرت|الصادر|الصادرة|المنشور|المنشورة"""
    )
)
_PUBLISHED_REACH: Final = 3  # words between "released" and its date ("released on the 3rd of")
_LOCATIVE: Final = frozenset(
    listed(
        """in|at|near|on|from|inside|outside|around|across|towards|toward|into|over|of|through|
        throughout|between|and|to|along|against|off|north|south|east|west|northern|southern|
        eastern|western|central|rural|downtown|upon|beside|nearby|في|ب|قرب|على|من|إلى|شمال|جنوب|شرق|
        غرب|شرقي|غربي|شمالي|جنوبي|ريف|بريف|داخل|وسط|باتجاه|بين|عن|ل"""
    )
) | {"علي", "الي"}


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of the document."""

    document: Document
    block_starts: tuple[int, ...]
    times: tuple[Anchored[When], ...]
    time_starts: tuple[int, ...]
    places: tuple[PlaceMention, ...]
    place_starts: tuple[int, ...]

    @classmethod
    def of(
        cls,
        document: Document,
        times: tuple[Anchored[When], ...],
        places: tuple[PlaceMention, ...],
    ) -> Page:
        """The page, with what stands where in it."""
        return cls(
            document,
            tuple(block.start for block in document.blocks),
            times,
            tuple(when.spans[0].start for when in times),
            places,
            tuple(mention.span.start for mention in places),
        )


def _between(starts: Sequence[int], low: int, high: int) -> range:
    return range(bisect_left(starts, low), bisect_left(starts, high))


def times_in(page: Page, sentence: Sentence) -> tuple[Anchored[When], ...]:
    """The time expressions that begin in a sentence, in order."""
    return tuple(page.times[n] for n in _between(page.time_starts, sentence.start, sentence.end))


def when_of(
    page: Page, sentence: Sentence, before: Sentence | None, item: ActNamed,
    stated: tuple[Anchored[When], ...],
) -> Anchored[When] | None:  # fmt: skip
    """The time nearest to the act in its sentence, else the last one of the sentence before it.

    A date goes before words about time that give none ("35 years old"); the day on which
    something was published is not that of the act.
    """
    act = sentence.tokens[item.found.first].start
    if item.rule == "harm_of_named_act" and sentence.word(item.found.first) in _TOLL_NOUNS:
        return None  # "gave nine dead on 6 June": the day of the number, not of the act
    own = tuple(when for when in stated if not _of_publication(sentence, when))
    dated = tuple(when for when in own if when.value.precision is not Precision.UNPLACED)
    if own:
        return min(dated or own, key=lambda when: abs(when.spans[0].start - act))
    if before is None:
        return None
    if "\n\n" in page.document.text[before.end : sentence.start]:
        return None
    earlier = times_in(page, before)
    kept = [when for when in earlier if not _of_publication(before, when)]
    return kept[-1] if kept else None


def _of_publication(sentence: Sentence, when: Anchored[When]) -> bool:
    """Whether the words before a date say that something was published on it."""
    starts = [token.start for token in sentence.tokens]
    at = bisect_left(starts, when.spans[0].start)
    near = sentence.readings[max(0, at - _PUBLISHED_REACH) : at]
    return any(set(readings) & _PUBLISHED for readings in near)


def places_in(
    page: Page, sentence: Sentence
) -> tuple[frozenset[int], tuple[tuple[Range, PlaceMention], ...]]:
    """The words that a place gave as adjectives, and the names with their words."""
    adjectives: set[int] = set()
    names: list[tuple[Range, PlaceMention]] = []
    starts = [token.start for token in sentence.tokens]
    for n in _between(page.place_starts, sentence.start, sentence.end):
        mention = page.places[n]
        first = max(0, bisect_left(starts, mention.span.start + 1) - 1)
        last = max(first + 1, bisect_left(starts, mention.span.end))
        if mention.kind == "adjective":
            adjectives.update(range(first, last))
        elif mention.kind == "name":
            names.append(((first, last), mention))
    return frozenset(adjectives), tuple(names)


def where_of(
    document: Document, sentence: Sentence, item: ActNamed, found: Roles,
    names: tuple[tuple[Range, PlaceMention], ...],
) -> tuple[Anchored[str], ...]:  # fmt: skip
    """Place names of the act's clause with a sign that they say where, else of its sentence."""
    low, high = _clause(sentence, item)
    located: list[tuple[Range, PlaceMention]] = []
    for words, mention in names:
        if any(words[0] < agent[1] and agent[0] < words[1] for agent in found.agents):
            continue
        if _says_where(sentence, words, found) or (
            located and _listed_with(sentence, words, located)
        ):
            located.append((words, mention))
    inside = [entry for entry in located if low <= entry[0][0] < high]
    return tuple(
        Anchored(mention.span.quote, (document.span(mention.span.start, mention.span.end),))
        for _, mention in (inside or located)
    )


def _clause(sentence: Sentence, item: ActNamed) -> Range:
    low, high = 0, len(sentence.tokens)
    for at, token in enumerate(sentence.tokens):
        if token.tag == MARK and token.word in {";", "؛"}:
            if at < item.found.first:
                low = at + 1
            else:
                high = at
                break
    return low, high


def _says_where(sentence: Sentence, words: Range, found: Roles) -> bool:
    first = words[0]
    readings = sentence.readings[first]
    if len(readings) > 1 and readings[0][:1] in {"ب", "ل"}:
        return True
    for patient in found.patients:
        if patient.first <= first < patient.last:
            return True
    phrase = sentence.phrase_at(first)
    for at in range(first - 1, max(-1, first - 4), -1):
        word, tag = sentence.word(at), sentence.tag(at)
        if set(sentence.readings[at]) & SETTLEMENTS if at >= 0 else False:
            return True
        if tag in {PREP, OF}:
            return bool(set(sentence.readings[at]) & _LOCATIVE) and word != "by"
        if phrase is None or at < phrase.first:
            break
    return False


def _listed_with(
    sentence: Sentence, words: Range, located: list[tuple[Range, PlaceMention]]
) -> bool:
    """Whether the name continues a list or apposition of names that say where."""
    before = located[-1][0][1]
    gap = range(before, words[0])
    return len(gap) <= 6 and all(  # noqa: PLR2004
        sentence.word(at) in {",", "،", "(", ")", "and", "or", "'s"}
        or set(sentence.readings[at]) & (_LOCATIVE | SETTLEMENTS)
        or sentence.tag(at) in {"det", "and"}
        for at in gap
    )
