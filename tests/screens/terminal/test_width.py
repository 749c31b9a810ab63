"""The terminal is asked how wide an ambiguous character is; a fake one answers."""

import os
import select
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.terminal import width
from screens.terminal.width import ASK, CLEAN, decode_report, encode_report, measure, width_of


@given(st.integers(1, 99999), st.integers(1, 99999), st.binary(max_size=8), st.binary(max_size=8))
def test_report_comes_back_from_any_surroundings(
    row: int, column: int, before: bytes, after: bytes
) -> None:
    if decode_report(before + b"\x1b[") is None and b"\x1b[" not in before:
        assert decode_report(before + encode_report(row, column) + after) == (row, column)


@given(st.binary(max_size=40).filter(lambda data: b"R" not in data))
def test_no_report_in_other_input(data: bytes) -> None:
    assert decode_report(data) is None


@pytest.mark.parametrize(
    ("column", "expected"), [(2, "narrow"), (3, "wide"), (1, None), (4, None), (80, None)]
)
def test_width_of_column(column: int, expected: str | None) -> None:
    assert width_of(column) == expected


if sys.platform != "win32":
    import termios

    @pytest.fixture
    def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, int]]:
        """Both ends of a terminal that this process counts as its own."""
        master, slave = os.openpty()
        monkeypatch.setattr(width.os, "tcgetpgrp", lambda _fd: os.getpgrp())
        yield master, slave
        os.close(slave)
        os.close(master)

    def answering(master: int, answer: bytes, seen: bytearray) -> Callable[[], None]:
        """A terminal that reads the question and sends `answer`; returns how to end it."""

        def serve() -> None:
            while not seen.endswith(ASK.encode()):
                if not select.select([master], [], [], 5)[0]:
                    return
                seen.extend(os.read(master, 100))
            os.write(master, answer)

        thread = threading.Thread(target=serve)
        thread.start()
        return thread.join

    @pytest.mark.parametrize(
        ("answer", "expected"),
        [
            (encode_report(1, 2), "narrow"),
            (encode_report(24, 3), "wide"),
            (b"ab" + encode_report(1, 3), "wide"),
            (b"R" + encode_report(1, 2), "narrow"),
            (encode_report(1, 7), None),
            (b"\x1b[?1;2c", None),
        ],
    )
    def test_measure(terminal: tuple[int, int], answer: bytes, expected: str | None) -> None:
        master, slave = terminal
        before = termios.tcgetattr(slave)
        seen = bytearray()
        join = answering(master, answer, seen)
        # Long where an answer is due, so that a busy machine does not decide the test.
        told = measure(slave, slave, 3_000 if b"R" in answer else 500)
        join()
        assert told == expected
        assert termios.tcgetattr(slave) == before
        assert select.select([master], [], [], 5)[0]
        assert os.read(master, 100) == CLEAN.encode(), "no echo of the answer"

    def test_keys_after_the_answer_are_left(terminal: tuple[int, int]) -> None:
        master, slave = terminal
        join = answering(master, encode_report(1, 2) + b"x\n", bytearray())
        assert measure(slave, slave, 3_000) == "narrow"
        join()
        assert os.read(slave, 10) == b"x\n"

    def test_silence_is_not_waited_for(terminal: tuple[int, int]) -> None:
        _, slave = terminal
        assert measure(slave, slave, 20) is None

    def test_no_terminal_is_not_asked() -> None:
        reading, writing = os.pipe()
        try:
            assert measure(reading, writing) is None
            assert not select.select([reading], [], [], 0)[0]
        finally:
            os.close(reading)
            os.close(writing)
