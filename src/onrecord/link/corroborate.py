"""Field by field: who supports a stated value, who contradicts it, who says nothing.

A coarser value, an overlapping range, another unit and silence are no contradictions; nor is a
number that one source raises in a later report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from onrecord.lang.fold import fold
from onrecord.lang.labels import seem_one_side, sides_may_agree, sides_shown
from onrecord.lang.reference import MAX_PART_CHARS, part_of_the_harmed
from onrecord.link.items import COUNTED, NOT_BLAMED, Item, Lookup, counts_of
from onrecord.link.items import item as item_of
from onrecord.link.score import ATTACKS, FAMILIES, RELATED, counts_meet, dates_weight, places_weight
from onrecord.model.allegation import Allegation
from onrecord.model.groups import Origins
from onrecord.model.incident import Agreement
from onrecord.model.vocab import Act, HarmKind, Modality, Unit
from onrecord.model.when import Count, When


@dataclass(frozen=True, slots=True)
class _Stated:
    """A value that an allegation states for a field, and how it is shown."""

    allegation: Allegation
    shown: str
    value: object


Clash = Callable[[_Stated, _Stated], bool]


def agreements(
    members: Iterable[Allegation],
    disputing: Iterable[Allegation],
    origins: Origins,
    lookup: Lookup,
    linked: Mapping[str, Item] | None = None,
) -> tuple[Agreement, ...]:
    """All stated values of all fields, sorted by field and value.

    An allegation that denies the act contradicts every value of `act` and the perpetrators that
    it clears. An attack without stated means says nothing of them where others state some.
    `linked`: the items as they were linked, where at hand.
    """
    stating = sorted(members, key=lambda allegation: allegation.id)
    denying = sorted(disputing, key=lambda allegation: allegation.id)
    found: list[Agreement] = []
    items = {a.id: (linked or {}).get(a.id) or item_of(a, lookup) for a in stating}
    sides = _sides(stating, lookup)
    means = {allegation.act.value for allegation in stating} & ATTACKS
    for name, read, clash in _fields(lookup, items, sides, means_stated=bool(means)):
        stated = [
            _Stated(allegation, shown, value)
            for allegation in stating
            for shown, value in read(allegation)
        ]
        cleared = _cleared(name, stating, denying, sides, lookup)
        found += _agreements(name, stated, stating, denying, cleared, clash, origins, lookup)
    return tuple(sorted(found, key=lambda agreement: (agreement.field, agreement.value)))


def _agreements(
    name: str,
    stated: list[_Stated],
    stating: list[Allegation],
    denying: list[Allegation],
    cleared: dict[str, set[str]],
    clash: Clash,
    origins: Origins,
    lookup: Lookup,
) -> list[Agreement]:
    by_shown: dict[str, list[_Stated]] = {}
    for one in stated:
        by_shown.setdefault(one.shown, []).append(one)
    speaking = {one.allegation.id for one in stated}
    found = []
    for shown, supporters in by_shown.items():
        supporting = {one.allegation.id for one in supporters}
        against = {
            other.allegation.id
            for label, others in by_shown.items()
            if label != shown
            for other in others
            if other.allegation.id not in supporting
            and any(clash(one, other) and not _update(one, other, lookup) for one in supporters)
        }
        against |= cleared.get(shown, set()) | cleared.get("", set())
        silent = {allegation.id for allegation in (*stating, *denying)} - speaking - against
        found.append(
            Agreement(
                field=name,
                value=shown,
                supporting=tuple(sorted(supporting)),
                contradicting=tuple(sorted(against - supporting)),
                silent=tuple(sorted(silent)),
                independent_groups=origins.count(one.allegation.document for one in supporters),
            )
        )
    return found


def _fields(
    lookup: Lookup,
    items: dict[str, Item],
    sides: dict[str, str],
    *,
    means_stated: bool,
) -> list[tuple[str, Callable[[Allegation], Iterable[tuple[str, object]]], Clash]]:
    def counted(kind: HarmKind) -> Callable[[Allegation], Iterable[tuple[str, object]]]:
        def read(allegation: Allegation) -> list[tuple[str, object]]:
            part = _counts_a_part(allegation, lookup)
            counts = [count for k, count in counts_of(allegation) if k is kind]
            return [(show_count(c), "a part" if part else c) for c in counts]

        return read

    def act(allegation: Allegation) -> list[tuple[str, object]]:
        value = allegation.act.value
        silent = value is Act.UNSPECIFIED_ATTACK and means_stated
        return [] if silent else [(value.value, value)]

    return [
        ("act", act, _acts_clash),
        (
            "when",
            lambda a: _when(a) if items[a.id].dates else [],
            lambda one, other: _dates_clash(one, other, items),
        ),
        (
            "where",
            lambda a: _where(a, lookup),
            lambda one, other: _places_clash(one, other, items),
        ),
        ("perpetrator", lambda a: _perpetrators(a, sides, lookup), _others),
        ("target", _targets, _never),
        ("victim", _victims, _never),
        ("weapon", lambda a: [(weapon.kind.value, weapon.kind) for weapon in a.weapons], _never),
        *((kind.value, counted(kind), _counts_clash) for kind in COUNTED),
        ("no_harm", _no_harm, _never),
    ]


def _counts_a_part(allegation: Allegation, lookup: Lookup) -> bool:
    """Whether it counts some of those harmed ("three of the wounded died"): no rival number."""
    document = lookup.documents.get(allegation.document)
    starts = [span.start for group in allegation.victims for span in group.words.spans[:1]]
    return document is not None and any(
        part_of_the_harmed(document.text[start : start + MAX_PART_CHARS]) for start in starts
    )


def show_count(count: Count) -> str:
    """A count as words: "5", "5–7", "at least 5", "up to 7", with its unit unless persons."""
    unit = "" if count.unit is Unit.PERSONS else f" {count.unit.value}"
    if count.low is not None and count.high is not None:
        low, high = count.low, count.high
        return (str(low) if low == high else f"{low}–{high}") + unit
    if count.low is not None:
        return f"at least {count.low}{unit}"
    return f"up to {count.high}{unit}" if count.high is not None else f"a number{unit}"


def show_when(when: When) -> str:
    """A range of dates in ISO form; "/" between ends, ".." for one that nobody states."""
    if when.earliest == when.latest and when.earliest is not None:
        return when.earliest.isoformat()
    ends = (when.earliest, when.latest)
    return "/".join(end.isoformat() if end else ".." for end in ends)


def _when(allegation: Allegation) -> list[tuple[str, object]]:
    when = allegation.when.value if allegation.when else None
    if when is None or (when.earliest is None and when.latest is None):
        return []
    return [(show_when(when), when)]


def _where(allegation: Allegation, lookup: Lookup) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for where in allegation.where:
        place_id = lookup.place(where.spans)
        found.append((lookup.places[place_id].label if place_id else where.value, place_id))
    return found


def _perpetrators(
    allegation: Allegation, sides: dict[str, str], lookup: Lookup
) -> list[tuple[str, object]]:
    found: dict[str, object] = {}
    for label in _blamed(allegation, lookup):
        found.setdefault(sides[label], label)
    return list(found.items())


def _blamed(allegation: Allegation, lookup: Lookup) -> list[str]:
    return [
        party_label(lookup.party(actor.name.spans), actor.name.value, lookup)
        for actor in allegation.perpetrators
        if actor.status not in NOT_BLAMED
    ]


def _sides(stating: Iterable[Allegation], lookup: Lookup) -> dict[str, str]:
    """For each label of a party blamed the value it is shown under."""
    return sides_shown(sorted({label for a in stating for label in _blamed(a, lookup)}))


def party_label(party_id: str | None, words: str, lookup: Lookup) -> str:
    """The label of a party; in quotation marks where it is only somebody's word for it."""
    party = lookup.parties.get(party_id) if party_id else None
    if party is None:
        return words
    return f"“{party.label}”" if party.so_called_by else party.label


