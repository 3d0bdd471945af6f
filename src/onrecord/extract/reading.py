"""What a trained model reads in a document: attributions, and who did what to whom with what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from onrecord.extract.attribution import Range, Relation

ROLES = ("perp_ind", "perp_org", "target", "victim_named", "victim_described", "weapon")
TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
STAGES = ("accomplished", "attempted", "threatened")
STATUSES = (
    "reported as fact",
    "claimed or admitted",
    "suspected or accused",
    "suspected or accused by authorities",
    "possible",
)

Chance = tuple[str, float]  # a name of TYPES, STAGES or STATUSES and its probability, 0 to 1


@dataclass(frozen=True, slots=True)
class RoleFiller:
    """One mention of somebody or something in a role; `start`, `end` are offsets of the text."""

    role: str  # one of ROLES
    start: int
    end: int
    score: float  # probability that these words fill this role in an incident told of here
    entity: int  # mentions of one number are the same entity of the same role, in this section
    types: tuple[Chance, ...]  # every type, in the order of TYPES: is it part of such an incident
    status: tuple[Chance, ...]  # as STATUSES; of `perp_org` alone, else empty


@dataclass(frozen=True, slots=True)
class RoleReading:
    """The roles of one section: a whole document, or, of a long one, a run of its paragraphs."""

    start: int  # of the section, in the text
    end: int
    relevance: float  # probability that an incident is told of as recent and specific
    types: tuple[Chance, ...]  # of incidents in the section, each type for itself
    stages: tuple[Chance, ...]
    fillers: tuple[RoleFiller, ...]  # by start, then role
    together: tuple[tuple[int, int, float], ...]
    # pairs of `entity` numbers, first < second, with the probability that one incident has both


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one pass over a document gives."""

    relations: tuple[Relation, ...]
    roles: tuple[RoleReading, ...]  # by start; none for a document without words


class ReadingModel(Protocol):
    """Reads running text once for all that the stages ask of it."""

    def read(self, text: str, paragraphs: Iterable[Range]) -> Reading:
        """Attributions and roles in `text[start:end]` of each paragraph."""
