"""Invented time expressions in news style are found and read; `bench/expressions.py` prints how."""

from __future__ import annotations

import pytest

import expressions

TABLE = "e1e20672f61560f8df34db2cacaec273b0b8a7244fc78b21b069c32898fff241"
FOUND, RIGHT, MISDATED = 0.95, 0.95, 0.02  # raise with what bench/expressions.py prints


@pytest.fixture(scope="module")
def readings() -> list[expressions.Reading]:
    return [expressions.read(row) for row in expressions.load()]


def test_the_floors_belong_to_the_table_as_it_is() -> None:
    assert expressions.digest() == TABLE, "the table changed: look at the figures, set the floors"


def test_there_are_enough_in_each_language(readings: list[expressions.Reading]) -> None:
    languages = [reading.expression.lang for reading in readings]
    assert languages.count("en") >= 100
    assert languages.count("ar") >= 80
    assert len({reading.expression.words for reading in readings}) >= 150


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_figure_is_under_its_floor(lang: str, readings: list[expressions.Reading]) -> None:
    shares = expressions.figures(r for r in readings if r.expression.lang == lang)
    assert shares["found"] >= FOUND
    assert shares["right"] >= RIGHT
    assert shares["misdated"] <= MISDATED
