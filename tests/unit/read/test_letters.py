"""Greetings, closings, signatures, quoted replies and list footers are furniture."""

from __future__ import annotations

import time

import pytest

from onrecord.model.vocab import BlockKind
from unit.read.sources import MAIL, plain, read_as, texts

CLAIM = "Residents of Darvel said on Tuesday that shells struck the central market of the town."
DENIAL = "The Northern Assembly denied this and asked for an inquiry by all parties."


def _mail(body: str) -> bytes:
    head = "From: Mara Ostrin <mara@example.org>\r\nSubject: Darvel\r\nMIME-Version: 1.0\r\n"
    kind = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return (head + kind + body.replace("\n", "\r\n")).encode()


def _body(text: str, *, mail: bool) -> list[str]:
    document = read_as(_mail(text), MAIL) if mail else plain("Darvel market\n\n" + text)
    return [document.text[block.start : block.end] for block in document.body()]


@pytest.mark.parametrize("mail", [True, False])
@pytest.mark.parametrize(
    "greeting",
    ["Dear colleagues,", "Dear Sir or Madam:", "Hello all,", "To whom it may concern",
     "الزملاء الأعزاء،", "السلام عليكم ورحمة الله وبركاته،",
     "السيد مدير المكتب المحترم،", "تحية طيبة وبعد،"],
)  # fmt: skip
def test_greeting_is_furniture(greeting: str, mail: bool) -> None:
    assert _body(f"{greeting}\n\n{CLAIM}\n\n{DENIAL}\n", mail=mail) == [CLAIM, DENIAL]


@pytest.mark.parametrize("mail", [True, False])
@pytest.mark.parametrize(
    "closing",
    ["With kind regards,", "Best regards", "Yours sincerely,", "Many thanks,", "In solidarity,",
     "مع خالص التحية،", "وتفضلوا بقبول فائق الاحترام،", "مع التحية والتقدير"],
)  # fmt: skip
def test_closing_and_signature_are_furniture(closing: str, mail: bool) -> None:
    signed = f"{closing}\nMara Ostrin\nMedia Office\nTel: +00 1234 567\n"
    assert _body(f"{CLAIM}\n\n{DENIAL}\n\n{signed}", mail=mail) == [CLAIM, DENIAL]


@pytest.mark.parametrize("mail", [True, False])
def test_contact_lines_without_a_closing_are_furniture(mail: bool) -> None:
    text = f"{CLAIM}\n\n{DENIAL}\n\nMedia Office\ndesk@example.org\nPress contact: Mara Ostrin\n"
    assert _body(text, mail=mail) == [CLAIM, DENIAL]
    arabic = f"{CLAIM}\n\n{DENIAL}\n\nالمكتب الإعلامي\nهاتف: ٠١٢٣٤٥٦٧\n"
    assert _body(arabic, mail=mail) == [CLAIM, DENIAL]


@pytest.mark.parametrize("mail", [True, False])
def test_quoted_reply_and_its_introduction_are_furniture(mail: bool) -> None:
    quoted = "> The clerk said that the mill burned.\n> He saw it, he added.\n"
    text = f"{CLAIM}\n\nOn Tue, 11 Mar 2031, Ilka Brenn wrote:\n{quoted}{DENIAL}\n"
    assert _body(text, mail=mail) == [CLAIM, DENIAL]


def test_text_that_is_quoted_whole_stays_text() -> None:
    assert len(plain(f"> {CLAIM}\n\n> {DENIAL}\n").body()) == 2


@pytest.mark.parametrize("mail", [True, False])
@pytest.mark.parametrize(
    "footer",
    ["_______________\nVelia mailing list\nhttps://list.example.org/velia\n",
     "You received this message because you are subscribed to the Velia group.\n",
     "To unsubscribe from this list, write to velia-leave@example.org\n",
     "This message and any attachments are confidential and meant for the addressee.\n",
     "لإلغاء الاشتراك في هذه القائمة راسلونا\n"],
)  # fmt: skip
def test_footer_of_a_mailing_list_is_furniture(footer: str, mail: bool) -> None:
    assert _body(f"{CLAIM}\n\n{DENIAL}\n\n{footer}", mail=mail) == [CLAIM, DENIAL]


@pytest.mark.parametrize("mail", [True, False])
@pytest.mark.parametrize(
    "line",
    ["Dear friends of mine were killed in the market, she said.",
     "Best known of the dead was a baker, residents said.",
     "Thanks to the medics nobody died.",
     "The media office of the Assembly was shelled.",
     "This message was found on the body of a soldier, his brother said.",
     "وقال السيد مدير المكتب إن القصف أصاب السوق."],
)  # fmt: skip
def test_sentences_that_look_alike_stay_in_the_body(line: str, mail: bool) -> None:
    assert line in _body(f"{CLAIM}\n\n{line}\n\n{DENIAL}\n", mail=mail)
    assert line in _body(f"{CLAIM}\n\n{DENIAL}\n\n{line}\n", mail=mail)


def test_postscript_under_a_signature_stays_in_the_body() -> None:
    text = f"{CLAIM}\n\nBest regards,\nMara Ostrin\n\nP.S. A clinic was hit on Monday, too.\n"
    assert _body(text, mail=True) == [CLAIM, "P.S. A clinic was hit on Monday, too."]


def test_wrapped_lines_of_a_mail_are_one_sentence() -> None:
    text = (
        "Residents of Darvel said on Tuesday that shells struck the central\n"
        "market of the town and that two people who were selling bread died\n"
        "there before noon.\n"
    )
    document = read_as(_mail(text), MAIL)
    assert texts(document, BlockKind.PARAGRAPH) == [" ".join(text.split())]


@pytest.mark.parametrize(
    "text", ["Dear " * 50_000, "> a\n" * 20_000, "unsubscribe " * 20_000, "هذه الرسالة " * 20_000]
)
def test_odd_letters_take_bounded_time(text: str) -> None:
    start = time.perf_counter()
    read_as(_mail(text + "\n\n" + text), MAIL)
    plain(text)
    assert time.perf_counter() - start < 5
