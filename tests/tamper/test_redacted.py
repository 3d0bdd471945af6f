"""A redacted edition: what it shows is what was sealed, and what was withheld is nowhere in it."""

from __future__ import annotations

import base64
import csv
import gzip
import hashlib
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord import redaction
from onrecord.errors import LeakError, SettingInvalid, StoreInvalid
from onrecord.model.fixity import WITHHELD
from onrecord.model.vocab import Outcome
from onrecord.seal.leaks import leaks
from onrecord.verify.anchors import Anchors, Kept
from onrecord.verify.sealed import open_sealed, verify
from onrecord.wire import layout
from onrecord.wire.contents import leaf_digest
from onrecord.wire.redactions import Redaction
from redacted_sample import NAME, redacted_sample, sealed_with_seed
from sealed_sample import CAPTURES, EN, ENGLISH, SEALED_AT, UNREADABLE, sample
from sealed_tools import copy_of, edit, failed, hash_again
from sealed_tools import sealed_sample as sealed_without_seed
from signed_sample import SEALER, STRANGER, by_outcome, trusted

CLAIMS = layout.RECORD_FILES["claim"][1]
PARTIES = layout.RECORD_FILES["party"][1]
DOCUMENTS = layout.RECORD_FILES["document"][1]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed_with_seed(tmp_path_factory.mktemp("whole") / "case", signer=SEALER)


@pytest.fixture(scope="module")
def edition_once(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return redacted_sample(whole, tmp_path_factory.mktemp("edition") / "case")


@pytest.fixture
def edition(edition_once: Path, tmp_path: Path) -> Path:
    return copy_of(edition_once, tmp_path / "case")


def openings(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / layout.OPENINGS).read_bytes().splitlines()]


# What holds


def test_an_edition_holds_against_the_signer_and_the_checkpoint_of_the_whole(
    whole: Path, edition: Path
) -> None:
    body = (whole / layout.CHECKPOINT).read_bytes()
    assert (edition / layout.CHECKPOINT).read_bytes() == body
    assert (edition / layout.LOG).read_bytes() == (whole / layout.LOG).read_bytes()
    report = verify(edition, anchors=replace(trusted(SEALER), older=(Kept("kept", body),)))
    assert failed(report) == {}
    assert "as it was sealed" in by_outcome(report, "contents")[Outcome.HELD][0]
    held = by_outcome(report, "authenticity")[Outcome.HELD]
    assert any("over the log and all that it commits to" in message for message in held)
    assert any("continues kept" in message for message in held)


def test_the_words_are_withheld_and_the_rest_of_the_text_stands(edition: Path) -> None:
    made = open_sealed(edition)
    text = next(d.text for d in made.documents if d.text.startswith("Shelling"))
    assert text == ENGLISH.replace("Oru Selk", WITHHELD * 3)
    assert {party.label for party in made.parties} >= {f"{WITHHELD}1", "The Northern Council"}
    assert made.title.endswith("(redacted edition)")


@pytest.mark.parametrize(
    "row",
    [
        ("party", "Oru Selk"),
        ("place", "Dravna"),
        ("object", "reports/selk.txt"),
        ("object", CAPTURES[1].sha256),
        ("object", "reports/unknown.bin"),
        ("field", "capture.collector"),
        ("field", "capture.origin"),
        ("words", "killed five people. The"),
        ("words", "قذائف"),
        ("words", "market"),
    ],
)
def test_whatever_is_withheld_the_edition_holds(
    whole: Path, tmp_path: Path, row: tuple[str, str]
) -> None:
    folder = redacted_sample(whole, tmp_path / "ed", Redaction(1, *row, "reason", "authority"))
    report = verify(folder, anchors=trusted(SEALER))
    assert failed(report) == {}
    assert by_outcome(report, "contents")[Outcome.HELD]


def test_an_object_that_is_withheld_leaves_a_tombstone_and_no_record(
    whole: Path, tmp_path: Path
) -> None:
    row = Redaction(1, "object", "reports/selk.txt", "testimony of a minor", "article 12")
    folder = redacted_sample(whole, tmp_path / "ed", row)
    made = open_sealed(folder)
    assert EN.id not in {document.id for document in made.documents}
    assert "reports/selk.txt" not in {capture.origin for capture in made.captures}
    (told,) = csv.DictReader(io.StringIO((folder / layout.REDACTIONS).read_text("utf-8-sig")))
    assert (told["reason"], told["authority"]) == ("testimony of a minor", "article 12")
    assert told["at"] == "2031-05-09T12:00:00Z"
    gone = {each["digest"] for each in openings(folder) if "row" in each}
    assert set(told["records"].split(" | ")) == gone
    assert not any(ENGLISH[10:40].encode() in p.read_bytes() for p in folder.rglob("*.*"))


