"""Decisions of people. The machine proposes; a named person decides, with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from onrecord.model.document import Span
from onrecord.model.ids import Identified
from onrecord.model.vocab import Question, Verdict


@dataclass(frozen=True, slots=True)
class Judgement(Identified):
    """One recorded decision. Nothing is edited: a later one on the same thing stands instead.

    `subjects` name what was read by the machine: the claim, the allegation, the two allegations
    that are or are not one occurrence, or crime and element (with an allegation of the alleged
    incident). `part` names one value of an allegation ("when", "victims.1.count").
    """

    KIND: ClassVar[str] = "judgement"
    IDENTITY: ClassVar[tuple[str, ...]] = (
        "question", "subjects", "part", "verdict", "value", "words", "reason", "by", "at",
    )  # fmt: skip

    question: Question
    subjects: tuple[str, ...]
    part: str | None
    verdict: Verdict
    value: str | None  # what stands instead, as the person wrote it
    words: tuple[Span, ...]  # of the source, that carry the corrected value
    found: str | None  # what had been read, as text
    about: tuple[Span, ...]  # the words that the decision is about
    reason: str
    by: str
    at: datetime  # UTC
    id: str = field(init=False)

    @property
    def on(self) -> tuple[Question, tuple[str, ...], str | None]:
        """What it decides; of several on the same, the last stands."""
        return (self.question, self.subjects, self.part)


def current(log: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The decisions that stand, of a log in order; what was withdrawn is gone. Sorted by id."""
    last = {judgement.on: judgement for judgement in log}
    standing = (each for each in last.values() if each.verdict is not Verdict.WITHDRAWN)
    return tuple(sorted(standing, key=lambda each: each.id))
