"""A long day is read page by page, and every place in it is right (P4)."""

import pytest

from frontdesk.clock import SECOND
from frontdesk.phone import answering, lists
from frontdesk.phone.answering import Ringing
from frontdesk.session import Session
from screens.phone.list_rows import Chosen
from screens.phone.list_sources import DayCalls
from tests.conftest import MadeDesk

CALLS = 11
PAGE = 4


@pytest.fixture
def day(session: Session, desk: MadeDesk, monkeypatch: pytest.MonkeyPatch) -> tuple[DayCalls, list]:
    """A day of eleven calls, four a page, and what was read of it."""
    for number in range(CALLS):
        answering.ring(session, Ringing(f"1380000{number:04}", how="hook"))
        desk.clock.advance(SECOND)
    read: list[int | None] = []
    whole = lists.of_day

    def noting(
        session: Session, day: str, before: int | None = None, limit: int = lists.PAGE
    ) -> list:
        read.append(before)
        return whole(session, day, before, limit)

    monkeypatch.setattr(lists, "of_day", noting)
    return DayCalls(session, session.today(), PAGE), read


def test_a_page_more_is_read_when_somebody_looks_that_far(day: tuple[DayCalls, list]) -> None:
    calls, read = day
    assert (calls.count(), read) == (CALLS, [None])
    assert [one.number for one in calls.part(0, 4)] == [11, 10, 9, 8]
    assert read == [None]
    assert [one.number for one in calls.part(3, 3)] == [8, 7, 6]
    assert read == [None, 8]
    # The very end, as the End key asks for it.
    assert [one.number for one in calls.part(CALLS - 1, 1)] == [1]
    assert (read, calls.count()) == ([None, 8, 4], CALLS)
    assert calls.part(CALLS, 3) == []
    assert read == [None, 8, 4]


def test_a_call_is_found_on_a_page_that_was_not_read_yet(day: tuple[DayCalls, list]) -> None:
    calls, read = day
    oldest = lists.of_day(calls._session, calls._session.today(), 2)[0]
    read.clear()
    assert calls.place(Chosen(call_id=calls.part(2, 1)[0].id)) == 2
    assert read == []
    assert calls.place(Chosen(call_id=oldest.id)) == CALLS - 1
    assert read == [8, 4]
    assert calls.place(Chosen(call_id=10_000)) is None
    assert calls.place(Chosen(call_id=oldest.id, task_id=1)) is None
    assert calls.place("L-0001") is None


def test_a_day_without_calls(session: Session) -> None:
    calls = DayCalls(session, session.today())
    assert (calls.count(), list(calls.part(0, 5)), calls.place(Chosen(call_id=1))) == (0, [], None)
