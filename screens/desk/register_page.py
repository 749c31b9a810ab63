"""Register a visitor: one field finds, digits choose, one line is read back (D1, D2, D4, D12)."""

import uuid
from collections.abc import Hashable
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.message import Message
from textual.widget import Widget

from frontdesk.desk import people
from frontdesk.desk.people import PersonForm
from frontdesk.desk.visits import Registration
from frontdesk.errors import InputError
from frontdesk.packs.structs import FieldSpec
from frontdesk.text import mask_phone
from frontdesk.words import _
from screens.desk import finding, offers, readback
from screens.desk.offers import Offer, Offers
from screens.parts.choices import Chip, Chips, Choice, Matches
from screens.parts.context import Changed, Context, Do, Tell
from screens.parts.entry import Entry
from screens.parts.entry import Parked as ParkedEntry
from screens.parts.field import Field, label_line
from screens.parts.keys import digit
from screens.parts.lines import Line, Lines, line
from screens.parts.messageline import Said
from screens.parts.panel import rule_line
from screens.parts.parking import Parked, Parking

SHOWN_MATCHES = 5
FORM = "visitor"
# What is typed here may tell who the visitor is.
LOOKED_AT = ("name", "phone", "birth")
PICKED = ("department", "doctor", "host")


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


class ChoiceField(Container):
    """A label and what is chosen beside it by digit or Space."""

    def __init__(
        self, spec: FieldSpec, label: str, inner: Chips | Choice, context: Context
    ) -> None:
        super().__init__(id=f"field-{spec.name}", classes="choice-field")
        self.label, self.inner, self.context = label, inner, context
        self._label = Lines(classes="choice-label")

    def compose(self) -> ComposeResult:
        """The label left, the choices right."""
        with Horizontal(classes="choice-row"):
            yield self._label
            yield self.inner

    def on_mount(self) -> None:
        """Draw the label."""
        self._draw(focused=False)

    def _draw(self, *, focused: bool) -> None:
        ink, glyphs = self.context.ink, self.context.glyphs
        self._label.show([label_line(self.label, ink, glyphs, focused=focused)])

    def on_descendant_focus(self) -> None:
        """The label says where one is."""
        self._draw(focused=True)

    def on_descendant_blur(self) -> None:
        """And where one is not."""
        self._draw(focused=False)


class Confirm(Lines):
    """The line that is read back; Enter here registers."""

    can_focus = True


