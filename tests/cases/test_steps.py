"""What is next to be done with an open case (C3, C4)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.cases import deadlines
from frontdesk.cases.deadlines import ClockFacts, Pause
from frontdesk.cases.steps import Step, resolve_at, steps
from frontdesk.clock import DAY, HOUR, MINUTE, Millis
from frontdesk.packs.load import builtin
from tests.conftest import MORNING, ZONE

PACK = builtin("hospital")
assert PACK.cases is not None
assert PACK.calendar is not None
CALENDAR = PACK.calendar
KIND = PACK.cases.kind("complaint")
LADDER = PACK.cases.ladder(KIND.ladder)
SEVERITY = KIND.severity("ordinary")
LATER: Millis = MORNING + 30 * DAY


def owed(
    facts: ClockFacts, rung: str = "desk", by: Millis | None = LATER, *, offered: bool = False
) -> tuple[Step, ...]:
    return steps(facts, KIND, SEVERITY, LADDER, rung, MORNING, by, offered=offered)


def test_everything_owed_stands_in_order() -> None:
    found = owed(ClockFacts(received_at=MORNING - HOUR))
    desk = LADDER.rung("desk")
    assert SEVERITY.acknowledge is not None
    assert found == (
        Step(step="rung", due_at=MORNING + desk.within, window=desk.window),
        Step(step="acknowledge", due_at=MORNING - HOUR + SEVERITY.acknowledge, window=KIND.soon),
        Step(step="resolve", due_at=LATER, window=KIND.soon_days),
    )


def test_while_it_is_offered_it_is_to_be_accepted_in_the_givers_time() -> None:
    found = owed(ClockFacts(received_at=MORNING), offered=True)
    assert [one.step for one in found] == ["accept", "acknowledge", "resolve"]
    assert found[0].due_at == MORNING + LADDER.rung("desk").within


def test_on_the_highest_rung_there_is_nobody_to_pass_it_to() -> None:
    top = LADDER.rungs[-1].code
    found = owed(ClockFacts(received_at=MORNING, acknowledged_at=MORNING), top)
    assert [one.step for one in found] == ["resolve"]


def test_a_clock_that_stands_owes_nothing() -> None:
    pause = Pause(reason="papers", began_at=MORNING)
    facts = ClockFacts(received_at=MORNING, acknowledged_at=MORNING, pauses=(pause,))
    assert owed(facts, by=None) == ()


@settings(deadline=None)
@given(
    st.integers(0, 400 * 24 * 60),
    st.booleans(),
    st.one_of(st.none(), st.integers(0, 10_000)),
    st.lists(st.integers(1, 5_000), max_size=4),
    st.sampled_from(KIND.severities),
)
def test_lists_say_when_as_the_clocks_do(
    minutes: int, joint: bool, again: int | None, gaps: list[int], severity: object
) -> None:
    received = MORNING + minutes * MINUTE
    at, pauses = received, []
    for number, gap in enumerate(gaps):
        began, at = at, at + gap * MINUTE
        if number % 2:
            pauses.append(Pause(reason="papers", began_at=began, ended_at=at))
    facts = ClockFacts(
        received_at=received,
        joint=joint,
        pauses=tuple(pauses),
        reopened_at=None if again is None else received + again * MINUTE,
    )
    right = deadlines.clocks(facts, KIND, severity, CALENDAR, ZONE).resolve_at  # type: ignore[arg-type]
    assert resolve_at(facts, KIND, severity, CALENDAR, ZONE) == right  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["desk", "supervisor", "affairs"])
def test_each_rung_below_the_top_has_its_time(code: str) -> None:
    found = owed(ClockFacts(received_at=MORNING, acknowledged_at=MORNING), code)
    assert found[0].step == "rung"
    assert found[0].due_at == MORNING + LADDER.rung(code).within
