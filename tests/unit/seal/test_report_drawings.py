from __future__ import annotations

from datetime import date

from lxml import etree

from onrecord.model.vocab import Basis, Precision
from onrecord.model.when import When
from onrecord.seal.map_svg import MIN_DISC, Outlines, Spot, maps, outlines
from onrecord.seal.timeline_svg import MAX_ROWS, Entry, timeline_svg

SQUARE = Outlines({"XA": [[-2300, -3700, 300, 0, 0, 300, -300, 0]]}, {}, 100, ("drawn by hand",))


def spot(number: int, label: str = "Norrel", radius: float = 5.0) -> Spot:
    return Spot(number, label, -36.0 - number / 10, -21.0 + number / 10, radius, 1)


def when(first: date | None, last: date | None, basis: Basis = Basis.STATED) -> When:
    return When(first, last, Precision.RANGE, basis)


def entry(value: When) -> Entry:
    return Entry("i1", "I1 Shelling", value)


def test_a_map_needs_a_place() -> None:
    assert maps([], None) == ("", "")


def test_a_place_is_a_disc_as_wide_as_its_uncertainty() -> None:
    small, large = maps([spot(1, radius=10), spot(2, radius=50)], SQUARE)
    circles = etree.fromstring(small).findall(".//circle")
    wide, fine = (float(circle.get("r", "0")) for circle in circles)
    assert fine >= MIN_DISC
    assert 4.5 < wide / fine < 5.5
    assert 'href="#mapbase"' in large
    assert 'class="land"' in small


def test_a_province_is_its_outline_and_a_region_is_hatched() -> None:
    ring = [-2150, -3650, 100, 0, 0, 100, -100, 0]
    lines = Outlines({}, {"iso:XA-1": [ring]}, 100, ("drawn by hand",))
    province = Spot(1, "Upper Vale", -36.0, -21.0, 60.0, 1, "iso:XA-1")
    region = Spot(2, "the coast", -36.2, -21.2, 40.0, 1, None, borderless=True)
    small, _ = maps([province, region], lines)
    tree = etree.fromstring(small)
    assert [p.get("class") for p in tree.findall(".//g/path") if p.get("class") == "disc"] == [
        "disc"
    ]
    assert [c.get("class") for c in tree.findall(".//g/circle")] == ["disc region"]


def test_a_map_is_drawn_without_outlines() -> None:
    small, _ = maps([spot(1)], None)
    assert 'class="land"' not in small
    assert 'class="grid"' in small


def test_a_hostile_label_is_text_in_the_map() -> None:
    _, large = maps([spot(1, '"><script>\u202e')], None)
    texts = [t.text for t in etree.fromstring(large).findall(".//text")]
    assert '"><script>[U+202E]' in texts


def test_numbers_do_not_cover_one_another() -> None:
    _, large = maps([Spot(n, f"p{n}", -36.0, -21.0, 5.0, 1) for n in range(1, 40)], None)
    assert large.count('class="no"') == 1


def test_the_ends_of_the_world_can_be_drawn() -> None:
    small, large = maps(
        [Spot(1, "a", 89.9, 179.9, 600.0, 1), Spot(2, "b", -89.9, -179.9, 0.1, 1)], SQUARE
    )
    etree.fromstring(small)
    etree.fromstring(large)


def test_the_shipped_outlines_can_be_read() -> None:
    found = outlines()
    assert found is None or (found.countries and found.sources)


def test_nothing_dated_draws_no_timeline() -> None:
    unplaced = When(None, None, Precision.UNPLACED, Basis.RELATIVE)
    assert timeline_svg([entry(unplaced)], [date(2031, 5, 1)]) == ""


def test_a_range_is_a_bar_and_an_open_end_stays_open() -> None:
    day = date(2031, 5, 8)
    closed = timeline_svg([entry(when(day, day))], [])
    before = timeline_svg([entry(when(None, day))], [])
    after = timeline_svg([entry(when(day, None))], [])
    assert (closed.count('class="bar"'), closed.count('class="open"')) == (1, 0)
    assert (before.count('class="bar"'), before.count('class="open"')) == (0, 1)
    assert (after.count('class="bar"'), after.count('class="open"')) == (0, 1)
    assert before != after


def test_a_date_of_publication_is_another_mark() -> None:
    day = date(2031, 5, 8)
    drawn = timeline_svg([entry(when(day, day, Basis.PUBLICATION))], [])
    assert drawn.count('class="pub"') == 1
    assert 'class="bar"' not in drawn


def test_many_incidents_become_columns_and_none_is_lost() -> None:
    entries = [entry(when(date(2030, 1, 1 + n % 28), None)) for n in range(MAX_ROWS + 30)]
    tree = etree.fromstring(timeline_svg(entries, []))
    counts = [int((t.text or "0").replace(",", "")) for t in tree.findall(".//rect/title")]
    assert sum(counts) == MAX_ROWS + 30


def test_first_and_last_days_of_the_calendar_can_be_drawn() -> None:
    drawn = timeline_svg([entry(when(date.min, date.max))], [date.min, date.max])
    etree.fromstring(drawn)
