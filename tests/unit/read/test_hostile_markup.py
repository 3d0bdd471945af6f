"""Entities in everything that looks like XML (attack 28), and pages made to exhaust (30)."""

import time

import pytest

from onrecord.errors import InputError
from onrecord.preserve.sniff import sniff
from onrecord.read import read
from unit.read.sources import capture

MARKED = "a secret of this machine"
LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 40}">' if n else '<!ENTITY l0 "ha">' for n in range(12)
)
FORMS = {
    "RSS": '<?xml version="1.0"?><!DOCTYPE rss [{}]><rss version="2.0"><channel><title>Reports'
    "</title><item><title>Market</title><description>The office said: {}</description></item>"
    "</channel></rss>",
    "SVG": '<?xml version="1.0"?><!DOCTYPE svg [{}]><svg xmlns="http://www.w3.org/2000/svg">'
    "<title>Map</title><text>The office said: {}</text></svg>",
    "XHTML": '<?xml version="1.0"?><!DOCTYPE html [{}]><html xmlns="http://www.w3.org/1999/xhtml">'
    "<head><title>T</title></head><body><p>The office said: {}</p></body></html>",
    "hOCR": "<!DOCTYPE html [{}]><html><head><meta name='ocr-system' content='x'/></head><body>"
    "<div class='ocr_page' title='bbox 0 0 9 9'><p class='ocr_par'><span class='ocr_line'>"
    "<span class='ocrx_word'>said: {}</span></span></p></div></body></html>",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("attack", ["external", "parameter", "laughs", "include"])
def test_28_nothing_is_expanded_or_fetched(form, attack, tmp_path, monkeypatch):
    (tmp_path / "secret").write_text(MARKED)
    where = (tmp_path / "secret").as_uri()
    declared, used = {
        "external": (f'<!ENTITY e SYSTEM "{where}">', "&e;"),
        "parameter": (f'<!ENTITY % p SYSTEM "{where}"> %p;', "&e;"),
        "laughs": (LAUGHS, "&l11;"),
        "include": (
            "",
            f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{where}" parse="text"/>',
        ),
    }[attack]
    monkeypatch.setattr("socket.socket.connect", None)
    body = FORMS[form].format(declared, used).encode()

    try:
        text = read(capture(body, sniff(body)), body).text
    except InputError:
        text = ""

    assert MARKED not in text
    assert len(text) < 10_000


SAID = "The office said that shells fell."


@pytest.mark.parametrize(
    "body",
    [
        b"<html>" + b"<div>" * 300_000 + SAID.encode(),
        b"<html><body><p>" + SAID.encode() + b"</p><p>" + b"x" * 15_000_000,
        b"<html><body><p>" + SAID.encode() + b"<a href='" * 200_000,
        b"<html><body><p " + b"a=" * 400_000 + b">" + SAID.encode(),
        b"<html><body><p>" + SAID.encode() + b"<!--" * 300_000,
        b"<html><body><p>" + SAID.encode() + b"&" * 1_000_000,
        b"<html><body><p>" + SAID.encode() + b"<table><tr><td>" * 3_000,
        b"<html><body><p>" + SAID.encode() + b" " * 5_000_000 + b"said.",
        SAID.encode() + b"," * 3_000_000,
        SAID.encode() + b"\n" * 3_000_000,
    ],
    ids=["deep", "one line", "open tags", "attributes", "comments", "references", "tables",
         "white space", "commas", "line ends"],
)  # fmt: skip
def test_30_pages_made_to_exhaust_are_read_or_refused_in_time(body):
    began = time.monotonic()
    try:
        text = read(capture(body, sniff(body)), body).text
    except InputError:
        text = SAID
    assert SAID in text
    assert time.monotonic() - began < 15


def test_30_a_page_in_two_encodings_is_read_and_what_does_not_fit_is_noted():
    arabic = "قال المكتب إن قذائف أصابت السوق. "
    body = f"<html><meta charset=utf-8><p>{arabic * 20}</p><p>".encode()
    body += (arabic * 3).encode("cp1256") + b"</p></html>"
    document = read(capture(body, sniff(body)), body)
    assert arabic.strip() in document.text
    assert "\ufffd" in document.text
    assert document.notes
