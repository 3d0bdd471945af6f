"""Attack 18: `kill -9` at any moment. `bench/crash.py` runs more of the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from kill_runs import Killed, KilledAdd, KilledSeal

RUNS = 25  # of each command


@pytest.mark.parametrize("kind", [KilledAdd, KilledSeal])
@pytest.mark.usefixtures("gazetteer")  # built before any process is killed
def test_nothing_acknowledged_is_lost_and_nothing_half_is_seen(
    tmp_path: Path, kind: type[Killed]
) -> None:
    tally = kind(tmp_path, seed=1).run(RUNS)
    assert tally.faults == []
    assert tally.killed > RUNS // 3, "the kills come while the command is at work"
    assert tally.entries > 0
