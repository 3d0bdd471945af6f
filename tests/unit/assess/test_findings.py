"""What claims show for legal elements: candidates only, honest about what is missing."""

from dataclasses import replace

import pytest

from factories import allegation, attribution, claim, document, on, place
from onrecord.assess.findings import assess
from onrecord.link.incidents import link
from onrecord.model.vocab import (
    Act,
    CircumstanceKind,
    ClaimKind,
    ConflictType,
    ElementState,
    HarmKind,
    LeadKind,
    Modality,
    PersonStatus,
    Stance,
    TargetCategory,
)
from onrecord.model.when import Count
from onrecord.resolve.parties import parties
from onrecord.resources.law import crimes

ARMY, GUARD = "The Hill Army", "The Valley Guard"
DAY = ("4 May 2031", on("2031-05-04"))
BODY = f"{ARMY} shelled a school in Orm on 4 May 2031, killing five civilians."
FACTS = {
    "when": DAY,
    "where": "Orm",
    "by": ARMY,
    "targets": (("a school", TargetCategory.SCHOOL),),
    "victims": (("civilians", PersonStatus.CIVILIAN),),
    "harms": ((HarmKind.KILLED, "killing five civilians", Count(5, 5)),),
}


class File:
    """A small file: reports, what they say, and the findings on it."""

    def __init__(self):
        self.documents, self.claims, self.allegations = [], [], []

    def report(self, body, text=None, *, publisher=None, kind=ClaimKind.INCIDENT, speaker=None,
               stance=Stance.ASSERTS, tell=True, **facts):  # fmt: skip
        doc = document(body, publisher=publisher)
        self.documents.append(doc)
        return self.say(doc, text or body, kind=kind, speaker=speaker, stance=stance, tell=tell,
                        **facts)  # fmt: skip

    def say(self, doc, text, *, kind=ClaimKind.INCIDENT, speaker=None, stance=Stance.ASSERTS,
            tell=True, **facts):  # fmt: skip
        said = claim(doc, text, kind=kind, stance=stance, by=attribution(doc, speaker))
        self.claims.append(said)
        if tell:
            self.allegations.append(allegation(doc, said, **facts))
        return doc, said

    def incidents(self):
        return self._linked()[0]

    def _linked(self):
        self.places = tuple(
            place(label, *[d for d in self.documents if label in d.text])
            for label in ("Orm", "Varn")
            if any(label in d.text for d in self.documents)
        )
        records = tuple(self.documents), tuple(self.claims), tuple(self.allegations)
        self.parties = parties(*records)
        return link(*records, self.parties, self.places)

    def assessed(self, conflict=None):
        incidents, relations, _ = self._linked()
        return assess(
            incidents, tuple(self.claims), tuple(self.allegations), self.parties, self.places,
            tuple(self.documents), relations, crimes(), conflict,
        )  # fmt: skip

    def findings(self, conflict=None):
        return self.assessed(conflict).findings

    def states(self):
        return {(f.crime, f.element): f.state for f in self.findings()}

    def offered(self):
        return {finding.crime for finding in self.findings()}

    def gap(self, element):
        (finding,) = [f for f in self.findings() if f.element == element]
        return finding.gap


def one_report(**more):
    file = File()
    file.report(BODY, **(FACTS | more))
    return file


def by_element(file, element):
    (finding,) = [f for f in file.findings() if f.element == element]
    return finding


def test_a_file_without_claims_has_no_finding():
    assert File().findings() == ()


def test_a_file_with_a_lone_denial_disputes_nothing():
    file = File()
    file.report(f"{ARMY} denied it shelled Orm.", by=ARMY, where="Orm", modality=Modality.DENIED,
                kind=ClaimKind.DENIAL)  # fmt: skip
    assert file.findings() == ()


def test_both_columns_are_offered_and_crimes_against_humanity_for_any_file():
    offered = one_report().offered()
    assert {"rs-8-2-b-i", "rs-8-2-e-i", "rs-8-2-b-ix", "rs-8-2-e-iv", "rs-7-1-a"} <= offered


def test_every_element_of_an_offered_crime_has_one_finding():
    findings = one_report().findings()
    expected = [
        (crime.id, element.id)
        for crime in crimes()
        if crime.id in {finding.crime for finding in findings}
        for element in crime.elements
    ]
    assert [(finding.crime, finding.element) for finding in findings] == expected


