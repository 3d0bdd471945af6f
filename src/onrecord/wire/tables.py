"""Records as tables (CSV) for people who work in a spreadsheet.

UTF-8 with a byte order mark (spreadsheets need it for Arabic), comma, line ends CRLF. A text that
begins with `=`, `+`, `-`, `@`, tab or line end gets a leading apostrophe, so that no spreadsheet
runs it as a formula; the records themselves are never changed. Several values in one cell are
separated by " | ". Unknown is an empty cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.document import Span
from onrecord.model.dossier import Dossier
from onrecord.model.entity import Party, Place
from onrecord.model.fixity import Capture, Failure
from onrecord.model.incident import Incident
from onrecord.model.judgement import Judgement
from onrecord.model.law import ElementFinding
from onrecord.model.when import Count, When
from onrecord.wire.event_tables import event_tables
from onrecord.wire.spans import byte_ranges_of

Cell = str | int | float | date | datetime | None
ByteRanges = Mapping[tuple[str, int, int], tuple[int, int]]  # by document, start, end
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_SPAN = ("quote", "document", "object", "start", "end", "byte_start", "byte_end")


@dataclass(frozen=True, slots=True)
class Lookup:
    """What rows name besides their own record."""

    objects: Mapping[str, str]  # document id -> sha256 of its object
    byte_ranges: ByteRanges
    publishers: Mapping[str, str | None] = field(default_factory=dict)  # document id -> its name


def lookup_of(dossier: Dossier) -> Lookup:
    """What rows name, of a dossier that holds its documents."""
    return Lookup(
        {document.id: document.object for document in dossier.documents},
        byte_ranges_of(dossier.documents, spans_in_tables(dossier)),
        {document.id: document.publisher_name() for document in dossier.documents},
    )


def tables(dossier: Dossier, lookup: Lookup) -> dict[str, bytes]:
    """Name of the table -> its bytes. Rows stand in the order of the records."""
    findings = dossier.findings
    made = {
        "captures": _table(
            _CAPTURE + _RETRIEVAL,
            ((*_capture(each), *_retrieval(each)) for each in dossier.captures),
        ),
        "claims": _table(_CLAIM, (_claim(each, lookup) for each in dossier.claims)),
        "allegations": _table(
            _ALLEGATION, (_allegation(each, lookup) for each in dossier.allegations)
        ),
        "incidents": _table(_INCIDENT, (_incident(each) for each in dossier.incidents)),
        "parties": _table(_PARTY, _mentioned(dossier.parties, _party, lookup)),
        "places": _table(_PLACE, _mentioned(dossier.places, _place, lookup)),
        "findings": _table(_FINDING, (_finding(each) for each in findings)),
        "gaps": _table(
            _GAP + _LEADS,
            ((*_gap(each), *_leads(each)) for each in findings if each.gap is not None),
        ),
        "failures": _table(_FAILURE, (_failure(each) for each in dossier.failures)),
    }
    if dossier.judgements:
        made["judgements"] = _table(_JUDGEMENT, (_judgement(each) for each in dossier.judgements))
    for name, (head, rows) in event_tables(dossier, lookup.publishers).items():
        made[name] = _table(head, rows)
    return made


def earlier_tables(dossier: Dossier) -> dict[str, bytes]:
    """Tables in the form of earlier versions, where the records fit that form.

    Version 1 of captures had no column on containers and retrievals, version 1 of gaps none on
    evidence and leads.
    """
    found = {}
    if not any(each.container or each.retrieval for each in dossier.captures):
        found["captures"] = _table(_CAPTURE, (_capture(each) for each in dossier.captures))
    gaps = [each for each in dossier.findings if each.gap is not None]
    if not any(each.gap.evidence or each.gap.leads for each in gaps if each.gap):
        found["gaps"] = _table(_GAP, (_gap(each) for each in gaps))
    return found


def spans_in_tables(dossier: Dossier) -> Iterable[Span]:
    """Every span whose bytes a table gives."""
    for claim in dossier.claims:
        yield from claim.content
    for allegation in dossier.allegations:
        yield from allegation.act.spans
    for party in dossier.parties:
        yield from party.mentions
    for place in dossier.places:
        yield from place.mentions


def safe_cell(value: Cell) -> str:
    """The cell as written; only texts can be formulas, so only texts are guarded."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _table(head: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def _many(values: Iterable[str]) -> str:
    return " | ".join(values)


