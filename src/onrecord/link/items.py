"""What linking looks at: one allegation, or several of one document taken together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.lang.fold import fold
from onrecord.lang.labels import own_people, sides_may_agree
from onrecord.lang.reference import generic_place, tells_of_another
from onrecord.model.allegation import Allegation
from onrecord.model.claim import Claim
from onrecord.model.document import Document, Span
from onrecord.model.entity import Party, Place
from onrecord.model.vocab import (
    Act,
    Basis,
    BlockKind,
    ClaimStatus,
    HarmKind,
    Modality,
    PlaceLevel,
    TargetCategory,
    WeaponKind,
)
from onrecord.model.when import Count

NOT_BLAMED = frozenset({ClaimStatus.DENIED, ClaimStatus.ACQUITTED})
COUNTED = (HarmKind.KILLED, HarmKind.INJURED, HarmKind.MISSING, HarmKind.DETAINED,
           HarmKind.DISPLACED)  # fmt: skip
OPEN_START, OPEN_END = date(1, 1, 3), date(9999, 12, 28)
MOST_PLACES = 50  # place names of one sentence that are looked at
MAX_SENTENCE = 400  # characters on each side of an act
_PREPOSITION = re.compile(r"\b(?:for|in|of|at|near|from|around)\s+$|(?<!\w)(?:في|من|قرب)\s+$")
_SENTENCE_END = re.compile(r"[.!?؟]\s+|\n")
MAX_DEFINITE = 40  # characters before an act in which "the" and a quality may stand
_THE = re.compile(r"\b(?:the|this|that|these|those|both)\s+(?:[^\W\d_]+\s+){0,2}$", re.IGNORECASE)
_ARABIC_THE = re.compile(r"[وفب]?ال|لل")
MAX_LINE = 2_000  # characters looked back for the mark of a list entry
_ENTRY = re.compile(r"[ \t]*(?:[-–•*▪]|\(?[0-9٠-٩]{1,3}[.):)-])[ \t]")
_ENTRIES = frozenset({BlockKind.ITEM, BlockKind.CELL})
_REFER = frozenset({"generic_by_antecedent", "harm_of_named_act", "killing_without_means"})
LEVELS = {level: rank for rank, level in enumerate(PlaceLevel)}  # finest first


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as far as comparison needs it."""

    place: str  # Place.id, "" where no place record has the words
    key: str  # gazetteer id, else the folded words
    path: tuple[str, ...]
    rank: int  # 0 is a site; unresolved ones count as towns
    point: tuple[float, float] | None
    radius_km: float
    may_be: frozenset[str] = frozenset()  # folded names and gazetteer ids that it shares


@dataclass(frozen=True, slots=True)
class Item:
    """An allegation, or some of one document that tell one act."""

    members: tuple[str, ...]  # allegation ids, sorted
    document: str
    claims: frozenset[str]
    acts: frozenset[Act]
    dates: tuple[date, date] | None
    slack_days: int  # how far a date that was not stated may be off
    spots: tuple[Spot, ...]
    perpetrators: frozenset[str]
    blamed: frozenset[str]  # their labels
    categories: frozenset[TargetCategory]
    target_words: frozenset[str]
    victim_words: frozenset[str]
    weapons: frozenset[WeaponKind]
    counts: tuple[tuple[HarmKind, Count], ...]
    speakers: frozenset[str]
    start: int  # where it stands in the document
    near: tuple[Spot, ...] = ()  # the place that the claim names, where the act has none
    root: int | None = None  # where the earlier act stands that its words speak of
    again: bool = False  # whether it says that it is another act ("again", "a second")
    refers: bool = False  # whether its words point back ("the attack") or state an effect alone
    sentence: int = 0  # where its sentence begins
    entry: int | None = None  # where the entry of a list begins that it stands in

    @property
    def vague(self) -> bool:
        """Whether nothing tells which occurrence is meant ("is targeting civilians")."""
        return not (self.dates or self.spots or self.counts or self.categories)

    @property
    def day(self) -> date | None:
        """The day, where one is known."""
        return self.dates[0] if self.dates and self.dates[0] == self.dates[1] else None


