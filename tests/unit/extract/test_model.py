"""The trained reader of attributions, as shipped, on invented reports."""

import hashlib
import math
from itertools import pairwise, product

import numpy as np
import pytest

from onrecord.errors import ResourceMismatch
from onrecord.extract.claims import claims
from onrecord.extract.neural.crf import decode
from onrecord.extract.neural.heads import TAGS, Heads, _erf, bucket, runs
from onrecord.model.vocab import Form
from onrecord.pipeline import modelled, reading_model
from onrecord.read.plain import document_from_text
from onrecord.resources import models

REPORT = (
    "The Varenian health office said that at least five people were killed in Tarvik.\n\n"
    "By Ilsa Morrow\n\n"
    "Its head, Doran Pell, warned that the clinic would close. He denied reports that fighters "
    "had used the building.\n\n"
    "“We counted every one of them,” he said. “Nobody helped.”\n"
)


def read(text: str):
    document = document_from_text(text, object_=hashlib.sha256(text.encode()).hexdigest())
    return document, claims(document, modelled(document))


def test_indirect_and_direct_speech_is_found_with_its_speaker():
    _, found = read(REPORT)
    said = [
        (c.attribution.speaker.value, c.attribution.cue.quote)
        for c in found
        if c.attribution.speaker and c.attribution.cue
    ]

    assert ("Varenian health office", "said") in [(s.removeprefix("The "), c) for s, c in said]
    assert ("Doran Pell", "warned") in said
    assert ("Doran Pell", "denied") in said
    assert ("Doran Pell", "said") in said


def test_no_piece_of_content_crosses_a_paragraph():
    _, found = read(REPORT)

    for claim in found:
        for span in claim.content:
            assert "\n\n" not in span.quote


def test_the_same_text_gives_the_same_claims_twice():
    assert read(REPORT)[1] == read(REPORT)[1]


def test_arabic_is_left_to_the_rules():
    _, found = read("قال مكتب الصحة إن خمسة أشخاص قتلوا في بلدة تارفيك يوم الأحد.")

    assert found
    assert all(not claim.rule.startswith("model") for claim in found)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 50_000,
        "“" * 3_000,
        "SHE SAID IT. " * 500,
        "😀 said \u0301\u0301\u202e that " * 400,
        "x" * 100_000,
    ],
)
def test_hostile_text_gives_right_offsets_and_ends(text):
    document, found = read(text[:25_000])

    for claim in found:
        for span in claim.content:
            assert document.text[span.start : span.end] == span.quote


def test_scores_are_calibrated_shares():
    _, found = read(REPORT)
    scores = [claim.score for claim in found if claim.rule.startswith("model")]

    assert scores
    assert all(0.3 <= score <= 0.97 for score in scores)
    assert any(c.attribution.form is Form.DIRECT for c in found)


def test_weights_that_were_changed_are_refused(monkeypatch):
    monkeypatch.setattr(models, "READER_CARD", "0" * 64)

    with pytest.raises(ResourceMismatch):
        models.reader()


def test_the_best_path_never_breaks_the_order_of_tags():
    heads = Heads(reading_model()._heads.weights)
    rng = np.random.default_rng(7)
    for _ in range(20):
        ((tags, marginals),) = heads.tags([rng.normal(0, 4, (30, len(TAGS))).astype(np.float32)])
        for before, after in zip([0, *tags], tags, strict=False):
            if TAGS[after].startswith("I-"):
                assert TAGS[before][2:] == TAGS[after][2:]
        assert ((marginals >= 0) & (marginals <= 1.0001)).all()
        assert runs(tags, marginals, [0] * 30) is not None


def test_distances_fall_into_buckets_on_both_sides():
    assert {bucket(n) for n in range(-2000, 2000)} <= set(range(64))
    assert bucket(-1) != bucket(0) != bucket(1)


def every_path(emissions, moves, start):
    """Score of each sequence of tags, by adding up."""
    words, tags = emissions.shape
    for path in product(range(tags), repeat=words):
        score = start[path[0]] + sum(emissions[t, tag] for t, tag in enumerate(path))
        yield path, score + sum(moves[a, b] for a, b in pairwise(path))


def test_tags_and_marginals_are_those_of_adding_up_every_path():
    rng = np.random.default_rng(3)
    moves, start = rng.normal(0, 2, (3, 3)), rng.normal(0, 2, 3)
    moves[0, 2] = start[2] = -1e4
    given = [rng.normal(0, 3, (length, 3)) for length in (1, 5, 3)]

    for emissions, (tags, sure) in zip(given, decode(given, moves, start), strict=True):
        scored = list(every_path(emissions, moves, start))
        whole = np.logaddexp.reduce([score for _, score in scored])
        assert tuple(tags) == max(scored, key=lambda each: each[1])[0]
        for at, tag in enumerate(tags):
            here = np.logaddexp.reduce([s for path, s in scored if path[at] == tag])
            assert sure[at] == pytest.approx(np.exp(here - whole))


def test_a_window_is_decoded_alike_alone_and_beside_others():
    heads = Heads(reading_model()._heads.weights)
    rng = np.random.default_rng(5)
    given = [rng.normal(0, 4, (n, len(TAGS))).astype(np.float32) for n in (150, 3, 80)]

    beside = heads.tags(given)
    for emissions, (tags, sure) in zip(given, beside, strict=True):
        ((alone, sure_alone),) = heads.tags([emissions])
        assert alone == tags
        assert sure_alone == pytest.approx(sure, abs=1e-12)


def test_the_curve_of_the_link_net_is_the_error_function():
    x = np.linspace(-6, 6, 4001)
    assert np.abs(_erf(x) - [math.erf(each) for each in x]).max() < 2e-7


@pytest.mark.parametrize(
    ("text", "who", "through"),
    [
        ("The bridge fell, Radio Olmar reported, citing an officer.", "an officer", "Radio Olmar"),
        (
            "The Harbour Wire quoted the ministry as saying that the bridge stood.",
            "the ministry",
            "The Harbour Wire",
        ),
        (
            "A nurse who asked not to be named said the ward was hit.",
            "A nurse who asked not to be named",
            None,
        ),
    ],
)
def test_one_statement_handed_on_or_unnamed_is_one_claim(text, who, through):
    _, found = read(text)
    (claim,) = [c for c in found if c.attribution.form is not Form.OWN_VOICE]
    passed = claim.attribution.through

    assert claim.attribution.speaker.value == who
    assert (passed.speaker.value if passed else None) == through
