"""Quality floors on the project's own reports; `bench/corpus_score.py --set-floors` writes them."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import corpus_format
import corpus_scorer
from onrecord.resolve.gazetteer import open_gazetteer

FLOORS = Path(__file__).parent / "floors.json"


@pytest.fixture(scope="module")
def history() -> list[dict[str, Any]]:
    return json.loads(FLOORS.read_text(encoding="utf-8"))["history"]


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, float]]:
    groups = corpus_scorer.score(corpus_format.load(), open_gazetteer())
    corpus_scorer.score_sentences(groups)
    return {group: scores.figures() for group, scores in groups.items()}


def test_floors_belong_to_the_corpus_as_it_is(history: list[dict[str, Any]]) -> None:
    assert history[-1]["corpus"] == corpus_format.digest(), (
        "the reports changed: run bench/corpus_score.py --set-floors and look at the figures"
    )


def test_no_figure_is_under_its_floor(
    history: list[dict[str, Any]], figures: dict[str, dict[str, float]]
) -> None:
    under = [
        f"{group} {name}: {figures[group].get(name)} < {floor}"
        for group, floors in history[-1]["floors"].items()
        for name, floor in floors.items()
        if figures[group].get(name, 0.0) < floor
    ]
    assert not under, "\n".join(under)


def test_a_floor_sinks_only_with_a_reason(history: list[dict[str, Any]]) -> None:
    for before, after in pairwise(history):
        sank = [
            name
            for group, floors in before["floors"].items()
            for name, floor in floors.items()
            if after["floors"].get(group, {}).get(name, 0.0) < floor
        ]
        assert not sank or after["reason"], sank


def test_every_language_and_layer_is_measured(history: list[dict[str, Any]]) -> None:
    for group in ("en", "ar", "all"):
        assert {
            "claims_relation_f1", "speaker_resolved", "form", "act_f1", "modality",
            "not_occurred_recall", "not_occurred_precision", "perpetrator_f1", "counts_exact_f1",
            "times_f1", "time_value", "places_f1",
        } <= set(history[-1]["floors"][group])  # fmt: skip
