"""The commands of VERIFY.txt, as a reader finds them."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord.wire import layout

_COMMAND = re.compile(r"^  \$ (.*)$", re.MULTILINE)


def commands(folder: Path) -> list[str]:
    """The lines that begin with "  $ ", continued lines joined."""
    text = (folder / layout.VERIFY).read_text(encoding="utf-8").replace("\\\n", " ")
    return _COMMAND.findall(text)
