"""Reading of shipped files, each checked against the digest that the code expects."""

from __future__ import annotations

import hashlib
import json
from importlib.abc import Traversable
from importlib.resources import files
from typing import Any

from onrecord.errors import ResourceMismatch, ResourceMissing


def checked_json(name: str, sha256: str, root: Traversable | None = None) -> Any:  # noqa: ANN401 - any JSON
    """The JSON held by the resource `name` ("law/crimes.json") under `root`.

    `root` defaults to this package. Raises: ResourceMissing, ResourceMismatch.
    """
    return json.loads(checked_bytes(name, sha256, root))


def checked_bytes(name: str, sha256: str, root: Traversable | None = None) -> bytes:
    """The bytes of the resource `name` under `root`; as `checked_json`."""
    place = (root or files("onrecord.resources")).joinpath(name)
    try:
        body = place.read_bytes()
    except OSError as error:
        raise ResourceMissing(
            "a shipped file cannot be read",
            name,
            found=str(error.strerror),
            advice="Install onrecord again",
        ) from error
    found = hashlib.sha256(body).hexdigest()
    if found != sha256:
        raise ResourceMismatch(
            "a shipped file differs from the one this version was made with",
            name,
            expected=f"sha256 {sha256}",
            found=found,
            advice="Install onrecord again",
        )
    return body
