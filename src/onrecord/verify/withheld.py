"""The list of what was withheld from a redacted edition: why, and by whose authority."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.model.fixity import WITHHELD
from onrecord.verify.members import UNREADABLE, Members, read_whole
from onrecord.verify.results import Results, shown
from onrecord.wire import layout
from onrecord.wire.redactions import COLUMNS

CHECK = "withheld"
MAX_BYTES = 1 << 26
_NUMBERED = re.compile(rf"{WITHHELD}([0-9]+)")


@dataclass(frozen=True, slots=True)
class Withheld:
    """The rows of the list, by number."""

    rows: dict[int, dict[str, str]]

    def check(self, seen: set[int], gone: Mapping[int, list[str]], results: Results) -> None:
        """Each mark that is seen has its row, with a reason and an authority.

        `gone`: number -> commitments to the records that are not shown at all.
        """
        before = results.count_failed(CHECK)
        for number in sorted((seen | gone.keys()) - self.rows.keys()):
            results.failed(CHECK, layout.REDACTIONS, f"does not tell of {WITHHELD}{number}")
        for number, row in sorted(self.rows.items()):
            if not row["reason"].strip() or not row["authority"].strip():
                results.failed(CHECK, layout.REDACTIONS, f"row {number} has no reason or authority")
            if row["records"] != " | ".join(sorted(gone.get(number, ()))):
                results.failed(
                    CHECK, layout.REDACTIONS, f"row {number} tells of other records than are gone"
                )
        if results.count_failed(CHECK) == before:
            results.held(
                CHECK, layout.REDACTIONS, f"{len(self.rows)} redactions have reason and authority"
            )


def read_withheld(members: Members, sound: frozenset[str], results: Results) -> Withheld | None:
    """The list, if it is there and in order; what is wrong with it is named."""
    path = layout.REDACTIONS
    if path not in members.sizes:
        results.failed("listing", path, "is missing, and something was withheld")
        return None
    if path not in sound:
        results.not_checkable(CHECK, path, "its bytes are not those sealed")
        return None
    try:
        text = read_whole(members, path, MAX_BYTES).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        if not rows or any(set(row) != set(COLUMNS) for row in rows):
            results.failed(CHECK, path, f"has not the columns {', '.join(COLUMNS)}")
            return None
        return Withheld({int(row["number"]): row for row in rows})
    except (*UNREADABLE, csv.Error, ValueError) as error:
        results.failed(CHECK, path, f"is no list of redactions ({shown(error)})")
        return None


def rows_shown(records: Iterable[object]) -> set[int]:
    """The numbers of all marks in `records`."""
    found: set[int] = set()
    waiting: list[object] = list(records)
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.update(int(number) for number in _NUMBERED.findall(value))
        elif isinstance(value, tuple):
            waiting.extend(value)
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            waiting.extend(getattr(value, f.name) for f in dataclasses.fields(value))
    return found
