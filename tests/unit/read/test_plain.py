"""Plain text: verbatim, header lines marked, credit split off, furniture kept out of the body."""

from __future__ import annotations

import hashlib
import time
from datetime import date

import pytest

from onrecord.errors import MediaUnsupportedError, SourceUnreadableError
from onrecord.model.vocab import BlockKind, Precision
from onrecord.read import read
from onrecord.read.limits import MAX_TEXT_BYTES
from onrecord.read.plain import document_from_text
from onrecord.wire.origins import rows_hold
from unit.read.sources import capture, plain, texts

TITLE = "Northern Assembly & Relief Desk Meet to Discuss the Darvel Bridge"
SOURCE = "Assembly’s Press Office"
STATEMENT = f"""Wednesday, 12 March 2031 19:28

{TITLE}

The Northern Assembly’s council received the delegates of the Desk. It said nothing more.

A delegate stated: "We asked." He said that eleven people wait there. (Source: {SOURCE})

Home Press Room Assembly News {TITLE}
"""


def test_text_is_kept_verbatim_with_its_line_ends() -> None:
    text = "One line that states something.\r\n\r\n  Another line.\t\r\n"
    assert plain(text).text == text


def test_title_date_time_and_credit_of_a_statement_are_anchored() -> None:
    document = plain(STATEMENT)
    assert document.title is not None
    assert document.title.value == TITLE
    assert document.published is not None
    when = document.published.value
    assert (when.earliest, when.latest) == (date(2031, 3, 12), date(2031, 3, 12))
    assert (when.local_time, when.precision) == ("19:28", Precision.DAY)
    assert document.published.spans[0].quote == "Wednesday, 12 March 2031 19:28"
    assert document.credit is not None
    assert document.credit.value == "Assembly’s Press Office"
    assert texts(document, BlockKind.CREDIT) == ["(Source: Assembly’s Press Office)"]


def test_trailing_breadcrumb_is_kept_as_furniture_outside_the_body() -> None:
    document = plain(STATEMENT)
    assert texts(document, BlockKind.FURNITURE) == [f"Home Press Room Assembly News {TITLE}"]
    body = [document.text[block.start : block.end] for block in document.body()]
    assert len(body) == 2
    assert body[1].endswith("eleven people wait there.")


def test_repeated_headline_and_leading_breadcrumb_are_furniture() -> None:
    document = plain(
        f"Home News {TITLE}\n\n{TITLE}\n\nThe council met on Tuesday, a clerk said.\n\n{TITLE}\n"
    )
    assert document.title is not None
    assert document.title.spans[0].start == len(f"Home News {TITLE}\n\n")
    assert len(texts(document, BlockKind.FURNITURE)) == 2


def test_article_given_as_lines_has_a_block_for_each_line() -> None:
    lines = ["A clerk said that the road is closed.", "“Nobody passes,” she added.", "It rained."]
    assert texts(plain("\n".join(lines)), BlockKind.PARAGRAPH) == lines


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The clerk of the council said on Tuesday that the road to the\n"
        "bridge had been closed since the morning and that carts which\n"
        "carry flour were made to wait until the evening.\n\nIt rained, she said."
    )
    assert len(texts(plain(text), BlockKind.PARAGRAPH)) == 2


def test_line_end_of_two_characters_is_no_gap_between_paragraphs() -> None:
    text = (
        "The clerk of the council said on Tuesday that the road to the\r\n"
        "bridge had been closed since the morning and that carts which\r\n"
        "carry flour were made to wait until the evening.\r\n\r\nIt rained, she said."
    )
    assert len(texts(plain(text), BlockKind.PARAGRAPH)) == 2


def test_list_lines_are_items() -> None:
    found = texts(plain("She named two places:\n- the mill\n- the clinic\n"), BlockKind.ITEM)
    assert found == ["- the mill", "- the clinic"]


def test_byline_gives_authors() -> None:
    document = plain(
        "Bridge closed\n\nBy Mara Ostrin and Ilka Brenn\n\nA clerk said so on Tuesday."
    )
    assert [author.value for author in document.authors] == ["Mara Ostrin", "Ilka Brenn"]


def test_arabic_text_is_rtl_and_its_credit_line_is_found() -> None:
    document = plain(
        "سكان داروم يتحدثون عن الجسر\n\n١٢ آذار ٢٠٣١\n\n"
        "قال سكان البلدة إن الجسر أغلق في الصباح وإن أحدا لم يعبر إلى العيادة منذ ذلك الوقت.\n\n"
        "المصدر: مكتب الإغاثة"
    )
    assert (document.language, document.direction) == ("ar", "rtl")
    assert document.credit is not None
    assert document.credit.value == "مكتب الإغاثة"
    assert document.published is not None
    assert document.published.value.earliest == date(2031, 3, 12)


