"""The seed page: its attributed claims, listed by hand by offsets, against those found."""

import hashlib
import json
import os
import re
from pathlib import Path

import pytest

from onrecord.extract.claims import claims
from onrecord.model.claim import Claim
from onrecord.model.document import Block, Document
from onrecord.model.fixity import Tool
from onrecord.model.vocab import BlockKind, Form
from onrecord.pipeline import modelled

GOLD = json.loads(Path(__file__).with_name("seed_claims.json").read_text("utf-8"))
CORPORA = os.environ.get("ONRECORD_CORPORA")
LEAST_FOUND = 18  # of 20

pytestmark = pytest.mark.skipif(
    CORPORA is None, reason="ONRECORD_CORPORA is not set, so the seed page cannot be read"
)


def page() -> Document:
    body = (Path(CORPORA or "") / "data" / "seed" / GOLD["page"]).read_bytes()
    assert hashlib.sha256(body).hexdigest() == GOLD["sha256"]
    text = body.decode("utf-8")
    blocks = [
        Block(BlockKind.PARAGRAPH, match.start(), match.end())
        for match in re.finditer(r"[^\n]+", text)
    ]
    return Document(
        object=GOLD["sha256"],
        text=text,
        encoding="utf-8",
        language="en",
        direction="ltr",
        title=None,
        published=None,
        authors=(),
        publisher=None,
        credit=None,
        blocks=tuple(blocks),
        origins=(),
        reader=Tool("test", "1"),
    )


def words(text: str, ranges: list[list[int]]) -> set[int]:
    return {
        start + match.start()
        for start, end in ranges
        for match in re.finditer(r"\w+", text[start:end])
    }


def overlap(text: str, claim: Claim, wanted: list[list[int]]) -> float:
    a = words(text, [[span.start, span.end] for span in claim.content])
    b = words(text, wanted)
    return len(a & b) / len(a | b)


def speaks(text: str, claim: Claim, name: list[int]) -> bool:
    speaker = claim.attribution.speaker
    return speaker is not None and speaker.value == text[name[0] : name[1]]


def test_the_hand_listed_claims_are_found_with_their_speaker() -> None:
    document = page()
    found = claims(document, modelled(document))
    hits = [
        wanted["content"]
        for wanted in GOLD["claims"]
        if any(
            overlap(document.text, claim, wanted["content"]) >= 0.5
            and speaks(document.text, claim, GOLD["speakers"][wanted["speaker"]])
            and claim.attribution.form == Form(wanted["form"])
            for claim in found
        )
    ]
    assert len(hits) >= LEAST_FOUND, f"{len(hits)} of {len(GOLD['claims'])} found"


def test_no_listed_claim_is_given_to_another_speaker() -> None:
    document = page()
    for claim in claims(document, modelled(document)):
        if claim.attribution.form is Form.OWN_VOICE:
            continue
        for wanted in GOLD["claims"]:
            if overlap(document.text, claim, wanted["content"]) >= 0.8:
                assert speaks(document.text, claim, GOLD["speakers"][wanted["speaker"]])
