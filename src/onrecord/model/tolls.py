"""How many people the statements of one alleged incident say were harmed, as one range.

Statements disagree, repeat a part and add names. The range keeps what they say as totals:
1. one statement's groups are disjoint and add up; a person named alone counts as one;
2. the first total told is the account's own; where it says "at least", a higher one told later
   gives its upper end;
3. a lower number told later counts a part or was told earlier, and widens nothing.

It says what the statements come to, never what happened; each statement stays in the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from onrecord.model.allegation import Allegation, Harm, VictimGroup
from onrecord.model.vocab import HarmKind, Unit
from onrecord.model.when import Count

Test = Callable[[VictimGroup], bool]

_NAME = re.compile(
    r"(?:(?:an?\s+|the\s+)?(?:\d{1,3}[\s-]years?[\s-]?old\s+)?(?:[a-z]+\s+){0,2})"
    r"(?:(?:Dr|Mr|Mrs|Ms|Hajj|Sheikh)\.?\s+)?[A-Z][\w’'-]+(?:\s+(?:[a-z]{2}-)?[A-Z][\w’'-]*){1,5}"
)
_MANY = re.compile(r"(?i)\b(?:famil(?:y|ies)|school|hospital|camp|street|agency|people|forces)\b")


def toll(members: Iterable[Allegation], kind: HarmKind) -> Count | None:
    """The range of people said to have suffered `kind`; `None` where no number is stated.

    `members`: the statements, in the order in which they are told.
    """
    stated = [total for member in members for total in _totals(member, kind)]
    return _widened(stated)


def toll_of(members: Iterable[Allegation], kind: HarmKind, test: Test) -> Count | None:
    """The same for those groups, and parts of groups ("including two children"), that pass."""
    stated = []
    for member in members:
        counts = [
            group.count.value
            for at, group in enumerate(member.victims)
            if group.count is not None
            and (group.count.value.low, group.count.value.high) != (None, None)
            and test(group)
            and _befell(member, at) is kind
        ]
        if counts:
            stated.append(_sum(counts))
    return _widened(stated)


def _widened(stated: list[Count]) -> Count | None:
    if not stated:
        return None
    first = stated[0]
    low = first.low if first.low is not None else first.high
    ends = [end for count in stated for end in (count.high, count.low) if end is not None]
    return Count(low, max(ends) if first.high is None else first.high)


def _totals(member: Allegation, kind: HarmKind) -> Iterator[Count]:
    """The number of people one statement gives: at most one."""
    counts: list[Count] = []
    named, listed = 0, None
    for harm in member.harms:
        if harm.kind is not kind:
            continue
        if counts and harm.words == listed:
            continue  # "seven people, Ada Venn, her son …": the names say who the seven are
        group = member.victims[harm.victims] if harm.victims is not None else None
        count = harm.count or (group.count if group else None)
        if count is not None and count.value.low is None and count.value.high is None:
            continue  # a number was stated that cannot be one
        if count is not None and count.value.unit is Unit.PERSONS and harm.target is None:
            counts.append(count.value)
            whole = group is not None and (count.value.low or 0) > 1
            listed = harm.words if whole and _names_follow(member, harm) else None
        elif group is not None and is_one_person(group):
            named += 1
    if counts:
        yield _sum(counts)
    elif named:
        yield Count(named, named)


def _names_follow(member: Allegation, harm: Harm) -> bool:
    """Whether the groups behind a counted one are persons by name."""
    behind = [
        member.victims[other.victims]
        for other in member.harms
        if other.words == harm.words and other.victims is not None
        and harm.victims is not None and other.victims > harm.victims
    ]  # fmt: skip
    return sum(map(_holds_name, behind)) > 1


def _holds_name(group: VictimGroup) -> bool:
    return _NAME.search(group.words.value) is not None and _MANY.search(group.words.value) is None


def is_one_person(group: VictimGroup) -> bool:
    """Whether the words are a person's name and nothing else."""
    words = group.words.value
    return _NAME.fullmatch(words) is not None and _MANY.search(words) is None


def _sum(counts: Iterable[Count]) -> Count:
    lows, highs, open_end = 0, 0, False
    for count in counts:
        low = count.low if count.low is not None else count.high
        lows += low or 0
        highs += count.high if count.high is not None else (low or 0)
        open_end = open_end or count.high is None
    return Count(lows, None if open_end else highs)


def _befell(member: Allegation, at: int) -> HarmKind | None:
    """What the group at `at` suffered: its own harm, else that of the group it is part of."""
    own = {harm.victims: harm.kind for harm in member.harms if harm.victims is not None}
    return next((own[n] for n in range(at, -1, -1) if n in own), None)
