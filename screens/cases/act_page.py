"""A small form of what is done about a case, kept while it is typed (C1 to C8; house "Forms").

Its fields come from `act_forms`. Of the closing only those are asked that the outcome needs.
"""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import events

from frontdesk.cases import fields, finding, reading
from frontdesk.errors import DeskError
from frontdesk.packs.structs import FieldSpec
from frontdesk.words import _
from screens.cases import act_forms, case_fields, case_hints
from screens.cases.act_done import Written
from screens.cases.act_forms import Wanted
from screens.cases.act_view import ActView
from screens.cases.names import CASE_ACT
from screens.parts.choices import Chips, Choice
from screens.parts.context import Tell, new_act
from screens.parts.field import Field
from screens.parts.form_fields import PickEntry, code_of
from screens.parts.keys import DIGITS
from screens.parts.messageline import Said
from screens.parts.parking import Parked

# Cases that are named where a word fits several.
_NAMED = 3
# What a draft is about stands among its codes and ids by names that no field can have.
_ACT, _FIELD, _RUNG = "@act", "@field", "@rung"
_CASE, _TASK, _TO = "@case", "@task", "@to"


class ActPage(ActView):
    """The form of one act on one case; each keeps its own half-typed words."""

    CSS_PATH: ClassVar[Path] = Path(__file__).with_suffix(".tcss")

    # -- opening -----------------------------------------------------------------------------

    async def open(self, wanted: Wanted) -> None:
        """The form of this act, as it was left; raises Refused when there is no such case."""
        if self.parked.act:
            self.park(still_open=False)
        kept = self._kept(wanted)
        self._take(wanted)
        await self._mount_fields()
        parked = kept if kept is not None else self._begun()
        for name, code in wanted.codes.items():
            # What was chosen last counts, whatever the draft says.
            parked.codes[name] = [code]
        self.load(parked)

    async def resume(self, parked: Parked) -> None:
        """After a kill: the form that was being written; raises Refused as `open`."""
        self._take(wanted_of(parked))
        await self._mount_fields()
        self.load(parked)

    async def build(self) -> None:
        """The form again, in another language or under another pack."""
        if self.wanted is not None and self.parked.act:
            parked = self.snapshot()
            self._take(self.wanted)
            await self._mount_fields()
            self.load(parked)

    def checker(self, spec: FieldSpec) -> Callable[[str], str]:
        """A time must be one, a case must be there, a field of the form as it must be."""
        if spec.kind == "due":
            return self.check_time
        if spec.name == self.other:
            return self._check_other
        if self.wanted is not None and self.wanted.act == case_hints.CORRECT:
            return self._check_corrected
        return lambda _value: ""

    def _check_corrected(self, typed: str) -> str:
        case, wanted = self.case, self.wanted
        if case is None or wanted is None:
            return ""
        spec = case.rules.field(wanted.field)
        if spec.kind in case_fields.LISTED or not typed.strip():
            return ""
        session = self.context.desk
        return fields.check(
            case.pack, case.kind, spec.name, typed, session.now(), session.zone
        )  # fmt: skip

    def advise(self, name: str, text: str) -> str:
        """What we propose is ours to say, as an answer is (K2)."""
        return super().advise("answer" if name == "proposal" else name, text)

    # -- drafts ------------------------------------------------------------------------------

    def _kept(self, wanted: Wanted) -> Parked | None:
        """The half-typed words for this act on this case."""
        found = [
            one
            for one in (self.parking.all(CASE_ACT) if self.parking is not None else [])
            if _same(wanted_of(one), wanted)
        ]
        return found[-1] if found else None

    def _begun(self) -> Parked:
        """The form as it begins."""
        asked = self._asked.values()
        parked = Parked(act=new_act(), form=CASE_ACT, at=self.context.now())
        parked.values = {one.spec.name: one.value for one in asked if not one.words.options}
        parked.codes = {one.spec.name: [one.code] for one in asked if one.code}
        parked.ids = {one.spec.name: one.id for one in asked if one.id is not None}
        empty = (
            one.spec.name for one in asked if not (one.value or one.code or one.id is not None)
        )
        parked.focus = next(empty, self.specs[0].name)
        parked.start = parked.end = len(parked.values.get(parked.focus, ""))
        return parked

    def load(self, parked: Parked) -> None:
        """The form exactly as it was parked."""
        self._quiet = True
        places = [one.name for one in self.specs if one.kind == "place"]
        self._picked = {name: code for name in places for code in parked.codes.get(name, [])}
        outcome = next(iter(parked.codes.get("outcome", [])), "")
        self._show_needed(outcome)
        if parked.focus in self._hidden:
            parked.focus = self.fields[0].name
        self.restore(parked)
        self._quiet = False
        self._keep()
        self.redraw()

    def snapshot(self) -> Parked:
        """The form as it stands, with what it is about."""
        parked, wanted = super().snapshot(), self.wanted
        parked.codes |= {name: [code] for name, code in self._picked.items()}
        if wanted is not None:
            parked.codes |= {
                name: [code]
                for name, code in (
                    (_ACT, wanted.act), (_FIELD, wanted.field), (_RUNG, wanted.rung),
                )
                if code
            }  # fmt: skip
            parked.ids |= {_CASE: wanted.case_id, _TASK: wanted.task_id, _TO: wanted.to}
        return parked

    @property
    def begun(self) -> bool:
        """Whether anything stands here but what stood here at the beginning."""
        first = self._begun()
        here = {name: text for name, text in self.values.items() if text}
        codes = {name: self.codes(name) for name in self._choices if self.codes(name)}
        codes |= {name: [code] for name, code in self._picked.items()}
        chosen = self.wanted.codes if self.wanted is not None else {}
        return here != {name: text for name, text in first.values.items() if text} or any(
            code != first.codes.get(name, []) and code != [chosen.get(name)]
            for name, code in codes.items()
        )

    def park(self, *, still_open: bool = True) -> Parked:
        """Put it aside; where nothing was written there is nothing to keep."""
        if not still_open and self.parked.act and not self.begun:
            parked = self.snapshot()
            self.forget()
            return parked
        return super().park(still_open=still_open)

    def forget(self) -> None:
        """It is done, or was thrown away."""
        super().forget()
        self.wanted, self.case = None, None

    # -- what the person does ----------------------------------------------------------------

    def on_field_changed(self, event: Field.Changed) -> None:
        """Typed: another place, another case; kept and drawn after the letter."""
        event.stop()
        name = event.field.name or ""
        self._picked.pop(name, None)
        if name == self.other:
            self.parked.ids[name] = None
        if not self._behind:
            self._behind = True
            self.call_after_refresh(self.catch_up)

    def catch_up(self) -> None:
        """Keep and draw by what was typed last; whatever acts on it calls this first."""
        self._behind = False
        if self._quiet or not self.parked.act:
            return
        self._look_for_other()
        self._keep()
        self.redraw()

    def on_key(self, event: events.Key) -> None:
        """Tab and arrows go through the fields, Enter from a choice to the next."""
        if self._quiet:
            return
        focused = self.app.focused
        chooses = isinstance(focused, Choice | Chips)
        if event.key in ("tab", "shift+tab"):
            event.prevent_default()
            by = 1 if event.key == "tab" else -1
        elif event.key in ("down", "up"):
            by = 1 if event.key == "down" else -1
        elif event.key == "enter" and chooses:
            by = 1
        else:
            return
        event.stop()
        self.step(by)

    def step(self, by: int) -> None:
        """To the next field; behind the last one it is said what finishes."""
        if by > 0 and self.focused_name() == self.fields[-1].name:
            self.post_message(
                Tell(Said(_("{key} finishes it.").format(key=case_hints.CLOSE_KEY)))
            )  # fmt: skip
            return
        super().step(by)

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter: take what the list shows first, or go on."""
        event.stop()
        self.catch_up()
        name = event.field.name or ""
        kind = self._kinds.get(name)
        if event.value.strip() and (
            (kind == "place" and name not in self._picked and self._pick(name, 1))
            or (kind == "staff" and self.parked.ids.get(name) is None and self._pick(name, 1))
        ):
            return
        self.step(1)

    def on_pick_entry_picked(self, event: PickEntry.Picked) -> None:
        """A digit in a field that chooses from a list."""
        event.stop()
        self.catch_up()
        self._pick(self.name_of(event.entry), event.number)

    def _pick(self, name: str, number: int) -> bool:
        """Take the one of this digit into the field; whether there is one."""
        if self._kinds.get(name) == "staff":
            taken = self.pick_colleague(name, number)
        else:
            found = self.offers(name)
            taken = 1 <= number <= min(len(found), DIGITS)
            if taken:
                self.fill(name, found[number - 1].name)
                self._picked[name] = found[number - 1].key
        if taken:
            self._keep()
            self.step(1)
            self.redraw()
        return taken

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """A digit chose: on to what is asked next."""
        event.stop()
        if self._quiet:
            return
        if code_of(event.choice) == "outcome":
            self._show_needed(event.code)
        self.step(1)
        self._keep()
        self.redraw()

    def on_chips_changed(self, event: Chips.Changed) -> None:
        """Yes or no."""
        event.stop()
        self._keep()

    def on_descendant_focus(self) -> None:
        """Another field: its list beside it."""
        if not self._quiet and self.parked.act:
            self._keep()
            self.redraw()

    def _show_needed(self, outcome: str) -> None:
        """Of the closing only what this outcome needs; what was typed elsewhere stays in hand."""
        if self.wanted is None or self.case is None or self.wanted.act != case_hints.CLOSE:
            return
        needs = act_forms.needed(self.case, outcome)
        self._hidden = frozenset(name for name in self._asked if name not in needs)
        for name in self._asked:
            self.query_one(f"#field-{name}").display = name in needs

    # -- another case ------------------------------------------------------------------------

    def _look_for_other(self) -> None:
        """Which case was named, while its number is typed; words are looked up at the end."""
        typed = self.values.get(act_forms.OTHER, "")
        if self.other in self._asked and self.parked.ids.get(act_forms.OTHER) is None:
            found = self._numbered(typed) if typed.strip() else []
            self.parked.ids[act_forms.OTHER] = found[0] if len(found) == 1 else None

    def _numbered(self, typed: str) -> list[int]:
        """The other cases of this number; of several series one may be meant."""
        return [one for one in finding.by_number(self.context.desk, typed) if one != self._mine]

    @property
    def _mine(self) -> int | None:
        return self.wanted.case_id if self.wanted is not None else None

    def _check_other(self, typed: str) -> str:
        """Whether exactly one case is named so; it is taken."""
        self._look_for_other()
        if self.parked.ids.get(act_forms.OTHER) is not None or not typed.strip():
            return ""
        everything = finding.find(self.context.desk, typed, _NAMED + 2)
        found = [one for one in everything if one.id != self._mine]
        if everything and not found:
            return _("That is this case itself.")
        if len(found) == 1:
            self.parked.ids[act_forms.OTHER] = found[0].id
            return ""
        if not found:
            return _("No case is called so.")
        numbers = ", ".join(one.number for one in found[:_NAMED])
        return _("Several fit: {numbers}. Type the number.").format(numbers=numbers)

    # -- finishing ---------------------------------------------------------------------------

    def first_wrong(self) -> tuple[str, str] | None:
        """The first field that is missing or wrong, and what is wanted."""
        values = self.values
        for spec in self.fields:
            typed = values.get(spec.name, "").strip()
            if spec.kind == "place" and typed and spec.name not in self._picked:
                return spec.name, _("Choose one from the list.")
            if spec.kind == "staff" and typed and self.parked.ids.get(spec.name) is None:
                return spec.name, _("Choose one from the list.")
            if spec.required and not typed and not self.codes(spec.name):
                return spec.name, _("This is still missing.")
            wrong = self.checker(spec)(typed) if typed else ""
            if wrong:
                return spec.name, wrong
        return None

    def ready(self) -> bool:
        """Whether it can be finished; else it goes to what is wrong, and says it."""
        self.catch_up()
        if not self.parked.act:
            return False
        if self.first_wrong() is None:
            return True
        self.complain()
        return False

    def written(self) -> Written:
        """What stands here."""
        codes = {name: next(iter(self.codes(name)), "") for name in self._choices}
        return Written(
            values=self.values,
            codes=codes | self._picked,
            ids=dict(self.parked.ids),
            by=self.due_at("by") if "by" in self._inputs else None,
        )

    def reread(self) -> None:
        """The desk changed: the case beside is read again."""
        if self.wanted is None:
            return
        try:
            self.case = reading.read_case(self.context.desk, self.wanted.case_id)
        except DeskError:
            return
        self.redraw()


def wanted_of(parked: Parked) -> Wanted:
    """What a kept form is about."""

    def code(name: str) -> str:
        return next(iter(parked.codes.get(name, [])), "")

    return Wanted(
        act=code(_ACT),
        case_id=parked.ids.get(_CASE) or 0,
        task_id=parked.ids.get(_TASK),
        field=code(_FIELD),
        rung=code(_RUNG),
        to=parked.ids.get(_TO),
    )


def _same(one: Wanted, other: Wanted) -> bool:
    """Whether both are the same act on the same case: whom it goes to may be another."""
    return (one.act, one.case_id, one.task_id, one.field) == (
        other.act,
        other.case_id,
        other.task_id,
        other.field,
    )
