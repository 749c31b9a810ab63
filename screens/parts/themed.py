"""An app that wears our themes; its style sheets may use our variables (visual spec 2)."""

from typing import TypeVar

from textual.app import App

from screens.parts.ink import PALETTES, THEMES, VARIABLES, Ink, ink_of

Result = TypeVar("Result")


class Themed(App[Result]):
    """The base of the program's app, and of any that shows a part alone.

    `look` is the name of the theme to begin with.
    """

    def __init__(self, look: str = "frontdesk-dark") -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = look if look in PALETTES else "frontdesk-dark"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our variables, for themes that do not know them."""
        return dict(VARIABLES)

    @property
    def ink(self) -> Ink:
        """The ink of the theme worn now."""
        return ink_of(self.theme)
