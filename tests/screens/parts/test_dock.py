"""The dock: digits answer, nothing is pre-chosen, a held Enter or Esc does no harm."""

from hypothesis import given
from hypothesis import strategies as st
from textual.app import ComposeResult

from screens.parts import lines
from screens.parts.dock import Ask, Dock, Group, dock_lines
from screens.parts.entry import Entry
from screens.parts.glyphs import FULL
from screens.parts.ink import ink_of
from screens.parts.themed import Themed

INK = ink_of("frontdesk-dark", flat=False)
WHY = Group("why", "Why", (("long", "waited too long"), ("better", "felt better")))
LEFT = Ask("left", "Left without visit?", (WHY,), "Say why and close", "Keep waiting", "A012")
CHECK = Ask(
    "check",
    "Doctor checked",
    (
        Group("reason", "Reason", (("busy", "busy"), ("rescue", "in a rescue"))),
        Group("minutes", "Minutes", (("5", "5"), ("10", "10"), ("15", "15"))),
        Group("told", "Told", (("both", "both"), ("patient", "patient"))),
    ),
    "Save",
    "Not yet",
    act="an id",
)


class Docked(Themed[None]):
    """A field and the dock."""

    def __init__(self) -> None:
        super().__init__()
        self.field = Entry()
        self.dock_ = Dock(INK)
        self.answers: list[tuple[str, dict[str, str]]] = []
        self.dismissed: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.field
        yield self.dock_

    def on_dock_answered(self, event: Dock.Answered) -> None:
        self.answers.append((event.ask.act or event.ask.code, event.picks))

    def on_dock_dismissed(self, event: Dock.Dismissed) -> None:
        self.dismissed.append(event.ask.code)


@given(st.integers(0, 100), st.text(max_size=30), st.text(max_size=30))
def test_every_line_is_exact(room: int, title: str, about: str) -> None:
    ask = Ask("x", title, (WHY, *CHECK.groups), "Save", "Not yet", about)
    for row in dock_lines(ask, {"why": "long"}, 0, room, INK, FULL):
        assert lines.width(row) == room


def test_as_in_the_picture() -> None:
    made = [lines.text_of(row).rstrip() for row in dock_lines(LEFT, {}, 0, 60, INK, FULL)]
    assert made == [
        "▌  Left without visit?  A012",
        "▌  Why  1 waited too long   2 felt better",
        "▌",
        "▌  1–2 Say why and close   Esc Keep waiting",
    ]


async def test_one_digit_acts_and_the_focus_goes_back() -> None:
    app = Docked()
    async with app.run_test(size=(80, 20)) as pilot:
        app.field.focus()
        await pilot.press("a")
        app.dock_.ask(LEFT)
        await pilot.pause()
        assert app.focused is app.dock_
        assert app.dock_.size.height == 4
        await pilot.press("enter", "7", "2")
        assert app.answers == [("left", {"why": "better"})]
        assert not app.dock_.display
        await pilot.press("b")
        assert app.field.value == "ab"


async def test_three_digits_and_enter() -> None:
    app = Docked()
    async with app.run_test(size=(80, 20)) as pilot:
        app.dock_.ask(CHECK)
        await pilot.press("2", "enter", "３", "enter")
        assert app.answers == []
        await pilot.press("1", "enter")
        assert app.answers == [("an id", {"reason": "rescue", "minutes": "15", "told": "both"})]


async def test_backspace_takes_an_answer_back() -> None:
    app = Docked()
    async with app.run_test(size=(80, 20)) as pilot:
        app.dock_.ask(CHECK)
        await pilot.press("1", "1", "backspace", "3", "2", "enter")
        assert app.answers[0][1] == {"reason": "busy", "minutes": "15", "told": "patient"}


async def test_escape_is_harmless_and_the_next_question_starts_empty() -> None:
    app = Docked()
    async with app.run_test(size=(80, 20)) as pilot:
        app.dock_.ask(CHECK)
        await pilot.press("1", "1", "1", "escape")
        assert (app.answers, app.dismissed) == ([], ["check"])
        app.dock_.ask(CHECK)
        await pilot.press("enter")
        assert app.answers == []
        await pilot.press("down", "right", "right", "up", "right", "down", "down", "1", "enter")
        assert app.answers[0][1] == {"reason": "busy", "minutes": "10", "told": "both"}
