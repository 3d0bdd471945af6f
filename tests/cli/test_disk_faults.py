"""Attack 19: disk full, read-only, device errors, at the write steps of `add` and `seal`."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from kill_runs import KilledAdd, KilledSeal, half_objects, log_of
from onrecord.cli.main import app, main
from onrecord.store.case import Case


def command(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> int:
    """The exit code of `onrecord WORDS`, run in this process as the program runs it."""
    monkeypatch.setattr(sys, "argv", ["onrecord", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


class Failing:
    """The n-th sync of a file or folder fails; counts them."""

    def __init__(self, at: int, code: int) -> None:
        self.at, self.code, self.count = at, code, 0
        self.real = os.fsync

    def __call__(self, handle: int) -> None:
        self.count += 1
        if self.count == self.at:
            raise OSError(self.code, os.strerror(self.code))
        self.real(handle)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (KilledAdd, errno.ENOSPC),
        (KilledAdd, errno.EIO),
        (KilledAdd, errno.EROFS),
        (KilledSeal, errno.ENOSPC),
    ],
)
def test_19_a_failed_write_is_a_clean_error_and_the_log_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, kind, code: int
) -> None:
    made = kind(tmp_path, seed=2)
    counted = Failing(0, code)
    monkeypatch.setattr(os, "fsync", counted)
    app(made.words(made.again()), standalone_mode=False)
    for at in sorted({1, 2, 3, counted.count // 2, counted.count - 1}):
        case = made.again(f"case-{at}")
        monkeypatch.setattr(os, "fsync", Failing(at, code))
        capsys.readouterr()
        ended = command(monkeypatch, made.words(case))
        said = capsys.readouterr().err
        assert ended == 2, said
        assert "Traceback" not in said
        assert os.strerror(code) in " ".join(said.split())
        assert half_objects(case) == []
        log = log_of(case)
        assert log == made.log[: len(log)]
        assert not [*tmp_path.rglob(".*.part"), *tmp_path.rglob(".incoming-*")]
        monkeypatch.setattr(os, "fsync", counted.real)
        app(made.words(case), standalone_mode=False)
        assert log_of(case)[: len(log)] == log


def test_19_a_full_database_is_a_clean_error_and_nothing_is_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    made = KilledAdd(tmp_path, seed=2)
    case = made.again()

    def full(connection: sqlite3.Connection, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 2}")

    event.listen(Engine, "connect", full)
    try:
        assert command(monkeypatch, made.words(case)) == 3
    finally:
        event.remove(Engine, "connect", full)
    assert "database or disk is full" in " ".join(capsys.readouterr().err.split())
    log = log_of(case)
    assert 0 < len(log) < len(made.log)
    assert log == made.log[: len(log)]
    with Case.open(case) as held:
        assert len(held.captures()) == len(log)
    app(made.words(case), standalone_mode=False)
    assert log_of(case) == made.log
