"""Numbers of people killed, injured, detained …, and what is no such number."""

from __future__ import annotations

import pytest

from onrecord.lang.fold import fold
from onrecord.lang.numerals import read_number
from onrecord.model.vocab import HarmKind, Unit
from unit.extract.allegation_help import alleged, harms, one, victims


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Five civilians were killed in an airstrike.", [("killed", 5, 5)]),
        ("At least five civilians were killed in an airstrike.", [("killed", 5, None)]),
        ("An airstrike killed more than 20 people.", [("killed", 20, None)]),
        ("An airstrike killed up to 20 people.", [("killed", None, 20)]),
        ("An airstrike killed between 20 and 30 people.", [("killed", 20, 30)]),
        ("An airstrike killed 20-30 people.", [("killed", 20, 30)]),
        ("Shelling killed dozens of people.", [("killed", 24, 99)]),
        ("Shelling killed five or six people.", [("killed", 5, 6)]),
        ("Shelling killed twenty-five people.", [("killed", 25, 25)]),
        ("Shelling killed two hundred and five people.", [("killed", 205, 205)]),
        ("Shelling killed 1,200 people.", [("killed", 1200, 1200)]),
        ("Shelling displaced half a million people.", [("displaced", 500_000, 500_000)]),
        ("Shelling killed about forty people.", [("killed", 40, 40)]),
        ("The attack left 10 dead and 30 wounded.", [("killed", 10, 10), ("injured", 30, 30)]),
        (
            "An airstrike killed three people and injured a dozen others.",
            [("killed", 3, 3), ("injured", 12, 12)],
        ),
        (
            "Shelling of the market, killing two children and their mother.",
            [("killed", 2, 2), ("killed", 1, 1)],
        ),
        ("The bombing caused the death of ten workers.", [("killed", 10, 10)]),
        ("A family of six was killed in the shelling.", [("killed", 6, 6)]),
        ("An airstrike killed a 20-year-old woman.", [("killed", 1, 1)]),
        ("Police detained 14 students.", [("detained", 14, 14)]),
        ("The airstrike destroyed three houses.", [("destroyed", 3, 3)]),
        ("أسفر القصف عن مقتل خمسة مدنيين", [("killed", 5, 5)]),
        ("أسفر القصف عن مقتل ٥ مدنيين وإصابة ١٢ آخرين", [("killed", 5, 5), ("injured", 12, 12)]),
        ("أسفر القصف عن مقتل ما لا يقل عن سبعة أشخاص", [("killed", 7, None)]),
        ("أسفر القصف عن مقتل طفلين وإصابة عشرات", [("killed", 2, 2), ("injured", 20, 99)]),
        ("أسفر القصف عن سقوط قتيلين", [("killed", 2, 2)]),
        ("أسفر القصف عن مقتل خمسة وعشرين شخصا", [("killed", 25, 25)]),
        ("استشهد ثلاثة أشخاص جراء غارة جوية", [("killed", 3, 3)]),
        ("اعتقلت الشرطة أكثر من عشرين طالبا", [("detained", 20, None)]),
        ("غارة جوية أدت إلى إصابة ما بين 20 و30 شخصا", [("injured", 20, 30)]),
    ],
)
def test_numbers_are_ranges_of_the_right_effect(
    text: str, expected: list[tuple[str, int | None, int | None]]
) -> None:
    assert [harm for item in alleged(text) for harm in harms(item)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "An airstrike killed 99999999999 people.",
        "An airstrike killed several people.",
        "An airstrike killed a number of people.",
        "An airstrike killed 3.5 people.",
        "On 12 May 2018 an airstrike killed people.",
        "An airstrike killed people aged 20 to 30.",
        "An airstrike killed many people 12 km from Tamra.",
        "Call +963 11 555 0101 if an airstrike killed people you know.",
        "أسفر القصف عن مقتل عدد من المدنيين",
    ],
)
def test_what_cannot_be_a_number_of_people_is_none(text: str) -> None:
    assert [harm for item in alleged(text) for harm in harms(item)] == []


@pytest.mark.parametrize("number", ["-3", "−3", "10^12"])
def test_a_number_that_cannot_hold_is_kept_as_words_without_ends(number: str) -> None:
    (made,) = alleged(f"An airstrike killed {number} people.")
    (harm,) = made.harms
    assert harm.count is not None
    assert (harm.count.value.low, harm.count.value.high) == (None, None)
    assert harm.count.spans[0].quote == number
    assert [group.words.value for group in made.victims] == [f"{number} people"]


def test_a_part_is_a_group_without_an_effect_of_its_own() -> None:
    item = one("An airstrike killed 19 people, among them seven children.")
    assert harms(item) == [("killed", 19, 19)]
    assert victims(item) == ["19 people", "seven children"]
    assert item.victims[1].count is not None
    assert item.victims[1].count.value.low == 7
    assert item.victims[1].age is not None


def test_an_arabic_part_is_a_group_without_an_effect_of_its_own() -> None:
    item = one("أسفر القصف عن مقتل تسعة مدنيين بينهم طفلان")
    assert harms(item) == [("killed", 9, 9)]
    assert item.victims[1].count is not None
    assert item.victims[1].count.value.low == 2


def test_an_effect_told_twice_is_counted_once() -> None:
    item = one("غارة جوية أسفرت عن سقوط 12 قتيلا")
    assert harms(item) == [("killed", 12, 12)]


def test_stated_absence_of_casualties_is_kept() -> None:
    item = one("The army shelled the market; no casualties were reported.")
    assert [harm.kind for harm in item.harms] == [HarmKind.NO_HARM]


