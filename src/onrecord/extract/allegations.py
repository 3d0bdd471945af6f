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
from itertools import pairwise
from typing import Final

from onrecord.extract.acts import (
    ALTERNATIVE,
    ATTACKS,
    ActNamed,
    WeaponFound,
    acts_of,
    kind_of,
    weapons_of,
)
from onrecord.extract.circumstances import circumstances
from onrecord.extract.clauses import Range, Roles, objects, ranges, subject
from onrecord.extract.counts import HarmStated, harms_of
from onrecord.extract.fillers import with_fillers
from onrecord.extract.modality import Context, context_of, cue_span, standing
from onrecord.extract.people import (
    Effects,
    actors,
    add_harms,
    add_patients,
    anchored,
    text_range,
)  # fmt: skip
from onrecord.extract.reading import RoleReading
from onrecord.extract.roles import by_cue, roles
from onrecord.extract.setting import Page, places_in, times_in, when_of, where_of
from onrecord.extract.shallow import ActFound, HarmFound, Sentence, is_passive, sentences
from onrecord.lang.acts import ActCue, Part
from onrecord.lang.fold import fold
from onrecord.lang.phrases import Phrases, folded, listed
from onrecord.lang.wordclass import AUX, PRON, SUB, VERB
from onrecord.model.allegation import Allegation, Weapon
from onrecord.model.claim import Claim
from onrecord.model.document import Anchored, Document
from onrecord.model.entity import PlaceMention
from onrecord.model.vocab import Act, Form, HarmKind
from onrecord.model.when import When

_LEFT_OVER: Final = "own_voice_rest"  # rule of what the attributions of a sentence leave
_LEAD_CHARS: Final = 300  # before and between the pieces of a claim that nobody is named for
_SENTENCE_END: Final = re.compile(r"[.!?؟][\"”»’')\]]*\s+|\n")
_NEW_LEAD_CHARS: Final = 60  # before the content of a paragraph's first sentence: "X said that"
_SENTENCE_MARKS: Final = frozenset(".!?؟")
_LOOK_BACK_CHARS: Final = 600  # how far an effect may stand after the act it belongs to
_ARABIC_TOLD: Final = ("وا", "ت", "تا", "قتلا", "قتلن", "اصيب", "استشهد")
_HEARD: Final = folded(listed("blast|blasts|explosion|explosions|انفجار|انفجارات|انفجارين"))
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


@dataclass(frozen=True, slots=True)
class _Named:
    """The act named last, for the effects that a later sentence states alone."""

    act: Act
    words: Anchored[Act]
    end: int


def allegations(
    document: Document,
    claims: Iterable[Claim],
    times: tuple[Anchored[When], ...],
    places: tuple[PlaceMention, ...],
    readings: Iterable[RoleReading] = (),
) -> tuple[Allegation, ...]:
    """The acts alleged inside the claims of `document`, sorted by id.

    `times` and `places` are those of the same document, in order of their words; `readings` what
    a model reads of the roles in it.
    """
    claims = tuple(claims)
    page = Page.of(document, times, places)
    ordered = sorted(claims, key=lambda item: item.content[0].start if item.content else 0)
    ranges_read = _ranges_read(page, ordered)
    found: dict[str, Allegation] = {}
    last: _Named | None = None
    for claim, (read, taken) in zip(ordered, ranges_read, strict=True):
        for allegation, named in _of_claim(page, claim, last, read, taken):
            found.setdefault(allegation.id, allegation)
            last = named
    return with_fillers(document, found.values(), claims, readings)


def _of_claim(
    page: Page, claim: Claim, last: _Named | None, read: tuple[Range, ...], taken: Range | None
) -> Iterable[tuple[Allegation, _Named]]:
    """The acts in the ranges `read`; one that stands in `taken` is read for another claim."""
    context = context_of(page.document, claim)
    before: Sentence | None = None
    for sentence in sentences(page.document.text, read):
        if (sentence.acts or sentence.harms) and not _label(page, sentence):
            for allegation in _of_sentence(page, claim, context, sentence, before, last):
                at = allegation.act.spans[0].start
                if taken is None or not taken[0] <= at < taken[1]:
                    last = _Named(allegation.act.value, allegation.act, sentence.end)
                    yield allegation, last
        before = sentence


def _ranges_read(
    page: Page, claims: Sequence[Claim]
) -> list[tuple[tuple[Range, ...], Range | None]]:
    """For each claim what is read for it, and what of that is read for another one instead.

    `claims` in order. What is left of a sentence beside the words of an attribution ("On 4 May an
    alleged strike | reportedly | hit the mill") is read with the claim whose words they complete.
    """
    said = [claim for claim in claims if claim.rule != _LEFT_OVER and claim.content]
    starts = [claim.content[0].start for claim in said]
    floor, whole = 0, {}
    for n, claim in enumerate(said):
        ceiling = starts[n + 1] if n + 1 < len(said) else len(page.document.text)
        whole[claim.id] = _read(page, claim, floor, ceiling)
        floor = max(floor, *(span.end for span in claim.content))
    found = []
    for claim in claims:
        spans = tuple((span.start, span.end) for span in claim.content)
        taken = None
        if claim.rule == _LEFT_OVER and spans:
            n = bisect_left(starts, spans[0][0])
            near = [whole[one.id] for one in said[max(0, n - 1) : n + 1]]
            taken = next((r for r, *_ in near if r[0] <= spans[0][0] < r[1]), None)
        found.append((whole.get(claim.id, spans), taken))
    return found


