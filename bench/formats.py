"""Records of the package in the formats of the evaluators. Only what the records hold is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from onrecord.lang.countries import by_code, country_of_adjective
from onrecord.model.allegation import Allegation, VictimGroup
from onrecord.model.claim import Attribution, Claim
from onrecord.model.document import Anchored
from onrecord.model.entity import Party, Place, PlaceMention
from onrecord.model.incident import Incident
from onrecord.model.tolls import toll, toll_of
from onrecord.model.vocab import (
    Act,
    ClaimStatus,
    Form,
    HarmKind,
    Modality,
    PartyKind,
    PlaceLevel,
)
from onrecord.model.when import Count, When
from onrecord.resolve.gazetteer import SqliteGazetteer
from timex import timexes_of

# The six kinds of incident of MUC-4; bombs dropped from aircraft are attacks there.
MUC_TYPES = {
    Act.IED_OR_MINE: "bombing",
    Act.ABDUCTION_DETENTION: "kidnapping",
    Act.ENFORCED_DISAPPEARANCE: "kidnapping",
    Act.ARSON: "arson",
    Act.PILLAGE: "robbery",
}
NOT_IN_MUC = frozenset({Act.SIEGE_BLOCKADE, Act.OBSTRUCTION_OF_AID, Act.FORCED_DISPLACEMENT})
MUC_CONFIDENCE = {
    ClaimStatus.REPORTED_AS_FACT: "reported as fact",
    ClaimStatus.CLAIMED_OR_ADMITTED: "claimed or admitted",
    ClaimStatus.ACCUSED: "suspected or accused",
    ClaimStatus.ACCUSED_BY_AUTHORITY: "suspected or accused by authorities",
    ClaimStatus.POSSIBLE: "possible",
}
MUC_STAGES = {Modality.ATTEMPTED: "attempted", Modality.THREATENED: "threatened"}
GROUPS: tuple[tuple[str, Callable[[VictimGroup], bool]], ...] = (
    ("children", lambda group: _is(group.age, "child")),
    ("women", lambda group: _is(group.sex, "female") and not _is(group.age, "child")),
    ("men", lambda group: _is(group.sex, "male") and not _is(group.age, "child")),
)
STRIKE_TYPES = {
    Act.AIRSTRIKE: "Airstrike",
    Act.SHELLING: "Artillery",
    Act.DRONE_STRIKE: "Drone Strike",
    Act.GROUND_ATTACK: "Ground operation",
    Act.SHOOTING: "Ground operation",
}
DESCRIBED = re.compile(
    r"(?i)^(?:\d|an?\b|the\b|some\b|several\b|many\b|at least\b|more than\b|one\b|two\b|three\b)"
    r"|\b(?:people|persons|civilians?|soldiers?|peasants?|workers?|children|women|men|residents?"
    r"|students?|policem[ae]n|guards?|victims?|passengers?|villagers?|family|families)$"
)


NAMED = re.compile(r"[A-Z]")
# Words for single people and small groups, which MUC-4 calls individuals, not organisations.
INDIVIDUALS = re.compile(
    r"(?i)\b(?:m[ae]n|wom[ae]n|gunm[ae]n|guerrillas?|soldiers?|terrorists?|individuals?|persons?"
    r"|people|subjects?|assassins?|rebels?|youths?|members?|troops|policem[ae]n|officers?|snipers?"
    r"|criminals?|commandos?|hitm[ae]n|killers?|attackers?|assailants?|fighters?)$"
)


def attributions(claims: Iterable[Claim]) -> dict[str, Any]:
    """Claims as PolNeAR marks them: with a cue, the outermost layer only, titles in the source.

    The publisher's own claims and quotations without a cue have no place in that annotation.
    """
    by_cue: dict[int, dict[str, Any]] = {}
    nested: list[tuple[Attribution, Claim]] = []
    row: dict[str, Any] = {}
    for claim in claims:
        attribution = claim.attribution
        speaker = attribution.speaker.value if attribution.speaker else None
        if claim.rule.startswith("quote_by_context") and row and row["speaker"] == speaker:
            row["content"] += _ranges(claim.content)  # there, more of the attribution before
        if attribution.form is Form.OWN_VOICE or attribution.cue is None:
            continue
        if attribution.through and attribution.through.cue:
            nested.append((attribution.through, claim))
            continue
        row = by_cue[attribution.cue.start] = {
            "source": _source(attribution),
            "cue": _ranges([attribution.cue]),
            "content": _ranges(claim.content),
            "speaker": speaker,
            "form": attribution.form.value,
        }
    for outer, claim in nested:
        inner = claim.attribution
        content = _ranges(claim.content)
        if inner.speaker and inner.cue:  # the inner attribution is content of the outer one
            words = (inner.speaker.spans[0], inner.cue)
            content.append([min(s.start for s in words), max(s.end for s in words)])
        assert outer.cue is not None  # noqa: S101 - chosen so above
        row = by_cue.setdefault(
            outer.cue.start,
            {
                "source": _source(outer),
                "cue": _ranges([outer.cue]),
                "content": [],
                "speaker": outer.speaker.value if outer.speaker else None,
                "form": outer.form.value,
            },
        )
        row["content"] = sorted(row["content"] + content)
    return {"attributions": list(by_cue.values())}


def _source(attribution: Attribution) -> list[list[int]]:
    """All the words that name the speaker; where they were carried over, the speaker's own."""
    if attribution.source is not None:
        return _ranges([attribution.source])
    return _ranges(attribution.speaker.spans) if attribution.speaker else []


