"""The report's own words in languages other than English."""

from __future__ import annotations

import functools
from typing import Any

from onrecord.resources.files import checked_json

SHA256 = {"ar": "992d177e503e34f74d6eb9d7e25df5b443bf036b4b76c904b5c442a13c6cf60e"}


@functools.cache
def catalogue(language: str) -> dict[str, Any]:
    """The catalogue of a language. Raises: KeyError for one that is not there."""
    found: dict[str, Any] = checked_json(f"words/{language}.json", SHA256[language])
    return found
