"""The report's own words in languages other than English."""

from __future__ import annotations

import functools
from typing import Any

from onrecord.resources.files import checked_json

SHA256 = {"ar": "c6f50492bcbfbb82c4caaa378179d67035fc271a253234f17537ff2a9847e79f"}


@functools.cache
def catalogue(language: str) -> dict[str, Any]:
    """The catalogue of a language. Raises: KeyError for one that is not there."""
    found: dict[str, Any] = checked_json(f"words/{language}.json", SHA256[language])
    return found
