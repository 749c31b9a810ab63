"""A form drawn from the pack's fields: one renderer, one road in and out of the parking (house).

Every field is a `FieldSpec`; what is typed, chosen and focused is a `Parked`, to the character.
"""

import uuid
from collections.abc import Callable

from textual import events
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget

from frontdesk.packs.structs import FieldSpec
from frontdesk.text import mask_phone
from frontdesk.words import _
from screens.parts.choices import Chip, Chips, Choice
from screens.parts.context import Context, Tell
from screens.parts.entry import Entry
from screens.parts.entry import Parked as ParkedEntry
from screens.parts.field import Field
from screens.parts.focus import focus_now
from screens.parts.keys import digit
from screens.parts.labelled import Labelled, label_line
from screens.parts.lines import Line, Lines
from screens.parts.messageline import Said
from screens.parts.parking import Parked, Parking
from screens.parts.rooms import Room

PICKED = ("department", "doctor", "host")
CONFIRM = "confirm"


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

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        old = self.entry
        self.entry = PickEntry(placeholder=old.placeholder, max_length=old.max_length or 0)


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

    def on_descendant_focus(self) -> None:
        """The label says where one is."""
        self._focused = True
        self.draw(self.around)

    def on_descendant_blur(self) -> None:
        """And where one is not."""
        self._focused = False
        self.draw(self.around)


