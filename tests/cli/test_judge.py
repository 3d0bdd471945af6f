"""Decisions of people, from the sheet to the report, as a user makes them."""

from __future__ import annotations

import csv
import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.errors import OnrecordError

SAID = (
    "EASTERN ACCORD\n\nOn 3 June 2025 aircraft of the Provisional Council bombed a hospital in "
    "Ras Olvan, killing 11 people, Major Oren Tassel said.\n"
)
AT = ("--clock", "2025-06-20T12:00:00Z")


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def run(*words: object) -> Done:
    """The command in this process; reading a text twice in one test would take too long else."""
    found = CliRunner().invoke(app, [str(word) for word in words])
    if found.exception is None or isinstance(found.exception, SystemExit):
        return Done(found.exit_code, found.stdout, found.stderr)
    if not isinstance(found.exception, OnrecordError):
        raise found.exception
    return Done(found.exception.exit_code, found.stdout, str(found.exception))


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judge")
    (folder / "accord.txt").write_text(SAID)
    run("init", folder / "case")
    run("add", folder / "case", folder / "accord.txt", *AT)
    assert run("process", folder / "case", "--workers", 1, *AT).returncode == 0
    return folder / "case"


@pytest.fixture
def case(processed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(processed, tmp_path / "case"))


def sheet(case: Path) -> list[dict[str, str]]:
    out = case.parent / f"sheet-{len(list(case.parent.glob('sheet-*')))}.csv"
    assert run("judge", case, "--template", "--out", out).returncode == 0
    return list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))


def filled(case: Path, rows: list[dict[str, str]]) -> Path:
    path = case.parent / "decisions.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def row(rows: list[dict[str, str]], question: str, part: str = "") -> dict[str, str]:
    return next(each for each in rows if (each["question"], each["part"]) == (question, part))


def decide(rows, question, part="", **cells):
    row(rows, question, part).update(by="A. Reviewer", reason="read again", **cells)


def shown(case: Path) -> str:
    return run("show", case, "--json").stdout


def test_a_correction_is_applied_at_the_next_run_and_shown_with_who_made_it(case, tmp_path):
    rows = sheet(case)
    assert row(rows, "speaker")["found"] == "Oren Tassel"
    decide(rows, "value", "harm.0.count", verdict="corrected", value="10..12", value_words="11")
    decide(rows, "conflict_type", verdict="accepted", value="NIAC")
    done = run("judge", case, filled(case, rows), *AT)
    assert (done.returncode, "kept 2 decisions" in done.stdout) == (0, True)

    early = run("seal", case, "--out", tmp_path / "early", *AT)
    assert early.returncode == 3
    assert "not applied yet" in early.stderr
    run("process", case, "--workers", 1, *AT)
    assert '"high":12' in shown(case).replace(" ", "")
    sealed = tmp_path / "sealed"
    assert run("seal", case, "--out", sealed, *AT).returncode == 0
    assert run("verify", sealed).returncode == 0
    page = (sealed / "data/report.html").read_text("utf-8")
    assert "A. Reviewer" in page
    crimes = (sealed / "data/records/crimes.jsonld").read_text()
    assert '"conflict":"NIAC"' in crimes
    assert '"conflict":"IAC"' not in crimes
    log = (sealed / "data/custody/log.jsonl").read_text()
    assert log.count('"judged"') == 2


def test_a_withdrawn_decision_gives_back_the_same_records(case):
    before = shown(case)
    rows = sheet(case)
    decide(rows, "claim", verdict="rejected")
    run("judge", case, filled(case, rows), *AT)
    run("process", case, "--workers", 1, *AT)
    assert shown(case) != before
    rows = sheet(case)
    decide(rows, "claim", verdict="withdrawn")
    assert run("judge", case, filled(case, rows), *AT).returncode == 0
    run("process", case, "--workers", 1, *AT)
    assert shown(case) == before


def test_every_fault_of_a_sheet_is_named_and_nothing_of_it_is_kept(case):
    rows = sheet(case)
    decide(rows, "claim", verdict="rejected")
    decide(rows, "speaker", verdict="corrected", value="Nobody Of This Text")
    decide(rows, "value", "when", verdict="corrected", value="last week", value_words="3 June 2025")
    decide(rows, "value", "act", verdict="perhaps")
    decide(rows, "conflict_type", verdict="accepted", value="civil war")
    row(rows, "value", "where.0").update(verdict="rejected", by="", reason="")
    done = run("judge", case, filled(case, rows), *AT)
    assert done.returncode == 2
    for key, column in (
        ("speaker", "value_words"), ("valuewhen", "value"), ("valueact", "verdict"),
        ("conflict_type", "value"), ("valuewhere.0", "by"), ("valuewhere.0", "reason"),
    ):  # fmt: skip
        at = next(n for n, each in enumerate(rows, start=2)
                  if each["question"] + each["part"] == key and each["verdict"])  # fmt: skip
        assert re.search(rf"row {at}, column {column}: ", done.stderr), (key, column)
    assert run("seal", case, "--out", case.parent / "x", *AT).returncode == 0, "nothing was kept"


@pytest.mark.parametrize(
    ("body", "says"),
    [(b"", "lacks columns"), (b"question,subjects\r\n", "lacks columns"),
     (b"\xff\xfe\x00", "cannot be read"),
     ((b"question,subjects,part,verdict,value,value_words,by,reason\r\n"
      b"claim,claim-x,,rejected,,,A,B\r\n"), "names nothing that this case holds")],
)  # fmt: skip
def test_a_sheet_that_is_none_is_a_clear_error(case, body, says):
    path = case.parent / "bad.csv"
    path.write_bytes(body)
    done = run("judge", case, path, *AT)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.split())


def test_a_name_that_is_a_formula_stays_text_in_the_sheet_and_comes_back(case):
    rows = sheet(case)
    decide(rows, "claim", verdict="accepted")
    row(rows, "claim")["reason"] = "'=cmd|' /C calc'!A0"
    assert run("judge", case, filled(case, rows), *AT).returncode == 0
    again = sheet(case)
    assert all(not cell.startswith("=") for each in again for cell in each.values() if cell)
