"""A dossier as what the report's templates show: names, numbers, links, no decisions left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from markupsafe import Markup

from onrecord.model.document import Span
from onrecord.model.dossier import Dossier
from onrecord.model.entity import Party, Place
from onrecord.model.fixity import Failure
from onrecord.model.incident import Incident
from onrecord.model.judgement import Judgement, current
from onrecord.model.vocab import PlaceLevel, Question
from onrecord.seal import words
from onrecord.seal.map_svg import Outlines, Spot, maps
from onrecord.seal.report_claims import Ref, SpeakerView, incident_ref, speakers
from onrecord.seal.report_decisions import (
    DecisionView,
    FirstView,
    decision_views,
    first_views,
)
from onrecord.seal.report_disputes import DisputeView, disputes
from onrecord.seal.report_incidents import IncidentView, Uncounted, incident_views, uncounted
from onrecord.seal.report_index import Index, Name
from onrecord.seal.report_law import LawView, law_view
from onrecord.seal.report_rules import (
    PatternView,
    RowView,
    RuleView,
    matrix,
    pattern_views,
    rule_views,
)
from onrecord.seal.report_sources import (
    EventView,
    SourceView,
    TextView,
    event_views,
    source_views,
    text_views,
)
from onrecord.seal.report_times import ClocksView, clocks_view
from onrecord.seal.report_voices import VoicesView, voices
from onrecord.seal.timeline_svg import Entry, timeline_svg

Record = TypeVar("Record", Party, Place)
SHOWN_MENTIONS = 6
COUNTRY_WIDE = frozenset({"country"})  # listed, not drawn: a disc over a country says nothing
DENSE_INCIDENTS = 150  # more: each incident is folded


@dataclass(frozen=True, slots=True)
class Tile:
    """One number of the overview, and where it is explained."""

    value: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PartyView:
    """A party as named by sources."""

    anchor: str
    name: Name
    kind: str
    names: tuple[str, ...]
    mentions: tuple[Ref, ...]
    mentions_in_all: int
    alleged_in: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place: the words of sources, and what they were taken to name."""

    anchor: str
    number: int
    label: str
    names: tuple[str, ...]
    taken_for: str | None
    gazetteer_id: str | None
    level: str
    position: tuple[str, ...]
    drawn: str
    reason: str
    candidates: tuple[str, ...]
    mentions: tuple[Ref, ...]
    mentions_in_all: int
    incidents: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Undated:
    """An alleged incident without a date that could be drawn."""

    ref: Ref
    acts: str
    words: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole page."""

    title: str
    story: str
    tiles: tuple[Tile, ...]
    dense: bool
    small_map: Markup
    map: Markup
    spots: tuple[Spot, ...]
    map_sources: tuple[str, ...]
    gazetteer: str
    drawn_places: int
    unplaced: tuple[PlaceView, ...]
    undrawn: tuple[PlaceView, ...]
    incidents_without_place: tuple[Ref, ...]
    timeline: Markup
    undated: tuple[Undated, ...]
    incidents: tuple[IncidentView, ...]
    uncounted: tuple[Uncounted, ...]
    uncounted_in_all: int
    speakers: tuple[SpeakerView, ...]
    parties: tuple[PartyView, ...]
    places: tuple[PlaceView, ...]
    law: LawView
    sources: tuple[SourceView, ...]
    loose_texts: tuple[tuple[int, TextView], ...]
    custody: tuple[EventView, ...]
    clocks: ClocksView
    failures: tuple[Failure, ...]
    disputes: tuple[DisputeView, ...]
    disputes_left_out: int
    voices: VoicesView
    decisions: tuple[DecisionView, ...]
    first: tuple[FirstView, ...]
    rules: tuple[RuleView, ...]
    patterns: tuple[PatternView, ...]
    matrix: tuple[RowView, ...]
    most_elements: int
    conflict: Judgement | None  # the decision on the type of conflict


def report_view(dossier: Dossier, lines: Outlines | None) -> ReportView:
    """The page of `dossier`; `lines` are drawn under its places."""
    index = Index(dossier)
    incidents = incident_views(index)
    others = uncounted(index)
    said = speakers(index)
    blamed = _held(index, lambda incident: incident.perpetrators)
    placed = _held(index, lambda incident: incident.places)
    parties = tuple(_party(index, p, blamed) for p in _by(index.party_number, dossier.parties))
    places = tuple(_place(index, p, placed) for p in _by(index.place_number, dossier.places))
    law = law_view(index)
    events = event_views(dossier.custody)
    clashes, clashes_left_out = disputes(index)
    decided = decision_views(index)
    texts = text_views(index)  # after everything that cites
    columns, rows = matrix(index)
    spots = _spots(index)
    drawn = {spot.number for spot in spots}
    small_map, large_map = maps(spots, lines)
    return ReportView(
        title=dossier.title,
        story=_story(index, incidents, said),
        tiles=_tiles(index, incidents, said, law),
        dense=len(incidents) > DENSE_INCIDENTS,
        small_map=small_map,
        map=large_map,
        spots=spots,
        map_sources=lines.sources if lines else (),
        gazetteer=dossier.gazetteer or words.NOT_STATED,
        drawn_places=len(spots),
        unplaced=tuple(each for each in places if each.gazetteer_id is None),
        undrawn=tuple(
            each for each in places if each.gazetteer_id is not None and each.number not in drawn
        ),
        incidents_without_place=tuple(
            incident_ref(index, each.id) for each in index.incidents if not each.places
        ),
        timeline=timeline_svg(_entries(incidents, index), _published(dossier)),
        undated=tuple(
            Undated(Ref(view.label, view.anchor), view.acts, view.when)
            for view in incidents
            if view.at is None
        ),
        incidents=incidents,
        uncounted=others,
        uncounted_in_all=sum(len(group.allegations) for group in others),
        speakers=said,
        parties=parties,
        places=places,
        law=law,
        sources=source_views(index, events, texts),
        loose_texts=tuple((n, each) for n, each in texts.items() if n > len(index.captures)),
        custody=events,
        clocks=clocks_view(dossier.custody),
        failures=dossier.failures,
        disputes=clashes,
        disputes_left_out=clashes_left_out,
        voices=voices(index),
        decisions=decided,
        first=first_views(index),
        rules=rule_views(index),
        patterns=pattern_views(index),
        matrix=rows,
        most_elements=columns,
        conflict=next(
            (j for j in current(dossier.judgements) if j.question is Question.CONFLICT_TYPE), None
        ),
    )


# Anchors of the parts of the page, in its order.
PARTS = (
    "overview", "timeline", "map", "incidents", "uncounted", "claims", "disputes", "voices",
    "parties", "places", "glance", "law", "gaps", "first", "decisions", "sources", "custody",
    "failures", "method", "verify",
)  # fmt: skip
_UNREAD = ("source preserved, not read", "sources preserved, not read")


def _by(numbers: dict[str, int], records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda record: numbers[record.id])


def _tiles(
    index: Index,
    incidents: tuple[IncidentView, ...],
    said: tuple[SpeakerView, ...],
    law: LawView,
) -> tuple[Tile, ...]:
    dossier = index.dossier
    disputed = sum(bool(view.contradicted or view.denied) for view in incidents)
    unread = sum(failure.only_unread for failure in dossier.failures)
    numbers = (
        (len(dossier.captures), "source", "sources", "sources"),
        (
            index.groups(),
            "independent group of sources",
            "independent groups of sources",
            "sources",
        ),
        (len(dossier.claims), "claim", "claims", "claims"),
        (
            sum(each.name is not None for each in said),
            "named speaker",
            "named speakers",
            "claims",
        ),
        (len(incidents), "alleged incident", "alleged incidents", "incidents"),
        (
            disputed,
            "of them disputed or contradicted",
            "of them disputed or contradicted",
            "incidents",
        ),
        (law.crimes, "candidate crime", "candidate crimes", "law"),
        (len(law.gaps), "open question", "open questions", "gaps"),
        (len(dossier.failures) - unread, "failure to process", "failures to process", "failures"),
        *([(unread, *_UNREAD, "failures")] if unread else []),
    )
    return tuple(
        Tile(words.number(value), one if value == 1 else many, anchor)
        for value, one, many, anchor in numbers
    )


def _story(index: Index, incidents: tuple[IncidentView, ...], said: tuple[SpeakerView, ...]) -> str:
    dossier = index.dossier
    named = sum(each.name is not None for each in said)
    text = (
        f"{words.counted(len(dossier.captures), 'source')} "
        f"{'is' if len(dossier.captures) == 1 else 'are'} preserved here. From them, "
        f"{words.counted(len(dossier.claims), 'claim')} by "
        f"{words.counted(named, 'named speaker')} "
        f"{'was' if len(dossier.claims) == 1 else 'were'} read, "
    )
    if not incidents:
        return text + "none of which alleges that an act occurred."
    days = [
        day
        for each in index.incidents
        if each.when
        for day in (each.when.earliest, each.when.latest)
        if day
    ]
    text += f"and {words.counted(len(incidents), 'alleged incident')} put together"
    if days and min(days) == max(days):
        text += f", dated {words.day(min(days))}"
    elif days:
        text += f", dated from {words.day(min(days))} to {words.day(max(days))}"
    return text + "."


def _mentions(index: Index, spans: tuple[Span, ...]) -> tuple[Ref, ...]:
    found = []
    for span in spans[:SHOWN_MENTIONS]:
        anchor = index.cite(span)
        if anchor is not None:
            found.append(Ref(f"S{index.document_number[span.document]}", anchor))
    return tuple(found)


def _held(
    index: Index, members: Callable[[Incident], tuple[str, ...]]
) -> dict[str, tuple[Ref, ...]]:
    found: dict[str, list[Ref]] = {}
    for incident in index.incidents:
        for each in members(incident):
            found.setdefault(each, []).append(incident_ref(index, incident.id))
    return {name: tuple(refs) for name, refs in found.items()}


def _party(index: Index, party: Party, held: dict[str, tuple[Ref, ...]]) -> PartyView:
    return PartyView(
        anchor=f"party{index.party_number[party.id]}",
        name=index.party_name(party),
        kind=words.human(party.kind),
        names=party.names,
        mentions=_mentions(index, party.mentions),
        mentions_in_all=len(party.mentions),
        alleged_in=held.get(party.id, ()),
    )


def _place(index: Index, place: Place, held: dict[str, tuple[Ref, ...]]) -> PlaceView:
    position: tuple[str, ...] = (words.NOT_STATED,)
    drawn = "not drawn: not placed"
    if place.lat is not None and place.lon is not None:
        position = (f"{place.lat:.3f}, {place.lon:.3f}",)
        if place.radius_km is not None:
            position = (*position, f"within {place.radius_km:g} km")
        drawn = "on the map" if place.id in held else "not drawn: no counted allegation"
        if place.level in COUNTRY_WIDE:
            drawn = "not drawn: a whole country"
    level = words.NOT_STATED if place.level is None else words.human(place.level)
    return PlaceView(
        anchor=f"place{index.place_number[place.id]}",
        number=index.place_number[place.id],
        label=place.label,
        names=place.names,
        taken_for=" › ".join(place.path) if place.gazetteer_id else None,
        gazetteer_id=place.gazetteer_id,
        level=level,
        position=position,
        drawn=drawn,
        reason=words.REASONS[place.reason],
        candidates=tuple(" › ".join(each.path) for each in place.candidates[:5]),
        mentions=_mentions(index, place.mentions),
        mentions_in_all=len(place.mentions),
        incidents=held.get(place.id, ()),
    )


def _spots(index: Index) -> tuple[Spot, ...]:
    held: dict[str, int] = {}
    for incident in index.incidents:
        for each in incident.places:
            held[each] = held.get(each, 0) + 1
    return tuple(
        Spot(
            index.place_number[p.id],
            p.label,
            p.lat,
            p.lon,
            p.radius_km or 10.0,
            held[p.id],
            p.gazetteer_id,
            borderless=p.level is PlaceLevel.REGION,
        )
        for p in index.dossier.places
        if p.id in held and p.lat is not None and p.lon is not None and p.level not in COUNTRY_WIDE
    )


def _entries(incidents: tuple[IncidentView, ...], index: Index) -> Iterable[Entry]:
    for view, incident in zip(incidents, index.incidents, strict=True):
        if incident.when is not None:
            acts = view.acts if len(view.acts) <= 30 else f"{view.acts[:29]}…"  # noqa: PLR2004
            yield Entry(view.anchor, f"{view.label}  {acts}", incident.when)


def _published(dossier: Dossier) -> Iterable[date]:
    for document in dossier.documents:
        value = document.published.value if document.published else None
        if value and value.earliest and value.earliest == value.latest:
            yield value.earliest
