"""The editor of several lines in a field: Textual's TextArea in our look, with our keys (visual 4).

It is loaded with the first form that has such a field: it is as costly as all the rest of one.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.document._document import Document, EditResult, Location
from textual.document._document_navigator import DocumentNavigator
from textual.document._history import EditHistory
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from screens.parts import cells
from screens.parts.breaks import breaks
from screens.parts.entry import UNDO_DEPTH, Parked
from screens.parts.field import Editor, TypedField
from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import Ink
from screens.parts.labelled import LABEL
from screens.parts.lines import BLANK, Line, line

ROWS = 3
_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


class Wrapped(WrappedDocument):
    """Rows broken by cells: a word stays whole, Chinese may be parted almost anywhere (X3).

    Textual takes a Chinese sentence for one long word and begins a new row with it.
    """

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Break every line anew; a note is short."""
        self._width = width
        offsets = [breaks(text, width) if width > 0 else [] for text in self.document.lines]
        self._wrap_offsets = offsets
        self._tab_width_cache = [[] for _text in offsets]
        self._offset_to_line_info = [
            (index, part) for index, places in enumerate(offsets) for part in range(len(places) + 1)
        ]
        rows = iter(range(len(self._offset_to_line_info)))
        self._line_index_to_offsets = [
            [next(rows) for _part in range(len(places) + 1)] for places in offsets
        ]

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """The same, after an edit."""
        self.wrap(self._width)


class Area(TextArea, inherit_bindings=False):
    """A few lines of text. Enter goes on, Shift+Enter breaks the line, Ctrl+Z undoes typing.

    Function keys, Tab, Esc and the registry's Ctrl keys pass; an arrow that leads out of the text
    passes too.
    """

    DEFAULT_CSS = """
    Area {
        height: 3; width: 1fr; padding: 0 1; border: none; border-left: outer $panel;
        background: $panel; color: $foreground;
        overflow-x: hidden; overflow-y: scroll; scrollbar-size: 0 0;
        & .text-area--placeholder { color: $dim; }
        &:dark .text-area--cursor, &:light .text-area--cursor {
            color: $input-cursor-foreground; background: $input-cursor-background;
        }
    }
    Area:focus { border: none; border-left: outer $primary; background: $accent-bg; }
    Area.-wrong { border: none; border-left: outer $hi; }
    Area.-plain { border-left: ascii $panel; }
    Area.-plain:focus { border-left: ascii $primary; }
    Area.-plain.-wrong { border-left: ascii $hi; }
    """
    # However long its text is, the area keeps its place: no letter lays the form out anew.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "cursor_left", show=False),
        Binding("shift+left", "cursor_left(True)", show=False),
        Binding("ctrl+left", "cursor_word_left", show=False),
        Binding("right", "cursor_right", show=False),
        Binding("shift+right", "cursor_right(True)", show=False),
        Binding("ctrl+right", "cursor_word_right", show=False),
        Binding("shift+up", "cursor_up(True)", show=False),
        Binding("shift+down", "cursor_down(True)", show=False),
        Binding("home,ctrl+a", "cursor_line_start", show=False),
        Binding("end,ctrl+e", "cursor_line_end", show=False),
        Binding("shift+home", "cursor_line_start(True)", show=False),
        Binding("shift+end", "cursor_line_end(True)", show=False),
        Binding("backspace", "delete_left", show=False),
        Binding("delete", "delete_right", show=False),
        Binding("ctrl+w,ctrl+backspace", "delete_word_left", show=False),
        Binding("ctrl+u", "delete_to_start_of_line", show=False),
        Binding("ctrl+k", "delete_to_end_of_line", show=False),
        Binding("ctrl+x", "cut", show=False),
        Binding("ctrl+c", "copy", show=False),
        Binding("ctrl+v", "paste", show=False),
        Binding("ctrl+z", "undo", show=False),
    ]

    @dataclass
    class Submitted(Message):
        """Enter: on to the next field."""

        area: "Area"

        @property
        def control(self) -> "Area":
            """The editor it comes from."""
            return self.area

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        max_length: int = 0,
        plain: bool = False,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        self.max_length = max_length
        self._row: int | None = None
        super().__init__(
            written(value),
            # Text of the pack is never markup.
            placeholder=Content(cells.safe(placeholder)),
            highlight_cursor_line=False,
            name=name,
            id=id,
            classes=classes,
        )
        self.disable_messages(TextArea.SelectionChanged)
        self.history = EditHistory(
            max_checkpoints=UNDO_DEPTH, checkpoint_timer=math.inf, checkpoint_max_characters=10**6
        )
        # A blinking cursor would wake the program twice a second for nothing.
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self.set_class(plain, "-plain")

    # -- text --------------------------------------------------------------------------------

    @property
    def value(self) -> str:
        """What stands there, its lines parted by newlines."""
        return self.document.text

    def _set_document(self, text: str, language: str | None) -> None:
        """Another text, wrapped in our way."""
        self.document = Document(text)
        self.wrapped_document = Wrapped(self.document)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def _replace_via_keyboard(
        self, insert: str, start: Location, end: Location
    ) -> EditResult | None:
        """Whatever is typed or pasted comes through here: no control, and no more than fits."""
        insert = written(insert)
        if self.max_length:
            first, last = sorted((start, end))
            taken = len(self.value) - len(self.get_text_range(first, last))
            insert = insert[: max(0, self.max_length - taken)]
            if not insert and start == end:
                return None
        if insert.isspace():
            # Undo takes back a word at a time.
            self.history.checkpoint()
        return super()._replace_via_keyboard(insert, start, end)

    def get_line(self, line_index: int) -> Text:
        """A line to draw; an empty one is a blank, so that a selection shows on it."""
        found = super().get_line(line_index)
        return found if found else Text(" ", end="", no_wrap=True)

    # -- keys --------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Enter goes on; an arrow moves within the text, or else is the form's."""
        if event.key == "enter":
            self.post_message(self.Submitted(self))
        elif event.key in ("shift+enter", "alt+enter", "ctrl+j"):
            self._replace_via_keyboard("\n", *self.selection)
        elif event.key == "up" and self._row_of_cursor() > 0:
            self.action_cursor_up()
        elif event.key == "down" and self._row_of_cursor() < self.wrapped_document.height - 1:
            self.action_cursor_down()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted goes in here, and nowhere else."""
        event.stop()

    def _row_of_cursor(self) -> int:
        return self.wrapped_document.location_to_offset(self.cursor_location).y

    # -- the terminal's cursor ---------------------------------------------------------------

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the cursor is; while another field has the focus the terminal's stays there."""
        return super().cursor_screen_offset if self.has_focus else self.app.cursor_position

    def on_focus(self) -> None:
        """An input method shows its words at the terminal's cursor: it must stand here at once."""
        self.call_after_refresh(self._park_terminal_cursor)

    def _park_terminal_cursor(self) -> None:
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset

    # -- parking -----------------------------------------------------------------------------

    def park(self) -> Parked:
        """Its state, for a form that is put aside."""
        start, end = self.selection
        # What is to be scrolled to, but was not laid out yet, is where it stands.
        row = self._row if self._row is not None else round(self.scroll_y)
        return Parked(self.value, self._index(start), self._index(end), row)

    def restore(self, parked: Parked) -> None:
        """Back to where it was put aside, without telling anybody that it changed."""
        with self.prevent(TextArea.Changed):
            self.load_text(written(parked.value))
        self.selection = Selection(self._location(parked.start), self._location(parked.end))
        self.record_cursor_width()
        self._row = parked.row
        if self.is_attached:
            self.call_after_refresh(self._scroll_back)

    def _index(self, location: Location) -> int:
        """The character before which a place of the text is."""
        row, column = location
        return sum(len(one) + 1 for one in self.document.lines[:row]) + column

    def _location(self, index: int) -> Location:
        before = self.value[: max(0, index)]
        return before.count("\n"), len(before) - before.rfind("\n") - 1

    def _scroll_back(self) -> None:
        """Show the row that stood first, once the width is known, and the cursor in any case."""
        if not self.size.height:
            return
        if self._row is not None:
            self.scroll_to(y=self._row, animate=False, force=True)
            self._row = None
        self.scroll_cursor_visible()

    def on_resize(self) -> None:
        """Another width, or the first one."""
        self.call_after_refresh(self._scroll_back)


