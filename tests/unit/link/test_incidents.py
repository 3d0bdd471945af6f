"""Which allegations are taken to tell one occurrence, and what stays apart."""

import random

import pytest

from factories import allegation, attribution, claim, document, on, place
from onrecord.link.incidents import link
from onrecord.model.vocab import (
    Act,
    Basis,
    HarmKind,
    Modality,
    PlaceLevel,
    Stance,
    TargetCategory,
)
from onrecord.model.when import Count
from onrecord.resolve.parties import parties

FIVE = ((HarmKind.KILLED, "five people", Count(5, 5)),)
DAY = ("4 May", on("2031-05-04"))
NEXT = ("5 May", on("2031-05-05"))
LATER = ("9 May", on("2031-05-09"))


class Case:
    """Documents, claims and allegations that are linked together."""

    def __init__(self):
        self.documents, self.claims, self.allegations, self.places = [], [], [], []

    def tell(self, body, *, speaker=None, publisher=None, doc=None, stance=Stance.ASSERTS, **facts):
        if doc is None:
            doc = document(body, publisher=publisher)
            self.documents.append(doc)
        said = claim(doc, body, by=attribution(doc, speaker), stance=stance)
        self.claims.append(said)
        told = allegation(doc, said, **facts)
        self.allegations.append(told)
        return told

    def at(self, *labels, **facts):
        for label in labels:
            docs = [doc for doc in self.documents if label in doc.text]
            self.places.append(place(label, *docs, **facts))

    def link(self):
        named = parties(tuple(self.documents), tuple(self.claims), tuple(self.allegations))
        return link(
            tuple(self.documents), tuple(self.claims), tuple(self.allegations), named,
            tuple(self.places),
        )  # fmt: skip

    def incidents(self):
        return self.link()[0]


def test_same_act_town_and_day_of_two_documents_join():
    case = Case()
    one = case.tell("Orm was shelled on 4 May.", when=DAY, where="Orm")
    two = case.tell("On 4 May shells: they shelled Orm.", when=DAY, where="Orm")
    case.at("Orm")
    (incident,) = case.incidents()
    assert incident.members == tuple(sorted((one.id, two.id)))
    assert incident.when == DAY[1]
    assert len(incident.places) == 1
    (link_,) = incident.links
    assert {name for name, _ in link_.features} == {"act", "place", "when"}


@pytest.mark.parametrize(
    ("body", "facts"),
    [
        ("Varn was shelled on 4 May.", {"when": DAY, "where": "Varn"}),
        ("Orm was shelled on 9 May.", {"when": LATER, "where": "Orm"}),
        ("Orm was shelled on 5 May.", {"when": NEXT, "where": "Orm"}),
        ("Orm was shelled.", {"where": "Orm"}),
        ("It was shelled on 4 May.", {"when": DAY}),
        ("Orm: shelled, a school, on 4 May.",
         {"when": DAY, "where": "Orm", "targets": (("a school", TargetCategory.SCHOOL),)}),
        ("Orm: they abducted and shelled on 4 May.",
         {"when": DAY, "where": "Orm", "act": Act.ABDUCTION_DETENTION, "act_words": "abducted"}),
    ],
    ids=["other town", "other week", "next day", "no date", "no place", "target", "act"],
)  # fmt: skip
def test_any_two_of_act_town_and_day_do_not_join(body, facts):
    case = Case()
    case.tell("Orm was shelled on 4 May: a market.", when=DAY, where="Orm",
              targets=(("a market", TargetCategory.MARKET),))  # fmt: skip
    case.tell(body, **facts)
    case.at("Orm", "Varn")
    assert len(case.incidents()) == 2


@pytest.mark.parametrize("act", [Act.AIRSTRIKE, Act.SHELLING, Act.IED_OR_MINE, Act.ARSON])
def test_an_attack_without_stated_means_joins_every_kind_of_attack(act):
    case = Case()
    case.tell("Orm was shelled on 4 May; five people died.", when=DAY, where="Orm", act=act,
              harms=FIVE)  # fmt: skip
    case.tell("Orm was attacked on 4 May; five people died.", when=DAY, where="Orm", harms=FIVE,
              act=Act.UNSPECIFIED_ATTACK, act_words="attacked")  # fmt: skip
    case.at("Orm")
    assert len(case.incidents()) == 1


def test_an_attack_without_stated_means_joins_no_abduction():
    case = Case()
    case.tell("Orm: five abducted and shelled on 4 May.", when=DAY, where="Orm",
              act=Act.ABDUCTION_DETENTION, act_words="abducted")  # fmt: skip
    case.tell("Orm was attacked on 4 May.", when=DAY, where="Orm",
              act=Act.UNSPECIFIED_ATTACK, act_words="attacked")  # fmt: skip
    case.at("Orm")
    assert len(case.incidents()) == 2


