"""A field of a form: label, strip, and the line under it (visual spec 4 "Field"; X2).

What the text means, and whether it is right, is told by `check`, which comes from the form.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol, cast

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from screens.parts.entry import Entry, Parked
from screens.parts.glyphs import FULL, Glyphs
from screens.parts.ink import Ink
from screens.parts.labelled import LABEL, Labelled, label_line
from screens.parts.lines import Line, Span, cut, line

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


class Editor(Protocol):
    """What is typed in: one line or several."""

    @property
    def value(self) -> str:
        """What stands there."""
        ...

    def park(self) -> Parked:
        """Its state."""
        ...

    def restore(self, parked: Parked) -> None:
        """Back to that state, without a message."""
        ...

    def set_class(self, add: bool, *class_names: str, update: bool = True) -> object:
        """Wear a class of the style sheet, or not."""
        ...


class TypedField(Labelled):
    """A labelled field of text, one line or several: what its form knows of it.

    What is wrong stands under it until it is right; `advice` from `advise` only points out, at
    once while one types (K2).
    """

    @dataclass
    class Changed(Message, namespace="field"):
        """The text is another."""

        field: "TypedField"
        value: str

        @property
        def control(self) -> "TypedField":
            """The field it comes from."""
            return self.field

    @dataclass
    class Submitted(Message, namespace="field"):
        """Enter in the field."""

        field: "TypedField"
        value: str

        @property
        def control(self) -> "TypedField":
            """The field it comes from."""
            return self.field

    @dataclass
    class Left(Message, namespace="field"):
        """The focus left the field; `wrong` is what stands under it now, if anything."""

        field: "TypedField"
        wrong: str

        @property
        def control(self) -> "TypedField":
            """The field it comes from."""
            return self.field

    def __init__(
        self,
        name: str,
        label: str,
        ink: Ink,
        glyphs: Glyphs = FULL,
        *,
        hint: str = "",
        example: str = "",
        check: Callable[[str], str] | None = None,
        advise: Callable[[str], str] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.label, self.hint, self.example = label, hint, example
        self.ink, self.glyphs = ink, glyphs
        self.check, self.advise = check, advise
        self.wrong, self.advice = "", ""
        self._note: Line = ()
        self._focused = False

    @property
    def editor(self) -> Editor:
        """What is typed in; one line or several has its own."""
        raise NotImplementedError

    @property
    def inside(self) -> Widget:
        """What is typed in."""
        return cast(Widget, self.editor)

    def _label(self) -> Line:
        return label_line(self.label, self.ink, self.glyphs, focused=self._focused)

    def _below(self) -> Line:
        example = self.example if self.wrong else ""
        return below_line(self.wrong or self.advice, example, self.hint, self.ink, self.glyphs)

    @property
    def value(self) -> str:
        """What stands in the field."""
        return self.editor.value

    def put(self, value: str) -> None:
        """Fill the field from the program: no message, the cursor at its end, nothing wrong."""
        self.restore(Parked(value, len(value), len(value)))
        self.say_right()

    def park(self) -> Parked:
        """Its state, for a form that is put aside."""
        return self.editor.park()

    def restore(self, parked: Parked) -> None:
        """Back to the very character."""
        self.editor.restore(parked)
        self._point_out()

    def note(self, spans: Sequence[Span]) -> None:
        """What stands beside the strip: `optional`, or what was found."""
        if self._note != tuple(spans):
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

    def _point_out(self) -> None:
        advice = self.advise(self.value) if self.advise is not None else ""
        if advice != self.advice:
            self.advice = advice
            self._redraw()

    def dress(self, ink: Ink, glyphs: Glyphs | None = None) -> None:
        """Take another theme's ink."""
        self.ink = ink
        self.glyphs = glyphs if glyphs is not None else self.glyphs
        self._redraw()

    def _redraw(self) -> None:
        self.draw(self.around)
        self.editor.set_class(bool(self.wrong), "-wrong")

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

    def typed(self, value: str) -> None:
        """An error goes with the first right key; what is never said is pointed out at once."""
        if self.wrong and (self.check is None or not self.check(value)):
            self.say_right()
        self._point_out()
        self.post_message(self.Changed(self, value))


class Field(TypedField):
    """A labelled one-line field. Focus its `entry`."""

    entry_class: ClassVar[type[Entry]] = Entry

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
        advise: Callable[[str], str] | None = None,
        roomy: bool = False,
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
        self.entry = self.entry_class(
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
    def editor(self) -> Editor:
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

    def note_room(self) -> int:
        """The cells beside the strip."""
        return max(0, self.seen.width - LABEL - self.inner_width(self.seen.width) - NOTE_GAP)

    def around(self, room: int) -> list[Line]:
        """Label and note beside the strip, and the line under it where there is one."""
        label = self._label()
        strip = " " * (self.inner_width(room) + NOTE_GAP)
        note = cut(self._note, room - LABEL - len(strip), self.glyphs.more)
        rows = [line(*label, strip, *note) if note else label]
        below = self._below()
        if below or self._roomy:
            rows.append(line(" " * LABEL, *below))
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row, or two with the line under it."""
        return 2 if self._roomy or self._below() else 1

    def on_input_changed(self, event: Input.Changed) -> None:
        """Typed."""
        event.stop()
        self.typed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter is the form's to act on."""
        event.stop()
        self.post_message(self.Submitted(self, event.value))
