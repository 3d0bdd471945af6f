"""Asking for timestamps: offline first, nothing lost, no answer taken to another question."""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

pytest.importorskip("rfc3161_client", reason="needs the extra 'time'")
pytest.importorskip("asn1crypto", reason="needs the extra 'time'")

from authority import NOON, Authority, identity
from onrecord import vouching
from onrecord.errors import SettingInvalid, StoreInvalid
from onrecord.guard.reach import Reach
from onrecord.model.fixity import CustodyEvent
from onrecord.preserve.clocks import FixedClock, fixed
from onrecord.stamp.authority import HttpAuthority, authority_name
from onrecord.stamp.lists import ask
from onrecord.stamp.queue import State, read_queue
from onrecord.store.case import Case
from onrecord.store.tokens import log_tokens
from onrecord.verify.anchors import Anchors
from onrecord.verify.sealed import verify
from onrecord.verify.tokens import check_token
from onrecord.wire import layout
from onrecord.wire.custody import checkpoint_of, checkpoint_text
from sealed_tools import failed, sealed_sample

URL, SECOND = "http://stamps.example/tsa", "https://second.example"
ROOT = identity("Test root", ca=True, usages=())
GOOD = Authority(identity("Test authority", ROOT))
CLOCK = fixed("2031-05-10T12:00:00Z")


class Down:
    name = "down"

    def ask(self, query: bytes) -> bytes:
        raise ConnectionRefusedError(len(query))


class Says:
    name = "says"

    def __init__(self, body: bytes) -> None:
        self.body = body

    def ask(self, query: bytes) -> bytes:
        assert query
        return self.body


def run(path: Path, urls=(URL,), authority: object = GOOD, clock=CLOCK, lists=b""):
    count = itertools.count(11)
    return vouching.stamp(
        path, urls, clock=clock, collector="collector-7", new_nonce=lambda: next(count),
        authority_at=lambda _url: authority, lists_of=lambda _token: lists,
    )  # fmt: skip


@pytest.fixture
def case(tmp_path: Path) -> Path:
    with Case.create(tmp_path / "case", title="t") as made:
        made.log(CustodyEvent(NOON, "local", "collector-7", "processed"))
    return tmp_path / "case"


def events(case: Path) -> tuple[CustodyEvent, ...]:
    with Case.open(case) as held:
        return held.events()


def test_a_token_over_the_log_is_kept_and_entered(case: Path) -> None:
    (done,) = run(case)
    assert (done.state, done.attempts, done.subject) == (State.DONE, 1, "checkpoint 1")
    token = (case / "timestamps" / "1.stamps-example.tsr").read_bytes()
    last = events(case)[-1]
    assert (last.action, last.object) == ("timestamped", hashlib.sha256(token).hexdigest())
    text = checkpoint_text(checkpoint_of(events(case)[:1]))
    assert check_token(token, text, ROOT.pem).at == NOON


@pytest.mark.parametrize(("minutes", "off"), [(-90, "-5400 s off"), (3, "+180 s off")])
def test_08_a_clock_that_is_off_is_told_when_the_token_comes(case: Path, minutes, off) -> None:
    run(case, clock=FixedClock(NOON + timedelta(minutes=minutes)))

    stamped, anomaly = events(case)[-2:]
    assert stamped.detail == f"checkpoint 1 by stamps-example at {NOON.isoformat()}"
    assert anomaly.action == "clock_anomaly"
    assert off in anomaly.detail


def test_08_a_clock_that_is_right_is_not_suspected(case: Path) -> None:
    run(case, clock=FixedClock(NOON + timedelta(seconds=20)))
    assert [event.action for event in events(case)] == ["processed", "timestamped"]


def test_what_is_said_of_the_certificates_is_kept_and_sealed_with_the_token(case: Path) -> None:
    run(case)
    kept = case / "timestamps" / "1.stamps-example.tsr.pem"
    assert not kept.exists()
    run(case, urls=(), lists=b"a list")  # asked for again while there was none
    assert kept.read_bytes() == b"a list"
    run(case, urls=(), lists=b"another")
    assert kept.read_bytes() == b"a list"
    assert set(log_tokens(case)) == {
        "data/custody/timestamps/1.stamps-example.tsr",
        "data/custody/timestamps/1.stamps-example.tsr.pem",
    }


