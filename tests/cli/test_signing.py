import hashlib
import json
import shutil

import pytest

from onrecord import vouching
from onrecord.preserve.clocks import fixed
from onrecord.wire.custody import read_checkpoint
from onrecord.wire.merkle import inclusion_holds, leaf_hash
from onrecord.wire.notes import read_note, read_proof

CLOCK = ("--clock", "2026-01-31T12:00:00Z")


@pytest.fixture
def key(onrecord, tmp_path):
    (tmp_path / "words").write_text("four words of mine\n")
    onrecord("keys", "new", "k", "--name", "office-1", "--passphrase-file", "words", check=0)
    return ("--sign", "k", "--passphrase-file", "words")


def test_a_file_is_signed_and_held_against_its_signer_alone(onrecord, good, key, tmp_path):
    onrecord("keys", "new", "other", "--name", "office-2", "--no-passphrase", check=0)
    done = onrecord("build", good, "--out", "f", "--zip", "--workers", 1, *key, check=0)
    assert "signed   by office-1, SHA256:" in done.stdout

    for sealed in ("f", "f.zip"):
        onrecord("verify", sealed, "--signer", "k.pub", check=0)
        onrecord("verify", sealed, check=0)
        failed = onrecord("verify", sealed, "--signer", "other.pub", check=1)
        assert "unknown key" in failed.stderr
    (tmp_path / "trusted").write_text((tmp_path / "f/seal/allowed_signers").read_text())
    onrecord("verify", "f", "--signer", "trusted", check=0)
    onrecord("verify", "f", "--signer", "other.pub", "--signer", "trusted", check=0)


def test_the_same_input_clock_and_key_give_the_same_bytes(onrecord, good, key, tmp_path):
    found = []
    for _ in range(2):
        onrecord("build", good, "--out", "f", "--workers", 1, *CLOCK, *key, check=0)
        found.append({p: p.read_bytes() for p in (tmp_path / "f").rglob("*") if p.is_file()})
        shutil.rmtree(tmp_path / "f")
    assert found[0] == found[1]


@pytest.mark.usefixtures("key")
def test_an_unsigned_file_fails_where_a_signer_is_expected(onrecord, good):
    onrecord("build", good, "--out", "f", "--workers", 1, check=0)
    assert "is missing" in onrecord("verify", "f", "--signer", "k.pub", check=1).stderr


def test_a_case_that_goes_on_continues_the_checkpoint_kept(onrecord, good, key, tmp_path):
    onrecord("init", "case", check=0)
    onrecord("add", "case", good, check=0)
    onrecord("process", "case", "--workers", 1, check=0)
    onrecord("seal", "case", "--out", "one", *key, check=0)
    shutil.copy(tmp_path / "one/data/custody/checkpoint", tmp_path / "kept")
    onrecord("seal", "case", "--out", "two", *key, check=0)
    onrecord("verify", "two", "--older", "kept", "--signer", "k.pub", check=0)
    shutil.copy(tmp_path / "two/data/custody/checkpoint", tmp_path / "later")
    missing = onrecord("verify", "one", "--older", "later", check=1)
    assert "later ones are missing" in missing.stderr


def test_keys_are_entered_in_the_log_and_a_replaced_one_signs_no_more(
    onrecord, good, key, tmp_path
):
    onrecord("init", "case", check=0)
    onrecord("add", "case", good, check=0)
    onrecord("process", "case", "--workers", 1, check=0)
    onrecord("seal", "case", "--out", "one", *key, check=0)
    onrecord("keys", "new", "n", "--name", "office-9", "--no-passphrase", "--case", "case", check=0)
    onrecord("keys", "rotate", "case", "--old", "k.pub", "--new", "n", check=0)
    refused = onrecord("seal", "case", "--out", "two", *key, check=2)
    assert "was replaced" in refused.stderr
    onrecord("seal", "case", "--out", "two", "--sign", "n", check=0)
    onrecord("verify", "two", "--signer", "n.pub", check=0)
    actions = [
        json.loads(line)["action"]
        for line in (tmp_path / "two/data/custody/log.jsonl").read_text().splitlines()
    ]
    assert [each for each in actions if each == "sealed" or each.startswith("key_")] == [
        "key_introduced", "sealed", "key_created", "key_rotated", "sealed",
    ]  # fmt: skip
    assert actions[-2:] == ["contents", "sealed"]
    onrecord("keys", "rotate", "case", "--old", "n", "--new", "k", check=2)


@pytest.mark.usefixtures("key")
def test_what_cannot_be_used_is_said_plainly(onrecord, good, tmp_path):
    (tmp_path / "bad").write_text("somebody ssh-rsa AAAA\n")
    onrecord("build", good, "--out", "f", "--workers", 1, check=0)
    for words, said in (
        (("verify", "f", "--signer", "bad"), "line 1"),
        (("verify", "f", "--signer", "absent"), "no such file"),
        (("verify", "f", "--witness", "me"), "keys show"),
        (("build", good, "--out", "g", "--sign", "k"), "terminal"),
        (("build", good, "--out", "g", "--sign", "absent"), "keys new"),
        (("keys", "new", "k", "--name", "x", "--no-passphrase"), "overwrite"),
        (("keys", "new", "j", "--name", "x"), "terminal"),
    ):
        done = onrecord(*words, check=2)
        assert said in done.stderr.replace("\n", " "), words
    assert not (tmp_path / "g").exists()
    assert not (tmp_path / "j").exists()


