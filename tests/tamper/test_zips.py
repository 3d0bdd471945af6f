"""A sealed file as a zip: the same checks, and what only a zip can do."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from onrecord.model.vocab import Outcome
from onrecord.seal.bag import zip_sealed
from onrecord.verify.members import Limits
from onrecord.verify.sealed import open_sealed, verify
from onrecord.wire import layout
from sealed_sample import CAPTURES
from sealed_tools import failed, results_of


@pytest.fixture
def zipped(sealed_once: Path, tmp_path: Path) -> Path:
    zip_sealed(sealed_once, tmp_path / "case.zip")
    return tmp_path / "case.zip"


def rewritten(zipped: Path, change: dict[str, bytes | None] | None = None) -> Path:
    """The zip written anew, packed, with members changed or (None) left out."""
    change = change or {}
    out = zipped.with_name("again.zip")
    with zipfile.ZipFile(zipped) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = change.get(name, old.read(name))
            if body is not None:
                new.writestr(name, body)
    return out


def added(zipped: Path, name: str, body: bytes = b"x", mode: int = 0o100644) -> Path:
    with zipfile.ZipFile(zipped, "a") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, body)
    return zipped


def test_a_zip_holds_and_opens(zipped: Path, sealed_once: Path) -> None:
    report = verify(zipped)
    assert failed(report) == {}
    of_folder = verify(sealed_once)
    own = ("limits", "container")
    assert [r for r in report.results if r.check not in own] == [
        r for r in of_folder.results if r.check not in own
    ]
    assert results_of(report, "container", Outcome.HELD)
    assert open_sealed(zipped) == open_sealed(sealed_once)


def test_the_same_folder_gives_the_same_zip(zipped: Path, sealed_once: Path) -> None:
    os.utime(sealed_once / layout.BAGIT, (1, 1))
    zip_sealed(sealed_once, zipped.with_name("other.zip"))
    assert zipped.read_bytes() == zipped.with_name("other.zip").read_bytes()


def test_a_zip_packed_by_another_tool_holds(zipped: Path) -> None:
    report = verify(rewritten(zipped))
    assert failed(report) == {}
    assert results_of(report, "container", Outcome.NOT_CHECKABLE)


def test_a_flipped_byte_in_the_data_of_a_member_names_it(zipped: Path) -> None:
    path = layout.object_path(CAPTURES[0].sha256)
    body = bytearray(zipped.read_bytes())
    with zipfile.ZipFile(zipped) as archive:
        entry = archive.getinfo(f"case/{path}")
    body[entry.header_offset + 30 + len(entry.filename) + 5] ^= 1
    zipped.write_bytes(body)
    assert set(failed(verify(zipped))) == {path}


def test_a_changed_member_with_a_fitting_checksum_is_named(zipped: Path) -> None:
    path = layout.object_path(CAPTURES[0].sha256)
    assert set(failed(verify(rewritten(zipped, {f"case/{path}": b"other"})))) == {path}


def test_a_member_left_out_is_named(zipped: Path) -> None:
    assert set(failed(verify(rewritten(zipped, {f"case/{layout.LOG}": None})))) == {layout.LOG}


@pytest.mark.parametrize(
    "name",
    [
        "case/../../escape.txt",
        "../escape.txt",
        "/etc/escape.txt",
        "case//etc/escape.txt",
        "case/~/escape.txt",
        "C:/escape.txt",
        "case/C:/escape.txt",
        "case/..\\escape.txt",
        "\\\\server\\share\\escape.txt",
        "case/data/\u202etxt.exe",
        "case/data/line\nbreak.txt",
        "case/data/nul.txt",
        "case/" + "n" * 2000,
    ],
)
def test_a_name_that_leads_out_or_deceives_is_refused(zipped: Path, name: str) -> None:
    before = sorted(zipped.parent.rglob("*"))
    report = verify(added(zipped, name))
    assert any(result.check == "limits" for result in report.failed())
    assert sorted(zipped.parent.rglob("*")) == before, "nothing is written"
    assert all(result.message.isprintable() for result in report.results)


def test_a_name_with_nul_is_refused(zipped: Path) -> None:
    added(zipped, "case/bagit.txt_evil")
    zipped.write_bytes(zipped.read_bytes().replace(b"bagit.txt_evil", b"bagit.txt\0evil"))
    assert any(result.check == "limits" for result in verify(zipped).failed())


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_stands_there_twice_is_named(zipped: Path) -> None:
    assert layout.REPORT in failed(verify(added(zipped, f"case/{layout.REPORT}", b"<p>other")))


def test_a_member_that_differs_by_case_alone_is_named(zipped: Path) -> None:
    report = verify(added(zipped, "case/data/REPORT.html"))
    assert [result.member for result in results_of(report, "limits")] == ["data/REPORT.html"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_device_is_refused(zipped: Path, kind: int) -> None:
    name = "case/data/link"
    report = verify(added(zipped, name, b"/etc/passwd", kind | 0o644))
    found = {result.member: result.message for result in results_of(report, "limits")}
    assert "not followed" in found["data/link"]


def test_a_second_top_folder_is_refused(zipped: Path) -> None:
    report = verify(added(zipped, "other/file.txt"))
    assert any("one top folder" in result.message for result in report.failed())


def test_headers_that_name_a_member_differently_are_refused(zipped: Path) -> None:
    body = bytearray(zipped.read_bytes())
    at = body.index(b"data/report.html")  # the first is the local header
    body[at : at + 16] = b"data/reporx.html"
    zipped.write_bytes(body)
    assert set(failed(verify(zipped))) == {layout.REPORT}


def test_a_bomb_is_refused_unopened(zipped: Path) -> None:
    with zipfile.ZipFile(zipped, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("case/data/bomb", b"\0" * (4 << 20))
    messages = failed(verify(zipped))["data/bomb"]
    assert any("packed size" in message for message in messages)


def test_limits_on_number_and_size_are_kept(zipped: Path) -> None:
    assert any(
        "more than 5 members" in result.message
        for result in verify(zipped, limits=Limits(members=5)).failed()
    )
    small = verify(zipped, limits=Limits(member_bytes=100))
    assert layout.REPORT in failed(small)
    total = verify(zipped, limits=Limits(total_bytes=1000))
    assert any("more than 1000 bytes" in result.message for result in total.failed())


def test_members_that_share_bytes_are_refused(zipped: Path) -> None:
    body = zipped.read_bytes()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        entries = archive.infolist()
    # The second entry of the central directory is made to point at the first one's bytes.
    start = body.index(b"PK\x01\x02")
    second = body.index(b"PK\x01\x02", start + 4)
    changed = bytearray(body)
    changed[second + 42 : second + 46] = entries[0].header_offset.to_bytes(4, "little")
    zipped.write_bytes(changed)
    assert any("shares bytes" in result.message for result in verify(zipped).failed())


@pytest.mark.parametrize("body", [b"", b"PK", b"PK\x05\x06" + b"\xff" * 18, os.urandom(3000)])
def test_what_is_no_zip_is_a_failed_check(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "case.zip"
    path.write_bytes(body)
    report = verify(path)
    assert any(result.check == "limits" for result in report.failed())


def test_any_flip_in_a_zip_is_seen(zipped: Path) -> None:
    body = zipped.read_bytes()
    with zipfile.ZipFile(zipped) as archive:
        local = archive.getinfo(f"case/{layout.REPORT}").header_offset
        central = archive.start_dir
    places = [*range(local, local + 46, 2), *range(central, central + 60, 2), len(body) - 12]
    for at in [*places, *range(1, len(body), max(1, len(body) // 40))]:
        zipped.write_bytes(body[:at] + bytes([body[at] ^ 0x41]) + body[at + 1 :])
        report = verify(zipped)
        seen = report.failed() or results_of(report, "container", Outcome.NOT_CHECKABLE)
        assert seen, f"byte {at}"


def test_bytes_after_the_end_of_a_zip_are_seen(zipped: Path) -> None:
    with zipped.open("ab") as out:
        out.write(b"hidden")
    report = verify(zipped)
    assert report.failed() or results_of(report, "container", Outcome.NOT_CHECKABLE)


def test_an_empty_folder_and_a_missing_path_fail(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert failed(verify(tmp_path / "empty"))
    assert verify(tmp_path / "absent").failed()[0].outcome is Outcome.FAILED
