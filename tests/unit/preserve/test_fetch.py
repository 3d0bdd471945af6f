import hashlib
import socket
import ssl
from urllib.parse import quote

import pytest

from onrecord.errors import SettingInvalid, SourceUnreadableError
from onrecord.guard.reach import Reach
from onrecord.intake import fetch
from onrecord.preserve import limits
from onrecord.preserve.clocks import LocalClock
from onrecord.preserve.fetch import Pause, WebFetcher, addresses, check_address
from onrecord.preserve.warcs import warc_items
from onrecord.store.case import Case
from onrecord.wire.custody import record_digest
from web_samples import PAGE
from web_server import self_signed, serving

CLOCK = LocalClock()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="module")
def server():
    with serving() as made:
        yield made


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "case", title="t") as made:
        yield made


class Waits(list):
    """What a pause would have slept."""

    def fetcher(self, **kwargs):
        pause = Pause(0, sleep=self.append)
        kwargs.setdefault("reach", Reach(frozenset({"127.0.0.1"})))
        return WebFetcher(CLOCK, pause, **kwargs)


def take(case, *urls, fetcher=None, **kwargs):
    made = fetcher or Waits().fetcher()
    added = list(fetch(case, urls, made, clock=CLOCK, collector=None, **kwargs))
    archives = [a.capture for a in added if a.capture and a.capture.method == "http"]
    pages = [a.capture for a in added if a.capture and a.capture.method == "record"]
    return archives, pages, [a.failure.message for a in added if a.failure]


def test_an_address_becomes_an_archive_and_a_page_with_all_that_is_known(case, server):
    url = server.url + "/page"

    (archive,), (page,), wrong = take(case, url)

    assert wrong == []
    assert (archive.origin, page.origin, page.container) == (url, url, archive.id)
    assert case.objects.read(page.sha256) == PAGE
    got = page.retrieval
    assert (got.requested_url, got.final_url, got.status, got.verb) == (url, url, 200, "GET")
    assert got.server_ip == "127.0.0.1"
    assert got.dns == ("127.0.0.1",)
    assert (got.hops, got.tls_chain) == ((), ())
    assert ("Content-Type", "text/html; charset=utf-8") in got.response_headers
    assert any(name.casefold() == "user-agent" for name, _ in got.request_headers)
    assert got.started_at <= got.ended_at
    (clock,) = got.clocks
    assert clock.name == "server Date header"
    assert abs(clock.ahead_s) <= 5
    assert got.complete
    assert "private network" in got.notes[0]
    assert page.to_be_read
    assert not archive.to_be_read
    captured = {(e.object, e.detail) for e in case.events() if e.action == "captured"}
    assert captured == {(c.sha256, f"{c.id} {record_digest(c)}") for c in case.captures()}


def test_the_archive_holds_request_and_answer_and_reads_without_a_fault(case, server):
    (archive,), _, _ = take(case, server.url + "/page")
    body = case.objects.read(archive.sha256)

    assert b"GET /page HTTP/1.1\r\nHost: 127.0.0.1" in body
    assert b"HTTP/1.0 200 OK\r\nServer: " in body
    with case.objects.open(archive.sha256) as stream:
        for item in warc_items(stream, "a", size=archive.size):
            assert item.refused is None
            while item.body.read(1000):
                pass
            assert item.body.problems == []


def test_every_hop_is_recorded(case, server):
    (archive,), (page,), wrong = take(case, server.url + "/moved")

    assert wrong == []
    assert [(h.status, h.location) for h in page.retrieval.hops] == [(301, "/hop"), (302, "/page")]
    assert page.retrieval.final_url == server.url + "/page"
    assert case.objects.read(page.sha256) == PAGE
    assert case.objects.read(archive.sha256).count(b"WARC-Type: response") == 3


def test_a_cookie_of_one_capture_does_not_reach_another(case, server):
    take(case, server.url + "/hop", server.url + "/page")
    assert "Cookie" not in server.asked[-1][1]


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/loop", "sent on more than"),
        ("/away", "not fetched"),
        ("/missing", "status 404"),
        ("/short", "before all came"),
    ],
)
def test_what_is_not_the_page_is_kept_and_told(case, server, path, says):
    (archive,), _, wrong = take(case, server.url + path)

    assert archive.size
    assert len(wrong) == 1
    assert says in wrong[0]


def test_a_page_that_did_not_come_whole_is_marked(case, server):
    _, (page,), _ = take(case, server.url + "/short")

    assert page.retrieval.complete is False
    assert case.objects.read(page.sha256) == PAGE


