"""Check "script": the verifier inside the file is one that a release carried.

A reader may be about to run it, so a script that nobody knows fails, whatever else holds.
"""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.resources.verifiers import RELEASED, release_of
from onrecord.verify.members import Members
from onrecord.verify.results import Results
from onrecord.wire import layout

CHECK = "script"


def check_script(
    members: Members,
    sound: frozenset[str],
    digests: Mapping[str, Mapping[str, str]],
    results: Results,
) -> None:
    """Look the digest of the stand-alone verifier up among those of the releases."""
    path = layout.STANDALONE
    if path not in members.sizes:
        why = "is not there; files sealed by early versions have none"
        results.not_checkable(CHECK, path, why)
    elif path not in sound:
        results.not_checkable(CHECK, path, "its bytes are not those sealed; do not run it")
    elif release := release_of(digests[path].get("sha256", "")):
        results.held(CHECK, path, f"is the script that release {release} carried")
    else:
        results.failed(
            CHECK,
            path,
            f"is no script that a release up to {RELEASED[-1][0]} carried: do not run it. If a "
            "newer onrecord sealed this file, check it with that one",
        )
