"""The object store: bytes under their SHA-256, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from onrecord.durable import new_subfolder, sync_folder
from onrecord.errors import FixityMismatch, RecordMissing

CHUNK_BYTES = 1 << 20
HEAD_BYTES = 8192
DAMAGED = "damaged"  # folder beside the objects: bytes found where others were stored
_UNFINISHED = ".incoming-"


class Stored(NamedTuple):
    """What was taken in."""

    sha256: str
    sha512: str
    size: int
    head: bytes


class Readable(Protocol):
    """Anything bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, fewer where fewer are ready; empty at the end."""


class ObjectStore:
    """Content-addressed objects below one folder: `<aa>/<sha256>`."""

    def __init__(self, root: Path) -> None:
        """Use the folder `root`, which must exist."""
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where the object of that name lies or would lie."""
        return self.root / sha256[:2] / sha256

    def put(self, stream: Readable) -> Stored:
        """Store all bytes of `stream`; durable when this returns. The same bytes are kept once."""
        handle, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=self.root)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                stored = _measured(stream, out.write)
                out.flush()
                os.fsync(out.fileno())
            target = self.path(stored.sha256)
            new_subfolder(target.parent)
            temporary.replace(target)
            sync_folder(target.parent)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        return stored

    def measure(self, path: Path) -> Stored:
        """What the file at `path` holds. Raises: OSError."""
        with path.open("rb") as stream:
            return _measured(stream)

    def set_aside(self, sha256: str) -> str | None:
        """Move bytes that are not what their name says out of the way; their new name, if any."""
        path = self.path(sha256)
        if not path.is_file():
            return None
        folder = self.root.parent / DAMAGED
        new_subfolder(folder)
        aside = folder / f"{sha256}.is.{self.measure(path).sha256}"
        path.replace(aside)
        sync_folder(folder)
        sync_folder(path.parent)
        return f"{DAMAGED}/{aside.name}"

    def clear_unfinished(self) -> None:
        """Remove what an interrupted `put` left; for the one process that may write here."""
        for path in self.root.glob(f"{_UNFINISHED}*"):
            path.unlink(missing_ok=True)

    def remove(self, sha256: str) -> None:
        """Remove an object, and bytes that were once found in its place."""
        for path in (self.path(sha256), *(self.root.parent / DAMAGED).glob(f"{sha256}.is.*")):
            if path.is_file():
                path.unlink()
                sync_folder(path.parent)

    def open(self, sha256: str) -> BinaryIO:
        """The object's bytes as a stream. Raises: RecordMissing if it is not held."""
        try:
            return self.path(sha256).open("rb")
        except FileNotFoundError as error:
            raise RecordMissing(
                "an object that a capture names is not in the store",
                f"objects/{sha256[:2]}/{sha256}",
                advice="Restore the case folder from a copy; the capture record is unharmed",
            ) from error

    def read(self, sha256: str) -> bytes:
        """All bytes of the object, re-hashed. Raises: RecordMissing, FixityMismatch."""
        with self.open(sha256) as stream:
            body = stream.read()
        found = hashlib.sha256(body).hexdigest()
        if found != sha256:
            raise FixityMismatch(
                "the stored bytes differ from those captured",
                f"objects/{sha256[:2]}/{sha256}",
                expected=f"sha256 {sha256}",
                found=found,
                advice="Restore this object from a copy of the case folder",
            )
        return body


def _measured(stream: Readable, write: Callable[[bytes], object] = len) -> Stored:
    """Size, digests and first bytes of a stream; each part is handed to `write`."""
    first, second = hashlib.sha256(), hashlib.sha512()
    size, head = 0, b""
    while chunk := stream.read(CHUNK_BYTES):
        head += chunk[: HEAD_BYTES - len(head)]
        first.update(chunk)
        second.update(chunk)
        size += len(chunk)
        write(chunk)
    return Stored(first.hexdigest(), second.hexdigest(), size, head)
