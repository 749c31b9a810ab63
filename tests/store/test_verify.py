"""`verify` names the first thing that was changed by hand, added, removed or cut off."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.desk import emergency, people, visits, waiting
from frontdesk.desk.directory import Department
from frontdesk.desk.people import PersonForm
from frontdesk.errors import ForeignData
from frontdesk.opening import start
from frontdesk.phone import answering, recording, talking
from frontdesk.phone.answering import Ringing
from frontdesk.phone.recording import CallForm
from frontdesk.session import Session
from frontdesk.staff import staff
from frontdesk.store import fields, verify
from frontdesk.store.fields import SqlCipherDatabase
from frontdesk.store.ledger import Head
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task

LOG_TRIGGERS = (
    "entry_no_update", "entry_no_delete", "entry_in_order",
    "seal_no_update", "seal_no_delete", "seal_in_order",
)  # fmt: skip
# Hypothesis undoes each harm itself, so that one desk serves all examples.
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def worked(session: Session) -> Session:
    """A desk where something of each kind was done."""
    form = PersonForm("张伟", "m", "46", "13900001111")
    wanted = visits.Registration(
        None, form, session.pack.purposes[0], department_id=Department.listed()[0].id,
        request="back pain",
    )  # fmt: skip
    visit = visits.register(session, wanted)
    session.clock.base.advance(5 * 60_000)  # type: ignore[attr-defined]
    waiting.do_step(session, visit.id, "water", 1, waiting.Doing(outcome="given"))
    visits.add_note(session, visit.id, "walks slowly")
    emergency.raise_visit(session, visit.id, session.pack.emergency.told[:1])
    emergency.hand_over(session, visit.id, session.pack.emergency.places[0])
    people.take_over(session, [PersonForm("Li Si"), PersonForm("Wang Wu")])
    _telephone(session)
    verify.whole(session.store.database)
    return session


def _telephone(session: Session) -> None:
    """A call on record with all that can be written of it, and one that was missed."""
    call = answering.answer(session, answering.ring(session, Ringing("13812342046", "1")).id)
    talking.tick(session, call.id, "greet")
    talking.hold(session, call.id)
    talking.hang_up(session, call.id, "caller")
    by = session.now() + 60_000
    form = CallForm("张伟", "inquiry", "Where?", "Floor 2", "promised", "a map", by)
    recording.record(session, call.id, form)
    missed = answering.ring(session, Ringing("13900002222", "1"))
    answering.caller_gone(session, missed.id)
    tasks.attempt(session, Task.select().order_by(Task.id.desc()).get().id, "busy")


def _opened(database: SqlCipherDatabase) -> list[str]:
    """Take the log's triggers away, as one who holds the file could; gives how to bring them."""
    marks = ", ".join("?" * len(LOG_TRIGGERS))
    rows = database.execute_sql(
        f"SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name IN ({marks})", LOG_TRIGGERS
    ).fetchall()
    for name in LOG_TRIGGERS:
        database.execute_sql(f"DROP TRIGGER {name}")
    return [row[0] for row in rows]


def _harm(database: SqlCipherDatabase, *statements: str) -> None:
    """Change the log itself, and hide that its triggers were away."""
    database.execute_sql("PRAGMA foreign_keys = OFF")
    back = _opened(database)
    for statement in statements:
        database.execute_sql(statement)
    for statement in back:
        database.execute_sql(statement)
    database.execute_sql("PRAGMA foreign_keys = ON")


