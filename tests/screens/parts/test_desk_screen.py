"""What the screen paints: containers on its own ground are seen through, others are not."""

from textual.app import App, ComposeResult

from screens.parts.desk_screen import DeskScreen
from screens.parts.lines import Lines, line
from screens.parts.rooms import Down, Room


class Nested(App[None]):
    """A line in two containers, one of which has a ground of its own."""

    CSS = """
    Screen { background: #101010; }
    Room { height: 5; width: 20; }
    #own { background: #303030; }
    Down { height: 3; width: 10; }
    """

    def get_default_screen(self) -> DeskScreen:
        return DeskScreen(id="_default")

    def compose(self) -> ComposeResult:
        with Room(id="own"), Down():
            yield Lines([line("in its own")])
        with Room(id="same"), Down():
            yield Lines([line("on the screen")])

    def ground(self, x: int, y: int) -> str:
        strip = self.screen._compositor.render_strips()[y].crop(x, x + 1)
        style = next(iter(strip)).style
        assert style is not None
        assert style.bgcolor is not None
        return style.bgcolor.get_truecolor().hex


async def test_a_container_paints_the_ground_it_has() -> None:
    app = Nested()
    drawn: list[str] = []
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.pause()
        for one in app.query(Room):
            lines = one.render_lines
            one.render_lines = lambda crop, one=one, lines=lines: (  # type: ignore[method-assign,misc]
                drawn.append(one.id or "") or lines(crop)
            )
        # Beside the line, in the gap that only the container covers, and under both.
        assert app.ground(15, 0) == "#303030"
        assert app.ground(15, 4) == "#303030"
        assert app.ground(15, 5) == "#101010"
        assert app.ground(25, 0) == "#101010"
        assert set(drawn) == {"own"}
