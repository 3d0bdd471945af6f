"""Attack 21: bit rot is found and logged, and another copy is used."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from onrecord.errors import SettingInvalid
from onrecord.fixity import Checked, State, check_case
from onrecord.preserve.clocks import fixed
from onrecord.store.case import Case
from sealed_sample import CAPTURES, OBJECTS
from sealed_tools import sealed_sample

CLOCK = fixed("2031-06-01T00:00:00Z")
NAMES = sorted({capture.sha256 for capture in CAPTURES})


@pytest.fixture
def case(tmp_path: Path):
    with Case.create(tmp_path / "case", title="t") as made:
        for capture in CAPTURES:
            with (tmp_path / "body").open("wb+") as stream:
                stream.write(OBJECTS[capture.sha256])
                stream.seek(0)
                made.objects.put(stream)
            made.add_capture(capture)
        yield made


def check(case: Case, **more) -> tuple[Checked, ...]:
    def first(names: Sequence[str], number: int) -> Sequence[str]:
        return names[:number]

    return check_case(case, **{"clock": CLOCK, "collector": "keeper-1", "choose": first, **more})


def entries(case: Case) -> list[tuple[str, str | None, str | None]]:
    return [(event.action, event.object, event.detail) for event in case.events()]


def rot(case: Case, sha256: str) -> bytes:
    path = case.objects.path(sha256)
    body = bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:]
    path.write_bytes(body)
    return body


def test_a_pass_over_all_is_one_entry(case: Case) -> None:
    made = check(case)
    assert [each.sha256 for each in made] == NAMES
    assert {each.state for each in made} == {State.HELD}
    listed = hashlib.sha256("".join(f"{name}\n" for name in NAMES).encode()).hexdigest()
    number = len(NAMES)
    told = f"fixity of {number} objects, all: {number} held; list sha256 {listed}"
    assert entries(case) == [("checked", None, told)]
    assert case.events()[0].actor == "keeper-1"


def test_a_sample_is_what_was_chosen_and_says_of_how_many(case: Case) -> None:
    assert [each.sha256 for each in check(case, sample=2)] == NAMES[:2]
    assert f"of 2 objects, a sample of {len(NAMES)}: 2 held" in str(entries(case)[-1][2])
    assert len(check(case, sample=999)) == len(NAMES)
    with pytest.raises(SettingInvalid):
        check(case, sample=0)


def test_one_changed_bit_is_found_and_logged_with_what_was_found(case: Case) -> None:
    found = hashlib.sha256(rot(case, NAMES[1])).hexdigest()
    states = {each.sha256: each.state for each in check(case)}
    assert [name for name in NAMES if states[name] is State.CHANGED] == [NAMES[1]]
    assert entries(case)[0] == ("checked", NAMES[1], f"changed to {found}")
    assert f"{len(NAMES) - 1} held" in str(entries(case)[1][2])


def test_a_missing_object_and_one_that_cannot_be_read_are_told_apart(case: Case) -> None:
    case.objects.path(NAMES[0]).unlink()
    case.objects.path(NAMES[1]).unlink()
    case.objects.path(NAMES[1]).mkdir()
    states = [each.state for each in check(case)]
    assert states[:2] == [State.MISSING, State.UNREADABLE]
    assert entries(case)[0] == ("checked", NAMES[0], "missing")


@pytest.mark.parametrize("kind", ["sealed", "case"])
def test_a_copy_takes_the_place_of_what_does_not_hold(
    case: Case, tmp_path: Path, kind: str
) -> None:
    copy = sealed_sample(tmp_path / "copy")
    if kind == "case":
        (copy / "data" / "objects").rename(copy / "objects")
    rotten = rot(case, NAMES[0])
    case.objects.path(NAMES[1]).unlink()
    made = check(case, copy=copy)
    assert [each.restored for each in made][:3] == [True, True, False]
    assert {each.state for each in check(case)} == {State.HELD}
    (kept,) = (case.folder / "damaged").iterdir()
    assert kept.read_bytes() == rotten, "what was found is evidence too"
    actions = [action for action, _, _ in entries(case)]
    assert actions == ["checked", "restored", "checked", "restored", "checked", "checked"]


def test_a_copy_that_is_damaged_itself_is_not_used(case: Case, tmp_path: Path) -> None:
    copy = sealed_sample(tmp_path / "copy")
    rot(case, NAMES[0])
    other = copy / "data" / "objects" / NAMES[0][:2] / NAMES[0]
    other.write_bytes(b"something else")
    assert not check(case, copy=copy)[0].restored
    with pytest.raises(SettingInvalid, match="holds no objects"):
        check(case, copy=tmp_path)
