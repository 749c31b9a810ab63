"""The stepper, tall and flat."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from textual.app import ComposeResult

from screens.parts import lines
from screens.parts.glyphs import FULL
from screens.parts.ink import ink_of
from screens.parts.stepper import Stage, Stepper, flat, tall
from screens.parts.themed import Themed

INK = ink_of("frontdesk-dark", flat=False)
ROUTE = [
    Stage("done", "Arrived", "7:32"),
    Stage("done", "Water given", "7:36", "4:40"),
    Stage("due", "CHECK DOCTOR", "7:47", late="1:12 late"),
    Stage("ahead", "王敏 · room 305"),
]
stages = st.lists(
    st.builds(
        Stage,
        st.sampled_from(["done", "skipped", "now", "soon", "due", "ahead"]),
        st.text(max_size=15),
        st.sampled_from(["", "7:32", "17:32"]),
        st.text(max_size=8),
        st.sampled_from(["", "1:12 late"]),
    ),
    max_size=8,
)


def texts(route: list[Stage], room: int, rows: int) -> list[str]:
    return [lines.text_of(row).rstrip() for row in tall(route, room, rows, INK, FULL)]


@given(stages, st.integers(0, 60), st.integers(0, 20))
def test_never_wider_nor_higher_than_asked(route: list[Stage], room: int, rows: int) -> None:
    made = tall(route, room, rows, INK, FULL)
    assert len(made) <= rows
    assert all(lines.width(row) <= max(room, 3) for row in made)
    assert all(lines.width(row) <= room for row in flat(route, room, INK, FULL))


def test_tall_with_room() -> None:
    assert texts(ROUTE, 31, 12) == [
        " ✓   7:32  Arrived",
        " │",
        " ✓   7:36  Water given     4:40",
        " │",
        " !   7:47  CHECK DOCTOR",
        " ┊         1:12 late",
        " ◦      –  王敏 · room 305",
    ]


def test_tall_without_room_loses_its_rails_but_not_what_is_late() -> None:
    assert texts(ROUTE, 31, 5) == [
        " ✓   7:32  Arrived",
        " ✓   7:36  Water given     4:40",
        " !   7:47  CHECK DOCTOR",
        " ┊         1:12 late",
        " ◦      –  王敏 · room 305",
    ]
    assert texts(ROUTE, 31, 2)[0] == " !   7:47  CHECK DOCTOR"


def test_flat() -> None:
    first, second = flat(ROUTE, 78, INK, FULL)
    assert lines.text_of(first) == "✓ 7:32 Arrived ── ✓ 7:36 Water given ──  ! CHECK DOCTOR "
    assert lines.text_of(second) == "┊ ◦ 王敏 · room 305"


def test_flat_drops_the_oldest_first() -> None:
    first, _second = flat(ROUTE, 40, INK, FULL)
    assert lines.text_of(first) == "… ✓ 7:36 Water given ──  ! CHECK DOCTOR "


def test_only_what_is_due_is_inverse() -> None:
    inverse = [
        span.text for row in tall(ROUTE, 31, 12, INK, FULL) for span in row if span.style == INK.due
    ]
    assert inverse == [" ! "]
    calm = [replace(stage, state="done", late="") for stage in ROUTE]
    assert all(span.style != INK.due for row in tall(calm, 31, 12, INK, FULL) for span in row)


class Routed(Themed[None]):
    """A stepper alone."""

    def compose(self) -> ComposeResult:
        yield Stepper()


async def test_it_lies_flat_or_stands() -> None:
    app = Routed()
    async with app.run_test(size=(80, 20)) as pilot:
        route = app.query_one(Stepper)
        route.put(ROUTE, app.ink, FULL)
        await pilot.pause()
        assert route.size.height == 2
        route.put(ROUTE, app.ink, FULL, rows=12)
        await pilot.pause()
        assert route.size.height == 7
