"""The sealed sample, signed. Keys come from fixed seeds: every run gives the same bytes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onrecord.keys.files import FileSigner
from onrecord.model.dossier import Dossier, VerificationReport
from onrecord.model.fixity import CustodyEvent
from onrecord.model.vocab import Outcome
from onrecord.seal.bag import seal
from onrecord.seams.trust import Signer
from onrecord.verify.anchors import Anchors
from onrecord.verify.sealed import verify
from onrecord.wire.custody import key_detail
from onrecord.wire.sshkeys import AllowedSigner, fingerprint
from sealed_sample import SEALED_AT, read_object, sample


def signer(name: str) -> FileSigner:
    private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
    return FileSigner(name, private.public_key().public_bytes_raw(), private)


SEALER, STRANGER, WITNESS = signer("sealer-1"), signer("stranger"), signer("witness-1")


def trusted(*signers: Signer) -> Anchors:
    return Anchors(signers=tuple(AllowedSigner(each.name, each.public) for each in signers))


def _event(action: str, subject: str | None, detail: str) -> CustodyEvent:
    return CustodyEvent(SEALED_AT, "local", "collector-7", action, subject, detail)


def signed_dossier(by: Signer = SEALER, *more: CustodyEvent) -> Dossier:
    made = sample()
    name = fingerprint(by.public)
    known = _event("key_introduced", name, key_detail(by.name, by.public))
    return replace(made, custody=(*made.custody, *more, known, _event("sealed", name, "case")))


def signed_sample(into: Path, by: Signer = SEALER, *more: CustodyEvent) -> Path:
    return sign_and_seal(signed_dossier(by, *more), into, by)


def sign_and_seal(dossier: Dossier, into: Path, by: Signer = SEALER) -> Path:
    return seal(dossier, read_object, into, sealed_at=SEALED_AT, signer=by)


def authenticity(folder: Path, anchors: Anchors | None = None) -> dict[Outcome, list[str]]:
    """Outcome -> messages of the check "authenticity"."""
    return by_outcome(verify(folder, anchors=anchors), "authenticity")


def by_outcome(report: VerificationReport, check: str) -> dict[Outcome, list[str]]:
    found: dict[Outcome, list[str]] = {}
    for result in report.results:
        if result.check == check:
            found.setdefault(result.outcome, []).append(result.message)
    return found
