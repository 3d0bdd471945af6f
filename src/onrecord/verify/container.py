"""Check "container": the headers of a zip are those that sealing writes.

The members are checked whatever the headers say; this check makes a change in a header seen.
Another tool that packs the same members again writes other headers, so a difference is
`not_checkable`.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from onrecord.verify.results import Results

CHECK = "container"
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UNIX, _UTF8, _FILE = 20, 3, 0x800, 0o100644 << 16
_PLAIN_BYTES = (1 << 31) - 1  # beyond it, headers have the zip64 form, which is not compared
_PLAIN_MEMBERS = (1 << 16) - 1


def check_container(path: Path, entries: list[zipfile.ZipInfo], results: Results) -> None:
    """Compare everything in the zip at `path` that is not data of a member."""
    size = path.stat().st_size
    if size > _PLAIN_BYTES or len(entries) >= _PLAIN_MEMBERS or not entries:
        results.not_checkable(CHECK, None, "the headers of so large a zip are not compared")
        return
    with path.open("rb") as stream:
        wrong = next((at for at, want in _headers(entries) if not _stands(stream, at, want)), None)
    if wrong is None and _end_of(entries) == size:
        results.held(CHECK, None, "the headers of the zip are those that sealing writes")
        return
    where = "after its end" if wrong is None else f"near byte {wrong}"
    results.not_checkable(
        CHECK,
        None,
        f"the headers of the zip differ {where} from those that sealing writes: it was packed by "
        "another tool, or a header was changed; its members are checked all the same",
    )


def _stands(stream: BinaryIO, at: int, expected: bytes) -> bool:
    stream.seek(at)
    return stream.read(len(expected)) == expected


def _names(entries: list[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, bytes, int]]:
    for entry in sorted(entries, key=lambda each: each.orig_filename):
        name = entry.orig_filename.encode("utf-8", "replace")
        yield entry, name, 0 if name.isascii() else _UTF8


def _headers(entries: list[zipfile.ZipInfo]) -> Iterator[tuple[int, bytes]]:
    """Offset and bytes of each header, as sealing writes it."""
    stamp = min(entry.date_time for entry in entries)
    year, month, day = stamp[:3]
    on = ((year - 1980) << 9 | month << 5 | day) & 0xFFFF  # one date for all, at midnight
    at, central = 0, b""
    for entry, name, flags in _names(entries):
        about = (flags, 0, 0, on, entry.CRC, entry.file_size, entry.file_size, len(name), 0)
        yield at, _LOCAL.pack(b"PK\3\4", _VERSION, *about) + name
        made = (_VERSION, _UNIX, _VERSION, 0)
        central += _CENTRAL.pack(b"PK\1\2", *made, *about, 0, 0, 0, _FILE, at) + name
        at += _LOCAL.size + len(name) + entry.file_size
    yield at, central
    count = len(entries)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(central), at, 0)
    yield at + len(central), end


def _end_of(entries: list[zipfile.ZipInfo]) -> int:
    *_, (at, end) = _headers(entries)
    return at + len(end)
