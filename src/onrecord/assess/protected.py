"""Rules that speak of what claims say was hit, who was harmed, and how. No judgement on any of it.

In a non-international conflict the Statute has no general crime of attacking civilian objects, of
excessive incidental harm or of using people as shields; customary rules there are shown as rules.
That a place is called a school does not say that it was unlawful to hit it.
Source: the table behind `resources.law.protected_objects`, with how far each rule was checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from onrecord.assess.fields import with_parents
from onrecord.model.allegation import Allegation
from onrecord.model.incident import Incident
from onrecord.model.law import Protection
from onrecord.model.vocab import Act, WeaponKind
from onrecord.resources.law import ProtectedObject, methods, protected_objects, protected_persons

_ATTACKS = frozenset(
    {Act.AIRSTRIKE, Act.SHELLING, Act.MISSILE_OR_ROCKET, Act.DRONE_STRIKE, Act.GROUND_ATTACK,
     Act.IED_OR_MINE, Act.CHEMICAL_ATTACK, Act.UNSPECIFIED_ATTACK}
)  # fmt: skip
# Acts whose rules are offered; an attack brings those on telling apart, weighing and caution.
_METHODS: dict[Act, tuple[str, ...]] = {
    **dict.fromkeys(_ATTACKS, ("indiscriminate", "disproportionate", "precautions")),
    Act.SIEGE_BLOCKADE: ("starvation_and_siege",),
    Act.OBSTRUCTION_OF_AID: ("starvation_and_siege",),
    Act.DESTRUCTION_OF_PROPERTY: ("property_destruction",),
    Act.ARSON: ("property_destruction",),
    Act.PILLAGE: ("property_destruction",),
    Act.HUMAN_SHIELDING: ("human_shields",),
    Act.FORCED_DISPLACEMENT: ("forced_displacement",),
}
_WEAPONS: dict[WeaponKind, str] = {
    WeaponKind.CHEMICAL: "chemical_weapons",
    WeaponKind.INCENDIARY: "incendiary_weapons",
}
Key = tuple[str, str]  # of, category


def protections(
    incidents: Iterable[Incident], allegations: Iterable[Allegation]
) -> tuple[Protection, ...]:
    """The rules on every kind of object, person and method that counted allegations name.

    In the order of the tables: objects, persons, methods.
    """
    by_id = {allegation.id: allegation for allegation in allegations}
    on_incidents: defaultdict[Key, set[str]] = defaultdict(set)
    by_claims: defaultdict[Key, set[str]] = defaultdict(set)
    for incident in incidents:
        for allegation in (by_id[one] for one in incident.members if one in by_id):
            for key in _named(allegation):
                on_incidents[key].add(incident.id)
                by_claims[key].add(allegation.claim)
    return tuple(
        Protection(
            of=of,
            category=row.id,
            rules=row.rules,
            iac=row.iac,
            niac=row.niac,
            incidents=tuple(sorted(on_incidents[of, row.id])),
            claims=tuple(sorted(by_claims[of, row.id])),
        )
        for of, rows in _tables()
        for row in rows
        if (of, row.id) in on_incidents
    )


def _tables() -> tuple[tuple[str, tuple[ProtectedObject, ...]], ...]:
    return (
        ("object", protected_objects()),
        ("person", protected_persons()),
        ("method", methods()),
    )


def _named(allegation: Allegation) -> Iterator[Key]:
    for target in allegation.targets:
        if target.category:
            yield from (("object", each) for each in with_parents(target.category.value.value))
    for group in allegation.victims:
        if group.status:
            yield ("person", group.status.value.value)
        if group.age and group.age.value == "child":
            yield ("person", "child")
    for method in _METHODS.get(allegation.act.value, ()):
        yield ("method", method)
    if allegation.act.value is Act.CHEMICAL_ATTACK:
        yield ("method", "chemical_weapons")
    for weapon in allegation.weapons:
        if weapon.kind in _WEAPONS:
            yield ("method", _WEAPONS[weapon.kind])
