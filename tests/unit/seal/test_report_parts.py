"""Parts of the report that lay statements side by side, count, and say what people decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import html

from onrecord.model.dossier import Dossier
from onrecord.model.judgement import Judgement
from onrecord.model.vocab import ElementState, Question, Verdict
from onrecord.preserve.browser import chromium
from onrecord.printing import pages_of, report_pdf
from onrecord.seal import report_index
from onrecord.seal.report import report_html
from onrecord.seal.report_view import PARTS
from unit.seal import sample_dossier as sample


def tree_of(dossier: Dossier) -> html.HtmlElement:
    return html.document_fromstring(report_html(dossier).decode())


@pytest.fixture(scope="module")
def tree() -> html.HtmlElement:
    return tree_of(sample.sample())


def judged(dossier: Dossier, **facts: object) -> Judgement:
    claim = dossier.claims[0]
    held = {
        "question": Question.CLAIM, "subjects": (claim.id,), "part": None,
        "verdict": Verdict.REJECTED, "value": None, "words": (), "found": "asserts",
        "about": claim.content, "reason": "a headline of another page",
        "by": "<b>R. Reader</b>", "at": datetime(2031, 6, 1, 9, 30, tzinfo=UTC), **facts,
    }  # fmt: skip
    return Judgement(**held)  # type: ignore[arg-type]


def test_the_contents_name_every_part_in_the_order_of_the_page(tree: html.HtmlElement) -> None:
    listed = [href[1:] for href in tree.xpath("//nav[@class='toc']//@href")]
    parts = [e.get("id") for e in tree.xpath("//main/section")]
    assert listed == parts == list(PARTS)


def test_both_sides_of_a_dispute_show_their_words_and_speakers(tree: html.HtmlElement) -> None:
    disputes = tree.xpath("//article[@class='dispute']")
    assert disputes
    for dispute in disputes:
        sides = dispute.xpath(".//div[@class='side']")
        assert len(sides) >= 2
        assert all(side.xpath(".//q") and side.xpath(".//a[@class='no']") for side in sides)


def test_every_speaker_and_party_pair_drawn_stands_in_the_table(tree: html.HtmlElement) -> None:
    section = tree.xpath("//section[@id='voices']")[0]
    lines = section.xpath(".//*[name()='svg']/*[name()='path']")
    rows = section.xpath(".//tbody/tr")
    cells = [row.xpath("./td[position() > 1]") for row in rows]
    told = sum(bool(cell.xpath(".//a")) for pair in cells for cell in pair)
    assert len(lines) == told > 0


def test_the_matrix_counts_each_state_of_each_element(tree: html.HtmlElement) -> None:
    dossier = sample.sample()
    rows = tree.xpath("//table[contains(@class, 'matrix')]/tbody/tr")
    assert len(rows) == len(dossier.crimes)
    marks = tree.xpath("//table[contains(@class, 'matrix')]//span[contains(@class, 'cell')]")
    pairs = {(finding.element, finding.state) for finding in dossier.findings}
    unfound = sum(
        not any(finding.element == e.id for finding in dossier.findings)
        for crime in dossier.crimes for e in crime.elements
    )  # fmt: skip
    assert len(marks) + unfound >= len(pairs)


def test_a_decision_is_shown_with_who_made_it_and_what_had_been_read() -> None:
    dossier = sample.sample()
    tree = tree_of(replace(dossier, judgements=(judged(dossier),)))
    (row,) = tree.xpath("//section[@id='decisions']//tbody/tr")
    text = row.text_content()
    for words in ("<b>R. Reader</b>", "1 June 2031"[-4:], "rejected", "asserts", "a headline of"):
        assert words in text
    assert row.xpath(".//q")


def test_an_element_set_by_a_reviewer_says_by_whom_and_keeps_its_claims() -> None:
    dossier = sample.sample()
    finding = next(f for f in dossier.findings if f.claims_for)
    decision = judged(
        dossier, question=Question.ELEMENT, subjects=(finding.element,), verdict=Verdict.ACCEPTED,
        value="disputed", reason="the two lists differ",
    )  # fmt: skip
    mended = replace(finding, state=ElementState.REVIEWER_SET, judgement=decision.id)
    others = tuple(mended if f is finding else f for f in dossier.findings)
    tree = tree_of(replace(dossier, findings=others, judgements=(decision,)))
    items = tree.xpath("//ol[@class='elements']/li[contains(., 'the two lists differ')]")
    assert items
    assert "<b>R. Reader</b>" in items[0].text_content()
    assert items[0].xpath(".//a[starts-with(@href, '#c')]")


def test_the_type_of_conflict_is_a_decision_with_a_name_and_a_reason() -> None:
    dossier = sample.sample()
    decision = judged(
        dossier, question=Question.CONFLICT_TYPE, subjects=("file",), verdict=Verdict.ACCEPTED,
        value="NIAC", reason="reports of two organised groups",
    )  # fmt: skip
    text = tree_of(replace(dossier, judgements=(decision,))).xpath("//section[@id='law']")[0]
    assert "reports of two organised groups" in text.text_content()
    assert "has not been done" not in text.text_content()


def test_what_to_check_first_says_what_rests_on_it_and_how_to_decide(
    tree: html.HtmlElement,
) -> None:
    rows = tree.xpath("//section[@id='first']//tbody/tr")
    assert rows
    claims = {claim.id for claim in sample.sample().claims}
    for row in rows:
        code = row.xpath("string(.//code)")
        assert not code.startswith("claim: ") or code.removeprefix("claim: ") in claims


def test_gaps_can_be_filtered_by_how_well_reports_carry_them(tree: html.HtmlElement) -> None:
    boxes = set(tree.xpath("//fieldset[@data-filters='gaps']//input/@value"))
    assert set(tree.xpath("//section[@id='gaps']//tr/@data-level")) <= boxes
    assert tree.xpath("//fieldset/@hidden"), "shown by the script, which is needed for it"


def test_in_a_huge_file_words_stand_once_and_incidents_lead_to_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = len(report_html(sample.many(160)))
    monkeypatch.setattr(report_index, "HUGE_INCIDENTS", 100)
    tree = tree_of(sample.many(160))
    assert len(report_html(sample.many(160))) < 0.8 * whole
    assert not tree.xpath("//section[@id='incidents']//figure[@class='claim']")
    links = tree.xpath("//section[@id='incidents']//p[contains(., 'Their words')]/a/@href")
    ids = set(tree.xpath("//section[@id='claims']//li/@id"))
    assert len(links) >= 160
    assert {href[1:] for href in links} <= ids


@pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")
def test_the_print_has_pages_and_contents_that_name_them() -> None:
    body = report_pdf(sample.sample(), "en")
    pages = pages_of(body)
    assert set(pages) == set(PARTS)
    assert list(pages.values()) == sorted(pages.values())
    printed = html.document_fromstring(report_html(sample.sample(), pages=pages).decode()).xpath(
        "//nav[@class='toc']//span[@class='n']/text()"
    )
    assert [int(number) for number in printed] == [pages[part] for part in PARTS]
