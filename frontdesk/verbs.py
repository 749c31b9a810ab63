"""One verb, one transaction, one entry: the only way to change anything at the desk.

`@verb(kind, may=…, sentence=…)` goes over a function that takes a `Session` first and returns
`Done`. The wrapper checks who may, opens one immediate transaction, lets the function change rows,
writes exactly one entry to the log, seals the rows and commits. What a verb returned is durable.
"""

import functools
import uuid
from collections.abc import Callable
from typing import Concatenate, Generic, ParamSpec, TypeVar, cast

import msgspec

from frontdesk.errors import AlreadyDone, NotAllowed
from frontdesk.session import STAFF_ROLES, Role, Session
from frontdesk.store import ledger
from frontdesk.store.fields import Row, pen
from frontdesk.store.ledger import Facts, Heading
from frontdesk.words import _

T = TypeVar("T")
P = ParamSpec("P")


class Done(msgspec.Struct, Generic[T], frozen=True):
    """What a verb did: its value, the row it is about, and the codes and figures to log."""

    value: T
    about: Row | None = None
    facts: Facts = msgspec.field(default_factory=dict)


class Kind(msgspec.Struct, frozen=True):
    """A kind of entry: its code, who may write it, the sentence a supervisor reads."""

    code: str
    may: tuple[Role, ...]
    sentence: str


KINDS: dict[str, Kind] = {}


def verb(
    kind: str, *, sentence: str, may: tuple[Role, ...] = STAFF_ROLES
) -> Callable[[Callable[Concatenate[Session, P], Done[T]]], Callable[Concatenate[Session, P], T]]:
    """Make a function a verb of the desk that writes entries of `kind`.

    `sentence` is an English template over the entry's facts, translated when shown. The verb
    raises NotAllowed, AlreadyDone (the same act again), Refused and StorageError.
    """
    if kind in KINDS:
        raise ValueError(f"two verbs write {kind}")
    declared = KINDS[kind] = Kind(kind, may, sentence)

    def over(
        work: Callable[Concatenate[Session, P], Done[T]],
    ) -> Callable[Concatenate[Session, P], T]:
        @functools.wraps(work)
        def act(session: Session, *args: P.args, **kwargs: P.kwargs) -> T:
            if session.role not in may:
                raise NotAllowed(_("Your role may not do this."), _("Ask the supervisor on duty."))
            with session.store.transaction(), pen.hold() as rows:
                name = session.act or str(uuid.uuid4())
                refuse_twice(session, name)
                done = work(session, *args, **kwargs)
                write_entry(session, declared, name, done, rows)
            return done.value

        return cast(Callable[Concatenate[Session, P], T], act)

    return over


def refuse_twice(session: Session, act: str) -> None:
    """Raise AlreadyDone when `act` stands in the log."""
    found = session.store.database.execute_sql(
        "SELECT id FROM entry WHERE act = ?", (act,)
    ).fetchone()
    if found:
        raise AlreadyDone(_("This was done already."), found[0])


def write_entry(
    session: Session,
    kind: Kind,
    act: str,
    done: Done[T],
    rows: dict[tuple[str, int], Row | None],
) -> int:
    """Seal `rows` and write the one entry of a verb; returns its number."""
    now = session.now()
    heading = Heading(
        at=now,
        day=session.day_of(now),
        kind=kind.code,
        staff=session.staff_id,
        seat=session.seat_id,
        post=session.post,
        about=done.about.table_name() if done.about is not None else "",
        about_id=done.about.id if done.about is not None else None,
        act=act,
        pack=session.pack.digest,
    )
    seals = [
        (table, row_id, ledger.row_digest(row) if row is not None else ledger.GONE)
        for (table, row_id), row in rows.items()
    ]
    return ledger.append(session.store.database, heading, done.facts, seals, kind.sentence)
