from __future__ import annotations

from datetime import date
from enum import StrEnum

import pytest

from onrecord.model import vocab
from onrecord.model.vocab import Basis, Precision, Unit
from onrecord.model.when import Count, When
from onrecord.seal import words

TABLES: list[tuple[dict[object, str], type[StrEnum]]] = [
    (words.ACTS, vocab.Act),
    (words.FORMS, vocab.Form),
    (words.STANCES, vocab.Stance),
    (words.CERTAINTIES, vocab.Certainty),
    (words.MODALITIES, vocab.Modality),
    (words.STATUSES, vocab.ClaimStatus),
    (words.STATES, vocab.ElementState),
    (words.MARKS, vocab.ElementState),
    (words.REASONS, vocab.PlaceReason),
    (words.RELATIONS, vocab.Relation),
    (words.BASES, vocab.Basis),
]  # type: ignore[list-item]


@pytest.mark.parametrize(("table", "terms"), TABLES)
def test_every_term_has_words(table: dict[object, str], terms: type[StrEnum]) -> None:
    assert set(table) == set(terms)


@pytest.mark.parametrize(
    ("first", "last", "precision", "said"),
    [
        ((2018, 9, 4), (2018, 9, 4), Precision.DAY, "on 4 September 2018"),
        ((2018, 9, 1), (2018, 9, 30), Precision.MONTH, "in September 2018"),
        ((2018, 1, 1), (2018, 12, 31), Precision.YEAR, "in 2018"),
        (
            (2018, 9, 1),
            (2018, 9, 12),
            Precision.RANGE,
            "between 1 September 2018 and 12 September 2018",
        ),
        (None, (2018, 9, 4), Precision.BEFORE, "on or before 4 September 2018"),
        ((2018, 9, 4), None, Precision.AFTER, "on or after 4 September 2018"),
    ],
)
def test_a_range_of_dates_continues_a_sentence(
    first: tuple[int, int, int] | None,
    last: tuple[int, int, int] | None,
    precision: Precision,
    said: str,
) -> None:
    value = When(
        date(*first) if first else None, date(*last) if last else None, precision, Basis.STATED
    )
    assert words.at_time(value) == said


def test_no_date_is_said_and_never_guessed() -> None:
    assert words.when(None) == "not stated"
    unplaced = When(None, None, Precision.UNPLACED, Basis.RELATIVE)
    assert words.when(unplaced) == "words about time, but no date can be read from them"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Count(5, 5), "5 persons"),
        (Count(5, None), "at least 5 persons"),
        (Count(None, 7, Unit.FAMILIES), "at most 7 families"),
        (Count(3, 5, Unit.BUILDINGS), "3 to 5 buildings"),
        (Count(3_000_000, 3_000_000, Unit.OTHER), "3,000,000"),
    ],
)
def test_a_number_is_said_as_the_range_it_is(value: Count, said: str) -> None:
    assert words.count(value) == said


def test_a_list_is_joined_as_a_sentence() -> None:
    assert words.listed([]) == ""
    assert words.listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2031-05-08", "8 May 2031"),
        ("2031-05-08/2031-05-10", "8 May 2031 to 10 May 2031"),
        ("../2031-05-08", "on or before 8 May 2031"),
        ("2031-05-08/..", "on or after 8 May 2031"),
        ("2031-99-08", "2031-99-08"),
        ("last spring", "last spring"),
    ],
)
def test_compared_dates_are_said_in_words(iso: str, said: str) -> None:
    assert words.dates(iso) == said
