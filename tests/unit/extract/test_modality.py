"""Only what is told as having happened or as going on counts as an alleged occurrence."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.extract.allegations import allegations
from onrecord.model.document import Anchored
from onrecord.model.vocab import Basis, ClaimKind, Modality, Precision, Stance
from onrecord.model.when import When
from unit.extract.allegation_help import alleged, claim, document


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The army shelled the village.", Modality.OCCURRED),
        ("The army is shelling the village.", Modality.OCCURRED),
        ("The army has been shelling the village.", Modality.OCCURRED),
        ("The army continues to shell the village.", Modality.OCCURRED),
        ("The army may have shelled the village.", Modality.OCCURRED),
        ("The village, which the army shelled, is empty.", Modality.OCCURRED),
        ("The army shelled the village despite the ceasefire.", Modality.OCCURRED),
        ("Not only did they flee, the army shelled the village.", Modality.OCCURRED),
        ("The attack killed no fewer than 20 people.", Modality.OCCURRED),
        ("The minister will visit the families; the attack killed ten people.", Modality.OCCURRED),
        ("The army did not shell the village.", Modality.DENIED),
        ("The army never bombed the village.", Modality.DENIED),
        ("The army denied shelling the village.", Modality.DENIED),
        ("There were no airstrikes on the village.", Modality.DENIED),
        ("The army denied that its soldiers attacked the village.", Modality.DENIED),
        ("If the army attacks the village, many will flee.", Modality.HYPOTHETICAL),
        ("The army would shell the village.", Modality.HYPOTHETICAL),
        ("The army could attack the village within days.", Modality.HYPOTHETICAL),
        ("They plan to attack the village.", Modality.HYPOTHETICAL),
        ("The front used it as a pretext to kill civilians.", Modality.HYPOTHETICAL),
        ("It must not become a pretext to kill civilians.", Modality.HYPOTHETICAL),
        ("An attack being planned on the village worries him.", Modality.HYPOTHETICAL),
        ("The army threatened to shell the village.", Modality.THREATENED),
        ("The front vowed to attack the village.", Modality.THREATENED),
        ("The front tried to kidnap the mayor.", Modality.ATTEMPTED),
        ("Police foiled a bomb attack on the market.", Modality.ATTEMPTED),
        ("The gunmen attempted to assassinate the mayor.", Modality.ATTEMPTED),
        ("Residents fear an attack on the village.", Modality.FEARED),
        ("She warned of a new attack on the village.", Modality.FEARED),
        ("Action would avert a new attack on the village.", Modality.FEARED),
        ("He called on the army to stop shelling the village.", Modality.CALLED_FOR),
        ("She urged the front to end the siege of the town.", Modality.CALLED_FOR),
        ("He demanded a halt to airstrikes.", Modality.CALLED_FOR),
        ("The film about the siege of the town won a prize.", Modality.BACKGROUND),
        ("During the drill, rescuers treated people wounded in an airstrike.", Modality.BACKGROUND),
        ("They marked the anniversary of the attack on the village.", Modality.BACKGROUND),
        ("The army used to shell the village decades ago.", Modality.BACKGROUND),
        ("قصفت القوات القرية", Modality.OCCURRED),
        ("لم تقصف القوات القرية", Modality.DENIED),
        ("نفت الوزارة استهداف المدنيين", Modality.DENIED),
        ("هددت القوات بقصف القرية", Modality.THREATENED),
        ("حذرت المنظمة من هجوم على المدينة", Modality.FEARED),
        ("دعا المجلس إلى وقف القصف", Modality.CALLED_FOR),
        ("إذا قصفت القوات المدينة فسيفر السكان", Modality.HYPOTHETICAL),
        ("حاول مسلحون خطف طبيب", Modality.ATTEMPTED),
    ],
)
def test_the_standing_of_an_act_follows_its_cue(text: str, modality: Modality) -> None:
    found = alleged(text)
    assert found
    assert [item.modality for item in found] == [modality] * len(found)
    for item in found:
        if modality is not Modality.OCCURRED:
            assert item.modality_cue is not None


def test_the_cue_is_kept_with_its_words() -> None:
    (found,) = alleged("Residents fear an attack on the village.")
    assert found.modality_cue is not None
    assert found.modality_cue.quote == "fear"


def test_a_claim_that_denies_gives_a_denied_act() -> None:
    of = document("The army denied that it shelled the village.")
    made = claim(
        of, "it shelled the village", speaker="The army", cue="denied", stance=Stance.DENIES
    )
    (found,) = allegations(of, (made,), (), ())
    assert found.modality is Modality.DENIED
    assert found.modality_cue is not None
    assert found.modality_cue.quote == "denied"


def test_the_words_between_cue_and_content_count() -> None:
    of = document("Velk warned of an attack on the village.")
    made = claim(of, "an attack on the village", speaker="Velk", cue="warned")
    (found,) = allegations(of, (made,), (), ())
    assert found.modality is Modality.FEARED


def test_a_claim_that_threatens_gives_a_threatened_act() -> None:
    of = document("Velk said: an attack on the village")
    made = claim(of, "an attack on the village", speaker="Velk", kind=ClaimKind.THREAT)
    (found,) = allegations(of, (made,), (), ())
    assert found.modality is Modality.THREATENED


def test_an_act_of_a_long_past_year_is_background() -> None:
    of = document("In 1982 the army shelled the village.", year=2018)
    start = of.text.index("1982")
    when = When(date(1982, 1, 1), date(1982, 12, 31), Precision.YEAR, Basis.STATED)
    times = (Anchored(when, (of.span(start, start + 4),)),)
    (found,) = allegations(of, (claim(of),), times, ())
    assert found.modality is Modality.BACKGROUND
    assert found.when is not None
    assert found.when.spans[0].quote == "1982"


def test_an_undated_act_has_no_date_though_the_page_has_one() -> None:
    of = document("The army shelled the village.", year=2018)
    (found,) = allegations(of, (claim(of),), (), ())
    assert found.when is None


def test_the_time_of_the_sentence_before_is_taken_in_one_paragraph() -> None:
    of = document("Velka was calm until Monday. The army shelled the village.")
    start = of.text.index("Monday")
    when = When(date(2018, 9, 3), date(2018, 9, 3), Precision.DAY, Basis.RELATIVE)
    times = (Anchored(when, (of.span(start, start + 6),)),)
    (found,) = allegations(of, (claim(of),), times, ())
    assert found.when is not None


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The court acquitted him of burning homes.", Modality.BACKGROUND),
        ("He was sentenced to nine years for beating four detainees.", Modality.BACKGROUND),
        ("In the new film an army shells the hospital.", Modality.BACKGROUND),
        ("Nobody was shot at the well.", Modality.DENIED),
        ("No one is shelling the village.", Modality.DENIED),
        ("We are afraid that the army will shell the silos.", Modality.FEARED),
        ("نخشى أن يقصف الجيش الصوامع", Modality.FEARED),
        ("نفت الوزارة أن تكون قواتها قد استهدفت السوق", Modality.DENIED),
        ("قد تستهدف القوات السوق", Modality.HYPOTHETICAL),
        ("برأت المحكمة الضابط من تهمة إحراق منازل", Modality.BACKGROUND),
    ],
)
def test_courts_films_fears_and_nobody_decide_the_standing(text: str, modality: Modality) -> None:
    assert {item.modality for item in alleged(text)} == {modality}


def test_what_happened_before_living_memory_is_background() -> None:
    of = document("The league besieged Orsa from May to August 1889.")
    start = of.text.index("1889")
    when = When(date(1889, 1, 1), date(1889, 12, 31), Precision.YEAR, Basis.STATED)
    times = (Anchored(when, (of.span(start, start + 4),)),)
    (found,) = allegations(of, (claim(of),), times, ())
    assert found.modality is Modality.BACKGROUND


def test_the_day_a_toll_was_given_is_not_the_day_of_the_act() -> None:
    of = document("Shelling hit the market. The council gave nine dead on 6 June 2018.")
    start = of.text.index("6 June")
    when = When(date(2018, 6, 6), date(2018, 6, 6), Precision.DAY, Basis.STATED)
    times = (Anchored(when, (of.span(start, start + 11),)),)
    found = allegations(of, (claim(of),), times, ())
    assert len(found) == 2
    assert [item.when for item in found] == [None, None]