def test_one_withheld_value_can_be_shown_later_and_checked_by_hand(
    whole: Path, edition: Path
) -> None:
    """SHA-256 over the salt and the words is in the openings: any tool computes it."""
    committed = {
        salt for line in openings(edition) for salt in line.get("text", []) if len(salt) == 64
    }
    seed = bytes.fromhex((whole / layout.SEED).read_text())
    shown = redaction.disclosed(open_sealed(whole), seed, "Selk")
    assert {hashlib.sha256((salt + "Selk").encode()).hexdigest() for salt in shown} <= committed
    assert shown


def test_nothing_lets_a_guess_at_the_words_be_tried(whole: Path, edition: Path) -> None:
    made = open_sealed(whole)
    tell = {CAPTURES[0].sha256, CAPTURES[0].sha512, EN.id}
    tell |= {claim.id for claim in made.claims if claim.document == EN.id}
    here = set((edition / layout.MANIFEST_SHA256).read_text().splitlines())
    there = (whole / layout.MANIFEST_SHA256).read_text().splitlines()
    tell |= {line.split()[0] for line in there if line not in here}
    assert len(tell) > 20
    assert [*leaks(edition, tell)] == []
    assert not (edition / layout.SEED).exists()


def test_the_order_of_records_follows_from_new_ids_alone(whole: Path, tmp_path: Path) -> None:
    """An order by old ids would tell something of each of them."""
    for number, words in enumerate(
        ("Oru Selk", "Dravna", "Relief workers", "noon", "Northern"), start=1
    ):
        row = Redaction(1, "words", words, "reason", "authority")
        made = open_sealed(redacted_sample(whole, tmp_path / f"ed{number}", row))
        for records in (made.documents, made.claims, made.allegations, made.parties):
            assert [each.id for each in records] == sorted(each.id for each in records)
        for pair in (*made.independences, *(link for i in made.incidents for link in i.links)):
            assert pair.left < pair.right


def test_lengths_are_not_told(whole: Path, tmp_path: Path) -> None:
    """Offsets are those of the shortened text; the size of the original object is withheld."""
    folder = redacted_sample(whole, tmp_path / "ed")
    for member in folder.rglob("*"):
        if member.is_file() and member.parent.name in {"records", "redaction"}:
            assert str(len(ENGLISH.encode())) not in member.read_text().replace(",", " ").split()


def test_the_log_alone_tells_no_name(whole: Path) -> None:
    log = (whole / layout.LOG).read_text()
    for secret in ("collector-7", CAPTURES[0].sha256, CAPTURES[0].id, "sealer-1"):
        assert secret not in log
        assert secret in (whole / layout.DETAILS).read_text()


def test_an_edition_may_be_signed_by_whoever_redacted(whole: Path, tmp_path: Path) -> None:
    folder = redacted_sample(whole, tmp_path / "ed", signer=STRANGER)
    held = by_outcome(verify(folder, anchors=trusted(SEALER, STRANGER)), "authenticity")
    assert any("redacted by" in message for message in held[Outcome.HELD])
    assert Outcome.FAILED not in held
    assert layout.SIGNATURE in failed(verify(folder, anchors=trusted(SEALER)))
    assert layout.CHECKPOINT in failed(verify(folder, anchors=trusted(STRANGER)))


# What was changed is named, also when all digests are made again


def _line(
    folder: Path, which: Callable[[dict[str, Any]], bool], new: dict[str, Any] | None
) -> None:
    lines = openings(folder)
    at = next(n for n, line in enumerate(lines) if which(line))
    lines[at : at + 1] = [] if new is None else [{**lines[at], **new}]
    body = [json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            for line in lines]  # fmt: skip
    (folder / layout.OPENINGS).write_text("\n".join(body) + "\n")


def _of_claim(line: dict[str, Any]) -> bool:
    return line.get("kind") == "claim" and "open" in line


def _stance_turned(folder: Path) -> None:
    edit(folder, CLAIMS, lambda body: body.replace(b'"stance":"denies"', b'"stance":"asserts"'))


def _swapped(folder: Path) -> None:
    first, second = (line["digest"] for line in openings(folder)[:2])
    _line(folder, lambda line: line["digest"] == first, {"digest": second})


CHANGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a claim turned into its opposite": (_stance_turned, CLAIMS),
    "a commitment swapped for another": (_swapped, ""),
    "an opening taken out": (lambda f: _line(f, _of_claim, None), CLAIMS),
    "a withheld value taken out": (lambda f: _line(f, _of_claim, {"withheld": []}), CLAIMS),
    "an opened value put among the withheld": (
        lambda f: _line(f, _of_claim, {"open": []}),
        CLAIMS,
    ),
    "another record named": (lambda f: _line(f, _of_claim, {"name": "0" * 32}), CLAIMS),
    "the list of what was withheld taken out": (
        lambda f: (f / layout.REDACTIONS).unlink(),
        layout.REDACTIONS,
    ),
    "a reason taken out": (
        lambda f: edit(f, layout.REDACTIONS, lambda b: b.replace(b"names a witness", b" ")),
        layout.REDACTIONS,
    ),
    "a number that no row tells of": (
        lambda f: edit(f, layout.REDACTIONS, lambda b: b.replace(b"\n1,", b"\n2,")),
        layout.REDACTIONS,
    ),
    "a tombstone of nothing": (
        lambda f: edit(f, layout.REDACTIONS, lambda b: b.replace(b"words,", b"words," + b"0" * 64)),
        layout.REDACTIONS,
    ),
    "the openings taken out": (lambda f: (f / layout.OPENINGS).unlink(), layout.OPENINGS),
    "a salt of the log changed": (
        lambda f: edit(f, layout.DETAILS, lambda b: b.replace(b"collector-7", b"collector-8", 1)),
        layout.DETAILS,
    ),
    "the title no longer says so": (
        lambda f: edit(f, layout.CRATE, lambda b: b.replace(b" (redacted edition)", b"", 1)),
        layout.CRATE,
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_edition_is_named_though_all_is_hashed_again(edition: Path, change: str) -> None:
    make, member = CHANGES[change]
    make(edition)
    hash_again(edition)
    named = failed(verify(edition))
    assert member in named if member else named


def test_a_value_changed_and_said_to_be_withheld_is_named(edition: Path) -> None:
    """Its true digest stands among the withheld, so the root fits: what is shown is no mark."""
    line = next(line for line in openings(edition) if _of_claim(line))
    told = next(each for each in line["open"] if each[1] == "stance")
    rest = [each for each in line["open"] if each != told]
    withheld = sorted([*line["withheld"], leaf_digest(*told)])
    _line(edition, _of_claim, {"open": rest, "withheld": withheld})
    rows = (edition / CLAIMS).read_bytes().split(b"\n")
    rows[1 + line["at"]] = rows[1 + line["at"]].replace(b'"stance":"asserts"', b'"stance":"denies"')
    (edition / CLAIMS).write_bytes(b"\n".join(rows))
    hash_again(edition)
    (message,) = by_outcome(verify(edition), "contents")[Outcome.FAILED]
    assert "shows another stance than was sealed" in message


def test_a_word_put_where_one_was_withheld_is_named(edition: Path) -> None:
    """The insider makes text, offsets and ids fit: the words are still not those sealed."""
    made = open_sealed(edition)
    old = next(d for d in made.documents if WITHHELD in d.text)
    edit(edition, DOCUMENTS, lambda body: body.replace((WITHHELD * 3).encode(), b"Ada"))
    hash_again(edition)
    assert DOCUMENTS in failed(verify(edition))
    assert old.id


def test_a_tombstone_changed_in_an_edition_without_an_object_is_named(
    whole: Path, tmp_path: Path
) -> None:
    row = Redaction(1, "object", "reports/selk.txt", "reason", "authority")
    folder = redacted_sample(whole, tmp_path / "ed", row)
    digest = next(line["digest"] for line in openings(folder) if "row" in line)
    edit(folder, layout.REDACTIONS, lambda b: b.replace(digest.encode(), b"0" * 64))
    hash_again(folder)
    assert layout.REDACTIONS in failed(verify(folder))
    _line(folder, lambda line: line["digest"] == digest, None)
    hash_again(folder)
    assert layout.OPENINGS in failed(verify(folder))


def test_the_contents_of_a_whole_file_are_those_its_log_commits_to(
    whole: Path, tmp_path: Path
) -> None:
    folder = copy_of(whole, tmp_path / "case")
    (folder / layout.SEED).write_text("00" * 32 + "\n")
    hash_again(folder)
    assert layout.LOG in failed(verify(folder))
    (folder / layout.SEED).unlink()
    hash_again(folder)
    assert layout.SEED in failed(verify(folder))


def test_the_edition_of_one_file_does_not_pass_with_the_log_of_another(
    edition: Path, tmp_path: Path
) -> None:
    other = sealed_with_seed(tmp_path / "b" / "case", replace(sample(), title="Another"))
    for name in (layout.LOG, layout.CHECKPOINT, layout.DETAILS):
        shutil.copy(other / name, edition / name)
    hash_again(edition)
    assert failed(verify(edition))


# What cannot be made


def test_a_date_that_the_records_hold_as_a_date_is_not_withheld_by_its_words(
    whole: Path, tmp_path: Path
) -> None:
    row = Redaction(1, "words", "3 May 2031", "reason", "authority")
    with pytest.raises(LeakError, match="report"):
        redacted_sample(whole, tmp_path / "ed", row)


def test_what_a_reader_cannot_see_is_still_found_and_stops_the_edition(
    whole: Path, tmp_path: Path
) -> None:
    """Words inside an object that no reader knows: it must be withheld as a whole."""
    row = Redaction(1, "words", "nothing that any reader", "reason", "authority")
    with pytest.raises(LeakError, match="objects/"):
        redacted_sample(whole, tmp_path / "ed", row)
    assert not (tmp_path / "ed").exists()
    assert UNREADABLE.find(b"nothing that any reader") > 0
    both = (row, Redaction(2, "object", "reports/unknown.bin", "reason", "authority"))
    assert failed(verify(redacted_sample(whole, tmp_path / "ed", *both))) == {}


def test_a_file_without_a_seed_or_that_does_not_hold_is_not_redacted(
    whole: Path, tmp_path: Path
) -> None:
    with pytest.raises(StoreInvalid, match="open the contents"):
        redacted_sample(sealed_without_seed(tmp_path / "old"), tmp_path / "ed")
    folder = copy_of(whole, tmp_path / "case")
    edit(folder, layout.REPORT, lambda body: body + b" ")
    with pytest.raises(StoreInvalid, match="does not hold"):
        redacted_sample(folder, tmp_path / "ed")
    with pytest.raises(SettingInvalid, match="no party"):
        redacted_sample(whole, tmp_path / "ed", replace(NAME, kind="party", value="Nobody"))


FORMS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-16": lambda t: t.encode("utf-16"),
    "utf-16 big end first": lambda t: b"x" + t.encode("utf-16-be"),
    "capitals": lambda t: t.upper().encode(),
    "html": lambda t: "".join(f"&#{ord(c)};" for c in t).encode(),
    "html hex": lambda t: "".join(f"&#x{ord(c):X};" for c in t).encode(),
    "percent": lambda t: "".join(f"%{b:02X}" for b in t.encode()).encode(),
    "json": lambda t: "".join(f"\\u{ord(c):04x}" for c in t).encode(),
    "gzip": lambda t: b"before" + gzip.compress(t.encode()),
    "markup between": lambda t: t.replace(" ", " <b>").encode() + b"</b>",
    "base64": lambda t: b"data:;base64," + base64.b64encode(b"abc " + t.encode()),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", ["Oru Selk", "لجنة الإغاثة"])
def test_words_are_found_in_every_form_they_may_take(tmp_path: Path, form: str, words: str) -> None:
    (tmp_path / "member").write_bytes(b"before " + FORMS[form](words) + b" after")
    assert [leak.member for leak in leaks(tmp_path, {words})] == ["member"]
    assert [*leaks(tmp_path, {"Someone Else"})] == []


def test_a_name_of_a_member_may_tell_too(tmp_path: Path) -> None:
    (tmp_path / f"capture-{'ab' * 16}.tlog-proof").write_bytes(b"")
    assert [leak.what for leak in leaks(tmp_path, {f"capture-{'ab' * 16}"})] == ["digest"]


# Objects that go along, encrypted


@pytest.fixture
def keys(tmp_path: Path) -> tuple[str, Path]:
    pyrage = pytest.importorskip("pyrage", reason="needs the extra 'age'")
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "identity").write_text(f"# one line of words\n{identity}\n")
    return str(identity.to_public()), tmp_path / "identity"


