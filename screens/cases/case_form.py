"""The form of a case: sections as on paper, what follows said beside it before it is saved (C1).

Filled in from a call or a visit; every change is kept; what is likely the same matter is looked
for in the pauses of typing and never holds a key back (C2, C7).
"""

from functools import partial
from pathlib import Path
from typing import ClassVar

import msgspec
from textual import events

from frontdesk.cases import cases, fields, lists, past
from frontdesk.cases.opening import BY_HAND, OpenForm
from frontdesk.clock import Millis
from frontdesk.errors import InputError
from frontdesk.packs.cases import Rung
from frontdesk.packs.structs import FieldSpec
from frontdesk.staff.staff import Staff
from frontdesk.words import _
from screens.cases import case_fields
from screens.cases.case_fields import LISTED, RECEIVED
from screens.cases.form_same import TELLING, WHY, CaseFormSame
from screens.cases.form_view import LINK, MEANT, SEVERITY
from screens.parts.choices import Chips, Choice
from screens.parts.context import Context, Tell
from screens.parts.field import TypedField
from screens.parts.form_fields import Judge, PickEntry, code_of
from screens.parts.keys import DIGITS
from screens.parts.messageline import Said
from screens.parts.parking import Parked

# Among the codes of a form that is put aside: its kind, and the fields that came filled in.
KIND, CAME = "kind", "came"


class Known(msgspec.Struct, frozen=True):
    """What is known before anything is typed: from a call, a visit, or a pattern of cases.

    `values` by field, `codes` of what is chosen (a place by its code), `ids` of "call", "visit",
    "task", "person" and of the colleague "to". `at` is when the person said it. `links` are cases
    to be linked, `why` the code of how that is known.
    """

    values: dict[str, str] = {}
    codes: dict[str, list[str]] = {}
    ids: dict[str, int | None] = {}
    at: Millis | None = None
    links: tuple[int, ...] = ()
    why: str = BY_HAND


# The name that came with the call or visit.
NAMED = "named"


