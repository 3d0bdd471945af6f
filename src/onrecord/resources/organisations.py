"""Names known to mean one organisation, kept by hand with their source."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from onrecord.model.vocab import PartyKind
from onrecord.resources.files import checked_json

ORGANISATIONS_SHA256 = "b758a399b7a5edcf156bb839d8585c692f6d7523c0d33f3f9b7a4b2613eb4ad2"


@dataclass(frozen=True, slots=True)
class Organisation:
    """Names of one body, the main one first, and where the body itself uses them."""

    kind: PartyKind
    names: tuple[str, ...]
    source: str


@functools.cache
def organisations() -> tuple[Organisation, ...]:
    """All known bodies, in the order of the file. Raises: ResourceMissing, ResourceMismatch."""
    rows = checked_json("names/organisations.json", ORGANISATIONS_SHA256)["organisations"]
    return tuple(
        Organisation(PartyKind(row["kind"]), tuple(row["names"]), row["source"]) for row in rows
    )
