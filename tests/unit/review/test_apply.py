"""Decisions of people applied to what the machine read."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from factories import allegation, attribution, claim, document, on, words
from onrecord.model.judgement import Judgement, current
from onrecord.model.vocab import (
    Act,
    ConflictType,
    Form,
    HarmKind,
    Question,
    TargetCategory,
    Verdict,
)
from onrecord.model.when import Count
from onrecord.review.apply import applied, conflict_type

DOC = document("Nurse Ilan Dorv said shells hit a school in Orm on 4 May 2031, killing five.")
SAID = claim(
    DOC, "shells hit a school in Orm on 4 May 2031", by=attribution(DOC, "Nurse Ilan Dorv")
)
TOLD = allegation(
    DOC, SAID, act_words="hit", when=("4 May 2031", on("2031-05-04")), where="Orm",
    targets=(("a school", TargetCategory.SCHOOL),),
    harms=((HarmKind.KILLED, "killing five", Count(5, 5)),),
)  # fmt: skip
AT = datetime(2031, 6, 1, tzinfo=UTC)


def judgement(question, subject, verdict, *, part=None, value=None, says=None, at=AT):
    return Judgement(
        question=question, subjects=(subject,), part=part, verdict=verdict, value=value,
        words=(words(DOC, says),) if says else (), found=None, about=SAID.content,
        reason="read again", by="reviewer-1", at=at,
    )  # fmt: skip


def stands(*judgements):
    return applied((SAID,), (TOLD,), current(judgements))


def test_an_accepted_claim_stays_as_it_was_read():
    found = stands(judgement(Question.CLAIM, SAID.id, Verdict.ACCEPTED))
    assert (found.claims, found.allegations) == ((SAID,), (TOLD,))


def test_a_rejected_claim_is_left_out_with_its_allegations():
    found = stands(judgement(Question.CLAIM, SAID.id, Verdict.REJECTED))
    assert (found.claims, found.allegations, found.failures) == ((), (), ())


def test_a_withdrawn_decision_leaves_what_was_read():
    first = judgement(Question.CLAIM, SAID.id, Verdict.REJECTED)
    undone = judgement(Question.CLAIM, SAID.id, Verdict.WITHDRAWN, at=AT.replace(day=2))
    assert stands(first, undone).claims == (SAID,)
    assert stands(undone, first).claims == ()


def test_a_corrected_speaker_stands_on_words_of_the_text_and_takes_the_allegation_along():
    found = stands(
        judgement(Question.SPEAKER, SAID.id, Verdict.CORRECTED, value="Ilan Dorv", says="Ilan Dorv")
    )
    (made,) = found.claims
    assert made.attribution.speaker.value == "Ilan Dorv"
    assert made.attribution.speaker.spans == (words(DOC, "Ilan Dorv"),)
    assert found.allegations[0].claim == made.id != SAID.id
    assert found.now[TOLD.id] == found.allegations[0].id


def test_a_rejected_speaker_leaves_nobody_named():
    (made,) = stands(judgement(Question.SPEAKER, SAID.id, Verdict.REJECTED)).claims
    assert made.attribution.speaker is None
    assert made.attribution.form is Form.UNATTRIBUTED


@pytest.mark.parametrize(
    ("part", "value", "says", "read"),
    [("act", "airstrike", None, lambda a: a.act.value is Act.AIRSTRIKE),
     ("when", "2031-05-03", "4 May 2031", lambda a: a.when.value.earliest == date(2031, 5, 3)),
     ("harm.0.count", "5..7", "five", lambda a: a.harms[0].count.value == Count(5, 7)),
     ("target.0.category", "market", None,
      lambda a: a.targets[0].category.value is TargetCategory.MARKET),
     ("where.0", "Orm", "Orm", lambda a: a.where[0].value == "Orm")],
)  # fmt: skip
def test_a_corrected_value_stands_instead_and_keeps_words(part, value, says, read):
    (made,) = stands(
        judgement(Question.VALUE, TOLD.id, Verdict.CORRECTED, part=part, value=value, says=says)
    ).allegations
    assert read(made)
    assert made.act.spans


@pytest.mark.parametrize(
    ("part", "gone"),
    [("when", lambda a: a.when is None), ("where.0", lambda a: a.where == ()),
     ("harm.0", lambda a: a.harms == ()), ("harm.0.count", lambda a: a.harms[0].count is None),
     ("target.0.category", lambda a: a.targets[0].category is None)],
)  # fmt: skip
def test_a_rejected_value_is_not_stated_any_more(part, gone):
    (made,) = stands(judgement(Question.VALUE, TOLD.id, Verdict.REJECTED, part=part)).allegations
    assert gone(made)


def test_a_decision_on_what_is_not_read_any_more_is_told_and_not_applied():
    found = stands(judgement(Question.CLAIM, "claim-gone", Verdict.REJECTED))
    assert found.claims == (SAID,)
    (failure,) = found.failures
    assert "reviewer-1" in failure.message


def test_the_order_of_the_log_decides_and_that_of_subjects_does_not():
    one = judgement(Question.CLAIM, SAID.id, Verdict.ACCEPTED)
    other = judgement(Question.VALUE, TOLD.id, Verdict.REJECTED, part="when")
    assert stands(one, other) == stands(other, one)


def test_the_type_of_conflict_is_what_a_person_decided_and_else_unknown():
    decision = judgement(Question.CONFLICT_TYPE, "file", Verdict.ACCEPTED, value="NIAC")
    assert conflict_type(current([decision])) is ConflictType.NIAC
    assert conflict_type(current([])) is None
