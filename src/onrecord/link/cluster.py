"""Items to clusters: average link, from the strongest pair down, never over a cannot-link.

Connected components are not clusters: one bridge (a round-up, a vague date) would join everything.
1. Inside a document, repeated mentions of one act join (title, body, quotation).
2. Over documents, those joined mentions are compared as one. Two acts that one document tells
   as two never end up in one cluster; a second statement of one act does, where it fits the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from onrecord.lang.reference import points_at
from onrecord.link.block import candidate_pairs
from onrecord.link.items import LEVELS, Item, together
from onrecord.link.narrative import continued
from onrecord.link.score import JOIN, Comparison, compare
from onrecord.model.incident import Link
from onrecord.model.vocab import PlaceLevel

WINDOW = 60  # mentions of one document that are compared with each before them
MOST_WORDS = 50  # for one kind of target in one document; more are not looked at
MOST_TOLD = 400  # acts of one document among which it is looked for what goes on telling another
# One document goes on telling one act: nothing is said that agrees, and nothing sets them apart.
CONTINUED = Comparison(JOIN, (("continued", JOIN),), apart=False)
# Bounds on the work of one join: groups whose sizes multiply to more are left apart.
MOST_INSIDE = 200
MOST_OVER = 5_000

Compare = Callable[[int, int], Comparison]
Cluster = tuple[Item, tuple[Link, ...]]


class Clusters(NamedTuple):
    """Groups of allegation ids, each sorted, with one link for every join; sorted.

    `not_compared`: pairs that shared a block too large to be compared.
    """

    groups: tuple[tuple[tuple[str, ...], tuple[Link, ...]], ...]
    not_compared: int


def cluster(items: Iterable[Item]) -> Clusters:
    """The allegations joined, first inside each document, then over documents."""
    by_document: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_document[item.document].append(item)
    inside = [
        joined for document in sorted(by_document) for joined in _inside(by_document[document])
    ]
    found = []
    over, not_compared = _over_documents(inside)
    for group, links in over:
        members = tuple(sorted(member for item, _ in group for member in item.members))
        told = [link for _, inner in group for link in inner]
        found.append((members, tuple(sorted((*told, *links), key=lambda k: (k.left, k.right)))))
    return Clusters(tuple(sorted(found, key=lambda pair: pair[0])), not_compared)


def _inside(items: list[Item]) -> list[Cluster]:
    ordered = sorted(items, key=lambda item: (item.start, item.members))
    told = _Told(ordered)

    def measure(left: int, right: int) -> Comparison:
        a, b = ordered[left], ordered[right]
        return compare(a, b, only_one_told=told.one_act(a, b) or told.one_target(a, b))

    pairs = [
        (left, right)
        for right in range(len(ordered))
        for left in range(max(0, right - WINDOW), right)
    ]
    found = _agglomerate(ordered, pairs, measure, MOST_INSIDE)
    groups = [(together(ordered[at] for at in group), links) for group, links in found]
    if len(groups) > MOST_TOLD:
        return groups
    return [_chained([groups[at] for at in run]) for run in continued([one for one, _ in groups])]


def _chained(groups: list[Cluster]) -> Cluster:
    """Groups of which each goes on telling the first, as one."""
    first, *later = (item for item, _ in groups)
    links = [link for _, inner in groups for link in inner]
    return (
        together(item for item, _ in groups),
        (*links, *(_link(first, item, CONTINUED) for item in later)),
    )


class _Told:
    """What one document tells of each kind of act, and of each kind of target."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._acts: dict[str, tuple[set[str], set[object]]] = {}
        self._targets: dict[str, tuple[set[str], set[object]]] = {}
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        for item in items:
            for act in item.acts:
                self._note(self._acts, act, item)
            for category in item.categories:
                self._note(self._targets, category, item)
                self._words[category] |= item.target_words

    @staticmethod
    def _note(into: dict[str, tuple[set[str], set[object]]], key: str, item: Item) -> None:
        spots, dates = into.setdefault(key, (set(), set()))
        spots.update(spot.key for spot in item.spots)
        dates.update({item.dates} if item.dates else ())

    def one_act(self, a: Item, b: Item) -> bool:
        """Whether both tell the act of which the document gives one place and one date.

        Without any date the document may speak of a course of conduct: two statements that name
        different things hit are then two.
        """
        spots, dates = self._acts[min(a.acts)]
        if not dates and (a.categories or b.categories) and not a.categories & b.categories:
            return False
        return bool(a.acts & b.acts) and len(spots) <= 1 and len(dates) <= 1 and not b.again

    def one_target(self, a: Item, b: Item) -> bool:
        """Whether "the hospital" of the later one can only be the hospital of the earlier."""
        shared = sorted(a.categories & b.categories)
        if not shared or b.again:
            return False
        spots, dates = self._targets[shared[0]]
        if len(spots) > 1 or len(dates) > 1:
            return False
        words = self._words[shared[0]]
        return len(words) <= MOST_WORDS and any(
            all(points_at(word, full) for word in words) for full in words
        )


