"""A call in hand: the script left, the record right, what was half typed below (P2 to P5, P7).

The record is a form of the pack, kept while it is typed. Every clock is worked out when drawn.
"""

from pathlib import Path
from typing import ClassVar

from textual import events

from frontdesk.phone import calls, lists
from frontdesk.phone.lists import CallLine
from frontdesk.phone.recording import CallForm
from frontdesk.words import _
from screens import actions
from screens.parts.choices import Choice
from screens.parts.context import Tell
from screens.parts.field import Field
from screens.parts.form_fields import PickEntry, code_of
from screens.parts.messageline import Said
from screens.parts.parking import Parked
from screens.phone.call_view import CallView
from screens.phone.calls_here import CALL

CHANNEL = "channel"
BY, WHO = "by", "who"
# What an outcome needs, and the field it is written in.
NEEDED = {"answer": "answer", "promise": "promise", "question": "asked", "colleague": WHO}


class CallPage(CallView):
    """The page of one call, and what is done on it."""

    CSS_PATH: ClassVar[Path] = Path(__file__).with_suffix(".tcss")

    # -- opening -----------------------------------------------------------------------------

    def show_call(self, line: CallLine) -> None:
        """The record of this call, as it was left; a new one begins with what is known."""
        self.call_id, self.channel = line.id, ""
        self._read(line)
        kept = [
            one
            for one in (self.parking.all(CALL) if self.parking is not None else [])
            if one.ids.get(CALL) == line.id
        ]
        parked = kept[-1] if kept else self._begun(line)
        self.take_back(parked)
        self._keep()

    def begin_contact(self, channel: str) -> None:
        """An empty record of a contact by another way (P8)."""
        parked = self.fresh()
        parked.values[CHANNEL] = channel
        self.resume_contact(parked)
        self._keep()

    def resume_contact(self, parked: Parked) -> None:
        """A contact that was being written down."""
        self.call_id, self.line = None, None
        self.channel = parked.values.get(CHANNEL, "")
        self.people, self.before, self.done, self.times = [], [], [], 0
        self.take_back(parked)

    def snapshot(self) -> Parked:
        """The record as it stands; a contact with its channel."""
        parked = super().snapshot()
        if self.channel:
            parked.values[CHANNEL] = self.channel
        return parked

    @property
    def written(self) -> bool:
        """Whether anything stands in the record."""
        return any(self.values.values()) or any(self.codes(name) for name in self._choices)

    def take_back(self, parked: Parked) -> None:
        """The record as it was parked."""
        self._quiet = True
        self.restore(parked)
        self._quiet = False
        self.redraw()

    def set_kind(self, code: str) -> None:
        """Another kind of call, and its script."""
        choice = self._choices.get("kind")
        if isinstance(choice, Choice):
            choice.put(code)
        self._keep()
        self.redraw()

    def _begun(self, line: CallLine) -> Parked:
        parked = self.fresh()
        parked.ids[CALL] = line.id
        parked.values = {"caller": line.name, "asked": line.asked, "answer": line.answer}
        for name, code in (("kind", line.kind), ("outcome", line.outcome)):
            if code:
                parked.codes[name] = [code]
        names = [spec.name for spec in self.fields]
        wanted = "kind" if line.name else "caller"
        parked.focus = wanted if wanted in names else names[0]
        return parked

    def reread(self) -> None:
        """The desk changed: the call is read again."""
        if self.call_id is None:
            return
        line = lists.one(self.context.desk, self.call_id)
        if line is not None:
            self._read(line)
            self.redraw()

    def take_name(self) -> None:
        """The caller's name where nothing was typed."""
        if self.line is not None and not self.values.get("caller", "").strip():
            self._quiet = True
            self.fill("caller", self.line.name)
            self._quiet = False
            self._keep()
            self.redraw()

    def keep_under(self, parked: Parked | None) -> None:
        """What was half typed when the call came; it stays in sight."""
        self.under = parked

    def forget(self) -> None:
        """The call is done with."""
        self.forget_draft()
        self.call_id, self.line, self.channel = None, None, ""

    def forget_draft(self) -> None:
        """What was typed is on record."""
        super().forget()

    # -- what the person does ----------------------------------------------------------------

    def on_field_changed(self, event: Field.Changed) -> None:
        """Typed: kept, and drawn after the letter."""
        event.stop()
        self._later()

    def _later(self) -> None:
        if not self._behind:
            self._behind = True
            self.call_after_refresh(self._catch_up)

    def _catch_up(self) -> None:
        self._behind = False
        if not self._quiet and self.parked.act:
            self._keep()
            self.note_due()

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter: the next field."""
        event.stop()
        name = event.field.name or ""
        if name == WHO and event.value and self.parked.ids.get(name) is None:
            if self.pick_colleague(WHO, 1):
                self.redraw()
            return
        self.step(1)

    def on_key(self, event: events.Key) -> None:
        """Tab and arrows go through the fields."""
        if self._quiet:
            return
        focused = self.app.focused
        if event.key in ("tab", "shift+tab"):
            event.stop()
            event.prevent_default()
            self.step(1 if event.key == "tab" else -1)
        elif event.key in ("down", "up") and not isinstance(focused, Choice):
            event.stop()
            self.step(1 if event.key == "down" else -1)
        elif event.key == "enter" and isinstance(focused, Choice):
            event.stop()
            self.step(1)

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """A digit chose a kind or an outcome: on to what that needs."""
        event.stop()
        if self._quiet:
            return
        name = code_of(event.choice)
        if name == "outcome":
            self._to_needed(event.code)
        else:
            self.step(1)
        self._keep()
        self.redraw()

    def _to_needed(self, code: str) -> None:
        phone = calls.telephone(self.context.pack)
        name = NEEDED.get(phone.outcome(code).needs, "")
        if name and not self.values.get(name, "").strip():
            self.focus_field(name)
            return
        self.post_message(
            Tell(Said(_("{key} saves the record.").format(key=actions.shown("ctrl+s"))))
        )

    def on_pick_entry_picked(self, event: PickEntry.Picked) -> None:
        """A digit in the field of a colleague."""
        event.stop()
        if self.pick_colleague(WHO, event.number):
            self.redraw()

    def on_descendant_focus(self) -> None:
        """Another field."""
        if not self._quiet and self.parked.act:
            self._keep()
            self.redraw()

    # -- finishing ---------------------------------------------------------------------------

    def first_wrong(self) -> tuple[str, str] | None:
        """A time that is none."""
        typed = self.values.get(BY, "").strip()
        wrong = self.check_time(typed) if typed else ""
        return (BY, wrong) if wrong else None

    def ready(self) -> CallForm | None:
        """The record as typed; None, and the cursor where something is wrong."""
        if self.first_wrong() is not None:
            self.complain()
            return None
        values = self.values
        return CallForm(
            caller=values.get("caller", ""),
            kind=next(iter(self.codes("kind")), ""),
            asked=values.get("asked", ""),
            answer=values.get("answer", ""),
            outcome=next(iter(self.codes("outcome")), ""),
            promise=values.get("promise", ""),
            by=self.due_at(BY),
            who=self.parked.ids.get(WHO),
        )

    def ask_outcome(self) -> None:
        """The call is over: how did it end?"""
        if any(spec.name == "outcome" for spec in self.fields) and not self.codes("outcome"):
            self.focus_field("outcome")
