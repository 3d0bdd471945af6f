"""Commitments to contents: canonical leaves, words of texts, and what a leaf does not tell."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.fixity import WITHHELD
from onrecord.model.ids import canonical_json
from onrecord.wire.contents import (
    Key,
    Texts,
    contents_root,
    leaf_digest,
    leaf_text,
    root_of,
    segments,
    stands_for,
)
from onrecord.wire.redactions import pattern_of
from sealed_sample import sample


@given(st.text())
def test_the_words_of_a_text_give_the_text(text: str) -> None:
    parts = segments(text)
    assert "".join(parts) == text
    assert all(parts)


@given(st.text(min_size=1), st.data())
def test_a_place_in_words_leads_back_to_the_offset(text: str, data: st.DataObject) -> None:
    texts = Texts()
    texts.add("d", segments(text))
    offset = data.draw(st.integers(0, len(text)))
    segment, rest = texts.place("d", offset)
    assert texts.start("d", segment) + rest == offset


@given(st.text(), st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text()))
def test_a_leaf_is_canonical_json_and_its_digest_one_of_salt_and_text(
    path: str, value: object
) -> None:
    told = leaf_text(path, value)
    assert told.encode("utf-8", "surrogatepass") == canonical_json([path, value])
    salt = Key(b"k" * 32, "n").salt(path, value)
    whole = (salt + told).encode("utf-8", "surrogatepass")
    assert leaf_digest(salt, path, value) == hashlib.sha256(whole).hexdigest()
    assert Key(b"k" * 32, "n").digests([(path, value, False)]) == [leaf_digest(salt, path, value)]


def test_the_root_does_not_tell_the_order_and_differs_by_seed() -> None:
    digests = [hashlib.sha256(bytes([n])).hexdigest() for n in range(5)]
    assert contents_root(digests) == contents_root(digests[::-1])
    assert root_of(sample(), b"a" * 32) != root_of(sample(), b"b" * 32)
    assert root_of(sample(), b"a" * 32) == root_of(sample(), b"a" * 32)


def test_what_stands_for_something_is_a_mark_alone() -> None:
    assert stands_for(WITHHELD)
    assert stands_for(f"{WITHHELD}12")
    assert not stands_for(f"Captain {WITHHELD}")
    assert not stands_for(f"{WITHHELD}x")


def test_words_are_found_in_other_forms_and_short_ones_as_words_alone() -> None:
    assert pattern_of("Oru  Selk").search("by ORU\nSELK, who")
    assert pattern_of("José").search("Jose\u0301")
    assert pattern_of("سلمى").search("وسَلْمى")
    assert pattern_of("Ali").search("by Ali, who")
    assert not pattern_of("Ali").search("alive")
