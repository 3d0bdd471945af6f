"""One suite for the seam `Engine`, run over every engine."""

import pytest

from engine_work import deadly, lost, refuses, square
from onrecord.engine.local import LocalEngine
from onrecord.engine.processes import ProcessesEngine


@pytest.fixture(params=[LocalEngine(), ProcessesEngine(2)], ids=lambda engine: engine.name)
def engine(request):
    return request.param


def test_results_come_in_the_order_of_the_items(engine):
    assert list(engine.map(square, range(40), lost=lost)) == [n * n for n in range(40)]


def test_no_items_give_no_results(engine):
    assert list(engine.map(square, [], lost=lost)) == []


def test_an_error_reaches_the_caller(engine):
    with pytest.raises(ValueError, match="0 is refused"):
        list(engine.map(refuses, range(3), lost=lost))


def test_an_item_that_kills_its_worker_costs_only_itself():
    results = list(ProcessesEngine(2).map(deadly, range(8), lost=lost))

    assert results == [0, 1, 2, -1, 4, 5, 6, 7]