def _over_documents(
    inside: list[Cluster],
) -> tuple[list[tuple[list[Cluster], tuple[Link, ...]]], int]:
    """Clusters over documents, and how many pairs were not compared.

    Equal items of several documents are compared once.
    """
    alike: defaultdict[object, list[list[Cluster]]] = defaultdict(list)
    for cluster_ in inside:
        slots = alike[_signature(cluster_[0])]
        document = cluster_[0].document
        for slot in slots[:1]:
            if all(other.document != document for other, _ in slot[-1:]):
                slot.append(cluster_)
                break
        else:
            slots.append([cluster_])
    slots_ = [slot for found in alike.values() for slot in found]
    slots_.sort(key=lambda slot: slot[0][0].members)
    heads = [slot[0][0] for slot in slots_]
    documents = [frozenset(item.document for item, _ in slot) for slot in slots_]
    cache: dict[tuple[int, int], Comparison] = {}

    def measure(left: int, right: int) -> Comparison:
        pair = (left, right) if left < right else (right, left)
        if pair not in cache:
            cache[pair] = compare(heads[pair[0]], heads[pair[1]])
        return cache[pair]

    blocking = candidate_pairs(heads)
    groups = _agglomerate(heads, blocking.pairs, measure, MOST_OVER, documents)
    joined = [
        (
            [cluster_ for at in group for cluster_ in slots_[at]],
            (*links, *(link for at in group for link in _alike_links(slots_[at]))),
        )
        for group, links in groups
    ]
    return joined, blocking.not_compared


def _signature(item: Item) -> object:
    """Equal for items that say the same of one place on one day; else the item itself."""
    fine = any(spot.rank <= LEVELS[PlaceLevel.CITY] for spot in item.spots)
    if item.day is None or not fine or item.vague:
        return item.members
    return (item.acts, item.dates, item.slack_days, item.spots, item.perpetrators, item.categories,
            item.target_words, item.weapons, item.counts)  # fmt: skip


def _alike_links(slot: list[Cluster]) -> list[Link]:
    first = slot[0][0]
    return [_link(first, item, compare(first, item)) for item, _ in slot[1:]]


def _agglomerate(
    items: Sequence[Item],
    pairs: Iterable[tuple[int, int]],
    measure: Compare,
    most: int,
    documents: Sequence[frozenset[str]] = (),
) -> list[tuple[list[int], tuple[Link, ...]]]:
    """Groups of positions; with `documents` given, none holds two acts of one document."""
    strong = []
    for left, right in pairs:
        found = measure(left, right)
        if not found.apart and found.weight >= JOIN:
            strong.append((-found.weight, items[left].members, items[right].members, left, right))
    strong.sort()
    group_of = list(range(len(items)))
    groups = {at: [at] for at in range(len(items))}
    links: defaultdict[int, list[Link]] = defaultdict(list)
    for _, _, _, left, right in strong:
        a, b = group_of[left], group_of[right]
        if a == b or len(groups[a]) * len(groups[b]) > most:
            continue
        if not _joins(groups[a], groups[b], measure, items, documents):
            continue
        if len(groups[a]) < len(groups[b]):
            a, b = b, a
        for at in groups[b]:
            group_of[at] = a
        groups[a] += groups.pop(b)
        links[a] += [*links.pop(b, []), _link(items[left], items[right], measure(left, right))]
    return [(sorted(groups[at]), tuple(links[at])) for at in sorted(groups)]


def _joins(
    left: list[int],
    right: list[int],
    measure: Compare,
    items: Sequence[Item],
    documents: Sequence[frozenset[str]],
) -> bool:
    """Whether no two members are apart and they agree on average.

    Two of one document must allow one act; whether they agree is for the other documents to say.
    """
    total, pairs = 0.0, 0
    for a in left:
        for b in right:
            if documents and documents[a] & documents[b]:
                if not _same_act(items[a], items[b]):
                    return False
                continue
            found = measure(a, b)
            if found.apart:
                return False
            total += found.weight
            pairs += 1
    return pairs > 0 and total / pairs >= JOIN


def _same_act(left: Item, right: Item) -> bool:
    """Whether one document may tell one act by both: nothing it says sets them apart.

    They did not join by themselves for want of a place or date that other documents give.
    """
    if left.again or right.again:
        return False
    found = compare(replace(left, document=""), replace(right, document=""))
    return not found.apart and all(value >= 0 for _, value in found.features)


def _link(left: Item, right: Item, found: Comparison) -> Link:
    first, second = sorted((left.members[0], right.members[0]))
    return Link(first, second, found.score, found.features)
