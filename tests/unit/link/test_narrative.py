"""What a document goes on telling of one act is one alleged incident; what sets it apart stays."""

import pytest

from onrecord.model.vocab import Act, HarmKind, TargetCategory
from onrecord.model.when import Count
from unit.link.test_antecedents import DAY, LATER, Report, groups

LEAD = "Orm was bombed on 4 May."
FIVE = ((HarmKind.KILLED, "killed", Count(5, 5)),)
SCHOOL = (("the school", TargetCategory.SCHOOL),)


def joins(line, *, lead=LEAD, lead_facts=None, before="", places=("Orm", "Varn"), **facts):
    """Whether a statement goes on telling what the first line tells."""
    report = Report(f"{before}{lead}\n{line}")
    told = {"when": DAY, "where": "Orm", "act": Act.AIRSTRIKE, "act_words": "bombed"}
    first = report.tell(lead, **{**told, **(lead_facts or {})})
    second = report.tell(line, **facts)
    return frozenset((first, second)) in groups(report, places=places)


@pytest.mark.parametrize(
    ("line", "facts", "joined"),
    [
        ("The strike came without warning.", {"act_words": "strike"}, True),
        ("Five were killed in the deadly strike.", {"act_words": "strike", "harms": FIVE}, True),
        ("A strike killed five people.", {"act_words": "strike", "harms": FIVE}, True),
        ("The Hill Army bombs people.", {"act_words": "bombs", "by": "The Hill Army"}, False),
        ("Another strike killed five people.", {"act_words": "strike", "harms": FIVE}, False),
        ("A strike killed five on 9 May.", {"act_words": "strike", "harms": FIVE, "when": LATER},
         False),
        ("A strike on Varn killed five.", {"act_words": "strike", "harms": FIVE, "where": "Varn"},
         False),
        ("The strike on Varn killed five.", {"act_words": "strike", "harms": FIVE, "where": "Varn"},
         False),
        ("Five were killed and beheaded.", {"act_words": "beheaded", "harms": FIVE,
                                            "act": Act.TORTURE}, False),
    ],
)  # fmt: skip
def test_a_statement_without_day_and_place_goes_on_telling(line, facts, joined):
    facts = {"act": Act.AIRSTRIKE, **facts}
    assert joins(line, **facts) is joined


def test_another_side_blamed_tells_of_another_act_unless_the_words_point_back():
    lead = "On 4 May the Hill Army bombed Orm."
    blamed = {"lead": lead, "lead_facts": {"by": "the Hill Army"}, "act_words": "strike"}
    assert not joins("A strike by Reed gunmen killed five.", harms=(
        (HarmKind.KILLED, "killed", Count(5, 5)),), by="Reed gunmen", **blamed)  # fmt: skip
    assert joins("The strike was the work of Reed gunmen.", by="Reed gunmen", **blamed)


def test_a_statement_that_could_mean_two_acts_joins_neither():
    report = Report(f"{LEAD}\nVarn was bombed on 9 May.\nThe strike killed five.")
    report.tell(LEAD, when=DAY, where="Orm", act_words="bombed")
    report.tell("Varn was bombed on 9 May.", when=LATER, where="Varn", act_words="bombed", nth=1)
    last = report.tell("The strike killed five.", act_words="strike", harms=FIVE)
    assert frozenset((last,)) in groups(report)


def test_a_person_named_again_is_of_the_same_act():
    lead = "Orm was bombed on 4 May, and Ada Mira Venn was killed."
    named = (("Ada Mira Venn", None),)
    facts = {"lead": lead, "lead_facts": {"victims": named}, "act": Act.UNSPECIFIED_ATTACK}
    assert joins("They mourn a killing: Ada Venn.", act_words="killing",
                 victims=(("Ada Venn", None),), **facts)  # fmt: skip
    assert not joins("They mourn a killing: Omar Lisk.", act_words="killing",
                     victims=(("Omar Lisk", None),), **facts)  # fmt: skip


def test_two_things_hit_in_an_undated_report_stay_two():
    lead = "Orm was bombed."
    facts = {"lead": lead, "lead_facts": {"when": None}, "act_words": "bombed", "nth": 1}
    assert not joins("They bombed the school.", targets=SCHOOL, act=Act.AIRSTRIKE, **facts)


@pytest.mark.parametrize(
    ("mark", "apart"), [("- ", True), ("2) ", True), ("٣. ", True), ("", False)]
)
def test_entries_of_a_list_each_with_a_day_and_place_are_as_many_acts(mark, apart):
    lines = [f"{mark}On 4 May Orm was bombed by {who}." for who in ("Hill men", "reed men")]
    report = Report("\n".join(lines))
    told = [
        report.tell(line, when=DAY, where="Orm", act=Act.AIRSTRIKE, act_words="bombed", nth=n)
        for n, line in enumerate(lines)
    ]
    assert (len(groups(report)) == len(told)) is apart