def test_the_day_before_publication_joins_only_with_a_further_agreement():
    def incidents(body, **facts):
        case = Case()
        case.tell("Orm was shelled on 4 May; five people died.", when=DAY, where="Orm", harms=FIVE)
        yesterday = ("yesterday", on("2031-05-05", basis=Basis.RELATIVE))
        case.tell(body, when=yesterday, where="Orm", **facts)
        case.at("Orm")
        return len(case.incidents())

    assert incidents("Orm was shelled yesterday; five people died.", harms=FIVE) == 1
    assert incidents("Orm was shelled yesterday.") == 2


def test_two_sites_of_one_town_stay_apart():
    case = Case()
    case.tell("Orm Hospital was shelled on 4 May.", when=DAY, where="Orm Hospital")
    case.tell("Orm Mill was shelled on 4 May.", when=DAY, where="Orm Mill")
    case.at("Orm Hospital", "Orm Mill", path=("Gadda", "Orm"), level=PlaceLevel.SITE)
    assert len(case.incidents()) == 2


def test_a_province_meets_its_town_only_with_more_in_common():
    def incidents(**facts):
        case = Case()
        case.tell("Orm was shelled on 4 May; five people died.", when=DAY, where="Orm", harms=FIVE)
        case.tell(
            "Hills were shelled on 4 May; five people died.", when=DAY, where="Hills", **facts
        )
        case.at("Orm", path=("Gadda", "Hills"))
        case.at("Hills", level=PlaceLevel.PROVINCE)
        return len(case.incidents())

    assert incidents() == 2
    assert incidents(harms=FIVE) == 1


def test_a_bridge_does_not_join_two_incidents():
    case = Case()
    case.tell("Orm was shelled on 4 May.", when=DAY, where="Orm")
    case.tell("Varn was shelled on 4 May.", when=DAY, where="Varn")
    case.tell("Orm and Varn were shelled on 4 May.", when=DAY, where=("Orm", "Varn"))
    case.at("Orm", "Varn")
    assert len(case.incidents()) == 2


def test_title_body_and_quotation_of_one_document_join():
    case = Case()
    body = "Five killed as Orm shelled\nOrm was shelled on 4 May.\nThe shelling killed five people."
    doc = document(body)
    case.documents.append(doc)
    for text, facts in (
        ("Five killed as Orm shelled", {"where": "Orm"}),
        ("Orm was shelled on 4 May.", {"where": "Orm", "when": DAY, "nth": 1}),
        ("The shelling killed five people.", {"act_words": "shelling", "harms": FIVE}),
    ):
        case.tell(text, doc=doc, **facts)
    case.at("Orm")
    (incident,) = case.incidents()
    assert len(incident.members) == 3


def test_two_acts_that_one_document_tells_stay_two():
    case = Case()
    doc = document("Orm was shelled on 4 May.\nOn 9 May it was shelled again.\nThey shelled Varn.")
    case.documents.append(doc)
    case.tell("Orm was shelled on 4 May.", doc=doc, when=DAY, where="Orm")
    case.tell("On 9 May it was shelled again.", doc=doc, when=LATER, nth=1)
    case.tell("They shelled Varn.", doc=doc, where="Varn", nth=2)
    case.at("Orm", "Varn")
    assert len(case.incidents()) == 3


def test_a_vague_allegation_stays_its_own_incident():
    case = Case()
    doc = document("Orm was shelled on 4 May.\nThe Hill Army shells civilians.")
    case.documents.append(doc)
    case.tell("Orm was shelled on 4 May.", doc=doc, when=DAY, where="Orm", by=None)
    case.tell("The Hill Army shells civilians.", doc=doc, act_words="shells", by="The Hill Army")
    case.tell("The Hill Army shells civilians, it said.", act_words="shells", by="The Hill Army")
    case.at("Orm")
    assert len(case.incidents()) == 3


@pytest.mark.parametrize(
    "modality",
    [Modality.THREATENED, Modality.HYPOTHETICAL, Modality.FEARED, Modality.CALLED_FOR,
     Modality.BACKGROUND, Modality.DENIED],
)  # fmt: skip
def test_what_is_not_alleged_to_have_occurred_forms_no_incident(modality):
    case = Case()
    case.tell("Orm was shelled on 4 May.", when=DAY, where="Orm", modality=modality)
    case.at("Orm")
    assert case.incidents() == ()


