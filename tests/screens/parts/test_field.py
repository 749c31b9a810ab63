"""A field: label, error under it on leaving, gone with the first right key."""

from textual.app import ComposeResult

from screens.parts.field import Field, below_line
from screens.parts.glyphs import FULL, PLAIN
from screens.parts.ink import ink_of
from screens.parts.labelled import LABEL, label_line
from screens.parts.lines import line, text_of, width
from screens.parts.themed import Themed

INK = ink_of("frontdesk-dark", flat=False)


def six_digits(value: str) -> str:
    return "" if value.isdigit() and len(value) == 6 else "Six digits."


class Form(Themed[None]):
    """Two fields."""

    def __init__(self) -> None:
        super().__init__()
        self.slip = Field("slip", "Slip no", INK, example="As 204 771", check=six_digits, width=22)
        self.other = Field("with", "With", INK, hint="Who came along.", width=22)
        self.said: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield self.slip
        yield self.other

    def on_field_changed(self, event: Field.Changed) -> None:
        self.said.append(("changed", event.value))

    def on_field_submitted(self, event: Field.Submitted) -> None:
        self.said.append(("submitted", event.value))

    def on_field_left(self, event: Field.Left) -> None:
        self.said.append(("left", event.wrong))


def below(field: Field) -> str:
    return text_of(field.lines[1])[LABEL:]


def test_label_is_exact_in_both_languages() -> None:
    for label in ("Slip no", "随行人员的姓名与关系", "A very long label"):
        assert width(label_line(label, INK, FULL, focused=True)) == LABEL


def test_the_line_below() -> None:
    wrong = below_line("Six digits.", "As 204 771", "hint", INK, FULL)
    assert text_of(wrong) == "  ✗ Six digits.  As 204 771"
    assert text_of(below_line("", "As 204 771", "hint", INK, PLAIN)) == "  hint"
    assert below_line("", "", "", INK, FULL) == ()


async def test_an_error_comes_on_leaving_and_goes_with_the_first_right_key() -> None:
    app = Form()
    async with app.run_test(size=(80, 12)) as pilot:
        app.slip.entry.focus()
        await pilot.press(*"A-77")
        assert app.slip.wrong == ""
        assert app.slip.size.height == 1
        await pilot.press("tab")
        await pilot.pause()
        assert below(app.slip) == "  ✗ Six digits.  As 204 771"
        assert app.slip.size.height == 2
        assert app.slip.entry.has_class("-wrong")
        app.slip.entry.focus()
        await pilot.press("ctrl+u", *"20477")
        assert app.slip.wrong == "Six digits."
        await pilot.press("1")
        await pilot.pause()
        assert app.slip.wrong == ""
        assert app.slip.size.height == 1
        await pilot.press("enter")
        assert app.said[-1] == ("submitted", "204771")
        assert ("left", "Six digits.") in app.said


async def test_an_empty_field_left_says_nothing_until_the_form_asks() -> None:
    app = Form()
    async with app.run_test(size=(80, 12)) as pilot:
        app.slip.entry.focus()
        await pilot.press("tab")
        assert app.slip.wrong == ""
        assert not app.slip.checked()
        assert app.slip.wrong == "Six digits."


async def test_text_begins_in_the_third_column_of_the_strip() -> None:
    app = Form()
    async with app.run_test(size=(80, 12)) as pilot:
        app.slip.put("204771")
        app.slip.note(line("optional"))
        await pilot.pause()
        entry = app.slip.entry
        assert entry.region.x == LABEL
        assert entry.content_region.x == LABEL + 2
        assert (entry.size.width, entry.outer_size.height) == (22 - 3, 1)
        assert app.said == []
        assert below(app.other) == "  Who came along."


async def test_focus_shows_the_edge_and_the_label() -> None:
    app = Form()
    async with app.run_test(size=(80, 12)) as pilot:
        app.slip.entry.focus()
        await pilot.pause()
        label = app.slip.lines[0][0]
        assert label.style == INK.hi
        strip = app.slip.entry.render_lines(app.slip.entry.outer_size.region)[0]
        assert strip.text.startswith("▌ ")
        edge = next(iter(strip)).style
        assert edge is not None
        assert edge.color is not None
        assert edge.color.get_truecolor().hex == app.theme_variables["primary"].lower()


async def test_advice_comes_while_typing_gives_way_to_an_error_and_hinders_nothing() -> None:
    app = Form()
    app.slip.advise = lambda value: "Never that." if "9" in value else ""
    async with app.run_test(size=(80, 12)) as pilot:
        app.slip.entry.focus()
        await pilot.press("1", "9")
        await pilot.pause()
        assert below(app.slip) == "  ✗ Never that."
        assert app.slip.size.height == 2
        assert not app.slip.entry.has_class("-wrong")
        await pilot.press("tab")
        await pilot.pause()
        assert below(app.slip) == "  ✗ Six digits.  As 204 771"
        app.slip.entry.focus()
        await pilot.press(*"2345")
        assert app.slip.checked()
        assert below(app.slip) == "  ✗ Never that."
        await pilot.press("home", "right", "delete")
        assert app.slip.advice == ""
        app.slip.put("9")
        assert app.slip.advice == "Never that."
