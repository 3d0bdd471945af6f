from pathlib import Path

import pytest

from onrecord.durable import Hold
from onrecord.errors import StoreBusyError
from onrecord.seal.writing import new_file, new_folder


def test_what_an_interrupted_run_left_is_removed(tmp_path: Path) -> None:
    left = [tmp_path / ".file.abc.part", tmp_path / ".file.zip.abc.part"]
    left[0].mkdir()
    (left[0] / "half").write_bytes(b"half")
    left[1].write_bytes(b"half")
    with new_folder(tmp_path / "file") as folder:
        folder.write("a", [b"a"])
    with new_file(tmp_path / "file.zip") as at:
        at.write_bytes(b"z")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "file.zip"]


def test_what_another_process_is_writing_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / ".file.abc.part"
    other.mkdir()
    with Hold(other, names=False), new_folder(tmp_path / "file") as folder:
        folder.write("a", [b"a"])
    assert other.is_dir()


def test_other_names_are_left_alone(tmp_path: Path) -> None:
    for name in (".file2.abc.part", "file.abc.part", ".file.abc", ".f.abc.part"):
        (tmp_path / name).mkdir()
    with new_folder(tmp_path / "file"):
        pass
    assert len(list(tmp_path.iterdir())) == 5


def test_what_is_to_be_done_before_it_gets_its_name_is_done_when_all_is_written(
    tmp_path: Path,
) -> None:
    seen: list[bool] = []

    def written() -> None:
        (part,) = tmp_path.glob(".file.*.part")
        seen.append((part / "a").read_bytes() == b"a" and not (tmp_path / "file").exists())

    with new_folder(tmp_path / "file", written) as folder:
        folder.write("a", [b"a"])
    assert seen == [True]


def test_nothing_gets_its_name_if_that_fails(tmp_path: Path) -> None:
    def written() -> None:
        raise StoreBusyError("no", "case")

    with pytest.raises(StoreBusyError), new_folder(tmp_path / "file", written):
        pass
    assert list(tmp_path.iterdir()) == []
