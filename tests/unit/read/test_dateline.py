"""Publication dates as pages write them."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.model.vocab import Precision
from onrecord.read.dateline import dateline, find_date, tells_update


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Wednesday, 12 March 2031 19:28", "19:28"),
        ("Published on March 12th, 2031 at 7:28 PM", "19:28"),
        ("12 Mar 2031", None),
        ("2031-03-12T19:28:00+03:00", "19:28"),
        ("2031-03-12T19:28:00Z", None),
        ("2031-03-12 19:28", "19:28"),
        ("12.03.2031", None),
        ("19:28, 12 March 2031", "19:28"),
        ("DARVEL, Northern Velia – 12 March 2031", None),
        ("نشر في: ١٢ آذار/مارس ٢٠٣١ - ٠٧:٢٨ مساءً", "19:28"),
        ("الأربعاء 12 مارس 2031", None),
        ("12/03/2031 نشر في", None),
    ],
)
def test_dateline_gives_day_and_local_time(text: str, time: str | None) -> None:
    found = dateline(text)
    assert found is not None
    when = found[2]
    assert (when.earliest, when.latest) == (date(2031, 3, 12), date(2031, 3, 12))
    assert when.local_time == time


@pytest.mark.parametrize(
    "text",
    [
        "Residents state what they saw on 12 March 2031",
        "The talks of 12 March 2031 failed",
        "12 March/April 2031",
        "31 February 2031",
        "On Tuesday",
        "",
    ],
)
def test_other_lines_are_no_datelines(text: str) -> None:
    assert dateline(text) is None


def test_numbers_that_may_be_day_or_month_first_give_both_as_a_range() -> None:
    found = find_date("03/04/2031")
    assert found is not None
    assert (found[2].earliest, found[2].latest) == (date(2031, 3, 4), date(2031, 4, 3))
    assert found[2].precision is Precision.RANGE


def test_a_line_about_the_last_change_is_told_apart() -> None:
    assert tells_update("Last updated: 12 March 2031")
    assert not tells_update("Published: 12 March 2031")