class CaseFormPage(CaseFormSame):
    """The form of one kind of case. `build` mounts the fields of a kind, `built` is that kind."""

    CSS_PATH: ClassVar[Path] = Path(__file__).with_suffix(".tcss")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        # Fields typed in since the page was last brought up to date.
        self._typed: set[str] = set()

    def kind_of(self, parked: Parked) -> str:
        """The kind of a form that was put aside; the first one where the pack has lost it."""
        kinds = [one.code for one in cases.forms(self.context.pack).kinds]
        kept = next(iter(parked.codes.get(KIND, [])), "")
        return kept if kept in kinds else kinds[0]

    def checker(self, spec: FieldSpec) -> Judge:
        """The desk's own judge, and of what is to be chosen whether it was."""
        return partial(self._wrong_in, spec)

    def _wrong_in(self, spec: FieldSpec, typed: str) -> str:
        if spec.kind in LISTED:
            if typed.strip() and not self._chosen(spec):
                return _("Choose one from the list, or leave it empty.")
            typed = self._chosen(spec)
        session = self.context.desk
        if spec is RECEIVED:
            return self._wrong_moment(typed)
        return fields.check(session.pack, self.built, spec.name, typed, session.now(), session.zone)

    def _wrong_moment(self, typed: str) -> str:
        session = self.context.desk
        try:
            past.parse(typed, session.now(), session.zone)
        except InputError as fault:
            return str(fault)
        return ""

    # -- opening and parking -----------------------------------------------------------------

    def begin(self, kind: str, known: Known) -> None:
        """A form of the `kind` that was built, with what is known filled in."""
        self._places, self._staff = None, None
        names = {spec.name for spec in self.fields}
        parked = self.fresh()
        parked.values = {name: text for name, text in known.values.items() if name in names}
        parked.codes = {name: list(codes) for name, codes in known.codes.items() if name in names}
        parked.ids = dict(known.ids) | {RECEIVED.name: known.at}
        parked.ids |= {f"{LINK}{one}": one for one in known.links}
        came = [name for name, text in parked.values.items() if text.strip()]
        parked.codes |= {KIND: [kind], WHY: [known.why], CAME: [*came, *parked.codes]}
        if parked.values.get("person", "").strip():
            parked.codes[NAMED] = [parked.values["person"]]
        parked.focus = self._first_open(set(parked.codes[CAME]))
        self.load(parked)

    def _first_open(self, filled: set[str]) -> str:
        """Where one begins: the first empty field of the first section that is not settled."""
        specs = {spec.name: spec for spec in self.fields}
        for _code, names in case_fields.sections_of(self.kind):
            own = [name for name in names if name in specs]
            empty = [name for name in own if name not in filled]
            missing = any(specs[name].required for name in empty)
            if empty and (missing or len(empty) * 2 > len(own)):
                return empty[0]
        return self.fields[0].name

    def load(self, parked: Parked) -> None:
        """The form exactly as it was parked; its kind is the one that was built."""
        self._quiet = True
        self._typed, self.alike, self._linked, self._sought = set(), [], [], None
        self._asked += 1
        for spec in self.fields:
            name = self._name_chosen(spec, parked)
            if spec.kind in LISTED and name:
                parked.values[spec.name] = name
        self.restore(parked)
        self._quiet = False
        self._linked = lists.by_id(self.context.desk, self.linked)
        self._keep()
        self.redraw()
        self.look_for_same()

    def snapshot(self) -> Parked:
        """The form as it stands, and what is no field of it: kind, places chosen, links."""
        own = {
            name: codes for name, codes in self.parked.codes.items() if name not in self._choices
        }
        parked = super().snapshot()
        parked.codes |= own
        return parked

    @property
    def written(self) -> bool:
        """Whether anything stands there that did not come with the call or visit."""
        came = self.parked.codes.get(CAME, [])
        names = [name for name in self._kinds if name not in came]
        return any(self.values.get(name, "").strip() or self.codes(name) for name in names)

    def park(self, *, still_open: bool = True) -> Parked:
        """Put the form aside; one in which nothing was written is forgotten."""
        if still_open or self.written or self.parking is None:
            return super().park(still_open=still_open)
        parked = self.snapshot()
        self.parking.drop(parked)
        return parked

    # -- what the person does ----------------------------------------------------------------

    def on_field_changed(self, event: TypedField.Changed) -> None:
        """Typed: the letter is painted first, what follows from it comes after."""
        event.stop()
        name = event.field.name or ""
        spec = self._spec(name)
        if spec is not None and spec.kind in LISTED:
            if event.field.value != self._name_chosen(spec, self.parked):
                self._unchoose(spec)
        elif spec is RECEIVED:
            # Reckoned when it is typed: tomorrow "9:05" would be another morning.
            self.parked.ids[MEANT] = self._moment(event.field.value)
        self._mine(name)
        if not self._typed:
            self.call_after_refresh(self.catch_up)
        self._typed.add(name)

    def _mine(self, name: str) -> None:
        """What came with the call was changed by hand: it is worth keeping."""
        came = self.parked.codes.get(CAME, [])
        if name in came:
            self.parked.codes[CAME] = [one for one in came if one != name]

    def catch_up(self) -> None:
        """Keep and draw by what was typed last; whatever acts on it calls this first."""
        typed, self._typed = self._typed, set()
        if not typed or self._quiet:
            return
        self._keep()
        self._note(typed)
        if any(self._kinds.get(name) in (*LISTED, "when") for name in typed):
            self._draw_beside()
        if not typed.isdisjoint(TELLING):
            self._look_later()

    def on_key(self, event: events.Key) -> None:
        """Tab and arrows go through all fields, Enter to the next one that is empty."""
        if self._quiet:
            return
        self.catch_up()
        focused = self.app.focused
        if event.key in ("tab", "shift+tab", "down", "up"):
            event.stop()
            event.prevent_default()
            self.step(1 if event.key in ("tab", "down") else -1)
        elif event.key == "enter" and isinstance(focused, Choice | Chips):
            event.stop()
            self.onward()

    def on_field_submitted(self, event: TypedField.Submitted) -> None:
        """Enter: take the first of the list, or go on to the next field that is empty."""
        event.stop()
        self.catch_up()
        spec = self._spec(event.field.name or "")
        if spec is not None and spec.kind in LISTED and event.value and not self._chosen(spec):
            self._pick(spec, 1)
            return
        self.onward()

    def onward(self) -> None:
        """To the next field that is empty; after the last, how to save is said."""
        names = [spec.name for spec in self.fields]
        here = self.focused_name()
        after = names[names.index(here) + 1 :] if here in names else names
        following = next((name for name in after if self._is_empty(name)), None)
        if following is not None:
            self.focus_field(following)
        else:
            self.post_message(Tell(Said(_("{key} saves it.").format(key=self._key("finish")))))

    def _is_empty(self, name: str) -> bool:
        return not self.values.get(name, "").strip() and not self.codes(name)

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """A digit chose: on to what is empty; a grave case first asks to whom it goes."""
        event.stop()
        self._decided(code_of(event.choice), chosen=True)

    def on_chips_changed(self, event: Chips.Changed) -> None:
        """Yes or no was ticked; unticked, one stays to choose again."""
        event.stop()
        self._decided(code_of(event.chips), chosen=bool(event.codes))

    def _decided(self, name: str, *, chosen: bool) -> None:
        if self._quiet:
            return
        self._mine(name)
        if name == SEVERITY and self._must_name():
            self.focus_field(fields.RECEIVER)
            said = _("A case this grave goes up at once: to whom?")
            self.post_message(Tell(Said(said, "refused")))
        elif chosen:
            self.onward()
        self._keep()
        self.redraw()

    def on_pick_entry_picked(self, event: PickEntry.Picked) -> None:
        """A digit in a field with a list."""
        event.stop()
        self.catch_up()
        spec = self._spec(self.name_of(event.entry))
        if spec is not None:
            self._pick(spec, event.number)

    def on_descendant_focus(self) -> None:
        """Another field: its list beside it."""
        if not self._quiet and self.parked.act:
            self.catch_up()
            self._keep()
            self.redraw()

    def _pick(self, spec: FieldSpec, number: int) -> None:
        found = self.offers(spec)
        if not 1 <= number <= min(len(found), DIGITS):
            return
        offer = found[number - 1]
        if spec.kind in ("place", "department"):
            self.parked.codes[spec.name] = [offer.key]
        else:
            self.parked.ids[spec.name] = int(offer.key)
        self._mine(spec.name)
        self._quiet = True
        self.fill(spec.name, offer.name)
        self._quiet = False
        self.onward()
        self._keep()
        self.redraw()
        if spec.name in TELLING:
            self._look_later()

    def _unchoose(self, spec: FieldSpec) -> None:
        if spec.kind in ("place", "department"):
            self.parked.codes.pop(spec.name, None)
        else:
            self.parked.ids[spec.name] = None

    # -- finishing ---------------------------------------------------------------------------

    def first_wrong(self) -> tuple[str, str] | None:
        """The first field that is missing or wrong, and what is wanted."""
        for spec in self.fields:
            typed = self.values.get(spec.name, "")
            if spec.kind not in LISTED and spec.name not in self._inputs:
                typed = next(iter(self.codes(spec.name)), "")
            wrong = self._wrong_in(spec, typed)
            if not wrong and spec.kind == "receiver":
                wrong = self._wrong_receiver()
            if wrong:
                return spec.name, wrong
        return None

    def _wrong_receiver(self) -> str:
        if self._must_name():
            return _("A case this grave goes up at once: to whom?")
        one = self._receiver()
        if one is None or self._rung_of(one) is not None:
            return ""
        return _("{who} may not hold it there.").format(who=one.name)

    def _rung_of(self, one: Staff) -> Rung | None:
        session = self.context.desk
        return case_fields.rung_for(session, self.kind, self._start(), one.role)

    def typed_values(self) -> dict[str, str]:
        """The form as the desk takes it: text, codes of what was chosen, ids as text."""
        found = {}
        for spec in self.fields:
            if spec is RECEIVED:
                continue
            if spec.kind in LISTED:
                value = self._chosen(spec)
            elif spec.name in self._inputs:
                value = self.values[spec.name]
            else:
                value = next(iter(self.codes(spec.name)), "")
            found[spec.name] = value
        return found

    def ready(self) -> OpenForm | None:
        """The form to be opened as a case; None, and the cursor where something is wrong."""
        self.catch_up()
        if self.first_wrong() is not None:
            self.complain()
            return None
        ids = self.parked.ids
        return OpenForm(
            kind=self.built,
            values=self.typed_values(),
            received_at=self.received_at(),
            call_id=ids.get("call"),
            visit_id=ids.get("visit"),
            task_id=ids.get("task"),
            person_id=ids.get("person"),
            links=tuple(self.linked),
            why=next(iter(self.parked.codes.get(WHY, [])), BY_HAND),
            unknown=self._is_another(),
        )

    def _is_another(self) -> bool:
        """Whether another name, or none, stands where that of the call or visit was."""
        came = self.parked.codes.get(NAMED, [])
        return bool(came) and self.values.get("person", "").strip() != came[0].strip()

    # -- what goes on meanwhile --------------------------------------------------------------

    def come_up(self) -> None:
        """Shown again: drawn as the desk is now."""
        self.redraw()

    def reread(self) -> None:
        """The desk changed: the directory and the people are read again."""
        self._places, self._staff, self._sought = None, None, None
        self.redraw()
        self._look_later()

    def tick(self) -> None:
        """A second has passed: what follows counts from now."""
        if self.parked.act and self.context.session is not None:
            self._draw_beside()

    def on_unmount(self) -> None:
        """No look-up outlives the page."""
        self._asked += 1
