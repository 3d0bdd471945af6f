from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lxml import html

from onrecord.model.fixity import CustodyEvent
from onrecord.seal.report import report_html
from onrecord.seal.report_times import clocks_view, no_later_than
from onrecord.wire.clocks import backward_steps, stamped_detail, stamps
from unit.seal import sample_dossier as sample

NOON = datetime(2031, 5, 10, 12, tzinfo=UTC)


def event(action, minutes=0, detail=None, object_=None):
    at = NOON + timedelta(minutes=minutes)
    return CustodyEvent(at, "local", "collector-7", action, object_, detail)


def stamped(size, authority, minutes, entered=0):
    at = NOON + timedelta(minutes=minutes)
    detail = stamped_detail(f"checkpoint {size}", authority, at)
    return event("timestamped", entered, detail, "0" * 64)


def captured(one):
    return CustodyEvent(one.captured_at, "local", "collector-7", "captured", one.sha256, one.id)


def words(dossier):
    page = html.document_fromstring(report_html(dossier).decode())
    return " ".join(page.text_content().split())


def test_each_source_says_no_later_than_when_according_to_whom_and_the_gap():
    made = sample.sample()
    one, two = made.captures[:2]
    at = one.captured_at
    minutes = (at - NOON).total_seconds() / 60
    log = (captured(one), stamped(1, "office-example", minutes + 180),
           stamped(1, "second-example", minutes + 90), captured(two),
           stamped(3, "office-example", minutes + 600))  # fmt: skip

    found = no_later_than((one, two), log)

    assert [(n.authority, n.gap) for n in found[one.id]] == [
        ("second-example", "90.0 minutes after the clock of the capture"),
        ("office-example", "3.0 hours after the clock of the capture"),
    ]
    assert found[two.id] == ()  # it came after the third entry
    text = words(replace(made, custody=log))
    assert "according to second-example, 90.0 minutes after the clock of the capture" in text
    assert "its timestamp is over the first 1 entry of the log" in text
    assert "no statement of an authority covers it" in text


def test_08_a_statement_earlier_than_the_clock_of_the_capture_is_shown_as_that():
    one = sample.sample().captures[0]
    minutes = (one.captured_at - NOON).total_seconds() / 60 - 300
    (told,) = no_later_than((one,), (captured(one), stamped(1, "a-example", minutes)))[one.id]
    assert told.gap == "5.0 hours before the clock of the capture: the two disagree"


def test_08_a_clock_that_went_back_is_told_with_the_entry():
    made = sample.sample()
    log = (
        event("processed"),
        event("sealed", -90),
        event("sealed", -80),
        event("clock_anomaly", -80, "office-example stated noon; this clock is -4800 s off"),
    )

    assert [(step.place, step.seconds) for step in backward_steps(log)] == [(1, 5400.0)]
    assert clocks_view(log).steps == ((2, "90.0 minutes"),)
    text = words(replace(made, custody=log))
    assert "Entry 2 is 90.0 minutes earlier than the one before it: the clock went back." in text
    assert "Entry 4: clocks disagree: office-example stated noon" in text


def test_without_any_authority_that_is_said_once():
    text = words(replace(sample.sample(), custody=(event("processed"),)))
    assert text.count("no time-stamp authority was asked before this file was sealed") == 1
    assert "Existed no later than" not in text


def test_what_is_no_statement_of_an_authority_is_none():
    log = (
        event("timestamped", detail="checkpoint 1 by x"),
        event("timestamped"),
        event("timestamped", detail="checkpoint 1 by x at noon"),
        event("timestamped", detail="checkpoint 1 by x at 2031-05-10T12:00:00"),
    )
    assert stamps(log) == ()
