"""Sealing writes a whole bag or nothing, and the same bytes for the same dossier."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import io
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import BinaryIO

import pytest

from onrecord.errors import (
    FixityMismatch,
    InputError,
    OutputExistsError,
    RecordMissing,
    SettingInvalid,
)
from onrecord.seal.bag import seal, zip_sealed
from onrecord.verify.sealed import open_sealed
from onrecord.wire import layout
from sealed_sample import CAPTURES, OBJECTS, SEALED_AT, read_object, sample
from sealed_tools import sealed_sample


@pytest.fixture(autouse=True)
def _short_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page has tests of its own; here it only has to be some bytes."""
    monkeypatch.setattr(
        "onrecord.seal.bag.report_html", lambda dossier, **_: dossier.title.encode()
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_dossier_gives_the_same_bytes(tmp_path: Path) -> None:
    one = contents(sealed_sample(tmp_path / "one"))
    two = contents(sealed_sample(tmp_path / "two"))
    assert one == two
    local = SEALED_AT.astimezone(timezone(timedelta(hours=5)))
    three = seal(sample(), read_object, tmp_path / "three", sealed_at=local)
    assert contents(three) == one


def test_another_time_of_sealing_leaves_records_and_objects_as_they_are(tmp_path: Path) -> None:
    one = contents(sealed_sample(tmp_path / "one"))
    later = SEALED_AT + timedelta(days=1)
    two = contents(seal(sample(), read_object, tmp_path / "two", sealed_at=later))
    changed = {name for name in one if one[name] != two[name]}
    assert changed == {
        layout.BAG_INFO,
        layout.CRATE,
        layout.MANIFEST_SHA256,
        layout.MANIFEST_SHA512,
        layout.TAG_MANIFEST,
    }


def test_what_is_sealed_can_be_opened_again(tmp_path: Path) -> None:
    assert open_sealed(sealed_sample(tmp_path / "case")) == sample()


def test_an_empty_dossier_can_be_sealed(tmp_path: Path) -> None:
    empty = {field.name: () for field in dataclasses.fields(sample())}
    empty.update(title="", gazetteer=None)  # type: ignore[dict-item]  # not all fields are tuples
    folder = seal(
        dataclasses.replace(sample(), **empty), read_object, tmp_path / "case", sealed_at=SEALED_AT
    )
    assert (folder / layout.CHECKPOINT).read_text().splitlines()[1] == "0"


@pytest.mark.parametrize("kind", ["folder", "file", "broken link"])
def test_what_stands_at_the_place_is_never_overwritten(tmp_path: Path, kind: str) -> None:
    into = tmp_path / "case"
    if kind == "folder":
        into.mkdir()
    elif kind == "file":
        into.write_text("mine")
    else:
        into.symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputExistsError, match="case"):
        sealed_sample(into)
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_an_object_that_changed_in_the_store_stops_sealing(tmp_path: Path) -> None:
    def rotten(sha256: str) -> BinaryIO:
        body = OBJECTS[sha256]
        return io.BytesIO(body[:-1] + b"?" if sha256 == CAPTURES[1].sha256 else body)

    with pytest.raises(FixityMismatch) as raised:
        seal(sample(), rotten, tmp_path / "case", sealed_at=SEALED_AT)
    assert raised.value.where == CAPTURES[1].origin
    assert list(tmp_path.iterdir()) == []


def test_a_capture_with_another_sha512_stops_sealing(tmp_path: Path) -> None:
    wrong = dataclasses.replace(CAPTURES[0], sha512=hashlib.sha512(b"other").hexdigest())
    dossier = dataclasses.replace(sample(), captures=(wrong, *CAPTURES[1:]))
    with pytest.raises(FixityMismatch):
        seal(dossier, read_object, tmp_path / "case", sealed_at=SEALED_AT)


@pytest.mark.parametrize(
    "error", [RecordMissing("no such object", "ab"), KeyboardInterrupt(), MemoryError()]
)
def test_whatever_interrupts_leaves_nothing_behind(tmp_path: Path, error: BaseException) -> None:
    def interrupted(sha256: str) -> BinaryIO:
        if sha256 == sorted(OBJECTS)[2]:
            raise error
        return read_object(sha256)

    with pytest.raises(type(error)):
        seal(sample(), interrupted, tmp_path / "case", sealed_at=SEALED_AT)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_a_clear_error_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 5:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("onrecord.seal.writing.os.fsync", full)
    with pytest.raises(InputError, match="No space left on device") as raised:
        sealed_sample(tmp_path / "case")
    assert raised.value.where == str(tmp_path / "case")
    assert raised.value.advice
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_the_source_is_not_called_one_of_writing(tmp_path: Path) -> None:
    def gone(_sha256: str) -> BinaryIO:
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(OSError, match="Input/output error") as raised:
        seal(sample(), gone, tmp_path / "case", sealed_at=SEALED_AT)
    assert not isinstance(raised.value, InputError)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="could not be written"):
        sealed_sample(tmp_path / "file" / "case")


def test_a_time_without_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingInvalid):
        seal(sample(), read_object, tmp_path / "case", sealed_at=datetime(2031, 5, 9))  # noqa: DTZ001


def test_an_object_captured_twice_is_stored_once(tmp_path: Path) -> None:
    again = dataclasses.replace(CAPTURES[0], origin="reports/copy.txt")
    dossier = dataclasses.replace(sample(), captures=(*sample().captures, again))
    folder = seal(dossier, read_object, tmp_path / "case", sealed_at=SEALED_AT)
    assert len(list((folder / "data" / "objects").glob("*/*"))) == len(OBJECTS)


class TestZip:
    def test_a_taken_place_is_refused(self, tmp_path: Path) -> None:
        folder = sealed_sample(tmp_path / "case")
        (tmp_path / "case.zip").write_text("mine")
        with pytest.raises(OutputExistsError):
            zip_sealed(folder, tmp_path / "case.zip")
        assert (tmp_path / "case.zip").read_text() == "mine"

    def test_a_link_in_the_folder_is_refused_and_nothing_left(self, tmp_path: Path) -> None:
        folder = sealed_sample(tmp_path / "case")
        (folder / "data" / "link").symlink_to("/etc/hostname")
        with pytest.raises(InputError, match="link"):
            zip_sealed(folder, tmp_path / "case.zip")
        assert [path.name for path in tmp_path.iterdir()] == ["case"]

    def test_a_missing_folder_is_a_clear_error(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no sealed folder"):
            zip_sealed(tmp_path / "absent", tmp_path / "case.zip")
