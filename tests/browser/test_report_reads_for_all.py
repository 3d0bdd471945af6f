"""The report for people who use a keyboard or a screen reader, and its markup by the letter."""

from __future__ import annotations

import html
import importlib.util
import json
import re
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest

from onrecord.seal.report import report_html
from unit.seal import sample_dossier as sample

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--dump-dom"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=60000"),
)
RUN = """
addEventListener("load", async () => {
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
  const found = await axe.run(document, {resultTypes: ["violations"]});
  document.documentElement.innerHTML = "<pre id=out></pre>";
  document.getElementById("out").textContent = JSON.stringify(found.violations.map((each) => [
    each.id, each.nodes.length,
    each.nodes.slice(0, 4).map((node) => node.html.slice(0, 160) + " " + node.failureSummary)]));
});
"""


def _axe() -> str:
    """The script of axe-core, from whichever package is installed."""
    for name in ("axe_playwright_python", "axe_core_python"):
        found = importlib.util.find_spec(name)
        if found and found.submodule_search_locations:
            return (Path(next(iter(found.submodule_search_locations))) / "axe.min.js").read_text()
    pytest.skip("axe-core is not installed")


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")
@pytest.mark.parametrize(
    ("scheme", "width", "language"),
    [("light", 390, "en"), ("dark", 1280, "en"), ("light", 1280, "ar"), ("dark", 390, "ar")],
)
def test_axe_finds_no_violation(tmp_path: Path, scheme: str, width: int, language: str) -> None:
    page = report_html(sample.sample(), language=language).decode()
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    page = page.replace("</body>", f"<script>{_axe()}</script><script>{RUN}</script></body>")
    if scheme == "dark":
        page = page.replace("(prefers-color-scheme:dark)", "all")
    path = tmp_path / "report.html"
    path.write_text(page)
    done = subprocess.run(
        [
            CHROMIUM, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}",
            f"--window-size={width},900", path.as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    out = re.search(r'<pre id="out">(.*?)</pre>', done.stdout, re.DOTALL)
    assert out, "axe did not finish"
    assert json.loads(html.unescape(out[1])) == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", ["sample", "empty"])
def test_the_markup_is_html_by_the_letter(name: str, language: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import html5lib  # noqa: PLC0415 - warns of its own dependencies
    dossier = sample.sample() if name == "sample" else sample.Builder().build("Empty")
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(report_html(dossier, language=language).decode())
    assert [(at, code) for at, code, _ in parser.errors] == []
