"""What tests do to sealed files: seal the sample, change it, hash everything again."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from onrecord.model.dossier import CheckResult, VerificationReport
from onrecord.model.vocab import Outcome
from onrecord.seal.bag import seal
from onrecord.wire import layout
from sealed_sample import OBJECTS, SEALED_AT, read_object, sample

MEMBERS = sorted(
    {
        *layout.FIXED_MEMBERS,
        *layout.OPTIONAL_MEMBERS,
        layout.STANDALONE,
        *(layout.object_path(sha256) for sha256 in OBJECTS),
    }
)


def sealed_sample(into: Path) -> Path:
    return seal(sample(), read_object, into, sealed_at=SEALED_AT)


def copy_of(sealed: Path, into: Path) -> Path:
    shutil.copytree(sealed, into, symlinks=True)
    return into


def edit(folder: Path, member: str, change: Callable[[bytes], bytes]) -> None:
    path = folder / member
    before = path.read_bytes()
    after = change(before)
    assert after != before, "the edit changes nothing"
    path.write_bytes(after)


def edit_record(folder: Path, member: str, old: str, new: str) -> None:
    """Change text inside the records of a file, once."""
    edit(folder, member, lambda body: body.replace(old.encode(), new.encode(), 1))


def hash_again(folder: Path, *, crate: bool = True) -> None:
    """What an insider would do: crate, manifests, Payload-Oxum and tag manifest made to fit."""
    if crate:
        path = folder / layout.CRATE
        data = json.loads(path.read_bytes())
        for entity in data["@graph"]:
            member = folder / layout.PAYLOAD / entity["@id"]
            if entity.get("@type") == "File" and member.is_file():
                entity["sha256"] = digest_of(member, "sha256")
                entity["contentSize"] = str(member.stat().st_size)
        path.write_text(json.dumps(data), encoding="utf-8")
    payload = [path for path in (folder / "data").rglob("*") if path.is_file()]
    for algorithm in ("sha256", "sha512"):
        _write_manifest(folder, folder / f"manifest-{algorithm}.txt", payload, algorithm)
    info = folder / layout.BAG_INFO
    size = sum(path.stat().st_size for path in payload)
    lines = [
        line if not line.startswith("Payload-Oxum") else f"Payload-Oxum: {size}.{len(payload)}"
        for line in info.read_text().splitlines()
    ]
    info.write_text("\n".join(lines) + "\n")
    tags = [
        path for path in folder.iterdir() if path.is_file() and path.name != layout.TAG_MANIFEST
    ]
    _write_manifest(folder, folder / layout.TAG_MANIFEST, tags, "sha256")


def _write_manifest(folder: Path, manifest: Path, members: list[Path], algorithm: str) -> None:
    rows = sorted((path.relative_to(folder).as_posix(), path) for path in members)
    manifest.write_text("".join(f"{digest_of(path, algorithm)}  {name}\n" for name, path in rows))


def digest_of(path: Path, algorithm: str) -> str:
    return hashlib.new(algorithm, path.read_bytes()).hexdigest()


def failed(report: VerificationReport) -> dict[str | None, list[str]]:
    """Member -> messages of what failed."""
    found: dict[str | None, list[str]] = {}
    for result in report.failed():
        found.setdefault(result.member, []).append(result.message)
    return found


def results_of(
    report: VerificationReport, check: str, outcome: Outcome = Outcome.FAILED
) -> list[CheckResult]:
    return [each for each in report.results if each.check == check and each.outcome is outcome]