def test_text_of_a_testimony_without_header_has_no_title() -> None:
    document = plain(
        "I was at the mill when I heard the noise. I ran to the cellar.\n\nThen I left."
    )
    assert document.title is None
    assert document.published is None


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        ("\ufeffA clerk said so.".encode(), "utf-8"),
        ("\ufeffقال كاتب ذلك.".encode("utf-16-le"), "utf-16-le"),
        ("\ufeffA clerk said so.".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_byte_order_mark_decides_and_is_no_text(body: bytes, encoding: str) -> None:
    document = plain(body)
    assert document.encoding == encoding
    assert not document.text.startswith("\ufeff")
    assert rows_hold(document, body, 0, len(document.text)) is True


def test_arabic_in_an_old_encoding_is_guessed_and_noted() -> None:
    text = (
        "قال سكان البلدة إن الجسر أغلق في الصباح وإن أحدا لم يعبر إلى العيادة منذ ذلك الوقت. " * 5
    )
    body = text.encode("cp1256")
    document = plain(body)
    assert document.text == text
    assert document.encoding == "cp1256"
    assert any("cp1256" in note for note in document.notes)
    assert rows_hold(document, body, 0, len(text)) is True


def test_damaged_bytes_show_as_one_replacement_each_run_and_are_noted() -> None:
    body = "قال كاتب ذلك في الصباح. ".encode() * 20 + b"\xff\xfe\xfd" + "وقال غيره.".encode()
    document = plain(body)
    assert document.text.count("\ufffd") == 1
    assert document.notes
    assert rows_hold(document, body, 0, len(document.text)) is True


def test_changed_byte_fails_exactly_the_spans_that_rest_on_it() -> None:
    body = ("First line of the text.\n" * 300).encode()
    document = plain(body)
    changed = body[:-5] + b"X" + body[-4:]
    assert rows_hold(document, changed, 0, 10) is True
    assert rows_hold(document, changed, len(document.text) - 10, len(document.text)) is False
    assert rows_hold(document, body[:-5], len(document.text) - 10, len(document.text)) is False


def test_document_from_text_takes_a_known_title_and_skips_rows_that_cannot_be() -> None:
    text = "Bridge closed.\n\nA clerk said so."
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = document_from_text(text, object_=digest, title="Bridge closed.")
    assert document.title is not None
    assert rows_hold(document, text.encode(), 0, len(text)) is True
    unfit = document_from_text("قال", object_=digest, encoding="cp1252")
    assert unfit.origins == ()
    assert rows_hold(unfit, b"", 0, 1) is None


@pytest.mark.parametrize(
    ("body", "media", "words"),
    [
        (b"", "text/plain", "empty file"),
        (b" \n\t\n", "text/plain", "no text"),
        (bytes(range(256)) * 50, "text/plain", "control characters"),
        (bytes(range(256)) * 50, "text/html", "control characters"),
        (b"\xff\xfe" + b"\x00\xdc" * 20_000, "text/plain", "no text|no characters"),
    ],
)
def test_bytes_without_text_are_refused_with_the_reason(
    body: bytes, media: str, words: str
) -> None:
    if body.startswith(b"\xff\xfe"):
        document = read(capture(body, media), body)
        assert document.text == "\ufffd"
        return
    with pytest.raises(SourceUnreadableError, match=words) as error:
        read(capture(body, media), body)
    assert error.value.where == "source.bin"
    assert error.value.advice


def test_text_beyond_the_limit_is_refused() -> None:
    body = b"a" * (MAX_TEXT_BYTES + 1)
    with pytest.raises(SourceUnreadableError, match="at most 50000000"):
        read(capture(body, "text/plain"), body)


def test_unknown_media_type_is_refused_and_the_sniffed_type_wins() -> None:
    with pytest.raises(MediaUnsupportedError, match="image/png"):
        read(capture(b"\x89PNG", "image/png", "text/plain"), b"\x89PNG")
    body = b"A clerk said so."
    assert read(capture(body, None, "text/plain"), body).text == body.decode()


@pytest.mark.parametrize(
    "text", ["\n" * 1_000_000 + "x", "word " * 200_000, "(Source: " * 20_000, "a b\n" * 20_000]
)
def test_odd_texts_take_bounded_time(text: str) -> None:
    start = time.perf_counter()
    plain(text)
    assert time.perf_counter() - start < 5
