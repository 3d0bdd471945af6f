import shutil
import zlib

import pytest

from onrecord.errors import SettingInvalid, SourceUnreadableError
from onrecord.intake import add, recognise
from onrecord.model.fixity import RECOGNISED
from onrecord.preserve import ocr
from onrecord.preserve.clocks import LocalClock
from onrecord.preserve.ocr import tesseract
from onrecord.read import read
from onrecord.store.case import Case
from scans import MISSING, scanned, statement_png

CLOCK = LocalClock()
needs_programs = pytest.mark.skipif(bool(MISSING), reason=f"{MISSING} not installed")
needs_tesseract = pytest.mark.skipif("Tesseract" in MISSING, reason="no Tesseract is installed")
SIDE = (30_000).to_bytes(4, "big")  # pixels, of four bytes each
BOMB = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + SIDE + SIDE + b"\x08\x06\x00\x00\x00"


@pytest.fixture(scope="module")
def png():
    return statement_png()


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "case", title="t") as made:
        yield made


def put(case, tmp_path, name, body):
    (tmp_path / name).write_bytes(body)
    (added,) = add(case, [tmp_path / name], clock=CLOCK, collector=None)
    return added.capture


def recognised(case, languages="eng+ara"):
    return list(recognise(case, tesseract(languages), clock=CLOCK, collector=None))


@needs_programs
def test_a_scanned_pdf_gives_english_and_arabic_words_with_page_and_box(case, tmp_path, png):
    scan = put(case, tmp_path, "scan.pdf", scanned(png))

    (added,) = recognised(case)

    made = added.capture
    assert (made.method, made.container, made.origin) == (
        RECOGNISED, scan.id, "scan.pdf!recognised text",
    )  # fmt: skip
    assert made.tool.name == "tesseract"
    assert "-l eng+ara --dpi 300" in made.tool.version
    document = read(made, case.objects.read(made.sha256))
    assert "said that shells hit the market of Tarvik" in document.text
    assert "سوق تارفيك" in document.text
    at = document.text.index("shells")
    (row,) = document.rows(at, at + 6)
    left, bottom, right, top = row.box  # the page is 640 points wide
    assert row.page == 1
    assert 20 < left < 45
    assert 400 < right < 620
    assert 5 < top - bottom < 40
    assert 170 < bottom < 190
    assert document.reader.name == "onrecord.read.hocr"
    assert "recognised in a picture by tesseract" in document.notes[0]
    assert "mean confidence" in document.notes[0]
    assert read(made, case.objects.read(made.sha256)) == document
    assert str(tmp_path).encode() not in case.objects.read(made.sha256)
    assert b"/tmp" not in case.objects.read(made.sha256)


@needs_programs
def test_a_picture_is_read_and_the_page_of_each_line_kept(case, tmp_path, png):
    put(case, tmp_path, "photo.png", png)
    put(case, tmp_path, "two.pdf", scanned(png, pages=2))

    added = recognised(case)

    by_origin = {a.origin: read(a.capture, case.objects.read(a.capture.sha256)) for a in added}
    assert "eleven people" in by_origin["photo.png!recognised text"].text
    pages = {row.page for row in by_origin["two.pdf!recognised text"].origins}
    assert pages == {1, 2}
    assert recognised(case) == []  # what is held is not done again


@needs_tesseract
def test_31_a_picture_that_unpacks_to_gigabytes_becomes_a_failure(case, tmp_path):
    body = BOMB + zlib.compress(bytes(1 << 20), 9)
    put(case, tmp_path, "bomb.png", body)
    put(case, tmp_path, "broken.jpg", b"\xff\xd8\xff\xe0" + bytes(100))

    added = recognised(case, "eng")

    assert len([a for a in added if a.failure]) == 2
    assert {failed.stage for failed in case.failures()} == {"recognise"}


def test_without_the_program_the_way_out_is_named(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(SettingInvalid, match="apt install tesseract-ocr tesseract-ocr-ara"):
        tesseract()


@needs_tesseract
def test_a_language_that_is_not_installed_is_named():
    with pytest.raises(SettingInvalid, match="tesseract-ocr-xyz"):
        tesseract("eng+xyz")
    with pytest.raises(SettingInvalid):
        tesseract("eng; --psm 0")


@needs_tesseract
def test_a_program_that_is_too_slow_is_left_in_time(monkeypatch):
    monkeypatch.setattr(ocr, "MAX_PAGE_S", 0.001)
    with pytest.raises(SourceUnreadableError, match="longer than"):
        tesseract("eng").recognise(BOMB, "image/png", "bomb.png")


def test_what_is_no_picture_and_what_has_text_is_left():
    from unit.read.sources import pdf  # noqa: PLC0415 - one test needs it

    made = ocr.Tesseract("/bin/false", "0", "eng")
    assert made.recognise(b"words", "text/plain", "a") is None
    assert made.recognise(pdf([[(700, 11, "a text layer")]]), "application/pdf", "a") is None
