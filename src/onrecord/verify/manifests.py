"""Tag files of a bag as text: declaration, manifests, fetch list, bag-info."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from onrecord.wire import layout

VERSIONS = frozenset({(0, 93), (0, 94), (0, 95), (0, 96), (0, 97), (1, 0)})
LENGTHS = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128}
_ENCODINGS = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "iso8859-1", "ascii", "cp1252"}
)
_DECLARATION = re.compile(
    r"BagIt-Version: ([0-9]{1,3})\.([0-9]{1,3})(?:\r\n|\r|\n)"
    r"Tag-File-Character-Encoding: ([!-~]{1,40})[ \t]*(?:\r\n|\r|\n)*"
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_ROW = re.compile(r"([0-9a-fA-F]+)[ \t]+\*?([^ \t].*)", re.DOTALL)
_FETCH = re.compile(r"\S+[ \t]+(?:-|[0-9]+)[ \t]+(.+)", re.DOTALL)
_OXUM = re.compile(r"^Payload-Oxum[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_ESCAPES = {"%0a": "\n", "%0d": "\r", "%25": "%"}
_ESCAPE = re.compile(r"%(?:0[aAdD]|25)")


@dataclass(frozen=True, slots=True)
class Declaration:
    """What bagit.txt declares."""

    version: tuple[int, int]
    encoding: str


def read_declaration(body: bytes) -> Declaration:
    """The declaration in bagit.txt. Raises: ValueError if it is not one that is known."""
    found = _DECLARATION.fullmatch(body.decode("utf-8"))
    if not found:
        message = "is not a bag declaration"
        raise ValueError(message)
    version = (int(found[1]), int(found[2]))
    if version not in VERSIONS:
        message = f"declares BagIt version {found[1]}.{found[2]}, which is not known"
        raise ValueError(message)
    try:
        encoding = codecs.lookup(found[3]).name
    except (LookupError, ValueError):
        encoding = ""
    if encoding not in _ENCODINGS:
        message = f"declares the encoding {found[3]}, which is not read here"
        raise ValueError(message)
    return Declaration(version, encoding)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Path -> digest (lower case), and what is wrong with the listing."""

    name: str
    algorithm: str
    rows: dict[str, str]
    faults: tuple[str, ...]
    canonical: bool  # sorted, lower case, two spaces, one line feed: as sealing writes it


def read_manifest(name: str, algorithm: str, body: bytes, declared: Declaration) -> Manifest:
    """The manifest `name`; rows that cannot be used are left out and named in `faults`."""
    rows: dict[str, str] = {}
    faults: list[str] = []
    seen: dict[str, str] = {}
    payload = name.startswith("manifest-")
    try:
        text = body.decode(declared.encoding)
    except (UnicodeError, ValueError):
        return Manifest(name, algorithm, {}, (f"is not {declared.encoding} text",), canonical=False)
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if not line.strip():
            continue
        found = _ROW.fullmatch(line)
        if not found or len(found[1]) != LENGTHS[algorithm]:
            faults.append(f"line {number} is not a {algorithm} digest and a path")
            continue
        path = _unescaped(found[2], declared)
        why = layout.unsafe(path)
        if why is None and path.startswith(layout.PAYLOAD) is not payload:
            why = "is in the wrong manifest"
        if why is None and path in rows:
            why = "is listed twice"
        twin = seen.setdefault(layout.same_name_key(path), path)
        if why is None and twin != path:
            why = "is listed in two forms of one name"
        if why:
            faults.append(f"line {number}: the path {path!a} {why}")
        else:
            rows[path] = found[1].lower()
    written = "".join(f"{digest}  {path}\n" for path, digest in sorted(rows.items()))
    return Manifest(name, algorithm, rows, tuple(faults), canonical=written == text)


def _unescaped(path: str, declared: Declaration) -> str:
    while path.startswith("./"):
        path = path[2:]
    if declared.version >= (1, 0):
        return _ESCAPE.sub(lambda found: _ESCAPES[found[0].lower()], path)
    return path


def fetch_faults(body: bytes, declared: Declaration) -> tuple[str, ...]:
    """What is wrong with fetch.txt. Nothing in it is ever fetched."""
    try:
        text = body.decode(declared.encoding)
    except (UnicodeError, ValueError):
        return (f"is not {declared.encoding} text",)
    faults = []
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if not line.strip():
            continue
        found = _FETCH.fullmatch(line)
        path = _unescaped(found[1], declared) if found else ""
        if not found:
            faults.append(f"line {number} is not an address, a length and a path")
        elif layout.unsafe(path) or not path.startswith(layout.PAYLOAD):
            faults.append(f"line {number}: the path {path!a} lies outside the payload")
    return tuple(faults)


def read_oxum(body: bytes, declared: Declaration) -> str | None:
    """The stated Payload-Oxum ("bytes.files"), or `None`. Raises: ValueError if it is no text."""
    text = _LINE_END.sub("\n", body.decode(declared.encoding))
    found = _OXUM.search(text)
    return found[1] if found else None
