"""Attacks on timestamps; docs/reference/attacks.md maps them."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

pytest.importorskip("rfc3161_client", reason="needs the extra 'time'")
pytest.importorskip("asn1crypto", reason="needs the extra 'time'")

from cryptography.x509.oid import ExtendedKeyUsageOID

from authority import NOON, Authority, identity
from onrecord.model.vocab import Outcome
from onrecord.seal.bag import seal
from onrecord.verify.anchors import Anchors
from onrecord.verify.sealed import verify
from onrecord.wire import layout
from onrecord.wire.custody import checkpoint_of, checkpoint_text
from onrecord.wire.sshkeys import AllowedSigner
from sealed_sample import SEALED_AT, read_object
from sealed_tools import copy_of, failed
from signed_sample import SEALER, authenticity, by_outcome, signed_dossier, signed_sample

ROOT = identity("Test root", ca=True, usages=())
OTHER_ROOT = identity("Another root", ca=True, usages=())
LEAF = identity("Test authority", ROOT)
GOOD = Authority(LEAF)
TOKEN = layout.seal_token_path("test-authority")
TRUSTED = Anchors(roots=(ROOT.pem,))


@pytest.fixture(scope="module")
def signed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return signed_sample(tmp_path_factory.mktemp("stamped") / "case")


@pytest.fixture
def signed(signed_once: Path, tmp_path: Path) -> Path:
    return copy_of(signed_once, tmp_path / "case")


def put(folder: Path, authority: Authority, data: bytes | None = None) -> None:
    body = (folder / layout.TAG_MANIFEST).read_bytes() if data is None else data
    (folder / TOKEN).write_bytes(authority.stamp(body))


def times(folder: Path, anchors: Anchors = TRUSTED) -> dict[Outcome, list[str]]:
    return by_outcome(verify(folder, anchors=anchors), "time")


def fails(folder: Path, words: str, anchors: Anchors = TRUSTED) -> None:
    found = times(folder, anchors)
    assert list(found) == [Outcome.FAILED], found
    assert words in found[Outcome.FAILED][0]
    assert TOKEN in found[Outcome.FAILED][0]


def test_a_token_says_no_later_than_when_and_who(signed: Path) -> None:
    put(signed, GOOD)
    report = verify(signed, anchors=TRUSTED)
    assert failed(report) == {}
    (said,) = by_outcome(report, "time")[Outcome.HELD]
    assert NOON.isoformat() in said
    assert "Test authority" in said


def test_two_authorities_stand_side_by_side(signed: Path) -> None:
    put(signed, GOOD)
    second = Authority(identity("Second authority", OTHER_ROOT), NOON + timedelta(hours=1))
    body = (signed / layout.TAG_MANIFEST).read_bytes()
    (signed / layout.seal_token_path("second")).write_bytes(second.stamp(body))
    found = times(signed, Anchors(roots=(ROOT.pem, OTHER_ROOT.pem)))
    assert len(found[Outcome.HELD]) == 2


def test_a_token_shows_that_a_key_was_used_while_it_was_trusted(signed: Path) -> None:
    put(signed, GOOD)
    for until, outcome in ((NOON + timedelta(1), "held"), (NOON - timedelta(1), "failed")):
        one = AllowedSigner("sealer-1", SEALER.public, valid_before=until)
        found = authenticity(signed, replace(TRUSTED, signers=(one,)))
        assert [each.value for each in found] == [outcome]


def test_a_token_over_the_log_covers_its_first_events(tmp_path: Path) -> None:
    made = signed_dossier()
    text = checkpoint_text(checkpoint_of(made.custody[:5]))
    stamps = {layout.log_token_path(5, "test-authority"): GOOD.stamp(text)}
    folder = seal(made, read_object, tmp_path / "c", sealed_at=SEALED_AT, signer=SEALER,
                  timestamps=stamps)  # fmt: skip
    report = verify(folder, anchors=TRUSTED)
    assert failed(report) == {}
    assert "the first 5 events" in by_outcome(report, "time")[Outcome.HELD][0]


def test_05_a_token_over_a_log_that_was_changed_fails(tmp_path: Path) -> None:
    made = signed_dossier()
    text = checkpoint_text(checkpoint_of(made.custody[:5]))
    changed = replace(made, custody=(*made.custody[:4], made.custody[5], *made.custody[4:]))
    for size in (5, 500):
        stamps = {layout.log_token_path(size, "test-authority"): GOOD.stamp(text)}
        folder = seal(changed, read_object, tmp_path / f"c{size}", sealed_at=SEALED_AT,
                      signer=SEALER, timestamps=stamps)  # fmt: skip
        assert times(folder)[Outcome.FAILED]


def test_01_a_changed_token_is_named(signed: Path) -> None:
    put(signed, GOOD)
    body = (signed / TOKEN).read_bytes()
    for at in range(0, len(body), 61):
        (signed / TOKEN).write_bytes(body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :])
        report = verify(signed, anchors=TRUSTED)
        named = set(failed(report))
        # Bytes that nothing signs and nobody reads may change without changing what is said.
        unchanged = any(NOON.isoformat() in m for m in by_outcome(report, "time").get(
            Outcome.HELD, []))  # fmt: skip
        assert named == {TOKEN} or (not named and unchanged), f"byte {at}"


@pytest.mark.parametrize("body", [b"", b"<html>portal</html>", b"\x30\x80" * 400, b"\x30\x03\x02"])
def test_garbage_for_a_token_fails_and_does_not_crash(signed: Path, body: bytes) -> None:
    (signed / TOKEN).write_bytes(body)
    assert set(failed(verify(signed, anchors=TRUSTED))) == {TOKEN}
    assert set(failed(verify(signed))) == {TOKEN}


def test_10_a_token_for_other_data_names_the_imprint_with_or_without_a_root(signed: Path) -> None:
    put(signed, GOOD, b"other data")
    fails(signed, "imprint")
    fails(signed, "imprint", Anchors())


def test_11_an_untrusted_root_fails_and_no_root_is_not_checkable(signed: Path) -> None:
    put(signed, GOOD)
    fails(signed, "chain", Anchors(roots=(OTHER_ROOT.pem,)))
    assert list(times(signed, Anchors())) == [Outcome.NOT_CHECKABLE]
    twin = identity("Test root", ca=True, usages=())  # the same name, another key
    fails(signed, "chain", Anchors(roots=(twin.pem,)))


def test_11_a_root_carried_in_the_token_is_not_trusted(signed: Path) -> None:
    put(signed, GOOD.but(carried=(LEAF.der, ROOT.der)))
    fails(signed, "chain", Anchors(roots=(OTHER_ROOT.pem,)))


def test_11_a_token_that_was_expected_and_is_not_there_fails(signed: Path) -> None:
    assert "was expected" in times(signed)[Outcome.FAILED][0]


def test_12_an_injected_certificate_is_never_the_one_that_is_named(signed: Path) -> None:
    spoofed = identity("Spoofed authority", ROOT)
    namesake = identity("Namesake", ROOT, serial=LEAF.certificate.serial_number)
    for injected in (spoofed, namesake):
        put(signed, GOOD.but(carried=(injected.der, LEAF.der)))
        report = verify(signed, anchors=TRUSTED)
        said = " ".join(result.message for result in report.results)
        assert "Spoofed" not in said
        assert "Namesake" not in said
        held = by_outcome(report, "time").get(Outcome.HELD, [])
        assert all("Test authority" in message for message in held)
        assert held or injected is namesake


def test_12_certificates_in_any_order_are_read(signed: Path) -> None:
    middle = identity("Middle", ROOT, ca=True, usages=())
    leaf = identity("Leaf of the middle", middle)
    put(signed, Authority(leaf, carried=(leaf.der, middle.der)))
    assert list(times(signed)) == [Outcome.HELD]
    first, second = sorted((leaf.der, middle.der))  # as DER asks; some authorities do not
    body = (signed / TOKEN).read_bytes()
    assert first + second in body
    (signed / TOKEN).write_bytes(body.replace(first + second, second + first))
    assert list(times(signed)) == [Outcome.HELD]


def test_13_a_wrong_signature_fails(signed: Path) -> None:
    put(signed, GOOD.but(break_signature=True))
    fails(signed, "signature")
    put(signed, GOOD.but(leaf=replace(LEAF, key=identity("x").key)))
    fails(signed, "signature")


@pytest.mark.parametrize(
    "usages",
    [
        (),
        (ExtendedKeyUsageOID.CODE_SIGNING,),
        (ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.CODE_SIGNING),
    ],
)
def test_14_a_certificate_not_made_for_timestamps_alone_fails(signed: Path, usages) -> None:
    put(signed, Authority(identity("Of another kind", ROOT, usages=usages)))
    fails(signed, "not made for timestamps")


def test_14_a_certificate_authority_does_not_stamp(signed: Path) -> None:
    put(signed, Authority(identity("Both", ROOT, ca=True)))
    fails(signed, "certificate authority")


@pytest.mark.parametrize(
    ("since", "until", "outcome"),
    [
        (NOON - timedelta(30), NOON + timedelta(1), Outcome.HELD),
        (NOON - timedelta(30), NOON - timedelta(1), Outcome.FAILED),
        (NOON + timedelta(1), NOON + timedelta(30), Outcome.FAILED),
    ],
)
def test_15_a_certificate_counts_at_the_time_of_the_token_and_not_now(
    signed: Path, since: datetime, until: datetime, outcome: Outcome
) -> None:
    # All of this lies years away from the day the test runs.
    put(signed, Authority(identity("Of its time", ROOT, since=since, until=until)))
    assert list(times(signed)) == [outcome]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
def test_openssl_accepts_the_token(signed: Path, tmp_path: Path) -> None:
    put(signed, GOOD)
    (tmp_path / "root.pem").write_bytes(ROOT.pem)
    done = subprocess.run(
        ["openssl", "ts", "-verify", "-data", layout.TAG_MANIFEST, "-in", TOKEN,
         "-CAfile", tmp_path / "root.pem", "-attime", str(int(NOON.timestamp()))],
        cwd=signed, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Verification: OK" in done.stdout, done.stderr
