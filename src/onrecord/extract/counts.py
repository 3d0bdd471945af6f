"""Effects stated in a sentence, whom or what they befell, and how many.

Groups of one effect are disjoint and add up. A group introduced by "including" is part of the one
before it: it is kept as people harmed, and has no effect of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from onrecord.extract.clauses import chain_right, objects, subject
from onrecord.extract.roles_arabic import split
from onrecord.extract.shallow import HarmFound, Phrase, Sentence, is_passive
from onrecord.lang.acts import Part
from onrecord.lang.effects import PEOPLE, SETTLEMENTS, TARGETS, HarmCue, People
from onrecord.lang.numerals import NumberWords
from onrecord.lang.phrases import folded, listed
from onrecord.lang.wordclass import ADV, AND, AUX, DET, MARK, NUM, OF, SUB, VERB, WORD
from onrecord.model.vocab import HarmKind, TargetCategory, Unit

_NOT_PEOPLE_UNITS: Final = frozenset(
    listed(
        """year|years|month|months|day|days|week|weeks|hour|hours|minute|minutes|percent|%|٪|km|
        kilometers|kilometres|meters|metres|miles|am|pm|a|p|dollars|usd|tons|tonnes|kg|kilograms|
        aged|o|th|st|nd|rd|times|feet|pesos|ft|عاما|سنه|سنوات|عام|يوما|ايام|شهرا|اشهر|ساعه|ساعات|
        دقيقه|كيلومتر|كم|مترا|طنا|دولار|أسابيع|اسبوع"""
    )
)
_MONTHS: Final = frozenset(
    listed(
        """january|february|march|april|may|june|july|august|september|october|november|december|
        jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|
        اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|كانون|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين"""
    )
)
_LISTS: Final = tuple((word, "of") for word in listed("list|lists|database|register|record"))
_POWERS: Final = frozenset(("^", "**"))
_MINUS: Final = frozenset(("−", "-", "–"))
_PLAIN: Final = frozenset(
    listed("building|buildings|facility|facilities|complex|compound|center|centre|premises|grounds")
)
_ADJECTIVES: Final = frozenset(listed("civilian|refugee|family|student|worker|police|displaced"))
_BESIDE: Final = frozenset(
    listed("front|vicinity|outskirts|entrance|side|gate|gates|door|part|parts")
)
_TOLL_WORDS: Final = folded(("toll", "number", "عدد", "حصيلة"))
_DEAD: Final = folded(listed("dead|killed|deaths|قتلى|ضحايا|شهداء|الوفيات|وفيات"))
_WOUNDED: Final = folded(listed("wounded|injured|جرحى|مصابين|إصابات"))
_REACHED: Final = folded(listed("to|at|reached|reaching|stands at|إلى|بلغ|بلغت"))
_TOLL_REACH: Final = 25  # words between the toll and the number it reached
_ARABIC_PLURAL: Final = ("وا", "ا", "ن")
_AT_LEAST: Final = (("at", "least"), ("or", "more"), ("علي", "الاقل"), ("او", "اكثر"))
_DUAL: Final = ("تان", "تين")
_NO_ONE: Final = frozenset(
    listed("no|any|every|each|several|some|many|few|all|more|عده|بعض|كل|جميع")
)
_THINGS: Final = frozenset({HarmKind.DESTROYED, HarmKind.DAMAGED, HarmKind.PROPERTY_TAKEN})
_BUILDINGS: Final = frozenset(
    {
        TargetCategory.RESIDENTIAL, TargetCategory.MEDICAL_FACILITY, TargetCategory.SCHOOL,
        TargetCategory.PLACE_OF_WORSHIP, TargetCategory.MARKET, TargetCategory.FOOD,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """People or things named by the words `[first, last)`, with the number stated for them."""

    first: int
    last: int
    low: int | None = None
    high: int | None = None
    counted: tuple[int, int] | None = None  # the words that state the number
    unit: Unit = Unit.PERSONS
    people: People | None = None
    category: TargetCategory | None = None
    parts: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class HarmStated:
    """One effect; `groups` is empty where the words name nobody."""

    found: HarmFound
    groups: tuple[Group, ...]


def _usable(sentence: Sentence, number: NumberWords) -> bool:
    if _is_year(sentence, number) or _is_age(sentence, number):
        return False
    return not (
        sentence.word(number.end) in _NOT_PEOPLE_UNITS
        or sentence.word(number.end) in _MONTHS
        or sentence.word(number.start - 1) in _MONTHS
        or sentence.word(number.end) in {":", "/"}
        or sentence.word(number.start - 1) in {"aged", "age", "$", "#"}
    )


def _is_age(sentence: Sentence, number: NumberWords) -> bool:
    """Whether a bare number stands behind a name as an age ("Ada Venn, 21, was", "Ada Venn (21)").

    A name is two words with a capital, so that "On Monday, 21 were killed" counts people.
    """
    mark, after = sentence.word(number.start - 1), sentence.tag(number.end)
    if mark not in {",", "(", "،"} or number.end - number.start > 1 or number.low != number.high:
        return False
    if after not in {MARK, AUX, VERB} or not sentence.cased:
        return False
    named = sentence.tokens[max(0, number.start - 3) : number.start - 1]
    return len(named) > 1 and all(
        token.capital and token.tag == WORD and token.word not in _MONTHS for token in named
    )


def _people(sentence: Sentence, phrase: Phrase, at: int | None) -> People | None:
    if at is None:
        return None
    if at > phrase.first:  # "elderly man", "aid workers"
        longer = PEOPLE.match(sentence.readings, at - 1)
        if longer is not None and longer[0] == at + 1:
            return longer[1]
    return PEOPLE.get(sentence.readings[at])


def _is_year(sentence: Sentence, number: NumberWords) -> bool:
    word = sentence.word(number.end - 1)
    if len(word) != 4 or not word.isdigit() or not 1900 <= int(word) <= 2100:  # noqa: PLR2004
        return False
    return (
        PEOPLE.get(sentence.readings[number.end]) is None
        if number.end < len(sentence.tokens)
        else True
    )


def group_of(sentence: Sentence, phrase: Phrase) -> Group:
    """What a noun phrase names, and the number it states of it."""
    unread = _unreadable(sentence, phrase)
    if unread is not None:
        return unread
    people_at = _listed_at(sentence, phrase)
    people = _people(sentence, phrase, people_at)
    head = sentence.readings[phrase.head]
    category = None if people else _category(sentence, phrase) or TARGETS.get(head)
    number = phrase.number if phrase.number and _usable(sentence, phrase.number) else None
    unit = Unit.PERSONS
    if category is not None:
        unit = Unit.BUILDINGS if category in _BUILDINGS else Unit.OTHER
    if people is not None and people.families:
        unit = Unit.FAMILIES
        if number is not None and people_at is not None and number.start > people_at:
            unit = Unit.PERSONS  # "a family of six"
    if number is not None:
        counted = (number.start, number.end)
        least = sentence.words[phrase.last : phrase.last + 2] in _AT_LEAST
        high = None if least else number.high
        return Group(phrase.first, phrase.last, number.low, high, counted, unit, people, category)
    implied = _implied(sentence, phrase, people_at, people)
    if implied is not None and people_at is not None and people is not None:
        counted = (phrase.first if people.number == 1 else people_at, people_at + 1)
        return Group(phrase.first, phrase.last, implied, implied, counted, unit, people, category)
    head_word = sentence.word(phrase.head)
    if people is None and category is None and head_word.endswith(_DUAL) and len(head_word) > 5:  # noqa: PLR2004
        counted = (phrase.head, phrase.head + 1)  # the dual says two
        return Group(phrase.first, phrase.last, 2, 2, counted, unit, People(number=2), None)
    return Group(phrase.first, phrase.last, None, None, None, unit, people, category)


def _unreadable(sentence: Sentence, phrase: Phrase) -> Group | None:
    """A group with a number that cannot be one of people ("−3 people", "10^12 people").

    Its words are kept, and its number is one without ends.
    """
    first, last = phrase.first, phrase.last
    power = sentence.word(last) in _POWERS and sentence.word(last - 1).isdigit()
    if power:
        behind = sentence.phrase_at(last + 1)
        if behind is None or behind.first != last + 1:
            return None
        return _numberless(sentence, (first, behind.last), (first, last + 2))
    signed = sentence.word(first)
    if signed[:1] in _MINUS and signed[1:].isdigit():
        return _numberless(sentence, (first, last), (first, first + 1))
    if not signed.isdigit() or phrase.number is not None:
        return None
    if sentence.word(first - 1) in _POWERS and sentence.word(first - 2).isdigit():
        return _numberless(sentence, (first - 2, last), (first - 2, first + 1))
    if sentence.word(first - 1) in _MINUS and not sentence.word(first - 2).isdigit():
        return _numberless(sentence, (first - 1, last), (first - 1, first + 1))
    return None


def _numberless(sentence: Sentence, words: tuple[int, int], counted: tuple[int, int]) -> Group:
    people = next(
        (found for at in range(*words) if (found := PEOPLE.get(sentence.readings[at]))), None
    )
    return Group(*words, None, None, counted, Unit.PERSONS, people, None)


def _category(sentence: Sentence, phrase: Phrase) -> TargetCategory | None:
    """The kind of thing a phrase names: what ends at its head, or what a plain "building" was."""
    at, before, found = phrase.first, None, None
    last = phrase.last if sentence.word(phrase.head) in _BESIDE else phrase.head + 1
    arabic = not sentence.word(phrase.head).isascii()
    while at < phrase.last:
        match = TARGETS.match(sentence.readings, at)
        if match is None or match[0] > phrase.last:
            at += 1
            continue
        if arabic or match[0] <= last:
            plain = sentence.word(match[0] - 1) in _PLAIN
            before, found = found, (before or found) if plain and found else match[1]
            if arabic:
                return found
        at = match[0]
    beside = sentence.word(phrase.head) in _BESIDE
    return found if beside or _ends_at(sentence, phrase, last) else None


def _ends_at(sentence: Sentence, phrase: Phrase, last: int) -> bool:
    """Whether the word before `last` itself names a thing ("school bus", not "school teacher")."""
    word = sentence.word(last - 1)
    plain = word in _PLAIN
    return plain or any(
        (match := TARGETS.match(sentence.readings, at)) is not None and match[0] == last
        for at in range(phrase.first, last)
    )


def _listed_at(sentence: Sentence, phrase: Phrase) -> int | None:
    """The word of the phrase that names people: its head, else a word near its end."""
    if PEOPLE.get(sentence.readings[phrase.head]) is not None:
        return phrase.head
    if TARGETS.get(sentence.readings[phrase.head]) is not None:
        return None
    for at in range(phrase.last - 1, phrase.first - 1, -1):
        if sentence.tag(at) == OF:
            return _first_listed(sentence, phrase.first, at)
        if PEOPLE.get(sentence.readings[at]) and sentence.word(at) not in _ADJECTIVES:
            return at
    return None


def _first_listed(sentence: Sentence, first: int, last: int) -> int | None:
    for at in range(last - 1, first - 1, -1):
        if PEOPLE.get(sentence.readings[at]) is not None:
            return at
    return None


def _implied(
    sentence: Sentence, phrase: Phrase, at: int | None, people: People | None
) -> int | None:
    """The number a word form gives by itself: a dual, or a singular with its determiner."""
    if people is None or people.number is None or at is None:
        return None
    if people.number > 1:
        return people.number
    if not sentence.word(at).isascii():
        return 1 if not people.families else None
    first = sentence.word(phrase.first)
    determined = sentence.tag(phrase.first) == DET and first not in _NO_ONE
    if people.families or not determined or sentence.word(at + 1) == "'s":
        return None
    return 1


def _with_parts(sentence: Sentence, group: Group) -> Group:
    at = group.last
    for _ in range(3):
        if sentence.word(at) in {",", "،", "-", "–", "—", "("}:
            at += 1
    found = next((item for item in sentence.including if item.first == at), None)
    if found is None:
        at = group.last
        while at < min(group.last + 8, len(sentence.tokens)) and sentence.tag(at) not in {
            SUB,
            VERB,
        }:
            at += 1
        found = next((item for item in sentence.including if item.first == at), None)
    if found is None:
        return group
    parts = tuple(group_of(sentence, phrase) for phrase in objects(sentence, found.last))
    return Group(
        group.first, group.last, group.low, group.high, group.counted, group.unit, group.people,
        group.category, parts,
    )  # fmt: skip


def _tolls(sentence: Sentence) -> tuple[HarmStated, ...]:
    """A toll with the number it reached: "the death toll has risen to 19", "عدد القتلى إلى …"."""
    for at, readings in enumerate(sentence.readings):
        if not set(readings) & _TOLL_WORDS:
            continue
        near = {word for words in sentence.readings[at : at + 4] for word in words}
        kind = HarmKind.INJURED if near & _WOUNDED else HarmKind.KILLED
        if sentence.word(at) == "toll" or near & (_DEAD | _WOUNDED):
            number = next((n for n in sentence.numbers if _reached(sentence, at, n)), None)
            if number is not None and _usable(sentence, number):
                found = HarmFound(at, at + 1, HarmCue(kind, "alone"))
                phrase = Phrase(number.start, number.end, number.end - 1, None, number)
                return (HarmStated(found, (group_of(sentence, phrase),)),)
    return ()


def _reached(sentence: Sentence, toll: int, number: NumberWords) -> bool:
    before = sentence.word(number.start - 1)
    return toll < number.start <= toll + _TOLL_REACH and before in _REACHED


def harms_of(sentence: Sentence) -> tuple[HarmStated, ...]:
    """The effects the sentence states, in order."""
    found = [*_tolls(sentence)]
    tolled = {stated.found.cue.kind for stated in found}
    used: set[int] = set()
    for harm in sentence.harms:
        if harm.cue.kind in tolled or sentence.words[harm.first - 2 : harm.first] in _LISTS:
            continue
        if harm.cue.side == "verb" and (
            (sentence.tag(harm.first) == WORD and not _counted_adjective(sentence, harm))
            or _among_known(sentence, harm)
        ):
            continue  # "the wounded civilians", "five of the wounded": it describes
        phrases = tuple(_phrases(sentence, harm))
        groups = tuple(
            _with_parts(sentence, group_of(sentence, phrase))
            for phrase in phrases
            if not _is_part(sentence, phrase)
        )
        harm = _of_things(sentence, harm, groups)  # noqa: PLW2901  (the cue read anew)
        groups = tuple(group for group in groups if _fits(sentence, harm, group))
        if harm.cue.number and not groups:
            first = harm.first
            groups = (
                Group(first, harm.last, harm.cue.number, harm.cue.number, (first, harm.last)),
            )
        if harm.first not in used:
            found.append(HarmStated(harm, groups))
        used.update(range(harm.first, harm.last))
    return tuple(found)


def _of_things(sentence: Sentence, harm: HarmFound, groups: tuple[Group, ...]) -> HarmFound:
    """People are burned and hurt by it, houses are burned and gone."""
    things = bool(groups) and all(group.people is None for group in groups)
    if sentence.word(harm.first) != "burned" or not things:
        return harm
    if not any(group.category is not None for group in groups):
        return harm
    return HarmFound(harm.first, harm.last, HarmCue(HarmKind.DESTROYED, harm.cue.side))


def _among_known(sentence: Sentence, harm: HarmFound) -> bool:
    """Whether the words are those of a number told before: "four of the dead", "بين القتلى"."""
    word, before = sentence.word(harm.first), sentence.word(harm.first - 1)
    if word in {"wounds", "injuries"} and before in {"their", "his", "her", "of", "from"}:
        return True  # "died of their wounds"
    if word.isascii():
        return before == "the" and sentence.word(harm.first - 2) in {"of", "among"}
    return before in {"بين", "من"} and word.startswith("ال")


def _counted_adjective(sentence: Sentence, harm: HarmFound) -> bool:
    return sentence.tag(harm.first - 1) == NUM


def _is_part(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether "including" stands right before the phrase: it is part of another group."""
    return any(item.last == phrase.first for item in sentence.including)


