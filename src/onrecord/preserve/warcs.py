"""WARC and ARC files: each response or resource is an item; damage is named by byte offset.

The library that parses records accepts files cut at any byte, so cuts are looked for here: a gzip
member without its end, a payload shorter than its record says, chunks without a last one, a record
without the two empty lines behind it, bytes behind the last record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple, cast
from urllib.parse import unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from onrecord.errors import SourceUnreadableError
from onrecord.model.fixity import ClockReading, Pairs, Retrieval
from onrecord.preserve import limits
from onrecord.preserve.inflate import Decoded, Members
from onrecord.preserve.items import Body, Budget, Item, Readable, damaged, refused, too_much

MALFORMED = (
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    EOFError,
)
_TAKEN = frozenset({"response", "resource", "conversion"})
_ADDRESSES = ("http:", "https:", "ftp:", "file:")
_STATUS = re.compile(r"\s*([1-5][0-9]{2})(?!\d)")
_LAST_CHUNK = re.compile(rb"\r?\n?0+(?:;[^\r\n]*)?\r\n(?:[^\r\n]+\r\n)*\r\n\Z")
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]{0,50})?\r\n")
_ARC = b"filedesc://"
_RECORD_END = 4  # CR LF CR LF
_ENDS = 64  # bytes kept of the end of a payload, to look for its last chunk


class _Records(ArchiveIterator):  # type: ignore[misc]  # the library has no types
    """Records of the library, which would otherwise print what it notices."""

    INC_RECORD = ""


class _Asked(NamedTuple):
    """What a request record says."""

    verb: str
    headers: Pairs


class _Ending:
    """Passes bytes on and keeps the first and the last of them."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401 - a stream of the library
        self._stream = stream
        self.head = b""
        self.end = b""

    def _noted(self, chunk: bytes) -> bytes:
        self.head = self.head or chunk[:_ENDS]
        self.end = (self.end + chunk)[-_ENDS:]
        return chunk

    def read(self, size: int = -1, /) -> bytes:
        return self._noted(self._stream.read(limits.CHUNK_BYTES if size < 0 else size))

    def readline(self, size: int = limits.CHUNK_BYTES) -> bytes:
        return self._noted(self._stream.readline(size))


def warc_items(
    stream: Readable, origin: str, *, size: int | None, inside: str = ""
) -> Iterator[Item]:
    """The items of the web archive `stream`, in order; what is damaged comes as `refused`.

    Read the body of each item before asking for the next. `size`: bytes of the archive, if known.
    `inside`: member of a WACZ in which the archive lies.
    """
    members = Members(stream, Budget(origin, size))
    try:
        yield from _items(members, origin, inside)
    except SourceUnreadableError as error:
        yield refused(origin, f"{inside}@{members.place(members.tell())}", error)


def _items(members: Members, origin: str, inside: str) -> Iterator[Item]:
    asked: dict[str | None, _Asked] = {}
    count = 0
    while True:
        for item in _of_member(members, origin, inside, asked, count):
            if isinstance(item, int):
                count = item
            else:
                yield item
        if count > limits.MAX_ITEMS:
            yield refused(origin, "", too_much(origin, f"at most {limits.MAX_ITEMS} records"))
            return
        if not members.advance():
            break
    if members.problem is not None:
        member = f"{inside}@{members.place(members.tell())}"
        yield refused(origin, member, damaged(origin, members.problem))
    elif count == 0:
        yield refused(origin, "", damaged(origin, "the web archive holds no record"))


def _of_member(
    members: Members, origin: str, inside: str, asked: dict[str | None, _Asked], count: int
) -> Iterator[Item | int]:
    """The items of one gzip member, or of the whole file; at the end the number of records."""
    records = _Records(members, arc2warc=True, check_digests=True)
    records.reader.set_decomp(None)  # unpacked by `Members`, once
    last: _Record | None = None
    begin = members.tell()
    while count <= limits.MAX_ITEMS:
        members.header_left = limits.MAX_HEADER_BYTES
        faults = records.err_count
        try:
            record = next(records, None)
        except MALFORMED as error:
            yield _refused(members, last.end if last else begin, count, origin, inside, error)
            record = None
            last = None
            begin = members.content_end
        members.header_left = None
        if last is not None and records.err_count > faults:
            what = "other bytes than the end of a record follow it; its length may be wrong"
            yield refused(last.origin, last.member, damaged(last.origin, what, found=last.place))
        if record is None:
            break
        at = records.offset
        last = _Record(record, count, members.place(at), origin, inside)
        count += 1
        yield from _of_record(last, asked)
        last.end = members.tell() - records.reader.rem_length()
    yield from _end(members, last, begin, origin, inside)
    yield count


