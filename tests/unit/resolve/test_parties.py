"""Who is taken to be one party, and whose words a label is."""

import random

import pytest

from factories import allegation, attribution, claim, document, words
from onrecord.model.vocab import Act, Form, PartyKind
from onrecord.resolve.parties import parties, same_organisation


def by_label(found):
    return {party.label: party for party in found}


def holder(found, span):
    (party,) = [party for party in found if span in party.mentions]
    return party


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("قوات سوريا الديمقراطية", "Syrian Democratic Forces"),
        ("الخوذ البيضاء", "White Helmets"),
        ("الشبكة السورية لحقوق الإنسان", "Syrian Network for Human Rights"),
        ("Syrian Civil Defence", "Syrian Civil Defense (White Helmets)"),
    ],
)
def test_known_names_of_one_body_agree(left, right):
    assert same_organisation(left, right)


def test_two_air_forces_stay_apart():
    assert not same_organisation("Russian Air Force", "Syrian Air Force")


def test_capital_and_forces_are_not_the_state():
    doc = document("Gadda said so. Gaddan forces said so. Varn said so.")
    said = tuple(
        claim(doc, "said so", speaker, nth=n)
        for n, speaker in enumerate(("Gadda", "Gaddan forces", "Varn"))
    )
    assert len(parties((doc,), said, ())) == 3


def test_title_surname_and_pronoun_join_the_full_name():
    doc = document(
        "President Ada Larsen said it was shelled. Larsen added that it burned. He left. "
        "She stressed that aid is needed."
    )
    claims = (
        claim(doc, "it was shelled", "President Ada Larsen"),
        claim(doc, "it burned", "Larsen"),
        claim(doc, "aid is needed", by=attribution(doc, "She", full="President Ada Larsen")),
    )
    (party,) = parties((doc,), claims, ())
    assert party.kind is PartyKind.PERSON
    assert party.label == "Ada Larsen"
    assert {span.quote for span in party.mentions} == {"President Ada Larsen", "Larsen", "She"}
    assert "She" not in party.names


def test_a_surname_that_fits_two_people_joins_neither():
    doc = document("Ada Larsen said one. Olaf Larsen said two. Larsen said three.")
    claims = (
        claim(doc, "one", "Ada Larsen"),
        claim(doc, "two", "Olaf Larsen"),
        claim(doc, "three", by=attribution(doc, "Larsen", nth=2)),
    )
    assert len(parties((doc,), claims, ())) == 3


def test_an_unresolved_pronoun_names_nobody():
    doc = document("He said it was shelled.")
    assert parties((doc,), (claim(doc, "it was shelled", "He"),), ()) == ()


def test_every_layer_of_a_chain_is_a_mention():
    doc = document("The Varn Agency quoted the Gadda Relief Council as saying the town burned.")
    by = attribution(doc, "the Gadda Relief Council", through=attribution(doc, "The Varn Agency"))
    found = parties((doc,), (claim(doc, "the town burned", by=by),), ())
    assert {span.quote for party in found for span in party.mentions} == {
        "The Varn Agency",
        "the Gadda Relief Council",
    }


def test_a_person_joins_over_documents_and_scripts_only_by_both_names():
    english = document("Khaled Hussein said it was shelled.")
    arabic = document("قال خالد حسين إن البلدة قصفت", language="ar")
    other = document("Hussein said it burned.")
    claims = (
        claim(english, "it was shelled", "Khaled Hussein"),
        claim(arabic, "البلدة قصفت", "خالد حسين"),
        claim(other, "it burned", "Hussein"),
    )
    found = parties((english, arabic, other), claims, ())
    assert holder(found, words(english, "Khaled Hussein")) == holder(
        found, words(arabic, "خالد حسين")
    )
    assert holder(found, words(other, "Hussein")).mentions == (words(other, "Hussein"),)


def test_described_people_never_join_over_documents():
    docs = [document(f"{who} said it burned in {n}.") for n, who in enumerate(["Residents"] * 2)]
    docs += [document(f"قال ناشطون إن البلدة قصفت {n}", language="ar") for n in range(2)]
    claims = tuple(
        claim(doc, "it burned" if doc.language == "en" else "البلدة قصفت",
              "Residents" if doc.language == "en" else "ناشطون")
        for doc in docs
    )  # fmt: skip
    found = parties(tuple(docs), claims, ())
    assert len(found) == 4
    assert {party.kind for party in found} == {PartyKind.GROUP}


