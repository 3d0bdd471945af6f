"""Names, JSON-LD frame, custody log, byte ranges and tables of a sealed file."""

from __future__ import annotations

import csv
import dataclasses
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.claim import Claim
from onrecord.model.document import Document, OriginRow, Span
from onrecord.model.fixity import Tool
from onrecord.wire import layout
from onrecord.wire.canonical import decode, from_plain
from onrecord.wire.custody import checkpoint_of, checkpoint_text, read_checkpoint
from onrecord.wire.jsonld import jsonld, record_lines
from onrecord.wire.spans import byte_ranges, byte_ranges_of
from onrecord.wire.tables import Lookup, safe_cell, spans_in_tables, tables
from sealed_sample import AR, ARABIC, CLAIMS, EN, PARTIES, PDF, WEB, sample, words


class TestNames:
    @pytest.mark.parametrize(
        "path",
        ["", "/a", "~a", "\\a", "C:a", "a//b", "a/../b", "a/.", "a\\b", "a\nb", "a\u202eb", "a\0",
         "aux", "a/CON.txt", "a" * 1025, "\ud800"],
    )  # fmt: skip
    def test_a_name_that_leads_out_or_deceives_is_refused(self, path: str) -> None:
        assert layout.unsafe(path)

    @pytest.mark.parametrize(
        "path", ["a", "data/a b.txt", "data/~a", "data/%7E", "data/لجنة", "..a"]
    )
    def test_other_names_may_stand(self, path: str) -> None:
        assert layout.unsafe(path) is None

    def test_names_some_systems_cannot_tell_apart_have_one_key(self) -> None:
        assert layout.same_name_key("data/É") == layout.same_name_key("DATA/e\u0301")

    @given(st.text(max_size=50))
    def test_an_object_lies_where_its_digest_says(self, path: str) -> None:
        found = layout.object_of(path)
        assert found is None or layout.object_path(found) == path

    def test_an_object_in_the_wrong_folder_is_none(self) -> None:
        path = layout.object_path("ab" * 32)
        assert layout.object_of(path) == "ab" * 32
        assert layout.object_of(path.replace("/ab/", "/cd/")) is None


class TestJsonld:
    @pytest.mark.parametrize("count", [0, 1, 5])
    def test_it_is_json_and_each_entry_a_wire_record(self, count: int) -> None:
        body = b"".join(jsonld(CLAIMS[:count]))
        data = json.loads(body)
        assert [from_plain(entry, Claim) for entry in data["@graph"]] == list(CLAIMS[:count])
        assert all(isinstance(entry, str | dict | float) for entry in data["@context"].values())
        assert "http" not in json.dumps(data["@context"])

    @pytest.mark.parametrize("count", [0, 1, 5])
    def test_it_streams_back(self, count: int) -> None:
        stream = io.BytesIO(b"".join(jsonld(CLAIMS[:count])))
        assert [decode(line, Claim) for line in record_lines(stream)] == list(CLAIMS[:count])

    @pytest.mark.parametrize(
        "change",
        [
            lambda body: body[1:],
            lambda body: body[:-1],
            lambda body: body + b"\n",
            lambda body: body.replace(b",\n", b"\n", 1),
            lambda body: body.replace(b"}\n]}", b"},\n]}"),
            lambda body: body.replace(b"\n", b"\r\n", 1),
            lambda _body: b"",
        ],
    )
    def test_another_frame_is_refused(self, change: object) -> None:
        assert callable(change)
        body = change(b"".join(jsonld(CLAIMS)))
        with pytest.raises(ValueError, match="line"):
            list(record_lines(io.BytesIO(body)))


class TestCustody:
    def test_a_checkpoint_comes_back_the_same(self) -> None:
        checkpoint = checkpoint_of(sample().custody)
        assert read_checkpoint(checkpoint_text(checkpoint)) == checkpoint
        assert checkpoint.size == len(sample().custody)

    def test_the_origin_stays_while_the_log_grows(self) -> None:
        whole, part = checkpoint_of(sample().custody), checkpoint_of(sample().custody[:3])
        assert whole.origin == part.origin
        assert whole.root != part.root

    @pytest.mark.parametrize(
        "body",
        [b"", b"a\n1\nAA==", b"a\n01\nAA==\n", b"a\nx\nAA==\n", b"a\n1\n!!\n", b"a\n1\nAA==\n\n",
         b"\xff\n1\nAA==\n"],
    )  # fmt: skip
    def test_another_form_is_refused(self, body: bytes) -> None:
        with pytest.raises(ValueError, match=r".+"):
            read_checkpoint(body)


