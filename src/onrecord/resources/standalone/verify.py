"""Check a sealed accountability file with Python alone: 3.8 or newer, standard library only.

    python3 -I verify.py FOLDER [--json]

One file on purpose, so that it can be read in one sitting and kept apart from the program that
seals. It reads, and writes nothing; links are not followed and nothing is executed. Steps:
1. names and kinds of members; 2. manifests, digests, members that no list names; 3. the custody
log: root, checkpoint, each capture in it; 4. records: canonical form, ids, references, each quote
against the text of its document and, for text and web pages, against the preserved bytes; 5. each
object against its captures; 6. report and RO-Crate metadata. Each check is held, failed or not
checkable. Signatures and timestamps need more than the standard library: the public command that
checks them is printed. Of a redacted edition, steps 1 to 3 and the metadata are checked. The full
check is that of the program: onrecord verify.
Exit codes: 0 nothing failed, 1 a check failed, 2 there is no such folder.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import html
import json
import os
import re
import sys
import unicodedata
from collections import Counter
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Callable, Iterable, Iterator

HELD, FAILED, NOT_CHECKABLE = "held", "failed", "not_checkable"
CHUNK, MAX_LINE, MAX_SMALL, MAX_TEXT = 1 << 20, 2 << 30, 1 << 16, 1 << 30
MAX_MEMBERS, MAX_DEPTH, MAX_QUOTES = 1_000_000, 32, 2_000
DAMAGED = (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, IndexError)

LISTS = {"manifest-sha256.txt": "sha256", "manifest-sha512.txt": "sha512"}
TAGS = "tagmanifest-sha256.txt"
STRONG = {**LISTS, TAGS: "sha256"}
TAG_FILES = ["VERIFY.txt", "bag-info.txt", "bagit.txt", *LISTS]
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
LOG, DETAILS = "data/custody/log.jsonl", "data/custody/details.jsonl"
CHECKPOINT, VKEY, SEED = (f"data/custody/{name}" for name in ("checkpoint", "vkey", "seed"))
OPENINGS, REDACTIONS = "data/redaction/openings.jsonl", "data/redaction/redactions.csv"
EVENTS = ("event/1", "entry/1")  # in the open; with salted commitments
CRATE, REPORT, SCRIPT = "data/ro-crate-metadata.json", "data/report.html", "data/verify/verify.py"
SIGNATURE, SIGNERS = f"seal/{TAGS}.sig", "seal/allowed_signers"
# Kind of record -> the fields that give its id, and those that do so only if they are known.
IDENTITY: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "capture": (("origin", "sha256"), ("container", "member")),
    "document": (("object", "text"), ()),
    "claim": (("document", "content", "attribution"), ()),
    "allegation": (("claim", "act", "modality", "where", "when"), ()),
    "party": (("mentions",), ()),
    "place": (("mentions",), ()),
    "incident": (("members",), ()),
    "judgement": (
        ("question", "subjects", "part", "verdict", "value", "words", "reason", "by", "at"),
        (),
    ),
}
FILES = {
    kind: f"data/records/{name}.jsonld"
    for kind, name in (
        ("capture", "captures"), ("claim", "claims"), ("allegation", "allegations"),
        ("party", "parties"), ("place", "places"), ("independence", "independences"),
        ("incident", "incidents"), ("crime", "crimes"), ("finding", "findings"),
        ("failure", "failures"), ("document", "documents"), ("judgement", "judgements"),
        ("protection", "protections"), ("pattern", "patterns"),
    )
}  # fmt: skip
TABLES = [
    f"data/records/{name}.csv"
    for name in (
        "captures", "claims", "allegations", "incidents", "parties", "places", "findings", "gaps",
        "failures",
    )
]  # fmt: skip
# Kinds of which there may be no file, because there is no such record.
OPTIONAL = ("judgement", "protection", "pattern")
OPTIONAL_TABLES = ("judgements", "acled", "huridocs_acts", "huridocs_involvements")
MAY_BE = {
    *(FILES[kind] for kind in OPTIONAL),
    *(f"data/records/{name}.csv" for name in OPTIONAL_TABLES),
}
FIXED = {*TAG_FILES, TAGS, CRATE, REPORT, LOG, CHECKPOINT, *FILES.values(), *TABLES} - MAY_BE
REFERENCES = frozenset(
    {
        "after_notice", "claim", "claims", "claims_against", "claims_for", "container",
        "contradicting", "crime", "crimes", "disputing", "document", "incidents", "judgement",
        "left", "members", "nearest", "perpetrators", "places", "right", "silent",
        "silent_documents", "supporting",
    }
)  # fmt: skip
NOT_IDENTITY = ("id", "rule", "score")
LENGTHS = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128}
RESTRICTED = re.compile(r"data/redaction/restricted/[1-9][0-9]{0,8}\.age")
OBJECT = re.compile(r"data/objects/([0-9a-f]{2})/(\1[0-9a-f]{62})")
PROOF = re.compile(r"data/custody/proofs/(capture-[0-9a-f]{32})\.tlog-proof")
SEAL_TOKEN = re.compile(r"seal/tagmanifest-sha256\.txt\.[a-z0-9](?:[a-z0-9-]{0,62})\.tsr")
LOG_TOKEN = re.compile(r"data/custody/timestamps/([1-9][0-9]{0,8})\.[a-z0-9][a-z0-9-]{0,62}\.tsr")
STATUS = re.compile(rf"(?:{SEAL_TOKEN.pattern}|{LOG_TOKEN.pattern})\.pem")
MANIFEST = re.compile(r"((?:tag)?manifest)-([a-z0-9]+)\.txt")
ROW = re.compile(r"([0-9a-fA-F]+)[ \t]+\*?([^ \t].*)", re.DOTALL)
LINE_END = re.compile(r"\r\n|\r|\n")
RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
OXUM = re.compile(r"^Payload-Oxum[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE | re.IGNORECASE)
ESCAPE = re.compile(r"%(?:0[aAdD]|25)")
REFERENCE = re.compile(r"&#?\w{1,40};?")
SPACES = re.compile(r"[ \t\n\r\f]+")
TAG = re.compile(r"<[^<>]{0,5000}>")


def shown(text: object, limit: int = 300) -> str:
    """`text` fit to print: control and broken characters escaped, overlong ends cut."""
    known = str(text)[: limit + 1].encode("utf-8", "backslashreplace").decode("utf-8")
    safe = "".join(
        c if c.isprintable() else c.encode("unicode_escape", "replace").decode("ascii")
        for c in known
    )
    return safe if len(safe) <= limit else safe[:limit] + "…"


class Results:
    """What was found, in order: check, outcome, member, message."""

    def __init__(self) -> None:
        self.all: list[tuple[str, str, str | None, str]] = []

    def note(self, outcome: str, check: str, member: str | None, message: str) -> None:
        """Add a result."""
        name = None if member is None else shown(member)
        self.all.append((check, outcome, name, message if name is None else f"{name}: {message}"))

    def failed(self, check: str, member: str | None, message: str) -> None:
        """Add a failed check."""
        self.note(FAILED, check, member, message)

    def failures(self, check: str | None = None) -> int:
        """How many checks failed so far, of one name or of all."""
        return sum(each[1] == FAILED and check in (None, each[0]) for each in self.all)

    def named(self) -> set[str | None]:
        """The members that a failed check names."""
        return {member for _, outcome, member, _ in self.all if outcome == FAILED}

    def held_since(self, before: int, check: str, member: str | None, message: str) -> None:
        """Add a held check, if none of that name failed since there were `before` failures."""
        if self.failures(check) == before:
            self.note(HELD, check, member, message)


@contextmanager
def guarded(results: Results, check: str, member: str | None) -> Iterator[None]:
    """Turns what a hostile file makes go wrong into a failed check."""
    try:
        yield
    except DAMAGED as error:
        results.failed(check, member, f"cannot be checked: {shown(error)}")


# Step 1: members.


def unsafe(path: str) -> str | None:
    """Why a member may not be called `path`, if so."""
    parts = path.split("/")
    if not path or len(path) > 1024 or path[0] in "/~\\" or re.match(r"[A-Za-z]:", path):
        return "is empty, too long or leads outside the file"
    if any(part in {"", ".", ".."} for part in parts) or "\\" in path:
        return "has an empty, '.' or '..' part or a backslash"
    if any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in path):
        return "holds a control or format character"
    return "is reserved by some systems" if any(map(RESERVED.fullmatch, parts)) else None


def same_name_key(path: str) -> str:
    """Equal for two names that some file systems cannot tell apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def belongs(path: str) -> bool:
    """Whether a sealed file may hold `path`."""
    forms = (OBJECT, PROOF, SEAL_TOKEN, LOG_TOKEN, STATUS, RESTRICTED)
    known = {*FIXED, *MAY_BE, DETAILS, SEED, OPENINGS, REDACTIONS, VKEY, SIGNATURE, SIGNERS, SCRIPT}
    return path in known or any(form.fullmatch(path) for form in forms)


