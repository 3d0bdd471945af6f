from pathlib import Path

from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.store.case import Case


def run(*words: object, code: int) -> str:
    done = CliRunner().invoke(app, [*map(str, words)])
    assert done.exit_code == code, done.output
    return " ".join(done.output.split())


def test_fixity_says_what_holds_and_ends_with_3_where_something_does_not(
    tmp_path: Path, good: Path
) -> None:
    case = tmp_path / "case"
    run("init", case, code=0)
    run("add", case, good, code=0)
    assert "checked 1 held" in run("fixity", case, "--sample", "5", code=0)
    (path,) = (case / "objects").glob("??/*")
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    said = run("fixity", case, code=3)
    assert "office.txt" in said
    assert "changed" in said
    copy = tmp_path / "copy" / "objects" / path.parent.name
    copy.mkdir(parents=True)
    (copy / path.name).write_bytes(whole)
    assert "1 restored" in run("fixity", case, "--copy", tmp_path / "copy", code=0)
    assert path.read_bytes() == whole
    with Case.open(case, alone=False) as held:
        actions = [event.action for event in held.events()]
    assert actions == [
        "captured",
        "checked",
        "checked",
        "checked",
        "checked",
        "restored",
        "checked",
    ]
