"""How much speaks for two allegations telling one occurrence.

Levels of comparison with weights in natural log units, summed. Unknown is its own level with
weight 0, never "different". `apart`: they cannot be one, whatever else agrees.
The weights are set by hand, not learned: a town, a day and an act together join; any two of them
do not without a further agreement. Re-run `tests/unit/link` after changing one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from onrecord.link.items import LEVELS, Item, Spot, sides_agree
from onrecord.model.vocab import Act, HarmKind, PlaceLevel, TargetCategory
from onrecord.model.when import Count

JOIN = 0.8  # least sum of weights of two that are joined
PRIOR = -4.0
KM_BEYOND = 5.0  # places whose circles are further apart than this are apart
EXACT_COUNT = 3  # smaller numbers agree by chance

FAMILIES = (
    frozenset({Act.AIRSTRIKE, Act.SHELLING, Act.MISSILE_OR_ROCKET, Act.DRONE_STRIKE,
               Act.CHEMICAL_ATTACK}),
    frozenset({Act.GROUND_ATTACK, Act.SHELLING, Act.SHOOTING, Act.EXECUTION, Act.IED_OR_MINE}),
    frozenset({Act.ABDUCTION_DETENTION, Act.ENFORCED_DISAPPEARANCE, Act.TORTURE}),
    frozenset({Act.SIEGE_BLOCKADE, Act.OBSTRUCTION_OF_AID}),
    frozenset({Act.DESTRUCTION_OF_PROPERTY, Act.PILLAGE, Act.ARSON}),
)  # fmt: skip
# An attack whose means nobody states may be any of these.
ATTACKS = frozenset(
    {Act.AIRSTRIKE, Act.SHELLING, Act.MISSILE_OR_ROCKET, Act.DRONE_STRIKE, Act.GROUND_ATTACK,
     Act.SHOOTING, Act.IED_OR_MINE, Act.CHEMICAL_ATTACK, Act.EXECUTION, Act.ARSON,
     Act.DESTRUCTION_OF_PROPERTY}
)  # fmt: skip
# An act that another one may be told as: what was shelled was destroyed.
RELATED = (
    frozenset({Act.AIRSTRIKE, Act.GROUND_ATTACK}),
    frozenset({Act.DESTRUCTION_OF_PROPERTY, Act.AIRSTRIKE}),
    frozenset({Act.DESTRUCTION_OF_PROPERTY, Act.SHELLING}),
    frozenset({Act.DESTRUCTION_OF_PROPERTY, Act.MISSILE_OR_ROCKET}),
    frozenset({Act.DESTRUCTION_OF_PROPERTY, Act.DRONE_STRIKE}),
    frozenset({Act.MISSILE_OR_ROCKET, Act.GROUND_ATTACK}),
    frozenset({Act.DRONE_STRIKE, Act.GROUND_ATTACK}),
    *(frozenset({Act.UNSPECIFIED_ATTACK, kind}) for kind in sorted(ATTACKS)),
)
_PLACE = {
    PlaceLevel.SITE: 3.2, PlaceLevel.QUARTER: 3.1, PlaceLevel.VILLAGE: 3.0, PlaceLevel.TOWN: 3.0,
    PlaceLevel.CITY: 2.5, PlaceLevel.AREA: 2.0, PlaceLevel.DISTRICT: 1.2,
    PlaceLevel.PROVINCE: 0.8, PlaceLevel.REGION: 0.3, PlaceLevel.COUNTRY: 0.1,
}  # fmt: skip
_BY_RANK = {LEVELS[level]: weight for level, weight in _PLACE.items()}
_WIDE = (TargetCategory.CIVILIAN_OBJECT,)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sum of weights and the levels it comes from; `apart` overrules it."""

    weight: float
    features: tuple[tuple[str, float], ...]
    apart: bool

    @property
    def score(self) -> float:
        """The weight in [0, 1]; not a probability."""
        return round(1 / (1 + math.exp(-self.weight)), 4)


APART = Comparison(-99.0, (), apart=True)


