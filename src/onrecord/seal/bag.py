"""Seal a dossier: a BagIt 1.0 folder that a stranger can check, and the same as a zip.

Steps: 1. objects, hashed again while they are copied; 2. records; 3. tables; 4. custody log and
checkpoint, signed if there is a signer, then with proofs; 5. report and the stand-alone verifier;
6. RO-Crate metadata over all of these; 7. manifests, bag-info.txt and VERIFY.txt; 8. the manifest
of the tag files; 9. its signature. Everything is written beside `into` and renamed at the end.
Same dossier, same `sealed_at`, same key: same bytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from onrecord import __version__
from onrecord.errors import FixityMismatch, InputError, SettingInvalid
from onrecord.model.dossier import Dossier
from onrecord.model.fixity import Capture
from onrecord.resources.verifiers import standalone
from onrecord.seal.crate import Member, crate_metadata
from onrecord.seal.map_live import LiveCode
from onrecord.seal.report import report_html
from onrecord.seal.signing import Original, sign_tag_manifest, write_checkpoint, write_log
from onrecord.seal.verify_text import verify_text
from onrecord.seal.writing import CHUNK_BYTES, Folder, new_file, new_folder
from onrecord.seams.trust import Signer
from onrecord.wire import layout
from onrecord.wire.jsonld import jsonld
from onrecord.wire.tables import lookup_of, tables

_ZIP_EPOCH = (1980, 1, 1)


def seal(
    dossier: Dossier,
    read_object: Callable[[str], BinaryIO],
    into: Path,
    *,
    sealed_at: datetime,
    signer: Signer | None = None,
    timestamps: Mapping[str, bytes] | None = None,
    more: Mapping[str, bytes] | None = None,
    original: Original | None = None,
    written: Callable[[], object] = lambda: None,
    live: LiveCode | None = None,
) -> Path:
    """The folder `into`, holding the sealed dossier; `read_object` opens an object by sha256.

    `signer` signs it; the custody log must make its key known. `timestamps`: tokens over earlier
    states of the log, by their path in the sealed file. `more`: further members. `original`: what
    the file is a redacted edition of. `written` is called when everything is on
    the disk, before it gets its name. `live`: the report's map can be moved.
    Raises: OutputExistsError if `into` is taken; FixityMismatch if an object is not what its
    captures say; InputError if the folder cannot be written.
    """
    if sealed_at.tzinfo is None:
        raise SettingInvalid(
            "the time of sealing has no time zone", sealed_at.isoformat(), expected="a UTC instant"
        )
    at = sealed_at.astimezone(UTC)
    with new_folder(into, written) as folder:
        _objects(folder, dossier, read_object)
        for kind, (field, path) in layout.RECORD_FILES.items():
            records = getattr(dossier, field)
            if records or kind not in layout.OPTIONAL_RECORDS:
                folder.write(path, jsonld(records))
        lookup = lookup_of(dossier)
        for name, body in tables(dossier, lookup).items():
            folder.write(layout.table_path(name), [body])
        write_log(folder, dossier)
        write_checkpoint(folder, dossier, signer, original)
        for path, body in sorted({**(timestamps or {}), **(more or {})}.items()):
            folder.write(path, [body])
        folder.write(layout.REPORT, [report_html(dossier, live=live)])
        folder.write(layout.STANDALONE, [standalone()])
        folder.write(layout.CRATE, [crate_metadata(dossier, folder.payload(), at)])
        _tag_files(folder, verify_text(dossier, lookup, signed=signer is not None), at)
        if signer:
            sign_tag_manifest(folder, dossier, signer)
    return into


def _objects(folder: Folder, dossier: Dossier, read_object: Callable[[str], BinaryIO]) -> None:
    """Step 1. Each object once, compared with every capture of it."""
    captures: dict[str, list[Capture]] = {}
    for capture in dossier.captures:
        captures.setdefault(capture.sha256, []).append(capture)
    for sha256, of_it in sorted(captures.items()):
        with read_object(sha256) as stream:
            member = folder.write(layout.object_path(sha256), _chunks(stream))
        for capture in of_it:
            expected = (sha256, capture.sha512, capture.size)
            found = (member.sha256, member.sha512, member.size)
            if found != expected:
                raise FixityMismatch(
                    "the stored bytes are not those that were captured",
                    capture.origin,
                    expected=f"sha256 {sha256}, {capture.size} bytes",
                    found=f"sha256 {member.sha256}, {member.size} bytes",
                    advice="Restore the object from a copy before sealing",
                )


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


def _tag_files(folder: Folder, guide: bytes, at: datetime) -> None:
    """Steps 7 and 8."""
    payload = folder.payload()
    size = sum(member.size for member in payload)
    info = (
        f"Bag-Software-Agent: onrecord {__version__}\n"
        f"Bagging-Date: {at.date().isoformat()}\n"
        f"Payload-Oxum: {size}.{len(payload)}\n"
    )
    tags = [
        folder.write(layout.BAGIT, [layout.BAGIT_TEXT]),
        folder.write(layout.BAG_INFO, [info.encode()]),
        folder.write(layout.MANIFEST_SHA256, [_manifest(payload, "sha256")]),
        folder.write(layout.MANIFEST_SHA512, [_manifest(payload, "sha512")]),
        folder.write(layout.VERIFY, [guide]),
    ]
    folder.write(layout.TAG_MANIFEST, [_manifest(tags, "sha256")])


def _manifest(members: list[Member], algorithm: str) -> bytes:
    rows = sorted((member.path, getattr(member, algorithm)) for member in members)
    return "".join(f"{digest}  {path}\n" for path, digest in rows).encode()


def zip_sealed(folder: Path, into: Path) -> None:
    """Write the sealed `folder` as the zip `into`: stored, sorted, times from the bagging date.

    The zip holds one top folder, called as `folder` is. Same folder and name: same bytes.
    Raises: OutputExistsError if `into` is taken; InputError if it cannot be written or `folder`
    holds a link or a name that a zip should not carry.
    """
    names = sorted(_members(folder))
    top = folder.resolve().name
    stamp = (*_bagging_date(folder), 0, 0, 0)
    with new_file(into) as target, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(f"{top}/{name}", stamp)
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o100644 << 16
            entry.file_size = (folder / name).stat().st_size
            with (folder / name).open("rb") as source, archive.open(entry, "w") as out:
                for chunk in _chunks(source):
                    out.write(chunk)


def _members(folder: Path) -> Iterator[str]:
    if not folder.is_dir():
        raise InputError("there is no sealed folder to put into a zip", str(folder))
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        why = "is a link" if path.is_symlink() else layout.unsafe(name)
        if why:
            raise InputError(f"a member cannot go into a zip: its name {why}", name)
        if path.is_file():
            yield name


def _bagging_date(folder: Path) -> tuple[int, int, int]:
    info = (folder / layout.BAG_INFO).read_text(encoding="utf-8")
    for line in info.splitlines():
        label, _, value = line.partition(": ")
        if label == "Bagging-Date":
            on = datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC)
            return max(_ZIP_EPOCH, (on.year, on.month, on.day))
    return _ZIP_EPOCH
