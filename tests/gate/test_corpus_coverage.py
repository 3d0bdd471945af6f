"""The corpus and the example reports are what the documentation says they are."""

import csv
import io
from collections import Counter
from importlib import resources

import pytest

import corpus_format
from onrecord.model.vocab import Form, Modality, Stance
from onrecord.resolve.gazetteer import open_gazetteer
from onrecord.resolve.own_places import OwnPlaces

STRICT = {"exact", "alternate", "folded", "article"}
DEMO = resources.files("onrecord.resources") / "demo"


@pytest.fixture(scope="module")
def reports() -> tuple[corpus_format.Report, ...]:
    return corpus_format.load()


def test_there_are_enough_reports_in_each_language(
    reports: tuple[corpus_format.Report, ...],
) -> None:
    languages = Counter(report.lang for report in reports)
    assert languages["en"] >= 18
    assert languages["ar"] >= 12
    assert languages["mixed"] >= 2
    assert len({report.header("style") for report in reports}) >= 12


def test_every_form_stance_modality_and_layer_occurs(
    reports: tuple[corpus_format.Report, ...],
) -> None:
    claims = [claim for report in reports for claim in report.claims]
    assert {claim.form for claim in claims} == set(Form)
    assert {claim.stance for claim in claims} >= {Stance.ASSERTS, Stance.DENIES, Stance.DOUBTS}
    acts = [act for report in reports for act in report.allegations]
    assert {act.modality for act in acts} == set(Modality)
    assert {m.layer for report in reports for m in report.marks} == set(corpus_format.LAYERS)


def test_no_invented_place_is_the_name_of_a_real_one(
    reports: tuple[corpus_format.Report, ...],
) -> None:
    gazetteer = open_gazetteer()
    common_words = {"Hope", "Amal", "أمل"}  # villages named like a word, on purpose
    invented = {
        report.text[slice(*span)]
        for report in reports
        for place in report.places
        if place.country is None
        for span in report.spans(place.id)
    }
    taken = {
        name: row.label
        for name in invented - common_words
        for row in gazetteer.lookup(name)
        if row.key in STRICT
    }
    assert not taken


def test_the_example_places_are_on_open_ocean_and_nobody_elses() -> None:
    base = open_gazetteer()
    body = (DEMO / "places.csv").read_bytes()
    own = OwnPlaces(base, body, "places.csv")
    for line in csv.DictReader(io.StringIO(body.decode("utf-8"))):
        names = [line["label"], *line["names"].split(";")]
        for name in names:
            assert [row.gazetteer_id for row in own.lookup(name)] == [f"own:{line['id']}"]
            assert not [row.label for row in base.lookup(name) if row.key in STRICT]
        assert -47 < float(line["lat"]) < -45
        assert -23 < float(line["lon"]) < -21
        assert "invented" in line["id"]
        assert "invented" in line["path"]


def test_the_example_reports_are_eight_in_two_languages_and_five_kinds() -> None:
    names = sorted(entry.name for entry in DEMO.iterdir())
    kinds = Counter(name.rsplit(".", 1)[1] for name in names)
    assert kinds == {"html": 4, "txt": 2, "pdf": 1, "eml": 1, "csv": 1}
