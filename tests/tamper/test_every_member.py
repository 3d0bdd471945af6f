"""One change to one member: verification names that member and no other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from onrecord.verify.sealed import verify
from onrecord.wire import layout
from sealed_tools import MEMBERS, failed

FLIPS = 1  # places in each member


def test_the_walk_covers_every_member(sealed: Path) -> None:
    found = {p.relative_to(sealed).as_posix() for p in sealed.rglob("*") if p.is_file()}
    assert found == set(MEMBERS)
    assert failed(verify(sealed)) == {}


@pytest.mark.parametrize("member", MEMBERS)
def test_one_flipped_bit_names_the_member(sealed: Path, member: str) -> None:
    path = sealed / member
    body = path.read_bytes()
    chance = random.Random(member)  # noqa: S311 - which bytes are changed is no secret
    places = {0, len(body) - 1, *(chance.randrange(len(body)) for _ in range(FLIPS))}
    for at in sorted(places):
        changed = bytes([body[at] ^ (1 << chance.randrange(8))])
        path.write_bytes(body[:at] + changed + body[at + 1 :])
        assert set(failed(verify(sealed))) == {member}, f"byte {at}"


def test_every_byte_of_the_declaration_and_checkpoint_counts(sealed: Path) -> None:
    for member in (layout.BAGIT, layout.CHECKPOINT):
        body = (sealed / member).read_bytes()
        for at in range(0, len(body), 3):
            changed = bytes([body[at] ^ 0x20])  # letter case, and spaces
            (sealed / member).write_bytes(body[:at] + changed + body[at + 1 :])
            assert set(failed(verify(sealed))) == {member}, f"byte {at}"
        (sealed / member).write_bytes(body)


@pytest.mark.parametrize("member", [layout.TAG_MANIFEST, layout.MANIFEST_SHA512])
def test_a_changed_listing_is_named_itself_and_not_what_it_lists(sealed: Path, member: str) -> None:
    body = (sealed / member).read_bytes()
    step = len(body) // 25
    for at in range(0, len(body), step):
        changed = bytes([body[at] ^ 0x01])
        (sealed / member).write_bytes(body[:at] + changed + body[at + 1 :])
        assert set(failed(verify(sealed))) == {member}, f"byte {at}: {body[at : at + 9]!r}"


@pytest.mark.parametrize("member", MEMBERS)
def test_a_truncated_member_is_named(sealed: Path, member: str) -> None:
    path = sealed / member
    body = path.read_bytes()
    path.write_bytes(body[: len(body) // 2])
    assert member in failed(verify(sealed))


@pytest.mark.parametrize("member", MEMBERS)
def test_a_removed_member_is_named(sealed: Path, member: str) -> None:
    (sealed / member).unlink()
    assert set(failed(verify(sealed))) == {member}


@pytest.mark.parametrize("member", MEMBERS)
def test_a_renamed_member_is_named_under_both_names(sealed: Path, member: str) -> None:
    path = sealed / member
    path.rename(path.with_name(path.name + ".old"))
    assert set(failed(verify(sealed))) == {member, member + ".old"}


@pytest.mark.parametrize("member", MEMBERS)
def test_a_file_added_beside_a_member_is_named(sealed: Path, member: str) -> None:
    path = sealed / member
    path.with_name("added.txt").write_bytes(b"something else\n")
    added = member.rpartition("/")[0] + "/added.txt" if "/" in member else "added.txt"
    assert set(failed(verify(sealed))) == {added}


@pytest.mark.parametrize("member", MEMBERS)
def test_a_link_in_place_of_a_member_is_named_and_not_followed(
    sealed: Path, member: str, tmp_path: Path
) -> None:
    path = sealed / member
    elsewhere = tmp_path / "elsewhere"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)  # the bytes are right, only they lie outside
    report = verify(sealed)
    assert set(failed(report)) == {member}
    assert any("symbolic link" in message for message in failed(report)[member])


@pytest.mark.parametrize("garbage", [b"\x00\xff\xfe" * 50, b"[" * 20_000])
@pytest.mark.parametrize("member", MEMBERS)
def test_garbage_in_a_member_is_a_failed_check_and_no_crash(
    sealed: Path, member: str, garbage: bytes
) -> None:
    (sealed / member).write_bytes(garbage)
    assert member in failed(verify(sealed))
