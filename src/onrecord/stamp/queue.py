"""What was asked of which authority: a JSON file, so that work never waits for a network."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from onrecord.durable import replace_file
from onrecord.errors import StoreInvalid


class State(StrEnum):
    """How far a query has come."""

    PENDING = "pending"  # not answered yet; asked again the next time
    DONE = "done"
    FAILED = "failed"  # answered, and the answer cannot be used


@dataclass(frozen=True, slots=True)
class Query:
    """One question to one authority."""

    subject: str  # "tagmanifest-sha256.txt", or "checkpoint N" for a log of N events
    sha256: str  # of the subject's bytes
    authority: str
    url: str
    nonce: int
    state: State = State.PENDING
    attempts: int = 0
    message: str = ""  # of the last attempt


def read_queue(path: Path) -> tuple[Query, ...]:
    """The queries in a file; none if it does not exist. Raises: StoreInvalid."""
    try:
        rows = json.loads(path.read_bytes())
        return tuple(Query(**{**row, "state": State(row["state"])}) for row in rows)
    except FileNotFoundError:
        return ()
    except (ValueError, TypeError, KeyError) as error:
        raise StoreInvalid(
            "the list of queries to time-stamp authorities cannot be read",
            str(path),
            found=str(error),
            advice="Move it away; tokens that were received are kept beside it",
        ) from error


def write_queue(path: Path, queries: Iterable[Query]) -> None:
    """Put `queries` in place of what the file held, whole or not at all."""
    rows = [asdict(query) for query in queries]
    replace_file(path, (json.dumps(rows, indent=1) + "\n").encode())