def test_a_withheld_object_goes_along_for_those_who_may_read_it(
    whole: Path, tmp_path: Path, keys: tuple[str, Path]
) -> None:
    from onrecord.keys.age import decrypter, encrypter  # noqa: PLC0415 - needs the extra

    recipient, identity = keys
    row = Redaction(1, "object", "reports/selk.txt", "reason", "authority")
    folder, member = tmp_path / "ed", layout.restricted_path(1)
    redaction.redacted(whole, folder, [row], at=SEALED_AT, encrypt=encrypter([recipient]))
    assert by_outcome(verify(folder), "restricted").keys() == {Outcome.NOT_CHECKABLE}
    mine, another = decrypter(identity), _stranger(tmp_path)
    held = by_outcome(verify(folder, anchors=Anchors(decrypt=mine)), "restricted")
    assert CAPTURES[0].id in held[Outcome.HELD][0]
    for anchors in (Anchors(decrypt=decrypter(another)), Anchors()):
        assert failed(verify(folder, anchors=anchors)) == {}
    body = mine((folder / member).read_bytes())
    assert body.endswith(ENGLISH.encode())
    # Another object under the same record, encrypted to the same reader, hashed again.
    forged = encrypter([recipient])(body.replace(b"five people", b"nine people"))
    (folder / member).write_bytes(forged)
    hash_again(folder)
    assert member in failed(verify(folder, anchors=Anchors(decrypt=mine)))


def _stranger(folder: Path) -> Path:
    pyrage = pytest.importorskip("pyrage")
    (folder / "stranger").write_text(str(pyrage.x25519.Identity.generate()))
    return folder / "stranger"
