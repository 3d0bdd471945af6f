"""Names made to deceive, to lead elsewhere, or to be more than names (attacks 24, 25, 36)."""

import io
import zipfile

import pytest

from onrecord.intake import add
from onrecord.preserve.clocks import LocalClock
from onrecord.store.case import Case
from web_samples import Taken, zipped

CLOCK = LocalClock()
NAMES = [
    "two\nlines.txt",
    "report\u202egnp.txt",  # shown as if it ended in ".png"
    "CON.txt",
    "aux",
    "a" * 240 + ".txt",
    "~root.txt",
    "=cmd|' C calc'!A0.txt",
    "<img src=x onerror=alert(1)>.txt",
    "-rf.txt",
    "..hidden.txt",
    b"latin-\xe9.txt".decode("utf-8", "surrogateescape"),
]


@pytest.mark.parametrize("name", NAMES)
def test_25_a_file_of_any_name_is_stored_under_its_hash(tmp_path, name):
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / name).write_bytes(b"A statement.")
    with Case.create(tmp_path / "case", title="t") as case:
        (added,) = add(case, [folder], clock=CLOCK, collector=None)
        held = sorted(
            path.name for path in (tmp_path / "case/objects").rglob("*") if path.is_file()
        )

        assert held == [added.capture.sha256]
        assert case.captures() == (added.capture,)
        assert case.objects.read(added.capture.sha256) == b"A statement."


@pytest.mark.parametrize(
    "name",
    ["../out.txt", "/etc/out.txt", "C:/out.txt", "\\\\host\\out.txt", "~/out.txt", "a/../../out",
     "two\nlines.txt", "report\u202egnp.txt", "CON.txt"],
)  # fmt: skip
def test_22_a_name_in_a_zip_that_leads_out_or_deceives_writes_nothing(tmp_path, name):
    got = Taken(tmp_path, "all.zip", zipped({name: b"A statement.", "good.txt": b"Another."}))

    assert [capture.original_name for capture in got.inside] == ["good.txt"]
    assert len(got.failures) == 1
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith("out")]


def test_24_a_zip_whose_two_headers_name_a_member_differently_is_reported(tmp_path):
    body = zipped({"shown.txt": b"A statement."})
    assert body.startswith(b"PK\x03\x04")
    lying = body.replace(b"shown.txt", b"other.txt", 1)  # the one beside the data

    got = Taken(tmp_path, "all.zip", lying)

    assert got.inside == []
    assert "damaged" in got.failures[0].message


def test_23_a_zip_in_a_zip_in_a_zip_is_kept_and_not_opened(tmp_path):
    body = b"A statement."
    for depth in range(6):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{depth}.zip" if depth else "a.txt", body)
        body = out.getvalue()

    got = Taken(tmp_path, "all.zip", body)

    assert "a container inside a container inside a container" in got.failures[0].message
    assert all(capture.original_name != "a.txt" for capture in got.inside)