def _read(page: Page, claim: Claim, floor: int, ceiling: int) -> tuple[Range, ...]:
    """The ranges of text that are read for a claim: its content.

    What nobody is named for ("on 8 June aircraft were reported to have bombed …") is read with the
    words of its sentence before, between and behind, which tell when, where and by whom; from
    `floor` to `ceiling`, where other claims stand.
    """
    spans = tuple((span.start, span.end) for span in claim.content)
    if claim.attribution.form is not Form.UNATTRIBUTED:
        return spans
    if any(b[0] - a[1] > _LEAD_CHARS for a, b in pairwise(spans)):
        return spans
    (first, _), (_, last), text = spans[0], spans[-1], page.document.text
    lead = text[max(floor, first - _LEAD_CHARS) : first]
    begins = max((end.end() for end in _SENTENCE_END.finditer(lead)), default=None)
    if begins is None and floor < first - _LEAD_CHARS:
        return spans
    tail = text[last : min(max(last, ceiling), last + _LEAD_CHARS)]
    ends = _SENTENCE_END.search(tail)
    behind = ends.start() if ends and text[last - 1 : last] not in _SENTENCE_MARKS else 0
    return ((first - len(lead) + (begins or 0), last + behind),)


def _of_sentence(
    page: Page, claim: Claim, context: Context, sentence: Sentence, before: Sentence | None,
    last: _Named | None,
) -> Iterable[Allegation]:  # fmt: skip
    weapons = weapons_of(sentence)
    named = acts_of(sentence, weapons)
    harms = harms_of(sentence)
    rule_words: tuple[Anchored[Act], ...] = ()
    first: Anchored[Act] | None = None
    if not named:
        named, rule_words = _from_harms(page, sentence, harms, weapons, last)
    for item, own in zip(named, _shared_out(named, harms), strict=True):
        again = _again(page, sentence, item, last)
        earlier = (last.words,) if last and again is not item else rule_words
        if item.rule == ALTERNATIVE and first is not None:
            earlier = (first,)
        made = _built(page, claim, context, sentence, before, again, own, weapons, earlier)
        first = made.act
        yield made


def _from_harms(
    page: Page, sentence: Sentence, harms: tuple[HarmStated, ...],
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
    suffered = first.cue.side != "verb" or not first.cue.transitive  # who "died" did nothing
    part = Part.NOUN if suffered else _verb_part(sentence.word(first.first))
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


def _same_paragraph(page: Page, end: int, start: int) -> bool:
    """Whether a sentence from `start` stands in the paragraph of one that ends at `end`.

    A new paragraph that begins right behind the sentence counts too, a list's next item does not.
    """
    if not 0 <= start - end <= _LOOK_BACK_CHARS:
        return False
    gap = page.document.text[end:start]
    if bisect_left(page.block_starts, end + 1) == bisect_left(page.block_starts, start + 1):
        marked = page.document.text[end : start + _MARK_CHARS]
        return "\n\n" not in gap and _ITEM.search(marked) is None
    lead = gap.rpartition("\n\n")[2]
    return (
        gap.count("\n\n") == 1 and len(lead) <= _NEW_LEAD_CHARS and not _SENTENCE_END.search(lead)
    )


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


def _label(page: Page, sentence: Sentence) -> bool:
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
    if after not in _LINE_ENDS or times_in(page, sentence) or places_in(page, sentence)[1]:
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


def _again(page: Page, sentence: Sentence, item: ActNamed, last: _Named | None) -> ActNamed:
    """The act with its kind from the attack named before, if it says "the attack" (`acts`)."""
    phrase = sentence.phrase_at(item.found.first)
    definite = phrase is not None and sentence.word(phrase.first) in {"the", "this", "that"}
    plain = item.rule == "generic" and item.found.cue.part is Part.NOUN
    heard = sentence.word(item.found.first) in _HEARD
    if last is None or not (plain and (definite or heard)) or last.act not in ATTACKS:
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
    page: Page, claim: Claim, context: Context, sentence: Sentence, before: Sentence | None,
    item: ActNamed, harms: tuple[HarmStated, ...], weapons: tuple[WeaponFound, ...],
    earlier: tuple[Anchored[Act], ...],
) -> Allegation:  # fmt: skip
    document = page.document
    adjectives, names = places_in(page, sentence)
    place_words = tuple(words for words, _ in names)
    found = _roles(sentence, item, harms, adjectives, claim)
    stated = times_in(page, sentence)
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
        when_of(page, sentence, before, item, stated),
        where_of(document, sentence, item, found, names),
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
    claim: Claim,
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
    cue = claim.attribution.cue
    if not agents and cue is not None:
        agents = by_cue(sentence, item.found, fold(cue.quote))
    return Roles(agents, patients, main.verb, main.light)
