"""Figures of waiting, worked out by hand: never flattering, undefined is –."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.clock import MINUTE
from frontdesk.desk.figures import (
    Share,
    StepFact,
    WaitFact,
    in_time,
    in_time_by,
    leavers,
    percentile,
    result,
    spread,
    spread_by_priority,
)


def step(
    done: float | None,
    closed: float | None = None,
    *,
    due: float = 5,
    grace: float = 2,
    code: str = "water",
    department: int = 1,
    staff: int | None = 1,
    hour: int = 8,
    exact: bool = True,
) -> StepFact:
    return StepFact(
        step=code, due_at=round(due * MINUTE), grace=round(grace * MINUTE),
        done_at=None if done is None else round(done * MINUTE),
        closed_at=None if closed is None else round(closed * MINUTE),
        department=department, staff=staff, hour=hour, exact=exact,
    )  # fmt: skip


def wait(
    began: float, ended: float | None, priority: str = "normal", *, left: bool = False,
    exact: bool = True,
) -> WaitFact:  # fmt: skip
    return WaitFact(
        began_at=round(began * MINUTE), ended_at=None if ended is None else round(ended * MINUTE),
        priority=priority, left=left, exact=exact,
    )  # fmt: skip


NOW = 60 * MINUTE


@pytest.mark.parametrize(
    ("fact", "went"),
    [
        (step(4), "in_time"),
        (step(5), "in_time"),
        (step(7), "in_time"),
        (step(7.01), "late"),
        (step(7.01, closed=30), "late"),
        (step(None), "missed"),
        (step(None, closed=7.01), "missed"),
        # Seen within the grace: nobody owed it any more.
        (step(None, closed=7), None),
        (step(None, closed=3), None),
        (step(None, due=59), None),
        (step(None, due=58), None),
        (step(None, due=57.9), "missed"),
    ],
)
def test_how_a_step_went(fact: StepFact, went: str | None) -> None:
    assert result(fact, NOW) == went


def test_the_share_in_time_counts_late_missed_and_still_open_ones() -> None:
    facts = [
        step(5), step(6), step(20), step(None, closed=30), step(None), step(None, due=59),
        step(5, exact=False),
    ]  # fmt: skip
    share = in_time(facts, NOW)
    assert share == Share(part=2, whole=5, excluded=1)
    assert share.say() == "40 %"


def test_nothing_owed_is_undefined_and_not_a_hundred() -> None:
    assert in_time([], NOW).ratio is None
    assert in_time([step(None, due=59)], NOW).say() == "–"
    assert in_time([step(5, exact=False)], NOW) == Share(part=0, whole=0, excluded=1)


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(1, 3, "33 %"), (2, 3, "67 %"), (1, 8, "13 %"), (0, 4, "0 %")]
)
def test_a_share_is_said_as_a_whole_percentage(part: int, whole: int, said: str) -> None:
    assert Share(part=part, whole=whole).say() == said


def test_the_share_by_step_department_hour_and_person() -> None:
    facts = [
        step(5, code="water", department=1, hour=8, staff=1),
        step(9, code="water", department=2, hour=9, staff=2),
        step(5, code="check", department=2, hour=9, staff=1),
        step(None, code="check", department=2, hour=9, staff=None),
    ]
    assert in_time_by(facts, NOW, lambda fact: fact.step) == {
        "water": Share(part=1, whole=2),
        "check": Share(part=1, whole=2),
    }
    assert in_time_by(facts, NOW, lambda fact: fact.department) == {
        1: Share(part=1, whole=1),
        2: Share(part=1, whole=3),
    }
    assert in_time_by(facts, NOW, lambda fact: fact.hour)[9] == Share(part=1, whole=3)
    by_person = in_time_by(facts, NOW, lambda fact: fact.staff)
    assert by_person[1] == Share(part=2, whole=2)
    assert by_person[None] == Share(part=0, whole=1)


def test_those_still_waiting_count_where_now_is_meant() -> None:
    facts = [wait(0, 10), wait(0, 20), wait(0, None)]
    finished = spread(facts)
    assert (finished.median, finished.p90, finished.n) == (15 * MINUTE, 20 * MINUTE, 2)
    now = spread(facts, NOW)
    assert (now.median, now.p90, now.n) == (20 * MINUTE, 60 * MINUTE, 3)


def test_leavers_count_with_the_time_they_waited() -> None:
    facts = [wait(0, 10), wait(0, 50, left=True)]
    assert spread(facts).median == 30 * MINUTE
    assert leavers(facts) == Share(part=1, whole=2)


def test_a_queue_that_everybody_leaves_reads_a_hundred_percent_left_and_nothing_in_time() -> None:
    assert leavers([wait(0, 30, left=True)] * 3).say() == "100 %"
    assert in_time([step(None, closed=30)] * 3, NOW).say() == "0 %"


def test_those_still_waiting_are_not_among_those_that_left_or_stayed() -> None:
    assert leavers([wait(0, None)]).say() == "–"
    assert leavers([wait(0, None), wait(0, 9)]) == Share(part=0, whole=1)


def test_inexact_waits_are_left_out_and_counted_as_such() -> None:
    found = spread([wait(0, 10), wait(0, 500, exact=False)])
    assert (found.median, found.n, found.excluded) == (10 * MINUTE, 1, 1)


def test_no_wait_has_no_median() -> None:
    found = spread([])
    assert (found.median, found.p90, found.n) == (None, None, 0)
    assert spread([wait(0, None)]).median is None


def test_each_priority_has_its_own_spread() -> None:
    found = spread_by_priority([wait(0, 10), wait(0, 30, "priority"), wait(5, 10, "priority")])
    assert found["normal"].median == 10 * MINUTE
    assert (found["priority"].median, found["priority"].n) == (round(17.5 * MINUTE), 2)


@pytest.mark.parametrize(
    ("spans", "p90"),
    [([7], 7), (list(range(1, 11)), 9), (list(range(1, 12)), 10), ([5, 5, 5, 9], 9)],
)
def test_the_ninetieth_percentile_by_nearest_rank(spans: list[int], p90: int) -> None:
    assert percentile(spans, 0.9) == p90


@given(st.lists(st.integers(0, 10**6), min_size=1), st.floats(0.01, 1.0))
def test_a_percentile_is_one_of_the_values_that_enough_do_not_exceed(
    spans: list[int], share: float
) -> None:
    found = percentile(spans, share)
    assert found in spans
    assert sum(span <= (found or 0) for span in spans) >= share * len(spans) - 1e-6
