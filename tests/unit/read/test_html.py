"""HTML: visible main text with bytes, stated facts anchored, nothing hidden shown."""

from __future__ import annotations

import time
from datetime import date

import pytest

from onrecord.errors import SourceUnreadableError
from onrecord.model.document import Document
from onrecord.model.vocab import BlockKind
from onrecord.read.limits import MAX_MAIN_TEXT_DEPTH
from onrecord.wire.origins import rows_hold
from unit.read.sources import PAGES, page, texts


def _fixture(name: str) -> tuple[bytes, Document]:
    body = (PAGES / name).read_bytes()
    return body, page(body)


def _all_hold(document: Document, body: bytes) -> bool:
    return all(rows_hold(document, body, b.start, b.end) is True for b in document.blocks)


@pytest.mark.parametrize("name", ["english.html", "arabic.html", "bare.html"])
def test_every_block_is_found_again_in_the_bytes(name: str) -> None:
    body, document = _fixture(name)
    assert _all_hold(document, body)
    for anchored in (document.title, document.published, document.publisher, document.credit):
        for span in anchored.spans if anchored else ():
            assert rows_hold(document, body, span.start, span.end) is True


def test_facts_of_an_english_page() -> None:
    _, document = _fixture("english.html")
    assert document.title is not None
    assert document.title.value == "Two reported dead after shelling of Darvel market"
    assert texts(document, BlockKind.TITLE) == [document.title.value]
    assert document.published is not None
    assert document.published.value.local_time == "19:28"
    assert document.published.spans[0].quote == "Wednesday, 12 March 2031 19:28"
    assert [author.value for author in document.authors] == ["Mara Ostrin"]
    assert document.publisher is not None
    assert document.publisher.value == "Velia Observer"
    assert document.credit is not None
    assert document.credit.value == "Velia Relief Desk"
    assert (document.language, document.direction) == ("en", "ltr")


def test_body_holds_main_text_and_keeps_kinds_of_blocks() -> None:
    _, document = _fixture("english.html")
    kinds = [block.kind for block in document.body()]
    assert kinds == [
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.ITEM,
        BlockKind.ITEM,
        BlockKind.CELL,
        BlockKind.CELL,
        BlockKind.CAPTION,
        BlockKind.PARAGRAPH,
    ]
    body = " ".join(document.text[b.start : b.end] for b in document.body())
    assert "market & the street behind it, killing two people and injuring at least five." in body
    assert "“We heard three explosions,” a shopkeeper" in body
    assert "Related" not in body
    assert "Home" not in body


@pytest.mark.parametrize("words", ["never shown", "hidden", "So is this one", "color: black"])
def test_scripts_styles_comments_and_hidden_parts_are_not_in_the_text(words: str) -> None:
    _, document = _fixture("english.html")
    assert words not in document.text


def test_facts_of_an_arabic_page() -> None:
    _, document = _fixture("arabic.html")
    assert document.title is not None
    assert document.title.value == "سكان داروم يتحدثون عن قصف السوق"
    assert document.published is not None
    assert document.published.value.earliest == date(2031, 3, 12)
    assert document.published.value.local_time == "19:28"
    assert document.credit is not None
    assert document.credit.value == "مكتب الإغاثة في فيليا"
    assert (document.language, document.direction) == ("ar", "rtl")
    assert len(document.body()) == 3


def test_facts_found_only_outside_the_visible_text_have_blocks_of_their_own() -> None:
    body, document = _fixture("bare.html")
    assert document.title is not None
    assert document.title.value == "Statement of the Darvel Aid Circle"
    assert document.published is not None
    assert document.published.value.local_time == "08:05"
    assert [author.value for author in document.authors] == ["Ilka Brenn"]
    span = document.published.spans[0]
    rows = document.rows(span.start, span.end)
    assert body[rows[0].byte_start : rows[-1].byte_end] == b"2031-04-02T08:05:00+02:00"


def test_elements_left_open_do_not_swallow_the_page() -> None:
    document = page(
        "<head><title>Notice</title><b>The bridge</b> is closed. <button>More<p>So she said."
    )
    assert "The bridge is closed." in document.text
    assert "So she said." in document.text


def test_two_line_breaks_part_paragraphs_and_one_does_not() -> None:
    _, document = _fixture("bare.html")
    found = texts(document, BlockKind.PARAGRAPH)
    assert len(found) == 2
    assert found[0].endswith("acted.\nThey waited for nine hours.")