def _end(
    members: Members, last: _Record | None, begin: int, origin: str, inside: str
) -> Iterator[Item]:
    """What is wrong behind the last record of a member."""
    end = last.end if last else begin
    member = f"{inside}@{members.place(end)}"
    if members.problem is not None:
        return
    if members.content_end > end:
        what = f"the record at byte {members.place(end)} is cut short or is none"
        yield refused(origin, member, damaged(origin, what))
    elif last is None or last.cut or members.packed or members.head.startswith(_ARC):
        return  # a whole gzip member is not cut; an ARC has no fixed end of a record
    elif members.tell() - end < _RECORD_END:
        what = "the archive ends without the empty lines behind its last record; it may be cut"
        yield refused(last.origin, last.member, damaged(last.origin, what, found=last.place))


def _refused(
    members: Members, at: int, number: int, origin: str, inside: str, error: Exception
) -> Item:
    place = members.place(at)
    found = members.problem or str(error) or type(error).__name__
    what = f"record {number + 1}, at byte {place}, cannot be read, nor what follows it"
    return refused(origin, f"{inside}@{place}", damaged(origin, what, found=found[:300]))


class _Record:
    """One record: what it says of itself, and its payload as a stream."""

    def __init__(
        self, record: ArcWarcRecord, number: int, at: int, origin: str, inside: str
    ) -> None:
        self.raw = record
        self.uri = (self.header("WARC-Target-URI") or "")[: limits.MAX_URI_CHARS]
        self.origin = self.uri or origin
        self.member = f"{inside}@{at}"
        self.place = f"record {number + 1}, at byte {at} of {inside or origin}"
        self.end = 0
        self.cut = False

    def header(self, name: str) -> str | None:
        value: str | None = self.raw.rec_headers.get_header(name)
        return value

    @property
    def taken(self) -> bool:
        return self.raw.rec_type in _TAKEN and self.uri.casefold().startswith(_ADDRESSES)

    def skip(self) -> None:
        """Read what is left of the payload, so that its length and digest are known."""
        while self.raw.raw_stream.read(limits.CHUNK_BYTES):
            pass

    def problems(self) -> Iterator[str]:
        """What the record itself gives away, once its payload was read."""
        missing = getattr(self.raw.raw_stream, "limit", 0)
        stated = self.header("Content-Length")
        if self.raw.length is None:
            self.cut = True
            yield "it states no length; all that follows was taken for its payload"
        elif stated is None or not stated.strip().isdecimal():
            yield f"it states a length that cannot be read: {stated!r:.60}"
        if missing > 0:
            self.cut = True
            yield f"its payload is cut short: {missing} bytes are missing"
        else:
            yield from self.raw.digest_checker.problems
        why = self.header("WARC-Truncated")
        if why is not None and self.taken:  # a revisit is always shortened
            yield f"its maker cut it ({why[:100]})"
        if self.header("WARC-Segment-Number") is not None:
            yield "it is one segment of several; they are not joined"


def _of_record(record: _Record, asked: dict[str | None, _Asked]) -> Iterator[Item]:
    raw = record.raw
    if raw.length is not None and raw.length > limits.MAX_ITEM_BYTES:
        expected = f"at most {limits.MAX_ITEM_BYTES} bytes"
        yield refused(record.origin, record.member, too_much(record.origin, expected))
    elif record.taken:
        names = (record.header("WARC-Record-ID"), record.header("WARC-Concurrent-To"))
        request = next((asked[name] for name in names if name in asked), None)
        got = _retrieval(record, request)
        body = _Payload(record)
        yield Item(
            origin=record.uri,
            name=name_of(record.uri),
            member=record.member,
            method="record",
            declared=_declared(record),
            body=body,
            retrieval=got,
        )
        body.finish()
        return
    elif raw.rec_type == "request" and raw.http_headers is not None:
        asked.clear()  # a request directly before its response is the one that can be told
        said = _Asked(raw.http_headers.protocol[:20], tuple(raw.http_headers.headers))
        for name in ("WARC-Record-ID", "WARC-Concurrent-To"):
            asked[record.header(name)] = said
    record.skip()
    for problem in record.problems():
        yield refused(
            record.origin, record.member, damaged(record.origin, problem, found=record.place)
        )


