"""Groups of allegations as people decided."""

from __future__ import annotations

from onrecord.link.decided import decided
from onrecord.model.incident import Link


def link(left: str, right: str, score: float) -> Link:
    return Link(left, right, score, ())


CHAIN = (("a", "b", "c"), (link("a", "b", 0.9), link("b", "c", 0.4)))
ALONE = (("d",), ())


def test_without_decisions_nothing_changes():
    assert decided((CHAIN, ALONE), {}) == (CHAIN, ALONE)


def test_two_that_are_not_one_are_parted_at_the_weakest_link():
    assert decided((CHAIN,), {("a", "c"): False}) == (
        (("a", "b"), (link("a", "b", 0.9),)),
        (("c",), ()),
    )


def test_two_that_are_one_are_joined_by_a_link_that_says_so():
    ((members, links),) = decided((CHAIN, ALONE), {("c", "d"): True})
    assert members == ("a", "b", "c", "d")
    assert [each.features for each in links if each.right == "d"] == [(("judgement", 1.0),)]


def test_parting_stands_over_joining():
    groups = decided((CHAIN, ALONE), {("c", "d"): True, ("a", "d"): False})
    assert {tuple(members) for members, _ in groups} == {("a", "b"), ("c", "d")}


def test_an_allegation_that_is_not_linked_any_more_is_passed_over():
    assert decided((CHAIN,), {("a", "x"): True, ("x", "y"): False}) == (CHAIN,)
