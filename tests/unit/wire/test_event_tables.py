"""Views for exchange: every incident comes back by its id, and nothing unknown becomes a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from onrecord.model.incident import Agreement
from onrecord.model.vocab import Act, Basis, Precision
from onrecord.model.when import When
from onrecord.wire.event_tables import event_tables
from onrecord.wire.tables import lookup_of
from sealed_sample import sample


def rows(made, name):
    head, found = event_tables(made, lookup_of(made).publishers)[name]
    return [dict(zip(head, row, strict=True)) for row in found]


def changed(**fields):
    made = sample()
    return replace(made, incidents=tuple(replace(one, **fields) for one in made.incidents))


def killed(value, groups):
    return Agreement("killed", value, ("a",), (), (), groups)


def test_every_incident_comes_back_by_its_id():
    made = sample()
    assert made.incidents
    assert [row["onrecord_id"] for row in rows(made, "acled")] == [i.id for i in made.incidents]
    told = {row["allegation"] for row in rows(made, "huridocs_acts")}
    assert told == {member for one in made.incidents for member in one.members}


def test_a_file_without_incidents_has_no_table():
    assert event_tables(replace(sample(), incidents=()), {}) == {}


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2031, 5, 4), date(2031, 5, 4), ("2031-05-04", 1)),
        (date(2031, 5, 4), date(2031, 5, 10), ("2031-05-04", 2)),
        (date(2031, 5, 1), date(2031, 5, 31), ("2031-05-01", 3)),
        (date(2031, 5, 1), date(2031, 6, 1), (None, None)),
        (None, date(2031, 5, 4), (None, None)),
    ],
)
def test_a_date_coarser_than_a_month_is_left_out(first, last, shown):
    when = When(first, last, Precision.RANGE, Basis.STATED)
    row = rows(changed(when=when), "acled")[0]
    assert (row["event_date"], row["time_precision"]) == shown
    assert row["date_end"] == last.isoformat()


@pytest.mark.parametrize(
    ("agreements", "shown"),
    [
        ((killed("11", 2), killed("at least 7", 1)), 11),
        ((killed("11", 2), killed("at least 7", 3)), 7),
        ((killed("5–9", 2),), 5),
        ((killed("up to 9", 2),), None),
        ((killed("11", 1), killed("12", 1)), None),
        ((), None),
    ],
)
def test_deaths_are_the_lowest_number_that_independent_groups_share(agreements, shown):
    row = rows(changed(agreements=agreements), "acled")[0]
    assert row["fatalities"] == shown
    for one in agreements:
        assert one.value in row["notes"]


def test_the_act_with_a_stated_means_gives_the_kind():
    row = rows(changed(acts=(Act.SHELLING, Act.UNSPECIFIED_ATTACK)), "acled")[0]
    assert row["sub_event_type"] == "Shelling/artillery/missile attack"
    assert row["acts"] == "shelling | unspecified_attack"


def test_reliability_is_never_graded():
    assert {row["reliability"] for row in rows(sample(), "huridocs_acts")} == {None}


def test_a_record_that_is_missing_leaves_its_cells_empty():
    made = replace(sample(), documents=(), claims=(), parties=(), places=())
    assert rows(made, "acled")[0]["actor1"] is None
    assert all(row["source_connection"] is None for row in rows(made, "huridocs_acts"))
