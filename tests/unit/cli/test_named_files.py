"""Small files that a user names: read whole, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.cli.output import read_named
from onrecord.errors import SettingInvalid, SourceMissing


def read(path: Path, most: int) -> list[str]:
    return read_named(path, str.splitlines, most=most, missing="no list", wrong="not a list")


def test_a_file_within_the_bound_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"one\ntwo")
    assert read(tmp_path / "list", 7) == ["one", "two"]


def test_a_longer_file_is_refused_and_never_cut(tmp_path: Path) -> None:
    """A list of what to withhold that lost its end would let out what stands there."""
    (tmp_path / "list").write_bytes(b"one\ntwo")
    with pytest.raises(SettingInvalid, match="at most 6 bytes"):
        read(tmp_path / "list", 6)


def test_a_missing_file_and_one_that_is_no_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="list"):
        read(tmp_path / "list", 6)
    (tmp_path / "list").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingInvalid, match="not a list"):
        read(tmp_path / "list", 6)
