"""Claims → allegations: one act by one claim, each value tied to its words.

Steps for one claim:
1. Its content is read as sentences; acts, weapons and effects are found by their words.
2. Each act gets its alleged perpetrators and those acted upon from the shape of the sentence.
3. Effects go to the nearest act of their sentence; a sentence of effects alone speaks of the act
   that the claim, else the text right before it, named last (`harm_of_named_act`), or of a killing
   whose means nobody states.
4. Standing (occurred, denied, feared …), time and places are read around the act.

Nothing is carried over from the page: no publication date as date, no dateline as place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.extract.acts import ATTACKS, ActNamed, WeaponFound, acts_of, kind_of, weapons_of
from onrecord.extract.circumstances import circumstances
from onrecord.extract.clauses import Range, Roles, objects, ranges, subject
from onrecord.extract.counts import HarmStated, harms_of
from onrecord.extract.modality import Context, context_of, cue_span, standing
from onrecord.extract.people import (
    Effects,
    actors,
    add_harms,
    add_patients,
    anchored,
    text_range,
)  # fmt: skip
from onrecord.extract.roles import roles
from onrecord.extract.shallow import ActFound, HarmFound, Sentence, is_passive, sentences
from onrecord.lang.acts import ActCue, Part
from onrecord.lang.effects import SETTLEMENTS
from onrecord.lang.phrases import Phrases, folded, listed
from onrecord.lang.wordclass import AUX, MARK, OF, PREP, PRON, SUB, VERB
from onrecord.model.allegation import Allegation, Weapon
from onrecord.model.claim import Claim
from onrecord.model.document import Anchored, Document
from onrecord.model.entity import PlaceMention
from onrecord.model.vocab import Act, HarmKind
from onrecord.model.when import When

_LOOK_BACK_CHARS: Final = 600  # how far an effect may stand after the act it belongs to
_ARABIC_TOLD: Final = ("وا", "ت", "تا", "قتلا", "قتلن", "اصيب", "استشهد")
_LABEL_WORDS: Final = 6
_MARK_CHARS: Final = 4  # the mark of a list item can be the first word of its sentence
_KIND_OF_HARM: Final = {
    HarmKind.DETAINED: Act.ABDUCTION_DETENTION,
    HarmKind.DISPLACED: Act.FORCED_DISPLACEMENT,
    HarmKind.PROPERTY_TAKEN: Act.PILLAGE,
}
_ACCIDENTS: Final[Phrases[bool]] = Phrases(
    (phrase, True)
    for phrase in listed(
        """accident|crash|collision|earthquake|flood|floods|storm|hurricane|cancer|disease|virus|
        drowned|heart attack|illness|epidemic|landslide|avalanche|overturned|natural causes|cholera|
        snake|derailed|capsized|lightning|of cold|of hunger|of thirst|of old age|froze|
        من البرد|من الجوع|        حادث|حادث سير|زلزال|فيضان|غرق|مرض|سرطان|جلطة|وباء"""
    )
)
_TOLLS: Final = folded(listed("total|totals|figure|figures|toll|tally|حصيله|المجموع|رقم|اجمالي"))
_TAKEN_BACK: Final = folded(listed("withdrawn|withdrew|retracted|retracts|سحبت|سحب|تراجعت"))
_TOLL_NOUNS: Final = frozenset(("dead", "deaths", "fatalities", "wounded", "injuries"))
_DIED: Final = ("وفا", "توف", "مات", "سقوط")
_ITEM: Final = re.compile(r"\n\s*(?:[-–•*▪]|\d{1,3}[.)])\s")
_NUMBERING: Final = re.compile(r"\s*(?:\d{1,3}\s*[.)،:-]?|[-–•*▪#]+)\s*")
_LINE_ENDS: Final = frozenset(("", "\n", "\r"))
_BASE_FORMS: Final = frozenset(listed("kill|kills|murder|wound|injure|destroy|maim"))
_LOCATIVE: Final = frozenset(
    listed(
        """in|at|near|on|from|inside|outside|around|across|towards|toward|into|over|of|through|
        throughout|between|and|to|along|against|off|north|south|east|west|northern|southern|
        eastern|western|central|rural|downtown|upon|beside|nearby|في|ب|قرب|على|من|إلى|شمال|جنوب|شرق|
        غرب|شرقي|غربي|شمالي|جنوبي|ريف|بريف|داخل|وسط|باتجاه|بين|عن|ل"""
    )
) | {"علي", "الي"}


@dataclass(frozen=True, slots=True)
class _Named:
    """The act named last, for the effects that a later sentence states alone."""

    act: Act
    words: Anchored[Act]
    end: int


@dataclass(frozen=True, slots=True)
class _Page:
    """What is known of the document."""

    document: Document
    block_starts: tuple[int, ...]
    times: tuple[Anchored[When], ...]
    time_starts: tuple[int, ...]
    places: tuple[PlaceMention, ...]
    place_starts: tuple[int, ...]


def allegations(
    document: Document,
    claims: Iterable[Claim],
    times: tuple[Anchored[When], ...],
    places: tuple[PlaceMention, ...],
) -> tuple[Allegation, ...]:
    """The acts alleged inside the claims of `document`, sorted by id.

    `times` and `places` are those of the same document, in order of their words.
    """
    page = _Page(
        document,
        tuple(block.start for block in document.blocks),
        times,
        tuple(when.spans[0].start for when in times),
        places,
        tuple(mention.span.start for mention in places),
    )
    found: dict[str, Allegation] = {}
    last: _Named | None = None
    for claim in sorted(claims, key=lambda item: item.content[0].start if item.content else 0):
        for allegation, named in _of_claim(page, claim, last):
            found.setdefault(allegation.id, allegation)
            last = named
    return tuple(sorted(found.values(), key=lambda item: item.id))


def _of_claim(
    page: _Page, claim: Claim, last: _Named | None
) -> Iterable[tuple[Allegation, _Named]]:
    context = context_of(page.document, claim)
    spans = tuple((span.start, span.end) for span in claim.content)
    before: Sentence | None = None
    for sentence in sentences(page.document.text, spans):
        if (sentence.acts or sentence.harms) and not _label(page, sentence):
            for allegation in _of_sentence(page, claim, context, sentence, before, last):
                last = _Named(allegation.act.value, allegation.act, sentence.end)
                yield allegation, last
        before = sentence


def _of_sentence(
    page: _Page, claim: Claim, context: Context, sentence: Sentence, before: Sentence | None,
    last: _Named | None,
) -> Iterable[Allegation]:  # fmt: skip
    weapons = weapons_of(sentence)
    named = acts_of(sentence, weapons)
    harms = harms_of(sentence)
    rule_words: tuple[Anchored[Act], ...] = ()
    if not named:
        named, rule_words = _from_harms(page, sentence, harms, weapons, last)
    for item, own in zip(named, _shared_out(named, harms), strict=True):
        again = _again(page, sentence, item, last)
        earlier = (last.words,) if last and again is not item else rule_words
        yield _built(page, claim, context, sentence, before, again, own, weapons, earlier)


def _from_harms(
    page: _Page, sentence: Sentence, harms: tuple[HarmStated, ...],
    weapons: tuple[WeaponFound, ...], last: _Named | None,
) -> tuple[tuple[ActNamed, ...], tuple[Anchored[Act], ...]]:  # fmt: skip
    """The act of a sentence that states effects alone (step 3); none if they are taken back."""
    if any(word in _TAKEN_BACK for readings in sentence.readings for word in readings):
        return (), ()
    bodily = [h for h in harms if h.found.cue.kind is not HarmKind.DEPRIVATION]
    if not bodily or any(
        _ACCIDENTS.match(sentence.readings, at) for at in range(len(sentence.tokens))
    ):
        return (), ()
    deadly = [h for h in bodily if h.found.cue.kind is HarmKind.KILLED]
    first = (deadly or bodily)[0].found
    part = Part.NOUN if first.cue.side != "verb" else _verb_part(sentence.word(first.first))
    if not sentence.word(first.first).isascii():
        told = sentence.word(first.first).endswith(_ARABIC_TOLD)
        part = Part.PASSIVE if told else Part.NOUN
    found = ActFound(first.first, first.last, ActCue(Act.UNSPECIFIED_ATTACK, part, generic=True))
    english = part not in {Part.NOUN, Part.PASSIVE}
    if english and roles(sentence, found, frozenset()).agents:
        if deadly:
            return (acts_of_one(sentence, found, weapons),), ()
        if first.cue.kind in {HarmKind.DESTROYED, HarmKind.DAMAGED}:
            return (ActNamed(found, Act.DESTRUCTION_OF_PROPERTY, (), "destruction"),), ()
    base = english and sentence.word(first.first) in _BASE_FORMS
    if last and not base and _same_paragraph(page, last.end, sentence.start):
        return (ActNamed(found, last.act, (), "harm_of_named_act"),), (last.words,)
    if any(_told_killed(sentence, h) for h in deadly):
        one = acts_of_one(sentence, found, weapons)
        return (ActNamed(found, one.act, (), "killing_without_means"),), ()
    return (), ()


def _same_paragraph(page: _Page, end: int, start: int) -> bool:
    """Whether a sentence from `start` stands in the paragraph of one that ends at `end`.

    A new paragraph that begins right behind the sentence counts too, a list's next item does not.
    """
    if not 0 <= start - end <= _LOOK_BACK_CHARS:
        return False
    gap = page.document.text[end:start]
    if bisect_left(page.block_starts, end + 1) == bisect_left(page.block_starts, start + 1):
        marked = page.document.text[end : start + _MARK_CHARS]
        return "\n\n" not in gap and _ITEM.search(marked) is None
    return not gap.strip(' \n\r\t.!?؟"”»') and gap.count("\n\n") == 1


def _told_killed(sentence: Sentence, harm: HarmStated) -> bool:
    """Whether the words say that people were killed, not that so many are dead, or died."""
    cue, first = harm.found.cue, harm.found.first
    if any(word in _TOLLS for readings in sentence.readings for word in readings):
        return False
    word = sentence.word(first)
    if cue.side == "verb" and cue.transitive:
        named = any(group.people or group.counted for group in harm.groups)
        return bool(harm.groups) and (named or is_passive(sentence, first))
    return cue.side == "after" and bool(harm.groups) and not word.startswith(_DIED)


def _label(page: _Page, sentence: Sentence) -> bool:
    """Whether the words are a heading for a kind of act, or the head of a table, and no statement.

    "Attacks on health care", "Place Killed Injured": a line of its own without verb, number, time
    or place.
    """
    if len(sentence.tokens) > _LABEL_WORDS or sentence.numbers[1:]:
        return False
    text, start, end = page.document.text, sentence.start, sentence.end
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before not in _LINE_ENDS and not _NUMBERING.fullmatch(text[:start].rpartition("\n")[2]):
        return False
    if after not in _LINE_ENDS or _times_in(page, sentence) or _places_in(page, sentence)[1]:
        return False
    known = {at for harm in sentence.harms for at in range(harm.first, harm.last)}
    if any(
        token.tag in {AUX, PRON, SUB, VERB} and at not in known
        for at, token in enumerate(sentence.tokens)
    ):
        return False
    kinds = all(_plural(sentence, act) for act in sentence.acts)
    heads = all(not _counted(sentence, harm) for harm in sentence.harms)
    many = len(sentence.harms) > 1 or len(sentence.tokens) == 1 or bool(sentence.acts)
    return kinds and heads and many


def _plural(sentence: Sentence, act: ActFound) -> bool:
    """Whether an act's word is a noun for a kind of act ("attacks", "اعتداءات")."""
    return act.cue.part is Part.NOUN and sentence.word(act.last - 1).endswith(("s", "ات"))