def test_an_acronym_joins_the_one_name_it_stands_for():
    doc = document("The Free Hills Front (FHF) said so. FHF fired. The Varn Council said no.")
    claims = (
        claim(doc, "said so", "The Free Hills Front"),
        claim(doc, "fired", by=attribution(doc, "FHF", nth=1)),
        claim(doc, "said no", "The Varn Council"),
    )
    found = parties((doc,), claims, ())
    assert len(found) == 2
    assert holder(found, words(doc, "FHF", 1)).label == "The Free Hills Front"


def test_alleged_perpetrator_joins_a_speaker_of_the_same_name():
    doc = document("The Northern Army shelled Varn, residents said.\nThe Northern Army denied it.")
    accusing = claim(doc, "The Northern Army shelled Varn", "residents")
    denying = claim(doc, "denied it", by=attribution(doc, "The Northern Army", nth=1))
    accused = allegation(doc, accusing, by="The Northern Army")
    found = parties((doc,), (accusing, denying), (accused,))
    assert holder(found, words(doc, "The Northern Army")) == holder(
        found, words(doc, "The Northern Army", 1)
    )


@pytest.mark.parametrize(
    "label",
    ["the Gaddan regime", "terrorist gangs", "the occupation forces", "Varn militias",
     "عصابات إرهابية", "قوات النظام", "قوات الاحتلال"],
)  # fmt: skip
def test_a_judging_label_is_shown_as_its_speakers_word(label):
    doc = document(f"Ada Larsen said that {label} shelled Varn.")
    said = claim(doc, f"{label} shelled Varn", "Ada Larsen")
    found = parties((doc,), (said,), (allegation(doc, said, by=label),))
    assert holder(found, words(doc, label)).so_called_by == ("Ada Larsen",)


def test_a_judging_label_in_own_voice_is_the_publishers_word():
    doc = document("The Gaddan regime shelled Varn.", publisher="Varn Gazette")
    said = claim(doc, "The Gaddan regime shelled Varn")
    found = parties((doc,), (said,), (allegation(doc, said, by="The Gaddan regime"),))
    assert holder(found, words(doc, "The Gaddan regime")).so_called_by == ("Varn Gazette",)
    assert by_label(found)["Varn Gazette"].so_called_by == ()


@pytest.mark.parametrize("side", ["Gaddan", "Varnian", "Hill People's"])
def test_the_same_word_is_treated_alike_whoever_is_called_by_it(side):
    doc = document(f"Ada Larsen said that the {side} regime shelled Orm.")
    said = claim(doc, f"the {side} regime shelled Orm", "Ada Larsen")
    found = parties((doc,), (said,), (allegation(doc, said, by=f"the {side} regime"),))
    assert holder(found, words(doc, f"the {side} regime")).so_called_by == ("Ada Larsen",)


def test_a_neutral_label_is_nobodys_word():
    doc = document("Ada Larsen said that Gaddan government forces shelled Varn.")
    said = claim(doc, "Gaddan government forces shelled Varn", "Ada Larsen")
    found = parties((doc,), (said,), (allegation(doc, said, by="Gaddan government forces"),))
    party = by_label(found)["Gaddan government forces"]
    assert party.so_called_by == ()
    assert party.kind in {PartyKind.STATE_BODY, PartyKind.ARMED_GROUP}


def test_a_publisher_is_a_party_only_where_its_name_stands():
    named = document("Varn was shelled.", publisher="Varn Gazette")
    unnamed = document("Varn was shelled again.")
    own = attribution(named, form=Form.OWN_VOICE)
    claims = (claim(named, "Varn was shelled.", by=own), claim(unnamed, "Varn was shelled again"))
    found = parties((named, unnamed), claims, ())
    assert [party.label for party in found] == ["Varn Gazette"]


def test_order_of_input_does_not_matter():
    docs = [
        document(f"Day {n}. President Ada Larsen said it burned. The Orm Council shelled Varn.")
        for n in range(4)
    ]
    claims = [claim(doc, "it burned", "President Ada Larsen") for doc in docs]
    accused = [
        allegation(doc, said, Act.SHELLING, by="The Orm Council")
        for doc, said in zip(docs, claims, strict=True)
    ]
    expected = parties(tuple(docs), tuple(claims), tuple(accused))
    rng = random.Random(1)  # noqa: S311 - a repeatable order, no secret
    for _ in range(3):
        for items in (docs, claims, accused):
            rng.shuffle(items)
        assert parties(tuple(docs), tuple(claims), tuple(accused)) == expected
    assert len(expected) == 2


