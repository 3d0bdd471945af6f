"""What a collector states about the circumstances of collecting, from a small file (TOML)."""

from __future__ import annotations

import dataclasses
import hashlib
import tomllib

from onrecord.errors import SettingInvalid
from onrecord.model.fixity import Handling
from onrecord.model.ids import canonical_json
from onrecord.preserve import limits

MAX_CHARS = 2_000
NAMES = tuple(each.name for each in dataclasses.fields(Handling))


def handling_from(body: bytes, where: str) -> Handling:
    """The circumstances that a file states; what it leaves out is not known.

    Raises: SettingInvalid for a name it does not know, or a value that is no text.
    """
    try:
        stated = tomllib.loads(body.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingInvalid(
            "the circumstances of collecting cannot be read", where,
            expected='lines such as: reason = "a request of the families"', found=str(error),
        ) from error  # fmt: skip
    for name, value in stated.items():
        if name not in NAMES or not isinstance(value, str) or len(value) > MAX_CHARS:
            raise SettingInvalid(
                "the circumstances of collecting cannot be read", where,
                expected=f"text of at most {MAX_CHARS} characters for {', '.join(NAMES)}",
                found=f"{name[:80]} = {str(value)[:80]}",
            )  # fmt: skip
    return Handling(**stated)


def settings_digest() -> str:
    """SHA-256 over the limits that decide what a capture takes and leaves."""
    terms = {name: value for name, value in vars(limits).items() if name.isupper()}
    return hashlib.sha256(canonical_json(terms)).hexdigest()
