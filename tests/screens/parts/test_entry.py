"""The editor: its keys, its undo, its mask, and parking to the very character."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from screens.parts.entry import Entry, Parked
from screens.parts.themed import Themed


class Typing(Themed[None]):
    """Two editors under an app with registry keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"note('{key}')")
        for key in ("f2", "f4", "f9", "ctrl+s", "ctrl+n", "ctrl+d", "escape")
    ]

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[str] = []
        self.changes: list[str] = []

    def compose(self) -> ComposeResult:
        self.first = Entry(id="first")
        self.second = Entry("13812342046", id="second", mask=lambda value: f"138****{value[-4:]}")
        yield self.first
        yield self.second

    def action_note(self, key: str) -> None:
        self.noted.append(key)

    def on_input_changed(self, event: Input.Changed) -> None:
        self.changes.append(event.value)


async def test_function_and_registry_keys_pass_a_field() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        app.first.focus()
        await pilot.press("a", "f2", "ctrl+n", "f4", "ctrl+s", "f9", "escape", "b")
        assert app.first.value == "ab"
        assert app.noted == ["f2", "ctrl+n", "f4", "ctrl+s", "f9", "escape"]


async def test_ctrl_z_takes_back_runs_of_typing() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        app.first.focus()
        await pilot.press(*"zhang", "space", *"san")
        assert app.first.value == "zhang san"
        await pilot.press("ctrl+u")
        assert app.first.value == ""
        await pilot.press("ctrl+z")
        assert (app.first.value, app.first.cursor_position) == ("zhang san", 9)
        await pilot.press("home", "delete", "ctrl+z")
        assert (app.first.value, app.first.cursor_position) == ("zhang san", 1)
        await pilot.press("ctrl+z")
        assert app.first.value == "zhang "
        await pilot.press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
        assert app.first.value == ""


async def test_a_mask_is_off_while_the_field_has_focus() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        app.first.focus()
        await pilot.pause()
        assert app.second.render_line(0).text.rstrip() == "138****2046"
        app.second.focus()
        await pilot.pause()
        assert app.second.render_line(0).text.rstrip() == "13812342046"
        await pilot.press("ctrl+z")
        assert app.second.value == "13812342046"


async def test_parked_and_restored_to_the_character_without_news() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        app.first.focus()
        await pilot.press(*"abcd", "left", "shift+left")
        parked = app.first.park()
        assert parked == Parked("abcd", 3, 2)
        await pilot.press("end", "x")
        app.changes.clear()
        app.first.restore(parked)
        await pilot.pause()
        assert app.first.park() == parked
        assert app.changes == []
        await pilot.press("ctrl+z")
        assert app.first.value == "abcd"


async def test_a_field_filled_before_it_is_shown_keeps_its_cursor() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        app.first.restore(Parked("张三丰", 1, 1))
        app.first.focus()
        await pilot.press("x")
        assert app.first.value == "张x三丰"


async def test_pasted_controls_never_reach_the_screen() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        app.first.focus()
        await pilot.pause()
        app.first.post_message(events.Paste("a\x1b]52;c;x\x07\u202eb\nsecond line"))
        await pilot.pause()
        assert app.first.value == "a␛]52;c;x␇?b"
        app.first.value = "[/red]"
        await pilot.pause()
        assert app.first.render_line(0).text.rstrip() == "[/red]"


async def test_coming_into_a_field_selects_nothing_and_only_our_keys_are_bound() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        app.second.focus()
        await pilot.press("5", "home", "ctrl+d")
        assert app.second.value == "138123420465"
        assert app.noted == ["ctrl+d"]
