import gzip
import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.intake import add
from onrecord.preserve import limits
from onrecord.preserve.warcs import name_of, warc_items
from onrecord.store.case import Case
from web_samples import CLOCK, PAGE, URI, Taken, gzipped, request, response, wacz, zipped


def taken_out(body: bytes) -> tuple[list[bytes], list[str]]:
    """Payloads and messages of what is wrong, in order."""
    payloads, wrong = [], []
    for item in warc_items(io.BytesIO(body), "a.warc", size=len(body)):
        if item.refused is not None:
            wrong.append(str(item.refused))
            continue
        found = b""
        while chunk := item.body.read(1000):
            found += chunk
        payloads.append(found)
        wrong.extend(item.body.problems)
    return payloads, wrong


@pytest.mark.parametrize("pack", [b"".join, lambda records: gzipped(*records)])
def test_a_web_archive_is_kept_whole_and_each_response_is_a_capture_of_its_own(tmp_path, pack):
    body = pack([request(), response(), response(b"two", URI + "/2", number=2)])

    got = Taken(tmp_path, "crawl.warc", body)

    assert got.failures == ()
    assert (got.whole.method, got.body(got.whole)) == ("warc", body)
    first, second = sorted(got.inside, key=lambda c: c.origin)
    assert (first.origin, got.body(first)) == (URI, PAGE)
    assert got.body(second) == b"two"
    assert {c.container for c in got.inside} == {got.whole.id}
    assert first.media_type_declared == "text/html; charset=utf-8"
    assert (first.retrieval.status, first.retrieval.server_ip) == (200, "192.0.2.7")
    assert first.retrieval.started_at.isoformat() == "2031-05-07T10:00:00+00:00"
    assert first.retrieval.request_headers == (("User-Agent", "a crawler"),)
    assert first.retrieval.complete
    assert second.retrieval.request_headers is None, "not known, and not said to be empty"
    assert got.logged == {(c.sha256, c.id) for c in got.captures}


def test_the_place_of_a_record_is_its_byte_offset_in_the_file(tmp_path):
    plain = Taken(tmp_path, "a.warc", request() + response())
    assert plain.inside[0].member == f"@{len(request())}"


def test_the_place_of_a_packed_record_is_its_gzip_member(tmp_path):
    packed = Taken(tmp_path, "a.warc.gz", gzipped(request(), response()))
    assert packed.inside[0].member == f"@{len(gzipped(request()))}"


def test_the_same_page_archived_twice_is_two_captures_of_one_object(tmp_path):
    got = Taken(tmp_path, "a.warc", response() + response(number=2))

    assert len(got.inside) == 2
    assert len({c.sha256 for c in got.inside}) == 1


def test_adding_an_archive_again_adds_nothing(tmp_path):
    Taken(tmp_path, "a.warc", response())
    with Case.open(tmp_path / "case") as case:
        again = list(add(case, [tmp_path / "a.warc"], clock=CLOCK, collector=None))
        assert [added.new for added in again] == [False, False]
        assert len(case.captures()) == 2


@pytest.mark.parametrize("packed", [False, True])
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_cut_at_any_byte_is_reported_and_what_comes_before_is_kept(packed, data):
    first, second = response(b"first page"), response(b"second page" * 50, number=2)
    if packed:
        first, second = gzipped(first), gzipped(second)
    cut = data.draw(st.integers(1, len(first + second) - 1).filter(lambda at: at != len(first)))

    payloads, wrong = taken_out((first + second)[:cut])

    assert wrong, f"cut at {cut} of {len(first)}+{len(second)}"
    if cut >= len(first):
        assert payloads[0] == b"first page"


@settings(max_examples=40, deadline=None)
@given(st.integers(5, 400))
def test_a_record_cut_before_packing_is_reported(cut):
    record = response()
    _, wrong = taken_out(gzip.compress(record[: len(record) - min(cut, len(record) - 1)], mtime=0))
    assert wrong


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 900))
def test_no_damage_makes_it_crash(noise, at):
    body = response() + response(number=2)
    taken_out(body[:at] + noise + body[at:])
    taken_out(noise)
    taken_out(gzipped(response())[: at % 100] + noise)