def _ranges(spans: Iterable[Any]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def timexes(times: Iterable[Anchored[When]]) -> dict[str, Any]:
    """Time expressions with their TIMEX values."""
    found = []
    for time in times:
        at = time.spans[0].start
        for start, end, value in timexes_of(time.spans[0].quote, time.value):
            row: dict[str, Any] = {"start": at + start, "end": at + end}
            found.append(row | {"value": value} if value else row)
    return {"timexes": found}


def toponyms(
    mentions: Iterable[PlaceMention], places: Iterable[Place], gazetteer: SqliteGazetteer
) -> dict[str, Any]:
    """Every mention with a point and GeoNames id where it was resolved.

    Adjectives ("Syrian") at their country: the corpora count them as its name.
    """
    place_of = {(s.start, s.end): place for place in places for s in place.mentions}
    found = []
    for mention in mentions:
        span = mention.span
        row: dict[str, Any] = {"start": span.start, "end": span.end}
        place = place_of.get((span.start, span.end))
        if place and place.lat is not None:
            row |= {"lat": place.lat, "lon": place.lon}
        code = country_of_adjective(span.quote) if mention.kind == "adjective" else None
        if code and (country := by_code().get(code)):
            for found_row in gazetteer.lookup(country.name)[:1]:
                row |= {"lat": found_row.lat, "lon": found_row.lon}
        row_id = place.gazetteer_id if place else f"country:{code}" if code else None
        geonames = gazetteer.geonames_id(row_id) if row_id else None
        found.append(row | {"geonameid": str(geonames)} if geonames else row)
    return {"toponyms": found}


def counted(mentions: Iterable[PlaceMention], count: str) -> tuple[PlaceMention, ...]:
    """The mentions to score: "names"; "adjectives" too; or "all", names inside others as well."""
    kinds = {"names": {"name"}, "adjectives": {"name", "adjective"}}
    if count in kinds:
        return tuple(m for m in mentions if m.kind in kinds[count])
    return tuple(replace(m, kind="name") if m.kind == "inside" else m for m in mentions)


def _members(incident: Incident, allegations: tuple[Allegation, ...]) -> list[Allegation]:
    wanted = set(incident.members)
    members = [allegation for allegation in allegations if allegation.id in wanted]
    return sorted(members, key=lambda a: a.act.spans[0].start)


LEAST_TOLD = 0.5  # allegations the model takes to be less likely an incident of the kind are left


def templates(
    incidents: Iterable[Incident],
    allegations: tuple[Allegation, ...],
    parties: Iterable[Party],
    victims: str,
) -> dict[str, Any]:
    """One MUC-4 template for each type of alleged incident; `victims`: "named" or "all".

    Where a model read the roles (its values carry a score), its words alone fill them.
    """
    kind_of = {(s.start, s.end): party.kind for party in parties for s in party.mentions}
    by_type: dict[str, list[tuple[Incident, list[Allegation]]]] = {}
    for incident in incidents:
        members = [m for m in _members(incident, allegations) if m.act.value not in NOT_IN_MUC]
        for kind in dict.fromkeys(MUC_TYPES.get(m.act.value, "attack") for m in members):
            own = [
                m
                for m in members
                if MUC_TYPES.get(m.act.value, "attack") == kind
                and (m.score is None or m.score >= LEAST_TOLD)
            ]
            if own:
                by_type.setdefault(kind, []).append((incident, own))
    scored = any(name.score is not None for a in allegations for name in _words(a))
    return {
        "templates": [
            _template(kind, told, kind_of, victims, scored=scored) for kind, told in by_type.items()
        ]
    }


def _words(allegation: Allegation) -> Iterator[Anchored[str]]:
    yield from (actor.name for actor in allegation.perpetrators)
    for some in (allegation.targets, allegation.victims, allegation.weapons):
        yield from (value.words for value in some)


def _template(
    kind: str,
    told: list[tuple[Incident, list[Allegation]]],
    kind_of: dict[tuple[int, int], PartyKind],
    victims: str,
    *,
    scored: bool,
) -> dict[str, Any]:
    members = [member for _, own in told for member in own]

    def names(values: Iterable[Anchored[str]]) -> list[str]:
        kept = [value for value in values if value.score is not None or not scored]
        return _unique(v.spans[-1].quote if v.score is not None else v.value for v in kept)

    row: dict[str, Any] = {
        "incident_type": kind,
        "stage": next(
            (MUC_STAGES[m.modality] for m in members if m.modality in MUC_STAGES), "accomplished"
        ),
        "perp_ind": [], "perp_org": [],
        "target": names(t.words for m in members for t in m.targets),
        "weapon": names(w.words for m in members for w in m.weapons),
        "victim": [
            name for name in names(v.words for m in members for v in m.victims)
            if victims == "all" or not DESCRIBED.search(name)
        ],
    }  # fmt: skip
    for actor in (actor for member in members for actor in member.perpetrators):
        span = actor.name.spans[-1]
        own = kind_of.get((span.start, span.end))
        for name in names((actor.name,)):
            person = own in {PartyKind.PERSON, PartyKind.GROUP} or bool(INDIVIDUALS.search(name))
            row["perp_ind" if person else "perp_org"].append(name)
            if not person and actor.status in MUC_CONFIDENCE:
                row["perp_confidence"] = MUC_CONFIDENCE[actor.status]
    row["perp_ind"], row["perp_org"] = _unique(row["perp_ind"]), _unique(row["perp_org"])
    when = next((i.when for i, _ in told if i.when and (i.when.earliest or i.when.latest)), None)
    if when is not None:
        row["date"] = _range(when)
    places = _unique(w.value for m in members for w in m.where)
    if places:
        row["location"] = places
    return row


def _is(stated: Anchored[str] | None, value: str) -> bool:
    return stated is not None and stated.value == value


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _range(when: When) -> dict[str, str]:
    first, last = when.earliest or when.latest, when.latest or when.earliest
    return {"start": str(first), "end": str(last)}


def records(
    incidents: Iterable[Incident], allegations: tuple[Allegation, ...], places: Iterable[Place]
) -> dict[str, Any]:
    """Alleged incidents as whole records: first those of a known day and place, most told first.

    One of which nothing tells the occurrence (no day, place, thing hit or number) is no record.
    """
    place_of = {(s.start, s.end): place for place in places for s in place.mentions}
    ordered = sorted(
        ((incident, _members(incident, allegations)) for incident in incidents),
        key=lambda pair: (
            -bool(pair[0].when) - bool(pair[0].places),
            -len(pair[1]),
            pair[1][0].act.spans[0].start,
        ),
    )
    told = [
        (incident, members)
        for incident, members in ordered
        if incident.when or incident.places or any(m.targets or _counted(m) for m in members)
    ]
    return {"incidents": [_record(incident, members, place_of) for incident, members in told]}


def _counted(member: Allegation) -> bool:
    return any(harm.count for harm in member.harms)


COARSENESS = {PlaceLevel.SITE: 1.5, PlaceLevel.QUARTER: 2.0, PlaceLevel.VILLAGE: 2.0}
UNKNOWN_NAME = 6.0  # km: between a town and a city


def _coarseness(place: Place | None) -> float:
    """For the order of places, most specific first: the radius, or what an unplaced name may be."""
    if place is None:
        return 1e4
    if place.radius_km is not None:
        return place.radius_km
    return COARSENESS.get(place.level, UNKNOWN_NAME) if place.level else UNKNOWN_NAME


def _record(
    incident: Incident, members: list[Allegation], place_of: dict[tuple[int, int], Place]
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    if incident.when and (incident.when.earliest or incident.when.latest):
        dates = _range(incident.when)
        row["date"] = {"earliest": dates["start"], "latest": dates["end"]}
    located = [
        (place_of.get((w.spans[0].start, w.spans[0].end)), w.value)
        for a in members
        for w in a.where
    ]
    located.sort(key=lambda pair: _coarseness(pair[0]))
    if located:
        row["places"] = [
            {"name": name, "lat": place.lat, "lon": place.lon}
            if place and place.lat is not None
            else {"name": name}
            for place, name in located
        ]
    for kind, field in ((HarmKind.KILLED, "killed"), (HarmKind.INJURED, "injured")):
        row |= _range_of(field, toll(members, kind))
    for name, test in GROUPS:
        row |= _range_of(f"killed_{name}", toll_of(members, HarmKind.KILLED, test))
    names = {a.name.value: a.status for m in members for a in m.perpetrators}
    if any(map(NAMED.search, names)):  # "aircraft" beside a named side is taken for its own
        names = {name: status for name, status in names.items() if NAMED.search(name)}
    if names:
        row["alleged_perpetrators"] = [
            {
                "name": name,
                "status": "known" if status is ClaimStatus.CLAIMED_OR_ADMITTED else "suspected",
            }
            for name, status in names.items()
        ]
    strikes = _unique(STRIKE_TYPES[act] for act in incident.acts if act in STRIKE_TYPES)
    if strikes:
        row["strike_type"] = strikes
    victims = [v.words.value for m in members for v in m.victims]
    named = [name for name in _unique(victims) if not DESCRIBED.search(name) and " " in name]
    if named:
        row["victims"] = named
    return row


def _range_of(field: str, count: Count | None) -> dict[str, dict[str, int | None]]:
    return {field: {"low": count.low, "high": count.high}} if count else {}
