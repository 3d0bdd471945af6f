"""From field paths of the law tables to the claims that fill them.

A path is "incident.victims.status" or, with a value, "incident.kind=torture". Its resolver gives
the claims that fill it. What a path is worth differs:
- carrying: the claim speaks of what the element asks;
- aiding: it only helps to place or understand it (a date, an agent beside an effect); aiding
  claims are shown as the nearest thing the file has, and never make an element "claimed".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.lang.conflict import speaks_of_fighting
from onrecord.lang.fold import fold
from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.entity import Party
from onrecord.model.law import Element
from onrecord.model.vocab import (
    CircumstanceKind,
    ClaimKind,
    HarmKind,
    PartyKind,
    WeaponKind,
)
from onrecord.resources.law import ProtectedObject, not_yet, protected_objects

# Paths that never carry an element beside a more telling one.
_AIDING = frozenset(
    {
        "incident.agent",
        "incident.agent.kind",
        "incident.agent.role",
        "incident.date",
        "incident.place",
        "incident.victims",
        "incident.weapon",
        "claim.kind=casualty",
        "claim.speaker.party",
    }
)
_NEVER_CARRYING = frozenset({"claim.certainty", "file.conflict_classification"})
# What an element of this kind asks for is more than these: a death, not only an attack.
_AIDING_BY_KIND = {
    "conduct_consequence": frozenset({"incident.kind", "incident.targets.category"}),
    "conduct_object": frozenset({"incident.kind"}),
}
_CARRYING_BY_KIND = {"context_awareness": frozenset({"incident.agent.kind"})}
# Fleeing from attack is an effect; this element asks for an order.
_AIDING_BY_ELEMENT = {"rs-8-2-e-viii.1": frozenset({"incident.effects.displaced"})}
# Who denies an act does not deny what the place, the time, the parties or the thing hit are.
_NOT_DENIED = frozenset(
    {
        "incident.agent.kind",
        "incident.date",
        "incident.place",
        "incident.place.density",
        "incident.place.facility",
        "incident.targets.category",
        "incident.victims.age",
    }
)
# Paths whose claims stand against an element: a reason or advantage given for the act.
_AGAINST = frozenset({"claim.kind=justification", "claim.kind=denial"})
_PARTY_STATEMENT = "claim.kind=statement_by_party"
_METHOD_WORDS = {
    "double_tap": ("double tap", "double-tap", "second strike", "ضربة مزدوجة", "غارة مزدوجة"),
    "repeat_strike": (
        "repeat",
        "again",
        "second time",
        "double tap",
        "مرة ثانية",
        "مجددا",
        "تكرار",
    ),
}
_OWNER_WORDS = ("owner", "landlord", "صاحب", "مالك")
_NO_PRESENCE = re.compile(
    r"\b(?:no|not|never|nor|without|free of|devoid|neither|denied)\b|n[’']t\b"
    r"|(?:^|\s)(?:لا|ليس|ليست|لم|دون|بدون|خال|خالية|خالٍ|خلو|عدم|نفى|نفت)(?:\s|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One allegation on an incident, with its claim; `denied`: it disputes the act."""

    allegation: Allegation
    claim: Claim
    denied: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a file holds on one or several incidents."""

    told: tuple[Told, ...]
    beside: tuple[Claim, ...]  # claims in the same passages that are not themselves allegations
    party_of: Callable[[Iterable[object]], Party | None]
    speaker_of: Callable[[Claim], Party | None]  # the innermost speaker, else the publisher
    accused: frozenset[str] = frozenset()  # parties alleged responsible
    publishers: frozenset[str] = frozenset()  # parties with a document of their own in the file
    pattern: Mapping[str, frozenset[str]] = field(default_factory=dict)  # claim ids by path

    def claims(self) -> Iterator[Claim]:
        """Every claim on the incidents, each once, those that allege the act first."""
        yield from {c.id: c for c in (*(t.claim for t in self.told), *self.beside)}.values()

    def publishes(self, party: Party | None) -> bool:
        """Whether the file holds a document of that party, and not only words quoted of it."""
        return party is not None and party.id in self.publishers


@dataclass(frozen=True, slots=True)
class Filled:
    """Claim ids that speak for, against, or only near an element."""

    supporting: frozenset[str]
    opposing: frozenset[str]
    near: frozenset[str]
    checkable: bool  # whether any carrying path has records behind it


def fill(element: Element, scene: Scene) -> Filled:
    """The claims that fill the paths of an element."""
    carrying, aiding = split(element)
    supporting, opposing, near = set[str](), set[str](), set[str]()
    for path in carrying:
        if not known(path):
            continue
        fors, againsts = resolve(path, scene)
        if path in _AGAINST and not _asks_for_refusal(element):
            fors, againsts = set(), fors | againsts
        supporting |= fors
        opposing |= againsts
    if element.kind.startswith("conduct"):
        opposing |= {told.claim.id for told in scene.told if told.denied}
    for path in aiding:
        if known(path):
            fors, againsts = resolve(path, scene)
            near |= fors | againsts
    if _PARTY_STATEMENT in carrying:
        near |= {c.id for c in scene.claims() if c.kind is ClaimKind.STATEMENT_BY_PARTY}
    return Filled(
        supporting=frozenset(supporting),
        opposing=frozenset(opposing - supporting),
        near=frozenset(near - supporting - opposing),
        checkable=any(known(path) for path in carrying),
    )


@functools.lru_cache(maxsize=1024)
def split(element: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paths that can carry an element, and those that only aid it."""
    listed = frozenset(element.supported_by)
    weak = _AIDING | _AIDING_BY_KIND.get(element.kind, frozenset())
    weak |= _AIDING_BY_ELEMENT.get(element.id, frozenset())
    weak -= _CARRYING_BY_KIND.get(element.kind, frozenset())
    aiding = listed & _NEVER_CARRYING
    if listed - aiding - weak:
        aiding |= listed & weak
    carrying = tuple(path for path in element.supported_by if path not in aiding)
    return carrying, tuple(sorted(aiding))


