"""One time-stamp token (RFC 3161): what it says, and whether it can be relied on.

Needs rfc3161-client and asn1crypto (extra "time"); loaded only when a token is looked into.

Steps: 1. parsed, granted; 2. the imprint is that of the data; 3. the nonce is the one asked with;
4. the certificate is the one whose digest the signed attributes hold (ESSCertID, RFC 5816), never
the first that bears its name; 5. it is for timestamps alone and no CA; 6. the signature and the
chain to a root given, both at the time that the token states.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

HASHES = ("sha256", "sha384", "sha512")
MAX_TOKEN_BYTES = 1 << 20
MAX_CHAIN = 8
NO_REPLY = "it is no reply of a time-stamp authority"


class TokenInvalid(ValueError):  # a ValueError: it is told, never raised to a user
    """Why a token cannot be relied on."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a token that holds says."""

    at: datetime  # UTC; the data existed no later
    authority: str  # subject of the certificate that signed it


def query(sha256: str, nonce: int) -> bytes:
    """The DER query for a digest (64 hex digits). Raises: ImportError without the extra."""
    from asn1crypto import tsp  # noqa: PLC0415 - see the module's docstring

    request = tsp.TimeStampReq(
        {
            "version": "v1",
            "message_imprint": {
                "hash_algorithm": {"algorithm": "sha256"},
                "hashed_message": bytes.fromhex(sha256),
            },
            "nonce": nonce,
            "cert_req": True,
        }
    )
    body: bytes = request.dump()
    return body


def reply_fault(reply: bytes, sha256: str, nonce: int) -> str | None:
    """Why a reply is no answer to `query(sha256, nonce)`, if so; its signature is not checked."""
    try:
        parts = _parts(reply)
        _imprint_is(parts, lambda name: bytes.fromhex(sha256) if name == "sha256" else b"")
        found = parts.info["nonce"].native
        if found != nonce:
            return f"its nonce is {found}, asked with {nonce}"
        _signer(parts, [])
    except TokenInvalid as error:
        return str(error)
    return None


def stated_time(reply: bytes) -> datetime:
    """The UTC instant that a token states; nothing else of it is checked. Raises: TokenInvalid."""
    at: datetime = _parts(reply).info["gen_time"].native
    return at


def chain_of(reply: bytes, given: list[Certificate]) -> tuple[Certificate, ...]:
    """The certificate that signed a token, and those above it as far as they are there.

    Looked for in the token and among `given`. Raises: TokenInvalid.
    """
    from cryptography import x509  # noqa: PLC0415 - see the module's docstring

    parts = _parts(reply)
    there = [x509.load_der_x509_certificate(der) for der in parts.certificates]
    chain = [_signer(parts, given)]
    while chain[-1].issuer != chain[-1].subject and len(chain) <= MAX_CHAIN:
        above = next((c for c in [*given, *there] if c.subject == chain[-1].issuer), None)
        if above is None:
            break
        chain.append(above)
    return tuple(chain)


def certificates_in(pem: bytes) -> list[Certificate]:
    """The certificates in PEM text. Raises: TokenInvalid."""
    from cryptography import x509  # noqa: PLC0415 - see the module's docstring

    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        message = "the certificates given cannot be read"
        raise TokenInvalid(message) from error


def check_token(reply: bytes, data: bytes, certificates: bytes) -> Stamp:
    """What the token in `reply` says of `data`, checked against PEM `certificates`.

    Self-signed ones among them are roots, others may complete a chain. Raises: TokenInvalid;
    ImportError without the extra.
    """
    given = certificates_in(certificates)
    parts = _parts(reply)
    imprint = _imprint_is(parts, lambda name: hashlib.new(name, data).digest())
    leaf = _signer(parts, given)
    _for_timestamps_alone(leaf)
    _verified(parts, imprint, leaf, given)
    return Stamp(parts.info["gen_time"].native, leaf.subject.rfc4514_string())


@dataclass(frozen=True, slots=True)
class _Parts:
    """A parsed reply; ASN.1 values have no static types."""

    response: Any
    info: Any
    signer: Any
    certificates: tuple[bytes, ...]


def _parts(reply: bytes) -> _Parts:
    """Step 1."""
    from asn1crypto import core, tsp  # noqa: PLC0415

    try:
        # The status first: a refusal holds no token, which the whole form asks for.
        outer = core.Sequence.load(reply, strict=True)
        status = tsp.PKIStatusInfo.load(outer[0].dump())["status"].native
        if status == "granted":
            return _token_parts(tsp.TimeStampResp.load(reply, strict=True))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        raise TokenInvalid(NO_REPLY) from error
    message = f"the authority answered {status}"
    raise TokenInvalid(message)


