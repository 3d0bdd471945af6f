"""The map of a report as SVG: places as discs of their uncertainty, never as bare points.

No tiles, no script, no text of sources except place labels, which are escaped. Drawn on a plain
grid of degrees, stretched so that distances are right in the middle of the map.
Outlines: `resources/map/*.json`, rings as [x, y, dx, dy, …] in 1/`grid` degree.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from onrecord.seal.report_text import plain

Box = tuple[float, float, float, float]  # left, top, right, bottom in px
WIDTH = 960.0
CELL = 40.0
MIN_HEIGHT, MAX_HEIGHT = 380.0, 620.0
KM_A_DEGREE = 111.2
MIN_SPAN_KM = 60.0
MIN_DISC = 13.0  # px: a smaller disc would vanish behind its number and look like a pin
ADMIN1_MAX_DEGREES = 25.0  # a wider map shows countries only
LABEL_CHARS = 22
SMALL_TEXT, LARGE_TEXT = 21.0, 12.5  # px in the drawing; the small map is shown at half size
MAX_LABELS = 60
_HATCH = (
    '<pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path class="hatch" d="M0 0V8"/></pattern>'
)
_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_SCALES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to draw: where, how uncertain, and its number in the table."""

    number: int
    label: str
    lat: float
    lon: float
    radius_km: float
    incidents: int
    gazetteer_id: str | None = None
    borderless: bool = False  # a region without a border: hatched


