import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from web_server import serving

CLOCK = ("--clock", "2026-01-31T12:00:00Z")


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_report_becomes_a_file_that_verifies(onrecord, good, tmp_path):
    done = onrecord("build", good, "--out", "file", "--zip", "--workers", 1, check=0)

    assert "report" in done.stdout
    assert (tmp_path / "file/data/report.html").is_file()
    for sealed in ("file", "file.zip"):
        checked = onrecord("verify", sealed, check=0)
        assert "every check that can be made here held" in checked.stdout.replace("\n", " ")
    assert left_behind(tmp_path) == ["file", "file.zip", "reports"]


def test_the_same_input_and_clock_give_the_same_bytes_on_one_core_or_two(onrecord, good, tmp_path):
    (good / "second.txt").write_text("Officials said a bridge was hit on Monday.\n")
    onrecord("build", good, "--out", "one", "--title", "t", "--workers", 1, *CLOCK, check=0)
    time.sleep(1.1)
    onrecord("build", good, "--out", "two", "--title", "t", "--workers", 2, *CLOCK, check=0)

    first, second = digests(tmp_path / "one"), digests(tmp_path / "two")
    differing = {name for name in first | second if first.get(name) != second.get(name)}
    # The custody log names the folder sealed into; all that follows from it may differ, no more.
    allowed = {"data/custody/log.jsonl", "data/custody/checkpoint", "data/report.html"}
    allowed |= {"data/ro-crate-metadata.json", "bag-info.txt"}
    assert {n for n in differing if "manifest" not in n} <= allowed


def test_the_same_name_gives_the_same_bytes_altogether(onrecord, good, tmp_path):
    onrecord("build", good, "--out", "file", "--workers", 1, *CLOCK, check=0)
    first = digests(tmp_path / "file")
    shutil.rmtree(tmp_path / "file")
    onrecord("build", good, "--out", "file", "--workers", 2, *CLOCK, check=0)

    assert digests(tmp_path / "file") == first


def test_sources_that_cannot_be_read_are_kept_as_failures(onrecord, good):
    (good / "empty.txt").write_bytes(b"")
    (good / "empty.pdf").write_bytes(b"")
    (good / "program.html").write_bytes(b"MZ" + bytes(range(256)) * 20)
    os.mkfifo(good / "pipe")

    done = onrecord("build", good, "--out", "file", "--workers", 1, check=0)

    for name in ("empty.txt", "empty.pdf", "program.html", "pipe"):
        assert f"reports/{name}" in done.stderr
    shown = onrecord("show", "file", "--json", check=0).stdout
    kinds = [json.loads(line) for line in shown.splitlines()]
    failures = {row["subject"] for row in kinds if row["schema"].startswith("failure/")}
    # The two empty files are one object; every failure names a source.
    assert {"reports/program.html", "reports/pipe"} <= failures
    captured = {row["origin"] for row in kinds if row["schema"].startswith("capture/")}
    assert "reports/program.html" in captured
    onrecord("verify", "file", check=0)


def test_strict_ends_with_code_2_and_leaves_nothing(onrecord, good, tmp_path):
    (good / "program.html").write_bytes(b"MZ" + bytes(range(256)) * 20)

    done = onrecord("build", good, "--out", "file", "--strict", "--workers", 1, check=2)

    assert "program.html" in done.stderr
    assert left_behind(tmp_path) == ["reports"]


def test_a_missing_path_is_named_and_nothing_is_written(onrecord, good, tmp_path):
    done = onrecord("build", good, "nowhere", "--out", "file", check=2)

    assert "nowhere" in done.stderr
    assert "does not exist" in done.stderr
    assert left_behind(tmp_path) == ["reports"]


def test_no_readable_source_at_all_is_bad_input(onrecord, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "nothing").mkdir()

    for source in ("empty.txt", "nothing"):
        onrecord("build", source, "--out", "file", "--workers", 1, check=2)
    assert left_behind(tmp_path) == ["empty.txt", "nothing"]


def test_an_output_that_exists_is_not_touched(onrecord, good, tmp_path):
    (tmp_path / "file").mkdir()
    (tmp_path / "file/mine.txt").write_text("mine")

    done = onrecord("build", good, "--out", "file", check=2)

    assert "overwrite" in done.stderr
    assert (tmp_path / "file/mine.txt").read_text() == "mine"


def test_the_same_bytes_under_two_names_are_two_captures_of_one_object(onrecord, good, tmp_path):
    shutil.copy(good / "office.txt", good / "copy.txt")

    onrecord("build", good, "--out", "file", "--workers", 1, check=0)

    objects = [path for path in (tmp_path / "file/data/objects").rglob("*") if path.is_file()]
    assert len(objects) == 1
    shown = onrecord("show", "file", "--json", check=0).stdout
    assert shown.count('"schema": "capture/') == 2
    assert shown.count('"schema": "document/1"') == 1


