"""A field of a form: label, strip, and the line under it (visual spec 4 "Field"; X2).

What the text means, and whether it is right, is told by `check`, which comes from the form.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from screens.parts.entry import Entry, Parked
from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import Ink
from screens.parts.labelled import LABEL, Labelled, label_line
from screens.parts.lines import Line, Span, line

TEXT_AT = 2
"""Text begins in the third column of the strip."""
NOTE_GAP = 2


def below_line(wrong: str, example: str, hint: str, ink: Ink, glyphs: Glyphs) -> Line:
    """`✗ Six digits.  As 204 771`, or the hint in `$dim` when nothing is wrong."""
    start = " " * TEXT_AT
    if not wrong:
        return line(start, (glyphs.text(hint), ink.dim)) if hint else ()
    return line(
        start,
        (f"{glyphs.wrong} {glyphs.text(wrong)}", ink.hi),
        "  " if example else "",
        (glyphs.text(example), ink.dim),
    )


class Field(Labelled):
    """A labelled one-line field. Focus its `entry`."""

    @dataclass
    class Changed(Message):
        """The text is another."""

        field: "Field"
        value: str

        @property
        def control(self) -> "Field":
            """The field it comes from."""
            return self.field

    @dataclass
    class Submitted(Message):
        """Enter in the field."""

        field: "Field"
        value: str

        @property
        def control(self) -> "Field":
            """The field it comes from."""
            return self.field

    @dataclass
    class Left(Message):
        """The focus left the field; `wrong` is what stands under it now, if anything."""

        field: "Field"
        wrong: str

        @property
        def control(self) -> "Field":
            """The field it comes from."""
            return self.field

    def __init__(
        self,
        name: str,
        label: str,
        ink: Ink,
        glyphs: Glyphs = FULL,
        *,
        value: str = "",
        width: int | None = None,
        placeholder: str = "",
        hint: str = "",
        example: str = "",
        max_length: int = 0,
        mask: Callable[[str], str] | None = None,
        check: Callable[[str], str] | None = None,
        roomy: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.label, self.hint, self.example = label, hint, example
        self.ink, self.glyphs = ink, glyphs
        self.check = check
        self.wrong = ""
        self._note: Line = ()
        self._focused = False
        self.entry = Entry(
            value,
            placeholder=glyphs.text(placeholder),
            max_length=max_length,
            mask=mask,
            plain=glyphs.plain,
        )
        if width is not None:
            self.entry.styles.width = width
        self._roomy = roomy

    @property
    def inside(self) -> Widget:
        """The editor."""
        return self.entry

    def inner_width(self, room: int) -> int:
        """The width the style sheet gives the editor, else half of what there is."""
        wanted = self.entry.styles.width
        left = max(0, room - LABEL)
        if wanted is not None and wanted.cells is not None:
            return min(wanted.cells, left)
        return max(0, left - NOTE_GAP) // 2

    def inner_height(self, size: Size, wide: int) -> int:
        """One line."""
        return 1

    def around(self, room: int) -> list[Line]:
        """Label and note beside the strip, and the line under it where there is one."""
        ink, glyphs = self.ink, self.glyphs
        label = label_line(self.label, ink, glyphs, focused=self._focused)
        strip = " " * (self.inner_width(room) + NOTE_GAP)
        rows = [line(*label, strip, *self._note) if self._note else label]
        below = self._below()
        if below or self._roomy:
            rows.append(line(" " * LABEL, *below))
        return rows

    def _below(self) -> Line:
        return below_line(self.wrong, self.example, self.hint, self.ink, self.glyphs)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row, or two with the line under it."""
        return 2 if self._roomy or self._below() else 1

    @property
    def value(self) -> str:
        """What stands in the field."""
        return self.entry.value

    def put(self, value: str) -> None:
        """Fill the field from the program: no message, the cursor at its end, nothing wrong."""
        self.restore(Parked(value, len(value), len(value)))
        self.say_right()

    def park(self) -> Parked:
        """Its state, for a form that is put aside."""
        return self.entry.park()

    def restore(self, parked: Parked) -> None:
        """Back to the very character."""
        self.entry.restore(parked)

    def note(self, spans: Sequence[Span]) -> None:
        """What stands beside the strip: `optional`, or what was found."""
        self._note = tuple(spans)
        self._redraw()

    def say_wrong(self, sentence: str) -> None:
        """Put this under the field until it is right."""
        self.wrong = sentence
        self._redraw()

    def say_right(self) -> None:
        """Nothing is wrong (any more)."""
        if self.wrong:
            self.wrong = ""
            self._redraw()

    def checked(self) -> bool:
        """Check now and show the result; whether it is right."""
        self.say_wrong(self.check(self.value) if self.check else "")
        return not self.wrong

    def dress(self, ink: Ink, glyphs: Glyphs | None = None) -> None:
        """Take another theme's ink."""
        self.ink = ink
        self.glyphs = glyphs if glyphs is not None else self.glyphs
        self._redraw()

    def _redraw(self) -> None:
        self.draw(self.around)
        self.entry.set_class(bool(self.wrong), "-wrong")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The label says where one is."""
        self._focused = True
        self._redraw()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """An error comes on leaving, never while typing."""
        self._focused = False
        if self.check is not None and self.value:
            self.wrong = self.check(self.value)
        self._redraw()
        self.post_message(self.Left(self, self.wrong))

    def on_input_changed(self, event: Input.Changed) -> None:
        """An error goes with the first right key."""
        event.stop()
        if self.wrong and (self.check is None or not self.check(event.value)):
            self.say_right()
        self.post_message(self.Changed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter is the form's to act on."""
        event.stop()
        self.post_message(self.Submitted(self, event.value))
