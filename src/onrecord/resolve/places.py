"""Which places the names in a document are taken to mean."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model.document import Document
from onrecord.model.entity import Place, PlaceMention
from onrecord.model.vocab import PlaceReason
from onrecord.seams import Gazetteer


def resolve_places(
    document: Document, mentions: tuple[PlaceMention, ...], gazetteer: Gazetteer
) -> tuple[Place, ...]:
    """One place for each name of the document, resolved or with the reason why not."""
    by_name: dict[str, list[PlaceMention]] = {}
    for mention in mentions:
        if mention.kind == "name":
            by_name.setdefault(mention.span.quote, []).append(mention)
    places = []
    for name, same in by_name.items():
        rows = gazetteer.lookup(name)
        row = rows[0] if len(rows) == 1 else None
        places.append(
            Place(
                label=name,
                names=(name,),
                mentions=tuple(mention.span for mention in same),
                path=row.path if row else (),
                level=row.level if row else None,
                lat=row.lat if row else None,
                lon=row.lon if row else None,
                radius_km=row.radius_km if row else None,
                gazetteer_id=row.gazetteer_id if row else None,
                reason=PlaceReason.ONLY_CANDIDATE
                if row
                else (PlaceReason.AMBIGUOUS if rows else PlaceReason.NOT_IN_GAZETTEER),
            )
        )
    return tuple(sorted(places, key=lambda place: place.id))


def merge_places(per_document: Iterable[tuple[Place, ...]]) -> tuple[Place, ...]:
    """The places of all documents."""
    return tuple(sorted((p for places in per_document for p in places), key=lambda p: p.id))
