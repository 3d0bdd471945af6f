"""A time-stamp authority for tests: it stamps any time, and can be made to do so wrongly."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

NOON = datetime(2031, 5, 10, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Identity:
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )


def identity(
    name: str,
    issuer: Identity | None = None,
    *,
    ca: bool = False,
    usages: tuple[x509.ObjectIdentifier, ...] = (ExtendedKeyUsageOID.TIME_STAMPING,),
    since: datetime = NOON - timedelta(days=30),
    until: datetime = NOON + timedelta(days=30),
    serial: int | None = None,
    lists: str | None = None,
    answers: str | None = None,
) -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    if usages and issuer:
        builder = builder.add_extension(x509.ExtendedKeyUsage(usages), critical=True)
    if lists:
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(lists)], None, None, None)
        builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    if answers:
        where = x509.AccessDescription(
            AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(answers)
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([where]), critical=False)
    by = issuer.key if issuer else key
    return Identity(key, builder.sign(by, hashes.SHA256()))


def revocation_list(
    issuer: Identity,
    *withdrawn: Identity,
    at: datetime = NOON - timedelta(days=1),
    made: datetime = NOON,
    reason: x509.ReasonFlags | None = x509.ReasonFlags.key_compromise,
) -> bytes:
    """PEM of a list of withdrawn certificates."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(made)
        .next_update(made + timedelta(days=7))
    )
    for each in withdrawn:
        row = (
            x509.RevokedCertificateBuilder()
            .serial_number(each.certificate.serial_number)
            .revocation_date(at)
        )
        if reason is not None:
            row = row.add_extension(x509.CRLReason(reason), critical=False)
        builder = builder.add_revoked_certificate(row.build())
    crl = builder.sign(issuer.key, hashes.SHA256())
    return crl.public_bytes(serialization.Encoding.PEM)


def answer_of(issuer: Identity, leaf: Identity, *, signer: Identity | None = None) -> bytes:
    """DER of an answer (OCSP) that the certificate of `leaf` is good."""
    return (
        ocsp.OCSPResponseBuilder()
        .add_response(
            cert=leaf.certificate, issuer=issuer.certificate, algorithm=hashes.SHA256(),
            cert_status=ocsp.OCSPCertStatus.GOOD, this_update=NOON,
            next_update=NOON + timedelta(days=7), revocation_time=None, revocation_reason=None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, (signer or issuer).certificate)
        .sign((signer or issuer).key, hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )  # fmt: skip


@dataclass(frozen=True)
class Authority:
    """Answers queries as `leaf`, at the time `at`."""

    leaf: Identity
    at: datetime = NOON
    name: str = "test-authority"
    carried: tuple[bytes, ...] | None = None  # certificates in the token; default: the leaf's
    nonce: int | None = None  # default: the one asked with
    break_signature: bool = False
    status: str = "granted"

    def but(self, **changes: object) -> Authority:
        return replace(self, **changes)

    def ask(self, query: bytes) -> bytes:
        asked = tsp.TimeStampReq.load(query)
        if self.status != "granted":
            return bytes.fromhex("30053003020102")  # a rejection, without a token
        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": "1.2.3.4.1",
                "message_imprint": asked["message_imprint"],
                "serial_number": 7,
                "gen_time": core.GeneralizedTime(self.at),
                "nonce": asked["nonce"].native if self.nonce is None else self.nonce,
            }
        ).dump()
        return tsp.TimeStampResp(
            {"status": {"status": "granted"}, "time_stamp_token": self._token(info)}
        ).dump()

    def stamp(self, data: bytes) -> bytes:
        digest = hashlib.sha256(data).digest()
        imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest}
        request = {"version": "v1", "message_imprint": imprint, "nonce": 5, "cert_req": True}
        return self.ask(tsp.TimeStampReq(request).dump())

    def _token(self, info: bytes) -> cms.ContentInfo:
        leaf = asn1x509.Certificate.load(self.leaf.der)
        certificate_id = {"cert_hash": hashlib.sha256(self.leaf.der).digest()}
        attributes = cms.CMSAttributes(
            [
                {"type": "content_type", "values": ["tst_info"]},
                {"type": "message_digest", "values": [hashlib.sha256(info).digest()]},
                {"type": "signing_certificate_v2", "values": [{"certs": [certificate_id]}]},
            ]
        )
        signed = attributes.untag().dump() if attributes.tag != 17 else attributes.dump()
        signature = self.leaf.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        if self.break_signature:
            signature = self.leaf.key.sign(signed + b"x", ec.ECDSA(hashes.SHA256()))
        signer = {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": {
                        "issuer": leaf.issuer,
                        "serial_number": leaf.serial_number,
                    }
                }
            ),
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": signature,
        }
        carried = (self.leaf.der,) if self.carried is None else self.carried
        return cms.ContentInfo(
            {
                "content_type": "signed_data",
                "content": {
                    "version": "v3",
                    "digest_algorithms": [{"algorithm": "sha256"}],
                    "encap_content_info": {
                        "content_type": "tst_info",
                        "content": core.ParsableOctetString(info),
                    },
                    "certificates": [cms.CertificateChoices.load(der) for der in carried],
                    "signer_infos": [signer],
                },
            }
        )