def _targets(allegation: Allegation) -> list[tuple[str, object]]:
    shown = [
        target.category.value.value if target.category else fold(target.words.value)
        for target in allegation.targets
    ]
    return [(label, label) for label in dict.fromkeys(shown)]


def _victims(allegation: Allegation) -> list[tuple[str, object]]:
    shown = [group.status.value.value for group in allegation.victims if group.status]
    return [(label, label) for label in dict.fromkeys(shown)]


def _no_harm(allegation: Allegation) -> list[tuple[str, object]]:
    stated = any(harm.kind is HarmKind.NO_HARM for harm in allegation.harms)
    return [("stated", True)] if stated else []


def _never(_one: _Stated, _other: _Stated) -> bool:
    return False


def _acts_clash(one: _Stated, other: _Stated) -> bool:
    pair = frozenset({Act(str(one.value)), Act(str(other.value))})
    return not any(pair <= family for family in FAMILIES) and pair not in RELATED


def _others(one: _Stated, other: _Stated) -> bool:
    """Another party is blamed; "the Council's aircraft" and "the Council" may be one side."""
    return not sides_may_agree(str(one.value), str(other.value))


def _dates_clash(one: _Stated, other: _Stated, items: dict[str, Item]) -> bool:
    a, b = items[one.allegation.id], items[other.allegation.id]
    if not a.dates or not b.dates:
        return False
    apart = max((a.dates[0] - b.dates[1]).days, (b.dates[0] - a.dates[1]).days)
    return dates_weight(a, b) is None or apart > a.slack_days + b.slack_days


