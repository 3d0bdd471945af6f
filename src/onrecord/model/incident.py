"""Alleged incidents: hypotheses that several allegations speak of one occurrence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from onrecord.model.document import Span
from onrecord.model.ids import Identified
from onrecord.model.vocab import Act, Relation
from onrecord.model.when import When


@dataclass(frozen=True, slots=True)
class Link:
    """Why two allegations may speak of one occurrence."""

    left: str  # allegation ids, left < right
    right: str
    score: float
    features: tuple[tuple[str, float], ...]  # name and value, sorted by name


@dataclass(frozen=True, slots=True)
class Independence:
    """How two documents depend on each other; `evidence` are the words it rests on."""

    left: str  # document ids, left < right
    right: str
    relation: Relation
    evidence: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """One stated value of one field, and which allegations support, contradict or say nothing.

    Two death counts that cannot both hold are two agreements of the field `killed`, side by side.
    """

    field: str  # act, when, where, perpetrator, killed, injured, target …
    value: str
    supporting: tuple[str, ...]  # allegation ids, sorted
    contradicting: tuple[str, ...]
    silent: tuple[str, ...]
    independent_groups: int  # among those supporting


@dataclass(frozen=True, slots=True)
class Incident(Identified):
    """What linking takes to be one alleged occurrence, however many sources agree."""

    KIND: ClassVar[str] = "incident"
    IDENTITY: ClassVar[tuple[str, ...]] = ("members",)

    members: tuple[str, ...]  # allegation ids, sorted: those that allege the act occurred
    disputing: tuple[str, ...]  # allegation ids, sorted: those that deny it
    acts: tuple[Act, ...]  # sorted
    when: When | None
    places: tuple[str, ...]  # place ids, sorted
    perpetrators: tuple[str, ...]  # party ids alleged responsible, sorted
    agreements: tuple[Agreement, ...]
    independent_groups: int
    links: tuple[Link, ...] = ()
    id: str = field(init=False)
