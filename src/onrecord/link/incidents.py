"""Allegations to alleged incidents.

1. Only what is alleged to have occurred or been attempted forms incidents.
2. Denials are attached to the incidents they dispute; nothing that is threatened, feared,
   hypothetical, called for or background takes part.
3. Documents on one incident are compared for their origins, then every field for agreement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from onrecord.lang.labels import seem_one_side
from onrecord.link.cluster import cluster
from onrecord.link.corroborate import agreements, speaks_of_act
from onrecord.link.independence import independences, voices_of
from onrecord.link.items import OPEN_END, OPEN_START, Item, Lookup, item, together
from onrecord.link.score import acts_weight, dates_weight, places_weight
from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.document import Document
from onrecord.model.entity import Party, Place
from onrecord.model.fixity import Failure
from onrecord.model.groups import Origins
from onrecord.model.incident import Incident, Independence, Link
from onrecord.model.vocab import Basis, Modality, Precision, Stance
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
) -> Linked:
    """Alleged incidents, sorted by id, and how their documents depend on each other.

    The order of the input does not matter. Independences are sorted by left and right document.
    """
    lookup = Lookup(documents, claims, parties, places)
    by_id = {allegation.id: allegation for allegation in allegations}
    alleged = {a.id: a for a in by_id.values() if speaks_of_act(a) and not _denies(a, lookup)}
    items = {allegation_id: item(alleged[allegation_id], lookup) for allegation_id in alleged}
    groups, not_compared = cluster(items.values())
    taken = [together(items[member] for member in members) for members, _ in groups]
    denied = [item(a, lookup) for a in by_id.values() if _denial(a, lookup)]
    telling = [frozenset(by_id[member].document for member in members) for members, _ in groups]
    disputing = _disputing(taken, telling, denied)

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
            [items[member] for member in members],
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


def _disputing(
    taken: list[Item], telling: list[frozenset[str]], denied: list[Item]
) -> list[list[str]]:
    """For each incident, the ids of the denials that speak of it, sorted."""
    by_party, by_place = defaultdict[str, set[int]](set), defaultdict[str, set[int]](set)
    by_document = defaultdict[str, set[int]](set)
    for at, one in enumerate(taken):
        for party in one.perpetrators:
            by_party[party].add(at)
        for spot in one.spots:
            by_place[spot.key].add(at)
        for document in telling[at]:
            by_document[document].add(at)
    found: list[set[str]] = [set() for _ in taken]
    for denial in denied:
        near = set().union(
            *(by_place[spot.key] for spot in denial.spots), by_document[denial.document]
        )
        if denial.spots or denial.dates:
            near |= set().union(*(by_party[party] for party in denial.perpetrators))
        for at in near:
            if _disputes(denial, taken[at], same_document=denial.document in telling[at]):
                found[at].update(denial.members)
    return [sorted(ids) for ids in found]


def _disputes(denial: Item, incident: Item, *, same_document: bool) -> bool:
    """Whether what is denied can be what is alleged, with something that ties the two."""
    act = acts_weight(denial.acts, incident.acts)
    place = places_weight(denial.spots, incident.spots)
    when = dates_weight(denial, incident)
    if act is None or place is None or when is None:
        return False
    both_blamed = denial.perpetrators and incident.perpetrators
    same_party = bool(denial.perpetrators & incident.perpetrators) or any(
        seem_one_side(a, b) for a in denial.blamed for b in incident.blamed
    )
    if both_blamed and not same_party:
        return False
    if denial.spots or denial.dates:
        return place + when > 1.0 and (same_party or place > 1.0)
    # A bare "we did not do it" answers what the same document alleges.
    return same_document and (same_party or bool(denial.acts & incident.acts))


def _incident(
    members: list[Allegation],
    disputing: list[Allegation],
    links: tuple[Link, ...],
    taken: Item,
    parts: list[Item],
    origins: Origins,
    lookup: Lookup,
) -> Incident:
    return Incident(
        members=tuple(sorted(member.id for member in members)),
        disputing=tuple(sorted(allegation.id for allegation in disputing)),
        acts=tuple(sorted(taken.acts)),
        when=_when(taken, members),
        places=tuple(sorted({spot.place for part in parts for spot in part.spots if spot.place})),
        perpetrators=tuple(sorted(p for p in taken.perpetrators if p in lookup.parties)),
        agreements=agreements(members, disputing, origins, lookup),
        independent_groups=origins.count(member.document for member in members),
        links=links,
    )


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
