"""Tables of places that a user imported, kept beside the gazetteer and looked up with it.

Each import is one SQLite file in the user's data folder, written whole or not at all. Rows are only
added: ids never change, and the same place from two sources is joined only where they share an id.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import tempfile
from pathlib import Path
from typing import Final

from onrecord.errors import ResourceMissing, SettingInvalid
from onrecord.lang.countries import by_code
from onrecord.model.entity import GazetteerRow
from onrecord.resolve.gazetteer import SqliteGazetteer
from onrecord.resolve.gazetteer_build import write
from onrecord.resolve.gazetteer_imports import Imported, read_places

OWN: Final = "own:"
_RANK: Final = {"exact": 0, "folded": 0, "alternate": 1, "article": 2, "consonants": 3}
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


class LayeredGazetteer:
    """The base gazetteer and what the user imported; own places stand before all namesakes."""

    def __init__(self, base: SqliteGazetteer, layers: tuple[SqliteGazetteer, ...]) -> None:
        """Look up in `layers` and in `base`."""
        self._base, self._layers = base, layers
        self.name = " + ".join([base.name, *(_named(layer) for layer in layers)])
        digests = " ".join([base.digest, *(layer.digest for layer in layers)])
        self.digest = hashlib.sha256(digests.encode()).hexdigest() if layers else base.digest

    def lookup(self, name: str) -> tuple[GazetteerRow, ...]:
        """All rows that `name` may mean, strictest key first; own ones alone if there are any."""
        found = [row for each in (*self._layers, self._base) for row in each.lookup(name)]
        own = [row for row in found if row.gazetteer_id.startswith(OWN) and row.key != "consonants"]
        once: dict[str, GazetteerRow] = {}
        for row in own or found:
            once.setdefault(row.gazetteer_id, row)
        return tuple(sorted(once.values(), key=lambda row: _RANK[row.key]))

    def sources(self) -> tuple[tuple[str, str], ...]:
        """Name and licence of every source that rows come from."""
        rows = [row for each in (self._base, *self._layers) for row in each.sources()]
        return tuple(dict.fromkeys(rows))


def _named(layer: SqliteGazetteer) -> str:
    return f"imported {layer.path.stem}: " + "; ".join(f"{n}, {of}" for n, of in layer.sources())


def imports_folder() -> Path:
    """Where imports are kept: `onrecord/places` in `$XDG_DATA_HOME` or `~/.local/share`."""
    root = os.environ.get("XDG_DATA_HOME")
    return (Path(root) if root else Path.home() / ".local" / "share") / "onrecord" / "places"


def imports(folder: Path | None = None) -> tuple[SqliteGazetteer, ...]:
    """The imported tables, by name. Raises: ResourceMissing for one that is damaged."""
    held = folder or imports_folder()
    if not held.is_dir():
        return ()
    return tuple(SqliteGazetteer(path) for path in sorted(held.glob("*.sqlite")))


def with_imports(base: SqliteGazetteer, folder: Path | None = None) -> LayeredGazetteer:
    """`base` with everything the user imported. Raises: ResourceMissing."""
    return LayeredGazetteer(base, imports(folder))


def import_places(
    source: Path,
    *,
    name: str | None = None,
    licence: str | None = None,
    provider: str | None = None,
    folder: Path | None = None,
) -> tuple[SqliteGazetteer, Imported]:
    """Import the table `source` under a name, in place of an earlier import of that name.

    Raises: SettingInvalid for a table that cannot be used; nothing is changed then. OSError.
    """
    held = folder or imports_folder()
    called = name or re.sub(r"[^a-z0-9]+", "-", source.stem.casefold()).strip("-")
    if not _NAME.fullmatch(called):
        raise SettingInvalid(
            "the import needs another name", called or source.name,
            expected="small letters, digits and hyphens", advice="Give one with --name",
        )  # fmt: skip
    made = read_places(source)
    of = (provider or f"{made.source} ({source.name})", licence or made.licence)
    held.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=held, prefix=".import-") as work:
        fresh = Path(work, f"{called}.sqlite")
        countries = {entry.country for entry in made.entries}
        arabic = {code for code in countries if code not in by_code() or _reads_arabic(made, code)}
        entries = sorted(made.entries, key=lambda entry: entry.gid)
        try:
            write(fresh, entries, arabic, {made.prefix: of})
        except sqlite3.Error as error:
            raise SettingInvalid(
                "the table cannot be imported", source.name, found=str(error)
            ) from error
        SqliteGazetteer(fresh)
        fresh.replace(held / fresh.name)
    return SqliteGazetteer(held / f"{called}.sqlite"), made


def _reads_arabic(made: Imported, country: str) -> bool:
    """Whether a table gives names in Arabic script for a country."""
    return any(
        "\u0600" <= char <= "\u06ff"
        for entry in made.entries
        if entry.country == country
        for name in entry.names
        for char in name
    )


def remove(name: str, folder: Path | None = None) -> None:
    """Remove an import. Raises: ResourceMissing if there is none of that name."""
    path = (folder or imports_folder()) / f"{name}.sqlite"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise ResourceMissing(
            "there is no import of that name", name, advice="See: onrecord gazetteer list"
        )
    path.unlink()