class FormScroll(VerticalScroll, can_focus=False):
    """The fields one below the other, without a bar.

    A list that opens under a field makes the form longer: the screen is laid out for that once.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)


class Confirm(Lines):
    """The line that is read back; Enter here registers."""

    can_focus = True


class FormPage(Room):
    """The fields of one form of the pack, kept while they are typed.

    A subclass names the form, says what is wrong with a field, and draws around it.
    """

    form = ""

    def __init__(self, context: Context, page_id: str) -> None:
        super().__init__(id=page_id)
        self.context = context
        self.parked = Parked(act="", form=self.form)
        self.parking: Parking | None = None
        # The pack's fields by name, kept: asking the tree for them costs more than a key may.
        self._inputs: dict[str, Field] = {}
        self._choices: dict[str, Choice | Chips] = {}
        self._quiet = False
        self._kept_at: tuple[str, int, int, int] = ("", 0, 0, 0)

    def checker(self, spec: FieldSpec) -> Callable[[str], str]:
        """What says whether a field's text is right: a sentence, or nothing."""
        raise NotImplementedError

    def first_wrong(self) -> tuple[str, str] | None:
        """The first field that is missing or wrong, and what is wanted."""
        raise NotImplementedError

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The pack's fields that this role may see."""
        role = self.context.desk.role
        return tuple(
            spec for spec in self.context.pack.forms[self.form] if not spec.see or role in spec.see
        )

    def make_fields(self) -> list[Widget]:
        """The pack's fields as widgets, to be mounted by the page."""
        made = [self._widget(spec) for spec in self.fields]
        self._inputs = {one.name or "": one for one in made if isinstance(one, Field)}
        self._choices = {
            code_of(one.inner): one.inner for one in made if isinstance(one, ChoiceField)
        }
        return made

    def _widget(self, spec: FieldSpec) -> Widget:
        context, say = self.context, self.context.say
        label = say(f"field.{spec.name}.label")
        if spec.kind in ("sex", "choice"):
            options = [(code, say(f"field.{spec.name}.choice.{code}")) for code in spec.choices]
            choice = Choice(options, context.ink, context.glyphs, id=f"choice-{spec.name}")
            return ChoiceField(spec, label, choice, context)
        if spec.kind == "purpose":
            options = [(code, say(f"purpose.{code}")) for code in context.pack.purposes]
            choice = Choice(options, context.ink, context.glyphs, id=f"choice-{spec.name}")
            return ChoiceField(spec, label, choice, context)
        if spec.kind == "needs":
            chips = [Chip(need.code, say(f"need.{need.code}.name")) for need in context.pack.needs]
            inner = Chips(chips, context.ink, context.glyphs, id=f"choice-{spec.name}")
            return ChoiceField(spec, label, inner, context)
        make = PickField if spec.kind in PICKED else Field
        mask = mask_phone if spec.kind == "phone" else None
        return make(
            spec.name,
            label,
            context.ink,
            context.glyphs,
            placeholder=say(f"field.{spec.name}.eg"),
            max_length=spec.max,
            mask=mask,
            check=self.checker(spec),
            id=f"field-{spec.name}",
        )

    def fresh(self, *, nested: bool = False) -> Parked:
        """An empty form, the cursor in its first field."""
        return Parked(
            act=str(uuid.uuid4()),
            form=self.form,
            at=self.context.now(),
            nested=nested,
            focus=self.fields[0].name,
        )

    def restore(self, parked: Parked) -> None:
        """Every field exactly as it was parked; the caller keeps quiet meanwhile."""
        self.parked = parked
        parked.open = True
        for field in self._inputs.values():
            name = field.name or ""
            value = parked.values.get(name, "")
            # The focus itself comes a moment later; the selection must stand by then.
            here = name == parked.focus
            start, end = (parked.start, parked.end) if here else (len(value), len(value))
            field.restore(ParkedEntry(value, start, end))
            field.say_right()
        for code, choice in self._choices.items():
            chosen = parked.codes.get(code, [])
            if isinstance(choice, Chips):
                choice.put(chosen)
            else:
                choice.put(next(iter(chosen), None))
        self.focus_field(parked.focus)
        self.query_one(VerticalScroll).scroll_to(y=parked.scroll, animate=False)

    def snapshot(self) -> Parked:
        """The form as it stands, to the character."""
        parked = self.parked
        parked.values = {field.name or "": field.value for field in self._inputs.values()}
        parked.codes = {code: self.codes(code) for code in self._choices}
        focused = self.app.focused
        if focused is not None and self in focused.ancestors:
            parked.focus = self.name_of(focused)
            if isinstance(focused, Entry):
                parked.start, parked.end = focused.selection.start, focused.selection.end
        parked.scroll = round(self.query_one(VerticalScroll).scroll_y)
        return parked

    def park(self, *, still_open: bool) -> Parked:
        """Put the form aside."""
        parked = self.snapshot()
        parked.open = still_open
        if self.parking is not None:
            self.parking.keep(parked)
        return parked

    def forget(self) -> None:
        """The form was saved or thrown away: what the focus still does must not keep it anew."""
        if self.parking is not None:
            self.parking.drop(self.parked)
        self.parked = Parked(act="", form=self.form)

    def keep_cursor(self) -> None:
        """Keep the form once more when only its cursor moved: a kill must not lose the place."""
        if self._quiet or not self.parked.act:
            return
        snapshot = self.snapshot()
        if self._kept_at != (snapshot.focus, snapshot.start, snapshot.end, snapshot.scroll):
            self._keep()

    def _keep(self) -> None:
        if not self._quiet and self.parking is not None and self.parked.act:
            snapshot = self.snapshot()
            self._kept_at = (snapshot.focus, snapshot.start, snapshot.end, snapshot.scroll)
            self.parking.keep(snapshot)

    def name_of(self, widget: Widget) -> str:
        for node in widget.ancestors_with_self:
            if isinstance(node, Widget) and node.id and node.id.startswith("field-"):
                return node.id.removeprefix("field-")
        return CONFIRM if isinstance(widget, Confirm) else ""

    def focus_field(self, name: str) -> None:
        if name == CONFIRM:
            focus_now(self.query_one(Confirm))
            return
        found = self.query(f"#field-{name or 'name'}").first()
        target = found.entry if isinstance(found, Field) else found.inner  # type: ignore[attr-defined]
        focus_now(target)

    def focus_form(self) -> None:
        """The cursor back into the form."""
        self.focus_field(self.parked.focus)

    @property
    def values(self) -> dict[str, str]:
        """What stands in the typed fields."""
        return {field.name or "": field.value for field in self._inputs.values()}

    def codes(self, name: str) -> list[str]:
        """What is chosen in a field of choices."""
        choice = self._choices.get(name)
        if isinstance(choice, Chips):
            return list(choice.codes)
        return [choice.chosen] if choice is not None and choice.chosen else []

    def focused_name(self) -> str:
        focused = self.app.focused
        return self.name_of(focused) if focused is not None else ""

    def fill(self, name: str, value: str) -> None:
        for field in self._inputs.values():
            if field.name == name:
                field.put(value)

    def step(self, by: int) -> None:
        """To the next field, or past the last one to the read-back line."""
        names = [spec.name for spec in self.fields] + [CONFIRM]
        here = self.focused_name() or "name"
        if here not in names:
            here = "name"
        at = max(0, min(len(names) - 1, names.index(here) + by))
        if names[at] == CONFIRM and not self.first_wrong():
            self.focus_field(CONFIRM)
        elif names[at] != CONFIRM:
            self.focus_field(names[at])
        else:
            self.complain()

    def complain(self) -> None:
        """Go to the first field that is not right, and say what is wanted there."""
        wrong = self.first_wrong()
        if wrong is None:
            return
        name, sentence = wrong
        self.focus_field(name)
        label = self.context.say(f"field.{name}.label")
        for field in self._inputs.values():
            if field.name == name:
                field.say_wrong(sentence)
        self.post_message(
            Tell(Said(_("{who}: {text}").format(who=label, text=sentence), "refused"))
        )


def code_of(widget: Widget) -> str:
    """The field that a choice belongs to."""
    return (widget.id or "").removeprefix("choice-")
