"""Who and what a trained model reads in a role, added to the allegation they belong to.

1. A section's fillers go only to acts that words of the section name: no words, no value.
2. A filler goes only to acts that the same voice tells of: what one speaker says is never put into
   the mouth of another, nor of the publisher.
3. Of these, it goes to the nearest act of a kind it is read to be part of. Words that hold a value
   already are not told twice: the value keeps its words and takes the model's span and score.
4. `Allegation.score` is how likely the model takes it that an incident of that kind is told of
   there as recent and specific. It drops nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from onrecord.extract.acts import ATTACKS, weapons_of
from onrecord.extract.counts import group_of
from onrecord.extract.people import Effects, add_target, add_victim
from onrecord.extract.reading import Chance, RoleFiller, RoleReading
from onrecord.extract.shallow import Sentence, sentences
from onrecord.model.allegation import Allegation, AllegedActor, Target, VictimGroup, Weapon
from onrecord.model.claim import Claim
from onrecord.model.document import Anchored, Document, Span
from onrecord.model.vocab import Act, ClaimStatus, Form, Modality, WeaponKind

LEAST: Final = 0.5  # score of a filler that is kept; re-run bench/accuracy.py incidents
FAR: Final = 400  # characters to the act beyond which only an entity's best mention is kept
TOLD: Final = frozenset({Modality.OCCURRED, Modality.ATTEMPTED, Modality.THREATENED})
_TYPE_OF_ACT: Final = {
    **dict.fromkeys(ATTACKS, "attack"),
    Act.TORTURE: "attack",
    Act.DESTRUCTION_OF_PROPERTY: "attack",
    Act.IED_OR_MINE: "bombing",
    Act.ARSON: "arson",
    Act.ABDUCTION_DETENTION: "kidnapping",
    Act.ENFORCED_DISAPPEARANCE: "kidnapping",
    Act.PILLAGE: "robbery",
}
_STATUS: Final = {
    "reported as fact": ClaimStatus.REPORTED_AS_FACT,
    "claimed or admitted": ClaimStatus.CLAIMED_OR_ADMITTED,
    "suspected or accused": ClaimStatus.ACCUSED,
    "suspected or accused by authorities": ClaimStatus.ACCUSED_BY_AUTHORITY,
    "possible": ClaimStatus.POSSIBLE,
}


# Who speaks, from the innermost speaker outwards. The publisher's own words: no one. Words of
# nobody named are a voice of their own, by the id of their claim.
Voice = tuple[str, ...]
PUBLISHER: Final[Voice] = ()


@dataclass(slots=True)
class _Added:
    """An allegation and what its section adds to it."""

    allegation: Allegation
    start: int
    voice: Voice
    fillers: list[RoleFiller] = field(default_factory=list)


def with_fillers(
    document: Document,
    allegations: Iterable[Allegation],
    claims: Iterable[Claim],
    readings: Iterable[RoleReading],
) -> tuple[Allegation, ...]:
    """The allegations of `document`, with what the model reads of their roles, sorted by id."""
    by_id = {claim.id: claim for claim in claims}
    made = {allegation.id: allegation for allegation in allegations}
    for reading in readings:
        inside = [
            allegation
            for allegation in made.values()
            if reading.start <= allegation.act.spans[0].start < reading.end
        ]
        told = [
            _Added(_judged(one, reading), one.act.spans[0].start, _voice(by_id.get(one.claim)))
            for one in inside
        ]
        told.sort(key=lambda one: (one.start, one.allegation.id))
        telling = [one for one in told if one.allegation.modality in TOLD]
        _share_out(reading, telling, _contents(by_id.values(), reading))
        for before in inside:
            del made[before.id]
        for one in told:
            whole = _filled(document, one, by_id)
            made.setdefault(whole.id, whole)
    return tuple(sorted(made.values(), key=lambda item: item.id))


def _judged(allegation: Allegation, reading: RoleReading) -> Allegation:
    """With how likely an incident of its kind is told of."""
    chance = dict(reading.types).get(_TYPE_OF_ACT.get(allegation.act.value, ""), 1.0)
    return replace(allegation, score=min(reading.relevance, chance))


def _voice(claim: Claim | None) -> Voice:
    if claim is None:
        return PUBLISHER
    names, layer = [], claim.attribution
    while True:
        if layer.speaker is not None:
            names.append(layer.speaker.value.casefold())
        if layer.through is None:
            break
        layer = layer.through
    if not names and claim.attribution.form is Form.UNATTRIBUTED:
        return (claim.id,)
    return tuple(names)


def _contents(claims: Iterable[Claim], reading: RoleReading) -> list[tuple[Span, Voice]]:
    """Pieces of claims that reach into the section, the shortest first."""
    found = [
        (span, _voice(claim))
        for claim in claims
        for span in claim.content
        if span.start < reading.end and reading.start < span.end
    ]
    return sorted(found, key=lambda piece: (piece[0].end - piece[0].start, piece[0].start))


def _speaks(filler: RoleFiller, contents: Sequence[tuple[Span, Voice]]) -> Voice:
    """In whose words a filler stands: those of the innermost claim around it."""
    for span, voice in contents:
        if span.start <= filler.start and filler.end <= span.end:
            return voice
    return PUBLISHER


def _share_out(
    reading: RoleReading, told: Sequence[_Added], contents: Sequence[tuple[Span, Voice]]
) -> None:
    best: dict[tuple[str, int], RoleFiller] = {}
    for filler in reading.fillers:
        entity = (filler.role, filler.entity)
        if filler.score >= LEAST and (entity not in best or filler.score > best[entity].score):
            best[entity] = filler
    for filler in reading.fillers:
        if filler.score < LEAST:
            continue
        voice = _speaks(filler, contents)
        homes = [one for one in told if one.voice == voice]
        if not homes:
            continue
        home = min(homes, key=lambda one: (_unlike(one, filler), abs(one.start - filler.start)))
        near = abs(home.start - filler.start) <= FAR
        if near or best[filler.role, filler.entity] is filler:
            home.fillers.append(filler)


def _unlike(one: _Added, filler: RoleFiller) -> bool:
    """Whether the act is of another kind than the incidents the filler is read to be part of."""
    chances = dict(filler.types)
    most = max(chances.values(), default=0.0)
    chance = chances.get(_TYPE_OF_ACT.get(one.allegation.act.value, ""), 0.0)
    return chance < min(LEAST, most)


def _filled(  # noqa: PLR0912  (two branches a role)
    document: Document, one: _Added, claims: Mapping[str, Claim]
) -> Allegation:
    made = one.allegation
    actors, victims = list(made.perpetrators), list(made.victims)
    targets, weapons = list(made.targets), list(made.weapons)
    for filler in one.fillers:
        span, score = document.span(filler.start, filler.end), filler.score
        if filler.role.startswith("perp"):
            at, words = _known([actor.name for actor in actors], span, score)
            if at is not None:
                actors[at] = replace(actors[at], name=words)
            else:
                actors.append(AllegedActor(words, _status(filler, claims.get(made.claim))))
        elif filler.role == "weapon":
            at, words = _known([weapon.words for weapon in weapons], span, score)
            if at is not None:
                weapons[at] = replace(weapons[at], words=words)
            else:
                weapons.append(Weapon(words, _kind(document, span)))
        elif filler.role == "target":
            at, words = _known([target.words for target in targets], span, score)
            if at is not None:
                targets[at] = replace(targets[at], words=words)
            else:
                targets.append(_target(document, words))
        else:
            at, words = _known([group.words for group in victims], span, score)
            if at is not None:
                victims[at] = replace(victims[at], words=words)
            else:
                victims.append(_victims(document, words))
    return replace(
        made,
        perpetrators=tuple(actors),
        victims=tuple(victims),
        targets=tuple(targets),
        weapons=tuple(weapons),
    )


def _known(
    values: Sequence[Anchored[str]], span: Span, score: float
) -> tuple[int | None, Anchored[str]]:
    """Which value's words overlap `span`, with its span and score added; else the words alone."""
    for n, words in enumerate(values):
        if any(own.start < span.end and span.start < own.end for own in words.spans):
            spans = words.spans if span in words.spans else (*words.spans, span)
            return n, Anchored(words.value, spans, max(score, words.score or 0.0))
    return None, Anchored(span.quote, (span,), score)