def test_lists_are_not_asked_for_at_private_addresses() -> None:
    for url in ("http://127.0.0.1:1/a.crl", "http://169.254.169.254/", "http://localhost/",
                "https://office.example/", "file:///etc/passwd", "ldap://x"):  # fmt: skip
        with pytest.raises(OSError, match=r"is at|not an http"):
            ask(url, None)


def test_lists_are_fetched_within_limits(server) -> None:
    here = Reach(frozenset({"127.0.0.1"}))
    assert ask(server(lambda query: b"answer to " + query), b"q", here) == b"answer to q"
    with pytest.raises(OSError, match="503"):
        ask(server(lambda _query: b""), b"q", here)
    with pytest.raises(OSError, match="bytes"):
        ask(server(lambda _query: bytes(17 << 20)), b"q", here)


def test_a_token_over_a_sealed_folder_lies_in_it_and_verifies(tmp_path: Path) -> None:
    folder = sealed_sample(tmp_path / "f")
    assert [each.state for each in run(folder)] == [State.DONE]
    assert (folder / "seal" / "tagmanifest-sha256.txt.stamps-example.tsr").is_file()
    assert failed(verify(folder, anchors=Anchors(roots=(ROOT.pem,)))) == {}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f", "f.timestamps.json"]


def test_17_what_is_not_reached_stays_pending_and_is_asked_again(case: Path) -> None:
    (pending,) = run(case, authority=Down())
    assert (pending.state, pending.attempts) == (State.PENDING, 1)
    assert len(events(case)) == 1, "nothing happened yet"
    # The case goes on; the token is still over the log as it was.
    with Case.open(case) as held:
        held.log(CustodyEvent(NOON, "local", "collector-7", "processed"))
    (again,) = run(case, urls=(), authority=Down())
    assert again.attempts == 2
    (done,) = run(case, urls=())
    assert (done.state, done.subject, done.nonce) == (State.DONE, "checkpoint 1", pending.nonce)
    assert run(case, urls=()) == ()


@pytest.mark.parametrize("body", [b"", b"<html>sign in</html>", b"\x30\x80" * 50, b"\0" * 9000])
def test_17_garbage_stays_pending(case: Path, body: bytes) -> None:
    (pending,) = run(case, authority=Says(body))
    assert pending.state is State.PENDING
    assert "no reply" in pending.message
    assert list((case / "timestamps").iterdir()) == [case / "timestamps/queue.json"]


@pytest.mark.parametrize(
    ("authority", "words"),
    [
        (GOOD.but(nonce=99), "nonce"),
        (GOOD.but(carried=()), "certificate"),
        (GOOD.but(status="rejection"), "rejection"),
        (Says(GOOD.stamp(b"other data")), "other data"),
    ],
)
def test_16_an_answer_to_another_question_is_refused(case: Path, authority, words: str) -> None:
    (refused,) = run(case, authority=authority)
    assert refused.state is State.FAILED
    assert words in refused.message
    assert len(events(case)) == 1
    assert run(case, urls=()) == (), "it is not asked again by itself"
    assert [each.state for each in run(case)] == [State.DONE], "but when it is asked for"


def test_an_authority_is_asked_once_for_the_same_thing(tmp_path: Path) -> None:
    folder = sealed_sample(tmp_path / "f")
    assert len(run(folder, (URL, SECOND))) == 2
    assert run(folder, (URL,)) == ()


def test_a_folder_that_changed_since_it_was_queued_is_not_stamped(tmp_path: Path) -> None:
    folder = sealed_sample(tmp_path / "f")
    run(folder, authority=Down())
    with (folder / layout.TAG_MANIFEST).open("ab") as tags:
        tags.write(b"\n")
    (refused,) = run(folder, urls=())
    assert refused.state is State.FAILED


def test_what_cannot_be_stamped_is_refused(tmp_path: Path, case: Path) -> None:
    for url in ("ftp://x.example", "file:///etc/passwd", "stamps", "http://", "http://[", ""):
        with pytest.raises(SettingInvalid):
            run(case, (url,))
    (tmp_path / "some").mkdir()
    with pytest.raises(SettingInvalid, match="sealed folder"):
        run(tmp_path / "some")
    (case / "timestamps").mkdir(exist_ok=True)
    (case / "timestamps" / "queue.json").write_text('[{"subject": 1}]')
    with pytest.raises(StoreInvalid, match="queries"):
        run(case)


