"""The map that can be moved, as a browser runs it. Skipped where no Chromium is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from onrecord.seal import map_live
from onrecord.seal.report import report_html
from unit.seal import sample_dossier as sample

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")
pytest.importorskip(map_live.PACKAGE, reason="the extra map is not installed")

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--enable-logging=stderr", "--window-size=390,900"),
    *("--virtual-time-budget=8000", "--dump-dom"),
)


def test_the_page_draws_its_places_without_a_refusal_or_an_error(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_bytes(report_html(sample.sample(), live=map_live.live_code()))
    done = subprocess.run(
        [CHROMIUM, *FLAGS, page.as_uri()], capture_output=True, text=True, timeout=120, check=False
    )
    said = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    assert said == []  # scripts that fail, and whatever the page's policy refuses, stand here
    assert done.stdout.count('class="live-disc leaflet-interactive"') >= 1
    assert 'class="leaflet-marker-icon live-no' in done.stdout
    assert "<img" not in done.stdout.partition('id="livemap"')[2].partition("static-map")[0]
