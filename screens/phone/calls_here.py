"""The calls of this moment as this seat sees them: what rings, what is mine (P1, X1)."""

import msgspec

from frontdesk.clock import Millis
from frontdesk.phone import lists
from frontdesk.phone.lists import CallLine
from frontdesk.session import Session

CALL = "call"
"""The form of a call's record, and the page that shows it."""

TASK_WORDS = "task_words"
"""The form of half-typed words about a task."""


class CallsHere(msgspec.Struct, frozen=True):
    """What `lists.live` gave, and who looks at it."""

    lines: tuple[CallLine, ...] = ()
    staff_id: int | None = None
    seat_id: int | None = None

    @classmethod
    def read(cls, session: Session) -> "CallsHere":
        """The calls of this moment; none on a desk without a telephone."""
        if session.pack.phone is None:
            return cls()
        return cls(tuple(lists.live(session)), session.staff_id, session.seat_id)

    def ringing(self, now: Millis) -> CallLine | None:
        """The call that rings here, first come first; one that was passed rings for another."""
        mine = (None, self.staff_id)
        return next(
            (
                one
                for one in self.lines
                if one.direction == "in" and one.state(now) == "ringing" and one.passed_to in mine
            ),
            None,
        )

    def dialled(self, now: Millis) -> CallLine | None:
        """The call out of mine that nobody answered so far."""
        return self._mine("out", ("ringing",), now)

    def talking(self, now: Millis) -> CallLine | None:
        """The call that I am on: one talked on before one on hold."""
        return self._mine("", ("talking",), now) or self.held(now)

    def held(self, now: Millis) -> CallLine | None:
        """The call that I have on hold, the newest of several."""
        return self._mine("", ("held",), now)

    def wrapping(self, now: Millis) -> CallLine | None:
        """The call of mine that is over and whose record is being written."""
        return self._mine("", ("wrapup",), now)

    def _mine(self, direction: str, states: tuple[str, ...], now: Millis) -> CallLine | None:
        found = [
            one
            for one in self.lines
            if direction in ("", one.direction) and one.state(now) in states and self._is_mine(one)
        ]
        return found[-1] if found else None

    def _is_mine(self, one: CallLine) -> bool:
        if one.staff_id is not None:
            return one.staff_id == self.staff_id and one.seat_id in (None, self.seat_id)
        return one.seat_id == self.seat_id
