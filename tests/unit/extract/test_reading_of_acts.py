"""What is read around an act: the whole of a nameless sentence, its date, whom a cue blames."""

from __future__ import annotations

import pytest

from onrecord.extract.allegations import allegations
from onrecord.extract.claims import claims
from onrecord.extract.times import times
from onrecord.model.allegation import Allegation
from onrecord.model.vocab import Act, HarmKind
from unit.extract.allegation_help import document


def read(text: str, *, year: int | None = None) -> list[Allegation]:
    of = document(text, year=year)
    found = allegations(of, claims(of), times(of), ())
    return sorted(found, key=lambda one: one.act.spans[0].start)


def test_a_nameless_statement_is_read_with_the_words_before_and_behind_its_cue() -> None:
    text = "On 8 May 2031, army aircraft were reported to have carried out an airstrike on a mill."
    (made,) = read(text)
    assert [actor.name.value for actor in made.perpetrators] == ["army aircraft"]
    assert made.when is not None
    assert str(made.when.value.earliest) == "2031-05-08"


def test_the_day_of_publication_is_not_that_of_the_act() -> None:
    text = "Five people were killed in an airstrike. Names are in a list released on 9 May 2031."
    assert all(made.when is None for made in read(text))


def test_an_age_is_no_time_of_an_act() -> None:
    (made,) = read("On 8 May 2031 Ada Venn (35 years old) was killed in an airstrike (at home).")
    assert made.when is not None
    assert str(made.when.value.earliest) == "2031-05-08"


@pytest.mark.parametrize(
    "text",
    [
        "The photo captured her smile.",
        "The video, shot from a roof, shows the yard.",
        "Fires can be seen burning behind the wall.",
    ],
)
def test_pictures_and_fires_are_no_act(text: str) -> None:
    assert read(text) == []


def test_those_reported_killed_are_no_perpetrators() -> None:
    made = read("Ada Venn and Omar Lisk were also reported killed in the shelling.")
    assert [actor for one in made for actor in one.perpetrators] == []


def test_who_died_did_not_do_it() -> None:
    made = read("The army shelled the mill. Ada Venn died together with her daughter.")
    assert [a.name.value for one in made for a in one.perpetrators] == ["The army"]


def test_an_alternative_is_tied_to_the_act_it_stands_beside() -> None:
    first, second = read("An airstrike or drone strike hit the mill of Orm.")
    assert (first.act.value, second.act.value) == (Act.AIRSTRIKE, Act.DRONE_STRIKE)
    assert second.rule == "alternative"
    assert second.act.spans[1] == first.act.spans[0]


def test_an_age_behind_a_name_counts_nobody() -> None:
    made = read("His wife, Mira Ada Venn, 21 were also killed in the airstrike.")
    counts = [h.count for one in made for h in one.harms if h.kind is HarmKind.KILLED and h.count]
    assert all(count.value.low != 21 for count in counts)


def test_parts_end_at_their_comma() -> None:
    text = (
        "16 people were killed in shelling, including two boys and six women, "
        "and nine others were injured."
    )
    counts = {
        (harm.kind, harm.count.value.low) for one in read(text) for harm in one.harms if harm.count
    }
    assert counts == {(HarmKind.KILLED, 16), (HarmKind.INJURED, 9)}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Fighters of the Reed Column took an ambulance near the mill.", Act.PILLAGE),
        ("A patient took an ambulance to the mill.", None),
        ("The Hill Army has blocked the northern road since May.", Act.SIEGE_BLOCKADE),
        ("Snow has blocked the northern road since May.", None),
        ("Guards stopped four food trucks at the bridge.", Act.OBSTRUCTION_OF_AID),
        ("Soldiers forced them to leave.", Act.FORCED_DISPLACEMENT),
        ("ضربونا بالعصي وسألونا عنهم", Act.TORTURE),
        ("رأيت ثلاثة جنود يحرقون بيت جاري", Act.ARSON),
    ],
)
def test_some_acts_are_known_by_what_stands_beside_the_verb(text: str, act: Act | None) -> None:
    assert [made.act.value for made in read(text)] == ([act] if act else [])


@pytest.mark.parametrize(
    "text",
    [
        "The mayor blamed the Reed Column for the shelling of the mill.",
        "The mayor accused the Reed Column of shelling the mill.",
        "The mayor held the Reed Column responsible for the attack on the mill.",
    ],
)
def test_whom_the_cue_of_a_claim_blames_is_the_alleged_perpetrator(text: str) -> None:
    (made,) = read(text)
    assert [actor.name.value for actor in made.perpetrators] == ["the Reed Column"]
