"""The machine's reading with the decisions of people applied. Nothing given is changed.

1. claims: a rejected one is left out with its allegations; speaker and stance may be corrected;
2. allegations: values in their corrected form, or taken away;
3. pairs of allegations that are, or are not, one occurrence: handed to linking;
4. after assessing: elements as set by a reviewer.
A decision whose subject is not read any more becomes a failure that says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.document import Anchored, Span
from onrecord.model.fixity import Failure
from onrecord.model.incident import Incident
from onrecord.model.judgement import Judgement
from onrecord.model.law import ElementFinding
from onrecord.model.vocab import (
    ConflictType,
    ElementState,
    Form,
    Question,
    Reviewed,
    Stance,
    Verdict,
)
from onrecord.review.parts import corrected, parts, read_value

_WITHOUT_GAP = frozenset({Reviewed.SUPPORTED, Reviewed.DISPUTED, Reviewed.SET_ASIDE})


@dataclass(frozen=True, slots=True)
class Applied:
    """Claims and allegations as they stand, and what is decided of them."""

    claims: tuple[Claim, ...]
    allegations: tuple[Allegation, ...]
    now: Mapping[str, str]  # id of an allegation as the machine read it -> its id as it stands
    pairs: Mapping[tuple[str, str], bool]  # ids as they stand, sorted: one occurrence or not
    failures: tuple[Failure, ...]


def applied(
    claims: Iterable[Claim], allegations: Iterable[Allegation], judgements: Iterable[Judgement]
) -> Applied:
    """What stands of claims and allegations under `judgements` (those that stand)."""
    by_question: defaultdict[Question, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        by_question[judgement.question].append(judgement)
    failures: list[Failure] = []
    read = {claim.id: claim for claim in claims}
    standing = _claims(read, by_question, failures)
    found = _allegations(
        {each.id: each for each in allegations}, standing, by_question[Question.VALUE], failures
    )
    now = {old: each.id for old, each in found.items()}
    pairs = {}
    for judgement in by_question[Question.SAME_INCIDENT]:
        left, right = (now.get(each) for each in judgement.subjects)
        if left is None or right is None:
            failures.append(_lost(judgement))
        elif left != right:
            pairs[min(left, right), max(left, right)] = judgement.verdict is Verdict.ACCEPTED
    return Applied(
        tuple(sorted({c.id: c for c in standing.values() if c}.values(), key=lambda c: c.id)),
        tuple(sorted({a.id: a for a in found.values()}.values(), key=lambda a: a.id)),
        now,
        pairs,
        tuple(failures),
    )


def conflict_type(judgements: Iterable[Judgement]) -> ConflictType | None:
    """The type of conflict that a person decided on; `None`: nobody has."""
    for judgement in judgements:
        if judgement.question is Question.CONFLICT_TYPE and judgement.value:
            return ConflictType(judgement.value)
    return None


def reviewed(
    findings: Iterable[ElementFinding],
    incidents: Iterable[Incident],
    judgements: Iterable[Judgement],
    now: Mapping[str, str],
) -> tuple[tuple[ElementFinding, ...], tuple[Failure, ...]]:
    """The findings with elements set by reviewers, and the decisions that fit none any more."""
    of_member = {
        member: incident.id
        for incident in incidents
        for member in (*incident.members, *incident.disputing)
    }
    wanted: dict[tuple[str, str | None], Judgement] = {}
    for judgement in judgements:
        if judgement.question is Question.ELEMENT:
            element, *on = judgement.subjects
            incident = of_member.get(now.get(on[0], ""), "") if on else None
            wanted[element, incident] = judgement
    found, used = [], set[str]()
    for finding in findings:
        single = finding.incidents[0] if len(finding.incidents) == 1 else None
        by = wanted.get((finding.element, single)) or wanted.get((finding.element, None))
        if by is None:
            found.append(finding)
            continue
        used.add(by.id)
        gap = None if by.value in _WITHOUT_GAP else finding.gap
        found.append(replace(finding, state=ElementState.REVIEWER_SET, judgement=by.id, gap=gap))
    lost = tuple(_lost(by) for by in wanted.values() if by.id not in used)
    return tuple(found), lost


def _claims(
    read: Mapping[str, Claim],
    by_question: Mapping[Question, list[Judgement]],
    failures: list[Failure],
) -> dict[str, Claim | None]:
    """By the id that the machine gave; `None`: rejected."""
    standing: dict[str, Claim | None] = dict(read)
    for judgement in (*by_question.get(Question.SPEAKER, ()), *by_question.get(Question.CLAIM, ())):
        (subject,) = judgement.subjects
        claim = standing.get(subject)
        if claim is None:
            failures.append(_lost(judgement))
        elif judgement.question is Question.SPEAKER:
            standing[subject] = _spoken(claim, judgement)
        elif judgement.verdict is Verdict.REJECTED:
            standing[subject] = None
        elif judgement.verdict is Verdict.CORRECTED and judgement.value:
            standing[subject] = replace(claim, stance=Stance(judgement.value))
    return standing


def _spoken(claim: Claim, judgement: Judgement) -> Claim:
    said = claim.attribution
    if judgement.verdict is Verdict.REJECTED:
        nobody = replace(
            said, form=Form.UNATTRIBUTED, speaker=None, named_at=None, role=None, source=None
        )
        return replace(claim, attribution=nobody)
    if judgement.verdict is not Verdict.CORRECTED or not judgement.value:
        return claim
    unnamed = said.form in {Form.OWN_VOICE, Form.UNATTRIBUTED}
    return replace(
        claim,
        attribution=replace(
            said,
            form=Form.INDIRECT if unnamed else said.form,
            speaker=Anchored(judgement.value, judgement.words),
            named_at=None,
            role=None,
            source=None,
        ),
    )


def _allegations(
    read: Mapping[str, Allegation],
    claims: Mapping[str, Claim | None],
    judgements: Iterable[Judgement],
    failures: list[Failure],
) -> dict[str, Allegation]:
    """By the id that the machine gave; those of rejected claims are left out."""
    changes: defaultdict[str, dict[str, tuple[object, tuple[Span, ...]] | None]]
    changes = defaultdict(dict)
    for judgement in judgements:
        (subject,) = judgement.subjects
        held = read.get(subject)
        if held is None or judgement.part not in {part.path for part in parts(held)}:
            failures.append(_lost(judgement))
        elif judgement.verdict is Verdict.REJECTED:
            changes[subject][judgement.part] = None
        elif judgement.verdict is Verdict.CORRECTED and judgement.value is not None:
            value = read_value(judgement.part, judgement.value)
            changes[subject][judgement.part] = (value, judgement.words)
    found = {}
    for old, allegation in read.items():
        claim = claims.get(allegation.claim)
        if claim is not None:
            made = corrected(allegation, changes[old]) if old in changes else allegation
            found[old] = made if made.claim == claim.id else replace(made, claim=claim.id)
    return found


def _lost(judgement: Judgement) -> Failure:
    return Failure(
        "judge",
        " ".join(judgement.subjects),
        "NotApplied",
        f"the decision of {judgement.by} on {judgement.question.value.replace('_', ' ')} "
        f"({judgement.id}) fits nothing that is read now; it is kept, and was not applied",
    )
