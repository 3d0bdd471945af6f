"""Time expressions of a document and the ranges of dates they give."""

from __future__ import annotations

import re
from datetime import date

from onrecord.model.document import Anchored, Document
from onrecord.model.vocab import Basis, Precision
from onrecord.model.when import When

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january",), ("february",), ("march",), ("april",), ("may",), ("june",),
            ("july",), ("august",), ("september",), ("october",), ("november",), ("december",),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(_MONTHS)})\s+(\d{{4}})\b", re.IGNORECASE)


def times(document: Document) -> tuple[Anchored[When], ...]:
    """Every time expression in the body blocks, in order, not overlapping."""
    found: list[Anchored[When]] = []
    for block in document.body():
        for match in _DAY_MONTH.finditer(document.text, block.start, block.end):
            span = document.span(*match.span())
            try:
                day = date(int(match[3]), _MONTHS[match[2].casefold()], int(match[1]))
            except ValueError:
                when = When(None, None, Precision.UNPLACED, Basis.STATED)
            else:
                when = When(day, day, Precision.DAY, Basis.STATED)
            found.append(Anchored(when, (span,)))
    return tuple(found)
