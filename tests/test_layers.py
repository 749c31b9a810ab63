"""Who may import whom: commands without a screen load none, and the layers hold."""

import subprocess
import sys
from pathlib import Path

import pytest

import frontdesk

FOLDER = Path(frontdesk.__file__).parent
# What a screen needs, and what costs a third of a second to load.
SCREENS = ("textual", "rich", "screens", "pypinyin", "openpyxl")


def _modules() -> list[str]:
    found = []
    for path in sorted(FOLDER.rglob("*.py")):
        parts = path.relative_to(FOLDER.parent).with_suffix("").parts
        found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return [name for name in found if not name.endswith("__main__")]


def _loaded_by(*modules: str) -> set[str]:
    """What a fresh interpreter has loaded after it imported `modules`."""
    script = f"import {', '.join(modules)}, sys; print(*sys.modules)"
    return set(
        subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True
        ).stdout.split()
    )


def test_nothing_in_frontdesk_loads_a_screen_or_what_is_slow() -> None:
    modules = _modules()
    assert len(modules) > 30
    loaded = _loaded_by(*modules)
    assert sorted(loaded & set(SCREENS)) == []


def test_the_test_can_fail() -> None:
    assert "textual" in _loaded_by("textual")


@pytest.mark.parametrize("module", ["sqlite3", "apsw", "sqlcipher3", "peewee", "playhouse"])
def test_the_database_library_is_named_in_the_store_alone(module: str) -> None:
    users = [
        path.relative_to(FOLDER).as_posix()
        for path in FOLDER.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.split()[:2] in (["import", module], ["from", module])
        or line.strip().startswith((f"from {module}.", f"import {module}."))
    ]
    assert [name for name in users if not name.startswith("store/")] == []
    assert module in ("sqlite3", "apsw") or users


def test_the_layers_hold() -> None:
    root = FOLDER.parent
    found = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr
