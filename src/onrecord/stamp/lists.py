"""What authorities say of their certificates, asked for when a token came: CRL, else OCSP.

The addresses stand in the certificates, so they are asked like any stranger's address: through
`Reach`, with limits on size and time, and no redirects. What cannot be had is left out: a token
without it is as good as before, and says "revocation not checked".
Source: RFC 5280, 4.2.1.13 and 4.2.2.1; RFC 6960, appendix A.1.
"""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.guard.reach import Reach

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

MAX_LIST_BYTES = 16 << 20
PATIENCE_S = 20.0

Ask = Callable[[str, bytes | None], bytes]  # address, and what to post to it, to the answer


def ask(url: str, body: bytes | None, reach: Reach | None = None) -> bytes:
    """The answer of an http server on the public Internet. Raises: OSError."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        message = f"not an http address: {url[:200]}"
        raise OSError(message)
    port = parts.port or 80
    address = (reach or Reach()).addresses(parts.hostname, port)[0]
    line = http.client.HTTPConnection(address, port, timeout=PATIENCE_S)
    headers = {"Host": parts.netloc, "Content-Type": "application/ocsp-request"}
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        line.request("POST" if body else "GET", target, body, headers)
        answer = line.getresponse()
        got = answer.read(MAX_LIST_BYTES + 1)
    except http.client.HTTPException as error:
        raise OSError(str(error)) from error
    finally:
        line.close()
    if answer.status != http.client.OK or len(got) > MAX_LIST_BYTES:
        message = f"status {answer.status}, {len(got)} bytes"
        raise OSError(message)
    return got


def lists_for(chain: tuple[Certificate, ...], ask: Ask) -> bytes:
    """PEM of a list or an answer for each certificate of `chain` that is no root and names one.

    `chain`: from the signer's certificate upwards. Empty if none could be had.
    """
    found = []
    for place, certificate in enumerate(chain):
        if certificate.issuer == certificate.subject:
            continue
        issuer = chain[place + 1] if place + 1 < len(chain) else None
        made = _first(_lists(certificate, ask)) or _first(_answers(certificate, issuer, ask))
        if made and made not in found:
            found.append(made)
    return b"".join(found)


def _first(each: Iterator[bytes]) -> bytes:
    return next(each, b"")


def _lists(certificate: Certificate, ask: Ask) -> Iterator[bytes]:
    from cryptography import x509  # noqa: PLC0415 - extra "time"
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    try:
        named = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except (x509.ExtensionNotFound, ValueError):
        return
    for point in named:
        for name in point.full_name or ():
            try:
                body = ask(str(name.value), None)
                pem = body.lstrip().startswith(b"-----BEGIN")
                crl = x509.load_pem_x509_crl(body) if pem else x509.load_der_x509_crl(body)
            except (OSError, ValueError):
                continue
            yield crl.public_bytes(Encoding.PEM)


def _answers(certificate: Certificate, issuer: Certificate | None, ask: Ask) -> Iterator[bytes]:
    from asn1crypto import pem  # noqa: PLC0415 - extra "time"
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA1  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415
    from cryptography.x509 import ocsp  # noqa: PLC0415
    from cryptography.x509.oid import AuthorityInformationAccessOID  # noqa: PLC0415

    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
    except (x509.ExtensionNotFound, ValueError):
        return
    if issuer is None:
        return
    # SHA-1 names the issuer here and protects nothing; many servers know no other.
    request = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, SHA1()).build()  # noqa: S303
    for row in access.value:
        if row.access_method != AuthorityInformationAccessOID.OCSP:
            continue
        try:
            body = ask(str(row.access_location.value), request.public_bytes(Encoding.DER))
            answer = ocsp.load_der_ocsp_response(body)
        except (OSError, ValueError):
            continue
        if answer.response_status is ocsp.OCSPResponseStatus.SUCCESSFUL:
            made: bytes = pem.armor("OCSP RESPONSE", body)
            yield made
