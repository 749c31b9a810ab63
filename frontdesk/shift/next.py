"""What is next in the whole desk (requirement W5): merges what every wing says is due."""

from frontdesk.cases import standing
from frontdesk.clock import Millis
from frontdesk.desk import waiting
from frontdesk.desk.waiting import Waiter
from frontdesk.phone import due as phone
from frontdesk.session import Session
from frontdesk.tasks import tasks
from frontdesk.tasks.due import Due


def due(session: Session) -> list[Due]:
    """Everything owed, the first one first."""
    return sorted((*waiting.due(session), *beside(session)), key=Due.order)


def beside(session: Session) -> list[Due]:
    """What is owed to people who do not stand in the house: rings, records, tasks, cases."""
    now = session.now()
    found = [*phone.due(session), *tasks.due(session, now)]
    if standing.any_open(session):
        # The wing is costly to load: the first list waits for it only where a case stands open.
        from frontdesk.cases import due as cases

        found += cases.due(session, now)
    return sorted(found, key=Due.order)


def first(
    waiters: list[Waiter], now: Millis, others: tuple[Due, ...] | list[Due] = ()
) -> Due | None:
    """The one thing that is due next among people already read and `others`, or None."""
    found = [one for waiter in waiters if (one := waiter.due(now)) is not None]
    return min((*found, *others), key=Due.order, default=None)
