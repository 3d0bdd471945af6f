"""Candidate crimes, their elements and the list of gaps as the report shows them.

Nothing here weighs: states are those of the findings, rows stand in the order of the Statute's
articles, and no number says how complete a file is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model.law import Crime, Element, ElementFinding, Gap
from onrecord.model.vocab import ElementState, LeadKind
from onrecord.resources.law import evidence_kinds
from onrecord.seal import words
from onrecord.seal.report_claims import Ref, incident_ref
from onrecord.seal.report_index import Index, Name

MOST_LEADS = 6
LEAD_ORDER = tuple(LeadKind)
MAX_SHOWN_SETS = 300  # tables of elements written out; the rest is in the records
_PARTS = re.compile(r"\d+|[a-z]+")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True, slots=True)
class ElementView:
    """One element for one incident (or set), and what the claims show."""

    no: int
    text: str
    kind: str
    state: str
    mark: str
    state_words: str
    claims_for: tuple[Ref, ...]
    claims_against: tuple[Ref, ...]
    question: str | None
    documentability: str | None
    nearest: tuple[Ref, ...]
    silent: tuple[Ref, ...]
    set_by: str | None  # what a reviewer set it to, who, when and why


@dataclass(frozen=True, slots=True)
class SetView:
    """The elements of one candidate crime for one incident or one set of them."""

    incidents: tuple[Ref, ...]
    elements: tuple[ElementView, ...]


@dataclass(frozen=True, slots=True)
class CrimeView:
    """One candidate row."""

    anchor: str
    article: str
    name: str
    conflict: str
    cautions: tuple[str, ...]
    amendment: str | None
    verification: str
    sets: tuple[SetView, ...]
    sets_in_all: int
    incidents_in_all: int


@dataclass(frozen=True, slots=True)
class PairView:
    """Counterparts of the two kinds of armed conflict, side by side."""

    name: str
    incidents_in_all: int
    iac: CrimeView | None
    niac: CrimeView | None


@dataclass(frozen=True, slots=True)
class GapView:
    """What is missing for one element, over all incidents it is missing for."""

    article: str
    crime: str
    anchor: str
    no: int
    question: str
    would_fill: tuple[str, ...]
    documentability: str
    state_words: str
    incidents: tuple[Ref, ...]
    nearest: tuple[Ref, ...]
    silent: tuple[Ref, ...]
    level: str  # of documentability, to filter by
    evidence: tuple[str, ...]
    leads: tuple[tuple[str, Ref, Name | None, str], ...]  # why, claim, speaker or note


@dataclass(frozen=True, slots=True)
class LawView:
    """The legal part of the report."""

    pairs: tuple[PairView, ...]
    humanity: tuple[CrimeView, ...]
    gaps: tuple[GapView, ...]
    crimes: int
    sets_left_out: int


def law_view(index: Index) -> LawView:
    """Candidate crimes with counterparts aligned, and the gaps by article and element."""
    crimes = sorted(index.dossier.crimes, key=lambda crime: (article_key(crime.article), crime.id))
    by_crime: dict[str, dict[tuple[str, ...], dict[str, ElementFinding]]] = {}
    for finding in index.dossier.findings:
        sets = by_crime.setdefault(finding.crime, {})
        sets.setdefault(finding.incidents, {})[finding.element] = finding
    room = MAX_SHOWN_SETS
    views: dict[str, CrimeView] = {}
    for place, crime in enumerate(crimes):
        share = max(1, room // (len(crimes) - place))
        views[crime.id] = _crime(index, crime, by_crime.get(crime.id, {}), share)
        room -= len(views[crime.id].sets)
    shown = sum(len(view.sets) for view in views.values())
    return LawView(
        pairs=tuple(_pairs(crimes, views)),
        humanity=tuple(views[c.id] for c in crimes if c.conflict not in {"IAC", "NIAC"}),
        gaps=tuple(_gaps(index, crimes, by_crime)),
        crimes=len(crimes),
        sets_left_out=sum(view.sets_in_all for view in views.values()) - shown,
    )


def article_key(article: str) -> tuple[tuple[int, str], ...]:
    """Sorts articles as the Statute has them: 8(2)(b)(ix) before 8(2)(b)(xxv)."""
    return tuple(_part_key(part, last) for part, last in _with_last(_PARTS.findall(article)))


def _with_last(parts: list[str]) -> Iterable[tuple[str, bool]]:
    return ((part, at >= 3) for at, part in enumerate(parts))  # noqa: PLR2004 - 8, 2, b, then roman


def _part_key(part: str, roman: bool) -> tuple[int, str]:  # noqa: FBT001 - private
    if part.isdigit():
        return (int(part), "")
    if roman and set(part) <= set(_ROMAN):
        values = [_ROMAN[char] for char in part]
        after = [*values[1:], 0]
        return (sum(-v if v < w else v for v, w in zip(values, after, strict=True)), part)
    return (0, part)


def _pairs(crimes: list[Crime], views: dict[str, CrimeView]) -> Iterable[PairView]:
    done: set[str] = set()
    named = {name: crime.id for crime in crimes for name in (crime.article, crime.id)}
    for crime in crimes:
        if crime.conflict not in {"IAC", "NIAC"} or crime.id in done:
            continue
        other = named.get(crime.counterpart or "")
        if other in done or other == crime.id:
            other = None
        done |= {crime.id, other or crime.id}
        one, two = views[crime.id], views[other] if other else None
        held = [view for view in (one, two) if view]
        name = " / ".join(dict.fromkeys(view.name for view in held))
        incidents = max(view.incidents_in_all for view in held)
        iac, niac = (one, two) if crime.conflict == "IAC" else (two, one)
        yield PairView(name, incidents, iac, niac)


def _crime(
    index: Index,
    crime: Crime,
    sets: dict[tuple[str, ...], dict[str, ElementFinding]],
    share: int,
) -> CrimeView:
    ordered = sorted(sets, key=lambda ids: [index.incident_number.get(each, 0) for each in ids])
    return CrimeView(
        anchor=anchor_of(crime),
        article=crime.article,
        name=crime.short_name,
        conflict=crime.conflict,
        cautions=crime.cautions,
        amendment=crime.amendment,
        verification=crime.verification,
        sets=tuple(
            SetView(
                _incidents(index, ids),
                tuple(_element(index, each, sets[ids].get(each.id)) for each in crime.elements),
            )
            for ids in ordered[:share]
        ),
        sets_in_all=len(ordered),
        incidents_in_all=len({each for ids in ordered for each in ids}),
    )


def _incidents(index: Index, ids: Iterable[str]) -> tuple[Ref, ...]:
    known = [each for each in ids if each in index.incident_number]
    return tuple(incident_ref(index, each) for each in sorted(known, key=index.incident_number.get))  # type: ignore[arg-type]


def _claims(index: Index, ids: Iterable[str]) -> tuple[Ref, ...]:
    numbers = sorted(index.claim_number[each] for each in ids if each in index.claim_number)
    return tuple(Ref(f"C{number}", f"c{number}") for number in numbers)


def _documents(index: Index, ids: Iterable[str]) -> tuple[Ref, ...]:
    known = sorted(index.document_number[each] for each in ids if each in index.document_number)
    return tuple(Ref(f"S{number}", f"s{number}") for number in known)


def _element(index: Index, element: Element, finding: ElementFinding | None) -> ElementView:
    state = finding.state if finding else ElementState.NOT_CHECKED
    gap = finding.gap if finding else None
    return ElementView(
        no=element.no,
        text=element.text,
        kind=words.human(element.kind),
        state=state.value,
        mark=words.MARKS[state],
        state_words=_state_words(state, finding.independent_groups if finding else 0),
        claims_for=_claims(index, finding.claims_for) if finding else (),
        claims_against=_claims(index, finding.claims_against) if finding else (),
        question=gap.question if gap else None,
        documentability=words.DOCUMENTABILITY.get(gap.documentability) if gap else None,
        nearest=_claims(index, gap.nearest) if gap else (),
        silent=_documents(index, gap.silent_documents) if gap else (),
        set_by=_set_by(index, finding) if finding else None,
    )


def anchor_of(crime: Crime) -> str:
    """Where the report writes out a candidate row."""
    return f"crime-{re.sub(r'[^A-Za-z0-9]+', '-', crime.id)}"


def _set_by(index: Index, finding: ElementFinding) -> str | None:
    by = index.judgements.get(finding.judgement or "")
    if by is None:
        return None
    return f"{by.value}, by {by.by} on {words.day(by.at.date())}: {by.reason}"


def _leads(index: Index, gaps: Iterable[Gap]) -> Iterable[tuple[str, Ref, Name | None, str]]:
    """Whom to ask over all incidents of a question, one a claim, at most a few."""
    unique = {lead.claim: lead for gap in gaps for lead in reversed(gap.leads)}
    ranked = sorted(unique.values(), key=lambda lead: (LEAD_ORDER.index(lead.kind), lead.claim))
    for lead in ranked[:MOST_LEADS]:
        speaker = index.speaker(index.claims[lead.claim])
        number = index.claim_number[lead.claim]
        yield words.LEADS[lead.kind], Ref(f"C{number}", f"c{number}"), speaker.name, speaker.note


def _state_words(state: ElementState, groups: int) -> str:
    if state is ElementState.CLAIMED_BY_INDEPENDENT:
        return f"supported by {words.counted(groups, 'independent group')}"
    return words.STATES[state]


def _gaps(
    index: Index,
    crimes: list[Crime],
    by_crime: dict[str, dict[tuple[str, ...], dict[str, ElementFinding]]],
) -> Iterable[GapView]:
    for crime in crimes:
        for element in sorted(crime.elements, key=lambda each: each.no):
            found = [
                (ids, held)
                for ids, sets in by_crime.get(crime.id, {}).items()
                if (held := sets.get(element.id)) and held.gap
            ]
            if not found:
                continue
            states = dict.fromkeys(words.STATES[each.state] for _, each in sorted(found, key=_key))
            gaps = [held.gap for _, held in found if held.gap]
            yield GapView(
                article=crime.article,
                crime=crime.short_name,
                anchor=anchor_of(crime),
                no=element.no,
                question=gaps[0].question,
                would_fill=tuple(words.path(path) for path in gaps[0].would_fill),
                documentability=words.DOCUMENTABILITY.get(
                    gaps[0].documentability, gaps[0].documentability
                ),
                state_words=words.listed(states),
                incidents=_incidents(index, {each for ids, _ in found for each in ids}),
                nearest=_claims(index, {each for gap in gaps for each in gap.nearest}),
                silent=_documents(index, {d for gap in gaps for d in gap.silent_documents}),
                level=element.documentability,
                evidence=tuple(evidence_kinds()[kind]["en"] for kind in gaps[0].evidence),
                leads=tuple(_leads(index, gaps)),
            )


def _key(item: tuple[tuple[str, ...], ElementFinding]) -> tuple[str, tuple[str, ...]]:
    return (item[1].state.value, item[0])