def test_an_honest_desk_passes_with_all_its_rows(worked: Session) -> None:
    seen: list[int] = []
    found = verify.whole(worked.store.database, seen.append)
    assert found.head == worked.store.head()
    rows = sum(model.select().count() for model in fields.sealed_models())
    assert (found.entries, found.rows) == (found.head.id, rows)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE step_done SET at = at - 60000", "Row 1 of step_done"),
        ("UPDATE visit SET arrived_at = arrived_at + 1", "Row 1 of visit"),
        ("UPDATE visit SET request = 'nothing'", "Row 1 of visit"),
        ("UPDATE visit SET request = NULL", "Row 1 of visit"),
        ("UPDATE person SET name = '张为' WHERE id = 1", "Row 1 of person"),
        ("UPDATE person SET salt = randomblob(16) WHERE id = 2", "Row 2 of person"),
        ("UPDATE note SET text = 'walks fast'", "Row 1 of note"),
        ("UPDATE desk SET clock_offset = 5", "Row 1 of desk"),
        ("UPDATE doctor SET room = '999' WHERE id = 3", "Row 3 of doctor"),
        ("UPDATE wait SET ended_at = ended_at - 1", "Row 1 of wait"),
        ("DELETE FROM note", "Row 1 of note"),
        ("DELETE FROM person WHERE id = 3", "Row 3 of person"),
        ("INSERT INTO seat (id, name) VALUES (7, 'Desk 7')", "Row 7 of seat"),
        ("UPDATE seat SET id = 7", "Row 7 of seat"),
        ("INSERT INTO clock_mark (id, at, by) VALUES (1, 5, 5)", "Row 1 of clock_mark"),
        ("UPDATE call SET rang_at = rang_at - 1 WHERE id = 1", "Row 1 of call"),
        ("UPDATE call SET asked = 'nothing' WHERE id = 1", "Row 1 of call"),
        ("UPDATE call_hold SET ended_at = ended_at + 9", "Row 1 of call_hold"),
        ("UPDATE call_step SET at = at - 1", "Row 1 of call_step"),
        ("UPDATE task SET due_at = due_at + 1 WHERE id = 1", "Row 1 of task"),
        ("UPDATE task SET owner_id = 2 WHERE id = 1", "Row 1 of task"),
        ("DELETE FROM task_try", "Row 1 of task_try"),
    ],
)
def test_a_row_changed_by_hand_is_named(worked: Session, statement: str, name: str) -> None:
    worked.store.database.execute_sql("PRAGMA foreign_keys = OFF")
    worked.store.database.execute_sql(statement)
    with pytest.raises(ForeignData, match=f"^{name} was changed"):
        verify.whole(worked.store.database)


def test_the_first_of_several_changed_rows_is_named(worked: Session) -> None:
    worked.store.database.execute_sql("UPDATE doctor SET room = '999' WHERE id >= 4")
    with pytest.raises(ForeignData, match="Row 4 of doctor"):
        verify.whole(worked.store.database)


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE entry SET at = at + 1 WHERE id = 4", 4),
        ("UPDATE entry SET staff = 2 WHERE id = 3", 3),
        ("UPDATE entry SET facts = '{}' WHERE id = 5", 5),
        ("UPDATE entry SET act = 'another' WHERE id = 2", 2),
        ("UPDATE entry SET hash = randomblob(32) WHERE id = 6", 6),
        ("UPDATE entry SET prev = randomblob(32) WHERE id = 1", 1),
        ("UPDATE entry SET sealed = randomblob(32) WHERE id = 5", 5),
        ("DELETE FROM entry WHERE id = 4", 4),
        ("UPDATE seal SET digest = randomblob(32) WHERE entry = 5", 5),
        ("UPDATE seal SET entry = 4 WHERE entry = 5", 4),
        ("DELETE FROM seal WHERE entry = 5", 5),
        ("INSERT INTO seal SELECT max(id) + 1, 6, 'visit', 1, x'' FROM seal", 6),
        ("INSERT INTO seal SELECT max(id) + 1, 999, 'visit', 1, x'' FROM seal", 999),
        ("INSERT INTO seal SELECT 0, 0, 'visit', 1, x'' FROM seal LIMIT 1", 1),
        (
            "INSERT INTO entry SELECT -1, at, day, kind, staff, seat, post, about, about_id, facts,"
            " 'new', pack, sealed, prev, hash FROM entry WHERE id = 1",
            1,
        ),
    ],
)
def test_a_changed_log_is_named_by_its_first_bad_entry(
    worked: Session, statement: str, number: int
) -> None:
    _harm(worked.store.database, statement)
    with pytest.raises(ForeignData, match=f"Entry {number} of the log"):
        verify.whole(worked.store.database)


