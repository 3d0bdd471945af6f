"""PDF, DOCX and e-mail: text in order, places inside the container, refusals with a way out."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest

from onrecord.errors import SourceUnreadableError
from onrecord.model.vocab import BlockKind
from onrecord.wire.origins import rows_hold
from unit.read.sources import DOCX, MAIL, PDF, pdf, read_as, texts


def _report() -> bytes:
    pages = []
    for number in (1, 2, 3):
        lines = [(760.0, 9.0, f"Velia Observer Bulletin {number}")]
        if number == 1:
            lines += [(700, 20, "Report on the Darvel bridge"), (670, 11, "12 March 2031 19:28")]
        lines += [
            (620, 11, f"Trader {'abc'[number - 1]} stated that shells struck the central mar-"),
            (606, 11, "ket on Tuesday and that two people were killed there."),
            (592, 11, "The Northern Assembly denied this."),
            (550, 11, f"A doctor said that {number + 4} people came to the clinic. It rained."),
            (536, 11, f"Nobody else was {'abc'[number - 1]}sked, she stated."),
            (30, 9, f"Page {number} of 3"),
        ]
        pages.append(lines)
    return pdf(pages)


def test_pdf_gives_title_date_and_paragraphs_with_page_and_box() -> None:
    document = read_as(_report(), PDF)
    assert document.title is not None
    assert document.title.value == "Report on the Darvel bridge"
    assert document.published is not None
    assert document.published.value.earliest == date(2031, 3, 12)
    paragraphs = texts(document, BlockKind.PARAGRAPH)
    assert paragraphs[0] == (
        "Trader a stated that shells struck the central mar-"
        "ket on Tuesday and that two people were killed there. "
        "The Northern Assembly denied this."
    )
    assert len(paragraphs) == 6
    at = document.text.index("Trader b")
    row = document.rows(at, at + 5)[0]
    assert row.page == 2
    assert row.box is not None
    assert 71 < row.box[0] < 75
    assert 615 < row.box[1] < 621
    assert rows_hold(document, b"", 0, 5) is None


def test_pdf_running_heads_and_page_numbers_are_furniture() -> None:
    found = texts(read_as(_report(), PDF), BlockKind.FURNITURE)
    assert len(found) == 6
    assert "Velia Observer Bulletin 2" in found
    assert "Page 3 of 3" in found


def test_pdf_without_text_layer_names_the_way_out() -> None:
    body = pdf([[], []])
    with pytest.raises(SourceUnreadableError, match="OCR") as error:
        read_as(body, PDF)
    assert error.value.found == "2 pages without text, as in a scan"


@pytest.mark.parametrize("body", [b"%PDF-1.4\nx", _report()[:700], b"%PDF-1.7" + b"\0" * 5000])
def test_damaged_pdf_is_refused(body: bytes) -> None:
    with pytest.raises(SourceUnreadableError, match="reading a PDF"):
        read_as(body, PDF)


def test_encrypted_pdf_asks_for_an_unlocked_copy() -> None:
    body = _report().replace(
        b"/Root 1 0 R >>",
        b"/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"41" * 32
        + b"> /U <"
        + b"42" * 32
        + b"> >> >>",
    )
    with pytest.raises(SourceUnreadableError, match="encrypted") as error:
        read_as(body, PDF)
    assert "unlocked copy" in str(error.value.advice)


def _docx() -> bytes:
    made = docx.Document()
    made.add_heading("Report on the Darvel bridge", 0)
    made.add_paragraph("12 March 2031 19:28")
    made.add_heading("What residents state", 1)
    made.add_paragraph("Residents said\tthat shells struck the market.")
    made.add_paragraph("No warning was given.", style="List Bullet")
    table = made.add_table(1, 2)
    table.cell(0, 0).text = "Place"
    table.cell(0, 1).text = "Darvel"
    made.add_paragraph("A doctor said that eleven people came. (Source: Relief Desk)")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_docx_gives_kinds_and_paragraph_numbers() -> None:
    document = read_as(_docx(), DOCX)
    assert document.title is not None
    assert document.title.value == "Report on the Darvel bridge"
    assert [block.kind for block in document.blocks] == [
        BlockKind.TITLE,
        BlockKind.DATELINE,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.ITEM,
        BlockKind.CELL,
        BlockKind.CELL,
        BlockKind.PARAGRAPH,
        BlockKind.CREDIT,
    ]
    assert document.credit is not None
    assert document.credit.value == "Relief Desk"
    at = document.text.index("Darvel\n")
    row = document.rows(document.text.index("shells"), document.text.index("shells") + 6)[0]
    assert (row.part, row.paragraph) == ("word/document.xml", 3)
    assert at > 0


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


_XML = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
_LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (_zip({"word/document.xml": b" " * 30_000_000}), "exhaust memory"),
        (_zip({"word/document.xml": _XML + b"<w:p>"}), "well-formed"),
        (_zip({"word/document.xml": _XML + b"<w:p>" * 100_000}), "well-formed"),
        (_zip({"other.xml": b"<x/>"}), "a part word/document.xml"),
        (_zip({"word/document.xml": _XML + b"</w:document>"}), "no text"),
        (_docx()[:3000], "damaged"),
        (b"PK\x03\x04junk", "damaged"),
    ],
)
def test_docx_that_cannot_be_read_safely_is_refused(body: bytes, words: str) -> None:
    with pytest.raises(SourceUnreadableError, match=words):
        read_as(body, DOCX)


def test_docx_part_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.read.docx.MAX_ZIP_PART_BYTES", 1000)
    with pytest.raises(SourceUnreadableError, match="at most 1000 bytes"):
        read_as(_docx(), DOCX)


def test_docx_entities_are_not_expanded() -> None:
    body = _zip(
        {
            "word/document.xml": _LAUGHS
            + _XML
            + b"<w:body><w:p><w:r><w:t>She said &c; so.</w:t></w:r></w:p></w:body></w:document>"
        }
    )
    assert "haha" not in read_as(body, DOCX).text


_HEAD = (
    "From: Mara Ostrin <mara@example.org>\r\n"
    "Subject: =?utf-8?q?Statement_of_the_Darvel_Aid_Circle?=\r\n"
    "Date: Wed, 12 Mar 2031 19:28:00 +0300\r\nMIME-Version: 1.0\r\n"
)


def test_mail_gives_subject_date_sender_and_body() -> None:
    body = (
        _HEAD + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        "Residents said that shells struck the market.\r\n\r\nThe Assembly denied this.\r\n\r\n"
        "-- \r\nMara\r\n"
    ).encode()
    document = read_as(body, MAIL)
    assert document.title is not None
    assert document.title.value == "Statement of the Darvel Aid Circle"
    assert document.published is not None
    assert document.published.value.local_time == "19:28"
    assert [author.value for author in document.authors] == ["Mara Ostrin"]
    assert len(document.body()) == 2
    assert texts(document, BlockKind.FURNITURE) == ["--", "Mara"]


def test_mail_prefers_the_text_part_and_notes_attachments() -> None:
    body = (
        _HEAD + 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>From <b>HTML</b></p>\r\n"
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nFrom plain text, she said.\r\n"
        "--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment\r\n\r\nxx\r\n--b--\r\n"
    ).encode()
    document = read_as(body, MAIL)
    assert "From plain text" in document.text
    assert "HTML" not in document.text
    assert any("attachment" in note for note in document.notes)


def test_mail_with_html_alone_is_read_through_its_visible_text() -> None:
    body = (
        _HEAD
        + "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "PHA+U2hlIHNhaWQgJmFtcDsgd3JvdGUuPC9wPjxzY3JpcHQ+eDwvc2NyaXB0Pg==\r\n"
    ).encode()
    assert read_as(body, MAIL).text.endswith("She said & wrote.")


def test_mail_of_nested_parts_without_end_is_bounded() -> None:
    part = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    with pytest.raises(SourceUnreadableError):
        read_as((part * 3000).encode(), MAIL)
