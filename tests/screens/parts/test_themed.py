"""The themed app: our variables under any theme, and the ink that goes with the theme."""

import pytest
from textual.app import ComposeResult

from screens.parts.field import Field
from screens.parts.ink import PALETTES, ink_of
from screens.parts.themed import Themed


class Page(Themed[None]):
    """A page whose sheet uses our variables."""

    CSS = "Screen { background: $track-odd; } Field { background: $accent-bg; }"

    def compose(self) -> ComposeResult:
        yield Field("x", "X", self.ink)


@pytest.mark.parametrize("look", PALETTES)
async def test_our_themes_and_variables(look: str) -> None:
    app = Page(look)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.theme == look
        assert app.ink is ink_of(look)
        assert app.screen.styles.background.hex.lower() == PALETTES[look].track_odd
        app.theme = "nord"
        await pilot.pause()
        assert app.screen.styles.background.hex.lower() == PALETTES["frontdesk-dark"].track_odd


def test_an_unknown_look_is_dark() -> None:
    assert Page("no such look").theme == "frontdesk-dark"
