"""A terminal that vanishes is borne, and what cannot be encoded does not end the writing."""

import io
import os
from typing import TextIO, cast

import pytest

from screens.terminal.output import SturdyFile


class Gone(io.StringIO):
    def __init__(self, on: str) -> None:
        super().__init__()
        self.on = on
        self.tries = 0

    def write(self, text: str) -> int:
        if self.on == "write":
            self.tries += 1
            raise OSError(5, "gone")
        return super().write(text)

    def flush(self) -> None:
        if self.on == "flush":
            self.tries += 1
            raise OSError(5, "gone")


@pytest.mark.parametrize("on", ["write", "flush"])
def test_lost_once_and_not_tried_again(on: str) -> None:
    gone = Gone(on)
    file = SturdyFile(gone)
    for _ in range(3):
        file.write("x")
        file.flush()
    assert file.lost
    assert gone.tries == 1
    assert not file.isatty()


def test_closed_file_is_a_lost_one() -> None:
    closed = io.StringIO()
    closed.close()
    file = SturdyFile(closed)
    assert file.write("x") == 1
    assert file.lost


@pytest.mark.parametrize(("encoding", "expected"), [("utf-8", b"a?b"), ("ascii", b"a?b")])
def test_lone_surrogate_becomes_a_question_mark(encoding: str, expected: bytes) -> None:
    raw = io.BytesIO()
    file = SturdyFile(cast(TextIO, io.TextIOWrapper(raw, encoding=encoding)))
    file.write("a\ud83db")
    file.flush()
    assert raw.getvalue() == expected
    assert not file.lost


def test_it_is_the_file_underneath() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading), os.fdopen(writing, "w") as real:
        assert SturdyFile(real).fileno() == writing
