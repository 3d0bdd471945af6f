"""The shipped tables: whole, unchanged, and readable by the rest of the code."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.assess import fields
from onrecord.errors import ResourceMismatch, ResourceMissing
from onrecord.model.vocab import (
    Act,
    ClaimKind,
    ElementState,
    PersonStatus,
    TargetCategory,
    WeaponKind,
)
from onrecord.resources.files import checked_json
from onrecord.resources.law import (
    CRIMES_SHA256,
    conditions,
    crimes,
    not_yet,
    protected_objects,
    protected_persons,
)
from onrecord.resources.organisations import organisations

PATHS = sorted({path for c in crimes() for e in c.elements for path in e.supported_by})


def test_all_rows_and_elements_are_there():
    assert len(crimes()) == 44
    assert sum(len(crime.elements) for crime in crimes()) == 228
    by_conflict = [sum(c.conflict == kind for c in crimes()) for kind in ("IAC", "NIAC", "none")]
    assert by_conflict == [20, 16, 8]
    assert [c.id for c in crimes()] == sorted(c.id for c in crimes())


def test_elements_are_numbered_in_order_and_named_once():
    for crime in crimes():
        assert [element.no for element in crime.elements] == list(range(1, len(crime.elements) + 1))
    ids = [element.id for crime in crimes() for element in crime.elements]
    assert len(ids) == len(set(ids))


def test_counterparts_are_rows_of_the_other_column():
    by_article = {crime.article: crime for crime in crimes()}
    for crime in crimes():
        if crime.counterpart:
            assert {crime.conflict, by_article[crime.counterpart].conflict} == {"IAC", "NIAC"}


@pytest.mark.parametrize("article", ["8(2)(b)(ii)", "8(2)(b)(iv)", "8(2)(b)(v)", "8(2)(b)(xxiii)"])
def test_four_crimes_have_no_counterpart_in_internal_conflict(article):
    (row,) = [crime for crime in crimes() if crime.article == article]
    assert row.counterpart is None


@pytest.mark.parametrize("path", PATHS)
def test_every_path_has_a_resolver_or_is_listed_as_not_yet(path):
    assert (fields.base(path) in fields.paths()) != (fields.base(path) in not_yet())


@pytest.mark.parametrize("path", [path for path in PATHS if "=" in path])
def test_every_value_of_a_path_is_in_the_vocabulary(path):
    name, value = path.split("=")
    terms = {
        "incident.kind": Act,
        "incident.targets.category": TargetCategory,
        "incident.victims.status": PersonStatus,
        "incident.weapon.kind": WeaponKind,
        "claim.kind": ClaimKind,
    }
    words = {"incident.method": {"double_tap", "repeat_strike"}, "claim.speaker.role": {"owner"}}
    assert value in (words[name] if name in words else {term.value for term in terms[name]})


def test_not_yet_lists_no_path_without_need():
    assert not_yet() <= {fields.base(path) for path in PATHS}
    assert all(fields.base(path) in {fields.base(p) for p in PATHS} for path in not_yet())


def test_conditions_and_kinds_name_rows_and_terms_that_exist():
    ids = {crime.id for crime in crimes()}
    assert {condition.crime for condition in conditions()} <= ids
    for crime in crimes():
        assert set(crime.incident_kinds) <= {act.value for act in Act}
        assert set(crime.target_categories) <= {category.value for category in TargetCategory}
        assert set(crime.victim_statuses) <= {status.value for status in PersonStatus}


def test_protected_objects_and_persons_are_those_of_the_vocabulary():
    assert {row.id for row in protected_objects()} == {c.value for c in TargetCategory}
    assert {row.id for row in protected_persons()} == {s.value for s in PersonStatus}
    assert all(row.label_en and row.label_ar and row.rules for row in protected_objects())
    recalled = {
        r.number for row in protected_objects() for r in row.rules if r.verified == "recalled"
    }
    assert recalled == {45, 115, 131}


def test_no_element_state_is_a_verdict():
    assert not {state.value for state in ElementState} & {"proven", "met", "satisfied"}


def test_a_changed_table_is_refused(tmp_path: Path):
    source = files("onrecord.resources").joinpath("law/crimes.json")
    (tmp_path / "law").mkdir()
    copy = tmp_path / "law" / "crimes.json"
    shutil.copyfile(str(source), copy)
    assert checked_json("law/crimes.json", CRIMES_SHA256, tmp_path)
    copy.write_bytes(copy.read_bytes().replace(b"killed", b"harmed", 1))
    with pytest.raises(ResourceMismatch) as raised:
        checked_json("law/crimes.json", CRIMES_SHA256, tmp_path)
    assert CRIMES_SHA256 in str(raised.value)
    with pytest.raises(ResourceMissing):
        checked_json("law/none.json", CRIMES_SHA256, tmp_path)


def test_no_name_means_two_known_bodies():
    names = [name for body in organisations() for name in body.names]
    assert len(names) == len(set(names))
    assert all(body.source for body in organisations())
