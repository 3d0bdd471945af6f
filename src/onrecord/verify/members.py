"""The members of a folder or zip, looked at without following, extracting or running anything.

Check "limits": names, kinds, sizes, counts and ratios. A member that breaks one is reported and
never opened. Nothing is written anywhere: members are read where they lie.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from onrecord.verify.container import check_container
from onrecord.verify.results import Results, shown
from onrecord.wire import layout

CHECK = "limits"
CHUNK_BYTES = 1 << 20
UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a sealed file is looked at; beyond it, the check fails."""

    members: int = 1_000_000
    member_bytes: int = 1 << 40
    total_bytes: int = 1 << 42
    depth: int = 32  # folders inside folders
    ratio: int = 200  # of unpacked to packed bytes, for members above `ratio_from_bytes`
    ratio_from_bytes: int = 1 << 20


class Members(Protocol):
    """Safe members: path -> size in bytes."""

    sizes: dict[str, int]

    def open(self, path: str) -> IO[bytes]:
        """A stream of the member's bytes; reading may raise one of `UNREADABLE`."""


def chunks(members: Members, path: str) -> Iterator[bytes]:
    """The bytes of a member, in parts. Raises one of `UNREADABLE`."""
    with members.open(path) as stream:
        while part := stream.read(CHUNK_BYTES):
            yield part


def read_whole(members: Members, path: str, limit: int = 1 << 30) -> bytes:
    """The bytes of a member of at most `limit`. Raises: OSError if longer, or `UNREADABLE`."""
    with members.open(path) as stream:
        body = stream.read(limit + 1)
    if len(body) > limit:
        message = f"more than {limit} bytes"
        raise OSError(message)
    return body


@contextmanager
def members_of(path: Path, results: Results, limits: Limits | None = None) -> Iterator[Members]:
    """The safe members of the folder or zip at `path`; what is wrong goes to `results`."""
    limits = limits or Limits()
    before = results.count_failed()
    if path.is_dir():
        yield _reported(FolderMembers(path, results, limits), results, before)
        return
    try:
        archive = zipfile.ZipFile(path)
    except (*UNREADABLE, ValueError, UnicodeError) as error:
        results.failed(CHECK, None, f"{path.name} is neither a folder nor a zip ({shown(error)})")
        yield NoMembers()
        return
    with archive:
        yield _reported(ZipMembers(archive, results, limits), results, before)
        check_container(path, archive.infolist(), results)


def _reported(members: Members, results: Results, before: int) -> Members:
    if results.count_failed() == before:
        results.held(CHECK, None, f"{len(members.sizes)} members have safe names, kinds and sizes")
    return members


class NoMembers:
    """Nothing could be opened."""

    def __init__(self) -> None:
        self.sizes: dict[str, int] = {}

    def open(self, path: str) -> IO[bytes]:
        """Raises: OSError, always."""
        raise FileNotFoundError(path)


class _Admission:
    """Admits members one by one until a limit is reached."""

    def __init__(self, results: Results, limits: Limits) -> None:
        self.sizes: dict[str, int] = {}
        self._seen: dict[str, str] = {}
        self._total = 0
        self._results, self._limits = results, limits

    def admit(self, name: str, size: int) -> bool:
        why = layout.unsafe(name)
        twin = self._seen.setdefault(layout.same_name_key(name), name)
        if why:
            why = f"its name {why}"
        elif name in self.sizes:
            why = "stands there twice"
        elif twin != name:
            why = f"some systems cannot tell it from {shown(twin)}"
        elif size > self._limits.member_bytes:
            why = f"has {size} bytes, more than {self._limits.member_bytes}"
        elif self._total + size > self._limits.total_bytes:
            why = f"with it, there are more than {self._limits.total_bytes} bytes"
        if why:
            self._results.failed(CHECK, name, why)
            return False
        self._total += size
        self.sizes[name] = size
        return True


class FolderMembers:
    """Members of a folder. Links, devices, pipes and sockets are refused, not opened."""

    def __init__(self, root: Path, results: Results, limits: Limits) -> None:
        self._root = root
        admission = _Admission(results, limits)
        self.sizes = admission.sizes
        count, waiting = 0, [("", 0)]
        while waiting:
            prefix, depth = waiting.pop()
            try:
                entries = sorted(os.scandir(root / prefix), key=lambda entry: entry.name)
            except OSError as error:
                results.failed(CHECK, prefix or None, f"cannot be listed ({shown(error)})")
                continue
            count += len(entries)
            if count > limits.members or depth > limits.depth:
                results.failed(CHECK, prefix or None, "too many members or folders in folders")
                break
            for entry in entries:
                name = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((name + "/", depth + 1))
                elif not entry.is_file(follow_symlinks=False):
                    kind = "a symbolic link" if entry.is_symlink() else "no regular file"
                    results.failed(CHECK, name, f"is {kind}; it is not followed or opened")
                else:
                    admission.admit(name, entry.stat(follow_symlinks=False).st_size)

    def open(self, path: str) -> IO[bytes]:
        """The bytes of a member that was admitted; a link put there since is refused."""
        if path not in self.sizes:
            raise FileNotFoundError(path)
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        return os.fdopen(os.open(self._root / path, flags), "rb")


class ZipMembers:
    """Members of a zip with one top folder, read in place; nothing is unpacked to disk."""

    def __init__(self, archive: zipfile.ZipFile, results: Results, limits: Limits) -> None:
        self._archive = archive
        self._entries: dict[str, zipfile.ZipInfo] = {}
        admission = _Admission(results, limits)
        self.sizes = admission.sizes
        entries = archive.infolist()
        if len(entries) > limits.members:
            results.failed(CHECK, None, f"the zip has more than {limits.members} members")
            return
        tops = {entry.orig_filename.partition("/")[0] for entry in entries}
        self.top = min(tops, default="")
        overlapping = _overlapping(entries)
        for entry in entries:
            top, _, name = entry.orig_filename.partition("/")
            if entry.is_dir() and entry.file_size == 0 and layout.unsafe(top) is None and not name:
                continue
            why = _refused(entry, limits)
            if why is None and entry.orig_filename in overlapping:
                why = "shares bytes with another member"
            if why is None and (len(tops) > 1 or not name or layout.unsafe(top)):
                name = entry.orig_filename
                why = "does not lie in the one top folder of the zip"
            if why:
                results.failed(CHECK, name, why)
            elif admission.admit(name, entry.file_size):
                self._entries[name] = entry

    def open(self, path: str) -> IO[bytes]:
        """The bytes of a member that was admitted; its checksum is compared at the end."""
        if path not in self._entries:
            raise FileNotFoundError(path)
        return self._archive.open(self._entries[path])


def _refused(entry: zipfile.ZipInfo, limits: Limits) -> str | None:
    mode = entry.external_attr >> 16
    packed = max(1, entry.compress_size)
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return "is a link or no regular file; it is not followed or opened"
    if entry.flag_bits & 0x1:
        return "is encrypted"
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "is packed in a way that is not read here"
    if entry.file_size > limits.ratio_from_bytes and entry.file_size / packed > limits.ratio:
        return f"unpacks to more than {limits.ratio} times its packed size"
    return None


def _overlapping(entries: list[zipfile.ZipInfo]) -> frozenset[str]:
    found = set()
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < end:
            found.add(entry.orig_filename)
        end = max(end, entry.header_offset + 30 + entry.compress_size)
    return frozenset(found)