def _counted(sentence: Sentence, harm: HarmFound) -> bool:
    phrase = sentence.phrase_at(harm.first) or sentence.phrase_at(harm.first - 1)
    return phrase is not None and phrase.number is not None


def _again(page: _Page, sentence: Sentence, item: ActNamed, last: _Named | None) -> ActNamed:
    """The act with its kind from the attack named before, if it says "the attack" (`acts`)."""
    phrase = sentence.phrase_at(item.found.first)
    definite = phrase is not None and sentence.word(phrase.first) in {"the", "this", "that"}
    plain = item.rule == "generic" and item.found.cue.part is Part.NOUN
    if last is None or not (plain and definite) or last.act not in ATTACKS:
        return item
    if not 0 <= sentence.start - last.end <= _LOOK_BACK_CHARS:
        return item
    if page.document.text[last.end : sentence.start].count("\n\n") > 1:
        return item
    return ActNamed(item.found, last.act, item.also, "generic_by_antecedent")


def _verb_part(word: str) -> Part:
    return Part.ING if word.endswith("ing") else Part.PAST


def acts_of_one(sentence: Sentence, found: ActFound, weapons: tuple[WeaponFound, ...]) -> ActNamed:
    """A killing with its kind settled by the weapons of the sentence."""
    act, _ = kind_of(sentence, found, weapons)
    return ActNamed(found, act, (), "killing")


