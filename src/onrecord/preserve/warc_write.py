"""WARC records of what was sent and received, byte for byte. No header is mended or left out."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from onrecord import __version__
from onrecord.preserve.limits import CHUNK_BYTES

_INFO = f"software: onrecord/{__version__}\r\nformat: WARC File Format 1.1\r\n".encode()


class Archive:
    """Writes one uncompressed WARC 1.1 file."""

    def __init__(self, out: BinaryIO, at: datetime) -> None:
        """Begin the file in `out`, which is empty; `at` is the time of the first record."""
        self._out = out
        self._count = 0
        self.record("warcinfo", None, "application/warc-fields", at, _INFO)

    def record(
        self,
        kind: str,
        uri: str | None,
        media: str,
        at: datetime,
        head: bytes,
        body: BinaryIO | None = None,
        *,
        more: Iterable[tuple[str, str]] = (),
    ) -> tuple[int, str]:
        """Write one record; its offset in the file and its id. `body` is read from its start."""
        digest = hashlib.sha256(head)
        size = len(head)
        for chunk in _chunks(body):
            digest.update(chunk)
            size += len(chunk)
        self._count += 1
        name = f"{self._count} {kind} {uri} {at.isoformat()} {digest.hexdigest()}"
        record_id = f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>"
        rows = [
            ("WARC-Type", kind),
            ("WARC-Record-ID", record_id),
            ("WARC-Date", at.isoformat().replace("+00:00", "Z")),
            *([("WARC-Target-URI", uri)] if uri else []),
            *more,
            ("WARC-Block-Digest", f"sha256:{digest.hexdigest()}"),
            ("Content-Type", media),
            ("Content-Length", str(size)),
        ]
        start = self._out.tell()
        header = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in rows) + "\r\n"
        self._out.write(header.encode("utf-8"))
        self._out.write(head)
        for chunk in _chunks(body):
            self._out.write(chunk)
        self._out.write(b"\r\n\r\n")
        return start, record_id


def _chunks(body: BinaryIO | None) -> Iterable[bytes]:
    if body is None:
        return
    body.seek(0)
    while chunk := body.read(CHUNK_BYTES):
        yield chunk
