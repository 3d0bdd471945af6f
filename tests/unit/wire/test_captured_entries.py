from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onrecord.model.fixity import CustodyEvent, Retrieval
from onrecord.wire.canonical import decode, encode
from onrecord.wire.custody import capture_places, captured_detail, captured_in, record_digest
from sealed_sample import CAPTURES

AT = datetime(2031, 5, 8, tzinfo=UTC)
ONE = CAPTURES[0]


def event(detail):
    return CustodyEvent(AT, "local", "collector-7", "captured", ONE.sha256, detail)


@pytest.mark.parametrize(
    "change",
    [{"captured_at": AT}, {"collector": "another"}, {"clock": "another"}, {"embedded": ()},
     {"original_name": "x"}, {"method": "http"},
     {"retrieval": Retrieval("http://a.example/", *[None] * 11, clocks=(), complete=None)}],
)  # fmt: skip
def test_every_fact_of_a_capture_changes_the_digest_in_the_log(change):
    assert record_digest(replace(ONE, **change)) != record_digest(ONE)
    assert replace(ONE, **change).id == ONE.id  # the id alone would not show it


def test_a_record_that_was_written_and_read_has_the_same_digest():
    assert record_digest(decode(encode(ONE), type(ONE))) == record_digest(ONE)


def test_the_entry_tells_id_and_digest_and_an_older_one_the_id_alone():
    assert captured_in(event(captured_detail(ONE))) == (ONE.id, record_digest(ONE))
    assert captured_in(event(ONE.id)) == (ONE.id, None)
    assert captured_in(event(None)) == (None, None)
    for detail in (captured_detail(ONE), ONE.id, None):
        assert capture_places([event(detail)], [ONE]) == {ONE.id: 0}
