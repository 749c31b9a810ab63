"""The baselines, bare Textual apps as one writes them first: `python bare.py list|input|modal`."""

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Footer, Header, Input, OptionList, Static

ROWS = 30


class BareList(App[None]):
    """Header, list and footer."""

    TITLE = "Barehead"
    BINDINGS: ClassVar[list[BindingType]] = [("f2", "open", "Barefoot")]

    def compose(self) -> ComposeResult:
        yield Header()
        yield OptionList(*(f"A{number:03d} Barerow" for number in range(1, ROWS + 1)))
        yield Footer()

    def action_open(self) -> None:
        self.push_screen(BareModal())


class BareModal(ModalScreen[None]):
    """A modal with one line of text and one field."""

    DEFAULT_CSS = """
    BareModal { align: center middle; }
    BareModal > Static { width: 40; }
    BareModal > Input { width: 40; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Back")]

    def compose(self) -> ComposeResult:
        yield Static("Baremodal")
        yield Input()


class BareInput(App[None]):
    """One field."""

    def compose(self) -> ComposeResult:
        yield Input(select_on_focus=False)


if __name__ == "__main__":
    {"list": BareList, "modal": BareList, "input": BareInput}[sys.argv[1]]().run()