class Lookup:
    """From spans to the parties and places they were resolved to."""

    def __init__(
        self,
        documents: Iterable[Document],
        claims: Iterable[Claim],
        parties: Iterable[Party],
        places: Iterable[Place],
    ) -> None:
        """Index everything once."""
        self.documents = {document.id: document for document in documents}
        self.claims = {claim.id: claim for claim in claims}
        self.places = {place.id: place for place in places}
        self.parties = {party.id: party for party in parties}
        self._party_at: dict[Span, str] = {}
        for party in sorted(self.parties.values(), key=lambda p: p.id):
            for span in party.mentions:
                self._party_at.setdefault(span, party.id)
        self._place_at: dict[Span, str] = {}
        self._places_in: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
        self._parties_in: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for party_span in self._party_at:
            self._parties_in[party_span.document].append((party_span.start, party_span.end))
        for place in sorted(self.places.values(), key=lambda p: p.id):
            for span in place.mentions:
                self._place_at.setdefault(span, place.id)
                self._places_in[span.document].append((span, place.id))
        for mentions in self._places_in.values():
            mentions.sort(key=lambda mention: (mention[0].start, mention[0].end, mention[1]))
        for spans in self._parties_in.values():
            spans.sort()

    def party(self, spans: Iterable[Span]) -> str | None:
        """The party named by the first span that names one."""
        return next((self._party_at[span] for span in spans if span in self._party_at), None)

    def label(self, party_id: str) -> str:
        """The label of a party, or the words that stand in for an unresolved one."""
        party = self.parties.get(party_id)
        return party.label if party else party_id.removeprefix("words:")

    def place(self, spans: tuple[Span, ...]) -> str | None:
        """The place named by equal words, else by words inside them."""
        for span in spans:
            if span in self._place_at:
                return self._place_at[span]
        for span in spans:
            for inner, place in self._places_in.get(span.document, ()):
                if span.start <= inner.start and inner.end <= span.end:
                    return place
        return None

    def places_in(self, span: Span) -> tuple[str, ...]:
        """The places named inside `span`, in order, but for those that are names of a party."""
        mentions = self._places_in.get(span.document, [])
        parties = self._parties_in.get(span.document, [])
        at = bisect_left(mentions, span.start, key=lambda mention: mention[0].start)
        found = []
        for inner, place in mentions[at : at + MOST_PLACES]:
            if inner.start >= span.end:
                break
            first = bisect_right(parties, (inner.start, inner.end))
            near = parties[max(0, first - 8) : first + 8]
            of_party = any(start < inner.end and inner.start < end for start, end in near)
            if not of_party or self._after_preposition(inner):
                found.append(place)
        return tuple(found)

    def _after_preposition(self, span: Span) -> bool:
        """Whether the words say where a party is ("residents of Orm"), not what it is called."""
        document = self.documents.get(span.document)
        before = document.text[max(0, span.start - 12) : span.start] if document else ""
        return _PREPOSITION.search(before.casefold()) is not None

    def speaker(self, claim: Claim | None) -> str | None:
        """The party that a claim comes from: the innermost speaker, else the publisher."""
        if claim is None:
            return None
        if claim.attribution.speaker is not None:
            return self.party(claim.attribution.speaker.spans)
        document = self.documents.get(claim.document)
        named = (document.publisher or document.credit) if document else None
        return self.party(named.spans) if named else None


def sides_agree(left: Item, right: Item) -> bool:
    """Whether some party blamed by one may be the other's."""
    return bool(left.perpetrators & right.perpetrators) or any(
        sides_may_agree(a, b) for a in left.blamed for b in right.blamed
    )


