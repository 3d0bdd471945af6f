"""The stand-alone verifier that goes into every sealed file, and the digests of its releases."""

from __future__ import annotations

from onrecord.resources.files import checked_bytes

NAME = "standalone/verify.py"
# Every script that a release carried, the present one last. Never take one out: files that hold it
# are checked for decades.
RELEASED = (("0.1.0", "a3b5f33c41671166f22428c8dbb647f89fbf8c0317399c5991dfe46d9d2dd872"),)


def standalone() -> bytes:
    """The script as this version seals it. Raises: ResourceMissing, ResourceMismatch."""
    return checked_bytes(NAME, RELEASED[-1][1])


def release_of(sha256: str) -> str | None:
    """The release that first carried the script of that digest; `None` if none did."""
    return next((release for release, digest in RELEASED if digest == sha256), None)
