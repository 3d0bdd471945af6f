"""Allegations to alleged incidents.

1. Only what is alleged to have occurred or been attempted forms incidents.
2. Denials are attached to the incidents they dispute; nothing that is threatened, feared,
   hypothetical, called for or background takes part.
3. Documents on one incident are compared for their origins, then every field for agreement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from onrecord.link.antecedents import grounded
from onrecord.link.cluster import cluster
from onrecord.link.corroborate import agreements, speaks_of_act
from onrecord.link.decided import decided
from onrecord.link.denials import disputing_of
from onrecord.link.independence import independences, voices_of
from onrecord.link.items import OPEN_END, OPEN_START, Item, Lookup, Spot, item, together
from onrecord.link.score import ATTACKS
from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.document import Document
from onrecord.model.entity import Party, Place
from onrecord.model.fixity import Failure
from onrecord.model.groups import Origins
from onrecord.model.incident import Incident, Independence, Link
from onrecord.model.vocab import Act, Basis, Modality, Precision, Stance
from onrecord.model.when import When


class Linked(NamedTuple):
    """What linking gives: incidents, dependences of documents, and what it could not compare."""

    incidents: tuple[Incident, ...]
    independences: tuple[Independence, ...]
    failures: tuple[Failure, ...]


def link(
    documents: tuple[Document, ...],
    claims: tuple[Claim, ...],
    allegations: tuple[Allegation, ...],
    parties: tuple[Party, ...],
    places: tuple[Place, ...],
    pairs: Mapping[tuple[str, str], bool] | None = None,
) -> Linked:
    """Alleged incidents, sorted by id, and how their documents depend on each other.

    `pairs`: allegations (ids, sorted) that a person decided are one occurrence, or are not. The
    order of the input does not matter. Independences are sorted by left and right document.
    """
    lookup = Lookup(documents, claims, parties, places)
    by_id = {allegation.id: allegation for allegation in allegations}
    alleged = {a.id: a for a in by_id.values() if speaks_of_act(a) and not _denies(a, lookup)}
    denials = {a.id: a for a in by_id.values() if _denial(a, lookup)}
    both = {key: item(by_id[key], lookup) for key in (*alleged, *denials)}
    both = grounded(by_id.values(), both)
    items = {key: both[key] for key in alleged}
    groups, not_compared = cluster(items.values())
    groups = decided(groups, pairs or {})
    taken = [together(items[member] for member in members) for members, _ in groups]
    denied = [both[key] for key in sorted(denials)]
    telling = [frozenset(by_id[member].document for member in members) for members, _ in groups]
    at_root = {
        (items[member].document, items[member].start): at
        for at, (members, _) in enumerate(groups)
        for member in members
    }
    disputing = disputing_of(taken, telling, denied, at_root)

    on_incident, speaking = [], defaultdict[str, set[str]](set)
    for at, (members, _) in enumerate(groups):
        told = [by_id[member] for member in (*members, *disputing[at])]
        on_incident.append(frozenset(allegation.document for allegation in told))
        for allegation in told:
            speaking[allegation.document].add(allegation.claim)
    voices = voices_of({doc: sorted(ids) for doc, ids in sorted(speaking.items())}, lookup)
    relations = independences(documents, on_incident, voices, lookup)
    origins = Origins(relations)
    incidents = [
        _incident(
            [by_id[member] for member in members],
            [by_id[member] for member in disputing[at]],
            links,
            taken[at],
            {member: items[member] for member in members},
            origins,
            lookup,
        )
        for at, (members, links) in enumerate(groups)
    ]
    return Linked(
        tuple(sorted(incidents, key=lambda incident: incident.id)),
        relations,
        _not_compared(not_compared),
    )


def _not_compared(pairs: int) -> tuple[Failure, ...]:
    if not pairs:
        return ()
    message = (
        f"{pairs:,} pairs of allegations of like place and time were too many to compare; "
        "alleged incidents that belong together may stand apart"
    )
    return (Failure("link", "alleged incidents", "NotCompared", message),)


def _denies(allegation: Allegation, lookup: Lookup) -> bool:
    claim = lookup.claims.get(allegation.claim)
    return claim is not None and claim.stance is Stance.DENIES


def _denial(allegation: Allegation, lookup: Lookup) -> bool:
    if allegation.modality is Modality.DENIED:
        return True
    return speaks_of_act(allegation) and _denies(allegation, lookup)


def _incident(
    members: list[Allegation],
    disputing: list[Allegation],
    links: tuple[Link, ...],
    taken: Item,
    parts: dict[str, Item],
    origins: Origins,
    lookup: Lookup,
) -> Incident:
    return Incident(
        members=tuple(sorted(member.id for member in members)),
        disputing=tuple(sorted(allegation.id for allegation in disputing)),
        acts=_acts(taken),
        when=_when(taken, members),
        places=_places(spot for part in parts.values() for spot in part.spots),
        perpetrators=tuple(sorted(p for p in taken.perpetrators if p in lookup.parties)),
        agreements=agreements(members, disputing, origins, lookup, parts),
        independent_groups=origins.count(member.document for member in members),
        links=links,
    )


def _acts(taken: Item) -> tuple[Act, ...]:
    """The acts told; an attack without stated means adds nothing to one whose means are stated."""
    stated = taken.acts - {Act.UNSPECIFIED_ATTACK} if taken.acts & ATTACKS else taken.acts
    return tuple(sorted(stated))


def _places(spots: Iterable[Spot]) -> tuple[str, ...]:
    """Ids of the places told; an unresolved name of a resolved one among them is not repeated."""
    told = {spot for spot in spots if spot.place}
    known = frozenset[str]().union(*(spot.may_be for spot in told if spot.path))
    return tuple(sorted({s.place for s in told if s.path or not s.may_be & known}))


def _when(taken: Item, members: Iterable[Allegation]) -> When | None:
    """The range that all stated dates allow; where they clash, the range that holds them all."""
    if taken.dates is None:
        return None
    stated = [member.when.value for member in members if member.when]
    first = None if taken.dates[0] == OPEN_START else taken.dates[0]
    last = None if taken.dates[1] == OPEN_END else taken.dates[1]
    for when in stated:
        if (when.earliest, when.latest) == (first, last):
            return when
    if first is None or last is None:
        precision = Precision.BEFORE if first is None else Precision.AFTER
    else:
        precision = Precision.DAY if first == last else Precision.RANGE
    basis = Basis.STATED if any(w.basis is Basis.STATED for w in stated) else Basis.RELATIVE
    return When(first, last, precision, basis)
