"""Parties and places that the words of a file are taken to name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from onrecord.model.document import Span
from onrecord.model.ids import Identified
from onrecord.model.vocab import PartyKind, PlaceLevel, PlaceReason


@dataclass(frozen=True, slots=True)
class Party(Identified):
    """A person, group or organisation, made of its mentions. The label is not a verdict.

    `so_called_by`: the label is one that only these speakers use; show it in quotes as
    "so called by …", never as the party's name.
    """

    KIND: ClassVar[str] = "party"
    IDENTITY: ClassVar[tuple[str, ...]] = ("mentions",)

    kind: PartyKind
    label: str
    names: tuple[str, ...]  # every written form, sorted
    mentions: tuple[Span, ...]  # sorted
    so_called_by: tuple[str, ...] = ()
    id: str = field(init=False)


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a place, before anything is looked up.

    `kind`: "name" ("Idlib"), "adjective" ("Syrian forces") or "inside" another name
    ("Aleppo University"); only names say where something is alleged. `level`: fixed by a cue
    beside it ("village of"). `relation`: the words that make it another place than the name
    itself ("5 km south of", "rural"), with their distance if stated.
    """

    span: Span
    kind: str
    level: PlaceLevel | None = None
    relation: Span | None = None
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class GazetteerRow:
    """One entry of a gazetteer, found under one form of a name."""

    gazetteer_id: str  # "geonames:123", "iso:SY-ID", "supplement:…", "country:SY"
    label: str
    level: PlaceLevel
    lat: float | None  # degrees, WGS 84
    lon: float | None
    radius_km: float
    country: str  # ISO 3166-1 alpha-2
    path: tuple[str, ...]  # labels, country first, the row itself last
    population: int | None
    key: str  # which form of the name found it: exact, alternate, folded, article, consonants


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A gazetteer row that the words could name."""

    gazetteer_id: str  # "geonames:123", "iso:SY-ID", "supplement:…"
    label: str
    path: tuple[str, ...]  # country first
    score: float
    key: str  # which form of the name found it: exact, folded, article, arabic, consonants


@dataclass(frozen=True, slots=True)
class Place(Identified):
    """A place that words name. No point is better than a wrong one.

    `lat`, `lon` in degrees (WGS 84); `radius_km` is the uncertainty around them. Unresolved:
    no `gazetteer_id`, no point, and `reason` says why.
    """

    KIND: ClassVar[str] = "place"
    IDENTITY: ClassVar[tuple[str, ...]] = ("mentions",)

    label: str  # the source's own words
    names: tuple[str, ...]
    mentions: tuple[Span, ...]
    path: tuple[str, ...]  # country … site, as far as known
    level: PlaceLevel | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    gazetteer_id: str | None
    reason: PlaceReason
    candidates: tuple[PlaceCandidate, ...] = ()
    score: float | None = None
    id: str = field(init=False)
