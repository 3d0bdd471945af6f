"""The wiring of redaction, above the pipeline: a sealed file to a redacted edition of it."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from onrecord import pipeline
from onrecord.checking import verify_file
from onrecord.errors import LeakError, SettingInvalid, StoreInvalid
from onrecord.model.dossier import Dossier
from onrecord.seal.bag import seal
from onrecord.seal.leaks import leaks
from onrecord.seal.redact import Edition, redact
from onrecord.seal.signing import Original
from onrecord.seams.trust import Signer
from onrecord.verify.members import Members, members_of, read_whole
from onrecord.verify.restricted import restricted_body
from onrecord.verify.results import Results
from onrecord.verify.sealed import open_sealed
from onrecord.wire import layout
from onrecord.wire.contents import committer_of, segments
from onrecord.wire.notes import MAX_BYTES
from onrecord.wire.redactions import Redaction, withheld_table

SHOWN = 5


def redacted(
    path: Path,
    into: Path,
    redactions: Sequence[Redaction],
    *,
    at: datetime,
    signer: Signer | None = None,
    encrypt: Callable[[bytes], bytes] | None = None,
) -> Edition:
    """Write to `into` the edition of the sealed file at `path` without what `redactions` name.

    `encrypt`: objects withheld as a whole go along, encrypted to those who may read them.
    Written beside `into`, searched for what was withheld, verified, then renamed. Raises:
    StoreInvalid for a file that does not hold or was sealed without a seed; LeakError, and nothing
    is written; OutputExistsError, SettingInvalid.
    """
    pipeline.must_be_free(into)
    if verify_file(path).failed():
        raise StoreInvalid(
            "a file that does not hold is not redacted", str(path), advice="Run onrecord verify"
        )
    with ExitStack() as stack:
        members = stack.enter_context(members_of(path, Results()))
        edition = redact(open_sealed(path), redactions, _seed(members, path))
        scratch = stack.enter_context(
            tempfile.TemporaryDirectory(prefix=".onrecord-", dir=into.absolute().parent)
        )
        folder = Path(scratch) / into.name
        restricted = _restricted(edition, members, encrypt) if encrypt else {}
        _write(folder, edition, members, redactions, restricted, at=at, signer=signer)
        _must_be_silent(folder, edition)
        failed = verify_file(folder).failed()
        if failed:
            raise SettingInvalid(
                "the edition does not verify, so it was not written", str(into),
                found=failed[0].message,
                advice="Withhold the whole object instead, and report this",
            )  # fmt: skip
        folder.rename(into)
    return edition


def _seed(members: Members, path: Path) -> bytes:
    if layout.SEED not in members.sizes:
        raise StoreInvalid(
            "there is nothing to open the contents with, so no edition can show that it is one",
            f"{path.name}/{layout.SEED}",
            advice="Seal the case again; cases made by this version can be redacted",
        )
    return bytes.fromhex(read_whole(members, layout.SEED, MAX_BYTES).decode("ascii"))


def _write(
    folder: Path,
    edition: Edition,
    members: Members,
    redactions: Sequence[Redaction],
    restricted: Mapping[str, bytes],
    *,
    at: datetime,
    signer: Signer | None,
) -> None:
    def read_object(sha256: str) -> BinaryIO:
        body = edition.objects.get(sha256)
        if body is not None:
            return io.BytesIO(body)
        return cast("BinaryIO", members.open(layout.object_path(sha256)))

    vkey = layout.VKEY if layout.VKEY in members.sizes else None
    original = Original(
        read_whole(members, layout.CHECKPOINT, MAX_BYTES),
        read_whole(members, vkey, MAX_BYTES) if vkey else None,
    )
    tokens = [each for each in members.sizes if layout.token_size_of(each)]
    instant = at.isoformat().replace("+00:00", "Z")
    more = {
        layout.OPENINGS: b"".join(line + b"\n" for line in edition.openings),
        layout.REDACTIONS: withheld_table(redactions, edition.gone, instant),
        **{each: read_whole(members, each) for each in tokens},
        **restricted,
    }
    seal(
        edition.dossier, read_object, folder,
        sealed_at=at, signer=signer, more=more, original=original,
    )  # fmt: skip


def _restricted(
    edition: Edition, members: Members, encrypt: Callable[[bytes], bytes]
) -> dict[str, bytes]:
    """The objects that are withheld as a whole, encrypted, by their path in the edition."""
    made = {}
    for number, (capture, key, names) in enumerate(edition.restricted, start=1):
        body = read_whole(members, layout.object_path(capture.sha256))
        path = layout.restricted_path(number)
        made[path] = encrypt(restricted_body(capture, key, names, body))
    return made


def _must_be_silent(folder: Path, edition: Edition) -> None:
    found = [*leaks(folder, edition.secrets)]
    if found:
        named = ", ".join(f"{each.member} ({each.what})" for each in found[:SHOWN])
        raise LeakError(
            "what was to be withheld still stands in the edition, so it was not written",
            folder.name,
            found=named + (f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""),
            advice="Withhold that object as a whole (kind object), or other forms of the words too",
        )


def disclosed(dossier: Dossier, seed: bytes, words: str) -> tuple[str, ...]:
    """The salts of each place where a text has the segment `words`: to show it later, alone.

    SHA-256 over one of them and the words is the digest in the openings of an edition.
    """
    committer, found = committer_of(dossier, seed), []
    for document in dossier.documents:
        parts = segments(document.text)
        salts = committer.key(document).text_salts(len(parts))
        found += [salt for salt, part in zip(salts, parts, strict=True) if part == words]
    return tuple(found)