def _shared_out(
    named: tuple[ActNamed, ...], harms: tuple[HarmStated, ...]
) -> tuple[tuple[HarmStated, ...], ...]:
    """The effects of each act: its own words first, then by kind, then the nearest act."""
    shared: list[list[HarmStated]] = [[] for _ in named]
    for harm in harms:
        if not named:
            break
        wanted = _KIND_OF_HARM.get(harm.found.cue.kind)
        at = harm.found.first
        candidates = [
            n
            for n, item in enumerate(named)
            if item.act is wanted or (wanted is None and item.act not in _KIND_OF_HARM.values())
        ] or list(range(len(named)))
        best = min(candidates, key=lambda n: (_distance(named[n], at), n))
        shared[best].append(harm)
    return tuple(tuple(own) for own in shared)


def _distance(item: ActNamed, at: int) -> int:
    return min(abs(found.first - at) for found in (item.found, *item.also))


def _built(
    page: _Page, claim: Claim, context: Context, sentence: Sentence, before: Sentence | None,
    item: ActNamed, harms: tuple[HarmStated, ...], weapons: tuple[WeaponFound, ...],
    earlier: tuple[Anchored[Act], ...],
) -> Allegation:  # fmt: skip
    document = page.document
    adjectives, names = _places_in(page, sentence)
    place_words = tuple(words for words, _ in names)
    found = _roles(sentence, item, harms, adjectives)
    stated = _times_in(page, sentence)
    years = tuple(when.value.latest.year for when in stated if when.value.latest is not None)
    status = standing(sentence, item.found, found.verb, context, years)
    effects = Effects()
    add_harms(document, sentence, harms, place_words, effects)
    add_patients(document, sentence, item, found, place_words, effects)
    act_span = document.span(*text_range(sentence, (item.found.first, item.found.last)))
    spans = (act_span, *(words.spans[0] for words in earlier))
    return Allegation(
        claim.id,
        document.id,
        Anchored(item.act, spans),
        status.modality,
        cue_span(document, status),
        _when(page, sentence, before, item, stated),
        _where(document, sentence, item, found, names),
        actors(document, sentence, claim, found, status.modality),
        tuple(effects.victims),
        tuple(effects.targets),
        tuple(
            Weapon(anchored(document, sentence, (weapon.first, weapon.last)), weapon.kind)
            for weapon in weapons
        ),
        tuple(effects.harms),
        circumstances(document, sentence, item.act, place_words),
        item.rule,
    )


