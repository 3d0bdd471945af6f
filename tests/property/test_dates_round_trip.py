"""Every day from 1990 to 2030, written in each month system, is read back as itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.times import times
from onrecord.lang import dates
from onrecord.model.vocab import Precision
from place_help import paragraphs

SYSTEMS = {
    "english": dates.ENGLISH_MONTHS,
    "levantine": dates.LEVANTINE_MONTHS,
    "egyptian": dates.EGYPTIAN_MONTHS,
    "maghrebi": dates.MAGHREBI_MONTHS,
}
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize("system", SYSTEMS)
@settings(max_examples=60, deadline=None)
@given(day=DAYS, arabic=st.booleans(), choice=st.integers(0, 5))
def test_a_day_is_read_back(system: str, day: date, arabic: bool, choice: int) -> None:
    names = [name for name, month in SYSTEMS[system].items() if month == day.month]
    name = names[choice % len(names)]
    number, year = str(day.day), str(day.year)
    if system != "english" and arabic:
        number, year = number.translate(ARABIC_DIGITS), year.translate(ARABIC_DIGITS)
    words = f"{number} {name.title() if system == 'english' else name} {year}"
    (found,) = times(paragraphs(f"({words})"))
    assert found.spans[0].quote == words
    assert (found.value.earliest, found.value.latest) == (day, day)
    assert found.value.precision is Precision.DAY


@settings(max_examples=80, deadline=None)
@given(day=DAYS)
def test_a_dual_name_is_read_back(day: date) -> None:
    first = next(n for n, month in dates.LEVANTINE_MONTHS.items() if month == day.month)
    second = next(n for n, month in dates.EGYPTIAN_MONTHS.items() if month == day.month)
    (found,) = times(paragraphs(f"في {day.day} {first}/{second} {day.year}"))
    assert (found.value.earliest, found.value.latest) == (day, day)


@settings(max_examples=80, deadline=None)
@given(text=st.text(alphabet="0123456789 /-.:,MarchMayأمسآذارفي\n", max_size=80))
def test_any_text_gives_spans_that_quote_it(text: str) -> None:
    document = paragraphs("x" + text, published=date(2018, 9, 12))
    end = 0
    for item in times(document):
        (span,) = item.spans
        assert span.start >= end
        assert document.text[span.start : span.end] == span.quote
        end = span.end
