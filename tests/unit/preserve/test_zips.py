import contextlib
import io
import stat
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import SourceUnreadableError
from onrecord.preserve import limits
from onrecord.preserve.zips import zip_items
from web_samples import PAGE, Taken, zipped


def one(name: str, body: bytes = PAGE, *, mode: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("x" * len(name.encode()))
        entry.external_attr = mode << 16
        archive.writestr(entry, body)
    # The library mends names when it writes them; an attacker does not.
    return out.getvalue().replace(b"x" * len(name.encode()), name.encode())


def test_a_zip_is_kept_whole_and_each_member_is_a_capture_of_its_own(tmp_path):
    body = zipped({"a/report.html": PAGE, "note.txt": b"A note.", "a/": b""})

    got = Taken(tmp_path, "reports.zip", body)

    assert (got.whole.method, got.body(got.whole)) == ("zip", body)
    found = {c.origin: (c.original_name, c.member, got.body(c)) for c in got.inside}
    assert found == {
        "reports.zip!a/report.html": ("report.html", "a/report.html", PAGE),
        "reports.zip!note.txt": ("note.txt", "note.txt", b"A note."),
    }
    assert {c.container for c in got.inside} == {got.whole.id}
    assert not got.whole.to_be_read
    assert all(c.to_be_read for c in got.inside)
    assert got.logged == {(c.sha256, c.id) for c in got.captures}
    assert got.failures == ()


@pytest.mark.parametrize(
    "name", ["../out.txt", "/etc/x", "a/../../x", "C:/x", "a\\..\\x", "~/x", "con", "a\nb"]
)
def test_a_name_that_leads_out_or_cannot_be_held_is_refused(tmp_path, name):
    got = Taken(tmp_path, "r.zip", one(name))

    assert got.inside == []
    assert "its name" in got.failures[0].message
    assert [p.name for p in tmp_path.rglob("*.txt")] == []


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_are_refused(tmp_path, kind):
    got = Taken(tmp_path, "r.zip", one("a.txt", b"/etc/passwd", mode=kind | 0o777))

    assert got.inside == []
    assert "link or a device" in got.failures[0].message


def test_a_name_twice_is_refused_and_the_rest_is_taken(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", b"one")
        archive.writestr("b.txt", b"two")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", b"three")
    got = Taken(tmp_path, "r.zip", out.getvalue())

    assert [got.body(c) for c in got.inside] == [b"two"]
    assert {f.subject for f in got.failures} == {"r.zip!a.txt"}


def test_an_encrypted_member_is_refused_with_the_way_out(tmp_path):
    body = bytearray(one("a.txt"))
    body[6] |= 1
    at = body.index(b"PK\x01\x02")
    body[at + 8] |= 1
    got = Taken(tmp_path, "r.zip", bytes(body))

    assert got.inside == []
    assert "without a password" in got.failures[0].message


def test_a_bomb_is_stopped_while_it_unpacks(tmp_path):
    got = Taken(tmp_path, "r.zip", zipped({"a.txt": b"small", "bomb.txt": bytes(40 << 20)}))

    assert [got.body(c) for c in got.inside] == [b"small"]
    assert "cost too much" in got.failures[0].message
    objects = [p for p in (tmp_path / "case/objects").rglob("*") if p.is_file()]
    assert len(objects) == 2, "nothing half-written is left"


def test_a_zip_whose_members_overlap_is_not_opened(tmp_path):
    body = bytearray(one("a.txt", bytes(1000)))
    at = body.index(b"PK\x01\x02")
    body[at + 20 : at + 24] = struct.pack("<I", 100_000)
    got = Taken(tmp_path, "r.zip", bytes(body))

    assert got.inside == []
    assert got.failures


def test_too_many_members_are_refused_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_ITEMS", 3)
    got = Taken(tmp_path, "r.zip", zipped({f"{n}.txt": b"x" for n in range(4)}))

    assert got.inside == []
    assert "3 members" in got.failures[0].message


def test_a_changed_byte_in_a_member_is_reported(tmp_path):
    body = one("a.txt", b"five people").replace(b"five people", b"nine people")
    got = Taken(tmp_path, "r.zip", body)

    assert got.inside == []
    assert "CRC" in got.failures[0].message


def test_a_zip_cut_short_is_kept_and_reported(tmp_path):
    got = Taken(tmp_path, "r.zip", zipped({"a.txt": PAGE})[:-10])

    assert got.captures == (got.whole,)
    assert "cannot be opened" in got.failures[0].message


@pytest.mark.parametrize(
    "stated", [b"application/epub+zip", b"application/vnd.oasis.opendocument.text"]
)
def test_a_format_that_is_a_zip_of_its_own_is_not_taken_apart(tmp_path, stated):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", stated)
        archive.writestr("content.xml", "<x/>")
    got = Taken(tmp_path, "book", out.getvalue())

    assert got.captures == (got.whole,)
    assert (got.whole.method, got.whole.media_type_sniffed) == ("file", stated.decode())


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=20))
def test_no_damage_makes_it_crash(at, noise):
    body = zipped({"a.txt": PAGE, "b.txt": b"x" * 50})
    at %= len(body)
    damaged = body[:at] + noise + body[at + len(noise) :]
    for item in zip_items(io.BytesIO(damaged), "r.zip", size=len(damaged)):
        with contextlib.suppress(SourceUnreadableError):
            while item.body and item.body.read(1000):
                pass