def _when(when: When | None) -> tuple[Cell, ...]:
    if when is None:
        return (None, None, None)
    return (when.earliest, when.latest, when.precision.value)


def _count(count: Count | None) -> str:
    if count is None:
        return ""
    low = "?" if count.low is None else str(count.low)
    high = "?" if count.high is None else str(count.high)
    return f"{low} to {high} {count.unit.value}"


def _place_of(spans: tuple[Span, ...], lookup: Lookup) -> tuple[Cell, ...]:
    """Quote, document, object, offsets and bytes from the first to the last of `spans`."""
    if not spans:
        return (None,) * len(_SPAN)
    first, last = spans[0], spans[-1]
    document = first.document
    start = lookup.byte_ranges.get((document, first.start, first.end))
    end = lookup.byte_ranges.get((document, last.start, last.end))
    return (
        " […] ".join(span.quote for span in spans),
        document,
        lookup.objects.get(document),
        first.start,
        last.end,
        start[0] if start and end else None,
        end[1] if start and end else None,
    )


_CAPTURE = (
    "id", "origin", "original_name", "sha256", "sha512", "size", "media_type_declared",
    "media_type_sniffed", "method", "collector", "captured_at", "clock", "tool",
)  # fmt: skip
_RETRIEVAL = (
    "container", "member", "origin_url", "final_url", "retrieved_at", "status", "server_ip",
    "complete",
)  # fmt: skip


def _capture(each: Capture) -> tuple[Cell, ...]:
    return (
        each.id, each.origin, each.original_name, each.sha256, each.sha512, each.size,
        each.media_type_declared, each.media_type_sniffed, each.method, each.collector,
        each.captured_at, each.clock, f"{each.tool.name} {each.tool.version}",
    )  # fmt: skip


def _retrieval(each: Capture) -> tuple[Cell, ...]:
    got = each.retrieval
    if got is None:
        return (each.container, each.member, *(None,) * (len(_RETRIEVAL) - 2))
    complete = None if got.complete is None else str(got.complete).lower()
    return (
        each.container, each.member, got.requested_url, got.final_url,
        got.started_at, got.status, got.server_ip, complete,
    )  # fmt: skip


_CLAIM = (
    "id", "speaker", "speaker_words", "role", "form", "through", "stance", "certainty", "kind",
    *_SPAN, "rule",
)  # fmt: skip


def _claim(each: Claim, lookup: Lookup) -> tuple[Cell, ...]:
    said = each.attribution
    through = said.through.speaker.value if said.through and said.through.speaker else None
    return (
        each.id,
        said.speaker.value if said.speaker else None,
        _many(span.quote for span in said.speaker.spans) if said.speaker else None,
        said.role.value if said.role else None,
        said.form.value,
        through,
        each.stance.value,
        each.certainty.value,
        each.kind.value,
        *_place_of(each.content, lookup),
        each.rule,
    )


_ALLEGATION = (
    "id", "claim", "act", "modality", "earliest", "latest", "precision", "where",
    "alleged_perpetrators", "victims", "targets", "weapons", "harms", *_SPAN, "rule",
)  # fmt: skip


