"""The README says what is so: its key table is the registry's, its commands are there."""

import re
from pathlib import Path

from frontdesk import cli
from screens.actions import table_lines

README = Path(__file__).parent.parent / "README.md"


def test_the_key_table_is_the_registrys() -> None:
    text = README.read_text("utf-8")
    found = re.search(r"<!-- keys -->\n(.*)\n<!-- /keys -->", text, re.DOTALL)
    assert found is not None
    assert found[1].splitlines() == table_lines()


def test_the_two_commands_stand_there_once_each() -> None:
    text = README.read_text("utf-8")
    start = "python3 -m pip install -q uv && python3 -m uv run"
    assert text.count(f"\n{start} frontdesk demo\n") == 1
    assert text.count(f"\n{start} pytest\n") == 1


def test_ci_calls_the_readmes_test_command() -> None:
    script = (README.parent / ".ci" / "run").read_text("utf-8")
    assert "python3 -m pip install -q uv && python3 -m uv run pytest" in script


def test_every_command_named_is_one() -> None:
    text = README.read_text("utf-8")
    table = text.split("## Commands")[1].split("\n## ")[0]
    named = {word for row in re.findall(r"`frontdesk (\w+)", table) for word in [row]}
    known = {line.split()[1] for line, _does in cli.COMMANDS if not line.split()[1].startswith("[")}
    assert named == known


def test_every_picture_is_there() -> None:
    for target in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README.read_text("utf-8")):
        assert (README.parent / target).is_file()
