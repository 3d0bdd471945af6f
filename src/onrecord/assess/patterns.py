"""What several alleged incidents show together: how many, how far spread, against what, by whom.

Counts and spreads over claims only. Whether they make an attack widespread or systematic is not
for a count to say.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from onrecord.assess.candidates import least_stated, most_stated
from onrecord.assess.fields import Scene
from onrecord.model.entity import Place
from onrecord.model.incident import Incident
from onrecord.model.law import ElementFinding, Pattern
from onrecord.model.vocab import CircumstanceKind, HarmKind

EARTH_KM = 6371.0


def patterns(
    sets: Iterable[tuple[tuple[str, ...], str]],
    incidents: Iterable[Incident],
    scenes: dict[str, Scene],
    places: Iterable[Place],
) -> tuple[Pattern, ...]:
    """One pattern for each set of incidents that crimes are offered on; sorted by incidents.

    `sets`: incident ids and the crime offered on them.
    """
    by_id = {incident.id: incident for incident in incidents}
    points = {p.id: (p.lat, p.lon) for p in places if p.lat is not None and p.lon is not None}
    crimes: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for ids, crime in sets:
        crimes[ids].add(crime)
    return tuple(
        _pattern(ids, tuple(sorted(offered)), [by_id[each] for each in ids], scenes, points)
        for ids, offered in sorted(crimes.items())
    )


def sets_of(findings: Iterable[ElementFinding]) -> set[tuple[tuple[str, ...], str]]:
    """The sets of incidents that findings are on, each with its crime."""
    return {(finding.incidents, finding.crime) for finding in findings}


def _pattern(
    ids: tuple[str, ...],
    crimes: tuple[str, ...],
    incidents: list[Incident],
    scenes: dict[str, Scene],
    points: dict[str, tuple[float, float]],
) -> Pattern:
    whens = [incident.when for incident in incidents if incident.when]
    named = {place for incident in incidents for place in incident.places}
    targets: Counter[str] = Counter()
    parties: Counter[str] = Counter()
    for incident in incidents:
        parties.update(set(incident.perpetrators))
        targets.update(_targets(scenes[incident.id]))
    return Pattern(
        incidents=ids,
        crimes=crimes,
        first=min((when.earliest for when in whens if when.earliest), default=None),
        last=max((when.latest for when in whens if when.latest), default=None),
        places=len(named),
        span_km=_span_km([points[place] for place in named if place in points]),
        by_party=_most_first(parties),
        by_target=_most_first(targets),
        killed_low=sum(least_stated(scenes[each], HarmKind.KILLED) for each in ids),
        killed_high=sum(most_stated(scenes[each], HarmKind.KILLED) for each in ids),
        after_notice=tuple(each for each in ids if says_earlier(scenes[each])),
    )


def _targets(scene: Scene) -> set[str]:
    return {
        target.category.value.value
        for told in scene.told
        if not told.denied
        for target in told.allegation.targets
        if target.category
    }


def _most_first(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _span_km(points: list[tuple[float, float]]) -> float | None:
    """The way between the two corners of all points, in km; `None` for fewer than two points."""
    if len(set(points)) < 2:  # noqa: PLR2004 - one point spans nothing
        return None
    south, north = min(p[0] for p in points), max(p[0] for p in points)
    west, east = min(p[1] for p in points), max(p[1] for p in points)
    middle = math.cos(math.radians((south + north) / 2))
    across = math.hypot(math.radians(north - south), math.radians(east - west) * middle)
    return round(EARTH_KM * across, 1)


def says_earlier(scene: Scene) -> bool:
    """Whether a claim says that there was an attack on it before."""
    return any(
        circumstance.kind is CircumstanceKind.PRIOR_ATTACK
        for told in scene.told
        if not told.denied
        for circumstance in told.allegation.circumstances
    )
