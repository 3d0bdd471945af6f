"""Verification with everything a sealed file may need: anchors, and readers of every kind."""

from __future__ import annotations

from pathlib import Path

from onrecord.errors import StoreInvalid
from onrecord.model.dossier import VerificationReport
from onrecord.read import read
from onrecord.verify.anchors import Anchors
from onrecord.verify.members import UNREADABLE, members_of, read_whole
from onrecord.verify.results import Results
from onrecord.verify.sealed import verify
from onrecord.wire import layout


def verify_file(path: Path, anchors: Anchors | None = None) -> VerificationReport:
    """Every check of a sealed file, PDF and DOCX read again included.

    Raises: StoreInvalid if `path` is a folder that holds nothing of a sealed file.
    """
    must_be_sealed(path)
    return verify(path, reread=read, anchors=anchors)


def must_be_sealed(path: Path) -> None:
    """Raises: StoreInvalid if `path` is a folder that holds nothing of a sealed file."""
    if path.is_dir() and not any((path / member).exists() for member in layout.FIXED_MEMBERS):
        raise StoreInvalid(
            "this is neither a sealed file nor a case folder",
            str(path),
            expected="a folder with bagit.txt, or one with case.sqlite",
            found="neither",
            advice="Make a sealed file with: onrecord build SOURCES --out FILE",
        )


def sealed_member(path: Path, member: str, limit: int) -> bytes:
    """The bytes of one member of a sealed file. Raises: StoreInvalid if it cannot be read."""
    with members_of(path, Results()) as members:
        try:
            return read_whole(members, member, limit)
        except UNREADABLE as error:
            raise StoreInvalid(
                "a member of the sealed file cannot be read", f"{path.name}/{member}",
                found=str(error),
            ) from error  # fmt: skip
