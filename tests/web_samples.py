"""Containers made for tests: invented pages of an invented country."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path

from onrecord.intake import add
from onrecord.model.fixity import Capture, Failure
from onrecord.preserve.clocks import fixed
from onrecord.store.case import Case
from onrecord.wire.custody import captured_in

PAGE = (
    b"<!doctype html><html><head><title>Statement of the Varenian Health Office</title></head>"
    b"<body><p>The Varenian Health Office said that shells hit the market of Tarvik.</p></body>"
    b"</html>"
)
URI = "http://office.example/statement"
CLOCK = fixed("2031-05-08T12:00:00Z")


def response(
    body: bytes = PAGE,
    uri: str = URI,
    *,
    status: str = "200 OK",
    headers: str = "Content-Type: text/html; charset=utf-8\r\n",
    extra: str = "",
    kind: str = "response",
    number: int = 1,
) -> bytes:
    http = f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: {uri}\r\nWARC-Date: 2031-05-07T10:00:00Z\r\n"
        f"WARC-IP-Address: 192.0.2.7\r\n{extra}"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def request(number: int = 1) -> bytes:
    http = b"GET /statement HTTP/1.1\r\nUser-Agent: a crawler\r\n\r\n"
    head = (
        f"WARC/1.0\r\nWARC-Type: request\r\nWARC-Record-ID: <urn:uuid:q{number}>\r\n"
        f"WARC-Concurrent-To: <urn:uuid:{number}>\r\nWARC-Target-URI: {URI}\r\n"
        "WARC-Date: 2031-05-07T10:00:00Z\r\nContent-Type: application/http;msgtype=request\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def gzipped(*records: bytes) -> bytes:
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def zipped(members: dict[str, bytes], **kwargs: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **{"compression": zipfile.ZIP_DEFLATED, **kwargs}) as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name), body, archive.compression)
    return out.getvalue()


def wacz(archive: bytes, *, digest: str | None = None) -> bytes:
    name = "archive/data.warc.gz"
    stated = digest or hashlib.sha256(archive).hexdigest()
    described = {"resources": [{"path": name, "hash": f"sha256:{stated}"}]}
    members = {"datapackage.json": json.dumps(described).encode(), name: archive}
    return zipped(members, compression=zipfile.ZIP_STORED)


class Taken:
    """What a case holds after adding one file."""

    def __init__(self, folder: Path, name: str, body: bytes) -> None:
        source = folder / name
        source.write_bytes(body)
        with Case.create(folder / "case", title="t") as case:
            self.added = list(add(case, [source], clock=CLOCK, collector=None))
            self.captures: tuple[Capture, ...] = case.captures()
            self.failures: tuple[Failure, ...] = case.failures()
            self.bodies = {c.id: case.objects.read(c.sha256) for c in self.captures}
            self.logged = {
                (e.object, captured_in(e)[0]) for e in case.events() if e.action == "captured"
            }

    @property
    def whole(self) -> Capture:
        (found,) = [c for c in self.captures if c.container is None]
        return found

    @property
    def inside(self) -> list[Capture]:
        return [c for c in self.captures if c.container is not None]

    def body(self, capture: Capture) -> bytes:
        return self.bodies[capture.id]
