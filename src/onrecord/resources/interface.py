"""The report's own words in languages other than English."""

from __future__ import annotations

import functools
from typing import Any

from onrecord.resources.files import checked_json

SHA256 = {"ar": "042059257769f7c492dda36f62ca4ac0e9a70cab3de1055fa5c6a079a6ef10b8"}


@functools.cache
def catalogue(language: str) -> dict[str, Any]:
    """The catalogue of a language. Raises: KeyError for one that is not there."""
    found: dict[str, Any] = checked_json(f"words/{language}.json", SHA256[language])
    return found
