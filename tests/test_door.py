"""The telephone's hooks (P1): lean, kept on the disk, refused in words; and a stand-in exchange."""

import contextlib
import os
import re
import shlex
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk import door, opening, words
from frontdesk.clock import HOUR, MINUTE, FixedClock, SystemClock
from frontdesk.commands import making
from frontdesk.errors import UsageError
from frontdesk.phone import answering, calls, hooks
from frontdesk.phone.calls import Call
from frontdesk.settings import Folders, folders
from frontdesk.store import database, inbox, keys, schema, terms
from frontdesk.store.database import APPLICATION_ID, connect
from frontdesk.store.fields import SqlCipherDatabase

README = Path(__file__).parent.parent / "README.md"
NUMBER = "13812342046"
SLOW = {"textual", "rich", "peewee", "playhouse", "msgspec", "argparse", "gettext", "dataclasses"}
FEW, MANY = 8, 5
Capture = pytest.CaptureFixture[str]
Row = tuple[int, str, int, str, str, str]


@pytest.fixture
def made(place: Folders, capsys: Capture) -> Folders:
    """A desk that no window has open."""
    making.init(place, pack="hospital", desk="Desk 1", staff=("Li Na",))
    capsys.readouterr()
    return place


def _open(place: Folders) -> SqlCipherDatabase:
    return connect(place.database, keys.read(place.key))


def rows(place: Folders) -> list[Row]:
    """All that hooks left, in the order they came."""
    opened = _open(place)
    try:
        return list(opened.execute_sql("SELECT * FROM hook ORDER BY id").fetchall())
    finally:
        opened.close()


def _told(place: Folders) -> list[tuple[str, str, str]]:
    return [(event, number, line) for _id, _act, _at, event, number, line in rows(place)]


def _run(*typed: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "frontdesk", *typed],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
        check=False,
    )


def test_a_ring_is_one_row_by_the_clock_of_the_pc(made: Folders) -> None:
    before = time.time_ns() // 1_000_000
    found = _run("ring", NUMBER, "--line", "2")
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")
    ((_id, act, at, event, number, line),) = rows(made)
    assert uuid.UUID(act).version == 4
    assert before <= at <= time.time_ns() // 1_000_000
    assert (event, number, line) == ("ring", NUMBER, "2")


def test_a_clock_that_was_set_back_is_added_again(made: Folders) -> None:
    opened = _open(made)
    opened.execute_sql("UPDATE desk SET clock_offset = 3600000")
    opened.close()
    before = time.time_ns() // 1_000_000
    assert door.main(("ring", NUMBER)) == 0
    ((_id, _act, at, *_rest),) = rows(made)
    assert before + 3_600_000 <= at <= before + 3_660_000


@pytest.mark.parametrize("typed", [("ring", NUMBER), ("answer",), ("hangup", "--line=1")])
def test_a_hook_loads_nothing_that_is_slow(made: Folders, typed: tuple[str, ...]) -> None:
    probe = (
        "import sys; from frontdesk.door import main; code = main(sys.argv[1:]);"
        "print(code, *{name.split('.')[0] for name in sys.modules})"
    )
    found = subprocess.run(
        [sys.executable, "-c", probe, *typed], capture_output=True, text=True, check=True
    )
    code, *loaded = found.stdout.split()
    assert code == "0"
    assert "sqlcipher3" in loaded
    assert SLOW & set(loaded) == set()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("ring", NUMBER), ("ring", NUMBER, "")),
        (("ring", "--line", "2", NUMBER), ("ring", NUMBER, "2")),
        (("--lang", "zh", "--seat=Desk 2", "ring", NUMBER), ("ring", NUMBER, "")),
        (("ring", NUMBER, "--seat", "Desk 2", "--lang=en"), ("ring", NUMBER, "")),
        # Programs put the number at the end, in pieces, after every event, or put nothing.
        (("ring", "138", "1234", "2046"), ("ring", "138 1234 2046", "")),
        (("ring",), ("ring", "", "")),
        (("ring", ""), ("ring", "", "")),
        (("ring", "-"), ("ring", "-", "")),
        (("answer",), ("answer", "", "")),
        (("answer", NUMBER), ("answer", NUMBER, "")),
        (("hangup", "--line=3", NUMBER), ("hangup", NUMBER, "3")),
        # A caller may be called anything.
        (("ring", "--", "--help"), ("ring", "--help", "")),
        (("ring", "--line", "1", "--", "--line", "9"), ("ring", "--line 9", "1")),
        (("ring", "--"), ("ring", "", "")),
    ],
)
def test_how_a_hook_is_read(typed: tuple[str, ...], told: tuple[str, str, str]) -> None:
    assert door.is_hook(typed)
    assert door.read(typed) == told


