"""Names of one case to parties.

1. Uses of names are gathered by document and by folded name.
2. Inside a document, short forms join the fullest name that alone fits them: surnames, acronyms,
   names with a bracket.
3. Over documents, bodies join by folded name or through the table of known names; persons only
   where a given and a family name agree. Described people ("residents") never join.
Not joining is better than joining two: every doubt leaves two parties.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onrecord.lang.fold import fold
from onrecord.lang.labels import described, generic, judges, party_kind, words_of
from onrecord.lang.names import (
    is_part_of_name,
    person_block,
    same_person_name,
    without_titles,
)
from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.document import Document, Span
from onrecord.model.entity import Party
from onrecord.model.vocab import PartyKind
from onrecord.resolve.names import NameUse, is_pronoun, name_uses
from onrecord.resources.organisations import organisations

MAX_NAMES_OF_ONE_DOCUMENT = 2_000  # more: short forms are not looked for in that document
MIN_FULL_NAME = 3  # words; a shorter name may be part of a person's full one
MAX_BLOCK = 200  # persons with equal consonants; more are compared by exact spelling alone

_BRACKET = re.compile(r"^([^()]{3,200})\(([^()]{2,100})\)$")
_ACRONYM = re.compile(r"^[A-Z][A-Z0-9&]{1,7}$")
_SPELLINGS = {
    "defense": "defence", "center": "centre", "centers": "centres", "organization": "organisation",
    "organizations": "organisations", "program": "programme", "labor": "labour",
}  # fmt: skip
_BELONGING = frozenset(("of", "for", "s"))  # "aircraft of the Council" is not the Council
_MINOR = frozenset(("of", "the", "for", "and", "in", "on", "to", "de", "la", "a", "an"))


@dataclass(slots=True)
class _Local:
    """The uses of one name in one document."""

    document: str
    key: str
    kind: PartyKind
    uses: list[NameUse] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The longest form, without titles for a person."""
        names = sorted({use.name for use in self.uses}, key=lambda name: (-len(name), name))
        return without_titles(names[0]) if self.kind is PartyKind.PERSON else names[0]