def compare(left: Item, right: Item, *, only_one_told: bool = False) -> Comparison:
    """How much speaks for one occurrence; the order of the two does not matter.

    `only_one_told`: they stand in one document that tells of one such act, or of one such
    target, only.
    """
    act = acts_weight(left.acts, right.acts)
    place = places_weight(left.spots, right.spots)
    when = dates_weight(left, right)
    named = speaks_of(left, right)
    if act is None or place is None or when is None:
        return APART
    if not named and (told_as_two(left, right) or _two_entries(left, right)):
        return APART
    if not named and (left.vague or right.vague):
        return _vague(left, right, act)
    target = targets_weight(left, right)
    features = {
        "act": act,
        "antecedent": 4.0 if named else 0.0,
        "counts": _counts_weight(left, right),
        "perpetrator": _perpetrators_weight(left, right),
        "place": place,
        "place_near": 0.0 if left.spots and right.spots else _near_weight(left, right),
        "same_document": 1.0 if left.document == right.document else 0.0,
        "target": max(0.0, target) if named else target,
        "weapon": _overlap(left.weapons, right.weapons, 0.2, 0.0),
        "when": when,
        "only_one_told": 3.0 if only_one_told and not named else 0.0,
    }
    kept = tuple(sorted((name, value) for name, value in features.items() if value))
    return Comparison(round(PRIOR + sum(features.values()), 6), kept, apart=False)


def speaks_of(left: Item, right: Item) -> bool:
    """Whether one speaks of the other, or both of one earlier act, in one document."""
    if left.document != right.document:
        return False
    one, other = {left.root} - {None}, {right.root} - {None}
    return bool(one & (other | {right.start}) or other & {left.start})


def acts_weight(left: frozenset[Act], right: frozenset[Act]) -> float | None:
    """Weight of the acts; `None`: two different kinds of act."""
    if left & right:
        return 1.0
    if _unspecified(left, right) or _unspecified(right, left):
        return 0.4
    pairs = [frozenset({a, b}) for a in left for b in right]
    if any(pair <= family for pair in pairs for family in FAMILIES):
        return 0.4
    return -0.3 if any(pair in RELATED for pair in pairs) else None


def _unspecified(left: frozenset[Act], right: frozenset[Act]) -> bool:
    return Act.UNSPECIFIED_ATTACK in left and bool(right & ATTACKS)


def places_weight(left: tuple[Spot, ...], right: tuple[Spot, ...]) -> float | None:
    """Weight of the best pair of places; 0 if either is unknown; `None` if all are apart."""
    if not left or not right:
        return 0.0
    found = [weight for a in left for b in right if (weight := _spots_weight(a, b)) is not None]
    return max(found) if found else None


def _spots_weight(left: Spot, right: Spot) -> float | None:
    if left.key == right.key:
        return _BY_RANK[max(left.rank, right.rank)]
    if not left.path or not right.path:
        # Not in the gazetteer: may be a part or another name of the other, or the same name.
        alike = bool(left.may_be & right.may_be)
        return 0.7 * _BY_RANK[max(left.rank, right.rank)] if alike else 0.0
    short, long = sorted((left, right), key=lambda spot: len(spot.path))
    if short.path == long.path[: len(short.path)] and len(short.path) < len(long.path):
        return 0.8 * _BY_RANK[short.rank]
    town = LEVELS[PlaceLevel.CITY]
    sites = min(left.rank, right.rank) < LEVELS[PlaceLevel.VILLAGE]
    if left.point and right.point and not sites:
        distance = _km(left.point, right.point)
        if distance <= left.radius_km + right.radius_km and max(left.rank, right.rank) > town:
            return 0.3  # an area around one of them
    return None


def _near_weight(left: Item, right: Item) -> float:
    """Weight of a place that stands beside an act without one: little, and never against."""
    near = places_weight(left.spots or left.near, right.spots or right.near)
    return 0.4 * max(0.0, near or 0.0)


def dates_weight(left: Item, right: Item) -> float | None:
    """Weight of the dates; 0 if either is unknown; `None` if they cannot be one."""
    if not left.dates or not right.dates:
        return 0.0
    gap = max((left.dates[0] - right.dates[1]).days, (right.dates[0] - left.dates[1]).days)
    if gap > 0:
        # One document that gives two days tells of two acts; two documents may be a day off.
        beyond = 0 if left.document == right.document else 1
        if gap > beyond + left.slack_days + right.slack_days:
            return None
        return 0.5 if left.slack_days or right.slack_days else 0.3
    longest = max((item.dates[1] - item.dates[0]).days for item in (left, right) if item.dates)
    for most, weight in ((0, 2.5), (1, 2.2), (7, 1.0), (31, 0.3)):
        if longest <= most:
            return weight
    return 0.1


