"""The telephone's clocks: rings at the edges of any cadence, one state at any instant."""

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.clock import SECOND
from frontdesk.packs.load import builtin
from frontdesk.packs.phone import Phone
from frontdesk.packs.structs import Cadence
from frontdesk.phone import ringing
from frontdesk.phone.ringing import CallFacts, Hold, State

CHINA = Cadence(on=(1 * SECOND,), off=(4 * SECOND,), target_rings=3)
BRITAIN = Cadence(on=(400, 400), off=(200, 2 * SECOND), target_rings=3)

pauses = st.integers(1, 10_000)
cadences = st.lists(st.tuples(pauses, pauses), min_size=1, max_size=3).flatmap(
    lambda parts: st.builds(
        Cadence,
        on=st.just(tuple(on for on, _off in parts)),
        off=st.just(tuple(off for _on, off in parts)),
        target_rings=st.integers(1, 9),
    )
)
elapsed = st.integers(0, 10**7)
times = st.one_of(st.none(), st.integers(0, 10**6))
facts = st.builds(
    CallFacts,
    direction=st.sampled_from(["in", "out", "none"]),
    rang_at=times,
    answered_at=times,
    ended_at=times,
    missed_at=times,
    closed_at=times,
    passed=st.booleans(),
    on_hold=st.booleans(),
)


def _phone() -> Phone:
    phone = builtin("hospital").phone
    assert phone is not None
    return phone


@given(cadences)
def test_the_first_ring_begins_at_once(cadence: Cadence) -> None:
    assert ringing.rings_sounded(cadence, 0) == 1
    assert ringing.sounding(cadence, 0)
    # A clock that is a little behind hears the first ring, too.
    assert ringing.rings_sounded(cadence, -5) == 1
    assert ringing.sounding(cadence, -5)


@given(cadences, elapsed, elapsed)
def test_rings_only_grow(cadence: Cadence, now: int, more: int) -> None:
    assert ringing.rings_sounded(cadence, now) <= ringing.rings_sounded(cadence, now + more)


@given(cadences, st.integers(1, 500))
def test_a_ring_is_counted_from_its_very_first_millisecond(cadence: Cadence, number: int) -> None:
    begins = (number - 1) * cadence.ring
    assert ringing.rings_sounded(cadence, begins) == number
    assert ringing.sounding(cadence, begins)
    if begins:
        assert ringing.rings_sounded(cadence, begins - 1) == number - 1
        assert not ringing.sounding(cadence, begins - 1)


@given(cadences, elapsed)
def test_in_time_means_within_the_rings_of_the_pack(cadence: Cadence, now: int) -> None:
    in_time = ringing.rings_sounded(cadence, now) <= cadence.target_rings
    assert (ringing.left(cadence, now) > 0) == in_time
    assert (now < ringing.answer_by(cadence)) == in_time
    assert ringing.left(cadence, now) == 0 or ringing.late(cadence, now) == 0
    assert ringing.left(cadence, now) - ringing.late(cadence, now) == (
        ringing.answer_by(cadence) - now
    )


def test_the_tone_sounds_twice_in_a_british_ring() -> None:
    heard = [ringing.sounding(BRITAIN, at) for at in (0, 399, 400, 599, 600, 999, 1000, 2999, 3000)]
    assert heard == [True, True, False, False, True, True, False, False, True]


def test_three_chinese_rings_are_fifteen_seconds() -> None:
    assert ringing.answer_by(CHINA) == 15 * SECOND
    assert ringing.late(CHINA, 16 * SECOND) == SECOND


@given(facts, st.integers(0, 2 * 10**6))
def test_a_call_stands_somewhere_at_any_instant(call: CallFacts, now: int) -> None:
    assert ringing.state(call, _phone(), now) in get_args(State)
    assert ringing.talked(call, (), now) >= 0
    assert ringing.wrapped(call, now) >= 0
    assert (ringing.rang(call, now) is None) == (call.rang_at is None)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_ring_that_nobody_ends_is_missed_for_good(rang_at: int, after: int) -> None:
    call, phone = CallFacts(rang_at=rang_at), _phone()
    expected = "missed" if after >= phone.give_up else "ringing"
    assert ringing.state(call, phone, rang_at + after) == expected
    gone = ringing.settled(call, phone, rang_at + after).missed_at
    assert gone == (rang_at + phone.give_up if expected == "missed" else None)


@pytest.mark.parametrize(
    ("call", "at", "state"),
    [
        (CallFacts(rang_at=0), 0, "ringing"),
        (CallFacts(rang_at=0, missed_at=5), 9, "missed"),
        (CallFacts(rang_at=0, answered_at=5), 10**9, "talking"),
        (CallFacts(answered_at=5), 10**9, "talking"),
        (CallFacts(rang_at=0, answered_at=5, on_hold=True), 9, "held"),
        (CallFacts(rang_at=0, answered_at=5, passed=True), 9, "talking"),
        (CallFacts(rang_at=0, answered_at=5, ended_at=9, passed=True), 9, "passed"),
        (CallFacts(rang_at=0, answered_at=5, ended_at=9), 9, "wrapup"),
        (CallFacts(rang_at=0, answered_at=5, ended_at=9), 9 + 60_000, "done"),
        (CallFacts(rang_at=0, answered_at=5, ended_at=9, closed_at=10), 11, "done"),
        (CallFacts(direction="out", rang_at=0), 90_000, "done"),
        (CallFacts(direction="out", rang_at=0, ended_at=9, closed_at=9), 9, "done"),
        (CallFacts(direction="none"), 9, "done"),
    ],
)
def test_where_a_call_stands(call: CallFacts, at: int, state: str) -> None:
    assert ringing.state(call, _phone(), at) == state


def test_the_clocks_of_one_call() -> None:
    call = CallFacts(rang_at=1_000, answered_at=9_000)
    holds = (Hold(began_at=10_000, ended_at=14_000), Hold(began_at=20_000))
    assert ringing.rang(call, 99_000) == 8_000
    assert ringing.held(holds, 21_000) == 5_000
    assert ringing.talked(call, holds, 21_000) == 7_000
    over = msgspec.structs.replace(call, ended_at=24_000)
    assert ringing.talked(over, holds, 99_000) == 7_000
    assert ringing.wrapped(over, 30_000) == 6_000
    closed = msgspec.structs.replace(over, closed_at=26_000)
    assert ringing.wrapped(closed, 30_000) == 2_000
    # A record closed while one still talks needs no wrap-up.
    assert ringing.wrapped(msgspec.structs.replace(over, closed_at=9_500), 30_000) == 0
    assert ringing.rang(CallFacts(answered_at=5), 9) is None