def known(path: str) -> bool:
    """Whether records can hold what a path asks for."""
    return base(path) not in not_yet()


def base(path: str) -> str:
    """A path without its value."""
    return path.partition("=")[0]


def resolve(path: str, scene: Scene) -> tuple[set[str], set[str]]:
    """Claim ids that fill a path: those that state it, and those that deny it.

    Raises: KeyError for a path that is in no table.
    """
    name, _, value = path.partition("=")
    if name.startswith("pattern."):
        return set(scene.pattern.get(name, ())), set()
    if name.startswith("claim."):
        holds = _CLAIM_PATHS[name]
        return {claim.id for claim in scene.claims() if holds(claim, value, scene)}, set()
    states = _INCIDENT_PATHS[name]
    fors, againsts = set[str](), set[str]()
    for told in scene.told:
        stated = states(told.allegation, value, scene)
        if stated is None or (told.denied and name in _NOT_DENIED):
            continue
        (fors if stated and not told.denied else againsts).add(told.claim.id)
    return fors, againsts - fors


def paths() -> frozenset[str]:
    """All paths that have a resolver, without values."""
    return frozenset({*_INCIDENT_PATHS, *_CLAIM_PATHS, *PATTERNS})


def _asks_for_refusal(element: Element) -> bool:
    """Enforced disappearance: there, the refusal to acknowledge is what the element asks for."""
    return element.id.startswith("rs-7-1-i.")


MAX_CONTENT_CHARS = 5_000  # of a claim that is searched for words
_BODIES = frozenset({PartyKind.ARMED_GROUP, PartyKind.STATE_BODY, PartyKind.ORGANISATION})
States = Callable[[Allegation, str, Scene], "bool | None"]  # None: says nothing of it


def _some(present: object) -> bool | None:
    return True if present else None


def _harm(*kinds: HarmKind) -> States:
    harmed = frozenset(kinds)
    people = bool(harmed & {HarmKind.KILLED, HarmKind.INJURED})

    def states(allegation: Allegation, _value: str, _scene: Scene) -> bool | None:
        stated = {harm.kind for harm in allegation.harms}
        if stated & harmed:
            return True
        return False if people and HarmKind.NO_HARM in stated else None

    return states


def _circumstance(kind: CircumstanceKind) -> States:
    def states(allegation: Allegation, value: str, _scene: Scene) -> bool | None:
        words = [c.words for c in allegation.circumstances if c.kind is kind]
        if not value:
            return _some(words)
        wanted = tuple(map(fold, _METHOD_WORDS.get(value, (value.replace("_", " "),))))
        return _some(
            any(word.value == value or any(w in fold(word.value) for w in wanted) for word in words)
        )

    return states


def _category(allegation: Allegation, value: str, _scene: Scene) -> bool | None:
    stated = {target.category.value.value for target in allegation.targets if target.category}
    return _some(any(value in with_parents(one) for one in stated) if value else stated)


def with_parents(category: str) -> tuple[str, ...]:
    """A target category and the wider ones it belongs to."""
    rows = {row.id: row for row in protected_objects()}
    found: list[str] = []
    row: ProtectedObject | None = rows.get(category)
    while row is not None and row.id not in found:
        found.append(row.id)
        row = rows.get(row.parent or "")
    return tuple(found) or (category,)


def _status(allegation: Allegation, value: str, _scene: Scene) -> bool | None:
    stated = {group.status.value.value for group in allegation.victims if group.status}
    return _some(value in stated if value else stated)