def test_items_before_the_damage_are_kept_and_the_failure_names_the_place(tmp_path):
    good = response(b"good page")
    got = Taken(tmp_path, "a.warc", good + b"WARC/1.0\r\nnonsense of a crawler\r\n")

    assert [got.body(c) for c in got.inside] == [b"good page"]
    (failed,) = got.failures
    assert failed.stage == "unpack"
    assert str(len(good)) in failed.message


def test_a_payload_that_is_cut_short_is_kept_as_incomplete(tmp_path):
    got = Taken(tmp_path, "a.warc", response(b"x" * 1000)[:-600])

    (page,) = got.inside
    assert page.retrieval.complete is False
    assert "bytes are missing" in page.retrieval.notes[0]
    assert page.size < 1000
    assert any("bytes are missing" in failed.message for failed in got.failures)


def test_a_digest_that_does_not_fit_is_told(tmp_path):
    extra = "WARC-Payload-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"
    got = Taken(tmp_path, "a.warc", response(extra=extra))

    assert got.inside[0].retrieval.complete is False
    assert "digest" in got.failures[0].message


def test_chunks_and_content_coding_are_undone_and_the_record_keeps_them(tmp_path):
    packed = gzip.compress(PAGE, mtime=0)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    headers = "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
    got = Taken(tmp_path, "a.warc", response(chunked, headers=headers))

    assert got.body(got.inside[0]) == PAGE
    assert packed in got.body(got.whole)
    assert got.failures == ()


@pytest.mark.parametrize("coding", ["Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n"])
def test_a_payload_stored_plain_beside_a_header_that_names_a_coding_is_taken_as_it_is(coding):
    assert taken_out(response(headers=coding)) == ([PAGE], [])


@pytest.mark.parametrize(
    ("body", "coding", "says"),
    [
        (b"5\r\nshell\r\n", "Transfer-Encoding: chunked\r\n", "end without a last one"),
        (b"5\r\nshell\r\nzz\r\nmore", "Transfer-Encoding: chunked\r\n", "chunks are damaged or"),
        (gzip.compress(PAGE)[:-12], "Content-Encoding: gzip\r\n", "cut short"),
        (zlib.compress(PAGE)[:-6], "Content-Encoding: deflate\r\n", "cut short"),
        (b"\x1f\x8b\x08\x00" + b"\xff" * 50, "Content-Encoding: gzip\r\n", "damaged"),
        (b"....", "Content-Encoding: br\r\n", "not undone"),
    ],
)
def test_a_broken_coding_is_reported(body, coding, says):
    _, wrong = taken_out(response(body, headers=coding))
    assert len(wrong) == 1
    assert says in wrong[0]


def test_a_gzip_bomb_inside_a_record_is_stopped(tmp_path):
    bomb = gzip.compress(bytes(40 << 20), mtime=0)
    got = Taken(tmp_path, "a.warc", response(bomb, headers="Content-Encoding: gzip\r\n"))

    assert got.inside == []
    assert "cost too much" in got.failures[0].message


def test_an_archive_that_is_a_bomb_is_stopped(tmp_path):
    body = gzip.compress(response(bytes(40 << 20)), mtime=0)
    got = Taken(tmp_path, "a.warc.gz", body)

    assert got.whole.size == len(body)
    assert got.inside == []
    assert "cost too much" in got.failures[0].message


def test_an_endless_header_is_stopped(monkeypatch):
    monkeypatch.setattr(limits, "MAX_HEADER_BYTES", 200_000)
    payloads, wrong = taken_out(response() + b"WARC/1.0\r\nX: " + b"x" * 1_000_000)

    assert payloads == [PAGE]
    assert "header of more than" in wrong[0]


def test_records_that_are_no_answers_are_left_in_the_whole(tmp_path):
    others = [
        response(b"v=1", "dns:office.example"),
        response(b"", kind="revisit"),
        response(b"a log", "urn:crawler:log"),
        request(),
    ]
    got = Taken(tmp_path, "a.warc", b"".join(others))

    assert got.inside == []
    assert got.failures == ()


@pytest.mark.parametrize("lie", [-30, 30])
def test_a_lying_length_is_reported(tmp_path, lie):
    true = response(b"page one" * 20)
    length = int(true.split(b"Content-Length: ")[1].split(b"\r\n")[0])
    lying = true.replace(b"Length: %d" % length, b"Length: %d" % (length + lie))

    got = Taken(tmp_path, "a.warc", lying + response(number=2))

    assert got.failures


