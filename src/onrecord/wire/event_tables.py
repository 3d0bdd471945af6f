"""Alleged incidents as two schemes of event data would have them: views that narrow, as tables.

`acled`: one row an incident, in columns as ACLED has them. `huridocs_acts`: one row for an act by
one claim and one group of victims. `huridocs_involvements`: one row for each alleged perpetrator of
such an act. `onrecord_id` leads back to the records, which keep everything; docs/reference/
event-tables.md states the rule of every column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from onrecord.model.allegation import Allegation, VictimGroup
from onrecord.model.dossier import Dossier
from onrecord.model.entity import Party, Place
from onrecord.model.incident import Agreement, Incident
from onrecord.model.terms import ACTS
from onrecord.model.vocab import Act, Basis, PlaceLevel, Precision
from onrecord.model.when import When

Cell = str | int | float | None
Row = tuple[Cell, ...]

ACLED: Final = (
    "onrecord_id", "event_date", "time_precision", "event_type", "sub_event_type", "actor1",
    "actor2", "civilian_targeting", "country", "admin1", "location", "latitude", "longitude",
    "geo_precision", "source", "notes", "fatalities", "tags", "acts", "date_start", "date_end",
)  # fmt: skip
HURIDOCS_ACTS: Final = (
    "act_id", "onrecord_id", "allegation", "claim", "act", "huridocs_act", "victims",
    "count_low", "count_high", "counting_unit", "victim_status", "date_start", "date_end",
    "date_type", "place", "stated_by", "source_connection", "reliability",
)  # fmt: skip
HURIDOCS_INVOLVEMENTS: Final = (
    "act_id", "onrecord_id", "alleged_perpetrator", "party", "degree", "claim", "stated_by",
)  # fmt: skip
DAY, WEEK, MONTH = 1, 7, 31
_EVENT_TYPES: Final = {
    "Chemical weapon": "Explosions/Remote violence",
    "Air/drone strike": "Explosions/Remote violence",
    "Shelling/artillery/missile attack": "Explosions/Remote violence",
    "Remote explosive/landmine/IED": "Explosions/Remote violence",
    "Sexual violence": "Violence against civilians",
    "Attack": "Violence against civilians",
    "Abduction/forced disappearance": "Violence against civilians",
    "Looting/property destruction": "Strategic developments",
    "Other": "Strategic developments",
}
_GEO: Final = {
    **dict.fromkeys(
        (PlaceLevel.SITE, PlaceLevel.QUARTER, PlaceLevel.VILLAGE, PlaceLevel.TOWN, PlaceLevel.CITY),
        1,
    ),
    **dict.fromkeys((PlaceLevel.AREA, PlaceLevel.DISTRICT), 2),
    **dict.fromkeys((PlaceLevel.PROVINCE, PlaceLevel.REGION), 3),
}
_FINENESS: Final = {level: rank for rank, level in enumerate(PlaceLevel)}
_SHARED: Final = 2  # independent groups that must state a number of deaths
_LOW: Final = re.compile(r"(?:at least )?(\d+)(?:–\d+)?$")


def event_tables(
    dossier: Dossier, publishers: Mapping[str, str | None]
) -> dict[str, tuple[tuple[str, ...], list[Row]]]:
    """Name of the table -> its head and rows; none for a dossier without alleged incidents.

    `publishers`: who speaks in each document where nobody else does.
    """
    if not dossier.incidents:
        return {}
    view = _View(dossier, publishers)
    return {
        "acled": (ACLED, [view.acled(each) for each in dossier.incidents]),
        "huridocs_acts": (HURIDOCS_ACTS, [row for e in dossier.incidents for row in view.acts(e)]),
        "huridocs_involvements": (
            HURIDOCS_INVOLVEMENTS,
            [row for each in dossier.incidents for row in view.involvements(each)],
        ),
    }


class _View:
    """A dossier with what rows name besides their own record.

    A record that is named and missing is for verification to find: it leaves its cells empty.
    """

    def __init__(self, dossier: Dossier, publishers: Mapping[str, str | None]) -> None:
        self._allegations = {each.id: each for each in dossier.allegations}
        self._claims = {each.id: each for each in dossier.claims}
        self._publishers = publishers
        self._parties = {each.id: each for each in dossier.parties}
        self._places = {each.id: each for each in dossier.places}
        self._party_at = {span: each for each in dossier.parties for span in each.mentions}

    def acled(self, each: Incident) -> Row:
        """One incident in columns of ACLED."""
        members = self._members(each)
        place = self._finest(each)
        sub_event = ACTS[_chief(each.acts)].acled
        deaths, stated = _deaths(each.agreements)
        level = place.level if place else None
        path = place.path if place else ()
        harmed = _terms(members)
        return (
            each.id,
            *_event_date(each.when),
            _EVENT_TYPES[sub_event],
            sub_event,
            _many(_label(one) for one in map(self._parties.get, each.perpetrators) if one),
            _many(harmed),
            "Civilian targeting" if harmed else None,
            path[0] if path else None,
            path[1] if len(path) > 1 and level is not PlaceLevel.COUNTRY else None,
            place.label if place else None,
            place.lat if place else None,
            place.lon if place else None,
            _GEO.get(level) if level else None,
            _many(dict.fromkeys(self._source(member) for member in members)),
            f"alleged, not established; deaths stated: {stated or 'no number'}",
            deaths,
            _many(
                (
                    "actor1=alleged perpetrator",
                    f"independent_groups={each.independent_groups}",
                    f"disputed_by={len(each.disputing)}",
                )
            ),
            _many(act.value for act in each.acts),
            *_dates(each.when),
        )

    def acts(self, each: Incident) -> Iterator[Row]:
        """A row for every group of victims of every member; one without where none is named."""
        for member in self._members(each):
            groups: tuple[VictimGroup | None, ...] = member.victims or (None,)
            when = member.when.value if member.when else None
            claim = self._claims.get(member.claim)
            for n, group in enumerate(groups, start=1):
                yield (
                    f"{member.id}/{n}",
                    each.id,
                    member.id,
                    member.claim,
                    member.act.value.value,
                    ACTS[member.act.value].huridocs,
                    group.words.value if group else None,
                    *_counted(group),
                    group.status.value.value if group and group.status else None,
                    *_dates(when),
                    _date_type(when),
                    _many(where.value for where in member.where),
                    self._speaker(member),
                    claim.attribution.form.value if claim else None,
                    None,  # how reliable a source is, is not ours to say
                )

    def involvements(self, each: Incident) -> Iterator[Row]:
        """A row for every alleged perpetrator of every act."""
        for member in self._members(each):
            for n in range(1, max(1, len(member.victims)) + 1):
                for actor in member.perpetrators:
                    found = (self._party_at.get(span) for span in actor.name.spans)
                    party = next((one for one in found if one), None)
                    yield (
                        f"{member.id}/{n}",
                        each.id,
                        actor.name.value,
                        party.id if party else None,
                        actor.status.value,
                        member.claim,
                        self._speaker(member),
                    )

    def _members(self, each: Incident) -> list[Allegation]:
        return [self._allegations[one] for one in each.members if one in self._allegations]

    def _finest(self, each: Incident) -> Place | None:
        places = [self._places[place] for place in each.places if place in self._places]
        places.sort(key=lambda p: (p.lat is None, _FINENESS.get(p.level, 99) if p.level else 99))
        return places[0] if places else None

    def _source(self, member: Allegation) -> str:
        return self._publishers.get(member.document) or member.document

    def _speaker(self, member: Allegation) -> str | None:
        claim = self._claims.get(member.claim)
        if claim is not None and claim.attribution.speaker is not None:
            return claim.attribution.speaker.value
        return self._publishers.get(member.document)


def _many(values: Iterable[str]) -> str | None:
    return " | ".join(values) or None


def _chief(acts: tuple[Act, ...]) -> Act:
    """The act that gives the event its kind: the first with a stated means, in our order."""
    order = list(Act)
    return min(acts, key=lambda act: (act is Act.UNSPECIFIED_ATTACK, order.index(act)))


def _label(party: Party) -> str:
    return f"“{party.label}”" if party.so_called_by else party.label


def _terms(members: Iterable[Allegation]) -> list[str]:
    """Kinds of people and things that sources say were harmed or hit, each once."""
    found: dict[str, None] = {}
    for member in members:
        for group in member.victims:
            if group.status is not None:
                found[group.status.value.value] = None
        for target in member.targets:
            if target.category is not None:
                found[target.category.value.value] = None
    return list(found)


def _dates(when: When | None) -> tuple[str | None, str | None]:
    if when is None:
        return None, None
    return (
        when.earliest.isoformat() if when.earliest else None,
        when.latest.isoformat() if when.latest else None,
    )


def _event_date(when: When | None) -> tuple[str | None, int | None]:
    """The earliest day and its precision: day 1, week 2, month 3; coarser is left out."""
    if when is None or when.earliest is None or when.latest is None:
        return None, None
    days = (when.latest - when.earliest).days + 1
    for most, code in ((DAY, 1), (WEEK, 2), (MONTH, 3)):
        if days <= most:
            return when.earliest.isoformat(), code
    return None, None


def _date_type(when: When | None) -> str | None:
    if when is None or (when.earliest is None and when.latest is None):
        return None
    exact = when.precision is Precision.DAY and when.basis is Basis.STATED
    return "exact" if exact else "estimated"


def _counted(group: VictimGroup | None) -> tuple[int | None, int | None, str | None]:
    if group is None or group.count is None:
        return None, None, None
    count = group.count.value
    return count.low, count.high, count.unit.value


def _deaths(agreements: Iterable[Agreement]) -> tuple[int | None, str]:
    """The lowest number of deaths that independent groups share, and every number stated."""
    killed = [one for one in agreements if one.field == "killed"]
    shared = [
        int(low[1])
        for one in killed
        if one.independent_groups >= _SHARED and (low := _LOW.match(one.value))
    ]
    stated = "; ".join(f"{one.value} (groups: {one.independent_groups})" for one in killed)
    return (min(shared) if shared else None), stated