@pytest.mark.parametrize(
    "typed",
    [
        (), ("demo",), ("keys", "ring"), ("ring", "--help"), ("--help", "ring"), ("-h", "answer"),
        ("hangup", "--version"), ("--lang", "ring"), ("--seat", "answer"), ("rings",),
        ("--", "ring"),
    ],
)  # fmt: skip
def test_what_is_no_hook_goes_to_the_command_line(typed: tuple[str, ...]) -> None:
    assert not door.is_hook(typed)


def test_help_and_commands_come_through_the_same_door(made: Folders, capsys: Capture) -> None:
    assert door.main(("ring", "--help")) == 0
    page = capsys.readouterr().out
    assert all(f"frontdesk {event}" in page for event in door.EVENTS)
    assert door.main(("keys",)) == 0
    assert door.main(("bogus",)) == 2
    assert rows(made) == []


@pytest.mark.parametrize(
    "typed",
    [
        ("ring", NUMBER, "--line"), ("ring", NUMBER, "--line="), ("ring", "--line", "--", NUMBER),
        ("ring", NUMBER, "--loud"), ("answer", "--lang"), ("hangup", "--force=1"),
    ],
)  # fmt: skip
def test_wrong_usage_is_a_sentence(made: Folders, capsys: Capture, typed: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        door.read(typed)
    assert door.main(typed) == 2
    found = capsys.readouterr()
    assert "--" in found.err
    assert "frontdesk --help" in found.err
    assert found.out == ""
    assert rows(made) == []


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("  138 1234 2046 ", "138 1234 2046"),
        ("1" * 200, "1" * 40),
        ("１３８１２３４２０４６", "１３８１２３４２０４６"),
        ("138\x1b]52;c;aGk=\x07", "138␛]52;c;aGk=␇"),
        ("138\n2046", "138 2046"),
        ("\u202e138", "‹U+202E›138"),
        ("\udcff138", "‹U+DCFF›138"),
        ("前台 8001", "前台 8001"),
    ],
)
def test_what_a_caller_sends_is_cleaned_and_bounded(made: Folders, number: str, kept: str) -> None:
    inbox.leave(made, inbox.Heard(1, "ring", number, number))
    ((_id, _act, _at, _event, found, line),) = rows(made)
    assert found == kept
    assert line == kept[: inbox.LINE_LIMIT].rstrip()
    assert found.isprintable()


@pytest.mark.parametrize("name", ["with two  spaces", "前台 数据", "quote'\"# ?%41"])
def test_any_home_will_do(tmp_path: Path, name: str) -> None:
    there = folders(tmp_path / name)
    making.init(there, pack="office", desk="Desk 1", staff=("Li Na",))
    assert _run("ring", NUMBER, FRONTDESK_HOME=str(tmp_path / name)).returncode == 0
    assert _told(there) == [("ring", NUMBER, "")]


def _no_key(place: Folders) -> None:
    place.key.unlink()


def _damaged_key(place: Folders) -> None:
    place.key.write_text("zz\n")


def _other_key(place: Folders) -> None:
    keys.make(place.key)


def _letter(place: Folders) -> None:
    place.database.write_bytes(b"a letter to the editor\n" * 500)


def _empty(place: Folders) -> None:
    place.database.write_bytes(b"")


def _foreign(place: Folders) -> None:
    _pragma(place, f"application_id = {APPLICATION_ID + 1}")


def _newer(place: Folders) -> None:
    _pragma(place, f"user_version = {len(schema.migrations()) + 1}")


def _pragma(place: Folders, said: str) -> None:
    opened = _open(place)
    opened.execute_sql(f"PRAGMA {said}")
    opened.close()


def _laid_anew(place: Folders, upto: int | None) -> None:
    for path in place.data.glob("desk.db*"):
        path.unlink()
    opened = _open(place)
    schema.lay(opened, APPLICATION_ID, upto)
    opened.close()