def test_entries_swapped_are_found(worked: Session) -> None:
    _harm(
        worked.store.database,
        "UPDATE entry SET id = -3 WHERE id = 3",
        "UPDATE entry SET id = 3 WHERE id = 4",
        "UPDATE entry SET id = 4 WHERE id = -3",
    )
    with pytest.raises(ForeignData, match="Entry 3 "):
        verify.whole(worked.store.database)


def test_a_change_within_the_last_entries_stops_the_start(worked: Session, desk) -> None:
    _harm(worked.store.database, "UPDATE entry SET at = at + 1 WHERE id = 4")
    worked.store.close()
    with pytest.raises(ForeignData, match="Entry 4 "):
        start(desk.place, desk.clock)


def test_recent_walks_only_the_last_ones(worked: Session) -> None:
    _harm(worked.store.database, "UPDATE entry SET at = at + 1 WHERE id = 2")
    head = worked.store.head()
    assert verify.recent(worked.store.database, head.id - 2) == head
    with pytest.raises(ForeignData, match="Entry 2 "):
        verify.recent(worked.store.database, head.id - 1)


def _cut(session: Session) -> None:
    last = session.store.head().id
    _harm(
        session.store.database,
        f"DELETE FROM seal WHERE entry = {last}",
        f"DELETE FROM entry WHERE id = {last}",
    )


def test_a_tail_cut_off_is_found_by_the_head_noted_elsewhere(worked: Session, desk) -> None:
    # An act that wrote no rows leaves no row behind that would tell of it.
    visits.show_phone(worked, 1)
    printed = worked.store.head().say()
    worked.store.note_head()
    _cut(worked)
    verify.whole(worked.store.database)
    missing = worked.store.head().id + 1
    with pytest.raises(ForeignData, match=f"entry {missing} is missing"):
        verify.against(worked.store.database, verify.parse_head(printed))
    worked.store.database.close()
    with pytest.raises(ForeignData, match="cut off"):
        start(desk.place, desk.clock)


def test_a_log_written_anew_is_found_by_the_head_noted_elsewhere(worked: Session) -> None:
    visits.show_phone(worked, 1)
    noted = worked.store.head()
    _cut(worked)
    visits.show_phone(worked, 1)
    visits.show_phone(worked, 1)
    verify.whole(worked.store.database)
    with pytest.raises(ForeignData, match=f"Entry {noted.id} "):
        verify.against(worked.store.database, noted)


def test_a_log_that_went_on_leads_to_the_noted_head(worked: Session) -> None:
    noted = worked.store.head()
    visits.show_phone(worked, 1)
    verify.against(worked.store.database, noted)
    verify.against(worked.store.database, None)


@pytest.mark.parametrize(
    "text", ["", "41", "41-", "-9f", "x-9f", "0-" + "00" * 32, "41-9f3", "41-" + "9f" * 31, "４-"]
)
def test_what_is_no_head_is_said(text: str) -> None:
    with pytest.raises(ForeignData, match="not the head"):
        verify.parse_head(text)


@given(st.integers(1, 2**40), st.binary(min_size=32, max_size=32))
def test_a_head_is_read_as_printed(number: int, mark: bytes) -> None:
    assert verify.parse_head(f"  {Head(number, mark).say()}\n") == Head(number, mark)


