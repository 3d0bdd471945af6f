"""The timeline of a report as SVG: a range is a bar, an open end stays open.

A date of publication that stands in for a date is a hollow diamond, never a bar. Many incidents
are drawn as columns of counts instead of rows. No text of sources stands in the drawing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from onrecord.model.vocab import Basis
from onrecord.model.when import When

WIDTH = 960.0
LEFT, RIGHT = 250.0, 24.0
ROW = 26.0
TOP = 34.0
MAX_ROWS = 60
MAX_COLUMNS = 60
MIN_BAR = 5.0
OPEN_PX = 70.0
_LADDER = (1, 2, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652, 9131, 18262, 36525)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its number in the report, our words for it, and when."""

    anchor: str
    label: str  # ours, not a source's
    when: When


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int  # ordinal days
    last: int

    def x(self, day: float) -> float:
        return LEFT + (day - self.first) / (self.last - self.first) * (WIDTH - LEFT - RIGHT)


def timeline_svg(entries: Iterable[Entry], published: Iterable[date]) -> Markup:
    """The timeline; empty markup if nothing is dated."""
    dated = [e for e in entries if e.when.earliest or e.when.latest]
    pages = sorted(set(published))
    if not dated:
        return Markup("")
    scale = _scale(dated, pages)
    if len(dated) > MAX_ROWS:
        body, height = _columns(dated, scale)
    else:
        body, height = _rows(dated, scale)
    foot = height + 30
    out = [
        f'<svg class="timeline" viewBox="0 0 {WIDTH:.0f} {foot + 24:.0f}" role="group"',
        f' aria-labelledby="tl-t"><title id="tl-t">Timeline of {len(dated):,} alleged incidents;',
        " the same dates stand in the list of incidents</title>",
        *_axis(scale, height),
        *body,
        f'<text class="row" x="{LEFT - 12:.0f}" y="{foot + 4:.0f}">sources published</text>',
        *(_diamond(scale.x(day.toordinal() + 0.5), foot) for day in pages),
        "</svg>",
    ]
    return Markup("".join(out))  # noqa: S704 - numbers and our own words only


def _ends(when: When) -> tuple[date, date]:
    first = when.earliest or when.latest
    last = when.latest or when.earliest
    if first is None or last is None:
        raise ValueError("an entry without any date is not drawn")
    return first, last