def _fits(sentence: Sentence, harm: HarmFound, group: Group) -> bool:
    """Whether a group can have suffered the effect: people are not destroyed, houses not killed."""
    if any(
        other.cue.kind is not harm.cue.kind and group.first <= other.first < group.last
        for other in sentence.harms
    ):
        return False  # "القتلى والجرحى": the second is an effect of its own
    if harm.cue.kind in _THINGS:
        return group.people is None or harm.cue.kind is HarmKind.PROPERTY_TAKEN
    if group.people is not None:
        return True
    if group.category is not None:
        return False
    if set(sentence.readings[group.first]) & SETTLEMENTS:
        return False
    return any(group.first <= act.first < group.last for act in sentence.acts) is False


def _phrases(sentence: Sentence, harm: HarmFound) -> Iterator[Phrase]:
    side = harm.cue.side
    if side == "verb" and any(
        act.first <= harm.first < act.last and act.cue.part is Part.NOUN for act in sentence.acts
    ):
        return  # "the murder": the words around it are read as those of an act
    labelled = _labelled(sentence, harm)
    if labelled is not None:
        yield labelled
    elif side in {"before", "verb"} and _among_known(sentence, harm):
        return
    elif side == "after":
        following = tuple(_after(sentence, harm))
        yield from following or _doer_less(sentence, harm)
    elif side == "before":
        phrase = sentence.phrase_at(harm.first)
        if phrase is not None and (phrase.number is not None or phrase.first < harm.first):
            yield phrase
        elif phrase is not None:
            yield from _objects_of_of(sentence, harm)
    elif side == "verb":
        yield from _of_verb(sentence, harm)


