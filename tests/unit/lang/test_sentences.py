import pytest

from onrecord.lang.sentences import sentences


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "The health office of the valley said on Sunday that shells\nhit the market of Tarvik.",
        "قال مكتب الصحة في الوادي يوم الأحد إن قذائف عدة سقطت\nعلى سوق البلدة صباحا.",
    ],
)
def test_a_wrapped_line_does_not_end_a_sentence(text):
    assert split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Market shelled\nthe office said so.",  # a short line was ended on purpose
        "The health office of the valley said it had counted five dead.\nshells fell again.",
        "The health office of the valley said that shells hit Tarvik\nThe mayor denied it.",
        "The health office of the valley said that shells hit Tarvik\n\nagain on Monday.",
    ],
)
def test_a_line_end_that_is_meant_ends_a_sentence(text):
    assert len(split(text)) == 2


def test_abbreviations_and_initials_do_not_end_a_sentence():
    assert len(split("Dr. J. Morrow of the U.N. office spoke. She left.")) == 2
