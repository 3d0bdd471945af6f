"""People harmed, things hit, effects and alleged actors as records, anchored in a document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from onrecord.extract.acts import ATTACKS, ActNamed
from onrecord.extract.agency import is_abstract
from onrecord.extract.clauses import Range, Roles
from onrecord.extract.counts import Group, HarmStated, group_of
from onrecord.extract.shallow import Sentence
from onrecord.lang.effects import AGENTS, NOT_AGENTS, SETTLEMENTS, WEAPONS
from onrecord.lang.fold import fold
from onrecord.lang.modality import ACQUITTED, ADMITTED, ALLEGED, AUTHORITY, POSSIBLE
from onrecord.lang.phrases import Phrases, listed
from onrecord.lang.wordclass import WORD
from onrecord.model.allegation import AllegedActor, Harm, Target, VictimGroup
from onrecord.model.claim import Claim
from onrecord.model.document import Anchored, Document
from onrecord.model.vocab import Act, ClaimStatus, Form, Modality, PersonStatus, TargetCategory
from onrecord.model.when import Count

ON_PERSONS: Final = frozenset(
    {
        Act.EXECUTION, Act.TORTURE, Act.ABDUCTION_DETENTION, Act.FORCED_DISPLACEMENT,
        Act.SEXUAL_VIOLENCE, Act.ENFORCED_DISAPPEARANCE, Act.SHOOTING, Act.CHILD_RECRUITMENT,
    }
)  # fmt: skip
_HELD: Final = frozenset(("responsible", "accountable", "liable"))  # "held X responsible"
_COMMON: Final = frozenset(
    listed(
        """the|a|an|of|and|forces|force|army|president|spokesman|spokesperson|minister|
        ministry|leader|commander|general|mr|official|officials|group|movement|party|قوات|
        رييس|وزاره|وزير"""
    )
)


@dataclass(slots=True)
class Effects:
    """Victims, targets and harms of one allegation while they are gathered."""

    victims: list[VictimGroup] = field(default_factory=list)
    victim_at: list[Range] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    target_at: list[Range] = field(default_factory=list)
    harms: list[Harm] = field(default_factory=list)


def text_range(sentence: Sentence, words: Range) -> tuple[int, int]:
    """The range of text from the first to the last of the words `[first, last)`."""
    return sentence.tokens[words[0]].start, sentence.tokens[words[1] - 1].end


def anchored(document: Document, sentence: Sentence, words: Range) -> Anchored[str]:
    """The words `[first, last)` of a sentence, anchored."""
    span = document.span(*text_range(sentence, words))
    return Anchored(span.quote, (span,))


def _count(document: Document, sentence: Sentence, group: Group) -> Anchored[Count] | None:
    if group.counted is None:
        return None
    span = document.span(*text_range(sentence, group.counted))
    return Anchored(Count(group.low, group.high, group.unit), (span,))


def _overlaps(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def add_victim(document: Document, sentence: Sentence, group: Group, into: Effects) -> int:
    """Add people named by a group, with its parts; the index of their entry."""
    at = (group.first, group.last)
    for n, known in enumerate(into.victim_at):
        if _overlaps(known, at):
            if into.victims[n].count is None and group.counted is not None:
                count = _count(document, sentence, group)
                into.victims[n] = replace(into.victims[n], count=count)
            return n
    words = anchored(document, sentence, at)
    people = group.people
    status: Anchored[PersonStatus] | None = None
    if people is not None and people.status is not None:
        status = Anchored(people.status, words.spans)
    into.victims.append(
        VictimGroup(
            words,
            _count(document, sentence, group),
            status,
            Anchored(people.age, words.spans) if people is not None and people.age else None,
            Anchored(people.sex, words.spans) if people is not None and people.sex else None,
        )
    )
    into.victim_at.append(at)
    number = len(into.victims) - 1
    for part in group.parts:
        if part.people is not None:
            add_victim(document, sentence, part, into)
    return number


def add_target(document: Document, sentence: Sentence, group: Group, into: Effects) -> int:
    """Add a thing named by a group; the index of its entry."""
    at = (group.first, group.last)
    for n, known in enumerate(into.target_at):
        if _overlaps(known, at):
            return n
    words = anchored(document, sentence, at)
    category: Anchored[TargetCategory] | None = None
    if group.category is not None:
        category = Anchored(group.category, words.spans)
    into.targets.append(Target(words, category, _count(document, sentence, group)))
    into.target_at.append(at)
    return len(into.targets) - 1


def add_harms(
    document: Document,
    sentence: Sentence,
    harms: tuple[HarmStated, ...],
    places: tuple[Range, ...],
    into: Effects,
) -> None:
    """Add the effects stated, with those they befell; places are nobody."""
    for stated in harms:
        kind = stated.found.cue.kind
        words = anchored(document, sentence, (stated.found.first, stated.found.last))
        if not stated.groups and all(harm.kind is not kind for harm in into.harms):
            into.harms.append(Harm(kind, words))
        for group in stated.groups:
            count = _count(document, sentence, group)
            if group.category is not None and group.people is None:
                target = add_target(document, sentence, group, into)
                into.harms.append(Harm(kind, words, count, None, target))
            elif (group.first, group.last) == (stated.found.first, stated.found.last):
                into.harms.append(Harm(kind, words, count))
            elif _nobody(sentence, group, places):
                if not into.harms or into.harms[-1].words != words:
                    into.harms.append(Harm(kind, words))
            else:
                victim = add_victim(document, sentence, group, into)
                if all((harm.kind, harm.victims) != (kind, victim) for harm in into.harms):
                    into.harms.append(Harm(kind, words, count, victim))


def add_patients(
    document: Document, sentence: Sentence, named: ActNamed, roles: Roles,
    places: tuple[Range, ...], into: Effects,
) -> None:  # fmt: skip
    """Add the people and things that the act is said to have been aimed at."""
    for phrase in roles.patients:
        group = group_of(sentence, phrase)
        at = (group.first, group.last)
        if any(_overlaps((act.first, act.last), at) for act in sentence.acts):
            continue
        head = sentence.readings[phrase.head]
        if WEAPONS.match(sentence.readings, phrase.head) is not None:
            continue
        if any(_overlaps(known, at) for known in into.victim_at):
            continue
        if group.people is not None:
            add_victim(document, sentence, group, into)
        elif group.category is not None and not _settlement(sentence, group, places):
            add_target(document, sentence, group, into)
        elif (
            any(_overlaps(place, at) for place in places)
            or set(head) & SETTLEMENTS
            or set(head) & NOT_AGENTS
            or _is_no_victim(head[0])
            or not _named(sentence, at)
        ):
            continue
        elif (
            named.act in ON_PERSONS
            or named.rule.startswith("killing")
            or (set(head) & AGENTS and named.act in ATTACKS)
        ):
            add_victim(document, sentence, group, into)
        else:
            add_target(document, sentence, group, into)


_NO_VICTIMS: Final = frozenset(
    listed(
        """place|places|statement|statements|trial|trials|part|cause|charge|charges|matter|
        case|cases|reason|reasons|way|ways|list|light|hand|hands|head|heads|life|lives|eyes|
        death|deaths|body|order|orders|role|rights|law|laws|peace|time|times|name|names|
        fact|truth|plan|plans|back|area|areas|level|levels|sides|side|room|rooms|department|
        north|south|east|west|kilometers|weapon|weapons|material|equipment|rifles|radio|
        money|effort|efforts|process|talks|dialogue|responsibility|fire|control|action|
        actions|moment|period|hours|position|positions|one|ones|another|three|several|
        others|dead|deaths|casualties|plan|everything|goal|goals|policy|policies"""
    )
)


def _nobody(sentence: Sentence, group: Group, places: tuple[Range, ...]) -> bool:
    """Whether an unlisted, unnumbered group is a place, an act or an abstract word."""
    if group.people is not None or group.counted is not None:
        return False
    at = (group.first, group.last)
    words = sentence.readings[group.last - 1]
    return (
        not _named(sentence, at)
        or any(_overlaps(place, at) for place in places)
        or _is_no_victim(words[0])
        or bool(set(words) & NOT_AGENTS)
    )


def _is_no_victim(word: str) -> bool:
    """Whether an unlisted word is by its form no person, group or thing that is hit."""
    return word.isascii() and (word in _NO_VICTIMS or is_abstract(word))


def _settlement(sentence: Sentence, group: Group, places: tuple[Range, ...]) -> bool:
    at = (group.first, group.last)
    words = {word for n in range(*at) for word in sentence.readings[n]}
    return bool(words & SETTLEMENTS) and any(_overlaps(place, at) for place in places)


def _named(sentence: Sentence, at: Range) -> bool:
    return any(sentence.tag(n) == WORD for n in range(*at))


def _has(sentence: Sentence, table: Phrases[bool]) -> bool:
    return any(table.match(sentence.readings, at) for at in range(len(sentence.tokens)))


def status_of(sentence: Sentence, claim: Claim, name: str, modality: Modality) -> ClaimStatus:
    """How the claim puts the responsibility of the actor called `name`."""
    if modality is Modality.DENIED:
        return ClaimStatus.DENIED
    if _has(sentence, ACQUITTED):
        return ClaimStatus.ACQUITTED
    if _has(sentence, ADMITTED) or _speaks(claim, name):
        return ClaimStatus.CLAIMED_OR_ADMITTED
    if _has(sentence, POSSIBLE):
        return ClaimStatus.POSSIBLE
    attributed = claim.attribution.form is not Form.OWN_VOICE
    if attributed and _authority(claim):
        return ClaimStatus.ACCUSED_BY_AUTHORITY
    if attributed or _has(sentence, ALLEGED):
        return ClaimStatus.ACCUSED
    return ClaimStatus.REPORTED_AS_FACT


def _speaks(claim: Claim, name: str) -> bool:
    """Whether the actor is the speaker: they share a word that names (not "forces", "army")."""
    speaker = claim.attribution.speaker
    if speaker is None:
        return False
    own = set(fold(speaker.value).split()) - _COMMON
    return bool(own & (set(fold(name).split()) - _COMMON)) or fold(name).startswith("our ")


def _authority(claim: Claim) -> bool:
    words: set[str] = set()
    for value in (claim.attribution.speaker, claim.attribution.role):
        if value is not None:
            words.update(fold(value.value).split())
    return bool(words & AUTHORITY)


def actors(
    document: Document, sentence: Sentence, claim: Claim, found: Roles, modality: Modality
) -> tuple[AllegedActor, ...]:
    """The alleged actors, one a phrase, in order."""
    result = []
    for first, last in found.agents:
        end = last - (last - first > 1 and sentence.word(last - 1) in _HELD)
        name = anchored(document, sentence, (first, end))
        result.append(AllegedActor(name, status_of(sentence, claim, name.value, modality)))
    return tuple(result)
