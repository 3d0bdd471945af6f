"""Field by field: supported, contradicted, silent."""

from factories import allegation, attribution, claim, document, on, place
from onrecord.link.corroborate import show_count, show_when
from onrecord.link.incidents import link
from onrecord.model.vocab import (
    Act,
    Basis,
    ClaimStatus,
    HarmKind,
    PlaceLevel,
    Precision,
    Unit,
)
from onrecord.model.when import Count, When
from onrecord.resolve.parties import parties

DAY = ("4 May", on("2031-05-04"))


class Reports:
    def __init__(self):
        self.docs, self.claims, self.told = [], [], []

    def add(self, body, *, speaker=None, publisher=None, published=None, **facts):
        doc = document(body, publisher=publisher, published=published)
        said = claim(doc, body, by=attribution(doc, speaker))
        made = allegation(doc, said, **({"where": "Orm", "when": DAY} | facts))
        self.docs.append(doc)
        self.claims.append(said)
        self.told.append(made)
        return made.id

    def agreements(self, name):
        named = parties(tuple(self.docs), tuple(self.claims), tuple(self.told))
        places = [place("Orm", *self.docs, path=("Gadda", "Hills"))]
        if any("Hills" in doc.text for doc in self.docs):
            places.append(place("Hills", *self.docs, level=PlaceLevel.PROVINCE))
        incidents, *_ = link(
            tuple(self.docs), tuple(self.claims), tuple(self.told), named, tuple(places)
        )
        (incident,) = incidents
        return {one.value: one for one in incident.agreements if one.field == name}


def killed(words, low, high=None):
    return ((HarmKind.KILLED, words, Count(low, high)),)


def test_numbers_that_cannot_both_hold_stand_side_by_side():
    reports = Reports()
    five = reports.add("4 May: they shelled Orm and five died.", harms=killed("five", 5, 5))
    nine = reports.add("They shelled Orm on 4 May: nine died.", harms=killed("nine", 9, 9))
    silent = reports.add("Orm, 4 May: it was shelled.")
    found = reports.agreements("killed")
    assert set(found) == {"5", "9"}
    assert found["5"].supporting == (five,)
    assert found["5"].contradicting == (nine,)
    assert found["9"].contradicting == (five,)
    assert found["5"].silent == found["9"].silent == (silent,)


def test_a_range_that_holds_the_other_number_contradicts_nothing():
    reports = Reports()
    reports.add("4 May: they shelled Orm and five died.", harms=killed("five", 5, 5))
    reports.add("They shelled Orm on 4 May: at least three died.", harms=killed("three", 3))
    found = reports.agreements("killed")
    assert set(found) == {"5", "at least 3"}
    assert not any(one.contradicting for one in found.values())


def test_families_are_not_persons():
    reports = Reports()
    reports.add("4 May: they shelled Orm and five died.", harms=killed("five", 5, 5))
    families = ((HarmKind.KILLED, "two families", Count(2, 2, Unit.FAMILIES)),)
    reports.add("They shelled Orm on 4 May: two families died.", harms=families)
    found = reports.agreements("killed")
    assert set(found) == {"5", "2 families"}
    assert not any(one.contradicting for one in found.values())


def test_a_number_that_its_source_raises_later_is_an_update():
    reports = Reports()
    reports.add("4 May: they shelled Orm and five died.", publisher="Orm Gazette",
                published="2031-05-04", harms=killed("five", 5, 5))  # fmt: skip
    reports.add("They shelled Orm on 4 May: nine died.", publisher="Orm Gazette",
                published="2031-05-05", harms=killed("nine", 9, 9))  # fmt: skip
    found = reports.agreements("killed")
    assert set(found) == {"5", "9"}
    assert not any(one.contradicting for one in found.values())


def test_two_alleged_perpetrators_contradict_each_other():
    reports = Reports()
    one = reports.add("4 May: the Hill Army shelled Orm.", by="the Hill Army")
    two = reports.add("The Valley Guard shelled Orm on 4 May.", by="The Valley Guard")
    found = reports.agreements("perpetrator")
    assert found["the Hill Army"].contradicting == (two,)
    assert found["The Valley Guard"].contradicting == (one,)


def test_a_judging_label_is_shown_in_quotation_marks():
    reports = Reports()
    reports.add("4 May: the Hill regime shelled Orm.", by="the Hill regime")
    assert set(reports.agreements("perpetrator")) == {"“the Hill regime”"}


