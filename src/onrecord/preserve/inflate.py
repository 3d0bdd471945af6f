"""Gzip with or without members, read so that cuts, damage and bombs are noticed."""

from __future__ import annotations

import zlib

from onrecord.preserve import limits
from onrecord.preserve.items import Budget, Readable

GZIP = b"\x1f\x8b"
_HEAD_BYTES = 16
_GZIP_BITS = 16 + zlib.MAX_WBITS


class Members:
    """The bytes inside each gzip member of a file; a file that is not packed is one member.

    A member ends as a file does; `advance` goes to the next. Behind a damaged or cut member there
    is none; `problem` says what and where.
    """

    def __init__(self, stream: Readable, budget: Budget) -> None:
        """Read from `stream`, from its start."""
        self._stream, self._budget = stream, budget
        self._raw = stream.read(limits.CHUNK_BYTES)
        self.packed = self._raw.startswith(GZIP)
        self._inflate = zlib.decompressobj(_GZIP_BITS)
        self._raw_end = len(self._raw)  # offset in the file behind `_raw`
        self._start = 0  # offset in the file of this member
        self._given = 0
        self.content_end = 0  # behind the last byte given that is no white space
        self.header_left: int | None = None
        self.head = b""
        self.problem: str | None = None

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most a chunk of them."""
        wanted = min(size, limits.CHUNK_BYTES) if size > 0 else limits.CHUNK_BYTES
        chunk = self._unpacked(wanted) if self.packed else self._plain(wanted)
        self.head = self.head or chunk[:_HEAD_BYTES]
        if kept := len(chunk.rstrip()):
            self.content_end = self._given + kept
        self._given += len(chunk)
        self._budget.spend(len(chunk))
        if self.header_left is not None:
            self.header_left -= len(chunk)
            if self.header_left < 0:
                message = f"a header of more than {limits.MAX_HEADER_BYTES} bytes"
                raise ValueError(message)
        return chunk

    def tell(self) -> int:
        """How many bytes were given."""
        return self._given

    def place(self, offset: int) -> int:
        """The offset in the file of a byte of this member: its own, or where the member starts."""
        return self._start if self.packed else offset

    def advance(self) -> bool:
        """Go to the next member, if there is one; padding with zero bytes does not count."""
        if not self.packed or self.problem is not None or not self._inflate.eof:
            return False
        self._raw = self._inflate.unused_data
        while self._more():
            self._raw = self._raw.lstrip(b"\x00")
            if self._raw:
                break
        if not self._raw:
            return False
        at = self._raw_end - len(self._raw)
        if self._raw[:1] != GZIP[:1]:
            self.problem = f"at byte {at} something else than a gzip member follows"
            return False
        self._inflate = zlib.decompressobj(_GZIP_BITS)
        self._start = at
        return True

    def _more(self) -> bool:
        if not self._raw:
            self._raw = self._stream.read(limits.CHUNK_BYTES)
            self._raw_end += len(self._raw)
        return bool(self._raw)

    def _plain(self, wanted: int) -> bytes:
        if not self._more():
            return b""
        chunk, self._raw = self._raw[:wanted], self._raw[wanted:]
        return chunk

    def _unpacked(self, wanted: int) -> bytes:
        while self.problem is None and not self._inflate.eof:
            if not self._more():
                self.problem = f"the gzip member at byte {self._start} is cut short"
                break
            try:
                chunk = self._inflate.decompress(self._raw, wanted)
            except zlib.error as error:
                self.problem = f"the gzip member at byte {self._start} is damaged ({error})"
                break
            self._raw = self._inflate.unconsumed_tail
            if chunk:
                return chunk
        return b""


class Decoded:
    """A payload without its content coding; `problem` says where that failed."""

    def __init__(self, stream: Readable, coding: str) -> None:
        """Undo `coding`: "gzip" or "deflate"."""
        self._stream = stream
        self._raw = stream.read(limits.CHUNK_BYTES)
        self._coding = coding
        # Archives often store the plain payload beside a header that still names a coding.
        self.plain = coding == "gzip" and not self._raw.startswith(GZIP)
        self._inflate = zlib.decompressobj(_GZIP_BITS if coding == "gzip" else self._window())
        self.problem: str | None = None

    def _window(self) -> int:
        """Deflate comes with a zlib header, as specified, or bare, as many servers send it."""
        try:
            zlib.decompressobj().decompress(self._raw, 1)
        except zlib.error:
            return -zlib.MAX_WBITS
        return zlib.MAX_WBITS

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most a chunk of them."""
        wanted = min(size, limits.CHUNK_BYTES) if size > 0 else limits.CHUNK_BYTES
        while self.problem is None and not self._inflate.eof:
            self._raw = self._raw or self._stream.read(limits.CHUNK_BYTES)
            if self.plain:
                chunk, self._raw = self._raw[:wanted], self._raw[wanted:]
                return chunk
            if not self._raw:
                self.problem = f"its {self._coding} coding is cut short"
                return b""
            try:
                chunk = self._inflate.decompress(self._raw, wanted)
            except zlib.error as error:
                self.problem = f"its {self._coding} coding is damaged ({error})"
                return b""
            self._raw = self._inflate.unconsumed_tail
            if chunk:
                return chunk
        while self._stream.read(limits.CHUNK_BYTES):  # so that all of the record is accounted for
            pass
        return b""
