import sqlite3
from datetime import UTC, datetime

import pytest

from onrecord.errors import OutputExistsError, StoreInvalid
from onrecord.model.fixity import Capture, CustodyEvent, Failure, Tool
from onrecord.store.case import DATABASE, Case

AT = datetime(2026, 1, 31, 12, tzinfo=UTC)
EVENT = CustodyEvent(AT, "test", "tester", "captured", "0" * 64)


def capture(origin: str) -> Capture:
    return Capture(
        origin, origin, "0" * 64, "1" * 128, 3, None, "text/plain", "file", None, AT, "test",
        Tool("onrecord", "0"),
    )  # fmt: skip


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "case", title="A title") as made:
        yield made


def test_what_was_added_is_there_when_the_case_is_opened_again(case):
    assert case.add_capture(capture("b.txt"), EVENT)
    assert case.add_capture(capture("a.txt"), EVENT)
    case.close()

    with Case.open(case.folder) as again:
        assert [c.origin for c in again.captures()] == ["a.txt", "b.txt"]
        assert again.events() == (EVENT, EVENT)
        assert again.title == "A title"


def test_the_same_capture_is_held_once_and_logged_once(case):
    assert case.add_capture(capture("a.txt"), EVENT)

    assert not case.add_capture(capture("a.txt"), EVENT)

    assert len(case.captures()) == len(case.events()) == 1


def test_a_failed_transaction_adds_neither_record_nor_event(case):
    with pytest.raises(KeyError):
        case.add_capture(capture("a.txt"), EVENT, object())

    assert case.captures() == case.events() == ()


def test_the_same_failure_is_kept_once(case):
    failure = Failure("capture", "a.txt", "SourceUnreadableError", "a.txt: cannot be read")

    case.add_failure(failure, EVENT)
    case.add_failure(failure, EVENT)

    assert case.failures() == (failure,)


def test_an_analysis_made_under_another_key_counts_as_not_made(case):
    case.put_analysis("0" * 64, "old", b'{"a":1}')

    assert case.analysis("0" * 64, "old") == {"a": 1}
    assert case.analysis("0" * 64, "new") is None
    assert case.analysed("new") == frozenset()


def test_records_replace_all_earlier_records(case):
    first = Failure("read", "a", "E", "m")
    case.replace_records([first, first])

    case.replace_records([Failure("read", "b", "E", "m")])

    assert [f.subject for f in case.records(Failure)] == ["b"]


def test_a_case_is_not_made_over_something_else(tmp_path):
    (tmp_path / "file").write_text("x")

    for taken in (tmp_path, tmp_path / "file"):
        with pytest.raises(OutputExistsError):
            Case.create(taken, title="t")


def test_a_folder_that_is_no_case_is_named_with_the_way_out(tmp_path):
    with pytest.raises(StoreInvalid, match="onrecord init"):
        Case.open(tmp_path)


def test_a_damaged_database_is_named(case):
    case.close()
    (case.folder / DATABASE).write_bytes(b"not a database at all" * 100)

    with pytest.raises(StoreInvalid, match="cannot be read"):
        Case.open(case.folder)


def test_a_case_of_another_version_is_refused(case):
    case.close()
    with sqlite3.connect(case.folder / DATABASE) as connection:
        connection.execute("UPDATE facts SET value = '99' WHERE name = 'version'")
    connection.close()

    with pytest.raises(StoreInvalid, match="another version"):
        Case.open(case.folder)
