"""The structured content of a claim about one act."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from onrecord.model.document import Anchored, Span
from onrecord.model.ids import Identified
from onrecord.model.vocab import (
    Act,
    CircumstanceKind,
    ClaimStatus,
    HarmKind,
    Modality,
    PersonStatus,
    TargetCategory,
    WeaponKind,
)
from onrecord.model.when import Count, When


@dataclass(frozen=True, slots=True)
class AllegedActor:
    """Whom a claim holds responsible, and how it puts that."""

    name: Anchored[str]
    status: ClaimStatus


@dataclass(frozen=True, slots=True)
class VictimGroup:
    """People a claim says were harmed or aimed at."""

    words: Anchored[str]
    count: Anchored[Count] | None = None
    status: Anchored[PersonStatus] | None = None
    age: Anchored[str] | None = None  # child, adult, elderly
    sex: Anchored[str] | None = None  # female, male


@dataclass(frozen=True, slots=True)
class Target:
    """An object or kind of place a claim says was hit or aimed at."""

    words: Anchored[str]
    category: Anchored[TargetCategory] | None = None
    count: Anchored[Count] | None = None


@dataclass(frozen=True, slots=True)
class Weapon:
    """The means a claim names."""

    words: Anchored[str]
    kind: WeaponKind


@dataclass(frozen=True, slots=True)
class Harm:
    """An effect a claim states. `victims` and `targets` are indices into the allegation's lists."""

    kind: HarmKind
    words: Anchored[str]
    count: Anchored[Count] | None = None
    victims: int | None = None
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A stated detail of manner or setting."""

    kind: CircumstanceKind
    words: Anchored[str]


@dataclass(frozen=True, slots=True)
class Allegation(Identified):
    """One act by one claim; a claim that names two acts gives two allegations."""

    KIND: ClassVar[str] = "allegation"
    IDENTITY: ClassVar[tuple[str, ...]] = ("claim", "act", "modality", "where", "when")

    claim: str
    document: str
    act: Anchored[Act]
    modality: Modality
    modality_cue: Span | None  # the words that decide it; `None`: the plain past or present tense
    when: Anchored[When] | None
    where: tuple[Anchored[str], ...]  # place words as in the text, one entry a place
    perpetrators: tuple[AllegedActor, ...]
    victims: tuple[VictimGroup, ...]
    targets: tuple[Target, ...]
    weapons: tuple[Weapon, ...]
    harms: tuple[Harm, ...]
    circumstances: tuple[Circumstance, ...]
    rule: str
    score: float | None = None
    id: str = field(init=False)
