"""Captures grew a container and a retrieval; what was written before stays readable."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord.errors import SchemaVersionError
from onrecord.model.fixity import Capture, ClockReading, Hop, Retrieval
from onrecord.model.ids import canonical_json
from onrecord.verify.sealed import verify
from onrecord.wire import layout
from onrecord.wire.canonical import decode, encode, is_canonical, to_plain
from onrecord.wire.custody import record_digest
from onrecord.wire.jsonld import first_line, record_lines
from onrecord.wire.tables import Lookup, earlier_tables, tables
from sealed_sample import CAPTURES, sample
from sealed_tools import failed, hash_again, sealed_sample

ADDED_3 = ("modified_at", "handling", "settings")
ADDED = ("container", "member", "retrieval", "embedded", *ADDED_3)
AT = datetime(2031, 5, 8, 9, 30, tzinfo=UTC)
GOT = Retrieval(
    requested_url="http://office.example/a", final_url="http://office.example/b",
    hops=(Hop("http://office.example/a", 301, "/b", "192.0.2.7", AT),),
    verb="GET", status=200, request_headers=(("accept", "*/*"),),
    response_headers=(("Set-Cookie", "a"), ("Set-Cookie", "b")), server_ip="192.0.2.7",
    dns=("192.0.2.7",), tls_chain=(), started_at=AT, ended_at=AT,
    clocks=(ClockReading("server Date header", "Thu, 08 May 2031 09:30:05 GMT", AT, 5.0),),
    complete=True, notes=(),
)  # fmt: skip


def as_version_1(capture: Capture) -> bytes:
    terms = to_plain(capture)
    for name in ADDED:
        del terms[name]
    terms["schema"] = "capture/1"
    return json.dumps(terms, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def test_a_capture_of_version_1_is_read_with_the_id_it_had() -> None:
    line = as_version_1(CAPTURES[0])

    assert decode(line, Capture) == CAPTURES[0]
    assert is_canonical(line, CAPTURES[0])
    assert not is_canonical(line.replace(b",", b", ", 1), CAPTURES[0])


def test_a_capture_of_version_2_is_read_and_the_log_still_tells_of_its_record() -> None:
    terms = to_plain(CAPTURES[0])
    for name in ADDED_3:
        del terms[name]
    terms["schema"] = "capture/2"
    line = json.dumps(terms, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()

    assert decode(line, Capture) == CAPTURES[0]
    assert is_canonical(line, CAPTURES[0])
    stated = {name: value for name, value in terms.items() if value is not None}
    del stated["schema"]
    assert record_digest(CAPTURES[0]) == hashlib.sha256(canonical_json(stated)).hexdigest()


def test_version_1_with_a_field_of_version_2_is_refused_by_form() -> None:
    terms = {**to_plain(CAPTURES[0]), "schema": "capture/1", "extra": 1}
    with pytest.raises(SchemaVersionError):
        decode(json.dumps(terms), Capture)


@pytest.mark.parametrize("schema", ["capture/0", "capture/4", "capture/01", "claim/1"])
def test_a_version_without_a_reader_is_a_clear_error(schema: str) -> None:
    with pytest.raises(SchemaVersionError, match="capture/3"):
        decode(json.dumps({**to_plain(CAPTURES[0]), "schema": schema}), Capture)


def test_a_retrieval_survives_the_way_to_json_and_back() -> None:
    capture = dataclasses.replace(
        CAPTURES[0], container=CAPTURES[1].id, member="@0", retrieval=GOT, embedded=(("k", "v"),)
    )

    assert decode(encode(capture), Capture) == capture
    assert capture.id != CAPTURES[0].id, "the same bytes out of a container are another capture"


def test_files_of_records_with_the_earlier_context_are_read() -> None:
    body = first_line(1) + as_version_1(CAPTURES[0]) + b"\n]}\n"
    assert first_line(1) != first_line()
    assert list(record_lines(io.BytesIO(body))) == [as_version_1(CAPTURES[0])]


def test_a_sealed_file_of_version_1_still_verifies(tmp_path: Path) -> None:
    folder = sealed_sample(tmp_path / "case")
    for kind, (_, path) in layout.RECORD_FILES.items():
        if kind in layout.OPTIONAL_RECORDS:
            continue  # unknown to version 1
        member = folder / path
        member.write_bytes(member.read_bytes().replace(first_line(), first_line(1)))
    member = folder / layout.RECORD_FILES["capture"][1]
    rows = list(record_lines(io.BytesIO(member.read_bytes())))
    old = b",\n".join(as_version_1(decode(row, Capture)) for row in rows)
    member.write_bytes(first_line(1) + old + b"\n]}\n")
    (folder / layout.table_path("captures")).write_bytes(earlier_tables(sample())["captures"])
    hash_again(folder)

    assert failed(verify(folder)) == {}


def test_the_table_of_captures_tells_where_and_when_an_item_came_from_the_web() -> None:
    capture = dataclasses.replace(CAPTURES[0], retrieval=GOT)
    dossier = dataclasses.replace(sample(), captures=(capture,))

    head, row = tables(dossier, Lookup({}, {}))["captures"].decode("utf-8-sig").splitlines()
    cells = dict(zip(head.split(","), row.split(","), strict=True))

    assert cells["origin_url"] == "http://office.example/a"
    assert cells["retrieved_at"] == "2031-05-08T09:30:00Z"
    assert (cells["status"], cells["complete"]) == ("200", "true")
    assert "captures" not in earlier_tables(dossier)


@pytest.mark.parametrize(
    ("media", "status", "read"),
    [
        ("text/html; charset=utf-8", 200, True),
        ("application/pdf", 206, True),
        (None, None, True),
        ("text/css", 200, False),
        ("image/png", 200, False),
        ("text/html", 404, False),
        ("text/html", 301, False),
    ],
)
def test_parts_of_a_page_and_refusals_are_not_put_to_a_reader(media, status, read) -> None:
    got = dataclasses.replace(GOT, status=status)
    capture = dataclasses.replace(CAPTURES[0], media_type_declared=media, retrieval=got)

    assert capture.to_be_read is read
