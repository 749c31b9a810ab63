"""What Textual reads at its import is set in time, and nothing writes text to plain files."""

import subprocess
import sys
from pathlib import Path

from screens.terminal import prepare_environment


def test_wishes_yield_to_the_person_and_orders_do_not() -> None:
    environ = {"TEXTUAL_FPS": "30", "TEXTUAL_DISABLE_KITTY_KEY": "0"}
    prepare_environment(environ)
    assert environ == {
        "TEXTUAL_FPS": "30",
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
        "ESCDELAY": "40",
    }


def test_what_writes_keys_or_pictures_is_taken_out() -> None:
    environ = {"TEXTUAL_DEBUG": "1", "TEXTUAL_LOG": "x", "TEXTUAL_SCREENSHOT": "1", "HOME": "/h"}
    prepare_environment(environ)
    assert "HOME" in environ
    assert not {"TEXTUAL_DEBUG", "TEXTUAL_LOG", "TEXTUAL_SCREENSHOT"} & set(environ)


def test_it_comes_before_textual_and_textual_takes_it() -> None:
    program = (
        "import sys; from screens.terminal import prepare_environment as p\n"
        "assert 'textual' not in sys.modules and p()\n"
        "from textual import constants as c\n"
        "assert not p()\n"
        "print(c.MAX_FPS, c.ESCAPE_DELAY, c.DISABLE_KITTY_KEY)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
        env={"PYTHONPATH": "."},
    )
    assert told.stdout.split() == ["240", "0.04", "True"]
