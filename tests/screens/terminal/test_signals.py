"""One end, in its order, whatever fails on the way."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from screens.terminal import signals
from screens.terminal.signals import LIMIT, Ending


class Diary:
    """What was called, in order, and a way to wait for it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.left = threading.Event()
        self.code = 0
        self.times_left = 0

    def note(self, word: str, fails: bool = False) -> Callable[[], None]:
        def write() -> None:
            self.lines.append(word)
            if fails:
                raise RuntimeError("Wang Fang")

        return write

    def leave(self, code: int) -> None:
        self.code = code
        self.times_left += 1
        self.left.set()


async def ended(diary: Diary, fails: bool = False, times: int = 1) -> Ending:
    stopped = asyncio.Event()

    def stop(code: int) -> None:
        diary.lines.append(f"stop {code}")
        stopped.set()

    ending = Ending(
        stop,
        keep_draft=diary.note("draft", fails),
        close_database=diary.note("database", fails),
        leave=diary.leave,
        watchdog=50,
    )
    ending.attach(asyncio.get_running_loop())
    await asyncio.gather(*(asyncio.to_thread(ending.begin, 15) for _ in range(times)))
    await asyncio.wait_for(stopped.wait(), 5)
    return ending


@pytest.mark.parametrize("fails", [False, True])
async def test_draft_then_database_then_app(fails: bool) -> None:
    diary = Diary()
    await ended(diary, fails)
    assert diary.lines == ["draft", "database", "stop 143"]


async def test_many_signals_are_one_end() -> None:
    diary = Diary()
    ending = await ended(diary, times=4)
    # Python's own handler comes too, after the thread that heard the signal first.
    ending._on_signal(15, None)
    for thread in threading.enumerate():
        if thread.name == "frontdesk-watchdog":
            await asyncio.to_thread(thread.join, 5)
    assert diary.lines == ["draft", "database", "stop 143"]
    assert diary.times_left == 1


async def test_the_watchdog_stands_behind() -> None:
    diary = Diary()
    await ended(diary)
    assert await asyncio.to_thread(diary.left.wait, 5)
    assert diary.code == 143


def test_no_loop_answers_the_draft_is_kept_all_the_same() -> None:
    diary = Diary()
    ending = Ending(
        lambda code: diary.note(f"stop {code}")(),
        keep_draft=diary.note("draft"),
        close_database=diary.note("database"),
        leave=diary.leave,
        watchdog=300,
        patience=10,
    )
    loop = asyncio.new_event_loop()
    ending.attach(loop)
    ending.begin(1)
    assert diary.left.wait(5)
    loop.close()
    # The database belongs to the stuck thread: what it acknowledged is committed.
    assert diary.lines == ["draft"]
    assert diary.code == 129


def test_a_draft_that_is_stuck_does_not_stop_the_watchdog() -> None:
    diary = Diary()
    never = threading.Event()
    ending = Ending(
        lambda _code: None, keep_draft=never.wait, leave=diary.leave, watchdog=60, patience=10
    )
    ending.begin(1)
    assert diary.left.wait(5)
    never.set()


def test_all_times_are_within_the_limit() -> None:
    assert signals._PATIENCE < signals._WATCHDOG < LIMIT == 2_000
