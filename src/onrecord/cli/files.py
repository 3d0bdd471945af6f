"""Where a command puts what it made: a new file, or standard output."""

from __future__ import annotations

import sys
from pathlib import Path

from onrecord.seal.writing import new_file


def deliver(body: bytes, out: Path | None) -> None:
    """Write `body` to the new file `out`, whole or not at all; without `out`, print it.

    Raises: OutputExistsError, InputError.
    """
    if out is None:
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
        return
    with new_file(out) as target:
        target.write_bytes(body)
