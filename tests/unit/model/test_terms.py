"""Every term has a meaning, the acts their names in other schemes, and the page says the same."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from onrecord.model import terms
from onrecord.model.vocab import Act, HarmKind, PersonStatus, TargetCategory, WeaponKind
from onrecord.resources.law import crimes

ROOT = Path(__file__).parents[3]
ACLED = {
    "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED", "Grenade", "Sexual violence", "Attack",
    "Abduction/forced disappearance", "Arrests", "Looting/property destruction", "Other",
}  # fmt: skip


@pytest.mark.parametrize(
    ("kinds", "table"),
    [
        (Act, terms.ACTS),
        (TargetCategory, terms.TARGETS),
        (WeaponKind, terms.WEAPONS),
        (HarmKind, terms.HARMS),
        (PersonStatus, terms.PERSONS),
    ],
)
def test_every_term_has_a_meaning(kinds: type, table: dict[object, object]) -> None:
    assert set(table) == set(kinds)


def test_every_act_has_a_name_in_acled_and_huridocs() -> None:
    assert {term.acled for term in terms.ACTS.values()} <= ACLED
    assert all(term.huridocs for term in terms.ACTS.values())


def test_acts_without_a_row_in_the_law_tables_say_so() -> None:
    without = {act for act, term in terms.ACTS.items() if not term.in_law_tables}
    assert without == {
        Act.SEXUAL_VIOLENCE, Act.ENFORCED_DISAPPEARANCE, Act.ARSON, Act.UNSPECIFIED_ATTACK,
    }  # fmt: skip
    assert crimes()


def test_the_page_of_terms_says_what_the_code_says() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "write_terms.py"))["page"]()
    page = (ROOT / "docs" / "reference" / "terms.md").read_text(encoding="utf-8")
    assert page == made, "run: python tools/write_terms.py"
