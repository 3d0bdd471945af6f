"""Certificates of authorities that were withdrawn; what was said of them is kept with the token."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

pytest.importorskip("rfc3161_client", reason="needs the extra 'time'")
pytest.importorskip("asn1crypto", reason="needs the extra 'time'")

from asn1crypto import pem
from cryptography.x509 import ReasonFlags

from authority import NOON, Authority, answer_of, identity, revocation_list
from onrecord.model.vocab import Outcome
from onrecord.stamp.lists import lists_for
from onrecord.verify.anchors import Anchors
from onrecord.verify.sealed import verify
from onrecord.wire import layout
from sealed_tools import copy_of, sealed_sample
from signed_sample import by_outcome

LISTS, ANSWERS = "http://lists.example/a.crl", "http://answers.example/"
ROOT = identity("Test root", ca=True, usages=())
OTHER = identity("Test root", ca=True, usages=())  # the same name, another key
LEAF = identity("Test authority", ROOT, lists=LISTS, answers=ANSWERS)
TOKEN = layout.seal_token_path("test-authority")
LATER = NOON + timedelta(days=3)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed_sample(tmp_path_factory.mktemp("revoked") / "case")


@pytest.fixture
def folder(once: Path, tmp_path: Path) -> Path:
    made = copy_of(once, tmp_path / "case")
    (made / "seal").mkdir(exist_ok=True)
    (made / TOKEN).write_bytes(Authority(LEAF).stamp((made / layout.TAG_MANIFEST).read_bytes()))
    return made


def said(folder: Path, lists: bytes | None) -> dict[Outcome, list[str]]:
    if lists is not None:
        (folder / layout.lists_path(TOKEN)).write_bytes(lists)
    report = verify(folder, anchors=Anchors(roots=(ROOT.pem,)))
    assert {result.check for result in report.failed()} <= {"revocation"}
    return by_outcome(report, "revocation")


def test_without_a_list_it_is_said_that_none_was_checked(folder: Path) -> None:
    (told,) = said(folder, None)[Outcome.NOT_CHECKABLE]
    assert "revocation not checked" in told


def test_a_list_without_it_holds_as_of_its_own_time(folder: Path) -> None:
    (told,) = said(folder, revocation_list(ROOT))[Outcome.HELD]
    assert f"not withdrawn as of {NOON.isoformat()}" in told


@pytest.mark.parametrize(
    ("at", "reason", "outcome"),
    [
        (NOON - timedelta(days=1), ReasonFlags.superseded, Outcome.FAILED),
        (LATER, ReasonFlags.superseded, Outcome.HELD),
        (LATER, ReasonFlags.cessation_of_operation, Outcome.HELD),
        (LATER, ReasonFlags.key_compromise, Outcome.FAILED),
        (LATER, None, Outcome.FAILED),
    ],
)
def test_what_was_withdrawn_counts_by_time_and_reason(folder: Path, at, reason, outcome) -> None:
    found = said(folder, revocation_list(ROOT, LEAF, at=at, made=LATER, reason=reason))
    assert list(found) == [outcome]
    assert "withdrawn" in found[outcome][0]


@pytest.mark.parametrize(
    "lists",
    [revocation_list(OTHER), pem.armor("OCSP RESPONSE", answer_of(OTHER, LEAF)),
     pem.armor("OCSP RESPONSE", answer_of(ROOT, LEAF, signer=OTHER)), b"", ROOT.pem],
    ids=["a list by another key", "an answer by another issuer", "signed by another", "empty",
         "a certificate"],
)  # fmt: skip
def test_what_is_not_by_the_issuer_says_nothing(folder: Path, lists: bytes) -> None:
    assert list(said(folder, lists)) == [Outcome.NOT_CHECKABLE]


def test_an_answer_by_the_issuer_holds(folder: Path) -> None:
    found = said(folder, pem.armor("OCSP RESPONSE", answer_of(ROOT, LEAF)))
    assert list(found) == [Outcome.HELD]


def test_a_damaged_list_is_named(folder: Path) -> None:
    body = revocation_list(ROOT).replace(b"MI", b"MJ", 1)
    (told,) = said(folder, body)[Outcome.FAILED]
    assert "cannot be read" in told


def test_lists_are_asked_for_first_and_answers_where_there_is_none() -> None:
    chain = (LEAF.certificate, ROOT.certificate)
    asked: list[str] = []

    def gives(crl: bytes | None):
        def ask(url: str, body: bytes | None) -> bytes:
            asked.append(url)
            if url == LISTS:
                if crl is None:
                    raise OSError("not reached")
                return crl
            assert body
            return answer_of(ROOT, LEAF)

        return ask

    crl = revocation_list(ROOT)
    assert lists_for(chain, gives(crl)) == crl
    assert asked == [LISTS]
    assert b"BEGIN OCSP RESPONSE" in lists_for(chain, gives(None))
    assert asked == [LISTS, LISTS, ANSWERS]


def test_what_cannot_be_had_gives_nothing() -> None:
    def ask(_url: str, _body: bytes | None) -> bytes:
        raise OSError("not reached")

    assert lists_for((LEAF.certificate, ROOT.certificate), ask) == b""
    assert lists_for((ROOT.certificate,), ask) == b""
