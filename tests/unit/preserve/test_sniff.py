import io
import zipfile

import pytest

from onrecord.preserve import sniff as s


def _docx() -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    return body.getvalue()


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"%PDF-1.7\n", s.PDF),
        (b"junk before\n%PDF-1.4", s.PDF),
        (b"<!DOCTYPE html><html>", s.HTML),
        (b"\n  <div class='a'>text</div>", s.HTML),
        ("<html>".encode("utf-16"), s.HTML),
        (b"Plain words, 3 < 4 and 5 > 2.", s.PLAIN),
        ("كلمات عادية".encode(), s.PLAIN),
        ("كلمات عادية".encode("cp1256"), s.PLAIN),
        (b"From: A <a@example.org>\r\nDate: x\r\nSubject: y\r\n\r\nbody", s.MAIL),
        (b"Note: one\nAnother: two\n\nA text with two colons is not a mail.", s.PLAIN),
        (_docx(), s.DOCX),
        (b"PK\x03\x04" + b"\x00" * 50, s.ZIP),
        (b"MZ\x90\x00" + bytes(range(256)), "application/x-msdownload"),
        (bytes(range(256)) * 4, "application/octet-stream"),
        (b"", None),
    ],
)
def test_the_kind_is_told_from_the_bytes(head, expected):
    assert s.sniff(head) == expected


def test_a_page_renamed_to_pdf_declares_pdf_and_is_sniffed_as_a_page():
    assert s.declared("report.PDF") == s.PDF
    assert s.sniff(b"<html><p>x</p>") == s.HTML


@pytest.mark.parametrize("name", ["README", "archive.", ".hidden-without-suffix"])
def test_a_name_without_a_known_suffix_declares_nothing(name):
    assert s.declared(name) is None