def item(allegation: Allegation, lookup: Lookup) -> Item:
    """What linking looks at in one allegation."""
    claim = lookup.claims.get(allegation.claim)
    speaker = lookup.speaker(claim)
    blamed = {
        lookup.party(actor.name.spans) or "words:" + fold(actor.name.value)
        for actor in allegation.perpetrators
        if actor.status not in NOT_BLAMED or allegation.modality is Modality.DENIED
    }
    own = all(own_people(actor.name.value) for actor in allegation.perpetrators)
    if allegation.modality is Modality.DENIED and speaker and own:
        blamed.add(speaker)  # "we did not", "its aircraft did not": who denies speaks of itself
    spots = _finest(
        _spot(where.value, place, lookup)
        for where in allegation.where
        if (place := lookup.place(where.spans)) is None or not _unnamed(lookup.places[place])
    )
    dates, slack_days = _dates(allegation)
    return Item(
        members=(allegation.id,),
        document=allegation.document,
        claims=frozenset({allegation.claim}),
        acts=frozenset({allegation.act.value}),
        dates=dates,
        slack_days=slack_days,
        spots=spots,
        perpetrators=frozenset(blamed),
        blamed=frozenset(lookup.label(party) for party in blamed),
        categories=frozenset(t.category.value for t in allegation.targets if t.category),
        target_words=frozenset(fold(target.words.value) for target in allegation.targets),
        victim_words=frozenset(fold(victim.words.value) for victim in allegation.victims),
        weapons=frozenset(weapon.kind for weapon in allegation.weapons),
        counts=counts_of(allegation),
        speakers=frozenset({speaker} if speaker else ()),
        start=min((span.start for span in allegation.act.spans[:1]), default=0),
        near=() if spots else _near(allegation, lookup),
        again=claim is not None and tells_of_another(" ".join(s.quote for s in claim.content)),
        refers=allegation.rule in _REFER or _definite(allegation, lookup),
        sentence=_sentence(allegation, lookup)[0],
        entry=_entry(allegation, lookup),
    )  # fmt: skip


def _entry(allegation: Allegation, lookup: Lookup) -> int | None:
    """Where the list entry or table row begins that an allegation stands in."""
    document = lookup.documents.get(allegation.document)
    if document is None or not allegation.act.spans:
        return None
    at = allegation.act.spans[0].start
    block = document.block_at(at)
    if block is not None and block.kind in _ENTRIES:
        return block.start
    line = document.text.rfind("\n", max(0, at - MAX_LINE), at) + 1
    return line if _ENTRY.match(document.text, line) else None


def _definite(allegation: Allegation, lookup: Lookup) -> bool:
    """Whether the words of the act speak of one that is known ("the deadly strike", "الهجوم")."""
    document = lookup.documents.get(allegation.document)
    if document is None or not allegation.act.spans:
        return False
    at = allegation.act.spans[0]
    before = document.text[max(0, at.start - MAX_DEFINITE) : at.start]
    the = _THE.search(before)
    if the is None:
        return _ARABIC_THE.match(at.quote) is not None
    starts = {span.start for actor in allegation.perpetrators for span in actor.name.spans}
    return at.start - len(before) + the.start() not in starts  # "the army attacks" points at no act


def _sentence(allegation: Allegation, lookup: Lookup) -> tuple[int, int]:
    """Where the sentence of an act begins and ends."""
    document = lookup.documents.get(allegation.document)
    if document is None or not allegation.act.spans:
        return 0, 0
    at = allegation.act.spans[0]
    first = document.text[max(0, at.start - MAX_SENTENCE) : at.start]
    last = document.text[at.end : at.end + MAX_SENTENCE]
    before = max((end.end() for end in _SENTENCE_END.finditer(first)), default=0)
    after = _SENTENCE_END.search(last)
    return at.start - len(first) + before, at.end + (after.start() if after else len(last))


def _near(allegation: Allegation, lookup: Lookup) -> tuple[Spot, ...]:
    """The place that the sentence of an act names, if it names one and the gazetteer has it."""
    document = lookup.documents.get(allegation.document)
    if document is None or not allegation.act.spans:
        return ()
    start, end = _sentence(allegation, lookup)
    named = set(lookup.places_in(document.span(start, end)))
    known = [lookup.places[place] for place in sorted(named) if lookup.places[place].gazetteer_id]
    spots = _finest(_spot(place.label, place.id, lookup) for place in known)
    return spots if len(spots) == 1 else ()


def _unnamed(place: Place) -> bool:
    """Whether the words only say what kind of place it is ("the island") and nothing knows it."""
    return place.gazetteer_id is None and generic_place(place.label)


def counts_of(allegation: Allegation) -> tuple[tuple[HarmKind, Count], ...]:
    """Stated numbers of people harmed, by kind of harm."""
    found = []
    for harm in allegation.harms:
        if harm.kind not in COUNTED:
            continue
        if harm.count is not None:
            found.append((harm.kind, harm.count.value))
        elif harm.victims is not None and harm.victims < len(allegation.victims):
            counted = allegation.victims[harm.victims].count
            if counted is not None:
                found.append((harm.kind, counted.value))
    return tuple(found)


