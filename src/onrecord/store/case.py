"""The case folder: one SQLite file and the objects. Written whole or not at all.

    CASE/case.sqlite   captures, failures, custody log, what each object gave, whole-case records
    CASE/places.csv    the user's own gazetteer, if there is one
    CASE/objects/      the exact bytes, under their SHA-256
    CASE/lock          held by the one process that may write; says which

Each method is one transaction: an interruption at any point leaves the case as it was before it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import DatabaseError, OperationalError

from onrecord.durable import Hold, replace_file, sync_folder
from onrecord.errors import OutputExistsError, StoreInvalid
from onrecord.model.fixity import Capture, CustodyEvent, Failure
from onrecord.model.judgement import Judgement
from onrecord.store.objects import ObjectStore
from onrecord.wire.canonical import KIND_OF, decode, encode
from onrecord.wire.custody import with_commitments

DATABASE = "case.sqlite"
OWN_PLACES = "places.csv"
LOCK = "lock"
CASE_VERSION = "1"
WAIT_S = 5.0  # for another writer, before saying who it is

_metadata = MetaData()
_facts = Table(
    "facts", _metadata, Column("name", String, primary_key=True), Column("value", String)
)
_captures = Table(
    "captures",
    _metadata,
    Column("id", String, primary_key=True),
    Column("sha256", String, nullable=False, index=True),
    Column("origin", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
_failures = Table(
    "failures",
    _metadata,
    Column("seq", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False, unique=True),
)
_events = Table(
    "events",
    _metadata,
    Column("seq", Integer, primary_key=True),  # from 1, without gaps: the order of the log
    Column("body", LargeBinary, nullable=False),
)
_analyses = Table(
    "analyses",
    _metadata,
    Column("sha256", String, primary_key=True),
    Column("key", String, nullable=False),  # digest of code version and settings
    Column("body", LargeBinary, nullable=False),
)
_records = Table(
    "records",
    _metadata,
    Column("kind", String, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
_judgements = Table(
    "judgements",
    _metadata,
    Column("seq", Integer, primary_key=True),  # the order in which they were made
    Column("body", LargeBinary, nullable=False),
)

Record = TypeVar("Record")


class Case:
    """An open case folder. Make one with `create` or `open`; close it, or use it in `with`."""

    def __init__(self, folder: Path, *, alone: bool = True, wait_s: float = WAIT_S) -> None:
        """Attach to the files below `folder`, which must exist.

        `alone`: to write; waits up to `wait_s` for another writer. Raises: StoreBusyError.
        """
        self._hold = Hold(folder / LOCK, wait_s=wait_s) if alone else None
        self.folder = folder
        self._secret: bytes | None = None
        self.objects = ObjectStore(folder / "objects")
        self._engine = create_engine(f"sqlite:///{folder / DATABASE}")
        event.listen(self._engine, "connect", _durable)

    @classmethod
    def create(cls, folder: Path, *, title: str, secret: bytes | None = None) -> Case:
        """A new, empty case. Raises: OutputExistsError if `folder` holds anything.

        With a `secret` (32 random bytes) the log holds salted commitments, so that what is sealed
        can be redacted later; without, the same input gives the same bytes.
        """
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise OutputExistsError(
                "a case folder can only be made where nothing is",
                str(folder),
                expected="a new or empty folder",
                found="a file" if not folder.is_dir() else "a folder with something in it",
                advice="Choose another name, or add to this case if it is one",
            )
        (folder / "objects").mkdir(parents=True)
        case = cls(folder)
        _metadata.create_all(case._engine)
        with case._engine.begin() as connection:
            facts = [{"name": "version", "value": CASE_VERSION}, {"name": "title", "value": title}]
            if secret:
                facts.append({"name": "secret", "value": secret.hex()})
            connection.execute(insert(_facts), facts)
        case._secret = secret
        sync_folder(folder)
        sync_folder(folder.parent)
        return case

    @classmethod
    def open(cls, folder: Path, *, alone: bool = True, wait_s: float = WAIT_S) -> Case:
        """An existing case; as `Case` itself, but not to write unless `alone`.

        Raises: StoreInvalid if `folder` does not hold one; StoreBusyError.
        """
        if not (folder / DATABASE).is_file():
            raise StoreInvalid(
                "this is not a case folder",
                str(folder),
                expected=f"a folder with {DATABASE}",
                found="none",
                advice="Make one with: onrecord init FOLDER",
            )
        case = cls(folder, alone=alone, wait_s=wait_s)
        try:
            version = case._fact("version")
            case._secret = bytes.fromhex(case._fact("secret") or "") or None
        except DatabaseError as error:
            case.close()
            raise StoreInvalid(
                "the case cannot be read",
                str(folder / DATABASE),
                found=str(error.orig),
                advice="Restore it from a copy; the objects beside it are unharmed",
            ) from error
        if version != CASE_VERSION:
            case.close()
            raise StoreInvalid(
                "the case was written by another version",
                str(folder),
                expected=CASE_VERSION,
                found=version,
            )
        if alone:
            case.objects.clear_unfinished()
        return case

    def close(self) -> None:
        """Let go of the database file, then of the right to write."""
        self._engine.dispose()
        if self._hold:
            self._hold.close()
            self._hold = None

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction. Raises: StoreInvalid if it cannot be written; nothing is then."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except OperationalError as error:
            raise StoreInvalid(
                "the case cannot be written",
                str(self.folder / DATABASE),
                found=str(error.orig),
                advice="Nothing is half-written. Make room or make the folder writable, then run "
                "it again",
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _fact(self, name: str) -> str | None:
        with self._engine.connect() as connection:
            query = select(_facts.c.value).where(_facts.c.name == name)
            value: str | None = connection.execute(query).scalar()
            return value

    @property
    def title(self) -> str:
        """The title the case was made with."""
        return self._fact("title") or self.folder.name

    @property
    def secret(self) -> bytes | None:
        """What salts are made from; whoever has it can undo every redaction."""
        return self._secret

    @property
    def own_places(self) -> Path | None:
        """The user's own list of places, if the case was given one."""
        path = self.folder / OWN_PLACES
        return path if path.is_file() else None

    def set_own_places(self, body: bytes, *events: CustodyEvent) -> None:
        """Keep the user's own list of places, in place of an earlier one."""
        replace_file(self.folder / OWN_PLACES, body)
        self.log(*events)

    @property
    def precise(self) -> bool:
        """Whether its claims are read for few errors rather than for few gaps."""
        return self._fact("precise") is not None

    def set_precise(self, *, wanted: bool) -> None:
        """Choose how its claims are read from now on."""
        with self._writing() as connection:
            connection.execute(delete(_facts).where(_facts.c.name == "precise"))
            if wanted:
                connection.execute(insert(_facts), [{"name": "precise", "value": "yes"}])

    def add_capture(self, capture: Capture, *events: CustodyEvent) -> bool:
        """Add a capture and its events; false, and nothing added, if it is already held."""
        with self._writing() as connection:
            held = select(_captures.c.id).where(_captures.c.id == capture.id)
            if connection.execute(held).first():
                return False
            row = {
                "id": capture.id,
                "sha256": capture.sha256,
                "origin": capture.origin,
                "body": encode(capture),
            }
            connection.execute(insert(_captures), [row])
            self._append(connection, events)
        return True

    def add_failure(self, failure: Failure, *events: CustodyEvent) -> None:
        """Add a failure and its events; the same failure twice is kept once."""
        body = encode(failure)
        with self._writing() as connection:
            query = select(_failures.c.seq).where(_failures.c.body == body)
            if connection.execute(query).first():
                return
            connection.execute(insert(_failures), [{"body": body}])
            self._append(connection, events)

    def settle_failures(self, stage: str, subject: str, *events: CustodyEvent) -> None:
        """Drop the failures of a step that has now succeeded; the log goes on telling of them."""
        query = select(_failures.c.seq, _failures.c.body)
        with self._writing() as connection:
            settled = [
                seq
                for seq, body in connection.execute(query).all()
                if (failed := decode(body, Failure)).stage == stage and failed.subject == subject
            ]
            if settled:
                connection.execute(delete(_failures).where(_failures.c.seq.in_(settled)))
                self._append(connection, events)

    def remove_objects(self, digests: Sequence[str], *events: CustodyEvent) -> None:
        """Take out objects with their captures, and all that was made of the case.

        The log comes first: bytes that an interruption leaves behind are removed by a second run.
        """
        with self._writing() as connection:
            for table in (_captures, _analyses):
                connection.execute(delete(table).where(table.c.sha256.in_(digests)))
            connection.execute(delete(_records))
            self._append(connection, events)
        for sha256 in digests:
            self.objects.remove(sha256)

    def log(self, *events: CustodyEvent) -> None:
        """Append events to the custody log."""
        with self._writing() as connection:
            self._append(connection, events)

    def as_logged(self, *events: CustodyEvent) -> tuple[CustodyEvent, ...]:
        """These events as `log` would enter them now."""
        with self._engine.connect() as connection:
            return self._entries(connection, events)

    def _entries(
        self, connection: Connection, events: Iterable[CustodyEvent]
    ) -> tuple[CustodyEvent, ...]:
        if not self._secret:
            return tuple(events)
        # Not a count, which would read the whole log: `seq` has no gaps.
        place = connection.execute(select(func.max(_events.c.seq))).scalar() or 0
        return tuple(
            with_commitments(each, self._secret, at) for at, each in enumerate(events, start=place)
        )

    def _append(self, connection: Connection, events: Iterable[CustodyEvent]) -> None:
        rows = [{"body": encode(each)} for each in self._entries(connection, events)]
        if rows:
            connection.execute(insert(_events), rows)

    def add_judgements(self, judgements: Iterable[Judgement], *events: CustodyEvent) -> None:
        """Append decisions of people, all or none, and their events."""
        _judgements.create(self._engine, checkfirst=True)  # cases of earlier versions have none
        rows = [{"body": encode(judgement)} for judgement in judgements]
        with self._writing() as connection:
            if rows:
                connection.execute(insert(_judgements), rows)
            self._append(connection, events)

    def judgements(self) -> tuple[Judgement, ...]:
        """All decisions of people, in the order they were made."""
        if not inspect(self._engine).has_table(_judgements.name):
            return ()
        query = select(_judgements.c.body).order_by(_judgements.c.seq)
        return tuple(decode(body, Judgement) for body in self._bodies(query))

    def captures(self) -> tuple[Capture, ...]:
        """All captures, by origin, then id."""
        query = select(_captures.c.body).order_by(_captures.c.origin, _captures.c.id)
        return tuple(decode(body, Capture) for body in self._bodies(query))

    def failures(self) -> tuple[Failure, ...]:
        """All failures to capture, in the order they were met."""
        query = select(_failures.c.body).order_by(_failures.c.seq)
        return tuple(decode(body, Failure) for body in self._bodies(query))

    def events(self) -> tuple[CustodyEvent, ...]:
        """The custody log, in order."""
        query = select(_events.c.body).order_by(_events.c.seq)
        return tuple(decode(body, CustodyEvent) for body in self._bodies(query))

    def analysis(self, sha256: str, key: str) -> Any | None:  # noqa: ANN401 - JSON
        """What an object gave under `key`, as JSON terms; `None` if that was not yet made."""
        query = select(_analyses.c.body).where(_analyses.c.sha256 == sha256, _analyses.c.key == key)
        found = next(self._bodies(query), None)
        return None if found is None else json.loads(found)

    def analysed(self, key: str) -> frozenset[str]:
        """The sha256 of every object analysed under `key`."""
        query = select(_analyses.c.sha256).where(_analyses.c.key == key)
        with self._engine.connect() as connection:
            return frozenset(connection.execute(query).scalars())

    def put_analysis(self, sha256: str, key: str, body: bytes, *events: CustodyEvent) -> None:
        """Keep what an object gave, in place of what it gave under another key."""
        with self._writing() as connection:
            connection.execute(delete(_analyses).where(_analyses.c.sha256 == sha256))
            row = {"sha256": sha256, "key": key, "body": body}
            connection.execute(insert(_analyses), [row])
            self._append(connection, events)

    def replace_records(self, records: Iterable[object], *events: CustodyEvent) -> None:
        """Put these whole-case records in place of all earlier ones."""
        rows = [
            {"kind": KIND_OF[type(record)], "seq": seq, "body": encode(record)}
            for seq, record in enumerate(records)
        ]
        with self._writing() as connection:
            connection.execute(delete(_records))
            if rows:
                connection.execute(insert(_records), rows)
            self._append(connection, events)

    def records(self, kind: type[Record]) -> tuple[Record, ...]:
        """The whole-case records of one class, in the order they were given."""
        query = (
            select(_records.c.body).where(_records.c.kind == KIND_OF[kind]).order_by(_records.c.seq)
        )
        return tuple(decode(body, kind) for body in self._bodies(query))

    def _bodies(self, query: Any) -> Iterator[bytes]:  # noqa: ANN401 - any select of one column
        with self._engine.connect() as connection:
            yield from connection.execute(query).scalars()


def _durable(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own connection
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()
