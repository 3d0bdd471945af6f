"""Salted commitments to all that a sealed file says, value by value; one root stands in the log.

A redacted edition opens what it shows and withholds the rest; both give the root of the original.
Nothing that is published can be tried against a list of guesses: every digest has a salt of its
own, ids are replaced by names made with a secret, and offsets by counts of words.

    segment   digest of salt and words                      of a text, in order
    leaf      digest of salt and ["path",value]             one value of a record
    record    SHA-256 over its leaf digests, sorted
    root      RFC 6962 root over the digests of all records, sorted

A span is told by words, not characters: in which segment it begins and ends. Each element of a
list of parts has a random tag, so its place among the others tells nothing.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import hmac
import json
import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.model.document import Block, Document, Span
from onrecord.model.dossier import Dossier
from onrecord.model.fixity import WITHHELD, Capture
from onrecord.model.ids import canonical_json, plain
from onrecord.wire import layout
from onrecord.wire.canonical import KIND_OF, to_plain
from onrecord.wire.custody import SALT_CHARS, commitment_to
from onrecord.wire.merkle import root

ACTION = "contents"  # the event whose object is the root
SALT_BYTES = SALT_CHARS // 2
REDACTED = "redacted"  # method of a capture whose object is the text with words withheld
EDITION = " (redacted edition)"  # added to the title
_SEGMENT = re.compile(rf"{WITHHELD}|\w+|[^\w{WITHHELD}]+")
_SIDES = frozenset({"left", "right"})
_STANDS_FOR = re.compile(rf"{WITHHELD}[0-9]*")
# What follows from the bytes of an object, and so is another for the one that stands in its place.
_OF_BYTES = frozenset(
    {"media_type_declared", "media_type_sniffed", "method", "sha256", "sha512", "size"}
)  # fmt: skip
_OF_TEXT = frozenset({"encoding", "object", "origins"})

Leaf = tuple[str, Any, bool]  # path, value, whether it stands for something withheld


@dataclass(frozen=True, slots=True)
class About:
    """What is said of the whole file outside its records."""

    title: str
    gazetteer: str | None


def segments(text: str) -> list[str]:
    """The words of a text and what stands between them; joined, they give the text."""
    return _SEGMENT.findall(text)


def stands_for(value: object) -> bool:
    """Whether `value` is what is shown where a value was withheld."""
    return isinstance(value, str) and _STANDS_FOR.fullmatch(value) is not None


class Texts:
    """Where the segments of each text begin; places in texts by segment."""

    def __init__(self) -> None:
        self._starts: dict[str, array[int]] = {}

    def add(self, document: str, parts: Iterable[str]) -> None:
        """Note the segments of a text."""
        starts, at = array("Q"), 0
        for part in parts:
            starts.append(at)
            at += len(part)
        starts.append(at)
        self._starts[document] = starts

    def place(self, document: str, offset: int) -> tuple[int, int]:
        """In which segment an offset lies, and how far. Raises: ValueError."""
        starts = self._starts.get(document)
        if starts is None or not 0 <= offset <= starts[-1]:
            message = f"no text of this file has {document} at {offset}"
            raise ValueError(message)
        at = bisect_right(starts, offset) - 1
        return at, offset - starts[at]

    def start(self, document: str, segment: int) -> int:
        """The offset at which a segment begins."""
        return self._starts[document][segment]


@dataclass
class Form:
    """How the records of one file are put into words that give nothing away."""

    named: Callable[[str], str | None]  # id of a record of this file -> its name, else `None`
    texts: Texts = field(default_factory=Texts)

    def leaves(
        self,
        record: Any,  # noqa: ANN401 - any record
        tag: Callable[[str, int], str],
        text: str = "",
    ) -> Iterator[Leaf]:
        """Every value of a record. `tag`: of the n-th part at a path; `text`: its commitment."""
        other = isinstance(record, Capture) and record.method == REDACTED
        touched = isinstance(record, Document) and WITHHELD in record.text
        for name in _names(record.__class__):
            value = getattr(record, name)
            if isinstance(record, Document) and name in {"text", "blocks", "origins"}:
                found: Iterable[Leaf] = self._of_document(record, name, text)
            else:
                found = self._walk("sides" if name in _SIDES else name, value, tag)
            free = (other and name in _OF_BYTES) or (touched and name in _OF_TEXT)
            yield from (((path, each, True) for path, each, _ in found) if free else found)

    def _of_document(self, record: Document, name: str, text: str) -> Iterator[Leaf]:
        if name == "text":
            yield name, text, False
        elif name == "origins":
            yield name, hashlib.sha256(canonical_json(plain(record.origins))).hexdigest(), False
        else:
            for block in record.blocks:
                yield name, [block.kind.value, *self._range(record.id, block)], False

    def _range(self, document: str, span: Span | Block) -> tuple[int, int, int, int]:
        start = self.texts.place(document, span.start)
        return (*start, *self.texts.place(document, span.end))

    def _walk(self, path: str, value: Any, tag: Callable[[str, int], str]) -> Iterator[Leaf]:  # noqa: ANN401 - any part of a record
        cls = value.__class__
        if cls is str:
            yield path, self._told(value), stands_for(value)
        elif cls is Span:
            place = [self.named(value.document), *self._range(value.document, value)]
            yield path, place, WITHHELD in value.quote
        elif cls is tuple:
            for number, item in enumerate(value):
                if item.__class__ is tuple:
                    yield path, [self._told(each) for each in item], any(map(stands_for, item))
                elif item.__class__ is not Span and _names(item.__class__):
                    yield from self._walk(f"{path}/{tag(path, number)}", item, tag)
                else:
                    yield from self._walk(path, item, tag)
        elif names := _names(cls):
            for name in names:
                # Which of two is called left follows from their ids; that is not told.
                at = "sides" if name in _SIDES else name
                yield from self._walk(f"{path}/{at}", getattr(value, name), tag)
        else:
            yield path, plain(value), value is None

    def _told(self, value: Any) -> Any:  # noqa: ANN401 - any value
        if value.__class__ is not str:
            return plain(value)
        name = self.named(value)
        return value if name is None else ["@", name]


@functools.cache
def _names(cls: type[Any]) -> tuple[str, ...]:
    """The fields that a record or part of one says something in; of any other value, none."""
    if not dataclasses.is_dataclass(cls):
        return ()
    return tuple(f.name for f in dataclasses.fields(cls) if f.name != "id")


def kind_of(record: object) -> str:
    """The kind of a record."""
    return "about" if isinstance(record, About) else KIND_OF[type(record)]


def name_in(seed: bytes, facts: bytes) -> str:
    """The name of a record in its commitments: made with the seed from its id or content."""
    return hmac.digest(seed, b"name " + facts, "sha256").hex()[:SALT_CHARS]


def facts_of(record: object) -> bytes:
    """What a record is named by: its id, or all it says."""
    known = getattr(record, "id", None)
    if known is not None:
        return str(known).encode()
    return canonical_json(plain(record) if isinstance(record, About) else to_plain(record))


@dataclass(frozen=True, slots=True)
class Key:
    """Opens all of one record."""

    key: bytes
    name: str

    @classmethod
    def of(cls, seed: bytes, name: str) -> Key:
        """The key of the record of that name."""
        return cls(hmac.digest(seed, b"record " + name.encode(), "sha256"), name)

    def tag(self, path: str, number: int) -> str:
        """The tag of the n-th part at a path."""
        return hashlib.sha256(self.key + f"tag {path} {number}".encode()).hexdigest()[:16]

    def salt(self, path: str, value: object) -> str:
        """The salt of a leaf."""
        body = self.key + b"leaf " + leaf_text(path, value).encode("utf-8", "surrogatepass")
        return hashlib.sha256(body).hexdigest()[:SALT_CHARS]

    def text_salts(self, count: int) -> list[str]:
        """The salts of the segments of a text."""
        salts = hashlib.shake_256(self.key + b"text").hexdigest(SALT_BYTES * count)
        return [salts[at : at + SALT_CHARS] for at in range(0, len(salts), SALT_CHARS)]

    def text(self, parts: Sequence[str]) -> list[str]:
        """The digests of the segments of a text."""
        pairs = zip(self.text_salts(len(parts)), parts, strict=True)
        return [commitment_to(salt, part) for salt, part in pairs]

    def digests(self, leaves: Iterable[Leaf]) -> list[str]:
        """The digests of the leaves of the record."""
        found, key = [], self.key + b"leaf "
        for path, value, _ in leaves:  # as `salt` and `leaf_digest`, the text made once
            body = _leaf_body(path, value)
            salt = hashlib.sha256(key + body).hexdigest()[:SALT_CHARS]
            found.append(hashlib.sha256(salt.encode() + body).hexdigest())
        return found


def leaf_text(path: str, value: object) -> str:
    """What a leaf commits to, as text."""
    return _leaf_body(path, value).decode("utf-8", "surrogatepass")


def _leaf_body(path: str, value: object) -> bytes:
    """`["path",value]` in canonical JSON; text, most of what there is, by a shorter way."""
    if value.__class__ is str:
        told = f"[{json.encoder.encode_basestring(path)},{json.encoder.encode_basestring(value)}]"
        return told.encode("utf-8", "surrogatepass")
    return canonical_json([path, value])


def leaf_digest(salt: str, path: str, value: object) -> str:
    """The digest of a leaf."""
    return commitment_to(salt, leaf_text(path, value))


def text_digest(digests: Iterable[str]) -> str:
    """The commitment to a text, from the digests of its segments, in order."""
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def record_digest(kind: str, name: str, digests: Iterable[str]) -> str:
    """The commitment to a record, from its kind, its name and the digests of its leaves."""
    return hashlib.sha256("\n".join([kind, name, *sorted(digests)]).encode()).hexdigest()


def contents_root(records: Iterable[str]) -> str:
    """The root over the commitments to all records."""
    return root([bytes.fromhex(each) for each in sorted(records)]).hex()


def seed_of(secret: bytes, events: int) -> bytes:
    """The seed of the file that is sealed of a case when its log has so many events."""
    return hmac.digest(secret, f"contents/{events}".encode(), "sha256")


class Committer:
    """The commitments to the records of a whole file, opened by its seed. Documents come first."""

    def __init__(self, seed: bytes, ids: Callable[[str], bool]) -> None:
        """`ids`: whether a text is the id of a record of this file."""
        self.seed, self._ids = seed, ids
        self._names: dict[str, str] = {}
        self.form = Form(self._named)

    def _named(self, text: str) -> str | None:
        if not self._ids(text):
            return None
        if text not in self._names:
            self._names[text] = name_in(self.seed, text.encode())
        return self._names[text]

    def key(self, record: object) -> Key:
        """The key of a record."""
        return Key.of(self.seed, name_in(self.seed, facts_of(record)))

    def digest(self, record: object) -> str:
        """The commitment to a record; the text of a document is noted for what quotes it."""
        key, text = self.key(record), ""
        if isinstance(record, Document):
            parts = segments(record.text)
            self.form.texts.add(record.id, parts)
            text = text_digest(key.text(parts))
        leaves = self.form.leaves(record, key.tag, text)
        return record_digest(kind_of(record), key.name, key.digests(leaves))


def kinds_in(dossier: Dossier) -> Iterator[tuple[Any, ...]]:
    """The records of a dossier, kind by kind."""
    for name, _ in layout.RECORD_FILES.values():
        yield getattr(dossier, name)


def committer_of(dossier: Dossier, seed: bytes) -> Committer:
    """What commits to the records of `dossier`; documents must be given to it first."""
    known = {each.id for kind in kinds_in(dossier) for each in kind if hasattr(each, "id")}
    return Committer(seed, known.__contains__)


def root_of(dossier: Dossier, seed: bytes) -> str:
    """The root over all that `dossier` says, to be entered in its log before it is sealed."""
    committer = committer_of(dossier, seed)
    records = [each for kind in kinds_in(dossier) for each in kind]
    records.sort(key=lambda each: not isinstance(each, Document))
    records.append(About(dossier.title, dossier.gazetteer))
    return contents_root(committer.digest(each) for each in records)