class TestByteRanges:
    def test_arabic_words_are_found_in_the_bytes(self) -> None:
        span = words(AR, "قذائف أصابت")
        start, end = byte_ranges(AR, [span])[span.start, span.end]
        assert ARABIC.encode()[start:end].decode() == "قذائف أصابت"

    def test_a_character_reference_is_taken_whole(self) -> None:
        span = words(WEB, "“the market")
        start, end = byte_ranges(WEB, [span])[span.start, span.end]
        row = WEB.origins[1]
        assert (start, end - start) == (row.byte_start, len("&ldquo;the market"))

    def test_words_of_a_page_have_no_bytes(self) -> None:
        assert byte_ranges(PDF, [words(PDF, "empty")]) == {}

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-7", "no such", "hex", None])
    def test_an_encoding_that_tells_no_lengths_gives_no_bytes(self, encoding: str | None) -> None:
        document = dataclasses.replace(EN, encoding=encoding)
        assert byte_ranges(document, [document.span(3, 8)]) == {}

    @given(st.lists(st.text("aé€𝄞", min_size=1, max_size=6), min_size=1, max_size=8), st.data())
    def test_the_bytes_of_any_span_are_its_words(
        self, parts: list[str], data: st.DataObject
    ) -> None:
        text, body, rows = "", b"", []
        for part in parts:
            body += b"<b>"
            rows.append(
                OriginRow(
                    len(text), len(text) + len(part), len(body), len(body) + len(part.encode()),
                    verbatim=True,
                )
            )  # fmt: skip
            text, body = text + part, body + part.encode()
        document = Document(
            object="0" * 64, text=text, encoding="utf-8", language=None, direction="ltr",
            title=None, published=None, authors=(), publisher=None, credit=None, blocks=(),
            origins=tuple(rows), reader=Tool("test", "0"),
        )  # fmt: skip
        ends = st.integers(0, len(text))
        spans: list[Span] = []
        for _ in range(4):
            start, end = sorted((data.draw(ends), data.draw(ends)))
            if start < end:
                spans.append(document.span(start, end))
        found = byte_ranges(document, spans)
        for span in spans:
            start, end = found[span.start, span.end]
            assert body[start:end].replace(b"<b>", b"").decode() == span.quote


class TestTables:
    def rows(self, name: str) -> list[dict[str, str]]:
        dossier = sample()
        lookup = Lookup(
            {each.id: each.object for each in dossier.documents},
            byte_ranges_of(dossier.documents, spans_in_tables(dossier)),
        )
        body = tables(dossier, lookup)[name].decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(body, newline="")))

    def test_there_is_one_table_for_each_name(self) -> None:
        names = {*layout.TABLE_NAMES, *layout.OPTIONAL_TABLE_NAMES}
        assert set(tables(sample(), Lookup({}, {}))) == names

    def test_each_claim_has_its_quote_and_place(self) -> None:
        by_id = {row["id"]: row for row in self.rows("claims")}
        for claim in CLAIMS:
            row, span = by_id[claim.id], claim.content[0]
            assert row["quote"] == span.quote
            assert (row["document"], row["start"], row["end"]) == (
                span.document,
                str(span.start),
                str(span.end),
            )

    def test_a_text_that_would_run_as_a_formula_is_guarded(self) -> None:
        labels = {row["id"]: row["label"] for row in self.rows("parties")}
        assert labels[PARTIES[2].id] == "'" + PARTIES[2].label

    @pytest.mark.parametrize("start", list("=+-@\t\r\n"))
    def test_each_dangerous_beginning_is_guarded(self, start: str) -> None:
        assert safe_cell(start + "1") == "'" + start + "1"

    def test_numbers_and_unknown_are_left_as_they_are(self) -> None:
        assert [safe_cell(-3.5), safe_cell(None), safe_cell(0)] == ["-3.5", "", "0"]

    def test_a_place_south_of_the_equator_keeps_its_number(self) -> None:
        assert {row["lat"] for row in self.rows("places")} == {"-3.5"}
