"""The summary of two pages: neutral, short, and every sentence with what it rests on."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document

from onrecord.model.dossier import Dossier
from onrecord.seal.brief import Brief, as_markdown, brief, with_numbers
from onrecord.seal.brief_docx import as_docx
from onrecord.wire.layout import OPTIONAL_TABLE_NAMES, TABLE_NAMES
from unit.seal import sample_dossier as sample

FORBIDDEN = re.compile(
    r"\b(confirm\w*|prove[ns]?|fake\w*|terroris\w*|regimes?|guilty|fulfilled|satisfied)\b",
    re.IGNORECASE,
)
MOST_WORDS = 1_400  # two pages in the type of the Word document


@pytest.fixture(scope="module")
def made() -> Brief:
    return brief(sample.sample())


def sentences(of: Brief) -> list[str]:
    return [with_numbers(each) for section in of.sections for each in section.sentences]


def test_every_sentence_names_claims_or_a_table_of_the_file(made: Brief) -> None:
    dossier = sample.sample()
    tables = {*TABLE_NAMES, *OPTIONAL_TABLE_NAMES}
    for section in made.sections:
        for sentence in section.sentences:
            assert sentence.claims or set(sentence.table.split(", ")) <= tables - {""}, sentence
            assert all(0 < number <= len(dossier.claims) for number in sentence.claims)
    assert all(re.search(r"\[[^]]+\][.?]$", text) for text in sentences(made))


def test_what_is_cited_is_listed_with_its_words_and_place(made: Brief) -> None:
    cited = {n for section in made.sections for s in section.sentences for n in s.claims}
    assert cited == {each.number for each in made.references}
    assert all("“" in each.text and " S" in each.text for each in made.references)


def test_it_takes_no_side_and_concludes_nothing(made: Brief) -> None:
    own = re.sub("“[^”]*”", "", as_markdown(made))
    assert FORBIDDEN.findall(own) == []


def test_a_name_that_one_side_uses_stands_in_quotes_with_those_who_use_it(made: Brief) -> None:
    text = " ".join(sentences(made))
    for party in sample.sample().parties:
        if party.so_called_by and party.label in text:
            assert f"“{party.label}” (so called by" in text


@pytest.mark.parametrize("count", [0, 1, 400])
def test_it_stays_two_pages_however_large_the_file_is(count: int) -> None:
    dossier = sample.many(count) if count else Dossier("Empty", *[()] * 12)
    assert len(as_markdown(brief(dossier)).split()) < MOST_WORDS


def test_the_word_document_says_what_the_markdown_says(made: Brief) -> None:
    paragraphs = [each.text for each in Document(io.BytesIO(as_docx(made))).paragraphs]
    for section in made.sections:
        assert section.heading in paragraphs
        assert " ".join(with_numbers(each) for each in section.sentences) in paragraphs


def test_markup_in_a_title_does_nothing() -> None:
    made = brief(sample.Builder().build("<script>x</script> [a](b)"))
    assert r"# \<script\>x\</script\> \[a\](b)" in as_markdown(made)
    as_docx(brief(sample.Builder().build("\x00\x1b title \ud800")))