def test_nothing_is_offered_in_internal_conflict_that_the_statute_lacks():
    by_id = {crime.id: crime for crime in crimes()}
    articles = {by_id[i].article for i in one_report().offered() if by_id[i].conflict == "NIAC"}
    assert {"8(2)(e)(i)", "8(2)(e)(iv)", "8(2)(e)(xii)"} <= articles
    assert not articles & {"8(2)(e)(ii)-objects", "8(2)(b)(ii)", "8(2)(b)(iv)", "8(2)(b)(xxiii)"}


@pytest.mark.parametrize(("date", "offered"), [("2018-09-04", False), ("2031-05-04", True)])
def test_starvation_in_internal_conflict_is_not_offered_for_acts_before_its_adoption(date, offered):
    file = File()
    file.report(f"Orm was besieged on {date}.", act=Act.SIEGE_BLOCKADE, act_words="besieged",
                when=(date, on(date)), where="Orm",
                targets=((f"on {date}", TargetCategory.FOOD),))  # fmt: skip
    assert ("rs-8-2-e-xix" in file.offered()) is offered
    assert "rs-8-2-b-xxv" in file.offered()


def test_an_attack_needs_no_death_and_a_killing_does():
    without, with_deaths = one_report(harms=()).offered(), one_report().offered()
    assert "rs-8-2-e-i" in without
    assert "rs-8-2-c-i-1" not in without
    assert {"rs-8-2-e-i", "rs-8-2-c-i-1"} <= with_deaths


def test_an_attack_without_stated_means_is_offered_where_a_row_lists_the_kinds_of_attack():
    offered = one_report(act=Act.UNSPECIFIED_ATTACK).offered()
    assert {"rs-8-2-e-i", "rs-8-2-c-i-1"} <= offered
    assert not {"rs-8-2-e-xiii", "rs-8-2-e-xiv", "rs-8-2-b-xvii"} & offered


def test_harm_and_claimed_advantage_stand_side_by_side_and_nothing_is_weighed():
    file = one_report()
    doc, _ = file.report(
        BODY.replace("killing", "which killed") + "\nIt was a command post, it said.",
        BODY.replace("killing", "which killed"),
        **(FACTS | {"harms": ()}),
    )
    _, reason = file.say(
        doc, "It was a command post, it said.", kind=ClaimKind.JUSTIFICATION, tell=False
    )
    finding = by_element(file, "rs-8-2-b-iv.2")
    assert finding.state is ElementState.DISPUTED
    assert reason.id in finding.claims_against
    assert finding.claims_for


def test_fleeing_is_an_effect_and_offers_no_crime_of_displacement():
    file = one_report(harms=((HarmKind.DISPLACED, "five civilians", Count(5, 5)),))
    assert "rs-8-2-e-viii" not in file.offered()


def test_displacement_without_an_order_does_not_fill_effects_into_the_order():
    file = File()
    doc, said = file.report(
        "Orm was emptied; hundreds fled.", act=Act.FORCED_DISPLACEMENT, act_words="emptied",
        where="Orm", harms=((HarmKind.DISPLACED, "hundreds fled", None),),
    )  # fmt: skip
    assert "rs-8-2-e-viii" in file.offered()
    assert said.document == doc.id


def test_a_home_that_was_hit_alone_does_not_offer_undefended_places():
    home = (("a school", TargetCategory.RESIDENTIAL),)
    assert "rs-8-2-b-v" not in one_report(targets=home).offered()
    file = File()
    file.report("Orm, an open city: homes shelled.", where="Orm",
                targets=(("homes", TargetCategory.RESIDENTIAL),))  # fmt: skip
    assert "rs-8-2-b-v" in file.offered()


def test_torture_asks_for_a_purpose_only_as_a_war_crime():
    def purposes(prefix):
        return [e for c in crimes() if c.id.startswith(prefix) for e in c.elements
                if "purpose" in e.text and e.kind == "mental"]  # fmt: skip

    assert purposes("rs-8-2-c-i-4")
    assert not purposes("rs-7-1-f")