def test_wrongly_declared_encoding_is_not_believed() -> None:
    body = '<meta charset="windows-1252"><p>قال سكان البلدة إن الجسر أغلق.</p>'.encode()
    document = page(body)
    assert document.encoding == "utf-8"
    assert "قال سكان البلدة" in document.text
    assert any("windows-1252" in note for note in document.notes)


def test_declared_old_encoding_is_used_when_all_bytes_fit() -> None:
    body = '<meta charset="windows-1256"><p>قال سكان البلدة إن الجسر أغلق.</p>'.encode("cp1256")
    document = page(body)
    assert document.encoding == "cp1256"
    assert "قال سكان البلدة إن الجسر أغلق." in document.text
    assert _all_hold(document, body)


def test_damaged_bytes_inside_a_page_have_rows_of_their_own() -> None:
    words = "قال سكان البلدة إن الجسر أغلق. "
    body = f"<p>{words * 20}".encode() + b"\xff\xfe" + f"{words}</p>".encode()
    document = page(body)
    assert document.text.count("\ufffd") == 1
    assert _all_hold(document, body)
    at = document.text.index("\ufffd")
    row = document.rows(at, at + 1)[0]
    assert (row.start, row.end, row.verbatim) == (at, at + 1, False)


def test_page_too_deep_for_main_text_detection_is_noted_and_keeps_its_text() -> None:
    depth = MAX_MAIN_TEXT_DEPTH + 1
    document = page("<div>" * depth + "<p>A clerk said so.</p>" + "</div>" * depth)
    assert [document.text[b.start : b.end] for b in document.body()] == ["A clerk said so."]
    assert any("too deep" in note for note in document.notes)


def test_words_split_by_inline_tags_and_character_references_stay_whole() -> None:
    body = b"<p>Dar<b>v</b>el &lt;3 &#x41;&amp;B &unknown; a<wbr>b&nbsp;c</p>"
    document = page(body)
    assert document.text == "Darvel <3 A&B &unknown; ab\xa0c"
    assert _all_hold(document, body)


def test_a_changed_character_reference_does_not_hold() -> None:
    body = b"<p>one &lt; two</p>"
    document = page(body)
    assert rows_hold(document, body.replace(b"&lt;", b"&gt;"), 0, len(document.text)) is False


def test_metadata_date_is_taken_and_noted_where_the_page_shows_another() -> None:
    document = page(
        '<meta property="article:published_time" content="2031-03-10"><h1>Bridge closed</h1>'
        "<p>12 March 2031</p><p>A clerk said on Tuesday that the bridge is closed to carts.</p>"
    )
    assert document.published is not None
    assert document.published.value.earliest == date(2031, 3, 10)
    assert any("another date" in note for note in document.notes)


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 100_000 + b"hello there",
        b"<div>" * 20_000 + b"hello there" + b"</div>" * 20_000,
        b"<" * 100_000 + b"hello",
        b"&" * 50_000,
        b"<p>hello" + b"<a b='" * 20_000,
        b"<p>hello" + b"<a" * 50_000,
        b"<p>hello<a" + b" " * 200_000,
        b"</p>" * 50_000 + b"hello",
        b"<table><tr><td>hello" * 5_000,
        b"<p>hello" + b"<!--" * 50_000,
        b"<p>hello" + b"<script>" * 20_000,
        b"<p>nul \0 byte</p>",
    ],
)
def test_broken_pages_are_read_in_bounded_time(body: bytes) -> None:
    start = time.perf_counter()
    document = page(body)
    assert time.perf_counter() - start < 10
    assert rows_hold(document, body, 0, min(200, len(document.text))) is True


@pytest.mark.parametrize("body", [b"<!--", b"<script>x", b"<p></p>", b"<p hidden>words"])
def test_pages_without_visible_text_are_refused(body: bytes) -> None:
    with pytest.raises(SourceUnreadableError, match="no text"):
        page(body)


def test_declared_language_is_only_taken_where_the_text_does_not_tell() -> None:
    assert page('<html lang="tr"><p>Darvel 12</p>').language == "tr"
    told = page(
        '<html lang="fr"><p>The clerk said that the road to the bridge is closed and that it is '
        "not known when it will be open to the carts of the town.</p>"
    )
    assert told.language == "en"