@pytest.mark.parametrize(
    "host",
    ["localhost", "0x7f000001", "2130706433", "127.1", "[::1]", "169.254.169.254", "0.0.0.1"],
)
def test_32_a_private_address_is_refused_and_recorded(case, server, host):
    asked = len(server.asked)

    archives, _, (why,) = take(case, f"http://{host}:{server.server_port}/page")

    assert archives == []
    assert "not on the public Internet" in why
    assert "--allow-private" in why
    assert case.failures()[0].stage == "fetch"
    assert len(server.asked) == asked


@pytest.mark.parametrize("host", ["localhost", "0177.0.0.1", "[::ffff:127.0.0.1]", "10.0.0.1"])
def test_32_a_redirect_to_a_private_address_is_refused_and_the_way_there_kept(case, server, host):
    target = quote(f"http://{host}:{server.server_port}/secret", safe="")

    (archive,), _, (why,) = take(case, f"{server.url}/to/{target}")

    assert "it was sent on" in why
    assert archive.retrieval.status == 302
    assert "/secret" not in [path for path, _ in server.asked]


def test_32_a_name_that_answers_otherwise_the_second_time_gains_nothing(server, monkeypatch):
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    lookups, connected = [], []

    def lookup(host, port, **_):
        lookups.append(host)
        return [(2, 1, 6, "", (each, port)) for each in answers[min(len(lookups), 2) - 1]]

    def connect(address, *_, **__):
        connected.append(address[0])
        raise OSError("no route")

    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr(limits, "TRIES", 1)
    fetcher = Waits().fetcher(reach=Reach(lookup=lookup))
    with pytest.raises(SourceUnreadableError, match="no server answered"):
        fetcher.fetch(f"http://office.example:{server.server_port}/page")

    assert lookups == ["office.example"]
    assert connected == ["93.184.216.34"]


def test_32_a_refused_host_is_not_asked_through_a_proxy_either(server, monkeypatch):
    monkeypatch.setenv("http_proxy", server.url)
    asked = len(server.asked)
    fetcher = Waits().fetcher(reach=Reach())
    with pytest.raises(SourceUnreadableError, match="public Internet"):
        fetcher.fetch("http://2130706433:1/page")
    assert len(server.asked) == asked


def test_a_proxy_that_the_environment_names_is_used_and_noted(server, monkeypatch):
    monkeypatch.setenv("http_proxy", server.url)
    got = Waits().fetcher(reach=Reach()).fetch("http://office.example/page")
    got.warc.close()

    assert server.asked[-1][0] == "http://office.example/page"
    assert (got.retrieval.dns, got.retrieval.server_ip) == (None, None)
    assert "could not be checked" in got.retrieval.notes[0]


def test_35_the_user_agent_is_recorded(case, server):
    fetcher = Waits().fetcher(user_agent="a reader")
    _, (page,), _ = take(case, server.url + "/page", fetcher=fetcher)

    assert ("User-Agent", "a reader") in page.retrieval.request_headers
    assert server.asked[-1][1]["User-Agent"] == "a reader"


def test_33_a_redirect_loop_ends(case, server):
    before = len(server.asked)
    take(case, server.url + "/loop")
    assert len(server.asked) == before + limits.MAX_HOPS + 1


def test_33_a_body_that_drips_is_cut_in_time_and_marked(case, server):
    fetcher = Waits().fetcher(max_seconds=0.5)
    (archive,), (page,), (why,) = take(case, server.url + "/slowly", fetcher=fetcher)

    assert "not all came within" in why
    assert page.retrieval.complete is False
    assert b"WARC-Truncated" in case.objects.read(archive.sha256)


def test_34_a_secret_of_one_address_does_not_reach_another(case, server):
    take(case, server.url + "/hop")
    take(case, server.url + "/page", again=True)

    headers = {name.casefold() for name in server.asked[-1][1]}
    assert headers.isdisjoint({"cookie", "authorization", "referer"})


def test_a_fetch_that_succeeds_takes_back_the_failure_before_it(case, server):
    url = server.url + "/later"
    assert "status 500" in take(case, url)[2][0]
    assert [failed.subject for failed in case.failures()] == [url]

    _, (page,), wrong = take(case, url)  # what failed is tried again without being told to

    assert (page.retrieval.status, wrong, case.failures()) == (200, [], ())
    actions = [event.action for event in case.events() if f"fetch {url}" == event.detail]
    assert actions == ["failed", "retried"]


def test_an_answer_of_404_is_preserved_and_not_read(case, server):
    _, (page,), _ = take(case, server.url + "/missing")
    assert not page.to_be_read


