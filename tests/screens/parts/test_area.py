"""The editor of several lines: its keys, its undo, its rows, and parking to the very character."""

from typing import ClassVar

import pytest
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from screens.parts.area import Area, NoteField, written
from screens.parts.entry import Parked
from screens.parts.field import Field
from screens.parts.glyphs import FULL, PLAIN, Glyphs
from screens.parts.ink import ink_of
from screens.parts.labelled import LABEL
from screens.parts.lines import line, text_of
from screens.parts.themed import Themed

INK = ink_of("frontdesk-dark", flat=False)
LONG = "Waited 14:05 to 15:15 for a blood result. 结果早就出来了，前台没有人告诉她，她很生气。"


def rude(value: str) -> str:
    return "“calm down” is never said." if "calm down" in value else ""


def not_short(value: str) -> str:
    return "" if len(value) > 3 else "Say more."


class Noting(Themed[None]):
    """Two notes and a line, under an app with registry keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"note('{key}')")
        for key in (
            "f2", "f3", "f6", "f7", "f9", "ctrl+s", "ctrl+t", "ctrl+n", "ctrl+g", "ctrl+o",
            "ctrl+l", "ctrl+p", "ctrl+d", "ctrl+y", "escape",
        )
    ]  # fmt: skip
    ENABLE_COMMAND_PALETTE = False
    CSS = "Field Entry { width: 22; }"

    def __init__(self, glyphs: Glyphs = FULL) -> None:
        super().__init__()
        self.noted: list[str] = []
        self.said: list[tuple[str, str, str]] = []
        self.passed: list[str] = []
        self.asked = NoteField("asked", "Asked", INK, glyphs, placeholder="e.g. [b]it leaks[/b]")
        self.answer = NoteField(
            "answer", "Answer", INK, glyphs, rows=2, max_length=40, check=not_short, advise=rude
        )
        self.by = Field("by", "By when", INK, glyphs)

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield self.asked
            yield self.answer
            yield self.by

    @property
    def area(self) -> Area:
        return self.asked.area

    @property
    def rows(self) -> list[str]:
        """What stands in the first note, row by row."""
        strips = self.area.render_lines(self.area.outer_size.region)
        return [strip.text[2:].rstrip() for strip in strips]

    def action_note(self, key: str) -> None:
        self.noted.append(key)

    def on_key(self, event: events.Key) -> None:
        self.passed.append(event.key)

    def on_field_changed(self, event: Field.Changed) -> None:
        self.said.append(("changed", event.field.name or "", event.value))

    def on_field_submitted(self, event: Field.Submitted) -> None:
        self.said.append(("submitted", event.field.name or "", event.value))

    def on_field_left(self, event: Field.Left) -> None:
        self.said.append(("left", event.field.name or "", event.wrong))


async def test_registry_keys_pass_and_letters_stay() -> None:
    app = Noting()
    async with app.run_test() as pilot:
        app.area.focus()
        keys = [binding.key for binding in app.BINDINGS if isinstance(binding, Binding)]
        await pilot.press("a", *keys, "b")
        assert app.asked.value == "ab"
        assert app.noted == keys
        await pilot.press("tab")
        assert app.focused is app.answer.area
        await pilot.press("shift+tab")
        assert app.focused is app.area


@pytest.mark.parametrize("key", ["shift+enter", "ctrl+j", "alt+enter"])
async def test_enter_goes_on_and_another_enter_breaks_the_line(key: str) -> None:
    app = Noting()
    async with app.run_test() as pilot:
        app.area.focus()
        await pilot.press("a", key, "b", "enter")
        assert app.asked.value == "a\nb"
        assert app.said[-1] == ("submitted", "asked", "a\nb")
        assert "enter" not in app.passed


async def test_arrows_move_within_the_text_and_then_are_the_forms() -> None:
    app = Noting()
    async with app.run_test() as pilot:
        app.area.focus()
        await pilot.press("a", "b", "ctrl+j", "c", "up")
        assert app.area.cursor_location == (0, 1)
        assert app.passed == []
        await pilot.press("up")
        assert app.passed == ["up"]
        await pilot.press("down", "down")
        assert app.area.cursor_location == (1, 1)
        assert app.passed == ["up", "down"]
        await pilot.press("x")
        assert app.asked.value == "ab\ncx"


async def test_ctrl_z_takes_back_words() -> None:
    app = Noting()
    async with app.run_test() as pilot:
        app.area.focus()
        await pilot.press(*"zhang", "space", *"san")
        await pilot.press("ctrl+u")
        assert app.asked.value == ""
        await pilot.press("ctrl+z")
        assert app.asked.park()[:3] == ("zhang san", 9, 9)
        await pilot.press("ctrl+z")
        assert app.asked.value == "zhang"
        await pilot.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert app.asked.value == ""
        assert app.said[-1] == ("changed", "asked", "")


async def test_no_more_than_fits_and_no_control_goes_in() -> None:
    app = Noting()
    async with app.run_test() as pilot:
        area = app.answer.area
        area.focus()
        await pilot.pause()
        area.post_message(events.Paste("a\x1b]52;c;x\x07\u202eb\r\nsecond\u2028third\tline"))
        await pilot.pause()
        assert app.answer.value == "a␛]52;c;x␇?b\nsecond\nthird line"
        area.post_message(events.Paste("x" * 99))
        await pilot.pause()
        assert len(app.answer.value) == 40
        await pilot.press("y")
        assert len(app.answer.value) == 40
        await pilot.press("backspace", "y")
        assert app.answer.value.endswith("xy")
        await pilot.press("shift+left", "z")
        assert app.answer.value.endswith("xz")
        assert len(app.answer.value) == 40
    assert written("a\rb\r\nc\r") == "a\nb\nc\n"


async def test_rows_are_broken_by_cells_and_the_form_never_moves() -> None:
    app = Noting()
    async with app.run_test(size=(50, 14)) as pilot:
        app.asked.put(LONG)
        app.area.focus()
        await pilot.pause()
        assert (app.area.region.x, app.area.content_region.x) == (LABEL, LABEL + 2)
        assert app.area.outer_size.height == 3
        assert app.rows == [
            "Waited 14:05 to 15:15 for a blood",
            "result. 结果早就出来了，前台没有人",
            "告诉她，她很生气。",
        ]
        below = app.answer.region.y
        await pilot.press(*("word " * 9).replace(" ", "_"))
        assert app.answer.region.y == below
        assert app.area.outer_size.height == 3
        # The last row is in sight, where the cursor is.
        assert app.rows[-1].endswith("_")
        assert not app.rows[0].startswith("Waited")


async def test_parked_and_restored_to_character_selection_and_scroll_without_news() -> None:
    app = Noting()
    async with app.run_test(size=(50, 14)) as pilot:
        app.area.focus()
        app.asked.put(LONG + "\n\n" + LONG)
        await pilot.press("up", "up", "up", "left", "shift+left", "shift+left")
        parked = app.asked.park()
        assert parked.start == parked.end + 2
        assert parked.value[parked.end : parked.start] == app.area.selected_text
        assert parked.row
        await pilot.press("end", "x", *["up"] * 6)
        assert app.asked.park() != parked
        app.said.clear()
        app.asked.restore(parked)
        assert app.asked.park() == parked
        await pilot.pause()
        await pilot.pause()
        assert app.asked.park() == parked
        assert app.area.scroll_y == parked.row
        assert app.said == []
        await pilot.press("ctrl+z")
        assert app.asked.value == parked.value


async def test_a_note_filled_before_it_is_shown_comes_back_where_it_was() -> None:
    app = Noting()
    parked = Parked(LONG * 4, 100, 100, 2)
    app.asked.restore(parked)
    async with app.run_test(size=(50, 14)) as pilot:
        app.area.focus()
        await pilot.pause()
        await pilot.pause()
        assert app.asked.park() == parked
        assert app.area.scroll_y == 2
        assert app.said == []


async def test_a_cursor_out_of_sight_in_another_width_is_shown() -> None:
    app = Noting()
    app.asked.restore(Parked(LONG * 4, 250, 250, 0))
    async with app.run_test(size=(40, 14)) as pilot:
        app.area.focus()
        await pilot.pause()
        await pilot.pause()
        row = app.area.wrapped_document.location_to_offset(app.area.cursor_location).y
        assert app.area.scroll_y <= row < app.area.scroll_y + 3


async def test_a_terminals_cursor_stands_at_the_caret_and_only_there() -> None:
    app = Noting()
    async with app.run_test(size=(50, 14)) as pilot:
        app.area.focus()
        await pilot.press("王", "a")
        assert app.cursor_position == (LABEL + 2 + 3, 0)
        app.answer.put("somebody else is filled in")
        await pilot.pause()
        assert app.cursor_position == (LABEL + 2 + 3, 0)
        app.answer.area.focus()
        await pilot.pause()
        assert app.cursor_position == app.answer.area.cursor_screen_offset
        assert app.cursor_position.y == 3


async def test_focus_shows_the_edge_and_the_caret_only_while_it_is_here() -> None:
    app = Noting()
    async with app.run_test(size=(50, 14)) as pilot:
        app.asked.put("abc")
        app.area.focus()
        await pilot.pause()
        strip = app.area.render_lines(app.area.outer_size.region)[0]
        assert strip.text.startswith("▌ abc")
        edge = next(iter(strip)).style
        assert edge is not None
        assert edge.color is not None
        assert edge.color.get_truecolor().hex == app.theme_variables["primary"].lower()
        assert app.asked.lines[0][0].style == INK.hi
        caret = {segment.style for segment in strip if segment.text == " "}
        app.answer.area.focus()
        await pilot.pause()
        strip = app.area.render_lines(app.area.outer_size.region)[0]
        left = [segment.style for segment in strip][1:]
        assert len(caret) > 0
        assert len({style and style.bgcolor for style in left}) == 1
        assert app.asked.lines[0][0].style == INK.dim


async def test_a_placeholder_is_never_markup_and_plain_signs_are_plain() -> None:
    app = Noting(PLAIN)
    async with app.run_test(size=(50, 14)) as pilot:
        await pilot.pause()
        assert app.rows[0] == "e.g. [b]it leaks[/b]"
        assert app.area.has_class("-plain")
        strip = app.area.render_lines(app.area.outer_size.region)[0]
        assert strip.text[0].isascii()


async def test_a_note_is_as_high_as_its_rows_and_tells_under_them() -> None:
    app = Noting()
    async with app.run_test(size=(60, 14)) as pilot:
        answer = app.answer
        answer.area.focus()
        await pilot.press(*"ab")
        assert (answer.area.outer_size.height, answer.size.height) == (2, 2)
        await pilot.press("tab")
        await pilot.pause()
        assert ("left", "answer", "Say more.") in app.said
        assert answer.size.height == 3
        assert text_of(answer.lines[2])[LABEL:] == "  ✗ Say more."
        assert answer.area.has_class("-wrong")
        answer.area.focus()
        await pilot.press("c", "d")
        assert answer.wrong == ""
        assert answer.size.height == 2
        answer.note(line("what was found"))
        await pilot.pause()
        assert text_of(answer.lines[2])[LABEL:] == "  what was found"


async def test_what_is_never_said_is_pointed_out_while_typing_and_saves_all_the_same() -> None:
    app = Noting()
    async with app.run_test(size=(60, 14)) as pilot:
        app.answer.area.focus()
        await pilot.press(*"calm", "space", *"down")
        assert text_of(app.answer.lines[2])[LABEL:] == "  ✗ “calm down” is never said."
        assert app.answer.checked()
        assert not app.answer.area.has_class("-wrong")
        parked = app.answer.park()
        await pilot.press("backspace")
        assert app.answer.advice == ""
        assert app.answer.size.height == 2
        app.answer.restore(parked)
        assert app.answer.advice
