"""The top line: exact at any width, the clock never cut."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from textual.app import ComposeResult

from screens.parts import lines
from screens.parts.glyphs import FULL, PLAIN
from screens.parts.ink import ink_of
from screens.parts.themed import Themed
from screens.parts.topline import Top, TopLine, rail, top_line

INK = ink_of("frontdesk-dark", flat=False)


TOP = Top("Guide desk 1", ("Li Na", "receptionist", "morning"), "Mon 23 Nov", "7:48:12")


words = st.text(max_size=20)


widths = st.integers(0, 170)


@given(words, words, words, st.booleans(), widths)
def test_top_line_is_exact(desk: str, about: str, mark: str, plain: bool, room: int) -> None:
    top = replace(TOP, desk=desk, about=(about, "x"), mark=mark)
    assert lines.width(top_line(top, room, INK, PLAIN if plain else FULL)) == room


def test_top_line_keeps_its_clock() -> None:
    text = lines.text_of(top_line(TOP, 120, INK, FULL))
    assert text.startswith("  Guide desk 1  Li Na · receptionist · morning   ")
    assert text.endswith("Mon 23 Nov  7:48:12  ")
    assert lines.text_of(top_line(TOP, 80, INK, FULL)).endswith("  7:48:12 ")
    assert "7:48:12" in lines.text_of(top_line(TOP, 20, INK, FULL))


class Topped(Themed[None]):
    """The top line alone."""

    def compose(self) -> ComposeResult:
        yield TopLine()

    def on_mount(self) -> None:
        # Before the first layout there is no width yet: what was put must appear all the same.
        self.query_one(TopLine).put(TOP, self.ink)


async def test_it_follows_the_width() -> None:
    app = Topped()
    async with app.run_test(size=(120, 10)) as pilot:
        await pilot.pause()
        assert "Mon 23 Nov" in app.query_one(TopLine).render_line(0).text
        await pilot.resize_terminal(80, 10)
        await pilot.pause()
        assert "Mon 23 Nov" not in app.query_one(TopLine).render_line(0).text
        app.query_one(TopLine).put(replace(TOP, clock="7:48:13"), app.ink)
        assert "7:48:13" in app.query_one(TopLine).render_line(0).text


def test_the_rail_between_two_panes() -> None:
    assert rail(INK, FULL).text == "│"