def _status(filler: RoleFiller, claim: Claim | None) -> ClaimStatus:
    """How responsibility is put: by the model for bodies, else by who speaks."""
    named = _likeliest(filler.status)
    if named is not None:
        return _STATUS[named]
    own = claim is None or claim.attribution.form is Form.OWN_VOICE
    return ClaimStatus.REPORTED_AS_FACT if own else ClaimStatus.ACCUSED


def _likeliest(chances: tuple[Chance, ...]) -> str | None:
    known = [chance for chance in chances if chance[0] in _STATUS]
    return max(known, key=lambda chance: chance[1])[0] if known else None


def _sentence(document: Document, span: Span) -> Sentence | None:
    return next(iter(sentences(document.text, ((span.start, span.end),))), None)


def _kind(document: Document, span: Span) -> WeaponKind:
    sentence = _sentence(document, span)
    found = weapons_of(sentence) if sentence else ()
    return found[0].kind if found else WeaponKind.OTHER


def _victims(document: Document, words: Anchored[str]) -> VictimGroup:
    """People named by a filler, with number and status if its words state them."""
    into, sentence = Effects(), _sentence(document, words.spans[0])
    if sentence is None or len(sentence.phrases) != 1:
        return VictimGroup(words)
    add_victim(document, sentence, group_of(sentence, sentence.phrases[0]), into)
    return replace(into.victims[0], words=words)


def _target(document: Document, words: Anchored[str]) -> Target:
    into, sentence = Effects(), _sentence(document, words.spans[0])
    if sentence is None or len(sentence.phrases) != 1:
        return Target(words)
    add_target(document, sentence, group_of(sentence, sentence.phrases[0]), into)
    return replace(into.targets[0], words=words)
