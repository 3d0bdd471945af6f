import struct
import time

import pytest

from onrecord.errors import SourceUnreadableError
from onrecord.guard.reach import Reach
from onrecord.intake import fetch
from onrecord.preserve import browser
from onrecord.preserve.browser import Chromium, chromium
from onrecord.preserve.clocks import LocalClock
from onrecord.preserve.fetch import Pause, WebFetcher
from onrecord.store.case import Case
from web_server import serving

CLOCK = LocalClock()
HERE = Reach(frozenset({"127.0.0.1"}))
needs_browser = pytest.mark.skipif(chromium() is None, reason="no Chromium is installed")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@needs_browser
def test_a_picture_of_the_whole_page_and_the_page_after_scripts_are_derived(tmp_path):
    with serving() as server, Case.create(tmp_path / "case", title="t") as case:
        renderer = Chromium(chromium(), CLOCK, HERE, settle_s=0.1)
        added = list(
            fetch(
                case, [server.url + "/tall"], WebFetcher(CLOCK, Pause(0), reach=HERE), clock=CLOCK,
                collector=None, renderer=renderer,
            )
        )  # fmt: skip

        assert [a.failure for a in added if a.failure] == []
        by_method = {a.capture.method: a.capture for a in added}
        archive, picture = by_method["http"], by_method["screenshot"]
        page = by_method["rendered page"]
        body = case.objects.read(picture.sha256)
        assert struct.unpack(">II", body[16:24]) == (1280, 3000)
        assert b"written by a script" in case.objects.read(page.sha256)
        assert b"written by a script</p>" not in case.objects.read(by_method["record"].sha256)
        assert {picture.container, page.container} == {archive.id}
        assert picture.tool.name in {"Chromium", "Google"}
        assert picture.retrieval.requested_url == server.url + "/tall"
        assert not picture.to_be_read
        assert not page.to_be_read


@needs_browser
def test_32_what_a_page_loads_from_private_addresses_is_refused_and_noted():
    with serving() as server:
        rendered = Chromium(chromium(), CLOCK, HERE, settle_s=0.1).render(server.url + "/frames")

        assert [path for path, _ in server.asked if path == "/page"] == []
    notes = " ".join(rendered.retrieval.notes)
    for host in ("localhost is at", "169.254.169.254 is at", "::1 is at"):
        assert host in notes


@needs_browser
def test_32_a_private_address_itself_is_not_shown():
    with serving() as server:
        with pytest.raises(SourceUnreadableError, match="this machine itself"):
            Chromium(chromium(), CLOCK, Reach(), settle_s=0.1).render(server.url + "/page")
        assert server.asked == []


@needs_browser
def test_a_page_that_never_ends_is_left_in_time():
    with serving() as server:
        began = time.monotonic()
        with pytest.raises(SourceUnreadableError, match="could not show it"):
            Chromium(chromium(), CLOCK, HERE, max_seconds=2).render(server.url + "/drip")
        assert 1 < time.monotonic() - began < 15


def test_a_program_that_is_no_browser_is_a_failure():
    with pytest.raises(SourceUnreadableError, match="could not show it"):
        Chromium("/bin/true", CLOCK, max_seconds=5).render("http://127.0.0.1:1/")


def test_without_a_browser_the_rest_is_captured(monkeypatch):
    monkeypatch.setattr(browser.shutil, "which", lambda _: None)
    assert chromium() is None
