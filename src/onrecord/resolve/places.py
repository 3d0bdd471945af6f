"""Which places the names in a document are taken to mean.

One name is one place in a document. Steps: 1. candidates for each name from the gazetteer; 2. home:
the countries and provinces the text itself speaks of, by names, adjectives, parents ("Oxford, North
Carolina") and dateline; 3. each candidate is scored: parent named, home, cue, siblings nearby, key,
population last; 4. the best is taken only if it is at home, or abroad as a capital or very large
city under its main name, and only with a margin over the next; otherwise the answer is "not in the
gazetteer", "foreign only" or "ambiguous", coarsened to the province where all candidates share it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.lang.countries import by_code, country_of_adjective
from onrecord.lang.fold import fold
from onrecord.lang.placecues import STATES
from onrecord.model.document import Document, Span
from onrecord.model.entity import GazetteerRow, Place, PlaceCandidate, PlaceMention
from onrecord.model.vocab import BlockKind, PlaceLevel, PlaceReason
from onrecord.seams import Gazetteer

# Tuned on the 169 names of the probe, LGL and TR-News dev; run bench/places.py after a change.
KEY_SCORE = {"exact": 0.30, "folded": 0.30, "alternate": 0.20, "article": 0.20, "consonants": 0.0}
PARENT, HOME, PROVINCE, SIBLING, CUE = 2.0, 1.0, 0.6, 0.3, 0.3
PEOPLE = 0.05  # for each factor of ten
TOWN_FIRST = 0.4  # "shelled Idlib" speaks of the town unless a cue says the province
MARGIN = 0.08
VERY_LARGE = 150_000  # inhabitants; abroad a name alone means only such a city (Geneva, not Salaqi)
FAR_LARGER = 10  # times the next namesake
WIDE_KM = 60.0  # radius of a province known abroad by its name alone
RIVAL_KM = 150.0  # radius of a province that competes with a country of its name
NEAR_KM = 80.0  # siblings of one text lie so close; tuned with the scores
SAME_SPOT_KM = 25.0
MOST_CANDIDATES = 5  # kept with a place

AROUND_KM = 25.0  # "near", "countryside of" without a stated distance
WIDE = frozenset({PlaceLevel.COUNTRY, PlaceLevel.REGION})
UNITS = frozenset({PlaceLevel.PROVINCE, PlaceLevel.REGION})
SETTLED = frozenset({PlaceLevel.CITY, PlaceLevel.TOWN, PlaceLevel.VILLAGE, PlaceLevel.QUARTER})
PARTS_OF_TOWNS = frozenset({PlaceLevel.SITE, PlaceLevel.QUARTER})
OWN = "own:"  # ids of the user's own places begin so: they are home, whatever else is named
CAPITAL_RANK = frozenset({"exact", "folded"})

_PARENT = re.compile(
    r"^(?:\s(?:area|neighbou?rhoods?|quarter|district|(?:refugee\s)?camp|suburb|village|town))?"
    r"(?:(?:,\s|،\s?|\s(?:in|of)\s(?:the\s)?|\s\()(?:(?:northern|southern|eastern|western|central|rural|"
    r"northwestern|northeastern|southwestern|southeastern)\s)?"
    r"|\s(?:في\s)?ب?(?:ريف|محافظة|منطقة|ولاية|قضاء)\s(?:محافظة\s|مدينة\s)?|\sفي\s)$"
)


@dataclass(frozen=True, slots=True)
class _Vote:
    """What one name or adjective says about the country and province a text speaks of."""

    voter: int  # index of the name; -1 for adjectives
    country: str
    province: str | None
    weight: float


@dataclass(frozen=True, slots=True)
class _Home:
    """How much a text speaks of each country and province: shares that sum to one."""

    countries: dict[str, float]
    provinces: dict[str, float]  # by "US/Texas"


@dataclass(frozen=True, slots=True)
class _Name:
    label: str
    mentions: tuple[PlaceMention, ...]
    rows: tuple[GazetteerRow, ...]
    parents: frozenset[str]  # gazetteer ids of countries named right behind it
    parent_units: frozenset[str]  # provinces named right behind it, as `_province` gives them
    level: PlaceLevel | None
    behind: tuple[GazetteerRow, ...]  # what the words right behind it may name


def resolve_places(
    document: Document, mentions: tuple[PlaceMention, ...], gazetteer: Gazetteer
) -> tuple[Place, ...]:
    """One place for each name of the document, resolved or with the reason why not; by id."""
    ordered = sorted(mentions, key=lambda mention: mention.span.start)
    names = _names(document, ordered, gazetteer)
    votes = _votes(document, ordered, names)
    # A name never votes for itself: an only namesake abroad would make its country home.
    homes = [_home(votes, at) for at in range(len(names))]
    first = [_resolve(name, home) for name, home in zip(names, homes, strict=True)]
    # Places resolved without their neighbours speak for the neighbours in a second round.
    anchors = tuple(row for row in first if row is not None)
    places = (_place(name, home, anchors) for name, home in zip(names, homes, strict=True))
    return tuple(sorted(places, key=lambda place: place.id))


def _looked_up(words: str) -> str:
    """What to look up for words as they stand: abbreviations of states are spelt out."""
    return STATES.get(words, STATES.get(words + ".", words))


def _names(document: Document, mentions: list[PlaceMention], gazetteer: Gazetteer) -> list[_Name]:
    grouped: dict[tuple[str, bool], list[int]] = {}
    for at, mention in enumerate(mentions):
        if mention.kind == "name":
            key = (fold(_looked_up(mention.span.quote)), mention.relation is not None)
            grouped.setdefault(key, []).append(at)
    names = []
    for members in grouped.values():
        own = [mentions[at] for at in members]
        rows = gazetteer.lookup(_looked_up(own[0].span.quote))
        if own[0].span.quote in STATES or own[0].span.quote + "." in STATES:
            rows = tuple(row for row in rows if row.level is PlaceLevel.PROVINCE)
        if len(rows) > 0 and any(row.key != "consonants" for row in rows):
            strict = tuple(row for row in rows if row.key != "consonants")
            rows = strict + tuple(row for row in rows if row.key == "consonants")
        behind = _parents(document, mentions, members, gazetteer)
        levels = Counter(m.level for m in own if m.level is not None)
        names.append(
            _Name(
                label=own[0].span.quote,
                mentions=tuple(own),
                rows=rows,
                parents=frozenset(r.gazetteer_id for r in behind if r.level is PlaceLevel.COUNTRY),
                parent_units=frozenset(_province(r) for r in behind if r.level in UNITS),
                level=levels.most_common(1)[0][0] if levels else None,
                behind=tuple(behind),
            )
        )
    return names


def _parents(
    document: Document, mentions: list[PlaceMention], members: list[int], gazetteer: Gazetteer
) -> list[GazetteerRow]:
    """What may be named right behind the name: "Xeria, Idlib", "Xeria in Syria"."""
    found: list[GazetteerRow] = []
    for at in members:
        if at + 1 >= len(mentions):
            continue
        here, behind = mentions[at].span, mentions[at + 1].span
        gap = document.text[here.end : behind.start] if behind.start - here.end < 30 else "…"  # noqa: PLR2004
        if _PARENT.match(gap) and mentions[at + 1].kind == "name":
            rows = gazetteer.lookup(_looked_up(behind.quote))
            strict = [r for r in rows if r.key not in {"consonants", "article"}]
            stated = mentions[at + 1].level
            fitting = [r for r in strict if stated is not None and _fits(stated, r.level)]
            part = mentions[at].level in PARTS_OF_TOWNS
            # "Xeria, Olmar and Torsa" is a list, "the Xeria quarter, Olmar" is not.
            wide = part or not gap.lstrip().startswith((",", "،"))
            found += [r for r in fitting or strict if wide or r.level not in SETTLED]
    return found


def _votes(document: Document, mentions: list[PlaceMention], names: list[_Name]) -> list[_Vote]:
    votes = []
    for mention in mentions:
        code = country_of_adjective(mention.span.quote) if mention.kind == "adjective" else None
        if code:
            votes.append(_Vote(-1, code, None, 1))
    lines = [(b.start, b.end) for b in document.blocks if b.kind is BlockKind.DATELINE]
    # Beside own places, a namesake of a town elsewhere does not make its country home.
    own = any(row.gazetteer_id.startswith(OWN) and row.country for n in names for row in n.rows)
    for at, name in enumerate(names):
        if own and not _names_country(name):
            continue
        votes += _name_votes(at, name)
        if any(start <= m.span.start < end for start, end in lines for m in name.mentions):
            rows = [row for row in name.rows if row.key in CAPITAL_RANK]
            if rows:
                row = max(rows, key=lambda row: row.population or 0)
                votes.append(_Vote(at, row.country, _province(row), 4))
    return votes


def _names_country(name: _Name) -> bool:
    """Whether a name is an own place, or names a country itself or right behind it."""
    return bool(name.parents) or any(
        row.gazetteer_id.startswith(OWN)
        or (row.level is PlaceLevel.COUNTRY and row.key != "consonants")
        for row in name.rows
    )


def _name_votes(at: int, name: _Name) -> list[_Vote]:
    """A country or province votes with two for each mention, a town of one country with one."""
    weight = 2 * len(name.mentions)
    strict = [row for row in name.rows if row.key != "consonants"]
    nations = [row for row in strict if row.level is PlaceLevel.COUNTRY]
    units = [row for row in strict if row.level in UNITS and row.key in CAPITAL_RANK]
    owners = {row.country for row in units}
    if nations and not any(row.radius_km > RIVAL_KM for row in units):  # Georgia stays open
        return [_Vote(at, nations[0].country, None, weight)]
    abroad = max((r.population or 0 for r in strict if r.country not in owners), default=0)
    if len(owners) == 1 and not nations and abroad < VERY_LARGE:
        return [_Vote(at, row.country, _province(row), weight / len(units)) for row in units]
    parents = [p.removeprefix("country:") for p in name.parents if p.startswith("country:")]
    if parents:
        return [_Vote(at, parents[0], None, 1)]
    places = {row.country for row in strict}
    if len(places) == 1 and not nations:
        people = max(row.population or 0 for row in strict)
        provinces = {_province(row) for row in strict}
        province = min(provinces) if len(provinces) == 1 else None
        return [_Vote(at, min(places), province, 1 if people < VERY_LARGE else 2)]
    return []


def _home(votes: list[_Vote], without: int) -> _Home:
    countries: dict[str, float] = {}
    provinces: dict[str, float] = {}
    for vote in votes:
        if vote.voter != without or without < 0:
            countries[vote.country] = countries.get(vote.country, 0) + vote.weight
            if vote.province:
                provinces[vote.province] = provinces.get(vote.province, 0) + vote.weight
    return _Home(_shares(countries), _shares(provinces))


def _shares(counts: dict[str, float]) -> dict[str, float]:
    total = sum(counts.values())
    return {key: count / total for key, count in counts.items() if key}


def _province(row: GazetteerRow) -> str:
    return f"{row.country}/{row.path[1]}" if len(row.path) > 1 else row.country


def _scored(
    name: _Name, home: _Home, anchors: tuple[GazetteerRow, ...]
) -> list[tuple[float, PlaceReason, GazetteerRow]]:
    """Candidates with score and main reason, best first."""
    parent_labels = name.parent_units
    out = []
    strict = any(row.key != "consonants" for row in name.rows)
    known = any(
        row.key in CAPITAL_RANK
        and (row.level in UNITS | WIDE or (row.population or 0) >= VERY_LARGE)
        for row in name.rows
    )
    towns_behind = _towns_behind(name)
    for row in name.rows:
        if row.key == "consonants" and known:
            continue
        if _elsewhere(row, towns_behind):
            continue
        reason = PlaceReason.ONLY_CANDIDATE
        score = KEY_SCORE[row.key] + PEOPLE * math.log10((row.population or 0) + 1)
        if row.level is PlaceLevel.COUNTRY:
            score += 0.8
        elif row.level in UNITS and _named_after(row, name):
            score -= TOWN_FIRST
        share = home.countries.get(row.country, 0)
        if share:
            score += HOME * (0.5 + share / 2)
            reason = PlaceReason.SCOPE
        province = home.provinces.get(_province(row), 0)
        if province:
            score += PROVINCE * (0.5 + province / 2)
        near = _nearest(row, anchors)
        if near is not None and near < NEAR_KM:
            score += SIBLING
            reason = PlaceReason.SIBLING
        if name.level is not None and _fits(name.level, row.level):
            score += CUE
            reason = PlaceReason.CUE if reason is PlaceReason.ONLY_CANDIDATE else reason
        named = f"country:{row.country}" in name.parents or _province(row) in parent_labels
        if named and row.level not in {PlaceLevel.COUNTRY, PlaceLevel.PROVINCE}:
            score += PARENT
            reason = PlaceReason.PARENT_NAMED
        if row.key == "consonants" and strict and not share:
            continue
        out.append((score, reason, row))
    return sorted(out, key=lambda item: (-item[0], item[2].gazetteer_id))


def _towns_behind(name: _Name) -> list[GazetteerRow]:
    """The towns that the words right behind a name may mean, if they can mean nothing wider."""
    if name.level not in PARTS_OF_TOWNS or any(r.level in UNITS | WIDE for r in name.behind):
        return []
    return [row for row in name.behind if row.level in SETTLED and row.key in CAPITAL_RANK]


def _elsewhere(row: GazetteerRow, towns: list[GazetteerRow]) -> bool:
    """Whether a namesake lies far from every town that the words put it in."""
    if not towns or row.level not in SETTLED or row.gazetteer_id.startswith(OWN):
        return False
    return min(_km(row, town) for town in towns) > NEAR_KM / 2


def _named_after(unit: GazetteerRow, name: _Name) -> bool:
    """Whether a province shares its name with a town in it, and no cue speaks for the province."""
    if name.level is not None and name.level not in SETTLED:
        return False
    return any(
        row.level in SETTLED
        and row.country == unit.country
        and _km(row, unit) <= unit.radius_km + SAME_SPOT_KM
        for row in name.rows
    )


def _fits(stated: PlaceLevel, level: PlaceLevel) -> bool:
    if stated in SETTLED:
        return level in SETTLED
    return stated is level or (stated in UNITS and level in UNITS)


def _nearest(row: GazetteerRow, anchors: tuple[GazetteerRow, ...]) -> float | None:
    if row.lat is None or row.lon is None:
        return None
    far = [
        _km(row, other)
        for other in anchors
        if other.gazetteer_id != row.gazetteer_id and other.level in SETTLED
    ]
    return min(far, default=None)


def _km(a: GazetteerRow, b: GazetteerRow) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((p - q) / 2) ** 2
    h += math.cos(p) * math.cos(q) * math.sin(math.radians(a.lon - b.lon) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def _resolve(name: _Name, home: _Home) -> GazetteerRow | None:
    """The row a name means, if one stands out without its neighbours."""
    return _decide(name, home, _scored(name, home, ()))[0]


_Scored = tuple[float, PlaceReason, GazetteerRow]


def _decide(
    name: _Name, home: _Home, scored: list[_Scored]
) -> tuple[GazetteerRow | None, PlaceReason, float | None]:
    """The row, the reason for it or for its absence, and its score."""
    if not scored:
        return None, PlaceReason.NOT_IN_GAZETTEER, None
    best_score, reason, best = scored[0]
    placed = reason is PlaceReason.PARENT_NAMED
    own = best.gazetteer_id.startswith(OWN)
    at_home = own or best.country == "" or bool(home.countries.get(best.country))
    if best.level in WIDE or placed:
        return best, reason, best_score
    if not at_home:
        large = [
            row
            for _, _, row in scored
            if row.key in CAPITAL_RANK and (row.population or 0) >= VERY_LARGE
        ]
        if not large:
            units = [row for _, _, row in scored if row.level in UNITS and row.key in CAPITAL_RANK]
            if len({r.country for r in units}) == 1 and max(r.radius_km for r in units) > WIDE_KM:
                return units[0], PlaceReason.LARGEST, best_score
            if all(row.key == "consonants" for _, _, row in scored):
                return None, PlaceReason.NOT_IN_GAZETTEER, None
            gone = PlaceReason.FOREIGN_ONLY if home.countries else PlaceReason.AMBIGUOUS
            return None, gone, None
        return max(large, key=lambda row: row.population or 0), PlaceReason.LARGEST, best_score
    rivals = [item for item in scored[1:] if best_score - item[0] < MARGIN]
    rivals = [item for item in rivals if _km(best, item[2]) > SAME_SPOT_KM]
    if not rivals:
        return best, reason, best_score
    return _coarser(name, best, best_score, [row for _, _, row in rivals])


def _coarser(
    name: _Name, best: GazetteerRow, score: float, rivals: list[GazetteerRow]
) -> tuple[GazetteerRow | None, PlaceReason, float | None]:
    """Town and province of one name: the town, unless a cue says the province. Else abstain."""
    together = [best, *rivals]
    towns = [row for row in together if row.level in SETTLED]
    units = [row for row in together if row.level in UNITS]
    if len(towns) == 1 and units and all(_province(towns[0]) == _province(u) for u in units):
        wants_unit = name.level is not None and name.level not in SETTLED
        return (units[0] if wants_unit else towns[0]), PlaceReason.CUE, score
    first = (best.population or 0) / FAR_LARGER
    if best.population and all((row.population or 0) <= first for row in rivals):
        return best, PlaceReason.LARGEST, score
    return None, PlaceReason.AMBIGUOUS, None


def _place(name: _Name, home: _Home, anchors: tuple[GazetteerRow, ...]) -> Place:
    scored = _scored(name, home, anchors)
    row, reason, score = _decide(name, home, scored)
    spans = tuple(mention.span for mention in name.mentions)
    names = tuple(sorted({span.quote for span in spans}))
    candidates = tuple(
        PlaceCandidate(r.gazetteer_id, r.label, r.path, round(min(1.0, s / 4), 4), r.key)
        for s, _, r in scored[:MOST_CANDIDATES]
    )
    if row is None:
        return _unresolved(name, spans, names, home, reason, candidates)
    related = next((m for m in name.mentions if m.relation is not None), None)
    level, radius = row.level, row.radius_km
    if related is not None and row.level in SETTLED:
        level = PlaceLevel.AREA
        radius = max(related.distance_km or AROUND_KM, row.radius_km)
    return Place(
        label=name.label,
        names=names,
        mentions=spans,
        path=row.path,
        level=level,
        lat=row.lat,
        lon=row.lon,
        radius_km=radius,
        gazetteer_id=row.gazetteer_id,
        reason=reason,
        candidates=candidates,
        score=None if score is None else round(min(1.0, score / 4), 4),
    )


def _unresolved(
    name: _Name,
    spans: tuple[Span, ...],
    names: tuple[str, ...],
    home: _Home,
    reason: PlaceReason,
    candidates: tuple[PlaceCandidate, ...],
) -> Place:
    """A place without a point; its path ends with the nearest parent that the words name."""
    parent = _nearest_parent(name, home)
    codes = [p.removeprefix("country:") for p in sorted(name.parents) if p.startswith("country:")]
    if not codes and len(home.countries) == 1:
        codes = list(home.countries)
    path = tuple(by_code()[code].name for code in codes[:1] if code in by_code())
    return Place(
        label=name.label,
        names=names,
        mentions=spans,
        path=parent.path if parent else path,
        level=name.level,
        lat=None,
        lon=None,
        radius_km=None,
        gazetteer_id=None,
        reason=reason,
        candidates=candidates,
    )


def _nearest_parent(name: _Name, home: _Home) -> GazetteerRow | None:
    """The place named behind an unresolved name, if at home only one can be meant; finest first."""
    rows = [row for row in name.behind if home.countries.get(row.country)]
    for levels in (SETTLED, UNITS):
        fitting = {row.gazetteer_id: row for row in rows if row.level in levels}
        if len(fitting) == 1:
            return next(iter(fitting.values()))
    return None


def merge_places(per_document: Iterable[tuple[Place, ...]]) -> tuple[Place, ...]:
    """The places of all documents, by id, joined by gazetteer row and precision.

    Unresolved names are joined if they are spelt alike and their known parents are the same.
    """
    groups: dict[tuple[object, ...], list[Place]] = {}
    for places in per_document:
        for place in places:
            key: tuple[object, ...] = (
                (place.gazetteer_id, place.level, place.radius_km)
                if place.gazetteer_id
                else (fold(place.label), place.path, place.reason)
            )
            groups.setdefault(key, []).append(place)
    return tuple(sorted((_merged(group) for group in groups.values()), key=lambda p: p.id))


def _merged(group: list[Place]) -> Place:
    if len(group) == 1:
        return group[0]
    labels = Counter(place.label for place in group for _ in place.mentions)
    label = min(labels, key=lambda text: (-labels[text], text))
    best = max(group, key=lambda place: (place.score or 0.0, place.id))
    mentions = {span for place in group for span in place.mentions}
    return replace(
        best,
        label=label,
        names=tuple(sorted({name for place in group for name in place.names})),
        mentions=tuple(sorted(mentions, key=lambda s: (s.document, s.start, s.end))),
    )
