"""Statements that cannot both hold, side by side, and what is denied beside what is alleged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.model.incident import Agreement, Incident
from onrecord.seal import words
from onrecord.seal.report_claims import Ref, incident_ref
from onrecord.seal.report_index import Index, Name, Quote

MOST_INCIDENTS = 200  # written out side by side; the rest stand in their incident
MOST_TOLD = 6  # claims on one side
QUOTE_CHARS = 300


@dataclass(frozen=True, slots=True)
class TellerView:
    """One claim on one side: who says it, in which words."""

    name: Name | None
    note: str
    ref: Ref
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class SideView:
    """One of the statements that clash."""

    value: str
    told: tuple[TellerView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class DisputeView:
    """One field of one alleged incident on which statements clash."""

    incident: Ref
    acts: str
    field: str
    sides: tuple[SideView, ...]


def disputes(index: Index) -> tuple[tuple[DisputeView, ...], int]:
    """All clashes in order of incident, and of how many incidents they are not written out."""
    told = [each for each in index.incidents if each.disputing or _clashing(each)]
    shown = tuple(view for each in told[:MOST_INCIDENTS] for view in _of(index, each))
    return shown, max(0, len(told) - MOST_INCIDENTS)


def _clashing(incident: Incident) -> dict[str, list[Agreement]]:
    """By field, its stated values, where any contradicts another."""
    by_field: dict[str, list[Agreement]] = {}
    for agreement in incident.agreements:
        by_field.setdefault(agreement.field, []).append(agreement)
    disputing = set(incident.disputing)
    return {
        field: stated
        for field, stated in by_field.items()
        if len(stated) > 1 and any(set(one.contradicting) - disputing for one in stated)
    }


def _of(index: Index, incident: Incident) -> Iterator[DisputeView]:
    ref = incident_ref(index, incident.id)
    acts = words.listed((words.human(act) for act in incident.acts), "or")
    if incident.disputing:
        alleged = _side(index, "alleged", incident.members)
        denied = _side(index, "denied", incident.disputing)
        yield DisputeView(ref, acts, "The act itself", (alleged, denied))
    for field, stated in _clashing(incident).items():
        sides = tuple(_side(index, _value(index, one), one.supporting) for one in stated)
        yield DisputeView(ref, acts, words.field_name(field), sides)


def _value(index: Index, agreement: Agreement) -> str:
    held = index.parties.get(agreement.value) or index.places.get(agreement.value)
    return held.label if held else words.dates(agreement.value)


def _side(index: Index, value: str, allegations: Iterable[str]) -> SideView:
    claims = sorted({index.claim_number[index.allegations[one].claim] for one in allegations})
    told = []
    for number in claims[:MOST_TOLD]:
        claim = index.claims_in_order[number - 1]
        speaker = index.speaker(claim)
        quotes = tuple(index.quote(s, claim.id, limit=QUOTE_CHARS) for s in claim.content)
        told.append(TellerView(speaker.name, speaker.note, Ref(f"C{number}", f"c{number}"), quotes))
    return SideView(value, tuple(told), max(0, len(claims) - MOST_TOLD))
