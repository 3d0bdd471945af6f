"""The scorer itself: gold handed back is perfect, and each fault costs the figure it should."""

from dataclasses import replace

import corpus_format
import corpus_scorer as scorer
from onrecord.model.allegation import Allegation, AllegedActor, Harm
from onrecord.model.claim import Attribution, Claim
from onrecord.model.document import Anchored, Document
from onrecord.model.entity import PlaceMention
from onrecord.model.vocab import (
    Act,
    Basis,
    Certainty,
    ClaimKind,
    ClaimStatus,
    Form,
    HarmKind,
    Modality,
    Precision,
    Stance,
)
from onrecord.model.when import Count, When
from onrecord.read.plain import document_from_text

SOURCE = """lang: en
style: example
---
{s1|Mayor Ada Venn} {k1|said} {c1|{p1|troops} {a1|shelled} the mill in {l1|Olmar} \
on {t1|3 May 2025}, killing {n1|two}}. {s2|She} {k2|denied} {c2|that {p2|police} {a2|looted} it}.
---
c1: indirect, by s1 = Ada Venn
c2: indirect, denies, by s2 = Ada Venn
a1: shelling, occurred, in c1, by p1, killed n1, at l1, on t1
a2: pillage, denied, in c2, by p2
t1: 2025-05-03
n1: 2
"""
REPORT = corpus_format.parse("example", SOURCE)


def echo() -> scorer.Found:
    """The gold of the example as records."""
    document = document_from_text(REPORT.text, object_="0" * 64)
    claims = tuple(_claim(document, gold) for gold in REPORT.claims)
    made = tuple(_allegation(document, gold, claims) for gold in REPORT.allegations)
    ((low, high, precision),) = REPORT.times[0].values
    when = When(low, high, precision, Basis.STATED)
    mention = PlaceMention(document.span(*REPORT.spans("l1")[0]), "name")
    return scorer.Found(document, claims, made, (anchored(document, "t1", when),), (mention,), ())


def anchored(document: Document, mark: str, value: object) -> Anchored:
    return Anchored(value, tuple(document.span(*span) for span in REPORT.spans(mark)))


def _claim(document: Document, gold: corpus_format.GoldClaim) -> Claim:
    speaker = anchored(document, gold.speaker.id, gold.speaker.name)
    return Claim(
        document.id,
        tuple(document.span(*span) for span in REPORT.spans(gold.id)),
        Attribution(gold.form, speaker),
        ClaimKind.INCIDENT,
        gold.stance,
        Certainty.FACTUAL,
        "gold",
    )


def _allegation(
    document: Document, gold: corpus_format.GoldAllegation, claims: tuple[Claim, ...]
) -> Allegation:
    harms = tuple(
        Harm(kind, anchored(document, n, "killing"), anchored(document, n, Count(2, 2)))
        for kind, n in gold.harms
    )
    actors = tuple(
        AllegedActor(anchored(document, p.id, REPORT.words(p.id)), ClaimStatus.ACCUSED)
        for p in gold.perpetrators
    )
    return Allegation(
        claims[int(gold.claim[1:]) - 1].id, document.id, anchored(document, gold.id, gold.acts[0]),
        gold.modality, None, None, (), actors, (), (), (), harms, (), "gold",
    )  # fmt: skip


def figures(found: scorer.Found) -> dict[str, float]:
    text, scores = scorer.Text.of(REPORT.text), scorer.Scores()
    scorer.score_claims(REPORT, text, found, scores)
    scorer.score_acts(REPORT, text, found, scores)
    scorer.score_counts(REPORT, text, found, scores)
    scorer.score_times(REPORT, found, scores)
    scorer.score_places(REPORT, found, scores)
    return scores.figures()


def test_gold_handed_back_is_perfect() -> None:
    assert set(figures(echo()).values()) == {1.0}


def test_nothing_found_scores_nothing_but_counts_nothing_as_occurred() -> None:
    found = echo()
    empty = replace(found, claims=(), allegations=(), times=(), mentions=())
    scores = figures(empty)
    assert scores.pop("not_occurred_recall") == 1.0
    assert set(scores.values()) == {0.0}


def test_a_wrong_speaker_is_no_relation() -> None:
    found = echo()
    other = anchored(found.document, "p1", "troops")
    wrong = replace(found.claims[0], attribution=Attribution(Form.INDIRECT, other))
    assert figures(replace(found, claims=(wrong, found.claims[1])))["claims_relation_f1"] == 0.5


def test_a_pronoun_left_unresolved_keeps_the_relation_but_not_the_name() -> None:
    found = echo()
    she = anchored(found.document, "s2", "She")
    unresolved = replace(found.claims[1], attribution=Attribution(Form.INDIRECT, she))
    scores = figures(replace(found, claims=(found.claims[0], unresolved)))
    assert (scores["claims_relation_f1"], scores["speaker_resolved"]) == (1.0, 0.5)


def test_a_denied_act_given_as_occurred_costs_modality_and_recall_of_the_denied() -> None:
    found = echo()
    wrong = replace(found.allegations[1], modality=Modality.OCCURRED)
    scores = figures(replace(found, allegations=(found.allegations[0], wrong)))
    assert (scores["modality"], scores["not_occurred_recall"], scores["act_f1"]) == (0.5, 0.0, 1.0)


def test_another_act_in_the_sentence_is_a_miss_and_an_extra() -> None:
    found = echo()
    wrong = replace(
        found.allegations[0], act=replace(found.allegations[0].act, value=Act.AIRSTRIKE)
    )
    assert figures(replace(found, allegations=(wrong, found.allegations[1])))["act_f1"] == 0.5


def test_a_count_must_be_exact() -> None:
    found = echo()
    harm = found.allegations[0].harms[0]
    loose = replace(harm, count=replace(harm.count, value=Count(2, None)))
    wrong = replace(found.allegations[0], harms=(loose,))
    scores = figures(replace(found, allegations=(wrong, found.allegations[1])))
    assert harm.kind is HarmKind.KILLED
    assert scores["counts_exact_f1"] == 0.0


def test_a_shifted_date_is_found_but_wrong_and_a_duration_is_excused() -> None:
    found = echo()
    late = replace(found.times[0], value=When(None, None, Precision.UNPLACED, Basis.RELATIVE))
    spare = anchored(found.document, "n1", late.value)
    scores = figures(replace(found, times=(late, spare)))
    assert (scores["times_f1"], scores["time_value"]) == (1.0, 0.0)


def test_stance_is_read_on_matched_claims() -> None:
    found = echo()
    wrong = replace(found.claims[1], stance=Stance.ASSERTS)
    assert figures(replace(found, claims=(found.claims[0], wrong)))["stance"] == 0.5
