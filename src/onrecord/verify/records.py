"""Reading the records of a sealed file back, and checking what they say of one another.

Checks: "records" (each line is the canonical form of a record of its schema, its id is what its
content gives, no id twice), "references" (what a record names is there), "quotes" (every quote is
`document.text[start:end]`, every anchored value has a quote). Documents are read one at a time: the
text of one source bounds the memory, with all other records.
"""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.errors import OnrecordError
from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.document import Anchored, Document, Span
from onrecord.model.entity import Party, Place
from onrecord.model.incident import Incident
from onrecord.model.law import ElementFinding, Pattern, Protection
from onrecord.verify.members import UNREADABLE, Members
from onrecord.verify.results import Results, shown
from onrecord.wire import layout
from onrecord.wire.canonical import SCHEMAS, decode, is_canonical
from onrecord.wire.jsonld import record_lines

DAMAGED = (ValueError, TypeError, RecursionError, OverflowError, OnrecordError)


@dataclass(frozen=True, slots=True)
class Quote:
    """A span, and which record in which member holds it."""

    span: Span
    member: str
    owner: str


@dataclass
class Records:
    """All records but documents, and what is known of documents once they were passed."""

    by_kind: dict[str, list[Any]] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)  # stated ids too, of damaged records
    complete: set[str] = field(default_factory=set)  # kinds that were read without a fault
    quotes: dict[str, list[Quote]] = field(default_factory=dict)  # by document id
    objects: dict[str, str] = field(default_factory=dict)  # document id -> sha256

    def of(self, kind: str) -> list[Any]:
        """The records of one kind, in the order of the file."""
        return self.by_kind.get(kind, [])


def path_of(kind: str) -> str:
    """Where the records of a kind lie."""
    return layout.RECORD_FILES[kind][1]


def read_records(members: Members, sound: frozenset[str], results: Results) -> Records:
    """All records but documents; kinds whose member is not sound are left out."""
    records = Records()
    for kind in layout.RECORD_FILES:
        if kind == "document":
            continue
        if kind in layout.OPTIONAL_RECORDS and not _expected(path_of(kind), members, results):
            records.by_kind[kind] = []
            records.complete.add(kind)
            continue
        if path_of(kind) not in sound:
            results.not_checkable("records", path_of(kind), "its bytes are not those sealed")
            continue
        found = list(each_record(members, kind, records, results))
        records.by_kind[kind] = found
        for record in found:
            _note_spans(record, kind, records, results)
    return records


def _expected(path: str, members: Members, results: Results) -> bool:
    """Whether the file holds an optional member, or its lists say that it should."""
    return path in members.sizes or path in results.failed_members()


def each_record(members: Members, kind: str, records: Records, results: Results) -> Iterator[Any]:
    """The sound records of one kind, one at a time; faults are named by line."""
    path, ids = path_of(kind), records.ids.setdefault(kind, set())
    expected, number, faults = SCHEMAS[kind][0], 1, 0
    try:
        with members.open(path) as stream:
            for line in record_lines(stream):
                number += 1
                record, why = _decoded(line, expected)
                name = _id_of(record)
                if why is None and name in ids:
                    why = f"{name} stands there twice"
                if why:
                    faults += 1
                    results.failed("records", path, f"line {number}: {why}")
                    ids.update(_stated_id(line))
                    continue
                if name:
                    ids.add(name)
                yield record
    except UNREADABLE as error:
        faults += 1
        results.failed("records", path, f"cannot be read ({shown(error)})")
    except DAMAGED as error:
        faults += 1
        results.failed("records", path, f"is not a file of records ({shown(error)})")
    if not faults:
        records.complete.add(kind)
        results.held("records", path, f"{number - 1} records are what their ids say")


def _decoded(line: bytes, expected: type[Any]) -> tuple[Any, str | None]:
    try:
        record = decode(line, expected)
        if not is_canonical(line, record):
            return None, "the record is not in canonical form"
    except DAMAGED as error:
        return None, shown(error)
    return record, None


def _id_of(record: object) -> str | None:
    return getattr(record, "id", None)


def _stated_id(line: bytes) -> set[str]:
    """The id a damaged record states, so that what names it is not blamed as well."""
    try:
        terms = json.loads(line)
    except (ValueError, RecursionError):
        return set()
    stated = terms.get("id") if isinstance(terms, dict) else None
    return {stated} if isinstance(stated, str) else set()


def _note_spans(record: object, kind: str, records: Records, results: Results) -> None:
    owner = _id_of(record) or kind
    document = getattr(record, "document", None)
    for span in spans_of(record, path_of(kind), results):
        if document is not None and span.document != document:
            results.failed(
                "references",
                path_of(kind),
                f"{owner} quotes {shown(span.document)} besides its own",
            )
        records.quotes.setdefault(span.document, []).append(Quote(span, path_of(kind), owner))


