"""The fields of a form as widgets: one for every kind that a pack may name (house "Forms")."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.message import Message
from textual.widget import Widget

from frontdesk.cases.cases import NO, YES
from frontdesk.packs.structs import FieldSpec
from frontdesk.text import mask_phone
from frontdesk.words import _
from screens.parts.choices import GAP, Chip, Chips, Choice
from screens.parts.context import Context, Tell
from screens.parts.entry import Entry
from screens.parts.field import Field, TypedField
from screens.parts.keys import digit
from screens.parts.labelled import Labelled, label_line
from screens.parts.lines import Line
from screens.parts.messageline import Said

PICKED = ("department", "doctor", "host", "staff", "place", "receiver")
# A note of more than this many characters is written in several lines.
ONE_LINE = 200
# What was understood, or who may be chosen, stands beside these.
WIDTHS = {"due": 20, "staff": 22, "when": 26, "date": 26, "place": 26, "receiver": 26}
# Marks part these already.
NARROW_GAP = 2

Judge = Callable[[str], str]
"""What says a sentence about a text, or nothing."""


class FieldWords(NamedTuple):
    """What a field is called, an example of it, and what a digit chooses among in it, if any."""

    label: str
    example: str = ""
    options: Sequence[tuple[str, str]] | None = None


class PickEntry(Entry):
    """An entry in which digits choose from the list beside, and letters narrow that list."""

    class Picked(Message):
        """A digit was pressed."""

        def __init__(self, entry: "PickEntry", number: int) -> None:
            super().__init__()
            self.entry = entry
            self.number = number

    def on_key(self, event: events.Key) -> None:
        """Digits go to the list, full-width ones too."""
        number = digit(event.character)
        if number is not None:
            event.stop()
            event.prevent_default()
            self.post_message(self.Picked(self, number))


class PickField(Field):
    """A field whose entry chooses by digits."""

    entry_class: ClassVar[type[Entry]] = PickEntry


class EitherOr(Chips):
    """Chips of which one at most is ticked: by Space, or by its digit. Yes or no, or neither."""

    def on_key(self, event: events.Key) -> None:
        """A digit ticks, full-width ones too."""
        number = digit(event.character)
        if number is not None:
            event.stop()
            event.prevent_default()
            if 1 <= number <= len(self.chips):
                self.at = number - 1
                self.action_tick()

    def action_tick(self) -> None:
        """Tick the chip under the cursor and no other, or take its tick away."""
        here = self.chips[self.at]
        self.put([] if here.ticked else [here.code])
        self.post_message(self.Changed(self, self.codes))


class ChoiceField(Labelled):
    """A label and what is chosen beside it by digit or Space."""

    def __init__(
        self, spec: FieldSpec, label: str, inner: Chips | Choice, context: Context
    ) -> None:
        super().__init__(id=f"field-{spec.name}")
        self.label, self.inner, self.context = label, inner, context
        self._focused = False

    @property
    def inside(self) -> Widget:
        """The choices."""
        return self.inner

    def around(self, room: int) -> list[Line]:
        """The label."""
        ink, glyphs = self.context.ink, self.context.glyphs
        return [label_line(self.label, ink, glyphs, focused=self._focused)]

    def on_key(self, event: events.Key) -> None:
        """What is typed here has nowhere to go: it is said, so that nobody types on."""
        sign = event.character
        if sign and sign.isprintable() and sign != " " and digit(sign) is None:
            self.post_message(Tell(Said(_("A digit chooses here; Tab goes on."), "refused")))

    def on_descendant_focus(self) -> None:
        """The label says where one is."""
        self._focused = True
        self.draw(self.around)

    def on_descendant_blur(self) -> None:
        """And where one is not."""
        self._focused = False
        self.draw(self.around)


def code_of(widget: Widget) -> str:
    """The field that a choice belongs to."""
    return (widget.id or "").removeprefix("choice-")


def pack_words(spec: FieldSpec, context: Context) -> FieldWords:
    """What the pack says of a field."""
    name = f"field.{spec.name}"
    return FieldWords(
        context.say(f"{name}.label"), context.say(f"{name}.eg"), _options(spec, context)
    )


def make_field(
    spec: FieldSpec,
    context: Context,
    check: Judge,
    advise: Judge,
    words: FieldWords | None = None,
) -> Labelled:
    """The field with its label; `check` says what is wrong, `advise` what is pointed out.

    Its `words` are the pack's unless the form has its own.
    """
    words = pack_words(spec, context) if words is None else words
    if spec.kind == "needs":
        chips = [
            Chip(need.code, context.say(f"need.{need.code}.name")) for need in context.pack.needs
        ]
        inner = Chips(chips, context.ink, context.glyphs, id=f"choice-{spec.name}")
        return ChoiceField(spec, words.label, inner, context)
    if words.options is not None and spec.kind == "yesno":
        either = [Chip(code, word) for code, word in words.options]
        inner = EitherOr(either, context.ink, context.glyphs, id=f"choice-{spec.name}")
        return ChoiceField(spec, words.label, inner, context)
    if words.options is not None:
        gap = NARROW_GAP if spec.kind == "severity" else GAP
        choice = Choice(
            words.options, context.ink, context.glyphs, gap=gap, id=f"choice-{spec.name}"
        )
        return ChoiceField(spec, words.label, choice, context)
    return _typed(spec, context, words, check, advise)


def _options(spec: FieldSpec, context: Context) -> list[tuple[str, str]] | None:
    """What a digit chooses among, with its words; None where one types.

    How grave a case is has its words by the kind of case: its form knows them.
    """
    pack, phone = context.pack, context.pack.phone
    if spec.kind == "yesno":
        return [(YES, _("yes")), (NO, _("no"))]
    codes: Sequence[str]
    if spec.kind in ("sex", "choice"):
        codes, words = spec.choices, f"field.{spec.name}.choice"
    elif spec.kind == "purpose":
        codes, words = pack.purposes, "purpose"
    elif spec.kind == "call_kind":
        codes, words = [one.code for one in phone.kinds] if phone is not None else (), "call.kind"
    elif spec.kind == "call_outcome":
        codes = [one.code for one in phone.outcomes] if phone is not None else ()
        words = "call.outcome"
    elif spec.kind == "case_channel":
        codes = pack.cases.channels if pack.cases is not None else ()
        words = "case.channel"
    else:
        return None
    return [(code, context.say(f"{words}.{code}")) for code in codes]


def _typed(
    spec: FieldSpec, context: Context, words: FieldWords, check: Judge, advise: Judge
) -> TypedField:
    if spec.kind == "note" and spec.max > ONE_LINE:
        # The editor of several lines costs as much to load as all other parts of a form.
        from screens.parts.area import NoteField

        return NoteField(
            spec.name,
            words.label,
            context.ink,
            context.glyphs,
            placeholder=words.example,
            max_length=spec.max,
            check=check,
            advise=advise,
            id=f"field-{spec.name}",
        )
    make = PickField if spec.kind in PICKED else Field
    return make(
        spec.name,
        words.label,
        context.ink,
        context.glyphs,
        width=WIDTHS.get(spec.kind),
        placeholder=words.example,
        max_length=spec.max,
        mask=mask_phone if spec.kind == "phone" else None,
        check=check,
        advise=advise if spec.kind in ("text", "note") else None,
        id=f"field-{spec.name}",
    )
