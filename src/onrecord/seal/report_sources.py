"""Sources, their text views, custody and failures as the report shows them."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.document import Document
from onrecord.model.fixity import WHOLE, WITNESS, Capture, CustodyEvent, Handling, Retrieval
from onrecord.seal import words
from onrecord.seal.report_claims import Ref
from onrecord.seal.report_index import SAME_GROUP, Index
from onrecord.seal.report_text import Part, by_document, direction, language, text_view
from onrecord.seal.report_times import NoLater, instant, no_later_than
from onrecord.wire.layout import object_path

MAX_TEXT_CHARS = 400_000  # a text view longer than this shows passages only: 300 pages
MAX_PAGE_CHARS = 4_000_000  # for all text views together; beyond it each long one is cut
LONG_CHARS = 20_000
_NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class TextView:
    """The text read from one object."""

    anchor: str
    id: str
    title: str | None
    title_dir: str
    title_lang: str
    dir: str
    lang: str
    published: str
    publisher: str | None
    authors: tuple[str, ...]
    credit: str | None
    reader: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    chars: int
    claims: int
    related: tuple[tuple[str, Ref], ...]  # relation, other source


@dataclass(frozen=True, slots=True)
class EventView:
    """One entry of the custody log."""

    no: int
    at: str
    clock: str
    actor: str
    action: str
    object: str
    detail: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """One capture: the bytes received, and the text read from them."""

    number: int
    capture: Capture
    captured_at: str
    modified_at: str | None
    size: str
    path: str  # of the original inside the sealed file
    custody: tuple[EventView, ...]
    text: TextView | None
    same_as: Ref | None  # another capture of the same bytes
    failures: tuple[str, ...]
    container: Ref | None  # the capture it was taken out of
    stated: tuple[tuple[str, str], ...]  # circumstances of collecting: name, what is stated
    way: tuple[tuple[str, str], ...]  # how it came from a server: name of the fact, what is known
    no_later: tuple[NoLater, ...]  # by when it existed, as authorities state
    unread: str | None  # why no reader was tried; `None`: one was


def event_views(events: tuple[CustodyEvent, ...]) -> tuple[EventView, ...]:
    """The custody log in its own order, numbered from 1."""
    return tuple(
        EventView(
            no=number,
            at=instant(event.at),
            clock=event.clock,
            actor=event.actor,
            action=event.action,
            object=event.object or words.NOT_STATED,
            detail=event.detail or words.NOT_STATED,
        )
        for number, event in enumerate(events, 1)
    )


def source_views(
    index: Index, events: tuple[EventView, ...], texts: dict[int, TextView]
) -> tuple[SourceView, ...]:
    """All captures in order of origin, each with its text if it is the first of its bytes."""
    failures: dict[str, list[str]] = {}
    unread = {failure.subject for failure in index.dossier.failures if failure.only_unread}
    for failure in index.dossier.failures:
        if failure.only_unread:
            continue
        failures.setdefault(failure.subject, []).append(failure.message)
    of_object: dict[str, list[EventView]] = {}
    for event in events:
        of_object.setdefault(event.object, []).append(event)
    first: dict[str, int] = {}
    found = []
    no_later = no_later_than(index.captures, index.dossier.custody)
    numbers = {capture.id: number for number, capture in enumerate(index.captures, 1)}
    for number, capture in enumerate(index.captures, 1):
        before = first.setdefault(capture.sha256, number)
        held = [*of_object.get(capture.sha256, ()), *of_object.get(capture.id, ())]
        found.append(
            SourceView(
                number=number,
                capture=capture,
                captured_at=instant(capture.captured_at),
                modified_at=instant(capture.modified_at) if capture.modified_at else None,
                size=f"{capture.size:,} bytes",
                path=object_path(capture.sha256),
                custody=tuple(sorted(held, key=lambda event: event.no)),
                text=texts.get(number),
                same_as=Ref(f"S{before}", f"s{before}") if before != number else None,
                failures=tuple(failures.get(capture.origin, ())),
                container=_container(capture, numbers),
                stated=_stated(capture.handling),
                way=_way(capture.retrieval),
                no_later=no_later[capture.id],
                unread=_unread(capture, known=capture.origin not in unread),
            )
        )
    return tuple(found)


def _container(capture: Capture, numbers: dict[str, int]) -> Ref | None:
    number = numbers.get(capture.container or "")
    return Ref(f"S{number}", f"s{number}") if number else None


def _unread(capture: Capture, *, known: bool) -> str | None:
    if capture.to_be_read:
        return None if known else "Preserved, not read: no reader knows this kind of bytes."
    if capture.method in WHOLE:
        return "Kept whole; what is inside stands as sources of its own."
    if capture.method in WITNESS:
        return "Preserved as a witness of how another source was received; not read."
    return "Preserved, not read: a part of a page, or an answer other than the page asked for."


def _stated(handling: Handling | None) -> tuple[tuple[str, str], ...]:
    """The circumstances of collecting, each named; one that nobody stated is said to be so."""
    if handling is None:
        return ()
    names = (
        "Collected for",
        "On the ground of",
        "Consent",
        "May be shared",
        "Machine",
        "Reached by",
    )
    facts = (handling.reason, handling.authority, handling.consent, handling.sharing,
             handling.machine, handling.egress)  # fmt: skip
    return tuple(zip(names, (fact or words.NOT_STATED for fact in facts), strict=True))


def _way(got: Retrieval | None) -> tuple[tuple[str, str], ...]:
    """How an item came from a server, fact by fact; "not known" is not "none"."""
    if got is None:
        return ()
    hops = got.hops
    clocks = (f"{c.name}: {c.reads}{_ahead(c.ahead_s)}" for c in got.clocks)
    return (
        ("Address asked for", got.requested_url),
        ("Address that answered", got.final_url or _NOT_KNOWN),
        ("Sent on by", "; ".join(f"{h.status} {h.url}" for h in hops or ()) or _none(hops)),
        ("Retrieved at", instant(got.started_at) if got.started_at else _NOT_KNOWN),
        ("Until", instant(got.ended_at) if got.ended_at else _NOT_KNOWN),
        ("Status", _NOT_KNOWN if got.status is None else str(got.status)),
        ("Server address", got.server_ip or _NOT_KNOWN),
        ("Certificates (SHA-256)", "; ".join(got.tls_chain or ()) or _none(got.tls_chain)),
        ("Other clocks", "; ".join(clocks) or "none"),
        ("All bytes came", {True: "yes", False: "no", None: _NOT_KNOWN}[got.complete]),
        ("Notes", "; ".join(got.notes) or "none"),
    )


def _ahead(seconds: float | None) -> str:
    return "" if seconds is None else f" ({seconds:+.0f} s against the clock of the capture)"


def _none(value: tuple[object, ...] | None) -> str:
    return _NOT_KNOWN if value is None else "none"


def text_views(index: Index) -> dict[int, TextView]:
    """The texts by number, every passage cited so far marked. Call it after all else is built."""
    passages = by_document(index.passages)
    total = sum(len(document.text) for document in index.dossier.documents)
    limit = MAX_TEXT_CHARS if total <= MAX_PAGE_CHARS else LONG_CHARS
    claims: dict[str, int] = {}
    for claim in index.dossier.claims:
        claims[claim.document] = claims.get(claim.document, 0) + 1
    related = _related(index)
    return {
        number: _text(
            index.documents[name],
            number,
            text_view(
                index.documents[name],
                passages.get(name, ()),
                whole=len(index.documents[name].text) <= limit,
            ),
            claims.get(name, 0),
            tuple(related.get(name, ())),
        )
        for name, number in sorted(index.document_number.items(), key=lambda item: item[1])
    }


def _text(
    document: Document,
    number: int,
    parts: tuple[Part, ...],
    claims: int,
    related: tuple[tuple[str, Ref], ...],
) -> TextView:
    title = document.title.value if document.title else None
    published = document.published.value if document.published else None
    return TextView(
        anchor=f"text{number}",
        id=document.id,
        title=title,
        title_dir=direction(title or "", document.direction),
        title_lang=language(document, title or ""),
        dir="rtl" if document.direction == "rtl" else "ltr",
        lang=language(document, ""),
        published=words.when(published),
        publisher=document.publisher.value if document.publisher else None,
        authors=tuple(author.value for author in document.authors),
        credit=document.credit.value if document.credit else None,
        reader=f"{document.reader.name} {document.reader.version}",
        notes=document.notes,
        parts=parts,
        chars=len(document.text),
        claims=claims,
        related=related,
    )


def _related(index: Index) -> dict[str, list[tuple[str, Ref]]]:
    found: dict[str, list[tuple[str, Ref]]] = {}
    for each in index.dossier.independences:
        if each.relation not in SAME_GROUP and each.relation != "cites":
            continue
        for one, other in ((each.left, each.right), (each.right, each.left)):
            number = index.document_number.get(other)
            if one in index.documents and number:
                ref = Ref(f"S{number}", f"s{number}")
                found.setdefault(one, []).append((words.RELATIONS[each.relation], ref))
    return found
