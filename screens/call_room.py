"""The page of a call over whatever is being done, and how one comes back from it (P2 to P5, P8).

What a softphone reports is heard here too: a call answered by the receiver opens its page.
"""

from typing import TYPE_CHECKING

from frontdesk.errors import InputError, Refused
from frontdesk.phone import answering, hooks, lists, recording, talking
from frontdesk.phone.lists import CallLine
from frontdesk.session import Session
from frontdesk.words import _
from screens.parts.context import new_act
from screens.parts.dock import Ask, Group
from screens.parts.keys import DIGITS
from screens.parts.messageline import Said
from screens.parts.parking import Parked
from screens.phone.calls_here import CALL, TASK_WORDS, CallsHere
from screens.phone.ring_view import about_person
from screens.window import Window

if TYPE_CHECKING:
    from screens.phone.call_page import CallPage

BRANCH = "branch"
WHO_CALLS = "who_calls"
NOBODY = "0"


class CallRoom(Window):
    """A window in which a call may be in hand."""

    def _here(self) -> None:
        if self.context.session is None or not self.context.staff_name:
            raise Refused(_("Nobody is at the desk yet."), _("Choose a name first."))

    # -- what is heard -----------------------------------------------------------------------

    def listen(self, session: Session) -> bool:
        """Take in what a softphone reported, and the rings given up; whether anything was."""
        if session.pack.phone is None:
            return False
        touched = hooks.take_hooks(session)
        settled = answering.settle(session)
        called = self._practise(session)
        self._open_answered(session, touched)
        return bool(touched or settled or called)

    def _practise(self, session: Session) -> bool:
        """On a practice desk made-up people call now and then; whether one did."""
        if self._opened is None or not self._opened.calls:
            return False
        from frontdesk.practice import calls as practice

        now = session.now()
        if self._next_call is None:
            self._next_call = practice.due_at(now, session.pack, first=True)
        if self._next_call is None or now < self._next_call:
            return False
        told = practice.next_ring(session)
        self._next_call = practice.due_at(self._next_call, session.pack)
        if told is not None:
            answering.ring(session.machine().with_act(new_act()), told)
        return told is not None

    def _open_answered(self, session: Session, touched: list[int]) -> None:
        """A call that was answered by the receiver opens here as one answered by key does."""
        self.calls = CallsHere.read(session)
        on = self.calls.talking(session.now())
        if on is not None and on.id in touched and on.state(session.now()) == "talking":
            self.open_call(on)

    def come_back(self) -> None:
        """A record that was being typed when the program ended (house, "Keys")."""
        if self.parking is None or self.context.pack.phone is None:
            return
        self.read_calls()
        for parked in reversed(self.parking.all(CALL)):
            call_id = parked.ids.get(CALL)
            line = lists.one(self.context.desk, call_id) if call_id is not None else None
            if parked.open and line is not None and line.closed_at is None:
                self.open_call(line)
                return
            if parked.open and call_id is None:
                self.come_over_page()
                self.show_page(CALL)
                self.call_page.resume_contact(parked)
                return
        if self.page == "desk" and any(one.open for one in self.parking.all(TASK_WORDS)):
            self.show_page("phone")
            if self.phone_page.come_back():
                self.chrome()
                return
            self.show_page("desk")
            self.desk_page.take_focus()

    def _after_call(self, call_id: int) -> None:
        """The call and its record are done: back, or on to the one that is on hold."""
        held = self.calls.held(self.context.now())
        if self.page != CALL or self.call_page.call_id != call_id:
            return
        self.call_page.forget()
        if held is not None:
            self.call_page.show_call(held)
        else:
            self.leave_call()

    # -- the call's page ---------------------------------------------------------------------

    def open_call(self, line: CallLine) -> None:
        """The page of a call, over what is being done; Esc goes back to the very character."""
        if self.page == CALL and self.call_page.call_id == line.id:
            self.call_page.tick()
            return
        self.come_over_page()
        self.show_page(CALL)
        self.call_page.show_call(line)
        self.call_after_refresh(self.chrome)
        self._ask_who(line)

    def _ask_who(self, line: CallLine) -> None:
        """Several people have that number: which of them calls, asked once (P3)."""
        people = self.call_page.people
        if line.person_id is not None or len(people) < 2 or line.id in self._asked_who:
            return
        self._asked_who.add(line.id)
        choices = tuple(
            (str(one.id), " ".join((one.name, about_person(self.context, one))).strip())
            for one in people[: DIGITS - 1]
        )
        self.dock.ask(
            Ask(
                WHO_CALLS,
                _("Several people have this number. Who is it?"),
                (Group("who", "", (*choices, (NOBODY, _("somebody else")))),),
                _("Note it"),
                _("Not known yet"),
                line.ticket,
                new_act(),
            )
        )

    def take_caller(self, ask: Ask, who: str) -> None:
        """Who of several calls; what is known of them stands beside the record."""
        call_id = self.call_page.call_id
        if call_id is None or who == NOBODY:
            return
        recording.link_person(self.context.desk.with_act(ask.act), call_id, int(who))
        self.changed()
        self.call_page.take_name()

    def come_over_page(self) -> None:
        """Put aside what is being done, to be come back to; another call is parked."""
        self.dock.close()
        self.put_note_aside()
        if self.page == CALL:
            self.call_page.park(still_open=False)
            return
        kept = self.here.park(still_open=True)
        self._before_call = (self.page, self.focused)
        self.call_page.keep_under(kept)

    def kept_contact(self) -> Parked | None:
        """A contact by another way that was put aside half typed, or None."""
        kept = self.parking.all(CALL) if self.parking is not None else []
        return next((one for one in reversed(kept) if one.ids.get(CALL) is None), None)

    def leave_call(self) -> None:
        """Back to what was being done, to the very cursor."""
        page, before = self._before_call
        self._before_call = ("desk", None)
        self.return_to(page or "desk", before)

    def put_call_aside(self) -> None:
        """Esc on the page of a call: what is typed stays, the call goes on."""
        said = ""
        if self.call_page.channel and not self.call_page.written:
            self.call_page.forget()
        elif not self.call_page.park(still_open=False).empty:
            said = _("The record is kept. F8 7 brings it back.")
        self.leave_call()
        if said:
            self.tell(Said(said))

    def finish_call(self) -> None:
        """Ctrl+S: save the record; with an outcome it is closed (P4)."""
        page = self.call_page
        call_id = page.call_id
        if call_id is None:
            raise Refused(_("There is nothing to finish here."))
        form = page.ready()
        if form is None:
            return
        try:
            recording.record(self.context.desk.with_act(new_act()), call_id, form)
        except InputError as fault:
            page.point_at(fault.field, fault.sentence)
            return
        line = lists.one(self.context.desk, call_id)
        ticket = line.ticket if line is not None else ""
        if not form.outcome:
            self.changed(Said(_("{call} is saved; how it ended is open.").format(call=ticket)))
            page.ask_outcome()
            return
        page.forget_draft()
        self.changed(self.context.done(_("{call} is recorded.").format(call=ticket)))
        if line is None or line.ended_at is not None:
            self._after_call(call_id)

    def do_script_step(self) -> None:
        """Ctrl+D: this step of the script is done; one that asks is answered by a digit."""
        step = self._script().current_step()
        if step is None:
            raise Refused(_("The script is at its end."))
        if step.branches:
            self.dock.ask(
                Ask(
                    BRANCH,
                    self.call_page.words_of(step, "ask"),
                    (
                        Group(
                            "branch",
                            "",
                            tuple(
                                (one.code, self.call_page.words_of(step, f"branch.{one.code}"))
                                for one in step.branches
                            ),
                        ),
                    ),
                    _("Go on"),
                    _("Not now"),
                )
            )
            return
        self._tick_step("")

    def _tick_step(self, branch: str) -> None:
        page = self._script()
        step = page.current_step()
        if step is None or page.call_id is None:
            return
        session = self.context.desk.with_act(new_act())
        talking.tick(session, page.call_id, step.code, branch, page.kind_code)
        self.changed()

    def do_script_back(self) -> None:
        """Ctrl+B: the last step of the script is taken back."""
        page = self._script()
        last = page.last_step()
        if last is None or page.call_id is None:
            raise Refused(_("No step is done yet."))
        talking.untick(self.context.desk.with_act(new_act()), page.call_id, last, page.kind_code)
        self.changed()

    def _script(self) -> "CallPage":
        if self.page != CALL or self.call_page.call_id is None:
            raise Refused(_("There is no call here."))
        return self.call_page
