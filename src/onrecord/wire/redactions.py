"""What to withhold from a file, and the list of it in a redacted edition: two CSV tables."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

KINDS = ("words", "party", "place", "object", "field")
FIELDS = frozenset({"capture.collector", "capture.origin", "capture.original_name"})
ASKED = ("kind", "value", "reason", "authority")
COLUMNS = ("number", "kind", "records", "reason", "authority", "at")
_MAX_ROWS = 10_000
# Accents and vowel signs, and the stroke that lengthens an Arabic letter.
_MARKS = "[\u0300-\u036f\u064b-\u065f\u0670\u0640]"
_SHORT = re.compile(r"[A-Za-z]{1,3}")


@dataclass(frozen=True, slots=True)
class Redaction:
    """One thing to withhold, why, and by whose authority."""

    number: int  # from 1; the mark in its place bears it
    kind: str  # one of KINDS
    value: str
    reason: str
    authority: str


def pattern_of(words: str) -> re.Pattern[str]:
    """Finds `words` in any letter case, spacing and Unicode form, also as part of a longer word.

    Words of up to three Latin letters are found as whole words alone.
    """
    parts = []
    for word in unicodedata.normalize("NFC", words).split():
        forms = [{re.escape(c), re.escape(unicodedata.normalize("NFD", c))} for c in word]
        parts.append("".join(f"(?:{'|'.join(sorted(form))}){_MARKS}*" for form in forms))
    body = r"\s+".join(parts)
    if _SHORT.fullmatch(words.strip()):
        body = rf"\b{body}\b"
    return re.compile(body, re.IGNORECASE)


def read_redactions(text: str) -> tuple[Redaction, ...]:
    """The rows of a list of what to withhold. Raises: ValueError, with the row at fault."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    if not rows or tuple(rows[0]) != ASKED:
        message = f"the first row must be {','.join(ASKED)}"
        raise ValueError(message)
    if len(rows) > _MAX_ROWS:
        message = f"there are more than {_MAX_ROWS} rows"
        raise ValueError(message)
    found = []
    for number, row in enumerate(filter(None, rows[1:]), start=1):
        if len(row) != len(ASKED) or not all(cell.strip() for cell in row):
            message = f"row {number}: {', '.join(ASKED)} must all be given"
            raise ValueError(message)
        made = Redaction(number, *(cell.strip() for cell in row))
        if made.kind not in KINDS or (made.kind == "field" and made.value not in FIELDS):
            message = (
                f"row {number}: {made.kind} {made.value} cannot be withheld; kinds are "
                f"{', '.join(KINDS)}, fields {', '.join(sorted(FIELDS))}"
            )
            raise ValueError(message)
        found.append(made)
    if not found:
        message = "it names nothing to withhold"
        raise ValueError(message)
    return tuple(found)


def withheld_table(redactions: Iterable[Redaction], gone: dict[int, list[str]], at: str) -> bytes:
    """The list in the edition. `gone`: number -> commitments to the records that are gone.

    What was withheld is not in it: the number, the kind, and whose decision it was.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for each in redactions:
        records = " | ".join(sorted(gone.get(each.number, ())))
        writer.writerow([each.number, each.kind, records, each.reason, each.authority, at])
    return "\ufeff".encode() + out.getvalue().encode()