def test_names_of_authorities_fit_file_names() -> None:
    assert authority_name("http://Stamps.Example:8080/x?y") == "stamps-example-8080"
    assert layout.is_seal_token(layout.seal_token_path(authority_name("http://" + "a." * 90 + "b")))


@pytest.fixture
def server() -> Iterator[Callable[[Callable[[bytes], bytes]], str]]:
    started: list[ThreadingHTTPServer] = []

    def start(answer: Callable[[bytes], bytes]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                assert self.headers["Content-Type"].startswith("application/")
                body = answer(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200 if body else 503)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        made.daemon_threads = True
        made.handle_error = lambda *_: None  # a client that does not wait is meant
        threading.Thread(target=made.serve_forever, daemon=True).start()
        started.append(made)
        return f"http://127.0.0.1:{made.server_address[1]}/"

    yield start
    for each in started:
        each.shutdown()
        each.server_close()


def test_17_an_authority_over_http_that_is_down_slow_or_endless(server) -> None:
    refusing = server(lambda _query: b"")
    with pytest.raises(OSError, match="503"):
        HttpAuthority(refusing).ask(b"q")
    slow = server(lambda _query: time.sleep(1) or b"late")
    with pytest.raises(OSError, match="timed out"):
        HttpAuthority(slow, patience_s=0.2).ask(b"q")
    endless = server(lambda _query: b"x" * (3 << 20))
    with pytest.raises(OSError, match="more than"):
        HttpAuthority(endless).ask(b"q")
    with pytest.raises(OSError, match=r"."):
        HttpAuthority("http://127.0.0.1:9/").ask(b"q")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
def test_an_authority_run_by_openssl_answers_and_openssl_verifies(
    tmp_path: Path, case: Path, server
) -> None:
    now = datetime.now(UTC)
    root = identity("Test root", ca=True, usages=(), since=now - timedelta(1),
                    until=now + timedelta(1))  # fmt: skip
    leaf = identity("Run by openssl", root, since=now - timedelta(1), until=now + timedelta(1))
    files = {"key.pem": leaf.key_pem, "leaf.pem": leaf.pem, "root.pem": root.pem}
    files["conf"] = (
        b"[t]\nserial=serial\ndefault_policy=1.2.3.4.1\ndigests=sha256\nsigner_digest=sha256\n"
        b"ess_cert_id_alg=sha256\ness_cert_id_chain=no\nordering=no\ntsa_name=no\n"
    )
    for name, body in files.items():
        (tmp_path / name).write_bytes(body)

    def answer(query: bytes) -> bytes:
        (tmp_path / "query").write_bytes(query)
        return subprocess.run(
            ["openssl", "ts", "-reply", "-queryfile", "query", "-config", "conf", "-section", "t",
             "-inkey", "key.pem", "-signer", "leaf.pem", "-chain", "root.pem"],
            cwd=tmp_path, capture_output=True, check=True,
        ).stdout  # fmt: skip

    count = itertools.count(1 << 62)
    (done,) = vouching.stamp(
        case, [server(answer)], clock=CLOCK, collector=None, new_nonce=lambda: next(count),
        authority_at=HttpAuthority,
    )  # fmt: skip
    assert done.state is State.DONE, done.message
    (token,) = (case / "timestamps").glob("1.127-0-0-1-*.tsr")
    data = checkpoint_text(checkpoint_of(events(case)[:1]))
    stamp = check_token(token.read_bytes(), data, root.pem)
    assert abs(stamp.at - now) < timedelta(minutes=5)
    (tmp_path / "data").write_bytes(data)
    verified = subprocess.run(
        ["openssl", "ts", "-verify", "-data", "data", "-in", token, "-CAfile", "root.pem"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Verification: OK" in verified.stdout, verified.stderr
    assert json.loads((case / "timestamps" / "queue.json").read_text())[0]["state"] == "done"
    assert read_queue(tmp_path / "absent") == ()
