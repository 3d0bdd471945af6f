"""Every character leads back to bytes; arbitrary bytes give a document or a stated refusal."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.model.document import Document
from onrecord.read import DOCX, read
from onrecord.wire.origins import rows_hold
from unit.read.sources import capture

MEDIA = ["text/plain", "text/html", "application/pdf", DOCX, "message/rfc822"]
_SCRAPS = st.sampled_from(
    [
        "<p>", "</p>", "<b>", "</b>", "<br>", "<h1>", "</h1>", "<li>", "<td>", "<div hidden>",
        "</div>", "<script>", "</script>", "<!--", "-->", "&amp;", "&lt", "&#65;", "&nosuch;", "&",
        "<pre>", "</pre>", "<nav>", "</nav>", "<a href='x'>", "</a>", "<", ">", "\n\n", "  ", "\t",
        "قال سكان البلدة", "Residents said that it was closed.", "(Source: Desk)", "12 March 2031",
        '<meta property="og:title" content="A &amp; B">', "<title>A &ndash; B</title>",
    ]
)  # fmt: skip
_PAGES = st.lists(st.one_of(_SCRAPS, st.text(max_size=12)), max_size=40).map("".join)


def _document(body: bytes, media: str) -> Document | None:
    try:
        return read(capture(body, media), body)
    except OnrecordError:
        return None


def _check(document: Document, body: bytes) -> None:
    covered = {at for row in document.origins for at in range(row.start, row.end)}
    for block in document.blocks:
        for at in range(block.start, block.end):
            assert at in covered or document.text[at].isspace()
        assert rows_hold(document, body, block.start, block.end) is True
    starts = [block.start for block in document.blocks]
    assert starts == sorted(starts)
    ends = [block.end for block in document.blocks]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    rows = document.origins
    assert all(a.end <= b.start for a, b in pairwise(rows))


@settings(max_examples=60, deadline=None)
@given(_PAGES, st.sampled_from(["utf-8", "utf-16", "cp1256"]))
def test_every_character_of_a_page_leads_back_to_its_bytes(text: str, encoding: str) -> None:
    body = text.encode(encoding, "ignore")
    if (document := _document(body, "text/html")) is not None:
        _check(document, body)


@settings(max_examples=60, deadline=None)
@given(_PAGES, st.sampled_from(["utf-8", "utf-16", "cp1256", "gb18030"]))
def test_every_character_of_a_text_leads_back_to_its_bytes(text: str, encoding: str) -> None:
    body = text.encode(encoding, "ignore")
    if (document := _document(body, "text/plain")) is not None:
        _check(document, body)
        assert rows_hold(document, body, 0, len(document.text)) is True


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from(MEDIA), st.sampled_from([b"", b"%PDF-1.4\n", b"<p>"])
)
def test_arbitrary_bytes_are_read_or_refused_never_more(
    body: bytes, media: str, lead: bytes
) -> None:
    document = _document(lead + body, media)
    if document is not None and document.encoding is not None:
        _check(document, lead + body)


@settings(max_examples=60, deadline=None)
@given(_PAGES, st.data())
def test_rows_of_any_span_hold_and_fail_when_a_byte_of_them_changes(
    text: str, data: st.DataObject
) -> None:
    body = ("Lead. " + text).encode("utf-8", "ignore")
    document = _document(body, "text/plain")
    assume(document is not None)
    assert document is not None
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))
    assert rows_hold(document, body, start, end) is True
    row = document.rows(start, end)[0]
    assert row.byte_start is not None
    changed = bytearray(body)
    changed[row.byte_start] ^= 0x01
    assert rows_hold(document, bytes(changed), start, end) is False
