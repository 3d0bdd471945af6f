"""Rows of a JSONL file to documents, without ever looking at a gold key."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from onrecord.model.document import Anchored, Document
from onrecord.model.vocab import Basis, Precision
from onrecord.model.when import When
from onrecord.read.plain import document_from_text

READ = ("id", "text", "dct", "date", "dateline", "published", "url", "title", "lang")
DATES = ("dct", "published", "date")


@dataclass(frozen=True, slots=True)
class Row:
    """One input: what a user of the package would have, and no more."""

    id: str
    text: str
    published: date | None


def rows(path: Path) -> Iterator[Row]:
    """The rows of a .jsonl or .jsonl.gz file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            data = {key: value for key, value in json.loads(line).items() if key in READ}
            given = next((data[key] for key in DATES if data.get(key)), None)
            yield Row(data["id"], data["text"], _day(given))


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def document(row: Row) -> Document:
    """The row as a document; a date given beside the text is taken as the day of publication."""
    made = document_from_text(row.text, object_=hashlib.sha256(row.text.encode()).hexdigest())
    if row.published is None:
        return made
    when = When(row.published, row.published, Precision.DAY, Basis.STATED)
    # The date stands beside the text, not in it: here alone it has no words of its own.
    return replace(made, published=Anchored(when, ()))
