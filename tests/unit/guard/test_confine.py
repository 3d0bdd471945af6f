import os
import subprocess
import sys
import time

import pytest

from onrecord.guard.confine import ConfinedError, confined

RUN = "builtins:eval"  # of the bytes it is given: each test says what goes wrong in there


def run(code, seconds=20.0):
    return confined(RUN, code.encode(), seconds=seconds)


def test_a_job_is_done_elsewhere_and_the_process_stays_warm():
    first = run("__import__('os').getpid()")

    assert first != os.getpid()
    assert run("__import__('os').getpid()") == first
    assert run("{'a': [1.5, None, 'ب']}") == {"a": [1.5, None, "ب"]}


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("__import__('os').abort()", "ended the process"),
        ("__import__('os')._exit(0)", "ended the process"),
        ("bytes(5 << 30) and 1", "more memory"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("object()", "TypeError"),
    ],
)
def test_29_what_goes_wrong_there_is_told_and_ends_nothing_here(code, says):
    with pytest.raises(ConfinedError, match=says):
        run(code)
    assert run("1 + 1") == 2


def test_29_a_job_that_sleeps_is_left_in_time():
    began = time.monotonic()
    with pytest.raises(ConfinedError, match="longer than"):
        run("__import__('time').sleep(60)", seconds=0.5)
    assert time.monotonic() - began < 10
    assert run("2") == 2


def test_29_a_job_that_works_on_for_ever_is_ended_by_the_system():
    limit = run("__import__('resource').getrlimit(0)[0] - sum(__import__('os').times()[:2])", 7)
    assert 7 <= limit <= 10


def test_it_writes_nothing_into_a_file(tmp_path):
    made = tmp_path / "made"
    run(f"open({str(made)!r}, 'wb').write(b'x')")
    assert made.read_bytes() == b""


def test_code_in_the_folder_it_is_started_in_is_not_run(tmp_path):
    (tmp_path / "json.py").write_text("open('harmed', 'w').write('x')")
    code = (
        "from onrecord.guard.confine import confined; "
        "print(confined('builtins:eval', b'7', seconds=30))"
    )
    said = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, check=True
    )
    assert said.stdout == b"7\n"
    assert not (tmp_path / "harmed").exists()


def test_what_a_secret_in_the_environment_says_is_not_handed_on(monkeypatch):
    monkeypatch.setenv("ONRECORD_SECRET", "x")
    with pytest.raises(ConfinedError):
        run("__import__('os').abort()")  # the next one starts with the environment of now
    assert run("'ONRECORD_SECRET' in __import__('os').environ") is False


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_fork_has_a_process_of_its_own():
    mine = run("__import__('os').getpid()")
    back, to = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(to, str(run("__import__('os').getpid()")).encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    theirs = int(os.read(back, 100))
    os.close(back)
    os.close(to)

    assert theirs != mine
    assert run("__import__('os').getpid()") == mine
