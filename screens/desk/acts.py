"""From a key to a verb: what each act of the guide desk does, and what is said of it."""

import msgspec

from frontdesk.desk import directory, emergency, visits, waiting
from frontdesk.desk.steps import HAND_OVER, next_open
from frontdesk.desk.waiting import Doing, Waiter
from frontdesk.errors import Refused
from frontdesk.tasks.due import Due
from frontdesk.words import _, language
from screens.desk import asks
from screens.parts.context import Context, new_act
from screens.parts.countdown import clock_text
from screens.parts.dock import Ask, page_of
from screens.parts.messageline import Said


class Pending(msgspec.Struct, frozen=True):
    """What a dock is about: the visitor, and the step where it is one."""

    waiter: Waiter
    step: str = ""
    turn: int = 0


class Desk:
    """The acts of the guide desk on one visitor; each returns what to say, or what to ask."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.pending: Pending | None = None

    def said(self, waiter: Waiter, text: str) -> Said:
        """`✓ 7:47  A012 张三: Water given`."""
        return self.context.done(_("{who}: {text}").format(who=asks.about(waiter), text=text))

    def do_due(self, waiter: Waiter, due: Due, act: str) -> Said | Ask:
        """Do the very step that stood in the strip (W2, W3, D3)."""
        return self._step(waiter, due.step, due.turn, act)

    def do_own(self, waiter: Waiter) -> Said | Ask:
        """The selected visitor's own next step."""
        state = next_open(waiter.states(self.context.now()))
        if state is None:
            raise Refused(_("Nothing is due for this visitor."))
        return self._step(waiter, state.step, state.turn, new_act())

    def _step(self, waiter: Waiter, code: str, turn: int, act: str) -> Said | Ask:
        self.pending = Pending(waiter, code, turn)
        if code == HAND_OVER:
            places = self.context.pack.emergency.places
            if len(places) == 1:
                return self.hand_over(waiter, places[0], act)
            return asks.hand_over(self.context.pack, waiter, act)
        step = waiter.pack.step(code)
        if step.form == "ask":
            return asks.check(waiter.pack, waiter, step, act)
        return self.finish_step(waiter, code, turn, Doing(outcome=step.outcomes[0].code), act)

    def other_outcome(self, waiter: Waiter) -> Ask:
        """The step with another outcome; raises Refused when none is owed."""
        state = next_open(waiter.states(self.context.now()))
        if state is None or state.step == HAND_OVER:
            raise Refused(_("Nothing is due for this visitor."))
        self.pending = Pending(waiter, state.step, state.turn)
        return asks.outcome(waiter.pack, waiter, waiter.pack.step(state.step), new_act())

    def finish_step(self, waiter: Waiter, code: str, turn: int, doing: Doing, act: str) -> Said:
        """Write the step down."""
        session = self.context.desk.with_act(act)
        waiting.do_step(session, waiter.visit_id, code, turn, doing)
        say, lang = waiter.pack.say, language()
        step = waiter.pack.step(code)
        if step.form == "offer" and doing.outcome != step.outcomes[0].code:
            head = say(f"step.{code}.head", lang)
            outcome = say(f"step.{code}.outcome.{doing.outcome}", lang)
            return self.said(waiter, _("{who}: {text}").format(who=head, text=outcome))
        if doing.minutes is not None:
            done = say(f"step.{code}.done", lang)
            return self.said(
                waiter, _("{done}, {minutes} min").format(done=done, minutes=doing.minutes)
            )
        if doing.reason:
            return self.said(waiter, say(f"step.{code}.exempt.{doing.reason}", lang))
        return self.said(waiter, say(f"step.{code}.done", lang))

    def hand_over(self, waiter: Waiter, place: str, act: str) -> Said:
        """An emergency is with a doctor."""
        emergency.hand_over(self.context.desk.with_act(act), waiter.visit_id, place)
        return self.said(waiter, self.context.say("emergency.done"))

    def send_in(self, waiter: Waiter) -> Said:
        """The stage's own next step: send in, back to waiting, goodbye (F5)."""
        following = self.context.pack.stage(waiter.stage).next
        if not following:
            raise Refused(_("The visit is over."))
        return self.move(waiter, following[0], new_act())

    def move(self, waiter: Waiter, stage: str, act: str, reason: str = "") -> Said:
        """Move the visit along its route."""
        visits.move(self.context.desk.with_act(act), waiter.visit_id, stage, reason)
        return self.said(waiter, self.context.say(f"stage.{stage}.done"))

    def ask_move(self, waiter: Waiter) -> Ask:
        """Where to, of what the route allows."""
        if not self.context.pack.stage(waiter.stage).next:
            raise Refused(_("The visit is over."))
        self.pending = Pending(waiter)
        return asks.move(self.context.pack, waiter, new_act())

    def ask_leave(self, waiter: Waiter) -> Ask:
        """Left without being seen: why."""
        pack = self.context.pack
        if not asks.leaving(pack, waiter):
            raise Refused(_("From here nobody leaves unseen."), _("Move on instead: 6."))
        self.pending = Pending(waiter)
        return asks.leave(
            pack, waiter, new_act(), clock_text(self.context.now() - waiter.arrived_at)
        )

    def ask_doctor(self, waiter: Waiter) -> Ask:
        """Another department, then the doctor there."""
        self.pending = Pending(waiter)
        return asks.department(self.context.pack, waiter, new_act())

    def show_phone(self, waiter: Waiter) -> str:
        """The number in full; the log keeps that it was shown."""
        if not waiter.phone:
            raise Refused(_("There is no number."))
        return visits.show_phone(self.context.desk, waiter.visit_id)

    def answered(self, ask: Ask, picks: dict[str, str]) -> Said | Ask:
        """What a dock's answer does."""
        pending = self.pending
        if pending is None:
            raise Refused(_("The question is not open any more."))
        waiter, pack = pending.waiter, self.context.pack
        if ask.code in (asks.STEP, asks.OUTCOME, asks.EXEMPTION):
            step = waiter.pack.step(pending.step)
            done = asks.doing(step, ask.code, picks)
            return self.finish_step(waiter, pending.step, pending.turn, done, ask.act)
        if ask.code == asks.LEAVE:
            return self.move(waiter, asks.leaving(pack, waiter), ask.act, picks["reason"])
        if ask.code == asks.MOVE:
            return self.move(waiter, picks["stage"], ask.act)
        if ask.code == asks.HAND:
            return self.hand_over(waiter, picks["place"], ask.act)
        if ask.code == asks.DEPARTMENT:
            page = page_of(picks["department"])
            if page is not None:
                return asks.department(pack, waiter, ask.act, page)
            return asks.doctor(pack, waiter, int(picks["department"]), ask.act)
        if ask.code == asks.TELL:
            emergency.tell(self.context.desk, waiter.visit_id, (picks["told"],))
            told = self.context.say(f"emergency.told.{picks['told']}")
            return self.said(waiter, _("told: {who}").format(who=told))
        return self._changed_doctor(waiter, ask, picks)

    def _changed_doctor(self, waiter: Waiter, ask: Ask, picks: dict[str, str]) -> Said:
        department = int(ask.code.partition(":")[2])
        doctor = None if picks["doctor"] == asks.ANYONE else int(picks["doctor"])
        visits.change_doctor(
            self.context.desk.with_act(ask.act), waiter.visit_id, department, doctor
        )
        names = directory.Names()
        where = " ".join((names.department(department), names.doctor(doctor))).strip()
        return self.said(waiter, _("now {where}").format(where=where))

    def raise_selected(self, waiter: Waiter, act: str) -> Ask:
        """The selected person turned worse: first at once, then who was told (D3)."""
        emergency.raise_visit(self.context.desk.with_act(act), waiter.visit_id, ())
        self.pending = Pending(waiter)
        return asks.tell(self.context.pack, asks.about(waiter))

    def raise_other(self, act: str) -> int:
        """An emergency at the door, without a name; returns the visit."""
        return int(emergency.raise_new(self.context.desk.with_act(act), "", ()).id)

    def tell_about(self, waiter: Waiter) -> Ask:
        """Who was told of an emergency just raised."""
        self.pending = Pending(waiter)
        return asks.tell(self.context.pack, asks.about(waiter))
