"""Which speakers of a file may be able to answer a question.

Who was there, who counted, who is only quoted by another, who speaks for a party that is accused.
A lead says nothing of whether the speaker is right; it says whom to ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord.assess.fields import Scene
from onrecord.model.claim import Claim
from onrecord.model.law import Element, Lead
from onrecord.model.vocab import ClaimKind, LeadKind

MOST_LEADS = 6
MOST_OF_A_KIND = 3
# By the first part of a path that fits: who could know.
_WHO: tuple[tuple[str, tuple[LeadKind, ...]], ...] = (
    ("incident.effects", (LeadKind.COUNTED, LeadKind.WAS_THERE, LeadKind.SECOND_HAND)),
    ("incident.victims", (LeadKind.COUNTED, LeadKind.WAS_THERE, LeadKind.SECOND_HAND)),
    ("incident.agent.role", (LeadKind.ACCUSED,)),
    ("incident.stated_reason", (LeadKind.ACCUSED,)),
    ("incident", (LeadKind.WAS_THERE, LeadKind.SECOND_HAND)),
    ("claim.kind=casualty", (LeadKind.COUNTED,)),
    ("claim.kind=testimony", (LeadKind.WAS_THERE, LeadKind.SECOND_HAND)),
    ("claim.kind=incident", (LeadKind.WAS_THERE, LeadKind.SECOND_HAND)),
    ("claim.kind", (LeadKind.ACCUSED,)),
    ("claim.speaker", (LeadKind.WAS_THERE, LeadKind.SECOND_HAND)),
    ("pattern.killed_total", (LeadKind.COUNTED,)),
)


def leads_in(scene: Scene) -> dict[LeadKind, tuple[Lead, ...]]:
    """The leads of each kind that claims on the incidents give, one a speaker, by claim id."""
    found: dict[LeadKind, dict[object, Lead]] = {kind: {} for kind in LeadKind}
    counting = {
        told.claim.id
        for told in scene.told
        if any(harm.count is not None for harm in told.allegation.harms)
    }
    for claim in sorted(scene.claims(), key=lambda each: each.id):
        party = scene.speaker_of(claim)
        key = party.id if party else (claim.document, _name(claim))
        for kind in _kinds(claim, scene, counting=claim.id in counting):
            found[kind].setdefault(key, Lead(kind, claim.id))
    return {
        kind: tuple(sorted(held.values(), key=lambda lead: lead.claim)[:MOST_OF_A_KIND])
        for kind, held in found.items()
    }


def leads_for(element: Element, known: Mapping[LeadKind, tuple[Lead, ...]]) -> tuple[Lead, ...]:
    """Those of `known` who could know what the element asks, in order of kind; at most a few."""
    wanted = {kind for path in element.supported_by for kind in _who(path)}
    found: dict[str, Lead] = {}  # one a claim, by the first kind that fits
    for kind in LeadKind:
        for lead in known[kind] if kind in wanted else ():
            found.setdefault(lead.claim, lead)
    return tuple(found.values())[:MOST_LEADS]


def _who(path: str) -> Iterable[LeadKind]:
    return next((kinds for start, kinds in _WHO if path.startswith(start)), ())


def _name(claim: Claim) -> str | None:
    speaker = claim.attribution.speaker
    return speaker.value if speaker else None


def _kinds(claim: Claim, scene: Scene, *, counting: bool) -> Iterator[LeadKind]:
    if claim.kind is ClaimKind.TESTIMONY:
        yield LeadKind.WAS_THERE
    if counting or claim.kind is ClaimKind.CASUALTY:
        yield LeadKind.COUNTED
    if claim.attribution.speaker is None:
        return
    party = scene.speaker_of(claim)
    if party is not None and party.id in scene.accused:
        yield LeadKind.ACCUSED
    elif not scene.publishes(party):
        yield LeadKind.SECOND_HAND
