"""Decisions of people, and the readings that most of a file rests on and are least certain."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.model.vocab import ElementState, PlaceReason, Question
from onrecord.seal import words
from onrecord.seal.report_claims import Ref, incident_ref
from onrecord.seal.report_index import Index, Quote
from onrecord.seal.report_times import instant

MOST_FIRST = 15
SURE = 0.95  # a score above it is not listed; no probability
UNSCORED = 0.5  # rules give no score: they are taken to be as likely wrong as right
MOST_SUBJECTS = 4


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision: by whom, when, on what, what was read and what stands instead."""

    at: str
    by: str
    question: str
    part: str
    verdict: str
    found: str | None
    value: str | None
    quotes: tuple[Quote, ...]
    reason: str
    id: str


@dataclass(frozen=True, slots=True)
class FirstView:
    """A reading to check: what it is, what rests on it, how certain it is, how to decide it."""

    ref: Ref
    what: str
    rests: str
    certainty: str
    subject: str
    question: str


def decision_views(index: Index) -> tuple[DecisionView, ...]:
    """All decisions in the order they were made, withdrawn ones too."""
    return tuple(
        DecisionView(
            at=instant(each.at),
            by=each.by,
            question=words.QUESTIONS[each.question],
            part=words.path(each.part) if each.part else "",
            verdict=words.human(each.verdict),
            found=each.found,
            value=each.value,
            quotes=tuple(index.quote(span, limit=160) for span in each.about[:MOST_SUBJECTS]),
            reason=each.reason,
            id=each.id,
        )
        for each in index.dossier.judgements
    )


def first_views(index: Index) -> tuple[FirstView, ...]:
    """What to check first, by how much rests on it and how uncertain it is; at most a few."""
    decided = {s for each in index.dossier.judgements for s in each.subjects}
    rests = _rests(index)
    found: list[tuple[float, str, FirstView]] = []
    for claim in index.dossier.claims:
        score = UNSCORED if claim.score is None else claim.score
        if claim.id in decided or not rests[claim.id] or score > SURE:
            continue
        number = index.claim_number[claim.id]
        view = FirstView(
            Ref(f"C{number}", f"c{number}"),
            "the reading of a claim and of who makes it",
            words.counted(rests[claim.id], "element or incident", "elements and incidents"),
            "read by a rule" if claim.score is None else f"score {claim.score:.2f}",
            claim.id,
            Question.CLAIM.value,
        )
        found.append((rests[claim.id] * (1 - score), claim.id, view))
    for incident in index.incidents:
        for link in incident.links:
            if link.score > SURE or {link.left, link.right} <= decided:
                continue
            view = FirstView(
                incident_ref(index, incident.id),
                "two allegations put together as one occurrence",
                words.counted(len(incident.members), "allegation"),
                f"score {link.score:.2f}",
                f"{link.left} | {link.right}",
                Question.SAME_INCIDENT.value,
            )
            found.append((len(incident.members) * (1 - link.score), link.left, view))
    told = Counter(place for incident in index.incidents for place in incident.places)
    for place in index.dossier.places:
        on = told[place.id]
        if on and place.reason is PlaceReason.LARGEST:
            number = index.place_number[place.id]
            view = FirstView(
                Ref(place.label, f"place{number}"),
                "the place that a name is taken to name",
                words.counted(on, "alleged incident"),
                words.REASONS[place.reason],
                "",
                "",
            )
            found.append((on * (1 - UNSCORED), place.id, view))
    found.sort(key=lambda each: (-each[0], each[1]))
    return tuple(view for _, _, view in found[:MOST_FIRST])


def _rests(index: Index) -> Counter[str]:
    """How many elements and incidents would have no claim without each claim."""
    rests: Counter[str] = Counter()
    for finding in index.dossier.findings:
        if finding.state is ElementState.CLAIMED_BY_ONE and len(finding.claims_for) == 1:
            rests[finding.claims_for[0]] += 1
    for incident in index.incidents:
        told = {index.allegations[each].claim for each in incident.members}
        if len(told) == 1:
            rests[told.pop()] += 1
    return rests
