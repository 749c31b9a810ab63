"""The command line as one types it: what each command says, refuses and leaves on the disk."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from frontdesk import cli, practice, settings, words
from frontdesk.commands import papers
from frontdesk.errors import InputError, KeyFault, UsageError
from frontdesk.settings import Folders
from frontdesk.store import keys

INIT = ("init", "--pack", "hospital", "--lang", "en", "--desk", "Desk 1", "--staff", "Li Na")
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def made(place: Folders, capsys: Capture) -> Folders:
    """A desk made by the command line."""
    assert cli.main(INIT) == 0
    capsys.readouterr()
    return place


def _run(*typed: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "frontdesk.cli", *typed],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
        check=False,
    )


def _people(folder: Path, text: str) -> str:
    path = folder / "people.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_init_makes_a_desk_once(place: Folders, capsys: Capture) -> None:
    assert cli.main(INIT) == 0
    said = capsys.readouterr().out
    assert str(place.data) in said
    assert str(place.key) in said
    assert settings.read(place).language == "en"
    assert cli.main(INIT) == 2
    assert "There is a desk here already" in capsys.readouterr().err


def test_everything_made_is_for_this_user_alone(made: Folders) -> None:
    for path in [made.data, made.settings, *made.data.iterdir(), *made.settings.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path
    assert made.data not in made.key.parents


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("bogus",), "There is no such command."),
        (("--bogus",), "--bogus"),
        (("import",), "missing"),
        (("import", "goats", "x"), "people, directory"),
        (("import", "people", "/nowhere/x.csv"), "cannot be read"),
        (("demo", "--at", "25:00"), "9:40"),
        (("demo", "--people", "-1"), "count"),
        (("demo", "--calls", "maybe"), "on, off"),
        (("demo", "--pack", "zoo"), ""),
        (("log", "--format"), "--format"),
        (("log", "--format", "xml"), "csv, jsonl"),
        (("log", "--day", "yesterday"), "2026-11-23"),
        (("log", "--kind", "nothing"), "desk.founded"),
        (("log", "--staff", "Nobody"), "Li Na"),
        (("verify", "--against", "x"), "head"),
        (("keys", "--lang", "xx"), "en, zh"),
        (("init", "--pack", "zoo", "--desk", "a", "--staff", "b"), "hospital, hotline, office"),
        ((), "terminal"),
    ],
)
def test_refusals_are_sentences(
    made: Folders, capsys: Capture, typed: tuple[str, ...], told: str
) -> None:
    assert cli.main(typed) == 2
    found = capsys.readouterr()
    assert told in found.err
    assert "Traceback" not in found.err
    assert found.err.strip()
    assert found.out == ""


@pytest.mark.parametrize("typed", [("verify",), ("log",), ("sheet",), ("recover",)])
def test_without_a_desk_every_command_says_so(capsys: Capture, typed: tuple[str, ...]) -> None:
    assert cli.main(typed) == 2
    assert capsys.readouterr().err.strip()


def test_init_needs_names(place: Folders, capsys: Capture) -> None:
    assert cli.main(("init", "--desk", "Desk 1")) == 2
    assert cli.main(("init", "--staff", "Li Na")) == 2
    assert cli.main(("init", "--desk", "Desk 1", "--staff", "A", "--staff", "A")) == 2
    assert not place.database.exists()


def test_demo_brings_calls_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    wished = []

    def prepare(place: Folders, wish: practice.Wish, **_more: object) -> NoReturn:
        wished.append(wish)
        raise UsageError("enough", "")

    monkeypatch.setattr(cli, "_needs_terminal", lambda: None)
    monkeypatch.setattr(practice, "prepare", prepare)
    for typed in (("demo",), ("demo", "--calls", "on"), ("demo", "--calls=off", "--seed", "3")):
        assert cli.main(typed) == 2
    assert [wish.calls for wish in wished] == [True, True, False]
    assert wished[2].seed == 3


def test_help_names_every_command(capsys: Capture) -> None:
    assert cli.main(("import", "--help")) == 0
    page = capsys.readouterr().out
    for command in filter(None, cli._COMMANDS):
        assert f"frontdesk {command}" in page
    assert "--calls on|off" in page


def test_keys_prints_the_table(capsys: Capture) -> None:
    assert cli.main(("keys",)) == 0
    assert "F4" in capsys.readouterr().out


def test_import_reports_every_refused_line(made: Folders, tmp_path: Path, capsys: Capture) -> None:
    file = _people(tmp_path, "姓名,手机\n张三,1.38E+10\n,\n李四,13812342046\n王五,138\n")
    assert cli.main(("import", "people", file)) == 2
    found = capsys.readouterr()
    assert "UTF-8" in found.out
    assert [line.split(":")[0] for line in found.err.splitlines()[:2]] == ["Line 2", "Line 5"]
    assert "Nothing was imported" in found.err
    file = _people(tmp_path, "姓名,手机\n张三,13812342046\n")
    assert cli.main(("import", "people", file, "--dry-run")) == 0
    assert "Nothing was written" in capsys.readouterr().out
    assert cli.main(("import", "people", file)) == 0
    assert "1 line was imported" in capsys.readouterr().out


def test_log_and_verify(made: Folders, tmp_path: Path, capsys: Capture) -> None:
    cli.main(("import", "people", _people(tmp_path, "name\nAnn\nBob\n")))
    capsys.readouterr()
    assert cli.main(("log",)) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["kind"] for row in rows] == ["desk.founded", "people.imported"]
    assert cli.main(("log", "--kind", "people.imported", "--format", "jsonl")) == 0
    only = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["sentence"] for line in only] == ["2 people were imported"]
    assert cli.main(("log", "--day", "today")) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert cli.main(("verify",)) == 0
    head = re.search(r"Head: (\S+)", capsys.readouterr().out)
    assert head is not None
    assert cli.main(("verify", "--against", head[1])) == 0
    other = head[1][:-1] + ("0" if head[1][-1] != "0" else "1")
    assert cli.main(("verify", "--against", other)) == 2
    assert "Entry 2" in capsys.readouterr().err


def test_verify_in_its_own_process_names_the_row(made: Folders, tmp_path: Path) -> None:
    cli.main(("import", "people", _people(tmp_path, "name\nAnn\nBob\n")))
    from frontdesk.store.database import connect

    database = connect(made.database, keys.read(made.key))
    database.execute_sql("UPDATE person SET birth_year = 1950 WHERE id = 2")
    database.close()
    found = _run("verify")
    assert found.returncode == 2
    assert "Row 2 of person" in found.stderr
    assert found.stdout == ""


def test_commands_without_a_screen_import_no_textual(made: Folders, tmp_path: Path) -> None:
    file = _people(tmp_path, "name\nAnn\n")
    other = str(tmp_path / "other")
    probe = (
        "import sys; from frontdesk.cli import main; code = main(sys.argv[1:]);"
        "bad = [name for name in sys.modules if name.split('.')[0] in ('textual', 'rich')];"
        "print('LOADED', bad, file=sys.stderr); sys.exit(code)"
    )
    for typed, home in [
        (("keys",), None),
        (("--help",), None),
        (("verify",), None),
        (("log",), None),
        (("sheet",), None),
        (("import", "people", file), None),
        (INIT, other),
    ]:
        found = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", probe, *typed],
            capture_output=True,
            text=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            env=os.environ | ({"FRONTDESK_HOME": home} if home else {}),
            check=False,
        )
        assert found.returncode == 0, found.stderr
        assert "LOADED []" in found.stderr, typed


def test_sheet_is_saved_for_this_user_and_never_over_something(
    made: Folders, tmp_path: Path, capsys: Capture
) -> None:
    target = tmp_path / "sheet.txt"
    assert cli.main(("sheet", "--save", str(target))) == 0
    assert target.stat().st_mode & 0o777 == 0o600
    assert keys.groups(keys.read(made.key))[7] in target.read_text("utf-8")
    assert cli.main(("sheet", "--save", str(target))) == 2
    assert cli.main(("sheet", "--save", str(made.data / "sheet.txt"))) == 2
    assert not (made.data / "sheet.txt").exists()
    capsys.readouterr()
    assert cli.main(("sheet",)) == 0
    assert keys.groups(keys.read(made.key))[0] in capsys.readouterr().out


def _answers(groups: tuple[str, ...]) -> Callable[[str], str]:
    def ask(prompt: str) -> str:
        found = re.search(r"\d+", prompt)
        assert found is not None
        return groups[int(found[0]) - 1].lower() + "\n"

    return ask


def test_two_groups_typed_back_confirm_the_sheet(made: Folders) -> None:
    groups = keys.groups(keys.read(made.key))
    with pytest.raises(InputError):
        papers.confirm(made, _answers(keys.groups(bytes(32))))
    assert settings.read(made).sheet_confirmed is False
    assert papers.confirm(made, _answers(groups)) == 0
    assert settings.read(made).sheet_confirmed is True


def test_recover_opens_the_data_with_the_sheet(made: Folders, capsys: Capture) -> None:
    groups = keys.groups(keys.read(made.key))
    kept = made.key.read_bytes()
    made.key.unlink()
    assert cli.main(("verify",)) == 2
    assert "frontdesk recover" in capsys.readouterr().err
    with pytest.raises(KeyFault):
        papers.recover(made, _answers(keys.groups(bytes(32))))
    assert not made.key.exists()
    assert papers.recover(made, _answers(groups)) == 0
    assert made.key.read_bytes() == kept
    assert cli.main(("verify",)) == 0


def test_recover_puts_a_wrong_key_aside(made: Folders) -> None:
    groups = keys.groups(keys.read(made.key))
    made.key.write_bytes(bytes(32).hex().encode() + b"\n")
    papers.recover(made, _answers(groups))
    assert cli.main(("verify",)) == 0
    assert made.key.with_suffix(".before").exists()


def test_a_reader_that_leaves_early_is_no_fault(made: Folders) -> None:
    shell = f"{sys.executable} -W ignore -m frontdesk.cli log | head -0; echo ${{PIPESTATUS[0]}}"
    found = subprocess.run(
        ["bash", "-c", shell], capture_output=True, text=True, check=False, env=os.environ
    )
    assert "Traceback" not in found.stderr
    assert found.stdout.strip() == "0"


@pytest.mark.parametrize(
    ("environment", "spoken"), [("zh_CN.UTF-8", "zh"), ("de_DE.UTF-8", "en"), ("C", "en")]
)
def test_the_language_of_the_system_until_one_is_set(
    environment: str, spoken: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("LC_ALL", environment)
    cli.main(("keys",))
    assert words.language() == spoken
    cli.main(("keys", "--lang=zh"))
    assert words.language() == "zh"


def test_broken_settings_are_told(made: Folders, capsys: Capture) -> None:
    (made.settings / "settings.toml").write_text("language = [", encoding="utf-8")
    assert cli.main(("log",)) == 2
    assert "settings" in capsys.readouterr().err


def test_a_fault_of_ours_shows_its_place_and_no_value(
    made: Folders, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def fail(_place: Folders, _asked: object) -> int:
        raise KeyError("张三")

    monkeypatch.setitem(cli._COMMANDS, "log", fail)
    assert cli.main(("log",)) == 1
    said = capsys.readouterr().err
    assert "KeyError, test_cli.py" in said
    assert "张三" not in said
