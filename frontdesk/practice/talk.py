"""What the calls of a made-up morning are made of (X1): each act of a call, spans by the dice."""

from collections.abc import Callable
from random import Random
from typing import Literal

from frontdesk.clock import SECOND, Millis
from frontdesk.desk.people import year_now
from frontdesk.packs.phone import CallKind, CallOutcome, Needed, Phone
from frontdesk.phone import answering, recording, ringing, scripts, talking
from frontdesk.phone.answering import Dialled, Ringing
from frontdesk.phone.recording import CallForm
from frontdesk.practice.names import figure
from frontdesk.session import Session

Event = tuple[Millis, Callable[[], object]]


class Talk:
    """One call as it goes on: each act comes a span after the one before."""

    def __init__(self, session: Session, at: Millis) -> None:
        self._session = session
        self._at = at
        self._id = 0
        self.acts: list[Event] = []

    def _then(self, span: Millis, act: Callable[[int], object]) -> "Talk":
        self._at += span
        self.acts.append((self._at, lambda: act(self._id)))
        return self

    def rings(
        self, number: str = "", line: str = "", how: Literal["hook", "hand"] = "hook"
    ) -> "Talk":
        """It rings, told by an exchange or by hand."""

        def act(_call: int) -> None:
            self._id = answering.ring(self._session, Ringing(number, line, how=how)).id

        return self._then(0, act)

    def lifted(self) -> "Talk":
        """Answered before a key was pressed."""

        def act(_call: int) -> None:
            self._id = answering.answer_unknown(self._session).id

        return self._then(0, act)

    def dials(self, number: str) -> "Talk":
        """A call out; a call-back that is owed to the number is done by it."""

        def act(_call: int) -> None:
            self._id = answering.dial(self._session, Dialled(number)).id

        return self._then(0, act)

    def answered(self, rang: Millis) -> "Talk":
        """Somebody here takes it."""
        return self._then(rang, lambda call: answering.answer(self._session, call))

    def reached(self, rang: Millis) -> "Talk":
        """Who was called takes it."""
        return self._then(rang, lambda call: answering.connected(self._session, call))

    def gone(self, rang: Millis) -> "Talk":
        """The caller gave up."""
        return self._then(rang, lambda call: answering.caller_gone(self._session, call))

    def ticked(self, kind: CallKind, span: Millis, left: int = 0) -> "Talk":
        """The script over `span` but for its last `left` steps, by the first answer of each."""
        ticks: dict[str, str] = {}
        while (step := scripts.current(kind, ticks)) is not None:
            ticks[step.code] = step.branches[0].code if step.branches else ""
        done = list(ticks.items())[: len(ticks) - left]
        for code, branch in done:
            self._then(span // len(done), self._tick(code, branch, kind.code))
        return self

    def _tick(self, step: str, branch: str, kind: str) -> Callable[[int], object]:
        return lambda call: talking.tick(self._session, call, step, branch, kind)

    def held(self, after: Millis, span: Millis) -> "Talk":
        """On hold for a moment."""
        self._then(after, lambda call: talking.hold(self._session, call))
        return self._then(span, lambda call: talking.resume(self._session, call))

    def known_as(self, after: Millis, person: int) -> "Talk":
        """They say which of those who share the number they are."""
        return self._then(after, lambda call: recording.link_person(self._session, call, person))

    def ended(self, after: Millis, by: talking.EndedBy = "caller") -> "Talk":
        """Somebody hangs up."""
        return self._then(after, lambda call: talking.hang_up(self._session, call, by))

    def recorded(self, after: Millis, form: CallForm) -> "Talk":
        """The record is saved."""
        return self._then(after, lambda call: recording.record(self._session, call, form))


class Exchange:
    """What the morning's calls are made of: the pack's words, who is known, spans by the dice."""

    def __init__(self, session: Session, phone: Phone, now: Millis, dice: Random) -> None:
        self.session = session
        self.phone = phone
        self.now = now
        self.dice = dice
        self.year = year_now(session)
        cadence = session.pack.rings[session.pack.country]
        self._in_time = min(ringing.answer_by(cadence), phone.answer_within)
        self._too_late = max(ringing.answer_by(cadence), phone.answer_within)
        self._lines = 0

    def talk(self, before: Millis) -> Talk:
        """A call that begins about so long before now."""
        return Talk(self.session, self.now - before + self.span(40 * SECOND))

    def rings(self, before: Millis, number: str) -> Talk:
        """An exchange tells of a call, on one line after the other."""
        self._lines = self._lines % self.phone.lines + 1
        return self.talk(before).rings(number, str(self._lines))

    def span(self, most: Millis, least: Millis = 0) -> Millis:
        """Whole seconds between two spans."""
        return least + self.dice.randrange(max(1, (most - least) // SECOND)) * SECOND

    def soon(self) -> Millis:
        """How long it rings until it is answered in time."""
        return self.span(self._in_time - SECOND, min(3 * SECOND, self._in_time // 2))

    def late(self) -> Millis:
        """How long it rings when it is answered late, or not at all."""
        most = self.phone.give_up - SECOND
        return min(most, self._too_late + self.span(20 * SECOND, 4 * SECOND))

    def stranger(self) -> tuple[str, str]:
        """The name and number of somebody whom the desk does not know."""
        who = figure(self.dice, self.year)
        return who.name, who.phone

    def kind(self, code: str) -> CallKind:
        """The kind called so, else the first that is no emergency."""
        kinds = [one for one in self.phone.kinds if not one.emergency] or [*self.phone.kinds]
        return next((one for one in kinds if one.code == code), kinds[0])

    def outcome(self, needs: Needed, code: str = "") -> CallOutcome | None:
        """The outcome that needs this, the one called `code` if there is one; None if none does."""
        found = [one for one in self.phone.outcomes if one.needs == needs]
        return next((one for one in found if one.code == code), found[0] if found else None)