def test_a_short_form_joins_the_one_body_it_ends():
    doc = document(
        "The Orm Relief Council said one. The Council said two. Aircraft of the Orm Relief Council "
        "came.\nThe Varn Accord said three. The Accord said four."
    )
    claims = (
        claim(doc, "one", "The Orm Relief Council"),
        claim(doc, "two", "The Council"),
        claim(doc, "three", "The Varn Accord"),
        claim(doc, "four", "The Accord"),
    )
    came = allegation(doc, claims[0], act_words="came", by="Aircraft of the Orm Relief Council")
    found = parties((doc,), claims, (came,))
    assert holder(found, words(doc, "The Council")).label == "The Orm Relief Council"
    assert holder(found, words(doc, "The Accord")).label == "The Varn Accord"
    assert len(found) == 3


def test_a_kind_of_body_does_not_join_over_documents():
    docs = [document(f"{n}: the Council said it burned.") for n in range(2)]
    claims = tuple(claim(doc, "it burned", "the Council") for doc in docs)
    assert len(parties(tuple(docs), claims, ())) == 2


def test_a_spokesman_speaks_for_the_body_and_a_publisher_is_one():
    doc = document(
        "A spokesman for the Varn Accord, which holds the town, said no. "
        "قالت الناطقة باسم المجلس هيلينا مورفان نعم",
        publisher="Strait Herald",
    )
    claims = (
        claim(doc, "no", "A spokesman for the Varn Accord, which holds the town"),
        claim(doc, "نعم", "الناطقة باسم المجلس هيلينا مورفان"),
    )
    found = by_label(parties((doc,), claims, ()))
    assert set(found) == {"the Varn Accord", "هيلينا مورفان", "Strait Herald"}
    assert found["Strait Herald"].kind is PartyKind.ORGANISATION
    assert found["هيلينا مورفان"].kind is PartyKind.PERSON


@pytest.mark.parametrize("label", ["its soldiers", "Our gunners", "their allies"])
def test_people_described_by_a_possessive_are_no_named_body(label):
    doc = document(f"Ada Larsen said {label} shelled Orm.")
    said = claim(doc, f"{label} shelled Orm", "Ada Larsen")
    other = document(f"Olaf Berg said {label} shelled Varn.")
    also = claim(other, f"{label} shelled Varn", "Olaf Berg")
    told = (allegation(doc, said, by=label), allegation(other, also, by=label))
    found = parties((doc, other), (said, also), told)
    assert holder(found, words(doc, label)) != holder(found, words(other, label))


@pytest.mark.parametrize(
    ("words_used", "label", "kind"),
    [
        ("The actor Senna Vell", "Senna Vell", PartyKind.PERSON),
        ("Its clerk, Abel Chadwin", "Abel Chadwin", PartyKind.PERSON),
        ("Joss Morane, a ferryman", "Joss Morane", PartyKind.PERSON),
        ("Rima Dolsen, who teaches", "Rima Dolsen", PartyKind.PERSON),
        ("the army", "the army", PartyKind.STATE_BODY),
        ("حرس الوادي", "حرس الوادي", PartyKind.ARMED_GROUP),
        ("الوفاق الشرقي", "الوفاق الشرقي", PartyKind.ORGANISATION),
        ("عاملون صحيون", "عاملون صحيون", PartyKind.GROUP),
    ],
)
def test_kind_and_label_follow_the_words(words_used, label, kind):
    doc = document(f"{words_used} said it burned.")
    (party,) = parties((doc,), (claim(doc, "it burned", words_used),), ())
    assert (party.label, party.kind) == (label, kind)
    assert party.mentions == (words(doc, words_used),)


def test_means_of_a_side_are_not_the_side():
    doc = document("A Compact drone fell. The Compact said no.")
    said = claim(doc, "no", "The Compact")
    told = allegation(doc, said, act_words="fell", by="A Compact drone")
    assert len(parties((doc,), (said,), (told,))) == 2


def test_nobody_and_someone_are_no_parties():
    doc = document("Nobody said it burned.")
    assert parties((doc,), (claim(doc, "it burned", "Nobody"),), ()) == ()
