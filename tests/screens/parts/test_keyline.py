"""The key line: a slot never moves, every word stands whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from textual.app import ComposeResult

from screens.parts import lines
from screens.parts.glyphs import FULL
from screens.parts.ink import ink_of
from screens.parts.keyline import KeyLine, Slot, key_line, places
from screens.parts.themed import Themed

INK = ink_of("frontdesk-dark", flat=False)


words = st.text(max_size=20)


SLOTS = [
    Slot("F1", "Help", "Help", room=4),
    Slot("F2", "Visitor", "Visit", room=8),
    Slot("F3", "Phone", "Phone", available=False, room=7),
    Slot("F4", "Give water", "Water", room=10),
    Slot("F5", "Send in", "Send", room=9),
    Slot("F6", "Complaint", "Compl", available=False, room=9),
    Slot("F7", "Find", "Find", room=5),
    Slot("F8", "Screens", "Go to", room=8),
    Slot("F9", "Emergency", "Emerg", room=9),
]


@given(st.lists(st.builds(Slot, st.just("F5"), words, words), max_size=9), st.integers(40, 170))
def test_key_line_is_exact(slots: list[Slot], room: int) -> None:
    assert lines.width(key_line(slots, room, INK, FULL)) == room


@pytest.mark.parametrize("room", [110, 120, 160])
def test_every_word_stands_whole_at_120(room: int) -> None:
    text = lines.text_of(key_line(SLOTS, room, INK, FULL))
    assert all(f"{slot.key} {slot.word}" in text for slot in SLOTS)
    assert "…" not in text


def test_f1_gives_way_at_80_and_f9_never() -> None:
    text = lines.text_of(key_line(SLOTS, 80, INK, FULL))
    assert "F1" not in text
    assert all(f"{slot.key} {slot.word80}" in text for slot in SLOTS[1:])


@pytest.mark.parametrize("room", [80, 120, 160])
def test_a_slot_never_moves(room: int) -> None:
    others = [replace(slot, word="x", word80="x", available=False) for slot in SLOTS]
    assert [place.start for place in places(SLOTS, room)] == [
        place.start for place in places(others, room)
    ]


def test_a_key_that_cannot_act_is_faint_in_its_place() -> None:
    styles = {span.text: span.style for span in key_line(SLOTS, 120, INK, FULL)}
    assert styles["F3"].color == INK.faint.color
    assert styles["F4"].color == INK.key.color


class Keyed(Themed[None]):
    """The key line alone."""

    def __init__(self) -> None:
        super().__init__()
        self.clicked: list[str] = []

    def compose(self) -> ComposeResult:
        yield KeyLine()

    def on_key_line_clicked(self, event: KeyLine.Clicked) -> None:
        self.clicked.append(event.key)


async def test_a_slot_can_be_clicked() -> None:
    app = Keyed()
    async with app.run_test(size=(80, 10)) as pilot:
        app.query_one(KeyLine).put(SLOTS, app.ink)
        await pilot.pause()
        await pilot.click(KeyLine, offset=(2, 0))
        await pilot.click(KeyLine, offset=(places(SLOTS, 80)[-1].start, 0))
        assert app.clicked == ["F2", "F9"]
