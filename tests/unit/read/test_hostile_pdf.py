"""PDFs made to harm whoever opens them; each is read in a process with limits."""

import contextlib
import time
import zlib

import pytest

from onrecord.errors import SourceUnreadableError
from onrecord.guard.confine import confined
from onrecord.read import pdf as pdf_reader
from onrecord.read import read
from unit.read.sources import PDF, capture, pdf

SAID = "The Varenian Health Office said that shells hit the market."


def read_as(body):
    return read(capture(body, PDF), body)


def with_objects(body: bytes, catalog: bytes, *objects: bytes) -> bytes:
    """`body` with more in its catalog and more objects; readers mend the table of places."""
    made = b"\n".join(b"%d 0 obj %s endobj" % (90 + n, o) for n, o in enumerate(objects))
    whole = body.replace(b"/Type /Catalog", b"/Type /Catalog " + catalog)
    return whole.replace(b"xref\n", made + b"\nxref\n", 1)


def flate(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)


ONE = pdf([[(700, 11, SAID)]])


def test_29_scripts_launches_and_attachments_in_a_pdf_do_nothing(tmp_path):
    made = tmp_path / "made"
    script = f"app.launchURL('file://{made}'); this.exportDataObject('x', '{made}')".encode()
    launch = f"<< /S /Launch /F (/bin/touch) /Win << /F (touch) /P ({made}) >> >>".encode()
    body = with_objects(
        ONE, b"/OpenAction 90 0 R /AA << /WC 91 0 R >> /Names << /EmbeddedFiles 92 0 R >>",
        b"<< /S /JavaScript /JS (" + script + b") >>", launch,
        b"<< /Names [(x) << /Type /Filespec /F (x.exe) /EF << /F 93 0 R >> >>] >>", flate(b"MZ"),
    )  # fmt: skip

    assert SAID in read_as(body).text
    assert not made.exists()


@pytest.mark.parametrize(
    "body",
    [
        ONE.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R 2 0 R]"),
        ONE.replace(b"/Kids [4 0 R]", b"/Kids [" + b"2 0 R " * 5000 + b"]"),
        ONE.replace(b"/Count 1", b"/Count 2147483647"),
        ONE.replace(b"xref\n0 ", b"xref\n0 99999999"),
        ONE.replace(b"trailer", b"trailer << /Prev 9 /Size 2147483647 >> trailer"),
        ONE.replace(b"/Type /Catalog", b"/Type /Catalog /X " + b"[" * 500_000),
        ONE.replace(b"/Type /Catalog", b"/Type /Catalog /X " + b"<< /A " * 300_000),
        with_objects(ONE, b"", flate(bytes(200 << 20))),
    ],
    ids=["loop", "wide loop", "count", "table", "trailers", "arrays", "dictionaries", "bomb"],
)
def test_29_a_pdf_made_to_exhaust_is_read_or_refused_in_time(body):
    began = time.monotonic()
    with contextlib.suppress(SourceUnreadableError):
        assert SAID in read_as(body).text
    assert time.monotonic() - began < 20
    assert SAID in read_as(ONE).text


def test_29_a_library_that_crashes_becomes_a_failure(monkeypatch):
    def crash(_job, _body, *, seconds):
        return confined("builtins:eval", b"__import__('os').abort()", seconds=seconds)

    monkeypatch.setattr(pdf_reader, "confined", crash)
    with pytest.raises(SourceUnreadableError, match="ended the process that worked on it"):
        read_as(ONE)


def test_29_a_library_that_never_ends_becomes_a_failure(monkeypatch):
    def never(_job, _body, **_):
        return confined("builtins:eval", b"__import__('time').sleep(99)", seconds=0.3)

    monkeypatch.setattr(pdf_reader, "confined", never)
    with pytest.raises(SourceUnreadableError, match="longer than"):
        read_as(ONE)
