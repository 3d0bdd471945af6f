"""Check "contents": what the file says is what its log commits to, value by value.

A whole file holds the seed that opens all of it. A redacted edition holds openings: each record
is opened whole, opened in part, or gone; what is shown without being opened must be seen to stand
for something withheld. Either way the same root comes out, which the log holds.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.model.document import Document
from onrecord.model.fixity import WITHHELD, CustodyEvent
from onrecord.verify.members import UNREADABLE, Members, read_whole
from onrecord.verify.records import DAMAGED, Records, path_of
from onrecord.verify.restricted import check_restricted
from onrecord.verify.results import Results, shown
from onrecord.verify.withheld import Withheld, read_withheld, rows_shown
from onrecord.wire import layout
from onrecord.wire.contents import (
    ACTION,
    EDITION,
    About,
    Committer,
    Form,
    Key,
    contents_root,
    kind_of,
    leaf_digest,
    leaf_text,
    record_digest,
    segments,
    text_digest,
)
from onrecord.wire.custody import SALT_CHARS, commitment_to

CHECK = "contents"
SEED_BYTES = 32
MAX_BYTES = 1 << 31


@dataclass
class _Opening:
    """A line of the openings."""

    digest: str
    terms: dict[str, Any]

    def key(self) -> Key | None:
        if "key" not in self.terms:
            return None
        return Key(bytes.fromhex(self.terms["key"]), self.terms["name"])

    def tag(self, path: str, number: int) -> str:
        return str(self.terms["tags"][path][number])


@dataclass
class Contents:
    """Takes documents while they pass, then all other records."""

    members: Members
    sound: frozenset[str]
    records: Records
    results: Results
    decrypt: Callable[[bytes], bytes] | None = None
    committer: Committer | None = None
    openings: dict[tuple[str, int], _Opening] = field(default_factory=dict)
    withheld: Withheld | None = None
    digests: list[str] = field(default_factory=list)
    gone: dict[int, list[str]] = field(default_factory=dict)  # number -> commitments
    count: int = 0  # values and words that are withheld
    _form: Form = field(init=False)
    _documents: int = 0
    _names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read what opens the contents, if anything does."""
        self._form = Form(self._names.get)
        if layout.SEED in self.sound:
            seed = bytes.fromhex(self._read(layout.SEED).strip() or "")
            if len(seed) == SEED_BYTES:
                self.committer = Committer(seed, self._known)
            else:
                self.results.failed(CHECK, layout.SEED, "is no seed")
        if layout.OPENINGS in self.sound:
            self._read_openings()
            self.withheld = read_withheld(self.members, self.sound, self.results)

    def _known(self, text: str) -> bool:
        return any(text in ids for ids in self.records.ids.values())

    def _read(self, path: str) -> str:
        try:
            return read_whole(self.members, path, MAX_BYTES).decode("ascii")
        except (*UNREADABLE, ValueError):
            return ""

    def _read_openings(self) -> None:
        number = 0
        try:
            with self.members.open(layout.OPENINGS) as stream:
                for line in stream:
                    number += 1
                    terms = json.loads(line)
                    opening = _Opening(terms["digest"], terms)
                    self.digests.append(opening.digest)
                    if "row" in terms:
                        self.gone.setdefault(terms["row"], []).append(opening.digest)
                        continue
                    if self.openings.setdefault((terms["kind"], terms["at"]), opening) != opening:
                        raise ValueError("a record is opened twice")
        except (*UNREADABLE, *DAMAGED, KeyError) as error:
            self.results.failed(CHECK, layout.OPENINGS, f"line {number}: {shown(error)}")

    def document(self, document: Document) -> None:
        """The next document of the file."""
        place = self._documents
        self._documents += 1
        if self.committer is not None:
            self.digests.append(self.committer.digest(document))
        elif opening := self.openings.get(("document", place)):
            self._names[document.id] = opening.terms["name"]
            parts = segments(document.text)
            self._form.texts.add(document.id, parts)
            text = self._text(document, opening, parts)
            if text is not None:
                self._check(document, opening, text)

    def _text(self, document: Document, opening: _Opening, parts: list[str]) -> str | None:
        """The commitment to the text; what is wrong with it is named."""
        key = opening.key()
        if key is not None:
            return text_digest(key.text(parts))
        salts = opening.terms.get("text", [])
        if len(salts) != len(parts):
            self._fault(document, "has not as many words as the original")
            return None
        digests = []
        for salt, part in zip(salts, parts, strict=True):
            if len(salt) == SALT_CHARS:
                digests.append(commitment_to(salt, part))
            elif part == WITHHELD:
                self.count += 1
                digests.append(salt)
            else:
                self._fault(document, f"shows {part!r} where words are withheld")
                return None
        return text_digest(digests)

    def _check(self, record: Any, opening: _Opening, text: str = "") -> None:  # noqa: ANN401 - any record
        """Whether what is shown of a record is what its opening opens."""
        kind, name, key = kind_of(record), opening.terms["name"], opening.key()
        if key is not None:
            digests = key.digests(self._form.leaves(record, key.tag, text))
        else:
            left = Counter[str]()
            opened = opening.terms["open"]
            for _, path, value in opened:
                left[leaf_text(path, value)] += 1
            for path, value, stands in self._form.leaves(record, opening.tag, text):
                told = leaf_text(path, value)
                if left[told]:
                    left[told] -= 1
                elif not stands:
                    self._fault(record, f"shows another {path} than was sealed")
                    return
            if missing := +left:
                self._fault(record, f"leaves out {next(iter(missing))}, which is opened")
                return
            self.count += len(opening.terms["withheld"])
            digests = [leaf_digest(*each) for each in opened] + opening.terms["withheld"]
        if record_digest(kind, name, digests) != opening.digest:
            self._fault(record, "is not what was sealed")

    def _fault(self, record: Any, what: str) -> None:  # noqa: ANN401 - any record
        kind = kind_of(record)
        path = layout.CRATE if kind == "about" else path_of(kind)
        self.results.failed(CHECK, path, f"{getattr(record, 'id', kind)} {shown(what)}")

    def finish(
        self, events: tuple[CustodyEvent, ...] | None, title: str, gazetteer: str | None
    ) -> None:
        """All other records, then the root."""
        if events is None:
            self.results.not_checkable(CHECK, layout.LOG, "the log is damaged")
            return
        told = [event for event in events if event.action == ACTION]
        if not told:
            if self.committer or self.digests:
                self.results.failed(CHECK, layout.LOG, "commits to no contents")
            return
        if self.committer is None and not self.digests:
            edition = layout.REDACTIONS in self.members.sizes or title.endswith(EDITION)
            path = layout.OPENINGS if edition else layout.SEED
            if path in self.members.sizes:
                self.results.not_checkable(CHECK, path, "its bytes are not those sealed")
            else:
                self.results.failed("listing", path, "is missing, and the log commits to contents")
            return
        before = self.results.count_failed()
        self._others(title, gazetteer)
        if not set(layout.RECORD_FILES) - layout.OPTIONAL_RECORDS <= self.records.complete:
            self.results.not_checkable(CHECK, None, "records are missing or damaged")
        elif self.results.count_failed() == before:
            self._root(told[-1].object)

    def _others(self, title: str, gazetteer: str | None) -> None:
        for kind in layout.RECORD_FILES:
            for place, record in enumerate(self.records.of(kind)):
                opening = self.openings.get((kind, place))
                if opening is not None and hasattr(record, "id"):
                    self._names[record.id] = opening.terms["name"]
        about = About(title.removesuffix(EDITION), gazetteer)
        if self.committer is not None:
            rest = [r for kind in layout.RECORD_FILES for r in self.records.of(kind)]
            self.digests += [self.committer.digest(r) for r in (*rest, about)]
            return
        for kind, place, record in self._placed(about, title):
            opening = self.openings.pop((kind, place), None)
            if opening is None:
                self._fault(record, "is not in the original")
            else:
                try:
                    self._check(record, opening)
                except (*DAMAGED, KeyError, IndexError) as error:
                    self.results.failed(CHECK, layout.OPENINGS, f"{kind} {place}: {shown(error)}")
        for kind, place in self.openings:
            if kind != "document" or place >= self._documents:
                self.results.failed(CHECK, layout.OPENINGS, f"opens {kind} {place}, not there")

    def _placed(self, about: About, title: str) -> Iterator[tuple[str, int, Any]]:
        if not title.endswith(EDITION):
            self.results.failed(CHECK, layout.CRATE, "the title does not say what edition it is")
        yield "about", 0, about
        for kind in layout.RECORD_FILES:
            if kind != "document":
                yield from ((kind, at, each) for at, each in enumerate(self.records.of(kind)))

    def _root(self, stated: str | None) -> None:
        found = contents_root(self.digests)
        if found != stated:
            where = layout.OPENINGS if self.committer is None else layout.LOG
            self.results.failed(
                CHECK, where, f"gives the root {found}, the log commits to {shown(stated)}"
            )
            return
        if self.committer is not None:
            self.results.held(CHECK, layout.LOG, f"commits to all {len(self.digests)} records")
            return
        gone = frozenset(digest for each in self.gone.values() for digest in each)
        check_restricted(self.members, self.sound, gone, self.decrypt, self.results)
        if self.withheld is not None:
            self.withheld.check(rows_shown(self._all_records()), self.gone, self.results)
        self.results.held(
            CHECK,
            layout.OPENINGS,
            f"gives the root in the log: of {len(self.digests)} records all is as it was sealed, "
            f"but {self.count} values and words withheld (committed)",
        )

    def _all_records(self) -> Iterable[Any]:
        return (each for kind in layout.RECORD_FILES for each in self.records.of(kind))
