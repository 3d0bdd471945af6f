import os

import pytest

from onrecord.errors import SourceMissing, SourceUnreadableError
from onrecord.preserve.sources import find


def test_a_folder_gives_its_files_recursively_and_sorted(tmp_path):
    root = tmp_path / "reports"
    (root / "b").mkdir(parents=True)
    for name in ("z.txt", "a.txt", "b/c.txt"):
        (root / name).write_text("x")

    found = list(find(root))

    assert [item.origin for item in found] == [
        "reports/a.txt",
        "reports/b/c.txt",
        "reports/z.txt",
    ]
    assert {item.method for item in found} == {"folder"}


def test_a_single_file_is_known_by_its_name_and_not_by_its_folder(tmp_path):
    path = tmp_path / "statement.html"
    path.write_text("x")

    (found,) = find(path)

    assert (found.origin, found.method) == ("statement.html", "file")


def test_a_missing_path_is_named(tmp_path):
    with pytest.raises(SourceMissing, match=r"nowhere.*does not exist"):
        list(find(tmp_path / "nowhere"))


@pytest.mark.parametrize("target", ["../outside.txt", "../elsewhere", "."])
def test_a_link_that_leaves_the_folder_or_leads_to_a_folder_is_refused(tmp_path, target):
    root = tmp_path / "reports"
    root.mkdir()
    (tmp_path / "outside.txt").write_text("secret")
    (tmp_path / "elsewhere").mkdir()
    (root / "link").symlink_to(target)

    (found,) = find(root)

    assert isinstance(found.refused, SourceUnreadableError)
    assert "reports/link" in str(found.refused)


def test_a_link_inside_the_folder_is_followed(tmp_path):
    root = tmp_path / "reports"
    root.mkdir()
    (root / "a.txt").write_text("x")
    (root / "b.txt").symlink_to("a.txt")

    assert [item.refused for item in find(root)] == [None, None]


def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    (found,) = find(tmp_path)

    assert isinstance(found.refused, SourceUnreadableError)