@pytest.mark.usefixtures("key")
def test_a_key_shows_what_others_need(onrecord):
    shown = onrecord("keys", "show", "k").stdout
    assert 'signer   office-1 namespaces="onrecord" ssh-ed25519 ' in shown
    assert "witness  office-1+" in shown


def test_a_witness_cosigns_what_holds_and_is_asked_for_by_key(onrecord, good, key, tmp_path):
    onrecord("build", good, "--out", "f", "--zip", "--workers", 1, *key, check=0)
    onrecord("keys", "new", "w", "--name", "witness-1", "--no-passphrase", check=0)
    vkey = onrecord("keys", "show", "w").stdout.split()[-1]
    missing = onrecord("verify", "f", "--witness", vkey, check=1)
    assert "cosigned by witness-1" in missing.stderr
    said = onrecord("witness", "f.zip", "--key", "w", *CLOCK, check=0).stdout
    assert vkey in said
    for sealed in ("f", "f.zip"):
        onrecord("verify", sealed, "--witness", vkey, "--signer", "k.pub", check=0)
    assert "would overwrite" in onrecord("witness", "f", "--key", "w", check=2).stderr
    # A file that does not hold is not cosigned.
    report = tmp_path / "f/data/report.html"
    report.write_bytes(report.read_bytes() + b" ")
    onrecord("witness", "f", "--key", "w", "--out", "again", check=1)
    assert not (tmp_path / "again").exists()


def test_a_witness_does_not_cosign_a_log_that_forgets(onrecord, good, key, tmp_path):
    onrecord("build", good, "--out", "f", "--workers", 1, *key, check=0)
    (tmp_path / "seen").write_text("onrecord/log-0\n1\n" + "A" * 43 + "=\n")
    refused = onrecord("witness", "f", "--key", "k", "--older", "seen", check=1)
    assert "another log" in refused.stderr


def test_a_proof_of_a_capture_stands_alone(onrecord, good, key, tmp_path):
    onrecord("build", good, "--out", "f", "--workers", 1, *key, check=0)
    kept = next((tmp_path / "f/data/custody/proofs").iterdir())
    said = onrecord("proof", "f", kept.stem, "--out", "x.tlog-proof", check=0).stdout
    assert (tmp_path / "x.tlog-proof").read_bytes() == kept.read_bytes()
    found = read_proof(kept.read_bytes())
    checkpoint = read_checkpoint(read_note(found.checkpoint).text)
    leaf = leaf_hash(found.leaf)
    assert inclusion_holds(leaf, found.index, checkpoint.size, found.path, checkpoint.root)
    # The leaf commits to the capture; salt and value are handed along with the proof.
    salt, value = next(
        line.split(maxsplit=2)[1:] for line in said.splitlines() if line[:6] == "detail"
    )
    assert kept.stem in value
    digest = hashlib.sha256((salt + value).encode()).hexdigest()
    assert json.loads(found.leaf)["commitments"]["detail"] == digest
    onrecord("proof", "f", "capture-0", "--out", "y", check=3)
    onrecord("proof", "absent", kept.stem, "--out", "y", check=2)


def test_a_case_gives_proofs_too(onrecord, good, tmp_path):
    onrecord("init", "case", check=0)
    onrecord("add", "case", good, check=0)
    onrecord("process", "case", "--workers", 1, check=0)
    rows = [json.loads(line) for line in onrecord("show", "case", "--json").stdout.splitlines()]
    capture = next(row["id"] for row in rows if row["schema"].startswith("capture/"))
    onrecord("proof", "case", capture, "--out", "x", check=0)
    assert read_proof((tmp_path / "x").read_bytes()).index == 0


def test_a_token_over_the_log_goes_into_the_next_sealed_file(onrecord, good, key, tmp_path):
    pytest.importorskip("rfc3161_client", reason="needs the extra 'time'")
    from authority import Authority, identity  # noqa: PLC0415 - needs the extra

    onrecord("init", "case", check=0)
    onrecord("add", "case", good, check=0)
    onrecord("process", "case", "--workers", 1, check=0)
    asked = onrecord("stamp", "case", "--tsa", "http://127.0.0.1:9/", check=4)
    assert "pending  checkpoint 3 by 127-0-0-1-9: not reached" in asked.stdout
    onrecord("seal", "case", "--out", "before", *key, check=0)
    assert not (tmp_path / "before/data/custody/timestamps").exists()

    root = identity("Test root", ca=True, usages=())
    (tmp_path / "root.pem").write_bytes(root.pem)
    tried = vouching.stamp(
        tmp_path / "case", [], clock=fixed("2031-05-10T12:00:00Z"), collector=None,
        new_nonce=lambda: 1, authority_at=lambda _: Authority(identity("Authority", root)),
    )  # fmt: skip
    assert [query.state for query in tried] == ["done"]
    assert "nothing is pending" in onrecord("stamp", "case", check=0).stdout
    onrecord("seal", "case", "--out", "after", "--zip", *key, check=0)
    against = ("--signer", "k.pub", "--tsa-root", "root.pem")
    for sealed in ("after", "after.zip"):
        shown = onrecord("verify", sealed, "--json", *against, check=0).stdout
        held = [row for row in json.loads(shown)["checks"] if row["check"] == "time"]
        assert [row["outcome"] for row in held] == ["held"]
        assert "first 3 events of the log existed no later than 2031-05-10" in held[0]["message"]
    onrecord("verify", "before", *against, check=1)
    onrecord("verify", "after", "--tsa-root", "k.pub", check=1)
    onrecord("stamp", "after.zip", "--tsa", "http://127.0.0.1:9/", check=2)
    onrecord("stamp", "absent", check=2)
