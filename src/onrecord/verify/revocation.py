"""Whether the certificates of a token were withdrawn: lists (CRL) and answers (OCSP) kept with it.

They were fetched when the token was, so that this can be told years later, without a network. A
certificate that was withdrawn after the token's time for a reason that casts no doubt on its key
does no harm to the token; any other reason does.
Source: RFC 3161, section 4 (1, 2); RFC 5280, section 5.3.1; RFC 6960.

Needs cryptography and asn1crypto (extra "time"); loaded only when a token is looked into.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from onrecord.verify.tokens import TokenInvalid

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, CertificateRevocationList
    from cryptography.x509.ocsp import OCSPResponse

MAX_BYTES = 32 << 20
_BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]{1,40})-----[^-]{1,44000000}-----END \1-----")
_HARMLESS = frozenset(
    {"affiliation_changed", "superseded", "cessation_of_operation", "privilege_withdrawn"}
)


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of one certificate."""

    subject: str
    until: datetime  # when the list was made, or the answer given
    revoked_at: datetime | None
    reason: str | None


def check_revocation(
    chain: Iterable[Certificate], known: Iterable[Certificate], lists: bytes, at: datetime
) -> tuple[Said, ...]:
    """What `lists` say of each certificate of `chain` that is no root; those not told are left out.

    `known`: certificates that may have issued lists and answers. Raises: TokenInvalid for a
    certificate that was withdrawn before `at`, or later for a reason that casts doubt on its key.
    """
    issuers = list(dict.fromkeys([*chain, *known]))
    found = []
    for certificate in dict.fromkeys(chain):
        if certificate.issuer == certificate.subject:
            continue
        said = max(_said_of(certificate, issuers, lists), key=lambda each: each.until, default=None)
        if said is None:
            continue
        harmless = said.reason in _HARMLESS
        if said.revoked_at is not None and not (harmless and said.revoked_at > at):
            message = (
                f"the certificate {said.subject} was withdrawn on {said.revoked_at.isoformat()} "
                f"({said.reason or 'no reason given'})"
            )
            raise TokenInvalid(message)
        found.append(said)
    return tuple(found)


def _said_of(certificate: Certificate, issuers: list[Certificate], lists: bytes) -> Iterator[Said]:
    from cryptography import x509  # noqa: PLC0415 - see the module's docstring
    from cryptography.x509 import ocsp  # noqa: PLC0415

    for block in _BLOCK.finditer(lists):
        try:
            if block[1] == b"X509 CRL":
                said = _listed(certificate, issuers, x509.load_pem_x509_crl(block[0]))
            elif block[1] == b"OCSP RESPONSE":
                said = _answered(certificate, issuers, ocsp.load_der_ocsp_response(_der(block[0])))
            else:
                continue
        except (ValueError, TypeError, NotImplementedError) as error:
            message = f"what is kept of its certificates cannot be read ({error})"
            raise TokenInvalid(message) from error
        if said is not None:
            yield said


def _der(pem: bytes) -> bytes:
    from asn1crypto import pem as pems  # noqa: PLC0415 - see the module's docstring

    body: bytes = pems.unarmor(pem)[2]
    return body


def _listed(
    certificate: Certificate, issuers: list[Certificate], crl: CertificateRevocationList
) -> Said | None:
    from cryptography import x509  # noqa: PLC0415 - see the module's docstring

    signed = any(
        issuer.subject == crl.issuer and crl.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]  # it raises TypeError for others
        for issuer in issuers
    )
    if crl.issuer != certificate.issuer or not signed:
        return None
    row = crl.get_revoked_certificate_by_serial_number(certificate.serial_number)
    reason = None
    if row is not None:
        for extension in row.extensions:
            if isinstance(extension.value, x509.CRLReason):
                reason = extension.value.reason.name
    return Said(
        certificate.subject.rfc4514_string(),
        crl.last_update_utc,
        row.revocation_date_utc if row else None,
        reason,
    )


def _answered(
    certificate: Certificate, issuers: list[Certificate], answer: OCSPResponse
) -> Said | None:
    from cryptography.x509 import ocsp  # noqa: PLC0415 - see the module's docstring

    successful = answer.response_status is ocsp.OCSPResponseStatus.SUCCESSFUL
    if not successful or answer.serial_number != certificate.serial_number:
        return None
    issuer = next((each for each in issuers if each.subject == certificate.issuer), None)
    if issuer is None or answer.certificate_status is ocsp.OCSPCertStatus.UNKNOWN:
        return None
    asked = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, answer.hash_algorithm)
    if asked.build().issuer_key_hash != answer.issuer_key_hash:
        return None
    signers = [issuer, *(each for each in answer.certificates if _may_answer(each, issuer))]
    if not any(_signed_by(answer, each) for each in signers):
        return None
    reason = answer.revocation_reason
    return Said(
        certificate.subject.rfc4514_string(),
        answer.this_update_utc,
        answer.revocation_time_utc,
        reason.name if reason is not None else None,
    )


def _may_answer(certificate: Certificate, issuer: Certificate) -> bool:
    """Whether `issuer` let `certificate` answer for it. Source: RFC 6960, section 4.2.2.2."""
    from cryptography import x509  # noqa: PLC0415 - see the module's docstring
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.x509.oid import ExtendedKeyUsageOID  # noqa: PLC0415

    try:
        certificate.verify_directly_issued_by(issuer)
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    return ExtendedKeyUsageOID.OCSP_SIGNING in usage.value


def _signed_by(answer: OCSPResponse, certificate: Certificate) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - see the docstring
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa  # noqa: PLC0415

    key, algorithm = certificate.public_key(), answer.signature_hash_algorithm
    if algorithm is None:
        return False
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(algorithm))
        else:
            return False
    except InvalidSignature:
        return False
    return True
