"""History written in bulk is what verbs would have written: `verify` takes it, and goes on."""

import pytest

from frontdesk.errors import ForeignData, StorageError
from frontdesk.session import Session
from frontdesk.staff import staff
from frontdesk.staff.staff import Seat, Staff
from frontdesk.store import verify
from frontdesk.store.bulk import Bulk, bulk
from frontdesk.store.ledger import Heading


def _heading(session: Session, act: str) -> Heading:
    return Heading(
        at=session.now(), day=session.today(), kind="staff.hired", staff=None, seat=None,
        post="desk", about="staff", about_id=None, act=act, pack=session.pack.digest,
    )  # fmt: skip


def _hire(writing: Bulk, session: Session, name: str) -> dict[str, object]:
    row = writing.add(Staff, name=name, role="agent", active=1, salt=b"s" * 16)
    writing.entry(_heading(session, name), {"role": "agent"}, "", [(Staff, row)])
    return row


def test_what_was_written_in_bulk_verifies_and_verbs_go_on(session: Session) -> None:
    before = session.store.head()
    with bulk(session.store) as writing:
        rows = [_hire(writing, session, f"Guide {number}") for number in range(50)]
    assert [row["id"] for row in rows] == list(range(4, 54))
    assert Staff.get_by_id(53).name == "Guide 49"
    assert session.store.head().id == before.id + 50
    verify.whole(session.store.database)
    verify.against(session.store.database, before)
    staff.hire(session, "Sun Li", "agent")
    assert verify.whole(session.store.database).head.id == before.id + 51


def test_it_seals_what_verbs_seal(session: Session) -> None:
    by_verb = staff.hire(session, "Sun Li", "agent")
    with bulk(session.store) as writing:
        row = writing.add(Staff, name=by_verb.name, role="agent", active=1, salt=by_verb.salt)
        row["id"] = by_verb.id
        twin = writing._sheet(Staff).seal(row)
        writing._sheets.clear()
    kept = session.store.database.execute_sql(
        "SELECT tab, row, digest FROM seal ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert twin == (kept[0], kept[1], bytes(kept[2]))


def test_a_row_changed_after_its_last_entry_is_found(session: Session) -> None:
    with bulk(session.store) as writing:
        row = _hire(writing, session, "Sun Li")
        row["role"] = "lead"
    with pytest.raises(ForeignData, match=f"Row {row['id']} of staff"):
        verify.whole(session.store.database)


def test_a_fault_keeps_nothing(session: Session) -> None:
    head = session.store.head()
    writing = Bulk(session.store)
    _hire(writing, session, "Sun Li")
    writing.add(Seat, name="Desk 1")
    with pytest.raises(StorageError):
        writing.flush()
    assert session.store.head() == head
    assert not Staff.select().where(Staff.name == "Sun Li").exists()


def test_free_text_is_refused_here_too(session: Session) -> None:
    writing = Bulk(session.store)
    with pytest.raises(ValueError, match="free text"):
        writing.entry(_heading(session, "a"), {"name": "Sun Li"}, "", [])


def test_a_bulk_that_breaks_off_writes_nothing_and_gives_the_pages_back(session: Session) -> None:
    before = session.store.database.execute_sql("PRAGMA cache_size").fetchone()
    head = session.store.head()

    def break_off() -> None:
        with bulk(session.store) as writing:
            _hire(writing, session, "Sun Li")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert session.store.head() == head
    assert session.store.database.execute_sql("PRAGMA cache_size").fetchone() == before
