"""Claims of any text: spans quote their text, inside body blocks, in bounded time."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.claims import claims
from onrecord.extract.quotes import quotes
from onrecord.lang.sentences import sentences
from onrecord.model.claim import Attribution, Claim
from onrecord.model.document import Block, Document, Span
from onrecord.model.fixity import Tool
from onrecord.model.vocab import BlockKind, Form

PIECES = st.sampled_from(
    [
        "said", "The mayor", "he", "that", "according to", "adding", ",", ".", ":", "—", "–", "\n",
        '"', "“", "”", "«", "»", "'", "‘", "’", "''", "``", "(", ")", "Amal Odeh", "shells fell",
        "and", "but", "who", "denied", "قال", "الناطق", "إن", "وأضاف", "بحسب", "القصف", "،", "؛",
        "😀", "e\u0301", "شدّة", "\u202b", "\u200f", "U.S.", "Mr.", "A", "WE", "SAID", "…", "?", "!",
        "From", "Statement by", "citing", "quoted", "as saying", "reportedly", "\u00a0", "\t", "15",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=80)


def document(text: str) -> Document:
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, match.start(), match.end())
        for match in re.finditer(r"[^\n]+", text)
    )
    return Document(
        object="0" * 64, text=text, encoding=None, language=None, direction="ltr", title=None,
        published=None, authors=(), publisher=None, credit=None, blocks=blocks, origins=(),
        reader=Tool("test", "1"),
    )  # fmt: skip


def spans(attribution: Attribution) -> list[Span]:
    found = [*(attribution.speaker.spans if attribution.speaker else ())]
    found += attribution.role.spans if attribution.role else ()
    found += [span for span in (attribution.named_at, attribution.cue) if span]
    return found + (spans(attribution.through) if attribution.through else [])


def check(text: str) -> tuple[Claim, ...]:
    page = document(text)
    found = claims(page)
    for claim in found:
        assert claim.content
        for span in [*claim.content, *spans(claim.attribution)]:
            assert span.quote == text[span.start : span.end]
            assert span.document == page.id
            assert span.quote.strip()
        for span in claim.content:
            block = page.block_at(span.start)
            assert block is not None
            assert span.end <= block.end
        for before, after in pairwise(claim.content):
            assert before.end <= after.start
        named = claim.attribution.speaker is not None
        if claim.attribution.form is Form.OWN_VOICE:
            assert not named
    order = [(claim.content[0].start, claim.id) for claim in found]
    assert order == sorted(order)
    assert len({claim.id for claim in found}) == len(found)
    return found


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_span_quotes_its_text_inside_one_body_block(text: str) -> None:
    check(text)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_quotations_do_not_overlap_and_stay_inside(text: str) -> None:
    last = 0
    for quote in quotes(text, 0, len(text)):
        assert last <= quote.start <= quote.inner_start < quote.inner_end <= quote.end <= len(text)
        last = quote.end


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_sentences_cover_all_that_is_not_white_space(text: str) -> None:
    found = sentences(text, 0, len(text))
    covered = "".join(text[start:end] for start, end in found)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(found))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_paragraph_put_behind_leaves_the_claims_before_it(behind: str) -> None:
    text = "The mayor said shells fell.\n\n" + behind.replace("\n", " ")
    found = check(text)
    assert any(claim.content[0].quote == "shells fell" for claim in found)


HOSTILE = {
    "one paragraph": "The mayor said that shells fell on the market and nobody came ",
    "one sentence of cues": "said ",
    "only quotations": '"We saw it." ',
    "opening marks": "“",
    "straight marks": '"',
    "single marks": "'a ",
    "capitals": "AMAL ODEH SAID THAT SHELLS FELL ",
    "names": "Amal Odeh Karim Doru ",
    "commas": "Odeh, ",
    "brackets": "( ",
    "mixed scripts": "قال الناطق إن shells fell، the mayor said ",
    "Arabic verbs": "وقال وأضاف وأكد ",
    "emoji": "😀 ",
    "surname": "Odeh said. Karim Odeh said so. ",
    "pronouns": "He said that she said that they said ",
    "colons": "A: ",
    "marks without space": 'said,"',
    "letters": "a",
    "spaces": " \t",
    "full stops": ". ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_the_length_of_a_hostile_paragraph(piece: str) -> None:
    started = time.process_time()
    check(piece * (60_000 // len(piece)))
    assert time.process_time() - started < 5
