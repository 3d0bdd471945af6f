"""Alleged perpetrators and those acted upon are never exchanged; status follows the wording."""

from __future__ import annotations

import pytest

from onrecord.extract.allegations import allegations
from onrecord.model.vocab import ClaimStatus, Form
from unit.extract.allegation_help import (
    actors,
    alleged,
    claim,
    document,
    names,
    one,
    targets,
    victims,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("The Orlan army shelled the village.", ["The Orlan army"]),
        ("The village was shelled by the Orlan army.", ["the Orlan army"]),
        ("The village shelled by the Orlan army lies in the north.", ["the Orlan army"]),
        ("The village was shelled on Monday, at dawn, by the Orlan army.", ["the Orlan army"]),
        ("The shelling of the village by the Orlan army went on.", ["the Orlan army"]),
        ("The Orlan army's shelling of the village went on.", ["The Orlan army"]),
        ("Rebel shelling hit the village.", ["Rebel"]),
        ("The Orlan army carried out an attack on the village.", ["The Orlan army"]),
        ("An attack on the village was carried out by the Orlan army.", ["the Orlan army"]),
        ("The Orlan army and the Tamar Front shelled the village.",
         ["The Orlan army", "the Tamar Front"]),
        ("The army, the police and the Tamar Front shelled the village.",
         ["The army", "the police", "the Tamar Front"]),
        ("Bombing campaign by the Orlan and Tamar forces against civilians.",
         ["the Orlan", "Tamar forces"]),
        ("He accused the Tamar Front of shelling the village.", ["the Tamar Front"]),
        ("The Tamar Front was accused of shelling the village.", ["The Tamar Front"]),
        ("They blamed the Tamar Front for the attack on the village.", ["the Tamar Front"]),
        ("The attack on the village was blamed on the Tamar Front.", ["the Tamar Front"]),
        ("Gunmen who attacked the bus fled.", ["Gunmen"]),
        ("The army continued to shell the village.", ["The army"]),
        ("Orland is targeting civilians.", ["Orland"]),
        ("The village was shelled.", []),
        ("They shelled the village.", []),
        ("He shot the farmer.", []),
        ("A car bomb killed four people.", []),
        ("An airstrike hit the school.", []),
        ("Shells hit the school.", []),
        ("The town was shelled by night.", []),
        ("قصفت قوات أورلان قرية الزهراء", ["قوات أورلان"]),
        ("قوات أورلان قصفت قرية الزهراء", ["قوات أورلان"]),
        ("قصف قوات أورلان لمدينة الزهراء", ["قوات أورلان"]),
        ("تعرضت القرية لقصف من قبل قوات أورلان", ["قوات أورلان"]),
        ("تعرضت القرية للقصف", []),
        ("مقتل 33 مدنيا بينهم 8 أطفال على يد قوات أورلان", ["قوات أورلان"]),
        ("اعتقال 20 مدنيا بينهم 3 نساء من قبل قوات أورلان", ["قوات أورلان"]),
        ("قصف مدفعي نفذته قوات أورلان على القرية", ["قوات أورلان"]),
        ("أطلق قناص النار على طفل", ["قناص"]),
        ("أعلنت الجبهة مسؤوليتها عن تفجير سيارة مفخخة", ["الجبهة"]),
        ("Highway soldiers killed two reporters in two shootings.", ["Highway soldiers"]),
        ("Orlan Road Front [ORF] fighters blew up a bridge.", ["Orlan Road Front [ORF] fighters"]),
        ("اعتقلت الشرطة ثلاثة طلاب", ["الشرطة"]),
    ],
)  # fmt: skip
def test_the_alleged_perpetrator_is_the_one_who_acts(text: str, agents: list[str]) -> None:
    found = alleged(text)
    assert found
    assert actors(found[0]) == agents


@pytest.mark.parametrize(
    ("text", "harmed"),
    [
        ("Soldiers killed two farmers.", ["two farmers"]),
        ("Two farmers were killed by soldiers.", ["Two farmers"]),
        ("Farmers killed two soldiers.", ["two soldiers"]),
        ("Two soldiers were killed by farmers.", ["Two soldiers"]),
        ("The killing of two farmers by soldiers shocked the valley.", ["two farmers"]),
        ("Police detained Omar Velk and his brother.", ["Omar Velk", "his brother"]),
        ("Omar Velk was detained by police.", ["Omar Velk"]),
        ("A priest, who was kidnapped by armed men, was found.", ["A priest"]),
        ("Gunmen shot dead a judge.", ["a judge"]),
        ("اعتقلت الشرطة ثلاثة طلاب", ["ثلاثة طلاب"]),
        ("أعدم مسلحون خمسة أسرى", ["خمسة أسرى"]),
    ],
)
def test_those_harmed_are_never_those_who_act(text: str, harmed: list[str]) -> None:
    found = alleged(text)
    assert found
    assert victims(found[0]) == harmed
    assert not set(victims(found[0])) & set(actors(found[0]))


def test_exchanged_parties_give_exchanged_roles() -> None:
    first = one("The Orlan army attacked the camp of the Tamar Front.")
    second = one("The Tamar Front attacked the camp of the Orlan army.")
    assert actors(first) == ["The Orlan army"]
    assert actors(second) == ["The Tamar Front"]
    assert targets(first) == ["the camp of the Tamar Front"]
    assert first.perpetrators[0].status == second.perpetrators[0].status


