"""Candidate crimes, their elements, and what a file holds or lacks for each."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.vocab import ElementState


@dataclass(frozen=True, slots=True)
class Element:
    """One thing a crime requires, in the words of the table (not of the Statute)."""

    id: str
    no: int
    kind: str
    text: str
    question: str
    supported_by: tuple[str, ...]  # field paths, some with "=value"
    documentability: str  # usually, partly, rarely, needs_pattern


@dataclass(frozen=True, slots=True)
class Crime:
    """One row of the tables, offered as a candidate for work; never a finding."""

    id: str
    article: str
    short_name: str
    category: str
    conflict: str  # IAC, NIAC or none
    elements: tuple[Element, ...]
    incident_kinds: tuple[str, ...]
    target_categories: tuple[str, ...]
    victim_statuses: tuple[str, ...]
    min_killed: int | None
    min_injured: int | None
    counterpart: str | None
    cautions: tuple[str, ...]
    amendment: str | None
    verification: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing for an element, as a documenter can act on it."""

    question: str
    would_fill: tuple[str, ...]  # field paths
    documentability: str
    nearest: tuple[str, ...]  # claim ids that come closest
    silent_documents: tuple[str, ...]  # documents on the incident that say nothing of it


@dataclass(frozen=True, slots=True)
class ElementFinding:
    """What claims show for one element of one candidate crime in one or several incidents."""

    incidents: tuple[str, ...]  # ids, sorted; several for crimes against humanity
    crime: str
    element: str
    state: ElementState
    claims_for: tuple[str, ...]  # claim ids, sorted
    claims_against: tuple[str, ...]
    independent_groups: int
    gap: Gap | None
