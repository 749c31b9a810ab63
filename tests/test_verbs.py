"""One verb, one transaction, one entry: done whole, once, by who may, or not at all."""

import uuid

import pytest

from frontdesk.errors import AlreadyDone, NotAllowed, Refused
from frontdesk.session import LEADING_ROLES, MACHINE, Session
from frontdesk.staff import staff
from frontdesk.staff.staff import Seat, Staff
from frontdesk.store import verify
from frontdesk.verbs import KINDS, Done, verb


@verb("test.seats", may=LEADING_ROLES, sentence="{count} seats")
def seats(session: Session, *names: str) -> Done[int]:
    for name in names:
        Seat.create(name=name)
    if "wrong" in names:
        raise Refused("No such seat.")
    return Done(len(names), facts={"count": len(names)})


@verb("test.nested", may=LEADING_ROLES, sentence="")
def nested(session: Session) -> Done[int]:
    Seat.create(name="Desk 8")
    return Done(seats(session, "Desk 9"))


@verb("test.forgiving", may=LEADING_ROLES, sentence="")
def forgiving(session: Session) -> Done[None]:
    try:
        seats(session, "Desk 9")
    except RuntimeError:
        Seat.create(name="Desk 8")
    return Done(None)


@verb("test.talkative", may=LEADING_ROLES, sentence="")
def talkative(session: Session, text: str) -> Done[None]:
    Seat.create(name="Desk 9")
    return Done(None, facts={"text": text})


def _seats() -> list[str]:
    return [seat.name for seat in Seat.select().order_by(Seat.id)]


def _entry(session: Session) -> dict[str, object]:
    cursor = session.store.database.execute_sql("SELECT * FROM entry ORDER BY id DESC LIMIT 1")
    return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def test_a_verb_writes_one_entry_that_says_who_what_where_and_when(session: Session) -> None:
    before = session.store.head().id
    assert seats(session, "Desk 8", "Desk 9") == 2
    entry = _entry(session)
    assert entry["id"] == before + 1
    assert entry["kind"] == "test.seats"
    assert entry["at"] == session.now()
    assert entry["day"] == "2026-11-23"
    assert (entry["staff"], entry["seat"], entry["post"]) == (
        session.staff_id, session.seat_id, "desk",
    )  # fmt: skip
    assert entry["facts"] == '{"count":2}'
    assert entry["pack"] == session.pack.digest
    assert uuid.UUID(str(entry["act"]))
    verify.whole(session.store.database)


def test_each_row_is_sealed_once_as_it_was_left(session: Session) -> None:
    before = session.store.database.execute_sql("SELECT max(id) FROM seal").fetchone()[0]
    seats(session, "Desk 8", "Desk 9")
    found = session.store.database.execute_sql(
        "SELECT tab, row FROM seal WHERE id > ? ORDER BY id", (before,)
    ).fetchall()
    ids = [
        seat.id
        for seat in Seat.select().where(Seat.name.startswith("Desk 8") | (Seat.name == "Desk 9"))
    ]
    assert found == [("seat", number) for number in ids]


def test_the_about_row_is_named_in_the_entry(session: Session) -> None:
    hired = staff.hire(session, "Sun Li", "agent")
    entry = _entry(session)
    assert (entry["about"], entry["about_id"]) == ("staff", hired.id)


def test_an_error_inside_leaves_nothing(session: Session) -> None:
    head, before = session.store.head(), _seats()
    with pytest.raises(Refused, match="No such seat"):
        seats(session, "Desk 8", "wrong")
    assert _seats() == before
    assert session.store.head() == head
    assert seats(session, "Desk 8") == 1


def test_the_same_act_twice_is_one_act(session: Session) -> None:
    pressed = session.with_act(str(uuid.uuid4()))
    seats(pressed, "Desk 8")
    head = session.store.head()
    with pytest.raises(AlreadyDone) as told:
        seats(pressed, "Desk 9")
    assert told.value.entry_id == head.id
    assert session.store.head() == head
    assert "Desk 9" not in _seats()


def test_a_refused_act_can_be_tried_again(session: Session) -> None:
    pressed = session.with_act(str(uuid.uuid4()))
    with pytest.raises(Refused):
        seats(pressed, "wrong")
    assert seats(pressed, "Desk 9") == 1


def test_without_an_act_each_call_is_one(session: Session) -> None:
    seats(session, "Desk 8")
    seats(session, "Desk 9")
    assert _seats()[-2:] == ["Desk 8", "Desk 9"]


def test_who_may_not_is_told_so_and_writes_nothing(desk) -> None:
    agent = desk.as_staff("Wang Fang")
    head = agent.store.head()
    with pytest.raises(NotAllowed) as told:
        seats(agent, "Desk 9")
    assert "supervisor" in told.value.way_out
    with pytest.raises(NotAllowed):
        seats(desk.machine, "Desk 9")
    assert agent.store.head() == head


@pytest.mark.parametrize("nesting", [nested, forgiving])
def test_a_verb_that_calls_a_verb_is_refused_or_writes_one_entry(session: Session, nesting) -> None:
    head = session.store.head()
    if nesting is nested:
        with pytest.raises(RuntimeError, match="one verb calls another"):
            nested(session)
        assert session.store.head() == head
        assert "Desk 8" not in _seats()
    else:
        forgiving(session)
        assert session.store.head().id == head.id + 1
        assert _seats()[-1] == "Desk 8"
    verify.whole(session.store.database)


def test_free_text_never_reaches_the_log(session: Session) -> None:
    head = session.store.head()
    with pytest.raises(ValueError, match="free text"):
        talkative(session, "Zhang Wei, back pain")
    assert session.store.head() == head
    assert "Desk 9" not in _seats()


def test_two_verbs_of_one_kind_are_refused() -> None:
    with pytest.raises(ValueError, match=r"test\.seats"):
        verb("test.seats", may=MACHINE, sentence="")


def test_the_log_keeps_each_kind_with_its_sentence(session: Session) -> None:
    seats(session, "Desk 9")
    found = session.store.database.execute_sql(
        "SELECT sentence, since FROM kind WHERE code = 'test.seats'"
    ).fetchone()
    assert found == ("{count} seats", session.store.head().id)


def test_every_kind_says_who_may_and_what_to_read() -> None:
    for kind in KINDS.values():
        assert kind.may, kind.code
        assert kind.sentence or kind.code.startswith("test."), kind.code


def test_the_entry_of_the_machine_names_nobody(desk) -> None:
    staff.add_seat(desk.machine, "Desk 9")
    entry = _entry(desk.machine)
    assert (entry["staff"], entry["seat"]) == (None, None)


def test_no_name_of_a_person_stands_in_the_log(session: Session) -> None:
    staff.hire(session, "Ouyang Xiu", "agent")
    rows = session.store.database.execute_sql("SELECT * FROM entry").fetchall()
    assert "Ouyang" not in repr(rows)
    assert Staff.select().where(Staff.name == "Ouyang Xiu").exists()
