"""Which words are taken for names of places."""

from __future__ import annotations

import pytest

from onrecord.extract.places import place_mentions
from onrecord.model.entity import PlaceMention
from onrecord.model.vocab import PlaceLevel
from onrecord.resolve.gazetteer import SqliteGazetteer
from place_help import paragraphs


def _mentions(gazetteer: SqliteGazetteer, text: str) -> tuple[PlaceMention, ...]:
    return place_mentions(paragraphs(text), gazetteer)


def _names(gazetteer: SqliteGazetteer, text: str) -> list[str]:
    return [m.span.quote for m in _mentions(gazetteer, text) if m.kind == "name"]


def _of(gazetteer: SqliteGazetteer, text: str, name: str) -> PlaceMention:
    return next(m for m in _mentions(gazetteer, text) if m.span.quote == name)


def test_each_name_of_a_list_is_one_mention(gazetteer: SqliteGazetteer) -> None:
    text = "Aleppo, eastern Ghouta, Darayya, Homs, Qalmoun and Dara’a were shelled."
    assert _names(gazetteer, text) == [
        "Aleppo",
        "eastern Ghouta",
        "Darayya",
        "Homs",
        "Qalmoun",
        "Dara’a",
    ]


@pytest.mark.parametrize(
    "text",
    ["Paris Hilton sang.", "Jordan said he left.", "Victoria smiled.", "Mr. London left early."],
)
def test_persons_are_no_places(gazetteer: SqliteGazetteer, text: str) -> None:
    assert _names(gazetteer, text) == []


def test_a_town_and_its_state_are_two_names(gazetteer: SqliteGazetteer) -> None:
    assert _names(gazetteer, "He moved to Paris, Texas.") == ["Paris", "Texas"]


def test_adjectives_are_kept_apart(gazetteer: SqliteGazetteer) -> None:
    found = _mentions(gazetteer, "The Syrian army and Russian jets left.")
    assert [(m.span.quote, m.kind) for m in found] == [
        ("Syrian", "adjective"),
        ("Russian", "adjective"),
    ]


def test_a_name_inside_another_name_is_marked(gazetteer: SqliteGazetteer) -> None:
    assert _of(gazetteer, "Idlib Health Directorate closed.", "Idlib").kind == "inside"


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("A house in the Sheikh Xeria neighbourhood burned.", "Sheikh Xeria", PlaceLevel.QUARTER),
        ("Shells fell near the Yarmouk Mosque.", "Yarmouk Mosque", PlaceLevel.SITE),
        ("A car burned on al-Xeria Street.", "al-Xeria Street", PlaceLevel.SITE),
        ("A bus was hit at the Olmar junction.", "Olmar junction", PlaceLevel.SITE),
        ("Police of Xeria County came.", "Xeria County", PlaceLevel.DISTRICT),
        (
            "Shells fell on Nabd al-Hayat hospital in Hass.",
            "Nabd al-Hayat hospital",
            PlaceLevel.SITE,
        ),
    ],
)
def test_names_no_gazetteer_knows_are_found_by_their_shape(
    gazetteer: SqliteGazetteer, text: str, name: str, level: PlaceLevel
) -> None:
    mention = _of(gazetteer, text, name)
    assert (mention.kind, mention.level) == ("name", level)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Idlib-based group left.", "Idlib", "name"),
        ("An Aleppo man was wounded.", "Aleppo", "name"),
        ("The Ohio Supreme Court ruled.", "Ohio", "inside"),
        ("Sen. Ada Venn, R-Texas, spoke.", "Texas", "name"),
    ],
)
def test_words_joined_to_a_name_leave_the_name(
    gazetteer: SqliteGazetteer, text: str, name: str, kind: str
) -> None:
    assert _of(gazetteer, text, name).kind == kind


def test_the_last_name_of_somebody_named_is_no_place(gazetteer: SqliteGazetteer) -> None:
    text = "Nadir Trapani, 34, fled. Witnesses told Trapani of the shells that fell near Trapani."
    assert [m.span.start for m in _mentions(gazetteer, text) if m.kind == "name"] == [
        text.rindex("Trapani")
    ]


def test_one_town_in_three_scripts_in_one_sentence_is_named_in_each_that_is_read(
    gazetteer: SqliteGazetteer,
) -> None:
    text = "Shells fell in Aleppo (مدينة حلب, Алеппо) in Syria."
    assert _names(gazetteer, text) == ["Aleppo", "حلب", "Syria"]