def _labelled(sentence: Sentence, harm: HarmFound) -> Phrase | None:
    """The number of a label: "Killed: 7", "الجرحى: ٤٠"."""
    if sentence.word(harm.last) not in {":", "="}:
        return None
    at = harm.last + 1
    number = next((n for n in sentence.numbers if n.start == at), None)
    if number is None:
        return None
    return Phrase(at, number.end, number.end - 1, None, number)


def _doer_less(sentence: Sentence, harm: HarmFound) -> Iterator[Phrase]:
    """The people before an Arabic verb in the passive ("ستة أشخاص قتلوا")."""
    if sentence.tag(harm.first) == WORD and not sentence.word(harm.first).endswith(_ARABIC_PLURAL):
        return
    at = harm.first - 1
    while sentence.tag(at) in {AUX, ADV}:
        at -= 1
    before = sentence.phrase_at(at)
    if before is not None and before.last == at + 1:
        yield before


def _after(sentence: Sentence, harm: HarmFound) -> Iterator[Phrase]:
    at = harm.last
    while sentence.tag(at) in {ADV, OF} or sentence.word(at) in {"to", "ب", "عن", "نحو", "الي"}:
        at += 1
    following = sentence.phrase_at(at)
    verb = sentence.word(harm.first).endswith(_ARABIC_PLURAL)
    if following is None or (verb and sentence.word(at).startswith("و")):
        return  # "ماتتا وأربع عشرة …": another clause
    if following.first < at:  # the cue stands inside the phrase ("مقتل مدنيين")
        number = following.number if following.number and following.number.start >= at else None
        following = Phrase(
            at, following.last, at if at < following.last else following.head, None, number
        )
        if following.first >= following.last:
            return
    if not sentence.word(following.first).isascii():
        following = split(sentence, following)[1] or following
    yield from (following, *chain_right(sentence, following)[1:])


