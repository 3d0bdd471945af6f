"""The single values of an allegation that a person may accept, correct or reject.

A part is named by a path: "act", "when", "where.0", "perpetrator.0", "victims.1.count",
"victims.1.status", "target.0.category", "harm.0", "harm.0.count", "weapon.0". What is corrected
stands on words of the source, as every value does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from onrecord.model.allegation import Allegation
from onrecord.model.document import Anchored, Span
from onrecord.model.vocab import (
    Act,
    Basis,
    HarmKind,
    Modality,
    PersonStatus,
    Precision,
    TargetCategory,
    Unit,
    WeaponKind,
)
from onrecord.model.when import Count, When

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")
_COUNT = re.compile(r"(\d{1,9})?\s*(\.\.)?\s*(\d{1,9})?")
_GROUP = re.compile(r"(\w+)\.(\d{1,4})(?:\.(\w+))?")
# Part without its number -> list of the allegation, attribute in it.
_LISTS = {
    "where": ("where", None),
    "perpetrator": ("perpetrators", "name"),
    "victims.count": ("victims", "count"),
    "victims.status": ("victims", "status"),
    "target.category": ("targets", "category"),
    "harm": ("harms", "kind"),
    "harm.count": ("harms", "count"),
    "weapon": ("weapons", "kind"),
}
_TERMS: dict[str, type[StrEnum]] = {
    "act": Act,
    "modality": Modality,
    "victims.status": PersonStatus,
    "target.category": TargetCategory,
    "harm": HarmKind,
    "weapon": WeaponKind,
}
_DROPPED_WHOLE = frozenset({"where", "perpetrator", "harm", "weapon"})
_MUST_STAND = frozenset({"act", "modality"})  # an allegation without them is none: reject the claim


@dataclass(frozen=True, slots=True)
class Part:
    """One value as it was read: its path, the value as text, the words that carry it."""

    path: str
    value: str
    spans: tuple[Span, ...]


def parts(allegation: Allegation) -> Iterator[Part]:
    """Every value of an allegation that can be decided on."""
    yield Part("act", allegation.act.value.value, allegation.act.spans)
    cue = allegation.modality_cue
    yield Part("modality", allegation.modality.value, (cue,) if cue else allegation.act.spans)
    if allegation.when:
        yield Part("when", when_text(allegation.when.value), allegation.when.spans)
    for at, where in enumerate(allegation.where):
        yield Part(f"where.{at}", where.value, where.spans)
    for at, actor in enumerate(allegation.perpetrators):
        yield Part(f"perpetrator.{at}", actor.name.value, actor.name.spans)
    for at, group in enumerate(allegation.victims):
        if group.count:
            yield Part(f"victims.{at}.count", count_text(group.count.value), group.count.spans)
        if group.status:
            yield Part(f"victims.{at}.status", group.status.value.value, group.status.spans)
    for at, target in enumerate(allegation.targets):
        if target.category:
            yield Part(f"target.{at}.category", target.category.value.value, target.category.spans)
    for at, harm in enumerate(allegation.harms):
        yield Part(f"harm.{at}", harm.kind.value, harm.words.spans)
        if harm.count:
            yield Part(f"harm.{at}.count", count_text(harm.count.value), harm.count.spans)
    for at, weapon in enumerate(allegation.weapons):
        yield Part(f"weapon.{at}", weapon.kind.value, weapon.words.spans)


def rejectable(path: str) -> bool:
    """Whether an allegation can do without that part."""
    return path not in _MUST_STAND


def read_value(path: str, text: str) -> object:
    """The value that `text` gives for a part. Raises: ValueError that says what is expected."""
    kind = _kind(path)
    if kind == "when":
        return _when(text)
    if kind.endswith("count"):
        return _count(text)
    terms = _TERMS.get(kind)
    if terms is None:
        return text
    try:
        return terms(text.strip())
    except ValueError:
        raise ValueError(f"one of: {', '.join(terms)}") from None


def needs_words(path: str) -> bool:
    """Whether a corrected value must name its words: a term may keep those it was read from."""
    return _kind(path) not in _TERMS


def corrected(
    allegation: Allegation, changes: dict[str, tuple[object, tuple[Span, ...]] | None]
) -> Allegation:
    """The allegation with the parts named in `changes` in their new value and words.

    `None` takes a part away; no words keep those it was read from. Paths are those of the
    allegation given.
    """
    made = allegation
    dropped: dict[str, set[int]] = {}
    for path, change in sorted(changes.items()):
        name, at, _ = _split(path)
        if name in {"act", "when", "modality"}:
            made = _single(made, name, change)
            continue
        field, attribute = _LISTS[_kind(path)]
        if change is None and _kind(path) in _DROPPED_WHOLE:
            dropped.setdefault(field, set()).add(at)
            continue
        entries = list(getattr(made, field))
        entries[at] = _entry(entries[at], attribute, change)
        made = _with(made, field, tuple(entries))
    for field, gone in dropped.items():
        kept = tuple(e for at, e in enumerate(getattr(made, field)) if at not in gone)
        made = _with(made, field, kept)
    return made


def _single(
    allegation: Allegation, name: str, change: tuple[object, tuple[Span, ...]] | None
) -> Allegation:
    if change is None:
        return replace(allegation, when=None)
    value, spans = change
    if name == "modality":
        cue = spans[0] if spans else allegation.modality_cue
        return replace(allegation, modality=Modality(str(value)), modality_cue=cue)
    held = getattr(allegation, name)
    return _with(allegation, name, Anchored(value, spans or held.spans))


def _with(record: Record, name: str, value: object) -> Record:
    change: dict[str, Any] = {name: value}
    return replace(record, **change)


def _entry(
    entry: Any,  # noqa: ANN401 - an entry of any list of an allegation
    attribute: str | None,
    change: tuple[object, tuple[Span, ...]] | None,
) -> object:
    if change is None:
        return _with(entry, attribute or "", None)
    value, spans = change
    if attribute is None:
        return Anchored(value, spans or entry.spans)
    if attribute == "kind":
        return _with(entry, "kind", value)
    held = getattr(entry, attribute)
    return _with(entry, attribute, Anchored(value, spans or held.spans))


def _split(path: str) -> tuple[str, int, str | None]:
    found = _GROUP.fullmatch(path)
    return (found[1], int(found[2]), found[3]) if found else (path, 0, None)


def _kind(path: str) -> str:
    name, _, attribute = _split(path)
    return f"{name}.{attribute}" if attribute else name


def when_text(when: When) -> str:
    """A range of dates as the sheet writes it: "2025-06-03", "2025-06-03/2025-06-05", "../…"."""
    first = when.earliest.isoformat() if when.earliest else ".."
    last = when.latest.isoformat() if when.latest else ".."
    return first if first == last else f"{first}/{last}"


def count_text(count: Count) -> str:
    """A stated number as the sheet writes it: "5", "5..8", "5.." for at least five."""
    if count.low == count.high and count.low is not None:
        return str(count.low)
    return f"{'' if count.low is None else count.low}..{'' if count.high is None else count.high}"


def _when(text: str) -> When:
    first, _, last = text.strip().partition("/")
    try:
        ends = [None if end == ".." else date.fromisoformat(end) for end in (first, last or first)]
    except ValueError:
        raise ValueError("a date like 2025-06-03, or a range like 2025-06-03/2025-06-05") from None
    low, high = ends
    if (low is None and high is None) or (low and high and low > high):
        raise ValueError("a range with an end, the earlier date first")
    precision = Precision.DAY if low == high else Precision.RANGE
    if low is None or high is None:
        precision = Precision.BEFORE if low is None else Precision.AFTER
    return When(low, high, precision, Basis.STATED)


def _count(text: str) -> Count:
    found = _COUNT.fullmatch(text.strip())
    low, dots, high = found.groups() if found else (None, None, None)
    if low is None and high is None:
        raise ValueError("a number like 5, a range like 5..8, or 5.. for at least five")
    if not dots:
        high = low
    count = Count(int(low) if low else None, int(high) if high else None, Unit.PERSONS)
    if count.low is not None and count.high is not None and count.low > count.high:
        raise ValueError("a range with the smaller number first")
    return count
