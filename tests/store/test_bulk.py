"""The bulk writer: what it writes is what verbs would have written, and one edit is found."""

from datetime import date
from random import Random

import pytest

from frontdesk.clock import FixedClock
from frontdesk.desk import people, visits, waiting
from frontdesk.desk.visits import Registration, Visit
from frontdesk.errors import ForeignData
from frontdesk.practice import history
from frontdesk.session import Session
from frontdesk.store import verify

DAY = date(2026, 11, 23)


def _past(session: Session, count: int) -> None:
    history.write(session, count, DAY, Random(7))


def test_verify_accepts_it_and_verbs_go_on_from_it(session: Session, clock: FixedClock) -> None:
    before = session.store.head().id
    _past(session, 300)
    found = verify.whole(session.store.database)
    assert found.entries >= before + 3 * 290
    assert Visit.select().count() == 300
    assert Visit.select().where(Visit.ended_at.is_null()).count() == 0
    person = people.find(session, Visit.get(Visit.id == 1).person.name, 5)[0]
    wanted = Registration(person.id, None, "first", department_id=1)
    visits.register(session, wanted)
    assert verify.whole(session.store.database).entries == found.entries + 1
    assert len(waiting.waiting_list(session)) == 1


def test_a_row_changed_afterwards_is_named(session: Session) -> None:
    _past(session, 20)
    session.store.database.execute_sql("UPDATE step_done SET at = at + 1 WHERE id = 1")
    with pytest.raises(ForeignData, match="step_done"):
        verify.whole(session.store.database)


def test_tickets_restart_each_day_and_are_not_used_twice(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "A_DAY", 10)
    monkeypatch.setattr(history, "BATCH", 20)
    told: list[tuple[int, int]] = []
    history.write(session, 35, DAY, Random(1), lambda done, whole: told.append((done, whole)))
    rows = session.store.database.execute_sql(
        "SELECT day, min(number), count(*) FROM visit GROUP BY day ORDER BY day"
    ).fetchall()
    assert [row[2] for row in rows] == [10, 10, 10, 5]
    assert all(row[1] == 1 for row in rows)
    assert rows[-1][0] < DAY.isoformat()
    assert told == [(10, 35), (20, 35), (30, 35), (35, 35)]


def test_a_fasting_person_was_never_offered_water(session: Session) -> None:
    _past(session, 600)
    rows = session.store.database.execute_sql(
        "SELECT count(*) FROM visit v JOIN wait w ON w.visit_id = v.id"
        " JOIN step_done s ON s.wait_id = w.id AND s.step = 'water'"
        " WHERE v.needs LIKE '%fasting%'"
    ).fetchone()
    fasting = Visit.select().where(Visit.needs.contains("fasting")).count()
    assert fasting > 0
    assert rows[0] == 0


def test_a_failed_flush_keeps_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    before = session.store.head()
    monkeypatch.setattr("frontdesk.store.bulk._SEAL", "INSERT INTO nowhere VALUES (1, 2, 3)")
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever the database says
        _past(session, 5)
    assert session.store.head() == before
    assert Visit.select().count() == 0
