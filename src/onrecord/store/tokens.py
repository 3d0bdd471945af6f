"""The timestamps over the log of a case: files beside the database."""

from __future__ import annotations

from pathlib import Path

from onrecord.wire import layout

TIMESTAMPS = "timestamps"  # folder of a case that holds tokens and the queue of queries


def log_tokens(case: Path) -> dict[str, bytes]:
    """The timestamps over the log of the case folder, by their path in a sealed file.

    With each comes what authorities said of its certificates, if that was asked.
    """
    found = {}
    for path in sorted((case / TIMESTAMPS).glob("*.tsr*")):
        member = f"{layout.LOG_TOKENS}{path.name}"
        if layout.token_size_of(member) is not None or layout.is_lists(member):
            found[member] = path.read_bytes()
    return found
