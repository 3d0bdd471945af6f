"""What is looked at in a folder, and what is refused unopened."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from onrecord.verify.bag import check_bag
from onrecord.verify.manifests import Declaration, read_declaration, read_manifest
from onrecord.verify.members import Limits, members_of
from onrecord.verify.results import Results, shown


def refused(path: Path, limits: Limits | None = None) -> dict[str | None, str]:
    results = Results()
    with members_of(path, results, limits):
        pass
    return {result.member: result.message for result in results.all if result.outcome == "failed"}


def test_links_pipes_and_sockets_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "folder-link").symlink_to("/etc")
    (tmp_path / "dangling").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(tmp_path)  # the path of a socket may not be long
        try:
            listener.bind("socket")
        finally:
            os.chdir(here)
        found = refused(tmp_path)
    assert set(found) == {"link", "folder-link", "dangling", "pipe", "socket"}


def test_a_name_that_is_no_text_is_refused_and_can_be_printed(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"bad-\xff")).write_text("x")
    (tmp_path / "line\nbreak").write_text("x")
    found = refused(tmp_path)
    assert len(found) == 2
    assert all(str(name).isprintable() for name in found)


def test_names_that_differ_by_form_alone_are_refused(tmp_path: Path) -> None:
    (tmp_path / "\u00e9").write_text("x")
    (tmp_path / "e\u0301").write_text("x")
    assert len(refused(tmp_path)) == 1


def test_folders_in_folders_without_end_are_refused(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(40):
        deep /= "d"
    deep.mkdir(parents=True)
    assert any("too many" in message for message in refused(tmp_path).values())
    assert refused(tmp_path, Limits(depth=50)) == {}


def test_a_member_swapped_for_a_link_after_the_walk_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    results = Results()
    with members_of(tmp_path, results) as members:
        (tmp_path / "a").unlink()
        (tmp_path / "a").symlink_to("/etc/hostname")
        with pytest.raises(OSError, match="symbolic"):
            members.open("a")
        with pytest.raises(FileNotFoundError):
            members.open("../a")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to the superuser")
def test_an_unreadable_member_is_a_failed_check(tmp_path: Path) -> None:
    (tmp_path / "bagit.txt").write_text("x")
    (tmp_path / "bagit.txt").chmod(0)
    assert any("cannot be read" in result.message for result in check_bag(tmp_path))


def test_a_member_that_cannot_be_read_to_its_end_is_a_failed_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a").write_text("x")
    (tmp_path / "bagit.txt").write_bytes(
        b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    )
    (tmp_path / "manifest-sha256.txt").write_text(f"{'0' * 64}  data/a\n")
    real = os.open

    def failing(path: Path, flags: int) -> int:
        if str(path).endswith("data/a"):
            raise OSError(5, "Input/output error")
        return real(path, flags)

    monkeypatch.setattr("onrecord.verify.members.os.open", failing)
    messages = {r.member: r.message for r in check_bag(tmp_path) if r.outcome == "failed"}
    assert set(messages) == {"data/a"}
    assert "Input/output error" in messages["data/a"]


class TestManifests:
    new = Declaration((1, 0), "utf-8")
    old = Declaration((0, 97), "utf-8")

    def paths(self, line: str, declared: Declaration) -> list[str]:
        body = f"{'A' * 32} {line}\n".encode()
        return list(read_manifest("manifest-md5.txt", "md5", body, declared).rows)

    def test_line_ends_in_names_are_unescaped_from_version_one_on(self) -> None:
        assert self.paths("data/a%25b", self.new) == ["data/a%b"]
        assert self.paths("data/a%25b", self.old) == ["data/a%25b"]
        assert self.paths("data/a%7Eb", self.new) == ["data/a%7Eb"]

    def test_an_escaped_line_end_is_no_way_round_the_rules_for_names(self) -> None:
        assert self.paths("data/a%0Ab", self.new) == []

    def test_other_line_separators_do_not_end_a_line(self) -> None:
        body = f"{'a' * 32}  data/a\u2028{'b' * 32}  data/b\n".encode()
        manifest = read_manifest("manifest-md5.txt", "md5", body, self.new)
        assert manifest.rows == {}
        assert manifest.faults

    @pytest.mark.parametrize(
        ("version", "encoding"), [("2.0", "UTF-8"), ("1.0", "rot13"), ("1.0 ", "UTF-8"), ("", "")]
    )
    def test_a_declaration_that_is_not_known_is_refused(self, version: str, encoding: str) -> None:
        text = f"BagIt-Version: {version}\nTag-File-Character-Encoding: {encoding}\n"
        with pytest.raises(ValueError, match="declar"):
            read_declaration(text.encode())


def test_what_is_printed_cannot_move_the_cursor_or_flood_the_page() -> None:
    assert shown("a\x1b[2Jb\u202ec") == "a\\x1b[2Jb\\u202ec"
    assert len(shown("x" * 10_000)) < 400
    assert shown("\ud800") == "\\ud800"
