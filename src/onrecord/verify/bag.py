"""The BagIt layer: whether a folder or zip is a complete, unchanged bag.

Source: RFC 8493, and the drafts before it from version 0.93 on.

Steps: 1. bagit.txt; 2. manifests and fetch list, as text; 3. every listed member is there, every
payload member is listed; 4. digests, each member read once; 5. Payload-Oxum. Only members that were
found by walking are opened: a path in a manifest is compared, never followed.

Which member a mismatch names: a member whose bytes have none of the listed digests is at fault
itself; a manifest is, where another manifest's digest holds, or where the listed digest is nearly
the one found (a changed member changes all digits of its digest; a changed listing only some).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from onrecord.model.dossier import CheckResult
from onrecord.verify.manifests import (
    LENGTHS,
    Declaration,
    Manifest,
    fetch_faults,
    read_declaration,
    read_manifest,
    read_oxum,
)
from onrecord.verify.members import UNREADABLE, Members, chunks, members_of, read_whole
from onrecord.verify.results import Results, shown
from onrecord.wire import layout

MAX_TAG_BYTES = 1 << 30
HASHING_THREADS, BATCH = 2, 256
_MANIFEST = re.compile(r"((?:tag)?manifest)-([a-z0-9]+)\.txt")
_FALLBACK = Declaration((1, 0), "utf-8")
# Two unrelated digests agree in one hex digit of 16; half is out of reach by chance.
_NEARLY = 0.5


@dataclass(frozen=True, slots=True)
class Bag:
    """What the bag layer found out, for the checks above it."""

    manifests: tuple[Manifest, ...]
    digests: dict[str, dict[str, str]]  # path -> algorithm -> digest as found
    sound: frozenset[str]  # members that are there and have every digest listed for them


def check_bag(path: Path) -> tuple[CheckResult, ...]:
    """The results of the BagIt checks of a folder or zip; nothing outside it is touched."""
    results = Results()
    with members_of(path, results) as members:
        bag_of(members, results)
    return tuple(results.all)


def bag_of(
    members: Members,
    results: Results,
    declared: Declaration | None = None,
    always: frozenset[str] = frozenset(),
) -> Bag:
    """The bag made of `members`.

    `declared`: what bagit.txt must say; else what it says is followed. `always`: algorithms to
    compute for the payload, listed or not.
    """
    declared = _declaration(members, results, declared)
    manifests = tuple(_manifests(members, results, declared))
    if not any(manifest.name.startswith("manifest-") for manifest in manifests):
        results.failed("manifests", None, "there is no manifest of the payload")
    if "fetch.txt" in members.sizes:
        for fault in fetch_faults(_tag(members, "fetch.txt", results), declared):
            results.failed("manifests", "fetch.txt", fault)
    digests = _digests(members, manifests, always, results)
    sound: set[str] = set()
    for payload in (True, False):
        group = [each for each in manifests if each.name.startswith("manifest-") is payload]
        wanted = {path for path in members.sizes if path.startswith(layout.PAYLOAD) is payload}
        _listing(group, wanted, digests, results, every=declared.version >= (1, 0), payload=payload)
        for path in sorted(wanted & digests.keys()):
            if _digests_hold(path, group, digests[path], results):
                sound.add(path)
    _oxum(members, results, declared)
    return Bag(manifests, digests, frozenset(sound))


def _declaration(members: Members, results: Results, expected: Declaration | None) -> Declaration:
    """Step 1."""
    if layout.BAGIT not in members.sizes:
        results.failed("listing", layout.BAGIT, "is missing")
        return expected or _FALLBACK
    body = _tag(members, layout.BAGIT, results)
    try:
        found = read_declaration(body)
    except ValueError as error:
        results.failed("manifests", layout.BAGIT, shown(error))
        return expected or _FALLBACK
    if expected and (found != expected or body != layout.BAGIT_TEXT):
        results.failed("manifests", layout.BAGIT, "does not declare BagIt 1.0 in UTF-8")
        return expected
    return found


def _tag(members: Members, path: str, results: Results) -> bytes:
    try:
        return read_whole(members, path, MAX_TAG_BYTES)
    except UNREADABLE as error:
        results.failed("fixity", path, f"cannot be read ({shown(error)})")
        return b""


def _manifests(members: Members, results: Results, declared: Declaration) -> Iterable[Manifest]:
    """Step 2."""
    for path in sorted(members.sizes):
        found = _MANIFEST.fullmatch(path)
        if not found:
            continue
        if found[2] not in LENGTHS:
            results.failed("manifests", path, f"uses {found[2]}, which is not known")
            continue
        body = _tag(members, path, results)
        manifest = read_manifest(path, found[2], body, declared)
        for fault in manifest.faults:
            results.failed("manifests", path, fault)
        yield manifest


def _digests(
    members: Members, manifests: tuple[Manifest, ...], always: frozenset[str], results: Results
) -> dict[str, dict[str, str]]:
    """Step 4, first part: every member read once, for all algorithms that its manifests use."""
    payload, tags = (
        frozenset(m.algorithm for m in manifests if m.name.startswith("manifest-") is wanted)
        for wanted in (True, False)
    )

    def hashed(path: str) -> dict[str, str] | Exception:
        names = payload | always if path.startswith(layout.PAYLOAD) else tags
        hashes = {name: hashlib.new(name, usedforsecurity=False) for name in sorted(names)}
        try:
            for part in chunks(members, path):
                for each in hashes.values():
                    each.update(part)
        except UNREADABLE as error:
            return error
        return {name: each.hexdigest() for name, each in hashes.items()}

    found: dict[str, dict[str, str]] = {}
    paths = iter(sorted(members.sizes))
    # Hashing runs outside the interpreter lock; a batch bounds what waits in the pool.
    with ThreadPoolExecutor(HASHING_THREADS) as pool:
        while batch := list(islice(paths, BATCH)):
            for path, outcome in zip(batch, pool.map(hashed, batch), strict=True):
                if isinstance(outcome, Exception):
                    results.failed("fixity", path, f"cannot be read ({shown(outcome)})")
                else:
                    found[path] = outcome
    return found


def _listing(
    group: list[Manifest],
    present: set[str],
    digests: dict[str, dict[str, str]],
    results: Results,
    *,
    every: bool,
    payload: bool,
) -> None:
    """Step 3."""
    before = results.count_failed("listing")
    listed = set().union(*(manifest.rows for manifest in group))
    by_key = {layout.same_name_key(path): path for path in present - listed}
    by_digest = {
        digest: path for path, found in sorted(digests.items()) for digest in found.values()
    }
    for path in sorted(listed - present):
        lists = [manifest for manifest in group if path in manifest.rows]
        other = by_key.get(layout.same_name_key(path)) or by_digest.get(lists[0].rows[path])
        if other is None or other in listed:
            others = ""
        else:
            others = f"; {shown(other)} may be the same under another name"
        if _listing_altered(path, other, len(lists), len(group)):
            results.failed("listing", lists[0].name, f"lists {shown(path)}, which is not there")
        else:
            results.failed("listing", path, f"is listed but missing{others}")
    for path in sorted(present if payload else ()):
        absent = [manifest.name for manifest in group if path not in manifest.rows]
        if len(absent) == len(group) and group:
            results.failed("listing", path, "no manifest lists it")
        elif every:
            for name in absent:
                results.failed("listing", name, f"does not list {shown(path)}")
    if group and results.count_failed("listing") == before:
        what = "payload" if payload else "tag"
        results.held("listing", None, f"every listed {what} file is there ({len(listed)})")


def _listing_altered(path: str, other: str | None, lists: int, group: int) -> bool:
    """Whether the listing of an absent path is at fault, and not the member."""
    if lists < group:
        return True
    return other is not None and layout.belongs(other) and not layout.belongs(path)


def _digests_hold(
    path: str, group: list[Manifest], found: dict[str, str], results: Results
) -> bool:
    """Step 4, second part."""
    lists = [manifest for manifest in group if path in manifest.rows]
    wrong = [m for m in lists if m.rows[path] != found[m.algorithm]]
    if not wrong:
        if lists:
            names = " and ".join(m.algorithm for m in lists)
            results.held("fixity", path, f"has the listed {names}")
        return bool(lists)
    listing = len(wrong) < len(lists) or all(
        _nearly(m.rows[path], found[m.algorithm]) for m in wrong
    )
    for manifest in wrong:
        named = manifest.name if listing else path
        what = f"{manifest.algorithm} of {shown(path)}" if listing else manifest.algorithm
        results.failed(
            "fixity",
            named,
            f"{what} is {found[manifest.algorithm]}, {manifest.name} says {manifest.rows[path]}",
        )
    return listing


def _nearly(listed: str, found: str) -> bool:
    same = sum(left == right for left, right in zip(listed, found, strict=True))
    return same > _NEARLY * len(found)


def _oxum(members: Members, results: Results, declared: Declaration) -> None:
    """Step 5."""
    info = next((p for p in (layout.BAG_INFO, "package-info.txt") if p in members.sizes), None)
    if info is None:
        return
    try:
        stated = read_oxum(_tag(members, info, results), declared)
    except (UnicodeError, ValueError):
        results.failed("oxum", info, f"is not {declared.encoding} text")
        return
    if stated is None:
        return
    payload = [size for path, size in members.sizes.items() if path.startswith(layout.PAYLOAD)]
    found = f"{sum(payload)}.{len(payload)}"
    if stated == found:
        results.held("oxum", info, f"the payload has the stated size and number ({found})")
    elif results.count_failed():
        results.not_checkable("oxum", info, "other members are missing, added or changed")
    else:
        results.failed("oxum", info, f"states Payload-Oxum {shown(stated)}, found {found}")
