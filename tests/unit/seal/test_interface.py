"""The report in Arabic: our own words, and nothing of a source."""

from __future__ import annotations

import re

import pytest
from lxml import html

from onrecord.resources.interface import catalogue
from onrecord.seal.interface import Words, in_language
from onrecord.seal.report import report_html
from unit.seal import sample_dossier as sample

QUOTED = "//q | //blockquote | //bdi | //div[@class='text']"
CODES = re.compile(
    r"\d+\([^\s,;:]*\)(?:-\d)?|N?IAC|SHA-\d+|UTC|onrecord|(?:text|application)/\S+|PDF|VERIFY"
)
# What is English in the Arabic page, by how it begins: names of others, and paths.
LEFT = ("Natural Earth", "Source:", "world-atlas", "Gazetteer")


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(catalogue("ar"))


@pytest.fixture(scope="module")
def page() -> str:
    return report_html(sample.sample(), language="ar").decode()


def own_texts(page: str) -> list[str]:
    tree = html.document_fromstring(page)
    kept = f"{QUOTED} | //code | //svg | //script | //style | //title | //*[@class='id']"
    kept += " | //*[contains(@class, 'law-text')] | //*[@class='caution'] | //*[@class='no']"
    for element in tree.xpath(kept):
        if element.getparent() is not None:
            element.drop_tree()
    return [" ".join(text.split()) for text in tree.itertext() if text.strip()]


def test_the_page_is_right_to_left_and_says_its_language(page: str) -> None:
    assert '<html lang="ar" dir="rtl">' in page


def test_what_is_ours_is_in_arabic(page: str) -> None:
    english = {
        text
        for text in own_texts(page)
        if re.search(r"[A-Za-z]{3}", CODES.sub("", text)) and not re.search("[\u0621-\u064a]", text)
    }
    share = len(english) / len(set(own_texts(page)))
    assert share < 0.1, sorted(english)


def test_no_word_of_a_source_is_changed(page: str) -> None:
    other = report_html(sample.sample()).decode()
    quotes = [
        [
            "".join(e.itertext())
            for e in html.document_fromstring(each).xpath("//q | //blockquote/p")
        ]
        for each in (page, other)
    ]
    assert quotes[0] == quotes[1]
    assert len(quotes[0]) > 20


def test_the_same_links_and_anchors_stand_in_both(page: str) -> None:
    other = report_html(sample.sample()).decode()
    for path in ("//@id", "//@href"):
        pair = [html.document_fromstring(each).xpath(path) for each in (page, other)]
        assert [str(v) for v in pair[0]] == [str(v) for v in pair[1]]


@pytest.mark.parametrize(
    ("text", "said"),
    [("1 source", "مصدر واحد"), ("2 sources", "مصدران"), ("3 sources", "3 مصادر"),
     ("11 sources", "11 مصدراً"), ("103 sources", "103 مصادر"), ("100 sources", "100 مصدراً"),
     ("3 June 2025", "3 حزيران/يونيو 2025"),
     ("between 4 June 2025 and 6 June 2025", "بين 4 حزيران/يونيو 2025 و6 حزيران/يونيو 2025"),
     ("Single Source", "مصدر واحد"), ("score 0.42", "الدرجة 0.42"),
     (("1 source (1 independent group) alleges a siege or blockade between 1 June 2025 and 10 June "
      "2025. Place: not stated. Alleged perpetrator:"),
      ("مصدر واحد (مجموعة مستقلة واحدة): زُعم حصار بين 1 حزيران/يونيو 2025 و10 حزيران/يونيو 2025. "
      "المكان: غير مذكور. الجاني المزعوم:"))],
)  # fmt: skip
def test_composed_values_follow_arabic_grammar(words: Words, text: str, said: str) -> None:
    assert words.translate(text) == said


@pytest.mark.parametrize("text", ["The Hill Army", "a, b and The Hill Army", "12 rivers", ""])
def test_what_the_catalogue_cannot_say_stays_whole(words: Words, text: str) -> None:
    assert words.translate(text) is None


def test_a_script_is_not_translated(page: str) -> None:
    english = report_html(sample.sample()).decode()
    script = re.search(r"<script>(.*?)</script>", english, re.DOTALL)
    assert script
    assert script[0] in page


def test_english_is_what_was_written() -> None:
    assert in_language("<p>and</p>", "en") == "<p>and</p>"
    assert in_language('<p>and</p><q>and</q><p data-th="Party">x</p>', "ar") == (
        '<p>و</p><q>and</q><p data-th="الطرف">x</p>'
    )
