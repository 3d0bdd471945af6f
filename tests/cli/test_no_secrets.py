"""41. Nothing of the machine, the environment or the person gets into a sealed file unasked."""

from __future__ import annotations

import getpass
import os
import platform
from pathlib import Path

import pytest

from onrecord.seal.leaks import leaks

CANARIES = {
    "HOME": "/home/canary-of-home",
    "USER": "canary-of-user",
    "LOGNAME": "canary-of-logname",
    "API_TOKEN": "canary-of-token",
    "HTTP_COOKIE": "session=canary-of-cookie",
    "SSH_CONNECTION": "203.0.113.77 50022 203.0.113.78 22",
}


def test_41_no_path_environment_or_person_is_in_a_sealed_file_unasked(
    onrecord, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))
    monkeypatch.setenv("XDG_CACHE_HOME", cache)  # where the gazetteer lies, built once
    for name, value in CANARIES.items():
        monkeypatch.setenv(name, value)
    onrecord("build", good.resolve(), "--out", "f", "--workers", 1, check=0)

    secrets = {*CANARIES.values(), str(tmp_path), good.parent.name, "203.0.113.77"}
    secrets |= {name for name in (platform.node(), getpass.getuser()) if len(name) > 6}
    assert [*leaks(tmp_path / "f", secrets)] == []
    # The search itself finds what is there.
    assert [*leaks(tmp_path / "f", {"Ilsa Morrow"})]


def test_41_a_collector_is_a_pseudonym_and_only_in_what_can_be_withheld(
    onrecord, good: Path, tmp_path: Path
) -> None:
    onrecord("build", good, "--out", "f", "--collector", "heron-7", "--workers", 1, check=0)
    told = {leak.member for leak in leaks(tmp_path / "f", {"heron-7"})}
    assert "data/custody/details.jsonl" in told
    assert "data/custody/log.jsonl" not in told

    (tmp_path / "list.csv").write_text(
        "kind,value,reason,authority\nfield,capture.collector,safety,policy 4\n"
    )
    onrecord("redact", "f", "--list", "list.csv", "--out", "g", check=0)
    onrecord("verify", "g", check=0)
    assert [*leaks(tmp_path / "g", {"heron-7"})] == []
