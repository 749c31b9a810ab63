"""The message line: exact at any width, as in the pictures."""

from hypothesis import given
from hypothesis import strategies as st
from textual.app import ComposeResult

from screens.parts import lines
from screens.parts.glyphs import FULL
from screens.parts.ink import ink_of
from screens.parts.messageline import MessageLine, Said, message_line
from screens.parts.themed import Themed

INK = ink_of("frontdesk-dark", flat=False)


words = st.text(max_size=20)


widths = st.integers(0, 170)


@given(words, words, words, words, st.sampled_from(["done", "refused", "plain"]), widths)
def test_message_line_is_exact(
    text: str, more: str, key: str, right: str, kind: str, room: int
) -> None:
    said = Said(text, kind, "7:47", more, key, "undo")  # type: ignore[arg-type]
    assert lines.width(message_line(said, room, INK, FULL, lines.line(right))) == room
    assert lines.width(message_line(None, room, INK, FULL)) == room


def test_messages_as_in_the_pictures() -> None:
    done = Said("Water given, A016.", "done", "7:47", key="u", hint="undo, 0:08")
    text = lines.text_of(message_line(done, 80, INK, FULL, lines.line("9 of 9")))
    assert text.startswith(" ✓ 7:47  Water given, A016.  u undo, 0:08 ")
    assert text.endswith(" 9 of 9 ")
    refused = Said("Not saved: no disk space.", "refused", more="Kept here.")
    text = lines.text_of(message_line(refused, 80, INK, FULL))
    assert text.startswith(" ✗ Not saved: no disk space. Kept here.")


class Told(Themed[None]):
    """The message line alone."""

    def compose(self) -> ComposeResult:
        yield MessageLine()


async def test_a_message_comes_and_goes() -> None:
    app = Told()
    async with app.run_test(size=(80, 10)) as pilot:
        row = app.query_one(MessageLine)
        row.put(Said("Water given, A016."), app.ink)
        await pilot.pause()
        assert "Water given" in row.render_line(0).text
        row.put(None, app.ink)
        assert row.render_line(0).text.strip() == ""
