"""A map that can be moved: in the page, by digest, without a request; the static one stays."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import pytest
from lxml import html

from onrecord.errors import ResourceMismatch, ResourceMissing
from onrecord.seal import map_live
from onrecord.seal.map_svg import Spot, outlines
from onrecord.seal.report import report_html
from unit.seal import sample_dossier as sample

pytest.importorskip(map_live.PACKAGE, reason="the extra map is not installed")


@pytest.fixture(scope="module")
def page() -> str:
    return report_html(sample.sample(), live=map_live.live_code()).decode()


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_policy_names_the_script_and_both_styles_by_digest(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert (len(scripts), len(styles)) == (2, 2)
    for text in (*scripts, *styles):
        assert f"'sha256-{_digest(text)}'" in policy[1]
    assert "default-src 'none'" in policy[1]
    assert "\r" not in page  # browsers would read, and digest, another text


def test_nothing_in_the_page_can_be_asked_for(page: str) -> None:
    assert not re.search(r"url\((?!#)", page)
    assert "sourceMappingURL" not in page
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script[@src] | //link[@rel='stylesheet'] | //img[@src]")


def test_the_static_map_and_the_licence_stay(page: str) -> None:
    assert html.document_fromstring(page).xpath(
        "//*[contains(@class, 'static-map')]//*[name()='svg']"
    )
    assert "Redistributions in" in page
    assert "and move the map" in page


def test_every_drawn_place_carries_its_radius_and_hostile_names_stay_text() -> None:
    spots = [Spot(1, "</script><b>Xeria", 35.9, 36.6, 5.0, 2), Spot(2, "Idlib", 36, 36.6, 60, 1)]
    text = str(map_live.live_data(spots, outlines()))
    data = json.loads(text)
    assert "<" not in text
    assert {place["n"]: place["km"] for place in data["places"]} == {1: 5.0, 2: 60}
    assert data["provinces"]
    assert len(text) < 400_000


def test_without_places_there_is_no_script() -> None:
    assert map_live.live_data([], outlines()) == ""


def test_another_release_of_leaflet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(map_live.SHA256, "leaflet.js", "0" * 64)
    with pytest.raises(ResourceMismatch, match=r"leaflet\.js"):
        map_live.live_code()


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_live, "PACKAGE", "no_such_package_here")
    with pytest.raises(ResourceMissing, match=r"onrecord\[map\]"):
        map_live.live_code()
