"""Lines: exact widths, data as data, and only changed rows drawn again."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from screens.parts import lines as parts
from screens.parts.lines import Line, Lines, Span, line

spans = st.lists(st.builds(Span, st.text(max_size=12), st.just(Style())), max_size=6)


@given(spans, st.integers(0, 40))
def test_fit_is_exact_and_cut_never_exceeds(given_spans: list[Span], room: int) -> None:
    assert parts.width(parts.fit(given_spans, room)) == room
    assert parts.width(parts.cut(given_spans, room)) <= room


@given(spans, spans, st.integers(0, 60))
def test_ends_is_exact(left: list[Span], right: list[Span], room: int) -> None:
    assert parts.width(parts.ends(left, right, room)) == room


def test_ends_puts_them_at_the_edges() -> None:
    assert parts.text_of(parts.ends(line("张三"), line("5:12"), 12)) == "张三    5:12"
    assert parts.text_of(parts.ends(line("a long name"), line("5:12"), 10)) == "a lo… 5:12"


def test_over_keeps_what_a_span_says() -> None:
    ground, red = Style(bgcolor="#111111"), Style(bgcolor="#ff0000")
    first, second = parts.over(ground, line("a", ("b", red)))
    assert first.style.bgcolor == ground.bgcolor
    assert second.style.bgcolor == red.bgcolor


def test_strips_show_controls_and_take_no_markup() -> None:
    strip = parts.to_strip(line("[/red]\x1b]52;c\x07张"))
    assert strip.text == "[/red]␛]52;c␇张"
    assert strip.cell_length == 15


@pytest.mark.parametrize(
    ("old", "new", "rows"),
    [
        (["a", "b", "c"], ["a", "x", "c"], [1]),
        (["a"], ["a", "b"], [1]),
        (["a", "b"], ["b"], [0, 1]),
        (["a"], ["a"], []),
    ],
)
def test_changed_rows(old: list[str], new: list[str], rows: list[int]) -> None:
    def made(texts: Sequence[str]) -> list[Line]:
        return [line(text) for text in texts]

    assert parts.changed_rows(made(old), made(new)) == rows


def test_runs_join_neighbours() -> None:
    assert parts.runs([0, 1, 2, 5, 7, 8]) == [(0, 3), (5, 1), (7, 2)]


class Watched(Lines):
    """Tells which rows it was asked to draw."""

    def __init__(self, shown: Sequence[Line]) -> None:
        super().__init__(shown)
        self.drawn: list[int] = []

    def render_line(self, y: int) -> Strip:
        """Note the row that the screen asks for."""
        self.drawn.append(y)
        return super().render_line(y)


class Shown(App[None]):
    """Twenty rows."""

    CSS = "Lines { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.rows = Watched([line(f"row {index}") for index in range(20)])

    def compose(self) -> ComposeResult:
        yield self.rows


async def test_only_changed_rows_are_drawn_again() -> None:
    app = Shown()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert app.rows.render_line(3).text == "row 3"
        app.rows.drawn.clear()
        app.rows.show([line(f"row {index}" if index != 7 else "张三") for index in range(20)])
        await pilot.pause()
        assert app.rows.drawn == [7]
        assert app.rows.render_line(7).text == "张三"
        app.rows.drawn.clear()
        app.rows.show(app.rows.lines)
        await pilot.pause()
        assert app.rows.drawn == []


async def test_a_line_that_only_moved_is_not_drawn_again() -> None:
    app = Shown()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        before = app.rows.lines
        app.rows.drawn.clear()
        app.rows.show([*before[1:], line("row 20")])
        await pilot.pause()
        assert app.rows.drawn == [19]
        shown = [row.text.rstrip() for row in app.rows.render_lines(Region(0, 0, 40, 20))]
        assert shown == [f"row {index}" for index in range(1, 21)]


async def test_spans_stand_on_the_ground_of_their_widget() -> None:
    class Grounded(App[None]):
        CSS = "Lines { background: #123456; color: #abcdef; }"

        def compose(self) -> ComposeResult:
            yield Lines([line("bare ", ("styled", Style(color="#ff0000")))])

    app = Grounded()
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        widget = app.query_one(Lines)
        bare, styled = widget.render_line(0)
        assert bare.style == Style(color="#abcdef", bgcolor="#123456")
        assert styled.style == Style(color="#ff0000", bgcolor="#123456")
        widget.styles.background = "#654321"
        await pilot.pause()
        assert next(iter(widget.render_line(0))).style == Style(color="#abcdef", bgcolor="#654321")


async def test_a_shorter_list_leaves_nothing_behind() -> None:
    app = Shown()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        app.rows.show([line("only")])
        await pilot.pause()
        assert app.rows.render_line(0).text == "only"
        assert app.rows.render_line(1).text == ""


async def test_lines_grow_where_height_is_open() -> None:
    class Open(App[None]):
        def compose(self) -> ComposeResult:
            yield Lines([line("one")])

    app = Open()
    async with app.run_test(size=(40, 20)) as pilot:
        widget = app.query_one(Lines)
        assert widget.size.height == 1
        widget.show([line("one"), line("two"), line("three")])
        await pilot.pause()
        assert widget.size.height == 3


def test_building_forty_rows_is_cheap_beside_a_frame() -> None:
    style = Style(bold=True)
    rows = [line((f"{index} 张三", style), "  some more text", "x" * 30) for index in range(40)]
    best = min(_timed(rows) for _ in range(5))
    # A frame at 60 a second is 16 ms; forty whole rows must stay far below.
    assert best < 0.016


def _timed(rows: Sequence[Line]) -> float:
    begin = time.perf_counter()
    for row in rows:
        parts.to_strip(parts.fit(row, 116))
    return time.perf_counter() - begin
