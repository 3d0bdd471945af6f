"""Rules on what claims name, what shows over sets of incidents, and elements at a glance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.model.law import CustomaryRule
from onrecord.model.vocab import ElementState
from onrecord.seal import words
from onrecord.seal.report_claims import Ref, incident_ref
from onrecord.seal.report_index import Index, Name
from onrecord.seal.report_law import anchor_of, article_key

MOST_REFS = 60
ORDER = tuple(ElementState)


@dataclass(frozen=True, slots=True)
class RuleView:
    """A kind of object, person or method that claims name, and the rules that speak of it."""

    of: str
    name: str
    rules: tuple[CustomaryRule, ...]
    iac: tuple[str, ...]
    niac: tuple[str, ...]
    incidents: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class PatternView:
    """What shows over one set of incidents."""

    incidents: int
    crimes: str
    dates: str
    places: str
    parties: tuple[tuple[Name, int], ...]
    targets: tuple[tuple[str, int], ...]
    killed: str
    after_notice: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class CellView:
    """One element of one crime over all alleged incidents it is offered on."""

    no: int
    states: tuple[tuple[str, str, str, int], ...]  # state, mark, words, on how many


@dataclass(frozen=True, slots=True)
class RowView:
    """One candidate crime at a glance."""

    article: str
    name: str
    conflict: str
    anchor: str
    incidents: int
    cells: tuple[CellView, ...]


def rule_views(index: Index) -> tuple[RuleView, ...]:
    """The rules in the order of the tables."""
    return tuple(
        RuleView(
            of=each.of,
            name=words.human(each.category),
            rules=each.rules,
            iac=each.iac,
            niac=each.niac,
            incidents=_refs(index, each.incidents),
        )
        for each in index.dossier.protections
    )


def pattern_views(index: Index) -> tuple[PatternView, ...]:
    """The patterns, each with the articles that are offered on its set."""
    articles = {crime.id: crime.article for crime in index.dossier.crimes}
    found = []
    for each in index.dossier.patterns:
        span = "" if each.span_km is None else f", up to {each.span_km:,.0f} km apart"
        killed = f"{each.killed_low:,} to {each.killed_high:,}"
        if each.killed_low == each.killed_high:
            killed = f"{each.killed_low:,}"
        named = sorted((articles[c] for c in each.crimes if c in articles), key=article_key)
        dates = words.NOT_STATED
        if each.first and each.last:
            dates = f"{words.day(each.first)} to {words.day(each.last)}"
        found.append(
            PatternView(
                incidents=len(each.incidents),
                crimes=", ".join(named),
                dates=dates,
                places=words.counted(each.places, "place") + span,
                parties=tuple(
                    (index.party_name(index.parties[party]), number)
                    for party, number in each.by_party[:8]
                    if party in index.parties
                ),
                targets=tuple((words.human(t), number) for t, number in each.by_target[:8]),
                killed=killed,
                after_notice=_refs(index, each.after_notice),
            )
        )
    return tuple(found)


def matrix(index: Index) -> tuple[int, tuple[RowView, ...]]:
    """The most elements of a row, and the rows by article."""
    by_element: dict[str, Counter[ElementState]] = {}
    on: dict[str, set[tuple[str, ...]]] = {}
    for finding in index.dossier.findings:
        by_element.setdefault(finding.element, Counter())[finding.state] += 1
        on.setdefault(finding.crime, set()).add(finding.incidents)
    rows = tuple(
        RowView(
            article=crime.article,
            name=crime.short_name,
            conflict=crime.conflict,
            anchor=anchor_of(crime),
            incidents=len({one for ids in on.get(crime.id, ()) for one in ids}),
            cells=tuple(
                CellView(element.no, _states(by_element.get(element.id, Counter())))
                for element in crime.elements
            ),
        )
        for crime in sorted(index.dossier.crimes, key=lambda c: (article_key(c.article), c.id))
    )
    return max((len(row.cells) for row in rows), default=0), rows


def _states(counted: Counter[ElementState]) -> tuple[tuple[str, str, str, int], ...]:
    return tuple(
        (state.value, words.MARKS[state], words.STATES[state], counted[state])
        for state in ORDER
        if counted[state]
    )


def _refs(index: Index, ids: tuple[str, ...]) -> tuple[Ref, ...]:
    known = sorted(
        (index.incident_number[each], each) for each in ids if each in index.incident_number
    )
    return tuple(incident_ref(index, each) for _, each in known[:MOST_REFS])
