"""An insider changes a member and makes crate, manifests and tag manifest fit.

What still names it: ids made from content, quotes, the way back to the bytes, the custody log, the
tables. What nothing inside the file can show (a log cut with its checkpoint, a report rewritten
beside its quotes) is why `authenticity` is never held without an anchor from outside.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from onrecord.model.document import Document
from onrecord.model.vocab import Outcome
from onrecord.verify.sealed import verify
from onrecord.wire import layout
from onrecord.wire.canonical import SCHEMAS, encode, from_plain
from onrecord.wire.custody import checkpoint_of, checkpoint_text, read_leaf
from sealed_sample import CAPTURES, EN, PDF, SELK, WEB
from sealed_tools import digest_of, edit, edit_record, failed, hash_again, results_of

CLAIMS = layout.RECORD_FILES["claim"][1]
DOCUMENTS = layout.RECORD_FILES["document"][1]
CAPTURED = layout.RECORD_FILES["capture"][1]
FINDINGS = layout.RECORD_FILES["finding"][1]
PARTIES = layout.RECORD_FILES["party"][1]


def named(folder: Path) -> set[str | None]:
    hash_again(folder)
    report = verify(folder)
    assert not results_of(report, "fixity"), "the digests were made to fit"
    return set(failed(report))


def test_hashing_again_alone_changes_nothing(sealed: Path) -> None:
    assert named(sealed) == set()


def test_a_quote_reworded_in_a_claim_breaks_its_id(sealed: Path) -> None:
    edit_record(sealed, CLAIMS, "killed five people", "killed nine people")
    assert named(sealed) == {CLAIMS}


def test_a_fact_of_a_capture_reworded_is_not_what_the_log_tells_of(sealed: Path) -> None:
    edit_record(sealed, CAPTURED, '"collector":"collector-7"', '"collector":"collector-8"')
    hash_again(sealed)
    said = [result.message for result in results_of(verify(sealed), "log")]
    assert any("is not the record that the log tells of" in message for message in said)


def test_a_moved_offset_breaks_the_id(sealed: Path) -> None:
    start = SELK.content[0].start
    edit_record(sealed, CLAIMS, f'"start":{start}', f'"start":{start + 1}')
    assert named(sealed) == {CLAIMS}


def test_a_quote_that_is_not_at_its_place_is_named_with_words_and_offsets(sealed: Path) -> None:
    edit_record(sealed, PARTIES, '"quote":"The Northern Council"', '"quote":"The Northern Camp"')
    _new_ids(sealed, PARTIES)
    hash_again(sealed)
    report = verify(sealed)
    messages = [result.message for result in results_of(report, "quotes")]
    assert len(messages) == 1
    assert "The Northern Camp" in messages[0]
    assert "The Northern Council" in messages[0]
    assert EN.id in messages[0]


def test_a_stance_turned_round_shows_in_the_table(sealed: Path) -> None:
    # Stance is no part of a claim's id; the table still says what was sealed.
    edit_record(sealed, CLAIMS, '"stance":"denies"', '"stance":"asserts"')
    assert named(sealed) == {layout.table_path("claims")}


def test_a_table_edited_alone_is_named(sealed: Path) -> None:
    edit(sealed, layout.table_path("claims"), lambda body: body.replace(b"denies", b"asserts"))
    assert named(sealed) == {layout.table_path("claims")}


def test_the_text_of_a_document_is_tied_to_the_bytes_and_to_the_log(sealed: Path) -> None:
    edit_record(sealed, DOCUMENTS, "Shelling alleged in", "Shelling denied by ")
    new = _new_ids(sealed, DOCUMENTS)
    for path in (sealed / layout.RECORDS).glob("*.jsonld"):
        body = path.read_bytes()
        for old, now in new.items():
            body = body.replace(old.encode(), now.encode())
        path.write_bytes(body)
    hash_again(sealed)
    report = verify(sealed)
    assert [result.member for result in results_of(report, "origins")] == [DOCUMENTS]
    assert any(result.member == DOCUMENTS for result in results_of(report, "log"))


def test_origin_rows_that_lead_to_other_bytes_are_named(sealed: Path) -> None:
    row = WEB.origins[2]
    edit_record(
        sealed, DOCUMENTS, f'"byte_start":{row.byte_start}', f'"byte_start":{row.byte_start + 1}'
    )
    hash_again(sealed)
    report = verify(sealed)
    assert {result.member for result in results_of(report, "origins")} == {DOCUMENTS}


def test_swapped_objects_are_both_named(sealed: Path) -> None:
    first, second = (sealed / layout.object_path(capture.sha256) for capture in CAPTURES[:2])
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    both = {layout.object_path(capture.sha256) for capture in CAPTURES[:2]}
    assert set(failed(verify(sealed))) == both
    hash_again(sealed)
    assert both <= set(failed(verify(sealed)))


def test_an_object_replaced_is_named(sealed: Path) -> None:
    path = layout.object_path(CAPTURES[4].sha256)
    edit(sealed, path, lambda _: b"other bytes")
    assert named(sealed) == {path}


def test_an_object_without_a_capture_is_named(sealed: Path) -> None:
    body = b"slipped in"
    path = layout.object_path(hashlib.sha256(body).hexdigest())
    (sealed / path).parent.mkdir()
    (sealed / path).write_bytes(body)
    hash_again(sealed, crate=False)
    assert [result.member for result in results_of(verify(sealed), "objects")] == [path]


def test_a_removed_object_is_named(sealed: Path) -> None:
    path = layout.object_path(CAPTURES[4].sha256)
    (sealed / path).unlink()
    hash_again(sealed)
    assert path in failed(verify(sealed))


def test_a_log_cut_short_does_not_give_the_checkpoint(sealed: Path) -> None:
    edit(sealed, layout.LOG, lambda body: b"".join(body.splitlines(keepends=True)[:-1]))
    assert named(sealed) == {layout.LOG}


def test_a_log_in_another_order_does_not_give_the_checkpoint(sealed: Path) -> None:
    def swapped(body: bytes) -> bytes:
        lines = body.splitlines(keepends=True)
        return b"".join([*lines[:-2], lines[-1], lines[-2]])

    edit(sealed, layout.LOG, swapped)
    assert named(sealed) == {layout.LOG}


def test_a_capture_left_out_of_log_and_checkpoint_is_named(sealed: Path) -> None:
    rest = (sealed / layout.LOG).read_bytes().splitlines(keepends=True)[1:]
    (sealed / layout.LOG).write_bytes(b"".join(rest))
    _new_checkpoint(sealed)
    hash_again(sealed)
    found = failed(verify(sealed))
    assert set(found) == {layout.LOG}
    assert CAPTURES[0].id in found[layout.LOG][0]


def test_a_log_cut_with_its_checkpoint_needs_an_anchor_from_outside(sealed: Path) -> None:
    rest = (sealed / layout.LOG).read_bytes().splitlines(keepends=True)[:-1]  # "processed"
    (sealed / layout.LOG).write_bytes(b"".join(rest))
    _new_checkpoint(sealed)
    hash_again(sealed)
    report = verify(sealed)
    assert failed(report) == {}
    assert results_of(report, "authenticity", Outcome.NOT_CHECKABLE)
    assert not results_of(report, "authenticity", Outcome.HELD)


def test_a_checkpoint_of_another_log_is_named(sealed: Path) -> None:
    edit(sealed, layout.CHECKPOINT, lambda body: body.replace(b"onrecord/log-", b"onrecord/log-0"))
    assert named(sealed) == {layout.LOG}


def test_a_record_that_names_what_is_not_there_is_named(sealed: Path) -> None:
    edit_record(sealed, FINDINGS, SELK.id, "claim-" + "0" * 32)
    hash_again(sealed)
    messages = failed(verify(sealed))[FINDINGS]
    assert any("claim-000" in message for message in messages)


def test_a_record_left_out_is_missed_by_those_that_name_it(sealed: Path) -> None:
    lines = (sealed / CLAIMS).read_bytes().split(b"\n")
    kept = [line for line in lines if SELK.id.encode() not in line]
    (sealed / CLAIMS).write_bytes(b"\n".join(kept))
    hash_again(sealed)
    found = failed(verify(sealed))
    assert layout.RECORD_FILES["allegation"][1] in found
    assert FINDINGS in found


def test_a_record_given_twice_is_named(sealed: Path) -> None:
    lines = (sealed / CLAIMS).read_bytes().split(b"\n")
    (sealed / CLAIMS).write_bytes(b"\n".join([*lines[:2], lines[1], *lines[2:]]))
    hash_again(sealed)
    assert any("twice" in message for message in failed(verify(sealed))[CLAIMS])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"schema":"claim/1"', '"schema":"claim/9"'),
        ('"rule":"sample"', '"rule":7'),
        ('"rule":"sample"', '"rule":"sample","rule":"sample"'),
        ('"rule":"sample"', '"rule": "sample"'),
        ('"score":null', '"score":NaN'),
        ('"score":null', '"extra":null,"score":null'),
        ('"@base":"onrecord:/"', '"@base":"https://elsewhere.example/"'),
        ("]}", "]} "),
    ],
)
def test_a_record_in_another_form_is_named(sealed: Path, old: str, new: str) -> None:
    edit_record(sealed, CLAIMS, old, new)
    hash_again(sealed)
    assert CLAIMS in failed(verify(sealed))


def test_a_report_without_the_words_of_a_claim_is_named(sealed: Path) -> None:
    edit(sealed, layout.REPORT, lambda body: body.replace(b"shells", b"crowds"))
    hash_again(sealed)
    assert set(failed(verify(sealed))) == {layout.REPORT}


def test_a_crate_that_describes_other_bytes_is_named(sealed: Path) -> None:
    digest = CAPTURES[0].sha256
    edit(
        sealed,
        layout.CRATE,
        lambda body: body.replace(
            f'"sha256": "{digest}"'.encode(), f'"sha256": "{digest[::-1]}"'.encode()
        ),
    )
    hash_again(sealed, crate=False)
    assert set(failed(verify(sealed))) == {layout.CRATE}


def test_a_weaker_manifest_added_is_refused(sealed: Path) -> None:
    (sealed / "manifest-md5.txt").write_text("")
    hash_again(sealed)
    assert "manifest-md5.txt" in failed(verify(sealed))


def test_a_file_with_weak_manifests_alone_is_refused(sealed: Path) -> None:
    for name in (layout.MANIFEST_SHA256, layout.MANIFEST_SHA512, layout.TAG_MANIFEST):
        (sealed / name).unlink()
    (sealed / "manifest-md5.txt").write_text("")
    found = set(failed(verify(sealed)))
    assert {layout.MANIFEST_SHA256, layout.MANIFEST_SHA512, layout.TAG_MANIFEST} <= found
    assert "manifest-md5.txt" in found


def test_a_listed_file_that_does_not_belong_is_refused(sealed: Path) -> None:
    (sealed / "data" / "note.txt").write_text("read me")
    hash_again(sealed)
    assert "data/note.txt" in failed(verify(sealed))


def test_a_stated_size_of_the_payload_is_compared(sealed: Path) -> None:
    edit(sealed, layout.BAG_INFO, lambda body: body.replace(b"Payload-Oxum: ", b"Payload-Oxum: 1"))
    tag = sealed / layout.TAG_MANIFEST
    lines = [
        f"{digest_of(sealed / layout.BAG_INFO, 'sha256')}  {layout.BAG_INFO}"
        if line.endswith(layout.BAG_INFO)
        else line
        for line in tag.read_text().splitlines()
    ]
    tag.write_text("\n".join(lines) + "\n")
    assert set(failed(verify(sealed))) == {layout.BAG_INFO}


class TestReadingAgain:
    def test_without_a_reader_pages_are_not_checkable(self, sealed: Path) -> None:
        open_ = results_of(verify(sealed), "origins", Outcome.NOT_CHECKABLE)
        assert [result.member for result in open_] == [layout.object_path(PDF.object)]

    def test_the_same_text_and_places_hold(self, sealed: Path) -> None:
        report = verify(sealed, lambda capture, body: PDF)  # noqa: ARG005
        held = results_of(report, "origins", Outcome.HELD)
        assert layout.object_path(PDF.object) in {result.member for result in held}

    def test_another_text_fails(self, sealed: Path) -> None:
        def reread(_capture: object, _body: bytes) -> Document:
            return _with_text(PDF.text.replace("empty", "crowded"))

        report = verify(sealed, reread)
        assert [result.member for result in results_of(report, "origins")] == [DOCUMENTS]


def _with_text(text: str) -> Document:
    facts = json.loads(encode(PDF))
    facts["text"] = text
    del facts["id"]
    return from_plain(facts, Document)


def _new_ids(folder: Path, member: str) -> dict[str, str]:
    """Give every changed record of a file the id its content asks for; old id -> new id."""
    lines = (folder / member).read_bytes().split(b"\n")
    new = {}
    for at, line in enumerate(lines[1:-2], start=1):
        facts = json.loads(line.rstrip(b","))
        old = facts.pop("id")
        kind = {PARTIES: "party", DOCUMENTS: "document"}[member]
        record = from_plain(facts, SCHEMAS[kind][0])
        if record.id != old:
            new[old] = record.id
        lines[at] = encode(record) + (b"," if line.endswith(b",") else b"")
    (folder / member).write_bytes(b"\n".join(lines))
    return new


def _new_checkpoint(folder: Path) -> None:
    events = [read_leaf(line, None) for line in (folder / layout.LOG).read_bytes().splitlines()]
    (folder / layout.CHECKPOINT).write_bytes(checkpoint_text(checkpoint_of(events)))
