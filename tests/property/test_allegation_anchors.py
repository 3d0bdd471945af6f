"""Whatever the text, every value of an allegation quotes the document, and work stays bounded."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.allegations import allegations
from onrecord.model.claim import Attribution, Claim
from onrecord.model.document import Span
from onrecord.model.vocab import Certainty, ClaimKind, Form, Stance
from unit.extract.allegation_help import claim, document, names

PIECES = (
    "The army", "shelled", "was shelled", "by", "the Tamar Front", "and", ",", ".", "five",
    "at least 20", "civilians", "killed", "killing", "were killed", "two children", "including",
    "in Velka", "Velka", "the hospital", "airstrike", "attack", "on", "of", "denied", "if", "would",
    "-3", "10^12", "٥", "قصفت", "قوات", "الزهراء", "مقتل", "مدنيين", "و", "بينهم", "طفلان", "(",
    ")",
    "[", "“", "”", "\n\n", "\n", "who", "that", "to", "barrel bombs", "bomb", "exploded", "between",
    "İstanbul", "e\u0301", "\u200f", "ـ", "𝔖", "'s", "’s", "half a", "million", "detained", "him",
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.text(max_size=200),
)


def spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_value_quotes_the_document(text: str) -> None:
    of = document(text)
    made = (claim(of),) if text else ()
    found = allegations(of, made, (), names(of, "Velka", "الزهراء"))
    for item in found:
        assert item.claim == made[0].id
        for span in spans(item):
            assert of.text[span.start : span.end] == span.quote
            assert span.document == of.id
    assert [item.id for item in found] == sorted({item.id for item in found})
    assert found == allegations(of, made, (), names(of, "Velka", "الزهراء"))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=3, max_size=30), st.data())
def test_discontinuous_content_gives_words_of_the_content(
    pieces: list[str], data: st.DataObject
) -> None:
    of = document(" ".join(pieces))
    cut = data.draw(st.integers(1, len(of.text) - 1))
    gap = data.draw(st.integers(0, max(0, len(of.text) - cut - 1)))
    parts = [part for part in ((0, cut), (cut + gap, len(of.text))) if part[0] < part[1]]
    content = tuple(of.span(*part) for part in parts)
    made = Claim(
        of.id, content, Attribution(Form.OWN_VOICE), ClaimKind.INCIDENT, Stance.ASSERTS,
        Certainty.FACTUAL, "test",
    )  # fmt: skip
    for item in allegations(of, (made,), (), ()):
        act = item.act.spans[0]
        assert any(part.start <= act.start < part.end for part in content)
        for span in spans(item):
            assert of.text[span.start : span.end] == span.quote


def test_a_huge_paragraph_takes_time_in_proportion() -> None:
    def seconds(times: int) -> float:
        of = document("the army shelled a school and a market in velka , by the front " * times)
        made = (claim(of),)
        begun = time.perf_counter()
        allegations(of, made, (), ())
        return time.perf_counter() - begun

    small, large = min(seconds(40) for _ in range(2)), seconds(320)
    assert large < 24 * max(small, 0.01)


def test_odd_words_do_not_stall() -> None:
    for text in (
        "a" * 200_000,
        "-" * 50_000,
        "1," * 50_000,
        "و" * 50_000,
        "(" * 20_000,
        "A," * 20_000,
    ):
        of = document(text)
        assert allegations(of, (claim(of),), (), ()) == ()
