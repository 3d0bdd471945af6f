"""Who said what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from onrecord.model.document import Anchored, Span
from onrecord.model.ids import Identified
from onrecord.model.vocab import Certainty, ClaimKind, Form, Stance
from onrecord.model.when import Count


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said something, and by which words.

    `speaker.value` is the fullest name the document gives; `speaker.spans` are the words used at
    this claim ("he"), `named_at` the place of that fullest name. `speaker` is `None` when the
    publisher speaks (own_voice) or nobody is named (unattributed).
    """

    form: Form
    speaker: Anchored[str] | None = None
    named_at: Span | None = None
    role: Anchored[str] | None = None  # "President of the Coalition", "a doctor"
    cue: Span | None = None
    source: Span | None = None  # all the words that name the speaker here, title included
    through: Attribution | None = None  # X said that Y said


@dataclass(frozen=True, slots=True)
class Claim(Identified):
    """Something a source states: a claim by somebody, never a fact."""

    KIND: ClassVar[str] = "claim"
    IDENTITY: ClassVar[tuple[str, ...]] = ("document", "content", "attribution")

    document: str
    content: tuple[Span, ...]  # may be discontinuous; in order
    attribution: Attribution
    kind: ClaimKind
    stance: Stance
    certainty: Certainty
    rule: str  # the rule or model that found it
    numbers: tuple[Anchored[Count], ...] = ()  # stated of people and objects, in order
    score: float | None = None
    id: str = field(init=False)
