"""The user's own places, before those of the gazetteer.

A CSV with the columns `id,label,names,level,lat,lon,radius_km,country,path`; `names` and `path`
are separated by ";", `path` from country to the place itself. `docs/howto/places.md` explains it.
"""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

from onrecord.errors import SettingInvalid
from onrecord.lang.fold import fold
from onrecord.model.entity import GazetteerRow
from onrecord.model.vocab import PlaceLevel
from onrecord.resolve.gazetteer_build import Entry
from onrecord.seams import Gazetteer

COLUMNS = ("id", "label", "names", "level", "lat", "lon", "radius_km", "country", "path")


class OwnPlaces:
    """A gazetteer whose own rows come before those of another one."""

    def __init__(self, base: Gazetteer, body: bytes, where: str) -> None:
        """Read the CSV `body`. Raises: SettingInvalid naming the line that cannot be used."""
        self._base = base
        self._rows: dict[str, list[GazetteerRow]] = {}
        own = hashlib.sha256(body).hexdigest()
        self.name = f"{base.name} + own places"
        self.digest = hashlib.sha256(f"{base.digest} {own}".encode()).hexdigest()
        for entry in own_entries(body, where):
            row = _row(entry)
            for name in sorted({fold(name) for name in (entry.label, *entry.names)} - {""}):
                self._rows.setdefault(name, []).append(row)

    def lookup(self, name: str) -> tuple[GazetteerRow, ...]:
        """The user's own rows of that name, and only if there is none the base gazetteer's."""
        return tuple(self._rows.get(fold(name), ())) or self._base.lookup(name)


def with_own_places(base: Gazetteer, path: Path) -> OwnPlaces:
    """`base` with the places of a CSV file first. Raises: SettingInvalid."""
    return OwnPlaces(base, path.read_bytes(), path.name)


def own_entries(body: bytes, where: str) -> tuple[Entry, ...]:
    """The places of a CSV. Raises: SettingInvalid naming the line that cannot be used."""
    found: dict[str, Entry] = {}
    try:
        reader = csv.DictReader(io.StringIO(body.decode("utf-8-sig")), strict=True)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise SettingInvalid(
                "the list of places has other columns",
                where,
                expected=",".join(COLUMNS),
                found=",".join(reader.fieldnames or ()) or "no header line",
            )
        for line in reader:
            entry = _entry(line, f"{where}, line {reader.line_num}")
            if entry.gid in found:
                raise SettingInvalid(
                    "the id of a place stands twice", f"{where}, line {reader.line_num}",
                    expected="an id of its own", found=entry.gid.removeprefix("own:"),
                )  # fmt: skip
            found[entry.gid] = entry
    except (UnicodeDecodeError, csv.Error) as error:
        raise SettingInvalid(
            "the list of places cannot be read", where, expected="UTF-8 CSV", found=str(error)
        ) from error
    return tuple(found.values())


def _entry(line: dict[str, str | None], where: str) -> Entry:
    try:
        path = tuple(part.strip() for part in (line["path"] or "").split(";") if part.strip())
        lat, lon = float(line["lat"] or ""), float(line["lon"] or "")
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004 - degrees
            raise ValueError(f"the point {lat}, {lon} is not on the globe")  # noqa: TRY301
        label = (line["label"] or "").strip()
        names = {label, *(name.strip() for name in (line["names"] or "").split(";"))}
        return Entry(
            gid=f"own:{line['id']}",
            label=label,
            level=PlaceLevel(line["level"] or ""),
            lat=lat,
            lon=lon,
            radius=float(line["radius_km"] or ""),
            country=line["country"] or "",
            path=path or (label,),
            population=None,
            geonames=None,
            names=tuple(sorted(names - {label, ""})),
        )
    except (ValueError, TypeError) as error:
        raise SettingInvalid("a place cannot be used", where, found=str(error)) from error


def _row(entry: Entry) -> GazetteerRow:
    return GazetteerRow(
        gazetteer_id=entry.gid,
        label=entry.label,
        level=entry.level,
        lat=entry.lat,
        lon=entry.lon,
        radius_km=entry.radius,
        country=entry.country,
        path=entry.path,
        population=None,
        key="exact",
    )
