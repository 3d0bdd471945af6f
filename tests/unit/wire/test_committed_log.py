"""Entries of the log hold salted commitments; values are opened beside them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onrecord.model.fixity import WITHHELD, CustodyEvent
from onrecord.wire.canonical import encode
from onrecord.wire.custody import leaf_data, opened_data, read_leaf, with_commitments

EVENT = CustodyEvent(datetime(2031, 5, 9, tzinfo=UTC), "local", "Ada", "captured", "ab" * 32, None)
SECRET = b"s" * 32
MADE = with_commitments(EVENT, SECRET, 3)


def test_an_entry_tells_no_value_and_any_tool_can_check_what_is_opened() -> None:
    line = leaf_data(MADE)
    assert b"Ada" not in line
    assert ("ab" * 32).encode() not in line
    digests = json.loads(line)["commitments"]
    for field, (salt, value) in json.loads(opened_data(MADE)).items():
        assert len(salt) == 32
        assert hashlib.sha256((salt + value).encode()).hexdigest() == digests[field]
    assert "detail" not in digests


def test_salts_differ_by_place_field_and_secret() -> None:
    others = (with_commitments(EVENT, SECRET, 4), with_commitments(EVENT, b"t" * 32, 3))
    salts = [each.salt for made in (MADE, *others) for each in made.commitments]
    assert len(set(salts)) == len(salts) == 6


def test_it_reads_back_opened_in_part_and_withheld() -> None:
    line = leaf_data(MADE)
    assert read_leaf(line, opened_data(MADE)) == MADE
    part = json.loads(opened_data(MADE))
    del part["actor"]
    found = read_leaf(line, json.dumps(part, separators=(",", ":")).encode())
    assert (found.actor, found.object) == (WITHHELD, "ab" * 32)
    assert leaf_data(found) == line
    assert leaf_data(read_leaf(line, None)) == line


@pytest.mark.parametrize(
    ("old", "new"), [(b"Ada", b"Ida"), (b'"actor"', b'"at"'), (b"[", b" ["), (b"}", b"")]
)
def test_another_value_or_form_is_refused(old: bytes, new: bytes) -> None:
    changed = opened_data(MADE).replace(old, new, 1)
    with pytest.raises((ValueError, TypeError)):
        read_leaf(leaf_data(MADE), changed)


def test_an_event_in_the_open_stands_as_ever() -> None:
    line = leaf_data(EVENT)
    assert json.loads(line)["schema"] == "event/1"
    assert "commitments" not in json.loads(line)
    assert read_leaf(line, None) == EVENT
    assert b"commitments" in encode(EVENT)
    with pytest.raises(ValueError, match="opened"):
        read_leaf(line, opened_data(replace(MADE)))
