"""The desk's database: settings that hold, a file that is ours and stays the one opened."""

import os
import secrets
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.clock import FixedClock
from frontdesk.errors import ForeignData, KeyFault, StorageError
from frontdesk.opening import Founding, found, start
from frontdesk.packs.load import builtin
from frontdesk.session import Session
from frontdesk.settings import Folders
from frontdesk.staff import staff
from frontdesk.store import database, keys, schema, terms
from frontdesk.store.database import APPLICATION_ID, Store, noted_head


def test_every_setting_is_in_force(desk) -> None:
    connection = desk.machine.store.database
    for name, _value, expected in database.SETTINGS:
        if expected is not None:
            assert connection.execute_sql(f"PRAGMA {name}").fetchone()[0] == expected, name


@pytest.mark.parametrize(
    ("name", "value"),
    [("synchronous", "fulll"), ("foreign_keys", "OFFF"), ("journal_mode", "WALL")],
)
def test_a_mistyped_setting_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    broken = tuple(
        (found, value if found == name else was, expected)
        for found, was, expected in database.SETTINGS
    )
    monkeypatch.setattr(terms, "SETTINGS", broken)
    with pytest.raises(StorageError, match=name):
        database.connect(tmp_path / "desk.db", secrets.token_bytes(32))


def test_another_key_is_refused_in_words(desk) -> None:
    desk.machine.store.close()
    keys.keep(desk.place.key, secrets.token_bytes(32))
    with pytest.raises(KeyFault, match="does not open") as told:
        start(desk.place, desk.clock)
    assert "recover" in told.value.way_out


def test_a_missing_key_is_refused_in_words(desk) -> None:
    desk.machine.store.close()
    desk.place.key.unlink()
    with pytest.raises(KeyFault, match="missing"):
        start(desk.place, desk.clock)


def test_no_desk_yet_is_said(place: Folders) -> None:
    with pytest.raises(StorageError, match="no desk here yet"):
        Store.open(place)


@pytest.mark.parametrize("body", [b"a letter to the editor\n" * 500, b"SQLite format 3\0" * 300])
def test_a_file_that_is_no_database_is_refused(desk, body: bytes) -> None:
    desk.machine.store.close()
    desk.place.database.write_bytes(body)
    with pytest.raises(StorageError):
        start(desk.place, desk.clock)


def test_a_database_of_another_program_is_refused(desk) -> None:
    desk.machine.store.close()
    desk.place.database.unlink()
    foreign = database.connect(desk.place.database, desk.machine.store.key)
    foreign.execute_sql("CREATE TABLE recipe (id INTEGER)")
    foreign.close()
    with pytest.raises(ForeignData, match="not one of Frontdesk's"):
        start(desk.place, desk.clock)


def test_a_newer_database_is_refused_and_left_alone(desk) -> None:
    newer = len(schema.migrations()) + 1
    desk.machine.store.database.execute_sql(f"PRAGMA user_version = {newer}")
    desk.machine.store.close()
    with pytest.raises(ForeignData, match="newer Frontdesk"):
        start(desk.place, desk.clock)
    raw = database.connect(desk.place.database, desk.machine.store.key)
    assert raw.execute_sql("PRAGMA user_version").fetchone()[0] == newer
    raw.close()


def test_a_second_founding_is_refused(desk) -> None:
    with pytest.raises(StorageError, match="a desk here already"):
        found(desk.place, Founding("Desk 2", builtin("office"), ("Zhao Min",)), desk.clock)


def test_a_founding_cut_off_before_its_first_entry_is_taken_over(place: Folders) -> None:
    Store.make(place).database.close()
    again = found(place, Founding("Desk 1", builtin("office"), ("Zhao Min",)), FixedClock(10**12))
    assert again.store.head().id == 1
    again.store.close()


