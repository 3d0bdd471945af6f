"""Groups of allegations as people decided: two are one occurrence, or they are not.

The links of a group are a tree, one for each join. Two that are not one occurrence are parted at
the weakest link between them. A decision stands over everything that was weighed.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping

from onrecord.model.incident import Link

Group = tuple[tuple[str, ...], tuple[Link, ...]]
FEATURE = "judgement"


def decided(groups: tuple[Group, ...], pairs: Mapping[tuple[str, str], bool]) -> tuple[Group, ...]:
    """The groups with `pairs` (sorted ids) joined or parted; parting comes last. Sorted."""
    if not pairs:
        return groups
    shared: dict[str, tuple[set[str], list[Link]]] = {}
    for group in groups:
        shared.update(dict.fromkeys(group[0], (set(group[0]), list(group[1]))))
    for (left, right), same in sorted(pairs.items(), key=lambda item: (not item[1], item[0])):
        if left not in shared or right not in shared:
            continue
        if same and shared[left] is not shared[right]:
            (ours, links), (theirs, more) = shared[left], shared[right]
            joined = (ours | theirs, [*links, *more, _link(left, right)])
            shared.update(dict.fromkeys(joined[0], joined))
        elif not same and shared[left] is shared[right]:
            for part in _parted(*shared[left], left, right):
                shared.update(dict.fromkeys(part[0], part))
    unique = {id(held): held for held in shared.values()}
    made = (
        (tuple(sorted(members)), tuple(sorted(links, key=lambda link: (link.left, link.right))))
        for members, links in unique.values()
    )
    return tuple(sorted(made, key=lambda group: group[0]))


def _link(left: str, right: str) -> Link:
    return Link(left, right, 1.0, ((FEATURE, 1.0),))


def _parted(
    members: set[str], links: list[Link], left: str, right: str
) -> list[tuple[set[str], list[Link]]]:
    """Two groups, one with `left` and one with `right`."""
    path = _path(links, left, right)
    cut = min(path, key=lambda link: (link.score, link.left, link.right)) if path else None
    kept = [link for link in links if link is not cut]
    if cut is None:  # not joined by links of their own: the second stands alone
        kept = [link for link in links if right not in {link.left, link.right}]
        near = members - {right}
    else:
        near = _reached(kept, left)
        if right in near:  # more ways than one: cut again
            return _parted(members, kept, left, right)
        near |= members - near - _reached(kept, right)
    far = members - near
    return [
        (near, [link for link in kept if link.left in near and link.right in near]),
        (far, [link for link in kept if link.left in far and link.right in far]),
    ]


def _neighbours(links: list[Link]) -> dict[str, list[tuple[str, Link]]]:
    found: defaultdict[str, list[tuple[str, Link]]] = defaultdict(list)
    for link in links:
        found[link.left].append((link.right, link))
        found[link.right].append((link.left, link))
    return found


def _reached(links: list[Link], start: str) -> set[str]:
    near, waiting, around = {start}, deque([start]), _neighbours(links)
    while waiting:
        for other, _ in around.get(waiting.popleft(), ()):
            if other not in near:
                near.add(other)
                waiting.append(other)
    return near


def _path(links: list[Link], start: str, end: str) -> list[Link]:
    """The links from `start` to `end`; empty if there is no way."""
    around, ways = _neighbours(links), {start: list[Link]()}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == end:
            return ways[here]
        for other, link in around.get(here, ()):
            if other not in ways:
                ways[other] = [*ways[here], link]
                waiting.append(other)
    return []
