"""Writes docs/reference/terms.md from the vocabularies and the lists of cue words.

python tools/write_terms.py
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from onrecord.lang.acts import ACT_NOUNS, ACT_VERBS
from onrecord.lang.effects import HARMS as HARM_CUES
from onrecord.lang.effects import PEOPLE
from onrecord.lang.effects import TARGETS as TARGET_CUES
from onrecord.lang.effects import WEAPONS as WEAPON_CUES
from onrecord.model.terms import ACTS, HARMS, PERSONS, TARGETS, WEAPONS
from onrecord.model.vocab import VOCABULARY_VERSION

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "terms.md"
SHOWN = 5  # cue words of each language in a cell
HEAD = """# Terms

Acts, things hit, weapons, effects and people, as closed lists (vocabulary {version}). Written by
`tools/write_terms.py` from `onrecord.model.terms` and the lists in `onrecord.lang`; do not edit.

A term is given where a source uses words for it. The cue words shown are the first of many, as they
are compared (small letters, Arabic letters folded). The names in other schemes are the nearest ones
and narrow ours: compare them with the edition you exchange with. Empty: nothing near, or no cue.
"""


def cues(
    entries: Iterable[tuple[str, object]], term: Callable[[object], object]
) -> Mapping[object, tuple[str, str]]:
    """For each term its first cue words, English and Arabic."""
    found: dict[object, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for phrase, value in entries:
        side = found[term(value)][0 if phrase.isascii() else 1]
        if len(side) < SHOWN and phrase not in side:
            side.append(phrase)
    return {key: (", ".join(en), "، ".join(ar)) for key, (en, ar) in found.items()}


def section(
    title: str, meanings: Mapping[StrEnum, str], words: Mapping[object, tuple[str, str]]
) -> str:
    """A table of one vocabulary."""
    rows = [f"## {title}", "", "| term | meaning | English | Arabic |", "|---|---|---|---|"]
    for term, meaning in meanings.items():
        english, arabic = words.get(term, ("", ""))
        rows.append(f"| `{term}` | {meaning} | {english} | {arabic} |")
    return "\n".join([*rows, ""])


def page() -> str:
    """The whole page."""
    acts = cues((*ACT_NOUNS, *ACT_VERBS), lambda cue: cue.act)  # type: ignore[attr-defined]
    schemes = [
        "## Acts in other schemes", "",
        "| term | ACLED sub-event | GTD attack type | PLOVER mode | HURIDOCS act | law tables |",
        "|---|---|---|---|---|---|",
    ]  # fmt: skip
    for act, term in ACTS.items():
        row = "row" if term.in_law_tables else "no row in these tables"
        cells = (term.acled, term.gtd, term.plover, term.huridocs, row)
        schemes.append(f"| `{act}` | " + " | ".join(cells) + " |")
    return "\n".join(
        (
            HEAD.format(version=VOCABULARY_VERSION),
            section("Acts", {act: term.meaning for act, term in ACTS.items()}, acts),
            "\n".join([*schemes, ""]),
            section("Things hit", TARGETS, cues(TARGET_CUES, lambda value: value)),
            section("Weapons", WEAPONS, cues(WEAPON_CUES, lambda value: value)),
            section("Effects", HARMS, cues(HARM_CUES, lambda cue: cue.kind)),  # type: ignore[attr-defined]
            section("People", PERSONS, cues(PEOPLE, lambda value: value.status)),  # type: ignore[attr-defined]
        )
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