def test_claimed_military_presence_is_kept_against_with_its_speaker():
    file = one_report()
    fighters = ((CircumstanceKind.MILITARY_PRESENCE, "fighters inside"),)
    _, said = file.report(
        f"{GUARD}: {BODY} There were fighters inside.", BODY, circumstances=fighters, **FACTS
    )
    finding = by_element(file, "rs-8-2-b-ii.2")
    assert finding.state is ElementState.DISPUTED or said.id in finding.claims_for
    presence = by_element(file, "rs-8-2-b-v.3") if "rs-8-2-b-v" in file.offered() else None
    assert presence is None
    lone = by_element(file, "rs-8-2-a-iv.2")
    assert (lone.state, lone.claims_against) == (ElementState.NO_CLAIM, (said.id,))


def test_a_legal_word_of_a_source_changes_nothing():
    plain, loaded = File(), File()
    for file, words in ((plain, "an attack"), (loaded, "a war crime")):
        file.report(f"Orm was shelled, {words}, on 4 May 2031.", where="Orm", when=DAY)
    assert plain.states() == loaded.states()


def test_date_and_place_alone_do_not_claim_that_a_conflict_was_under_way():
    finding = by_element(one_report(), "rs-8-2-e-i.4")
    assert finding.state is ElementState.NO_CLAIM
    assert finding.gap is not None
    assert finding.gap.nearest  # shown as the nearest thing the file has


def test_a_source_that_says_nothing_of_deaths_does_not_support_a_killing():
    file = File()
    file.report(BODY, publisher="Orm Gazette", **FACTS)
    file.report(f"On 4 May 2031 {ARMY} shelled a school in Orm.", publisher="Varn Herald",
                **(FACTS | {"harms": (), "victims": ()}))  # fmt: skip
    assert len(file.incidents()) == 1
    assert by_element(file, "rs-8-2-c-i-1.1").state is ElementState.CLAIMED_BY_ONE
    assert by_element(file, "rs-8-2-e-i.1").state is ElementState.CLAIMED_BY_INDEPENDENT


@pytest.mark.parametrize(
    ("kind", "text"),
    [(ClaimKind.CONTEXT, "Fighting has gone on for years."),
     (ClaimKind.POLICY_OR_ORDER, "Orders said to clear the town."),
     (ClaimKind.EXPERT_FINDING, "Fragments were examined."),
     (ClaimKind.TESTIMONY, "I saw it burn.")],
)  # fmt: skip
def test_one_more_claim_changes_exactly_the_elements_whose_paths_it_fills(kind, text):
    body = f"{BODY}\n{text}"
    before, after = File(), File()
    before.report(body, BODY, publisher="Orm Gazette", **FACTS)
    doc, _ = after.report(body, BODY, publisher="Orm Gazette", **FACTS)
    after.say(doc, text, kind=kind, tell=False)
    old, new = before.states(), after.states()
    changed = {key for key in new if new[key] != old[key]}
    fitting = {
        (crime.id, element.id)
        for crime in crimes()
        for element in crime.elements
        if (crime.id, element.id) in old and f"claim.kind={kind.value}" in element.supported_by
    }
    unclaimed = {key for key in fitting if old[key] is ElementState.NO_CLAIM}
    assert changed == unclaimed
    assert all(new[key] is ElementState.CLAIMED_BY_ONE for key in changed)
    assert old.keys() == new.keys()


def test_only_the_accused_speaks_of_what_it_knew():
    def file_with(publisher):
        body = f"{BODY}\nWe know the town well."
        file = File()
        doc, _ = file.report(body, BODY, publisher=publisher, **FACTS)
        _, said = file.say(
            doc, "We know the town well.", kind=ClaimKind.STATEMENT_BY_PARTY, tell=False
        )
        return by_element(file, "rs-8-2-e-i.3"), said

    finding, said = file_with(ARMY)
    assert (finding.state, finding.claims_for) == (ElementState.CLAIMED_BY_ONE, (said.id,))
    finding, said = file_with(GUARD)
    assert finding.state is ElementState.NO_CLAIM
    assert finding.gap is not None
    assert said.id in finding.gap.nearest


