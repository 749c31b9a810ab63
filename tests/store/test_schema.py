"""The shape of the database: strict, checked, walked up after a verified copy, compared."""

import secrets
from pathlib import Path

import peewee
import pytest

from frontdesk.clock import FixedClock
from frontdesk.errors import ForeignData, StorageError
from frontdesk.opening import start
from frontdesk.phone import answering
from frontdesk.phone.answering import Ringing
from frontdesk.session import Session
from frontdesk.settings import Folders
from frontdesk.store import backup, database, ledger, schema, verify
from frontdesk.store.database import APPLICATION_ID
from frontdesk.store.fields import Derived, SqlCipherDatabase, Text, sealed_models
from frontdesk.store.ledger import Heading
from frontdesk.tasks import tasks
from frontdesk.tasks.tasks import Task


def _tables(connection: SqlCipherDatabase) -> dict[str, tuple[int, int]]:
    rows = connection.execute_sql("PRAGMA table_list").fetchall()
    return {row[1]: (row[4], row[5]) for row in rows if not row[1].startswith("sqlite_")}


def test_every_table_is_strict(session: Session) -> None:
    found = _tables(session.store.database)
    assert {
        "entry",
        "seal",
        "visit",
        "wait",
        "step_done",
        "call",
        "task",
        "desk_case",
    } <= found.keys()
    assert [name for name, (_rowid, strict) in found.items() if not strict] == []


def test_every_model_is_its_table_column_by_column(session: Session) -> None:
    models: list[type[peewee.Model]] = [*sealed_models(), *Derived.__subclasses__()]
    assert len(models) >= 12
    for model in models:
        rows = session.store.database.execute_sql(
            f'PRAGMA table_info("{model._meta.table_name}")'
        ).fetchall()
        assert [row[1] for row in rows] == [
            field.column_name for field in model._meta.sorted_fields
        ], model
        optional = {
            field.column_name
            for field in model._meta.sorted_fields
            if field.null and field.name != "id"
        }
        assert {row[1] for row in rows if not row[3]} == optional, model


def test_every_table_but_the_logs_own_has_a_model(session: Session) -> None:
    known = {model._meta.table_name for model in [*sealed_models(), *Derived.__subclasses__()]}
    assert _tables(session.store.database).keys() - known == {"entry", "seal", "kind"}


def test_every_column_says_whether_it_is_personal() -> None:
    for model in sealed_models():
        for field in model._meta.sorted_fields:
            if field.name != "id":
                assert isinstance(field.personal, bool), (model, field.name)