def test_an_interruption_leaves_no_output_and_says_so(good, tmp_path):
    for number in range(400):
        text = f"Report {number}. The office said on Monday that shells hit a school. " * 60
        (good / f"{number}.txt").write_text(text)
    command = [sys.executable, "-m", "onrecord", "build", "reports", "--out", "file"]
    running = subprocess.Popen(
        [*command, "--workers", "1"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".onrecord-*/case/objects/*/*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)

    assert running.returncode == 130, said
    assert "nothing is half-written" in said
    assert left_behind(tmp_path) == ["reports"]


def test_a_full_disk_is_named_and_leaves_nothing(onrecord, good, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", small],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("a small file system cannot be mounted here")
    try:
        (good / "large.txt").write_text("words " * 200_000)
        done = onrecord("build", good, "--out", "small/file", "--workers", 1)
        assert done.returncode == 2, done.stderr
        assert "No space left" in done.stderr or "disk is full" in done.stderr
        assert left_behind(small) == []
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_lasting_case_grows_and_gives_the_file_that_build_gives(onrecord, good, tmp_path):
    onrecord("init", "case", "--title", "file", *CLOCK, check=0)
    onrecord("add", "case", good, *CLOCK, check=0)
    onrecord("process", "case", "--workers", 1, *CLOCK, check=0)
    onrecord("seal", "case", "--out", "file", *CLOCK, check=0)
    onrecord("verify", "file", check=0)
    by_steps = digests(tmp_path / "file")
    shutil.rmtree(tmp_path / "file")
    onrecord("build", good, "--out", "file", "--workers", 1, *CLOCK, check=0)
    assert digests(tmp_path / "file") == by_steps

    (good / "later.txt").write_text("A medic said that a clinic was shelled on 5 March 2024.\n")
    again = onrecord("add", "case", good, check=0)
    assert "already in the case" in again.stderr
    done = onrecord("seal", "case", "--out", "file2")
    assert done.returncode == 3
    assert "onrecord process" in done.stderr
    onrecord("process", "case", "--workers", 1, check=0)
    onrecord("seal", "case", "--out", "file2", check=0)
    onrecord("verify", "file2", check=0)


def test_show_prints_who_alleges_what_in_which_words(onrecord, good):
    onrecord("build", good, "--out", "file", "--workers", 1, check=0)

    shown = onrecord("show", "file", check=0).stdout

    assert "alleged" in shown
    assert "Ilsa Morrow" in shown


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["--version"]])
def test_help_fits_80_columns(onrecord, words):
    done = onrecord(*words, check=0)

    assert max(len(line) for line in done.stdout.splitlines()) <= 80


def test_a_folder_that_is_neither_file_nor_case_is_named_once(onrecord, good):
    for command in ("verify", "show"):
        done = onrecord(command, good, check=3)

        assert "neither a sealed file nor a case folder" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_addresses_become_a_file_that_verifies(onrecord, tmp_path):
    with serving() as server:
        pages = (
            "--allow-private",
            "127.0.0.1",
            "--url",
            f"{server.url}/page",
            "--url",
            f"{server.url}/missing",
        )
        done = onrecord("build", *pages, "--out", "file", "--workers", 1, check=0)
    assert "fetched  2 of 2 addresses, 1 failures" in done.stdout
    assert "status 404" in done.stderr
    onrecord("verify", "file", check=0)
    table = (tmp_path / "file/data/records/captures.csv").read_text("utf-8-sig")
    assert f"{server.url}/page" in table
    assert "Preserved, not read" in (tmp_path / "file/data/report.html").read_text()


def test_a_list_of_addresses_goes_into_a_case(onrecord, tmp_path):
    onrecord("init", "case", check=0)
    with serving() as server:
        (tmp_path / "list.txt").write_text(f"# pages\n{server.url}/page\n")
        done = onrecord(
            "fetch", "case", "--list", "list.txt", "--allow-private", "127.0.0.1", check=0
        )
    assert "fetched  1 of 1 addresses" in done.stdout


def test_a_picture_is_preserved_and_no_failure(onrecord, good, tmp_path):
    (good / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))

    done = onrecord("build", good, "--out", "file", "--workers", 1, check=0)

    assert "reports/photo.png: preserved, not read" in done.stderr
    assert "kept as a failure" not in done.stderr
    assert "0 failures, 1 preserved, not read" in done.stdout
    page = (tmp_path / "file/data/report.html").read_text()
    assert "Preserved, not read: no reader knows this kind of bytes." in page
    assert "Could not be processed" not in page
    onrecord("verify", "file", check=0)