class Folder:
    """The safe members of a folder: path -> size. Links and devices are named, never opened."""

    def __init__(self, root: Path, results: Results) -> None:
        self.root = root
        self.sizes: dict[str, int] = {}
        seen: dict[str, str] = {}
        count, waiting = 0, [("", 0)]
        while waiting:
            prefix, depth = waiting.pop()
            try:
                entries = sorted(os.scandir(root / prefix), key=lambda entry: entry.name)
            except OSError as error:
                results.failed("limits", prefix or None, f"cannot be listed ({shown(error)})")
                continue
            count += len(entries)
            if count > MAX_MEMBERS or depth > MAX_DEPTH:
                results.failed("limits", prefix or None, "too many members or folders in folders")
                break
            for entry in entries:
                name = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((name + "/", depth + 1))
                    continue
                twin = seen.setdefault(same_name_key(name), name)
                why = unsafe(name)
                if not entry.is_file(follow_symlinks=False):
                    kind = "a symbolic link" if entry.is_symlink() else "no regular file"
                    results.failed("limits", name, f"is {kind}; it is not followed or opened")
                elif why or twin != name:
                    results.failed("limits", name, why or f"cannot be told from {shown(twin)}")
                else:
                    self.sizes[name] = entry.stat(follow_symlinks=False).st_size
        results.held_since(0, "limits", None, f"{len(self.sizes)} members have safe names")

    def open(self, path: str) -> BinaryIO:
        """The bytes of a member as a stream. Raises: OSError."""
        if path not in self.sizes:
            raise FileNotFoundError(path)
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        return os.fdopen(os.open(str(self.root / path), flags), "rb")

    def chunks(self, path: str) -> Iterator[bytes]:
        """The bytes of a member, in parts. Raises: OSError."""
        with self.open(path) as stream:
            part = stream.read(CHUNK)
            while part:
                yield part
                part = stream.read(CHUNK)

    def lines(self, path: str) -> Iterator[bytes]:
        """The lines of a member. Raises: OSError; ValueError for one too long or not ended."""
        with self.open(path) as stream:
            while True:
                line = stream.readline(MAX_SMALL)
                if not line:
                    return
                if not line.endswith(b"\n"):
                    message = "is too long or not ended"
                    raise ValueError(message)
                yield line[:-1]

    def read(self, path: str, limit: int = MAX_TEXT) -> bytes:
        """All bytes of a member of at most `limit`. Raises: OSError."""
        with self.open(path) as stream:
            body = stream.read(limit + 1)
        if len(body) > limit:
            message = f"more than {limit} bytes"
            raise OSError(message)
        return body


# Step 2: the bag.


