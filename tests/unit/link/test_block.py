"""Comparison stays within blocks, and what is left out is counted."""

import time
from dataclasses import replace
from datetime import date, timedelta

from onrecord.link import block
from onrecord.link.block import candidate_pairs
from onrecord.link.cluster import cluster
from onrecord.link.incidents import _not_compared
from onrecord.link.items import Item, Spot
from onrecord.link.score import dates_weight
from onrecord.model.vocab import Act, HarmKind, TargetCategory
from onrecord.model.when import Count

FIRST = date(2031, 1, 1)
ORM = Spot("place-orm", "test:orm", ("Gadda", "Hills", "Orm"), 3, (30.0, 30.0), 2.0)
HILLS = Spot("place-hills", "test:hills", ("Gadda", "Hills"), 7, (30.1, 30.1), 60.0)


def told(n, *, spot=ORM, day=0, act=Act.SHELLING, document=None, counts=()):
    when = None if day is None else (FIRST + timedelta(day),) * 2
    return Item(
        members=(f"allegation-{n:06}",),
        document=document or f"document-{n:06}",
        claims=frozenset({f"claim-{n:06}"}),
        acts=frozenset({act}),
        dates=when,
        slack_days=0,
        spots=(spot,) if spot else (),
        perpetrators=frozenset(),
        blamed=frozenset(),
        categories=frozenset(),
        target_words=frozenset(),
        victim_words=frozenset(),
        weapons=frozenset(),
        counts=counts,
        speakers=frozenset(),
        start=n,
    )


def test_same_place_and_near_days_share_a_block():
    items = [told(0), told(1, day=1), told(2, day=60), told(3, spot=HILLS)]
    assert candidate_pairs(items).pairs == ((0, 1), (0, 3), (1, 3))


def test_undated_items_meet_those_of_their_place_only():
    varn = replace(ORM, place="place-varn", key="test:varn", path=("Gadda", "Hills", "Varn"))
    items = [told(0), told(1, day=None), told(2, spot=varn)]
    assert candidate_pairs(items).pairs == ((0, 1),)


def test_items_without_place_meet_equal_numbers_of_the_day_only():
    nine = ((HarmKind.KILLED, Count(9, 9)),)
    items = [told(0, counts=nine), told(1, spot=None, counts=nine), told(2, spot=None)]
    assert candidate_pairs(items).pairs == ((0, 1),)


def test_what_is_too_much_is_counted_not_hidden():
    items = [told(n) for n in range(400)]
    found = candidate_pairs(items)
    assert found.pairs == ()
    assert found.not_compared > 0


def test_work_grows_with_the_number_of_allegations_not_its_square():
    items = []
    for n in range(5_000):
        town = n % 500
        spot = replace(ORM, place=f"place-{town}", key=f"test:{town}",
                       path=("Gadda", f"Province {town % 20}", f"Town {town}"))  # fmt: skip
        items.append(told(n, spot=spot, day=(n // 500) * 3 % 365, document=f"document-{n // 5}"))
    began = time.perf_counter()
    groups = cluster(items).groups
    assert time.perf_counter() - began < 30  # 12 million pairs would take minutes
    assert sum(len(members) for members, _ in groups) == 5_000


def test_many_equal_reports_of_one_occurrence_join():
    ((members, links),) = cluster(told(n) for n in range(1_000)).groups
    assert len(members) == 1_000
    assert len(links) == 999


def test_days_apart_never_join_and_in_one_document_not_even_neighbours():
    assert dates_weight(told(0), told(1, day=5)) is None
    assert dates_weight(told(0), told(1, day=1)) is not None
    assert dates_weight(told(0, document="one"), told(1, day=1, document="one")) is None
    assert len(cluster([told(0, document="one"), told(1, day=1, document="one")]).groups) == 2


def test_pairs_too_many_to_compare_are_told_as_a_failure(monkeypatch):
    monkeypatch.setattr(block, "MAX_PAIRS", 3)
    crowd = [
        told(n, document=f"doc{n}", counts=((HarmKind.KILLED, Count(n, n)),)) for n in range(12)
    ]

    clusters = cluster(crowd)

    assert clusters.not_compared > 0
    (failure,) = _not_compared(clusters.not_compared)
    assert f"{clusters.not_compared} pairs" in failure.message


def test_undated_statements_of_what_was_hit_and_of_where_stay_apart():
    orm = told(0, day=None, document="one")
    hit = replace(
        told(1, day=None, spot=None, document="one"),
        categories=frozenset({TargetCategory.MEDICAL_FACILITY}),
        target_words=frozenset({"hospitals"}),
    )

    assert len(cluster([orm, hit]).groups) == 2
