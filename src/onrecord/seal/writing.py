"""Writing a folder so that it appears whole or not at all."""

from __future__ import annotations

import glob
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from onrecord.durable import Hold, sync_folder
from onrecord.errors import InputError, OutputExistsError, StoreBusyError
from onrecord.seal.crate import Member

CHUNK_BYTES = 1 << 20
_PART = ".part"


class Folder:
    """A folder under construction; each file is hashed while it is written, then synced."""

    def __init__(self, at: Path, into: Path) -> None:
        self.at = at
        self._into = into
        self.members: dict[str, Member] = {}

    def write(self, path: str, chunks: Iterable[bytes]) -> Member:
        """The member written at `path`, which must be new."""
        target = self.at / path
        sha256, sha512, size = hashlib.sha256(), hashlib.sha512(), 0
        with plain_errors(self._into):
            target.parent.mkdir(parents=True, exist_ok=True)
            out = target.open("xb")
        try:
            for chunk in chunks:  # an error of the source is not one of writing
                sha256.update(chunk)
                sha512.update(chunk)
                size += len(chunk)
                with plain_errors(self._into):
                    out.write(chunk)
            with plain_errors(self._into):
                out.flush()
                os.fsync(out.fileno())
        finally:
            with plain_errors(self._into):
                out.close()
        member = Member(path, size, sha256.hexdigest(), sha512.hexdigest())
        self.members[path] = member
        return member

    def payload(self) -> list[Member]:
        """The members under `data/`, sorted by path."""
        return [m for path, m in sorted(self.members.items()) if path.startswith("data/")]

    def sync(self) -> None:
        """Make every folder entry durable, innermost first."""
        for folder, _, _ in os.walk(self.at, topdown=False):
            sync_folder(Path(folder))


@contextmanager
def new_folder(into: Path, written: Callable[[], object] = lambda: None) -> Iterator[Folder]:
    """A temporary sibling of `into`, renamed to it at the end; on any error it is removed.

    `written` is called before it is renamed. What an interrupted run of this name left is removed.
    Raises: OutputExistsError if `into` is taken; InputError if it cannot be written.
    """
    refuse_existing(into)
    with plain_errors(into):
        into.parent.mkdir(parents=True, exist_ok=True)
        _clear_unfinished(into)
        at = Path(tempfile.mkdtemp(prefix=_prefix(into), suffix=_PART, dir=into.parent))
    with Hold(at, names=False):
        try:
            folder = Folder(at, into)
            yield folder
            with plain_errors(into):
                at.chmod(0o755)
                folder.sync()
            written()
            with plain_errors(into):
                refuse_existing(into)
                at.rename(into)
                sync_folder(into.parent)
        except BaseException:  # Ctrl-C too: nothing half-written stays
            shutil.rmtree(at, ignore_errors=True)
            raise


def _prefix(into: Path) -> str:
    return f".{into.name[:60]}."


def _clear_unfinished(into: Path) -> None:
    """Remove what runs of that name left that did not end and are not running any more."""
    for path in into.parent.glob(f"{glob.escape(_prefix(into))}*{_PART}"):
        with suppress(StoreBusyError, FileNotFoundError), Hold(path, names=False):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


@contextmanager
def new_file(into: Path) -> Iterator[Path]:
    """A temporary sibling of `into` to write to, renamed to it at the end; as `new_folder`."""
    refuse_existing(into)
    with plain_errors(into):
        into.parent.mkdir(parents=True, exist_ok=True)
        _clear_unfinished(into)
        handle, name = tempfile.mkstemp(prefix=_prefix(into), suffix=_PART, dir=into.parent)
        os.close(handle)
    at = Path(name)
    with Hold(at, names=False):
        try:
            with plain_errors(into):
                yield at
                at.chmod(0o644)
                with at.open("rb") as written:
                    os.fsync(written.fileno())
                refuse_existing(into)
                at.rename(into)
                sync_folder(into.parent)
        except BaseException:  # Ctrl-C too
            at.unlink(missing_ok=True)
            raise


def refuse_existing(into: Path) -> None:
    """Raises: OutputExistsError if anything, even a broken link, stands at `into`."""
    if into.is_symlink() or into.exists():
        raise OutputExistsError(
            "the place to write to is already taken",
            str(into),
            advice="Choose another name, or move the existing one away",
        )


@contextmanager
def plain_errors(into: Path) -> Iterator[None]:
    """Turns an error of the file system into an InputError that names `into`."""
    try:
        yield
    except OSError as error:
        raise InputError(
            f"the sealed file could not be written ({error.strerror or error})",
            str(into),
            advice="Nothing was left behind. Make room or choose a folder you may write to",
        ) from error
