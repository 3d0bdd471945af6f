"""What a section of a text tells of: its fillers, which of them are one, and which go together."""

from __future__ import annotations

from collections import defaultdict

from onrecord.extract.neural.heads import Array
from onrecord.extract.neural.roles import Mention, Node, RoleHeads, folded, mentions
from onrecord.extract.neural.windows import Window
from onrecord.extract.reading import (
    ROLES,
    STAGES,
    STATUSES,
    TYPES,
    Chance,
    RoleFiller,
    RoleReading,
)

LEAST = 0.3  # chance from which words are taken for a filler; what uses them may ask for more
MOST_NODES = 80  # different fillers of a section, the likeliest; bounds the pairs to look at
SAME = 0.5  # chance from which two fillers are one entity
PERP_ORG = ROLES.index("perp_org")
Key = tuple[int, tuple[str, ...]]  # role and folded words


def section(text: str, held: list[Window], vectors: Array, heads: RoleHeads) -> RoleReading:
    """The roles of the windows `held`; `vectors`: (words of all of them, WIDTH)."""
    words = [word for window in held for word in window.words]
    gist, chances, judged = heads.section(vectors)
    by_key = _by_words(text, words, list(mentions(chances, _breaks(held), LEAST)))
    nodes = [
        Node(role, said, tuple((one.first, one.last) for one in found))
        for (role, said), found in by_key.items()
    ]
    fillers: list[RoleFiller] = []
    together: dict[tuple[int, int], float] = {}
    if nodes:
        made = heads.fillers(vectors, gist, nodes)
        kinds, statuses = heads.kinds(made)
        both, scores = heads.pairs(made, nodes)
        entity = _entities(nodes, both, scores[:, 0])
        together = _together(entity, both, scores[:, 1])
        for n, ((role, _), found) in enumerate(by_key.items()):
            types = _named(TYPES, kinds[n])
            status = _named(STATUSES, statuses[n]) if role == PERP_ORG else ()
            for one in found:
                start, end = words[one.first][0], words[one.last][1]
                score = round(one.score, 3)
                fillers.append(RoleFiller(ROLES[role], start, end, score, entity[n], types, status))
    return RoleReading(
        start=words[0][0],
        end=words[-1][1],
        relevance=round(float(judged[0]), 3),
        types=_named(TYPES, judged[1:]),
        stages=_named(STAGES, judged[1 + len(TYPES) :]),
        fillers=tuple(sorted(fillers, key=lambda one: (one.start, ROLES.index(one.role)))),
        together=tuple((i, j, chance) for (i, j), chance in sorted(together.items())),
    )


def _by_words(
    text: str, words: list[tuple[int, int]], found: list[Mention]
) -> dict[Key, list[Mention]]:
    """Mentions by role and words, the likeliest `MOST_NODES` of these, in order of the text."""
    held: dict[Key, list[Mention]] = defaultdict(list)
    for one in found:
        held[one.role, folded(text[words[one.first][0] : words[one.last][1]])].append(one)
    likeliest = sorted(
        held, key=lambda key: (-max(one.score for one in held[key]), held[key][0].first, key[0])
    )
    chosen = sorted(likeliest[:MOST_NODES], key=lambda key: (held[key][0].first, key[0]))
    return {key: held[key] for key in chosen}


def _named(names: tuple[str, ...], chances: Array) -> tuple[Chance, ...]:
    return tuple(
        (name, round(float(chance), 3)) for name, chance in zip(names, chances, strict=False)
    )


def _breaks(held: list[Window]) -> list[int]:
    """A number for each word that changes wherever a window or a paragraph begins."""
    found: list[int] = []
    for window in held:
        for i, paragraph in enumerate(window.paragraph):
            new = i == 0 or paragraph != window.paragraph[i - 1]
            found.append((found[-1] if found else 0) + new)
    return found


def _entities(nodes: list[Node], both: list[tuple[int, int]], same: Array) -> list[int]:
    """The number of each node's entity, 0, 1, … in order of the nodes."""
    owner = list(range(len(nodes)))
    for (i, j), chance in zip(both, same.tolist(), strict=True):
        one, other = nodes[i], nodes[j]
        held = set(one.words) <= set(other.words) or set(other.words) <= set(one.words)
        if one.role == other.role and (held or chance >= SAME):
            old, new = max(owner[i], owner[j]), min(owner[i], owner[j])
            owner = [new if one == old else one for one in owner]
    numbers = {first: number for number, first in enumerate(dict.fromkeys(owner))}
    return [numbers[one] for one in owner]


def _together(
    entity: list[int], both: list[tuple[int, int]], chances: Array
) -> dict[tuple[int, int], float]:
    """For pairs of entities the best chance of any of their words to share an incident."""
    found: dict[tuple[int, int], float] = {}
    for (i, j), chance in zip(both, chances.tolist(), strict=True):
        if entity[i] != entity[j]:
            pair = min(entity[i], entity[j]), max(entity[i], entity[j])
            found[pair] = max(found.get(pair, 0.0), round(chance, 3))
    return found
