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

WIDTH = 960.0
MIN_HEIGHT, MAX_HEIGHT = 380.0, 620.0
KM_A_DEGREE = 111.2
MIN_SPAN_KM = 60.0
MIN_DISC = 7.0  # px: smaller discs could not hold their number
ADMIN1_MAX_DEGREES = 25.0  # a wider map shows countries only
LABEL_CHARS = 22
MAX_LABELS = 60
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


def map_svg(spots: Iterable[Spot], lines: Outlines | None, *, small: bool, name: str) -> Markup:
    """The map; empty markup if there is nothing to place. `name`: prefix of the ids inside."""
    # The widest first, so that a finer place is drawn over the area it lies in.
    ordered = sorted(spots, key=lambda spot: (-spot.radius_km, spot.number))
    if not ordered:
        return Markup("")
    frame = _frame(ordered)
    out = [
        f'<svg class="map" viewBox="0 0 {WIDTH:.0f} {frame.height:.0f}" role="img" '
        f'aria-labelledby="{name}-t"><title id="{name}-t">Map of {len(ordered):,} places where '
        "acts are alleged; the numbers are those of the table of places</title>",
        f'<clipPath id="{name}-c"><rect width="{WIDTH:.0f}" height="{frame.height:.0f}"/>'
        f'</clipPath><rect class="sea" width="{WIDTH:.0f}" height="{frame.height:.0f}"/>'
        f'<g clip-path="url(#{name}-c)">',
    ]
    if lines is not None:
        out += _outlined(frame, lines)
    out += _graticule(frame)
    out += [_disc(frame, spot) for spot in ordered]
    out += _labels(frame, ordered, small=small)
    out += [_scale_bar(frame), "</g></svg>"]
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


def _graticule(frame: Frame) -> list[str]:
    wide = frame.east - frame.west
    step = next((s for s in _STEPS if wide / s <= 8), _STEPS[-1])  # noqa: PLR2004 - lines
    out = []
    for at in range(math.ceil(frame.west / step), math.floor(frame.east / step) + 1):
        x = frame.x(at * step)
        out.append(f'<path class="grid" d="M{x:.1f} 0V{frame.height:.0f}"/>')
        text = _degrees(at * step, "E", "W")
        out.append(f'<text class="deg" x="{x + 3:.1f}" y="{frame.height - 6:.0f}">{text}</text>')
    for at in range(math.ceil(frame.south / step), math.floor(frame.north / step) + 1):
        y = frame.y(at * step)
        out.append(f'<path class="grid" d="M0 {y:.1f}H{WIDTH:.0f}"/>')
        out.append(
            f'<text class="deg" x="5" y="{y - 4:.1f}">{_degrees(at * step, "N", "S")}</text>'
        )
    return out


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(round(value, 2)):g}°{positive if value > 0 else negative if value < 0 else ''}"


def _disc(frame: Frame, spot: Spot) -> str:
    radius = max(MIN_DISC, spot.radius_km / KM_A_DEGREE * frame.scale)
    kind = "disc" if spot.incidents else "disc quiet"
    return (
        f'<circle class="{kind}" cx="{frame.x(spot.lon):.1f}" cy="{frame.y(spot.lat):.1f}" '
        f'r="{radius:.1f}"/>'
    )


def _labels(frame: Frame, spots: list[Spot], *, small: bool) -> list[str]:
    """A number on each disc and, where there is room, the label beside it."""
    taken: list[tuple[float, float, float, float]] = []
    out: list[str] = []
    size = 21.0 if small else 12.0
    for spot in sorted(spots, key=lambda each: (-each.incidents, each.radius_km, each.number)):
        x, y = frame.x(spot.lon), frame.y(spot.lat)
        badge = 5.5 + len(str(spot.number)) * size * 0.34
        box = (x - badge, y - size * 0.75, x + badge, y + size * 0.75)
        if _hits(box, taken):
            continue  # its number would cover another one; the table has both
        taken.append(box)
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
            fits = 0 <= left and left + long <= WIDTH and size < y < frame.height - size
            if fits and not _hits(box, taken):
                taken.append(box)
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


def _hits(
    box: tuple[float, float, float, float], taken: list[tuple[float, float, float, float]]
) -> bool:
    return any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in taken
    )


def _scale_bar(frame: Frame) -> str:
    px_a_km = frame.scale / KM_A_DEGREE
    length = next((km for km in reversed(_SCALES) if km * px_a_km <= WIDTH / 5), _SCALES[0])
    right, y = WIDTH - 20, frame.height - 24
    left = right - length * px_a_km
    return (
        f'<path class="scale" d="M{left:.1f} {y - 5:.0f}V{y:.0f}H{right:.0f}V{y - 5:.0f}"/>'
        f'<text class="deg" x="{right:.0f}" y="{y - 8:.0f}" text-anchor="end">{length:,} km</text>'
    )
