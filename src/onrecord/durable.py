"""Files that are there whole or not at all, also after a power cut; one writer to a folder.

Write = a temporary file beside the target, synced, renamed, then the folder synced.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from pathlib import Path
from typing import Self

from onrecord.errors import StoreBusyError

_POLL_S = 0.05


def sync_folder(folder: Path) -> None:
    """Make the entries of `folder` durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def new_subfolder(folder: Path) -> None:
    """Make `folder`, if it is not there, so that it stays; its parent must exist."""
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def replace_file(path: Path, body: bytes) -> None:
    """Put `body` in place of what the file held, if anything, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    with temporary.open("wb") as out:
        out.write(body)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


class Hold:
    """The right of one process to write; it ends with the process, however that ends.

    `path`: a lock file that says who holds it or, without `names`, the very file or folder that is
    written. Where the system has no such call (Windows), nothing is held.
    """

    def __init__(self, path: Path, *, names: bool = True, wait_s: float = 0.0) -> None:
        """Wait up to `wait_s` for another holder. Raises: StoreBusyError, which says who it is."""
        self._names = names
        flags = os.O_RDWR | os.O_CREAT if self._names else os.O_RDONLY
        self._handle = os.open(path, flags, 0o644)
        tries = int(wait_s / _POLL_S)
        while not self._taken():
            if tries == 0:
                found = self._holder()
                os.close(self._handle)
                raise StoreBusyError(
                    "another process is writing here",
                    str(path.parent if self._names else path),
                    found=found,
                    advice="Wait until it has ended, or end it, then run this again",
                )
            tries -= 1
            time.sleep(_POLL_S)

    def _taken(self) -> bool:
        if sys.platform == "win32":
            return True
        import fcntl  # noqa: PLC0415 - not on every system

        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if self._names:
            words = [Path(sys.argv[0]).name, *sys.argv[1:2]]
            who = f"process {os.getpid()} on {socket.gethostname()}: {' '.join(words)}\n"
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, who.encode("utf-8", "backslashreplace"), 0)
        return True

    def _holder(self) -> str:
        said = os.pread(self._handle, 300, 0) if self._names else b""
        text = said.decode("utf-8", "replace").strip()
        return "".join(c for c in text if c.isprintable()) or "a process that did not say its name"

    def close(self) -> None:
        """Let another process write."""
        os.close(self._handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
