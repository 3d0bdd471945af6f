import os
import subprocess
import sys

import pytest

GOOD = """Monday, 4 March 2024 09:15

Shelling of a market in Tarvik alleged

The Varenian Health Office said that shells hit the market of Tarvik on Sunday.
"At least five people were killed," said its head, Ilsa Morrow.
"""


@pytest.fixture
def onrecord(tmp_path):
    """Run the command as a user would, in an empty folder."""

    def run(*words, check=None, **kwargs):
        done = subprocess.run(
            [sys.executable, "-m", "onrecord", *map(str, words)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=300,
            env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"},
            check=False,
            **kwargs,
        )
        if check is not None:
            assert done.returncode == check, done.stderr + done.stdout
        return done

    return run


@pytest.fixture
def good(tmp_path):
    """A folder with one readable report."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "office.txt").write_text(GOOD, encoding="utf-8")
    return folder
