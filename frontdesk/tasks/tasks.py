"""What is owed to someone until it is done: call-backs, promises, open questions (P4, P6, D7).

Whoever was asked first stays responsible until a colleague accepts. A question ends with an
answer, never with "I don't know". What belongs to a case is finished at the case (C5, C7, C8).
"""

from typing import Literal, NamedTuple, cast

import msgspec

from frontdesk import record
from frontdesk.clock import Millis
from frontdesk.errors import AlreadyDone, InputError, NotAllowed, Refused
from frontdesk.packs.phone import Phone, Try
from frontdesk.packs.structs import Pack
from frontdesk.session import LEADING_ROLES, Session
from frontdesk.staff.staff import Staff, staff_name
from frontdesk.store.fields import Blob, Integer, Moment, Ref, Row, Text
from frontdesk.store.ledger import Facts
from frontdesk.tasks import answers
from frontdesk.tasks.due import Due, Rank
from frontdesk.text import clean, clean_note
from frontdesk.verbs import Done, verb
from frontdesk.words import N_, _

Kind = Literal["callback", "promise", "question", "sheet", "apology", "satisfaction", "effect"]

NAME_LIMIT = 60
TEXT_LIMIT = 2_000
REACHED = "reached"
KEPT = "kept"
DROPPED = "dropped"
ANSWERED = "answered"
# How each kind may be finished by hand; a call-back otherwise ends with an attempt, and what
# belongs to a case where that is written down.
OUTCOMES: dict[Kind, tuple[str, ...]] = {
    "callback": (REACHED, DROPPED),
    "promise": (KEPT, DROPPED),
    "question": (ANSWERED,),
    "sheet": (),
    "apology": (),
    "satisfaction": (DROPPED,),
    "effect": (),
}
_AT_THE_CASE: tuple[str, ...] = ("sheet", "apology", "satisfaction", "effect")


class Task(Row):
    """One thing owed. `ticket` says what it is about as people call it, `name` to whom."""

    kind = Text(personal=False)
    day = Text(personal=False)
    about = Text(personal=False)
    about_id = Integer(personal=False)
    ticket = Text(personal=False)
    person_id = Integer(personal=False, null=True)
    name = Text(personal=True, null=True)
    text = Text(personal=True, null=True)
    phone = Text(personal=True, null=True)
    created_at = Moment(personal=False)
    due_at = Moment(personal=False, null=True)
    window = Integer(personal=False)
    first = Ref(Staff, null=True, backref="first_asked")
    owner = Ref(Staff, null=True, backref="owned")
    offered = Ref(Staff, null=True, backref="offered_tasks")
    done_at = Moment(personal=False, null=True)
    outcome = Text(personal=False)
    answer = Text(personal=True, null=True)
    pack = Text(personal=False)
    salt = Blob(personal=False, null=True)


class TaskTry(Row):
    """One attempt: what came of it is a code of the pack."""

    task = Ref(Task)
    at = Moment(personal=False)
    staff = Ref(Staff, null=True)
    outcome = Text(personal=False)


class Owed(NamedTuple):
    """A task as its wing gives it: about which row, and what is owed to whom by when."""

    kind: Kind
    about: Row
    ticket: str
    name: str = ""
    text: str = ""
    phone: str | None = None
    person_id: int | None = None
    due_at: Millis | None = None
    window: Millis = 0
    to: int | None = None


def add(session: Session, owed: Owed) -> Task:
    """A new task; inside a verb.

    A call-back is the whole desk's. Anything else belongs to whoever was asked, and is offered to
    `to` when that is another (D7).
    """
    now = session.now()
    mine = session.staff_id if owed.kind != "callback" else None
    offered = owed.to if owed.to not in (None, mine) else None
    if offered is not None:
        _colleague(offered)
    return Task.create(
        kind=owed.kind,
        day=session.day_of(now),
        about=owed.about.table_name(),
        about_id=owed.about.id,
        ticket=owed.ticket,
        person_id=owed.person_id,
        name=clean(owed.name, NAME_LIMIT) or None,
        text=clean_note(owed.text, TEXT_LIMIT) or None,
        phone=owed.phone,
        created_at=now,
        due_at=owed.due_at,
        window=owed.window,
        first=mine,
        owner=mine,
        offered=offered,
        outcome="",
        pack=session.pack.digest,
    )


def open_callback(phone: str | None) -> Task | None:
    """The call-back that is owed to a number already, or None."""
    if not phone:
        return None
    found = Task.read(
        "phone = ? AND done_at IS NULL AND kind = 'callback' ORDER BY id LIMIT 1", phone
    )
    return found[0] if found else None