def read_manifest(name: str, algorithm: str, body: bytes, results: Results) -> dict[str, str]:
    """Path -> digest, of the manifest `name`; what is wrong with it is named."""
    rows: dict[str, str] = {}
    seen: dict[str, str] = {}
    before = results.failures()
    try:
        text = body.decode("utf-8")
    except ValueError:
        results.failed("manifests", name, "is not utf-8 text")
        return rows
    for number, line in enumerate(LINE_END.split(text), start=1):
        row = ROW.fullmatch(line)
        if not line.strip():
            continue
        if row is None or len(row[1]) != LENGTHS[algorithm]:
            results.failed("manifests", name, f"line {number} is not a digest and a path")
            continue
        path = re.sub(r"\A(?:\./)+", "", row[2])
        path = ESCAPE.sub(lambda found: chr(int(found[0][1:], 16)), path)
        why = unsafe(path)
        if why is None and path.startswith("data/") is not name.startswith("manifest-"):
            why = "is in the wrong manifest"
        if why is None and (path in rows or seen.get(same_name_key(path), path) != path):
            why = "is listed twice"
        seen.setdefault(same_name_key(path), path)
        if why:
            results.failed("manifests", name, f"line {number}: the path {shown(path)} {why}")
        else:
            rows[path] = row[1].lower()
    written = "".join(f"{digest}  {path}\n" for path, digest in sorted(rows.items()))
    if name not in STRONG:
        results.failed("listing", name, "does not belong to a sealed file")
    elif results.failures() == before and written != text:
        results.failed("manifests", name, "is not written as sealing writes it")
    return rows


class Bag:
    """The manifests, the digests found, and the members whose listed digests all hold."""

    def __init__(self, folder: Folder, results: Results) -> None:
        self.folder, self.results = folder, results
        self.manifests: dict[str, tuple[str, dict[str, str]]] = {}  # name -> algorithm, rows
        self.digests: dict[str, dict[str, str]] = {}
        self.sound: set[str] = set()
        if self._tag("bagit.txt", BAGIT) != BAGIT:
            results.failed("manifests", "bagit.txt", "does not declare BagIt 1.0 in UTF-8")
        for path in sorted(folder.sizes):
            name = MANIFEST.fullmatch(path)
            if name and name[2] in LENGTHS:
                body = self._tag(path)
                self.manifests[path] = name[2], read_manifest(path, name[2], body, results)
        if not any(name.startswith("manifest-") for name in self.manifests):
            results.failed("manifests", None, "there is no manifest of the payload")
        self._hash()
        for payload in (True, False):
            group = {n for n in self.manifests if n.startswith("manifest-") is payload}
            present = {p for p in folder.sizes if p.startswith("data/") is payload}
            self._listing(group, present, payload)
            for path in sorted(present & self.digests.keys()):
                if self._digests_hold(path, group):
                    self.sound.add(path)
        self._oxum()
        self._sealed()

    def _tag(self, path: str, missing: bytes = b"") -> bytes:
        try:
            return self.folder.read(path) if path in self.folder.sizes else missing
        except OSError as error:
            self.results.failed("fixity", path, f"cannot be read ({shown(error)})")
            return b""

    def _hash(self) -> None:
        """Read every member once, for all algorithms at once."""
        for path in sorted(self.folder.sizes):
            payload = path.startswith("data/")
            names = {"sha256", "sha512"} if payload else {"sha256"}
            for name, (algorithm, _) in self.manifests.items():
                if name.startswith("manifest-") is payload:
                    names.add(algorithm)
            hashes = {name: hashlib.new(name) for name in sorted(names)}
            try:
                for part in self.folder.chunks(path):
                    for each in hashes.values():
                        each.update(part)
            except OSError as error:
                self.results.failed("fixity", path, f"cannot be read ({shown(error)})")
                continue
            self.digests[path] = {name: each.hexdigest() for name, each in hashes.items()}

    def _listing(self, group: set[str], present: set[str], payload: bool) -> None:  # noqa: FBT001
        """Every listed member is there, every payload member is listed."""
        before = self.results.failures("listing")
        rows = {name: self.manifests[name][1] for name in sorted(group)}
        listed = set(chain.from_iterable(rows.values()))
        by_key = {same_name_key(path): path for path in present - listed}
        by_digest = {d: path for path, all_ in sorted(self.digests.items()) for d in all_.values()}
        for path in sorted(listed - present):
            lists = [name for name in rows if path in rows[name]]
            other = by_key.get(same_name_key(path)) or by_digest.get(rows[lists[0]][path])
            renamed = other is not None and belongs(other) and not belongs(path)
            if len(lists) < len(rows) or renamed:  # the listing itself was changed
                self.results.failed("listing", lists[0], f"lists {shown(path)}, which is missing")
            else:
                hint = "" if other in {None, *listed} else f"; {shown(other)} may be the same"
                self.results.failed("listing", path, f"is listed but missing{hint}")
        for path in sorted(present if payload else ()):
            absent = [name for name in rows if path not in rows[name]]
            if rows and len(absent) == len(rows):
                self.results.failed("listing", path, "no manifest lists it")
                continue
            for name in absent:
                self.results.failed("listing", name, f"does not list {shown(path)}")
        if group:
            what = f"every listed {'payload' if payload else 'tag'} file is there ({len(listed)})"
            self.results.held_since(before, "listing", None, what)

    def _digests_hold(self, path: str, group: set[str]) -> bool:
        """Whether the bytes are those listed; names the member, or the manifest if that is off."""
        lists = {n: a for n, (a, rows) in self.manifests.items() if n in group and path in rows}
        stated = {name: self.manifests[name][1][path] for name in lists}
        found = {name: self.digests[path][algorithm] for name, algorithm in lists.items()}
        wrong = sorted(name for name in lists if stated[name] != found[name])
        if not wrong:
            if lists:
                self.results.note(HELD, "fixity", path, "has the listed digests")
            return bool(lists)
        # A changed member changes every digit of its digest, a changed listing only some.
        nearly = all(
            sum(a == b for a, b in zip(stated[name], found[name])) > len(found[name]) / 2
            for name in wrong
        )
        listing = len(wrong) < len(lists) or nearly
        for name in wrong:
            what = f"{lists[name]} of {shown(path)} is {found[name]}, {name} says {stated[name]}"
            self.results.failed("fixity", name if listing else path, what)
        return listing

    def _oxum(self) -> None:
        """The size and number of payload files that bag-info.txt states."""
        if "bag-info.txt" not in self.folder.sizes:
            return
        text = LINE_END.sub("\n", self._tag("bag-info.txt").decode("utf-8", "replace"))
        stated = OXUM.search(text)
        sizes = [size for path, size in self.folder.sizes.items() if path.startswith("data/")]
        found = f"{sum(sizes)}.{len(sizes)}"
        if stated and stated[1] == found:
            self.results.note(HELD, "oxum", "bag-info.txt", f"the payload is {found}")
        elif stated and self.results.failures():
            self.results.note(NOT_CHECKABLE, "oxum", "bag-info.txt", "other members are changed")
        elif stated:
            self.results.failed("oxum", "bag-info.txt", f"states {shown(stated[1])}, not {found}")

    def _sealed(self) -> None:
        """What a sealed file asks beyond a valid bag."""
        before, sizes = self.results.failures("listing"), self.folder.sizes
        for path in sorted(FIXED - sizes.keys()):
            self.results.failed("listing", path, "is missing")
        tags = self.manifests.get(TAGS, ("", {}))[1] if TAGS not in self.results.named() else None
        for path in sorted(sizes):
            if not belongs(path) and path not in self.manifests:
                self.results.failed("listing", path, "does not belong to a sealed file")
            elif path in TAG_FILES and tags and path not in tags:
                self.results.failed("listing", TAGS, f"does not list {path}")
        self.results.held_since(before, "listing", None, "no member stands there unlisted")


