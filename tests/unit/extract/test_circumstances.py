"""Stated manner and setting of an act, and nothing where the words do not say it."""

from __future__ import annotations

import pytest

from onrecord.model.vocab import CircumstanceKind
from unit.extract.allegation_help import alleged

K = CircumstanceKind


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Jets bombed the clinic without warning.", K.WARNING_GIVEN, "without warning"),
        ("Jets bombed the clinic when rescuers arrived.", K.METHOD, "when rescuers arrived"),
        ("A double tap strike hit the market, killing two men.", K.METHOD, "double tap strike"),
        ("The army shelled the clinic for the third time.", K.PRIOR_ATTACK, "for the third time"),
        (
            "Police detained five students under the pretext of weapons, their lawyer said.",
            K.STATED_REASON,
            "under the pretext of weapons",
        ),
        (
            "The army shelled the hospital, which was used by fighters.",
            K.MILITARY_PRESENCE,
            "used by fighters",
        ),
        ("قصفت المدفعية المشفى دون سابق إنذار", K.WARNING_GIVEN, "دون سابق إنذار"),
        ("قصفت المدفعية المشفى للمرة الثانية", K.PRIOR_ATTACK, "للمرة الثانية"),
        ("اعتقلت الشرطة خمسة طلاب بذريعة حمل السلاح", K.STATED_REASON, "بذريعة حمل السلاح"),
        (
            "قصفت المدفعية المشفى الذي يستخدمه مسلحون",
            K.MILITARY_PRESENCE,
            "يستخدمه مسلحون",
        ),
    ],
)
def test_a_stated_circumstance_is_kept_with_its_words(
    text: str, kind: CircumstanceKind, words: str
) -> None:
    found = [(c.kind, c.words.value) for item in alleged(text) for c in item.circumstances]
    assert (kind, words) in found


def test_where_people_were_driven_is_their_destination() -> None:
    text = "The guard deported forty families from Tamra to Velka."
    (item,) = alleged(text, "Tamra", "Velka")
    assert [(c.kind, c.words.value) for c in item.circumstances] == [(K.DESTINATION, "Velka")]


@pytest.mark.parametrize(
    "text",
    [
        "The army shelled the hospital.",
        "The army shelled the hospital, which was not used by fighters.",
        "The army was accused of shelling the market.",
        "قصفت المدفعية المشفى",
    ],
)
def test_no_circumstance_is_made_of_other_words(text: str) -> None:
    assert [c for item in alleged(text) for c in item.circumstances] == []