def spans_of(record: object, member: str, results: Results) -> Iterator[Span]:
    """Every span in a record, at any depth; a value without one is named."""
    waiting: list[object] = [record]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Span):
            yield value
        elif isinstance(value, tuple):
            waiting.extend(value)
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            bare = isinstance(value, Anchored) and not value.spans
            bare = bare or (isinstance(value, Claim) and not value.content)
            bare = bare or (isinstance(value, (Party, Place)) and not value.mentions)
            if bare:
                results.failed("quotes", member, f"{_id_of(record)} has a value without a quote")
            waiting.extend(getattr(value, name) for name in _names(type(value)))


@functools.cache
def _names(cls: type[Any]) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(cls))


def check_quotes(document: Document, quotes: Iterable[Quote], results: Results) -> list[Span]:
    """The spans that hold; the others are named."""
    held = []
    for quote in quotes:
        span = quote.span
        inside = 0 <= span.start < span.end <= len(document.text)
        if inside and document.text[span.start : span.end] == span.quote:
            held.append(span)
            continue
        found = document.text[span.start : span.end] if inside else "nothing"
        results.failed(
            "quotes",
            quote.member,
            f"{quote.owner} quotes {shown(span.quote, 80)!r} at [{span.start}, {span.end}) of "
            f"{document.id}, where {shown(found, 80)!r} stands",
        )
    if held:
        results.held("quotes", path_of("document"), f"{len(held)} quotes stand in {document.id}")
    return held


def check_references(records: Records, results: Results) -> None:
    """Check "references", over everything but spans."""
    count, failed = 0, results.count_failed("references")
    missing_kinds: set[str] = set()
    for kind, owner, wanted, names in _references(records):
        if wanted not in records.complete and wanted not in records.ids:
            missing_kinds.add(wanted)
            continue
        for name in names:
            count += 1
            if name not in records.ids.get(wanted, set()):
                results.failed(
                    "references",
                    path_of(kind),
                    f"{owner} names {shown(name)}, no {wanted} of this file",
                )
    for wanted in sorted(missing_kinds):
        results.not_checkable("references", path_of(wanted), "was not read; what names it is open")
    if results.count_failed("references") == failed:
        results.held("references", None, f"{count} references lead to a record of this file")


Reference = tuple[str, str, str, Iterable[str]]  # kind, owner, wanted kind, names


def _references(records: Records) -> Iterator[Reference]:
    claims = {claim.id: claim.document for claim in records.of("claim")}
    for capture in records.of("capture"):
        if capture.container is not None:
            yield "capture", capture.id, "capture", (capture.container,)
    for claim in records.of("claim"):
        yield "claim", claim.id, "document", (claim.document,)
    for allegation in records.of("allegation"):
        yield from _of_allegation(allegation, claims)
    for incident in records.of("incident"):
        yield from _of_incident(incident)
    for each in records.of("independence"):
        yield "independence", "an independence", "document", (each.left, each.right)
    elements = {crime.id: {e.id for e in crime.elements} for crime in records.of("crime")}
    for finding in records.of("finding"):
        yield from _of_finding(finding, elements)
    for wide in (*records.of("protection"), *records.of("pattern")):
        yield from _over_incidents(wide)


def _of_allegation(each: Allegation, claims: dict[str, str]) -> Iterator[Reference]:
    yield "allegation", each.id, "claim", (each.claim,)
    yield "allegation", each.id, "document", (each.document,)
    if claims.get(each.claim, each.document) != each.document:
        yield "allegation", each.id, "claim", (f"{each.claim} of {each.document}",)


def _of_incident(each: Incident) -> Iterator[Reference]:
    yield "incident", each.id, "allegation", (*each.members, *each.disputing)
    yield "incident", each.id, "place", each.places
    yield "incident", each.id, "party", each.perpetrators
    for agreement in each.agreements:
        named = (*agreement.supporting, *agreement.contradicting, *agreement.silent)
        yield "incident", each.id, "allegation", named
    for link in each.links:
        yield "incident", each.id, "allegation", (link.left, link.right)


def _of_finding(each: ElementFinding, elements: dict[str, set[str]]) -> Iterator[Reference]:
    owner = f"the finding on {each.element}"
    yield "finding", owner, "incident", each.incidents
    yield "finding", owner, "crime", (each.crime,)
    yield "finding", owner, "claim", (*each.claims_for, *each.claims_against)
    if each.element not in elements.get(each.crime, {each.element}):
        yield "finding", owner, "crime", (f"{each.crime} with {each.element}",)
    if each.judgement:
        yield "finding", owner, "judgement", (each.judgement,)
    if each.gap:
        yield "finding", owner, "claim", each.gap.nearest
        yield "finding", owner, "claim", (lead.claim for lead in each.gap.leads)
        yield "finding", owner, "document", each.gap.silent_documents


def _over_incidents(each: Protection | Pattern) -> Iterator[Reference]:
    if isinstance(each, Protection):
        owner = f"the rules on {each.category}"
        yield "protection", owner, "incident", each.incidents
        yield "protection", owner, "claim", each.claims
        return
    yield "pattern", "a pattern", "incident", (*each.incidents, *each.after_notice)
    yield "pattern", "a pattern", "crime", each.crimes
    yield "pattern", "a pattern", "party", (party for party, _ in each.by_party)
