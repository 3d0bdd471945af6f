"""One suite for the seam `Engine`, run over every engine."""

import os

import pytest

from onrecord.engine.local import LocalEngine
from onrecord.engine.processes import ProcessesEngine


def _square(number: int) -> int:
    return number * number


def _deadly(number: int) -> int:
    if number == 3:
        os._exit(1)
    return number


def _refuses(number: int) -> int:
    message = f"{number} is refused"
    raise ValueError(message)


def _lost(_: int) -> int:
    return -1


@pytest.fixture(params=[LocalEngine(), ProcessesEngine(2)], ids=lambda engine: engine.name)
def engine(request):
    return request.param


def test_results_come_in_the_order_of_the_items(engine):
    assert list(engine.map(_square, range(40), lost=_lost)) == [n * n for n in range(40)]


def test_no_items_give_no_results(engine):
    assert list(engine.map(_square, [], lost=_lost)) == []


def test_an_error_reaches_the_caller(engine):
    with pytest.raises(ValueError, match="0 is refused"):
        list(engine.map(_refuses, range(3), lost=_lost))


def test_an_item_that_kills_its_worker_costs_only_itself():
    results = list(ProcessesEngine(2).map(_deadly, range(8), lost=_lost))

    assert results == [0, 1, 2, -1, 4, 5, 6, 7]