def _roles(
    sentence: Sentence,
    item: ActNamed,
    harms: tuple[HarmStated, ...],
    adjectives: frozenset[int],
) -> Roles:
    """The roles of the act, filled up from the generic words and the effects that belong to it."""
    main = roles(sentence, item.found, adjectives)
    agents, patients = main.agents, main.patients
    for also in item.also:
        other = roles(sentence, also, adjectives)
        agents = agents or other.agents
        patients = patients or other.patients
    for harm in harms:
        first = harm.found.first
        if not agents and harm.found.cue.side == "verb" and objects(sentence, harm.found.last):
            agents = (
                () if is_passive(sentence, first) else ranges(sentence, subject(sentence, first))
            )
    return Roles(agents, patients, main.verb, main.light)


def _between(starts: Sequence[int], low: int, high: int) -> range:
    return range(bisect_left(starts, low), bisect_left(starts, high))


def _times_in(page: _Page, sentence: Sentence) -> tuple[Anchored[When], ...]:
    return tuple(page.times[n] for n in _between(page.time_starts, sentence.start, sentence.end))


def _when(
    page: _Page, sentence: Sentence, before: Sentence | None, item: ActNamed,
    stated: tuple[Anchored[When], ...],
) -> Anchored[When] | None:  # fmt: skip
    """The time nearest to the act in its sentence, else the last one of the sentence before it."""
    act = sentence.tokens[item.found.first].start
    if item.rule == "harm_of_named_act" and sentence.word(item.found.first) in _TOLL_NOUNS:
        return None  # "gave nine dead on 6 June": the day of the number, not of the act
    if stated:
        return min(stated, key=lambda when: abs(when.spans[0].start - act))
    if before is None:
        return None
    if "\n\n" in page.document.text[before.end : sentence.start]:
        return None
    earlier = _times_in(page, before)
    return earlier[-1] if earlier else None


def _places_in(
    page: _Page, sentence: Sentence
) -> tuple[frozenset[int], tuple[tuple[Range, PlaceMention], ...]]:
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


def _where(
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
