"""The driver fits the machine, and steps back when the environment names another."""

import sys

import pytest
from textual.driver import Driver

from screens.terminal.driver import driver_class


def test_it_is_our_own_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    chosen = driver_class()
    assert chosen is not None
    assert issubclass(chosen, Driver)
    name = "DeskWindowsDriver" if sys.platform == "win32" else "DeskPosixDriver"
    assert chosen.__name__ == name


def test_a_named_driver_is_left_to_textual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
    assert driver_class() is None
