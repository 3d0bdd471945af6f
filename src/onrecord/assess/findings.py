"""What the claims of a file show for each element of each candidate crime."""

from __future__ import annotations

from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.document import Document
from onrecord.model.entity import Party, Place
from onrecord.model.incident import Incident, Independence
from onrecord.model.law import Crime, ElementFinding


def assess(
    incidents: tuple[Incident, ...],
    claims: tuple[Claim, ...],
    allegations: tuple[Allegation, ...],
    parties: tuple[Party, ...],
    places: tuple[Place, ...],
    documents: tuple[Document, ...],
    independences: tuple[Independence, ...],
    crimes: tuple[Crime, ...],
) -> tuple[ElementFinding, ...]:
    """Findings for every element of every candidate crime, sorted by crime, element, incidents."""
    del incidents, claims, allegations, parties, places, documents, independences, crimes
    return ()
