"""What the claims of a file show for each element of each candidate crime.

1. For every incident: the claims that allege or dispute it, and those beside them in the text.
2. War crimes are offered for one incident each, in both columns while nobody has decided on the
   type of conflict. Crimes against humanity are offered on the set of incidents they fit.
3. Each element gets the claims for and against it, counted by origin, and its gap.
Nothing here is computed to be met; there is no score and no order of likelihood.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from onrecord.assess.candidates import enough_harmed, is_candidate, most_stated
from onrecord.assess.fields import Filled, Scene, Told, fill
from onrecord.assess.gaps import gap
from onrecord.assess.leads import leads_for, leads_in
from onrecord.assess.patterns import patterns, says_earlier, sets_of
from onrecord.assess.protected import protections
from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.document import Document, Span
from onrecord.model.entity import Party, Place
from onrecord.model.groups import Origins
from onrecord.model.incident import Incident, Independence
from onrecord.model.law import Crime, Element, ElementFinding, Lead, Pattern, Protection
from onrecord.model.vocab import (
    ClaimKind,
    ConflictType,
    ElementState,
    Form,
    HarmKind,
    LeadKind,
    Modality,
)

ON_THE_SET = "none"  # `Crime.conflict` of crimes against humanity
SEVERAL = 2
NEIGHBOUR_BLOCKS = 1  # how far from an allegation a claim still speaks of it

# Claims with such an allegation belong to its incident, and are not read beside another.
_OF_INCIDENTS = frozenset({Modality.OCCURRED, Modality.ATTEMPTED, Modality.DENIED})
# Claims of these kinds are read beside an allegation; the others are allegations themselves.
_BESIDE = frozenset(ClaimKind) - {ClaimKind.INCIDENT, ClaimKind.CASUALTY}


class Assessed(NamedTuple):
    """What assessing gives. Findings are sorted by crime, incidents, element."""

    findings: tuple[ElementFinding, ...]
    protections: tuple[Protection, ...]
    patterns: tuple[Pattern, ...]


def assess(
    incidents: tuple[Incident, ...],
    claims: tuple[Claim, ...],
    allegations: tuple[Allegation, ...],
    parties: tuple[Party, ...],
    places: tuple[Place, ...],
    documents: tuple[Document, ...],
    independences: tuple[Independence, ...],
    crimes: tuple[Crime, ...],
    conflict: ConflictType | None = None,
) -> Assessed:
    """Findings for every element of every candidate crime, and what shows over several incidents.

    `conflict`: what a named person decided; without it both columns are offered. Without
    incidents there is no finding: nothing was alleged, nothing was checked.
    """
    scenes = _scenes(incidents, claims, allegations, parties, documents)
    origins = Origins(independences)
    by_claim = {claim.id: claim.document for claim in claims}
    found: list[tuple[tuple[str, tuple[str, ...], int], ElementFinding]] = []
    ordered = sorted((c for c in crimes if _fits(c, conflict)), key=lambda crime: crime.id)
    for incident in incidents:
        scene = scenes[incident.id]
        cache = _Cache()
        for crime in ordered:
            if crime.conflict == ON_THE_SET or not is_candidate(crime, incident, scene):
                continue
            if enough_harmed(crime, (scene,)):
                found += _findings(crime, (incident.id,), scene, cache, origins, by_claim)
    for crime in ordered:
        if crime.conflict != ON_THE_SET:
            continue
        fitting = [one for one in incidents if is_candidate(crime, one, scenes[one.id])]
        if fitting and enough_harmed(crime, (scenes[one.id] for one in fitting)):
            ids = tuple(sorted(one.id for one in fitting))
            scene = _together(fitting, scenes)
            found += _findings(crime, ids, scene, _Cache(), origins, by_claim)
    found.sort(key=lambda pair: pair[0])
    findings = tuple(finding for _, finding in found)
    on_sets = {crime.id for crime in ordered if crime.conflict == ON_THE_SET}
    sets = sets_of(finding for finding in findings if finding.crime in on_sets)
    return Assessed(
        findings,
        protections(incidents, allegations),
        patterns(sets, incidents, scenes, places),
    )


def _fits(crime: Crime, conflict: ConflictType | None) -> bool:
    """Whether a row belongs to the type of conflict decided on; crimes on the set always do."""
    open_ = conflict is None or conflict is ConflictType.BOTH
    return open_ or crime.conflict in {ON_THE_SET, conflict}


def _findings(
    crime: Crime,
    incidents: tuple[str, ...],
    scene: Scene,
    cache: _Cache,
    origins: Origins,
    by_claim: dict[str, str],
) -> list[tuple[tuple[str, tuple[str, ...], int], ElementFinding]]:
    on_it = {told.claim.document for told in scene.told}
    known = cache.leads(scene)
    found = []
    for element in crime.elements:
        filled = cache.filled(element, scene)
        groups = origins.count(by_claim[claim] for claim in filled.supporting)
        state = _state(filled, groups)
        speaking = (by_claim[claim] for claim in filled.supporting | filled.opposing)
        finding = ElementFinding(
            incidents=incidents,
            crime=crime.id,
            element=element.id,
            state=state,
            claims_for=tuple(sorted(filled.supporting)),
            claims_against=tuple(sorted(filled.opposing)),
            independent_groups=groups,
            gap=gap(element, state, filled, on_it, speaking, leads_for(element, known)),
        )
        found.append(((crime.id, incidents, element.no), finding))
    return found


class _Cache:
    """What elements of different crimes ask alike of one scene."""

    def __init__(self) -> None:
        self._filled: dict[object, Filled] = {}
        self._leads: Mapping[LeadKind, tuple[Lead, ...]] | None = None

    def filled(self, element: Element, scene: Scene) -> Filled:
        """`fill`, once for elements that ask for the same."""
        special = element.id if element.id.startswith(("rs-7-1-i.", "rs-8-2-e-viii.")) else ""
        key = (element.kind, element.supported_by, special)
        if key not in self._filled:
            self._filled[key] = fill(element, scene)
        return self._filled[key]

    def leads(self, scene: Scene) -> Mapping[LeadKind, tuple[Lead, ...]]:
        """`leads_in`, once."""
        if self._leads is None:
            self._leads = leads_in(scene)
        return self._leads


def _state(filled: Filled, groups: int) -> ElementState:
    if not filled.checkable:
        return ElementState.NOT_CHECKED
    if not filled.supporting:
        return ElementState.NO_CLAIM
    if filled.opposing:
        return ElementState.DISPUTED
    several = groups >= SEVERAL
    return ElementState.CLAIMED_BY_INDEPENDENT if several else ElementState.CLAIMED_BY_ONE


def _scenes(
    incidents: tuple[Incident, ...],
    claims: tuple[Claim, ...],
    allegations: tuple[Allegation, ...],
    parties: tuple[Party, ...],
    documents: tuple[Document, ...],
) -> dict[str, Scene]:
    by_allegation = {allegation.id: allegation for allegation in allegations}
    by_claim = {claim.id: claim for claim in claims}
    texts = _Texts(documents, claims, allegations)
    party_of = _party_of(parties)
    own = {
        party.id
        for doc in documents
        for name in (doc.publisher, doc.credit)
        if name and (party := party_of(name.spans))
    }
    publishers = {doc.id: doc.publisher or doc.credit for doc in documents}

    def speaker_of(claim: Claim) -> Party | None:
        named = claim.attribution.speaker
        if named is None and claim.attribution.form is Form.OWN_VOICE:
            named = publishers.get(claim.document)
        return party_of(named.spans) if named else None

    told_by: dict[str, list[Told]] = {}
    incidents_in: defaultdict[str, set[str]] = defaultdict(set)
    for incident in incidents:
        told = []
        for ids, denied in ((incident.members, False), (incident.disputing, True)):
            for allegation in (by_allegation[one] for one in ids if one in by_allegation):
                claim = by_claim.get(allegation.claim)
                if claim is not None:
                    told.append(Told(allegation, claim, denied))
                    incidents_in[claim.document].add(incident.id)
        told_by[incident.id] = told
    found = {}
    for incident in incidents:
        told = told_by[incident.id]
        alone = {one.claim.document for one in told if len(incidents_in[one.claim.document]) == 1}
        found[incident.id] = Scene(
            told=tuple(told),
            beside=texts.beside(told, alone),
            party_of=party_of,
            speaker_of=speaker_of,
            accused=frozenset(incident.perpetrators),
            publishers=frozenset(own),
        )
    return found


class _Texts:
    """Where claims stand, to find those beside an allegation without looking at every pair."""

    def __init__(
        self,
        documents: Iterable[Document],
        claims: Iterable[Claim],
        allegations: Iterable[Allegation],
    ) -> None:
        self._starts = {doc.id: [block.start for block in doc.blocks] for doc in documents}
        alleging = {one.claim for one in allegations if one.modality in _OF_INCIDENTS}
        self._claims: defaultdict[str, list[tuple[int, str, Claim]]] = defaultdict(list)
        for claim in claims:
            if claim.kind in _BESIDE and claim.id not in alleging and claim.content:
                self._claims[claim.document].append((self._block(claim), claim.id, claim))
        for listed in self._claims.values():
            listed.sort(key=lambda entry: entry[:2])

    def _block(self, claim: Claim) -> int:
        start = claim.content[0].start if claim.content else 0
        return bisect_right(self._starts.get(claim.document, []), start)

    def beside(self, told: list[Told], alone: set[str]) -> tuple[Claim, ...]:
        """Claims in the same or a neighbouring block; in `alone` documents, all of them."""
        found: dict[str, Claim] = {}
        for document in sorted(alone):
            found |= {claim_id: claim for _, claim_id, claim in self._claims.get(document, ())}
        blocks = {
            (one.claim.document, self._block(one.claim))
            for one in told
            if one.claim.document not in alone
        }
        for document, block in sorted(blocks):
            listed = self._claims.get(document, [])
            first = bisect_left(listed, block - NEIGHBOUR_BLOCKS, key=lambda entry: entry[0])
            last = bisect_right(listed, block + NEIGHBOUR_BLOCKS, key=lambda entry: entry[0])
            found |= {claim_id: claim for _, claim_id, claim in listed[first:last]}
        return tuple(found[claim_id] for claim_id in sorted(found))


def _party_of(parties: Iterable[Party]) -> Callable[[Iterable[object]], Party | None]:
    at: dict[Span, Party] = {}
    for party in sorted(parties, key=lambda party: party.id):
        for span in party.mentions:
            at.setdefault(span, party)

    def party_of(spans: Iterable[object]) -> Party | None:
        return next((at[span] for span in spans if isinstance(span, Span) and span in at), None)

    return party_of


def _together(incidents: list[Incident], scenes: dict[str, Scene]) -> Scene:
    """All that is told of several incidents, with what shows only over the set."""
    parts = [scenes[incident.id] for incident in incidents]
    beside = {claim.id: claim for part in parts for claim in part.beside}
    return Scene(
        told=tuple(told for part in parts for told in part.told),
        beside=tuple(beside[claim_id] for claim_id in sorted(beside)),
        party_of=parts[0].party_of,
        speaker_of=parts[0].speaker_of,
        accused=frozenset[str]().union(*(part.accused for part in parts)),
        publishers=parts[0].publishers,
        pattern=_pattern(incidents, scenes),
    )


def _pattern(incidents: list[Incident], scenes: dict[str, Scene]) -> dict[str, frozenset[str]]:
    """The claims behind what several incidents show together, by path; no judgement on it."""
    if len(incidents) < SEVERAL:
        return {}

    def claims_of(some: Iterable[Incident]) -> frozenset[str]:
        told = (one for incident in some for one in scenes[incident.id].told if not one.denied)
        return frozenset(one.claim.id for one in told)

    found = {"pattern.incident_count": claims_of(incidents)}
    placed = [incident for incident in incidents if incident.places]
    if len({place for incident in placed for place in incident.places}) >= SEVERAL:
        found["pattern.area"] = claims_of(placed)
    dated = [one for one in incidents if one.when and one.when.earliest and one.when.latest]
    if len({(one.when.earliest, one.when.latest) for one in dated if one.when}) >= SEVERAL:
        found["pattern.period"] = claims_of(dated)
    by_party: defaultdict[str, list[Incident]] = defaultdict(list)
    for incident in incidents:
        for party in incident.perpetrators:
            by_party[party].append(incident)
    repeated = {i.id: i for group in by_party.values() if len(group) >= SEVERAL for i in group}
    if repeated:
        found["pattern.same_agent"] = claims_of(repeated.values())
    deadly = [one for one in incidents if most_stated(scenes[one.id], HarmKind.KILLED)]
    if len(deadly) >= SEVERAL:
        found["pattern.killed_total"] = claims_of(deadly)
    warned = [one for one in incidents if says_earlier(scenes[one.id])]
    if warned:
        found["pattern.repeat_after_notice"] = claims_of(warned)
    return found
