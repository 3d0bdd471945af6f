"""Which items are compared at all: those that share a place and a time, or a rare number.

There is no comparison of everything with everything. Three kinds of block:
1. (place, day): items of one place; a coarse place ("the province") meets what lies in it.
2. (place, any time): undated items and long ranges meet what is alleged of the same place.
3. (day, exact number): items without a place meet those with an equal count.
A block that is too large is split by act, then by target; what is still too large is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from onrecord.link.items import LEVELS, Item, Spot, days
from onrecord.link.score import EXACT_COUNT
from onrecord.model.vocab import PlaceLevel

MOST_DAYS = 8  # a longer range is compared as if it were undated
MAX_PAIRS = 40_000  # of one block

Key = tuple[str, ...]


@dataclass(slots=True)
class _Block:
    """`own` are compared with each other and with `inner`; `inner` not among themselves."""

    own: list[int] = field(default_factory=list)
    inner: list[int] = field(default_factory=list)

    def pairs(self) -> int:
        return len(self.own) * (len(self.own) + len(self.inner))


@dataclass(frozen=True, slots=True)
class Blocking:
    """Pairs of positions to compare, sorted, and how many pairs were left out for their number."""

    pairs: tuple[tuple[int, int], ...]
    not_compared: int


def candidate_pairs(items: Sequence[Item]) -> Blocking:
    """The pairs of items that share a block; items of one document are never a pair."""
    blocks: defaultdict[Key, _Block] = defaultdict(_Block)
    for at, item in enumerate(items):
        for key, own in _keys(item):
            block = blocks[key]
            (block.own if own else block.inner).append(at)
    pairs: set[tuple[int, int]] = set()
    left_out = 0
    for key in sorted(blocks):
        for part in _split(blocks[key], items):
            if part.pairs() > MAX_PAIRS:
                left_out += part.pairs()
                continue
            for left, right in _pairs(part):
                if items[left].document != items[right].document:
                    pairs.add((left, right) if left < right else (right, left))
    return Blocking(tuple(sorted(pairs)), left_out)


def _keys(item: Item) -> Iterator[tuple[Key, bool]]:
    if item.vague:
        return
    near = _days(item)
    seen: set[tuple[Key, bool]] = set()
    for spot in item.spots or item.near:
        for cell, own in _cells(spot):
            fine = own and spot.rank <= LEVELS[PlaceLevel.CITY]
            for day in near:
                seen.add((("day", cell, day.isoformat()), own))
            if fine or (not near and own):
                seen.add((("any", cell), not near))
            elif not near:
                seen.add((("any", cell), False))
    if near and item.day:
        for kind, count in item.counts:
            if count.low is not None and count.low == count.high and count.low >= EXACT_COUNT:
                for day in near:
                    key = ("count", day.isoformat(), kind.value, str(count.low))
                    seen.add((key, not item.spots))
    yield from sorted(seen)


def _cells(spot: Spot) -> Iterator[tuple[str, bool]]:
    """The place itself, and below the country the places it lies in.

    Resolved places are met under their names by unresolved ones that may be the same.
    """
    yield spot.key, True
    for key in sorted(spot.may_be - {spot.key}):
        yield key, not spot.path
    for n in range(2, len(spot.path)):
        yield "/".join(spot.path[:n]), False
    if len(spot.path) > 1:
        yield "/".join(spot.path), True


def _days(item: Item) -> tuple[date, ...]:
    if item.dates is None or (item.dates[1] - item.dates[0]).days >= MOST_DAYS:
        return ()
    reach = timedelta(days=1 + item.slack_days)
    return days((item.dates[0] - reach, item.dates[1] + reach), MOST_DAYS + 8)


def _split(block: _Block, items: Sequence[Item]) -> Iterator[_Block]:
    if block.pairs() <= MAX_PAIRS:
        yield block
        return
    by_act: defaultdict[str, _Block] = defaultdict(_Block)
    for side in ("own", "inner"):
        for at in getattr(block, side):
            for act in items[at].acts:
                getattr(by_act[act], side).append(at)
    for act in sorted(by_act):
        part = by_act[act]
        if part.pairs() <= MAX_PAIRS:
            yield part
            continue
        by_target: defaultdict[str, _Block] = defaultdict(_Block)
        for side in ("own", "inner"):
            for at in getattr(part, side):
                for category in items[at].categories or {""}:
                    getattr(by_target[category], side).append(at)
        yield from (by_target[category] for category in sorted(by_target))


def _pairs(block: _Block) -> Iterator[tuple[int, int]]:
    for n, left in enumerate(block.own):
        for right in block.own[:n]:
            if left != right:
                yield left, right
        for right in block.inner:
            if left != right:
                yield left, right
