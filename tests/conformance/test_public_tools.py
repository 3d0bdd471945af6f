"""A stranger's check: VERIFY.txt as written, with public tools only."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.wire import layout
from onrecord.wire.sshkeys import fingerprint
from sealed_sample import ENGLISH, SELK, WORKERS
from sealed_tools import sealed_sample
from signed_sample import SEALER, signed_sample
from verify_page import commands

NEEDED = ("bash", "sha256sum", "sha512sum", "find", "grep", "cut", "sed", "tail", "head")
pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in NEEDED), reason="needs bash and GNU coreutils"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed_sample(tmp_path_factory.mktemp("stranger") / "case")


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    beside = Path(sys.executable).parent  # python3 and bagit.py of this environment
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PATH": f"{beside}:/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )


def one(folder: Path, words: str) -> str:
    found = [command for command in commands(folder) if words in command]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    "words", [layout.TAG_MANIFEST + " &&", layout.MANIFEST_SHA256 + " &&", layout.MANIFEST_SHA512]
)
def test_the_digests_are_checked_by_coreutils(folder: Path, words: str) -> None:
    command = next(c for c in commands(folder) if "sum -c" in c and words in c)
    done = run(command, folder)
    assert (done.returncode, done.stdout) == (0, "OK\n"), done.stderr


def test_a_flipped_byte_is_seen_by_coreutils(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "case")
    with (copy / layout.REPORT).open("ab") as report:
        report.write(b" ")
    done = run(one(copy, "sha512sum -c"), copy)
    assert done.returncode != 0
    assert layout.REPORT in done.stdout


def test_nothing_was_added_and_what_is_added_is_printed(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "case")
    assert run(one(copy, "find ."), copy).stdout == ""
    (copy / "added.txt").write_text("x")
    (copy / "data" / "objects" / "link").symlink_to("/etc/passwd")
    assert sorted(run(one(copy, "find ."), copy).stdout.split()) == [
        "added.txt",
        "data/objects/link",
    ]


def test_the_bagit_tool_accepts_the_bag(folder: Path) -> None:
    bagit = pytest.importorskip("bagit", reason="bagit is not installed")
    assert bagit.Bag(str(folder)).validate()
    if (Path(sys.executable).parent / "bagit.py").exists():
        done = run(one(folder, "bagit.py"), folder)
        assert done.returncode == 0, done.stderr


def test_a_few_lines_of_python_give_the_root_of_the_log(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "case")
    assert run(one(copy, "| python3 -"), copy).stdout == "True\n"
    log = copy / layout.LOG
    log.write_bytes(log.read_bytes().replace(b"collector-7", b"collector-8", 1))
    assert run(one(copy, "| python3 -"), copy).stdout == "False\n"


def test_the_example_prints_the_words_of_the_quote(folder: Path) -> None:
    shown = run(one(folder, "tail -c +"), folder).stdout
    claims = _claims(folder)
    assert shown in {row["quote"] for row in claims.values()}


def test_the_table_leads_to_the_bytes_of_each_quote(folder: Path) -> None:
    rows = _claims(folder)
    assert _bytes_of(folder, rows[SELK.id]) == SELK.content[0].quote
    # A web page shows its character references as they stand.
    assert (
        _bytes_of(folder, rows[WORKERS.id]) == "&ldquo;the market was shelled&rdquo; at&nbsp;noon"
    )
    assert rows[SELK.id]["quote"] in ENGLISH


def _claims(folder: Path) -> dict[str, dict[str, str]]:
    text = (folder / layout.table_path("claims")).read_text(encoding="utf-8-sig")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text))}


def _bytes_of(folder: Path, row: dict[str, str]) -> str:
    start, end = int(row["byte_start"]), int(row["byte_end"])
    path = f"data/objects/{row['object'][:2]}/{row['object']}"
    return run(f"tail -c +{start + 1} {path} | head -c {end - start}", folder).stdout


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return signed_sample(tmp_path_factory.mktemp("stranger") / "signed")


needs_openssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")


@needs_openssh
def test_the_signature_is_accepted_by_openssh(signed: Path) -> None:
    done = run(one(signed, "ssh-keygen -Y"), signed)
    assert done.returncode == 0, done.stderr
    assert 'Good "onrecord" signature for sealer-1' in done.stdout
    assert fingerprint(SEALER.public) in done.stdout
    assert fingerprint(SEALER.public) in run(one(signed, "ssh-keygen -l"), signed).stdout


@needs_openssh
def test_openssh_refuses_the_signature_over_other_bytes(signed: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(signed, tmp_path / "case")
    with (copy / layout.TAG_MANIFEST).open("ab") as tags:
        tags.write(b"\n")
    assert run(one(copy, "ssh-keygen -Y"), copy).returncode != 0


def test_every_other_command_works_on_a_signed_file_too(signed: Path, tmp_path: Path) -> None:
    for command in commands(signed):
        if "sum -c" in command:
            assert run(command, signed).stdout == "OK\n"
    assert run(one(signed, "| python3 -"), signed).stdout == "True\n"
    assert run(one(signed, "find ."), signed).stdout == ""
    copy = shutil.copytree(signed, tmp_path / "case")
    (copy / "seal" / "added.txt").write_text("x")
    assert run(one(copy, "find ."), copy).stdout == "seal/added.txt\n"
    bagit = pytest.importorskip("bagit", reason="bagit is not installed")
    assert bagit.Bag(str(signed)).validate()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
def test_a_token_is_shown_and_accepted_by_openssl(signed: Path, tmp_path: Path) -> None:
    pytest.importorskip("asn1crypto", reason="needs the extra 'time'")
    from authority import NOON, Authority, identity  # noqa: PLC0415 - needs the extra

    copy = shutil.copytree(signed, tmp_path / "case")
    assert run(one(copy, "-text; done"), copy).stdout == "", "no token, no word"
    root = identity("Test root", ca=True, usages=())
    leaf = identity("Test authority", root)
    (copy / layout.seal_token_path("test")).write_bytes(
        Authority(leaf).stamp((copy / layout.TAG_MANIFEST).read_bytes())
    )
    assert "Time stamp: May 10 12:00:00 2031 GMT" in run(one(copy, "-text; done"), copy).stdout
    assert run(one(copy, "find ."), copy).stdout == ""
    command = one(copy, "openssl ts -verify")
    (tmp_path / "ROOT.pem").write_bytes(root.pem)
    done = run(command.replace("ROOT.pem", "../ROOT.pem"), copy)
    assert "Verification: OK" in done.stdout, done.stderr
    assert NOON.year == 2031