def test_a_table_without_its_model_is_not_passed_over(
    worked: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_but_one = [one for one in fields.sealed_models() if one.table_name() != "visit"]
    monkeypatch.setattr(verify, "sealed_models", lambda: all_but_one)
    with pytest.raises(RuntimeError, match="visit"):
        verify.whole(worked.store.database)


# What a column without a value is changed from.
EMPTY: dict[str, object] = {"INTEGER": 0, "TEXT": "x", "BLOB": b"x"}


def _flip(value: object, at: int) -> object:
    """`value` with one bit of one byte flipped, still a value of its kind."""
    if isinstance(value, int):
        return value ^ (1 << at % 40)
    if isinstance(value, bytes):
        body = bytearray(value)
        body[at % len(body)] ^= 1 << at % 8
        return bytes(body)
    text = str(value or "x")
    at %= len(text)
    return text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]


@SHARED
@given(st.data())
def test_any_flipped_bit_of_the_log_is_named_by_its_entry(
    worked: Session, data: st.DataObject
) -> None:
    database = worked.store.database
    kinds = {row[1]: row[2] for row in database.execute_sql("PRAGMA table_info(entry)")}
    column = data.draw(st.sampled_from([name for name in kinds if name != "id"]))
    number = data.draw(st.integers(1, worked.store.head().id))
    was = database.execute_sql(f"SELECT {column} FROM entry WHERE id = ?", (number,)).fetchone()[0]
    value = _flip(EMPTY[kinds[column]] if was is None else was, data.draw(st.integers(0, 400)))
    with database.atomic() as tried:
        database.execute_sql("PRAGMA ignore_check_constraints = ON")
        back = _opened(database)
        database.execute_sql(f"UPDATE entry SET {column} = ? WHERE id = ?", (value, number))
        for statement in back:
            database.execute_sql(statement)
        with pytest.raises(ForeignData, match=f"Entry {number} of the log"):
            verify.whole(database)
        tried.rollback()
    verify.whole(database)


def _sealed_columns(database: SqlCipherDatabase) -> list[tuple[str, str]]:
    return [
        (model.table_name(), field.column_name)
        for model in fields.sealed_models()
        if model.select().exists()
        for field in model._meta.sorted_fields
        if field.name != "id"
    ]


@SHARED
@given(st.data())
def test_any_change_of_any_column_of_any_row_is_named(worked: Session, data: st.DataObject) -> None:
    database = worked.store.database
    table, column = data.draw(st.sampled_from(_sealed_columns(database)))
    ids = [row[0] for row in database.execute_sql(f"SELECT id FROM {table} ORDER BY id")]
    row_id = data.draw(st.sampled_from(ids))
    was = database.execute_sql(f"SELECT {column} FROM {table} WHERE id = ?", (row_id,)).fetchone()
    if column == "salt":
        # A salt speaks for the personal text beside it; without any there is nothing to judge.
        model = next(one for one in fields.sealed_models() if one.table_name() == table)
        row = model.get_by_id(row_id)
        if not any(
            field.personal and row.__data__[field.name]
            for field in row._meta.fields.values()
            if field.name != "id"
        ):
            return
    kind = next(
        row[2] for row in database.execute_sql(f"PRAGMA table_info({table})") if row[1] == column
    )
    at = data.draw(st.integers(0, 400))
    value = _flip(EMPTY[kind] if was[0] is None else was[0], at)
    database.execute_sql("PRAGMA foreign_keys = OFF")
    with database.atomic() as tried:
        database.execute_sql("PRAGMA ignore_check_constraints = ON")
        database.execute_sql(
            f"UPDATE OR IGNORE {table} SET {column} = ? WHERE id = ?", (value, row_id)
        )
        taken = database.execute_sql("SELECT changes()").fetchone()[0]
        if taken:
            with pytest.raises(ForeignData, match=re.escape(f"Row {row_id} of {table} ")):
                verify.whole(database)
        tried.rollback()
    database.execute_sql("PRAGMA foreign_keys = ON")


def test_acts_after_a_reopened_desk_go_on_in_the_same_chain(worked: Session, desk) -> None:
    head = worked.store.head()
    worked.store.close()
    again = desk.reopen()
    staff.hire(again, "Sun Li", "agent")
    found = verify.whole(again.store.database)
    assert found.head.id == head.id + 1
    verify.against(again.store.database, head)
    again.store.close()
