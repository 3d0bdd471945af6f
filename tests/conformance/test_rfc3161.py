"""Timestamp tokens of rfc3161-client and auto-archiver, read from ONRECORD_CORPORA."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest.importorskip("rfc3161_client", reason="needs the extra 'time'")
pytest.importorskip("asn1crypto", reason="needs the extra 'time'")

from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from onrecord.verify.tokens import TokenInvalid, _in_order, _parts, _signer, _verified, check_token

CORPORA = os.environ.get("ONRECORD_CORPORA")
SUITE = Path(CORPORA or "absent") / "conformance" / "rfc3161"
CLIENT, ARCHIVER = SUITE / "rfc3161-client", SUITE / "auto-archiver"
pytestmark = pytest.mark.skipif(
    not SUITE.is_dir(), reason="ONRECORD_CORPORA is unset or holds no conformance/rfc3161"
)
HELLO = b"hello"


def chain(folder: str) -> bytes:
    body = (CLIENT / folder / "ts_chain.pem").read_bytes()
    if b"-----BEGIN" in body:
        return body
    return x509.load_der_x509_certificate(body).public_bytes(Encoding.PEM)  # as identrust's is


def token(folder: str, name: str) -> bytes:
    return (CLIENT / folder / name).read_bytes()


@pytest.mark.parametrize("name", ["sha256", "sha384", "sha512", "no-embedded-cert"])
def test_tokens_that_hold(name: str) -> None:
    said = check_token(token("sigstage", f"response-{name}.tsr"), HELLO, chain("sigstage"))
    assert said.at.year == 2025


def test_a_wrong_signature_and_other_data_do_not_hold() -> None:
    with pytest.raises(TokenInvalid, match="signature"):
        check_token(token("sigstage", "response-invalid-signature.tsr"), HELLO, chain("sigstage"))
    with pytest.raises(TokenInvalid, match="other data"):
        check_token(token("sigstage", "response-sha256.tsr"), b"hullo", chain("sigstage"))


def test_certificates_that_expired_since_the_token_was_made_count_at_its_time() -> None:
    """The suite lists it as failing now; a token must outlive its certificate, so here it holds."""
    payload = token("sigstore.mock", "payload")
    body = token("sigstore.mock", "response-expired.tsr")
    leaf, root = x509.load_pem_x509_certificates(chain("sigstore.mock"))
    said = check_token(body, payload, chain("sigstore.mock"))
    assert leaf.not_valid_before_utc <= said.at <= leaf.not_valid_after_utc
    with pytest.raises(TokenInvalid, match="not there"):
        check_token(body, payload, root.public_bytes(Encoding.PEM))


def test_an_injected_certificate_is_not_named() -> None:
    given = x509.load_pem_x509_certificates(chain("test_tsa"))
    for name in ("response.tsr", "response-injected-certs.tsr"):
        parts = _parts(token("test_tsa", name))
        leaf = _signer(parts, given)
        assert "Spoofed" not in leaf.subject.rfc4514_string()
    assert len(parts.certificates) == 3


@pytest.mark.parametrize(
    "name",
    ["digicert.tsr", "valid_timestamp.tsr", "self_signed.tsr", "rfc3161-client-issue-104.tsr"],
)
def test_tokens_with_certificates_in_any_order_are_read(name: str) -> None:
    body = (ARCHIVER / name).read_bytes()
    parts = _parts(body)
    assert _signer(parts, [])
    ordered = tsp.TimeStampResp.load(_in_order(parts))
    held = ordered["time_stamp_token"]["content"]["certificates"]
    assert [each.dump() for each in held] == sorted(parts.certificates)


def test_the_signature_of_a_token_in_another_order_is_checked_too() -> None:
    body = (ARCHIVER / "digicert.tsr").read_bytes()
    parts = _parts(body)
    given = [x509.load_der_x509_certificate(each) for each in parts.certificates]
    # Its data are not at hand: all but the imprint is checked through the parts.
    imprint = parts.info["message_imprint"]["hashed_message"].native
    self_signed = [each for each in given if each.issuer == each.subject]
    if self_signed:
        _verified(parts, imprint, _signer(parts, []), given)
    else:
        with pytest.raises(TokenInvalid):
            _verified(parts, imprint, _signer(parts, []), given)


def test_a_bare_token_is_no_reply() -> None:
    (bare,) = ARCHIVER.glob("timestamp_token_*")
    with pytest.raises(TokenInvalid, match="no reply"):
        check_token(bare.read_bytes(), b"", chain("sigstage"))