def fulfil(session: Session, task: Task, at: Millis) -> None:
    """The person was reached: the attempt is kept and the call-back done; inside a verb (P6)."""
    reached = next((one.code for one in _tries(session, task) if one.reached), REACHED)
    at = max(at, task.created_at)
    TaskTry.create(task=task, at=at, staff=session.staff_id, outcome=reached)
    _close(task, reached, at)


def conclude(task: Task, outcome: str, answer: str, at: Millis) -> None:
    """It is done, by what happened where it belongs; `answer` is cleaned here. Inside a verb."""
    task.answer = clean_note(answer, TEXT_LIMIT).strip() or None
    _close(task, outcome, at)


def _close(task: Task, outcome: str, at: Millis) -> None:
    task.done_at = max(at, task.created_at)
    task.outcome = outcome
    task.offered = None
    task.save()


def task_by_id(task_id: int) -> Task:
    """The task; raises Refused when there is none."""
    found = Task.read("id = ?", task_id)
    if not found:
        raise Refused(_("This is not on the list."))
    return found[0]


def open_task(task_id: int) -> Task:
    """The task that is owed still; raises AlreadyDone when it is done."""
    task = task_by_id(task_id)
    if task.done_at is not None:
        raise AlreadyDone(_("This is done already."))
    return task


def _colleague(staff_id: int) -> Staff:
    found = Staff.get_or_none(Staff.id == staff_id, Staff.active == 1)
    if found is None:
        raise InputError("who", _("Nobody here has that name."), _("Choose one."))
    return found


def rules(session: Session, digest: str) -> Pack:
    """The pack that was in force under `digest`."""
    return session.pack if digest == session.pack.digest else record.pack_of(digest)


def _tries(session: Session, task: Task) -> tuple[Try, ...]:
    phone = rules(session, task.pack).phone
    return phone.tries if phone is not None else ()


def _facts(task: Task, **more: int | str | None) -> Facts:
    return {"task": task.kind, "task_ticket": task.ticket, **more}


@verb("task.offered", sentence=N_("{task} offered to {staff_to}"))
def offer(session: Session, task_id: int, staff_id: int) -> Done[Task]:
    """Ask a colleague to take it over; until that is accepted nothing changes hands (D7).

    Raises AlreadyDone when it is offered to them already, Refused when it is theirs.
    """
    task = open_task(task_id)
    to = _colleague(staff_id)
    if to.id == task.owner_id:
        raise Refused(_("It is {who}'s already.").format(who=to.name))
    if to.id == task.offered_id:
        raise AlreadyDone(_("{who} was asked already.").format(who=to.name))
    if task.owner_id not in (None, session.staff_id) and session.role not in LEADING_ROLES:
        raise NotAllowed(
            _("It is {who}'s.").format(who=staff_name(task.owner_id)), _("Ask them to pass it on.")
        )
    task.offered = to.id
    task.save()
    return Done(task, task, _facts(task, to=to.id))


def _offered(session: Session, task_id: int) -> Task:
    task = open_task(task_id)
    if task.owner_id is not None and task.owner_id == session.staff_id:
        raise AlreadyDone(_("It is yours already."))
    if task.offered_id is None or task.offered_id != session.staff_id:
        raise Refused(_("It was not offered to you."), _("Ask whoever has it to offer it."))
    return task


@verb("task.accepted", sentence=N_("{task} taken over from {staff_from}"))
def accept(session: Session, task_id: int) -> Done[Task]:
    """Take over what was offered: from now on it is mine (D7)."""
    task = _offered(session, task_id)
    before = task.owner_id
    task.owner = session.staff_id
    task.offered = None
    task.save()
    return Done(task, task, _facts(task, **{"from": before}))


@verb("task.declined", sentence=N_("{task} stays with {staff_from}"))
def decline(session: Session, task_id: int) -> Done[Task]:
    """Not take what was offered: it stays with whoever has it (D7)."""
    task = _offered(session, task_id)
    task.offered = None
    task.save()
    return Done(task, task, _facts(task, **{"from": task.owner_id}))


@verb("task.tried", sentence=N_("{task}: {try_outcome}"))
def attempt(session: Session, task_id: int, try_code: str) -> Done[Task]:
    """Keep an attempt to call back; one that reached the person or ends the trying ends it (P6)."""
    task = open_task(task_id)
    if task.kind != "callback":
        raise Refused(_("Only call-backs are tried."))
    found = next((one for one in _tries(session, task) if one.code == try_code), None)
    if found is None:
        raise InputError("outcome", _("What came of it?"), _("Choose one."))
    now = session.now()
    TaskTry.create(task=task, at=now, staff=session.staff_id, outcome=found.code)
    if found.reached or found.ends:
        _close(task, found.code, now)
    return Done(task, task, _facts(task, **{"try": found.code}))


