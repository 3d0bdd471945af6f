"""A program of somebody else's, run on hostile bytes with limits on time, memory and output."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from onrecord.guard.confine import ConfinedError
from onrecord.guard.room import limit

_KEPT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TESSDATA_PREFIX")


def limited(
    arguments: Sequence[str],
    *,
    folder: Path,
    seconds: float,
    memory_bytes: int,
    output_bytes: int,
) -> bytes:
    """What the program prints, run in `folder`.

    Raises: ConfinedError if it takes longer, needs or prints more, or ends with a fault.
    """
    numbers = [str(int(seconds) + 1), str(memory_bytes), str(output_bytes)]
    command = [sys.executable, "-P", "-m", "onrecord.guard.run", *numbers, *arguments]
    env = {name: os.environ[name] for name in _KEPT if name in os.environ}
    env |= {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    if "PYTHONPATH" in os.environ:
        env["PYTHONPATH"] = os.environ["PYTHONPATH"]
    out = folder / "printed"
    try:
        with out.open("wb") as into:
            done = subprocess.run(  # noqa: S603 - the program a caller found, by its full path
                command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=into,
                stderr=subprocess.PIPE, timeout=seconds, check=False,
            )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        message = f"it took longer than {seconds:.0f} seconds"
        raise ConfinedError(message) from error
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[-200:]
        message = f"the program ended with {done.returncode}: {said or 'it says nothing'}"
        raise ConfinedError(message)
    return out.read_bytes()


def main(arguments: Sequence[str]) -> None:
    """Lower the limits of this process, then become the program."""
    seconds, memory_bytes, output_bytes, *command = arguments
    limit((("RLIMIT_AS", int(memory_bytes)), ("RLIMIT_FSIZE", int(output_bytes)),
           ("RLIMIT_CPU", int(seconds)), ("RLIMIT_CORE", 0)))  # fmt: skip
    os.execv(command[0], command)  # noqa: S606 - no shell is meant


if __name__ == "__main__":
    main(sys.argv[1:])
