"""The gazetteer: which rows a name may mean. Built on first use into the user's cache folder."""

from __future__ import annotations

import functools
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import ResourceMissing
from onrecord.lang.fold import fold
from onrecord.lang.placekeys import close, consonants, sound, without_article, without_unit
from onrecord.model.entity import GazetteerRow
from onrecord.model.vocab import PlaceLevel
from onrecord.resolve.gazetteer_build import ALTERNATE, PRIMARY, build, sources_digest

LONGEST_NAME = 120  # code points; longer words are no name
MOST_ROWS = 60  # a name with more namesakes keeps the largest
KEPT_LOOKUPS = 20_000
ATTRIBUTION = "Contains data from GeoNames (CC BY 4.0) and Natural Earth (public domain)"

_BY_NAME = """
SELECT row.*, min(kind) FROM name JOIN row USING (rid) WHERE key IN (?, ?) GROUP BY rid
ORDER BY min(kind), level IN ('city', 'town', 'village'), population IS NULL, population DESC, gid
LIMIT ?"""
_BY_SKELETON = "SELECT row.*, sound FROM skeleton JOIN row USING (rid) WHERE key = ? ORDER BY gid"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a gazetteer holds of a row for people: names by script, source and licence."""

    names: tuple[tuple[str, str], ...]  # script as ISO 15924, name
    source: str
    licence: str


class SqliteGazetteer:
    """A gazetteer in one read-only SQLite file. Picklable: workers reopen the file."""

    name = (
        "GeoNames cities500 (CC BY 4.0), Natural Earth admin-1 by ISO 3166-2 (public domain), "
        "onrecord supplement"
    )

    def __init__(self, path: Path) -> None:
        """Open the file. Raises: ResourceMissing if it is not a complete gazetteer."""
        self.path = path
        self.digest = self._open()

    def _open(self) -> str:
        try:
            # Read-only and immutable, so that threads may share it without locks on the file.
            self._connection = sqlite3.connect(
                f"{self.path.absolute().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
            )
            found = self._connection.execute("SELECT value FROM meta WHERE key='digest'").fetchone()
        except sqlite3.Error as error:
            raise _incomplete(self.path) from error
        if found is None:
            raise _incomplete(self.path)
        self._cached = functools.lru_cache(maxsize=KEPT_LOOKUPS)(self._lookup)
        return str(found[0])

    def __getstate__(self) -> Path:
        return self.path

    def __setstate__(self, state: Path) -> None:
        self.path = state
        self.digest = self._open()

    def lookup(self, name: str) -> tuple[GazetteerRow, ...]:
        """All rows that `name` may mean, strictest key first, larger places first; may be empty."""
        return self._cached(name) if 0 < len(name) <= LONGEST_NAME else ()

    def geonames_id(self, gazetteer_id: str) -> int | None:
        """The GeoNames id of a row under any of our ids, if it has one."""
        query = "SELECT geonames FROM row WHERE gid = ?"
        found = self._connection.execute(query, (gazetteer_id,)).fetchone()
        return found[0] if found else None

    def facts(self, gazetteer_id: str) -> Facts | None:
        """All that is held of one row beside what `lookup` gives; `None` for an unknown id."""
        found = self._connection.execute(
            "SELECT rid FROM row WHERE gid = ?", (gazetteer_id,)
        ).fetchone()
        if found is None:
            return None
        names = self._connection.execute(
            "SELECT script, name FROM spelling WHERE rid = ? ORDER BY script, name", found
        )
        source = self._connection.execute(
            "SELECT name, licence FROM source WHERE prefix = ?", (gazetteer_id.partition(":")[0],)
        ).fetchone()
        return Facts(tuple(names), *(source or ("unknown", "unknown")))

    def sources(self) -> tuple[tuple[str, str], ...]:
        """Name and licence of every source that rows come from."""
        rows = self._connection.execute("SELECT name, licence FROM source ORDER BY prefix")
        return tuple(dict.fromkeys((name, licence) for name, licence in rows))

    def rows(self) -> int:
        """How many places are held."""
        return int(self._connection.execute("SELECT count(*) FROM row").fetchone()[0])

    def _lookup(self, name: str) -> tuple[GazetteerRow, ...]:
        key = fold(name)
        if not key:
            return ()
        unit = without_unit(key)
        rows = self._named(key, name)
        if unit is not None:
            provinces = [r for r in self._named(unit, name) if r.level in _PROVINCES]
            seen = {row.gazetteer_id for row in rows}
            rows += [row for row in provinces if row.gazetteer_id not in seen]
        else:
            rows += self._alike(name, {row.gazetteer_id for row in rows})
        return tuple(rows)

    def _named(self, key: str, name: str) -> list[GazetteerRow]:
        bare = without_article(key)
        rows = []
        for *facts, kind in self._connection.execute(_BY_NAME, (key, bare, MOST_ROWS)):
            how = "alternate" if kind == ALTERNATE else "article"
            if kind == PRIMARY:
                how = "exact" if facts[2] == name else "folded"
            rows.append(_row(facts, how))
        return rows

    def _alike(self, name: str, seen: set[str]) -> list[GazetteerRow]:
        """Rows of Arabic lands with the same consonants and a close sound."""
        key, heard = consonants(name), sound(name)
        if not key:
            return []
        rows = []
        for *facts, other in self._connection.execute(_BY_SKELETON, (key,)):
            if facts[1] not in seen and close(heard, other):
                seen.add(facts[1])
                rows.append(_row(facts, "consonants"))
        return rows[:MOST_ROWS]


_PROVINCES = (PlaceLevel.PROVINCE, PlaceLevel.REGION)


def _row(facts: list[Any], key: str) -> GazetteerRow:
    _, gid, label, level, lat, lon, radius, country, path, population, _ = facts
    return GazetteerRow(
        gazetteer_id=gid,
        label=label,
        level=PlaceLevel(level),
        lat=lat,
        lon=lon,
        radius_km=radius,
        country=country,
        path=tuple(json.loads(path)),
        population=population,
        key=key,
    )


def _incomplete(path: Path) -> ResourceMissing:
    return ResourceMissing(
        "the gazetteer is missing or incomplete",
        str(path),
        advice="Delete the file; it is built again on next use",
    )


def open_gazetteer(
    cache_dir: Path | None = None, progress: Callable[[str], None] | None = None
) -> SqliteGazetteer:
    """The gazetteer, built if this version has none yet (about half a minute, 60 MB).

    It lies in `cache_dir`, by default `$XDG_CACHE_HOME/onrecord` or `~/.cache/onrecord`; where
    that cannot be written, in the folder for temporary files. `progress` is told each step.
    """
    say = progress or _silent
    name = f"gazetteer-{sources_digest()[:12]}.sqlite"
    folders = (cache_dir or _user_cache(), Path(tempfile.gettempdir()) / f"onrecord-{os.getuid()}")
    for folder in folders:
        try:
            return SqliteGazetteer(folder / name)
        except ResourceMissing:
            continue
    for folder in folders[:-1]:
        try:
            return _built(folder, name, say)
        except OSError:
            say(f"gazetteer: {folder} cannot be written; using a temporary folder")
    return _built(folders[-1], name, say)


def _built(folder: Path, name: str, say: Callable[[str], None]) -> SqliteGazetteer:
    """Build beside the final name, then rename: another process never sees half a file."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder, prefix="gazetteer-") as work:
        build(Path(work, name), say)
        Path(work, name).replace(folder / name)
    return SqliteGazetteer(folder / name)


def _user_cache() -> Path:
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "onrecord"


def _silent(_message: str) -> None:
    """Say nothing."""
