"""A stranger's test: an environment without onrecord, public tools, and VERIFY.txt as written.

Every command of the page is run, in its order, on a signed and stamped file.
"""

from __future__ import annotations

import shutil
import subprocess
import venv
from collections.abc import Callable
from importlib.metadata import distribution
from pathlib import Path

import pytest

pytest.importorskip("bagit", reason="bagit is not installed")
pytest.importorskip("asn1crypto", reason="needs the extra 'time'")

from authority import Authority, identity
from onrecord.wire import layout
from sealed_tools import copy_of
from signed_sample import SEALER, signed_sample
from verify_page import commands

TOOLS = ("bash", "sha256sum", "sha512sum", "find", "grep", "sed", "tail", "ssh-keygen", "openssl")
pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}"
)
ROOT = identity("Test root", ca=True, usages=())


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment that holds bagit and nothing else."""
    at = tmp_path_factory.mktemp("stranger") / "venv"
    venv.create(at, with_pip=False, symlinks=True)
    (packages,) = at.glob("lib/python*/site-packages")
    for file in distribution("bagit").files or ():
        if str(file).endswith(
            "bin/bagit.py"
        ):  # the program, which begins with the path of its own Python
            text = Path(str(file.locate())).read_text(encoding="utf-8")
            program = at / "bin" / file.name
            program.write_text(f"#!{at}/bin/python3\n{text.partition(chr(10))[2]}")
            program.chmod(0o755)
        elif not {"..", "__pycache__"} & set(file.parts):
            (packages / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(str(file.locate()), packages / file)
    return at


@pytest.fixture(scope="module")
def sealed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sealed file, signed and stamped by two authorities."""
    folder = signed_sample(tmp_path_factory.mktemp("stranger") / "case")
    for name in ("one", "two"):
        token = Authority(identity(f"Authority {name}", ROOT)).stamp(
            (folder / layout.TAG_MANIFEST).read_bytes()
        )
        (folder / layout.seal_token_path(name)).write_bytes(token)
    return folder


@pytest.fixture
def sealed(sealed_once: Path, tmp_path: Path) -> Path:
    (tmp_path / "ROOT.pem").write_bytes(ROOT.pem)
    return copy_of(sealed_once, tmp_path / "case")


def run(command: str, folder: Path, environment: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PATH": f"{environment / 'bin'}:/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )


Holds = Callable[[subprocess.CompletedProcess[str]], bool]
# What each command prints if all is well, as the page says, in the order of the page.
EXPECTED: tuple[tuple[str, Holds], ...] = (
    ("sha256sum -c --quiet tagmanifest", lambda done: done.stdout == "OK\n"),
    ("sha256sum -c --quiet manifest", lambda done: done.stdout == "OK\n"),
    ("sha512sum -c", lambda done: done.stdout == "OK\n"),
    ("find .", lambda done: not done.stdout),
    ("bagit.py", lambda done: done.returncode == 0 and "is valid" in done.stderr),
    ("| python3 -", lambda done: done.stdout == "True\n"),
    ("tail -c", lambda done: done.returncode == 0 and bool(done.stdout)),
    ("ssh-keygen -Y verify", lambda done: done.stdout.startswith("Good")),
    ("ssh-keygen -l", lambda done: SEALER.name in done.stdout or "SHA256:" in done.stdout),
    ("openssl ts -reply", lambda done: done.stdout.count("Time stamp: ") == 2),
    (
        "openssl ts -verify",
        lambda done: (done.stdout + done.stderr).count("Verification: OK") == 2,
    ),
    ("verify/verify.py", lambda done: done.stdout.endswith("every check made here held\n")),
)


def steps(folder: Path) -> list[str]:
    """The commands of the page; where it asks for the root of the authority, that is put in."""
    return [each.replace("ROOT.pem", "../ROOT.pem") for each in commands(folder)]


def test_the_environment_does_not_know_onrecord(environment: Path, tmp_path: Path) -> None:
    assert run("python3 -c 'import onrecord'", tmp_path, environment).returncode != 0
    assert run("python3 -c 'import bagit'", tmp_path, environment).returncode == 0
    assert run("command -v onrecord", tmp_path, environment).returncode != 0


def test_every_step_works_as_written(sealed: Path, environment: Path) -> None:
    given = steps(sealed)
    assert len(given) == len(EXPECTED), given
    for command, (words, holds) in zip(given, EXPECTED, strict=True):
        assert words in command
        done = run(command, sealed, environment)
        assert holds(done), (command, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("member", "seen_by"),
    [
        (layout.REPORT, {"sha256sum -c --quiet manifest", "sha512sum -c", "verify/verify.py"}),
        (layout.TAG_MANIFEST, {"ssh-keygen -Y verify", "openssl ts -verify"}),
        (layout.LOG, {"| python3 -", "verify/verify.py"}),
        (layout.SIGNATURE, {"ssh-keygen -Y verify"}),
        (layout.seal_token_path("one"), {"openssl ts -verify"}),
    ],
)
def test_a_changed_member_is_seen_by_the_steps_that_cover_it(
    sealed: Path, environment: Path, member: str, seen_by: set[str]
) -> None:
    body = (sealed / member).read_bytes()
    at = len(body) // 2
    (sealed / member).write_bytes(body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :])
    seen = {
        words
        for command, (words, holds) in zip(steps(sealed), EXPECTED, strict=True)
        if not holds(run(command, sealed, environment))
    }
    assert seen >= seen_by
