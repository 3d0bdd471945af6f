"""The wiring of proofs, witnesses and trusted time, above the pipeline."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from onrecord import pipeline
from onrecord.checking import sealed_member
from onrecord.durable import replace_file
from onrecord.errors import RecordMissing, SettingInvalid
from onrecord.intake import UNNAMED
from onrecord.model.fixity import CustodyEvent
from onrecord.seams import Clock
from onrecord.seams.trust import Signer, TimestampAuthority
from onrecord.stamp.authority import authority_name
from onrecord.stamp.lists import ask, lists_for
from onrecord.stamp.queue import Query, State, read_queue, write_queue
from onrecord.store.case import DATABASE, Case
from onrecord.store.tokens import TIMESTAMPS
from onrecord.verify import tokens
from onrecord.wire import layout
from onrecord.wire.clocks import stamped_detail
from onrecord.wire.custody import capture_places, capture_proofs, checkpoint_of, checkpoint_text
from onrecord.wire.notes import (
    COSIGNATURE,
    MAX_BYTES,
    NoteKey,
    cosignature,
    cosigned_message,
    read_note,
)

QUEUE = "queue.json"
MAX_CLOCK_GAP_S = 60.0  # between this clock and an authority's, the way there and back included


def proof(path: Path, capture: str) -> bytes:
    """The proof that the log of a case or sealed file tells of a capture, as a `.tlog-proof`.

    Its checkpoint is the one in the sealed file, signed if that is; of a case, the present one.
    Raises: StoreInvalid; RecordMissing if there is no such capture.
    """
    made = pipeline.load(path)
    body = checkpoint_text(checkpoint_of(made.custody))
    if not (path / DATABASE).is_file():
        body = sealed_member(path, layout.CHECKPOINT, MAX_BYTES)
    found = capture_proofs(made.custody, made.captures, body).get(capture)
    if found is None:
        raise RecordMissing(
            "the log tells of no such capture",
            capture[:80],
            expected=f"one of {len(made.captures)} captures",
            advice="onrecord show FILE --json prints them",
        )
    return found.body()


def opened(path: Path, capture: str) -> dict[str, tuple[str, str]]:
    """Salt and value of what the entry that tells of a capture commits to; not who captured it."""
    made = pipeline.load(path)
    place = capture_places(made.custody, made.captures).get(capture)
    event = made.custody[place] if place is not None else None
    return {
        each.field: (each.salt, getattr(event, each.field))
        for each in (event.commitments if event else ())
        if each.salt is not None and each.field != "actor"
    }


def cosigned(path: Path, witness: Signer, at: datetime) -> bytes:
    """The checkpoint of a sealed file with the cosignature of `witness`, who saw it at `at`.

    Whether the file holds is for the caller to check first. Raises: StoreInvalid.
    """
    note = read_note(sealed_member(path, layout.CHECKPOINT, MAX_BYTES))
    key = NoteKey(witness.name, COSIGNATURE, witness.public)
    seconds = int(at.timestamp())
    signature = witness.sign(cosigned_message(note.text, seconds))
    return note.signed(cosignature(key, seconds, signature)).body()


def lists_of(token: bytes) -> bytes:
    """What authorities say now of the certificates of a token, as PEM; empty if none is reached."""
    try:
        chain = tokens.chain_of(token, [])
    except tokens.TokenInvalid:
        return b""
    return lists_for(chain, ask)


def stamp(
    path: Path,
    urls: Sequence[str],
    *,
    clock: Clock,
    collector: str | None,
    new_nonce: Callable[[], int],
    authority_at: Callable[[str], TimestampAuthority],
    lists_of: Callable[[bytes], bytes] = lambda _token: b"",
) -> tuple[Query, ...]:
    """Ask the authorities at `urls` for a timestamp, and again those that have not answered yet.

    Over the log of a case as it is now, or over the tag manifest of a sealed folder. What cannot be
    asked stays pending. `lists_of` asks what is said of the certificates of a token; what it gives
    (PEM) is kept beside the token, and asked for again while it gives nothing. Returned: every
    query that was tried, as it now stands.
    Raises: SettingInvalid for an address or a file that cannot be stamped; ImportError without the
    extra "time".
    """
    if (path / DATABASE).is_file():
        with Case.open(path) as case:
            return _Stamping(
                path / TIMESTAMPS / QUEUE, _LogSubject(case, clock, collector), new_nonce, lists_of
            ).run(urls, authority_at)
    queue = path.with_name(path.name + ".timestamps.json")
    return _Stamping(queue, _FileSubject(path), new_nonce, lists_of).run(urls, authority_at)


class _Subject(Protocol):
    """What is stamped, and where its tokens go."""

    def present(self) -> str:
        """The name of what would be stamped now."""

    def data(self, subject: str) -> bytes:
        """The bytes of what is called so."""

    def place(self, query: Query) -> Path:
        """Where the token that answers `query` lies."""

    def enter(self, query: Query, token: bytes) -> None:
        """Tell of a token that was received."""


@dataclass(frozen=True, slots=True)
class _LogSubject:
    """The log of a case; older states of it are its beginnings."""

    case: Case
    clock: Clock
    collector: str | None

    def present(self) -> str:
        events = len(self.case.events())
        if not events:
            raise SettingInvalid("there is nothing to stamp yet", str(self.case.folder))
        return f"checkpoint {events}"

    def data(self, subject: str) -> bytes:
        size = int(subject.rpartition(" ")[2])
        return checkpoint_text(checkpoint_of(self.case.events()[:size]))

    def place(self, query: Query) -> Path:
        size = int(query.subject.rpartition(" ")[2])
        name = Path(layout.log_token_path(size, query.authority)).name
        return self.case.folder / TIMESTAMPS / name

    def enter(self, query: Query, token: bytes) -> None:
        digest = hashlib.sha256(token).hexdigest()
        actor = self.collector or UNNAMED
        now, stated = self.clock.now(), tokens.stated_time(token)
        detail = stamped_detail(query.subject, query.authority, stated)
        told = [CustodyEvent(now, self.clock.name, actor, "timestamped", digest, detail)]
        ahead = (now - stated).total_seconds()
        if abs(ahead) > MAX_CLOCK_GAP_S:  # the token was made while it was waited for
            gap = f"{query.authority} stated {stated.isoformat()}; this clock is {ahead:+.0f} s off"
            told.append(CustodyEvent(now, self.clock.name, actor, "clock_anomaly", None, gap))
        self.case.log(*told)


@dataclass(frozen=True, slots=True)
class _FileSubject:
    """The tag manifest of a sealed folder."""

    folder: Path

    def present(self) -> str:
        if not (self.folder / layout.TAG_MANIFEST).is_file():
            raise SettingInvalid(
                "a timestamp can be put into a case folder or a sealed folder",
                str(self.folder),
                advice="Stamp the folder, then pack it again with --zip",
            )
        return layout.TAG_MANIFEST

    def data(self, subject: str) -> bytes:
        return (self.folder / subject).read_bytes()

    def place(self, query: Query) -> Path:
        return self.folder / layout.seal_token_path(query.authority)

    def enter(self, query: Query, token: bytes) -> None:
        """Nothing: a sealed file has no place to tell of it but the token itself."""


@dataclass(frozen=True, slots=True)
class _Stamping:
    """One run through a queue."""

    queue: Path
    subject: _Subject
    new_nonce: Callable[[], int]
    lists_of: Callable[[bytes], bytes]

    def run(
        self, urls: Sequence[str], authority_at: Callable[[str], TimestampAuthority]
    ) -> tuple[Query, ...]:
        """Add what is asked for, try what is pending, and write down each result at once."""
        queries = {(each.subject, each.authority): each for each in read_queue(self.queue)}
        present = self.subject.present() if urls else ""
        for url in urls:
            name = authority_name(url)
            digest = hashlib.sha256(self.subject.data(present)).hexdigest()
            made = Query(present, digest, name, url, self.new_nonce())
            held = queries.get((present, name))
            if held is None or held.state is State.FAILED or held.sha256 != digest:
                queries[present, name] = made
        write_queue(self.queue, queries.values())
        tried = [key for key, each in queries.items() if each.state is State.PENDING]
        for key in tried:
            queries[key] = self._tried(queries[key], authority_at)
            write_queue(self.queue, queries.values())
        for query in queries.values():
            if query.state is State.DONE:
                self._keep_lists(self.subject.place(query))
        return tuple(queries[key] for key in tried)

    def _keep_lists(self, token: Path) -> None:
        kept = token.with_name(layout.lists_path(token.name))
        if token.is_file() and not kept.exists() and (pem := self.lists_of(token.read_bytes())):
            replace_file(kept, pem)

    def _tried(self, query: Query, authority_at: Callable[[str], TimestampAuthority]) -> Query:
        again = replace(query, attempts=query.attempts + 1)
        if hashlib.sha256(self.subject.data(query.subject)).hexdigest() != query.sha256:
            return replace(again, state=State.FAILED, message="what was to be stamped has changed")
        asked = tokens.query(query.sha256, query.nonce)
        try:
            reply = authority_at(query.url).ask(asked)
        except OSError as error:
            return replace(again, message=f"not reached: {error}")
        fault = tokens.reply_fault(reply, query.sha256, query.nonce)
        if fault == tokens.NO_REPLY:  # an error page, a portal: not the authority's own word
            return replace(again, message=fault)
        if fault:
            return replace(again, state=State.FAILED, message=fault)
        replace_file(self.subject.place(query), reply)
        self.subject.enter(query, reply)
        return replace(again, state=State.DONE, message="")
