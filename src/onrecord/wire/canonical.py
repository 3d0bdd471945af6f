"""Records as canonical JSON, and back. The same record always gives the same bytes.

Every record on its own line or in its own cell carries `schema` ("claim/1"). Reading checks the
version, the names and types of all fields, and that the id is what the content gives.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from onrecord.errors import AnchorMismatch, SchemaVersionError
from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.document import Document
from onrecord.model.dossier import CheckResult
from onrecord.model.entity import Party, Place
from onrecord.model.fixity import Capture, CustodyEvent, Failure
from onrecord.model.ids import canonical_json, plain
from onrecord.model.incident import Incident, Independence
from onrecord.model.judgement import Judgement
from onrecord.model.law import Crime, ElementFinding, Pattern, Protection

Record = TypeVar("Record")

# Kind of record -> (class, newest schema version). A changed field bumps the version and keeps
# the old reader.
SCHEMAS: dict[str, tuple[type[Any], int]] = {
    "capture": (Capture, 3),
    "document": (Document, 1),
    "claim": (Claim, 1),
    "allegation": (Allegation, 1),
    "party": (Party, 1),
    "place": (Place, 1),
    "independence": (Independence, 1),
    "incident": (Incident, 1),
    "crime": (Crime, 1),
    "finding": (ElementFinding, 2),
    "protection": (Protection, 1),
    "pattern": (Pattern, 1),
    "judgement": (Judgement, 1),
    "event": (CustodyEvent, 2),
    "failure": (Failure, 1),
    "check": (CheckResult, 1),
}


def _capture_1_to_2(terms: dict[str, Any]) -> dict[str, Any]:
    """Version 1 knew files and folders alone: none of what version 2 adds was recorded."""
    return {**terms, "container": None, "member": None, "retrieval": None, "embedded": None}


def _finding_1_to_2(terms: dict[str, Any]) -> dict[str, Any]:
    """Version 1 knew neither decisions of people nor leads."""
    gap = terms.get("gap")
    return {
        **terms,
        "judgement": None,
        "gap": {**gap, "evidence": [], "leads": []} if isinstance(gap, dict) else gap,
    }


def _event_1_to_2(terms: dict[str, Any]) -> dict[str, Any]:
    """Version 1 stood in the log in the open."""
    return {**terms, "commitments": []}


def _capture_2_to_3(terms: dict[str, Any]) -> dict[str, Any]:
    """Version 2 recorded nothing of the file's own time, the circumstances and the limits."""
    return {**terms, "modified_at": None, "handling": None, "settings": None}


# Schema -> the next one, and the step from the terms of the one to those of the other.
UPGRADES: dict[str, tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    "capture/1": ("capture/2", _capture_1_to_2),
    "capture/2": ("capture/3", _capture_2_to_3),
    "event/1": ("event/2", _event_1_to_2),
    "finding/1": ("finding/2", _finding_1_to_2),
}
KIND_OF: dict[type[Any], str] = {cls: kind for kind, (cls, _) in SCHEMAS.items()}


def to_plain(record: object) -> dict[str, Any]:
    """The record as JSON terms, with its `schema`. Raises: KeyError for a class without schema."""
    kind = KIND_OF[type(record)]
    return {"schema": f"{kind}/{SCHEMAS[kind][1]}", **plain(record)}


def encode(record: object) -> bytes:
    """One record as canonical JSON, without a line end."""
    return canonical_json(to_plain(record))


def decode(body: bytes | str, expected: type[Record]) -> Record:
    """The record that `body` holds.

    Raises: SchemaVersionError for an unknown version or fields that do not fit it;
    AnchorMismatch if the content does not give the id it carries.
    """
    return from_plain(json.loads(body), expected)