@pytest.mark.skipif(os.name == "nt", reason="rights are told otherwise there")
@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_only_this_user_can_read_whatever_the_umask_is(
    place: Folders, clock: FixedClock, umask: int
) -> None:
    place.data.parent.mkdir(parents=True)
    before = os.umask(umask)
    try:
        session = found(place, Founding("Desk 1", builtin("hospital"), ("Li Na",)), clock)
        staff.add_seat(session, "Desk 1")
        files = [path for folder in (place.data, place.settings) for path in folder.rglob("*")]
        assert place.database.with_name("desk.db-wal") in files
        session.store.close()
    finally:
        os.umask(before)
    files += [path for folder in (place.data, place.settings) for path in folder.rglob("*")]
    for path in [place.data, place.settings, *files]:
        if path.exists():
            expected = 0o700 if path.is_dir() else 0o600
            assert stat.S_IMODE(path.stat().st_mode) == expected, path


def test_the_key_never_lies_beside_the_data(desk) -> None:
    assert desk.place.data not in desk.place.key.parents
    assert desk.place.settings not in desk.place.database.parents


def _delete(path: Path) -> None:
    path.unlink()


def _replace(path: Path) -> None:
    other = path.with_name("other")
    shutil.copy(path, other)
    other.replace(path)


@pytest.mark.parametrize("harm", [_delete, _replace])
@pytest.mark.parametrize("name", ["desk.db", "desk.db-wal"])
def test_a_file_deleted_or_replaced_under_the_desk_is_found_before_the_commit(
    session: Session, desk, harm: Callable[[Path], None], name: str
) -> None:
    head = session.store.head()
    harm(desk.place.data / name)
    with pytest.raises(ForeignData, match="moved or replaced"):
        staff.hire(session, "Sun Li", "agent")
    assert session.store.head() == head


def test_a_file_replaced_while_a_verb_works_is_found_before_its_commit(
    session: Session, desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = session.store.head()
    add = staff.add

    def slow(name: str, role: str) -> staff.Staff:
        _replace(desk.place.database)
        return add(name, role)  # type: ignore[arg-type]

    monkeypatch.setattr(staff, "add", slow)
    with pytest.raises(ForeignData, match="moved or replaced"):
        staff.hire(session, "Sun Li", "agent")
    assert session.store.head() == head


def test_the_head_is_noted_at_the_end_and_read_at_the_start(desk) -> None:
    head = desk.machine.store.head()
    assert head.id > 0
    desk.machine.store.close()
    assert noted_head(desk.place) == head
    again = desk.reopen()
    assert again.store.head() == head
    again.store.close()


def test_a_data_folder_from_yesterday_is_found_by_the_noted_head(session: Session, desk) -> None:
    session.store.close()
    shutil.copy(desk.place.database, desk.place.data.parent / "yesterday")
    again = desk.reopen()
    staff.hire(again, "Sun Li", "agent")
    again.store.close()
    shutil.copy(desk.place.data.parent / "yesterday", desk.place.database)
    with pytest.raises(ForeignData, match="cut off"):
        start(desk.place, desk.clock)


def test_a_noted_head_that_cannot_be_read_is_said(desk) -> None:
    desk.machine.store.close()
    desk.place.head.write_bytes(b"{}")
    with pytest.raises(ForeignData, match="noted head"):
        start(desk.place, desk.clock)


def test_another_window_is_noticed_by_the_version(session: Session, desk) -> None:
    before = session.store.version()
    other = database.connect(desk.place.database, session.store.key)
    assert session.store.version() == before
    other.execute_sql("INSERT INTO kind (code, sentence, since) VALUES ('x', 'x', 1)")
    assert session.store.version() != before
    other.close()


def test_the_file_bears_our_mark_and_nothing_readable(session: Session, desk) -> None:
    assert session.store.database.execute_sql("PRAGMA application_id").fetchone()[0] == (
        APPLICATION_ID
    )
    session.store.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    body = desk.place.database.read_bytes()
    assert b"SQLite format" not in body
    assert b"Li Na" not in body
