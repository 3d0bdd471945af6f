"""Names become places at home; a wrong namesake abroad is the worst answer.

`probe.tsv`: names of places in reports on twelve countries, with the right answer; ids from
GeoNames (CC BY 4.0).
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from onrecord.extract.places import place_mentions
from onrecord.lang.countries import by_code
from onrecord.model.entity import Place
from onrecord.model.vocab import PlaceLevel, PlaceReason
from onrecord.resolve.gazetteer import SqliteGazetteer
from onrecord.resolve.own_places import OwnPlaces
from onrecord.resolve.places import merge_places, resolve_places
from place_help import paragraphs

PROBE = Path(__file__).with_name("probe.tsv")
RIGHT_AT_LEAST = 130  # of 132 that the gazetteer holds


def _places(gazetteer: SqliteGazetteer, text: str) -> dict[str, Place]:
    document = paragraphs(text)
    found = resolve_places(document, place_mentions(document, gazetteer), gazetteer)
    return {place.label: place for place in found}


def test_the_probe_finds_no_wrong_country_and_leaves_the_absent_unresolved(
    gazetteer: SqliteGazetteer,
) -> None:
    right, abroad, invented = 0, [], []
    with PROBE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    for row in rows:
        home = by_code()["SY" if row["country"] in {"CH", "RU"} else row["country"]].name
        text = f"Reports from {home} say that shells fell in {row['name']} on Monday."
        place = _places(gazetteer, text).get(row["name"])
        if place is None or place.gazetteer_id is None:
            continue
        if place.path[0] != by_code()[row["country"]].name:
            abroad.append(row["name"])
        if row["answer"] == "none":
            invented.append(row["name"])
        elif place.gazetteer_id == row["answer"] or place.gazetteer_id.startswith(row["answer"]):
            right += 1
    assert abroad == []
    assert invented == []
    assert right >= RIGHT_AT_LEAST


def test_a_parent_named_behind_the_town_decides(gazetteer: SqliteGazetteer) -> None:
    place = _places(gazetteer, "He moved to Paris, Texas.")["Paris"]
    assert place.path == ("United States", "Texas", "Paris")
    assert place.reason is PlaceReason.PARENT_NAMED


def test_one_namesake_abroad_is_not_taken(gazetteer: SqliteGazetteer) -> None:
    place = _places(gazetteer, "In Mali, fighters entered the village of Moura.")["Moura"]
    assert (place.gazetteer_id, place.lat, place.lon) == (None, None, None)
    assert place.reason is PlaceReason.FOREIGN_ONLY
    assert place.path == ("Mali",)


def test_context_tells_namesakes_apart(gazetteer: SqliteGazetteer) -> None:
    syria = _places(gazetteer, "In Syria, shells fell in Sinjar and Saraqib.")["Sinjar"]
    iraq = _places(gazetteer, "In Iraq, families fled to Sinjar from Mosul.")["Sinjar"]
    assert (syria.gazetteer_id, iraq.gazetteer_id) == ("geonames:164094", "geonames:448149")


def test_a_cue_tells_the_province_from_its_town(gazetteer: SqliteGazetteer) -> None:
    town = _places(gazetteer, "In Syria, jets shelled the city of Idlib.")["Idlib"]
    province = _places(gazetteer, "In Syria, jets shelled villages across Idlib province.")["Idlib"]
    assert (town.gazetteer_id, province.gazetteer_id) == ("geonames:169389", "iso:SY-ID")
    assert "iso:SY-ID" in {candidate.gazetteer_id for candidate in town.candidates}


def test_near_a_town_is_an_area_with_the_stated_distance(gazetteer: SqliteGazetteer) -> None:
    place = _places(gazetteer, "In Syria, a farm 12 km south of Saraqib burned.")["Saraqib"]
    assert (place.level, place.radius_km) == (PlaceLevel.AREA, 12.0)


def test_a_name_nobody_knows_is_kept_without_a_point(gazetteer: SqliteGazetteer) -> None:
    place = _places(gazetteer, "In Syria, shells fell on the village of Qeshmira.")["Qeshmira"]
    assert place.reason is PlaceReason.NOT_IN_GAZETTEER
    assert (place.level, place.lat, place.gazetteer_id) == (PlaceLevel.VILLAGE, None, None)


def test_without_any_home_a_small_town_is_not_guessed(gazetteer: SqliteGazetteer) -> None:
    assert _places(gazetteer, "Shells fell in Madaya.")["Madaya"].gazetteer_id is None


def test_a_very_large_city_abroad_is_taken_by_its_main_name(gazetteer: SqliteGazetteer) -> None:
    place = _places(gazetteer, "In Syria and Hama they heard of the talks in Geneva.")["Geneva"]
    assert (place.gazetteer_id, place.reason) == ("geonames:2660646", PlaceReason.LARGEST)


def test_arabic_and_english_names_of_one_town_become_one_place(
    gazetteer: SqliteGazetteer,
) -> None:
    english, arabic = (
        paragraphs("In Syria, shells fell on the town of Saraqib."),
        paragraphs("قصفت مدينة سراقب في سوريا", language="ar"),
    )
    merged = merge_places(
        resolve_places(d, place_mentions(d, gazetteer), gazetteer) for d in (english, arabic)
    )
    town = next(place for place in merged if place.gazetteer_id == "geonames:164816")
    assert town.names == ("Saraqib", "سراقب")
    assert {span.document for span in town.mentions} == {english.id, arabic.id}
    assert [place.id for place in merged] == sorted(place.id for place in merged)


def test_unresolved_names_of_different_countries_stay_apart(gazetteer: SqliteGazetteer) -> None:
    texts = (
        "In Syria, shells fell on the village of Qeshmira.",
        "In Sudan, shells fell on the village of Qeshmira.",
    )
    documents = [paragraphs(text) for text in texts]
    merged = merge_places(
        resolve_places(d, place_mentions(d, gazetteer), gazetteer) for d in documents
    )
    assert len([place for place in merged if place.label == "Qeshmira"]) == 2


@pytest.mark.parametrize("text", ["", "A.", "Homs, " * 300, "في حلب " * 300])
def test_odd_texts_are_read_without_harm(gazetteer: SqliteGazetteer, text: str) -> None:
    document = paragraphs(text + "Homs")
    for place in resolve_places(document, place_mentions(document, gazetteer), gazetteer):
        for span in place.mentions:
            assert document.text[span.start : span.end] == span.quote


_OWN = (
    "id,label,names,level,lat,lon,radius_km,country,path\n"
    "velm,Velmora,,town,-46.3,-21.5,4,XV,Velm;Velmora\n"
    "paris,Paris,,village,-46.2,-21.4,2,XV,Velm;Paris\n"
    "torsa,Torsa,تورسا,village,-46.1,-21.4,2,XV,Velm;Torsa\n"
)


def _beside_own(gazetteer: SqliteGazetteer, text: str) -> dict[str, Place]:
    own = OwnPlaces(gazetteer, _OWN.encode(), "places.csv")
    document = paragraphs(text)
    found = resolve_places(document, place_mentions(document, own), own)
    return {place.label: place for place in found}


@pytest.mark.parametrize(
    ("text", "label", "own"),
    [
        ("Shells fell in Velmora.", "Velmora", "own:velm"),
        ("American officials in the United States spoke of Velmora.", "Velmora", "own:velm"),
        ("In France, a paper wrote of the shells in Paris.", "Paris", "own:paris"),
        ("Torsa was quiet.", "Torsa", "own:torsa"),
        ("وصل الناس تورسا ليلاً.", "تورسا", "own:torsa"),
    ],
)
def test_an_own_place_is_home(gazetteer: SqliteGazetteer, text: str, label: str, own: str) -> None:
    assert _beside_own(gazetteer, text)[label].gazetteer_id == own


def test_beside_own_places_a_small_town_abroad_needs_its_country(
    gazetteer: SqliteGazetteer,
) -> None:
    bare = _beside_own(
        gazetteer, "They fled from Velmora to Saraqib and Sinjar, and to Kerhonkson."
    )
    named = _beside_own(gazetteer, "They fled from Velmora to Saraqib in Syria.")
    assert [bare[n].reason for n in ("Saraqib", "Kerhonkson")] == [PlaceReason.FOREIGN_ONLY] * 2
    assert bare["Velmora"].gazetteer_id == "own:velm"
    assert named["Saraqib"].path[:1] == ("Syria",)
