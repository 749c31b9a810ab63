"""The list pane: the selection is a person, not a place; a million rows cost what is visible."""

from collections.abc import Hashable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from screens.parts.glyphs import FULL
from screens.parts.ink import ink_of
from screens.parts.lines import line
from screens.parts.listpane import Fixed, ListPane, Row, keep_in_view

INK = ink_of("frontdesk-dark", flat=False)


class Counted:
    """A long source that notes how many rows were asked for."""

    def __init__(self, many: int) -> None:
        self.many = many
        self.asked = 0

    def count(self) -> int:
        """How many there are."""
        return self.many

    def rows(self, top: int, many: int) -> Sequence[Row]:
        """Made when asked for."""
        self.asked += many
        return [Row(at, (line(f"row {at}"),)) for at in range(top, min(self.many, top + many))]

    def index(self, key: Hashable) -> int | None:
        """A row's key is its place."""
        return key if isinstance(key, int) and key < self.many else None


def people(*names: str) -> Fixed:
    return Fixed([Row(name, (line(name), line(f"about {name}"))) for name in names])


class Listed(App[None]):
    """One pane of ten lines."""

    def __init__(self, source: Counted | Fixed, row_height: int = 1) -> None:
        super().__init__()
        self.pane = ListPane(
            INK, FULL, source, row_height=row_height, empty=[line("Nobody is waiting.")]
        )
        self.told: list[object] = []
        self.opened: list[object] = []

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_list_pane_selected(self, event: ListPane.Selected) -> None:
        self.told.append(event.key)

    def on_list_pane_opened(self, event: ListPane.Opened) -> None:
        self.opened.append(event.key)

    def texts(self) -> list[str]:
        return [self.pane.render_line(y).text.rstrip() for y in range(10)]


SIZE = (30, 10)


@given(st.integers(0, 200), st.integers(0, 99), st.integers(0, 30), st.integers(1, 100))
def test_keep_in_view(top: int, index: int, page: int, count: int) -> None:
    index = min(index, count - 1)
    new = keep_in_view(top, index, page, count)
    assert new <= index < new + max(1, page)
    assert 0 <= new <= max(0, count - max(1, page))


@given(
    st.integers(0, 200), st.integers(0, 99), st.integers(0, 30), st.integers(1, 100),
    st.integers(0, 5),
)  # fmt: skip
def test_keep_in_view_looks_ahead(top: int, index: int, page: int, count: int, ahead: int) -> None:
    index = min(index, count - 1)
    new = keep_in_view(top, index, page, count, ahead)
    assert new <= index < new + max(1, page)
    assert 0 <= new <= max(0, count - max(1, page))
    if top <= index < top + page and top <= count - page:
        assert new == top


def test_who_leaves_the_window_sees_what_comes_next() -> None:
    assert keep_in_view(0, 10, 10, 100, 3) == 4
    assert keep_in_view(20, 19, 10, 100, 3) == 16
    # At the end there is nothing more to see, and a low window keeps the cursor.
    assert keep_in_view(89, 99, 10, 100, 3) == 90
    assert keep_in_view(0, 2, 2, 100, 3) == 1


