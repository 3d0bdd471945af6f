import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.preserve.mhtml import mhtml_items
from onrecord.preserve.sniff import sniff
from web_samples import Taken

SAVED = (
    """From: <Saved by Blink>
Snapshot-Content-Location: http://office.example/statement
Subject: Statement
Date: Wed, 7 May 2031 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--b"

----b
Content-Type: text/html; charset=windows-1256
Content-Transfer-Encoding: quoted-printable
Content-Location: http://office.example/statement

<html><body><p>=C8=ED=C7=E4</p></body></html>
----b
Content-Type: text/css
Content-Transfer-Encoding: 8bit
Content-Location: http://office.example/style.css

p {{ color: red }}
----b
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: cid:picture

iVBORw0KGgo=
----b--
""".replace("{{", "{")
    .replace("}}", "}")
    .replace("\n", "\r\n")
    .encode()
)


def test_a_saved_page_is_kept_whole_and_each_part_is_a_capture_of_its_own(tmp_path):
    got = Taken(tmp_path, "page.mhtml", SAVED)

    assert (got.whole.method, got.body(got.whole)) == ("mhtml", SAVED)
    by_origin = {c.origin: c for c in got.inside}
    page = by_origin["http://office.example/statement"]
    assert got.body(page).startswith(b"<html><body><p>\xc8\xed\xc7\xe4")
    assert page.media_type_declared == "text/html; charset=windows-1256"
    assert page.retrieval.started_at.isoformat() == "2031-05-07T10:00:00+00:00"
    assert got.body(by_origin["page.mhtml!part 3"]) == b"\x89PNG\r\n\x1a\n"
    assert [c.to_be_read for c in got.inside].count(True) == 1
    assert got.failures == ()


def test_the_encoding_that_the_container_states_is_used(tmp_path):
    from onrecord.read import read  # noqa: PLC0415

    got = Taken(tmp_path, "page.mhtml", SAVED)
    (page,) = [c for c in got.inside if c.to_be_read]

    assert read(page, got.body(page)).text == "بيان"


def test_a_saved_page_is_told_from_a_mail_by_its_bytes_or_its_name(tmp_path):
    assert sniff(SAVED) == "multipart/related"
    mail = SAVED.replace(b"Snapshot-Content-Location", b"X-Other").replace(b"Saved by", b"a")
    assert sniff(mail) == "message/rfc822"
    assert Taken(tmp_path, "page.mht", mail).whole.method == "mhtml"


def test_a_mail_stays_a_mail(tmp_path):
    mail = SAVED.replace(b"Snapshot-Content-Location", b"X-Other").replace(b"Saved by", b"a")
    assert Taken(tmp_path, "letter.eml", mail).whole.method == "file"


@pytest.mark.parametrize("keep", [300, 500, 700])
@pytest.mark.filterwarnings("error")
def test_a_saved_page_cut_short_gives_what_is_there(tmp_path, keep):
    got = Taken(tmp_path, "page.mhtml", SAVED[:keep])
    assert got.whole.method == "mhtml"


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 900), st.binary(min_size=1, max_size=30))
def test_no_damage_makes_it_crash(at, noise):
    body = SAVED[:at] + noise + SAVED[at:]
    for item in mhtml_items(io.BytesIO(body), "p.mhtml", size=len(body)):
        while item.body and item.body.read(1000):
            pass