@pytest.mark.parametrize(
    ("text", "name", "relation", "km"),
    [
        ("a farm 5 km south of Saraqib burned", "Saraqib", "5 km south of", 5.0),
        ("shells fell in rural Hama today", "Hama", "rural", None),
        ("the outskirts of Ariha burned", "Ariha", "the outskirts of", None),
        ("camps in northern Syria flooded", "Syria", "northern", None),
        ("قصف جنوب حلب", "حلب", "جنوب", None),
    ],
)
def test_words_that_make_it_another_place_are_kept(
    gazetteer: SqliteGazetteer, text: str, name: str, relation: str, km: float | None
) -> None:
    mention = _of(gazetteer, text, name)
    assert mention.relation is not None
    assert mention.relation.quote == relation
    assert mention.distance_km == km


def test_a_cue_makes_an_unknown_name_a_place_of_its_kind(gazetteer: SqliteGazetteer) -> None:
    assert _of(gazetteer, "the village of Qeshmira", "Qeshmira").level is PlaceLevel.VILLAGE
    assert _of(gazetteer, "قصفت قرية قشميرة", "قشميرة").level is PlaceLevel.VILLAGE
    assert "Qeshmira" in _names(gazetteer, "A shell fell in Qeshmira, witnesses said.")


def test_a_named_facility_is_a_site(gazetteer: SqliteGazetteer) -> None:
    text = "Bombs hit Nabd al-Qamar hospital in Syria."
    assert _of(gazetteer, text, "Nabd al-Qamar hospital").level is PlaceLevel.SITE


def test_arabic_names_are_found_behind_their_cues(gazetteer: SqliteGazetteer) -> None:
    text = "قصفت طائرات بلدة سرمين بريف إدلب ومدينة معرة النعمان، وقتل مدنيون في الأتارب ودوما"
    assert _names(gazetteer, text) == ["سرمين", "إدلب", "معرة النعمان", "الأتارب", "دوما"]


def test_common_words_at_the_head_of_a_sentence_are_no_places(
    gazetteer: SqliteGazetteer,
) -> None:
    assert _names(gazetteer, "Police came. Most left. Nice day. Reading helps. Of course.") == []


def test_mentions_are_in_order_and_do_not_overlap(gazetteer: SqliteGazetteer) -> None:
    found = _mentions(gazetteer, "Aleppo, Homs and the village of Xeria near Hama in Syria.")
    ends = [0, *(m.span.end for m in found)]
    assert all(m.span.start >= end for m, end in zip(found, ends, strict=False))


@pytest.mark.parametrize(
    "text",
    [
        "The Eastern Accord denied it. Calls to the Accord went unanswered; he left the Accord.",
        "A spokesman for the Western Harmony, which holds the hill, left. All left the Harmony.",
        "Families spoke of the Concord. The Northern Concord’s fighters left on Monday.",
    ],
)
def test_a_body_that_acts_is_no_place(gazetteer: SqliteGazetteer, text: str) -> None:
    assert _names(gazetteer, text) == []


def test_a_place_keeps_its_name_beside_bodies_named_after_it(gazetteer: SqliteGazetteer) -> None:
    text = "The Saraqib Council denied it. Shells fell in Saraqib and in the Bronx."
    assert [n for n in _names(gazetteer, text) if n != "Saraqib Council"] == ["Saraqib", "Bronx"]
    text = "He met members of the Saraqib council. Shells fell in Saraqib."
    assert "Saraqib" in _names(gazetteer, text)


@pytest.mark.parametrize(
    "text",
    [
        "ترك شباكه في الماء وعاد.",
        "يعرفه كل من في الجزيرة.",
        "المدنيون والجنود على السواء.",
        "يرقد ابنه في مشفى البلدة مصاباً بشظايا.",
        "في الطرف الشمالي من الطريق.",
        "قالت مديرية صحة إن الأرقام ناقصة.",
        "وهي قرية تضم ستين عائلة.",
    ],
)
def test_common_arabic_words_are_no_places(gazetteer: SqliteGazetteer, text: str) -> None:
    assert _names(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("سقطت قذائف في الرستن يوم الاثنين.", "الرستن"),
        ("قُتل ثلاثة في الخرطوم.", "الخرطوم"),
        ("سقطت قذائف في حي الجزيرة.", "الجزيرة"),
        ("سقطت قذائف في بلدة مارونا.", "مارونا"),
    ],
)
def test_arabic_names_with_a_cue_or_known_stay(
    gazetteer: SqliteGazetteer, text: str, name: str
) -> None:
    assert name in _names(gazetteer, text)