def test_families_are_not_persons() -> None:
    item = one("The militia forcibly displaced forty families.")
    assert item.victims[0].count is not None
    assert item.victims[0].count.value.unit is Unit.FAMILIES


def test_one_number_for_two_effects_is_given_to_neither() -> None:
    item = one("Shelling killed and wounded thirty people.")
    kinds = {harm.kind for harm in item.harms if harm.count}
    assert len(kinds) < 2


def test_sex_and_age_come_from_the_words() -> None:
    item = one("An airstrike killed two girls and an elderly man.")
    assert [(v.age and v.age.value, v.sex and v.sex.value) for v in item.victims] == [
        ("child", "female"),
        ("elderly", "male"),
    ]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("more than three million", 3_000_000, None),
        ("3.5 million", 3_500_000, 3_500_000),
        ("tens of thousands", 20_000, 99_999),
        ("no fewer than 8", 8, None),
        ("fewer than 8", None, 8),
        ("a hundred", 100, 100),
        ("two dozen", 24, 24),
        ("ثلاثمئة وخمسين", 350, 350),
        ("أكثر من ثلاثة ملايين", 3_000_000, None),
        ("خمسة عشر", 15, 15),
        ("مئات", 200, 999),
    ],
)
def test_number_words_are_read(words: str, low: int | None, high: int | None) -> None:
    parts = [part if part[0].isdigit() else fold(part) for part in words.split()]
    number = read_number(parts, 0)
    assert number is not None
    assert (number.low, number.high) == (low, high)
    assert (number.start, number.end) == (0, len(parts))


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("قصفت المدفعية السوق، ما أدى إلى مقتل أحد عشر رجلا", [("killed", 11, 11)]),
        ("قصفت المدفعية السوق، ما أدى إلى مقتل اثنتي عشرة امرأة", [("killed", 12, 12)]),
        ("قصفت المدفعية السوق ومقتل إحدى وعشرين امرأة", [("killed", 21, 21)]),
        ("ستة أشخاص قتلوا في غارة جوية على البلدة", [("killed", 6, 6)]),
        ("كان طفلان قد قُتلا في قصف على القرية", [("killed", 2, 2)]),
        ("أدت الغارة إلى مقتل طالبتين", [("killed", 2, 2)]),
        ("غارة على المشفى: ٧ قتلى و١٩ جريحا", [("killed", 7, 7), ("injured", 19, 19)]),
        ("قُتل 12 شخصا على الأقل في قصف على السوق", [("killed", 12, None)]),
        ("ارتفع عدد قتلى قصف السوق إلى تسعة عشر شخصا", [("killed", 19, 19)]),
        ("The toll of the shelling has risen to 19 from 12.", [("killed", 19, 19)]),
        ("The number of people killed by the shelling reached 31.", [("killed", 31, 31)]),
    ],
)
def test_numbers_of_those_harmed_are_read_in_many_shapes(
    text: str, stated: list[tuple[str, int | None, int | None]]
) -> None:
    assert [harm for item in alleged(text) for harm in harms(item)] == stated


def test_a_sentence_of_harm_joins_the_strike_named_right_before() -> None:
    strike, toll = alleged(
        "A drone of the council struck the school. Two pupils were killed and five injured."
    )
    assert toll.act.value is strike.act.value
    assert [span.quote for span in toll.act.spans] == ["killed", strike.act.spans[0].quote]
    assert harms(toll) == [("killed", 2, 2), ("injured", 5, 5)]


def test_labels_of_a_list_entry_are_its_harms() -> None:
    found = alleged("The hospital was hit by aircraft. Killed: 7. Injured: 19.")
    assert [harm for item in found for harm in harms(item)] == [
        ("killed", 7, 7),
        ("injured", 19, 19),
    ]


def test_part_of_the_dead_is_no_number_of_dead() -> None:
    found = alleged("Shelling hit the market. He said four of the dead were children.")
    assert [harm for item in found for harm in harms(item)] == []


def test_wounds_that_people_died_of_are_no_second_injury() -> None:
    found = alleged("Jets bombed the clinic. Four patients died of their wounds.")
    assert [harm for item in found for harm in harms(item)] == [("killed", 4, 4)]


@pytest.mark.parametrize(
    "text",
    [
        "Four patients died of their wounds.",
        "Two children died of cold last week.",
        "They count the dead who reached a hospital.",
        "The total in the last report (22 killed) is withdrawn.",
        "An earlier figure of seven dead was withdrawn.",
        "Place Killed Injured",
        "Attacks on health care",
        "الاعتداءات على المرافق الصحية",
        "1. Attacks on schools",
        "وصل جنود المجلس إلى القرية فجر الأربعاء",
        "وصلوا قبل الفجر",
    ],
)
def test_a_toll_a_label_or_a_time_is_no_allegation_of_its_own(text: str) -> None:
    assert alleged(text) == []


def test_a_toll_in_another_item_of_a_list_joins_no_strike() -> None:
    (strike,) = alleged("- Jets bombed a bakery in Tamra.\n- Three people died in Velka.")
    assert strike.act.spans[0].quote == "bombed"


def test_houses_burn_down_and_people_are_hurt() -> None:
    item = one("The soldiers burned at least 14 houses.")
    assert harms(item) == [("destroyed", 14, None)]


def test_a_number_that_was_taken_back_is_no_harm() -> None:
    found = alleged("Jets bombed the clinic. The figure of seven dead was withdrawn on 4 June.")
    assert [harm for item in found for harm in harms(item)] == []