def _scale(dated: list[Entry], pages: list[date]) -> _Scale:
    days = [d.toordinal() for e in dated for d in _ends(e.when)] + [d.toordinal() for d in pages]
    low, high = min(days), max(days) + 1
    room = max(2, (high - low) // 12)
    return _Scale(max(1, low - room), min(date.max.toordinal(), high + room))


def _axis(scale: _Scale, height: float) -> list[str]:
    out = []
    for day in _ticks(scale):
        x = scale.x(day.toordinal())
        out.append(f'<path class="grid" d="M{x:.1f} {TOP - 8:.0f}V{height + 42:.0f}"/>')
        out.append(f'<text class="deg" x="{x + 3:.1f}" y="16">{_tick(day, scale)}</text>')
    return out


def _ticks(scale: _Scale) -> list[date]:
    span = scale.last - scale.first
    step = next((s for s in _LADDER if span / s <= 7), _LADDER[-1])  # noqa: PLR2004 - ticks
    if step < 30:  # noqa: PLR2004 - days
        start = scale.first + (-scale.first) % step
        return [date.fromordinal(day) for day in range(start, scale.last, step)]
    months = max(1, round(step / 30.44))
    first = date.fromordinal(scale.first)
    at = first.year * 12 + first.month - 1
    at += -at % months
    found = []
    while at // 12 <= date.max.year:
        day = date(at // 12, at % 12 + 1, 1)
        if day.toordinal() >= scale.last:
            break
        if day.toordinal() >= scale.first:
            found.append(day)
        at += months
    return found


def _tick(day: date, scale: _Scale) -> str:
    span = scale.last - scale.first
    if span > 3650 and day.month == 1:  # noqa: PLR2004 - ten years
        return str(day.year)
    name = f"{_MONTHS[day.month - 1]} {day.year}"
    return name if span > 200 else f"{day.day} {name}"  # noqa: PLR2004 - days


def _rows(dated: list[Entry], scale: _Scale) -> tuple[list[str], float]:
    out = []
    for number, entry in enumerate(dated):
        y = TOP + ROW * number + ROW / 2
        out.append(
            f'<a href="#{entry.anchor}"><text class="row" x="{LEFT - 12:.0f}" y="{y + 4:.1f}">'
            f"{entry.label}</text>{_mark(entry.when, scale, y)}</a>"
        )
    return out, TOP + ROW * len(dated)


def _mark(when: When, scale: _Scale, y: float) -> str:
    first, last = _ends(when)
    left, right = scale.x(first.toordinal()), scale.x(last.toordinal() + 1)
    if when.basis is Basis.PUBLICATION:
        return _diamond((left + right) / 2, y) + _open_bar(when, left, right, y)
    if when.earliest is None or when.latest is None:
        return _open_bar(when, left, right, y)
    width = max(MIN_BAR, right - left)
    return (
        f'<rect class="bar" x="{left:.1f}" y="{y - 6:.1f}" width="{width:.1f}" height="12" rx="3"/>'
    )


def _open_bar(when: When, left: float, right: float, y: float) -> str:
    """A bar closed at the known end and dashed towards the unknown one."""
    if when.earliest is None:
        start = max(LEFT, right - OPEN_PX)
        shape = f"M{start:.1f} {y - 6:.1f}H{right:.1f}V{y + 6:.1f}H{start:.1f}"
    elif when.latest is None:
        end = min(WIDTH - 4, left + OPEN_PX)
        shape = f"M{end:.1f} {y - 6:.1f}H{left:.1f}V{y + 6:.1f}H{end:.1f}"
    else:
        return ""
    return f'<path class="open" d="{shape}"/>'


def _diamond(x: float, y: float) -> str:
    return f'<path class="pub" d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6Z"/>'


def _columns(dated: list[Entry], scale: _Scale) -> tuple[list[str], float]:
    """Columns of how many alleged incidents may begin in each stretch of time."""
    span = scale.last - scale.first
    step = next((s for s in _LADDER if span / s <= MAX_COLUMNS), _LADDER[-1])
    counts: dict[int, int] = {}
    for entry in dated:
        at = (_ends(entry.when)[0].toordinal() - scale.first) // step
        counts[at] = counts.get(at, 0) + 1
    most, tall = max(counts.values()), 200.0
    base = TOP + tall + 14
    said = ("alleged incidents by their", "earliest date; each column", f"is {step} days")
    out = [
        f'<text class="row" x="{LEFT - 12:.0f}" y="{TOP + 12 + 16 * at:.0f}">{line}</text>'
        for at, line in enumerate(said)
    ]
    for at, number in sorted(counts.items()):
        left = scale.x(scale.first + at * step)
        width = max(2.0, scale.x(scale.first + (at + 1) * step) - left - 1.5)
        high = max(2.0, number / most * tall)
        out.append(
            f'<rect class="bar" x="{left:.1f}" y="{base - high:.1f}" width="{width:.1f}" '
            f'height="{high:.1f}"><title>{number:,}</title></rect>'
        )
        if number == most or len(counts) <= 20:  # noqa: PLR2004 - numbers that fit
            out.append(
                f'<text class="deg" x="{left + width / 2:.1f}" y="{base - high - 4:.1f}" '
                f'text-anchor="middle">{number:,}</text>'
            )
    out.append(f'<path class="scale" d="M{LEFT:.0f} {base:.1f}H{WIDTH - RIGHT:.0f}"/>')
    return out, base + 6
