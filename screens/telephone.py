"""What the keys of the telephone do, on every screen (P1 to P7; house "Keys").

One key by its state: quiet, it rings; ringing, answered; talking, hung up; talking while a second
one rings, the first is held and the second answered.
"""

from frontdesk.clock import SECOND, Millis
from frontdesk.errors import Refused
from frontdesk.phone import answering, calls, lists, recording, ringing, talking
from frontdesk.phone.answering import Dialled, Ringing
from frontdesk.phone.lists import CallLine
from frontdesk.session import Session
from frontdesk.staff.staff import Staff
from frontdesk.tasks import tasks
from frontdesk.tasks.due import Due
from frontdesk.words import _
from screens.call_room import BRANCH, WHO_CALLS, CallRoom
from screens.parts.context import new_act
from screens.parts.countdown import clock_text
from screens.parts.dock import Ask, Group, page_of, paged
from screens.parts.messageline import Said
from screens.phone.calls_here import CALL, CallsHere

PASS = "pass_call"
TRIED = "not_reached"


class Telephone(CallRoom):
    """A window with the keys of a telephone."""

    def call_line(self, call_id: int | None) -> CallLine:
        """The call on the list; raises Refused when there is none."""
        line = lists.one(self.context.desk, call_id) if call_id is not None else None
        if line is None:
            raise Refused(_("This call is not on the list."))
        return line

    def show_listed_call(self, call_id: int | None) -> None:
        """The page of a call on the list."""
        self.open_call(self.call_line(call_id))

    def _calls_now(self) -> tuple[Session, Millis]:
        """Who acts and when; the calls of this moment are read for it."""
        session = self.context.desk
        self.calls = CallsHere.read(session)
        return session, self.context.now()

    # -- the keys ----------------------------------------------------------------------------

    def do_phone(self) -> None:
        """F3: by the state of the telephone."""
        self._here()
        calls.telephone(self.context.pack)
        session, now = self._calls_now()
        ringing, on = self.calls.ringing(now), self.calls.talking(now)
        dialled = self.calls.dialled(now)
        if ringing is not None:
            self._answer_call(session, ringing, on, now)
        elif on is not None:
            self._hang_up(session, on, "us")
        elif dialled is not None:
            answering.connected(session.with_act(new_act()), dialled.id)
            self._in_hand(dialled.id, _("{call} answered."))
        else:
            rung = answering.ring(session.with_act(new_act()), Ringing())
            number = calls.say_number(rung.number)
            self.changed(Said(_("{call} rings, by hand.").format(call=number)))

    def _answer_call(
        self, session: Session, ringing: CallLine, on: CallLine | None, now: Millis
    ) -> None:
        act = session.with_act(new_act())
        by_hand = ringing.how == "hand" and ringing.rang_at is not None
        if on is not None and on.state(now) == "talking":
            talking.hold(session.with_act(new_act()), on.id)
        twice = ringing.rules.double_press
        if by_hand and now - (ringing.rang_at or now) <= twice and ringing.seat_id == act.seat_id:
            answering.answer_unknown(act)
        else:
            answering.answer(act, ringing.id)
        self._in_hand(ringing.id, _("{call} answered."))

    def _in_hand(self, call_id: int, sentence: str) -> None:
        """A call is in hand now: its page opens over whatever was being done."""
        line = lists.one(self.context.desk, call_id)
        if line is None:
            return
        self.changed(self.context.done(sentence.format(call=line.ticket)))
        self.open_call(line)

    def _hang_up(self, session: Session, line: CallLine, by: talking.EndedBy) -> None:
        talking.hang_up(session.with_act(new_act()), line.id, by)
        after = lists.one(session, line.id)
        talked = "" if after is None else _talked(after, self.context.now())
        self.changed(Said(_("{call} over after {time}.").format(call=line.ticket, time=talked)))
        if after is None or after.closed_at is not None:
            self._after_call(line.id)
        elif self.page != CALL:
            self.open_call(after)
        else:
            self.call_page.ask_outcome()

    def do_hold(self) -> None:
        """Ctrl+O: hold, resume."""
        self._here()
        session, now = self._calls_now()
        on, held = self.calls.talking(now), self.calls.held(now)
        if on is None:
            raise Refused(_("Nobody is on the telephone."))
        act = session.with_act(new_act())
        if on.state(now) == "held":
            talking.resume(act, on.id)
            self._in_hand(on.id, _("{call}: talking again."))
            return
        talking.hold(act, on.id)
        if held is not None and held.id != on.id:
            # Two callers: whoever waited longest is talked to now.
            talking.resume(session.with_act(new_act()), held.id)
            self._in_hand(held.id, _("{call}: talking again."))
            return
        self.changed(Said(_("{call} is on hold.").format(call=on.ticket)))

    def do_gone(self) -> None:
        """Ctrl+G: the caller gave up or hung up first; somebody called did not answer."""
        self._here()
        session, now = self._calls_now()
        ringing, on = self.calls.ringing(now), self.calls.talking(now)
        dialled = self.calls.dialled(now)
        act = session.with_act(new_act())
        if ringing is not None:
            answering.caller_gone(act, ringing.id)
            self.changed(self._said_missed(ringing))
        elif on is not None:
            self._hang_up(session, on, "caller")
        elif dialled is not None:
            self._not_reached(session, dialled)
        else:
            raise Refused(_("Nobody is on the telephone."))

    def _said_missed(self, line: CallLine) -> Said:
        sentence = (
            _("{call} missed.")
            if line.withheld or not line.phone
            else _("{call} missed; a call back is owed.")
        )
        return Said(sentence.format(call=line.ticket))

    def _not_reached(self, session: Session, line: CallLine) -> None:
        talking.hang_up(session.with_act(new_act()), line.id, "us")
        self.changed()
        self._after_call(line.id)
        tries = line.rules.tries
        if line.task_id is None:
            self.tell(Said(_("{call}: not reached.").format(call=line.ticket)))
            return
        self._tried_task = line.task_id
        self.dock.ask(
            Ask(
                TRIED,
                _("What came of it?"),
                (
                    Group(
                        "outcome",
                        _("Outcome"),
                        tuple(
                            (one.code, self.context.say(f"call.try.{one.code}"))
                            for one in tries
                            if not one.reached
                        ),
                    ),
                ),
                _("Note it"),
                _("Not now"),
                line.ticket,
                new_act(),
            )
        )

    def pass_call(self) -> bool:
        """F5 while it rings or one talks: to whom; whether there is such a call."""
        if self.context.session is None or not self.context.staff_name:
            return False
        _session, now = self._calls_now()
        line = self.calls.ringing(now) or (self.calls.talking(now) if self.page == CALL else None)
        if line is None:
            return False
        self._passing = line.id
        self.dock.ask(self._ask_pass(line.ticket, 0, new_act()))
        return True

    def _ask_pass(self, ticket: str, page: int, act: str) -> Ask:
        others = [one for one in Staff.here() if one.id != self.context.desk.staff_id]
        if not others:
            raise Refused(_("Nobody else works here."))
        names = paged([(str(one.id), one.name or "") for one in others], page)
        group = Group("who", _("To"), names)
        return Ask(PASS, _("Pass the call to"), (group,), _("Pass"), _("Keep it"), ticket, act)

    def _passed(self, session: Session, call_id: int, ask: Ask, chosen: str) -> None:
        page = page_of(chosen)
        if page is not None:
            self.dock.ask(self._ask_pass(ask.about, page, ask.act))
            return
        talking.pass_on(session, call_id, int(chosen))
        name = next((one.name for one in Staff.here() if str(one.id) == chosen), "")
        self.changed(Said(_("{call} passed to {who}.").format(call=ask.about, who=name)))
        if self.page == CALL and self.call_page.call_id == call_id:
            self.call_page.ask_outcome()

    def phone_answered(self, ask: Ask, picks: dict[str, str]) -> bool:
        """A dock of the telephone was answered; whether it was one."""
        session = self.context.desk.with_act(ask.act or new_act())
        if ask.code == PASS and self._passing is not None:
            self._passed(session, self._passing, ask, picks["who"])
        elif ask.code == TRIED and self._tried_task is not None:
            tasks.attempt(session, self._tried_task, picks["outcome"])
            self.changed(self.context.done(_("Noted.")))
        elif ask.code == WHO_CALLS:
            self.take_caller(ask, picks["who"])
        elif ask.code == BRANCH:
            self._tick_step(picks["branch"])
        else:
            return False
        return True

    def emergency_call(self) -> bool:
        """F9, on the telephone: the call in hand is one; whether there is a call (P2, D3)."""
        session, now = self._calls_now()
        on = self.calls.talking(now)
        if on is None:
            return False
        phone = calls.telephone(session.pack)
        kind = next(one.code for one in phone.kinds if one.emergency)
        self.open_call(on)
        self.call_page.set_kind(kind)
        form = self.call_page.ready()
        if form is not None:
            kept = form._replace(kind=kind, outcome="")
            recording.record(session.with_act(new_act()), on.id, kept)
        self.changed(Said(_("Emergency on the line: ask what the script says.")))
        return True

    def do_due_beside(self, due: Due) -> None:
        """F4 on what is owed to somebody who does not stand in the house."""
        if due.subject == "call":
            line = self.call_line(due.subject_id)
            if line.state(self.context.now()) == "ringing":
                self.do_phone()
            else:
                self.open_call(line)
        elif due.step == "callback":
            self.dial(due.subject_id)
        else:
            self.show_calls("promises" if due.step == "promise" else "questions")
            self.phone_page.select_task(due.subject_id)

    def dial(self, task_id: int | None = None, number: str = "") -> None:
        """Call somebody, often back: the number is shown to be dialled (P6)."""
        session = self.context.desk
        if self.calls.dialled(self.context.now()) is not None:
            raise Refused(_("A call goes out already."), _("F3 answered, Ctrl+G not reached."))
        call = answering.dial(session.with_act(new_act()), Dialled(number, task_id=task_id))
        line = lists.one(session, call.id)
        self.changed()
        if line is None:
            return
        self.open_call(line)
        self.tell(
            Said(
                _("Dial {number}.").format(number=line.phone),
                more=_("F3 answered, Ctrl+G not reached."),
            )
        )

    def dial_again(self, call_id: int | None) -> None:
        """Call the number of a call on the list."""
        line = self.call_line(call_id)
        self.dial(line.task_id if line.missed_at is not None else None, line.phone)

    def show_calls(self, which: str) -> None:
        """The lists of the telephone."""
        self.here.park(still_open=False)
        self.show_page("phone")
        self.phone_page.reload()
        self.phone_page.show_list(which)
        self.phone_page.take_focus()
        self.chrome()


def _talked(line: CallLine, now: Millis) -> str:
    return clock_text(ringing.talked(line.facts, line.holds, now) // SECOND * SECOND)
