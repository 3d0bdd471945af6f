"""Numbers, names and anchors for the report: what its sections look up and cite.

Every quote that a section shows is asked for here, so every quote has an anchor in the text view.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.lang.fold import fold
from onrecord.model.claim import Attribution, Claim
from onrecord.model.document import Anchored, Document, Span
from onrecord.model.dossier import Dossier
from onrecord.model.entity import Party, Place
from onrecord.model.fixity import Capture
from onrecord.model.vocab import Form, Relation
from onrecord.seal import words
from onrecord.seal.report_text import Passage, direction, language
from onrecord.wire.spans import byte_ranges

MAX_QUOTE_CHARS = 1500
MAX_NAME_CHARS = 120
HUGE_INCIDENTS = 1_000
SAME_GROUP = frozenset({Relation.SAME_TEXT, Relation.SAME_SPEAKER, Relation.SAME_OWNER})


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source as shown: cut only if very long, and then saying so."""

    text: str
    left_out: int  # characters not shown
    dir: str
    lang: str
    anchor: str | None  # in the text view; `None`: the document is not in this file
    source: int | None
    way: str  # way back to the original


@dataclass(frozen=True, slots=True)
class Name:
    """A name as shown; `callers`: only these speakers use it, so it stands in quotes."""

    text: str
    callers: tuple[str, ...] = ()
    anchor: str | None = None  # of the party or place


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a claim is attributed to. `name` is `None` where nobody is named."""

    key: str
    name: Name | None
    role: str | None
    words: tuple[Quote, ...]  # the words that name the speaker at this claim
    note: str  # for own voice and unattributed claims


class Index:
    """Lookups over one dossier, and the passages cited so far."""

    def __init__(self, dossier: Dossier) -> None:
        """Number the sources, claims and incidents; nothing is cited yet."""
        self.dossier = dossier
        self.captures: list[Capture] = sorted(dossier.captures, key=lambda c: (c.origin, c.id))
        self.capture_number = {c.id: n for n, c in enumerate(self.captures, 1)}
        self.documents = {document.id: document for document in dossier.documents}
        self.document_number = self._number_documents()
        self.claims = {claim.id: claim for claim in dossier.claims}
        ordered = sorted(dossier.claims, key=self._claim_key)
        self.claim_number = {claim.id: n for n, claim in enumerate(ordered, 1)}
        self.claims_in_order: list[Claim] = ordered
        self.allegations = {each.id: each for each in dossier.allegations}
        # Words then stand once, with their claim, so that the page opens at once.
        self.huge = len(dossier.incidents) > HUGE_INCIDENTS
        self.judgements = {each.id: each for each in dossier.judgements}
        self.parties = {party.id: party for party in dossier.parties}
        self.places = {place.id: place for place in dossier.places}
        self.party_number = _numbered(dossier.parties)
        self.place_number = _numbered(dossier.places)
        self._party_at = {span: party for party in dossier.parties for span in party.mentions}
        self._place_at = {span: place for place in dossier.places for span in place.mentions}
        incidents = sorted(
            dossier.incidents,
            key=lambda each: (
                _first_day(each.when.earliest or each.when.latest if each.when else None),
                each.id,
            ),
        )
        self.incidents = incidents
        self.incident_number = {each.id: n for n, each in enumerate(incidents, 1)}
        self.passages: dict[tuple[str, int, int], Passage] = {}
        self._bytes = self._byte_ranges()

    def _number_documents(self) -> dict[str, int]:
        first: dict[str, int] = {}
        for number, capture in enumerate(self.captures, 1):
            first.setdefault(capture.sha256, number)
        found: dict[str, int] = {}
        taken: set[int] = set()
        spare = len(self.captures) + 1
        for document in sorted(self.dossier.documents, key=lambda each: each.id):
            number = first.get(document.object, 0)
            if not number or number in taken:
                number, spare = spare, spare + 1
            taken.add(number)
            found[document.id] = number
        return found

    def _claim_key(self, claim: Claim) -> tuple[int, int, int, str]:
        start = claim.content[0].start if claim.content else 0
        end = claim.content[-1].end if claim.content else 0
        return (self.document_number.get(claim.document, 1 << 30), start, end, claim.id)

    def _byte_ranges(self) -> dict[tuple[str, int, int], tuple[int, int]]:
        wanted: dict[str, list[Span]] = {}
        for claim in self.dossier.claims:
            for span in claim.content:
                wanted.setdefault(span.document, []).append(span)
        found = {}
        for name, spans in wanted.items():
            document = self.documents.get(name)
            if document is not None:
                for (start, end), value in byte_ranges(document, spans).items():
                    found[name, start, end] = value
        return found

    # Passages ------------------------------------------------------------------------------

    def cite(self, span: Span, claim: str | None = None) -> str | None:
        """The anchor of `span` in the text view; `None` if its document is not in the file."""
        number = self.document_number.get(span.document)
        if number is None:
            return None
        key = (span.document, span.start, span.end)
        known = self.passages.get(key)
        anchor = known.anchor if known else f"q{number}-{span.start}-{span.end}"
        claims = known.claims if known else ()
        if claim is not None:
            ref = (f"c{self.claim_number[claim]}", f"C{self.claim_number[claim]}")
            claims = claims if ref in claims else (*claims, ref)
        self.passages[key] = Passage(span.start, span.end, anchor, claims)
        return anchor

    def quote(self, span: Span, claim: str | None = None, *, limit: int = MAX_QUOTE_CHARS) -> Quote:
        """The words of `span` with their anchor and the way back to the original."""
        document = self.documents.get(span.document)
        text = span.quote[:limit]
        return Quote(
            text=text,
            left_out=len(span.quote) - len(text),
            dir=direction(text, document.direction if document else "ltr"),
            lang=language(document, text) if document else "und",
            anchor=self.cite(span, claim),
            source=self.document_number.get(span.document),
            way=self._way_back(document, span) if document else words.NOT_STATED,
        )

    def _way_back(self, document: Document, span: Span) -> str:
        known = self._bytes.get((span.document, span.start, span.end))
        if known:
            return f"bytes {known[0]:,} to {known[1]:,} of the original"
        rows = document.rows(span.start, span.end)
        pages = sorted({row.page for row in rows if row.page is not None})
        if pages:
            place = words.listed(f"{page}" for page in pages[:4])
            box = next((row.box for row in rows if row.box), None)
            where = f", box {' '.join(f'{edge:.0f}' for edge in box)} pt" if box else ""
            return f"page {place}{where} of the original"
        part = next((row for row in rows if row.part is not None), None)
        if part is not None:
            at = "" if part.paragraph is None else f", paragraph {part.paragraph}"
            return f"{part.part}{at} of the original"
        return f"characters {span.start:,} to {span.end:,} of the text read"

    # Names ---------------------------------------------------------------------------------

    def party_of(self, value: Anchored[str]) -> Party | None:
        """The party that the words of `value` are taken to name."""
        return next((p for s in value.spans if (p := self._party_at.get(s))), None)

    def place_of(self, value: Anchored[str]) -> Place | None:
        """The place that the words of `value` are taken to name."""
        return next((p for s in value.spans if (p := self._place_at.get(s))), None)

    def party_name(self, party: Party) -> Name:
        """The label of a party, with those who alone use it."""
        return Name(short(party.label), party.so_called_by, f"party{self.party_number[party.id]}")

    def name_of(self, value: Anchored[str]) -> Name:
        """The party named by `value`, else its own words."""
        party = self.party_of(value)
        return self.party_name(party) if party else Name(short(value.value))

    def place_name(self, place: Place) -> Name:
        """The label of a place."""
        return Name(short(place.label), (), f"place{self.place_number[place.id]}")

    def speaker(self, claim: Claim) -> Speaker:
        """Who the claim is attributed to."""
        return self.attributed(claim.attribution, claim.document)

    def attributed(self, attribution: Attribution, document_id: str) -> Speaker:
        """Who an attribution names, else the publisher, else nobody."""
        role = attribution.role.value if attribution.role else None
        if attribution.speaker is not None:
            name = self.name_of(attribution.speaker)
            quotes = tuple(
                self.quote(span, limit=MAX_NAME_CHARS) for span in attribution.speaker.spans[:1]
            )
            return Speaker(name.anchor or f"n:{fold(name.text)}", name, role, quotes, "")
        if attribution.form is Form.OWN_VOICE:
            document = self.documents.get(document_id)
            held = (document.publisher or document.credit) if document else None
            if held is None:
                note = f"the publisher of S{self.document_number.get(document_id, 0)}, not named"
                return Speaker(f"o:{document_id}", None, role, (), note)
            name = self.name_of(held)
            key = name.anchor or f"n:{fold(name.text)}"
            return Speaker(key, name, role, (), "publisher, in its own voice")
        return Speaker("u:", None, role, (), "nobody is named")

    def groups(self) -> int:
        """Groups of documents not known to depend on each other (text, speaker or owner)."""
        lead = {document.id: document.id for document in self.dossier.documents}

        def find(name: str) -> str:
            while lead[name] != name:
                lead[name] = lead[lead[name]]
                name = lead[name]
            return name

        for each in self.dossier.independences:
            if each.relation in SAME_GROUP and each.left in lead and each.right in lead:
                lead[find(each.left)] = find(each.right)
        return len({find(name) for name in lead})


def short(text: str) -> str:
    """A name as headings can bear it: cut, and marked as cut, beyond `MAX_NAME_CHARS`."""
    return text if len(text) <= MAX_NAME_CHARS else f"{text[:MAX_NAME_CHARS]} […]"


def _first_day(value: object) -> str:
    return "9999" if value is None else str(value)


def _numbered(records: Iterable[Party | Place]) -> dict[str, int]:
    ordered = sorted(records, key=lambda record: (fold(record.label), record.id))
    return {record.id: number for number, record in enumerate(ordered, 1)}
