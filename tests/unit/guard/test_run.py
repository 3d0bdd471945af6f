import sys

import pytest

from onrecord.guard.confine import ConfinedError
from onrecord.guard.run import limited

LIMITS = {"seconds": 20, "memory_bytes": 1 << 30, "output_bytes": 1 << 20}


def run(folder, code, **limits):
    return limited([sys.executable, "-c", code], folder=folder, **(LIMITS | limits))


def test_what_a_program_prints_comes_back(tmp_path):
    assert run(tmp_path, "import os; print(os.getcwd())").strip() == str(tmp_path).encode()


@pytest.mark.parametrize(
    ("code", "limits"),
    [
        ("bytes(3 << 29)", {}),
        ("while True: print('x' * 10000)", {}),
        ("open('made', 'wb').write(bytes(2 << 20))", {}),
        ("while True: pass", {"seconds": 1}),
        ("import time; time.sleep(60)", {"seconds": 0.5}),
        ("import os; os.abort()", {}),
        ("import sys; sys.exit('no such page')", {}),
    ],
)
def test_31_a_program_that_takes_too_much_or_fails_is_told(tmp_path, code, limits):
    with pytest.raises(ConfinedError, match=r"ended with|took longer"):
        run(tmp_path, code, **limits)


def test_a_secret_in_the_environment_is_not_handed_on(tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_SECRET", "x")
    assert run(tmp_path, "import os; print('ONRECORD_SECRET' in os.environ)") == b"False\n"
