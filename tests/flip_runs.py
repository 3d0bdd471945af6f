"""A signed and stamped sealed file of many sources, and bits flipped in it one at a time."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from typing import BinaryIO

from authority import Authority, identity
from onrecord.model.dossier import Dossier
from onrecord.model.fixity import Capture, CustodyEvent
from onrecord.seal.bag import seal
from onrecord.verify.anchors import Anchors
from onrecord.verify.sealed import verify
from onrecord.wire import layout
from sealed_sample import OBJECTS, SEALED_AT, read_object
from signed_sample import SEALER, signed_dossier, trusted

ROOT = identity("Test root", ca=True, usages=())
AUTHORITY = Authority(identity("Test authority", ROOT))
TOKEN = layout.seal_token_path("test")
KEY = trusted(SEALER)
READERS = {
    "nothing from outside": Anchors(),
    "the signer's key": KEY,
    "key and authority's root": replace(KEY, roots=(ROOT.pem,)),
}
# What a reader without these anchors cannot check: listed in docs/reference/sealed-file.md.
LISTED = {
    "nothing from outside": {layout.SIGNATURE, TOKEN},
    "the signer's key": {TOKEN},
    "key and authority's root": {TOKEN},
}


@dataclass(frozen=True)
class Flip:
    """One bit of one member."""

    member: str
    byte: int
    bit: int


class Flips:
    """The sealed file, and what three readers see of a flip in it."""

    def __init__(self, work: Path, sources: int) -> None:
        self.folder = _sealed(work / "file", sources)
        token = AUTHORITY.stamp((self.folder / layout.TAG_MANIFEST).read_bytes())
        (self.folder / TOKEN).write_bytes(token)
        paths = sorted(path for path in self.folder.rglob("*") if path.is_file())
        self.members = [path.relative_to(self.folder).as_posix() for path in paths]
        for reader, anchors in READERS.items():
            failed = verify(self.folder, anchors=anchors).failed()
            assert not failed, (reader, failed[0].message)

    def places(self, number: int, chance: random.Random) -> Iterator[Flip]:
        """Flips in turns over the members, so that each is hit as often."""
        for member in islice(cycle(self.members), number):
            size = (self.folder / member).stat().st_size
            yield Flip(member, chance.randrange(size), chance.randrange(8))

    def outcomes(self, flip: Flip) -> dict[str, str]:
        """Reader -> named, listed or unseen; the bit is put back."""
        path = self.folder / flip.member
        body = path.read_bytes()
        changed = bytearray(body)
        changed[flip.byte] ^= 1 << flip.bit
        path.write_bytes(changed)
        try:
            return {reader: self._outcome(flip.member, reader) for reader in READERS}
        finally:
            path.write_bytes(body)

    def _outcome(self, member: str, reader: str) -> str:
        report = verify(self.folder, anchors=READERS[reader])
        if member in {result.member for result in report.failed()}:
            return "named"
        return "listed" if member in LISTED[reader] and not report.failed() else "unseen"


def _sealed(into: Path, sources: int) -> Path:
    made = signed_dossier()
    bodies = {
        hashlib.sha256(body).hexdigest(): body
        for number in range(sources - len(made.captures))
        for body in (f"Report {number} of an invented place.\n".encode() * (number + 1),)
    }
    captures = [
        _capture(made.captures[0], number, body) for number, body in enumerate(bodies.values())
    ]
    dossier = _with(made, captures)

    def read(sha256: str) -> BinaryIO:
        return BytesIO(bodies[sha256]) if sha256 in bodies else read_object(sha256)

    assert not bodies.keys() & OBJECTS.keys()
    return seal(dossier, read, into, sealed_at=SEALED_AT, signer=SEALER)


def _capture(like: Capture, number: int, body: bytes) -> Capture:
    return replace(
        like,
        origin=f"more/report-{number}.txt",
        original_name=f"report-{number}.txt",
        sha256=hashlib.sha256(body).hexdigest(),
        sha512=hashlib.sha512(body).hexdigest(),
        size=len(body),
    )


def _with(made: Dossier, captures: list[Capture]) -> Dossier:
    events = tuple(
        CustodyEvent(SEALED_AT, "local", "collector-7", "captured", each.sha256, each.id)
        for each in captures
    )
    return replace(
        made,
        captures=tuple(sorted((*made.captures, *captures), key=lambda each: each.id)),
        custody=(*made.custody[:-1], *events, made.custody[-1]),
    )
