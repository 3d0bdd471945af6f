"""The gazetteer finds a place under every spelling of its name, and no other place."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from onrecord.errors import ResourceMismatch, ResourceMissing
from onrecord.resolve.gazetteer import SqliteGazetteer
from onrecord.resources import files, places


@pytest.mark.parametrize(
    ("spelling", "expected", "key"),
    [
        ("Idlib", "geonames:169389", "exact"),
        ("idlib", "geonames:169389", "folded"),
        ("إدلب", "geonames:169389", "alternate"),
        ("ادلب", "geonames:169389", "alternate"),
        ("Dara’a", "geonames:170905", "alternate"),
        ("al-Atareb", "geonames:174030", None),
        ("Atareb", "geonames:174030", None),
        ("Hodeidah", "geonames:79415", None),
        ("Darat Izza", "geonames:170857", "consonants"),
        ("Idlib Governorate", "iso:SY-ID", "folded"),
        ("Rural Damascus", "iso:SY-RD", "alternate"),
        ("ريف دمشق", "iso:SY-RD", "alternate"),
        ("Eastern Ghouta", "supplement:sy-eastern-ghouta", "exact"),
        ("U.S.", "country:US", "alternate"),
        ("سورية", "country:SY", "alternate"),
        ("Crimea", "supplement:ua-crimea", "exact"),
    ],
)
def test_a_spelling_leads_to_its_place(
    gazetteer: SqliteGazetteer, spelling: str, expected: str, key: str | None
) -> None:
    keys = {row.gazetteer_id: row.key for row in gazetteer.lookup(spelling)}
    assert expected in keys
    assert key in {None, keys[expected]}


@pytest.mark.parametrize("name", ["Hmeimim", "Zamalka", "", "x" * 500, "’", "\x00", "%_"])
def test_a_name_that_is_not_there_gives_nothing(gazetteer: SqliteGazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()


def test_consonants_alone_do_not_make_a_name(gazetteer: SqliteGazetteer) -> None:
    found = {row.gazetteer_id for row in gazetteer.lookup("Jobar")}
    assert "geonames:162627" not in found  # Yabrud


def test_crimea_and_sevastopol_are_keyed_by_iso_3166_2(gazetteer: SqliteGazetteer) -> None:
    rows = {row.gazetteer_id: row for row in gazetteer.lookup("Sevastopol")}
    assert rows["iso:UA-40"].country == "UA"


def test_a_town_knows_its_country_and_province(gazetteer: SqliteGazetteer) -> None:
    rows = {row.gazetteer_id: row for row in gazetteer.lookup("Saraqib")}
    assert rows["geonames:164816"].path == ("Syria", "Idlib", "Saraqib")


def test_a_worker_reopens_the_same_gazetteer(gazetteer: SqliteGazetteer) -> None:
    again = pickle.loads(pickle.dumps(gazetteer))  # noqa: S301 - our own object
    assert again.digest == gazetteer.digest
    assert again.lookup("Homs") == gazetteer.lookup("Homs")


def test_half_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "g.sqlite").write_bytes(b"SQLite format 3\x00 and then nothing")
    with pytest.raises(ResourceMissing):
        SqliteGazetteer(tmp_path / "g.sqlite")
    with pytest.raises(ResourceMissing):
        SqliteGazetteer(tmp_path / "none.sqlite")


def test_a_changed_table_is_refused() -> None:
    with pytest.raises(ResourceMismatch):
        files.checked_json("places/supplement.json", "0" * 64)


def test_outlines_are_rings_on_the_globe() -> None:
    assert len(places.province_outlines("SY")) == 14
    countries = {outline.id for outline in places.country_outlines()}
    assert {"SY", "UA", "SD", "YE", "AU"} <= countries
    points = [p for o in places.province_outlines("SY") for ring in o.rings for p in ring]
    assert all(35 < lon < 43 and 32 < lat < 38 for lon, lat in points)


def test_every_member_of_a_region_is_a_row(gazetteer: SqliteGazetteer) -> None:
    for region in places.regions():
        rows = {row.gazetteer_id: row for row in gazetteer.lookup(region.name)}
        assert region.id in rows, region.name
