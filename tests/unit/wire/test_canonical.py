"""Canonical records: the same record, the same bytes, and back; nothing else is read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import AnchorMismatch, SchemaVersionError
from onrecord.model.claim import Claim
from onrecord.model.document import Document, OriginRow
from onrecord.model.fixity import Capture, Failure, Tool
from onrecord.wire.canonical import decode, encode, from_plain, lines, to_plain
from onrecord.wire.layout import RECORD_FILES
from sealed_sample import CAPTURES, FINDINGS, INCIDENT, PDF, SELK, WEB, sample

TEXT = st.text(st.characters(), max_size=40)


@pytest.mark.parametrize("field", [field for field, _ in RECORD_FILES.values()])
def test_every_record_of_a_dossier_comes_back_the_same(field: str) -> None:
    records = getattr(sample(), field)
    assert records
    for record in records:
        body = encode(record)
        assert decode(body, type(record)) == record
        assert encode(decode(body, type(record))) == body


@given(TEXT, TEXT, TEXT, TEXT)
def test_any_text_comes_back_the_same(stage: str, subject: str, error: str, message: str) -> None:
    failure = Failure(stage, subject, error, message)
    assert decode(encode(failure), Failure) == failure


@given(st.text(min_size=1, max_size=60), st.floats(allow_nan=False, allow_infinity=False))
def test_a_document_of_any_text_comes_back_the_same(text: str, left: float) -> None:
    row = OriginRow(0, len(text), page=1, box=(left, 0.0, 1.5, 2.0))
    document = Document(
        object="0" * 64, text=text, encoding=None, language=None, direction="ltr", title=None,
        published=None, authors=(), publisher=None, credit=None, blocks=(), origins=(row,),
        reader=Tool("test", "0"),
    )  # fmt: skip
    assert decode(encode(document), Document) == document


def test_keys_are_sorted_and_nothing_is_escaped_that_need_not_be() -> None:
    body = encode(CAPTURES[1]).decode()
    assert "لجنة" in body
    assert list(json.loads(body)) == sorted(json.loads(body))
    assert ": " not in body


def test_an_unknown_version_is_a_clear_error() -> None:
    facts = {**to_plain(SELK), "schema": "claim/2"}
    with pytest.raises(SchemaVersionError) as raised:
        from_plain(facts, Claim)
    assert raised.value.expected == "claim/1"
    assert raised.value.found == "claim/2"


@pytest.mark.parametrize("data", [None, 3, "claim/1", [], {}, {"schema": ["claim/1"]}])
def test_what_is_no_record_is_a_clear_error(data: object) -> None:
    with pytest.raises(SchemaVersionError):
        from_plain(data, Claim)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("size", "12"),
        ("size", True),
        ("size", 1.5),
        ("origin", None),
        ("captured_at", "yesterday"),
        ("captured_at", 5),
        ("tool", []),
        ("tool", {"name": "x"}),
        ("tool", {"name": "x", "version": "1", "more": 1}),
        ("extra", 1),
    ],
)
def test_a_field_of_another_type_is_a_clear_error(field: str, value: object) -> None:
    with pytest.raises(SchemaVersionError):
        from_plain({**to_plain(CAPTURES[0]), field: value}, Capture)


def test_a_field_left_out_is_a_clear_error() -> None:
    facts = to_plain(CAPTURES[0])
    del facts["size"]
    with pytest.raises(SchemaVersionError, match="size"):
        from_plain(facts, Capture)


def test_content_that_does_not_give_the_id_is_a_mismatch() -> None:
    facts = {**to_plain(PDF), "text": PDF.text + "!"}
    with pytest.raises(AnchorMismatch) as raised:
        from_plain(facts, Document)
    assert raised.value.where == PDF.id


def test_lines_are_one_record_each() -> None:
    bodies = b"".join(lines([INCIDENT, *FINDINGS, WEB])).split(b"\n")
    assert bodies == [encode(INCIDENT), *(encode(each) for each in FINDINGS), encode(WEB), b""]