def written(text: str) -> str:
    """Text as it may stand here: any line break is a newline, no other control reaches a screen."""
    if text.isprintable():
        return text
    return "\n".join(cells.safe(one) for one in _BREAK.split(text))


class NoteField(TypedField):
    """A labelled field of several lines. Focus its `area`."""

    def __init__(
        self,
        name: str,
        label: str,
        ink: Ink,
        glyphs: Glyphs = FULL,
        *,
        value: str = "",
        rows: int | None = None,
        placeholder: str = "",
        hint: str = "",
        example: str = "",
        max_length: int = 0,
        check: Callable[[str], str] | None = None,
        advise: Callable[[str], str] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            name,
            label,
            ink,
            glyphs,
            hint=hint,
            example=example,
            check=check,
            advise=advise,
            id=id,
            classes=classes,
        )
        self.area = Area(
            value,
            placeholder=glyphs.text(placeholder),
            max_length=max_length,
            plain=glyphs.plain,
        )
        if rows is not None:
            self.area.styles.height = rows

    @property
    def editor(self) -> Editor:
        """The editor."""
        return self.area

    def inner_width(self, room: int) -> int:
        """The width the style sheet gives the editor, else all there is."""
        wanted = self.area.styles.width
        left = max(0, room - LABEL)
        if wanted is not None and wanted.cells is not None:
            return min(wanted.cells, left)
        return left

    def inner_height(self, size: Size, wide: int) -> int:
        """The rows that the style sheet gives the editor."""
        wanted = self.area.styles.height
        return wanted.cells if wanted is not None and wanted.cells is not None else ROWS

    def _under(self) -> Line:
        """What is wrong or pointed out; else the note, for which there is no room beside."""
        below = self._below()
        return below or (line("  ", *self._note) if self._note else ())

    def around(self, room: int) -> list[Line]:
        """The label beside the first row, and the line under the last where there is one."""
        high = self.inner_height(self.size, self.inner_width(room))
        rows = [self._label(), *[BLANK] * (high - 1)]
        under = self._under()
        if under:
            rows.append(line(" " * LABEL, *under))
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The editor's rows, and one more where something stands under it."""
        return self.inner_height(container, width) + (1 if self._under() else 0)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Typed."""
        event.stop()
        self.typed(self.area.value)

    def on_area_submitted(self, event: Area.Submitted) -> None:
        """Enter is the form's to act on."""
        event.stop()
        self.post_message(self.Submitted(self, self.area.value))
