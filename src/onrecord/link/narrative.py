"""Statements of one document that go on telling what was told before.

A report names an act with its day and place once, and then tells of it for many sentences: who was
killed, what neighbours saw, who blames whom. Such a statement belongs to the one incident told
before that it can belong to, first among those with a day and a place. It stays apart where
1. two could be meant, or nothing tells which occurrence is meant ("is shelling civilians");
2. anything tells another act: another day, place, kind of act, target or side, "again" or
   "a second", another entry of a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.lang.phrases import listed
from onrecord.lang.reference import points_at
from onrecord.link.items import Item, sides_agree
from onrecord.link.score import (
    acts_weight,
    places_weight,
    targets_weight,
    told_as_two,
)
from onrecord.model.vocab import Act

_SHORT = 2  # letters of a word that can be in any name
_COMMON = frozenset(
    listed(
        """the|and|his|her|their|our|its|wife|son|sons|daughter|daughters|brother|sister|mother|
        father|husband|child|children|baby|infant|year|old|aged|family|families|member|
        members|house|home|people|person|persons|civilian|civilians|women|woman|men|man|boy|
        girl|boys|girls|young|one|two|three|four|five|six|seven|eight|nine|ten|other|others|
        killed|injured|wounded|least|more|than|from|another|some|several|named|called|
        identified|who|whose|including|doctor"""
    )
)


def continued(groups: Sequence[Item]) -> list[list[int]]:
    """Positions of `groups`, joined where one goes on telling another; in order of the text.

    `groups`: what one document tells, each already one act.
    """
    order = sorted(range(len(groups)), key=lambda at: (groups[at].start, groups[at].members))
    told: list[list[int]] = []
    for at in order:
        home = _home(groups, told, at)
        if home is None:
            told.append([at])
        else:
            home.append(at)
    return told


def _home(groups: Sequence[Item], told: list[list[int]], at: int) -> list[int] | None:
    """The one among what was told that `at` goes on telling, if there is just one."""
    able = [one for one in told if _goes_on(groups, one, at)]
    anchored = [one for one in able if groups[one[0]].dates and groups[one[0]].spots]
    for some in (anchored, able):
        if some:
            return some[0] if len(some) == 1 else None
    return None


def _goes_on(groups: Sequence[Item], told: Sequence[int], at: int) -> bool:
    """Whether `at` can belong to what was told: to its first statement, and apart from none."""
    later = groups[at]
    names = any(_same_victim(groups[one], later) for one in told)
    return (names or _continues(groups[told[0]], later)) and all(
        _fits(groups[one], later) for one in told
    )


def _same_victim(earlier: Item, later: Item) -> bool:
    """Whether both name one person harmed."""
    told = [_names(words) for words in earlier.victim_words]
    return any(len(_names(words) & names) > 1 for words in later.victim_words for names in told)


def _names(words: str) -> set[str]:
    return {word for word in words.split() if len(word) > _SHORT and word not in _COMMON}


def _fits(earlier: Item, later: Item) -> bool:
    """Whether nothing that both say sets them apart."""
    if acts_weight(earlier.acts, later.acts) is None or told_as_two(earlier, later):
        return False
    if earlier.dates and later.dates and not _meet(earlier.dates, later.dates):
        return False
    near = places_weight(earlier.spots or earlier.near, later.spots or later.near)
    if near is None:
        return False
    blamed = earlier.perpetrators and later.perpetrators
    return later.refers or not blamed or sides_agree(earlier, later)


def _meet(earlier: tuple[date, date], later: tuple[date, date]) -> bool:
    return earlier[0] <= later[1] and later[0] <= earlier[1]


def _continues(earlier: Item, later: Item) -> bool:
    if earlier.vague or (later.vague and not later.refers) or _other_entry(earlier, later):
        return False
    if later.refers or _one_sentence(earlier, later):
        return True
    shared = places_weight(earlier.spots, later.spots)
    if later.again or (later.spots and not shared):
        return False
    return bool(shared) or (earlier.dates is not None and _one_target(earlier, later))


def _one_sentence(earlier: Item, later: Item) -> bool:
    """Whether one sentence tells both and only one of them says what was done with."""
    unstated = Act.UNSPECIFIED_ATTACK in earlier.acts | later.acts
    return unstated and earlier.sentence == later.sentence and not (earlier.dates and later.dates)


def _one_target(earlier: Item, later: Item) -> bool:
    """Whether what the later says was hit can be what the earlier says was hit."""
    if targets_weight(earlier, later) < 0:
        return False
    if not earlier.categories & later.categories:
        return True
    return any(
        points_at(short, full) for short in later.target_words for full in earlier.target_words
    )


def _other_entry(earlier: Item, later: Item) -> bool:
    """Whether they are two entries of a list, the later one with a place, day or number."""
    if earlier.entry == later.entry or later.entry is None:
        return False
    return bool(later.spots or later.dates or later.counts)
