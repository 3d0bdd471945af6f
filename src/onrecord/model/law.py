"""Candidate crimes, their elements, and what a file holds or lacks for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.model.vocab import ElementState, LeadKind


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
class Lead:
    """A claim whose speaker may be able to answer, and why."""

    kind: LeadKind
    claim: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing for an element, as a documenter can act on it."""

    question: str
    would_fill: tuple[str, ...]  # field paths
    documentability: str
    nearest: tuple[str, ...]  # claim ids that come closest
    silent_documents: tuple[str, ...]  # documents on the incident that say nothing of it
    evidence: tuple[str, ...] = ()  # kinds of material that could answer: ids of `resources.law`
    leads: tuple[Lead, ...] = ()  # in order of kind


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
    judgement: str | None = None  # id of the decision behind `ElementState.REVIEWER_SET`


@dataclass(frozen=True, slots=True)
class CustomaryRule:
    """A rule of customary law. `verified`: text, title, group or recalled (to be checked)."""

    number: int
    gist: str
    scope: str
    verified: str


@dataclass(frozen=True, slots=True)
class Protection:
    """Rules that speak of a kind of object, person or method which claims name.

    Says nothing of whether an act was lawful, nor of whether it occurred.
    """

    of: str  # object, person or method
    category: str
    rules: tuple[CustomaryRule, ...]
    iac: tuple[str, ...]  # articles of the Statute, by type of conflict
    niac: tuple[str, ...]
    incidents: tuple[str, ...]  # ids, sorted
    claims: tuple[str, ...]  # ids of claims that name it, sorted


@dataclass(frozen=True, slots=True)
class Pattern:
    """What shows only over several alleged incidents: counts and spreads, no judgement."""

    incidents: tuple[str, ...]  # ids, sorted
    crimes: tuple[str, ...]  # candidate crimes offered on this set, sorted
    first: date | None
    last: date | None
    places: int
    span_km: float | None  # between the two placed points furthest apart
    by_party: tuple[tuple[str, int], ...]  # alleged responsible, most incidents first
    by_target: tuple[tuple[str, int], ...]  # kinds of target, most incidents first
    killed_low: int  # sums over incidents of the least and the most number stated
    killed_high: int
    after_notice: tuple[str, ...]  # incidents of which a claim says that there was one before
