"""Figures of cases, worked out by hand: never flattering, undefined is –."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.cases.figures import (
    Ages,
    Band,
    CaseFact,
    Ended,
    PerThousand,
    Reached,
    acknowledged_in_time,
    ages,
    first_response,
    per_thousand,
    reopened,
    resolution_rate,
    resolved_in_time,
    rung_reached,
    solved_on_the_spot,
)
from frontdesk.clock import DAY, HOUR, MINUTE, Millis
from frontdesk.desk.figures import Spread
from frontdesk.phone.figures import Rate

NOW = 100 * DAY
LADDER = ("desk", "supervisor", "affairs", "manager")


def rate(part: int, whole: int, excluded: int = 0) -> Rate:
    return Rate(value=part / whole if whole else None, n=whole, excluded=excluded)


def case(
    age: float = 10,
    *,
    acknowledged: float | None = None,
    closed: float | None = None,
    ended: Ended = "",
    acknowledge: float | None = 1,
    resolve: float | None = 5,
    highest: str = "desk",
    spot: Millis | None = 30 * MINUTE,
    again: int = 0,
) -> CaseFact:
    """A case `age` days old; the other days count from when it was received."""
    began = NOW - round(age * DAY)

    def at(days: float | None) -> Millis | None:
        return None if days is None else began + round(days * DAY)

    return CaseFact(
        received_at=began,
        acknowledged_at=at(acknowledged),
        acknowledge_by=at(acknowledge),
        closed_at=at(closed),
        ended="answered" if closed is not None and not ended else ended,
        resolve_by=at(resolve),
        rungs=LADDER,
        highest=highest,
        first_rung_until=None if spot is None else began + spot,
        reopened=again,
        reopen_within=30 * DAY,
    )


def test_nothing_has_no_figure() -> None:
    for found in (
        acknowledged_in_time([], NOW),
        resolved_in_time([], NOW),
        resolution_rate([]),
        solved_on_the_spot([], NOW),
        reopened([], NOW),
    ):
        assert found == rate(0, 0)
        assert found.say() == "–"
    assert first_response([], NOW) == Spread(median=None, p90=None, n=0)
    assert rung_reached([]) == Reached(rungs=(), n=0)
    assert per_thousand(3, 0) == PerThousand(value=None, cases=3, n=0)
    assert per_thousand(3, 0).say() == "–"
    assert ages([], (DAY,), NOW).n == 0


def test_the_case_of_the_description() -> None:
    found = (
        [case(acknowledged=0.5, closed=4)] * 17
        + [case(acknowledged=0.5, closed=6)] * 3
        + [case(3, acknowledged=0.5)] * 3
        + [case(8, acknowledged=0.5)] * 2
    )
    assert resolved_in_time(found, NOW) == rate(17, 22, 3)
    assert resolved_in_time(found, NOW).say() == "77.3 %"
    assert resolution_rate(found) == rate(20, 25)
    assert resolution_rate(found).say() == "80.0 %"


@pytest.mark.parametrize(
    ("fact", "wanted"),
    [
        (case(acknowledged=0.9), (1, 1, 0)),
        (case(acknowledged=1), (1, 1, 0)),
        (case(acknowledged=1.001), (0, 1, 0)),
        # Nobody said a word and its time is over.
        (case(10), (0, 1, 0)),
        # Its time is not over.
        (case(0.5), (0, 0, 1)),
        (case(1), (0, 0, 1)),
        # The answer was the first they heard.
        (case(closed=0.5), (1, 1, 0)),
        (case(closed=2), (0, 1, 0)),
        (case(acknowledged=0.2, closed=2), (1, 1, 0)),
        # Withdrawn in time it is owed no more; withdrawn late it was late.
        (case(closed=0.5, ended="withdrawn"), (0, 0, 1)),
        (case(closed=2, ended="withdrawn"), (0, 1, 0)),
        (case(closed=0.5, ended="duplicate"), (0, 0, 1)),
        (case(acknowledge=None), (0, 0, 1)),
    ],
)
def test_acknowledged_in_time(fact: CaseFact, wanted: tuple[int, int, int]) -> None:
    assert acknowledged_in_time([fact], NOW) == rate(*wanted)


@pytest.mark.parametrize(
    ("fact", "wanted"),
    [
        (case(closed=5), (1, 1, 0)),
        (case(closed=5.001), (0, 1, 0)),
        # Open past due counts; leaving it open does not make the figure better.
        (case(5.001), (0, 1, 0)),
        (case(5), (0, 0, 1)),
        (case(closed=4, ended="outside"), (0, 0, 1)),
        (case(closed=6, ended="outside"), (0, 1, 0)),
        (case(closed=6, ended="withdrawn"), (0, 1, 0)),
        # The clock stands, or the kind has none.
        (case(resolve=None), (0, 0, 1)),
        (case(closed=50, age=60, resolve=None), (0, 0, 1)),
    ],
)
def test_resolved_in_time(fact: CaseFact, wanted: tuple[int, int, int]) -> None:
    assert resolved_in_time([fact], NOW) == rate(*wanted)


def test_who_was_handed_outside_or_waits_is_not_resolved() -> None:
    found = [
        case(closed=2),
        case(closed=2, ended="outside"),
        case(),
        case(closed=2, ended="withdrawn"),
        case(closed=2, ended="duplicate"),
    ]
    assert resolution_rate(found) == rate(1, 3, 2)


@pytest.mark.parametrize(
    ("fact", "wanted"),
    [
        (case(closed=0.01), (1, 1, 0)),
        (case(closed=30 / 1440), (1, 1, 0)),
        (case(closed=31 / 1440), (0, 1, 0)),
        # It came back: not for good.
        (case(closed=0.01, again=1), (0, 1, 0)),
        (case(closed=0.01, highest="supervisor"), (0, 1, 0)),
        # Too grave for the desk.
        (case(closed=0.01, highest="affairs", spot=None), (0, 1, 0)),
        (case(0.01), (0, 0, 1)),
        (case(0.1), (0, 1, 0)),
        (case(closed=0.01, ended="withdrawn"), (0, 0, 1)),
        (case(closed=0.1, ended="withdrawn"), (0, 1, 0)),
    ],
)
def test_solved_on_the_spot(fact: CaseFact, wanted: tuple[int, int, int]) -> None:
    assert solved_on_the_spot([fact], NOW) == rate(*wanted)


def test_reopened_waits_until_nobody_may_any_more() -> None:
    found = [
        # Closed 40 days ago, and quiet.
        case(50, closed=10),
        # Closed 5 days ago: it may still come.
        case(10, closed=5),
        # Came back, closed again; came back and open.
        case(50, closed=48, again=1),
        case(50, again=2),
        # Never closed.
        case(50),
    ]
    assert reopened(found, NOW) == rate(2, 3, 2)
    assert reopened([case(30, closed=0)], NOW) == rate(0, 1)


def test_first_response_counts_who_still_waits() -> None:
    found = [
        case(acknowledged=1 / 24),
        case(acknowledged=2 / 24),
        # Answered at the closing, three hours on.
        case(closed=3 / 24),
        # Waits for ten days.
        case(10),
        case(closed=1, ended="withdrawn"),
        case(acknowledged=4 / 24, closed=1, ended="withdrawn"),
    ]
    assert first_response(found, NOW) == Spread(median=3 * HOUR, p90=10 * DAY, n=5, excluded=1)


def test_ages_of_open_cases_in_bands() -> None:
    found = [case(0), case(0.5), case(1), case(4), case(5), case(40), case(50, closed=1)]
    assert ages(found, (5 * DAY, DAY, 5 * DAY, 0), NOW) == Ages(
        bands=(
            Band(least=0, below=DAY, count=2, late=0),
            Band(least=DAY, below=5 * DAY, count=2, late=0),
            Band(least=5 * DAY, below=None, count=2, late=1),
        ),
        n=6,
        excluded=1,
    )


def test_the_rung_that_cases_reached() -> None:
    found = [case(highest=rung) for rung in ("desk", "desk", "manager", "supervisor", "gone")]
    assert rung_reached(found) == Reached(
        rungs=(("desk", 2), ("supervisor", 1), ("affairs", 0), ("manager", 1)), n=4, excluded=1
    )


def test_per_thousand_contacts() -> None:
    assert per_thousand(3, 2_000) == PerThousand(value=1.5, cases=3, n=2_000)
    assert per_thousand(3, 2_000).say() == "1.5"
    assert per_thousand(0, 10).say() == "0.0"


FACTS = st.builds(
    case,
    st.floats(0, 90),
    acknowledged=st.none() | st.floats(0, 90),
    closed=st.none() | st.floats(0, 90),
    acknowledge=st.none() | st.floats(0, 5),
    resolve=st.none() | st.floats(0, 20),
    highest=st.sampled_from(LADDER),
    spot=st.none() | st.just(30 * MINUTE),
    again=st.integers(0, 2),
)


@given(st.lists(FACTS, max_size=20))
def test_every_case_is_counted_or_left_out(found: list[CaseFact]) -> None:
    for one in (
        acknowledged_in_time(found, NOW),
        resolved_in_time(found, NOW),
        resolution_rate(found),
        solved_on_the_spot(found, NOW),
        reopened(found, NOW),
        first_response(found, NOW),
        rung_reached(found),
        ages(found, (DAY, 5 * DAY), NOW),
    ):
        assert one.n + one.excluded == len(found)


@given(st.lists(FACTS, max_size=20), FACTS)
def test_one_left_open_past_its_time_never_helps(found: list[CaseFact], extra: CaseFact) -> None:
    late = case(90)
    for figure in (acknowledged_in_time, resolved_in_time, solved_on_the_spot):
        before = figure([*found, extra], NOW).value
        after = figure([*found, extra, late], NOW).value
        assert after is not None
        assert before is None or after <= before
