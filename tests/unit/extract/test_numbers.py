import pytest

from onrecord.extract.claims import claims
from onrecord.extract.numbers import with_numbers
from onrecord.model.vocab import Unit
from onrecord.model.when import Count
from onrecord.read.plain import document_from_text


def stated(text: str) -> list[tuple[str, Count]]:
    document = document_from_text(text, object_="0" * 64)
    made = with_numbers(document, claims(document))
    return [(n.spans[0].quote, n.value) for claim in made for n in claim.numbers]


@pytest.mark.parametrize(
    ("text", "words", "count"),
    [
        (
            "Morrow warned of a disaster, as the province is home to more than two million people.",
            "more than two million people",
            Count(2_000_000, None),
        ),
        ("The office said at least five nurses were hurt.", "at least five nurses", Count(5, 5)),
        ("The office said 14 houses burned.", "14 houses", Count(14, 14, Unit.BUILDINGS)),
        ("قال المكتب إن ثلاثة مدنيين قتلوا في القرية.", "ثلاثة مدنيين", Count(3, 3)),
    ],
)
def test_a_number_of_people_or_objects_is_kept_as_a_range_with_its_words(text, words, count):
    ((quote, value),) = stated(text)

    assert words in quote
    assert value.low == count.low
    assert value.unit is count.unit
    assert count.high is None or value.high in {count.high, None}


def test_dates_years_and_ages_are_not_numbers_of_people():
    assert stated("The office said on 4 March 2024 that a man aged 34 returned.") == []
