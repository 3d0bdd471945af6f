"""The tables of a file for programs that read tables: a zip of CSV or Parquet, one SQLite file."""

from __future__ import annotations

import csv
import io
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import SettingInvalid
from onrecord.model.dossier import Dossier
from onrecord.wire.tables import lookup_of, tables

_STAMP = (1980, 1, 1, 0, 0, 0)
_SEARCHED = {"claims": ("speaker", "quote"), "allegations": ("where", "quote")}


def table_bytes(dossier: Dossier) -> dict[str, bytes]:
    """Name of each table -> its CSV, as in the sealed file."""
    return tables(dossier, lookup_of(dossier))


def as_csv_zip(dossier: Dossier) -> bytes:
    """The tables of the sealed file, byte for byte."""
    return _zipped({f"{name}.csv": body for name, body in table_bytes(dossier).items()})


def as_parquet_zip(dossier: Dossier) -> bytes:
    """The tables as Parquet, every column text. Raises: SettingInvalid without pyarrow."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise SettingInvalid(
            "Parquet cannot be written",
            "pyarrow",
            found="it is not installed",
            advice="Install it with: pip install 'onrecord[parquet]'",
        ) from error
    found = {}
    for name, head, rows in _read(dossier):
        columns = [[row[at] or None for row in rows] for at in range(len(head))]
        table = pa.table([pa.array(column, pa.string()) for column in columns], names=list(head))
        out = io.BytesIO()
        pq.write_table(table, out)
        found[f"{name}.parquet"] = out.getvalue()
    return _zipped(found)


def as_sqlite(dossier: Dossier) -> bytes:
    """One SQLite file, ready for Datasette: a table each, ids as keys, quotes to search."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as scratch:
        path = Path(scratch) / "file.sqlite"
        base = sqlite3.connect(path)
        with base:
            for name, head, rows in _read(dossier):
                _fill(base, name, head, rows)
        base.execute("VACUUM")
        base.close()
        return path.read_bytes()


def _fill(
    base: sqlite3.Connection, name: str, head: tuple[str, ...], rows: list[list[str]]
) -> None:
    ids = [row[0] for row in rows] if head[:1] == ("id",) else []
    key = " PRIMARY KEY" if ids and len(set(ids)) == len(ids) else ""
    columns = ", ".join(f'"{column}" TEXT{key if column == "id" else ""}' for column in head)
    base.execute(f'CREATE TABLE "{name}" ({columns})')
    marks = ", ".join("?" * len(head))
    base.executemany(
        f'INSERT INTO "{name}" VALUES ({marks})',  # noqa: S608 - names of our own tables
        ([cell or None for cell in row] for row in rows),
    )
    searched = _SEARCHED.get(name)
    if searched:
        named = ", ".join(f'"{column}"' for column in searched)
        base.execute(f"CREATE VIRTUAL TABLE \"{name}_fts\" USING fts5({named}, content='{name}')")
        base.execute(f'INSERT INTO "{name}_fts" ("{name}_fts") VALUES (\'rebuild\')')  # noqa: S608 - as above


def _read(dossier: Dossier) -> Iterator[tuple[str, tuple[str, ...], list[list[str]]]]:
    for name, body in table_bytes(dossier).items():
        rows = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))
        head = next(rows)
        yield name, tuple(head), [[_bare(cell) for cell in row] for row in rows]


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in set("=+-@\t\r\n") else cell


def _zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in sorted(members.items()):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()