def test_a_denial_is_kept_as_disputing_the_incident_it_speaks_of():
    case = Case()
    told = case.tell("The Hill Army shelled Orm on 4 May.", when=DAY, where="Orm",
                     by="The Hill Army")  # fmt: skip
    denied = case.tell(
        "The Hill Army denied it shelled Orm.", where="Orm", by="The Hill Army",
        modality=Modality.DENIED, stance=Stance.DENIES,
    )  # fmt: skip
    elsewhere = case.tell("The Hill Army denied it shelled Varn.", where="Varn",
                          by="The Hill Army", modality=Modality.DENIED)  # fmt: skip
    case.at("Orm", "Varn")
    (incident,) = case.incidents()
    assert incident.members == (told.id,)
    assert incident.disputing == (denied.id,)
    assert elsewhere.id not in incident.disputing
    act = next(a for a in incident.agreements if a.field == "act")
    assert act.contradicting == (denied.id,)
    blamed = next(a for a in incident.agreements if a.field == "perpetrator")
    assert (blamed.supporting, blamed.contradicting) == ((told.id,), (denied.id,))


def test_another_partys_denial_disputes_nothing():
    case = Case()
    case.tell("The Hill Army shelled Orm.", where="Orm", by="The Hill Army")
    case.tell("The Valley Guard denied it shelled Orm.", where="Orm", by="The Valley Guard",
              modality=Modality.DENIED)  # fmt: skip
    case.at("Orm")
    (incident,) = case.incidents()
    assert incident.disputing == ()


def test_a_side_denies_for_its_aircraft_and_described_men_deny_nothing():
    case = Case()
    body = "Aircraft of the Orm Council shelled Varn. Its men denied they shelled Lom."
    told = case.tell("Aircraft of the Orm Council shelled Varn.", where="Varn",
                     by="Aircraft of the Orm Council")  # fmt: skip
    denied = case.tell("The Orm Council denied it shelled Varn.", where="Varn",
                       by="The Orm Council", modality=Modality.DENIED)  # fmt: skip
    doc = document(body)
    case.documents.append(doc)
    case.tell(
        "Aircraft of the Orm Council shelled Varn.", doc=doc, by="Aircraft of the Orm Council"
    )
    case.tell("Its men denied they shelled Lom.", doc=doc, by="Its men", nth=1,
              modality=Modality.DENIED)  # fmt: skip
    case.at("Varn")
    disputing = {incident.members[0]: incident.disputing for incident in case.incidents()}
    assert disputing.pop(told.id) == (denied.id,)
    assert set(disputing.values()) == {()}


def test_order_of_input_does_not_matter():
    case = Case()
    for n in range(6):
        case.tell(f"Report {n}: Orm was shelled on 4 May, five people died.",
                  when=DAY, where="Orm", harms=FIVE if n % 2 else ())  # fmt: skip
        case.tell(f"Report {n}: Varn was shelled on 9 May.", when=LATER, where="Varn")
    case.at("Orm", "Varn")
    expected = case.link()
    assert len(expected[0]) == 2
    rng = random.Random(2)  # noqa: S311 - a repeatable order, no secret
    for _ in range(3):
        for records in (case.documents, case.claims, case.allegations, case.places):
            rng.shuffle(records)
        assert case.link() == expected


def test_every_incident_holds_each_allegation_once():
    case = Case()
    told = [case.tell(f"{n}: Orm was shelled on 4 May.", when=DAY, where="Orm") for n in range(5)]
    case.at("Orm")
    members = [member for incident in case.incidents() for member in incident.members]
    assert sorted(members) == sorted(a.id for a in told)


def _second_statement(line, **facts):
    """Whether it joins a full report that the first statement of its document has joined."""
    case = Case()
    market = (("the fish market", TargetCategory.MARKET),)
    hurt = ((HarmKind.INJURED, "nine hurt", Count(9, 9)),)
    both = (*hurt, (HarmKind.KILLED, "five people", Count(5, 5)))
    full = case.tell("Orm: the fish market, shelled on 4 May; nine hurt, five people died.",
                     when=DAY, where="Orm", targets=market, harms=both)  # fmt: skip
    first = "On 4 May the fish market was shelled; nine hurt."
    doc = document(f"{first}\n{line}\nThey shelled Varn and Lom.")
    case.documents.append(doc)
    one = case.tell(first, doc=doc, when=DAY, targets=market, harms=hurt)
    two = case.tell(line, doc=doc, nth=1, **facts)
    for town in ("Varn", "Lom"):  # so that nothing follows from the document alone
        case.tell("They shelled Varn and Lom.", doc=doc, where=town, nth=2)
    case.at("Orm", "Varn", "Lom")
    groups = {frozenset(incident.members) for incident in case.incidents()}
    assert any({full.id, one.id} <= group for group in groups)
    return frozenset((full.id, one.id, two.id)) in groups


