"""A form drawn from the pack's fields: one renderer, one road in and out of the parking (house).

Every field is a `FieldSpec`; what is typed, chosen and focused is a `Parked`, to the character.
"""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget

from frontdesk.clock import Millis
from frontdesk.errors import InputError
from frontdesk.packs.structs import FieldSpec
from frontdesk.phone import phrases
from frontdesk.staff.staff import Staff
from frontdesk.tasks import when
from frontdesk.words import _
from screens.parts import colleagues
from screens.parts.choices import Chips, Choice
from screens.parts.context import Context, Tell, new_act
from screens.parts.due_note import due_line
from screens.parts.entry import Parked as ParkedEntry
from screens.parts.field import Field, TypedField
from screens.parts.focus import focus_now
from screens.parts.form_fields import ChoiceField, FieldWords, code_of, make_field, pack_words
from screens.parts.keys import DIGITS
from screens.parts.labelled import Labelled
from screens.parts.lines import Lines
from screens.parts.messageline import Said
from screens.parts.page import Page
from screens.parts.parking import Parked, Parking
from screens.parts.rooms import Bare

CONFIRM = "confirm"
# What we say or write ourselves: phrases that are never said are pointed out there (K2).
OURS = ("answer", "promise")


class FormScroll(Bare, VerticalScroll, can_focus=False):
    """The fields one below the other, without a bar.

    A list that opens under a field makes the form longer: the screen is laid out for that once.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)


class Confirm(Lines):
    """The line that is read back; Enter here registers."""

    can_focus = True


class FormPage(Page):
    """The fields of one form of the pack, kept while they are typed.

    A subclass names the form, says what is wrong with a field, and draws around it.
    """

    form = ""
    # Whether a line to read back follows the last field.
    ends_with_confirm: ClassVar[bool] = True

    def __init__(self, context: Context, page_id: str) -> None:
        super().__init__(id=page_id)
        self.context = context
        self.parked = Parked(act="", form=self.form)
        self.parking: Parking | None = None
        # The pack's fields by name, kept: asking the tree for them costs more than a key may.
        self._inputs: dict[str, TypedField] = {}
        self._kinds: dict[str, str] = {}
        self._choices: dict[str, Choice | Chips] = {}
        self._quiet = False
        self._kept_at: tuple[str, int, int, int] = ("", 0, 0, 0)

    def checker(self, spec: FieldSpec) -> Callable[[str], str]:
        """What says whether a field's text is right: a sentence, or nothing.

        Each form has its own.
        """
        raise NotImplementedError

    def first_wrong(self) -> tuple[str, str] | None:
        """The first field that is missing or wrong, and what is wanted. Each form has its own."""
        raise NotImplementedError

    def advise(self, name: str, text: str) -> str:
        """What is pointed out under a field while one types; it may be saved all the same (K2)."""
        found = phrases.pointed_out(self.context.pack, text) if name in OURS and text else []
        return _("“{phrase}” is never said.").format(phrase=found[0].phrase) if found else ""

    def closes(self) -> Millis | None:
        """When the desk closes today: what is promised for a day is promised until then."""
        return None

    @property
    def specs(self) -> tuple[FieldSpec, ...]:
        """The form as the pack has it."""
        return self.context.pack.forms[self.form]

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The pack's fields that this role may see."""
        role = self.context.desk.role
        return tuple(spec for spec in self.specs if not spec.see or role in spec.see)

    def field_words(self, spec: FieldSpec) -> FieldWords:
        """What a field is called here and what is chosen among in it: the pack says so."""
        return pack_words(spec, self.context)

    def make_fields(self) -> list[Widget]:
        """The pack's fields as widgets, to be mounted by the page."""
        made: list[Widget] = [
            make_field(
                spec,
                self.context,
                self.checker(spec),
                partial(self.advise, spec.name),
                self.field_words(spec),
            )
            for spec in self.fields
        ]
        self._inputs = {one.name or "": one for one in made if isinstance(one, TypedField)}
        self._kinds = {spec.name: spec.kind for spec in self.fields}
        self._choices = {
            code_of(one.inner): one.inner for one in made if isinstance(one, ChoiceField)
        }
        return made

    def fresh(self, *, nested: bool = False) -> Parked:
        """An empty form, the cursor in its first field."""
        return Parked(
            act=new_act(),
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
            field.restore(ParkedEntry(value, start, end, parked.within if here else None))
            field.say_right()
        for code, choice in self._choices.items():
            chosen = parked.codes.get(code, [])
            if isinstance(choice, Chips):
                choice.put(chosen)
            else:
                choice.put(next(iter(chosen), None))
        self.focus_field(parked.focus)
        self.query_one(FormScroll).scroll_to(y=parked.scroll, animate=False)

    def snapshot(self) -> Parked:
        """The form as it stands, to the character."""
        parked = self.parked
        parked.values = {field.name or "": field.value for field in self._inputs.values()}
        parked.codes = {code: self.codes(code) for code in self._choices}
        focused = self.app.focused
        if focused is not None and self in focused.ancestors:
            parked.focus = self.name_of(focused)
            field = self._inputs.get(parked.focus)
            if field is not None:
                _value, parked.start, parked.end, parked.within = field.park()
        parked.scroll = round(self.query_one(FormScroll).scroll_y)
        return parked

    def park(self, *, still_open: bool = True) -> Parked:
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
        # While the program ends its widgets go one by one.
        if self._quiet or not self.parked.act or not self.query(FormScroll):
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
        # A form that was parked under another pack may name a field that is no more.
        here = name if name in self._kinds else self.fields[0].name
        focus_now(self.query_one(f"#field-{here}", Labelled).inside)

    def take_focus(self) -> None:
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

    # -- times and colleagues ----------------------------------------------------------------

    def on_field_changed(self, event: TypedField.Changed) -> None:
        """What was typed means another time, or nobody yet; the meaning is kept with it."""
        name = event.field.name or ""
        kind = self._kinds.get(name)
        if kind == "due":
            self.parked.ids[name] = self._read_time(event.value)
        elif kind == "staff":
            self.parked.ids[name] = None

    def _read_time(self, typed: str) -> Millis | None:
        try:
            return when.parse(typed, self.context.now(), self.context.desk.zone, self.closes())
        except InputError:
            return None

    def check_time(self, typed: str) -> str:
        """What is wrong with a time as typed, or nothing."""
        try:
            when.parse(typed, self.context.now(), self.context.desk.zone, self.closes())
        except InputError as fault:
            return str(fault)
        return ""

    def due_at(self, name: str) -> Millis | None:
        """The instant that a field of kind "due" means, reckoned from when it was typed."""
        typed = self.values.get(name, "").strip()
        if not typed:
            return None
        kept = self.parked.ids.get(name)
        return self._read_time(typed) if kept is None else kept

    def note_due(self) -> None:
        """Say beside every time what was understood; again when a minute has passed."""
        context = self.context
        for name, field in self._inputs.items():
            if self._kinds.get(name) == "due":
                at = self.due_at(name)
                now, zone = context.now(), context.desk.zone
                field.note(
                    due_line(field.value, at, now, zone, context.ink, context.glyphs)
                    if at is not None
                    else ()
                )

    def colleagues(self, name: str) -> list[Staff]:
        """Whom a digit means in a field of kind "staff": those here but oneself."""
        mine = self.context.desk.staff_id
        everyone = [one for one in Staff.here() if one.id != mine]
        chosen = self.parked.ids.get(name) is not None
        return colleagues.narrowed(everyone, "" if chosen else self.values.get(name, ""))

    def pick_colleague(self, name: str, number: int) -> bool:
        """Take the colleague of this digit into the field; whether there is one."""
        found = self.colleagues(name)
        if not 1 <= number <= min(len(found), DIGITS):
            return False
        self.fill(name, found[number - 1].name or "")
        self.parked.ids[name] = found[number - 1].id
        self._keep()
        return True

    def note_colleagues(self) -> None:
        """Show beside a field of kind "staff" who may be chosen, while one is there to choose."""
        for name, field in self._inputs.items():
            if self._kinds.get(name) != "staff" or not isinstance(field, Field):
                continue
            choosing = self.focused_name() == name and self.parked.ids.get(name) is None
            found = self.colleagues(name) if choosing else []
            ink, glyphs = self.context.ink, self.context.glyphs
            field.note(colleagues.choice_line(found, field.note_room(), ink, glyphs))

    # -- going through the fields ------------------------------------------------------------

    def focused_name(self) -> str:
        focused = self.app.focused
        return self.name_of(focused) if focused is not None else ""

    def fill(self, name: str, value: str) -> None:
        field = self._inputs.get(name)
        if field is not None:
            field.put(value)

    def step(self, by: int) -> None:
        """To the next field, or past the last one to the read-back line."""
        names = [spec.name for spec in self.fields] + [CONFIRM] * self.ends_with_confirm
        here = self.focused_name()
        if here not in names:
            here = names[0]
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
        labels = {spec.name: self.field_words(spec).label for spec in self.fields}
        label = labels.get(name, name)
        self.point_at(name, sentence, _("{who}: {text}").format(who=label, text=sentence))

    def point_at(self, name: str, sentence: str, told: str = "") -> None:
        """Go to a field and say under it what is wanted; `told` is for the message line."""
        if name in self._kinds:
            self.focus_field(name)
        field = self._inputs.get(name)
        if field is not None:
            field.say_wrong(sentence)
        self.post_message(Tell(Said(told or sentence, "refused")))
