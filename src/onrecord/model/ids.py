"""Content-derived identifiers.

A record's id is its kind and a SHA-256 over the facts that make it what it is, never over scores,
rules or versions: a judgement on a claim survives a newer extractor that finds the same words.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar

# Facts about how a record was made, not about what it says.
NOT_IDENTITY = frozenset({"id", "score", "rule"})
HEX_CHARS = 32  # 128 bits: no collision to be found by a hostile source


def canonical_json(value: object) -> bytes:
    """UTF-8 JSON with sorted keys and no white space: the same value always gives the same bytes.

    Raises: ValueError for NaN and infinities, which JSON cannot say.
    """
    text = json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8", "surrogatepass")


def plain(value: Any, *, without: frozenset[str] = frozenset()) -> Any:  # noqa: ANN401 - any record
    """The value in terms JSON knows; fields named in `without` are left out at every depth."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: plain(getattr(value, f.name), without=without)
            for f in dataclasses.fields(value)
            if f.name not in without
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(item, without=without) for item in value]
    if isinstance(value, dict):
        return {key: plain(item, without=without) for key, item in value.items()}
    return value


def content_id(kind: str, facts: object) -> str:
    """`kind-` and 32 hex digits of the SHA-256 of the canonical JSON of `facts`."""
    body = canonical_json(plain(facts, without=NOT_IDENTITY))
    return f"{kind}-{hashlib.sha256(body).hexdigest()[:HEX_CHARS]}"


class Identified:
    """Gives a frozen record its `id`, computed from the fields named in `IDENTITY`.

    The id cannot be passed in, so it cannot be wrong.
    """

    __slots__ = ()
    KIND: ClassVar[str]
    IDENTITY: ClassVar[tuple[str, ...]]
    IDENTITY_IF_KNOWN: ClassVar[tuple[str, ...]] = ()  # later fields: ids without them stay

    def __post_init__(self) -> None:
        """Set `id`; frozen dataclasses allow it only this way."""
        facts = {name: getattr(self, name) for name in self.IDENTITY}
        for name in self.IDENTITY_IF_KNOWN:
            if (value := getattr(self, name)) is not None:
                facts[name] = value
        object.__setattr__(self, "id", content_id(self.KIND, facts))