class _Payload(Body):
    """The payload of a record as a reader wants it: without chunks and content coding."""

    def __init__(self, record: _Record) -> None:
        raw = record.raw
        self._record = record
        self._ending = _Ending(raw.raw_stream)
        self._chunks: ChunkedDataReader | None = None
        self._decoded: Decoded | None = None
        stream: Readable = self._ending
        if _http(raw, "transfer-encoding").casefold() == "chunked":
            self._chunks = ChunkedDataReader(self._ending, block_size=limits.CHUNK_BYTES)
            stream = cast("Readable", self._chunks)
        coding = _http(raw, "content-encoding").casefold().removeprefix("x-")
        if coding in {"gzip", "deflate"}:
            self._decoded = Decoded(stream, coding)
            stream = self._decoded
        budget = Budget(record.origin, max(1, raw.length or 1))
        super().__init__(stream, record.origin, budget)
        if coding not in {"", "gzip", "deflate", "identity", "utf-8", "none"}:
            self.problems.append(f"its content coding {coding[:40]!r} is not undone")
        self._finished = False

    def read(self, size: int = -1, /) -> bytes:
        chunk = super().read(size)
        if not chunk:
            self.finish()
        return chunk

    def finish(self) -> None:
        """Note what is wrong with the payload; the rest of the record is read first."""
        if self._finished:
            return
        self._finished = True
        while self._ending.read(limits.CHUNK_BYTES):
            pass
        found = list(self._record.problems())
        # Archives often store a payload plain beside a header that still speaks of chunks.
        chunked = self._chunks is not None and _CHUNK.match(self._ending.head)
        if not found and chunked and not _LAST_CHUNK.search(self._ending.end):
            found.append("its chunks are damaged or end without a last one")
        if not found and self._decoded is not None and self._decoded.problem:
            found.append(self._decoded.problem)
        self.problems.extend(f"{self._record.place}: {problem}" for problem in found)


def _http(raw: ArcWarcRecord, name: str) -> str:
    value = raw.http_headers.get_header(name) if raw.http_headers is not None else None
    return str(value or "").strip()


def _declared(record: _Record) -> str | None:
    if record.raw.http_headers is not None:
        return _http(record.raw, "content-type")[:200] or None
    found: str | None = record.raw.content_type
    return found[:200] if found and not found.startswith("application/http") else None


def _retrieval(record: _Record, request: _Asked | None) -> Retrieval:
    raw = record.raw
    http = raw.http_headers
    status = _STATUS.match(http.statusline) if http is not None else None
    reads = record.header("WARC-Date")
    at = _instant(reads)
    clocks = [] if reads is None else [ClockReading("archive date of the record", reads, at, None)]
    if date := _http(raw, "date"):
        served = http_instant(date)
        ahead = (served - at).total_seconds() if served and at else None
        clocks.append(ClockReading("server Date header", date, served, ahead))
    return Retrieval(
        requested_url=record.uri,
        final_url=None,
        hops=None,
        verb=request.verb if request else None,
        status=int(status[1]) if status else None,
        request_headers=request.headers if request else None,
        response_headers=tuple(http.headers) if http is not None else None,
        server_ip=record.header("WARC-IP-Address"),
        dns=None,
        tls_chain=None,
        started_at=at,
        ended_at=None,
        clocks=tuple(clocks),
        complete=None,
    )


def with_problems(got: Retrieval, problems: list[str]) -> Retrieval:
    """The retrieval, told whether all bytes came."""
    complete = got.complete is not False and not problems
    return replace(got, complete=complete, notes=(*got.notes, *problems))


def _instant(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    if found is None:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def http_instant(text: str) -> datetime | None:
    """The instant that an HTTP or mail date says; `None` if it says none."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def name_of(uri: str) -> str:
    """The last part of an address's path, as a file would be called; "index" if it has none."""
    try:
        path = urlsplit(uri).path
    except ValueError:
        return "index"
    return unquote(path.rstrip("/").rpartition("/")[2], errors="replace")[:255] or "index"