def test_a_copy_does_not_make_a_second_source_and_another_source_does():
    text = BODY + " Witnesses spoke of smoke over the town for many hours after it."
    single = File()
    single.report(text, BODY, publisher="Orm Gazette", **FACTS)
    copied = File()
    copied.report(text, BODY, publisher="Orm Gazette", **FACTS)
    copied.report("Breaking news today.\n" + text, BODY, publisher="Copy Herald", **FACTS)
    assert len(copied.incidents()) == 1
    assert by_element(copied, "rs-8-2-e-i.1").state is ElementState.CLAIMED_BY_ONE
    assert copied.states() == single.states()
    second = File()
    second.report(text, BODY, publisher="Orm Gazette", **FACTS)
    other = f"In Orm on 4 May 2031 a school was hit: {ARMY} shelled it, killing five civilians."
    second.report(other, publisher="Varn Herald", **FACTS)
    finding = by_element(second, "rs-8-2-e-i.1")
    assert (finding.state, finding.independent_groups) == (ElementState.CLAIMED_BY_INDEPENDENT, 2)


def test_two_pages_of_unknown_origin_are_not_shown_independent():
    file = one_report()
    file.report(f"In Orm on 4 May 2031 {ARMY} shelled a school, killing five civilians.", **FACTS)
    assert len(file.incidents()) == 1
    assert by_element(file, "rs-8-2-e-i.1").state is ElementState.CLAIMED_BY_ONE


def test_a_denial_by_the_accused_disputes_what_was_claimed():
    file = one_report()
    before = file.states()
    _, denial = file.report(
        f"{ARMY} denied it shelled Orm.", by=ARMY, where="Orm", kind=ClaimKind.DENIAL,
        stance=Stance.DENIES, modality=Modality.DENIED,
    )  # fmt: skip
    finding = by_element(file, "rs-8-2-e-i.1")
    assert finding.state is ElementState.DISPUTED
    assert finding.claims_against == (denial.id,)
    after = file.states()
    changed = {element for (_, element), state in after.items() if before[_, element] != state}
    assert changed
    assert all(after[key] is ElementState.DISPUTED for key in after if before[key] != after[key])
    assert after["rs-8-2-e-i", "rs-8-2-e-i.2"] is ElementState.CLAIMED_BY_ONE  # status not denied
    assert after["rs-8-2-e-i", "rs-8-2-e-i.5"] is before["rs-8-2-e-i", "rs-8-2-e-i.5"]


def test_exchanging_the_parties_names_changes_nothing_but_the_names():
    def swapped(text):
        return text.replace(ARMY, "@").replace(GUARD, ARMY).replace("@", GUARD)

    def build(change):
        file = File()
        file.report(change(BODY), **(FACTS | {"by": change(ARMY)}))
        file.report(change(f"{GUARD} says {ARMY} shelled Orm on 4 May 2031."),
                    speaker=change(GUARD), where="Orm", when=DAY, by=change(ARMY))  # fmt: skip
        file.report(change(f"{ARMY} denied it shelled Orm."), by=change(ARMY), where="Orm",
                    modality=Modality.DENIED, kind=ClaimKind.DENIAL)  # fmt: skip
        return file

    one, other = build(lambda text: text), build(swapped)
    assert one.states() == other.states()
    assert len(one.findings()) == len(other.findings())


def test_unchecked_missing_and_claimed_are_three_things():
    states = one_report().states()
    assert states["rs-8-2-e-i", "rs-8-2-e-i.1"] is ElementState.CLAIMED_BY_ONE
    assert states["rs-8-2-e-i", "rs-8-2-e-i.3"] is ElementState.NO_CLAIM
    assert states["rs-8-2-b-xiii", "rs-8-2-b-xiii.2"] is ElementState.NOT_CHECKED
    assert states["rs-8-2-b-xiii", "rs-8-2-b-xiii.4"] is ElementState.NOT_CHECKED


def test_a_gap_names_question_paths_and_silent_documents():
    file = one_report(harms=())
    doc, _ = file.report(f"On 4 May 2031 {ARMY} shelled a school in Orm, killing five civilians.",
                         **FACTS)  # fmt: skip
    finding = by_element(file, "rs-8-2-c-i-1.1")
    assert finding.state is ElementState.CLAIMED_BY_ONE
    assert finding.gap is not None
    assert "incident.effects.killed" in finding.gap.would_fill
    assert finding.gap.silent_documents == (file.documents[0].id,)
    assert finding.gap.documentability == "usually"
    assert doc.id not in finding.gap.silent_documents


