"""Reads the tables of places that a user brings: GeoNames, OCHA COD-AB and a list of one's own.

Every reader gives entries, or raises SettingInvalid that names the file, the line and what was
expected; nothing is kept of a file with a fault. Rows that carry no point are counted, not used.
"""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onrecord.errors import SettingInvalid
from onrecord.lang.countries import by_code
from onrecord.lang.fold import fold
from onrecord.model.vocab import PlaceLevel
from onrecord.resolve.gazetteer_build import CITY_FROM, RADIUS_KM, TOWN_FROM, Entry
from onrecord.resolve.own_places import own_entries
from onrecord.resolve.sheets import sheets
from onrecord.resources import places as tables

MOST_BYTES: Final = 1_000_000_000  # of a table, unpacked
GEONAMES_COLUMNS: Final = 19
DISTRICT_KM, SITE_KM, QUARTER_KM, PROVINCE_KM = 20.0, 0.3, 2.0, 60.0
_PCODE: Final = re.compile(r"adm(?P<level>[0-4])_?pcode", re.IGNORECASE)
_LAT: Final = ("center_lat", "centre_lat", "latitude", "lat", "y_coord", "y")
_LON: Final = ("center_lon", "centre_lon", "longitude", "lon", "x_coord", "x")
_LEVELS: Final = {
    "0": PlaceLevel.COUNTRY, "1": PlaceLevel.PROVINCE, "2": PlaceLevel.DISTRICT,
    "3": PlaceLevel.DISTRICT, "4": PlaceLevel.VILLAGE,
}  # fmt: skip
_AREA: Final = {
    PlaceLevel.COUNTRY: 300.0, PlaceLevel.PROVINCE: PROVINCE_KM, PlaceLevel.DISTRICT: DISTRICT_KM,
    PlaceLevel.VILLAGE: RADIUS_KM[PlaceLevel.VILLAGE],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file holds: its entries, how many rows had no point, and where they come from."""

    entries: tuple[Entry, ...]
    without_point: int
    prefix: str
    source: str
    licence: str


def read_places(path: Path) -> Imported:
    """The places of a file, told apart by what it holds. Raises: SettingInvalid, OSError."""
    name = path.name.casefold()
    if name.endswith(".xlsx"):
        return _cod(path.name, list(sheets(path)))
    if zipfile.is_zipfile(path):
        return _geonames(path)
    if path.stat().st_size > MOST_BYTES:
        raise _fault("the table is too large", path.name, f"at most {MOST_BYTES:,} bytes")
    body = path.read_bytes()
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault("the table is not text", path.name, "UTF-8", str(error)) from error
    header = text.partition("\n")[0]
    if _PCODE.search(header):
        return _cod(path.name, [list(_csv_rows(text, path.name))])
    if name.endswith(".txt") and header.count("\t") == GEONAMES_COLUMNS - 1:
        return _geonames_rows(path.name, io.StringIO(text))
    return Imported(own_entries(body, path.name), 0, "own", "the organisation's own list", "own")


def _fault(what: str, where: str, expected: str, found: str | None = None) -> SettingInvalid:
    return SettingInvalid(what, where, expected=expected, found=found)


def _csv_rows(text: str, where: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text), strict=True)
    except csv.Error as error:
        raise _fault("the table cannot be read", where, "CSV", str(error)) from error


# --- GeoNames: a country file, tab-separated, 19 columns


def _geonames(path: Path) -> Imported:
    try:
        with zipfile.ZipFile(path) as packed:
            names = [n for n in packed.namelist() if re.fullmatch(r"[A-Z]{2}\.txt", n)]
            if len(names) != 1:
                raise _fault(
                    "the zip is no GeoNames country file", path.name, "one table such as SY.txt",
                    ", ".join(packed.namelist()[:5]) or "an empty zip",
                )  # fmt: skip
            if packed.getinfo(names[0]).file_size > MOST_BYTES:
                raise _fault("the table is too large", path.name, f"at most {MOST_BYTES:,} bytes")
            with packed.open(names[0]) as raw, io.TextIOWrapper(raw, encoding="utf-8") as lines:
                return _geonames_rows(f"{path.name}, {names[0]}", lines)
    except (zipfile.BadZipFile, UnicodeDecodeError, EOFError, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise _fault(
            "the zip cannot be read", path.name, "a GeoNames country file", str(error)
        ) from error


def _geonames_rows(where: str, lines: io.TextIOBase) -> Imported:
    rows = []
    for number, line in enumerate(lines, start=1):
        cells = line.rstrip("\n").split("\t")
        if len(cells) != GEONAMES_COLUMNS:
            raise _fault(
                "the line is not GeoNames'", f"{where}, line {number}",
                f"{GEONAMES_COLUMNS} cells parted by tabs", f"{len(cells)}",
            )  # fmt: skip
        rows.append((number, cells))
    provinces = {u.code: u for u in tables.provinces() if u.code}
    known = {u.geonames for u in tables.provinces() if u.geonames}
    districts = {(c[10], c[11]): c[1] for _, c in rows if c[7] == "ADM2"}
    entries = []
    for number, cells in rows:
        level = _level(cells)
        try:
            if level is None or int(cells[0]) in known:
                continue
            entries.append(_geonames_entry(cells, level, provinces, districts))
        except ValueError as error:
            raise _fault(
                "the place cannot be used", f"{where}, line {number}", "id and point", str(error)
            ) from error
    return Imported(tuple(entries), 0, "geonames", "GeoNames, country file", "CC BY 4.0")


def _level(cells: list[str]) -> PlaceLevel | None:
    """The level of a feature: administrative units below the first, settlements and sites."""
    kind, code = cells[6], cells[7]
    if kind == "A":
        return PlaceLevel.PROVINCE if code == "ADM1" else (
            PlaceLevel.DISTRICT if code in {"ADM2", "ADM3", "ADM4"} else None
        )  # fmt: skip
    if kind == "P":
        people = int(cells[14]) if cells[14].isdecimal() else 0
        if code == "PPLX":
            return PlaceLevel.QUARTER
        if people >= CITY_FROM:
            return PlaceLevel.CITY
        return PlaceLevel.TOWN if people >= TOWN_FROM else PlaceLevel.VILLAGE
    return PlaceLevel.SITE if kind == "S" else None


_RADIUS: Final = {
    **RADIUS_KM, PlaceLevel.QUARTER: QUARTER_KM, PlaceLevel.SITE: SITE_KM,
    PlaceLevel.DISTRICT: DISTRICT_KM, PlaceLevel.PROVINCE: PROVINCE_KM,
}  # fmt: skip


def _geonames_entry(
    cells: list[str],
    level: PlaceLevel,
    provinces: dict[str, tables.Province],
    districts: dict[tuple[str, str], str],
) -> Entry:
    country = by_code().get(cells[8])
    province = provinces.get(f"{cells[8]}.{cells[10]}")
    district = districts.get((cells[10], cells[11])) if level is not PlaceLevel.DISTRICT else None
    parents = (country.name if country else cells[8], province.name if province else None, district)
    return Entry(
        gid=f"geonames:{int(cells[0])}",
        label=cells[1],
        level=level,
        lat=_degrees(cells[4], 90),
        lon=_degrees(cells[5], 180),
        radius=_RADIUS[level],
        country=cells[8],
        path=(*(part for part in parents if part), cells[1]),
        population=int(cells[14] or 0) or None,
        geonames=int(cells[0]),
        names=tuple(sorted({n for n in (cells[2], *cells[3].split(",")) if len(n) > 1})),
    )


def _degrees(cell: str, most: int) -> float:
    value = float(cell)
    if not math.isfinite(value) or abs(value) > most:
        raise ValueError(f"{cell} is not on the globe")
    return value


# --- OCHA COD-AB: administrative boundaries with p-codes, one table a level


def _cod(where: str, of_sheets: list[list[list[str]]]) -> Imported:
    entries: dict[str, Entry] = {}
    skipped = 0
    seen = False
    for rows in of_sheets:
        header = [cell.strip().casefold() for cell in rows[0]] if rows else []
        levels = [m["level"] for cell in header if (m := _PCODE.fullmatch(cell))]
        if not levels:
            continue
        seen = True
        for number, row in enumerate(rows[1:], start=2):
            cells = dict(zip(header, row, strict=False))
            try:
                entry = _cod_entry(cells, max(levels))
            except ValueError as error:
                raise _fault(
                    "the row cannot be used", f"{where}, line {number}",
                    "p-code, name and point", str(error),
                ) from error  # fmt: skip
            if entry is None:
                skipped += 1
            else:
                entries.setdefault(entry.gid, entry)
    if not seen:
        raise _fault(
            "the table has no p-codes", where, "columns such as adm2_en, adm2_ar, adm2_pcode"
        )
    if not entries:
        raise _fault(
            "no row of the table has a point", where, "columns center_lat and center_lon",
            f"{skipped} rows without",
        )  # fmt: skip
    return Imported(
        tuple(entries.values()), skipped, "pcode", "OCHA COD-AB", "as stated by the provider"
    )


def _cod_entry(cells: dict[str, str], finest: str) -> Entry | None:
    """The unit of the finest level in a row; `None` if it has no point."""
    code = _cell(cells, f"adm{finest}_pcode", f"adm{finest}pcode")
    names = _unit_names(cells, finest)
    if not code or not names:
        raise ValueError("no p-code" if not code else "no name")
    lat, lon = _cell(cells, *_LAT), _cell(cells, *_LON)
    if not lat or not lon:
        return None
    level = _LEVELS[finest]
    area = _cell(cells, "area_sqkm", "area_sq_km")
    country = code[:2].upper()
    known = by_code().get(country)
    parents = [known.name if known else country]
    parents += [of[0] for n in range(1, int(finest)) if (of := _unit_names(cells, str(n)))]
    radius = round(1.5 * math.sqrt(float(area) / math.pi), 1) if area else _AREA[level]
    return Entry(
        gid=f"pcode:{code}", label=names[0], level=level,
        lat=_degrees(lat, 90), lon=_degrees(lon, 180), radius=max(radius, 0.3), country=country,
        path=(*parents, names[0]) if int(finest) else (names[0],),
        population=None, geonames=None, names=tuple(names[1:]),
    )  # fmt: skip


def _unit_names(cells: dict[str, str], level: str) -> list[str]:
    """The names of a unit, English first, each spelling once."""
    pattern = re.compile(rf"adm{level}_(?:name\d?|ref_?name|alt\d?name\w*|[a-z]{{2,3}}|alt\d?_\w+)")
    columns = [c for c in cells if pattern.fullmatch(c) and cells[c].strip()]
    columns.sort(key=lambda c: (not c.endswith(("_en", "_name")), c))
    found: dict[str, str] = {}
    for column in columns:
        found.setdefault(fold(cells[column]), cells[column].strip())
    return [name for key, name in found.items() if key]


def _cell(cells: dict[str, str], *names: str) -> str:
    return next((cells[name].strip() for name in names if cells.get(name, "").strip()), "")
