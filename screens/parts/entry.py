"""The one-line editor in a field: Textual's Input in our look and with our keys (visual spec 4)."""

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input
from textual.widgets.input import Selection

from screens.parts import cells

UNDO_DEPTH = 200


class Parked(NamedTuple):
    """An editor's state, to come back to the very character: text, selection start and end.

    `row` is the first one seen of several; None where the cursor shall be in sight.
    """

    value: str
    start: int
    end: int
    row: int | None = None


class Entry(Input, inherit_bindings=False):
    """One line of text. Function keys and the registry's Ctrl keys pass; Ctrl+Z undoes typing."""

    DEFAULT_CSS = """
    Entry {
        height: 1; width: 1fr; padding: 0 1; border: none; border-left: outer $panel;
        background: $panel; color: $foreground;
    }
    Entry:focus {
        border: none; border-left: outer $primary; background: $accent-bg;
        background-tint: $foreground 0%;
    }
    Entry.-wrong { border: none; border-left: outer $hi; }
    Entry.-plain { border-left: ascii $panel; }
    Entry.-plain:focus { border-left: ascii $primary; }
    Entry.-plain.-wrong { border-left: ascii $hi; }
    Entry > .input--placeholder { color: $dim; }
    """
    # As long as its text is, an entry keeps its place: no letter lays the form out anew.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False, repaint=False)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "cursor_left", show=False),
        Binding("shift+left", "cursor_left(True)", show=False),
        Binding("ctrl+left", "cursor_left_word", show=False),
        Binding("right", "cursor_right", show=False),
        Binding("shift+right", "cursor_right(True)", show=False),
        Binding("ctrl+right", "cursor_right_word", show=False),
        Binding("home,ctrl+a", "home", show=False),
        Binding("end,ctrl+e", "end", show=False),
        Binding("shift+home", "home(True)", show=False),
        Binding("shift+end", "end(True)", show=False),
        Binding("backspace", "delete_left", show=False),
        Binding("delete", "delete_right", show=False),
        Binding("ctrl+w,ctrl+backspace", "delete_left_word", show=False),
        Binding("ctrl+u", "delete_left_all", show=False),
        Binding("ctrl+k", "delete_right_all", show=False),
        Binding("ctrl+x", "cut", show=False),
        Binding("ctrl+c", "copy", show=False),
        Binding("ctrl+v", "paste", show=False),
        Binding("ctrl+z", "undo_typing", show=False),
        Binding("enter", "submit", show=False),
    ]

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        max_length: int = 0,
        mask: Callable[[str], str] | None = None,
        plain: bool = False,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        # Set before the base class, which may already ask for the shown value.
        self.mask = mask
        self._past: list[str] = []
        self._typing = False
        self._undoing = False
        super().__init__(
            # Only a given value asks for the running app already here.
            value or None,
            placeholder=cells.safe(placeholder),
            max_length=max_length,
            # A parked form comes back with its own selection.
            select_on_focus=False,
            name=name,
            id=id,
            classes=classes,
        )
        # What the program filled in is not typing.
        self._past.clear()
        # A blinking cursor would wake the program twice a second for nothing.
        self.cursor_blink = False
        self.set_class(plain, "-plain")

    def validate_value(self, value: str) -> str:
        """No control reaches the terminal from here, however it came in."""
        return cells.safe(value)

    @property
    def _value(self) -> Text:
        """What is drawn: masked while somebody else's field has the focus."""
        if self.mask is not None and not self.has_focus:
            return Text(self.mask(self.value), no_wrap=True, overflow="ignore", end="")
        return super()._value

    def watch_value(self, old: str, new: str) -> None:
        """Remember what stood before, a run of typed characters as one."""
        if self._undoing:
            return
        typed = len(new) == len(old) + 1 and not new.endswith(" ")
        if not (typed and self._typing):
            self._past.append(old)
            del self._past[:-UNDO_DEPTH]
        self._typing = typed

    def on_focus(self) -> None:
        """An input method shows its words at the terminal's cursor: it must stand here at once."""
        self.call_after_refresh(self._park_terminal_cursor)

    def _park_terminal_cursor(self) -> None:
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset

    def action_undo_typing(self) -> None:
        """Take back the last run of typing, the cursor where the text came back."""
        if not self._past:
            return
        old, now = self._past.pop(), self.value
        self._undoing, self._typing = True, False
        try:
            self.value = old
        finally:
            self._undoing = False
        same = 0
        while same < min(len(old), len(now)) and old[-1 - same] == now[-1 - same]:
            same += 1
        self.cursor_position = len(old) - same

    def park(self) -> Parked:
        """Its state, for a form that is put aside."""
        return Parked(self.value, self.selection.start, self.selection.end)

    def restore(self, parked: Parked) -> None:
        """Back to where it was put aside, without telling anybody that it changed."""
        with self.prevent(Input.Changed):
            self._undoing = True
            try:
                self.value = parked.value
            finally:
                self._undoing = False
            self._initial_value = False
            self.selection = Selection(parked.start, parked.end)
        self._past.clear()
        self._typing = False