def test_stated_absence_of_harm_stands_against_a_killing():
    file = one_report()
    _, said = file.report(
        f"{ARMY} shelled a school in Orm on 4 May 2031: nobody was hurt.",
        **(FACTS | {"victims": (), "harms": ((HarmKind.NO_HARM, "nobody was hurt", None),)}),
    )
    assert len(file.incidents()) == 1
    assert by_element(file, "rs-8-2-c-i-1.1").claims_against == (said.id,)


def test_crimes_against_humanity_rest_on_the_set_of_incidents():
    file = one_report()
    file.report("On 9 May 2031 the Hill Army shelled Varn, and civilians died: it shelled homes.",
                **(FACTS | {"by": "the Hill Army", "when": ("9 May 2031", on("2031-05-09")),
                            "where": "Varn", "targets": (("homes", TargetCategory.RESIDENTIAL),),
                            "harms": ((HarmKind.KILLED, "civilians died", None),)}))  # fmt: skip
    context = by_element(file, "rs-7-1-a.2")
    assert len(context.incidents) == 2
    assert context.state is not ElementState.NO_CLAIM
    assert by_element(one_report(), "rs-7-1-a.2").state is ElementState.NO_CLAIM


def test_order_of_input_does_not_matter():
    file = one_report()
    file.report(f"In Orm on 4 May 2031 {ARMY} shelled a school, killing five civilians.", **FACTS)
    expected = file.findings()
    for records in (file.documents, file.claims, file.allegations):
        records.reverse()
    assert file.findings() == expected


def test_a_claim_beside_another_incident_is_not_drawn_in():
    file = File()
    body = "Orm was shelled on 4 May 2031.\nnext\nnext\nVarn was shelled too.\nThe order was given."
    doc, _ = file.report(body, "Orm was shelled on 4 May 2031.", where="Orm", when=DAY,
                         victims=(("Orm", PersonStatus.CIVILIAN),))  # fmt: skip
    file.say(doc, "Varn was shelled too.", where="Varn", nth=1,
             victims=(("Varn", PersonStatus.CIVILIAN),))  # fmt: skip
    _, order = file.say(doc, "The order was given.", kind=ClaimKind.POLICY_OR_ORDER, tell=False)
    near = [f for f in file.findings() if f.element == "rs-8-2-e-i.3"]
    assert len(near) == 2
    assert sorted(order.id in finding.claims_for for finding in near) == [False, True]
    assert replace(near[0]) == near[0]


def test_a_decision_on_the_type_of_conflict_shows_one_column_and_taking_it_back_both():
    file = one_report()
    column = {crime.id: crime.conflict for crime in crimes()}
    columns = {
        kind: {column[finding.crime] for finding in file.findings(kind)}
        for kind in (None, *ConflictType)
    }
    assert columns[ConflictType.NIAC] == {"NIAC", "none"}
    assert columns[ConflictType.IAC] == {"IAC", "none"}
    assert columns[None] == columns[ConflictType.BOTH] == {"IAC", "NIAC", "none"}


def test_a_file_on_an_internal_conflict_has_rules_where_the_statute_has_no_crime():
    assessed = one_report().assessed(ConflictType.NIAC)
    by_key = {(each.of, each.category): each for each in assessed.protections}
    numbers = {rule.number for each in assessed.protections for rule in each.rules}
    assert {7, 11, 12, 13, 14} <= numbers
    school = by_key["object", "school"]
    assert school.niac
    assert by_key["object", "civilian_object"].niac == ("8(2)(e)(xii)",)  # property, not attack
    assert {rule.verified for each in assessed.protections for rule in each.rules} <= {
        "text", "title", "group", "recalled",
    }  # fmt: skip


def test_a_protection_names_the_claims_that_name_the_object_and_no_other():
    file = one_report()
    file.report("Varn was shelled on 4 May 2031.", where="Varn", when=DAY)
    school = next(p for p in file.assessed().protections if p.category == "school")
    assert school.claims == (file.claims[0].id,)
    assert len(school.incidents) == 1


