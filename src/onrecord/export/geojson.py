"""Alleged incidents as GeoJSON (RFC 7946), one feature an incident and place.

A point is the middle of a circle of uncertainty, given in km. No place: no geometry, not left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord.model.dossier import Dossier
from onrecord.model.entity import Place
from onrecord.model.incident import Incident


def geojson(dossier: Dossier) -> bytes:
    """The alleged incidents as a feature collection."""
    places = {place.id: place for place in dossier.places}
    labels = {party.id: party.label for party in dossier.parties}
    claims = {allegation.id: allegation.claim for allegation in dossier.allegations}
    found = [
        {
            "type": "Feature",
            "id": f"{incident.id}/{place.id}" if place else incident.id,
            "geometry": _point(place),
            "properties": _properties(incident, place, labels, claims),
        }
        for incident in dossier.incidents
        for place in _of(incident, places)
    ]
    body = {"type": "FeatureCollection", "features": found}
    return json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")


def _of(incident: Incident, places: dict[str, Place]) -> Iterator[Place | None]:
    named: list[Place | None] = [places[each] for each in incident.places if each in places]
    yield from named or [None]


def _point(place: Place | None) -> dict[str, object] | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _properties(
    incident: Incident, place: Place | None, labels: dict[str, str], claims: dict[str, str]
) -> dict[str, object]:
    when = incident.when
    return {
        "status": "alleged",
        "incident": incident.id,
        "acts": list(incident.acts),
        "earliest": when.earliest.isoformat() if when and when.earliest else None,
        "latest": when.latest.isoformat() if when and when.latest else None,
        "place": place.label if place else None,
        "place_reason": place.reason if place else None,
        "radius_km": place.radius_km if place else None,
        "gazetteer_id": place.gazetteer_id if place else None,
        "alleged_perpetrators": [labels.get(each, each) for each in incident.perpetrators],
        "independent_groups": incident.independent_groups,
        "disputed": bool(incident.disputing),
        "claims": sorted({claims[each] for each in incident.members if each in claims}),
    }
