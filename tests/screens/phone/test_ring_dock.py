"""The dock of a ring in an app: it pushes down, takes no focus, ticks only while it is shown."""

from unittest import mock

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input

from frontdesk.packs.load import builtin
from screens.parts import lines
from screens.parts.lines import Lines
from screens.parts.themed import Themed
from screens.phone.ring_dock import TICKS_A_SECOND, RingDock
from screens.phone.ring_lines import ROWS, Ring

RING = Ring(elapsed=6_900, cadence=builtin("hotline").rings["CN"], number="139****4471")


class Desk(Themed[None]):
    """A field under the dock; `ring` is how it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.ring: Ring | None = RING
        self.asked = 0
        self.dock = RingDock(self.make)

    def make(self) -> Ring | None:
        self.asked += 1
        return self.ring

    def compose(self) -> ComposeResult:
        yield self.dock
        yield Input(id="typed")

    def put(self, ring: Ring | None) -> None:
        self.ring = ring
        self.dock.put(ring, self.ink)

    @property
    def texts(self) -> list[str]:
        return [lines.text_of(row) for row in self.dock.lines]


SIZE = (120, 20)


async def later(pilot: Pilot[None], seconds: float) -> None:
    await pilot.pause(seconds)


async def test_it_pushes_down_and_leaves_the_focus() -> None:
    app = Desk()
    async with app.run_test(size=SIZE) as pilot:
        typed = app.query_one(Input)
        typed.focus()
        await pilot.pause()
        assert not app.dock.display
        assert typed.region.y == 0
        await pilot.press("a")
        app.put(RING)
        await pilot.pause()
        assert app.dock.region.height == ROWS
        assert app.dock.region.width == SIZE[0]
        assert typed.region.y == ROWS
        assert "RING 2  ◕ answer in 8.1 s" in app.dock.render_line(5).text
        assert app.focused is typed
        await pilot.press("b", "tab")
        assert typed.value == "ab"
        assert app.focused is typed
        app.put(None)
        await pilot.pause()
        assert typed.region.y == 0


async def test_it_ticks_only_while_it_is_shown() -> None:
    with mock.patch.object(RingDock, "tick", autospec=True, side_effect=RingDock.tick) as ticked:
        app = Desk()
        async with app.run_test(size=SIZE) as pilot:
            await later(pilot, 2.5 / TICKS_A_SECOND)
            assert ticked.call_count == 0
            app.put(RING)
            await later(pilot, 3.5 / TICKS_A_SECOND)
            assert ticked.call_count == app.asked >= 2
            app.put(None)
            await pilot.pause()
            seen = ticked.call_count
            await later(pilot, 2.5 / TICKS_A_SECOND)
            assert ticked.call_count == seen


async def test_a_tick_draws_only_rows_that_changed_and_lays_nothing_out() -> None:
    app = Desk()
    async with app.run_test(size=SIZE) as pilot:
        app.put(RING)
        await pilot.pause()
        app.ring = replace(RING, elapsed=RING.elapsed + 100)
        with (
            mock.patch.object(Lines, "_show_rows", autospec=True) as painted,
            mock.patch.object(RingDock, "refresh", autospec=True) as refreshed,
        ):
            app.dock.tick()
            app.dock.tick()
        assert painted.call_args_list == [mock.call(app.dock, [1, 4, 5])]
        assert refreshed.call_count == 0
        assert "8.0 s" in app.texts[5]


async def test_when_the_ring_is_over_it_goes_by_itself() -> None:
    app = Desk()
    async with app.run_test(size=SIZE) as pilot:
        app.put(RING)
        await pilot.pause()
        app.ring = None
        app.dock.tick()
        await pilot.pause()
        assert not app.dock.display
        assert app.query_one(Input).region.y == 0


async def test_another_width_is_drawn_anew() -> None:
    app = Desk()
    async with app.run_test(size=SIZE) as pilot:
        app.put(RING)
        await pilot.pause()
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert {lines.width(row) for row in app.dock.lines} == {80}
        app.put(None)
        await pilot.pause()
        app.put(RING)
        assert {lines.width(row) for row in app.dock.lines} == {80}


async def test_a_ring_before_it_is_mounted_is_shown_then() -> None:
    app = Desk()
    app.dock.put(RING, app.ink)
    async with app.run_test(size=SIZE) as pilot:
        await later(pilot, 2.5 / TICKS_A_SECOND)
        assert app.dock.region.height == ROWS
        assert "Incoming call" in app.texts[1]
        assert app.asked > 0