def test_a_second_statement_of_one_document_joins_where_it_fits_the_others():
    school = (("a school", TargetCategory.SCHOOL),)
    line = "In Orm five people died, shelled in a school."
    assert _second_statement("In Orm five people died as it was shelled.", where="Orm", harms=FIVE)
    assert not _second_statement(line, where="Orm", harms=FIVE, targets=school)
    assert not _second_statement("In Orm again five people died: it was shelled.", where="Orm",
                                 harms=FIVE)  # fmt: skip


def test_an_unresolved_name_meets_the_place_of_that_name():
    case = Case()
    case.tell("Orm was shelled on 4 May; five people died.", when=DAY, where="Orm", harms=FIVE)
    case.at("Orm")
    other = case.tell("On 4 May Orm was shelled, five people died.", when=DAY, where="Orm",
                      harms=FIVE)  # fmt: skip
    case.places.append(place("Orm", case.documents[-1], resolved=False))
    (incident,) = case.incidents()
    assert other.id in incident.members
    assert len(incident.places) == 1  # one place, known in one report and not in the other


def test_its_aircraft_are_those_of_whoever_denies():
    case = Case()
    doc = document("The Hill Council's aircraft shelled Orm.\nThe Hill Council denied its aircraft"
                   " shelled it.\nThe Valley Guard denied its aircraft shelled it.")  # fmt: skip
    case.documents.append(doc)
    told = case.tell("The Hill Council's aircraft shelled Orm.", doc=doc, where="Orm",
                     by="The Hill Council's aircraft")  # fmt: skip
    denied = case.tell("The Hill Council denied its aircraft shelled it.", doc=doc,
                       by="its aircraft", speaker="The Hill Council", nth=1,
                       modality=Modality.DENIED)  # fmt: skip
    case.tell("The Valley Guard denied its aircraft shelled it.", doc=doc, by="its aircraft",
              speaker="The Valley Guard", nth=2, modality=Modality.DENIED)  # fmt: skip
    case.at("Orm")
    (incident,) = case.incidents()
    assert (incident.members, incident.disputing) == ((told.id,), (denied.id,))
    (blamed,) = (a for a in incident.agreements if a.field == "perpetrator")
    assert blamed.contradicting == (denied.id,)


@pytest.mark.parametrize(
    ("side", "disputes"), [("الوفاق الشرقي", True), ("الجبهة الشرقية", False)], ids=["own", "other"]
)
def test_a_denial_is_matched_over_two_languages_by_the_words_of_the_side(side, disputes):
    case = Case()
    case.tell("The Eastern Accord shelled Orm on 4 May.", when=DAY, where="Orm",
              by="The Eastern Accord")  # fmt: skip
    line = f"{side} لم يقصف Orm shelled"
    case.tell(line, by=side, where="Orm", modality=Modality.DENIED, stance=Stance.DENIES)
    case.at("Orm")
    (incident,) = case.incidents()
    assert bool(incident.disputing) is disputes


def test_nobody_who_promises_nothing_in_particular_answers_no_incident():
    case = Case()
    doc = document("Orm was shelled on 4 May.\nHospitals will not be shelled.")
    case.documents.append(doc)
    case.tell("Orm was shelled on 4 May.", doc=doc, when=DAY, where="Orm")
    case.tell("Hospitals will not be shelled.", doc=doc, nth=1, modality=Modality.DENIED)
    case.at("Orm")
    (incident,) = case.incidents()
    assert incident.disputing == ()


def test_a_bare_denial_answers_what_its_document_denies_by_name():
    case = Case()
    case.tell("The Hill Army shelled Orm on 4 May.", when=DAY, where="Orm", by="The Hill Army")
    doc = document("The Hill Army never shelled Orm.\nThe Hill Army shelled nothing.")
    case.documents.append(doc)
    named = case.tell("The Hill Army never shelled Orm.", doc=doc, where="Orm",
                      by="The Hill Army", modality=Modality.DENIED)  # fmt: skip
    bare = case.tell("The Hill Army shelled nothing.", doc=doc, nth=1, by="The Hill Army",
                     modality=Modality.DENIED)  # fmt: skip
    case.at("Orm")
    (incident,) = case.incidents()
    assert incident.disputing == tuple(sorted((named.id, bare.id)))


def test_words_for_a_kind_of_place_are_no_second_place():
    case = Case()
    doc = document("Orm was shelled on 4 May; five died.\nFive died as the village was shelled.")
    case.documents.append(doc)
    case.tell("Orm was shelled on 4 May; five died.", doc=doc, when=DAY, where="Orm",
              harms=((HarmKind.KILLED, "five", Count(5, 5)),))  # fmt: skip
    case.tell("Five died as the village was shelled.", doc=doc, where="the village", nth=1,
              harms=((HarmKind.KILLED, "Five", Count(5, 5)),))  # fmt: skip
    case.at("Orm")
    case.places.append(place("the village", doc, resolved=False))
    (incident,) = case.incidents()
    assert len(incident.members) == 2
