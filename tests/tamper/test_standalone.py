"""The stand-alone verifier names what `onrecord verify` names, and shares no code with it."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from onrecord import __version__
from onrecord.model.ids import NOT_IDENTITY
from onrecord.resources.verifiers import RELEASED, standalone
from onrecord.verify.sealed import verify
from onrecord.wire import layout
from onrecord.wire.canonical import SCHEMAS
from onrecord.wire.jsonld import context
from redacted_sample import redacted_sample, sealed_with_seed
from sealed_sample import CAPTURES, SELK
from sealed_tools import MEMBERS, copy_of, edit, edit_record, failed, hash_again
from signed_sample import signed_sample

CLAIMS, DOCUMENTS, CAPTURED, FINDINGS, PARTIES = (
    layout.RECORD_FILES[kind][1] for kind in ("claim", "document", "capture", "finding", "party")
)
TABLES = {layout.table_path(name) for name in (*layout.TABLE_NAMES, *layout.EVENT_TABLE_NAMES)}
OBJECT = layout.object_path(CAPTURES[0].sha256)
SOURCE = Path(str(importlib.util.find_spec("onrecord.resources").submodule_search_locations[0]))  # type: ignore[union-attr,index]
SCRIPT = SOURCE / "standalone" / "verify.py"
Damage = Callable[[Path], object]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("standalone_verify", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def signed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return signed_sample(tmp_path_factory.mktemp("standalone") / "signed")


@pytest.fixture
def signed(signed_once: Path, tmp_path: Path) -> Path:
    return copy_of(signed_once, tmp_path / "signed")


def named_by(script: ModuleType, folder: Path) -> set[str | None]:
    found: set[str | None] = script.verify(folder).named()
    return found


def both_name_the_same(script: ModuleType, folder: Path) -> set[str | None]:
    """The members named, tables apart: only the program makes them again."""
    program = set(failed(verify(folder)))
    assert named_by(script, folder) - TABLES == program - TABLES
    return program


def flipped(member: str) -> Damage:
    def change(body: bytes) -> bytes:
        at = random.Random(member).randrange(len(body))  # noqa: S311 - no secret
        return body[:at] + bytes([body[at] ^ 0x04]) + body[at + 1 :]

    return lambda folder: edit(folder, member, change)


def again(change: Damage, *, crate: bool = True) -> Damage:
    """As an insider does it: the change, and every digest made to fit."""

    def run(folder: Path) -> None:
        change(folder)
        hash_again(folder, crate=crate)

    return run


def record(member: str, old: str, new: str) -> Damage:
    return again(lambda folder: edit_record(folder, member, old, new))


def text(member: str, old: bytes, new: bytes) -> Damage:
    return again(lambda folder: edit(folder, member, lambda body: body.replace(old, new)))


def added(path: str) -> Damage:
    def run(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"slipped in")

    return run


def link(folder: Path) -> None:
    (folder / layout.REPORT).rename(folder.parent / "elsewhere")
    (folder / layout.REPORT).symlink_to(folder.parent / "elsewhere")


def swapped(folder: Path) -> None:
    first, second = (folder / layout.object_path(capture.sha256) for capture in CAPTURES[:2])
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)


def claims_lines(change: Callable[[list[bytes]], list[bytes]]) -> Damage:
    return again(
        lambda folder: edit(folder, CLAIMS, lambda body: b"\n".join(change(body.split(b"\n"))))
    )


def log_lines(change: Callable[[list[bytes]], list[bytes]]) -> Damage:
    return again(
        lambda folder: edit(
            folder, layout.LOG, lambda body: b"".join(change(body.splitlines(keepends=True)))
        )
    )


def without_strong_manifests(folder: Path) -> None:
    for name in (layout.MANIFEST_SHA256, layout.MANIFEST_SHA512, layout.TAG_MANIFEST):
        (folder / name).unlink()
    (folder / "manifest-md5.txt").write_text("")


SLIPPED = layout.object_path(hashlib.sha256(b"slipped in").hexdigest())
AT_ONCE: dict[str, Damage] = {
    **{f"flip {member}": flipped(member) for member in MEMBERS[::4]},
    **{f"remove {member}": lambda f, m=member: (f / m).unlink() for member in MEMBERS[1::7]},
    **{
        f"rename {member}": lambda f, m=member: (f / m).rename(f / (m + ".old"))
        for member in MEMBERS[2::7]
    },
    **{
        f"cut {member}": lambda f, m=member: edit(f, m, lambda body: body[: len(body) // 2])
        for member in MEMBERS[3::7]
    },
    **{
        f"garbage in {member}": lambda f, m=member: (f / m).write_bytes(b"[" * 20_000)
        for member in (layout.LOG, layout.CRATE, layout.BAGIT, layout.CHECKPOINT, CLAIMS)
    },
    "add at the root": added("added.txt"),
    "add in the payload": added("data/added.txt"),
    "add in seal": added("seal/added.txt"),
    "add another manifest": added("manifest-md5.txt"),
    "a link": link,
    "objects swapped": swapped,
    "weak manifests alone": without_strong_manifests,
    "letter case of a listed name": lambda f: edit(
        f, layout.MANIFEST_SHA256, lambda body: body.replace(b"report.html", b"Report.html")
    ),
    "a manifest in another order": lambda f: edit(
        f, layout.TAG_MANIFEST, lambda body: b"".join(reversed(body.splitlines(keepends=True)))
    ),
}
HASHED_AGAIN: dict[str, Damage] = {
    "nothing": again(lambda _: None),
    "a quote reworded": record(CLAIMS, "killed five people", "killed nine people"),
    "an offset moved": record(
        CLAIMS, f'"start":{SELK.content[0].start}', f'"start":{SELK.content[0].start + 1}'
    ),
    "a mention reworded": record(
        PARTIES, '"quote":"The Northern Council"', '"quote":"The Northern Camp"'
    ),
    "a text reworded": record(DOCUMENTS, "Shelling alleged in", "Shelling denied by "),
    "a reference to nothing": record(FINDINGS, SELK.id, "claim-" + "0" * 32),
    "a record left out": claims_lines(lambda rows: [r for r in rows if SELK.id.encode() not in r]),
    "a record twice": claims_lines(lambda rows: [*rows[:2], rows[1], *rows[2:]]),
    "a schema of the future": record(CLAIMS, '"schema":"claim/1"', '"schema":"claim/19"'),
    "white space": record(CLAIMS, '"rule":"sample"', '"rule": "sample"'),
    "a key twice": record(CLAIMS, '"rule":"sample"', '"rule":"sample","rule":"sample"'),
    "no number": record(CLAIMS, '"score":null', '"score":NaN'),
    "another base": record(CLAIMS, '"@base":"onrecord:/"', '"@base":"https://elsewhere.example/"'),
    "an end with a space": record(CLAIMS, "]}", "]} "),
    "objects swapped": again(swapped),
    "an object replaced": again(added(OBJECT)),
    "an object removed": again(lambda f: (f / OBJECT).unlink()),
    "an object without capture": again(added(SLIPPED), crate=False),
    "another size stated": record(CAPTURED, f'"size":{CAPTURES[0].size}', '"size":1'),
    "a log cut short": log_lines(lambda rows: rows[:-1]),
    "a log in another order": log_lines(lambda rows: [*rows[:-2], rows[-1], rows[-2]]),
    "a log with an edited event": text(layout.LOG, b"collector-7", b"collector-8"),
    "a checkpoint of another log": text(layout.CHECKPOINT, b"onrecord/log-", b"onrecord/log-0"),
    "a report without the words": text(layout.REPORT, b"shells", b"crowds"),
    "a listed file that does not belong": again(added("data/note.txt")),
    "a capture that was never logged": record(layout.LOG, CAPTURES[0].id, CAPTURES[1].id),
    "an unknown field": record(CLAIMS, '"score":null', '"extra":null,"score":null'),
    "no crate": again(
        lambda f: edit(f, layout.CRATE, lambda body: body.replace(b"@graph", b"@grape")),
        crate=False,
    ),
}
# What only the program checks: tables made again, the types of fields, the digest of the script.
PROGRAM_ONLY: dict[str, Damage] = {
    "a stance turned round": record(CLAIMS, '"stance":"denies"', '"stance":"asserts"'),
    "a table edited": text(layout.table_path("claims"), b"denies", b"asserts"),
    "a number for a rule": record(CLAIMS, '"rule":"sample"', '"rule":7'),
    "another script": again(lambda f: (f / layout.STANDALONE).write_text("print('all well')\n")),
}
SIGNED: dict[str, Damage] = {
    "nothing": lambda _: None,
    **{
        f"flip {member}": flipped(member)
        for member in (layout.VKEY, layout.CHECKPOINT, layout.ALLOWED_SIGNERS)
    },
    **{
        f"remove {member}": lambda f, m=member: (f / m).unlink()
        for member in (layout.VKEY, layout.SIGNATURE, layout.ALLOWED_SIGNERS)
    },
    "another key beside it": again(
        lambda f: edit(f, layout.VKEY, lambda body: body[:-9] + b"AAAAAAAA\n")
    ),
    "no signature but its key": lambda f: [
        (f / member).unlink() for member in (layout.SIGNATURE, layout.ALLOWED_SIGNERS)
    ],
    "a proof removed": again(lambda f: next((f / "data/custody/proofs").iterdir()).unlink()),
    "a proof of nothing": again(added(layout.proof_path("capture-" + "0" * 32))),
    "a proof edited": again(
        lambda f: [
            path.write_bytes(path.read_bytes().replace(b"index ", b"index 1"))
            for path in [min((f / "data/custody/proofs").iterdir())]
        ]
    ),
    "a signature for something else": lambda f: edit(
        f, layout.SIGNATURE, lambda body: body.replace(b"BEGIN SSH", b"BEGIN PGP")
    ),
    "a token for other data": lambda f: (f / layout.seal_token_path("a")).write_bytes(b"x" * 99),
    "an event edited": log_lines(lambda rows: [rows[0].replace(b"local", b"loca1"), *rows[1:]]),
}


@pytest.mark.parametrize("name", [*AT_ONCE])
def test_a_change_is_named_by_both(script: ModuleType, sealed: Path, name: str) -> None:
    AT_ONCE[name](sealed)
    assert both_name_the_same(script, sealed)


@pytest.mark.parametrize("name", [*HASHED_AGAIN])
def test_a_change_hashed_again_is_named_by_both(
    script: ModuleType, sealed: Path, name: str
) -> None:
    HASHED_AGAIN[name](sealed)
    assert bool(both_name_the_same(script, sealed)) is (name != "nothing")


@pytest.mark.parametrize("name", [*SIGNED])
def test_a_change_of_a_signed_file_is_named_by_both(
    script: ModuleType, signed: Path, name: str
) -> None:
    SIGNED[name](signed)
    assert bool(both_name_the_same(script, signed)) is (name != "nothing")


@pytest.mark.parametrize("name", [*PROGRAM_ONLY])
def test_what_only_the_program_checks_is_known(script: ModuleType, sealed: Path, name: str) -> None:
    PROGRAM_ONLY[name](sealed)
    assert failed(verify(sealed))
    assert not named_by(script, sealed)


def test_a_script_that_no_release_carried_fails(sealed: Path) -> None:
    PROGRAM_ONLY["another script"](sealed)
    (message,) = failed(verify(sealed))[layout.STANDALONE]
    assert "do not run it" in message


def test_a_file_without_the_script_is_as_good(script: ModuleType, sealed: Path) -> None:
    (sealed / layout.STANDALONE).unlink()
    edit(sealed, layout.CRATE, _crate_without_the_script)
    hash_again(sealed)
    assert both_name_the_same(script, sealed) == set()


def _crate_without_the_script(body: bytes) -> bytes:
    data = json.loads(body)
    name = layout.STANDALONE.removeprefix(layout.PAYLOAD)
    data["@graph"] = [entity for entity in data["@graph"] if entity["@id"] != name]
    return json.dumps(data).encode()


def test_of_an_edition_the_bytes_and_the_log_are_checked(
    script: ModuleType, tmp_path: Path
) -> None:
    whole = sealed_with_seed(tmp_path / "whole")
    assert named_by(script, whole) == set()
    folder = redacted_sample(whole, tmp_path / "edition")
    assert both_name_the_same(script, folder) == set()
    for member in (layout.OPENINGS, layout.REDACTIONS, layout.LOG, layout.CRATE):
        copy = copy_of(folder, tmp_path / member.replace("/", "-"))
        flipped(member)(copy)
        assert both_name_the_same(script, copy) == {member}


def test_values_that_the_log_does_not_commit_to_are_named_by_both(
    script: ModuleType, tmp_path: Path
) -> None:
    whole = sealed_with_seed(tmp_path / "whole")
    for name, change in {
        "another value": lambda b: b.replace(b"collector-7", b"collector-8", 1),
        "a line too many": lambda b: b + b"{}\n",
    }.items():
        copy = copy_of(whole, tmp_path / name)
        edit(copy, layout.DETAILS, change)
        hash_again(copy)
        assert layout.DETAILS in both_name_the_same(script, copy)


def test_it_knows_the_same_layout_ids_and_references(script: ModuleType) -> None:
    assert script.FIXED == layout.FIXED_MEMBERS
    assert script.MAY_BE == layout.OPTIONAL_MEMBERS
    assert set(script.OPTIONAL) == layout.OPTIONAL_RECORDS
    names = [each for each in vars(layout).values() if isinstance(each, str)]
    made = [layout.restricted_path(3), layout.lists_path(layout.seal_token_path("a")),
            layout.log_token_path(3, "a"), layout.proof_path("capture-" + "0" * 32)]  # fmt: skip
    for path in (*names, *made, "data/else.txt", "seal/else"):
        assert script.belongs(path) is layout.belongs(path), path
    assert {kind: path for kind, (_, path) in layout.RECORD_FILES.items()} == script.FILES
    assert frozenset(script.NOT_IDENTITY) == NOT_IDENTITY
    own = {kind: SCHEMAS[kind][0] for kind in layout.RECORD_FILES}
    assert {
        kind: (cls.IDENTITY, cls.IDENTITY_IF_KNOWN)
        for kind, cls in own.items()
        if hasattr(cls, "IDENTITY")
    } == script.IDENTITY
    lead = {name for name, term in context().items() if term == {"@type": "@id"}}
    # An element is looked up in its crime; what a person decided on may be gone since.
    assert lead - {"element", "subjects"} <= script.REFERENCES


def test_the_release_of_this_version_is_the_script_beside_it() -> None:
    """After a change of the script: put its new digest beside the version that will carry it."""
    digest = hashlib.sha256(SCRIPT.read_bytes()).hexdigest()
    assert RELEASED[-1] == (__version__, digest)
    assert standalone() == SCRIPT.read_bytes()


def test_it_is_of_the_old_language_and_needs_no_package() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))
    modules = {
        name.partition(".")[0]
        for each in ast.walk(tree)
        for name in (
            [alias.name for alias in each.names]
            if isinstance(each, ast.Import)
            else [str(each.module)]
            if isinstance(each, ast.ImportFrom)
            else []
        )
    }
    assert modules <= sys.stdlib_module_names
    assert "onrecord" not in modules


@pytest.mark.parametrize("python", [sys.executable, "python3.8"])
def test_a_reader_runs_it_alone(sealed: Path, python: str) -> None:
    if shutil.which(python) is None or run(python, "-V").returncode != 0:
        pytest.skip(f"needs {python}")
    held = run(python, str(SCRIPT), str(sealed))
    assert (held.returncode, held.stderr) == (0, "")
    assert "every check made here held" in held.stdout
    (sealed / "data" / "a\x1b[2Jb").write_bytes(b"")
    named = run(python, str(SCRIPT), str(sealed), "--json")
    assert named.returncode == 1
    wrong = [each for each in json.loads(named.stdout)["checks"] if each["outcome"] == "failed"]
    assert [each["member"] for each in wrong][:1] == ["data/a\\x1b[2Jb"]
    assert run(python, str(SCRIPT), str(sealed / "absent")).returncode == 2


def run(python: str, *words: str) -> subprocess.CompletedProcess[str]:
    # -I -S: no packages of this environment, nothing from the folder it is run in.
    return subprocess.run([python, "-I", "-S", *words], capture_output=True, text=True, check=False)
