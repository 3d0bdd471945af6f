"""Check "crate": the RO-Crate metadata lists the payload, with the digests of the manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from onrecord.verify.members import UNREADABLE, Members, read_whole
from onrecord.verify.records import DAMAGED
from onrecord.verify.results import Results, shown
from onrecord.wire import layout

CHECK = "crate"
MAX_BYTES = 1 << 30
_DESCRIPTOR = "ro-crate-metadata.json"
_PROFILE = "https://w3id.org/ro/crate/"


def read_crate(body: bytes) -> dict[str, dict[str, Any]]:
    """The entities of an RO-Crate by `@id`. Raises: ValueError if `body` is not one.

    An entity without a usable `@id` is left out.
    """
    data = json.loads(body)
    graph = data.get("@graph") if isinstance(data, dict) else None
    if not isinstance(graph, list):
        message = "there is no @graph"
        raise TypeError(message)
    found: dict[str, dict[str, Any]] = {}
    for entity in graph:
        if isinstance(entity, dict) and isinstance(entity.get("@id"), str):
            if entity["@id"] in found:
                message = f"{entity['@id']!a} is described twice"
                raise ValueError(message)
            found[entity["@id"]] = entity
    return found


def check_crate(
    members: Members,
    sound: frozenset[str],
    digests: Mapping[str, Mapping[str, str]],
    results: Results,
) -> None:
    """Compare the crate with the payload as found."""
    if layout.CRATE not in sound:
        results.not_checkable(CHECK, layout.CRATE, "its bytes are not those sealed")
        return
    try:
        entities = read_crate(read_whole(members, layout.CRATE, MAX_BYTES))
    except (*UNREADABLE, *DAMAGED) as error:
        results.failed(CHECK, layout.CRATE, f"is no RO-Crate metadata ({shown(error)})")
        return
    before = results.count_failed(CHECK)
    _head(entities, results)
    described = {name for name, entity in entities.items() if entity.get("@type") == "File"}
    payload = {path for path in members.sizes if path.startswith(layout.PAYLOAD)} - {layout.CRATE}
    for path in sorted(payload):
        name = path.removeprefix(layout.PAYLOAD)
        if path not in sound:
            results.not_checkable(CHECK, path, "its bytes are not those sealed")
        elif name not in described:
            results.failed(CHECK, layout.CRATE, f"does not describe {shown(path)}")
        else:
            expected = {
                "sha256": digests[path].get("sha256"),
                "contentSize": str(members.sizes[path]),
            }
            found = {key: entities[name].get(key) for key in expected}
            if found != expected:
                results.failed(CHECK, layout.CRATE, f"{shown(path)} is described as {shown(found)}")
    absent = described - {path.removeprefix(layout.PAYLOAD) for path in payload}
    for name in sorted(absent if results.count_failed("listing") == 0 else ()):
        results.failed(CHECK, layout.CRATE, f"describes {shown(name)}, which is not there")
    if results.count_failed(CHECK) == before:
        results.held(CHECK, layout.CRATE, f"describes the {len(described)} files of the payload")


def _head(entities: Mapping[str, Mapping[str, Any]], results: Results) -> None:
    descriptor, top = entities.get(_DESCRIPTOR, {}), entities.get("./", {})
    profile = descriptor.get("conformsTo")
    named = profile.get("@id") if isinstance(profile, dict) else None
    if descriptor.get("about") != {"@id": "./"} or not str(named).startswith(_PROFILE):
        results.failed(CHECK, layout.CRATE, "does not say which version of RO-Crate it follows")
    if top.get("@type") != "Dataset":
        results.failed(CHECK, layout.CRATE, "has no root data set")
