"""Calls and contacts as the desk keeps them (P1 to P8): their rows, numbers and clocks.

A contact through another channel is a call without rings: it lies in the same table.
"""

from frontdesk.clock import Millis
from frontdesk.desk.people import Person
from frontdesk.desk.visits import Visit
from frontdesk.errors import Refused
from frontdesk.packs.phone import Phone
from frontdesk.packs.structs import Pack
from frontdesk.phone.ringing import CallFacts, Hold
from frontdesk.session import Session
from frontdesk.staff.staff import Seat, Staff
from frontdesk.store.fields import Blob, Derived, Flag, Integer, Moment, Ref, Row, Text
from frontdesk.store.ledger import Facts
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task
from frontdesk.words import _

SERIES = "L"
DIGITS = 4
LINE_LIMIT = 20


class Call(Row):
    """One call or contact. `how`: told by a hook, by hand, or by hand after the rings.

    `began_at` is the first that is known of it; `task` the call-back that it led to or fulfils.
    """

    day = Text(personal=False)
    number = Integer(personal=False)
    channel = Text(personal=False)
    direction = Text(personal=False)
    how = Text(personal=False)
    line = Text(personal=False)
    phone = Text(personal=True, null=True)
    withheld = Flag(personal=False)
    person = Ref(Person, null=True)
    caller = Text(personal=True, null=True)
    began_at = Moment(personal=False)
    rang_at = Moment(personal=False, null=True)
    answered_at = Moment(personal=False, null=True)
    ended_at = Moment(personal=False, null=True)
    ended_by = Text(personal=False)
    missed_at = Moment(personal=False, null=True)
    staff = Ref(Staff, null=True)
    seat = Ref(Seat, null=True)
    passed_to = Ref(Staff, null=True, column_name="passed_to", backref="passed_calls")
    kind = Text(personal=False)
    outcome = Text(personal=False)
    asked = Text(personal=True, null=True)
    answer = Text(personal=True, null=True)
    visit = Ref(Visit, null=True)
    task = Ref(Task, null=True)
    closed_at = Moment(personal=False, null=True)
    pack = Text(personal=False)
    salt = Blob(personal=False, null=True)


class CallHold(Row):
    """One stretch on hold."""

    call = Ref(Call)
    began_at = Moment(personal=False)
    ended_at = Moment(personal=False, null=True)


class CallStep(Row):
    """One step of the script that was done, and which way its question was answered."""

    call = Ref(Call)
    step = Text(personal=False)
    at = Moment(personal=False)
    staff = Ref(Staff, null=True)
    branch = Text(personal=False)


class CallKey(Derived):
    """One way to find a call: a word of its record, two signs of one, its number from the end."""

    call = Ref(Call)
    key = Text(personal=True)

    class Meta:
        primary_key = False


class Hook(Derived):
    """What a softphone or an exchange reported, until a window has taken it in."""

    act = Text(personal=False, unique=True)
    at = Moment(personal=False)
    event = Text(personal=False)
    number = Text(personal=True)
    line = Text(personal=False)


def say_number(number: int) -> str:
    """The number of a call as people call it: L-0012."""
    return f"{SERIES}-{number:0{DIGITS}d}"


def next_number(session: Session, day: str) -> int:
    """The next free number of a day; the caller holds the transaction that will use it."""
    found = session.store.database.execute_sql(
        "SELECT coalesce(max(number), 0) FROM call WHERE day = ?", (day,)
    ).fetchone()
    return int(found[0]) + 1


def telephone(pack: Pack) -> Phone:
    """The telephone of a pack; raises Refused when the desk has none."""
    if pack.phone is None:
        raise Refused(_("This desk's pack has no telephone."))
    return pack.phone


def rules(session: Session, call: Call) -> Phone:
    """The telephone as it stood when the call began."""
    return telephone(tasks.rules(session, call.pack))


def call_by_id(call_id: int) -> Call:
    """The call; raises Refused when there is none."""
    found = Call.read("id = ?", call_id)
    if not found:
        raise Refused(_("This call is not on the list."))
    return found[0]


def holds_of(call: Call) -> tuple[Hold, ...]:
    """The stretches on hold of a call, in order."""
    return tuple(
        Hold(began_at=one.began_at, ended_at=one.ended_at)
        for one in CallHold.read("call_id = ? ORDER BY id", call.id)
    )


def facts_of(call: Call) -> CallFacts:
    """What the rules of ringing need to know of a call."""
    return CallFacts(
        direction=call.direction,
        rang_at=call.rang_at,
        answered_at=call.answered_at,
        ended_at=call.ended_at,
        missed_at=call.missed_at,
        closed_at=call.closed_at,
        passed=call.passed_to_id is not None,
        on_hold=open_hold(call) is not None,
    )


def open_hold(call: Call) -> CallHold | None:
    """The hold that goes on, or None."""
    found = CallHold.read("call_id = ? AND ended_at IS NULL", call.id)
    return found[0] if found else None


def end_hold(call: Call, at: Millis) -> Millis:
    """End the hold that goes on, if one does; inside a verb. Returns how long it was."""
    hold = open_hold(call)
    if hold is None:
        return 0
    hold.ended_at = max(at, hold.began_at)
    hold.save()
    return int(hold.ended_at - hold.began_at)


def logged(call: Call, **more: int | str | bool | None) -> Facts:
    """The facts of an entry about a call: its number, and `more` codes and figures."""
    return {"call": call.number, **more}


def forget_hook(session: Session, act: str) -> None:
    """A hook that was taken in; by its act, since the numbers of rows are used again."""
    session.store.database.execute_sql("DELETE FROM hook WHERE act = ?", (act,))
