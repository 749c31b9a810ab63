"""What every wing answers with when asked what is due."""

from typing import Literal

import msgspec

from frontdesk.clock import Millis

# Emergencies stand first, then minute clocks by due time, then day clocks.
Rank = Literal["emergency", "minutes", "days"]
State = Literal["ahead", "soon", "due"]


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is owed next: to whom, what, and when in milliseconds UTC.

    `subject` and `subject_id` name the row it is about, `step` and `turn` what is to be done.
    """

    rank: Rank
    subject: str
    subject_id: int
    ticket: str
    name: str
    step: str
    turn: int
    due_at: Millis
    window: Millis

    def state(self, now: Millis) -> State:
        """Ahead, soon (within its window) or due."""
        if now >= self.due_at:
            return "due"
        return "soon" if now >= self.due_at - self.window else "ahead"

    def order(self) -> tuple[int, Millis, int]:
        """Sorts the strip: emergencies, minute clocks by due time, day clocks."""
        return (("emergency", "minutes", "days").index(self.rank), self.due_at, self.subject_id)