class _Groups:
    """Union-find over positions; the smallest position stands for its group."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def of(self, at: int) -> int:
        while self._parents[at] != at:
            self._parents[at] = self._parents[self._parents[at]]
            at = self._parents[at]
        return at

    def join(self, left: int, right: int) -> None:
        left, right = sorted((self.of(left), self.of(right)))
        self._parents[right] = left


def parties(
    documents: tuple[Document, ...],
    claims: tuple[Claim, ...],
    allegations: tuple[Allegation, ...],
) -> tuple[Party, ...]:
    """Parties named as speakers, publishers or alleged perpetrators, sorted by id.

    A speaker's or perpetrator's spans are among `mentions` of its party. A publisher is a party
    only where its name stands in the document.
    """
    local = _locals(name_uses(documents, claims, allegations))
    groups = _Groups(len(local))
    texts = {document.id: document.text for document in documents}
    by_document: defaultdict[str, list[int]] = defaultdict(list)
    for at, cluster in enumerate(local):
        by_document[cluster.document].append(at)
    for document in sorted(by_document):
        _join_inside(local, by_document[document], groups, texts.get(document, ""))
    _join_bodies(local, groups)
    _join_persons(local, groups)
    members: defaultdict[int, list[_Local]] = defaultdict(list)
    for at, cluster in enumerate(local):
        members[groups.of(at)].append(cluster)
    found = {party.id: party for party in map(_party, members.values())}
    return tuple(found[party_id] for party_id in sorted(found))


def organisation_key(name: str) -> str:
    """What two names of one body share: the folded words in one spelling, or the known body."""
    key = " ".join(_SPELLINGS.get(word, word) for word in words_of(name))
    return _known().get(key, key)


def same_organisation(left: str, right: str) -> bool:
    """Whether both names are taken to mean one body, a name in brackets being another name."""
    return bool(set(_keys(left)) & set(_keys(right)))


@functools.cache
def _known() -> dict[str, str]:
    found = {}
    for body in organisations():
        for name in body.names:
            key = " ".join(_SPELLINGS.get(word, word) for word in words_of(name))
            found[key] = "known:" + body.names[0]
    return found


def _keys(name: str) -> tuple[str, ...]:
    bracket = _BRACKET.match(name.strip())
    names = (bracket.group(1), bracket.group(2)) if bracket else (name,)
    return tuple(key for key in map(organisation_key, names) if key)


def _kind(name: str) -> PartyKind:
    for key in _keys(name):
        if key.startswith("known:"):
            return _known_kinds()[key]
    return party_kind(name)


@functools.cache
def _known_kinds() -> dict[str, PartyKind]:
    return {"known:" + body.names[0]: body.kind for body in organisations()}


def _locals(uses: Iterable[NameUse]) -> list[_Local]:
    """Uses by document and name, in an order that does not depend on that of the input."""
    found: dict[tuple[str, str], _Local] = {}
    listed = list(uses)
    publishers = {fold(use.name) for use in listed if use.publishes}
    for use in listed:
        kind = _kind(use.name)
        if fold(use.name) in publishers and kind in {PartyKind.PERSON, PartyKind.GROUP}:
            kind = PartyKind.ORGANISATION  # whoever publishes is a body, whatever the name
        key = fold(without_titles(use.name)) if kind is PartyKind.PERSON else _keys_joined(use.name)
        spot = (use.document, key)
        found.setdefault(spot, _Local(use.document, key, kind)).uses.append(use)
    return [found[spot] for spot in sorted(found)]


def _keys_joined(name: str) -> str:
    return "|".join(_keys(name)) or fold(name)


def _join_inside(local: list[_Local], at: list[int], groups: _Groups, text: str) -> None:
    if len(at) > MAX_NAMES_OF_ONE_DOCUMENT:
        return
    full_persons = [n for n in at if local[n].kind is PartyKind.PERSON]
    bodies = [n for n in at if local[n].kind is not PartyKind.PERSON]
    for n in at:
        name = local[n].name
        if _ACRONYM.match(name):
            fits = [m for m in bodies if m != n and _spelled_out(name, _outer(local[m].name), text)]
        elif (generic(name) or name[:4].casefold() == "the ") and not described(name):
            fits = _fuller_body(name, n, bodies, local)
        elif len(words_of(name)) < MIN_FULL_NAME and local[n].kind is not PartyKind.GROUP:
            fits = _fuller(name, n, full_persons, local)
        else:
            continue
        if len({groups.of(m) for m in fits} - {groups.of(n)}) == 1:
            groups.join(n, fits[0])


def _fuller(name: str, n: int, persons: list[int], local: list[_Local]) -> list[int]:
    bare = without_titles(name)
    size = len(bare.split())
    return [
        m
        for m in persons
        if m != n and len(local[m].name.split()) > size and is_part_of_name(bare, local[m].name)
    ]


def _fuller_body(name: str, n: int, bodies: list[int], local: list[_Local]) -> list[int]:
    """Names that end, or in Arabic begin, with the words of a generic one ("the Council")."""
    short = words_of(name)
    found = []
    for m in bodies:
        full = words_of(_outer(local[m].name))
        if m == n or len(full) <= len(short) or described(local[m].name):
            continue
        end = full[: len(short)] if name[0] > "\u0590" else full[-len(short) :]
        if short == end and not _BELONGING & set(full):
            found.append(m)
    return found


def _outer(name: str) -> str:
    bracket = _BRACKET.match(name.strip())
    return bracket.group(1).strip() if bracket else name


def _spelled_out(acronym: str, name: str, text: str) -> bool:
    """Whether `name` has the initials of the acronym, or the text puts it in brackets after it."""
    words = [word for word in re.split(r"[\s-]+", name) if word]
    if len(words) < 2:  # noqa: PLR2004 - one word has no acronym
        return False
    upper = acronym.replace("&", "")
    for kept in (words, [word for word in words if word.casefold() not in _MINOR]):
        if "".join(word[0] for word in kept).upper() == upper:
            return True
    return f"{name} ({acronym})" in text


def _join_bodies(local: list[_Local], groups: _Groups) -> None:
    first: dict[str, int] = {}
    for at, cluster in enumerate(local):
        if cluster.kind in {PartyKind.PERSON, PartyKind.GROUP}:
            continue
        for use in cluster.uses:
            if described(use.name) or generic(use.name):
                continue  # "rebels", "the Council": another one in another document
            for key in _keys(use.name):
                groups.join(at, first.setdefault(key, at))


def _join_persons(local: list[_Local], groups: _Groups) -> None:
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for at, cluster in enumerate(local):
        if cluster.kind is PartyKind.PERSON and (block := person_block(cluster.name)):
            blocks[block].append(at)
    for _, block_members in sorted(blocks.items()):
        compare_all = len(block_members) <= MAX_BLOCK
        seen: dict[str, int] = {}
        for n, at in enumerate(block_members):
            groups.join(at, seen.setdefault(local[at].key, at))
            for other in block_members[:n] if compare_all else ():
                if same_person_name(local[at].name, local[other].name):
                    groups.join(at, other)


def _party(members: list[_Local]) -> Party:
    uses = [use for cluster in members for use in cluster.uses]
    names = {use.name for use in uses}
    forms = names | {
        " ".join(span.quote.split())
        for use in uses
        for span in use.spans
        if not is_pronoun(span.quote)
    }
    mentions = sorted(
        {span for use in uses for span in use.spans}, key=lambda s: (s.document, s.start, s.end)
    )
    judging = [use for use in uses if judges(use.name)]
    all_judge = len(judging) == len(uses)
    label = _label([use.name for use in uses if not judges(use.name)] or [u.name for u in uses])
    kinds = {cluster.kind for cluster in members}
    return Party(
        kind=PartyKind.ORGANISATION if kinds == {PartyKind.ORGANISATION} else _kind(label),
        label=label,
        names=tuple(sorted(forms)),
        mentions=_unique(mentions),
        so_called_by=tuple(sorted({use.used_by or "unnamed publisher" for use in judging}))
        if all_judge
        else (),
    )


def _label(names: list[str]) -> str:
    """The form used most, persons without title; then the longer one, then by alphabet."""
    bare = [without_titles(name) if _kind(name) is PartyKind.PERSON else name for name in names]
    whole = [name for name in bare if not _ACRONYM.match(name)] or bare
    fullest = [name for name in whole if len(name.split()) > 1] or whole
    counts = Counter(fullest)
    return min(counts, key=lambda name: (-counts[name], -len(name), name))


def _unique(spans: list[Span]) -> tuple[Span, ...]:
    return tuple(_each_once(spans))


def _each_once(spans: list[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in spans:
        if span != last:
            yield span
        last = span
