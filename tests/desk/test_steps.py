"""The rule of the steps of waiting: what is due when, once, until handled, whatever the pack."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.clock import MINUTE
from frontdesk.desk.steps import (
    ASKED,
    EXEMPT,
    Handled,
    StepState,
    WaitFacts,
    next_open,
    stand,
    states,
)
from frontdesk.packs.load import builtin
from frontdesk.packs.structs import Outcome, Step, Waiting

BEGAN = 1_000_000_000_000
HOSPITAL = builtin("hospital").waiting


def at(minutes: float) -> int:
    return BEGAN + round(minutes * MINUTE)


def facts(*handled: Handled, needs: tuple[str, ...] = (), stage: str = "waiting") -> WaitFacts:
    return WaitFacts(began_at=BEGAN, stage=stage, needs=frozenset(needs), handled=handled)


def done(
    step: str,
    minute: float,
    outcome: str,
    turn: int = 1,
    due: float = 5,
    promised: int | None = None,
) -> Handled:
    return Handled(
        step=step, turn=turn, due_at=at(due), at=at(minute), outcome=outcome, minutes=promised
    )


def by_step(found: tuple[StepState, ...]) -> dict[str, StepState]:
    """The last turn of each step."""
    return {state.step: state for state in found}


@pytest.mark.parametrize(
    ("minute", "water", "check"),
    [
        (0, "ahead", "ahead"),
        (3.99, "ahead", "ahead"),
        (4, "soon", "ahead"),
        (4.99, "soon", "ahead"),
        (5, "due", "ahead"),
        (13, "due", "soon"),
        (15, "due", "due"),
        (600, "due", "due"),
    ],
)
def test_water_at_five_the_doctor_check_at_fifteen(minute: float, water: str, check: str) -> None:
    found = by_step(states(facts(), HOSPITAL, at(minute)))
    assert (found["water"].state, found["check"].state) == (water, check)
    assert (found["water"].due_at, found["check"].due_at) == (at(5), at(15))


def test_water_given_is_done_for_this_wait() -> None:
    found = states(facts(done("water", 6, "given")), HOSPITAL, at(600))
    assert [(one.step, one.turn, one.state) for one in found] == [
        ("water", 1, "done"),
        ("check", 1, "due"),
    ]
    assert found[0].at == at(6)


@pytest.mark.parametrize("outcome", ["away", "asleep"])
def test_who_was_away_is_offered_water_again(outcome: str) -> None:
    found = states(facts(done("water", 6, outcome)), HOSPITAL, at(7))
    assert [(one.turn, one.state, one.due_at) for one in found if one.step == "water"] == [
        (1, "done", at(5)),
        (2, "ahead", at(11)),
    ]


@pytest.mark.parametrize("outcome", ["given", "declined", "fasting"])
def test_who_had_the_offer_is_left_in_peace(outcome: str) -> None:
    found = states(facts(done("water", 6, outcome)), HOSPITAL, at(600))
    assert [one.state for one in found if one.step == "water"] == ["done"]


def test_the_check_comes_again_after_the_promised_minutes() -> None:
    first = done("check", 16, ASKED, due=15, promised=10)
    found = [one for one in states(facts(first), HOSPITAL, at(20)) if one.step == "check"]
    assert [(one.turn, one.state, one.due_at) for one in found] == [
        (1, "done", at(15)),
        (2, "ahead", at(26)),
    ]
    second = done("check", 30, ASKED, turn=2, due=26, promised=5)
    found = [one for one in states(facts(first, second), HOSPITAL, at(35)) if one.step == "check"]
    assert [(one.turn, one.state) for one in found] == [(1, "done"), (2, "done"), (3, "due")]
    assert found[-1].due_at == at(35)


def test_who_was_told_to_wait_is_not_checked_again() -> None:
    exempt = done("check", 16, EXEMPT, due=15, promised=10)
    found = [one for one in states(facts(exempt), HOSPITAL, at(600)) if one.step == "check"]
    assert [one.state for one in found] == ["done"]


def test_a_fasting_person_is_never_offered_water() -> None:
    found = states(facts(needs=("fasting", "elderly")), HOSPITAL, at(600))
    assert [(one.step, one.state) for one in found] == [("water", "skipped"), ("check", "due")]
    assert next_open(found) == found[1]


def test_water_drunk_before_the_need_was_known_stays_in_the_story() -> None:
    away = done("water", 6, "away")
    found = states(facts(away, needs=("fasting",)), HOSPITAL, at(600))
    assert [(one.step, one.state) for one in found] == [("water", "done"), ("check", "due")]


KNOCK = Step(
    code="knock", after=2 * MINUTE, window=MINUTE, form="offer",
    outcomes=(Outcome(code="heard"), Outcome(code="no_answer", handles=False)),
)  # fmt: skip
ROUND = Step(
    code="round", after=10 * MINUTE, window=MINUTE, form="offer",
    outcomes=(Outcome(code="made"),), repeat=20 * MINUTE,
)  # fmt: skip
AGAIN_ONLY = Step(
    code="again_only", after=MINUTE, window=0, form="offer",
    outcomes=(Outcome(code="seen"),), stages=("again",),
)  # fmt: skip
OTHER = Waiting(begins="ticket", steps=(KNOCK, ROUND, AGAIN_ONLY))


def test_an_outcome_that_does_not_handle_leaves_the_step_standing_as_it_was_due() -> None:
    found = by_step(states(facts(done("knock", 3, "no_answer", due=2)), OTHER, at(4)))
    assert (found["knock"].turn, found["knock"].state) == (2, "due")
    assert found["knock"].due_at == at(2)
    handled = (done("knock", 3, "no_answer", due=2), done("knock", 5, "heard", turn=2, due=2))
    found = by_step(states(facts(*handled), OTHER, at(600)))
    assert found["knock"].state == "done"


def test_a_step_that_repeats_counts_from_when_it_was_done() -> None:
    found = by_step(states(facts(done("round", 13, "made", due=10)), OTHER, at(20)))
    assert (found["round"].turn, found["round"].due_at) == (2, at(33))


def test_a_step_of_another_stage_is_not_owed() -> None:
    assert "again_only" not in by_step(states(facts(), OTHER, at(600)))
    assert "again_only" in by_step(states(facts(stage="again"), OTHER, at(600)))


def test_an_ended_wait_owes_nothing_but_keeps_what_was_done() -> None:
    ended = WaitFacts(
        began_at=BEGAN, stage="waiting", handled=(done("water", 6, "away"),), ended_at=at(9)
    )
    found = states(ended, HOSPITAL, at(600))
    assert [(one.step, one.state) for one in found] == [("water", "done")]
    assert next_open(found) is None


def test_the_next_one_is_the_one_due_first() -> None:
    first = next_open(states(facts(), HOSPITAL, at(20)))
    assert first is not None
    assert first.step == "water"


minutes = st.integers(0, 400)
outcomes = st.sampled_from(["given", "declined", "fasting", "away", "asleep"])
promises = st.sampled_from(HOSPITAL.steps[1].minutes)


@st.composite
def stories(
    draw: st.DrawFn,
) -> tuple[Waiting, frozenset[str], list[tuple[int, StepState, Handled]]]:
    """A wait that a guide works through: whatever is due is sometimes done, in any way."""
    rules = draw(st.sampled_from([HOSPITAL, OTHER]))
    needs = frozenset(draw(st.sets(st.sampled_from(["fasting", "elderly"]))))
    handled: list[Handled] = []
    told: list[tuple[int, StepState, Handled]] = []
    now = BEGAN
    for _turn in range(draw(st.integers(0, 8))):
        now += draw(st.integers(0, 40)) * MINUTE // 2
        wait = WaitFacts(began_at=BEGAN, stage="waiting", needs=needs, handled=tuple(handled))
        open_ones = [one for one in states(wait, rules, now) if one.state in ("due", "soon")]
        if not open_ones:
            continue
        state = draw(st.sampled_from(open_ones))
        step = next(one for one in rules.steps if one.code == state.step)
        promised = None
        if step.form == "ask":
            outcome = draw(st.sampled_from([ASKED, EXEMPT]))
            promised = draw(promises) if outcome == ASKED else None
        else:
            outcome = draw(st.sampled_from([one.code for one in step.outcomes]))
        one = Handled(
            step=state.step, turn=state.turn, due_at=state.due_at, at=now, outcome=outcome,
            minutes=promised,
        )  # fmt: skip
        handled.append(one)
        told.append((now, state, one))
    return rules, needs, told


@given(stories(), minutes)
def test_a_turn_is_due_once_and_only_handling_it_brings_the_next(
    story: tuple[Waiting, frozenset[str], list[tuple[int, StepState, Handled]]], later: int
) -> None:
    rules, needs, told = story
    handled = tuple(one for _now, _state, one in told)
    assert len({(one.step, one.turn) for one in handled}) == len(handled)
    now = (told[-1][0] if told else BEGAN) + later * MINUTE
    wait = WaitFacts(began_at=BEGAN, stage="waiting", needs=needs, handled=handled)
    found = states(wait, rules, now)
    assert len({(one.step, one.turn) for one in found}) == len(found)
    for step in rules.steps:
        turns = sorted((one for one in found if one.step == step.code), key=lambda one: one.turn)
        assert [one.turn for one in turns] == list(range(1, len(turns) + 1))
        assert [one.due_at for one in turns] == sorted(one.due_at for one in turns)
        assert all(one.state == "done" for one in turns[:-1])
        assert sum(one.state == "done" for one in turns) == sum(
            one.step == step.code for one in handled
        )
    if "fasting" in needs:
        assert all(one.step != "water" for one in handled)
        assert all(one.state == "skipped" for one in found if one.step == "water")


@given(stories(), minutes, minutes)
def test_waiting_alone_only_makes_things_due(
    story: tuple[Waiting, frozenset[str], list[tuple[int, StepState, Handled]]], one: int, more: int
) -> None:
    rules, needs, told = story
    handled = tuple(found for _now, _state, found in told)
    wait = WaitFacts(began_at=BEGAN, stage="waiting", needs=needs, handled=handled)
    now = (told[-1][0] if told else BEGAN) + one * MINUTE
    order = ["ahead", "soon", "due"]
    before, after = states(wait, rules, now), states(wait, rules, now + more * MINUTE)
    for was, is_now in zip(before, after, strict=True):
        assert (was.step, was.turn, was.due_at) == (is_now.step, is_now.turn, is_now.due_at)
        if was.state in order:
            assert order.index(is_now.state) >= order.index(was.state)
        else:
            assert is_now.state == was.state


@given(
    st.lists(st.integers(1, 600), min_size=1, max_size=4, unique=True).map(sorted),
    st.integers(1, 50),
    st.integers(0, 60_000),
)
def test_the_rule_knows_no_times_but_the_packs(afters: list[int], scale: int, now: int) -> None:
    def rules(factor: int) -> Waiting:
        return Waiting(
            begins="arrival",
            steps=tuple(
                Step(code=f"s{number}", after=after * factor, window=factor, form="offer")
                for number, after in enumerate(afters)
            ),
        )

    small = states(WaitFacts(began_at=0, stage="waiting"), rules(1), now)
    large = states(WaitFacts(began_at=0, stage="waiting"), rules(scale), now * scale)
    assert [(one.step, one.state, one.due_at * scale) for one in small] == [
        (one.step, one.state, one.due_at) for one in large
    ]


@pytest.mark.parametrize(
    ("now", "state"), [(79, "ahead"), (80, "soon"), (99, "soon"), (100, "due")]
)
def test_a_window_opens_before_the_time(now: int, state: str) -> None:
    assert stand(100, 20, now) == state