def _places_clash(one: _Stated, other: _Stated, items: dict[str, Item]) -> bool:
    a, b = items[one.allegation.id], items[other.allegation.id]
    return places_weight(a.spots, b.spots) is None


def _counts_clash(one: _Stated, other: _Stated) -> bool:
    if not isinstance(one.value, Count) or not isinstance(other.value, Count):
        return False
    return not counts_meet(one.value, other.value)


def _update(one: _Stated, other: _Stated, lookup: Lookup) -> bool:
    """Whether the two numbers are one source's, the higher one published later."""
    if not isinstance(one.value, Count) or not isinstance(other.value, Count):
        return False
    speakers = [lookup.speaker(lookup.claims.get(x.allegation.claim)) for x in (one, other)]
    published = [_published(x.allegation, lookup) for x in (one, other)]
    if speakers[0] is None or speakers[0] != speakers[1] or None in published:
        return False
    (first, early), (second, late) = (
        (published[n] or date.min, (one.value, other.value)[n].low or 0) for n in (0, 1)
    )
    return (first < second and early < late) or (second < first and late < early)


def _published(allegation: Allegation, lookup: Lookup) -> date | None:
    document = lookup.documents.get(allegation.document)
    return document.published.value.earliest if document and document.published else None


def _cleared(
    name: str,
    stating: list[Allegation],
    denying: list[Allegation],
    sides: dict[str, str],
    lookup: Lookup,
) -> dict[str, set[str]]:
    """Allegations against a value by denial: under "" for every value of the field."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    if name == "act":
        found[""] = {allegation.id for allegation in denying}
    if name != "perpetrator":
        return found
    for allegation in denying:
        for party_id in item_of(allegation, lookup).perpetrators:
            denied = party_label(party_id, party_id.removeprefix("words:"), lookup)
            for label, shown in sides.items():
                if label == denied or seem_one_side(label, denied):
                    found[shown].add(allegation.id)
    for allegation in stating:
        for actor in allegation.perpetrators:
            if actor.status in NOT_BLAMED:
                label = party_label(lookup.party(actor.name.spans), actor.name.value, lookup)
                found[sides.get(label, label)].add(allegation.id)
    return found


def speaks_of_act(allegation: Allegation) -> bool:
    """Whether an allegation alleges that the act occurred or was attempted."""
    return allegation.modality in {Modality.OCCURRED, Modality.ATTEMPTED}