def _objects_of_of(sentence: Sentence, harm: HarmFound) -> Iterator[Phrase]:
    if sentence.tag(harm.last) == OF:
        yield from objects(sentence, harm.last + 1)


def _of_verb(sentence: Sentence, harm: HarmFound) -> Iterator[Phrase]:
    at = harm.last
    if sentence.tag(at) == AND and any(other.first == at + 1 for other in sentence.harms):
        return  # "killed and wounded": one number for two effects cannot be shared out
    passive = is_passive(sentence, harm.first)
    ing = sentence.word(harm.first).endswith("ing")
    adjacent = sentence.phrase_at(harm.first - 1)
    coordinated = sentence.tag(harm.first - 1) == AND and any(
        is_passive(sentence, n) for n in range(max(0, harm.first - 12), harm.first)
    )
    object_next = sentence.tag(at) in {NUM, DET, WORD, ADV} or sentence.word(at) in _MINUS
    if harm.cue.transitive and not passive and object_next:
        following = objects(sentence, at)
        if following and not (adjacent and _time_like(sentence, following[0])):
            yield from following
            return
    if ing and not passive:
        return
    if adjacent is not None and not passive and _bare_number(adjacent, harm.first):
        yield adjacent  # "and 12 wounded"
        return
    if coordinated and adjacent is None:
        before = _previous_harm(sentence, harm)
        if before is not None and before.last == harm.first - 1:
            return
    yield from subject(sentence, harm.first)


def _bare_number(phrase: Phrase, before: int) -> bool:
    number = phrase.number
    if number is None or phrase.last != before:
        return False
    return phrase.last - phrase.first <= number.end - number.start


def _previous_harm(sentence: Sentence, harm: HarmFound) -> HarmFound | None:
    before = [other for other in sentence.harms if other.last <= harm.first]
    return before[-1] if before else None


def _time_like(sentence: Sentence, phrase: Phrase) -> bool:
    words = {sentence.word(phrase.head), sentence.word(phrase.first)}
    return bool(words & _MONTHS) or bool(
        words & {"today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday",
                 "saturday", "sunday", "morning", "evening", "night", "week", "month", "year"}
    )  # fmt: skip