def test_personal_columns_can_be_emptied_and_have_a_salt() -> None:
    for model in sealed_models():
        personal = [field for field in model._meta.sorted_fields if getattr(field, "personal", 0)]
        assert all(field.null for field in personal), model
        assert not personal or "salt" in model._meta.fields, model


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO seat (id, name) VALUES (9, x'00')",
        "INSERT INTO seat (id, name) VALUES ('nine', 'Desk 9')",
        "INSERT INTO staff (id, name, role, active) VALUES (9, 'x', 'king', 1)",
        "INSERT INTO staff (id, name, role, active) VALUES (9, 'x', 'agent', 2)",
        "INSERT INTO presence (id, staff_id, seat_id, post, began_at) VALUES (99, 77, 77, '', 1)",
        "UPDATE presence SET ended_at = began_at - 1",
        "UPDATE desk SET clock_offset = -1",
        "UPDATE desk SET id = 2",
        "INSERT INTO clock_mark (id, at, by) VALUES (1, 1, 0)",
        "UPDATE pack_version SET files = 'no json'",
        "UPDATE department SET active = 3",
        *(
            f"INSERT INTO call (day, number, channel, direction, how, line, withheld, began_at,"
            f" ended_by, kind, outcome, pack, {column}) VALUES ('2026-11-23', 1, 'phone', 'in',"
            f" 'hand', '', 0, 5, '', '', '', '', {value})"
            for column, value in (
                ("rang_at, answered_at", "9, 8"),
                ("answered_at, ended_at", "9, 8"),
                ("rang_at, missed_at", "9, 8"),
                ("answered_at, missed_at", "9, 9"),
                ("person_id", "77"),
                ("visit_id", "77"),
                ("task_id", "77"),
                ("id", "'one'"),
            )
        ),
        *(
            f"INSERT INTO desk_case (series, number, day, kind, channel, opened_at, received_at,"
            f" place, severity, joint, rung, rung_at, owner_id, offered_rung, acknowledged_how,"
            f" outcome, how, accepted, fault, reopened, opener_id, pack, calendar, {column})"
            f" SELECT 'C', 1, '2026-11-23', 'complaint', 'phone', 9, {received}, '', 'minor', 0,"
            f" 'desk', 9, {owner}, '', '', '', '', '', '', 0, 1, '', '', {value}"
            for column, value, owner, received in (
                ("id", "'one'", 1, 9),
                ("person_id", "77", 1, 9),
                ("task_id", "77", 1, 9),
                # No case without an owner, none received after it was opened.
                ("id", "1", "NULL", 9),
                ("id", "1", 77, 9),
                ("id", "1", 1, 10),
                # An offer names its rung, what is closed its outcome and how it was answered.
                ("offered_id", "1", 1, 9),
                ("closed_at", "9", 1, 9),
                ("acknowledged_at", "9", 1, 9),
                ("fields", "'no json'", 1, 9),
            )
        ),
        "INSERT INTO case_event (case_id, at, what, code_from, code_to)"
        " VALUES (77, 1, 'note', '', '')",
        "INSERT INTO case_pause (case_id, reason, began_at) VALUES (77, 'papers', 1)",
        "INSERT INTO case_key (case_id, key) VALUES (77, 'x')",
        "INSERT INTO call_hold (call_id, began_at) VALUES (77, 1)",
        "INSERT INTO call_key (call_id, key) VALUES (77, 'x')",
        "INSERT INTO hook (act, at, event, number, line) VALUES ('a', 1, 'boom', '', '')",
        *(
            f"INSERT INTO task (kind, day, about, about_id, ticket, created_at, window, outcome,"
            f" pack, owner_id, done_at) VALUES ('{kind}', '2026-11-23', 'call', 1, '', 5, 0,"
            f" '{outcome}', '', {owner}, {done})"
            for kind, outcome, owner, done in (
                ("wish", "", 1, "NULL"),
                # What belongs to a case is somebody's.
                ("sheet", "", "NULL", "NULL"),
                # A question belongs to whoever was asked.
                ("question", "", "NULL", "NULL"),
                ("promise", "kept", 1, "NULL"),
                ("promise", "", 1, 9),
                ("promise", "kept", 1, 4),
                ("promise", "", 77, "NULL"),
            )
        ),
    ],
)
def test_what_makes_no_sense_is_not_taken(session: Session, statement: str) -> None:
    with pytest.raises(peewee.IntegrityError):
        session.store.database.execute_sql(statement)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("DROP TRIGGER entry_no_delete", "entry_no_delete"),
        ("DROP TRIGGER seal_in_order", "seal_in_order"),
        ("DROP INDEX entry_about", "entry_about"),
        ("DROP TABLE search_key", "search_key"),
        ("CREATE TABLE more (id INTEGER)", "more"),
        ("CREATE VIEW sight AS SELECT 1", "sight"),
        ("CREATE INDEX quick ON visit (stage)", "quick"),
        ("CREATE TRIGGER sneaky AFTER INSERT ON visit BEGIN SELECT 1; END", "sneaky"),
        # Names that look like the library's own, or like a table's.
        ("CREATE TRIGGER sqliteXevil AFTER INSERT ON visit BEGIN SELECT 1; END", "sqliteXevil"),
        ("CREATE TRIGGER visit AFTER INSERT ON visit BEGIN SELECT 1; END", "visit"),
        ("ALTER TABLE visit ADD COLUMN extra TEXT", "visit"),
    ],
)
def test_a_changed_schema_is_named_before_a_row_is_shown(desk, statement: str, name: str) -> None:
    desk.machine.store.database.execute_sql(statement)
    with pytest.raises(ForeignData, match=rf"\b{name}\."):
        verify.whole(desk.machine.store.database)
    desk.machine.store.close()
    with pytest.raises(ForeignData, match=rf"\b{name}\."):
        start(desk.place, desk.clock)