def test_an_endless_body_is_cut_and_marked(case, server):
    fetcher = Waits().fetcher(max_bytes=300_000)
    (archive,), (page,), wrong = take(case, server.url + "/huge", fetcher=fetcher)

    assert page.size == 300_000
    assert page.retrieval.complete is False
    assert "longer than 300000 bytes" in wrong[0]
    assert b"WARC-Truncated" in case.objects.read(archive.sha256)


def test_a_server_that_drips_headers_is_left_in_time(case, server):
    archives, _, wrong = take(case, server.url + "/drip", fetcher=Waits().fetcher(max_seconds=0.5))

    assert archives == []
    assert "time for it was over" in wrong[0]


def test_a_gzip_bomb_is_kept_packed_and_not_unpacked(case, server):
    (archive,), pages, wrong = take(case, server.url + "/bomb")

    assert archive.size < 1_000_000
    assert pages == []
    assert "cost too much" in wrong[0]


def test_a_packed_page_is_unpacked_for_readers(case, server):
    _, (page,), wrong = take(case, server.url + "/packed")

    assert case.objects.read(page.sha256) == PAGE
    assert wrong == []


def test_a_busy_server_is_asked_again_after_a_while(case, server):
    waits = Waits()
    _, (page,), wrong = take(case, server.url + "/busy", fetcher=waits.fetcher())

    assert (page.retrieval.status, wrong) == (200, [])
    assert waits == [1.0]


def test_where_no_server_answers_the_failure_is_kept(case):
    archives, _, wrong = take(case, "http://127.0.0.1:1/page")

    assert archives == []
    assert "no server answered" in wrong[0]
    assert case.failures()[0].stage == "fetch"


def test_nonsense_is_a_failure(case, server):
    assert "no server answered" in take(case, server.url + "/nonsense")[2][0]


def test_a_list_goes_on_where_it_stopped(case, server):
    first, second = server.url + "/page", server.url + "/packed"
    take(case, first)
    before = len(server.asked)
    seen = []

    archives, _, _ = take(case, first, second, step=lambda *args: seen.append(args))

    assert [a.origin for a in archives] == [second]
    assert len(server.asked) == before + 1
    assert seen[-1] == ("fetching", 2, 2)


def test_the_same_address_can_be_fetched_again(case, server):
    url = server.url + "/page"
    take(case, url)
    take(case, url, again=True, fetcher=Waits().fetcher(user_agent="another"))

    assert len([c for c in case.captures() if c.method == "http"]) == 2
    assert len([c for c in case.captures() if c.method == "record"]) == 2


def test_a_certificate_nobody_trusts_is_kept_and_noted(case, tmp_path):
    made = self_signed(tmp_path)
    if made is None:
        pytest.skip("openssl is not installed")
    with serving(made) as server:
        _, (page,), wrong = take(case, server.url + "/page")

    assert wrong == []
    der = ssl.PEM_cert_to_DER_cert(made[0].read_text())
    assert page.retrieval.tls_chain == (hashlib.sha256(der).hexdigest(),)
    assert case.objects.read(page.retrieval.tls_chain[0]) == der
    assert any("is not trusted" in note for note in page.retrieval.notes)
    (certificate,) = [c for c in case.captures() if c.method == "tls certificate"]
    assert certificate.container == page.container
    assert not certificate.to_be_read


def test_requests_to_one_host_are_kept_apart():
    now, slept = [100.0], []
    pause = Pause(1.0, monotonic=lambda: now[0], sleep=slept.append)

    pause.before("http://a.example/1")
    pause.before("http://b.example/1")
    now[0] += 0.25
    pause.before("http://a.example/2")

    assert slept == [0.75]


@pytest.mark.parametrize(
    "url",
    ["ftp://a.example/", "file:///etc/passwd", "a.example", "http://", "http://[x/", "javascript:1",
     "http://user:secret@a.example/"],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_showing_a_password(url):
    with pytest.raises(SettingInvalid) as raised:
        check_address(url)
    assert "secret" not in str(raised.value)


def test_a_list_of_addresses_passes_over_notes():
    assert list(addresses("# pages\nhttp://a.example/\n\n  http://b.example/ \n")) == [
        "http://a.example/",
        "http://b.example/",
    ]


def test_under_strict_the_first_failure_ends_it(case, server):
    with pytest.raises(SourceUnreadableError, match="404"):
        take(case, server.url + "/missing", strict=True)


def test_limits_are_set():
    assert limits.MAX_FETCH_S > limits.SILENCE_S