def together(items: Iterable[Item]) -> Item:
    """Items that tell one act, taken as one: the narrowest date and the finest places."""
    parts = sorted(items, key=lambda part: part.members)
    if len(parts) == 1:
        return parts[0]
    dated = [part for part in parts if part.dates]
    dates = None
    for part in dated:
        assert part.dates is not None  # noqa: S101 - narrowed by the line above
        dates = part.dates if dates is None else _meet(dates, part.dates)
    return Item(
        members=tuple(sorted({member for part in parts for member in part.members})),
        document=parts[0].document,
        claims=frozenset[str]().union(*(part.claims for part in parts)),
        acts=frozenset[Act]().union(*(part.acts for part in parts)),
        dates=dates,
        slack_days=min((part.slack_days for part in dated), default=0),
        spots=_finest(spot for part in parts for spot in part.spots),
        perpetrators=frozenset[str]().union(*(part.perpetrators for part in parts)),
        blamed=frozenset[str]().union(*(part.blamed for part in parts)),
        categories=frozenset[TargetCategory]().union(*(part.categories for part in parts)),
        target_words=frozenset[str]().union(*(part.target_words for part in parts)),
        victim_words=frozenset[str]().union(*(part.victim_words for part in parts)),
        weapons=frozenset[WeaponKind]().union(*(part.weapons for part in parts)),
        counts=tuple(dict.fromkeys(count for part in parts for count in part.counts)),
        speakers=frozenset[str]().union(*(part.speakers for part in parts)),
        start=min(part.start for part in parts),
        near=_finest(spot for part in parts for spot in part.near),
        again=any(part.again for part in parts),
        refers=all(part.refers for part in parts),
        sentence=min(parts, key=lambda part: part.start).sentence,
        entry=min(parts, key=lambda part: part.start).entry,
    )


def _meet(left: tuple[date, date], right: tuple[date, date]) -> tuple[date, date]:
    first, last = max(left[0], right[0]), min(left[1], right[1])
    return (first, last) if first <= last else (min(left[0], right[0]), max(left[1], right[1]))


def _dates(allegation: Allegation) -> tuple[tuple[date, date] | None, int]:
    when = allegation.when.value if allegation.when else None
    if when is None or (when.earliest is None and when.latest is None):
        return None, 0
    slack = 0 if when.basis is Basis.STATED else 1
    return (when.earliest or OPEN_START, when.latest or OPEN_END), slack


def _spot(words: str, place_id: str | None, lookup: Lookup) -> Spot:
    place = lookup.places.get(place_id) if place_id else None
    if place is None:
        key = "words:" + fold(words)
        return Spot("", key, (), LEVELS[PlaceLevel.TOWN], None, 0.0, frozenset({key}))
    point = None
    if place.lat is not None and place.lon is not None:
        point = (place.lat, place.lon)
    return Spot(
        place=place.id,
        key=place.gazetteer_id or "words:" + fold(place.label),
        path=place.path if place.gazetteer_id else (),
        rank=LEVELS[place.level or PlaceLevel.TOWN],
        point=point,
        radius_km=place.radius_km or 0.0,
        may_be=_may_be(place),
    )


def _may_be(place: Place) -> frozenset[str]:
    """Its own names; with them the row of the gazetteer, else every row that came into question."""
    names = {"words:" + fold(name) for name in (place.label, *place.names)}
    if place.gazetteer_id:
        return frozenset(names | {place.gazetteer_id})
    return frozenset(names | {row.gazetteer_id for row in place.candidates})


def _finest(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Each place once, without those that hold a finer one that is named too."""
    distinct = sorted(dict.fromkeys(spots), key=lambda spot: (spot.key, spot.place))
    inner = {
        other.path[:n]
        for other in distinct
        for n in range(1, len(other.path))
    }  # fmt: skip
    return tuple(spot for spot in distinct if not spot.path or spot.path not in inner)


def days(dates: tuple[date, date], most: int) -> tuple[date, ...]:
    """The days of a range, if they are at most `most`; else none."""
    length = (dates[1] - dates[0]).days + 1
    return tuple(dates[0] + timedelta(n) for n in range(length)) if length <= most else ()
