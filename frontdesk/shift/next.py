"""What is next in the whole desk (requirement W5): merges what every wing says is due."""

from frontdesk.clock import Millis
from frontdesk.desk import waiting
from frontdesk.desk.waiting import Waiter
from frontdesk.session import Session
from frontdesk.tasks.due import Due


def due(session: Session) -> list[Due]:
    """Everything owed, the first one first."""
    return sorted(waiting.due(session), key=Due.order)


def first(waiters: list[Waiter], now: Millis) -> Due | None:
    """The one thing that is due next among people already read, or None."""
    found = [one for waiter in waiters if (one := waiter.due(now)) is not None]
    return min(found, key=Due.order) if found else None
