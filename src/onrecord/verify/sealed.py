"""Check a sealed file. Standard library, `model` and `wire` alone; readable in one sitting.

Steps, in order; all failures are collected, none stops the others:
1. limits and names of members, before anything is opened (`members`);
2. the BagIt layer: listing, digests, Payload-Oxum (`bag`), and what a sealed file adds to it:
   sha256 and sha512 and nothing weaker, every tag file listed, no member that does not belong;
3. the custody log against its checkpoint (`log`);
4. records, references, quotes (`records`), each document against its object (`origins`), each
   object against its captures;
5. the log against captures and documents;
6. tables against the records they are made of; 7. the report; 8. the RO-Crate metadata (`crate`)
   and the stand-alone verifier (`script`);
9. timestamps (`times`) and authenticity (`authenticity`): without an anchor from outside, not
   checkable.
Members that failed step 2 are not looked into: what needs them is not checkable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.errors import StoreInvalid
from onrecord.model.document import Document, Span
from onrecord.model.dossier import Dossier, VerificationReport
from onrecord.model.fixity import Capture, CustodyEvent
from onrecord.verify.anchors import Anchors
from onrecord.verify.authenticity import check_authenticity
from onrecord.verify.bag import Bag, bag_of
from onrecord.verify.contents import Contents
from onrecord.verify.crate import check_crate, read_crate
from onrecord.verify.log import check_log_tells, read_log
from onrecord.verify.manifests import Declaration
from onrecord.verify.members import UNREADABLE, Limits, Members, members_of, read_whole
from onrecord.verify.origins import Origins
from onrecord.verify.records import (
    DAMAGED,
    Quote,
    Records,
    check_quotes,
    check_references,
    each_record,
    path_of,
    read_records,
    spans_of,
)
from onrecord.verify.results import Results, shown
from onrecord.verify.script import check_script
from onrecord.verify.tables import check_report, check_tables
from onrecord.verify.times import check_times
from onrecord.wire import layout
from onrecord.wire.spans import byte_ranges
from onrecord.wire.tables import Lookup, spans_in_tables

_STRONG = {
    layout.MANIFEST_SHA256: "sha256",
    layout.MANIFEST_SHA512: "sha512",
    layout.TAG_MANIFEST: "sha256",
}


def verify(
    path: Path,
    reread: Callable[[Capture, bytes], Document] | None = None,
    *,
    limits: Limits | None = None,
    anchors: Anchors | None = None,
) -> VerificationReport:
    """The results of all checks of the sealed file (folder or zip) at `path`.

    `reread` reads an object again (PDF, DOCX, e-mail); without it those quotes are not checkable.
    `anchors`: what the file is held against; without them authenticity is not checkable.
    Never raises for what the sealed file holds, and writes nothing.
    """
    results = Results()
    with members_of(path, results, limits) as members:
        _check(members, reread, anchors or Anchors(), results)
    return VerificationReport(path.name, tuple(results.all))


def open_sealed(path: Path) -> Dossier:
    """The dossier in the sealed file at `path`, as far as its records can be read.

    Raises: StoreInvalid if `path` holds no sealed file, or if its records are damaged.
    """
    results = Results()
    with members_of(path, results) as members:
        present = frozenset(members.sizes)
        records = read_records(members, present, results)
        documents = [*each_record(members, "document", records, results)]
        events = read_log(members, present, results)
        faults = [r for r in results.all if r.check in {"records", "log", "limits"}]
        wrong = [r.message for r in faults if r.outcome != "held"]
        if wrong or events is None:
            raise StoreInvalid(
                "this is no sealed file that can be opened",
                str(path),
                found=wrong[0] if wrong else "no custody log",
                advice="Run `onrecord verify` on it to see every fault",
            )
        title, gazetteer = _about(members)
        found = _dossier(records, tuple(documents), events, title)
        return replace(found, gazetteer=gazetteer)


def _about(members: Members) -> tuple[str, str | None]:
    """Title and gazetteer, which only the crate tells."""
    try:
        entities = read_crate(read_whole(members, layout.CRATE))
    except (*UNREADABLE, *DAMAGED):
        return "", None
    title, gazetteer = (entities.get(each, {}).get("name") for each in ("./", "#gazetteer"))
    return str(title or ""), gazetteer if isinstance(gazetteer, str) else None


def _check(
    members: Members,
    reread: Callable[[Capture, bytes], Document] | None,
    anchors: Anchors,
    results: Results,
) -> None:
    bag = bag_of(members, results, Declaration((1, 0), "utf-8"), frozenset({"sha256", "sha512"}))
    _sealed_bag(members, bag, results)
    events = read_log(members, bag.sound, results)
    records = read_records(members, bag.sound, results)
    contents = Contents(members, bag.sound, records, results, anchors.decrypt)
    lookup = _documents(members, bag, records, reread, results, contents)
    _unread_documents(records, results)
    check_references(records, results)
    _objects(members, bag, records, results)
    if events is not None and "capture" in records.by_kind:
        check_log_tells(events, records.of("capture"), records.objects, results)
    if set(layout.RECORD_FILES) <= records.complete:
        check_tables(members, bag.sound, _dossier(records, (), (), ""), lookup, results)
        check_report(members, bag.sound, records.of("claim"), results)
    else:
        results.not_checkable("tables", None, "records are missing or damaged")
    contents.finish(events, *_about(members))
    check_crate(members, bag.sound, bag.digests, results)
    check_script(members, bag.sound, bag.digests, results)
    times = check_times(members, bag.sound, events, anchors, results)
    captures = records.of("capture")
    check_authenticity(members, bag.sound, events, captures, anchors, results, times)


def _sealed_bag(members: Members, bag: Bag, results: Results) -> None:
    """Step 2, what a sealed file asks beyond a valid bag."""
    before = results.count_failed()
    for path in sorted(layout.FIXED_MEMBERS - members.sizes.keys()):
        results.failed("listing", path, "is missing")
    tags = next((m for m in bag.manifests if m.name == layout.TAG_MANIFEST), None)
    for manifest in bag.manifests:
        if manifest.name not in _STRONG:
            results.failed("listing", manifest.name, "does not belong to a sealed file")
        elif not manifest.canonical and manifest.name not in results.failed_members():
            results.failed("manifests", manifest.name, "is not written as sealing writes it")
    listed_tags = set(layout.TAG_FILES) - {layout.TAG_MANIFEST}
    damaged = tags is None or layout.TAG_MANIFEST in results.failed_members()
    for path in sorted(members.sizes):
        if not layout.belongs(path):
            results.failed("listing", path, "does not belong to a sealed file")
        elif path in listed_tags and tags and not damaged and path not in tags.rows:
            results.failed("listing", layout.TAG_MANIFEST, f"does not list {path}")
    if results.count_failed() == before:
        results.held("listing", None, "no member stands there that does not belong")


def _documents(
    members: Members,
    bag: Bag,
    records: Records,
    reread: Callable[[Capture, bytes], Document] | None,
    results: Results,
    contents: Contents,
) -> Lookup:
    """Step 4, document by document; what tables need of them is kept."""
    path = path_of("document")
    if path not in bag.sound:
        results.not_checkable("records", path, "its bytes are not those sealed")
        return Lookup({}, {})
    captures = {capture.sha256: capture for capture in records.of("capture")}
    origins = Origins(members, bag.sound, captures, reread, results)
    in_tables = _by_document(records)
    ranges: dict[tuple[str, int, int], tuple[int, int]] = {}
    publishers: dict[str, str | None] = {}
    for document in each_record(members, "document", records, results):
        records.objects[document.id] = document.object
        publishers[document.id] = document.publisher_name()
        contents.document(document)
        if captures and document.object not in captures:
            results.failed("references", path, f"{document.id} was read from no capture")
        quotes = records.quotes.pop(document.id, [])
        own = [Quote(span, path, document.id) for span in _own_spans(document, results)]
        held = check_quotes(document, [*quotes, *own], results)
        origins.check(document, held)
        for (start, end), place in byte_ranges(document, in_tables.get(document.id, ())).items():
            ranges[document.id, start, end] = place
    return Lookup(records.objects, ranges, publishers)


def _own_spans(document: Document, results: Results) -> Iterator[Span]:
    yield from spans_of(document, path_of("document"), results)


def _by_document(records: Records) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for span in spans_in_tables(_dossier(records, (), (), "")):
        found.setdefault(span.document, []).append(span)
    return found


def _unread_documents(records: Records, results: Results) -> None:
    """Quotes whose document never came by."""
    if "document" not in records.ids:
        return
    for document, quotes in sorted(records.quotes.items()):
        if document in records.ids["document"]:
            results.not_checkable("quotes", path_of("document"), f"{document} is damaged")
            continue
        for quote in quotes:
            results.failed(
                "quotes",
                quote.member,
                f"{quote.owner} quotes {shown(document)}, which is not there",
            )


def _objects(members: Members, bag: Bag, records: Records, results: Results) -> None:
    """Every object has a capture, every capture its object, with the digests and size it states."""
    if "capture" not in records.complete:
        results.not_checkable("objects", path_of("capture"), "captures are missing or damaged")
        return
    captures = {capture.sha256: capture for capture in records.of("capture")}
    for path, size in sorted(members.sizes.items()):
        sha256 = layout.object_of(path)
        if sha256 is None or path not in bag.sound:
            continue
        capture = captures.get(sha256)
        if capture is None:
            results.failed("objects", path, "no capture tells where it comes from")
        elif bag.digests[path].get("sha256") != sha256:
            results.failed("objects", path, "its bytes do not have the digest that names it")
        elif (capture.size, capture.sha512) != (size, bag.digests[path].get("sha512")):
            results.failed(
                "objects", path_of("capture"), f"{capture.id} states another size or sha512"
            )
        else:
            results.held("objects", path, f"is what {capture.id} states")
    named = results.failed_members()
    for sha256, capture in sorted(captures.items()):
        path = layout.object_path(sha256)
        if path not in members.sizes and path not in named:
            results.failed("objects", path, f"is missing, {capture.id} tells of it")


def _dossier(
    records: Records,
    documents: tuple[Document, ...],
    events: tuple[CustodyEvent, ...],
    title: str,
) -> Dossier:
    return Dossier(
        title=title,
        captures=tuple(records.of("capture")),
        documents=documents,
        claims=tuple(records.of("claim")),
        allegations=tuple(records.of("allegation")),
        parties=tuple(records.of("party")),
        places=tuple(records.of("place")),
        independences=tuple(records.of("independence")),
        incidents=tuple(records.of("incident")),
        crimes=tuple(records.of("crime")),
        findings=tuple(records.of("finding")),
        custody=events,
        failures=tuple(records.of("failure")),
        judgements=tuple(records.of("judgement")),
        protections=tuple(records.of("protection")),
        patterns=tuple(records.of("pattern")),
    )