def test_a_pattern_counts_and_spans_over_the_set_and_judges_nothing():
    file = one_report()
    file.report(
        f"{ARMY} shelled a school in Varn on 9 May 2031, killing at least two.",
        when=("9 May 2031", on("2031-05-09")), where="Varn", by=ARMY,
        targets=(("a school", TargetCategory.SCHOOL),),
        harms=((HarmKind.KILLED, "killing at least two", Count(2, None)),),
    )  # fmt: skip
    (pattern,) = [p for p in file.assessed().patterns if "rs-7-1-a" in p.crimes]
    assert len(pattern.incidents) == 2
    assert (str(pattern.first), str(pattern.last)) == ("2031-05-04", "2031-05-09")
    assert (pattern.places, pattern.span_km is not None) == (2, True)
    assert [count for _, count in pattern.by_party] == [2]
    assert ("school", 2) in pattern.by_target
    assert (pattern.killed_low, pattern.killed_high) == (7, 7)


def test_one_incident_makes_no_claim_of_a_pattern():
    finding = by_element(one_report(), "rs-7-1-a.2")
    assert finding.state is ElementState.NO_CLAIM


def test_a_gap_names_kinds_of_material_and_whom_to_ask():
    file = File()
    file.report(BODY, publisher="Orm Gazette", **FACTS)
    body = f"{BODY} Nurse Ilan Dorv counted five. I saw it burn."
    doc, counted = file.report(body, BODY, speaker="Nurse Ilan Dorv", publisher="Orm Gazette",
                               **FACTS)  # fmt: skip
    _, saw = file.say(doc, "I saw it burn.", kind=ClaimKind.TESTIMONY, tell=False)
    gap = file.gap("rs-8-2-c-i-1.1")
    assert "medical" in gap.evidence
    kinds = {(lead.kind, lead.claim) for lead in gap.leads}
    assert (LeadKind.WAS_THERE, saw.id) in kinds
    assert (LeadKind.COUNTED, counted.id) in kinds
    assert len({lead.claim for lead in gap.leads}) == len(gap.leads)


def test_who_publishes_in_the_file_is_not_quoted_second_hand():
    file = one_report()
    file.report(f"{GUARD} said: {BODY}", BODY, speaker=GUARD, **FACTS)
    file.report(f"{BODY} So it was.", BODY, publisher=GUARD, **FACTS)
    leads = {lead for f in file.findings() if f.gap for lead in f.gap.leads}
    assert not [lead for lead in leads if lead.kind is LeadKind.SECOND_HAND]


@pytest.mark.parametrize("crime", [c for c in crimes() if c.amendment], ids=lambda c: c.id)
def test_every_row_of_an_amendment_says_when_it_came(crime):
    assert any(year in crime.amendment for year in ("2010", "2019"))


def test_rows_that_nobody_compared_with_the_elements_say_so():
    (row,) = [crime for crime in crimes() if "not verified" in crime.verification.lower()]
    assert row.article == "8(2)(e)(xix)"


@pytest.mark.parametrize(
    ("text", "state"),
    [("Photo: Courier.", ElementState.NO_CLAIM),
     ("The town was glad of rain.", ElementState.NO_CLAIM),
     ("The truce had ended in April.", ElementState.CLAIMED_BY_ONE),
     ("تدور معارك في المنطقة منذ سنوات.", ElementState.CLAIMED_BY_ONE)],
)  # fmt: skip
def test_only_words_on_fighting_tell_of_an_armed_conflict(text, state):
    body = f"{BODY}\n{text}"
    file = File()
    doc, _ = file.report(body, BODY, publisher="Orm Gazette", **FACTS)
    file.say(doc, text, kind=ClaimKind.CONTEXT, tell=False)
    assert by_element(file, "rs-8-2-e-i.4").state is state


def test_who_denies_an_attack_does_not_deny_that_a_school_is_a_school():
    file = one_report()
    file.report(f"{ARMY} denied it shelled a school in Orm.", by=ARMY, where="Orm",
                modality=Modality.DENIED, kind=ClaimKind.DENIAL, stance=Stance.DENIES,
                targets=(("a school", TargetCategory.SCHOOL),))  # fmt: skip
    assert by_element(file, "rs-8-2-e-iv.1").state is ElementState.DISPUTED
    assert by_element(file, "rs-8-2-e-iv.2").state is ElementState.CLAIMED_BY_ONE
