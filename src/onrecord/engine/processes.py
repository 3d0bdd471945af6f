"""All cores of this machine, one worker process each."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
AHEAD_PER_WORKER = 4  # items handed out before their turn: keeps workers busy, memory bounded


class ProcessesEngine:
    """Runs items in worker processes; results come in the order of the items.

    A worker that dies (a hostile PDF can crash a native parser) costs only its own item: that
    item is tried once more in a process of its own, and `lost` gives the result if it dies again.
    """

    name = "processes"

    def __init__(self, workers: int | None = None) -> None:
        """Use `workers` processes, by default one for each core."""
        self.workers = workers or os.cpu_count() or 1

    def _pool(self, workers: int) -> ProcessPoolExecutor:
        # "spawn": a forked child would inherit threads and open databases in an unknown state.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_ignore_interrupt)

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        *,
        lost: Callable[[Item], Result],
    ) -> Iterator[Result]:
        """The results in the order of `items`; `lost` for an item that kills its worker twice."""
        source = iter(items)
        waiting: deque[tuple[Item, Future[Result]]] = deque()
        pool = self._pool(self.workers)
        try:
            while True:
                for item in islice(source, self.workers * AHEAD_PER_WORKER - len(waiting)):
                    waiting.append((item, _submit(pool, function, item)))
                if not waiting:
                    return
                item, future = waiting.popleft()
                try:
                    result = future.result()
                except BrokenProcessPool:
                    result = self._alone(function, item, lost)
                    pool.shutdown(wait=True, cancel_futures=True)
                    pool = self._pool(self.workers)
                    waiting = deque((item, _submit(pool, function, item)) for item, _ in waiting)
                yield result
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _alone(
        self, function: Callable[[Item], Result], item: Item, lost: Callable[[Item], Result]
    ) -> Result:
        # The pool does not say which item broke it: this one may be innocent.
        with self._pool(1) as pool:
            try:
                return pool.submit(function, item).result()
            except BrokenProcessPool:
                return lost(item)


def _ignore_interrupt() -> None:
    # Ctrl-C reaches every process of the terminal; only the first one acts on it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _submit(
    pool: ProcessPoolExecutor, function: Callable[[Item], Result], item: Item
) -> Future[Result]:
    try:
        return pool.submit(function, item)
    except BrokenProcessPool as error:
        broken: Future[Result] = Future()
        broken.set_exception(error)
        return broken
