"""Statements of one document that speak of an act told before in it."""

from dataclasses import replace

import pytest

from factories import allegation, attribution, claim, document, on, place, words
from onrecord.link.incidents import link
from onrecord.model.document import Anchored
from onrecord.model.vocab import Act, HarmKind, Modality, TargetCategory
from onrecord.model.when import Count
from onrecord.resolve.parties import parties

DAY = ("4 May", on("2031-05-04"))
LATER = ("9 May", on("2031-05-09"))
HOSPITAL = TargetCategory.MEDICAL_FACILITY


class Report:
    """One document, each line of which is a claim with one allegation."""

    def __init__(self, body):
        self.doc = document(body)
        self.claims, self.told = [], []

    def tell(self, line, *, of=None, **facts):
        said = claim(self.doc, line, by=attribution(self.doc))
        made = allegation(self.doc, said, **facts)
        if of is not None:
            spans = (*made.act.spans, words(self.doc, of))
            made = replace(made, act=Anchored(made.act.value, spans))
        self.claims.append(said)
        self.told.append(made)
        return made.id


def groups(*reports, places=("Orm", "Varn")):
    docs = tuple(report.doc for report in reports)
    claims = tuple(said for report in reports for said in report.claims)
    told = tuple(made for report in reports for made in report.told)
    named = [place(label, *docs) for label in places]
    incidents = link(docs, claims, told, parties(docs, claims, told), tuple(named)).incidents
    return {frozenset(incident.members): incident for incident in incidents}


def test_a_harm_whose_words_name_the_act_joins_it_without_date_and_place():
    report = Report(
        "Orm was bombed on 4 May.\nThe mill is destroyed.\nNine were killed, staff say."
    )
    act = report.tell("Orm was bombed on 4 May.", when=DAY, where="Orm",
                      act=Act.AIRSTRIKE, act_words="bombed")  # fmt: skip
    mill = report.tell("The mill is destroyed.", act=Act.AIRSTRIKE, act_words="destroyed",
                       of="bombed", harms=((HarmKind.DESTROYED, "destroyed", None),))  # fmt: skip
    dead = report.tell("Nine were killed, staff say.", act=Act.AIRSTRIKE, act_words="killed",
                       of="destroyed",
                       harms=((HarmKind.KILLED, "killed", Count(9, 9)),))  # fmt: skip
    assert set(groups(report)) == {frozenset((act, mill, dead))}


def test_without_words_that_name_the_act_a_harm_stays_apart():
    report = Report("Orm was bombed on 4 May.\nVarn was bombed on 9 May.\nNine were killed.")
    told = [
        report.tell("Orm was bombed on 4 May.", when=DAY, where="Orm", act_words="bombed"),
        report.tell("Varn was bombed on 9 May.", when=LATER, where="Varn", act_words="bombed",
                    nth=1),
        report.tell("Nine were killed.", act_words="killed",
                    harms=((HarmKind.KILLED, "killed", Count(9, 9)),)),
    ]  # fmt: skip
    assert set(groups(report)) == {frozenset((one,)) for one in told}


def test_a_later_date_of_a_harm_is_not_the_date_of_the_act():
    report = Report("Orm was bombed on 4 May.\nThey gave nine dead on 9 May.")
    act = report.tell("Orm was bombed on 4 May.", when=DAY, where="Orm", act_words="bombed")
    dead = report.tell("They gave nine dead on 9 May.", when=LATER, act_words="dead", of="bombed",
                       harms=((HarmKind.KILLED, "dead", Count(9, 9)),))  # fmt: skip
    found = groups(report)
    assert set(found) == {frozenset((act, dead))}
    (incident,) = found.values()
    assert incident.when == DAY[1]
    assert [a.value for a in incident.agreements if a.field == "when"] == ["2031-05-04"]


def test_another_act_that_names_an_earlier_one_keeps_its_own_date():
    report = Report("Orm was bombed on 4 May.\nOn 9 May it was struck.")
    act = report.tell("Orm was bombed on 4 May.", when=DAY, where="Orm", act_words="bombed")
    other = report.tell("On 9 May it was struck.", when=LATER, act_words="struck", of="bombed")
    assert set(groups(report)) == {frozenset((act,)), frozenset((other,))}


def test_words_that_name_two_acts_join_neither():
    report = Report("Orm and Varn were bombed on 4 May.\nNine were killed.")
    line = "Orm and Varn were bombed on 4 May."
    one = report.tell(line, when=DAY, where="Orm", act_words="bombed")
    two = report.tell(line, when=DAY, where="Varn", act_words="bombed")
    dead = report.tell("Nine were killed.", act_words="killed", of="bombed",
                       harms=((HarmKind.KILLED, "killed", Count(9, 9)),))  # fmt: skip
    assert frozenset((dead,)) in groups(report)
    assert len({one, two, dead}) == 3


