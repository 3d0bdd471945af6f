"""Language by script and function words; unsure is None."""

from __future__ import annotations

import pytest

from onrecord.lang.direction import direction_of, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The clerk said that the road to the bridge was closed and that it is not safe.", "en"),
        (
            "Le greffier a dit que la route du pont est fermée et que les gens sont ici.",
            "fr",
        ),
        (
            "El escribano dijo que la carretera del puente está cerrada y que los vecinos se van.",
            "es",
        ),
        (
            "Der Schreiber sagte, dass die Straße zu der Brücke nicht offen ist und auch das Tor.",
            "de",
        ),
        (
            "Katip, yolun kapalı olduğunu ve bir süre daha böyle kalacağını söyledi, ne için o.",
            "tr",
        ),
        ("قال الكاتب إن الطريق إلى الجسر مغلق وإن أحدا لم يعبر من البلدة في ذلك اليوم.", "ar"),
        ("او گفت که این جاده از صبح بسته است و کسی را در آن ندیده و برای مردم باز نشد.", "fa"),
        ("Писарь сказал, что дорога на мост была закрыта и что из города по ней не ехали.", "ru"),
        ("הפקיד אמר שהדרך אל הגשר סגורה מאז הבוקר", "he"),
    ],
)
def test_running_text_tells_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["", "12 : 30", "Darvel", "Darvel Velia Karvan " * 10, "1234 " * 50]
)
def test_names_and_numbers_alone_tell_no_language(text: str) -> None:
    assert language_of(text) is None


def test_direction_is_that_of_most_letters() -> None:
    assert direction_of("قال Mara في البلدة") == "rtl"
    assert direction_of("The town of داروم is small") == "ltr"
    assert direction_of("12 : 30") == "ltr"
