"""Which alleged incidents a denial speaks of.

1. A denial whose words name an act told before answers that act.
2. One with a place or a date answers what is alleged there, if nothing tells them apart.
3. A bare "we did not do it" answers what the same document alleges or answers otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.lang.labels import seem_one_side
from onrecord.link.items import Item
from onrecord.link.score import acts_weight, dates_weight, places_weight, targets_weight


def disputing_of(
    taken: Sequence[Item],
    telling: Sequence[frozenset[str]],
    denied: Sequence[Item],
    at_root: Mapping[tuple[str, int], int],
) -> list[list[str]]:
    """For each incident, the ids of the denials that speak of it, sorted.

    `taken`: the incidents, with `telling` their documents; `at_root`: the incident of the act
    that stands at a place of a document.
    """
    found: list[set[str]] = [set() for _ in taken]
    index = _Index(taken, telling)
    answering: defaultdict[str, set[int]] = defaultdict(set)
    bare = []
    starts = {(denial.document, denial.start): denial for denial in denied}
    for denial in denied:
        if denial.root is not None and (denial.document, denial.root) not in starts:
            at = at_root.get((denial.document, denial.root))
            if at is not None:
                found[at].update(denial.members)
                answering[denial.document].add(at)
            continue  # otherwise it speaks of what nobody alleges to have occurred
        if not (denial.spots or denial.dates):
            bare.append(denial)
            continue
        for at in sorted(index.near(denial)):
            # One document that gives two days tells of two acts; two documents may be a day off.
            document = denial.document if denial.document in telling[at] else ""
            if _disputes(denial, replace(taken[at], document=document)):
                found[at].update(denial.members)
                answering[denial.document].add(at)
    for denial in bare:
        for at in sorted(index.by_document[denial.document]):
            if _answers(denial, taken[at]):
                found[at].update(denial.members)
        otherwise = answering[denial.document] - index.by_document[denial.document]
        if len(otherwise) == 1 and _answers(denial, taken[min(otherwise)], same_party=True):
            found[min(otherwise)].update(denial.members)
    return [sorted(ids) for ids in found]


class _Index:
    """Incidents by party, place and document."""

    def __init__(self, taken: Sequence[Item], telling: Sequence[frozenset[str]]) -> None:
        self._by_party: defaultdict[str, set[int]] = defaultdict(set)
        self._by_place: defaultdict[str, set[int]] = defaultdict(set)
        self.by_document: defaultdict[str, set[int]] = defaultdict(set)
        for at, one in enumerate(taken):
            for party in one.perpetrators:
                self._by_party[party].add(at)
            for spot in one.spots:
                for key in {spot.key, *spot.may_be}:
                    self._by_place[key].add(at)
            for document in telling[at]:
                self.by_document[document].add(at)

    def near(self, denial: Item) -> set[int]:
        """Incidents of its places, its parties and its document."""
        keys = {key for spot in denial.spots for key in (spot.key, *spot.may_be)}
        found = set(self.by_document[denial.document])
        for key in keys:
            found |= self._by_place.get(key, set())
        for party in denial.perpetrators:
            found |= self._by_party.get(party, set())
        return found


def _disputes(denial: Item, incident: Item) -> bool:
    """Whether what is denied there and then can be what is alleged, by whom it is alleged."""
    act = acts_weight(denial.acts, incident.acts)
    place = places_weight(denial.spots, incident.spots)
    when = dates_weight(denial, incident)
    if act is None or place is None or when is None or targets_weight(denial, incident) < 0:
        return False
    same_party = _same_party(denial, incident)
    if denial.perpetrators and incident.perpetrators and not same_party:
        return False
    return place + when > 1.0 and (same_party or place > 1.0)


def _answers(denial: Item, incident: Item, *, same_party: bool = False) -> bool:
    """Whether a denial without place and date can mean an incident that its document tells of."""
    if acts_weight(denial.acts, incident.acts) is None or targets_weight(denial, incident) < 0:
        return False
    if _same_party(denial, incident):
        return True
    if same_party or (denial.perpetrators and incident.perpetrators):
        return False
    # "Hospitals will not be attacked", said by nobody of nobody, answers nothing.
    spoken = bool(denial.speakers or denial.perpetrators)
    return spoken and bool(denial.acts & incident.acts)


def _same_party(denial: Item, incident: Item) -> bool:
    return bool(denial.perpetrators & incident.perpetrators) or any(
        seem_one_side(a, b) for a in denial.blamed for b in incident.blamed
    )
