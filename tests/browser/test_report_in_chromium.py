"""The report as a browser shows it. Skipped where no Chromium is installed."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from onrecord.seal.report import report_html
from unit.seal import sample_dossier as sample

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-sync", "--disable-background-networking", "--disable-component-update"),
    *("--enable-logging=stderr", "--virtual-time-budget=20000", "--dump-dom"),
)
# Test-only page around the report: measures it, since the report itself runs no script.
FRAME = """<!doctype html><link rel="icon" href="data:,"><title>frame</title>
<iframe id="f" src="/report.html" width="WIDTH" height="900" style="border:0"></iframe>
<pre id="out"></pre><script>
document.getElementById("f").addEventListener("load", () => {
  const frame = document.getElementById("f"), page = frame.contentDocument;
  const root = page.documentElement, style = (e) => frame.contentWindow.getComputedStyle(e);
  const quote = page.querySelector("blockquote[lang=ar]");
  const marks = [...page.querySelectorAll("mark[id]")];
  const passage = marks.find((e) => e.closest("details:not([open])"));
  const folded = passage.closest("details");
  frame.contentWindow.location.hash = passage.id;
  setTimeout(() => {
    const wide = [...page.querySelectorAll("main *")].filter((e) =>
      !e.closest(".scroll, svg, thead") && e.getClientRects().length
      && e.getBoundingClientRect().right > root.clientWidth + 1)
      .slice(0, 5).map((e) => e.outerHTML.slice(0, 150));
    document.getElementById("out").textContent = JSON.stringify({
      client: root.clientWidth, scroll: root.scrollWidth, wide,
      arabic: style(quote).direction, family: style(page.body).fontFamily,
      h1: page.querySelectorAll("h1").length, opened: folded.open,
      seen: passage.getBoundingClientRect().height > 0, scripts: page.scripts.length});
  }, 300);
});
</script>"""


@dataclass
class Seen:
    """What a browser asked for, said and measured."""

    paths: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(scope="module", params=[390, 1280])
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    found = Seen()
    # Folded texts, so that a link has something to open.
    page = report_html(sample.sample()).replace(
        b'<details class="textview" id="text1" open>', b'<details class="textview" id="text1">'
    )
    bodies = {
        "/report.html": page,
        "/frame.html": FRAME.replace("WIDTH", str(request.param)).encode(),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.paths.append(self.path)
            body = bodies.get(self.path, b"")
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        _browse(found, server.server_address[1], tmp_path_factory.mktemp("profile"))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    return found


def _browse(found: Seen, port: int, profile: Path) -> None:
    done = subprocess.run(
        [
            CHROMIUM, *FLAGS, f"--user-data-dir={profile}", "--window-size=1400,1000",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            f"http://127.0.0.1:{port}/frame.html",
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    found.console += [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    out = re.search(r'<pre id="out">(.*?)</pre>', done.stdout, re.DOTALL)
    assert out is not None
    assert out[1], "the frame measured nothing"
    found.facts = json.loads(html.unescape(out[1]))


def test_the_report_asks_for_nothing_but_itself(seen: Seen) -> None:
    assert sorted(seen.paths) == ["/frame.html", "/report.html"]


def test_the_browser_reports_no_error_and_no_breach_of_policy(seen: Seen) -> None:
    assert seen.console == []


def test_nothing_runs_over_the_edge(seen: Seen) -> None:
    assert seen.facts["scroll"] <= seen.facts["client"]
    assert seen.facts["wide"] == []


def test_the_style_applies_and_arabic_runs_right_to_left(seen: Seen) -> None:
    assert "system-ui" in seen.facts["family"]
    assert seen.facts["arabic"] == "rtl"
    assert seen.facts["h1"] == 1
    assert seen.facts["scripts"] == 1


def test_a_link_to_a_passage_opens_the_folded_text(seen: Seen) -> None:
    assert seen.facts["opened"] is True
    assert seen.facts["seen"] is True
