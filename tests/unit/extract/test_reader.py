"""The trained reader: shared speakers, roles of a section, the setting for precision."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import numpy as np
import pytest

from onrecord.extract.claims import claims
from onrecord.extract.merge import PRECISE_BOTH
from onrecord.extract.neural.reader import BATCH
from onrecord.extract.neural.roles import Node, folded, mentions, node_facts
from onrecord.extract.reading import ROLES, STATUSES, TYPES
from onrecord.model.document import Document
from onrecord.pipeline import analysis_key, modelled, reading_model
from onrecord.read.plain import document_from_text
from onrecord.store.case import Case

ATTACK = (
    "Guerrillas of the Free Hills Front (FHF) kidnapped Mayor Doran Pell and killed two "
    "peasants with rifles near Tarvik on Sunday.\n\n"
    "Police said the FHF guerrillas also dynamited a bridge.\n"
)
SPEECH = "Colonel Ilsa Mor accused the front of theft and warned that it would strike again.\n"


def read(text: str) -> Document:
    return document_from_text(text, object_=hashlib.sha256(text.encode()).hexdigest())


def test_one_speaker_serves_two_cues() -> None:
    told = modelled(read(SPEECH)).relations

    assert [SPEECH[slice(*one.cue)] for one in told] == ["accused", "warned"]
    assert {SPEECH[slice(*one.source[0])] for one in told} == {"Colonel Ilsa Mor"}


def test_an_attack_is_relevant_and_its_fillers_lie_in_the_text() -> None:
    (section,) = modelled(read(ATTACK)).roles

    assert section.relevance > 0.5
    assert dict(section.types)["kidnapping"] > 0.5
    named = {ATTACK[one.start : one.end] for one in section.fillers if one.role == "victim_named"}
    assert any("Pell" in words for words in named)
    for one in section.fillers:
        assert one.role in ROLES
        assert ATTACK[one.start : one.end].strip()
        assert tuple(name for name, _ in one.types) == TYPES
        names = tuple(name for name, _ in one.status)
        assert names == (STATUSES if one.role == "perp_org" else ())


def test_what_is_no_report_of_an_attack_is_not_relevant() -> None:
    (section,) = modelled(
        read("The council met on Monday to choose a colour for the hall.\n")
    ).roles

    assert section.relevance < 0.5
    assert not section.fillers


@pytest.mark.parametrize("text", [ATTACK, SPEECH], ids=["attack", "speech"])
def test_capitals_change_nothing(text: str) -> None:
    ranges = [(0, len(text))]
    model = reading_model()

    assert model.read(text.upper(), ranges) == model.read(text, ranges)
    assert model.read(text.lower(), ranges) == model.read(text, ranges)


def test_a_long_text_is_read_in_sections_in_order() -> None:
    text = (ATTACK + "\n") * (6 * BATCH)
    sections = modelled(read(text)).roles

    assert len(sections) > 1
    assert all(a.end <= b.start for a, b in pairwise(sections))


def test_a_text_without_words_has_no_section() -> None:
    assert reading_model().read("", ()).roles == ()


def test_precise_keeps_only_what_is_likely() -> None:
    document = read(ATTACK + SPEECH + "Officials hope the road opens. They think rain may come.\n")
    told = modelled(document)
    most, few = claims(document, told), claims(document, told, precise=True)

    cued = [claim for claim in few if claim.attribution.cue]
    assert len(cued) <= len([claim for claim in most if claim.attribution.cue])
    assert all(claim.score >= PRECISE_BOTH for claim in cued if claim.rule.startswith("model"))


def test_a_case_remembers_that_it_is_precise_and_reads_anew(tmp_path) -> None:
    with Case.create(tmp_path / "case", title="Tarvik") as case:
        before = analysis_key(case)
        case.set_precise(wanted=True)
        assert case.precise
        assert analysis_key(case) != before
        case.set_precise(wanted=False)
        assert not case.precise
        assert analysis_key(case) == before


def test_a_run_grows_over_likely_words_and_stops_at_breaks_and_beginnings() -> None:
    chances = np.zeros((5, len(ROLES), 3), np.float32)
    chances[..., 0] = 1
    chances[:, 2] = [
        [0.1, 0.8, 0.1],
        [0.7, 0.1, 0.2],
        [0.3, 0.6, 0.1],
        [0.1, 0, 0.9],
        [0.9, 0, 0.1],
    ]

    found = [(m.role, m.first, m.last) for m in mentions(chances, [1, 1, 1, 2, 2], 0.5)]

    assert found == [(2, 0, 1), (2, 2, 2), (2, 3, 3)]


def test_initials_and_shared_words_speak_for_one_entity() -> None:
    front = Node(1, folded("the Free Hills Front"), ((3, 5),))
    short = Node(1, folded("FHF"), ((7, 7),))

    assert node_facts(front, short)[4] == 1.0
    assert node_facts(front, Node(1, folded("Hills Front"), ((9, 10),)))[1:3] == [1.0, 1.0]