def _token_parts(response: Any) -> _Parts:  # noqa: ANN401 - ASN.1
    """The parts of a granted token. Raises: errors of the parser."""
    signed = response["time_stamp_token"]["content"]
    content = signed["encap_content_info"]
    (signer,) = signed["signer_infos"]
    if content["content_type"].native != "tst_info":
        message = "no time in it"
        raise ValueError(message)
    info = content["content"].parsed
    facts = (info["gen_time"].native, info["nonce"].native, signer["signed_attrs"].native)
    certificates = tuple(each.dump() for each in signed["certificates"] or ())
    if not isinstance(facts[0], datetime):
        message = "no time in it"
        raise TypeError(message)
    return _Parts(response, info, signer, certificates)


def _imprint_is(parts: _Parts, digest_of: Any) -> bytes:  # noqa: ANN401 - name of hash -> digest
    """Step 2."""
    imprint = parts.info["message_imprint"]
    name = imprint["hash_algorithm"]["algorithm"].native
    found: bytes = imprint["hashed_message"].native
    if name not in HASHES:
        message = f"it uses {name}, which is not used here"
        raise TokenInvalid(message)
    expected = digest_of(name)
    if found != expected:
        message = f"it is for other data: its imprint is {found.hex()}, expected {expected.hex()}"
        raise TokenInvalid(message)
    return found


def _signer(parts: _Parts, given: list[Certificate]) -> Certificate:
    """Step 4."""
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    try:
        name, digest = _stated_digest(parts.signer)
        for der in (*parts.certificates, *(each.public_bytes(Encoding.DER) for each in given)):
            if hashlib.new(name, der, usedforsecurity=False).digest() == digest:
                return x509.load_der_x509_certificate(der)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        message = "its signed attributes name no certificate"
        raise TokenInvalid(message) from error
    message = "the certificate that signed it is not there"
    raise TokenInvalid(message)


def _stated_digest(signer: Any) -> tuple[str, bytes]:  # noqa: ANN401 - ASN.1
    """The digest of the signer's certificate, from the attributes that its signature covers."""
    attributes = {each["type"].native: each["values"] for each in signer["signed_attrs"]}
    if "signing_certificate_v2" in attributes:
        (value,) = attributes["signing_certificate_v2"]
        first = value["certs"][0]
        return first["hash_algorithm"]["algorithm"].native, first["cert_hash"].native
    (value,) = attributes["signing_certificate"]
    return "sha1", value["certs"][0]["cert_hash"].native


def _for_timestamps_alone(leaf: Certificate) -> None:
    """Step 5. Source: RFC 3161, section 2.3."""
    from cryptography import x509  # noqa: PLC0415
    from cryptography.x509.oid import ExtendedKeyUsageOID  # noqa: PLC0415

    try:
        usage = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except (x509.ExtensionNotFound, ValueError) as error:
        message = "its certificate is not made for timestamps"
        raise TokenInvalid(message) from error
    if list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING] or not usage.critical:
        message = "its certificate is not made for timestamps alone"
        raise TokenInvalid(message)
    try:
        basic = leaf.extensions.get_extension_for_class(x509.BasicConstraints)
    except x509.ExtensionNotFound:
        return
    if basic.value.ca:
        message = "its certificate is that of a certificate authority"
        raise TokenInvalid(message)


def _verified(parts: _Parts, imprint: bytes, leaf: Certificate, given: list[Certificate]) -> None:
    """Step 6."""
    from rfc3161_client import VerifierBuilder, decode_timestamp_response  # noqa: PLC0415
    from rfc3161_client.errors import VerificationError  # noqa: PLC0415

    roots = [each for each in dict.fromkeys(given) if each.issuer == each.subject]
    others = [each for each in dict.fromkeys(given) if each not in roots and each != leaf]
    try:
        verifier = VerifierBuilder(roots=roots, intermediates=others, tsa_certificate=leaf).build()
        verifier.verify(decode_timestamp_response(_in_order(parts)), imprint)
    except (VerificationError, ValueError) as error:
        message = f"its signature or chain does not hold at its time ({error})"
        raise TokenInvalid(message) from error


def _in_order(parts: _Parts) -> bytes:
    """The reply with its certificates in DER order, as the library asks and many do not write."""
    from asn1crypto import cms  # noqa: PLC0415

    response = parts.response.copy()
    if parts.certificates:
        ordered = [cms.CertificateChoices.load(der) for der in sorted(set(parts.certificates))]
        response["time_stamp_token"]["content"]["certificates"] = cms.CertificateSet(ordered)
    body: bytes = response.dump()
    return body