@dataclass(frozen=True, slots=True)
class Outlines:
    """Boundary lines for context, and who drew them."""

    countries: Mapping[str, list[list[int]]]
    provinces: Mapping[str, list[list[int]]]
    grid: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the grid of degrees, and how it falls on the drawing."""

    west: float
    east: float
    south: float
    north: float
    stretch: float  # km of a degree of longitude / km of a degree of latitude
    scale: float  # px a degree of latitude
    height: float

    def x(self, lon: float) -> float:
        """Pixels from the left."""
        return (lon - self.west) * self.stretch * self.scale

    def y(self, lat: float) -> float:
        """Pixels from the top."""
        return (self.north - lat) * self.scale


def outlines() -> Outlines | None:
    """The outlines shipped with the package; `None` if there are none."""
    root = files("onrecord.resources").joinpath("map")
    loaded: dict[str, Any] = {}
    for name in ("countries", "admin1"):
        at = root.joinpath(f"{name}.json")
        if at.is_file():
            loaded[name] = json.loads(at.read_text(encoding="utf-8"))
    if not loaded:
        return None
    countries = loaded.get("countries", {}).get("outlines", {})
    provinces = loaded.get("admin1", {}).get("outlines", {})
    return Outlines(
        countries={code: each["rings"] for code, each in countries.items()},
        provinces={code: ring for held in provinces.values() for code, ring in held.items()},
        grid=next(iter(loaded.values())).get("grid", 100),
        sources=tuple(f"{each['source']} ({each['licence']})" for each in loaded.values()),
    )


def maps(spots: Iterable[Spot], lines: Outlines | None) -> tuple[Markup, Markup]:
    """A small map for the overview and the large one; both empty if there is nothing to place.

    The large one reuses the drawing of the small one, so both belong on one page.
    """
    # The widest first, so that a finer place is drawn over the area it lies in.
    ordered = sorted(spots, key=lambda spot: (-spot.radius_km, spot.number))
    if not ordered:
        return Markup(""), Markup("")
    frame = _frame(ordered)
    size = f'width="{WIDTH:.0f}" height="{frame.height:.0f}"'
    base = [
        f'<defs><clipPath id="mapclip"><rect {size}/></clipPath>{_HATCH}</defs>',
        f'<g id="mapbase" clip-path="url(#mapclip)"><rect class="sea" {size}/>',
        *(_outlined(frame, lines) if lines else ()),
        *_graticule(frame),
        *(_area(frame, spot, lines) for spot in ordered),
        "</g>",
    ]
    small = _drawing(frame, ordered, base, SMALL_TEXT, "mini")
    large = _drawing(frame, ordered, ['<use href="#mapbase"/>'], LARGE_TEXT, "large")
    return small, large


def _drawing(frame: Frame, spots: list[Spot], base: list[str], text: float, name: str) -> Markup:
    out = [
        f'<svg class="map" viewBox="0 0 {WIDTH:.0f} {frame.height:.0f}" role="img"',
        f' aria-labelledby="{name}-t"><title id="{name}-t">Map of {len(spots):,} places where',
        " acts are alleged; the numbers are those of the table of places</title>",
        *base,
        *_degree_labels(frame),
        *_labels(frame, spots, text),
        _scale_bar(frame),
        "</svg>",
    ]
    return Markup("".join(out))  # noqa: S704 - numbers, and labels that `_labels` escapes


def _frame(spots: list[Spot]) -> Frame:
    north = max(s.lat + s.radius_km / KM_A_DEGREE for s in spots)
    south = min(s.lat - s.radius_km / KM_A_DEGREE for s in spots)
    middle = (north + south) / 2
    stretch = max(0.1, math.cos(math.radians(max(-84.0, min(84.0, middle)))))
    east = max(s.lon + s.radius_km / KM_A_DEGREE / stretch for s in spots)
    west = min(s.lon - s.radius_km / KM_A_DEGREE / stretch for s in spots)
    tall = max((north - south) * 1.25, MIN_SPAN_KM / KM_A_DEGREE)
    wide = max((east - west) * stretch * 1.25, tall * WIDTH / MAX_HEIGHT)
    height = max(MIN_HEIGHT, min(MAX_HEIGHT, WIDTH * tall / wide))
    scale = WIDTH / wide
    half_tall, half_wide = height / scale / 2, wide / stretch / 2
    centre = (east + west) / 2
    return Frame(
        centre - half_wide, centre + half_wide, middle - half_tall, middle + half_tall,
        stretch, scale, height,
    )  # fmt: skip


def _outlined(frame: Frame, lines: Outlines) -> list[str]:
    out = [f'<path class="land" d="{_paths(frame, lines.countries.values(), lines.grid)}"/>']
    # One set of lines only: the two are drawn at different scales and would run side by side.
    near = frame.east - frame.west <= ADMIN1_MAX_DEGREES and lines.provinces
    shapes = lines.provinces if near else lines.countries
    kind = "province" if near else "border"
    out.append(f'<path class="{kind}" d="{_paths(frame, shapes.values(), lines.grid)}"/>')
    return out


def _paths(frame: Frame, shapes: Iterable[list[list[int]]], grid: int) -> str:
    return "".join(_path(frame, ring, grid) for rings in shapes for ring in rings)


def _path(frame: Frame, ring: list[int], grid: int) -> str:
    """One ring that meets the frame, without steps too small to see."""
    lon = lat = 0
    points: list[tuple[float, float]] = []
    for at in range(0, len(ring) - 1, 2):
        lon, lat = lon + ring[at], lat + ring[at + 1]
        points.append((lon / grid, lat / grid))
    if (
        max(p[0] for p in points) < frame.west
        or min(p[0] for p in points) > frame.east
        or max(p[1] for p in points) < frame.south
        or min(p[1] for p in points) > frame.north
    ):
        return ""
    # Far outside the window a rough line does: clamp, and drop points that then coincide.
    kept: list[str] = []
    last = (math.inf, math.inf)
    for lon_, lat_ in points:
        x = max(-400.0, min(WIDTH + 400.0, frame.x(lon_)))
        y = max(-400.0, min(frame.height + 400.0, frame.y(lat_)))
        if abs(x - last[0]) + abs(y - last[1]) >= 1.2:  # noqa: PLR2004 - px
            kept.append(f"{x:.0f} {y:.0f}")
            last = (x, y)
    return f"M{'L'.join(kept)}Z" if len(kept) > 2 else ""  # noqa: PLR2004 - an area


def _meridians(frame: Frame) -> tuple[list[float], list[float]]:
    wide = frame.east - frame.west
    step = next((s for s in _STEPS if wide / s <= 8), _STEPS[-1])  # noqa: PLR2004 - lines
    lons = range(math.ceil(frame.west / step), math.floor(frame.east / step) + 1)
    lats = range(math.ceil(frame.south / step), math.floor(frame.north / step) + 1)
    return [at * step for at in lons], [at * step for at in lats]


def _graticule(frame: Frame) -> list[str]:
    lons, lats = _meridians(frame)
    path = "".join(f"M{frame.x(lon):.1f} 0V{frame.height:.0f}" for lon in lons)
    path += "".join(f"M0 {frame.y(lat):.1f}H{WIDTH:.0f}" for lat in lats)
    return [f'<path class="grid" d="{path}"/>']


def _degree_labels(frame: Frame) -> list[str]:
    lons, lats = _meridians(frame)
    low = frame.height - 6
    out = [
        f'<text class="deg" x="{frame.x(lon) + 3:.1f}" y="{low:.0f}">'
        f"{_degrees(lon, 'E', 'W')}</text>"
        for lon in lons
        if frame.x(lon) < WIDTH * 0.75  # the scale bar stands there
    ]
    out += [
        f'<text class="deg" x="5" y="{frame.y(lat) - 4:.1f}">{_degrees(lat, "N", "S")}</text>'
        for lat in lats
    ]
    return out


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(round(value, 2)):g}°{positive if value > 0 else negative if value < 0 else ''}"


def _area(frame: Frame, spot: Spot, lines: Outlines | None) -> str:
    """The outline of a province where one is known, else the disc of uncertainty."""
    rings = lines.provinces.get(spot.gazetteer_id or "") if lines else None
    kind = "disc region" if spot.borderless else "disc"
    if rings and lines and (path := _paths(frame, [rings], lines.grid)):
        return f'<path class="{kind}" d="{path}"/>'
    radius = max(MIN_DISC, spot.radius_km / KM_A_DEGREE * frame.scale)
    return (
        f'<circle class="{kind}" cx="{frame.x(spot.lon):.1f}" cy="{frame.y(spot.lat):.1f}" '
        f'r="{radius:.1f}"/>'
    )


def _labels(frame: Frame, spots: list[Spot], size: float) -> list[str]:
    """A number on each disc and, where there is room, the label beside it."""
    taken = _Taken()
    out: list[str] = []
    for spot in sorted(spots, key=lambda each: (-each.incidents, each.radius_km, each.number)):
        x, y = frame.x(spot.lon), frame.y(spot.lat)
        badge = 5.5 + len(str(spot.number)) * size * 0.34
        box = (x - badge, y - size * 0.75, x + badge, y + size * 0.75)
        if not taken.free(box):
            continue  # its number would cover another one; the table has both
        taken.take(box)
        out.append(
            f'<g class="no"><rect x="{box[0]:.1f}" y="{box[1]:.1f}" rx="{size * 0.7:.1f}" '
            f'width="{2 * badge:.1f}" height="{size * 1.5:.1f}"/><text x="{x:.1f}" '
            f'y="{y + size * 0.35:.1f}" font-size="{size}">{spot.number}</text></g>'
        )
    for spot in ordered_for_labels(spots):
        text = plain(spot.label)
        text = text if len(text) <= LABEL_CHARS else f"{text[:LABEL_CHARS]}…"
        long = len(text) * size * 0.62
        x, y = frame.x(spot.lon), frame.y(spot.lat)
        gap = 9 + len(str(spot.number)) * size * 0.34
        for left, anchor in ((x + gap, "start"), (x - gap - long, "end")):
            box = (left, y - size * 0.7, left + long, y + size * 0.7)
            fits = left >= 0 and left + long <= WIDTH and size < y < frame.height - size
            if fits and taken.free(box):
                taken.take(box)
                at = left if anchor == "start" else left + long
                out.append(
                    f'<text class="place" x="{at:.1f}" y="{y + size * 0.35:.1f}" '
                    f'font-size="{size}" text-anchor="{anchor}">{escape(text)}</text>'
                )
                break
    return out


def ordered_for_labels(spots: list[Spot]) -> list[Spot]:
    """The places to label first: most incidents, then finest; no more than a map can hold."""
    ranked = sorted(spots, key=lambda each: (-each.incidents, each.radius_km, each.number))
    return ranked[:MAX_LABELS]


class _Taken:
    """Boxes already used, found by the cells they touch, so that many places stay quick."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def free(self, box: Box) -> bool:
        """Whether `box` overlaps none of those taken."""
        return not any(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
            for cell in self._touched(box)
            for other in self._cells.get(cell, ())
        )

    def take(self, box: Box) -> None:
        """Use `box` up."""
        for cell in self._touched(box):
            self._cells.setdefault(cell, []).append(box)

    @staticmethod
    def _touched(box: Box) -> Iterable[tuple[int, int]]:
        for column in range(int(box[0] // CELL), int(box[2] // CELL) + 1):
            for row in range(int(box[1] // CELL), int(box[3] // CELL) + 1):
                yield column, row


def _scale_bar(frame: Frame) -> str:
    px_a_km = frame.scale / KM_A_DEGREE
    length = next((km for km in reversed(_SCALES) if km * px_a_km <= WIDTH / 5), _SCALES[0])
    right, y = WIDTH - 20, frame.height - 24
    left = right - length * px_a_km
    return (
        f'<path class="scale" d="M{left:.1f} {y - 5:.0f}V{y:.0f}H{right:.0f}V{y - 5:.0f}"/>'
        f'<text class="deg" x="{right:.0f}" y="{y - 8:.0f}" text-anchor="end">{length:,} km</text>'
    )
