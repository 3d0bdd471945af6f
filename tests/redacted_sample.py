"""The sealed sample of a case with a secret, and redacted editions of it. All is invented."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from onrecord import redaction
from onrecord.model.dossier import Dossier
from onrecord.model.fixity import CustodyEvent
from onrecord.seal.bag import seal
from onrecord.seams.trust import Signer
from onrecord.wire import layout
from onrecord.wire.contents import ACTION, root_of
from onrecord.wire.custody import with_commitments
from onrecord.wire.redactions import Redaction
from sealed_sample import SEALED_AT, read_object, sample
from signed_sample import SEALER, signed_dossier

SECRET = bytes(range(32))
NAME = Redaction(1, "words", "Oru Selk", "names a witness", "court order 7")


def with_secret(made: Dossier, secret: bytes = SECRET) -> Dossier:
    """The dossier as a case with a secret seals it: its log committed, and its contents too."""
    *before, last = made.custody
    told = CustodyEvent(SEALED_AT, "local", "collector-7", ACTION, root_of(made, secret))
    events = enumerate((*before, told, last))
    return replace(made, custody=tuple(with_commitments(e, secret, at) for at, e in events))


def sealed_with_seed(into: Path, made: Dossier | None = None, signer: Signer | None = None) -> Path:
    return seal(
        with_secret(made or (signed_dossier() if signer else sample())), read_object, into,
        sealed_at=SEALED_AT, signer=signer, more={layout.SEED: f"{SECRET.hex()}\n".encode()},
    )  # fmt: skip


def redacted_sample(
    whole: Path, into: Path, *redactions: Redaction, signer: Signer | None = None
) -> Path:
    redaction.redacted(whole, into, redactions or (NAME,), at=SEALED_AT, signer=signer)
    return into


__all__ = ["NAME", "SEALER", "redacted_sample", "sealed_with_seed", "with_secret"]
