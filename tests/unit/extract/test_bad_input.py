"""Texts nobody would write on purpose: nothing breaks, and every offset is right."""

import hashlib
from itertools import cycle, islice

import pytest

from onrecord.extract.claims import claims
from onrecord.extract.neural.reader import LIMIT
from onrecord.extract.neural.windows import windows
from onrecord.extract.reading import Reading
from onrecord.model.document import Document
from onrecord.pipeline import modelled, reading_model
from onrecord.read.plain import document_from_text

PLAIN = (
    "The mayor of Olmar said that shells fell on the market while the council denied that "
    "anyone had fired and two nurses told reporters the ward was dark"
)
ARABIC = "قال رئيس البلدية إن القذائف سقطت على السوق"
BAD = {
    "no full stop": PLAIN,
    "only quotations": '"Shells fell at dawn." “Nobody came.” «The ward was dark.»',
    "no quotation": PLAIN + ".",
    "all capitals": PLAIN.upper() + ".",
    "two scripts in a sentence": f"{PLAIN} {ARABIC}، and the mayor said: «{ARABIC}».",
    "two scripts in a word": "Olmarأولمار said shellsقذائف fell",
    "emoji": f"🔥🔥 {PLAIN} 👩🏽\u200d⚕️ said 🙏.",
    "combining marks": "".join(c + "\u0301\u0327" for c in PLAIN) + ".",
    "vowel signs": "قَالَ الوَزِيرُ إِنَّ الجِسْرَ سَلِيمٌ.",
    "marks never closed": f'“{PLAIN} “{PLAIN} "{PLAIN} «',
    "marks never opened": f"{PLAIN}” said the mayor.” {PLAIN}»",
    "marks crossed": f"“He said «{PLAIN}” and left».",
    "direction marks": "\u202eThe mayor\u202c said \u2067that shells fell\u2069.",
    "no-break and zero-width spaces": PLAIN.replace(" ", "\u00a0").replace("s", "s\u200b"),
}
CHARS = 3_000


def of_words(text: str, count: int) -> str:
    return " ".join(islice(cycle(text.split(" ")), count))


def read(text: str) -> Document:
    return document_from_text(text, object_=hashlib.sha256(text.encode()).hexdigest())


def check(document: Document, reading: Reading) -> int:
    found = claims(document, reading)
    for claim in found:
        spans = [*claim.content, claim.attribution.cue, claim.attribution.source]
        for span in filter(None, spans):
            assert document.text[span.start : span.end] == span.quote
            assert span.quote.strip()
    return len(found)


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_a_bad_text_is_read_with_right_offsets(text: str) -> None:
    document = read("".join(islice(cycle(text + " "), CHARS)))
    assert check(document, modelled(document)) > 0


@pytest.mark.parametrize("text", [PLAIN, f"{PLAIN}."], ids=["one sentence", "sentences"])
def test_one_paragraph_of_fifty_thousand_words_is_cut_into_small_windows(text: str) -> None:
    document = read(of_words(text, 50_000))
    assert len(document.body()) == 1
    assert check(document, Reading((), ())) > 0
    block = document.body()[0]
    tokenizer = reading_model()._tokenizer  # type: ignore[attr-defined]
    words = 0
    for window in windows(document.text, [(block.start, block.end)], tokenizer, LIMIT):
        assert len(window.pieces) <= LIMIT
        words += len(window.words)
    assert words >= 50_000