# Step 3: the custody log.


def record_digest(terms: dict[str, Any]) -> str:
    """SHA-256 over what the record of a capture states; what is not known is left out."""
    stated = without_unknown({name: terms[name] for name in terms if name != "schema"})
    return hashlib.sha256(canonical(stated)).hexdigest()


def without_unknown(value: Any) -> Any:  # noqa: ANN401 - JSON
    """The value without the fields that are `None`, at every depth."""
    if isinstance(value, dict):
        return {name: without_unknown(part) for name, part in value.items() if part is not None}
    return [without_unknown(part) for part in value] if isinstance(value, list) else value


def canonical(value: object) -> bytes:
    """UTF-8 JSON with sorted keys and no white space."""
    text = json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8", "surrogatepass")


def node(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node (RFC 6962)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def levels(leaves: list[bytes]) -> list[list[bytes]]:
    """The rows of the tree, leaves first; the last holds the root."""
    rows = [leaves or [hashlib.sha256(b"").digest()]]
    while len(rows[-1]) > 1:
        row = rows[-1]
        paired = [node(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        rows.append(paired + row[len(paired) * 2 :])
    return rows


def b64(data: bytes) -> str:
    """Base64 in one line."""
    return base64.b64encode(data).decode("ascii")


class Log:
    """The events, if the log gives its checkpoint; `ok` says so."""

    def __init__(self, bag: Bag) -> None:
        self.bag, results = bag, bag.results
        self.events: list[dict[str, Any]] = []
        self.data: list[bytes] = []  # the lines, which are the leaves
        self.ok, self.note, self.origin = False, b"", ""
        if not {LOG, CHECKPOINT, *({DETAILS} & bag.folder.sizes.keys())} <= bag.sound:
            results.note(NOT_CHECKABLE, "log", LOG, "log or checkpoint are not as sealed")
            return
        before = results.failures()
        self.note = bag.folder.read(CHECKPOINT, MAX_TEXT)
        self._read()
        self.rows = levels([hashlib.sha256(b"\0" + line).digest() for line in self.data])
        name = self.rows[0][0].hex()[:32] if self.data else "empty"
        self.origin = f"onrecord/log-{name}"
        head = f"{self.origin}\n{len(self.data)}\n{b64(self.rows[-1][0])}\n".encode()
        text, gap, _ = self.note.partition(b"\n\n")
        if results.failures() > before:
            return
        if not re.fullmatch(rb"[^\n]+\n(?:0|[1-9][0-9]*)\n[A-Za-z0-9+/=]+\n?", text):
            results.failed("log", CHECKPOINT, "is no checkpoint")
        elif (text + b"\n" if gap else text) != head:
            said = shown(text.decode("utf-8", "replace"))
            results.failed("log", LOG, f"gives {shown(head.decode())}; the checkpoint says {said}")
        else:
            self.ok = True
            results.note(HELD, "log", LOG, f"{len(self.data)} events give the checkpoint")

    def _read(self) -> None:
        folder, failed = self.bag.folder, self.bag.results.failed
        try:
            details = list(folder.lines(DETAILS)) if DETAILS in folder.sizes else None
            for number, line in enumerate(folder.lines(LOG), start=1):
                event = json.loads(line)
                if canonical(event) != line or event["schema"] not in {"event/1", "entry/1"}:
                    failed("log", LOG, f"line {number} is no canonical event")
                if event["schema"] == "entry/1":  # values are withheld, or opened by details
                    event.update(actor=None, object=None, detail=None)
                if details is not None:
                    opened = details[number - 1] if number <= len(details) else b""
                    self._open(event, opened, number)
                self.events.append(event)
                self.data.append(line)
            if details is not None and len(details) > len(self.data):
                failed("log", DETAILS, "has more lines than the log")
        except DAMAGED as error:
            failed("log", LOG, f"line {len(self.data) + 1}: {shown(error)}")

    def _open(self, event: dict[str, Any], line: bytes, number: int) -> None:
        """Put the values in that details give, if they are what the log commits to."""
        try:
            opened = json.loads(line)
            for field, (salt, value) in opened.items():
                digest = hashlib.sha256((salt + value).encode("utf-8", "surrogatepass"))
                if len(salt) != 32 or event["commitments"][field] != digest.hexdigest():
                    raise ValueError(field)
                event[field] = value
            if canonical(opened) != line:
                raise ValueError("form")
        except DAMAGED as error:
            why = f"line {number} is not what the log commits to ({shown(error)})"
            self.bag.results.failed("log", DETAILS, why)

    def tells(self, captures: list[dict[str, Any]], documents: dict[str, str]) -> None:
        """Each capture has its event, each document is the one that was logged."""
        results, before = self.bag.results, self.bag.results.failures("log")
        if not self.ok or FILES["capture"] not in self.bag.sound:
            return
        proofs: dict[str, bytes] = {}
        told: dict[tuple[str, str | None], int] = {}
        digests: dict[tuple[str, str | None], set[str | None]] = {}
        for place, event in reversed(list(enumerate(self.events))):
            if event["action"] == "captured":
                name, _, digest = (event["detail"] or "").partition(" ")
                told[event["object"], name or None] = place
                digests.setdefault((event["object"], name or None), set()).add(digest or None)
        bare = {sha256 for sha256, _ in told}
        for capture in captures:
            sha256 = capture["sha256"]
            place = told.get((sha256, capture["id"]), told.get((sha256, None)))
            if place is not None:
                proofs[f"data/custody/proofs/{capture['id']}.tlog-proof"] = self._proof(place)
                known = digests.get((sha256, capture["id"]), {None})
                if not known & {None, record_digest(capture)}:
                    what = f"{capture['id']} is not the record that the log tells of"
                    results.failed("log", FILES["capture"], what)
            else:
                member = FILES["capture"] if sha256 in bare else LOG
                results.failed("log", member, f"the log does not tell of {capture['id']}")
        read: dict[str, set[str]] = {}
        for event in self.events:
            if event["action"] == "read":
                read.setdefault(event["object"], set()).add(event["detail"])
        for document, sha256 in documents.items():
            if document not in read.get(sha256, {document}):
                results.failed("log", FILES["document"], f"{document} is not what was read")
        if VKEY in self.bag.folder.sizes:
            self._proofs_are(proofs)
        results.held_since(before, "log", LOG, "tells of every capture")

    def _proof(self, place: int) -> bytes:
        """The inclusion proof of an event (C2SP tlog-proof)."""
        path, at = [], place
        for row in self.rows[:-1]:
            if at ^ 1 < len(row):
                path.append(b64(row[at ^ 1]))
            at >>= 1
        head = ["c2sp.org/tlog-proof@v1", "extra " + b64(self.data[place]), f"index {place}"]
        return "\n".join([*head, *path, "", ""]).encode() + self.note

    def _proofs_are(self, proofs: dict[str, bytes]) -> None:
        folder, results = self.bag.folder, self.bag.results
        stray = {path for path in folder.sizes if PROOF.fullmatch(path)}
        for path, body in proofs.items():
            if path not in stray:
                results.failed("log", path, "is missing")
            elif path in self.bag.sound and folder.read(path) != body:
                results.failed("log", path, "is not the proof that this log gives")
        for path in sorted(stray - proofs.keys()):
            results.failed("log", path, "proves nothing of a capture in this file")


# Step 4: records and quotes.


def bare(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """The value without what is no part of an id, at every depth."""
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items() if key not in NOT_IDENTITY}
    return [bare(item) for item in value] if isinstance(value, list) else value


def fault_of(record: dict[str, Any], kind: str, line: bytes) -> str | None:
    """What is wrong with the form or the id of a record, if anything."""
    if canonical(record) != line:
        return "the record is not in canonical form"
    if not re.fullmatch(kind + "/[1-9]", str(record.get("schema"))):
        return f"its schema is {shown(record.get('schema'))}"
    if kind in IDENTITY:
        always, if_known = IDENTITY[kind]
        facts = {name: record[name] for name in always}
        facts.update({n: record[n] for n in if_known if record.get(n) is not None})
        found = f"{kind}-{hashlib.sha256(canonical(bare(facts))).hexdigest()[:32]}"
        if found != record["id"]:
            return f"{shown(record['id'])} should be {found}: it is not what its id says"
    return None


def read_record(line: bytes, kind: str) -> tuple[dict[str, Any], str | None]:
    """The record in a line, as far as it can be read, and what is wrong with it."""
    record: dict[str, Any] = {}
    try:
        record = dict(json.loads(line))
        return record, fault_of(record, kind, line)
    except DAMAGED as error:
        return record, shown(error)


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """The records of a file, in its fixed frame. Raises: ValueError."""
    head = stream.readline(MAX_SMALL)
    context = json.loads(head.replace(b',"@graph":[', b"}"))["@context"]
    if not head.endswith(b',"@graph":[\n') or context["@base"] != "onrecord:/":
        message = "line 1 is not the context of records"
        raise ValueError(message)
    more = first = True
    while True:
        line = stream.readline(MAX_LINE)
        if line == b"]}\n" and (first or not more):
            break
        if not line.startswith(b"{") or not line.endswith(b"\n") or not more:
            message = "a record or the end of the list was expected"
            raise ValueError(message)
        more, first = line.endswith(b",\n"), False
        yield line[: -2 if more else -1]
    if stream.read(1):
        message = "something follows the end of the list"
        raise ValueError(message)


class Records:
    """The sound records of every kind but documents; ids; quotes by document."""

    def __init__(self, bag: Bag) -> None:
        self.bag = bag
        self.of: dict[str, list[dict[str, Any]]] = {}
        self.ids: set[str] = set()
        self.whole: set[str] = set()  # kinds that were read without a fault
        self.seen: set[str] = set()  # kinds that were read
        self.quotes: dict[str, list[tuple[dict[str, Any], str]]] = {}
        self.named: list[tuple[str, str]] = []  # id that a record names, member of that record
        for kind, path in FILES.items():
            if kind in OPTIONAL and path not in bag.folder.sizes:
                self.of[kind] = []
                self.seen.add(kind)
            elif kind != "document":
                self.of[kind] = list(self.each(kind))

    def each(self, kind: str) -> Iterator[dict[str, Any]]:
        """The sound records of one kind, one at a time; the spans in them are noted."""
        path, results, before = FILES[kind], self.bag.results, self.bag.results.failures()
        if path not in self.bag.sound:
            results.note(NOT_CHECKABLE, "records", path, "its bytes are not those sealed")
            return
        self.seen.add(kind)
        try:
            with self.bag.folder.open(path) as stream:
                for number, line in enumerate(lines_of(stream), start=2):
                    record, why = read_record(line, kind)
                    name = record.get("id")
                    if why is None and name is not None and name in self.ids:
                        why = f"{shown(name)} stands there twice"
                    if name is not None:
                        self.ids.add(str(name))
                    if why:
                        results.failed("records", path, f"line {number}: {why}")
                        continue
                    self._walk(record, path)
                    yield record
        except DAMAGED as error:
            results.failed("records", path, f"is not a file of records ({shown(error)})")
        if results.failures() == before:
            self.whole.add(kind)
            results.note(HELD, "records", path, "each record is what its id says")

    def _walk(self, record: dict[str, Any], path: str) -> None:
        """Note every span and every reference, and values without a quote."""
        waiting: list[tuple[str, Any]] = [("", record)]
        while waiting:
            key, value = waiting.pop()
            if isinstance(value, list):
                waiting.extend((key, item) for item in value)
            elif isinstance(value, str) and key in REFERENCES:
                self.named.append((value, path))
            elif isinstance(value, dict):
                if value.keys() == {"document", "start", "end", "quote"}:
                    self.quotes.setdefault(str(value["document"]), []).append((value, path))
                    continue
                if [] in (value.get(k) for k in ("spans", "content", "mentions")):
                    self.bag.results.failed("quotes", path, "holds a value without a quote")
                waiting.extend(value.items())

    def check_documents(self) -> dict[str, str]:
        """Check each document with the quotes from it; document id -> sha256 of its object."""
        found, results = {}, self.bag.results
        for document in self.each("document"):
            found[document["id"]] = document["object"]
            with guarded(results, "records", FILES["document"]):
                self._quotes(document, self.quotes.pop(document["id"], []))
                self._origins(document)
        for name, quotes in sorted(self.quotes.items() if "document" in self.seen else ()):
            for _, member in quotes if name not in self.ids else ():
                results.failed("quotes", member, f"quotes {shown(name)}, which is not there")
        return found

    def _quotes(self, document: dict[str, Any], quotes: list[tuple[dict[str, Any], str]]) -> None:
        """Whether each quote is what stands at its place."""
        text, held = document["text"], 0
        for span, member in quotes:
            start, end = span["start"], span["end"]
            if 0 <= start < end <= len(text) and text[start:end] == span["quote"]:
                held += 1
                continue
            what = f"{shown(span['quote'], 80)} is not at [{start}, {end}) of {document['id']}"
            self.bag.results.failed("quotes", member, what)
        what = f"{held} stand in {document['id']}"
        self.bag.results.note(HELD, "quotes", FILES["document"], what)

    def _origins(self, document: dict[str, Any]) -> None:
        """Whether the preserved bytes give the text."""
        sha256, results = document["object"], self.bag.results
        path = f"data/objects/{sha256[:2]}/{sha256}"
        if path not in self.bag.sound:
            results.note(NOT_CHECKABLE, "origins", path, "is missing or changed")
            return
        rows = document["origins"]
        if document["encoding"] is None or any(row["byte_start"] is None for row in rows):
            why = "its words have no place in bytes; open it and look, or run: onrecord verify"
            results.note(NOT_CHECKABLE, "origins", path, why)
            return
        if gives(self.bag.folder.read(path), document):
            results.note(HELD, "origins", path, f"its bytes give the text of {document['id']}")
        else:
            what = f"the bytes of {path} do not give the text of {document['id']}"
            results.failed("origins", FILES["document"], what)

    def check_references(self) -> None:
        """What a record names is there."""
        results, before = self.bag.results, self.bag.results.failures("references")
        if self.seen != FILES.keys():
            results.note(NOT_CHECKABLE, "references", None, "some records were not read")
            return
        for name, member in self.named:
            if name not in self.ids:
                results.failed("references", member, f"names {shown(name)}, which is not there")
        results.held_since(before, "references", None, f"{len(self.named)} lead to a record")


def gives(body: bytes, document: dict[str, Any]) -> bool:
    """Whether the origin rows lead from `body` to the whole text of a document."""
    text, at = document["text"], 0
    try:
        for row in document["origins"]:
            words = text[row["start"] : row["end"]]
            raw = body[row["byte_start"] : row["byte_end"]]
            outside = not 0 <= row["byte_start"] < row["byte_end"] <= len(body)
            if outside or row["start"] < at or text[at : row["start"]].strip():
                return False
            at = row["end"]
            try:
                said = raw.decode(document["encoding"])
            except UnicodeDecodeError:  # shown as one character that stands for such bytes
                if row["verbatim"] or words != "\ufffd":
                    return False
                continue
            blank = words == " " and SPACES.fullmatch(said)
            shorthand = REFERENCE.fullmatch(said) and html.unescape(said) == words
            if said != words if row["verbatim"] else not (blank or shorthand):
                return False
    except (LookupError, ValueError, TypeError):  # no encoding, no numbers: a hostile record
        return False
    return not text[at:].strip()


# Steps 5 and 6, and what the standard library cannot check.


def check_objects(bag: Bag, records: Records) -> None:
    """Each object has a capture, each capture its object, with the digests that it states."""
    if "capture" not in records.whole:
        bag.results.note(NOT_CHECKABLE, "objects", FILES["capture"], "captures are damaged")
        return
    captures = {capture["sha256"]: capture for capture in records.of["capture"]}
    before = bag.results.failures("objects")
    for path, size in sorted(bag.folder.sizes.items()):
        found = OBJECT.fullmatch(path)
        if not found or path not in bag.sound:
            continue
        capture, digests = captures.get(found[2]), bag.digests[path]
        if capture is None:
            bag.results.failed("objects", path, "no capture tells where it comes from")
        elif digests["sha256"] != found[2]:
            bag.results.failed("objects", path, "has not the digest that names it")
        elif (capture["size"], capture["sha512"]) != (size, digests["sha512"]):
            bag.results.failed("objects", FILES["capture"], f"{capture['id']} states another size")
    named = bag.results.named()
    for sha256, capture in sorted(captures.items()):
        path = f"data/objects/{sha256[:2]}/{sha256}"
        if path not in bag.folder.sizes and path not in named:
            bag.results.failed("objects", path, f"is missing, {capture['id']} tells of it")
    bag.results.held_since(before, "objects", None, f"{len(captures)} are what captures state")


def check_crate(bag: Bag) -> None:
    """The RO-Crate metadata describes the payload as found."""
    if CRATE not in bag.sound:
        bag.results.note(NOT_CHECKABLE, "crate", CRATE, "its bytes are not those sealed")
        return
    results, before = bag.results, bag.results.failures("crate")
    try:
        graph = json.loads(bag.folder.read(CRATE))["@graph"]
        entities = {entity["@id"]: entity for entity in graph}
        files = {name for name, each in entities.items() if each.get("@type") == "File"}
        about = entities["ro-crate-metadata.json"]["about"]
    except DAMAGED as error:
        results.failed("crate", CRATE, f"is no RO-Crate metadata ({shown(error)})")
        return
    if about != {"@id": "./"} or len(entities) != len(graph):
        results.failed("crate", CRATE, "does not describe this folder, or a file twice")
    payload = {path[5:]: path for path in bag.folder.sizes if path.startswith("data/")}
    for name, path in sorted(payload.items()):
        if path == CRATE or path not in bag.sound:
            continue
        stated = [entities.get(name, {}).get(key) for key in ("sha256", "contentSize")]
        if stated != [bag.digests[path]["sha256"], str(bag.folder.sizes[path])]:
            results.failed("crate", CRATE, f"{shown(path)} is not described as found")
    for name in sorted(files - payload.keys() if not results.failures("listing") else ()):
        results.failed("crate", CRATE, f"describes {shown(name)}, which is not there")
    results.held_since(before, "crate", CRATE, f"describes {len(files)} files")


def check_report(bag: Bag, claims: Iterable[dict[str, Any]]) -> None:
    """The words of each claim stand in the report."""
    if REPORT not in bag.sound:
        bag.results.note(NOT_CHECKABLE, "report", REPORT, "its bytes are not those sealed")
        return
    before = bag.results.failures("report")
    page = bag.folder.read(REPORT, MAX_LINE).decode("utf-8", "replace")
    text = "".join(html.unescape(TAG.sub("", page)).split())
    quotes = [(claim["id"], span["quote"]) for claim in claims for span in claim["content"]]
    for name, quote in quotes[:MAX_QUOTES]:
        if "".join(quote.split()) not in text:
            bag.results.failed("report", REPORT, f"does not show the words of {name}")
    if quotes[MAX_QUOTES:]:
        bag.results.note(NOT_CHECKABLE, "report", REPORT, "some quotes were not searched in it")
    bag.results.held_since(before, "report", REPORT, f"shows {len(quotes[:MAX_QUOTES])} quotes")


def signature_faults(bag: Bag, log: Log) -> Iterator[tuple[str, str]]:
    """Where the parts of a signed file do not fit one another: member, and what is wrong."""
    vkey = bag.folder.read(VKEY, MAX_SMALL)
    raw = base64.b64decode(vkey.strip().split(b"+", 2)[2], validate=True)
    public = raw[1:]
    kind = b"ssh-ed25519"
    blob = len(kind).to_bytes(4, "big") + kind + len(public).to_bytes(4, "big") + public
    line = f"ssh-ed25519 {b64(blob)}"
    own = "SHA256:" + b64(hashlib.sha256(blob).digest()).rstrip("=")
    key_id = hashlib.sha256(log.origin.encode() + b"\n" + raw).digest()[:4]
    if raw[:1] != b"\x01" or vkey != f"{log.origin}+{key_id.hex()}+{b64(raw)}\n".encode():
        yield VKEY, "is not the key of this log"
        return
    acts = {"key_created", "key_introduced", "key_rotated"}
    told = [str(e["detail"]).partition(" ") for e in log.events if e["action"] in acts]
    names = [name for name, _, key in told if key == line]
    if not names:
        yield VKEY, "holds a key that the log does not make known"
    elif (
        bag.folder.read(SIGNERS, MAX_SMALL) != f'{names[0]} namespaces="onrecord" {line}\n'.encode()
    ):
        yield SIGNERS, "does not name the key of the checkpoint"
    rows = bag.folder.read(SIGNATURE, MAX_SMALL).decode("ascii").split("\n")
    armour = ["-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----", ""]
    head = b"SSHSIG\0\0\0\x01" + len(blob).to_bytes(4, "big") + blob + b"\0\0\0\x08onrecord"
    if [rows[0], *rows[-2:]] != armour:
        yield SIGNATURE, "is no SSH signature"
    elif not base64.b64decode("".join(rows[1:-2]), validate=True).startswith(head):
        yield SIGNATURE, "is by another key than the checkpoint, or made for something else"
    signed = log.note.partition(b"\n\n")[2].decode("utf-8").split("\n")
    first = signed[0].split(" ")
    own_line = len(signed) == 2 and first[:2] == ["\u2014", log.origin]
    if not own_line or base64.b64decode(first[2], validate=True)[:4] != key_id:
        yield CHECKPOINT, "is not signed by the key beside it, and it alone"
    sealed = [event["object"] for event in log.events if event["action"] == "sealed"][-1:]
    replaced = {e["object"] for e in log.events if e["action"] in {"key_rotated", "key_revoked"}}
    if sealed not in ([], [own]) or own in replaced:
        yield SIGNATURE, "is by another key than the log says sealed it, or by a replaced one"


def check_signature(bag: Bag, log: Log) -> None:
    """The parts of a signature fit one another; whether it holds is for a public tool."""
    results, parts = bag.results, (SIGNATURE, SIGNERS, VKEY)
    missing = [path for path in parts if path not in bag.folder.sizes]
    if len(missing) == len(parts):
        why = "it is not signed: who sealed it cannot be told from the file alone"
        results.note(NOT_CHECKABLE, "authenticity", None, why)
        if b"\n\n" in log.note:
            results.failed("log", VKEY, "is missing, and the checkpoint is signed")
        return
    for path in missing:
        results.failed("listing", path, "is missing, and other parts of a signature are there")
    if missing or not log.ok or VKEY not in bag.sound:
        results.note(NOT_CHECKABLE, "authenticity", SIGNATURE, "other parts are damaged")
        return
    try:
        for path, fault in signature_faults(bag, log):
            results.failed("authenticity", path, fault)
    except DAMAGED as error:
        results.failed("authenticity", SIGNATURE, f"cannot be used: {shown(error)}")
    command = f"ssh-keygen -Y verify -f YOUR_SIGNERS -I NAME -n onrecord -s {SIGNATURE} < {TAGS}"
    results.note(NOT_CHECKABLE, "authenticity", SIGNATURE, f"not checkable here; run: {command}")


def check_times(bag: Bag, log: Log) -> None:
    """A token is for this data; whether it holds is for a public tool."""
    for path in sorted(bag.folder.sizes):
        data, size = None, LOG_TOKEN.fullmatch(path)
        if SEAL_TOKEN.fullmatch(path) and TAGS in bag.folder.sizes:
            data, subject = bag.folder.read(TAGS), TAGS
        elif size and path in bag.sound and log.ok:
            count = int(size[1])
            head = b64(levels(log.rows[0][:count])[-1][0])
            data, subject = f"{log.origin}\n{count}\n{head}\n".encode(), "CHECKPOINT_OF_THEN"
            if count > len(log.data):
                bag.results.failed("time", path, f"the log has only {len(log.data)} events")
                continue
        if data is None:
            continue
        body = bag.folder.read(path, MAX_TEXT)
        imprints = (hashlib.new(name, data).digest() for name in ("sha256", "sha384", "sha512"))
        if any(imprint in body for imprint in imprints):
            command = f"openssl ts -verify -data {subject} -in {path} -CAfile ROOT"
            why = f"not checkable here; run: {command}"
            bag.results.note(NOT_CHECKABLE, "time", path, why)
        else:
            bag.results.failed("time", path, "is for other data: the imprint is another")


def verify(root: Path) -> Results:
    """The results of all checks of the sealed folder `root`."""
    results = Results()
    bag = Bag(Folder(root, results), results)
    log = Log(bag)
    if OPENINGS in bag.folder.sizes:
        with guarded(results, "crate", None):
            check_crate(bag)
        why = "a redacted edition; its contents are held against the log by: onrecord verify"
        results.note(NOT_CHECKABLE, "records", OPENINGS, why)
        return results
    records = Records(bag)
    documents = records.check_documents()
    records.check_references()
    captures, claims = records.of["capture"], records.of["claim"]
    steps: list[tuple[str, Callable[[], None]]] = [
        ("objects", lambda: check_objects(bag, records)),
        ("log", lambda: log.tells(captures, documents)),
        ("report", lambda: check_report(bag, claims)),
        ("crate", lambda: check_crate(bag)),
        ("time", lambda: check_times(bag, log)),
        ("authenticity", lambda: check_signature(bag, log)),
    ]
    for check, step in steps:
        with guarded(results, check, None):
            step()
    why = "tables are made again from the records by: onrecord verify"
    results.note(NOT_CHECKABLE, "tables", None, why)
    return results


def main() -> int:
    """Check the folder named on the command line; print what was found."""
    parser = argparse.ArgumentParser(description="Check a sealed accountability file.")
    parser.add_argument("folder", nargs="?", default=".", help="the folder that holds VERIFY.txt")
    parser.add_argument("--json", action="store_true", help="print every check as JSON")
    args = parser.parse_args()
    if not Path(args.folder).is_dir():
        sys.stderr.write(f"{shown(args.folder)}: there is no such folder; unpack a zip first\n")
        return 2
    results = verify(Path(args.folder))
    if args.json:
        fields = ("check", "outcome", "member", "message")
        checks = [dict(zip(fields, each)) for each in results.all]
        sys.stdout.write(json.dumps({"file": args.folder, "checks": checks}) + "\n")
        return 1 if results.failures() else 0
    counts = Counter((check, outcome) for check, outcome, _, _ in results.all)
    for check in dict.fromkeys(each[0] for each in results.all):
        parts = [
            f"{counts[check, outcome]} {outcome.replace('_', ' ')}"
            for outcome in (HELD, FAILED, NOT_CHECKABLE)
            if counts[check, outcome]
        ]
        sys.stdout.write(f"{check:<12} {', '.join(parts)}\n")
    for wanted, word in ((NOT_CHECKABLE, "not checkable"), (FAILED, "FAILED")):
        for check, outcome, _, message in results.all:
            if outcome == wanted:
                sys.stdout.write(f"{word}: {check}: {message}\n")
    failed = results.failures()
    sys.stdout.write(f"{failed} checks failed\n" if failed else "every check made here held\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
