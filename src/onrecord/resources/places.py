"""Shipped tables of places and outlines for the map, digest-checked."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from onrecord.resources.files import checked_json

ADMIN1_SHA256 = "25f7f83fa83e0b89dd54513a5345a5e2a7d12e6a6a3f9a6901f169b4c01ecf0f"
SUPPLEMENT_SHA256 = "e11f41185c159d7905cd3c916f54c4e58add16ac05c5297d75f5ca4342c49e70"
MAP_COUNTRIES_SHA256 = "3ccaccbcc0ef65a0cbc4da7fdd277f2d6a11bbe78f2b3e862343119471beccd4"
MAP_ADMIN1_SHA256 = "affc8a898e2d94b8b11792801f68af2ce5d841170577a178a611a0db9168faba"

BOUNDARY_SOURCE = "Natural Earth 5, 1:50m countries and 1:10m states and provinces (public domain)"


@dataclass(frozen=True, slots=True)
class Province:
    """A first-level unit, keyed by ISO 3166-2 ("iso:SY-ID") or, without one, "ne:…"."""

    id: str
    country: str
    name: str
    names: tuple[str, ...]
    arabic: str
    lat: float
    lon: float
    radius_km: float
    geonames: int | None
    code: str  # GeoNames code of the unit, "SY.12"


@dataclass(frozen=True, slots=True)
class Region:
    """A row of the supplement. `members` give its extent; else point and radius are set."""

    id: str
    country: str
    name: str
    names: tuple[str, ...]
    level: str
    members: tuple[str, ...]
    margin_km: float
    lat: float | None
    lon: float | None
    radius_km: float | None
    source: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Rings of (longitude, latitude) in degrees, to 0.01 degree."""

    id: str  # ISO 3166-1 alpha-2, "iso:SY-ID" or "ne:…"
    rings: tuple[tuple[tuple[float, float], ...], ...]


@functools.cache
def provinces() -> tuple[Province, ...]:
    """All first-level units, sorted by id. Raises: ResourceMissing, ResourceMismatch."""
    rows = checked_json("places/admin1.json", ADMIN1_SHA256)["rows"]
    return tuple(
        Province(
            id=row[0],
            country=row[1],
            name=row[2],
            names=tuple(row[3]),
            arabic=row[4],
            lat=row[5],
            lon=row[6],
            radius_km=float(row[7]),
            geonames=row[8],
            code=row[9],
        )
        for row in rows
    )


@functools.cache
def regions() -> tuple[Region, ...]:
    """The supplement. Raises: ResourceMissing, ResourceMismatch."""
    rows = checked_json("places/supplement.json", SUPPLEMENT_SHA256)["rows"]
    return tuple(
        Region(
            id=row["id"],
            country=row["country"],
            name=row["name"],
            names=(*row["names"], *row["arabic"]),
            level=row["level"],
            members=tuple(row.get("members", ())),
            margin_km=float(row.get("margin_km", 0)),
            lat=row.get("lat"),
            lon=row.get("lon"),
            radius_km=row.get("radius_km"),
            source=row["source"],
        )
        for row in rows
    )


@functools.cache
def other_names() -> dict[str, tuple[str, ...]]:
    """Further names of rows of the base tables, by gazetteer id. Read only."""
    table = checked_json("places/supplement.json", SUPPLEMENT_SHA256)["other_names"]
    return {key: tuple(names) for key, names in table.items()}


@functools.cache
def country_outlines() -> tuple[Outline, ...]:
    """Outlines of all countries, sorted by id. Raises: ResourceMissing, ResourceMismatch."""
    table = checked_json("map/countries.json", MAP_COUNTRIES_SHA256)
    return tuple(
        Outline(key, _rings(shape["rings"], table["grid"]))
        for key, shape in sorted(table["outlines"].items())
    )


@functools.cache
def province_outlines(country: str) -> tuple[Outline, ...]:
    """Outlines of the provinces of one country (alpha-2), sorted by id; empty if none is drawn."""
    table = checked_json("map/admin1.json", MAP_ADMIN1_SHA256)
    shapes = table["outlines"].get(country, {})
    return tuple(Outline(key, _rings(shapes[key], table["grid"])) for key in sorted(shapes))


def _rings(flat: list[Any], grid: int) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Rings from the first grid point and differences that the files hold."""
    rings = []
    for steps in flat:
        x = y = 0
        ring = []
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x / grid, y / grid))
        rings.append(tuple(ring))
    return tuple(rings)
