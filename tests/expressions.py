"""Reads and scores `tests/corpus/expressions.tsv` (docs/reference/corpus.md)."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from corpus_format import CORPUS, time_range
from onrecord.extract.times import times
from onrecord.model.document import Anchored, Document
from onrecord.model.vocab import Basis, Precision
from onrecord.model.when import When
from onrecord.read.plain import document_from_text

TABLE = CORPUS / "expressions.tsv"
Range = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Expression:
    """One row: words `[start, end)` of an invented text, and the ranges that are right for them."""

    id: str
    lang: str
    published: date | None
    text: str
    start: int
    end: int
    right: frozenset[Range]

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def unseen(self) -> bool:
        """Whether only its figures are looked at, never its misses."""
        return int(self.id.rpartition("-")[2]) % 2 == 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What the package makes of one row; `found` is `None` if it saw no words about time there."""

    expression: Expression
    found: When | None

    @property
    def right(self) -> bool:
        when = self.found
        return when is not None and (when.earliest, when.latest) in self.expression.right

    @property
    def misdated(self) -> bool:
        """Whether a date was given, and not the right one: worse than none."""
        dated = self.found is not None and self.found.precision is not Precision.UNPLACED
        return dated and not self.right


def load(path: Path = TABLE) -> tuple[Expression, ...]:
    """All rows. Raises: ValueError for one that breaks the format."""
    lines = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return tuple(
        _row(*cells) for cells in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    )


def _row(row_id: str, lang: str, published: str, marked: str, values: str) -> Expression:
    before, words, after = marked.replace("]", "[").split("[")
    day = None if published == "-" else date.fromisoformat(published)
    right = frozenset(time_range(value)[:2] for value in values.split(" or "))
    start, end = len(before), len(before) + len(words)
    return Expression(row_id, lang, day, before + words + after, start, end, right)


def digest(path: Path = TABLE) -> str:
    """SHA-256 of the table."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _document(row: Expression) -> Document:
    sha = hashlib.sha256(row.text.encode()).hexdigest()
    made = document_from_text(row.text, object_=sha)
    if row.published is None:
        return made
    when = When(row.published, row.published, Precision.DAY, Basis.STATED)
    return replace(made, published=Anchored(when, ()))


def read(row: Expression) -> Reading:
    """What the package finds at the words of a row: the expression that shares most with them."""
    shared = [
        (min(row.end, time.spans[-1].end) - max(row.start, time.spans[0].start), time.value)
        for time in times(_document(row))
    ]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return Reading(row, best[1] if best[0] > 0 else None)


def figures(readings: Iterable[Reading]) -> dict[str, float]:
    """Shares in [0, 1] of all rows: words found, both ends right, a wrong date given."""
    rows = list(readings)
    if not rows:
        return {}
    return {
        "found": round(sum(r.found is not None for r in rows) / len(rows), 4),
        "right": round(sum(r.right for r in rows) / len(rows), 4),
        "misdated": round(sum(r.misdated for r in rows) / len(rows), 4),
    }