@pytest.mark.parametrize(
    ("text", "words", "speaker", "role", "status"),
    [
        ("Omar said the army shelled the village.", "the army shelled the village", "Omar", None,
         ClaimStatus.ACCUSED),
        ("The ministry said the Tamar Front shelled the village.",
         "the Tamar Front shelled the village", "The ministry", None,
         ClaimStatus.ACCUSED_BY_AUTHORITY),
        ("Velk, a prosecutor, said the Tamar Front shelled the village.",
         "the Tamar Front shelled the village", "Velk", "a prosecutor",
         ClaimStatus.ACCUSED_BY_AUTHORITY),
        ("The Tamar Front said Tamar fighters shelled the village.",
         "Tamar fighters shelled the village", "The Tamar Front", None,
         ClaimStatus.CLAIMED_OR_ADMITTED),
        ("Omar said the army had possibly shelled the village.",
         "the army had possibly shelled the village", "Omar", None, ClaimStatus.POSSIBLE),
    ],
)  # fmt: skip
def test_the_status_of_an_actor_follows_the_speaker(
    text: str, words: str, speaker: str, role: str | None, status: ClaimStatus
) -> None:
    of = document(text)
    made = claim(of, words, speaker=speaker, role=role)
    assert made.attribution.form is Form.INDIRECT
    (found,) = allegations(of, (made,), (), ())
    assert [actor.status for actor in found.perpetrators] == [status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The army shelled the village.", ClaimStatus.REPORTED_AS_FACT),
        ("The army allegedly shelled the village.", ClaimStatus.ACCUSED),
        ("The army may have shelled the village.", ClaimStatus.POSSIBLE),
        ("The Tamar Front claimed responsibility for the attack on the village.",
         ClaimStatus.CLAIMED_OR_ADMITTED),
        ("The army was acquitted of shelling the village.", ClaimStatus.ACQUITTED),
    ],
)  # fmt: skip
def test_the_status_of_an_actor_follows_the_wording(text: str, status: ClaimStatus) -> None:
    found = one(text)
    assert {actor.status for actor in found.perpetrators} <= {status}
    if status is not ClaimStatus.ACQUITTED:
        assert found.perpetrators


def test_an_adjective_of_place_names_the_agent_of_an_act() -> None:
    of = document("Orlan airstrikes hit the market of Velka.")
    adjectives = names(of, "Orlan", kind="adjective")
    (found,) = allegations(of, (claim(of),), (), (*adjectives, *names(of, "Velka")))
    assert actors(found) == ["Orlan"]
    assert [place.value for place in found.where] == ["Velka"]


@pytest.mark.parametrize(
    ("text", "places", "expected"),
    [
        ("The army shelled Velka.", ("Velka",), ["Velka"]),
        ("In Velka, the army shelled a school.", ("Velka",), ["Velka"]),
        ("Shelling hit a school in Velka, north of Orsa.", ("Velka", "Orsa"), ["Velka", "Orsa"]),
        ("The government of Orland shelled Velka.", ("Orland", "Velka"), ["Velka"]),
        ("Velka said the army shelled a school.", ("Velka",), []),
        ("قصفت قوات الحكومة بلدة الزهراء", ("الزهراء",), ["الزهراء"]),
        ("قصف مدفعي على مدرسة في الزهراء", ("الزهراء",), ["الزهراء"]),
    ],
)
def test_places_need_a_sign_that_they_say_where(
    text: str, places: tuple[str, ...], expected: list[str]
) -> None:
    assert [place.value for place in one(text, *places).where] == expected


@pytest.mark.parametrize(
    "text",
    [
        "We could not establish who fired on the market.",
        "Nobody shot the shepherd.",
        "If the silos were hit, the town would have no bread.",
        "Nine men were killed by a mine on the road.",
        "Rubble and dust blocked aid convoys.",
        "No group attacked the warehouse.",
        "The attack on the clinic was confirmed by a spokesman of the front.",
        "Government affairs came first before the attack on the town.",
        "أحرقوا الأربعاء منازل القرية",
        "اعتقلت أحد عشر رجلا من القرية",
        "ونهبوا يوم الخميس السوق",
    ],
)
def test_what_names_no_actor_makes_no_perpetrator(text: str) -> None:
    assert [name for item in alleged(text) for name in actors(item)] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nine men were killed by a mine laid by the Orra Front.", ["the Orra Front"]),
        ("Council rockets hit the market, said Orra rockets hit it too.", ["Council"]),
        ("The council's riflemen shelled Tamra.", ["The council's riflemen"]),
        ("The valley league besieged the town.", ["The valley league"]),
        ("Its planes had “destroyed” a store used by armed men.", ["Its planes"]),
        ("جاء جنود الحكومة وأحرقوا بيت جاري", ["جنود الحكومة"]),
        ("قالت الوزارة إن قواتها استهدفت السوق", ["قواتها"]),
        ("اقتحم مسلحون من الجبهة القرية", ["مسلحون من الجبهة"]),
        ("مجموعة من الجبهة هي التي أحرقت المحاصيل", ["مجموعة من الجبهة"]),
        ("الحصار الذي تفرضه الجبهة وحرس الحدود", ["الجبهة وحرس الحدود"]),
        ("إن مسلحين من الجبهة دخلوا القرية ونهبوا القوارب", ["مسلحين من الجبهة"]),
        ("نهبت الجبهة مستودع القرية", ["الجبهة"]),
    ],
)
def test_an_actor_is_named_in_many_shapes(text: str, names: list[str]) -> None:
    assert [name for item in alleged(text) for name in actors(item)][: len(names)] == names


def test_an_acronym_with_points_is_one_word() -> None:
    item = one("Rebels attacked the U.S. embassy in Velka.")
    assert targets(item) == ["the U.S. embassy"]