@verb("task.finished", sentence=N_("{task}: {task_outcome} after {waited}"))
def finish(session: Session, task_id: int, outcome: str, answer: str = "") -> Done[Task]:
    """It is done. A question needs an answer that says something; what is dropped needs why (D7).

    Raises InputError naming "outcome" or "answer".
    """
    task = open_task(task_id)
    if outcome not in OUTCOMES[cast(Kind, task.kind)]:
        _refuse_here(task)
        raise InputError("outcome", _("What came of it?"), _("Choose one."))
    said = clean_note(answer, TEXT_LIMIT).strip()
    if outcome == ANSWERED:
        answers.check(session.pack, said)
    if outcome == DROPPED and not said:
        raise InputError("answer", _("Say why it is not needed any more."))
    task.answer = said or None
    now = session.now()
    if outcome == REACHED:
        fulfil(session, task, now)
    else:
        _close(task, outcome, now)
    return Done(task, task, _facts(task, task_outcome=outcome, waited=now - task.created_at))


def _refuse_here(task: Task) -> None:
    if task.kind in _AT_THE_CASE:
        raise Refused(
            _("This belongs to {case}.").format(case=task.ticket),
            _("Open it and write down there what came of it."),
        )


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt as read; `at` in milliseconds UTC."""

    at: Millis
    staff_id: int | None
    outcome: str


class OpenTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task that is owed still, with its attempts; instants in milliseconds UTC."""

    id: int
    kind: Kind
    day: str
    about: str
    about_id: int
    ticket: str
    person_id: int | None
    name: str
    text: str
    phone: str
    created_at: Millis
    due_at: Millis | None
    window: Millis
    first_id: int | None
    owner_id: int | None
    offered_id: int | None
    pack: str
    tries: tuple[Tried, ...] = ()

    def next_at(self, phone: Phone | None) -> Millis:
        """When it falls due next: after an attempt in vain a call-back is tried again later."""
        due_at = self.created_at if self.due_at is None else self.due_at
        if self.kind != "callback" or not self.tries or phone is None:
            return due_at
        return max(due_at, self.tries[-1].at + phone.call_back_within)


_OPEN = """
SELECT id, kind, day, about, about_id, ticket, person_id, name, text, phone, created_at, due_at,
       "window", first_id, owner_id, offered_id, pack
FROM task WHERE done_at IS NULL ORDER BY coalesce(due_at, created_at), id
"""
_TRIES = """
SELECT r.task_id, r.at, r.staff_id, r.outcome FROM task t CROSS JOIN task_try r ON r.task_id = t.id
WHERE t.done_at IS NULL ORDER BY r.id
"""
_AWAY = (
    "SELECT id FROM staff WHERE id NOT IN (SELECT staff_id FROM presence WHERE ended_at IS NULL)"
)


def open_tasks(session: Session, kind: Kind | None = None) -> list[OpenTask]:
    """All that is owed, by when it is due; of one kind if asked."""
    execute = session.store.database.execute_sql
    tries: dict[int, list[Tried]] = {}
    for row in execute(_TRIES):
        tries.setdefault(row[0], []).append(Tried(at=row[1], staff_id=row[2], outcome=row[3]))
    return [
        OpenTask(
            id=row[0], kind=row[1], day=row[2], about=row[3], about_id=row[4], ticket=row[5],
            person_id=row[6], name=row[7] or "", text=row[8] or "", phone=row[9] or "",
            created_at=row[10], due_at=row[11], window=row[12], first_id=row[13], owner_id=row[14],
            offered_id=row[15], pack=row[16], tries=tuple(tries.get(row[0], ())),
        )
        for row in execute(_OPEN).fetchall()
        if kind is None or row[1] == kind
    ]  # fmt: skip


def due(session: Session, now: Millis) -> list[Due]:
    """What is owed and by when: the desk's own, mine, and of those who are not here (W5).

    A minute clock on the day it falls due, a day clock otherwise.
    """
    away = {row[0] for row in session.store.database.execute_sql(_AWAY)}
    mine = {None, session.staff_id} | away
    today = session.day_of(now)
    found = []
    for task in open_tasks(session):
        if task.owner_id not in mine and task.offered_id != session.staff_id:
            continue
        due_at = task.next_at(rules(session, task.pack).phone)
        minutes = task.due_at is not None and session.day_of(due_at) == today
        rank: Rank = "minutes" if minutes else "days"
        found.append(
            Due(
                rank=rank, subject="task", subject_id=task.id, ticket=task.ticket, name=task.name,
                step=task.kind, turn=len(task.tries) + 1, due_at=due_at, window=task.window,
            )
        )  # fmt: skip
    return sorted(found, key=Due.order)