def test_a_trigger_made_harmless_is_named(session: Session) -> None:
    execute = session.store.database.execute_sql
    execute("DROP TRIGGER entry_no_update")
    execute("CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT 1; END")
    with pytest.raises(ForeignData, match="entry_no_update"):
        schema.compare(session.store.database)


def test_what_the_library_keeps_for_itself_is_no_change(session: Session) -> None:
    session.store.database.execute_sql("ANALYZE")
    schema.compare(session.store.database)


def test_an_old_library_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sqlcipher3.dbapi2.sqlite_version_info", (3, 40, 1))
    with pytest.raises(StorageError, match="too old"):
        schema.check_library()


@pytest.fixture
def old(place: Folders) -> tuple[Folders, bytes, SqlCipherDatabase]:
    """A database as the first version of the program left it, with one entry."""
    place.make()
    key = secrets.token_bytes(32)
    connection = database.connect(place.database, key)
    schema.lay(connection, APPLICATION_ID, upto=1)
    heading = Heading(
        at=10**12, day="2001-09-09", kind="old.kind", staff=None, seat=None, post="", about="",
        about_id=None, act="an act", pack="",
    )  # fmt: skip
    with connection.atomic("IMMEDIATE"):
        ledger.append(connection, heading, {"n": 1}, [], "an old kind")
    return place, key, connection


def test_an_old_database_walks_up_after_a_verified_copy(
    old: tuple[Folders, bytes, SqlCipherDatabase],
) -> None:
    place, key, connection = old
    head = ledger.head(connection)
    schema.walk_up(connection, place, key)
    schema.compare(connection)
    newest = len(schema.migrations())
    assert connection.execute_sql("PRAGMA user_version").fetchone()[0] == newest
    assert verify.whole(connection).head == head
    copy = database.connect(place.data / f"desk.before-{newest}.db", key)
    assert copy.execute_sql("PRAGMA user_version").fetchone()[0] == 1
    schema.check_ours(copy, APPLICATION_ID)
    schema.compare(copy)
    assert ledger.head(copy) == head
    assert (place.data / f"desk.before-{newest}.db").stat().st_mode & 0o077 == 0
    copy.close()
    connection.close()


CASES = (
    "case_key", "case_file", "case_notice", "case_sheet", "case_link", "case_pause", "case_event",
    "desk_case",
)  # fmt: skip


def test_a_desk_of_the_second_version_gets_its_telephone(desk) -> None:
    # The desk as the program before the telephone left it: no table of it, the rest as it was.
    store = desk.machine.store
    telephone = ("hook", "call_key", "call_step", "call_hold", "call", "task_try", "task")
    for name in (*CASES, *telephone):
        store.database.execute_sql(f"DROP TABLE {name}")
    store.database.execute_sql("PRAGMA user_version = 2")
    schema.compare(store.database)
    head = store.head()
    session = desk.reopen()
    assert session.store.head() == head
    assert answering.ring(session, Ringing("13812342046")).number == 1
    assert verify.whole(session.store.database).head.id == head.id + 1
    assert (desk.place.data / f"desk.before-{len(schema.migrations())}.db").exists()
    session.store.close()


def _as_third_version(connection: SqlCipherDatabase) -> None:
    """The tables as the program before the cases left them, with every row of theirs."""
    made = [one for one in schema.statements(schema.migrations()[2]) if _about_task(one)]
    with connection.atomic("IMMEDIATE"):
        connection.execute_sql("PRAGMA defer_foreign_keys = ON")
        for name in CASES:
            connection.execute_sql(f"DROP TABLE {name}")
        connection.execute_sql("CREATE TABLE kept AS SELECT * FROM task")
        connection.execute_sql("DROP TABLE task")
        for statement in made:
            connection.execute_sql(statement)
        connection.execute_sql("INSERT INTO task SELECT * FROM kept")
        connection.execute_sql("DROP TABLE kept")
        connection.execute_sql("PRAGMA user_version = 3")


def _about_task(statement: str) -> bool:
    return statement.startswith("CREATE TABLE task (") or " ON task (" in statement


