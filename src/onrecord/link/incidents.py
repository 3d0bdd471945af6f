"""Allegations to alleged incidents."""

from __future__ import annotations

from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.document import Document
from onrecord.model.entity import Party, Place
from onrecord.model.incident import Incident, Independence
from onrecord.model.vocab import Modality


def link(
    documents: tuple[Document, ...],
    claims: tuple[Claim, ...],
    allegations: tuple[Allegation, ...],
    parties: tuple[Party, ...],
    places: tuple[Place, ...],
) -> tuple[tuple[Incident, ...], tuple[Independence, ...]]:
    """Alleged incidents, sorted by id, and how their documents depend on each other."""
    del documents, claims, parties, places
    found = [
        Incident(
            members=(allegation.id,),
            disputing=(),
            acts=(allegation.act.value,),
            when=allegation.when.value if allegation.when else None,
            places=(),
            perpetrators=(),
            agreements=(),
            independent_groups=1,
        )
        for allegation in {item.id: item for item in allegations}.values()
        if allegation.modality in {Modality.OCCURRED, Modality.ATTEMPTED}
    ]
    return tuple(sorted(found, key=lambda incident: incident.id)), ()
