"""From the paths a person names to the single files to be captured."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import InputError, SourceMissing, SourceUnreadableError


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found under a named path: a file to capture, or why it cannot be."""

    path: Path
    origin: str  # relative to what was named, "/"-separated: no path of a machine is recorded
    method: str  # "file" or "folder"
    refused: InputError | None = None


def find(named: Path) -> Iterator[Found]:
    """Every file under `named`, folders recursively, sorted by name in each folder.

    Links that leave the folder, devices and folders that cannot be listed come with `refused`.
    Raises: SourceMissing if `named` does not exist.
    """
    if not named.exists():
        raise SourceMissing(
            "the path does not exist",
            str(named),
            expected="a file or a folder",
            found="nothing",
            advice="Check the spelling, or quote a name with spaces",
        )
    if not named.is_dir():
        yield _file(named, plain_name(named), "file")
        return
    root = named.resolve()
    yield from _folder(named, plain_name(named) or plain_name(root), root)


def plain_name(path: Path) -> str:
    """The last part of a path as text; bytes of it that are none show as their numbers."""
    return os.fsencode(path.name).decode("utf-8", "backslashreplace")


def _folder(folder: Path, origin: str, root: Path) -> Iterator[Found]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Found(folder, origin, "folder", _unreadable(origin, error))
        return
    for entry in entries:
        name = f"{origin}/{plain_name(entry)}"
        if entry.is_symlink():
            target = entry.resolve()
            if not target.is_relative_to(root) or target.is_dir():
                yield Found(
                    entry,
                    name,
                    "folder",
                    SourceUnreadableError(
                        "a link out of the named folder, or to a folder, is not followed",
                        name,
                        advice="Name the link's target itself if it belongs to the case",
                    ),
                )
                continue
        if entry.is_dir():
            yield from _folder(entry, name, root)
        else:
            yield _file(entry, name, "folder")


def _file(path: Path, origin: str, method: str) -> Found:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Found(path, origin, method, _unreadable(origin, error))
    if stat.S_ISREG(mode):
        return Found(path, origin, method)
    return Found(
        path,
        origin,
        method,
        SourceUnreadableError(
            "this is not a regular file", origin, expected="a file with bytes", found="a device"
        ),
    )


def _unreadable(origin: str, error: OSError) -> SourceUnreadableError:
    return SourceUnreadableError(
        "the system does not let it be read",
        origin,
        found=error.strerror or type(error).__name__,
        advice="Check its permissions; it is recorded as a failure, nothing else is lost",
    )