def told_as_two(left: Item, right: Item) -> bool:
    """Whether one source itself tells them as two acts."""
    if not left.claims & right.claims:
        return False
    unstated = _unspecified(left.acts, right.acts) or _unspecified(right.acts, left.acts)
    if not left.acts & right.acts and not unstated:
        return True
    spots = {spot.key for spot in left.spots}, {spot.key for spot in right.spots}
    return bool(spots[0] and spots[1] and not spots[0] & spots[1]) or bool(
        left.target_words and right.target_words and not left.target_words & right.target_words
    )


def _two_entries(left: Item, right: Item) -> bool:
    """Whether they are two entries of one list, each with a place or a day of its own."""
    if left.document != right.document or None in {left.entry, right.entry}:
        return False
    placed = all(one.spots or one.dates for one in (left, right))
    return placed and left.entry != right.entry


def _vague(left: Item, right: Item, act: float) -> Comparison:
    """Vague allegations join only as repetitions inside one document."""
    repeated = (
        left.vague
        and right.vague
        and left.document == right.document
        and left.acts == right.acts
        and left.victim_words == right.victim_words
        and left.target_words == right.target_words
        and (not left.perpetrators or left.perpetrators == right.perpetrators)
    )
    if not repeated:
        return APART
    return Comparison(1.0, (("act", act), ("same_document", 1.0)), apart=False)


def _overlap(left: frozenset[str], right: frozenset[str], same: float, other: float) -> float:
    if not left or not right:
        return 0.0
    return same if left & right else other


def _perpetrators_weight(left: Item, right: Item) -> float:
    """Weak: sides differ on who did it."""
    if not left.perpetrators or not right.perpetrators:
        return 0.0
    if left.perpetrators & right.perpetrators:
        return 0.3
    return 0.0 if sides_agree(left, right) else -0.3


def targets_weight(left: Item, right: Item) -> float:
    """Weight of the targets; 0 where either is unknown, below 0 where they differ in kind."""
    if left.target_words & right.target_words:
        return 1.0
    if not left.categories or not right.categories:
        return 0.0
    if left.categories & right.categories:
        return 0.7
    if any(wide in left.categories | right.categories for wide in _WIDE):
        return 0.0
    return -2.8  # a market and a school of one town on one day


def counts_meet(left: Count, right: Count) -> bool:
    """Whether both numbers can be true of one group; other units never contradict."""
    if left.unit is not right.unit:
        return True
    low = max(left.low or 0, right.low or 0)
    ends = [end for end in (left.high, right.high) if end is not None]
    return not ends or low <= min(ends)


def _counts_weight(left: Item, right: Item) -> float:
    weight = 0.0
    for kind in (HarmKind.KILLED, HarmKind.INJURED, HarmKind.DISPLACED, HarmKind.DETAINED):
        pairs = [
            (a, b)
            for one, a in left.counts
            for other, b in right.counts
            if one is other is kind and a.unit is b.unit
        ]
        if not pairs:
            continue
        weight += max(_pair_weight(a, b, left, right) for a, b in pairs)
    return max(-1.2, min(1.5, weight))


def _pair_weight(a: Count, b: Count, left: Item, right: Item) -> float:
    if a == b and a.low is not None and a.low == a.high:
        return 1.2 if a.low >= EXACT_COUNT else 0.6
    if counts_meet(a, b):
        return 0.4
    same_voice = left.document == right.document and left.speakers == right.speakers
    return -1.2 if same_voice else -0.4  # one speaker who gives two numbers may tell of two acts


def _km(left: tuple[float, float], right: tuple[float, float]) -> float:
    """Distance along the sphere (haversine, mean earth radius 6,371 km)."""
    (lat1, lon1), (lat2, lon2) = left, right
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((phi2 - phi1) / 2) ** 2
        + math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 12742 * math.asin(min(1.0, math.sqrt(half)))