class RegisterPage(Container):
    """The form of a visitor, drawn from the pack's fields."""

    CSS_PATH: ClassVar[Path] = Path(__file__).with_suffix(".tcss")

    def __init__(self, context: Context) -> None:
        super().__init__(id="register")
        self.context = context
        self.parked = Parked(act="", form=FORM)
        self.parking: Parking | None = None
        self.person: people.Match | None = None
        self.ticked: set[str] = set()
        self._offers: Offers | None = None
        # The pack's fields by name, kept: asking the tree for them costs more than a key may.
        self._inputs: dict[str, Field] = {}
        self._choices: dict[str, Choice | Chips] = {}
        self._stale = False
        self._quiet = False
        self._moved = False
        self._kept_at: tuple[str, int, int, int] = ("", 0, 0, 0)

    # -- building ---------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The fields are mounted once, when the pack is known."""
        with Horizontal(id="register-panes"):
            with VerticalScroll(id="register-form", can_focus=False):
                yield Lines(id="register-title")
            yield Lines(id="register-rail")
            yield Lines(id="register-side")
        yield Confirm(id="register-confirm")

    async def build(self) -> None:
        """Mount the pack's fields; again after another pack or language."""
        form = self.query_one("#register-form", VerticalScroll)
        # Keys and focus that come meanwhile find no field to act on.
        self._quiet = True
        self._inputs, self._choices = {}, {}
        await form.remove_children("Field, ChoiceField, Matches")
        context = self.context
        made: list[Widget] = []
        for spec in self.fields:
            made.append(self._widget(spec))
            if spec.name == "name":
                made.append(
                    Matches(context.ink, context.glyphs, most=SHOWN_MATCHES, id="register-matches")
                )
        self._inputs = {one.name or "": one for one in made if isinstance(one, Field)}
        self._choices = {
            _code(one.inner): one.inner for one in made if isinstance(one, ChoiceField)
        }
        await form.mount(*made)
        self._quiet = False

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The pack's fields that this role may see."""
        role = self.context.desk.role
        return tuple(
            spec for spec in self.context.pack.forms["visitor"] if not spec.see or role in spec.see
        )

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
            check=self._checker(spec),
            id=f"field-{spec.name}",
        )

    def _checker(self, spec: FieldSpec):  # type: ignore[no-untyped-def]
        def check(value: str) -> str:
            if spec.kind == "birth":
                try:
                    people.birth_year(value, people.year_now(self.context.desk))
                except InputError as fault:
                    return str(fault)
            return ""

        return check

    # -- opening and parking ----------------------------------------------------------------

    def begin(self, *, nested: bool = False) -> None:
        """An empty form, the cursor in its first field."""
        self.load(
            Parked(
                act=str(uuid.uuid4()),
                form=FORM,
                at=self.context.now(),
                nested=nested,
                focus="name",
            )
        )

    def load(self, parked: Parked) -> None:
        """The form exactly as it was parked."""
        self._quiet = True
        self.parked = parked
        parked.open = True
        self.ticked = set()
        self._moved = False
        self._offers = None
        self.person = finding.by_id(self.context.desk, parked.ids.get("person"))
        for field in self._inputs.values():
            value = parked.values.get(field.name or "", "")
            field.restore(ParkedEntry(value, len(value), len(value)))
            field.say_right()
        for code, choice in self._choices.items():
            chosen = parked.codes.get(code, [])
            if isinstance(choice, Chips):
                choice.put(chosen)
            else:
                choice.put(next(iter(chosen), None))
        self.query_one("#register-matches", Matches).offer([])
        for field in self._inputs.values():
            if field.name == parked.focus:
                # The focus itself comes a moment later; the selection must stand by then.
                field.restore(ParkedEntry(field.value, parked.start, parked.end))
        self._focus(parked.focus)
        self.query_one("#register-form", VerticalScroll).scroll_to(y=parked.scroll, animate=False)
        self._quiet = False
        if parked.focus == "name":
            # Enter must mean again what it meant: take the match, not the letters typed.
            self._look()
        self._keep()
        self.redraw()

    def snapshot(self) -> Parked:
        """The form as it stands, to the character."""
        parked = self.parked
        parked.values = {field.name or "": field.value for field in self._inputs.values()}
        parked.codes = {code: self.codes(code) for code in self._choices}
        focused = self.app.focused
        if focused is not None and self in focused.ancestors:
            parked.focus = self._name_of(focused)
            if isinstance(focused, Entry):
                parked.start, parked.end = focused.selection.start, focused.selection.end
        parked.scroll = round(self.query_one("#register-form", VerticalScroll).scroll_y)
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
        self.parked = Parked(act="", form=FORM)

    def keep_cursor(self) -> None:
        """Keep the form once more when only its cursor moved: a kill must not lose the place."""
        snapshot = self.snapshot()
        if self._kept_at != (snapshot.focus, snapshot.start, snapshot.end, snapshot.scroll):
            self._keep()

    def _keep(self) -> None:
        if not self._quiet and self.parking is not None and self.parked.act:
            snapshot = self.snapshot()
            self._kept_at = (snapshot.focus, snapshot.start, snapshot.end, snapshot.scroll)
            self.parking.keep(snapshot)

    def _name_of(self, widget: Widget) -> str:
        for node in widget.ancestors_with_self:
            if isinstance(node, Widget) and node.id and node.id.startswith("field-"):
                return node.id.removeprefix("field-")
        return "confirm" if isinstance(widget, Confirm) else ""

    def _focus(self, name: str) -> None:
        if name == "confirm":
            self.query_one("#register-confirm").focus()
            return
        found = self.query(f"#field-{name or 'name'}").first()
        target = found.entry if isinstance(found, Field) else found.inner  # type: ignore[attr-defined]
        target.focus()

    def focus_form(self) -> None:
        """The cursor back into the form."""
        self._focus(self.parked.focus)

    # -- what the person does ---------------------------------------------------------------

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

    def on_field_changed(self, event: Field.Changed) -> None:
        """Typed: look again for whom it may be, and keep it."""
        event.stop()
        name = event.field.name or ""
        if name == "name" and self.person is not None and event.value != self.person.name:
            self.person = None
            self.parked.ids["person"] = None
        if name in LOOKED_AT:
            self._look()
        if name in PICKED and event.value != self.parked.values.get(name):
            self.parked.ids[name] = None
            self._offers = None
        self._keep()
        if not self._stale:
            # The letter is painted first; what is said beside it follows.
            self._stale = True
            self.call_after_refresh(self._redraw_late)

    def _redraw_late(self) -> None:
        self._stale = False
        self.redraw()

    def _look(self) -> None:
        matches = self.query_one("#register-matches", Matches)
        if self.person is not None:
            matches.offer([])
            return
        values = self.values
        form = PersonForm(
            values.get("name", ""), "", values.get("birth", ""), values.get("phone", "")
        )
        found = finding.rows(self.context, form, room=max(40, matches.size.width - 2))
        if not self._moved:
            # The cursor goes with a choice, never with the first letters' "new person".
            matches.at = None
        typing_name = self.parked.focus == "name" or self._focused_name() == "name"
        matches.offer(found if values.get("name") else [], first=typing_name)

    def _focused_name(self) -> str:
        focused = self.app.focused
        return self._name_of(focused) if focused is not None else ""

    def on_key(self, event: events.Key) -> None:
        """Arrows move among the matches or the fields; Enter on the read-back line registers."""
        if self._quiet:
            return
        matches = self.query_one("#register-matches", Matches)
        if event.key in ("down", "up"):
            event.stop()
            by = 1 if event.key == "down" else -1
            if matches.rows and self._focused_name() in LOOKED_AT:
                matches.move(by)
                self._moved = True
            elif not isinstance(self.app.focused, Choice):
                self._step(by)
        elif event.key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()
            self._step(1 if event.key == "tab" else -1)
        elif isinstance(self.app.focused, Confirm):
            number = digit(event.character)
            changed = self._changed()
            if number is not None and 1 <= number <= len(changed):
                self.ticked ^= {changed[number - 1]}
                event.stop()
                self.redraw()
            elif event.key == "enter":
                event.stop()
                self.post_message(Do("finish"))
        elif event.key == "enter" and isinstance(self.app.focused, Choice | Chips):
            event.stop()
            self._step(1)

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter: take the match, or go on to the next field."""
        event.stop()
        name = event.field.name or ""
        matches = self.query_one("#register-matches", Matches)
        if name in LOOKED_AT and self.person is None and matches.current is not None:
            self._take(matches.current)
            return
        if name in PICKED and event.value and self.parked.ids.get(name) is None:
            self._pick(name, 1)
            return
        self._step(1)

    def on_matches_taken(self, event: Matches.Taken) -> None:
        """A click on a match."""
        event.stop()
        self._take(event.key)

    def _take(self, key: Hashable | None) -> None:
        matches = self.query_one("#register-matches", Matches)
        matches.offer([])
        if not isinstance(key, int):
            self._step(1)
            return
        match = finding.by_id(self.context.desk, key)
        if match is None:
            return
        if match.visit_id is not None:
            self.post_message(
                Tell(
                    Said(
                        _("{name} is here already, {ticket}.").format(
                            name=match.name, ticket=match.ticket
                        ),
                        "refused",
                        more=_("Esc, then open the visit."),
                    )
                )
            )
            return
        self.person = match
        self.parked.ids["person"] = match.id
        self._quiet = True
        self._fill("name", match.name)
        self._fill("birth", str(match.birth_year or ""))
        self._fill("phone", match.phone)
        sex = self._choices.get("sex")
        if isinstance(sex, Choice):
            sex.put(match.sex or None)
        self._quiet = False
        self._focus("purpose")
        self._keep()
        self.redraw()

    def _fill(self, name: str, value: str) -> None:
        for field in self._inputs.values():
            if field.name == name:
                field.put(value)

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """A digit chose: on to what is asked next."""
        event.stop()
        if not self._quiet:
            name = _code(event.choice)
            if name == "purpose" and self.person is not None:
                self._focus("department")
            else:
                self._step(1)
            self._keep()
            self.redraw()

    def on_chips_changed(self, event: Chips.Changed) -> None:
        """A need was ticked."""
        event.stop()
        self._keep()
        self.redraw()

    def on_pick_entry_picked(self, event: PickEntry.Picked) -> None:
        """A digit in a list field."""
        event.stop()
        self._pick(self._name_of(event.entry), event.number)

    def _pick(self, name: str, number: int) -> None:
        found = self.offers().list(name, self.values.get(name, ""), self.parked.ids)
        if not 1 <= number <= len(found):
            return
        offer: Offer = found[number - 1]
        self._quiet = True
        self._fill(name, offer.name)
        self._quiet = False
        self.parked.ids[name] = offer.id
        if name == "department":
            who = "host" if self.context.pack.asks == "host" else "doctor"
            if self.offers().department_of(self.parked.ids.get(who)) != offer.id:
                self.parked.ids[who] = None
                self._fill(who, "")
        elif offer.department_id is not None:
            self.parked.ids["department"] = offer.department_id
            self._fill("department", self.offers().department_name(offer.department_id))
        self._keep()
        self._step(1)

    def offers(self) -> Offers:
        """Departments and doctors with how busy they are now, read once a change."""
        if self._offers is None:
            self._offers = Offers(self.context.desk)
        return self._offers

    def _step(self, by: int) -> None:
        """To the next field, or past the last one to the read-back line."""
        names = [spec.name for spec in self.fields] + ["confirm"]
        here = self._focused_name() or "name"
        if here not in names:
            here = "name"
        at = max(0, min(len(names) - 1, names.index(here) + by))
        if names[at] == "confirm" and not self._first_wrong():
            self._focus("confirm")
        elif names[at] != "confirm":
            self._focus(names[at])
        else:
            self.complain()

    def on_descendant_focus(self) -> None:
        """Another field: its list beside it."""
        if not self._quiet and self.parked.act:
            if self._focused_name() != "name":
                self.query_one("#register-matches", Matches).offer([])
            self._keep()
            self.redraw()

    # -- finishing ---------------------------------------------------------------------------

    def _first_wrong(self) -> tuple[str, str] | None:
        """The first field that is missing or wrong, and what is wanted."""
        values = self.values
        for spec in self.fields:
            empty = not values.get(spec.name, "").strip() and not self.codes(spec.name)
            if spec.kind == "department" and self.parked.ids.get("department") is None:
                return spec.name, _("Choose a department.")
            if (
                spec.kind in ("doctor", "host")
                and (spec.required or values.get(spec.name))
                and self.parked.ids.get(spec.name) is None
            ):
                return spec.name, _("Choose one from the list, or leave it empty.")
            if spec.required and empty:
                return spec.name, _("This is still missing.")
            if spec.kind == "birth":
                wrong = self._checker(spec)(values.get(spec.name, ""))
                if wrong:
                    return spec.name, wrong
        return None

    def complain(self) -> None:
        """Go to the first field that is not right, and say what is wanted there."""
        wrong = self._first_wrong()
        if wrong is None:
            return
        name, sentence = wrong
        self._focus(name)
        label = self.context.say(f"field.{name}.label")
        for field in self._inputs.values():
            if field.name == name:
                field.say_wrong(sentence)
        self.post_message(Tell(Said(f"{label}: {sentence}", "refused")))

    def _changed(self) -> list[str]:
        """The details of a known person that differ from what the desk knew: each to be ticked."""
        if self.person is None:
            return []
        return readback.changed(self.person, self._form(), people.year_now(self.context.desk))

    def _form(self) -> PersonForm:
        values = self.values
        return PersonForm(
            values.get("name", ""),
            next(iter(self.codes("sex")), ""),
            values.get("birth", ""),
            values.get("phone", ""),
        )

    def ready(self) -> Registration | None:
        """The registration once it was read back; else go where something is wanted."""
        if self._first_wrong() is not None:
            self.complain()
            return None
        if not isinstance(self.app.focused, Confirm):
            self._focus("confirm")
            return None
        unticked = [name for name in self._changed() if name not in self.ticked]
        if unticked:
            label = self.context.say(f"field.{unticked[0]}.label")
            self.post_message(
                Tell(Said(_("Tick what changed: {label}.").format(label=label), "refused"))
            )
            return None
        values = self.values
        who = "host" if self.context.pack.asks == "host" else "doctor"
        return Registration(
            person_id=self.person.id if self.person is not None else None,
            person=self._form(),
            purpose=next(iter(self.codes("purpose")), ""),
            needs=tuple(self.codes("needs")),
            request=values.get("request", ""),
            company=values.get("companion", ""),
            department_id=self.parked.ids.get("department"),
            doctor_id=self.parked.ids.get(who),
            confirmed=tuple(sorted(self.ticked)),
        )

    # -- drawing -----------------------------------------------------------------------------

    def redraw(self) -> None:
        """Title, the list beside, and the line to read back."""
        if not self.is_mounted or self.context.session is None:
            return
        context = self.context
        title = self.query_one("#register-title", Lines)
        kept = self.parking.all(FORM) if self.parking is not None else []
        others = sum(one.act != self.parked.act for one in kept)
        note = _("kept: {count}").format(count=others) if others else ""
        arrived = _("arrived {time}").format(time=context.time(self.parked.at))
        dot = f" {context.glyphs.dot} "
        right = dot.join(part for part in (note, arrived) if part)
        if title.size.width:
            title.show(
                [
                    rule_line(
                        context.say("form.visitor.title"),
                        title.size.width,
                        context.ink,
                        context.glyphs,
                        right,
                    )
                ]
            )
        self._draw_side()
        self._draw_confirm()

    def _draw_side(self) -> None:
        side = self.query_one("#register-side", Lines)
        rail = self.query_one("#register-rail", Lines)
        ink, glyphs = self.context.ink, self.context.glyphs
        rail.show([line((glyphs.split, ink.rule))] * rail.size.height)
        if not side.size.width:
            return
        name = self._focused_name()
        listed = name if name in PICKED else "department"
        typed = self.values.get(listed, "") if self.parked.ids.get(listed) is None else ""
        shown = offers.lines(
            self.context,
            self.offers(),
            listed,
            typed,
            self.parked.ids,
            side.size.width,
            side.size.height,
            active=name in PICKED,
        )
        side.show(shown)

    def _draw_confirm(self) -> None:
        pane = self.query_one("#register-confirm", Confirm)
        if not pane.size.width:
            return
        shown: list[Line] = readback.lines(
            self.context,
            readback.Reading(
                form=self._form(),
                values=self.values,
                codes={name: self.codes(name) for name in ("purpose", "needs", "sex")},
                ids=dict(self.parked.ids),
                changed=self._changed(),
                ticked=self.ticked,
                ready=self._first_wrong() is None,
                focused=isinstance(self.app.focused, Confirm),
            ),
            self.offers(),
            pane.size.width,
        )
        pane.show(shown)

    def on_resize(self) -> None:
        """Another width."""
        self.call_after_refresh(self.redraw)

    def on_changed(self, event: Changed) -> None:
        """The desk changed: the loads beside are read again."""
        self._offers = None


def _code(widget: Widget) -> str:
    return (widget.id or "").removeprefix("choice-")