def _presence(allegation: Allegation, _value: str, _scene: Scene) -> bool | None:
    """Claimed absence of military presence is for, claimed presence is against."""
    words = [
        c.words.value
        for c in allegation.circumstances
        if c.kind is CircumstanceKind.MILITARY_PRESENCE
    ]
    return all(_NO_PRESENCE.search(word) for word in words) if words else None


def _agent_kind(allegation: Allegation, _value: str, scene: Scene) -> bool | None:
    """A body of any kind: that its name sounds more or less of war must change nothing."""
    parties = (scene.party_of(actor.name.spans) for actor in allegation.perpetrators)
    return _some(any(party is not None and party.kind in _BODIES for party in parties))


def _weapon_kind(allegation: Allegation, value: str, _scene: Scene) -> bool | None:
    kinds = {weapon.kind for weapon in allegation.weapons}
    return _some(WeaponKind(value) in kinds if value else kinds)


_INCIDENT_PATHS: dict[str, States] = {
    "incident.kind": lambda a, value, _: _some(not value or a.act.value.value == value),
    "incident.date": lambda a, _v, _s: _some(a.when and a.when.value.earliest),
    "incident.place": lambda a, _v, _s: _some(a.where),
    "incident.place.density": _circumstance(CircumstanceKind.PLACE_DENSITY),
    "incident.place.facility": _circumstance(CircumstanceKind.PLACE_FACILITY),
    "incident.agent": lambda a, _v, _s: _some(a.perpetrators),
    "incident.agent.kind": _agent_kind,
    "incident.victims": lambda a, _v, _s: _some(a.victims),
    "incident.victims.status": _status,
    "incident.victims.age": lambda a, _v, _s: _some([v for v in a.victims if v.age]),
    "incident.targets.category": _category,
    "incident.targets.military_presence_claimed": _presence,
    "incident.weapon": lambda a, _v, _s: _some(a.weapons),
    "incident.weapon.kind": _weapon_kind,
    "incident.effects": _harm(*(kind for kind in HarmKind if kind is not HarmKind.NO_HARM)),
    "incident.effects.killed": _harm(HarmKind.KILLED),
    "incident.effects.injured": _harm(HarmKind.INJURED),
    "incident.effects.displaced": _harm(HarmKind.DISPLACED),
    "incident.effects.damage": _harm(HarmKind.DAMAGED, HarmKind.DESTROYED),
    "incident.effects.deprivation": _harm(HarmKind.DEPRIVATION),
    "incident.effects.property_taken": _harm(HarmKind.PROPERTY_TAKEN),
    "incident.effects.symptoms": _harm(HarmKind.SYMPTOMS),
    "incident.method": _circumstance(CircumstanceKind.METHOD),
    "incident.stated_reason": _circumstance(CircumstanceKind.STATED_REASON),
    "incident.warning_given": _circumstance(CircumstanceKind.WARNING_GIVEN),
    "incident.prior_attack": _circumstance(CircumstanceKind.PRIOR_ATTACK),
    "incident.destination": _circumstance(CircumstanceKind.DESTINATION),
}


def _claim_kind(claim: Claim, value: str, scene: Scene) -> bool:
    """A party's statement shows what the accused knew only if the accused made it.

    Context tells of a conflict only if it speaks of fighting.
    """
    if claim.kind is not ClaimKind(value):
        return False
    if claim.kind is ClaimKind.CONTEXT:  # the kind of all that is no other kind
        return speaks_of_fighting(content(claim))
    if claim.kind is not ClaimKind.STATEMENT_BY_PARTY:
        return True
    speaker = scene.speaker_of(claim)
    return speaker is not None and speaker.id in scene.accused


def content(claim: Claim) -> str:
    """The words of a claim, as far as they are searched."""
    return " ".join(span.quote for span in claim.content)[:MAX_CONTENT_CHARS]


def _claim_certainty(_claim: Claim, _value: str, _scene: Scene) -> bool:
    return True


def _claim_role(claim: Claim, value: str, _scene: Scene) -> bool:
    role = claim.attribution.role
    words = _OWNER_WORDS if value == "owner" else (value,)
    return role is not None and any(fold(word) in fold(role.value).split() for word in words)


def _claim_party(claim: Claim, _value: str, scene: Scene) -> bool:
    party = scene.speaker_of(claim)
    return party is not None and party.kind in _BODIES


_CLAIM_PATHS: dict[str, Callable[[Claim, str, Scene], bool]] = {
    "claim.kind": _claim_kind,
    "claim.certainty": _claim_certainty,
    "claim.speaker.role": _claim_role,
    "claim.speaker.party": _claim_party,
}
PATTERNS = frozenset(
    {
        "pattern.area",
        "pattern.incident_count",
        "pattern.killed_total",
        "pattern.period",
        "pattern.repeat_after_notice",
        "pattern.same_agent",
    }
)
