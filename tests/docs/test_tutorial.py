"""The tutorial's commands run as written, one after the other, in an empty folder."""

import os
import re
import subprocess
import sys
from pathlib import Path

from onrecord.model import vocab

ROOT = Path(__file__).parents[2]


def test_the_commands_of_the_tutorial_run(tmp_path):
    page = (ROOT / "docs/tutorial/first-file.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 4
    # "onrecord" of this environment, also where its scripts are not on the path
    tool = tmp_path / "bin"
    tool.mkdir()
    (tool / "onrecord").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m onrecord "$@"\n')
    (tool / "onrecord").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tool}:{os.environ['PATH']}"}
    work = tmp_path / "work"
    work.mkdir()

    for block in blocks:
        done = subprocess.run(
            ["sh", "-ec", block],
            cwd=work,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"


def test_every_link_of_the_readme_and_the_docs_leads_somewhere():
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_word_of_the_closed_lists_that_users_see_is_in_the_vocabulary():
    page = (ROOT / "docs/reference/vocabulary.md").read_text(encoding="utf-8").casefold()
    shown = (*vocab.Modality, *vocab.Form, *vocab.Stance)
    missing = [term.value for term in shown if term.value.replace("_", " ") not in page]
    assert missing == []
