"""Rows are written inside a verb and one by one, or not at all."""

from collections.abc import Callable

import pytest

from frontdesk.session import MACHINE, Session
from frontdesk.staff.staff import Seat, Staff
from frontdesk.store import verify
from frontdesk.store.fields import pen
from frontdesk.verbs import Done, verb


def _save() -> None:
    found = Staff.get()
    found.role = "manager"
    found.save()


WRITES: list[Callable[[], object]] = [
    lambda: Seat.create(name="Desk 9"),
    lambda: Seat(name="Desk 9").save(),
    _save,
    lambda: Staff.get().delete_instance(),
    lambda: Seat.insert(name="Desk 9").execute(),
    lambda: Seat.insert_many([{"name": "Desk 9"}]).execute(),
    lambda: Seat.insert_from(Seat.select(Seat.name), [Seat.name]).execute(),
    lambda: Seat.replace(id=1, name="Desk 9").execute(),
    lambda: Staff.update(role="manager").execute(),
    lambda: Staff.delete().execute(),
    lambda: Staff.delete_by_id(1),
    lambda: Staff.set_by_id(1, {"role": "manager"}),
    lambda: Seat.bulk_create([Seat(name="Desk 9")]),
]


@pytest.mark.parametrize("write", WRITES)
def test_nothing_is_written_outside_a_verb(session: Session, write: Callable[[], object]) -> None:
    before = session.store.database.execute_sql("SELECT total_changes()").fetchone()
    with pytest.raises(RuntimeError, match=r"outside a verb|past its seals"):
        write()
    assert session.store.database.execute_sql("SELECT total_changes()").fetchone() == before
    verify.whole(session.store.database)


@verb("test.by_the_way", may=MACHINE, sentence="")
def _by_the_way(session: Session, write: Callable[[], object]) -> Done[None]:
    write()
    return Done(None)


@pytest.mark.parametrize("write", WRITES[4:])
def test_many_rows_at_once_are_refused_inside_a_verb_too(
    session: Session, write: Callable[[], object]
) -> None:
    with pytest.raises(RuntimeError, match="past its seals"):
        _by_the_way(session.machine(), write)
    verify.whole(session.store.database)


def test_deleting_a_row_with_what_hangs_on_it_is_refused(session: Session) -> None:
    with pytest.raises(RuntimeError, match="unsealed"):
        _by_the_way(session.machine(), lambda: Staff.get().delete_instance(recursive=True))


@verb("test.seat_gone", may=MACHINE, sentence="")
def _seat_gone(session: Session) -> Done[None]:
    Seat.create(name="Desk 9").delete_instance()
    return Done(None)


def test_a_deleted_row_is_sealed_as_gone(session: Session) -> None:
    _seat_gone(session.machine())
    verify.whole(session.store.database)


def test_the_pen_is_free_after_a_fault(session: Session) -> None:
    with pytest.raises(ZeroDivisionError):
        _by_the_way(session.machine(), lambda: 1 / 0)
    assert not pen.held
    _seat_gone(session.machine())