def _older(place: Folders) -> None:
    _laid_anew(place, inbox.SINCE - 1)


def _not_founded(place: Folders) -> None:
    _laid_anew(place, None)


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (_no_key, "key of this desk is missing"),
        (_damaged_key, "key of this desk cannot be read"),
        (_other_key, "key does not open"),
        (_letter, "key does not open"),
        (_empty, "no desk here yet"),
        (_foreign, "not one of Frontdesk's"),
        (_newer, "written by a newer Frontdesk"),
        (_older, "Start it once: frontdesk"),
        (_not_founded, "no desk here yet"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(
    made: Folders, capsys: Capture, harm: Callable[[Folders], None], told: str
) -> None:
    harm(made)
    assert door.main(("ring", NUMBER)) == 2
    found = capsys.readouterr()
    assert told in found.err
    assert NUMBER not in found.err
    assert "typed" not in found.err
    assert len(found.err.splitlines()) == 2
    assert found.out == ""


def test_without_a_desk_nothing_is_made(place: Folders) -> None:
    found = _run("ring", NUMBER, LC_ALL="C.UTF-8")
    assert found.returncode == 2
    assert "no desk here yet" in found.stderr
    assert "Traceback" not in found.stderr
    assert not place.data.exists()


def test_an_old_library_is_refused(
    made: Folders, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr("sqlcipher3.dbapi2.sqlite_version_info", (3, 40, 1))
    assert door.main(("ring", NUMBER)) == 2
    assert "too old" in capsys.readouterr().err


def test_a_setting_that_is_a_no_op_is_refused(
    made: Folders, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(terms, "SETTINGS", (("synchronous", "fulll", 2), *terms.SETTINGS[5:]))
    assert door.main(("ring", NUMBER)) == 2
    assert "synchronous" in capsys.readouterr().err
    monkeypatch.undo()
    assert terms.SETTINGS is database.SETTINGS


def test_refusals_are_in_the_language_of_the_desk(place: Folders, capsys: Capture) -> None:
    assert door.main(("--lang", "zh", "ring", NUMBER)) == 2
    assert re.search("[一-鿿]", capsys.readouterr().err)
    assert words.language() == "zh"
    place.make()
    (place.settings / "settings.toml").write_text('language = "zh"\n', "utf-8")
    assert door.main(("ring", NUMBER)) == 2
    assert re.search("[一-鿿]", capsys.readouterr().err)
    # Broken settings are no reason to hide what is the matter.
    (place.settings / "settings.toml").write_text("language = [", "utf-8")
    assert door.main(("ring", NUMBER)) == 2
    assert "no desk here yet" in capsys.readouterr().err


def test_hooks_at_once_are_all_kept(made: Folders) -> None:
    script = (
        "import sys; from frontdesk.door import main\n"
        "for turn in range(int(sys.argv[2])):\n"
        "    if main(('ring', f'{sys.argv[1]}-{turn}')): sys.exit(2)"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(number), str(MANY)])
        for number in range(FEW)
    ]
    assert [one.wait(60) for one in running] == [0] * FEW
    found = rows(made)
    assert {number for *_head, number, _line in found} == {
        f"{number}-{turn}" for number in range(FEW) for turn in range(MANY)
    }
    assert len({act for _id, act, *_rest in found}) == len(found) == FEW * MANY


def test_a_hook_waits_for_whoever_writes(made: Folders) -> None:
    other = _open(made)
    other.execute_sql("BEGIN IMMEDIATE")
    with subprocess.Popen([sys.executable, "-m", "frontdesk", "ring", NUMBER]) as hook:
        with contextlib.suppress(subprocess.TimeoutExpired):
            hook.wait(1)
        assert hook.returncode is None
        other.execute_sql("COMMIT")
        assert hook.wait(20) == 0
    other.close()
    assert _told(made) == [("ring", NUMBER, "")]


def test_whoever_writes_for_too_long_is_told(
    made: Folders, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    short = tuple(
        (name, "20", 20) if name == "busy_timeout" else (name, value, expected)
        for name, value, expected in terms.SETTINGS
    )
    monkeypatch.setattr(terms, "SETTINGS", short)
    other = _open(made)
    other.execute_sql("BEGIN IMMEDIATE")
    assert door.main(("ring", NUMBER)) == 2
    other.execute_sql("ROLLBACK")
    other.close()
    found = capsys.readouterr().err
    assert "another program" in found
    assert "by hand" in found
    assert rows(made) == []


def test_an_open_window_sees_it(desk) -> None:
    before = desk.machine.store.version()
    assert _run("ring", NUMBER).returncode == 0
    assert desk.machine.store.version() != before
    assert _told(desk.place) == [("ring", NUMBER, "")]


def test_a_line_is_as_long_as_that_of_a_call() -> None:
    assert inbox.LINE_LIMIT == calls.LINE_LIMIT


def test_a_call_that_no_window_saw_is_missed_at_the_next_start(made: Folders) -> None:
    assert _run("ring", NUMBER, "--line", "2").returncode == 0
    assert _run("ring", "02187654321", "--line", "1").returncode == 0
    assert _run("hangup", "--line", "1").returncode == 0
    session = opening.start(made, FixedClock(SystemClock().now() + HOUR)).session
    assert len(hooks.take_hooks(session)) == 3
    assert len(answering.settle(session)) == 1
    found = Call.read("1 ORDER BY id")
    assert [(call.how, call.line, call.phone) for call in found] == [
        ("hook", "2", NUMBER), ("hook", "1", "02187654321"),
    ]  # fmt: skip
    assert all(call.missed_at is not None and call.task_id is not None for call in found)
    assert found[0].missed_at - found[0].rang_at == calls.rules(session, found[0]).give_up
    assert found[1].missed_at - found[1].rang_at < MINUTE
    session.store.database.close()
    assert rows(made) == []


# A stand-in exchange runs what the README says, as the real ones do.


def _in_readme(kind: str) -> str:
    section = README.read_text("utf-8").split("## A softphone or exchange")[1].split("\n## ")[0]
    found = re.search(rf"```{kind}\n(.*?)```", section, re.DOTALL)
    assert found is not None
    return found[1]


def _microsip(settings: dict[str, str], event: str, caller: str) -> int:
    """Run a command as MicroSIP does: program and words, the caller behind them without quotes."""
    program, rest = re.fullmatch(r'"([^"]+)" (.*)', settings[event]).groups()  # type: ignore[union-attr]
    assert program.endswith("frontdesk.exe")
    return _run(*f"{rest} {caller}".split()).returncode


@pytest.mark.parametrize("caller", [NUMBER, "+86 138 1234 2046", "", "--help", "--line 7"])
def test_microsip_as_the_readme_sets_it(made: Folders, caller: str) -> None:
    settings = dict(line.split("=", 1) for line in _in_readme("ini").splitlines())
    assert all(len(value) <= 255 for value in settings.values())
    for event in ("cmdIncomingCall", "cmdCallAnswer", "cmdCallEnd", "cmdIncomingCall"):
        assert _microsip(settings, event, caller) == 0
    assert _microsip(settings, "cmdCallBusy", caller) == 0
    assert _told(made) == [
        (event, caller, "") for event in ("ring", "answer", "hangup", "ring", "hangup")
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="a script of the shell")
def test_any_exchange_with_the_readmes_script(made: Folders, tmp_path: Path) -> None:
    here = tmp_path / "bin"
    here.mkdir()
    command = here / "frontdesk"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m frontdesk "$@"\n')
    hook = here / "frontdesk-hook"
    hook.write_text(_in_readme("sh"))
    for path in (command, hook):
        path.chmod(0o700)
    path = {**os.environ, "PATH": f"{here}{os.pathsep}{os.environ['PATH']}"}
    calls = [
        ("ring", NUMBER, "2"), ("answer", NUMBER, "2"), ("hangup", NUMBER, "2"),
        ("ring",), ("hangup",), ("ring", "$(touch x); --lang", ""),
    ]  # fmt: skip
    for call in calls:
        assert (
            subprocess.run([str(hook), *call], env=path, cwd=tmp_path, check=False).returncode == 0
        )
    assert _told(made) == [(*call, "", "")[:3] for call in calls]
    assert [one.name for one in tmp_path.iterdir() if one.name == "x"] == []
    found = rows(made)
    assert [row[2] for row in found] == sorted(row[2] for row in found)
