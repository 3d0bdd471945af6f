"""Whether anything that was withheld can still be found in a folder, in any form it may take.

Each member is looked at raw, unpacked (zip, gzip, deflated streams of a PDF), as UTF-8 and UTF-16
text, and with HTML, percent, JSON and base64 escapes undone. Words are found in any letter case
and Unicode form. What only eyes can read, such as words in a picture, is not found.
"""

from __future__ import annotations

import base64
import binascii
import html
import io
import quopri
import re
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.wire.redactions import pattern_of

MAX_BYTES = 1 << 28  # of a member, and of what is unpacked from it
MAX_DEPTH = 3
_HEX = re.compile(r"[0-9a-f]{32,}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_JSON = re.compile(r"\\u([0-9a-fA-F]{4})")
_STREAM = re.compile(rb"stream\r?\n")
_GZIP = b"\x1f\x8b\x08"
_ZLIB_HEADS = (b"x\x01", b"x\x5e", b"x\x9c", b"x\xda")


@dataclass(frozen=True, slots=True)
class Leak:
    """A member in which something withheld was found."""

    member: str
    what: str  # "words" or "digest"; never the secret itself


def leaks(folder: Path, secrets: Iterable[str]) -> Iterator[Leak]:
    """Every member of `folder`, by bytes or by name, that holds one of `secrets`."""
    patterns, digests = [], set()
    for secret in secrets:
        found = _HEX.findall(secret)
        digests.update(found)
        if not found:
            patterns.append(pattern_of(secret))
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file():
            what = _found(name.encode(), patterns, digests) or _found(
                path.read_bytes(), patterns, digests
            )
            if what:
                yield Leak(name, what)


def _found(body: bytes, patterns: list[re.Pattern[str]], digests: set[str]) -> str | None:
    for view in _views(body, 0):
        for text in _texts(view):
            if any(pattern.search(text) for pattern in patterns):
                return "words"
            if any(run in digests or _holds(run, digests) for run in _HEX.findall(text)):
                return "digest"
    return None


def _holds(run: str, digests: set[str]) -> bool:
    return any(digest in run for digest in digests) if len(run) > len("sha256") * 6 else False


def _views(body: bytes, depth: int) -> Iterator[bytes]:
    """The bytes, and what is packed in them."""
    yield body
    if depth == MAX_DEPTH or len(body) > MAX_BYTES:
        return
    for inner in (*_unzipped(body), *_inflated(body), *_decoded(body)):
        yield from _views(inner, depth + 1)


def _unzipped(body: bytes) -> Iterator[bytes]:
    if not body.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for entry in archive.infolist():
                yield entry.filename.encode("utf-8", "replace")
                with archive.open(entry) as stream:
                    yield stream.read(MAX_BYTES)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError):
        return


def _inflated(body: bytes) -> Iterator[bytes]:
    starts = [found.end() for found in _STREAM.finditer(body)] if b"stream" in body else []
    if body.startswith(_ZLIB_HEADS):
        starts.append(0)
    for at in starts:
        if body[at : at + 2].startswith(_ZLIB_HEADS):
            yield _inflate(body[at:], zlib.MAX_WBITS)
    at = body.find(_GZIP)
    while at >= 0:
        yield _inflate(body[at:], zlib.MAX_WBITS | 16)
        at = body.find(_GZIP, at + 1)


def _inflate(body: bytes, bits: int) -> bytes:
    try:
        return zlib.decompressobj(bits).decompress(body, MAX_BYTES)
    except zlib.error:
        return b""


def _decoded(body: bytes) -> Iterator[bytes]:
    """All base64 in it, at its own beginning, as one text."""
    parts = []
    for run in _BASE64.findall(body):
        plain = run.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        try:
            parts.append(base64.b64decode(plain[: len(plain) // 4 * 4], validate=True))
        except binascii.Error:
            continue
    if parts:
        yield b"\n".join(parts)
    if b"=" in body and b"quoted-printable" in body.lower():
        yield quopri.decodestring(body)


def _texts(body: bytes) -> Iterator[str]:
    plain = body.decode("utf-8", "ignore")
    yield from _unescaped(plain)
    if b"\0" in body:
        for start in (0, 1):
            for encoding in ("utf-16-le", "utf-16-be"):
                yield unicodedata.normalize("NFC", body[start:].decode(encoding, "ignore"))
    elif not body.isascii():
        for encoding in ("cp1256", "cp1252", "iso8859-6"):
            yield body.decode(encoding, "ignore")


def _unescaped(text: str) -> Iterator[str]:
    yield unicodedata.normalize("NFC", text)
    if "&" in text:
        yield unicodedata.normalize("NFC", html.unescape(text))
    if "%" in text:
        yield unicodedata.normalize("NFC", urllib.parse.unquote_plus(text, errors="ignore"))
    if "\\u" in text:
        plain = _JSON.sub(lambda found: chr(int(found[1], 16)), text)
        yield unicodedata.normalize(
            "NFC", plain.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
        )
    if "\\x" in text or "\\'" in text:
        yield text.replace("\\", "")
    if "<" in text:  # words with markup between them
        yield re.sub(r"<[^<>]{0,5000}>", "", text)