@pytest.mark.parametrize(
    "extra",
    ["WARC-Target-URI: file:///etc/passwd\r\n", "Content-Length: 5\r\n", "Content-Length: -1\r\n",
     "WARC-Type: request\r\n", "X: y\r\n WARC-Target-URI: javascript:alert(1)\r\n",
     "WARC-IP-Address: <script>\r\n", "WARC-Date: never\r\n", "Content-Length: 9e9\r\n",
     "WARC-Target-URI: http://a.example/%0d%0aX:%20y\r\n", "\x00: \x00\r\n"],
)  # fmt: skip
def test_26_headers_put_into_a_record_are_data_or_reported(tmp_path, extra):
    got = Taken(tmp_path, "a.warc", response(extra=extra) + response(b"page two" * 9, number=2))

    held = [capture.origin for capture in got.inside]
    assert all(origin.startswith(("http://", "file://")) for origin in held)
    assert [got.body(c) for c in got.inside if got.body(c) == b"page two" * 9] or got.failures
    assert b"root:" not in b"".join(got.body(c) for c in got.inside)


@pytest.mark.parametrize("kind", ["WARC-Block-Digest", "WARC-Payload-Digest"])
def test_26_a_record_that_lies_about_its_digest_is_reported_and_the_next_one_read(tmp_path, kind):
    lying = response(extra=f"{kind}: sha1:{'A' * 32}\r\n")
    got = Taken(tmp_path, "a.warc", lying + response(b"page two" * 9, number=2))

    assert len(got.inside) == 2
    assert [failure.subject for failure in got.failures] == [got.inside[0].origin]


def test_an_arc_is_read_too(tmp_path):
    http = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    about = b"1 0 InvaronArchive\nURL IP-address Archive-date Content-type Archive-length\n"
    body = b"filedesc://a.arc 0.0.0.0 20310507100000 text/plain %d\n%s\n" % (
        len(about),
        about,
    ) + b"%s 192.0.2.7 20310507100000 text/html %d\n%s\n" % (URI.encode(), len(http), http)
    got = Taken(tmp_path, "a.arc", body)

    assert [(c.origin, got.body(c)) for c in got.inside] == [(URI, PAGE)]
    assert got.inside[0].retrieval.started_at.isoformat() == "2031-05-07T10:00:00+00:00"
    assert got.failures == ()


def test_a_wacz_gives_the_items_of_its_archives(tmp_path):
    got = Taken(tmp_path, "crawl.wacz", wacz(gzipped(request(), response())))

    assert got.whole.method == "wacz"
    assert [got.body(c) for c in got.inside] == [PAGE]
    assert got.inside[0].member == f"archive/data.warc.gz@{len(gzipped(request()))}"
    assert got.failures == ()


def test_a_wacz_whose_archive_has_another_digest_says_so(tmp_path):
    got = Taken(tmp_path, "crawl.wacz", wacz(gzipped(response()), digest="0" * 64))

    assert [got.body(c) for c in got.inside] == [PAGE]
    assert "digest" in got.failures[0].message


def test_a_web_archive_in_a_zip_is_opened_and_one_deeper_is_not(tmp_path):
    archive = gzipped(response())
    got = Taken(
        tmp_path, "all.zip",
        zipped({"crawl.warc.gz": archive, "deep.zip": zipped({"deeper.warc.gz": archive})}),
    )  # fmt: skip

    pages = [c for c in got.inside if c.origin == URI]
    assert len(pages) == 1
    assert {c.origin for c in got.inside} == {
        URI, "all.zip!crawl.warc.gz", "all.zip!deep.zip", "all.zip!deep.zip!deeper.warc.gz",
    }  # fmt: skip
    assert [f.subject for f in got.failures] == ["all.zip!deep.zip!deeper.warc.gz"]


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("http://a.example/x/page.html?q=1", "page.html"),
        ("http://a.example/", "index"),
        ("http://[broken", "index"),
        ("http://a.example/%D8%A8%D9%8A%D8%A7%D9%86", "بيان"),
    ],
)
def test_an_address_gives_a_file_name(uri, name):
    assert name_of(uri) == name
