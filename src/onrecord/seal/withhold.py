"""What is to be withheld: the rows of a list of redactions, found in a dossier."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.errors import SettingInvalid
from onrecord.model.document import Span
from onrecord.model.dossier import Dossier
from onrecord.model.entity import Party, Place
from onrecord.wire.redactions import Redaction, pattern_of


@dataclass
class Plan:
    """Words, places of words, fields and objects, each with the number of its redaction."""

    patterns: list[tuple[re.Pattern[str], int]] = field(default_factory=list)
    terms: set[str] = field(default_factory=set)
    places: list[tuple[Span, int]] = field(default_factory=list)
    fields: dict[str, int] = field(default_factory=dict)  # of a capture -> number
    gone: dict[str, int] = field(default_factory=dict)  # sha256 -> number
    whole: dict[str, int] = field(default_factory=dict)  # values of fields, as they stand

    def words(self, words: str, number: int) -> None:
        """Withhold `words` wherever they stand."""
        self.patterns.append((pattern_of(words), number))
        self.terms.add(words)

    def number_in(self, text: str) -> int | None:
        """The number of the first redaction whose words stand in `text`."""
        for pattern, number in self.patterns:
            if pattern.search(text):
                return number
        for value, number in self.whole.items():
            if value in text:
                return number
        return None


def plan_of(dossier: Dossier, redactions: Iterable[Redaction]) -> Plan:
    """What `redactions` name in `dossier`. Raises: SettingInvalid for one that names nothing."""
    plan = Plan()
    for row in redactions:
        if row.kind == "words":
            plan.words(row.value, row.number)
        elif row.kind in {"party", "place"}:
            _record(plan, dossier, row)
        elif row.kind == "object":
            _object(plan, dossier, row)
        else:
            name = row.value.partition(".")[2]
            plan.fields[name] = row.number
            plan.whole |= {
                value: row.number for each in dossier.captures if (value := getattr(each, name))
            }
    return plan


def _record(plan: Plan, dossier: Dossier, row: Redaction) -> None:
    records: tuple[Party | Place, ...] = dossier.parties if row.kind == "party" else dossier.places
    found = [each for each in records if row.value in {each.id, each.label, *each.names}]
    if not found:
        raise SettingInvalid(f"there is no {row.kind} of that name or id", f"row {row.number}")
    for each in found:
        # A pronoun or a verb may stand for somebody: it is withheld where it does, not everywhere.
        known = set(each.label.casefold().split())
        for words in {each.label, *each.names}:
            parts = words.casefold().split()
            if len(parts) > 1 or known & set(parts):
                plan.words(words, row.number)
        plan.places += [(span, row.number) for span in each.mentions]


def _object(plan: Plan, dossier: Dossier, row: Redaction) -> None:
    named = [c for c in dossier.captures if row.value in {c.sha256, c.id, c.origin}]
    if not named:
        raise SettingInvalid("there is no object of that digest or origin", f"row {row.number}")
    waiting = list(named)
    while waiting:  # with all that was taken out of it
        each = waiting.pop()
        plan.gone.setdefault(each.sha256, row.number)
        waiting += [c for c in dossier.captures if c.container == each.id]
