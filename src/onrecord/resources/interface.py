"""The report's own words in languages other than English."""

from __future__ import annotations

import functools
from typing import Any

from onrecord.resources.files import checked_json

SHA256 = {"ar": "46d5c0c198b9d4c350eaca421fc8cb58905d3261471a9baed29fbdbde0014961"}


@functools.cache
def catalogue(language: str) -> dict[str, Any]:
    """The catalogue of a language. Raises: KeyError for one that is not there."""
    found: dict[str, Any] = checked_json(f"words/{language}.json", SHA256[language])
    return found