def test_a_desk_of_the_third_version_keeps_its_tasks_and_what_leads_to_them(desk) -> None:
    session = desk.as_staff()
    for number in ("13812342046", "13900001111"):
        call = answering.ring(session, Ringing(number))
        answering.caller_gone(session, call.id)
        tasks.attempt(session, Task.get(Task.phone == number).id, "no_answer")
    done = Task.get(Task.phone == "13812342046")
    tasks.finish(session, done.id, "dropped", "He came to the desk.")
    store = desk.machine.store
    _as_third_version(store.database)
    schema.compare(store.database)
    with pytest.raises(peewee.IntegrityError):
        store.database.execute_sql("UPDATE task SET kind = 'effect', owner_id = 1")
    rows = (
        "SELECT * FROM task ORDER BY id",
        "SELECT * FROM task_try",
        "SELECT id, task_id FROM call",
    )
    before = [store.database.execute_sql(one).fetchall() for one in rows]
    assert all(before)
    head = store.head()
    session = desk.reopen()
    found = session.store.database
    assert [found.execute_sql(one).fetchall() for one in rows] == before
    assert verify.whole(found).head == head
    assert found.execute_sql("PRAGMA foreign_key_check").fetchall() == []
    assert found.execute_sql("PRAGMA defer_foreign_keys").fetchone()[0] == 0
    with pytest.raises(peewee.IntegrityError):
        found.execute_sql("DELETE FROM task")
    with pytest.raises(peewee.IntegrityError):
        found.execute_sql("UPDATE task_try SET task_id = 77")
    indexes = "SELECT name FROM sqlite_master WHERE tbl_name = 'task' AND type = 'index'"
    assert {row[0] for row in found.execute_sql(indexes)} == {
        f"task_{name}" for name in ("open", "phone", "owner", "person", "about", "day")
    }
    found.execute_sql("UPDATE task SET kind = 'effect', owner_id = 1 WHERE done_at IS NULL")
    session.store.close()


def test_nothing_walks_up_without_its_copy(
    old: tuple[Folders, bytes, SqlCipherDatabase], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, key, connection = old

    def no_copy(*_args: object) -> None:
        raise StorageError("Not kept: the disk is full.")

    monkeypatch.setattr(backup, "verified_copy", no_copy)
    with pytest.raises(StorageError, match="full"):
        schema.walk_up(connection, place, key)
    assert connection.execute_sql("PRAGMA user_version").fetchone()[0] == 1
    schema.compare(connection)
    connection.close()


def test_a_step_that_fails_leaves_the_old_version(
    old: tuple[Folders, bytes, SqlCipherDatabase], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, key, connection = old
    first = schema.migrations()[0]
    monkeypatch.setattr(
        schema, "migrations", lambda: (first, "CREATE TABLE one (id INTEGER);\nCREATE NONSENSE;\n")
    )
    with pytest.raises(peewee.OperationalError):
        schema.walk_up(connection, place, key)
    monkeypatch.undo()
    assert connection.execute_sql("PRAGMA user_version").fetchone()[0] == 1
    assert not connection.table_exists("one")
    schema.compare(connection)
    connection.close()


def test_two_windows_that_walk_up_at_once_do_it_once(
    old: tuple[Folders, bytes, SqlCipherDatabase], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, key, connection = old
    other = database.connect(place.database, key)
    copied = backup.verified_copy

    def meanwhile(mine: SqlCipherDatabase, path: Path, with_key: bytes) -> None:
        copied(mine, path, with_key)
        monkeypatch.setattr(backup, "verified_copy", copied)
        schema.walk_up(other, place, with_key)

    monkeypatch.setattr(backup, "verified_copy", meanwhile)
    schema.walk_up(connection, place, key)
    schema.compare(connection)
    schema.compare(other)
    other.close()
    connection.close()


def test_a_statement_ends_where_its_trigger_ends() -> None:
    script = "CREATE TABLE a (id);\nCREATE TRIGGER t BEFORE UPDATE ON a\nBEGIN SELECT 1;\nEND;\n"
    found = schema.statements(script)
    assert len(found) == 2
    assert found[1].endswith("END")


def test_an_undeclared_column_does_not_exist() -> None:
    with pytest.raises(TypeError, match="personal"):
        Text()  # type: ignore[call-arg]


def test_a_desk_starts_on_an_old_database_by_the_clock_it_has(
    old: tuple[Folders, bytes, SqlCipherDatabase], clock: FixedClock
) -> None:
    place, key, connection = old
    connection.close()
    place.key.write_text(key.hex())
    opened = database.Store.open(place)
    assert opened.head().id == 1
    opened.close()