@pytest.mark.parametrize(
    ("line", "target", "joins"),
    [
        ("They accuse them of attacking the hospital.", "the hospital", True),
        ("They accuse them of attacking another hospital.", "another hospital", False),
        ("They accuse them of attacking the hospital again.", "the hospital", False),
        ("They accuse them of attacking the clinic.", "the clinic", False),
    ],
)
def test_a_definite_target_told_once_is_the_same_target(line, target, joins):
    report = Report(f"Lem Hospital in Orm was bombed on 4 May.\n{line}")
    act = report.tell("Lem Hospital in Orm was bombed on 4 May.", when=DAY, where="Orm",
                      act=Act.AIRSTRIKE, act_words="bombed",
                      targets=(("Lem Hospital", HOSPITAL),))  # fmt: skip
    more = report.tell(line, act=Act.UNSPECIFIED_ATTACK, act_words="attacking",
                       targets=((target, HOSPITAL),))  # fmt: skip
    assert (frozenset((act, more)) in groups(report)) is joins


def test_a_definite_target_among_two_of_its_kind_joins_neither():
    report = Report(
        "Lem Hospital in Orm was bombed on 4 May.\nTal Hospital in Varn was bombed on 9 May.\n"
        "They accuse them of attacking the hospital."
    )
    for nth, (name, town, day) in enumerate((("Lem", "Orm", DAY), ("Tal", "Varn", LATER))):
        line = f"{name} Hospital in {town} was bombed on {day[0]}."
        report.tell(line, when=day, where=town, act=Act.AIRSTRIKE, act_words="bombed", nth=nth,
                    targets=((f"{name} Hospital", HOSPITAL),))  # fmt: skip
    report.tell("They accuse them of attacking the hospital.", act=Act.UNSPECIFIED_ATTACK,
                act_words="attacking", targets=(("the hospital", HOSPITAL),))  # fmt: skip
    assert len(groups(report)) == 3


def test_the_one_place_a_claim_names_speaks_for_its_act_with_a_further_agreement():
    def count(line, **facts):
        one = Report("Orm: the fish market was shelled on 4 May.")
        one.tell("Orm: the fish market was shelled on 4 May.", when=DAY, where="Orm",
                 targets=(("the fish market", TargetCategory.MARKET),))  # fmt: skip
        two = Report(line)
        two.tell(line, when=DAY, **facts)
        return len(groups(one, two))

    market = {"targets": (("the fish market", TargetCategory.MARKET),)}
    assert count("The figure for Orm: the fish market, shelled on 4 May.", **market) == 1
    assert count("The figure for Orm: shelled on 4 May.") == 2
    assert count("The figures for Orm, Varn: the fish market, shelled on 4 May.", **market) == 2
    assert count("The figure for Varn: the fish market, shelled on 4 May.", **market) == 2


def test_a_denial_that_names_an_act_answers_that_act_alone():
    report = Report("Orm was shelled on 4 May.\nVarn was shelled on 9 May.\nNobody was killed.")
    one = report.tell("Orm was shelled on 4 May.", when=DAY, where="Orm")
    two = report.tell("Varn was shelled on 9 May.", when=LATER, where="Varn", nth=1)
    denied = report.tell("Nobody was killed.", act_words="killed", of="shelled on 9 May",
                         modality=Modality.DENIED)  # fmt: skip
    found = groups(report)
    assert found[frozenset((one,))].disputing == ()
    assert found[frozenset((two,))].disputing == (denied,)


def test_a_denial_of_what_is_only_feared_answers_nothing():
    report = Report("Orm was shelled on 4 May.\nVarn may be attacked.\nNobody should be displaced.")
    one = report.tell("Orm was shelled on 4 May.", when=DAY, where="Orm")
    report.tell("Varn may be attacked.", where="Varn", act_words="attacked",
                modality=Modality.FEARED)  # fmt: skip
    report.tell("Nobody should be displaced.", act_words="displaced", of="attacked",
                modality=Modality.DENIED)  # fmt: skip
    assert groups(report)[frozenset((one,))].disputing == ()


def test_a_place_name_that_is_a_party_is_no_place_of_the_act():
    def count(line, speaker):
        one = Report("Orm: the fish market was shelled on 4 May.")
        one.tell("Orm: the fish market was shelled on 4 May.", when=DAY, where="Orm",
                 targets=(("the fish market", TargetCategory.MARKET),))  # fmt: skip
        two = Report(line)
        said = claim(two.doc, line, by=attribution(two.doc, speaker))
        two.claims.append(said)
        market = (("the fish market", TargetCategory.MARKET),)
        two.told.append(allegation(two.doc, said, when=DAY, targets=market))
        return len(groups(one, two))

    assert count("Eastern Orm say the fish market was shelled on 4 May.", "Eastern Orm") == 2
    assert count("Men of Orm say the fish market was shelled on 4 May.", "Men of Orm") == 1
