"""Legal hold, removal with a tombstone, and acts entered in the log of a case."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import holding
from onrecord.acts import VIEWED, Acts
from onrecord.errors import HeldError, RecordMissing, SettingInvalid
from onrecord.holding import Grounds
from onrecord.intake import add
from onrecord.preserve.clocks import fixed
from onrecord.store.case import Case

ACTS = Acts(fixed("2031-05-09T12:00:00Z"), "collector-7")
WHY = Grounds("asked for by the witness", "protection policy 4")


@pytest.fixture
def case(tmp_path: Path):
    (tmp_path / "one.txt").write_text("A resident of Dravna said that shells fell.\n")
    (tmp_path / "two.txt").write_text("The council denied it.\n")
    with Case.create(tmp_path / "case", title="t", secret=bytes(32)) as made:
        paths = [tmp_path / "one.txt", tmp_path / "two.txt"]
        list(add(made, paths, clock=ACTS.clock, collector="collector-7"))
        yield made


def test_a_held_object_is_not_removed_until_the_hold_is_released(case: Case) -> None:
    sha256 = holding.hold(case, "one.txt", WHY, ACTS)
    with pytest.raises(HeldError, match=sha256):
        holding.remove(case, sha256, WHY, ACTS)
    assert case.objects.read(sha256)
    holding.release(case, sha256, WHY, ACTS)
    assert holding.remove(case, sha256, WHY, ACTS) == (sha256,)


def test_a_removed_object_leaves_a_tombstone_and_its_entry(case: Case) -> None:
    before = case.events()
    (sha256,) = holding.remove(case, "one.txt", WHY, ACTS)
    assert [each.origin for each in case.captures()] == ["two.txt"]
    with pytest.raises(RecordMissing):
        case.objects.open(sha256)
    assert case.events()[: len(before)] == before
    told = case.events()[-1]
    assert (told.action, told.object, told.actor) == ("removed", sha256, "collector-7")
    assert told.detail == (
        '{"authority":"protection policy 4","reason":"asked for by the witness"}'
    )
    assert told.at == datetime(2031, 5, 9, 12, tzinfo=UTC)


def test_what_names_no_object_or_is_not_held_is_refused(case: Case) -> None:
    with pytest.raises(SettingInvalid, match="one object"):
        holding.remove(case, "three.txt", WHY, ACTS)
    with pytest.raises(SettingInvalid, match="not held"):
        holding.release(case, "one.txt", WHY, ACTS)


def test_an_act_is_entered_with_salted_commitments(case: Case, tmp_path: Path) -> None:
    case.close()
    assert ACTS.enter(tmp_path / "case", VIEWED, detail="summary") is None
    with Case.open(tmp_path / "case") as again:
        last = again.events()[-1]
    assert (last.action, last.actor, last.detail) == ("viewed", "collector-7", "summary")
    assert [each.field for each in last.commitments] == ["actor", "detail"]
    assert all(each.salt and len(each.salt) == 32 for each in last.commitments)


def test_an_act_on_what_is_no_case_is_entered_nowhere(tmp_path: Path) -> None:
    assert ACTS.enter(tmp_path, VIEWED) is None
    assert not list(tmp_path.iterdir())
