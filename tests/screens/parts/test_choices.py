"""Chips, choices and matches."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from textual.app import ComposeResult

from screens.parts import lines
from screens.parts.choices import (
    Chip,
    Chips,
    Choice,
    Matches,
    chips_line,
    choice_lines,
    match_lines,
)
from screens.parts.glyphs import FULL
from screens.parts.ink import ink_of
from screens.parts.lines import line
from screens.parts.listpane import Row
from screens.parts.themed import Themed

INK = ink_of("frontdesk-dark", flat=False)
NEEDS = [Chip("chair", "wheelchair", True), Chip("fasting", "fasting"), Chip("stick", "stick")]
VISITS = [("follow", "follow-up"), ("first", "first visit"), ("test", "test only")]


def rows(*names: str) -> list[Row]:
    return [Row(name, (line(name),)) for name in names]


@given(
    st.lists(st.builds(Chip, st.text(), st.text(max_size=9), st.booleans()), max_size=8),
    st.integers(0, 7),
    st.integers(0, 50),
)
def test_chips_never_exceed(chips: Sequence[Chip], at: int, room: int) -> None:
    assert lines.width(chips_line(chips, at, room, INK, FULL)) <= room


def test_chips_as_in_the_picture() -> None:
    text = lines.text_of(chips_line(NEEDS, None, 60, INK, FULL))
    assert text == " ✓ wheelchair   · fasting   · stick "
    text = lines.text_of(chips_line(NEEDS, None, 32, INK, FULL))
    assert text == " ✓ wheelchair   · fasting  +1"


def test_the_chip_under_the_cursor_is_always_seen() -> None:
    text = lines.text_of(chips_line(NEEDS, 2, 24, INK, FULL))
    assert "stick" in text


@given(st.integers(0, 12), st.integers(4, 60))
def test_choice_rows_never_exceed(many: int, room: int) -> None:
    options = [(str(at), f"option {at} 选") for at in range(many)]
    made = choice_lines(options, "3", room, INK, FULL)
    assert all(lines.width(row) <= room for row in made)


def test_choice_rows() -> None:
    made = choice_lines(VISITS, "first", 40, INK, FULL)
    assert [lines.text_of(row) for row in made] == [
        " 1 follow-up  ▸2 first visit",
        " 3 test only",
    ]


def test_matches_fill_their_strip() -> None:
    made = match_lines(rows("张三", "赵珊"), 1, 12, INK, FULL)
    assert [lines.text_of(row) for row in made] == ["  张三      ", "▸ 赵珊      "]
    assert {span.style.bgcolor for span in made[1]} == {INK.panel.bgcolor}


class Chosen(Themed[None]):
    """One of each."""

    def __init__(self) -> None:
        super().__init__()
        self.chips = Chips(NEEDS, INK)
        self.choice = Choice(VISITS, INK)
        self.matches = Matches(INK)
        self.said: list[object] = []

    def compose(self) -> ComposeResult:
        yield self.chips
        yield self.choice
        yield self.matches

    def on_chips_changed(self, event: Chips.Changed) -> None:
        self.said.append(event.codes)

    def on_choice_changed(self, event: Choice.Changed) -> None:
        self.said.append(event.code)

    def on_matches_taken(self, event: Matches.Taken) -> None:
        self.said.append(event.key)


async def test_space_ticks() -> None:
    app = Chosen()
    async with app.run_test(size=(60, 12)) as pilot:
        app.chips.focus()
        await pilot.press("right", "space", "left", "left", "space")
        assert app.said == [("chair", "fasting"), ("fasting",)]
        app.chips.put(["stick"])
        assert app.chips.codes == ("stick",)
        await pilot.pause()
        assert "✓ stick" in app.chips.render_line(0).text


async def test_digits_choose_full_width_ones_too() -> None:
    app = Chosen()
    async with app.run_test(size=(30, 12)) as pilot:
        app.choice.focus()
        await pilot.press("2", "３", "9", "left")
        assert app.said == ["first", "test", "first"]
        assert app.choice.size.height == 2
        app.choice.offer(VISITS[:1])
        await pilot.pause()
        assert app.choice.chosen is None
        assert app.choice.size.height == 1


async def test_matches_hang_only_while_there_are_some() -> None:
    app = Chosen()
    async with app.run_test(size=(60, 12)) as pilot:
        assert not app.matches.display
        app.matches.offer(rows("张三", "赵珊", "郑爽"))
        await pilot.pause()
        assert app.matches.size.height == 3
        app.matches.move(1)
        assert app.matches.current == "赵珊"
        app.matches.offer(rows("王", "赵珊"))
        assert app.matches.current == "赵珊"
        app.matches.move(5)
        assert app.matches.current == "赵珊"
        await pilot.pause()
        await pilot.click(Matches, offset=(3, 0))
        assert app.said == ["王"]
        app.matches.offer([])
        assert (app.matches.display, app.matches.current) == (False, None)


async def test_no_match_is_chosen_before_a_key_says_so() -> None:
    app = Chosen()
    async with app.run_test(size=(60, 12)):
        app.matches.offer(rows("张三", "赵珊"), first=False)
        assert app.matches.current is None
        app.matches.move(1)
        assert app.matches.current == "张三"