def _allegation(each: Allegation, lookup: Lookup) -> tuple[Cell, ...]:
    return (
        each.id,
        each.claim,
        each.act.value.value,
        each.modality.value,
        *_when(each.when.value if each.when else None),
        _many(where.value for where in each.where),
        _many(f"{actor.name.value} ({actor.status.value})" for actor in each.perpetrators),
        _many(victims.words.value for victims in each.victims),
        _many(target.words.value for target in each.targets),
        _many(weapon.words.value for weapon in each.weapons),
        _many(
            f"{harm.kind.value} {_count(harm.count.value if harm.count else None)}".strip()
            for harm in each.harms
        ),
        *_place_of(each.act.spans, lookup),
        each.rule,
    )


_INCIDENT = (
    "id", "acts", "earliest", "latest", "precision", "places", "alleged_perpetrators",
    "allegations", "disputing", "independent_groups",
)  # fmt: skip


def _incident(each: Incident) -> tuple[Cell, ...]:
    return (
        each.id,
        _many(act.value for act in each.acts),
        *_when(each.when),
        _many(each.places),
        _many(each.perpetrators),
        _many(each.members),
        _many(each.disputing),
        each.independent_groups,
    )


_PARTY = ("id", "label", "kind", "so_called_by", *_SPAN)
_PLACE = (
    "id", "label", "path", "level", "lat", "lon", "radius_km", "gazetteer_id", "reason", *_SPAN,
)  # fmt: skip


def _party(each: Party) -> tuple[Cell, ...]:
    return (each.id, each.label, each.kind.value, _many(each.so_called_by))


def _place(each: Place) -> tuple[Cell, ...]:
    return (
        each.id, each.label, _many(each.path), each.level.value if each.level else None,
        each.lat, each.lon, each.radius_km, each.gazetteer_id, each.reason.value,
    )  # fmt: skip


def _mentioned(
    records: Iterable[Party] | Iterable[Place],
    row: Callable[..., tuple[Cell, ...]],
    lookup: Lookup,
) -> Iterable[tuple[Cell, ...]]:
    """One row a mention, so that each has its quote and place."""
    for each in records:
        for mention in each.mentions:
            yield (*row(each), *_place_of((mention,), lookup))


_FINDING = (
    "incidents", "crime", "element", "state", "claims_for", "claims_against", "independent_groups",
)  # fmt: skip


def _finding(each: ElementFinding) -> tuple[Cell, ...]:
    return (
        _many(each.incidents), each.crime, each.element, each.state.value,
        _many(each.claims_for), _many(each.claims_against), each.independent_groups,
    )  # fmt: skip


_GAP = (
    "incidents", "crime", "element", "question", "would_fill", "documentability", "nearest_claims",
    "silent_documents",
)  # fmt: skip


def _gap(each: ElementFinding) -> tuple[Cell, ...]:
    gap = each.gap
    if gap is None:
        return (None,) * len(_GAP)
    return (
        _many(each.incidents), each.crime, each.element, gap.question, _many(gap.would_fill),
        gap.documentability, _many(gap.nearest), _many(gap.silent_documents),
    )  # fmt: skip


_LEADS = ("evidence", "leads")


def _leads(each: ElementFinding) -> tuple[Cell, ...]:
    if each.gap is None:
        return (None,) * len(_LEADS)
    leads = _many(f"{lead.kind.value} {lead.claim}" for lead in each.gap.leads)
    return (_many(each.gap.evidence), leads)


_JUDGEMENT = (
    "id", "at", "by", "question", "subjects", "part", "verdict", "found", "value", "reason",
    "about", "words",
)  # fmt: skip


def _judgement(each: Judgement) -> tuple[Cell, ...]:
    return (
        each.id, each.at, each.by, each.question.value, _many(each.subjects), each.part,
        each.verdict.value, each.found, each.value, each.reason,
        _many(span.quote for span in each.about), _many(span.quote for span in each.words),
    )  # fmt: skip


_FAILURE = ("stage", "subject", "error", "message")


def _failure(each: Failure) -> tuple[Cell, ...]:
    return (each.stage, each.subject, each.error, each.message)
