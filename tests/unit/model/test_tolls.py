"""What the statements of one alleged incident come to as a range of people harmed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factories import allegation, attribution, claim, document
from onrecord.model.allegation import Allegation, Harm, Target, VictimGroup
from onrecord.model.document import Anchored
from onrecord.model.tolls import is_one_person, toll, toll_of
from onrecord.model.vocab import HarmKind, Unit
from onrecord.model.when import Count

K, HURT = HarmKind.KILLED, HarmKind.INJURED


def statement(
    *groups: tuple[str, Count | None], kind: HarmKind = K, parts: tuple[tuple[str, Count], ...] = ()
) -> Allegation:
    """One that says of `groups` that they suffered `kind`; `parts` belong to the first."""
    words = [words for words, _ in (*groups, *parts)]
    doc = document("Shelled. Killed. " + ". ".join(words) + ".")
    told = allegation(doc, claim(doc, "Shelled", by=attribution(doc, None)), act_words="Shelled")

    def at(text: str) -> Anchored[str]:
        start = doc.text.index(text)
        span = doc.span(start, start + len(text))
        return Anchored(text, (span,))

    def group(text: str, count: Count | None) -> VictimGroup:
        stated = Anchored(count, at(text).spans) if count else None
        child = Anchored("child", at(text).spans) if "children" in text else None
        return VictimGroup(at(text), stated, None, child)

    ordered = [groups[0], *parts, *groups[1:]] if groups else list(parts)
    victims = tuple(group(*one) for one in ordered)
    own = [n for n, one in enumerate(ordered) if one in groups]
    harms = tuple(Harm(kind, at("Killed"), victims[n].count, n) for n in own)
    return replace(told, victims=victims, harms=harms)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([[("five people", Count(5, 5))]], Count(5, 5)),
        ([[("a woman", Count(1, 1)), ("a child", Count(1, 1))]], Count(2, 2)),
        ([[("at least ten people", Count(10, None))]], Count(10, 10)),
        ([[("at least ten people", Count(10, None))], [("twelve people", Count(12, 12))]],
         Count(10, 12)),
        ([[("at least ten people", Count(10, None))], [("four sons", Count(4, 4))]], Count(10, 10)),
        ([[("seven people", Count(7, 7))], [("nine people", Count(9, 9))]], Count(7, 7)),
        ([[("up to 15 others", Count(None, 15))], [("dozens", Count(24, 99))]], Count(15, 15)),
        ([[("Ada Venn", None), ("Omar Lisk", None)]], Count(2, 2)),
        ([[("the Venn family", None)]], None),
        ([[("casualties", None)]], None),
        ([[("10^12 people", Count(None, None))]], None),
        ([[("six families", Count(6, 6, Unit.FAMILIES))]], None),
        ([], None),
    ],
)  # fmt: skip
def test_the_first_total_stands_and_an_open_one_gets_its_end_later(
    told: list[list[tuple[str, Count | None]]], expected: Count | None
) -> None:
    assert toll([statement(*groups) for groups in told], K) == expected


def test_names_that_say_who_the_counted_are_are_not_added() -> None:
    seven = statement(
        ("seven people", Count(7, 7)), ("Ada Venn", None), ("his wife Mira Venn", Count(1, 1)),
        ("Omar Lisk", None),
    )  # fmt: skip
    assert toll([seven], K) == Count(7, 7)


def test_effects_are_kept_apart() -> None:
    hurt = statement(("nine people", Count(9, 9)), kind=HURT)
    assert toll([hurt], K) is None
    assert toll([hurt], HURT) == Count(9, 9)


def test_a_part_suffered_what_its_group_suffered() -> None:
    made = statement(("19 people", Count(19, 19)), parts=(("seven children", Count(7, 7)),))
    children = toll_of([made], K, lambda group: group.age is not None)
    assert children == Count(7, 7)
    assert toll_of([made], HURT, lambda group: group.age is not None) is None
    assert toll([made], K) == Count(19, 19)


def test_a_number_of_things_counts_nobody() -> None:
    made = statement(("five houses", Count(5, 5)))
    house = Target(made.victims[0].words)
    hit = replace(made, targets=(house,), harms=(replace(made.harms[0], victims=None, target=0),))
    assert toll([hit], K) is None


@pytest.mark.parametrize(
    ("words", "one"),
    [
        ("Ada Venn", True), ("28 year old Omar Lisk", True), ("journalist Omar Lisk", True),
        ("Dr Mira Venn", True), ("Ada", False), ("the Venn family", False), ("People", False),
        ("Saint Ilan Hospital", False), ("two men", False),
    ],
)  # fmt: skip
def test_a_name_alone_is_one_person(words: str, one: bool) -> None:
    made = statement((words, None))
    assert is_one_person(made.victims[0]) is one
