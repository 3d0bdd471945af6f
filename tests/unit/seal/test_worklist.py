"""What a file lacks, as a list to work from."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from onrecord.model.dossier import Dossier
from onrecord.seal.worklist import as_csv, as_markdown, markdown, worklist
from unit.seal import sample_dossier as sample


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return sample.sample()


def test_every_gap_is_one_row_and_no_finding_without_gap_is(dossier: Dossier) -> None:
    open_ = [finding for finding in dossier.findings if finding.gap]
    assert open_
    assert len(worklist(dossier)) == len(open_)


def test_rows_stand_in_the_order_of_articles_and_elements(dossier: Dossier) -> None:
    tasks = worklist(dossier)
    crimes = {crime.article: crime for crime in dossier.crimes}
    assert {task.article for task in tasks} <= set(crimes)
    for article in crimes:
        numbers = [task.element for task in tasks if task.article == article]
        assert numbers == sorted(numbers)


def test_the_filter_keeps_what_reports_carry_that_well(dossier: Dossier) -> None:
    every = worklist(dossier)
    kept = worklist(dossier, ["rarely"])
    assert 0 < len(kept) < len(every)
    assert {task.reports for task in kept} == {
        "reports rarely carry this: site, expert, insider or official material is needed"
    }


def test_the_table_reads_back_as_the_rows(dossier: Dossier) -> None:
    tasks = worklist(dossier)
    rows = list(csv.DictReader(io.StringIO(as_csv(tasks).decode("utf-8-sig"))))
    assert [row["question"] for row in rows] == [task.question for task in tasks]
    assert [int(row["element"]) for row in rows] == [task.element for task in tasks]


def test_nothing_of_a_source_becomes_markup_or_a_formula(dossier: Dossier) -> None:
    hostile = replace(dossier, title="# [x](javascript:1) <b>\n## more")
    first = as_markdown(hostile.title, worklist(hostile)).splitlines()[0]
    assert first == r"# What is missing: \# \[x\](javascript:1) \<b\> \#\# more"
    assert markdown("a\u202eb") == r"a\[U+202E\]b"


def test_a_file_without_findings_says_why_the_list_is_empty() -> None:
    text = as_markdown("Empty", worklist(Dossier("Empty", *[()] * 12)))
    assert "No question is open" in text
