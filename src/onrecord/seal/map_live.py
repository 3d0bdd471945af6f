"""The map of a report that can be moved and zoomed: Leaflet, outlines and places in the same page.

No tiles and no request: outlines are those of the static map, which stays in the page for print and
for readers without script. A place is its area of uncertainty, never a bare point. Leaflet comes
from an installed package (the extra `map`) and is used only if its bytes are those known here.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from markupsafe import Markup

from onrecord.errors import ResourceMismatch, ResourceMissing
from onrecord.seal.map_svg import Outlines, Spot
from onrecord.seal.report_text import plain

PACKAGE: Final = "js_lib_leaflet"  # of the distribution django-js-lib-leaflet; needs no Django
SHA256: Final = {  # Leaflet 1.9.4, as released
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
}
MARGIN: Final = 1.5  # outlines are kept this many times the width of the places around them
LEAST_DEGREES: Final = 4.0
_IMAGES: Final = re.compile(r"[^{}]+\{[^{}]*url\([^)]*\)[^{}]*\}")
_LICENCE: Final = """/*!
Leaflet 1.9.4, (c) 2010-2024 Volodymyr Agafonkin, (c) 2010-2011 CloudMade. All rights reserved.
Redistribution and use in source and binary forms, with or without modification, are permitted
provided that the following conditions are met: 1. Redistributions of source code must retain the
above copyright notice, this list of conditions and the following disclaimer. 2. Redistributions in
binary form must reproduce the above copyright notice, this list of conditions and the following
disclaimer in the documentation and/or other materials provided with the distribution.
THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR
IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR
CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE,
DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER
IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF
THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
"""


@dataclass(frozen=True, slots=True)
class LiveCode:
    """Script and style of the map that can be moved, with the digests a page's policy names."""

    script: str
    style: str

    @property
    def script_digest(self) -> str:
        """SHA-256 of the script, as a content security policy writes it."""
        return _digest(self.script)

    @property
    def style_digest(self) -> str:
        """SHA-256 of the style, as a content security policy writes it."""
        return _digest(self.style)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def live_code() -> LiveCode:
    """Leaflet and our few lines on it.

    Raises: ResourceMissing without the extra `map`; ResourceMismatch if its bytes are others.
    """
    own = files("onrecord.seal").joinpath("templates")
    script = _leaflet("leaflet.js").rpartition("\n//# sourceMappingURL")[0] + "\n"
    # Rules with pictures are left out: no control or marker that shows one is used.
    style = _IMAGES.sub("", _leaflet("leaflet.css"))
    return LiveCode(
        _LICENCE + script + own.joinpath("map_live.js").read_text(encoding="utf-8"),
        style + own.joinpath("map_live.css").read_text(encoding="utf-8"),
    )


def _leaflet(name: str) -> str:
    if importlib.util.find_spec(PACKAGE) is None:
        raise ResourceMissing(
            "the map that can be moved needs Leaflet", name,
            advice="Install it with: pip install 'onrecord[map]', or leave --interactive out",
        )  # fmt: skip
    body = files(PACKAGE).joinpath("static", PACKAGE, name).read_bytes()
    found = hashlib.sha256(body).hexdigest()
    if found != SHA256[name]:
        raise ResourceMismatch(
            "Leaflet is not the release that was checked", name,
            expected=SHA256[name], found=found,
            advice="Install django-js-lib-leaflet 1.9.4.1",
        )  # fmt: skip
    return body.decode("utf-8").replace("\r\n", "\n")  # as browsers read a page, and digest it


def live_data(spots: Iterable[Spot], lines: Outlines | None) -> Markup:
    """Places and the outlines around them as JSON that may stand inside a `script` element."""
    held = sorted(spots, key=lambda spot: (-spot.radius_km, spot.number))
    if not held:
        return Markup("")
    box = _box(held)
    data = {
        "grid": lines.grid if lines else 1,
        "countries": _near(lines.countries.values(), lines.grid, box) if lines else [],
        "provinces": _near(lines.provinces.values(), lines.grid, box) if lines else [],
        "places": [
            {
                "n": spot.number,
                "label": plain(spot.label),
                "at": [round(spot.lat, 5), round(spot.lon, 5)],
                "km": spot.radius_km,
                "incidents": spot.incidents,
                "borderless": spot.borderless,
                "rings": lines.provinces.get(spot.gazetteer_id or "", []) if lines else [],
            }
            for spot in held
        ],
    }
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - ASCII JSON without "<"


def _box(spots: list[Spot]) -> tuple[float, float, float, float]:
    """South, west, north, east of the part of the world worth drawing."""
    south, north = min(s.lat for s in spots), max(s.lat for s in spots)
    west, east = min(s.lon for s in spots), max(s.lon for s in spots)
    tall = max(north - south, LEAST_DEGREES) * MARGIN
    wide = max(east - west, LEAST_DEGREES) * MARGIN
    return south - tall, west - wide, north + tall, east + wide


def _near(
    shapes: Iterable[list[list[int]]], grid: int, box: tuple[float, float, float, float]
) -> list[list[int]]:
    """The rings that meet the box."""
    return [ring for rings in shapes for ring in rings if _meets(ring, grid, box)]


def _meets(ring: list[int], grid: int, box: tuple[float, float, float, float]) -> bool:
    x = y = 0
    xs, ys = [], []
    for at in range(0, len(ring) - 1, 2):
        x, y = x + ring[at], y + ring[at + 1]
        xs.append(x)
        ys.append(y)
    south, west, north, east = (side * grid for side in box)
    return max(xs) >= west and min(xs) <= east and max(ys) >= south and min(ys) <= north