def from_plain(data: object, expected: type[Record]) -> Record:
    """The record held by JSON terms; as `decode`."""
    kind = KIND_OF[expected]
    known = f"{kind}/{SCHEMAS[kind][1]}"
    data = _newest(data, kind) if isinstance(data, dict) else data
    if not isinstance(data, dict) or data.get("schema") != known:
        raise SchemaVersionError(
            "a record has a schema this version cannot read",
            kind,
            expected=known,
            found=str(data.get("schema")) if isinstance(data, dict) else type(data).__name__,
            advice="Open it with the version of onrecord that wrote it, or a newer one",
        )
    facts = {name: value for name, value in data.items() if name != "schema"}
    try:
        return typing.cast("Record", _build(facts, expected))
    except (TypeError, ValueError, KeyError) as error:
        raise SchemaVersionError(
            f"a record does not have the fields of its schema ({error})", kind, expected=known
        ) from error


def is_canonical(body: bytes, record: object) -> bool:
    """Whether `body` is the canonical form of `record`, in its own or an earlier version."""
    if encode(record) == body:
        return True
    terms = json.loads(body)
    kind = KIND_OF[type(record)]
    earlier = isinstance(terms, dict) and terms.get("schema") != f"{kind}/{SCHEMAS[kind][1]}"
    return earlier and canonical_json(terms) == body


def _newest(terms: dict[str, Any], kind: str) -> dict[str, Any]:
    """The terms in the newest version, if an upgrade leads there from theirs."""
    while (schema := str(terms.get("schema"))).startswith(f"{kind}/") and schema in UPGRADES:
        newer, step = UPGRADES[schema]
        terms = {**step(terms), "schema": newer}
    return terms


def lines(records: Iterable[object]) -> Iterator[bytes]:
    """One canonical line a record, each ended by a line feed."""
    for record in records:
        yield encode(record) + b"\n"


@functools.cache
def _fields(cls: type[Any]) -> tuple[tuple[str, Any, bool, bool], ...]:
    hints = typing.get_type_hints(cls)
    return tuple(
        (
            f.name,
            hints[f.name],
            f.init,
            f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING,
        )
        for f in dataclasses.fields(cls)
    )


def _build(data: Any, cls: Any, inner: Any = None) -> Any:  # noqa: ANN401 - any JSON, any record
    if not isinstance(data, dict):
        message = f"{cls.__name__} wants an object, found {type(data).__name__}"
        raise TypeError(message)
    fields = _fields(cls)
    unknown = set(data) - {name for name, *_ in fields}
    if unknown:
        message = f"{cls.__name__} has no field {min(unknown)!r}"
        raise TypeError(message)
    facts = {
        name: _value(data[name], inner if isinstance(hint, TypeVar) else hint)
        for name, hint, init, required in fields
        if init and (required or name in data)
    }
    record = cls(**facts)
    if "id" in data and record.id != data["id"]:
        raise AnchorMismatch(
            "a record is not what its id says",
            str(data["id"]),
            expected=str(data["id"]),
            found=record.id,
        )
    return record


def _value(data: Any, hint: Any) -> Any:  # noqa: ANN401 - any JSON, any type
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        options = [option for option in typing.get_args(hint) if option is not type(None)]
        return None if data is None else _value(data, options[0])
    if origin is tuple:
        args = typing.get_args(hint)
        if not isinstance(data, list):
            message = f"a list was expected, found {type(data).__name__}"
            raise TypeError(message)
        if len(args) == 2 and args[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
            return tuple(_value(item, args[0]) for item in data)
        return tuple(_value(item, arg) for item, arg in zip(data, args, strict=True))
    if origin is not None and dataclasses.is_dataclass(origin):
        return _build(data, origin, typing.get_args(hint)[0])
    if dataclasses.is_dataclass(hint):
        return _build(data, hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(data)
    if hint is datetime:
        return datetime.fromisoformat(data)
    if hint is date:
        return date.fromisoformat(data)
    if hint is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, hint) or (isinstance(data, bool) and hint is not bool):
        message = f"{hint.__name__} was expected, found {type(data).__name__}"
        raise TypeError(message)
    return data