async def test_rows_are_read_again_a_few_at_a_time() -> None:
    app = Listed(people("Anna", "Bo", "Chen", "Dan"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.pane.source = people("Eve", "Fay", "Gu", "Hua")
        app.pane.freshen(1, 2)
        assert app.texts()[:5] == ["▌Anna", " Fay", " Gu", " Dan", ""]
        # Beyond the last row there is nothing to read.
        app.pane.freshen(3, 7)
        assert app.texts()[:5] == ["▌Anna", " Fay", " Gu", " Hua", ""]


async def test_the_selected_row_is_a_band_with_an_edge() -> None:
    app = Listed(people("Anna", "Bo"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert app.texts()[:3] == ["▌Anna", " Bo", ""]
        strip = app.pane.render_line(0)
        assert strip.cell_length == 30
        assert all(
            segment.style is not None and segment.style.bgcolor == INK.panel.bgcolor
            for segment in strip
        )
        await pilot.press("down")
        assert app.texts()[:2] == [" Anna", "▌Bo"]
        assert app.told == ["Anna", "Bo"]


async def test_selection_stays_with_the_person_when_the_list_turns() -> None:
    app = Listed(people("Anna", "Bo", "Cai"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down")
        app.pane.use(people("Emma", "Cai", "Anna", "Bo"))
        await pilot.pause()
        assert app.pane.selected == "Bo"
        assert app.texts()[3] == "▌Bo"
        assert app.told == ["Anna", "Bo"]
        app.pane.use(people("Emma", "Cai"))
        await pilot.pause()
        assert app.pane.selected == "Cai"
        app.pane.use(people())
        await pilot.pause()
        assert app.pane.selected is None
        assert app.texts()[0] == " Nobody is waiting."
        assert app.told == ["Anna", "Bo", "Cai", None]


async def test_a_tick_that_changes_nothing_draws_nothing() -> None:
    drawn: list[int] = []

    class Noting(ListPane):
        def _show_rows(self, rows: Sequence[int]) -> None:
            drawn.extend(rows)
            super()._show_rows(rows)

    class Noted(App[None]):
        def compose(self) -> ComposeResult:
            yield Noting(INK, FULL, people("Anna", "Bo"))

    app = Noted()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        pane = app.query_one(Noting)
        drawn.clear()
        pane.reload()
        assert drawn == []
        pane.use(Fixed([Row("Anna", (line("Anna 0:01"),)), Row("Bo", (line("Bo"),))]))
        assert drawn == [0]
        assert pane.render_line(0).text.rstrip() == "▌Anna 0:01"


async def test_a_million_rows_cost_a_page() -> None:
    source = Counted(1_000_000)
    app = Listed(source)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        source.asked = 0
        await pilot.press("end")
        assert app.pane.selected == 999_999
        assert app.texts()[9] == "▌row 999999"
        await pilot.press("pageup")
        assert app.pane.selected == 999_989
        await pilot.press("home", "pagedown", "up")
        assert app.pane.selected == 9
        assert source.asked < 100


async def test_two_line_rows_and_the_mouse() -> None:
    app = Listed(people(*"ABCDEFG"), row_height=2)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert app.texts()[:4] == ["▌A", "▌about A", " B", " about B"]
        assert not app.pane.fits(2)
        assert app.pane.fits(1)
        await pilot.click(ListPane, offset=(3, 5))
        assert app.pane.selected == "C"
        await pilot.click(ListPane, offset=(3, 6), times=2)
        assert app.opened == ["D"]
        app.pane.row_height = 1
        assert app.texts()[:4] == [" A", " B", " C", "▌D"]


async def test_wheel_looks_without_selecting_and_a_tick_leaves_it_there() -> None:
    app = Listed(Counted(100))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for _turn in range(5):
            app.pane._look(3)
        app.pane.reload()
        assert app.pane.selected == 0
        assert app.texts()[0] == " row 15"
        await pilot.press("down")
        assert "▌row 1" in app.texts()


async def test_enter_opens_and_nothing_opens_in_an_empty_list() -> None:
    app = Listed(people("Anna"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        app.pane.use(people())
        await pilot.press("enter", "down", "end", "pageup")
        assert app.opened == ["Anna"]


@pytest.mark.parametrize("size", [(30, 1), (1, 10), (3, 3)])
async def test_no_size_is_too_small(size: tuple[int, int]) -> None:
    app = Listed(people("Anna", "Bo"), row_height=2)
    async with app.run_test(size=size) as pilot:
        await pilot.press("down", "pagedown", "up")
        assert app.pane.selected == "Anna"


async def test_names_with_markup_are_shown_as_they_are() -> None:
    app = Listed(people("[@click=app.quit]x[/]", "[/red]"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert app.texts()[:2] == ["▌[@click=app.quit]x[/]", " [/red]"]


async def test_the_band_stays_with_the_selected_row_while_the_list_scrolls() -> None:
    rows = [Row(number, (line(f"row {number}"),)) for number in range(40)]
    app = Listed(Fixed(rows))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.pane.focus()
        for _step in range(25):
            await pilot.press("down")
        await pilot.pause()
        seen = app.texts()
        assert [text for text in seen if text.startswith("▌")] == ["▌row 25"]
        shown = [int(text.strip("▌ ").split()[1]) for text in seen if "row" in text]
        assert shown == list(range(shown[0], shown[0] + len(shown)))


async def test_the_cursor_passes_over_heads() -> None:
    def named(text: str) -> Row:
        return Row(None if text.isupper() else text, (line(text),))

    app = Listed(Fixed([named(text) for text in ("EYE", "Anna", "Bo", "SKIN", "Cai")]))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.pane.focus()
        assert app.texts()[:5] == [" EYE", "▌Anna", " Bo", " SKIN", " Cai"]
        await pilot.press("down", "down")
        assert app.pane.selected == "Cai"
        await pilot.press("up")
        assert app.pane.selected == "Bo"
        await pilot.press("home", "up")
        assert (app.pane.selected, app.pane.selected_index) == ("Anna", 1)
        await pilot.click(offset=(2, 3))
        assert app.pane.selected == "Cai"
        # Whoever was selected is gone: the nearest that is no head.
        app.pane.use(Fixed([named(text) for text in ("EYE", "Anna", "Bo", "SKIN", "Di")]))
        assert app.pane.selected == "Di"
        app.pane.use(Fixed([named("EYE")]))
        assert app.pane.selected is None
        assert None not in app.opened


async def test_a_head_comes_into_view_with_the_row_under_it() -> None:
    heads = [Row(None, (line("HEAD"),)), *(Row(at, (line(f"row {at}"),)) for at in range(30))]
    app = Listed(Fixed(heads))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.pane.focus()
        await pilot.press("end", "home")
        assert app.texts()[:2] == [" HEAD", "▌row 0"]
