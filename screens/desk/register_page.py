"""Register a visitor: one field finds, digits choose, one line is read back (D1, D2, D4, D12)."""

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult

from frontdesk.desk import people
from frontdesk.desk.people import PersonForm
from frontdesk.desk.visits import Registration
from frontdesk.errors import InputError
from frontdesk.packs.structs import FieldSpec
from frontdesk.words import _
from screens.desk import finding, offers, readback
from screens.desk.form_names import FORM
from screens.desk.offers import Offer, Offers
from screens.parts.choices import Chips, Choice, Matches
from screens.parts.context import Context, Do, Tell
from screens.parts.field import Field
from screens.parts.form_fields import PICKED, PickEntry, code_of
from screens.parts.form_page import Confirm, FormPage, FormScroll
from screens.parts.keys import digit
from screens.parts.lines import Line, Lines, line
from screens.parts.messageline import Said
from screens.parts.panel import rule_line
from screens.parts.parking import Parked
from screens.parts.rooms import Across

SHOWN_MATCHES = 5
# What is typed here may tell who the visitor is.
LOOKED_AT = ("name", "phone", "birth")


class RegisterPage(FormPage):
    """The form of a visitor, drawn from the pack's fields."""

    form = FORM
    CSS_PATH: ClassVar[Path] = Path(__file__).with_suffix(".tcss")

    def __init__(self, context: Context) -> None:
        super().__init__(context, "register")
        self.person: people.Match | None = None
        self.ticked: set[str] = set()
        self._offers: Offers | None = None
        # Fields typed in since the page was last brought up to date.
        self._typed: set[str] = set()
        self._moved = False
        self._behind = False

    # -- building ---------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The fields are mounted once, when the pack is known."""
        with Across(id="register-panes"):
            with FormScroll(id="register-form"):
                yield Lines(id="register-title")
            yield Lines(id="register-rail")
            yield Lines(id="register-side")
        yield Confirm(id="register-confirm")

    async def build(self) -> None:
        """Mount the pack's fields; again after another pack or language."""
        form = self.query_one("#register-form", FormScroll)
        # Keys and focus that come meanwhile find no field to act on.
        self._quiet = True
        self._inputs, self._choices = {}, {}
        await form.remove_children("Labelled, Matches")
        matches = Matches(
            self.context.ink, self.context.glyphs, most=SHOWN_MATCHES, id="register-matches"
        )
        first, *others = self.make_fields()
        await form.mount(first, matches, *others)
        self._quiet = False

    def checker(self, spec: FieldSpec) -> Callable[[str], str]:
        """An age or a year of birth must be one; the rest is as the visitor says it."""

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
        self.load(self.fresh(nested=nested))

    def load(self, parked: Parked) -> None:
        """The form exactly as it was parked."""
        self._quiet = True
        self.ticked = set()
        self._moved = False
        self._offers = None
        self.person = finding.by_id(self.context.desk, parked.ids.get("person"))
        self.query_one("#register-matches", Matches).offer([])
        # What was read back of somebody else is gone with the very first frame.
        self.query_one("#register-confirm", Confirm).show([])
        self.restore(parked)
        self._quiet = False
        if parked.focus == "name":
            # Enter must mean again what it meant: take the match, not the letters typed.
            self._look()
        self._keep()
        self.redraw()

    # -- what the person does ---------------------------------------------------------------

    def on_field_changed(self, event: Field.Changed) -> None:
        """Typed: look again for whom it may be, and keep it."""
        event.stop()
        name = event.field.name or ""
        if name == "name" and self.person is not None and event.value != self.person.name:
            self.person = None
            self.parked.ids["person"] = None
        if name in PICKED and event.value != self.parked.values.get(name):
            self.parked.ids[name] = None
            self._offers = None
        if not self._typed:
            # The letter is painted first; whom it may mean follows.
            self.call_after_refresh(self.catch_up)
        self._typed.add(name)

    def catch_up(self) -> None:
        """Find, keep and draw by what was typed last; whatever acts on it calls this first."""
        typed, self._typed = self._typed, set()
        if not typed or self._quiet:
            return
        if not typed.isdisjoint(LOOKED_AT):
            self._look()
        self._keep()
        self.redraw()

    def _look(self) -> None:
        matches = self.query_one("#register-matches", Matches)
        if self.person is not None:
            matches.offer([])
            return
        values = self.values
        if not values.get("name"):
            matches.offer([])
            return
        form = PersonForm(values["name"], "", values.get("birth", ""), values.get("phone", ""))
        found = finding.rows(self.context, form, room=max(40, matches.seen.width - 2))
        if not self._moved:
            # The cursor goes with a choice, never with the first letters' "new person".
            matches.at = None
        typing_name = self.parked.focus == "name" or self.focused_name() == "name"
        matches.offer(found, first=typing_name)

    def on_key(self, event: events.Key) -> None:
        """Arrows move among the matches or the fields; Enter on the read-back line registers."""
        if self._quiet:
            return
        self.catch_up()
        matches = self.query_one("#register-matches", Matches)
        if event.key in ("down", "up"):
            event.stop()
            by = 1 if event.key == "down" else -1
            if matches.rows and self.focused_name() in LOOKED_AT:
                matches.move(by)
                self._moved = True
            elif not isinstance(self.app.focused, Choice):
                self.step(by)
        elif event.key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()
            self.step(1 if event.key == "tab" else -1)
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
            self.step(1)

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter: take the match, or go on to the next field."""
        event.stop()
        self.catch_up()
        name = event.field.name or ""
        matches = self.query_one("#register-matches", Matches)
        if name in LOOKED_AT and self.person is None and matches.current is not None:
            self._take(matches.current)
            return
        if name in PICKED and event.value and self.parked.ids.get(name) is None:
            self._pick(name, 1)
            return
        self.step(1)

    def take_person(self, person_id: int) -> None:
        """This known person, as if taken from the matches."""
        self._take(person_id)

    def begin_with(self, name: str, phone: str) -> None:
        """What is known of somebody new."""
        self._quiet = True
        self.fill("name", name)
        self.fill("phone", phone)
        self._quiet = False
        self._look()
        self._keep()
        self.redraw()

    def on_matches_taken(self, event: Matches.Taken) -> None:
        """A click on a match."""
        event.stop()
        self._take(event.key)

    def _take(self, key: Hashable | None) -> None:
        matches = self.query_one("#register-matches", Matches)
        matches.offer([])
        if not isinstance(key, int):
            self.step(1)
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
        self.fill("name", match.name)
        self.fill("birth", str(match.birth_year or ""))
        self.fill("phone", match.phone)
        sex = self._choices.get("sex")
        if isinstance(sex, Choice):
            sex.put(match.sex or None)
        self._quiet = False
        self.focus_field("purpose")
        self._keep()
        self.redraw()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """A digit chose: on to what is asked next."""
        event.stop()
        if not self._quiet:
            name = code_of(event.choice)
            if name == "purpose" and self.person is not None:
                self.focus_field("department")
            else:
                self.step(1)
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
        self._pick(self.name_of(event.entry), event.number)

    def _pick(self, name: str, number: int) -> None:
        found = self.offers().list(name, self.values.get(name, ""), self.parked.ids)
        if not 1 <= number <= len(found):
            return
        offer: Offer = found[number - 1]
        self._quiet = True
        self.fill(name, offer.name)
        self._quiet = False
        self.parked.ids[name] = offer.id
        if name == "department":
            who = "host" if self.context.pack.asks == "host" else "doctor"
            if self.offers().department_of(self.parked.ids.get(who)) != offer.id:
                self.parked.ids[who] = None
                self.fill(who, "")
        elif offer.department_id is not None:
            self.parked.ids["department"] = offer.department_id
            self.fill("department", self.offers().department_name(offer.department_id))
        self._keep()
        self.step(1)

    def offers(self) -> Offers:
        """Departments and doctors with how busy they are now, read once a change."""
        if self._offers is None:
            self._offers = Offers(self.context.desk)
        return self._offers

    def on_descendant_focus(self) -> None:
        """Another field: its list beside it."""
        if not self._quiet and self.parked.act:
            self.catch_up()
            if self.focused_name() != "name":
                self.query_one("#register-matches", Matches).offer([])
            self._keep()
            self.redraw()

    # -- finishing ---------------------------------------------------------------------------

    def first_wrong(self) -> tuple[str, str] | None:
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
                wrong = self.checker(spec)(values.get(spec.name, ""))
                if wrong:
                    return spec.name, wrong
        return None

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
        self.catch_up()
        if self.first_wrong() is not None:
            self.complain()
            return None
        if not isinstance(self.app.focused, Confirm):
            self.focus_field("confirm")
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
        if title.seen.width:
            title.show(
                [
                    rule_line(
                        context.say("form.visitor.title"),
                        title.seen.width,
                        context.ink,
                        context.glyphs,
                        right,
                    )
                ]
            )
        rail = self.query_one("#register-rail", Lines)
        rail.show([line((context.glyphs.split, context.ink.rule))] * rail.seen.height)
        # A narrow screen shows the list only while one chooses from it.
        self.set_class(self.focused_name() in PICKED, "-picking")
        if not self._behind:
            # The field is there first; what is worked out from it follows, once for all changes.
            self._behind = True
            self.call_after_refresh(self._draw_rest)

    def _draw_rest(self) -> None:
        self._behind = False
        if self.context.session is not None and self.parked.act:
            self._draw_list()
            self._draw_confirm()

    def _draw_list(self) -> None:
        side = self.query_one("#register-side", Lines)
        if not side.seen.width:
            return
        name = self.focused_name()
        listed = name if name in PICKED else "department"
        typed = self.values.get(listed, "") if self.parked.ids.get(listed) is None else ""
        shown = offers.lines(
            self.context,
            self.offers(),
            listed,
            typed,
            self.parked.ids,
            side.seen.width,
            side.seen.height,
            active=name in PICKED,
        )
        side.show(shown)

    def _draw_confirm(self) -> None:
        pane = self.query_one("#register-confirm", Confirm)
        if not pane.seen.width:
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
                ready=self.first_wrong() is None,
                focused=isinstance(self.app.focused, Confirm),
            ),
            self.offers(),
            pane.seen.width,
        )
        pane.show(shown)

    def on_resize(self) -> None:
        """Another width."""
        self.call_after_refresh(self.redraw)

    def come_up(self) -> None:
        """Shown again: drawn as the desk is now."""
        self.redraw()

    def reread(self) -> None:
        """The desk changed: the loads beside are read again."""
        self._offers = None
        self.redraw()
