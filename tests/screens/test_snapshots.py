"""What the desk looks like: each scene at both sizes and in both languages (visual spec 5)."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.screens.scenes import LANGUAGES, SIZES, scene


@pytest.fixture(autouse=True)
def _in_shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A desk that is not founded yet shows the time of the PC's own zone."""
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


SHOWN = (
    "desk", "register", "readback", "visit", "check", "first", "ringing", "call", "calls",
    "case_form", "case", "cases", "case_close",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SHOWN)
def test_scene(
    snap_compare: Callable[..., bool],
    tmp_path: Path,
    name: str,
    size: tuple[int, int],
    language: str,
) -> None:
    made = scene(name, size, language, tmp_path / "scene")
    assert snap_compare(made.app, terminal_size=size, run_before=made.drive)
