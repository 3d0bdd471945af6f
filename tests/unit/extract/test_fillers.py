"""What a model reads in a role goes to the act it belongs to; here a fake reading stands for it."""

from __future__ import annotations

from onrecord.extract.allegations import allegations
from onrecord.extract.claims import claims
from onrecord.extract.reading import ROLES, TYPES, RoleFiller, RoleReading
from onrecord.model.allegation import Allegation
from onrecord.model.document import Document
from onrecord.model.vocab import Act, ClaimStatus, Modality, WeaponKind
from unit.extract.allegation_help import claim, document


def filler(
    of: Document, role: str, words: str, *, entity: int = 0, score: float = 0.9,
    kind: str = "attack", status: str | None = None,
) -> RoleFiller:  # fmt: skip
    assert role in ROLES
    start = of.text.index(words)
    types = tuple((name, 0.9 if name == kind else 0.05) for name in TYPES)
    said = ((status, 0.8), ("possible", 0.1)) if status else ()
    return RoleFiller(role, start, start + len(words), score, entity, types, said)


def reading(
    of: Document, *fillers: RoleFiller, relevance: float = 0.9, **types: float
) -> RoleReading:
    chances = tuple((name, types.get(name, 0.02)) for name in TYPES)
    ordered = tuple(sorted(fillers, key=lambda one: (one.start, one.role)))
    return RoleReading(0, len(of.text), relevance, chances, (), ordered, ())


def read(of: Document, *fillers: RoleFiller, **given: float) -> tuple[Allegation, ...]:
    found = allegations(of, (claim(of),), (), (), (reading(of, *fillers, **given),))
    return tuple(sorted(found, key=lambda one: one.act.spans[0].start))


def test_a_perpetrator_of_another_sentence_goes_to_the_act_with_its_status() -> None:
    of = document("The mill was attacked at dawn. Everyone here knows it was the Reed Column.")
    blamed = filler(of, "perp_org", "the Reed Column", status="suspected or accused")
    (made,) = read(of, blamed, attack=0.9)
    assert [a.name.value for a in made.perpetrators] == ["the Reed Column"]
    assert made.perpetrators[0].status is ClaimStatus.ACCUSED
    assert made.perpetrators[0].name.score == 0.9


def test_a_filler_goes_to_the_act_of_its_kind_and_not_to_the_nearer_one() -> None:
    of = document("Gunmen kidnapped a teacher in May. In June a bomb exploded near the dam gate.")
    held = filler(of, "perp_org", "dam gate", kind="kidnapping")
    kidnapping, bombing = read(of, held, kidnapping=0.9, bombing=0.9)
    assert kidnapping.act.value is Act.ABDUCTION_DETENTION
    assert "dam gate" in [a.name.value for a in kidnapping.perpetrators]
    assert bombing.perpetrators == ()


def test_words_that_hold_a_value_are_not_told_twice() -> None:
    of = document("Fighters of the Reed Column attacked the mill.")
    (made,) = read(of, filler(of, "perp_org", "Reed Column"), attack=0.9)
    (actor,) = made.perpetrators
    assert actor.name.value == "Fighters of the Reed Column"
    assert [span.quote for span in actor.name.spans] == [
        "Fighters of the Reed Column", "Reed Column",
    ]  # fmt: skip


def test_without_words_for_an_act_there_is_no_value() -> None:
    of = document("The Reed Column came to the mill and left.")
    assert read(of, filler(of, "perp_org", "The Reed Column"), attack=0.99) == ()


def test_an_unlikely_filler_is_left_out() -> None:
    of = document("The mill was attacked at dawn, says the Reed Column.")
    (made,) = read(of, filler(of, "perp_org", "the Reed Column", score=0.3), attack=0.9)
    assert made.perpetrators == ()


def test_an_attack_of_unstated_means_stays_so_whatever_the_model_reads() -> None:
    of = document("The mill was attacked at dawn.")
    assert [a.act.value for a in read(of, attack=0.2, bombing=0.9)] == [Act.UNSPECIFIED_ATTACK]


def test_what_one_speaker_says_is_never_put_into_the_mouth_of_another() -> None:
    text = (
        "Ana Veld said the mill was attacked at dawn. "
        "Jon Orr said it was the Reed Column. Gunmen attacked the dam."
    )
    of = document(text)
    said = claims(of)
    blamed = filler(of, "perp_org", "the Reed Column")
    found = allegations(of, said, (), (), (reading(of, blamed, attack=0.9),))
    by_speaker = {
        claim.attribution.speaker.value if claim.attribution.speaker else None: claim.id
        for claim in said
    }
    assert {"Ana Veld", "Jon Orr"} <= set(by_speaker), "the test needs both speakers"
    mill = [a for a in found if a.claim == by_speaker["Ana Veld"]]
    assert mill
    assert all(a.perpetrators == () for a in mill)
    names = {p.name.value for a in found for p in a.perpetrators}
    assert "the Reed Column" not in names, "nor into that of the publisher"


def test_how_likely_an_incident_of_the_kind_is_told_is_the_score_and_drops_nothing() -> None:
    of = document("Gunmen kidnapped a teacher. The mill was attacked.")
    kidnapping, attack = read(of, relevance=0.6, kidnapping=0.1, attack=0.9)
    assert (kidnapping.score, attack.score) == (0.1, 0.6)


def test_what_is_denied_or_feared_takes_no_filler() -> None:
    of = document("They fear that the mill will be attacked by the Reed Column.")
    for made in read(of, filler(of, "victim_named", "mill"), attack=0.9):
        assert made.modality is not Modality.OCCURRED
        assert made.victims == ()


def test_victims_targets_and_weapons_are_read_with_number_and_kind() -> None:
    of = document("The village was attacked. They carried rifles. Five peasants lay by the school.")
    (made,) = read(
        of,
        filler(of, "weapon", "rifles"),
        filler(of, "victim_described", "Five peasants", entity=1),
        filler(of, "target", "the school", entity=2),
        attack=0.9,
    )
    assert [(w.words.value, w.kind) for w in made.weapons] == [("rifles", WeaponKind.FIREARM)]
    assert [(v.words.value, v.count.value.low) for v in made.victims if v.count] == [
        ("Five peasants", 5)
    ]
    assert "the school" in [t.words.value for t in made.targets]


def test_far_mentions_of_an_entity_leave_its_best_one() -> None:
    of = document(
        "The mill was attacked. " + "It rained. " * 60 + "The Reed Column and the Column."
    )
    near, best = (filler(of, "perp_org", words, score=score, entity=3)
                  for words, score in (("Reed", 0.6), ("the Column", 0.8)))  # fmt: skip
    (made,) = read(of, near, best, attack=0.9)
    assert [a.name.value for a in made.perpetrators] == ["the Column"]
