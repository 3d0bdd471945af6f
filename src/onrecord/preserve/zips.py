"""Zip files of reports, and WACZ, which is a zip around web archives. Nothing goes to disk by name.

Refused: names that lead out or that some systems cannot hold, links and devices, encrypted or
overlapping members, a name twice, headers that disagree, what unpacks to more than is taken.
"""

from __future__ import annotations

import hashlib
import json
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.errors import SourceUnreadableError
from onrecord.preserve import limits
from onrecord.preserve.items import Body, Budget, Item, Readable, damaged, refused, too_much
from onrecord.preserve.sniff import declared
from onrecord.preserve.warcs import warc_items
from onrecord.wire.layout import unsafe

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
          RuntimeError, IndexError, KeyError, struct.error)  # fmt: skip
DESCRIPTION = "datapackage.json"
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
_ENCRYPTED = 0x1
_ARCHIVES = (".warc", ".warc.gz", ".arc", ".arc.gz")


def is_wacz(stream: BinaryIO) -> bool:
    """Whether the zip `stream` is laid out as a WACZ."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()[: limits.MAX_ITEMS]
    except BROKEN:
        return False
    return DESCRIPTION in names and any(_holds_records(name) for name in names)


def _holds_records(name: str) -> bool:
    return name.startswith("archive/") and name.casefold().endswith(_ARCHIVES)


def zip_items(stream: BinaryIO, origin: str, *, size: int) -> Iterator[Item]:
    """Every file in the zip, in the order of its directory; hostile ones come as `refused`."""
    budget = Budget(origin, size)
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN as error:
        yield refused(origin, "", damaged(origin, "the zip cannot be opened", found=_say(error)))
        return
    with archive:
        entries = archive.infolist()
        if (whole := _refused_whole(entries, origin, size)) is not None:
            yield refused(origin, "", whole)
            return
        names = Counter(entry.filename for entry in entries)
        for entry in entries:
            if entry.filename.endswith("/") and not entry.file_size:
                continue
            inside = f"{origin}!{_plain(entry.filename)}"
            why = _refusal(entry, names)
            if why is not None:
                what = f"a member of a zip is not taken: {why}"
                yield refused(inside, entry.filename, damaged(inside, what))
                continue
            body = Body(_Opened(archive, entry, inside), inside, budget)
            name = entry.filename.rpartition("/")[2]
            yield Item(inside, name, entry.filename, "member", declared(name), body)


def _refused_whole(
    entries: list[zipfile.ZipInfo], origin: str, size: int
) -> SourceUnreadableError | None:
    if len(entries) > limits.MAX_ITEMS:
        return too_much(origin, f"at most {limits.MAX_ITEMS} members")
    if sum(entry.compress_size for entry in entries) > size:
        return damaged(origin, "its members overlap, as in a zip made to burst")
    return None


def _refusal(entry: zipfile.ZipInfo, names: Counter[str]) -> str | None:
    if (why := unsafe(entry.filename)) is not None:
        return f"its name {why}"
    if names[entry.filename] > 1:
        return "its name stands there twice"
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        return "it is a link or a device"
    if entry.flag_bits & _ENCRYPTED:
        return "it is encrypted; add it again without a password"
    if entry.compress_type not in _METHODS:
        return f"it is packed by method {entry.compress_type}, which is not read"
    return None


class _Opened:
    """One member, opened when first read; a damaged one raises what says so."""

    def __init__(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, origin: str) -> None:
        self._archive, self._entry, self._origin = archive, entry, origin
        self._stream: Readable | None = None

    def read(self, size: int = -1, /) -> bytes:
        try:
            if self._stream is None:
                self._stream = self._archive.open(self._entry)
            return self._stream.read(size)
        except BROKEN as error:
            raise damaged(
                self._origin, "a member of a zip is damaged", found=_say(error)
            ) from error


def _plain(name: str) -> str:
    """The name as part of an origin, whatever stands in it."""
    return name.encode("utf-8", "backslashreplace").decode()[: limits.MAX_URI_CHARS]


def _say(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:300]


class _Hashing:
    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._stream.read(limits.CHUNK_BYTES if size < 0 else size)
        self.sha256.update(chunk)
        return chunk


def wacz_items(stream: BinaryIO, origin: str, *, size: int) -> Iterator[Item]:
    """The items of all web archives in a WACZ, each archive against its recorded digest."""
    try:
        archive = zipfile.ZipFile(stream)
    except BROKEN as error:
        yield refused(origin, "", damaged(origin, "the WACZ cannot be opened", found=_say(error)))
        return
    with archive:
        entries = archive.infolist()
        if (whole := _refused_whole(entries, origin, size)) is not None:
            yield refused(origin, "", whole)
            return
        names = Counter(entry.filename for entry in entries)
        try:
            recorded = _recorded(archive)
        except (*BROKEN, RecursionError) as error:
            what = f"{DESCRIPTION} cannot be read; digests of its web archives are not checked"
            yield refused(origin, DESCRIPTION, damaged(origin, what, found=_say(error)))
            recorded = {}
        for entry in entries:
            if not _holds_records(entry.filename):
                continue
            inside = f"{origin}!{_plain(entry.filename)}"
            if (why := _refusal(entry, names)) is not None:
                yield refused(inside, entry.filename, damaged(inside, f"is not taken: {why}"))
                continue
            opened = _Hashing(_Opened(archive, entry, inside))
            try:
                yield from warc_items(
                    opened, inside, size=entry.compress_size, inside=entry.filename
                )
                while opened.read(limits.CHUNK_BYTES):
                    pass
            except SourceUnreadableError as error:
                yield refused(inside, entry.filename, error)
                continue
            stated = recorded.get(entry.filename)
            if stated is not None and stated != f"sha256:{opened.sha256.hexdigest()}":
                what = f"its digest is not the one that {DESCRIPTION} states"
                yield refused(
                    inside,
                    entry.filename,
                    damaged(inside, what, found=f"sha256:{opened.sha256.hexdigest()}"),
                )


def _recorded(archive: zipfile.ZipFile) -> dict[str, str]:
    """Member -> digest, as the WACZ itself states them."""
    with archive.open(DESCRIPTION) as stream:
        body = stream.read(limits.MAX_DESCRIPTION_BYTES + 1)
    if len(body) > limits.MAX_DESCRIPTION_BYTES:
        message = "it is too large"
        raise ValueError(message)
    data = json.loads(body)
    rows = data.get("resources") if isinstance(data, dict) else None
    return {
        row["path"]: row["hash"]
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
        and isinstance(row.get("path"), str)
        and isinstance(row.get("hash"), str)
        and row["hash"].startswith("sha256:")
    }