def test_a_claim_that_clears_a_party_contradicts_its_blame():
    reports = Reports()
    reports.add("4 May: the Hill Army shelled Orm.", by="the Hill Army")
    clears = reports.add("Orm was shelled on 4 May, not by the Hill Army.", by="the Hill Army",
                         by_status=ClaimStatus.DENIED)  # fmt: skip
    found = reports.agreements("perpetrator")
    assert found["the Hill Army"].contradicting == (clears,)


def test_a_coarser_place_or_date_contradicts_nothing():
    reports = Reports()
    harms = killed("five", 5, 5)
    reports.add("4 May: they shelled Orm and five died at a mill.", harms=harms,
                targets=(("mill", None),))  # fmt: skip
    reports.add("Hills: shelled early in May, five died at a mill.", where="Hills", harms=harms,
                targets=(("mill", None),),
                when=("early in May", on("2031-05-03", "2031-05-05")))  # fmt: skip
    assert set(reports.agreements("where")) == {"Orm", "Hills"}
    for name in ("where", "when"):
        assert not any(one.contradicting for one in reports.agreements(name).values())


def test_two_kinds_of_bombardment_do_not_contradict():
    reports = Reports()
    reports.add("4 May: they shelled Orm.")
    reports.add("On 4 May jets bombed Orm.", act=Act.AIRSTRIKE, act_words="bombed")
    found = reports.agreements("act")
    assert set(found) == {"shelling", "airstrike"}
    assert not any(one.contradicting for one in found.values())


def test_counts_and_dates_are_shown_as_stated():
    assert show_count(Count(5, 5)) == "5"
    assert show_count(Count(5, None)) == "at least 5"
    assert show_count(Count(None, 7)) == "up to 7"
    assert show_count(Count(5, 7, Unit.BUILDINGS)) == "5–7 buildings"
    assert show_when(on("2031-05-04")) == "2031-05-04"
    before = When(None, on("2031-05-04").latest, Precision.BEFORE, Basis.STATED)
    assert show_when(before) == "../2031-05-04"


def test_an_attack_without_stated_means_is_silent_on_the_means():
    reports = Reports()
    shelled = reports.add("4 May: they shelled Orm and five died", act=Act.SHELLING,
                          harms=killed("five died", 5, 5))  # fmt: skip
    attacked = reports.add("4 May: they attacked Orm and five died", act=Act.UNSPECIFIED_ATTACK,
                           act_words="attacked", harms=killed("five died", 5, 5))  # fmt: skip
    acts = reports.agreements("act")
    assert set(acts) == {Act.SHELLING}
    only = acts[Act.SHELLING]
    assert (only.supporting, only.contradicting, only.silent) == ((shelled,), (), (attacked,))
    assert reports.agreements("killed")["5"].supporting == tuple(sorted((shelled, attacked)))


def test_an_attack_whose_means_nobody_states_keeps_its_own_name():
    reports = Reports()
    told = reports.add("4 May: they attacked Orm", act=Act.UNSPECIFIED_ATTACK, act_words="attacked")
    acts = reports.agreements("act")
    assert set(acts) == {Act.UNSPECIFIED_ATTACK}
    assert acts[Act.UNSPECIFIED_ATTACK].supporting == (told,)


def test_the_names_of_one_side_and_its_aircraft_are_one_value():
    reports = Reports()
    one = reports.add("4 May: aircraft of the Hill Council shelled Orm.",
                      by="aircraft of the Hill Council")  # fmt: skip
    two = reports.add("4 May: Orm was shelled by the Council's aircraft.",
                      by="the Council's aircraft")  # fmt: skip
    three = reports.add("4 May: the Valley Guard shelled Orm.", by="the Valley Guard")
    found = reports.agreements("perpetrator")
    side = "aircraft of the Hill Council; the Council's aircraft"
    assert set(found) == {side, "the Valley Guard"}
    assert found[side].supporting == tuple(sorted((one, two)))
    assert found[side].contradicting == (three,)


def test_a_part_of_those_counted_is_no_rival_number():
    reports = Reports()
    reports.add("4 May: they shelled Orm and nine people died.", harms=killed("nine people", 9, 9))
    reports.add("4 May, Orm: three of the wounded shelled there died.",
                victims=(("three of the", None),), harms=killed("three of the", 3, 3))  # fmt: skip
    reports.add("4 May, Orm: five of the houses shelled there, five people died.",
                victims=(("five people", None),), harms=killed("five people", 5, 5))  # fmt: skip
    found = reports.agreements("killed")
    assert found["3"].contradicting == ()
    assert set(found["9"].contradicting) == set(found["5"].supporting)
