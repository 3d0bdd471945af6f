import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.durable import Hold, replace_file
from onrecord.errors import StoreBusyError, StoreInvalid
from onrecord.store.case import LOCK, Case

HOLDER = """
import sys, time
from pathlib import Path
sys.argv = ["/usr/bin/onrecord", "add", "SECRET"]
from onrecord.durable import Hold
held = Hold(Path({path!r}))
print("held", flush=True)
time.sleep({seconds})
"""


def holder(path: Path, seconds: float) -> subprocess.Popen[str]:
    code = HOLDER.format(path=str(path), seconds=seconds)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_a_replaced_file_is_synced_then_renamed_then_its_folder_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = note_steps(monkeypatch)
    replace_file(tmp_path / "a", b"one")
    assert steps == ["sync .a.part", "rename a", f"sync {tmp_path.name}"]


def test_an_object_and_the_new_folder_it_lies_in_are_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Case.create(tmp_path / "case", title="t") as case, (tmp_path / "a").open("wb+") as source:
        source.write(b"body")
        source.seek(0)
        steps = note_steps(monkeypatch)
        stored = case.objects.put(source)
    assert steps[0].startswith("sync .incoming-")
    assert steps[1:] == [
        "sync objects",
        f"rename {stored.sha256}",
        f"sync {stored.sha256[:2]}",
    ]


def note_steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every sync and rename from now on, in order."""
    steps: list[str] = []
    sync, rename = os.fsync, Path.replace

    def noted_sync(handle: int) -> None:
        steps.append(f"sync {Path(f'/proc/self/fd/{handle}').readlink().name}")
        sync(handle)

    def noted_rename(path: Path, target: Path) -> Path:
        steps.append(f"rename {Path(target).name}")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_rename)
    return steps


def test_the_second_process_is_told_who_holds_the_case(tmp_path: Path) -> None:
    Case.create(tmp_path / "case", title="t").close()
    other = holder(tmp_path / "case" / LOCK, 60)
    try:
        with pytest.raises(StoreBusyError) as caught:
            Case.open(tmp_path / "case", wait_s=0.1)
    finally:
        end(other)
    assert f"process {other.pid} on " in str(caught.value)
    assert "onrecord add" in str(caught.value)
    assert "SECRET" not in str(caught.value), "what follows the command is nobody's business"
    with Case.open(tmp_path / "case", wait_s=1):
        pass  # the holder was killed: nothing is held any more


def test_the_second_process_waits_and_goes_on(tmp_path: Path) -> None:
    Case.create(tmp_path / "case", title="t").close()
    other = holder(tmp_path / "case" / LOCK, 0.3)
    with Case.open(tmp_path / "case", wait_s=30) as case:
        assert case.title == "t"
    end(other)


def test_who_only_reads_need_not_wait(tmp_path: Path) -> None:
    with (
        Case.create(tmp_path / "case", title="t"),
        Case.open(tmp_path / "case", alone=False) as reader,
    ):
        assert reader.events() == ()


def test_a_case_that_could_not_be_opened_is_held_by_nobody(tmp_path: Path) -> None:
    Case.create(tmp_path / "case", title="t").close()
    (tmp_path / "case" / "case.sqlite").write_bytes(b"no database" * 999)
    for _ in range(2):
        with pytest.raises(StoreInvalid):
            Case.open(tmp_path / "case", wait_s=0)
    Hold(tmp_path / "case" / LOCK).close()


def test_what_an_interrupted_write_left_is_cleared_by_the_next_writer(tmp_path: Path) -> None:
    Case.create(tmp_path / "case", title="t").close()
    left = tmp_path / "case" / "objects" / ".incoming-abc"
    left.write_bytes(b"half")
    Case.open(tmp_path / "case", alone=False).close()
    assert left.exists(), "a reader changes nothing"
    Case.open(tmp_path / "case").close()
    assert not left.exists()
