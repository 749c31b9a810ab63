"""All cases there ever were are read window by window, and every place among them is right (C3)."""

import pytest

from frontdesk.cases import lists
from frontdesk.session import Session
from screens.cases.case_rows import Head
from screens.cases.case_sources import WINDOWS, AllCases, Told, key_of
from tests.screens.cases.listing import open_complaint

MANY = 11
PAGE = 4


@pytest.fixture
def every(session: Session, monkeypatch: pytest.MonkeyPatch) -> tuple[AllCases, list[int | None]]:
    """Eleven cases, four a window, and before which ids windows were read."""
    for _number in range(MANY):
        open_complaint(session)
    read: list[int | None] = []
    whole = lists.all_cases

    def noting(session: Session, before: int | None = None, limit: int = lists.PAGE) -> list:
        if limit > 1:
            read.append(before)
        return whole(session, before, limit)

    monkeypatch.setattr(lists, "all_cases", noting)
    return AllCases(session, PAGE), read


def _ids(every: AllCases, top: int, many: int) -> list[int | None]:
    return [key_of(item) for item in every.part(top, many)]


def test_only_the_windows_that_are_seen_are_read(every: tuple[AllCases, list]) -> None:
    cases, read = every
    assert (cases.count(), list(cases.ids), read) == (MANY, list(range(MANY, 0, -1)), [])
    assert _ids(cases, 0, 4) == [11, 10, 9, 8]
    assert read == [12]
    assert _ids(cases, 3, 3) == [8, 7, 6]
    assert read == [12, 8]
    # The very end, as the End key asks for it, without what lies between.
    assert _ids(cases, MANY - 1, 3) == [1]
    assert read == [12, 8, 4]
    assert _ids(cases, MANY, 3) == []


def test_every_case_is_found_without_reading(every: tuple[AllCases, list]) -> None:
    cases, read = every
    assert [cases.place(case_id) for case_id in (11, 1)] == [0, 10]
    assert [cases.place(key) for key in (0, 12, None, "C-0001")] == [None] * 4
    assert read == []


def test_few_windows_are_kept(session: Session, every: tuple[AllCases, list]) -> None:
    cases = AllCases(session, 1)
    cases.part(0, MANY)
    assert len(cases._read) == WINDOWS
    assert _ids(cases, 0, MANY) == list(range(MANY, 0, -1))


def test_a_case_that_is_missing_leaves_an_empty_row(
    every: tuple[AllCases, list], monkeypatch: pytest.MonkeyPatch
) -> None:
    cases, _read = every
    whole = lists.all_cases
    monkeypatch.setattr(
        lists, "all_cases", lambda *told: [one for one in whole(*told) if one.id != 9]
    )
    assert _ids(cases, 0, MANY) == [11, 10, None, 8, 7, 6, 5, 4, 3, 2, 1]
    assert cases.part(2, 1) == [Head()]


def test_no_case_yet(session: Session) -> None:
    cases = AllCases(session)
    assert (cases.count(), list(cases.part(0, 5)), cases.place(1)) == (0, [], None)


def test_how_many_are_late_at_any_time(session: Session) -> None:
    open_complaint(session)
    told = Told(lists.due_next(session))
    due = told.lines[0].next
    assert due is not None
    assert [told.counted(at) for at in (due.due_at - 1, due.due_at)] == [(1, 0), (1, 1)]
